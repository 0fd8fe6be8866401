/* errnames: errors, signals and system calls by name and number, and what kind an error is of. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	long n = Open("/nonexistent", LX_O_RDONLY, 0);
	Utsname uts;

	Print(1, "%ld is an error: %d\n", n, IsErr(n));
	Print(1, "%s: %s\n", ErrnoName((int)-n), ErrnoMessage((int)-n));
	Print(1, "by name: %d %pe\n", ErrnoByName("EAGAIN"), ErrPtr(ErrnoByName("ENONE")));
	Print(1, "is there no such file: %d\n", ErrnoIs(n, ErrNotExist));
	Print(1, "of time: %d %d\n", ErrnoTimeout(-LX_ETIMEDOUT), ErrnoTimeout(n));
	Print(1, "may pass: %d %d\n", ErrnoTemporary(-LX_EINTR), ErrnoTemporary(n));
	Print(1, "signal 9: %s\n", SignalName(9));
	Print(1, "openat: %s %d\n", SyscallName(LX_SYS_openat), SyscallNumber("openat") == LX_SYS_openat);

	/* Any call by number; what a runtime hooks into is called around the last two. */
	Print(1, "%d ", RawSyscall(LX_SYS_getpid, 0, 0, 0) == Getpid());
	Print(1, "%d ", RawSyscallNoError(LX_SYS_getppid, 0, 0, 0) == Getppid());
	Print(1, "%d ", Syscall(LX_SYS_getpid, 0, 0, 0) == Getpid());
	Print(1, "%d\n", Syscall6(LX_SYS_close, -1, 0, 0, 0, 0, 0) == -LX_EBADF);
	Print(1, "uname: %pe, ", ErrPtr(Uname(&uts)));
	Print(1, "%s, 5.0 or newer: %d\n", uts.sysname, KernelVersion(&uts) >= LX_KERNEL_VERSION(5, 0, 0));
	return 0;
}

/*
 * Output:
 * -2 is an error: 1
 * ENOENT: No such file or directory
 * by name: 11 EINVAL
 * is there no such file: 1
 * of time: 1 0
 * may pass: 1 0
 * signal 9: SIGKILL
 * openat: openat 1
 * 1 1 1 1
 * uname: 0, Linux, 5.0 or newer: 1
 */
