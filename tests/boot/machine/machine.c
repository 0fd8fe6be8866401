/*
 * What a small system does with its machine, as a program of examples/init.c: keeps a watchdog, mounts an image, makes a
 * disk of a part of another, sets the clock, has a network. Each is checked by what else the kernel tells of it. The
 * argument is the port of a server outside. In the end the watchdog is left alone, and ends the machine.
 */
#include <barecall.h>
#include <barecall/dev/dm.h>
#include <barecall/dev/loop.h>
#include <barecall/dev/rtc.h>
#include <barecall/dev/watchdog.h>
#include <barecall/string.h>
#include <barecall/text.h>

#include "../check.h"

#define TIMEOUT 8 /* seconds */

static int watchdog;

/* is_in tells whether the beginning of a file is this text, or has it. */
static int is_in(const char *path, const char *text, int is_beginning)
{
	static char content[4096];
	long n = read_text(path, content, sizeof(content));
	unsigned long length = strlen(text);
	char *at = content;

	while (n > 0 && strncmp(at, text, length) != 0) {
		at = is_beginning ? LX_NULL : strchr(at, '\n');
		if (!at)
			return 0;
		at++;
	}
	return n > 0;
}

static void arm(void)
{
	int seconds = TIMEOUT;

	watchdog = Open("/dev/watchdog0", LX_O_WRONLY | LX_O_CLOEXEC, 0);
	check("the watchdog is opened, and runs", watchdog >= 0);
	check("it has its time", IoctlWatchdogSetTimeout(watchdog, &seconds) == 0 && seconds == TIMEOUT);
	check("its state is active", is_in("/sys/class/watchdog/watchdog0/state", "active\n", 1));
	check("its time is told", is_in("/sys/class/watchdog/watchdog0/timeout", "8\n", 1));
}

/* keep_for_ever is a child's part: the watchdog is asked for time until that child is ended. */
static int keep_for_ever(void)
{
	static const Timespec piece = { 0, 200000000 };

	while (IoctlWatchdogKeepalive(watchdog) == 0)
		Nanosleep(&piece, LX_NULL);
	return 1;
}

static void mount_image(void)
{
	LoopConfig config = { 0 };
	char path[32], line[64], backing[64];
	int control = Open("/dev/loop-control", LX_O_RDWR | LX_O_CLOEXEC, 0), file, loop, number;

	number = IoctlLoopGetFree(control);
	Format(path, sizeof(path), "/dev/loop%d", number);
	loop = Open(path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	file = Open("/image", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	config.fd = (unsigned int)file;
	config.info.flags = LX_LO_FLAGS_READ_ONLY | LX_LO_FLAGS_AUTOCLEAR;
	check_equal("a loop device gets an image", IoctlLoopConfigure(loop, &config), 0);
	Format(backing, sizeof(backing), "/sys/block/loop%d/loop/backing_file", number);
	check("its file is the image", is_in(backing, "/image\n", 1));
	Mkdir("/mnt", 0755);
	check_equal("the image is mounted", Mount(path, "/mnt", "romfs", LX_MS_RDONLY, LX_NULL), 0);
	Format(line, sizeof(line), "%s /mnt romfs ro", path);
	check("it is among the mounts", is_in("/proc/self/mounts", line, 0));
	check("its file has what was put in", is_in("/mnt/greeting", "a file of the image\n", 1));
	Close(file);
	Close(loop);
	Close(control);
}

static void map_disk(void)
{
	union {
		DmIoctl head;
		char room[1024];
	} request;
	int control = Open("/dev/mapper/control", LX_O_RDWR | LX_O_CLOEXEC, 0), ret;

	DmIoctlInit(&request.head, sizeof(request), "part");
	check_equal("a device is made", IoctlDm(control, LX_DM_DEV_CREATE, &request.head), 0);
	DmIoctlInit(&request.head, sizeof(request), "part");
	DmAddTarget(&request.head, 0, 4, "linear", "/dev/vda 2");
	check_equal("its table is four sectors of the disk", IoctlDm(control, LX_DM_TABLE_LOAD, &request.head), 0);
	DmIoctlInit(&request.head, sizeof(request), "part");
	ret = IoctlDm(control, LX_DM_DEV_SUSPEND, &request.head);
	check_equal("the table is live", ret, 0);
	check("its name is told", is_in("/sys/block/dm-0/dm/name", "part\n", 1));
	check("its size is told", is_in("/sys/block/dm-0/size", "4\n", 1));
	check("its disk is told", is_in("/sys/block/dm-0/slaves/vda/size", "8\n", 1));
	check("its first sector is the disk's third", is_in("/dev/dm-0", "sector 2\n", 1) && is_in("/dev/vda", "sector 0\n", 1));
	Close(control);
}

static long seconds_now(void)
{
	Timespec now = { 0, 0 };

	ClockGettime(LX_CLOCK_REALTIME, &now);
	return now.sec;
}

static void set_clock(void)
{
	Timespec time = { 1000000000, 0 };
	char text[32];
	RTCTime date;
	unsigned long epoch = 0;
	long n;
	int rtc = Open("/dev/rtc0", LX_O_RDONLY | LX_O_CLOEXEC, 0);

	check("the clock is wrong", ClockSettime(LX_CLOCK_REALTIME, &time) == 0 && seconds_now() - time.sec < 1000);
	check_equal("the rtc tells its date", IoctlGetRTCTime(rtc, &date), 0);
	time.sec = RTCTimeSeconds(&date);
	check_equal("the clock is set from it", ClockSettime(LX_CLOCK_REALTIME, &time), 0);
	n = read_text("/sys/class/rtc/rtc0/since_epoch", text, sizeof(text));
	if (n > 0)
		text[n - 1] = 0;
	ParseUint(TextOf(text), 10, 64, &epoch);
	check("the clock is the rtc's", epoch > 0 && seconds_now() - (long)epoch < 100 && seconds_now() - (long)epoch > -100);
	Print(1, "# seconds %ld\n", seconds_now());
	Close(rtc);
}

static int ip(const char *const *argv)
{
	SpawnError error = { 0, 0, 0 };
	ProcAttr attr = { 0 };
	int pid = ForkExec("/bin/ip", (char *const *)(unsigned long)argv, &attr, &error);

	return pid < 0 ? pid : wait_for(pid);
}

static RawSockaddrInet4 address(unsigned int number, unsigned short port)
{
	RawSockaddrInet4 to = { LX_AF_INET, Htons(port), Htonl(number), { 0 } };

	return to;
}

static void have_network(const char *port)
{
	static const char *const up[] = { "ip", "link", "set", "eth0", "up", LX_NULL };
	static const char *const addr[] = { "ip", "addr", "add", "10.0.2.15/24", "dev", "eth0", LX_NULL };
	static const char *const route[] = { "ip", "route", "add", "default", "via", "10.0.2.2", LX_NULL };
	RawSockaddrInet4 server, beyond = address(0xc0000201, 9), self = { 0 };
	unsigned long number = 0;
	char text[32] = "";
	unsigned int len = sizeof(self);
	int fd;

	check_equal("ip link set up", ip(up), 0);
	check_equal("ip addr add", ip(addr), 0);
	check_equal("ip route add default", ip(route), 0);
	check("the route is told", is_in("/proc/net/route", "eth0\t00000000\t0202000A\t0003\t", 0));
	fd = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0);
	check("what is beyond is reached from the address", Connect(fd, &beyond, sizeof(beyond)) == 0 &&
	      Getsockname(fd, &self, &len) == 0 && self.addr == Htonl(0x0a00020f));
	Close(fd);
	ParseUint(TextOf(port), 10, 16, &number);
	server = address(0x0a000202, (unsigned short)number);
	fd = Socket(LX_AF_INET, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0);
	check_equal("a server outside is reached", Connect(fd, &server, sizeof(server)), 0);
	check("it greets", Read(fd, text, sizeof(text) - 1) > 0 && strcmp(text, "a greeting from outside\n") == 0);
	Close(fd);
}

/* Outlives the watchdog's time, since it is kept, and then waits for it, since it no longer is. */
static void outlive(int keeper, long armed)
{
	static const Timespec piece = { 0, 100000000 };
	Timespec now;
	int i, status;

	do {
		Nanosleep(&piece, LX_NULL);
		ClockGettime(LX_CLOCK_BOOTTIME, &now);
	} while (now.sec <= armed + TIMEOUT + 1);
	check("the watchdog, being kept, lets the machine live", Wait4(keeper, &status, LX_WNOHANG, LX_NULL) == 0);
	Kill(keeper, LX_SIGKILL);
	wait_for(keeper);
	end();
	Ioctl(1, LX_TCSBRK, 1); /* waits until the console has sent all */
	for (i = 0; i < 1200; i++)
		Nanosleep(&piece, LX_NULL);
	Print(1, "# the watchdog has not ended the machine\n");
	Reboot(LX_LINUX_REBOOT_CMD_RESTART, LX_NULL);
}

int main(int argc, char **argv)
{
	Timespec armed;
	int keeper;

	begin(argc, argv);
	arm();
	ClockGettime(LX_CLOCK_BOOTTIME, &armed);
	keeper = Fork();
	if (keeper == 0)
		Exit(keep_for_ever());
	mount_image();
	map_disk();
	set_clock();
	have_network(argc > 1 ? argv[1] : "0");
	outlive(keeper, armed.sec);
	return 1;
}
