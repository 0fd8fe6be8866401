/* fanotify: what happens in a directory, with the process that did it. */
#include <barecall.h>
#include <barecall/dev/notify.h>
#include <barecall/text.h>

static _Alignas(FanotifyEventMetadata) char buffer[4096];

int main(void)
{
	FanotifyRecord record;
	FanotifyEvent event;
	unsigned long offset = 0, at = 0;
	/* Who is not root may ask so since Linux 5.13: for names, and for no descriptors. */
	int fd = FanotifyInit(LX_FAN_CLASS_NOTIF | LX_FAN_CLOEXEC | LX_FAN_NONBLOCK | LX_FAN_REPORT_FID, LX_O_RDONLY);
	unsigned long mask = LX_FAN_CREATE | LX_FAN_ONDIR;
	long n = fd;

	Mkdir("fanotify.tmp", 0700);
	if (fd >= 0)
		n = FanotifyMark(fd, LX_FAN_MARK_ADD, mask, LX_AT_FDCWD, "fanotify.tmp");
	if (n < 0) {
		Rmdir("fanotify.tmp");
		Print(1, "not here: %pe\n", ErrPtr(n)); /* not built in, or a file system without numbers of its own */
		return 77;
	}
	Mkdir("fanotify.tmp/sub", 0700);
	n = Read(fd, buffer, sizeof(buffer));
	Print(1, "an event: %d\n", n < 0 ? (int)n : FanotifyNext(buffer, (unsigned long)n, &offset, &event));
	Print(1, "created: %d, a directory: %d\n", (event.metadata.mask & LX_FAN_CREATE) != 0, (event.metadata.mask & LX_FAN_ONDIR) != 0);
	Print(1, "by this process: %d\n", event.metadata.pid == Getpid());
	Print(1, "a record: %d\n", FanotifyRecordNext(&event, &at, &record));
	Print(1, "of the directory that it is in, by a handle: %d\n", record.handle != LX_NULL && record.handle->bytes > 0);
	Print(1, "forgotten: %pe\n", ErrPtr(FanotifyMark(fd, LX_FAN_MARK_REMOVE, mask, LX_AT_FDCWD, "fanotify.tmp")));
	Rmdir("fanotify.tmp/sub");
	return Rmdir("fanotify.tmp") < 0;
}

/*
 * Output:
 * an event: 1
 * created: 1, a directory: 1
 * by this process: 1
 * a record: 1
 * of the directory that it is in, by a handle: 1
 * forgotten: 0
 */
