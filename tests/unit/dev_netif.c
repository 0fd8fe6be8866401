/* dev/netif.h, dev/ethtool.h, dev/tun.h: interfaces by name and number, and one of a program's own. */
#include "unit.h"

#include <fcntl.h>
#include <net/if.h>
#include <sys/socket.h>

#include <barecall/dev/ethtool.h>
#include <barecall/dev/tun.h>

static void test_names(void **state)
{
	Ifreq ifr;

	(void)state;
	memset(&ifr, 0x55, sizeof(ifr));
	assert_int_equal(NewIfreq(&ifr, ""), -LX_EINVAL);
	assert_int_equal(NewIfreq(&ifr, "0123456789abcdef"), -LX_EINVAL);
	assert_int_equal(ifr.name[0], 0x55); /* untouched */
	assert_int_equal(NewIfreq(&ifr, "0123456789abcde"), 0);
	assert_string_equal(ifr.name, "0123456789abcde");
	assert_int_equal(NewIfreq(&ifr, "lo"), 0);
	assert_memory_equal(ifr.name, "lo\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
	assert_true(ifr.u.size[0] == 0 && ifr.u.size[2] == 0);
}

static void test_name_and_index(void **state)
{
	char name[17];
	int index = IfNameToIndex("lo");

	(void)state;
	assert_int_equal(IfNameToIndex("no such if"), -LX_ENODEV);
	assert_int_equal(IfNameToIndex(""), -LX_ENODEV);
	assert_int_equal(IfNameToIndex("a name that is too long for any"), -LX_ENODEV);
	if (unit_under_qemu() && index < 0)
		SKIP("qemu-user: no SIOCGIFINDEX");
	assert_true(index > 0);
	assert_int_equal(index, if_nametoindex("lo"));
	memset(name, 0x55, sizeof(name));
	if (unit_under_qemu() && IfIndexToName(index, name) < 0)
		SKIP("qemu-user: no SIOCGIFNAME");
	assert_int_equal(IfIndexToName(index, name), 0);
	assert_string_equal(name, "lo");
	assert_int_equal(name[16], 0x55);
	assert_int_equal(IfIndexToName(1 << 30, name), -LX_ENODEV);
	assert_int_equal(IfIndexToName(-1, name), -LX_ENODEV);
	assert_string_equal(name, "lo"); /* an error leaves it alone */
}

static void test_requests(void **state)
{
	Ifreq ifr;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), mtu;

	(void)state;
	assert_int_equal(NewIfreq(&ifr, "lo"), 0);
	assert_int_equal(IoctlIfreq(-1, LX_SIOCGIFMTU, &ifr), -LX_EBADF);
	if (fd < 0 || (unit_under_qemu() && IoctlIfreq(fd, LX_SIOCGIFMTU, &ifr) < 0))
		SKIP("no such requests here");
	assert_int_equal(IoctlIfreq(fd, LX_SIOCGIFMTU, &ifr), 0);
	mtu = ifr.u.ivalue;
	assert_true(mtu >= 1280);
	assert_int_equal(IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr), 0);
	assert_true(ifr.u.flags & LX_IFF_LOOPBACK);
	assert_int_equal(NewIfreq(&ifr, "nosuch"), 0);
	assert_int_equal(IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr), -LX_ENODEV);
	assert_int_equal(IfChangeFlags(fd, "nosuch", LX_IFF_UP, 0), -LX_ENODEV);
	assert_int_equal(IfChangeFlags(fd, "", LX_IFF_UP, 0), -LX_EINVAL);
	close(fd);
}

static int in_a_network_of_its_own(void)
{
	Ifreq ifr, list[4];
	Ifconf conf = { sizeof(list), list };
	EthtoolDrvinfo driver;
	unsigned int features = 0;
	int fd, tun;

	EXPECT(Unshare(LX_CLONE_NEWNET) == 0);
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	EXPECT(fd >= 0);
	EXPECT(IfChangeFlags(fd, "lo", LX_IFF_UP, 0) == 0);
	EXPECT(NewIfreq(&ifr, "lo") == 0 && IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr) == 0 && ifr.u.flags & LX_IFF_UP);
	EXPECT(IfChangeFlags(fd, "lo", 0, LX_IFF_UP) == 0);
	EXPECT(IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr) == 0 && !(ifr.u.flags & LX_IFF_UP));
	EXPECT(IfChangeFlags(fd, "lo", LX_IFF_UP, 0) == 0);
	EXPECT(IoctlIfconf(fd, &conf) == 0 && conf.len == sizeof(Ifreq) && strcmp(list[0].name, "lo") == 0);
	EXPECT(list[0].u.inet4.addr == Htonl(0x7f000001));
	EXPECT(IoctlGetEthtoolLink(fd, "lo") == 1);
	EXPECT(IoctlGetEthtoolLink(fd, "nosuch") == -LX_ENODEV);
	EXPECT(Ethtool(fd, "a-name-of-16-letters", &driver) == -LX_EINVAL);

	tun = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
	if (tun < 0)
		return 253; /* no tun here */
	EXPECT(IoctlTunGetFeatures(tun, &features) == 0 && features & LX_IFF_TAP);
	EXPECT(NewIfreq(&ifr, "own%d") == 0);
	EXPECT(IoctlTunGetIff(tun, &ifr) == -LX_EBADFD);
	EXPECT(IoctlTunSetIff(tun, &ifr) == -LX_EINVAL); /* neither tun nor tap */
	ifr.u.flags = LX_IFF_TAP | LX_IFF_NO_PI;
	EXPECT(IoctlTunSetIff(tun, &ifr) == 0 && strcmp(ifr.name, "own0") == 0);
	EXPECT(IoctlTunGetIff(tun, &ifr) == 0 && (ifr.u.flags & (LX_IFF_TAP | LX_IFF_NO_PI)) == (LX_IFF_TAP | LX_IFF_NO_PI));
	EXPECT(IfNameToIndex("own0") > 0 && if_nametoindex("own0") == (unsigned int)IfNameToIndex("own0"));
	EXPECT(IoctlTunSetOffload(tun, LX_TUN_F_CSUM) == 0 && IoctlTunSetSndbuf(tun, 100000) == 0);
	EXPECT(IoctlTunSetOwner(tun, 1234) == 0 && IoctlTunSetGroup(tun, 1234) == 0);
	memset(&driver, 0x55, sizeof(driver));
	EXPECT(IoctlGetEthtoolDrvinfo(fd, "own0", &driver) == 0 && strcmp(driver.driver, "tun") == 0);
	ifr.u.ivalue = 1400;
	EXPECT(IoctlIfreq(fd, LX_SIOCSIFMTU, &ifr) == 0);
	ifr.u.ivalue = 0;
	EXPECT(IoctlIfreq(fd, LX_SIOCGIFMTU, &ifr) == 0 && ifr.u.ivalue == 1400);
	EXPECT(IoctlTunSetPersist(tun, 1) == 0);
	close(tun);
	EXPECT(IfNameToIndex("own0") > 0);
	tun = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
	ifr.u.flags = LX_IFF_TAP | LX_IFF_NO_PI;
	EXPECT(IoctlTunSetIff(tun, &ifr) == 0 && IoctlTunSetPersist(tun, 0) == 0);
	close(tun);
	EXPECT(IfNameToIndex("own0") == -LX_ENODEV);
	return 0;
}

static void test_a_network_of_its_own(void **state)
{
	int ret;

	(void)state;
	SKIP_UNDER_QEMU("no network namespaces' requests");
	SKIP_UNLESS_ROOT();
	ret = in_child(in_a_network_of_its_own);
	if (ret == 253)
		SKIP("no /dev/net/tun here: what comes before it passed");
	assert_int_equal(ret, 0);
}

UNIT_TESTS(unit_test(test_names), unit_test(test_name_and_index), unit_test(test_requests),
	   unit_test(test_a_network_of_its_own));
