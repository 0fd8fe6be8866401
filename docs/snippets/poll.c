/* poll: whether descriptors can be read, written, or are at their end; select and its sets do the same. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec moment = { 10, 0 };
	Timeval none = { 0, 0 };
	PollFd fds[2];
	FdSet read;
	int pipe[2];

	if (Pipe2(pipe, LX_O_CLOEXEC) < 0)
		return 1;
	fds[0].fd = pipe[0];
	fds[0].events = LX_POLLIN;
	fds[1].fd = pipe[1];
	fds[1].events = LX_POLLOUT;
	Print(1, "one: %d, ", Poll(fds, 2, 10000));
	Print(1, "to write: %d\n", fds[1].revents == LX_POLLOUT && fds[0].revents == 0);
	FdSetZero(&read);
	FdSetSet(&read, pipe[0]);
	Print(1, "select: %d, ", Select(pipe[0] + 1, &read, LX_NULL, LX_NULL, &none));
	Print(1, "it is taken out: %d\n", FdSetIsSet(&read, pipe[0]));

	Write(pipe[1], "x", 1);
	FdSetSet(&read, pipe[0]);
	Print(1, "pselect: %d, ", Pselect(pipe[0] + 1, &read, LX_NULL, LX_NULL, &moment, LX_NULL));
	Print(1, "it is in: %d\n", FdSetIsSet(&read, pipe[0]));
	FdSetClear(&read, pipe[0]);

	Close(pipe[1]); /* of fds[1] it is told that it is not open */
	Print(1, "both: %d: ", Ppoll(fds, 2, &moment, LX_NULL));
	Print(1, "data %d, end %d, ", (fds[0].revents & LX_POLLIN) != 0, (fds[0].revents & LX_POLLHUP) != 0);
	Print(1, "none %d\n", (fds[1].revents & LX_POLLNVAL) != 0);
	return 0;
}

/*
 * Output:
 * one: 1, to write: 1
 * select: 0, it is taken out: 0
 * pselect: 1, it is in: 1
 * both: 2: data 1, end 1, none 1
 */
