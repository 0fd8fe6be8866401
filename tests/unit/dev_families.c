/* dev/wireguard.h, dev/taskstats.h, dev/ethtool_netlink.h, dev/nl80211.h, dev/audit.h: what stands on generic netlink, and audit. */
#include "unit.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <barecall/dev/audit.h>
#include <barecall/dev/ethtool_netlink.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/nl80211.h>
#include <barecall/dev/taskstats.h>
#include <barecall/dev/wireguard.h>

#define NOT_HERE 253 /* what a child ends with */

static char received[32768], room[4096];

/* Begins a request of a family. */
static void begin(NetlinkBuilder *request, const GenlFamily *family, unsigned short flags, unsigned char command)
{
	GenlMsghdr header = { command, 0, 0 };

	header.version = (unsigned char)family->version;
	NetlinkBuild(request, room, sizeof(room));
	NlmsgPut(request, family->id, flags, &header, sizeof(header));
}

/* The attributes of the one answer to a request, or an error. Until the next one they are in memory of their own. */
static int answer(NetlinkSocket *nl, NetlinkBuilder *request, NetlinkAttr *attrs, unsigned int count)
{
	static char kept[8192];
	NetlinkMessage message;
	int result = NetlinkSend(nl, request), got = -LX_ENODATA;

	while (result == 0 && (result = NetlinkReceive(nl, &message)) > 0) {
		if (message.len > sizeof(kept))
			return -LX_EMSGSIZE;
		memcpy(kept, message.data, message.len);
		got = NlaParse(kept, message.len, sizeof(GenlMsghdr), attrs, count);
		result = 0;
	}
	return result < 0 ? result : got;
}

/* ---- WireGuard: two ends in one network, of which one is moved to another */

/* 1 to 32 as bytes, and what openssl makes of it. */
static const unsigned char ours[] = { 1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,
				      17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 };
static const unsigned char our_public[] = { 0x07, 0xa3, 0x7c, 0xbc, 0x14, 0x20, 0x93, 0xc8, 0xb7, 0x55, 0xdc,
					    0x1b, 0x10, 0xe8, 0x6c, 0xb4, 0x26, 0x37, 0x4a, 0xd1, 0x6a, 0xa8,
					    0x53, 0xed, 0x0b, 0xdf, 0xc0, 0xb2, 0xb8, 0x6d, 0x1c, 0x7c };
static const unsigned char theirs[LX_WG_KEY_LEN] = { 8, 7, 6, 5 };

static int make_tunnel(NetlinkSocket *route, const char *name)
{
	IfInfomsg link;
	NetlinkBuilder request;
	long info;

	memset(&link, 0, sizeof(link));
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_NEWLINK, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &link, sizeof(link));
	NlaPutString(&request, LX_IFLA_IFNAME, name);
	info = NlaNestStart(&request, LX_IFLA_LINKINFO);
	NlaPutString(&request, LX_IFLA_INFO_KIND, "wireguard");
	NlaNestEnd(&request, info);
	return NetlinkExecute(route, &request);
}

/* Sets a tunnel's key and port, and one peer: its key, its port at the loopback, and that it has all of 10.0.0.0/8. */
static int set_tunnel(NetlinkSocket *nl, const GenlFamily *family, const char *name, const unsigned char *key, unsigned short port,
		      const unsigned char *peer_key, unsigned short peer_port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(peer_port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	unsigned int net = Htonl(0x0a000000);
	NetlinkBuilder request;
	long peers, peer, all, one;

	begin(&request, family, 0, LX_WG_CMD_SET_DEVICE);
	NlaPutString(&request, LX_WGDEVICE_A_IFNAME, name);
	NlaPut(&request, LX_WGDEVICE_A_PRIVATE_KEY, key, LX_WG_KEY_LEN);
	NlaPutU16(&request, LX_WGDEVICE_A_LISTEN_PORT, port);
	NlaPutU32(&request, LX_WGDEVICE_A_FLAGS, LX_WGDEVICE_F_REPLACE_PEERS);
	if (peer_key) {
		peers = NlaNestStart(&request, LX_WGDEVICE_A_PEERS);
		peer = NlaNestStart(&request, 0);
		NlaPut(&request, LX_WGPEER_A_PUBLIC_KEY, peer_key, LX_WG_KEY_LEN);
		NlaPut(&request, LX_WGPEER_A_ENDPOINT, &to, sizeof(to));
		all = NlaNestStart(&request, LX_WGPEER_A_ALLOWEDIPS);
		one = NlaNestStart(&request, 0);
		NlaPutU16(&request, LX_WGALLOWEDIP_A_FAMILY, AF_INET);
		NlaPut(&request, LX_WGALLOWEDIP_A_IPADDR, &net, sizeof(net));
		NlaPutU8(&request, LX_WGALLOWEDIP_A_CIDR_MASK, 8);
		NlaNestEnd(&request, one);
		NlaNestEnd(&request, all);
		NlaNestEnd(&request, peer);
		NlaNestEnd(&request, peers);
	}
	return NetlinkExecute(nl, &request);
}

static int get_tunnel(NetlinkSocket *nl, const GenlFamily *family, const char *name, NetlinkAttr *attrs)
{
	NetlinkBuilder request;

	begin(&request, family, LX_NLM_F_DUMP, LX_WG_CMD_GET_DEVICE);
	NlaPutString(&request, LX_WGDEVICE_A_IFNAME, name);
	return answer(nl, &request, attrs, LX_WGDEVICE_A_MAX + 1);
}

/* Gives an interface an address and all that begin with the same byte, and takes it up. */
static int has_address(const char *name, unsigned int address)
{
	struct sockaddr_in own = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(address) };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), result;
	Ifreq ifr;

	result = NewIfreq(&ifr, name);
	memcpy(&ifr.u, &own, sizeof(own));
	if (result == 0)
		result = IoctlIfreq(fd, LX_SIOCSIFADDR, &ifr);
	own.sin_addr.s_addr = htonl(0xff000000);
	memcpy(&ifr.u, &own, sizeof(own));
	if (result == 0)
		result = IoctlIfreq(fd, LX_SIOCSIFNETMASK, &ifr);
	if (result == 0)
		result = IfChangeFlags(fd, name, LX_IFF_UP, 0);
	close(fd);
	return result;
}

/* The other end, in a network of its own: tells when it is there, and when a datagram has come. */
static void other_end(int ready, int moved)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(7777), .sin_addr.s_addr = htonl(0x0a000002) };
	static const struct timeval seconds = { 20, 0 };
	char text[16] = "";
	int fd;

	if (Unshare(LX_CLONE_NEWNET) != 0 || write(ready, "r", 1) != 1 || read(moved, text, 1) != 1)
		_exit(1);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (has_address("wg1", 0x0a000002) != 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &seconds, sizeof(seconds)) || write(ready, "u", 1) != 1)
		_exit(2);
	_exit(recv(fd, text, sizeof(text), 0) == 6 && strcmp(text, "hello") == 0 ? 0 : 3);
}

static int tunnels(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(7777), .sin_addr.s_addr = htonl(0x0a000002) }, told;
	NetlinkAttr attrs[LX_WGDEVICE_A_MAX + 1], peer[LX_WGPEER_A_MAX + 1], address[LX_WGALLOWEDIP_A_MAX + 1], one;
	unsigned char key[LX_WG_KEY_LEN], mask;
	NetlinkBuilder request;
	NetlinkSocket route, nl;
	GenlFamily family;
	IfInfomsg link;
	int ready[2], moved[2], pid, status, fd, result;
	unsigned long offset = 0, bytes;
	unsigned short port;
	char byte;

	EXPECT(Unshare(LX_CLONE_NEWNET) == 0);
	EXPECT(NetlinkOpen(&route, LX_NETLINK_ROUTE, received, sizeof(received)) == 0);
	result = make_tunnel(&route, "wg0");
	if (result == -LX_EOPNOTSUPP)
		return NOT_HERE;
	EXPECT(result == 0 && make_tunnel(&route, "wg1") == 0 && make_tunnel(&route, "wg1") == -LX_EEXIST);
	EXPECT(has_address("lo", INADDR_LOOPBACK) == 0);
	EXPECT(NetlinkOpen(&nl, LX_NETLINK_GENERIC, received, sizeof(received)) == 0);
	EXPECT(GenlGetFamily(&nl, "wireguard", &family) == 0 && family.version == LX_WG_GENL_VERSION);

	/* The kernel derives the key of the one that the other gets. */
	EXPECT(set_tunnel(&nl, &family, "wg1", theirs, 5002, NULL, 0) == 0);
	EXPECT(get_tunnel(&nl, &family, "wg1", attrs) == 0);
	EXPECT(NlaGet(&attrs[LX_WGDEVICE_A_PUBLIC_KEY], key, sizeof(key)) == 0);
	EXPECT(set_tunnel(&nl, &family, "wg0", ours, 5001, key, 5002) == 0);
	EXPECT(set_tunnel(&nl, &family, "wg1", theirs, 5002, our_public, 5001) == 0);
	EXPECT(set_tunnel(&nl, &family, "wg2", theirs, 5002, our_public, 5001) == -LX_ENODEV);

	/* All that was set is told. */
	EXPECT(get_tunnel(&nl, &family, "wg0", attrs) == 0);
	EXPECT(attrs[LX_WGDEVICE_A_PUBLIC_KEY].len == LX_WG_KEY_LEN);
	EXPECT(memcmp(attrs[LX_WGDEVICE_A_PUBLIC_KEY].data, our_public, LX_WG_KEY_LEN) == 0);
	EXPECT(NlaGetU16(&attrs[LX_WGDEVICE_A_LISTEN_PORT], &port) == 0 && port == 5001);
	EXPECT(NlaNext(attrs[LX_WGDEVICE_A_PEERS].data, attrs[LX_WGDEVICE_A_PEERS].len, &offset, &one) == 1);
	EXPECT(offset == attrs[LX_WGDEVICE_A_PEERS].len);
	EXPECT(NlaParse(one.data, one.len, 0, peer, LX_WGPEER_A_MAX + 1) == 0);
	EXPECT(memcmp(peer[LX_WGPEER_A_PUBLIC_KEY].data, key, LX_WG_KEY_LEN) == 0);
	EXPECT(NlaGet(&peer[LX_WGPEER_A_ENDPOINT], &told, sizeof(told)) == 0);
	EXPECT(told.sin_port == htons(5002) && told.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
	offset = 0;
	EXPECT(NlaNext(peer[LX_WGPEER_A_ALLOWEDIPS].data, peer[LX_WGPEER_A_ALLOWEDIPS].len, &offset, &one) == 1);
	EXPECT(NlaParse(one.data, one.len, 0, address, LX_WGALLOWEDIP_A_MAX + 1) == 0);
	EXPECT(memcmp(address[LX_WGALLOWEDIP_A_IPADDR].data, "\12\0\0\0", 4) == 0);
	EXPECT(NlaGetU8(&address[LX_WGALLOWEDIP_A_CIDR_MASK], &mask) == 0 && mask == 8);

	/* What is sent into one end comes out of the other, in another network. */
	EXPECT(pipe(ready) == 0 && pipe(moved) == 0);
	pid = fork();
	if (pid == 0)
		other_end(ready[1], moved[0]);
	EXPECT(read(ready[0], &byte, 1) == 1 && byte == 'r');
	memset(&link, 0, sizeof(link));
	link.index = IfNameToIndex("wg1");
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_NEWLINK, 0, &link, sizeof(link));
	NlaPutU32(&request, LX_IFLA_NET_NS_PID, (unsigned int)pid);
	EXPECT(NetlinkExecute(&route, &request) == 0);
	EXPECT(has_address("wg0", 0x0a000001) == 0);
	EXPECT(write(moved[1], "m", 1) == 1 && read(ready[0], &byte, 1) == 1 && byte == 'u');
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	EXPECT(sendto(fd, "hello", 6, 0, (struct sockaddr *)&to, sizeof(to)) == 6);
	EXPECT(waitpid(pid, &status, 0) == pid && status == 0);
	EXPECT(get_tunnel(&nl, &family, "wg0", attrs) == 0);
	offset = 0;
	EXPECT(NlaNext(attrs[LX_WGDEVICE_A_PEERS].data, attrs[LX_WGDEVICE_A_PEERS].len, &offset, &one) == 1);
	EXPECT(NlaParse(one.data, one.len, 0, peer, LX_WGPEER_A_MAX + 1) == 0);
	EXPECT(NlaGetU64(&peer[LX_WGPEER_A_TX_BYTES], &bytes) == 0 && bytes > 100);
	return 0;
}

static void test_wireguard(void **state)
{
	int ret;

	(void)state;
	SKIP_UNDER_QEMU("no NETLINK_GENERIC");
	SKIP_UNLESS_ROOT();
	ret = in_child(tunnels);
	if (ret == NOT_HERE)
		SKIP("no WireGuard in this kernel");
	assert_int_equal(ret, 0);
}

/* ---- what tasks have used */

/* Asks for a task's, by one attribute; the part of an older kernel's that it has. Returns 0 or an error. */
static int stats_of(NetlinkSocket *nl, const GenlFamily *family, unsigned short attribute, unsigned int number, Taskstats *stats)
{
	NetlinkAttr attrs[LX_TASKSTATS_TYPE_MAX + 1], in[LX_TASKSTATS_TYPE_MAX + 1], *whole;
	NetlinkBuilder request;
	int result;

	begin(&request, family, 0, LX_TASKSTATS_CMD_GET);
	NlaPutU32(&request, attribute, number);
	result = answer(nl, &request, attrs, LX_TASKSTATS_TYPE_MAX + 1);
	if (result < 0)
		return result;
	whole = &attrs[attribute == LX_TASKSTATS_CMD_ATTR_PID ? LX_TASKSTATS_TYPE_AGGR_PID : LX_TASKSTATS_TYPE_AGGR_TGID];
	result = NlaParse(whole->data, whole->len, 0, in, LX_TASKSTATS_TYPE_MAX + 1);
	if (result < 0 || !in[LX_TASKSTATS_TYPE_STATS].data)
		return -LX_EBADMSG;
	memset(stats, 0, sizeof(*stats));
	whole = &in[LX_TASKSTATS_TYPE_STATS];
	memcpy(stats, whole->data, whole->len < sizeof(*stats) ? whole->len : sizeof(*stats));
	return 0;
}

static void test_taskstats(void **state)
{
	GenlFamily family;
	NetlinkSocket nl;
	Taskstats stats;
	char name[16] = "";
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no NETLINK_GENERIC");
	SKIP_UNLESS_ROOT();
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_GENERIC, received, sizeof(received)), 0);
	result = GenlGetFamily(&nl, "TASKSTATS", &family);
	if (result == -LX_ENOENT)
		SKIP("this kernel does not account for tasks");
	assert_int_equal(result, 0);
	result = stats_of(&nl, &family, LX_TASKSTATS_CMD_ATTR_PID, (unsigned int)getpid(), &stats);
	if (result == -LX_EPERM || result == -LX_ESRCH)
		SKIP("only for the first namespaces here");
	assert_int_equal(result, 0);
	assert_true(stats.version >= 8);
	assert_true(stats.ac_pid == (unsigned int)getpid() && stats.ac_ppid == (unsigned int)getppid());
	assert_true(stats.ac_uid == 0 && stats.ac_etime > 0 && stats.ac_minflt > 0);
	prctl(PR_GET_NAME, name);
	assert_string_equal(stats.ac_comm, name);
	assert_true(stats.hiwater_vm >= stats.hiwater_rss && stats.hiwater_rss > 0);
	if (stats.version >= 12)
		assert_true(stats.ac_tgid == (unsigned int)getpid() && stats.ac_exe_inode != 0);
	assert_int_equal(stats_of(&nl, &family, LX_TASKSTATS_CMD_ATTR_TGID, (unsigned int)getpid(), &stats), 0);
	assert_true(stats.nvcsw + stats.nivcsw > 0 || stats.cpu_run_virtual_total > 0);
	assert_int_equal(stats_of(&nl, &family, LX_TASKSTATS_CMD_ATTR_PID, 1U << 30, &stats), -LX_ESRCH);
	assert_int_equal(stats_of(&nl, &family, LX_TASKSTATS_CMD_ATTR_MAX, 1, &stats), -LX_EINVAL);
	Close(nl.fd);
}

/* ---- ethtool, wireless interfaces */

static void test_ethtool(void **state)
{
	NetlinkAttr attrs[LX_ETHTOOL_A_LINKSTATE_MAX + 1], header[LX_ETHTOOL_A_HEADER_MAX + 1];
	unsigned int index = if_nametoindex("lo"), told = 0;
	NetlinkBuilder request;
	NetlinkSocket nl;
	GenlFamily family;
	unsigned char up = 2;
	int result;
	long nest;

	(void)state;
	SKIP_UNDER_QEMU("no NETLINK_GENERIC");
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_GENERIC, received, sizeof(received)), 0);
	result = GenlGetFamily(&nl, "ethtool", &family);
	if (result == -LX_ENOENT)
		SKIP("this kernel has no ethtool as netlink");
	assert_int_equal(result, 0);
	assert_int_equal(family.version, LX_ETHTOOL_GENL_VERSION);
	begin(&request, &family, 0, LX_ETHTOOL_MSG_LINKSTATE_GET);
	nest = NlaNestStart(&request, LX_ETHTOOL_A_LINKSTATE_HEADER);
	NlaPutString(&request, LX_ETHTOOL_A_HEADER_DEV_NAME, "lo");
	NlaNestEnd(&request, nest);
	assert_int_equal(answer(&nl, &request, attrs, LX_ETHTOOL_A_LINKSTATE_MAX + 1), 0);
	assert_int_equal(NlaParse(attrs[LX_ETHTOOL_A_LINKSTATE_HEADER].data, attrs[LX_ETHTOOL_A_LINKSTATE_HEADER].len, 0, header,
				  LX_ETHTOOL_A_HEADER_MAX + 1), 0);
	assert_int_equal(NlaGetU32(&header[LX_ETHTOOL_A_HEADER_DEV_INDEX], &told), 0);
	assert_int_equal(told, index);
	assert_string_equal(NlaGetString(&header[LX_ETHTOOL_A_HEADER_DEV_NAME]), "lo");
	assert_int_equal(NlaGetU8(&attrs[LX_ETHTOOL_A_LINKSTATE_LINK], &up), 0);
	assert_true(up <= 1);
	begin(&request, &family, 0, LX_ETHTOOL_MSG_LINKSTATE_GET);
	nest = NlaNestStart(&request, LX_ETHTOOL_A_LINKSTATE_HEADER);
	NlaPutString(&request, LX_ETHTOOL_A_HEADER_DEV_NAME, "none such");
	NlaNestEnd(&request, nest);
	assert_int_equal(answer(&nl, &request, attrs, LX_ETHTOOL_A_LINKSTATE_MAX + 1), -LX_ENODEV);
	Close(nl.fd);
}

/* Each wireless interface is one of the machine's, of a kind. */
static void test_wireless(void **state)
{
	NetlinkAttr attrs[LX_NL80211_ATTR_IFTYPE + 1];
	NetlinkBuilder request;
	NetlinkMessage message;
	unsigned int index, kind;
	GenlFamily family;
	NetlinkSocket nl;
	int result, interfaces = 0;

	(void)state;
	SKIP_UNDER_QEMU("no NETLINK_GENERIC");
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_GENERIC, received, sizeof(received)), 0);
	result = GenlGetFamily(&nl, "nl80211", &family);
	if (result == -LX_ENOENT)
		SKIP("this kernel knows nothing of wireless");
	assert_int_equal(result, 0);
	begin(&request, &family, LX_NLM_F_DUMP, LX_NL80211_CMD_GET_INTERFACE);
	result = NetlinkSend(&nl, &request);
	while (result == 0 && (result = NetlinkReceive(&nl, &message)) > 0) {
		result = NlaParse(message.data, message.len, sizeof(GenlMsghdr), attrs, LX_NL80211_ATTR_IFTYPE + 1);
		assert_int_equal(result, 0);
		if (!attrs[LX_NL80211_ATTR_IFNAME].data)
			continue; /* of no network */
		assert_int_equal(NlaGetU32(&attrs[LX_NL80211_ATTR_IFINDEX], &index), 0);
		assert_int_equal(NlaGetU32(&attrs[LX_NL80211_ATTR_IFTYPE], &kind), 0);
		assert_int_equal(if_nametoindex(NlaGetString(&attrs[LX_NL80211_ATTR_IFNAME])), index);
		assert_true(kind <= LX_NL80211_IFTYPE_MAX);
		interfaces++;
	}
	assert_int_equal(result, 0);
	assert_true(interfaces > 0 || access("/sys/class/ieee80211/phy0", F_OK) != 0);
	Close(nl.fd);
}

/* ---- audit */

/* Asks how it stands. Returns 0 or an error. */
static int audit_status(NetlinkSocket *nl, AuditStatus *status)
{
	NetlinkBuilder request;
	NetlinkMessage message;
	int result;

	memset(status, 0, sizeof(*status));
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_AUDIT_GET, 0, status, 0);
	result = NetlinkExecute(nl, &request);
	while (result >= 0 && (result = NetlinkReceiveEvent(nl, &message)) > 0) {
		if (message.header.type != LX_AUDIT_GET)
			continue;
		memcpy(status, message.data, message.len < sizeof(*status) ? message.len : sizeof(*status));
		return 0;
	}
	return result;
}

static void test_audit(void **state)
{
	static const struct timeval seconds = { 10, 0 };
	AuditStatus before, wanted, after;
	NetlinkBuilder request;
	NetlinkSocket nl;
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no NETLINK_AUDIT");
	SKIP_UNLESS_ROOT();
	result = NetlinkOpen(&nl, LX_NETLINK_AUDIT, received, sizeof(received));
	if (result == -LX_EPROTONOSUPPORT)
		SKIP("this kernel has no audit");
	assert_int_equal(result, 0);
	assert_int_equal(setsockopt(nl.fd, SOL_SOCKET, SO_RCVTIMEO, &seconds, sizeof(seconds)), 0);
	result = audit_status(&nl, &before);
	if (result == -LX_ECONNREFUSED || result == -LX_EPERM)
		SKIP("only for the first namespaces");
	assert_int_equal(result, 0);
	assert_true(before.enabled <= 2 && (before.feature_bitmap & LX_AUDIT_FEATURE_BITMAP_BACKLOG_LIMIT));
	if (before.enabled == 2)
		SKIP("nobody may change it any more");
	wanted = before;
	wanted.mask = LX_AUDIT_STATUS_BACKLOG_LIMIT;
	wanted.backlog_limit = before.backlog_limit + 17;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_AUDIT_SET, 0, &wanted, sizeof(wanted));
	assert_int_equal(NetlinkExecute(&nl, &request), 0);
	assert_int_equal(audit_status(&nl, &after), 0);
	assert_int_equal(after.backlog_limit, before.backlog_limit + 17);
	wanted.backlog_limit = before.backlog_limit;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_AUDIT_SET, 0, &wanted, sizeof(wanted));
	assert_int_equal(NetlinkExecute(&nl, &request), 0);
	Close(nl.fd);
}

UNIT_TESTS(unit_test(test_wireguard), unit_test(test_taskstats), unit_test(test_ethtool), unit_test(test_wireless),
	   unit_test(test_audit));
