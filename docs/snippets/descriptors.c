/* descriptors: doubled, renumbered, their flags read and set, closed all at once. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	int copy, fd = MemfdCreate("descriptors", 0);
	long n;

	if (fd < 0)
		return 1;
	Print(1, "closed at exec: %d\n", FcntlInt(fd, LX_F_GETFD, 0));
	FcntlInt(fd, LX_F_SETFD, LX_FD_CLOEXEC);
	Print(1, "closed at exec: %d\n", FcntlInt(fd, LX_F_GETFD, 0));
	copy = Dup(fd); /* the lowest number that is free, without that flag */
	Print(1, "the copy: %d\n", FcntlInt(copy, LX_F_GETFD, 0));

	/* The flags of what was opened are shared by copies; those of the descriptor are not. */
	FcntlInt(fd, LX_F_SETFL, LX_O_NONBLOCK);
	Print(1, "shared: %d\n", (FcntlInt(copy, LX_F_GETFL, 0) & LX_O_NONBLOCK) != 0);
	Print(1, "dup2: %d\n", Dup2(fd, 100));
	Print(1, "onto itself: %d\n", Dup2(100, 100));
	Print(1, "onto itself: %pe\n", ErrPtr(Dup3(100, 100, LX_O_CLOEXEC)));
	Print(1, "dup3: %d\n", Dup3(fd, 101, LX_O_CLOEXEC));
	Print(1, "at least 200: %d\n", FcntlInt(fd, LX_F_DUPFD_CLOEXEC, 200));

	n = CloseRange(100, 200, 0); /* since Linux 5.9 */
	if (n == -LX_ENOSYS)
		for (n = 0, fd = 100; fd <= 200; fd++)
			Close(fd);
	Print(1, "closed: %pe, ", ErrPtr(n));
	Print(1, "%pe\n", ErrPtr(Close(200)));
	return 0;
}

/*
 * Output:
 * closed at exec: 0
 * closed at exec: 1
 * the copy: 0
 * shared: 1
 * dup2: 100
 * onto itself: 100
 * onto itself: EINVAL
 * dup3: 101
 * at least 200: 200
 * closed: 0, EBADF
 */
