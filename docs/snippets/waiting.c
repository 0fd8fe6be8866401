/* waiting: every way in which a child can change, and what its parent is told. */
#include <barecall.h>
#include <barecall/text.h>

static int pid;

static void tell(int options)
{
	WaitStatus ws;
	Rusage usage;

	Wait4(pid, &ws, options, &usage);
	if (WaitStatusExited(ws))
		Print(1, "exited with %d\n", WaitStatusExitStatus(ws));
	else if (WaitStatusSignaled(ws))
		Print(1, "ended by %s, core %d\n", SignalName(WaitStatusSignal(ws)), WaitStatusCoreDump(ws));
	else if (WaitStatusStopped(ws))
		Print(1, "stopped by %s\n", SignalName(WaitStatusStopSignal(ws)));
	else if (WaitStatusContinued(ws))
		Print(1, "continued\n");
}

int main(void)
{
	Siginfo info = { 0 };
	long n;

	pid = Fork();
	if (pid == 0)
		Exit(7);
	/* LX_WNOWAIT: it can be waited for once more. */
	n = Waitid(LX_P_PID, pid, &info, LX_WEXITED | LX_WNOWAIT, LX_NULL);
	Print(1, "waitid: %pe, status %d\n", ErrPtr(n), info.u.chld.status);
	tell(0);

	pid = Fork();
	if (pid == 0)
		for (;;)
			Pause();
	Print(1, "nothing yet: %d\n", Wait4(pid, LX_NULL, LX_WNOHANG, LX_NULL));
	StopProcess(pid); /* SIGSTOP */
	tell(LX_WUNTRACED);
	ContinueProcess(pid); /* SIGCONT */
	tell(LX_WCONTINUED);
	Kill(pid, LX_SIGKILL);
	tell(0);
	Print(1, "no more: %pe\n", ErrPtr(Wait4(-1, LX_NULL, 0, LX_NULL)));
	return 0;
}

/*
 * Output:
 * waitid: 0, status 7
 * exited with 7
 * nothing yet: 0
 * stopped by SIGSTOP
 * continued
 * ended by SIGKILL, core 0
 * no more: ECHILD
 */
