/* sealed: memory that stays as it is, that is not swapped out, and that only this program sees. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	unsigned long page = (unsigned long)Getpagesize();
	char *memory = Mmap(LX_NULL, page, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	Iovec range = { memory, page };
	int pidfd, mode = -1, fd;
	long n;

	if (IsErrPtr(memory))
		return 1;
	n = Mlock2(memory, page, LX_MLOCK_ONFAULT); /* since Linux 4.4 */
	Print(1, "locked, or too much: %d\n", n == 0 || n == -LX_ENOMEM || n == -LX_EPERM || n == -LX_ENOSYS);
	n = Mlockall(LX_MCL_CURRENT); /* all there is now */
	Print(1, "all of it: %d, and none: %pe\n", n == 0 || n == -LX_ENOMEM || n == -LX_EPERM, ErrPtr(Munlockall()));
	pidfd = PidfdOpen(Getpid(), 0);
	n = ProcessMadvise(pidfd, &range, 1, LX_MADV_COLD, 0); /* since Linux 5.10 */
	Print(1, "not needed soon: %d\n", n == (long)page || n == -LX_ENOSYS || pidfd < 0 || n == -LX_EPERM);
	n = GetMemPolicy(&mode, LX_NULL, 0, LX_NULL, 0); /* -ENOSYS: a kernel without nodes */
	Print(1, "from any node: %d\n", n < 0 || mode == LX_MPOL_DEFAULT);
	n = n < 0 ? n : Mbind(memory, page, LX_MPOL_DEFAULT, LX_NULL, 0, 0);
	Print(1, "as it is: %d\n", n == 0 || n == -LX_ENOSYS || n == -LX_EPERM);

	fd = MemfdSecret(LX_O_CLOEXEC); /* since Linux 5.14, where it is on: no other sees it, nor the kernel */
	Print(1, "secret: %s\n", fd >= 0 && Write(fd, "x", 1) >= 0 ? "written" : "not by write");
	n = Mseal(memory, page, 0); /* since Linux 6.10, for good */
	if (n == 0) {
		Print(1, "to be executed: %pe\n", ErrPtr(Mprotect(memory, page, LX_PROT_READ | LX_PROT_EXEC)));
		Print(1, "unmapped: %pe\n", ErrPtr(Munmap(memory, page)));
		return 0;
	}
	Print(1, "nothing is sealed here: %pe\n", ErrPtr(n));
	return 77;
}

/*
 * Output:
 * locked, or too much: 1
 * all of it: 1, and none: 0
 * not needed soon: 1
 * from any node: 1
 * as it is: 1
 * secret: not by write
 * to be executed: EPERM
 * unmapped: EPERM
 */
