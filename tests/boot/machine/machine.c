/*
 * What a small system does with its machine, as a program of examples/init.c: keeps a watchdog, mounts an image, makes a
 * disk of a part of another, and one of two, sets the clock, has a network, and links, rules and queueing disciplines in
 * it. Each is checked by what else the kernel tells of it. The argument is the port of a server outside. In the end the
 * watchdog is left alone, and ends the machine.
 */
#include <barecall.h>
#include <barecall/dev/dm.h>
#include <barecall/dev/loop.h>
#include <barecall/dev/md.h>
#include <barecall/dev/netif.h>
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

/* Two disks of memory become one, whose pieces of 4 KiB lie on them by turns. */
static void make_array(void)
{
	static char pieces[8192] = "first piece\n";
	MdArrayInfo array = { 0 }, told = { 0 };
	MdDiskInfo disk = { 0 };
	MdVersion version = { 0, 0, 0 };
	int md, i;

	pieces[4096] = '2';
	pieces[4097] = '\n';
	check("an array is asked for", write_text("/sys/module/md_mod/parameters/new_array", "md7"));
	Mknod("/dev/md7", LX_S_IFBLK | 0600, Mkdev(9, 7));
	md = Open("/dev/md7", LX_O_RDWR | LX_O_CLOEXEC, 0);
	check("it has the driver's version", IoctlMdVersion(md, &version) == 0 && version.minor == LX_MD_MINOR_VERSION);
	check_equal("and nothing to tell", IoctlMdGetArrayInfo(md, &told), -LX_ENODEV);
	array.minor_version = LX_MD_MINOR_VERSION;
	array.nr_disks = array.raid_disks = 2;
	array.md_minor = 7;
	array.not_persistent = 1;
	array.chunk_size = 4096;
	check_equal("it begins", IoctlMdSetArrayInfo(md, &array), 0);
	disk.major = 1;
	disk.state = 1 << LX_MD_DISK_ACTIVE | 1 << LX_MD_DISK_SYNC;
	for (i = 0; i < 2; i++) {
		disk.number = disk.minor = disk.raid_disk = i;
		check_equal("it has a disk", IoctlMdAddNewDisk(md, &disk), 0);
	}
	check_equal("it runs", IoctlMdRun(md), 0);
	check("it is among the arrays", is_in("/proc/mdstat", "md7 : active raid0 ram", 0));
	check("it tells of itself", IoctlMdGetArrayInfo(md, &told) == 0 && told.raid_disks == 2 && told.level == 0 &&
	      told.chunk_size == 4096 && told.not_persistent == 1 && told.active_disks == 2);
	disk.number = 0;
	check("and of a disk", IoctlMdGetDiskInfo(md, &disk) == 0 && disk.major == 1 && disk.minor == 0 && disk.raid_disk == 0);
	check_equal("it has no such disk", IoctlMdHotRemoveDisk(md, (unsigned int)Mkdev(1, 9)), -LX_ENXIO);
	check_equal("which cannot fail", IoctlMdSetDiskFaulty(md, (unsigned int)Mkdev(1, 9)), -LX_ENODEV);
	check("it is written to", Write(md, pieces, sizeof(pieces)) == (long)sizeof(pieces) && Fsync(md) == 0);
	check("each disk has its part", is_in("/dev/ram0", pieces, 1) && is_in("/dev/ram1", pieces + 4096, 1));
	check_equal("it ends", IoctlMdStop(md), 0);
	check_equal("and has nothing to tell", IoctlMdGetArrayInfo(md, &told), -LX_ENODEV);
	Close(md);
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

/* ip runs examples/ip.c with these words, one space between them. Returns its wait status. */
static int ip(const char *words)
{
	SpawnError error = { 0, 0, 0 };
	ProcAttr attr = { 0 };
	char text[128], *argv[16] = { (char *)(unsigned long)"ip", text };
	int n = 2, i, pid;

	for (i = 0; i < (int)sizeof(text) - 1 && words[i]; i++) {
		text[i] = words[i];
		if (words[i] == ' ' && n < 15) {
			text[i] = 0;
			argv[n++] = text + i + 1;
		}
	}
	text[i] = 0;
	argv[n] = LX_NULL;
	pid = ForkExec("/bin/ip", argv, &attr, &error);
	return pid < 0 ? pid : wait_for(pid);
}

static RawSockaddrInet4 address(unsigned int number, unsigned short port)
{
	RawSockaddrInet4 to = { LX_AF_INET, Htons(port), Htonl(number), { 0 } };

	return to;
}

static void have_network(const char *port)
{
	RawSockaddrInet4 server, beyond = address(0xc0000201, 9), self = { 0 };
	unsigned long number = 0;
	char text[32] = "";
	unsigned int len = sizeof(self);
	int fd;

	check_equal("ip link set up", ip("link set eth0 up"), 0);
	check_equal("ip addr add", ip("addr add 10.0.2.15/24 dev eth0"), 0);
	check_equal("ip route add default", ip("route add default via 10.0.2.2"), 0);
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

static void have_links(void)
{
	check_equal("ip link add type macvlan", ip("link add m0 link eth0 type macvlan mode vepa"), 0);
	check("it is above eth0", is_in("/sys/class/net/m0/uevent", "INTERFACE=m0\n", 0) &&
	      is_in("/sys/class/net/m0/lower_eth0/uevent", "INTERFACE=eth0\n", 0));
	check_equal("ip link add type vlan", ip("link add v7 link eth0 type vlan id 7"), 0);
	check("its number is told", is_in("/proc/net/vlan/v7", "v7  VID: 7\t", 1) && is_in("/proc/net/vlan/v7", "Device: eth0", 0));
	check_equal("ip link add type bond", ip("link add b0 type bond mode 1"), 0);
	check("its mode is told", is_in("/sys/class/net/b0/bonding/mode", "active-backup 1\n", 1));
	check_equal("ip link add type bridge", ip("link add br0 type bridge"), 0);
	check_equal("ip link set master", ip("link set v7 master br0"), 0);
	check("its port is told", is_in("/sys/class/net/br0/brif/v7/state", "0\n", 1));
	check_equal("ip tuntap add", ip("tuntap add t0 mode tap"), 0);
	check("its kind is told", is_in("/sys/class/net/t0/tun_flags", "0x1802\n", 1));
	check_equal("ip tuntap del", ip("tuntap del t0 mode tap"), 0);
	check_equal("ip link del", ip("link del v7"), 0);
	check("they are gone", Faccessat(LX_AT_FDCWD, "/sys/class/net/t0", LX_F_OK, 0) == -LX_ENOENT &&
	      Faccessat(LX_AT_FDCWD, "/proc/net/vlan/v7", LX_F_OK, 0) == -LX_ENOENT);
}

/* connect_beyond returns what a datagram's socket answers that is told to send to where the default route leads. */
static int connect_beyond(void)
{
	RawSockaddrInet4 beyond = address(0xc0000201, 9);
	int fd = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0), ret = Connect(fd, &beyond, sizeof(beyond));

	Close(fd);
	return ret;
}

static void have_rules(void)
{
	check_equal("ip rule add prohibit", ip("rule add to 192.0.2.0/24 pref 7 prohibit"), 0);
	check_equal("it prohibits", connect_beyond(), -LX_EACCES);
	check_equal("ip rule add before it", ip("rule add to 192.0.2.1 pref 6 table 254"), 0);
	check_equal("it leads to the default route", connect_beyond(), 0);
	check_equal("ip rule del", ip("rule del pref 6 table 254"), 0);
	check_equal("the other one is left", connect_beyond(), -LX_EACCES);
	check_equal("ip rule del prohibit", ip("rule del to 192.0.2.0/24 prohibit"), 0);
	check_equal("none is left", connect_beyond(), 0);
}

/* qdisc_is tells whether the kernel says of eth0 that its discipline is of this kind. */
static int qdisc_is(const char *kind)
{
	static char buffer[8192], room[64];
	NetlinkAttr attrs[LX_IFLA_QDISC + 1];
	IfInfomsg link = { 0, 0, 0, IfNameToIndex("eth0"), 0, 0 };
	NetlinkBuilder request;
	NetlinkMessage message;
	NetlinkSocket nl;
	int result = NetlinkOpen(&nl, LX_NETLINK_ROUTE, buffer, sizeof(buffer));

	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_GETLINK, 0, &link, sizeof(link));
	result = result == 0 && NetlinkSend(&nl, &request) == 0 && NetlinkReceive(&nl, &message) == 1 &&
		 NlaParse(message.data, message.len, sizeof(link), attrs, LX_IFLA_QDISC + 1) == 0 &&
		 TextIs(TextOf(NlaGetString(&attrs[LX_IFLA_QDISC])), kind);
	Close(nl.fd);
	return result;
}

static void have_qdiscs(void)
{
	check("no discipline of eth0 is chosen", !qdisc_is("bfifo"));
	check_equal("ip qdisc add", ip("qdisc add dev eth0 root bfifo limit 9000"), 0);
	check("it is told with the link", qdisc_is("bfifo"));
	check_equal("ip qdisc del", ip("qdisc del dev eth0 root"), 0);
	check("it is gone", !qdisc_is("bfifo"));
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
	make_array();
	set_clock();
	have_network(argc > 1 ? argv[1] : "0");
	have_links();
	have_rules();
	have_qdiscs();
	outlive(keeper, armed.sec);
	return 1;
}
