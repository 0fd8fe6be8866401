/* owner: a signal when a descriptor can be read, and to whom. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec moment = { 10, 0 };
	FOwnerEx owner = { LX_F_OWNER_PID, 0 };
	Sigset_t set;
	Siginfo info;
	int pair[2];
	long n;

	if (Socketpair(LX_AF_UNIX, LX_SOCK_STREAM, 0, pair) < 0)
		return 1;
	SigEmptySet(&set);
	SigAddSet(&set, 40);
	PthreadSigmask(LX_SIG_BLOCK, &set, LX_NULL);
	owner.pid = Getpid();
	n = FcntlSetOwn(pair[0], &owner);
	if (n == 0)
		n = FcntlInt(pair[0], LX_F_SETSIG, 40); /* or it is SIGIO, of which there is one at a time */
	if (n < 0) {
		Print(1, "not here: %pe\n", ErrPtr(n));
		return 77;
	}
	owner.pid = 0;
	Print(1, "owner: %pe, ", ErrPtr(FcntlGetOwn(pair[0], &owner)));
	Print(1, "%d\n", owner.type == LX_F_OWNER_PID && owner.pid == Getpid());
	Print(1, "async: %pe\n", ErrPtr(FcntlInt(pair[0], LX_F_SETFL, LX_O_ASYNC | LX_O_NONBLOCK)));
	Write(pair[1], "x", 1);
	Print(1, "signal %d, ", Sigtimedwait(&set, &info, &moment));
	Print(1, "of that descriptor: %d, to read: %d\n", info.u.poll.fd == pair[0], (info.u.poll.band & LX_POLLIN) != 0);
	return 0;
}

/*
 * Output:
 * owner: 0, 1
 * async: 0
 * signal 40, of that descriptor: 1, to read: 1
 */
