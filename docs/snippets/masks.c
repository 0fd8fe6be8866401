/* masks: sets of signals, what is blocked, what is pending, and who is asked by which call. */
#include <barecall.h>
#include <barecall/text.h>

static void handle(int sig)
{
	Print(1, "handler: %s\n", SignalName(sig));
}

int main(void)
{
	Sigset_t set, old, pending;
	Sighandler_t before;

	SigFillSet(&set);
	SigDelSet(&set, LX_SIGUSR1);
	Print(1, "in the set: %d %d\n", SigIsMember(&set, LX_SIGUSR1), SigIsMember(&set, LX_SIGUSR2));
	SigEmptySet(&set);
	SigAddSet(&set, LX_SIGUSR1);
	SigAddSet(&set, LX_SIGUSR2);

	Signal(LX_SIGUSR1, handle, LX_NULL);
	Signal(LX_SIGUSR2, handle, &before);
	Print(1, "before it was the default: %d\n", before == LX_SIG_DFL);
	PthreadSigmask(LX_SIG_BLOCK, &set, &old);
	Tgkill(Getpid(), Gettid(), LX_SIGUSR1); /* to this thread */
	Kill(Getpid(), LX_SIGUSR2); /* to the process: a thread that does not block it */
	Sigpending(&pending);
	Print(1, "pending: %d %d\n", SigIsMember(&pending, LX_SIGUSR1), SigIsMember(&pending, LX_SIGUSR2));

	SigDelSet(&set, LX_SIGUSR1);
	Print(1, "sigsuspend: %pe\n", ErrPtr(Sigsuspend(&set))); /* as a mask, for the time of the call */
	Print(1, "and now the other\n");
	PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL);
	Print(1, "by name: %d %d\n", SignalByName("SIGUSR2") == LX_SIGUSR2, SignalByName("SIGNONE") == -LX_EINVAL);
	return 0;
}

/*
 * Output:
 * in the set: 0 1
 * before it was the default: 1
 * pending: 1 1
 * handler: SIGUSR1
 * sigsuspend: EINTR
 * and now the other
 * handler: SIGUSR2
 * by name: 1 1
 */
