/* Waits for a pipe by epoll and by poll, and for a timer. */
#include <barecall.h>

int main(void)
{
	EpollEvent wanted, seen[4];
	PollFd polled;
	ItimerSpec timer, left;
	int ends[2], ep = EpollCreate1(LX_EPOLL_CLOEXEC), tfd;
	unsigned long count;

	if (ep < 0 || Pipe2(ends, 0) != 0 || Write(ends[1], "x", 1) != 1)
		return 1;
	wanted.events = LX_EPOLLIN;
	wanted.data.u64 = 42;
	if (EpollCtl(ep, LX_EPOLL_CTL_ADD, ends[0], &wanted) != 0)
		return 2;
	if (EpollWait(ep, seen, 4, 1000) != 1 || seen[0].data.u64 != 42 || !(seen[0].events & LX_EPOLLIN))
		return 3;
	polled.fd = ends[0];
	polled.events = LX_POLLIN;
	if (Poll(&polled, 1, 1000) != 1 || !(polled.revents & LX_POLLIN))
		return 4;
	timer.interval.sec = timer.interval.nsec = timer.value.sec = 0;
	timer.value.nsec = 1000;
	tfd = TimerfdCreate(LX_CLOCK_MONOTONIC, 0);
	if (tfd < 0 || TimerfdSettime(tfd, 0, &timer, &left) != 0 || left.value.sec != 0)
		return 5;
	if (Read(tfd, &count, sizeof(count)) != 8 || count == 0)
		return 6;
	return 0;
}
