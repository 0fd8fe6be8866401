/* queued: signals that carry a number, and each of which arrives; read from a descriptor, or waited for. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec moment = { 10, 0 };
	SignalfdSiginfo got;
	Siginfo info = { 0 };
	Sigset_t set;
	int fd, i, sig = 40; /* 34 to 64: those that queue */

	SigEmptySet(&set);
	SigAddSet(&set, sig);
	PthreadSigmask(LX_SIG_BLOCK, &set, LX_NULL);
	fd = Signalfd(-1, &set, LX_SFD_CLOEXEC | LX_SFD_NONBLOCK);
	if (fd < 0)
		return 1;
	info.code = LX_SI_QUEUE;
	info.u.rt.pid = Getpid();
	info.u.rt.uid = Getuid();
	for (i = 1; i <= 3; i++) {
		info.u.rt.value.integer = i;
		if (i < 3)
			RtSigqueueinfo(Getpid(), sig, &info);
		else
			RtTgsigqueueinfo(Getpid(), Gettid(), sig, &info);
	}
	/* A thread's own come first. */
	if (Sigtimedwait(&set, &info, &moment) == sig)
		Print(1, "waited for: %d, with %d\n", info.signo, info.u.rt.value.integer);
	while (Read(fd, &got, sizeof(got)) == sizeof(got))
		Print(1, "read: %u, with %d, from this process: %d\n", got.signo, got.integer, (int)got.pid == Getpid());
	moment.sec = 0;
	Print(1, "no more: %pe\n", ErrPtr(Sigtimedwait(&set, LX_NULL, &moment)));
	return 0;
}

/*
 * Output:
 * waited for: 40, with 3
 * read: 40, with 1, from this process: 1
 * read: 40, with 2, from this process: 1
 * no more: EAGAIN
 */
