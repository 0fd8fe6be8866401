/* pidfd: a process by a descriptor, which never comes to mean another one. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Siginfo info = { 0 };
	PollFd ended;
	int end[2], pid, fd, copy;
	char byte;

	if (Pipe2(end, LX_O_CLOEXEC) < 0)
		return 1;
	pid = Fork();
	if (pid == 0) {
		Read(end[0], &byte, 1); /* until it is told */
		for (;;)
			Pause();
	}
	fd = PidfdOpen(pid, 0); /* since Linux 5.3 */
	if (fd < 0) {
		Kill(pid, LX_SIGKILL);
		Print(1, "no pidfd: %pe\n", ErrPtr(fd));
		return 77;
	}
	ended.fd = fd;
	ended.events = LX_POLLIN;
	Print(1, "it runs: %d\n", Poll(&ended, 1, 0));
	copy = PidfdGetfd(fd, end[1], 0); /* of its descriptors; it takes the right to trace it */
	Print(1, "a descriptor of its: %s\n", copy >= 0 || copy == -LX_EPERM || copy == -LX_ENOSYS ? "taken, or not allowed" : "?");
	Print(1, "signal: %pe\n", ErrPtr(PidfdSendSignal(fd, LX_SIGTERM, LX_NULL, 0)));
	Print(1, "it has ended: %d\n", Poll(&ended, 1, 10000));
	Print(1, "waited for: %pe\n", ErrPtr(Waitid(LX_P_PIDFD, fd, &info, LX_WEXITED, LX_NULL)));
	Print(1, "by %s\n", SignalName(info.u.chld.status));
	Print(1, "signal: %pe\n", ErrPtr(PidfdSendSignal(fd, LX_SIGTERM, LX_NULL, 0)));
	return 0;
}

/*
 * Output:
 * it runs: 0
 * a descriptor of its: taken, or not allowed
 * signal: 0
 * it has ended: 1
 * waited for: 0
 * by SIGTERM
 * signal: ESRCH
 */
