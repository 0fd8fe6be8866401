/* locks: two ways to lock a file: Flock belongs to what was opened, Fcntl's of old to the process. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	int other, fd = Open("locks.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_CLOEXEC, 0600);
	Flock_t range = { LX_F_WRLCK, LX_SEEK_SET, 0, 10, 0 };
	int pid;

	if (fd < 0)
		return 1;
	other = Open("locks.tmp", LX_O_RDWR | LX_O_CLOEXEC, 0);
	Print(1, "flock: %pe\n", ErrPtr(Flock(fd, LX_LOCK_EX | LX_LOCK_NB)));
	Print(1, "opened again: %pe\n", ErrPtr(Flock(other, LX_LOCK_SH | LX_LOCK_NB)));
	Print(1, "unlocked: %pe\n", ErrPtr(Flock(fd, LX_LOCK_UN)));

	/* Bytes 0 to 9. Closing any descriptor of the file would give this lock up. */
	Print(1, "range: %pe\n", ErrPtr(FcntlFlock(fd, LX_F_SETLK, &range)));
	Print(1, "for this process there is none: %d\n",
	      FcntlFlock(other, LX_F_GETLK, &range) == 0 && range.type == LX_F_UNLCK);
	pid = Fork();
	if (pid == 0) {
		range.type = LX_F_RDLCK;
		FcntlFlock(fd, LX_F_GETLK, &range);
		Print(1, "for another there is: %d, its holder's: %d\n", range.type == LX_F_WRLCK, range.pid == Getppid());
		Exit(0);
	}
	Wait4(pid, LX_NULL, 0, LX_NULL);
	Close(other);
	Close(fd);
	return Unlink("locks.tmp") < 0;
}

/*
 * Output:
 * flock: 0
 * opened again: EAGAIN
 * unlocked: 0
 * range: 0
 * for this process there is none: 1
 * for another there is: 1, its holder's: 1
 */
