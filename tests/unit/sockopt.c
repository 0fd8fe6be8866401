/* sockopt.h: each type of value, through an option that has it. */
#include "unit.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>

#include <barecall/sockopt.h>

static int made(int family, int type, int protocol)
{
	int fd = Socket(family, type | LX_SOCK_CLOEXEC, protocol);

	assert_true(fd >= 0);
	return fd;
}

/* Both ends of a connection over loopback. */
static void connected(int *client, int *server)
{
	int listener = made(LX_AF_INET, LX_SOCK_STREAM, 0);
	RawSockaddrInet4 addr;
	unsigned int length = sizeof(addr);

	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_INET;
	addr.addr = Htonl(LX_INADDR_LOOPBACK);
	assert_int_equal(Bind(listener, &addr, sizeof(addr)), 0);
	assert_int_equal(Listen(listener, 1), 0);
	assert_int_equal(Getsockname(listener, &addr, &length), 0);
	*client = made(LX_AF_INET, LX_SOCK_STREAM, 0);
	assert_int_equal(Connect(*client, &addr, sizeof(addr)), 0);
	*server = Accept(listener, NULL, NULL);
	assert_true(*server >= 0);
	close(listener);
}

/* qemu-user first looks whether it knows the option. */
static void bad_descriptor(int result)
{
	if (unit_under_qemu())
		assert_true(result < 0);
	else
		assert_int_equal(result, -LX_EBADF);
}

static void test_errors(void **state)
{
	union {
		unsigned char byte;
		unsigned long number;
		Timeval tv;
		Linger linger;
		unsigned char addr[4];
		IPMreq mreq;
		IPMreqn mreqn;
		IPv6Mreq mreq6;
		IPv6MTUInfo mtu;
		ICMPv6Filter filter;
		Ucred ucred;
		TpacketStats stats;
		TCPInfo info;
		char text[16];
		PacketMreq packet;
		TpacketReq ring;
		TpacketReq3 ring3;
		SockFprog program;
		TpacketStatsV3 stats3;
		CanFilter can;
		TCPRepairOpt repair;
		TCPMD5Sig md5;
		TCPCCInfo congestion;
	} u;

	(void)state;
	memset(&u, 0, sizeof(u));
	bad_descriptor(GetsockoptByte(-1, 0, LX_IP_TTL, &u.byte));
	bad_descriptor(SetsockoptByte(-1, 0, LX_IP_TTL, 1));
	bad_descriptor(GetsockoptUint64(-1, 1, LX_SO_COOKIE, &u.number));
	bad_descriptor(SetsockoptUint64(-1, 1, LX_SO_MAX_PACING_RATE, 1));
	bad_descriptor(GetsockoptTimeval(-1, 1, LX_SO_RCVTIMEO, &u.tv));
	bad_descriptor(SetsockoptTimeval(-1, 1, LX_SO_RCVTIMEO, &u.tv));
	bad_descriptor(GetsockoptLinger(-1, 1, LX_SO_LINGER, &u.linger));
	bad_descriptor(SetsockoptLinger(-1, 1, LX_SO_LINGER, &u.linger));
	bad_descriptor(GetsockoptInet4Addr(-1, 0, LX_IP_MULTICAST_IF, u.addr));
	bad_descriptor(SetsockoptInet4Addr(-1, 0, LX_IP_MULTICAST_IF, u.addr));
	bad_descriptor(GetsockoptIPMreq(-1, 0, LX_IP_MULTICAST_IF, &u.mreq));
	bad_descriptor(SetsockoptIPMreq(-1, 0, LX_IP_ADD_MEMBERSHIP, &u.mreq));
	bad_descriptor(GetsockoptIPMreqn(-1, 0, LX_IP_MULTICAST_IF, &u.mreqn));
	bad_descriptor(SetsockoptIPMreqn(-1, 0, LX_IP_ADD_MEMBERSHIP, &u.mreqn));
	bad_descriptor(GetsockoptIPv6Mreq(-1, 41, LX_IPV6_ADD_MEMBERSHIP, &u.mreq6));
	bad_descriptor(SetsockoptIPv6Mreq(-1, 41, LX_IPV6_ADD_MEMBERSHIP, &u.mreq6));
	bad_descriptor(GetsockoptIPv6MTUInfo(-1, 41, LX_IPV6_PATHMTU, &u.mtu));
	bad_descriptor(GetsockoptICMPv6Filter(-1, 58, LX_ICMPV6_FILTER, &u.filter));
	bad_descriptor(SetsockoptICMPv6Filter(-1, 58, LX_ICMPV6_FILTER, &u.filter));
	bad_descriptor(GetsockoptUcred(-1, 1, LX_SO_PEERCRED, &u.ucred));
	bad_descriptor(GetsockoptTpacketStats(-1, 263, LX_PACKET_STATISTICS, &u.stats));
	memset(&u, 0x55, sizeof(u));
	bad_descriptor(GetsockoptTCPInfo(-1, 6, LX_TCP_INFO, &u.info));
	assert_int_equal(u.info.state, 0x55); /* as the kernel has it, nothing is written */
	assert_int_equal(u.info.total_retrans, 0x55555555);
	bad_descriptor(GetsockoptString(-1, 6, LX_TCP_CONGESTION, u.text, sizeof(u.text)));
	bad_descriptor(SetsockoptString(-1, 6, LX_TCP_CONGESTION, "reno"));
	bad_descriptor(BindToDevice(-1, "lo"));
	memset(&u, 0, sizeof(u));
	bad_descriptor(SetsockoptPacketMreq(-1, 263, LX_PACKET_ADD_MEMBERSHIP, &u.packet));
	bad_descriptor(SetsockoptTpacketReq(-1, 263, LX_PACKET_RX_RING, &u.ring));
	bad_descriptor(SetsockoptTpacketReq3(-1, 263, LX_PACKET_RX_RING, &u.ring3));
	assert_true(SetsockoptSockFprog(-1, 1, LX_SO_ATTACH_FILTER, &u.program) < 0);
	bad_descriptor(GetsockoptTpacketStatsV3(-1, 263, LX_PACKET_STATISTICS, &u.stats3));
	bad_descriptor(SetsockoptCanRawFilter(-1, 101, LX_CAN_RAW_FILTER, &u.can, 1));
	bad_descriptor(SetsockoptTCPRepairOpt(-1, 6, LX_TCP_REPAIR_OPTIONS, &u.repair, 1));
	bad_descriptor(SetsockoptTCPMD5Sig(-1, 6, LX_TCP_MD5SIG, &u.md5));
	memset(&u, 0x55, sizeof(u));
	bad_descriptor(GetsockoptTCPCCVegasInfo(-1, 6, LX_TCP_CC_INFO, &u.congestion.vegas));
	assert_int_equal(u.congestion.vegas.minrtt, 0x55555555);
	bad_descriptor(GetsockoptTCPCCDCTCPInfo(-1, 6, LX_TCP_CC_INFO, &u.congestion.dctcp));
	bad_descriptor(GetsockoptTCPCCBBRInfo(-1, 6, LX_TCP_CC_INFO, &u.congestion.bbr));
	assert_int_equal(u.congestion.bbr.cwnd_gain, 0x55555555);
}

static void test_bytes(void **state)
{
	int fd = made(LX_AF_INET, LX_SOCK_DGRAM, 0);
	unsigned char value = 0x55;

	(void)state;
	assert_int_equal(SetsockoptByte(fd, LX_SOL_IP, LX_IP_MULTICAST_TTL, 33), 0);
	assert_int_equal(GetsockoptByte(fd, LX_SOL_IP, LX_IP_MULTICAST_TTL, &value), 0);
	assert_int_equal(value, 33);
	assert_int_equal(SetsockoptByte(fd, LX_SOL_IP, LX_IP_MULTICAST_LOOP, 0), 0);
	assert_int_equal(GetsockoptByte(fd, LX_SOL_IP, LX_IP_MULTICAST_LOOP, &value), 0);
	assert_int_equal(value, 0);
	assert_int_equal(GetsockoptByte(fd, LX_SOL_IP, 9999, &value), -LX_ENOPROTOOPT);
	close(fd);
}

static void test_64_bits(void **state)
{
	int fd = made(LX_AF_INET, LX_SOCK_STREAM, 0), again = made(LX_AF_INET, LX_SOCK_STREAM, 0);
	unsigned long value = 0x5555, other = 0x5555;

	(void)state;
	SKIP_UNDER_QEMU("it knows these options as ints or not at all");
	assert_int_equal(GetsockoptUint64(fd, LX_SOL_SOCKET, LX_SO_COOKIE, &value), 0);
	assert_int_equal(GetsockoptUint64(again, LX_SOL_SOCKET, LX_SO_COOKIE, &other), 0);
	assert_true(value != 0 && value != other);
	assert_int_equal(SetsockoptUint64(fd, LX_SOL_SOCKET, LX_SO_MAX_PACING_RATE, 0x123456789), 0);
	assert_int_equal(GetsockoptUint64(fd, LX_SOL_SOCKET, LX_SO_MAX_PACING_RATE, &value), 0);
	assert_int_equal(value, 0x123456789);
	assert_int_equal(GetsockoptUint64(fd, LX_SOL_SOCKET, LX_SO_TYPE, &value), -LX_EINVAL); /* it is an int */
	close(fd);
	close(again);
}

static void test_timeouts(void **state)
{
	int fd = made(LX_AF_UNIX, LX_SOCK_DGRAM, 0);
	Timeval tv = { 1, 500000 }, got = { 7, 7 };
	char byte;

	(void)state;
	if (!unit_timeouts_are_told(fd))
		SKIP("qemu-user: getsockopt gives SO_RCVTIMEO no length");
	assert_int_equal(GetsockoptTimeval(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &got), 0);
	assert_int_equal(got.sec, 0);
	assert_int_equal(got.usec, 0);
	assert_int_equal(SetsockoptTimeval(fd, LX_SOL_SOCKET, LX_SO_SNDTIMEO, &tv), 0);
	assert_int_equal(GetsockoptTimeval(fd, LX_SOL_SOCKET, LX_SO_SNDTIMEO, &got), 0);
	assert_int_equal(got.sec, 1);
	assert_int_equal(got.usec, 500000); /* a whole number of ticks at each of the kernel's rates */
	tv.usec = 1000000;
	assert_int_equal(SetsockoptTimeval(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &tv), -LX_EDOM);
	tv.sec = 0;
	tv.usec = 20000;
	assert_int_equal(SetsockoptTimeval(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &tv), 0);
	assert_int_equal(Recvfrom(fd, &byte, 1, 0, NULL, NULL), -LX_EAGAIN);
	close(fd);
}

static void test_linger(void **state)
{
	int client, server;
	Linger linger = { 1, 0 }, got = { 7, 7 };
	char byte;

	(void)state;
	connected(&client, &server);
	assert_int_equal(GetsockoptLinger(client, LX_SOL_SOCKET, LX_SO_LINGER, &got), 0);
	assert_int_equal(got.onoff, 0);
	assert_int_equal(got.linger, 0);
	assert_int_equal(SetsockoptLinger(client, LX_SOL_SOCKET, LX_SO_LINGER, &linger), 0);
	assert_int_equal(GetsockoptLinger(client, LX_SOL_SOCKET, LX_SO_LINGER, &got), 0);
	assert_memory_equal(&got, &linger, sizeof(got));
	close(client); /* which now resets the connection */
	assert_int_equal(Recvfrom(server, &byte, 1, 0, NULL, NULL), -LX_ECONNRESET);
	close(server);
}

static void test_multicast_interface(void **state)
{
	static const unsigned char loopback[4] = { 127, 0, 0, 1 };
	int fd = made(LX_AF_INET, LX_SOCK_DGRAM, 0);
	unsigned char addr[4] = { 1, 2, 3, 4 };
	IPMreq mreq = { 7, 7 };
	IPMreqn mreqn = { 7, 7, 7 };

	(void)state;
	SKIP_UNDER_QEMU("it does not know this option");
	assert_int_equal(GetsockoptInet4Addr(fd, LX_SOL_IP, LX_IP_MULTICAST_IF, addr), 0);
	assert_memory_equal(addr, "\0\0\0\0", 4);
	assert_int_equal(SetsockoptInet4Addr(fd, LX_SOL_IP, LX_IP_MULTICAST_IF, loopback), 0);
	assert_int_equal(GetsockoptInet4Addr(fd, LX_SOL_IP, LX_IP_MULTICAST_IF, addr), 0);
	assert_memory_equal(addr, loopback, 4);
	assert_int_equal(GetsockoptIPMreq(fd, LX_SOL_IP, LX_IP_MULTICAST_IF, &mreq), 0);
	assert_int_equal(mreq.multiaddr, Htonl(LX_INADDR_LOOPBACK));
	assert_int_equal(mreq.interface, 0);
	assert_int_equal(GetsockoptIPMreqn(fd, LX_SOL_IP, LX_IP_MULTICAST_IF, &mreqn), 0);
	assert_int_equal(mreqn.multiaddr, Htonl(LX_INADDR_LOOPBACK));
	assert_int_equal(mreqn.address, 0);
	assert_int_equal(mreqn.ifindex, 0);
	close(fd);
}

static void test_multicast(void **state)
{
	int fd = made(LX_AF_INET, LX_SOCK_DGRAM, 0);
	IPMreq mreq = { 7, 7 };
	IPMreqn mreqn = { 7, 7, 7 };

	(void)state;
	mreq.multiaddr = Htonl(0xe0000101); /* 224.0.1.1 */
	mreq.interface = Htonl(LX_INADDR_LOOPBACK);
	assert_int_equal(SetsockoptIPMreq(fd, LX_SOL_IP, LX_IP_DROP_MEMBERSHIP, &mreq), -LX_EADDRNOTAVAIL);
	assert_int_equal(SetsockoptIPMreq(fd, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &mreq), 0);
	assert_int_equal(SetsockoptIPMreq(fd, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &mreq), -LX_EADDRINUSE);
	if (unit_under_qemu()) { /* which loses the index */
		close(fd);
		return;
	}
	memset(&mreqn, 0, sizeof(mreqn));
	mreqn.multiaddr = mreq.multiaddr;
	mreqn.ifindex = 1;
	assert_int_equal(SetsockoptIPMreqn(fd, LX_SOL_IP, LX_IP_DROP_MEMBERSHIP, &mreqn), 0);
	assert_int_equal(SetsockoptIPMreqn(fd, LX_SOL_IP, LX_IP_DROP_MEMBERSHIP, &mreqn), -LX_EADDRNOTAVAIL);
	close(fd);
}

static void test_multicast_6(void **state)
{
	int fd = Socket(LX_AF_INET6, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0);
	IPv6Mreq mreq = { { 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 }, 1 };
	IPv6MTUInfo mtu;
	RawSockaddrInet6 addr;

	(void)state;
	if (fd < 0)
		SKIP("no IPv6 here");
	assert_int_equal(SetsockoptIPv6Mreq(fd, LX_SOL_IPV6, LX_IPV6_DROP_MEMBERSHIP, &mreq), -LX_EADDRNOTAVAIL);
	assert_int_equal(SetsockoptIPv6Mreq(fd, LX_SOL_IPV6, LX_IPV6_ADD_MEMBERSHIP, &mreq), 0);
	assert_int_equal(SetsockoptIPv6Mreq(fd, LX_SOL_IPV6, LX_IPV6_ADD_MEMBERSHIP, &mreq), -LX_EADDRINUSE);
	assert_int_equal(SetsockoptIPv6Mreq(fd, LX_SOL_IPV6, LX_IPV6_DROP_MEMBERSHIP, &mreq), 0);
	assert_true(GetsockoptIPv6Mreq(fd, LX_SOL_IPV6, LX_IPV6_ADD_MEMBERSHIP, &mreq) < 0);
	assert_int_equal(mreq.multiaddr[0], 0xff);
	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_INET6;
	addr.port = Htons(9);
	addr.addr[15] = 1;
	memset(&mtu, 0x55, sizeof(mtu));
	if (!unit_under_qemu()) {
		assert_int_equal(GetsockoptIPv6MTUInfo(fd, LX_SOL_IPV6, LX_IPV6_PATHMTU, &mtu), -LX_ENOTCONN);
		assert_int_equal(mtu.mtu, 0x55555555);
		if (Connect(fd, &addr, sizeof(addr)) == 0) {
			assert_int_equal(GetsockoptIPv6MTUInfo(fd, LX_SOL_IPV6, LX_IPV6_PATHMTU, &mtu), 0);
			assert_true(mtu.mtu >= 1280);
		}
	}
	close(fd);
}

static void test_icmp6_filter(void **state)
{
	int fd = Socket(LX_AF_INET6, LX_SOCK_RAW | LX_SOCK_CLOEXEC, LX_IPPROTO_ICMPV6);
	ICMPv6Filter filter, got;

	(void)state;
	if (fd < 0)
		SKIP("raw IPv6 sockets need CAP_NET_RAW and IPv6");
	if (unit_under_qemu()) {
		close(fd);
		SKIP("qemu-user: it does not know how to get this option");
	}
	memset(&filter, 0xff, sizeof(filter));
	filter.data[128 / 32] &= ~1U; /* echo requests */
	assert_int_equal(SetsockoptICMPv6Filter(fd, LX_SOL_ICMPV6, LX_ICMPV6_FILTER, &filter), 0);
	memset(&got, 0, sizeof(got));
	assert_int_equal(GetsockoptICMPv6Filter(fd, LX_SOL_ICMPV6, LX_ICMPV6_FILTER, &got), 0);
	assert_memory_equal(&got, &filter, sizeof(got));
	close(fd);
}

static void test_credentials(void **state)
{
	int sv[2];
	Ucred ucred = { 7, 7, 7 };

	(void)state;
	assert_int_equal(Socketpair(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0, sv), 0);
	assert_int_equal(GetsockoptUcred(sv[0], LX_SOL_SOCKET, LX_SO_PEERCRED, &ucred), 0);
	assert_int_equal(ucred.pid, getpid());
	assert_int_equal(ucred.uid, geteuid());
	assert_int_equal(ucred.gid, getegid());
	if (!unit_under_qemu()) /* which checks no room */
		assert_int_equal(GetsockoptUcred(sv[0], LX_SOL_SOCKET, LX_SO_TYPE, &ucred), -LX_EINVAL);
	close(sv[0]);
	close(sv[1]);
}

static void test_tcp_info(void **state)
{
	int client, server, length;
	TCPInfo info;

	(void)state;
	SKIP_UNDER_QEMU("it gives an int");
	connected(&client, &server);
	assert_int_equal(Sendto(client, "hello", 5, 0, NULL, 0), 5);
	memset(&info, 0x55, sizeof(info));
	length = GetsockoptTCPInfo(client, LX_SOL_TCP, LX_TCP_INFO, &info);
	assert_true(length >= 104 && length <= (int)sizeof(info));
	for (int i = length; i < (int)sizeof(info); i++)
		assert_int_equal(((unsigned char *)&info)[i], 0);
	assert_int_equal(info.state, LX_TCP_ESTABLISHED);
	assert_int_equal(info.ca_state, LX_TCP_CA_Open);
	assert_int_equal(info.bytes_sent, 5);
	assert_true(info.snd_mss > 0 && info.rtt > 0 && info.snd_cwnd > 0);
	memset(&info, 0x55, sizeof(info));
	assert_true(GetsockoptTCPInfo(server, LX_SOL_TCP, LX_TCP_INFO, &info) > 0);
	assert_int_equal(info.bytes_received, 5);
	close(client);
	assert_true(GetsockoptTCPInfo(server, LX_SOL_TCP, LX_TCP_INFO, &info) > 0);
	close(server);
}

/* Sends through a connection whose client has a congestion control; returns the client, or -1: there is no such. */
static int controlled_by(const char *algorithm, int *server)
{
	int client;
	char byte;

	connected(&client, server);
	if (SetsockoptString(client, LX_SOL_TCP, LX_TCP_CONGESTION, algorithm) < 0) {
		close(client);
		close(*server);
		return -1;
	}
	assert_int_equal(Sendto(client, "x", 1, 0, NULL, 0), 1);
	assert_int_equal(Recvfrom(*server, &byte, 1, 0, NULL, NULL), 1);
	return client;
}

static void test_congestion_control(void **state)
{
	static const char *const like_vegas[] = { "vegas", "illinois", "yeah", "nv" };
	int client, server, asked = 0;
	TCPCCInfo info;

	(void)state;
	SKIP_UNDER_QEMU("it gives an int");
	client = controlled_by("reno", &server); /* which tells nothing */
	assert_true(client >= 0);
	memset(&info, 0x55, sizeof(info));
	assert_int_equal(GetsockoptTCPCCVegasInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.vegas), -LX_EINVAL);
	assert_int_equal(info.vegas.enabled, 0x55555555);
	assert_int_equal(GetsockoptTCPCCDCTCPInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.dctcp), -LX_EINVAL);
	assert_int_equal(GetsockoptTCPCCBBRInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.bbr), -LX_EINVAL);
	close(client);
	close(server);
	client = controlled_by("bbr", &server);
	if (client >= 0) {
		assert_int_equal(GetsockoptTCPCCVegasInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.vegas), -LX_EINVAL);
		assert_int_equal(GetsockoptTCPCCDCTCPInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.dctcp), -LX_EINVAL);
		memset(&info, 0, sizeof(info));
		assert_int_equal(GetsockoptTCPCCBBRInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.bbr), 0);
		assert_int_equal(info.bbr.pacing_gain, 739); /* 2 / ln 2, times 256, as it starts */
		assert_int_equal(info.bbr.cwnd_gain, 739);
		close(client);
		close(server);
		asked = 1;
	}
	client = controlled_by("dctcp", &server);
	if (client >= 0) {
		assert_int_equal(GetsockoptTCPCCBBRInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.bbr), -LX_EINVAL);
		assert_int_equal(GetsockoptTCPCCDCTCPInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.dctcp), 0);
		close(client);
		close(server);
		asked = 1;
	}
	for (unsigned int i = 0; i < sizeof(like_vegas) / sizeof(like_vegas[0]); i++) {
		client = controlled_by(like_vegas[i], &server);
		if (client < 0)
			continue;
		assert_int_equal(GetsockoptTCPCCBBRInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.bbr), -LX_EINVAL);
		assert_int_equal(GetsockoptTCPCCVegasInfo(client, LX_SOL_TCP, LX_TCP_CC_INFO, &info.vegas), 0);
		close(client);
		close(server);
		asked = 1;
	}
	if (!asked)
		SKIP("the kernel has no congestion control that tells of itself");
}

static void test_repair(void **state)
{
	TCPRepairOpt opts[] = { { LX_TCPOPT_MSS, 1001 }, { LX_TCPOPT_WINDOW, 3 << 16 | 5 } };
	int client, server, mss = 0;
	TCPInfo info;

	(void)state;
	SKIP_UNDER_QEMU("it does not know these options");
	connected(&client, &server);
	assert_int_equal(SetsockoptTCPRepairOpt(client, LX_SOL_TCP, LX_TCP_REPAIR_OPTIONS, opts, 2), -LX_EINVAL);
	if (SetsockoptInt(client, LX_SOL_TCP, LX_TCP_REPAIR, LX_TCP_REPAIR_ON) == -LX_EPERM) {
		close(client);
		close(server);
		SKIP("needs CAP_NET_ADMIN");
	}
	assert_int_equal(SetsockoptTCPRepairOpt(client, LX_SOL_TCP, LX_TCP_REPAIR_OPTIONS, opts, 0), -LX_EINVAL);
	assert_int_equal(SetsockoptTCPRepairOpt(client, LX_SOL_TCP, LX_TCP_REPAIR_OPTIONS, opts, ~0U), -LX_EINVAL);
	assert_int_equal(SetsockoptTCPRepairOpt(client, LX_SOL_TCP, LX_TCP_REPAIR_OPTIONS, opts, 2), 0);
	assert_int_equal(GetsockoptInt(client, LX_SOL_TCP, LX_TCP_MAXSEG, &mss), 0);
	assert_int_equal(mss, 1001);
	assert_true(GetsockoptTCPInfo(client, LX_SOL_TCP, LX_TCP_INFO, &info) > 0);
	assert_int_equal(info.wscale, 3 << 4 | 5);
	close(client); /* without a word to the server */
	close(server);
}

static void test_signatures(void **state)
{
	int listener = made(LX_AF_INET, LX_SOCK_STREAM, 0), client = made(LX_AF_INET, LX_SOCK_STREAM, 0), server;
	RawSockaddrInet4 addr;
	unsigned int length = sizeof(addr);
	Timeval soon = { 0, 100000 };
	TCPMD5Sig key;
	char byte;

	(void)state;
	SKIP_UNDER_QEMU("it does not know this option");
	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_INET;
	addr.addr = Htonl(LX_INADDR_LOOPBACK);
	assert_int_equal(Bind(listener, &addr, sizeof(addr)), 0);
	assert_int_equal(Getsockname(listener, &addr, &length), 0);
	memset(&key, 0, sizeof(key));
	memcpy(&key.addr, &addr, sizeof(addr));
	if (SetsockoptTCPMD5Sig(listener, LX_SOL_TCP, LX_TCP_MD5SIG, &key) != -LX_ENOENT) {
		close(listener);
		close(client);
		SKIP("the kernel has no TCP signatures");
	}
	key.keylen = LX_TCP_MD5SIG_MAXKEYLEN + 1;
	assert_int_equal(SetsockoptTCPMD5Sig(listener, LX_SOL_TCP, LX_TCP_MD5SIG, &key), -LX_EINVAL);
	key.keylen = 6;
	memcpy(key.key, "secret", 6);
	assert_int_equal(SetsockoptTCPMD5Sig(listener, LX_SOL_TCP, LX_TCP_MD5SIG, &key), 0);
	assert_int_equal(Listen(listener, 2), 0);

	assert_int_equal(SetsockoptTimeval(client, LX_SOL_SOCKET, LX_SO_SNDTIMEO, &soon), 0);
	assert_int_equal(Connect(client, &addr, sizeof(addr)), -LX_EINPROGRESS); /* nobody answers what is not signed */
	close(client);
	client = made(LX_AF_INET, LX_SOCK_STREAM, 0);
	assert_int_equal(SetsockoptTCPMD5Sig(client, LX_SOL_TCP, LX_TCP_MD5SIG, &key), 0);
	assert_int_equal(Connect(client, &addr, sizeof(addr)), 0);
	server = Accept(listener, NULL, NULL);
	assert_true(server >= 0);
	assert_int_equal(Sendto(client, "x", 1, 0, NULL, 0), 1);
	assert_int_equal(Recvfrom(server, &byte, 1, 0, NULL, NULL), 1);
	close(server);
	close(client);
	close(listener);
}

static void test_can_filters(void **state)
{
	int fd = Socket(LX_AF_CAN, LX_SOCK_RAW | LX_SOCK_CLOEXEC, LX_CAN_RAW);
	CanFilter filters[2] = { { 0x123, LX_CAN_SFF_MASK }, { 0x200 | LX_CAN_INV_FILTER, 0x700 } }, got[3];
	unsigned int length = sizeof(got);

	(void)state;
	if (fd < 0)
		SKIP("no CAN sockets here");
	assert_int_equal(SetsockoptCanRawFilter(fd, LX_SOL_CAN_RAW, LX_CAN_RAW_FILTER, filters, 513), -LX_EINVAL);
	assert_int_equal(SetsockoptCanRawFilter(fd, LX_SOL_CAN_RAW, LX_CAN_RAW_FILTER, filters, 2), 0);
	assert_int_equal(Getsockopt(fd, LX_SOL_CAN_RAW, LX_CAN_RAW_FILTER, got, &length), 0);
	assert_int_equal(length, sizeof(filters));
	assert_memory_equal(got, filters, sizeof(filters));
	assert_int_equal(SetsockoptCanRawFilter(fd, LX_SOL_CAN_RAW, LX_CAN_RAW_FILTER, NULL, 0), 0);
	length = sizeof(got);
	assert_int_equal(Getsockopt(fd, LX_SOL_CAN_RAW, LX_CAN_RAW_FILTER, got, &length), 0);
	assert_int_equal(length, 0);
	close(fd);
}

static void test_strings(void **state)
{
	int fd = made(LX_AF_INET, LX_SOCK_STREAM, 0);
	char text[32];

	(void)state;
	assert_int_equal(SetsockoptString(fd, LX_SOL_TCP, LX_TCP_CONGESTION, "no-such"), -LX_ENOENT);
	assert_int_equal(SetsockoptString(fd, LX_SOL_TCP, LX_TCP_CONGESTION, "reno"), 0);
	if (unit_under_qemu()) {
		close(fd);
		SKIP("qemu-user: it gives strings as ints");
	}
	memset(text, 0x55, sizeof(text));
	assert_int_equal(GetsockoptString(fd, LX_SOL_TCP, LX_TCP_CONGESTION, text, sizeof(text)), 4);
	assert_string_equal(text, "reno"); /* the kernel gave 16 bytes */
	assert_int_equal(GetsockoptString(fd, LX_SOL_TCP, LX_TCP_CONGESTION, text, 5), 4);
	memset(text, 0x55, sizeof(text));
	assert_int_equal(GetsockoptString(fd, LX_SOL_TCP, LX_TCP_CONGESTION, text, 4), -LX_ERANGE);
	assert_int_equal(text[4], 0x55);
	assert_int_equal(GetsockoptString(fd, LX_SOL_TCP, LX_TCP_CONGESTION, text, 0), -LX_ERANGE);

	memset(text, 0x55, sizeof(text));
	assert_int_equal(GetsockoptString(fd, LX_SOL_SOCKET, LX_SO_BINDTODEVICE, text, sizeof(text)), 0);
	assert_int_equal(text[0], 0); /* the kernel gave nothing */
	close(fd);
}

static void test_bind_to_device(void **state)
{
	int fd = made(LX_AF_INET, LX_SOCK_DGRAM, 0), result = BindToDevice(fd, "no-such-device");
	char text[16];

	(void)state;
	if (result == -LX_EPERM)
		SKIP("before Linux 5.7 this needs CAP_NET_RAW");
	assert_int_equal(result, -LX_ENODEV);
	assert_int_equal(BindToDevice(fd, "lo"), 0);
	if (!unit_under_qemu()) {
		assert_int_equal(GetsockoptString(fd, LX_SOL_SOCKET, LX_SO_BINDTODEVICE, text, sizeof(text)), 2);
		assert_string_equal(text, "lo");
		result = BindToDevice(fd, "");
		assert_int_equal(result, unit_may(LX_CAP_NET_RAW) ? 0 : -LX_EPERM); /* who is bound needs it to leave */
		if (result == 0)
			assert_int_equal(GetsockoptString(fd, LX_SOL_SOCKET, LX_SO_BINDTODEVICE, text, sizeof(text)), 0);
	}
	close(fd);
}

static void test_filter(void **state)
{
	static const SockFilter drop[] = { { 0x06, 0, 0, 0 } }; /* return 0 bytes */
	SockFprog program = { 1, drop };
	int sv[2];
	char byte;

	(void)state;
	assert_int_equal(Socketpair(LX_AF_UNIX, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0, sv), 0);
	program.len = 0;
	if (!unit_under_qemu()) /* which says -ENOMEM */
		assert_int_equal(SetsockoptSockFprog(sv[1], LX_SOL_SOCKET, LX_SO_ATTACH_FILTER, &program), -LX_EINVAL);
	program.len = 1;
	assert_int_equal(SetsockoptSockFprog(sv[1], LX_SOL_SOCKET, LX_SO_ATTACH_FILTER, &program), 0);
	Sendto(sv[0], "x", 1, LX_MSG_DONTWAIT, NULL, 0);
	assert_int_equal(Recvfrom(sv[1], &byte, 1, LX_MSG_DONTWAIT, NULL, NULL), -LX_EAGAIN);
	close(sv[0]);
	close(sv[1]);
}

static void test_packet_options(void **state)
{
	int fd = Socket(LX_AF_PACKET, LX_SOCK_RAW | LX_SOCK_CLOEXEC, Htons(LX_ETH_P_IP));
	PacketMreq mreq = { 1, LX_PACKET_MR_PROMISC, 0, { 0 } };
	TpacketReq ring = { 4096, 2, 2048, 4 };
	TpacketReq3 ring3 = { 4096, 2, 2048, 4, 10, 0, 0 };
	TpacketStats stats = { 7, 7 };
	TpacketStatsV3 stats3;

	(void)state;
	if (fd < 0)
		SKIP("packet sockets need CAP_NET_RAW and a kernel with them");
	if (unit_under_qemu()) {
		close(fd);
		SKIP("qemu-user: it does not know these options");
	}
	assert_int_equal(SetsockoptPacketMreq(fd, LX_SOL_PACKET, LX_PACKET_DROP_MEMBERSHIP, &mreq), 0);
	assert_int_equal(SetsockoptPacketMreq(fd, LX_SOL_PACKET, LX_PACKET_ADD_MEMBERSHIP, &mreq), 0);
	assert_int_equal(SetsockoptPacketMreq(fd, LX_SOL_PACKET, LX_PACKET_DROP_MEMBERSHIP, &mreq), 0);
	assert_int_equal(GetsockoptTpacketStats(fd, LX_SOL_PACKET, LX_PACKET_STATISTICS, &stats), 0);
	assert_true(stats.drops <= stats.packets);
	memset(&stats3, 0x55, sizeof(stats3));
	assert_int_equal(GetsockoptTpacketStatsV3(fd, LX_SOL_PACKET, LX_PACKET_STATISTICS, &stats3), -LX_EINVAL);
	ring.frame_nr = 5;
	assert_int_equal(SetsockoptTpacketReq(fd, LX_SOL_PACKET, LX_PACKET_RX_RING, &ring), -LX_EINVAL);
	ring.frame_nr = 4;
	assert_int_equal(SetsockoptTpacketReq(fd, LX_SOL_PACKET, LX_PACKET_RX_RING, &ring), 0);
	memset(&ring, 0, sizeof(ring));
	assert_int_equal(SetsockoptTpacketReq(fd, LX_SOL_PACKET, LX_PACKET_RX_RING, &ring), 0);
	assert_int_equal(SetsockoptInt(fd, LX_SOL_PACKET, LX_PACKET_VERSION, LX_TPACKET_V3), 0);
	assert_int_equal(SetsockoptTpacketReq3(fd, LX_SOL_PACKET, LX_PACKET_RX_RING, &ring3), 0);
	memset(&stats3, 0x55, sizeof(stats3));
	assert_int_equal(GetsockoptTpacketStatsV3(fd, LX_SOL_PACKET, LX_PACKET_STATISTICS, &stats3), 0);
	assert_true(stats3.drops <= stats3.packets);
	assert_int_equal(stats3.freeze_q_cnt, 0);
	close(fd);
}

UNIT_TESTS(unit_test(test_errors), unit_test(test_bytes), unit_test(test_64_bits), unit_test(test_timeouts),
	   unit_test(test_linger), unit_test(test_multicast_interface), unit_test(test_multicast),
	   unit_test(test_multicast_6), unit_test(test_icmp6_filter), unit_test(test_credentials),
	   unit_test(test_tcp_info), unit_test(test_congestion_control), unit_test(test_repair),
	   unit_test(test_signatures), unit_test(test_can_filters), unit_test(test_strings),
	   unit_test(test_bind_to_device), unit_test(test_filter), unit_test(test_packet_options));
