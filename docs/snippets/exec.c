/* exec: a program in the place of this one, by a descriptor, so that it is the file that was looked at. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char *argv[] = { "sh", "-c", "echo $1; exit 4", "sh", "from the descriptor", LX_NULL };
	char *env[] = { LX_NULL };
	int fd = Open("/bin/sh", LX_O_PATH | LX_O_CLOEXEC, 0), pid;
	WaitStatus ws;
	Stat_t st;
	long n;

	if (fd < 0 || Fstat(fd, &st) < 0) {
		Print(1, "there is no /bin/sh: %pe\n", ErrPtr(fd));
		return 77;
	}
	Print(1, "a file: %d, to be executed: %d\n", ModeIsReg(st.mode), (st.mode & 0111) != 0);
	pid = Fork();
	if (pid == 0) {
		n = Execveat(fd, "", argv, env, LX_AT_EMPTY_PATH); /* since Linux 3.19; it returns only an error */
		if (n == -LX_ENOSYS || n == -LX_ENOENT)
			Exec("/bin/sh", argv, env);
		Exit(127);
	}
	Wait4(pid, &ws, 0, LX_NULL);
	Print(1, "it exited with %d\n", WaitStatusExitStatus(ws));
	Print(1, "a directory: %pe\n", ErrPtr(Exec("/", argv, env)));
	Print(1, "none: %pe\n", ErrPtr(Exec("/nonexistent", argv, env)));
	pid = Fork();
	if (pid == 0)
		ExitThread(5); /* the last thread's end is the process's */
	Wait4(pid, &ws, 0, LX_NULL);
	Print(1, "the last thread's: %d\n", WaitStatusExitStatus(ws));
	return 0;
}

/*
 * Output:
 * a file: 1, to be executed: 1
 * from the descriptor
 * it exited with 4
 * a directory: EACCES
 * none: ENOENT
 * the last thread's: 5
 */
