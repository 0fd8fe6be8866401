/* A child writes into a pipe and ends; its parent reads, waits and looks at how. */
#include <barecall.h>

int main(void)
{
	int ends[2], status, pid;
	char byte;
	Rusage usage;
	Siginfo info;

	if (Pipe2(ends, LX_O_CLOEXEC) != 0)
		return 1;
	pid = Fork();
	if (pid == 0) {
		Write(ends[1], "x", 1);
		Exit(7);
	}
	if (pid < 0 || Read(ends[0], &byte, 1) != 1 || byte != 'x')
		return 2;
	if (Waitid(LX_P_PID, pid, &info, LX_WEXITED | LX_WNOWAIT, LX_NULL) != 0 || info.code != LX_CLD_EXITED)
		return 3;
	if (Wait4(pid, &status, 0, &usage) != pid || WaitStatusExitStatus(status) != 7 || usage.minflt < 0)
		return 4;
	return 0;
}
