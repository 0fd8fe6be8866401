/*
 * mdev: makes the nodes of /dev, and loads the modules that devices ask for, on a machine without devtmpfs and udev.
 *
 *     mdev [-s] [MODULE ...]
 *
 * It loads each MODULE, a name or an alias, then sees to every device that /sys knows, and from then on to those that
 * the kernel tells of; with -s it ends when all of them have what they need. /sys is mounted, and /dev is there.
 *
 * A node has the name and the permissions that the kernel tells, 0600 where it tells none, and is root's. One that is
 * right already stays as it is; what else has its name is replaced. When the device goes, the node goes.
 *
 * A module is found by the device's modalias in modules.alias, and loaded after those that it needs, which modules.dep
 * lists; both are in /lib/modules/VERSION, where depmod(8) writes them. Modules compressed need a kernel that
 * decompresses them, as 5.17 may. There is no modprobe.d, no softdep and no firmware.
 *
 * When more happens than the socket holds, events are lost: all of /sys is looked at again then, and what is missing
 * is made. A node whose device went just then stays.
 */
#include <barecall.h>
#include <barecall/dev/uevent.h>
#include <barecall/string.h>
#include <barecall/text.h>

#define EVENTS (1 << 20) /* bytes of events that may wait */
#define MAX_DEPTH 40     /* of directories below /sys/devices, where 15 are many */

static NetlinkSocket nl;
static char buffer[8192];
static int dev; /* the directory */

/* modules.alias and modules.dep, which have nothing where they are not, and where they are. */
static Text aliases, dependencies;
static char directory[128];

static void complain(const char *what, unsigned long length, long error)
{
	Print(2, "mdev: %.*s: %pe\n", (int)length, what, ErrPtr(error));
}

/* last_of is what stands behind the last separator, or all there is. */
static Text last_of(Text text, char separator)
{
	Text last = text, part;

	while (Cut(&text, separator, &part))
		last = part;
	return last;
}

/* ---- nodes */

/* is_below tells whether a path stays below the directory that it begins in. */
static int is_below(const char *path)
{
	Text rest = TextOf(path), part;

	while (Cut(&rest, '/', &part))
		if (part.len == 0 || TextIs(part, ".") || TextIs(part, ".."))
			return 0;
	return 1;
}

static int is_node(const Uevent *event, unsigned int kind)
{
	Statx_t st;

	return Statx(dev, event->devname, LX_AT_SYMLINK_NOFOLLOW, LX_STATX_TYPE, &st) == 0 &&
	       (st.mode & LX_S_IFMT) == kind && st.rdev_major == event->major && st.rdev_minor == event->minor;
}

static void make_directories(const char *path)
{
	char part[256];
	unsigned long i;

	for (i = 0; i < sizeof(part) && path[i]; i++) {
		part[i] = path[i];
		if (path[i] == '/') {
			part[i] = 0;
			Mkdirat(dev, part, 0755);
			part[i] = '/';
		}
	}
}

static void make_node(const Uevent *event, unsigned int kind)
{
	unsigned int mode = kind | (event->devmode ? event->devmode : 0600);
	unsigned long number = Mkdev(event->major, event->minor);
	int error;

	make_directories(event->devname);
	error = Mknodat(dev, event->devname, mode, number);
	if (error == -LX_EEXIST) {
		if (is_node(event, kind))
			return;
		Unlinkat(dev, event->devname, 0);
		error = Mknodat(dev, event->devname, mode, number);
	}
	if (error < 0)
		complain(event->devname, strlen(event->devname), error);
}

/* ---- modules */

/* fits tells whether a pattern of depmod's, in which are * ? and [a-z], fits all of a text. */
static int fits(Text pattern, Text text)
{
	const char *p = pattern.data, *p_end = p + pattern.len, *t = text.data, *t_end = t + text.len;
	const char *star = LX_NULL, *from = LX_NULL, *q;
	int is_one;

	while (t < t_end || p < p_end) {
		if (p < p_end && *p == '*') {
			star = ++p;
			from = t;
			continue;
		}
		q = p + 1;
		is_one = p < p_end && t < t_end && (*p == '?' || *p == *t);
		if (p < p_end && t < t_end && *p == '[') {
			for (is_one = 0; q < p_end && *q != ']'; q++) {
				is_one |= *q == *t;
				if (p_end - q > 2 && q[1] == '-' && q[2] != ']') {
					is_one |= *q <= *t && *t <= q[2];
					q += 2;
				}
			}
			q++;
		}
		if (is_one) {
			p = q;
			t++;
		} else if (star && from < t_end) {
			p = star; /* which takes one byte more */
			t = ++from;
		} else {
			return 0;
		}
	}
	return 1;
}

/* name_of is the name of the module in a file, "kernel/lib/NAME.ko.xz". */
static Text name_of(Text path)
{
	Text file = last_of(path, '/'), name;

	Cut(&file, '.', &name);
	return name;
}

/* is_module compares the names of modules, in which - and _ are the same. */
static int is_module(Text a, Text b)
{
	unsigned long i;

	for (i = 0; i < a.len && i < b.len; i++)
		if (a.data[i] != b.data[i] && !(a.data[i] == '-' && b.data[i] == '_') &&
		    !(a.data[i] == '_' && b.data[i] == '-'))
			return 0;
	return a.len == b.len;
}

static int is_loaded(Text name)
{
	char path[128];
	unsigned long i;

	Format(path, sizeof(path), "/sys/module/%.*s/initstate", (int)name.len, name.data);
	for (i = 0; path[i]; i++)
		if (path[i] == '-')
			path[i] = '_';
	return Faccessat(LX_AT_FDCWD, path, LX_F_OK, 0) == 0;
}

/* load_file loads the module of one file. Returns 0: it is loaded. */
static int load_file(Text file)
{
	char path[512];
	int fd, error;

	if (is_loaded(name_of(file)))
		return 0;
	Format(path, sizeof(path), "%s/%.*s", directory, (int)file.len, file.data);
	fd = Open(path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	error = fd;
	if (fd >= 0) {
		error = FinitModule(fd, "", TextIs(last_of(file, '.'), "ko") ? 0 : LX_MODULE_INIT_COMPRESSED_FILE);
		Close(fd);
	}
	if (error == -LX_EEXIST)
		return 0;
	/* -ENODEV: a driver that looked for its devices, and has none. */
	if (error < 0 && error != -LX_ENODEV)
		complain(path, strlen(path), error);
	return error;
}

/* load_module loads a module of this name, the files of its line in modules.dep from the last to the first. */
static int load_module(Text name)
{
	Text lines = dependencies, line, file, last;
	int error = 0;

	while (Cut(&lines, '\n', &line)) {
		Cut(&line, ':', &file);
		if (!is_module(name_of(file), name))
			continue;
		while (error == 0 && line.len > 0) {
			last = last_of(line, ' ');
			line.len -= last.len < line.len ? last.len + 1 : last.len;
			if (last.len > 0)
				error = load_file(last);
		}
		return error < 0 ? error : load_file(file);
	}
	return -LX_ENOENT;
}

/* load loads all modules that have an alias that fits, or else the one of this name. Returns 0: there was one. */
static int load(const char *text)
{
	Text lines = aliases, line, word, pattern, wanted = TextOf(text);
	int error = -LX_ENOENT;

	while (Cut(&lines, '\n', &line)) {
		Cut(&line, ' ', &word);
		if (TextIs(word, "alias") && Cut(&line, ' ', &pattern) && fits(pattern, wanted)) {
			load_module(line);
			error = 0;
		}
	}
	return error < 0 ? load_module(wanted) : 0;
}

/* map gives what is in a file of the directory, and nothing where there is none. */
static Text map(const char *name)
{
	Text text = { LX_NULL, 0 };
	char path[192];
	Statx_t st;
	void *data;
	int fd;

	Format(path, sizeof(path), "%s/%s", directory, name);
	fd = Open(path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	if (fd >= 0 && Statx(fd, "", LX_AT_EMPTY_PATH, LX_STATX_SIZE, &st) == 0) {
		data = Mmap(LX_NULL, st.size, LX_PROT_READ, LX_MAP_PRIVATE, fd, 0);
		if (!IsErr((long)data)) {
			text.data = data;
			text.len = st.size;
		}
	}
	if (fd >= 0)
		Close(fd);
	return text;
}

/* ---- devices */

static void handle(const Uevent *event, int is_removed, int is_block)
{
	unsigned int kind = is_block ? LX_S_IFBLK : LX_S_IFCHR;

	if (event->has_node && is_below(event->devname)) {
		if (!is_removed)
			make_node(event, kind);
		else if (is_node(event, kind))
			Unlinkat(dev, event->devname, 0);
	}
	if (event->modalias && !is_removed)
		load(event->modalias);
}

/* read_device handles the device of a directory of sysfs, if it is one's. */
static void read_device(int fd)
{
	char text[4096], link[256];
	Text subsystem;
	Uevent event;
	long len = -1;
	int file = Openat(fd, "uevent", LX_O_RDONLY | LX_O_CLOEXEC, 0);

	if (file >= 0) {
		len = Read(file, text, sizeof(text));
		Close(file);
	}
	if (UeventParseFile(text, (unsigned long)len, &event) < 0)
		return;
	len = Readlinkat(fd, "subsystem", link, sizeof(link));
	subsystem.data = link;
	subsystem.len = len > 0 ? (unsigned long)len : 0;
	handle(&event, 0, TextIs(last_of(subsystem, '/'), "block"));
}

/* walk handles the devices of a directory of sysfs, and of all that are below it. */
static void walk(int dirfd, const char *name, int depth)
{
	char __attribute__((__aligned__(8))) entries[2048];
	const Dirent *entry;
	unsigned long offset;
	int fd, n;

	fd = Openat(dirfd, name, LX_O_RDONLY | LX_O_DIRECTORY | LX_O_NOFOLLOW | LX_O_CLOEXEC, 0);
	if (fd < 0)
		return; /* it has gone */
	read_device(fd);
	while (depth < MAX_DEPTH && (n = Getdents(fd, entries, sizeof(entries))) > 0)
		for (offset = 0; (entry = DirentNext(entries, (unsigned long)n, &offset)) != LX_NULL;)
			if (entry->type == LX_DT_DIR && is_below(DirentName(entry)))
				walk(fd, DirentName(entry), depth + 1);
	Close(fd);
}

static void walk_all(void)
{
	walk(LX_AT_FDCWD, "/sys/devices", 0);
}

/* serve handles events as they come, or is_once only those that have come. Returns how that failed. */
static int serve(int is_once)
{
	PollFd poll = { nl.fd, LX_POLLIN, 0 };
	Uevent event;
	long len;

	for (;;) {
		len = NetlinkReceiveDatagram(&nl);
		if (UeventParse(buffer, (unsigned long)len, &event) == 0)
			handle(&event, strcmp(event.action, "remove") == 0, event.subsystem && strcmp(event.subsystem, "block") == 0);
		else if (len == -LX_ENOBUFS)
			walk_all();
		else if (len == -LX_EAGAIN && is_once)
			return 0;
		else if (len == -LX_EAGAIN)
			Poll(&poll, 1, -1);
		else if (len < 0 && len != -LX_EINTR && len != -LX_EMSGSIZE)
			return (int)len;
	}
}

int main(int argc, char **argv)
{
	int is_once = argc > 1 && strcmp(argv[1], "-s") == 0;
	const char *what = "/sys/devices";
	Utsname names;
	int error, i;

	if (argc > 1 && argv[1][0] == '-' && !is_once) {
		Print(2, "usage: mdev [-s] [MODULE ...]\n");
		return 2;
	}
	Uname(&names);
	Format(directory, sizeof(directory), "/lib/modules/%s", names.release);
	aliases = map("modules.alias");
	dependencies = map("modules.dep");
	Umask(0);

	error = Faccessat(LX_AT_FDCWD, what, LX_R_OK, 0);
	if (error == 0) {
		what = "/dev";
		error = dev = Open(what, LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	}
	/* What happens from here on is not missed, and what has happened is in /sys. */
	if (error >= 0) {
		what = "uevents";
		error = NetlinkOpen(&nl, LX_NETLINK_KOBJECT_UEVENT, buffer, sizeof(buffer));
	}
	if (error >= 0)
		error = SetsockoptInt(nl.fd, LX_SOL_SOCKET, LX_SO_RCVBUFFORCE, EVENTS);
	if (error >= 0)
		error = FcntlInt(nl.fd, LX_F_SETFL, LX_O_NONBLOCK);
	if (error >= 0)
		error = NetlinkJoin(&nl, LX_UEVENT_GROUP_KERNEL);
	if (error >= 0) {
		for (i = 1 + is_once; i < argc; i++)
			if (load(argv[i]) < 0)
				Print(2, "mdev: %s: no such module\n", argv[i]);
		walk_all();
		error = serve(is_once);
	}
	if (error < 0)
		complain(what, strlen(what), error);
	return error < 0;
}
