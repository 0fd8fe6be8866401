/*
 * Process 1 of a machine without devtmpfs: runs mdev, has devices come and go, and writes to the console what /dev and
 * /sys have, as they have it; `run` judges. Then it powers off. With an argument there are modules, and a disk that needs
 * one.
 */
#include <barecall.h>
#include <barecall/dev/uevent.h>
#include <barecall/string.h>
#include <barecall/text.h>

#define DEADLINE 3000 /* pieces of 20 ms */

static void show(const char *path)
{
	static char buffer[4096];
	int fd = Open(path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long n;

	while (fd >= 0 && (n = Read(fd, buffer, sizeof(buffer))) > 0)
		Write(1, buffer, (unsigned long)n);
	Close(fd);
}

/* Calls function for each entry of a directory. */
static void each(const char *path, void (*function)(const char *path))
{
	char __attribute__((__aligned__(8))) entries[2048];
	char below[512];
	const Dirent *entry;
	unsigned long offset;
	int fd = Open(path, LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0), n;

	while (fd >= 0 && (n = Getdents(fd, entries, sizeof(entries))) > 0)
		for (offset = 0; (entry = DirentNext(entries, (unsigned long)n, &offset)) != LX_NULL;) {
			Format(below, sizeof(below), "%s/%s", path, DirentName(entry));
			if (strcmp(DirentName(entry), ".") != 0 && strcmp(DirentName(entry), "..") != 0)
				function(below);
		}
	Close(fd);
}

static void show_device(const char *path)
{
	char uevent[512];

	Print(1, "device %s\n", path);
	Format(uevent, sizeof(uevent), "%s/uevent", path);
	show(uevent);
}

static void show_file(const char *path)
{
	Statx_t st = { 0 };

	Statx(LX_AT_FDCWD, path, LX_AT_SYMLINK_NOFOLLOW, LX_STATX_BASIC_STATS, &st);
	Print(1, "file %o %u:%u %s\n", (unsigned int)st.mode, st.rdev_major, st.rdev_minor, path);
	if ((st.mode & LX_S_IFMT) == LX_S_IFDIR)
		each(path, show_file);
}

static void show_all(const char *when)
{
	Print(1, "# %s\n", when);
	each("/sys/dev/block", show_device);
	each("/sys/dev/char", show_device);
	each("/dev", show_file);
}

static int is_there(const char *path)
{
	return Faccessat(LX_AT_FDCWD, path, LX_F_OK, 0) == 0;
}

/* Waits until a file is there, or is not. */
static void await(const char *path, int wanted)
{
	static const Timespec piece = { 0, 20000000 };
	int i;

	for (i = 0; i < DEADLINE && is_there(path) != wanted; i++)
		Nanosleep(&piece, LX_NULL);
	Print(1, "await %s %d %s\n", path, wanted, i < DEADLINE ? "seen" : "not seen");
}

static int start(const char *argument, const char *other)
{
	const char *argv[] = { "mdev", argument, other, LX_NULL };
	static const char *env[] = { LX_NULL };
	ProcAttr attr = { 0 };
	SpawnError error = { 0, 0, 0 };

	attr.env = (char *const *)(unsigned long)env;
	return ForkExec("/mdev", (char *const *)(unsigned long)argv, &attr, &error);
}

static int run_once(void)
{
	int status = -1;

	Wait4(start("-s", LX_NULL), &status, 0, LX_NULL);
	return status;
}

static void write_to(const char *path, const char *text)
{
	int fd = Open(path, LX_O_WRONLY | LX_O_CLOEXEC, 0);

	Print(1, "write %s %ld\n", path, Write(fd, text, strlen(text)));
	Close(fd);
}

#define NODE(name, number) "SUBSYSTEM=mem;DEVNAME=" name ";MAJOR=1;MINOR=" number ";"
#define ADD(name, number) "add@/devices/x;ACTION=add;DEVPATH=/devices/x;" NODE(name, number)
#define REMOVE(name, number) "remove@/devices/x;ACTION=remove;DEVPATH=/devices/x;" NODE(name, number)

static NetlinkSocket nl;
static char room[8192];

/* send_event has the kernel send an event on, whose strings end in ';' here. It adds SEQNUM, and is its sender. */
static void send_event(const char *text)
{
	char strings[512], message[1024];
	NetlinkBuilder request;
	unsigned long i;

	for (i = 0; text[i]; i++)
		strings[i] = (char)(text[i] == ';' ? 0 : text[i]);
	NetlinkBuild(&request, message, sizeof(message));
	NlmsgPut(&request, LX_NLMSG_MIN_TYPE, 0, strings, i);
	Print(1, "event %d\n", NetlinkExecute(&nl, &request));
}

/* Sends an event until mdev, which may not have begun to listen, has seen one of them. */
static void await_listener(void)
{
	static const Timespec piece = { 0, 20000000 };
	int i;

	for (i = 0; i < DEADLINE && !is_there("/dev/listener"); i++) {
		send_event(ADD("listener", "5"));
		Nanosleep(&piece, LX_NULL);
	}
}

static unsigned long seqnum(void)
{
	char text[32];
	Text number = { text, 0 };
	unsigned long value = 0;
	int fd = Open("/sys/kernel/uevent_seqnum", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long n = Read(fd, text, sizeof(text));

	number.len = n > 0 ? (unsigned long)n - 1 : 0;
	ParseUint(number, 10, 64, &value);
	Close(fd);
	return value;
}

/*
 * Shows all when mdev, which is_listening or else is run, has seen to all events: again, if there was one meanwhile. What
 * some driver of this machine does late is nothing that a test could know.
 */
static void show_settled(const char *when, int is_listening)
{
	unsigned long before;
	int i = 0;

	do {
		if (is_listening) {
			send_event(ADD("settled", "5"));
			await("/dev/settled", 1);
			send_event(REMOVE("settled", "5"));
			await("/dev/settled", 0);
		}
		before = seqnum();
		if (!is_listening)
			run_once();
		show_all(when);
	} while (seqnum() != before && ++i < 5);
}

/* send_foreign sends to who listens to the kernel's events what is none of them. */
static void send_foreign(const char *text, unsigned long len)
{
	RawSockaddrNetlink to = { LX_AF_NETLINK, 0, 0, LX_UEVENT_GROUP_KERNEL };

	Print(1, "foreign %d\n", Sendto(nl.fd, text, len, 0, &to, sizeof(to)) == (long)len);
}

#define FOREIGN(name) "add@/devices/x\0ACTION=add\0DEVPATH=/devices/x\0SUBSYSTEM=mem\0MAJOR=1\0MINOR=3\0DEVNAME=" name

static void send_what_is_to_be_ignored(void)
{
	static const char *const malformed[] = {
		"", "add;", "@;", "@/devices/x;" NODE("no-action-in-head", "3"),
		"add@/devices/x;" NODE("no-action", "3"), "add@/devices/x;ACTION=add;" NODE("no-devpath", "3"),
		"add/devices/x;ACTION=add;DEVPATH=/devices/x;" NODE("no-at", "3"), ADD("no-number", "3x"),
		ADD("empty-number", ""), ADD("negative", "-3"), ADD("large", "4294967296"),
		ADD("mode", "3") "DEVMODE=0999;", ADD("../outside", "3"), ADD("a/../../outside", "3"),
		ADD("/absolute", "3"), ADD("a//b", "3"), ADD("a/.", "3"), ADD("", "3"), ADD(".", "3"),
	};
	unsigned long i;

	for (i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
		send_event(malformed[i]);
	send_foreign(FOREIGN("foreign"), sizeof(FOREIGN("foreign")));
	send_foreign(FOREIGN("foreign-without-nul"), sizeof(FOREIGN("foreign-without-nul")) - 1);
	send_foreign("add@/dev", 8);
	send_foreign("", 1);
}

static void change_events(void)
{
	send_event(ADD("injected/zero", "5") "DEVMODE=0640;");
	await("/dev/injected/zero", 1);
	send_event(REMOVE("injected/zero", "7"));
	send_event(REMOVE("../kept", "5"));
	send_event(ADD("injected/full", "7"));
	await("/dev/injected/full", 1);
	show_settled("events", 1);
	send_event(REMOVE("listener", "5"));
	send_event(REMOVE("injected/full", "7"));
	send_event(REMOVE("injected/zero", "5"));
	await("/dev/injected/zero", 0);
}

/* The disk is taken out of its slot, and put in again. */
static void replug(void)
{
	char link[256], path[320];
	int n = Readlink("/sys/block/vda", link, sizeof(link)), i, slashes = 0;

	/* ../devices/.../SLOT/virtioN/block/vda */
	for (i = n > 0 ? n : 0; i > 0 && slashes < 3; i--)
		slashes += link[i - 1] == '/';
	Format(path, sizeof(path), "/sys/block/%.*s/remove", i, link);
	write_to(path, "1");
	await("/dev/vda", 0);
	write_to("/sys/bus/pci/rescan", "1");
	await("/dev/vda", 1);
}

static void test(int has_modules)
{
	int status = -1, pid;

	Mkdir("/proc", 0755);
	Mkdir("/sys", 0755);
	Mount("proc", "/proc", "proc", 0, LX_NULL);
	Mount("sysfs", "/sys", "sysfs", 0, LX_NULL);
	/* What stood there before: no device, another, the right one as somebody wants it. */
	Close(Open("/dev/null", LX_O_WRONLY | LX_O_CREAT | LX_O_CLOEXEC, 0644));
	Mknod("/dev/full", LX_S_IFCHR | 0600, Mkdev(1, 3));
	Mknod("/dev/zero", LX_S_IFCHR | 0604, Mkdev(1, 5));
	Mknod("/kept", LX_S_IFCHR | 0600, Mkdev(1, 5));
	show_all("before");

	Print(1, "status %d\n", run_once());
	Print(1, "disk %d\n", is_there("/dev/vda"));
	show_settled("coldplug", 0);
	if (has_modules) {
		Print(1, "# disk\n");
		show("/dev/vda");
	}

	Print(1, "# hotplug\n");
	NetlinkOpen(&nl, LX_NETLINK_KOBJECT_UEVENT, room, sizeof(room));
	/* The files are dm-thin-pool.ko and net_failover.ko. */
	pid = has_modules ? start("dm_thin_pool", "net-failover") : start(LX_NULL, LX_NULL);
	if (has_modules)
		await("/dev/mapper/control", 1);
	await_listener();
	send_what_is_to_be_ignored();
	change_events();
	Print(1, "outside %d %d\n", is_there("/outside"), is_there("/kept"));
	if (has_modules) {
		send_event("add@/devices/x;ACTION=add;DEVPATH=/devices/x;SUBSYSTEM=x;MODALIAS=devname:loop-control;");
		await("/dev/loop-control", 1);
		replug();
	}
	show_settled("end", 1);
	Print(1, "# modules\n");
	show("/proc/modules");
	Print(1, "# mdev\n");
	Kill(pid, LX_SIGTERM);
	Wait4(pid, &status, 0, LX_NULL);
	Print(1, "status %d\n", status);
}

int main(int argc, char **argv)
{
	(void)argv;
	test(argc > 1);
	Ioctl(1, LX_TCSBRK, 1); /* waits until the console has sent all */
	Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	return 1;
}
