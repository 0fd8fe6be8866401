/* epoll: many descriptors watched, each with a number of the program's; told once, or as long as it holds. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec moment = { 10, 0 };
	EpollEvent event, events[4];
	unsigned long count = 2;
	int epoll = EpollCreate1(LX_EPOLL_CLOEXEC), pipe[2], number, i;
	int counter = Eventfd(0, LX_EFD_CLOEXEC | LX_EFD_NONBLOCK);

	if (epoll < 0 || counter < 0 || Pipe2(pipe, LX_O_CLOEXEC) < 0)
		return 1;
	event.events = LX_EPOLLIN;
	event.data.u64 = 1;
	Print(1, "add: %pe\n", ErrPtr(EpollCtl(epoll, LX_EPOLL_CTL_ADD, counter, &event)));
	Print(1, "again: %pe\n", ErrPtr(EpollCtl(epoll, LX_EPOLL_CTL_ADD, counter, &event)));
	event.events = LX_EPOLLIN | LX_EPOLLET; /* at each change, once */
	event.data.u64 = 2;
	Print(1, "add: %pe\n", ErrPtr(EpollCtl(epoll, LX_EPOLL_CTL_ADD, pipe[0], &event)));
	Print(1, "nothing: %d\n", EpollWait(epoll, events, 4, 0));

	Write(counter, &count, sizeof(count));
	Write(pipe[1], "x", 1);
	number = EpollPwait(epoll, events, 4, 10000, LX_NULL);
	for (i = 0; i < number; i++)
		count += events[i].data.u64;
	Print(1, "both: %d, %lu\n", number, count);
	number = EpollPwait2(epoll, events, 4, &moment, LX_NULL); /* since Linux 5.11: nanoseconds */
	if (number == -LX_ENOSYS)
		number = EpollWait(epoll, events, 4, 10000);
	Print(1, "it still holds: %d, of %lu\n", number, (unsigned long)events[0].data.u64);
	Print(1, "read: %ld, ", Read(counter, &count, sizeof(count)));
	Print(1, "%lu\n", count);
	Print(1, "no more: %pe\n", ErrPtr(Read(counter, &count, sizeof(count))));
	Print(1, "nothing: %d\n", EpollWait(epoll, events, 4, 0));
	Print(1, "away: %pe\n", ErrPtr(EpollCtl(epoll, LX_EPOLL_CTL_DEL, pipe[0], LX_NULL)));
	return 0;
}

/*
 * Output:
 * add: 0
 * again: EEXIST
 * add: 0
 * nothing: 0
 * both: 2, 5
 * it still holds: 1, of 1
 * read: 8, 2
 * no more: EAGAIN
 * nothing: 0
 * away: 0
 */
