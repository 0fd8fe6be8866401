/* aio: reads and writes handed in, and their results collected: the older way, which io_uring came after. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec moment = { 10, 0 };
	char text[] = "submitted", room[16];
	Iocb write = { 0 }, read = { 0 };
	Iocb *list[2] = { &write, &read };
	IoEvent events[2];
	unsigned long context = 0;
	int fd = Open("aio.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_CLOEXEC, 0600), n;

	Unlink("aio.tmp");
	n = IoSetup(8, &context);
	if (n < 0 || fd < 0) {
		Print(1, "not here: %pe\n", ErrPtr(n)); /* -ENOSYS: not built in, or an emulator */
		return 77;
	}
	write.lio_opcode = LX_IOCB_CMD_PWRITE;
	write.fildes = (unsigned int)fd;
	write.buf = (unsigned long)text;
	write.nbytes = 9;
	write.data = 1;
	Print(1, "submitted: %d\n", IoSubmit(context, 1, list));
	n = IoGetevents(context, 1, 2, events, &moment);
	Print(1, "done: %d, of %lu: %ld\n", n, events[0].data, events[0].res);

	read = write;
	read.lio_opcode = LX_IOCB_CMD_PREAD;
	read.buf = (unsigned long)room;
	read.data = 2;
	Print(1, "submitted: %d\n", IoSubmit(context, 1, &list[1]));
	n = IoPgetevents(context, 1, 2, events, &moment, LX_NULL); /* since Linux 4.18 */
	if (n == -LX_ENOSYS)
		n = IoGetevents(context, 1, 2, events, &moment);
	Print(1, "done: %d, of %lu: %.*s\n", n, events[0].data, (int)events[0].res, room);
	Print(1, "nothing to stop: %d\n", IoCancel(context, &read, &events[0]) < 0);
	Print(1, "destroyed: %pe\n", ErrPtr(IoDestroy(context)));
	return 0;
}

/*
 * Output:
 * submitted: 1
 * done: 1, of 1: 9
 * submitted: 1
 * done: 1, of 2: submitted
 * nothing to stop: 1
 * destroyed: 0
 */
