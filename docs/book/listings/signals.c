/* signals: blocked first, then taken one after the other, with who sent them; no handler anywhere. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec moment = { 0, 1000000 };
	Sigset_t set;
	Siginfo info;
	int sig, i;

	SigEmptySet(&set);
	SigAddSet(&set, LX_SIGTERM);
	SigAddSet(&set, LX_SIGCHLD);
	PthreadSigmask(LX_SIG_BLOCK, &set, LX_NULL);

	for (i = 0; i < 2; i++)
		Kill(Getpid(), LX_SIGTERM); /* twice, and it arrives once: an ordinary signal is pending or not */
	i = Fork();
	if (i == 0)
		Exit(0);
	if (i < 0)
		return 1;
	Wait4(i, LX_NULL, 0, LX_NULL);

	while ((sig = Sigtimedwait(&set, &info, &moment)) != -LX_EAGAIN)
		if (sig > 0)
			Print(1, "%s\n", SignalName(sig));
	Print(1, "none is left\n");
	return 0;
}
