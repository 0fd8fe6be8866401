/* trace: the system calls of a child by name, with what they returned, until it ends. */
#include <barecall.h>
#include <barecall/text.h>

static void child(void)
{
	if (PtraceTraceme() < 0)
		Exit(77);
	Kill(Getpid(), LX_SIGSTOP); /* so that the parent can say how it wants to trace */
	Getppid();
	Close(-1);
	Exit(5);
}

int main(void)
{
	PtraceSyscallInfo info;
	WaitStatus status;
	unsigned long nr = 0;
	int pid = Fork();

	if (pid == 0)
		child();
	if (Wait4(pid, &status, 0, LX_NULL) != pid || !WaitStatusStopped(status)) {
		Print(2, "trace: no ptrace here\n");
		return 77;
	}
	PtraceSetOptions(pid, LX_PTRACE_O_TRACESYSGOOD | LX_PTRACE_O_EXITKILL);
	while (PtraceSyscall(pid, 0) == 0 && Wait4(pid, &status, 0, LX_NULL) == pid && WaitStatusIsSyscallStop(status)) {
		if (PtraceGetSyscallInfo(pid, &info) < 0)
			return 77; /* before Linux 5.3 */
		if (info.op == LX_PTRACE_SYSCALL_INFO_ENTRY)
			nr = info.u.entry.nr;
		else if (info.u.exit.is_error)
			Print(1, "%s: %pe\n", SyscallName((long)nr), ErrPtr(info.u.exit.rval));
		else
			Print(1, "%s\n", SyscallName((long)nr));
	}
	Print(1, "%s: exited with %d\n", SyscallName((long)nr), WaitStatusExitStatus(status));
	return 0;
}
