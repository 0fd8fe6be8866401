/* Requests of devices on a kernel of each architecture, most of which no emulator of user programs passes on. */
#include "check.h"
#include "topics.h"

#include <barecall/dev/ethtool.h>
#include <barecall/dev/ns.h>
#include <barecall/dev/procmap.h>
#include <barecall/dev/rtc.h>
#include <barecall/dev/tty.h>

static int log_in(void)
{
	int master, slave;

	EXPECT(Openpty(&master, &slave, LX_NULL, LX_NULL) == 0);
	EXPECT(LoginTty(slave) == 0);
	EXPECT(Tcgetpgrp(0) == Getpid() && Tcgetsid(2) == Getpid());
	EXPECT(Write(1, "x", 1) == 1);
	EXPECT(LoginTty(0) == -LX_EPERM);
	return 0;
}

static void terminals(void)
{
	Winsize size = { 25, 81, 0, 0 }, got = { 0, 0, 0, 0 };
	char name[32];
	int master, slave, ret, discipline = -1;

	Mkdir("/dev/pts", 0755);
	Mount("devpts", "/dev/pts", "devpts", 0, "ptmxmode=0666");
	ret = Openpty(&master, &slave, LX_NULL, &size);
	if (ret == -LX_ENOENT || ret == -LX_ENODEV || ret == -LX_EACCES) {
		skip("Openpty", "no /dev/ptmx and /dev/pts");
		return;
	}
	check_equal("Openpty", ret, 0);
	check("the slave has the size that was asked for",
	      IoctlGetWinsize(slave, LX_TIOCGWINSZ, &got) == 0 && got.row == 25 && got.col == 81);
	ret = Ptsname(master, name, sizeof(name));
	check("the slave has a name", ret >= 10 && find_line(name, "/dev/pts/") && name[ret] == 0);
	check_equal("a name without room", Ptsname(master, name, (unsigned long)ret), -LX_ERANGE);
	check("a terminal's line discipline", IoctlGetLineDiscipline(slave, &discipline) == 0 && discipline == LX_N_TTY);
	check_equal("no such line discipline", IoctlSetLineDiscipline(slave, 1000), -LX_EINVAL);
	Close(slave);
	Close(master);
	check_child("LoginTty", log_in);
}

static int links(void)
{
	Ifreq ifr;
	char name[16];
	int fd;

	EXPECT(Unshare(LX_CLONE_NEWNET) == 0);
	fd = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0);
	EXPECT(fd >= 0);
	EXPECT(IfNameToIndex("lo") == 1 && IfIndexToName(1, name) == 0 && same_text(name, "lo"));
	EXPECT(IfNameToIndex("nosuch") == -LX_ENODEV && IfIndexToName(77, name) == -LX_ENODEV);
	EXPECT(IfChangeFlags(fd, "lo", LX_IFF_UP, 0) == 0);
	EXPECT(NewIfreq(&ifr, "lo") == 0 && IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr) == 0 && ifr.u.flags & LX_IFF_UP);
	EXPECT(IfChangeFlags(fd, "lo", 0, LX_IFF_UP) == 0);
	EXPECT(IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr) == 0 && !(ifr.u.flags & LX_IFF_UP));
	EXPECT(IfChangeFlags(fd, "lo", LX_IFF_UP, 0) == 0 && IoctlGetEthtoolLink(fd, "lo") == 1);
	ifr.u.ivalue = 1300;
	EXPECT(IoctlIfreq(fd, LX_SIOCSIFMTU, &ifr) == 0);
	ifr.u.ivalue = 0;
	EXPECT(IoctlIfreq(fd, LX_SIOCGIFMTU, &ifr) == 0 && ifr.u.ivalue == 1300);
	return 0;
}

static void namespaces(void)
{
	unsigned int uid = 77;
	int user = Openat(LX_AT_FDCWD, "/proc/self/ns/user", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	int pid = Openat(LX_AT_FDCWD, "/proc/self/ns/pid", LX_O_RDONLY | LX_O_CLOEXEC, 0), owner;

	check_equal("a namespace's kind", IoctlNsGetType(user), LX_CLONE_NEWUSER);
	check("a namespace's owner", IoctlNsGetOwnerUid(user, &uid) == 0 && uid == 0);
	owner = IoctlNsGetUserns(pid);
	check("the user namespace of another", owner >= 0 && IoctlNsGetType(owner) == LX_CLONE_NEWUSER);
	check_equal("the first PID namespace has no parent", IoctlNsGetParent(pid), -LX_EPERM);
	Close(owner);
	Close(pid);
	Close(user);
}

static void mappings(void)
{
	ProcmapQuery query = { sizeof(query), 0, (unsigned long)&mappings, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LX_NULL, LX_NULL };
	int fd = Openat(LX_AT_FDCWD, "/proc/self/maps", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	int ret = IoctlProcmapQuery(fd, &query);

	if (since(6, 11, "IoctlProcmapQuery", ret != -LX_ENOTTY))
		check("the mapping of this code", ret == 0 && query.vma_start <= query.query_addr &&
		      query.vma_end > query.query_addr && query.vma_flags & LX_PROCMAP_QUERY_VMA_EXECUTABLE);
	Close(fd);
}

static void clock(void)
{
	RTCTime set, got;
	int fd = Openat(LX_AT_FDCWD, "/dev/rtc0", LX_O_RDONLY | LX_O_CLOEXEC, 0), ret;

	if (fd < 0) {
		skip("a real-time clock", "no /dev/rtc0");
		return;
	}
	RTCTimeFromSeconds(&set, 1936940400); /* 2031-05-19 07:00:00 */
	ret = IoctlSetRTCTime(fd, &set);
	if (ret < 0)
		skip("IoctlSetRTCTime", "this clock cannot be set");
	else
		check("a clock shows the date that was set", IoctlGetRTCTime(fd, &got) == 0 && got.year == 131 && got.mon == 4 &&
		      got.mday == 19 && RTCTimeSeconds(&got) >= 1936940400);
	Close(fd);
}

void devices(void)
{
	terminals();
	check_child("interfaces by name and number, their flags and MTU", links);
	namespaces();
	mappings();
	clock();
}
