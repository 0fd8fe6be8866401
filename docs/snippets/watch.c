/* watch: inotify tells what happens in a directory. */
#include <barecall.h>
#include <barecall/dev/notify.h>
#include <barecall/text.h>

static _Alignas(InotifyEvent) char buffer[4096];

int main(void)
{
	InotifyEvent event;
	int fd = InotifyInit1(LX_IN_CLOEXEC | LX_IN_NONBLOCK), wd;
	unsigned long at = 0;
	const char *name;
	long n;

	if (fd < 0) {
		Print(1, "no inotify: %pe\n", ErrPtr(fd));
		return 77;
	}
	Mkdir("watch.tmp", 0700);
	wd = InotifyAddWatch(fd, "watch.tmp", LX_IN_CREATE | LX_IN_MOVE | LX_IN_DELETE);
	if (wd < 0)
		return 1;
	Close(Creat("watch.tmp/one", 0600));
	Rename("watch.tmp/one", "watch.tmp/two");
	Unlink("watch.tmp/two");
	n = Read(fd, buffer, sizeof(buffer)); /* whole events, as many as fit */
	while (n > 0 && InotifyNext(buffer, (unsigned long)n, &at, &event, &name) > 0)
		Print(1, "%s: %s\n", name,
		      event.mask & LX_IN_CREATE ? "created" : event.mask & LX_IN_MOVED_FROM ? "moved from" :
		      event.mask & LX_IN_MOVED_TO ? "moved to" : "deleted");
	Print(1, "no more: %pe\n", ErrPtr(Read(fd, buffer, sizeof(buffer))));
	Print(1, "forgotten: %pe\n", ErrPtr(InotifyRmWatch(fd, wd)));
	Read(fd, buffer, sizeof(buffer));
	Print(1, "which is an event too: %d\n", (((const InotifyEvent *)buffer)->mask & LX_IN_IGNORED) != 0);
	Close(fd);
	return Rmdir("watch.tmp") < 0;
}

/*
 * Output:
 * one: created
 * one: moved from
 * two: moved to
 * two: deleted
 * no more: EAGAIN
 * forgotten: 0
 * which is an event too: 1
 */
