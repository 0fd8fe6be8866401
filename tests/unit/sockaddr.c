/* sockaddr.h: every family there and back, what is out of range, bytes that lie, and real sockets. */
#include "unit.h"

#include <arpa/inet.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <barecall/cmsg.h>
#include <barecall/sockaddr.h>

static Sockaddr make(int family, int protocol)
{
	Sockaddr sa;

	memset(&sa, 0, sizeof(sa));
	sa.family = (unsigned short)family;
	sa.protocol = protocol;
	return sa;
}

/* An address becomes size bytes, which become the same address, told the protocol; raw gets the bytes. */
static void there_and_back(const Sockaddr *sa, int size, RawSockaddrAny *raw)
{
	Sockaddr back;
	unsigned char *bytes = (unsigned char *)raw;

	memset(raw, 0x55, sizeof(*raw));
	memset(&back, 0x55, sizeof(back));
	assert_int_equal(SockaddrEncode(sa, raw), size);
	for (size_t i = (size_t)size; i < sizeof(*raw); i++)
		assert_int_equal(bytes[i], 0);
	assert_int_equal(AnyToSockaddrProtocol(raw, (unsigned int)size, sa->protocol, &back), 0);
	assert_memory_equal(&back, sa, sizeof(back));
}

static void refused(const Sockaddr *sa, int why)
{
	RawSockaddrAny raw;

	memset(&raw, 0x55, sizeof(raw));
	assert_int_equal(SockaddrEncode(sa, &raw), -why);
	assert_int_equal(raw.family, 0);
	assert_int_equal(BindSockaddr(-1, sa), -why);
	assert_int_equal(ConnectSockaddr(-1, sa), -why);
	assert_int_equal(SendtoSockaddr(-1, "", 0, 0, sa), -why);
}

static void test_inet4(void **state)
{
	Sockaddr sa = make(LX_AF_INET, 0);
	RawSockaddrAny raw;
	struct sockaddr_in in;

	(void)state;
	sa.u.inet4.port = -1;
	refused(&sa, LX_EINVAL);
	sa.u.inet4.port = 65536;
	refused(&sa, LX_EINVAL);
	sa.u.inet4.port = 65535;
	there_and_back(&sa, 16, &raw);
	sa.u.inet4.port = 0x1234;
	memcpy(sa.u.inet4.addr, "\x7f\x00\x00\x01", 4);
	there_and_back(&sa, 16, &raw);
	memcpy(&in, &raw, sizeof(in));
	assert_int_equal(in.sin_family, AF_INET);
	assert_int_equal(in.sin_port, htons(0x1234));
	assert_int_equal(in.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
}

static void test_inet6(void **state)
{
	Sockaddr sa = make(LX_AF_INET6, 0), back;
	RawSockaddrAny raw;
	struct sockaddr_in6 in;

	(void)state;
	sa.u.inet6.port = 65536;
	refused(&sa, LX_EINVAL);
	sa.u.inet6.port = 443;
	sa.u.inet6.zone_id = 0x80000000;
	refused(&sa, LX_EINVAL);
	sa.u.inet6.zone_id = 0x7fffffff;
	sa.u.inet6.flowinfo = 0x12345;
	for (int i = 0; i < 16; i++)
		sa.u.inet6.addr[i] = (unsigned char)(0xf0 + i);
	there_and_back(&sa, 28, &raw);
	memcpy(&in, &raw, sizeof(in));
	assert_int_equal(in.sin6_port, htons(443));
	assert_int_equal(in.sin6_flowinfo, htonl(0x12345));
	assert_int_equal(in.sin6_scope_id, 0x7fffffff);
	assert_memory_equal(&in.sin6_addr, sa.u.inet6.addr, 16);
	assert_int_equal(AnyToSockaddr(&raw, 24, &back), 0); /* RFC 2133: no zone */
	assert_int_equal(back.u.inet6.zone_id, 0);
	assert_int_equal(AnyToSockaddr(&raw, 23, &back), -LX_EINVAL);
}

static void test_l2tp(void **state)
{
	Sockaddr sa = make(LX_AF_INET, LX_IPPROTO_L2TP), back;
	RawSockaddrAny raw;

	(void)state;
	memcpy(sa.u.l2tpip.addr, "\x0a\x01\x02\x03", 4);
	sa.u.l2tpip.conn_id = 0xfedcba98;
	there_and_back(&sa, 16, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 16, &back), 0);
	assert_int_equal(back.protocol, 0);
	assert_memory_equal(back.u.inet4.addr, "\x0a\x01\x02\x03", 4);

	sa = make(LX_AF_INET6, LX_IPPROTO_L2TP);
	sa.u.l2tpip6.zone_id = 0x80000000;
	refused(&sa, LX_EINVAL);
	sa.u.l2tpip6.zone_id = 5;
	sa.u.l2tpip6.conn_id = 7;
	sa.u.l2tpip6.addr[15] = 1;
	there_and_back(&sa, 32, &raw);
	assert_int_equal(AnyToSockaddrProtocol(&raw, 28, LX_IPPROTO_L2TP, &back), -LX_EINVAL);
}

static void test_unix_names(void **state)
{
	Sockaddr sa = make(LX_AF_UNIX, 0), back;
	RawSockaddrAny raw;
	char *path = (char *)&raw + 2;

	(void)state;
	there_and_back(&sa, 2, &raw); /* without a name */
	memset(sa.u.un.name, 'p', 106);
	sa.u.un.len = 106;
	there_and_back(&sa, 2 + 107, &raw);
	sa.u.un.name[106] = 'q';
	sa.u.un.len = 107;
	there_and_back(&sa, 2 + 108, &raw); /* the NUL has room */
	assert_int_equal(path[106], 'q');
	assert_int_equal(path[107], 0);
	assert_int_equal(AnyToSockaddr(&raw, 2 + 107, &back), 0); /* without its NUL */
	assert_memory_equal(&back, &sa, sizeof(sa));
	sa.u.un.name[107] = 'r';
	sa.u.un.len = 108;
	there_and_back(&sa, 2 + 108, &raw); /* it has none */
	assert_int_equal(path[107], 'r');
	assert_int_equal(AnyToSockaddr(&raw, 2 + 109, &back), 0); /* as the kernel tells such a one */
	assert_memory_equal(&back, &sa, sizeof(sa));
	sa.u.un.len = 109;
	refused(&sa, LX_EINVAL);
	sa.u.un.len = ~0U;
	refused(&sa, LX_EINVAL);
	sa.u.un.len = 108;
	sa.u.un.name[50] = 0;
	refused(&sa, LX_EINVAL);

	sa.u.un.name[0] = 0; /* abstract, 108 bytes, with another NUL among them */
	there_and_back(&sa, 2 + 108, &raw);
	sa = make(LX_AF_UNIX, 0);
	memcpy(sa.u.un.name, "\0a\0b\0", 5);
	sa.u.un.len = 5;
	there_and_back(&sa, 2 + 5, &raw);
	sa = make(LX_AF_UNIX, 0);
	sa.u.un.len = 1; /* an abstract name without anything after its NUL is one too */
	there_and_back(&sa, 2 + 1, &raw);
}

static void test_unix_as_text(void **state)
{
	Sockaddr sa;
	char text[110];

	(void)state;
	assert_int_equal(SockaddrSetUnix(&sa, ""), 0);
	assert_int_equal(sa.family, LX_AF_UNIX);
	assert_int_equal(sa.u.un.len, 0);
	assert_int_equal(SockaddrSetUnix(&sa, "@x"), 0);
	assert_int_equal(sa.u.un.len, 2);
	assert_memory_equal(sa.u.un.name, "\0x", 3);
	assert_int_equal(SockaddrSetUnix(&sa, "./@x"), 0);
	assert_string_equal(sa.u.un.name, "./@x");
	memset(text, 't', sizeof(text));
	text[108] = 0;
	assert_int_equal(SockaddrSetUnix(&sa, text), 0);
	assert_int_equal(sa.u.un.len, 108);
	assert_int_equal(sa.u.un.name[108], 0);
	text[108] = 't';
	text[109] = 0;
	assert_int_equal(SockaddrSetUnix(&sa, text), -LX_EINVAL);
	assert_int_equal(sa.family, LX_AF_UNSPEC);
}

static void test_linklayer(void **state)
{
	Sockaddr sa = make(LX_AF_PACKET, 0), back;
	RawSockaddrAny raw;

	(void)state;
	sa.u.linklayer.ifindex = -1;
	refused(&sa, LX_EINVAL);
	sa.u.linklayer.ifindex = 1;
	sa.u.linklayer.protocol = Htons(LX_ETH_P_ALL);
	sa.u.linklayer.hatype = 1;
	sa.u.linklayer.pkttype = LX_PACKET_OTHERHOST;
	there_and_back(&sa, 20, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 12, &back), 0); /* as for an interface without an address */
	assert_int_equal(AnyToSockaddr(&raw, 11, &back), -LX_EINVAL);
	sa.u.linklayer.halen = 6;
	memcpy(sa.u.linklayer.addr, "abcdef", 6);
	there_and_back(&sa, 20, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 18, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddr(&raw, 17, &back), -LX_EINVAL);
	sa.u.linklayer.halen = 20; /* InfiniBand */
	memset(sa.u.linklayer.addr, 'i', 20);
	there_and_back(&sa, 32, &raw);
	sa.u.linklayer.halen = 32;
	memset(sa.u.linklayer.addr, 'j', 32);
	there_and_back(&sa, 44, &raw);
	sa.u.linklayer.halen = 33;
	refused(&sa, LX_EINVAL);
}

static void test_bluetooth(void **state)
{
	Sockaddr sa = make(LX_AF_BLUETOOTH, LX_BTPROTO_L2CAP), back;
	RawSockaddrAny raw;

	(void)state;
	sa.u.l2.psm = 0x1001;
	sa.u.l2.cid = 0x40;
	sa.u.l2.addrtype = LX_BDADDR_LE_RANDOM;
	memcpy(sa.u.l2.addr, "\x11\x22\x33\x44\x55\x66", 6);
	there_and_back(&sa, 14, &raw);
	assert_memory_equal((char *)&raw + 4, "\x66\x55\x44\x33\x22\x11", 6);
	assert_int_equal(AnyToSockaddr(&raw, 14, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddrProtocol(&raw, 13, LX_BTPROTO_L2CAP, &back), -LX_EINVAL);
	assert_int_equal(AnyToSockaddr(&raw, 13, &back), -LX_EAFNOSUPPORT);

	sa = make(LX_AF_BLUETOOTH, LX_BTPROTO_HCI);
	sa.u.hci.dev = LX_HCI_DEV_NONE;
	sa.u.hci.channel = LX_HCI_CHANNEL_CONTROL;
	there_and_back(&sa, 6, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 6, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddrProtocol(&raw, 5, LX_BTPROTO_HCI, &back), -LX_EINVAL);

	sa = make(LX_AF_BLUETOOTH, LX_BTPROTO_RFCOMM);
	memcpy(sa.u.rfcomm.addr, "\x11\x22\x33\xaa\xbb\xcc", 6);
	sa.u.rfcomm.channel = 30;
	there_and_back(&sa, 10, &raw);
	assert_memory_equal((char *)&raw + 2, sa.u.rfcomm.addr, 6);
	assert_int_equal(AnyToSockaddr(&raw, 10, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddrProtocol(&raw, 9, LX_BTPROTO_RFCOMM, &back), -LX_EINVAL);
	assert_int_equal(AnyToSockaddrProtocol(&raw, 10, LX_BTPROTO_ISO, &back), -LX_EAFNOSUPPORT);
	sa.protocol = LX_BTPROTO_ISO;
	refused(&sa, LX_EAFNOSUPPORT);
}

static void test_can(void **state)
{
	Sockaddr sa = make(LX_AF_CAN, 0), back;
	RawSockaddrAny raw;

	(void)state;
	sa.u.can.ifindex = -1;
	refused(&sa, LX_EINVAL);
	sa.u.can.ifindex = 3;
	there_and_back(&sa, 24, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 8, &back), 0); /* as raw sockets tell it */
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddr(&raw, 7, &back), -LX_EINVAL);
	sa.u.can.rx_id = 0x123 | LX_CAN_EFF_FLAG;
	sa.u.can.tx_id = 0x321;
	there_and_back(&sa, 24, &raw);

	sa = make(LX_AF_CAN, LX_CAN_J1939);
	sa.u.j1939.ifindex = -5;
	refused(&sa, LX_EINVAL);
	sa.u.j1939.ifindex = 3;
	sa.u.j1939.name = 0x8877665544332211;
	sa.u.j1939.pgn = LX_J1939_NO_PGN;
	sa.u.j1939.addr = LX_J1939_NO_ADDR;
	there_and_back(&sa, 24, &raw);
	assert_int_equal(AnyToSockaddrProtocol(&raw, 23, LX_CAN_J1939, &back), -LX_EINVAL);
}

static void test_alg(void **state)
{
	Sockaddr sa = make(LX_AF_ALG, 0), back;
	RawSockaddrAny raw;

	(void)state;
	memset(sa.u.alg.type, 't', 14);
	refused(&sa, LX_EINVAL);
	sa.u.alg.type[13] = 0;
	memset(sa.u.alg.name, 'n', 64);
	refused(&sa, LX_EINVAL);
	sa.u.alg.name[63] = 0;
	sa.u.alg.feature = 1;
	sa.u.alg.mask = 2;
	there_and_back(&sa, 88, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 87, &back), -LX_EINVAL);
	((char *)&raw)[87] = 'n';
	assert_int_equal(AnyToSockaddr(&raw, 88, &back), -LX_EINVAL);
}

static void test_pppoe(void **state)
{
	Sockaddr sa = make(LX_AF_PPPOX, 0), back;
	RawSockaddrAny raw;

	(void)state;
	memset(sa.u.pppoe.dev, 'd', 16);
	refused(&sa, LX_EINVAL);
	sa.u.pppoe.dev[15] = 0;
	sa.u.pppoe.sid = 0x1234;
	memcpy(sa.u.pppoe.remote, "\x01\x02\x03\x04\x05\x06", 6);
	there_and_back(&sa, 30, &raw);
	assert_memory_equal((char *)&raw + 2, "\0\0\0\0\x12\x34\x01\x02\x03\x04\x05\x06" "ddd", 15);
	assert_int_equal(AnyToSockaddr(&raw, 29, &back), -LX_EINVAL);
	((char *)&raw)[2] = LX_PX_PROTO_OL2TP;
	assert_int_equal(AnyToSockaddr(&raw, 30, &back), -LX_EAFNOSUPPORT);
}

static void test_tipc(void **state)
{
	Sockaddr sa = make(LX_AF_TIPC, 0), back;
	RawSockaddrAny raw;

	(void)state;
	refused(&sa, LX_EINVAL); /* no addrtype */
	sa.u.tipc.addrtype = LX_TIPC_SOCKET_ADDR;
	sa.u.tipc.scope = -LX_TIPC_NODE_SCOPE;
	sa.u.tipc.addr.socket.ref = 1;
	sa.u.tipc.addr.socket.node = 2;
	there_and_back(&sa, 16, &raw);
	sa.u.tipc.addrtype = LX_TIPC_SERVICE_RANGE;
	sa.u.tipc.addr.range.upper = ~0U;
	there_and_back(&sa, 16, &raw);
	sa.u.tipc.addrtype = LX_TIPC_SERVICE_ADDR;
	there_and_back(&sa, 16, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 15, &back), -LX_EINVAL);
	((char *)&raw)[2] = 4;
	assert_int_equal(AnyToSockaddr(&raw, 16, &back), -LX_EINVAL);
	assert_int_equal(back.family, LX_AF_UNSPEC);
}

static void test_iucv(void **state)
{
	Sockaddr sa = make(LX_AF_IUCV, 0), back;
	RawSockaddrAny raw;

	(void)state;
	memset(sa.u.iucv.name, 'n', 9);
	refused(&sa, LX_EINVAL);
	strcpy(sa.u.iucv.name, "PROG");
	strcpy(sa.u.iucv.user_id, "GUEST001");
	assert_int_equal(SockaddrEncode(&sa, &raw), 32);
	assert_memory_equal((char *)&raw + 8, "        GUEST001PROG    ", 24);
	assert_int_equal(AnyToSockaddr(&raw, 32, &back), 0);
	assert_string_equal(back.u.iucv.user_id, "GUEST001");
	assert_string_equal(back.u.iucv.name, "PROG    ");
	there_and_back(&back, 32, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 31, &back), -LX_EINVAL);
}

static void test_nfc(void **state)
{
	Sockaddr sa = make(LX_AF_NFC, LX_NFC_SOCKPROTO_RAW), back;
	RawSockaddrAny raw;

	(void)state;
	sa.u.nfc.device_idx = 1;
	sa.u.nfc.target_idx = 2;
	sa.u.nfc.nfc_protocol = 3;
	there_and_back(&sa, 16, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 16, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddr(&raw, 15, &back), -LX_EINVAL);
	sa.protocol = 2;
	refused(&sa, LX_EAFNOSUPPORT);
	assert_int_equal(AnyToSockaddrProtocol(&raw, 16, 2, &back), -LX_EAFNOSUPPORT);

	sa.protocol = LX_NFC_SOCKPROTO_LLCP;
	sa.u.nfcllcp.destination_sap = 4;
	sa.u.nfcllcp.source_sap = 5;
	sa.u.nfcllcp.service_name_len = 64;
	refused(&sa, LX_EINVAL);
	sa.u.nfcllcp.service_name_len = 63;
	memset(sa.u.nfcllcp.service_name, 's', 63);
	there_and_back(&sa, 96, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 96, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(sa));
	assert_int_equal(AnyToSockaddrProtocol(&raw, 95, LX_NFC_SOCKPROTO_LLCP, &back), -LX_EINVAL);
	((char *)&raw)[88] = 64; /* a length that lies */
	assert_int_equal(AnyToSockaddr(&raw, 96, &back), -LX_EINVAL);
	((char *)&raw)[88] = 1;
	((char *)&raw)[95] = 1;
	assert_int_equal(AnyToSockaddr(&raw, 96, &back), -LX_EINVAL);
}

static void test_netlink_vm_xdp(void **state)
{
	Sockaddr sa = make(LX_AF_NETLINK, 0), back;
	RawSockaddrAny raw;

	(void)state;
	sa.u.netlink.pid = ~0U;
	sa.u.netlink.groups = 5;
	there_and_back(&sa, 12, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 11, &back), -LX_EINVAL);
	sa = make(LX_AF_VSOCK, 0);
	sa.u.vm.cid = LX_VMADDR_CID_HOST;
	sa.u.vm.port = LX_VMADDR_PORT_ANY;
	sa.u.vm.flags = LX_VMADDR_FLAG_TO_HOST;
	there_and_back(&sa, 16, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 15, &back), -LX_EINVAL);
	sa = make(LX_AF_XDP, 0);
	sa.u.xdp.flags = LX_XDP_SHARED_UMEM;
	sa.u.xdp.ifindex = 1;
	sa.u.xdp.queue_id = 2;
	sa.u.xdp.shared_umem_fd = 3;
	there_and_back(&sa, 16, &raw);
	assert_int_equal(AnyToSockaddr(&raw, 15, &back), -LX_EINVAL);
}

static void test_no_family(void **state)
{
	Sockaddr sa = make(LX_AF_UNSPEC, 0), back;
	RawSockaddrAny raw;

	(void)state;
	there_and_back(&sa, 2, &raw);
	memset(&back, 0x55, sizeof(back));
	assert_int_equal(AnyToSockaddr(&raw, 0, &back), 0);
	assert_memory_equal(&back, &sa, sizeof(back));
	assert_int_equal(AnyToSockaddr(&raw, 1, &back), -LX_EINVAL);
	raw.family = LX_AF_UNIX;
	assert_int_equal(AnyToSockaddr(&raw, 128, &back), 0);
	memset(&back, 0x55, sizeof(back));
	assert_int_equal(AnyToSockaddr(&raw, 129, &back), -LX_EINVAL); /* cut off */
	assert_memory_equal(&back, &sa, sizeof(back));
	raw.family = LX_AF_APPLETALK;
	assert_int_equal(AnyToSockaddr(&raw, 16, &back), -LX_EAFNOSUPPORT);
	sa.family = LX_AF_APPLETALK;
	refused(&sa, LX_EAFNOSUPPORT);
	sa.family = 0xffff;
	refused(&sa, LX_EAFNOSUPPORT);
}

/* xorshift64: the same bytes in every run. */
static uint64_t random_state = 0x9e3779b97f4a7c15;

static unsigned int random_bits(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned int)(random_state >> 32);
}

static const unsigned short families[] = {
	LX_AF_UNSPEC, LX_AF_UNIX, LX_AF_INET, LX_AF_INET6, LX_AF_PACKET, LX_AF_NETLINK, LX_AF_BLUETOOTH, LX_AF_CAN,
	LX_AF_ALG, LX_AF_VSOCK, LX_AF_XDP, LX_AF_PPPOX, LX_AF_TIPC, LX_AF_IUCV, LX_AF_NFC, LX_AF_APPLETALK,
};

#define FAMILIES (sizeof(families) / sizeof(families[0]))

/*
 * Random bytes of each length up to their last possible, right before memory that must not be touched. What is read
 * from them can be written, and read again to the same.
 */
static void test_random_bytes(void **state)
{
	long page = sysconf(_SC_PAGESIZE);
	char *map = mmap(NULL, (size_t)page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = map + page;
	int rounds = unit_under_qemu() ? 40000 : 200000, good = 0;

	(void)state;
	assert_ptr_not_equal(map, MAP_FAILED);
	assert_int_equal(mprotect(end, (size_t)page, PROT_NONE), 0);
	for (int i = 0; i < rounds; i++) {
		unsigned int len = random_bits() % 131, size = len > 128 ? 128 : len;
		int protocol = (int)(random_bits() % 4) * (int)(random_bits() % 40) - 1;
		unsigned short family = families[random_bits() % FAMILIES];
		unsigned char *at = (unsigned char *)end - size;
		RawSockaddrAny again;
		Sockaddr guarded[2], back;
		int result, encoded;

		for (unsigned int n = 0; n < size; n++)
			at[n] = random_bits() % 3 ? (unsigned char)random_bits() : 0;
		if (size >= 2)
			memcpy(at, &family, 2);
		memset(guarded, 0x5a, sizeof(guarded));
		result = AnyToSockaddrProtocol((const RawSockaddrAny *)(const void *)at, len, protocol, guarded);
		for (size_t n = 0; n < sizeof(guarded[1]); n++)
			assert_int_equal(((unsigned char *)&guarded[1])[n], 0x5a);
		if (result != 0) {
			assert_true(result == -LX_EINVAL || result == -LX_EAFNOSUPPORT);
			assert_int_equal(guarded[0].family, LX_AF_UNSPEC);
			continue;
		}
		encoded = SockaddrEncode(guarded, &again);
		if (encoded < 0) {
			/* An interface, or a zone, that the kernel would not write. */
			assert_true(family == LX_AF_INET6 || family == LX_AF_PACKET || family == LX_AF_CAN);
			continue;
		}
		assert_int_equal(AnyToSockaddrProtocol(&again, (unsigned int)encoded, guarded[0].protocol, &back), 0);
		if (family != LX_AF_IUCV) { /* which is filled up with blanks */
			assert_memory_equal(&back, guarded, sizeof(back));
			good++;
		}
	}
	assert_true(good > rounds / 10);
	assert_int_equal(munmap(map, (size_t)page * 2), 0);
}

static int made(int family, int type, int protocol)
{
	int fd = Socket(family, type | LX_SOCK_CLOEXEC, protocol);
	Timeval ten = { 10, 0 };

	if (fd >= 0)
		assert_int_equal(Setsockopt(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &ten, sizeof(ten)), 0);
	return fd;
}

static void test_errors_of_sockets(void **state)
{
	Sockaddr sa;
	int fd = made(LX_AF_INET, LX_SOCK_STREAM, 0);

	(void)state;
	memset(&sa, 0x55, sizeof(sa));
	assert_int_equal(GetsocknameSockaddr(-1, &sa), -LX_EBADF);
	assert_int_equal(sa.family, LX_AF_UNSPEC);
	assert_int_equal(GetpeernameSockaddr(fd, &sa), -LX_ENOTCONN);
	assert_int_equal(AcceptSockaddr(fd, &sa), -LX_EINVAL);
	assert_int_equal(AcceptSockaddr(-1, NULL), -LX_EBADF);
	assert_int_equal(Accept4Sockaddr(-1, &sa, 0), -LX_EBADF);
	assert_int_equal(RecvfromSockaddr(-1, NULL, 0, 0, &sa), -LX_EBADF);
	assert_int_equal(RecvfromSockaddr(-1, NULL, 0, 0, NULL), -LX_EBADF);
	assert_int_equal(SendtoSockaddr(-1, NULL, 0, 0, NULL), -LX_EBADF);
	sa = make(LX_AF_INET, 0);
	assert_int_equal(BindSockaddr(-1, &sa), -LX_EBADF);
	assert_int_equal(ConnectSockaddr(-1, &sa), -LX_EBADF);
	close(fd);
}

/* A stream is bound, accepted from and connected to, and each end knows the other's address. */
static void stream(Sockaddr sa)
{
	int family = sa.family, listener = made(family, LX_SOCK_STREAM, 0), client, server;
	Sockaddr bound, peer, own;
	char byte;

	assert_true(listener >= 0);
	assert_int_equal(BindSockaddr(listener, &sa), 0);
	assert_int_equal(Listen(listener, 1), 0);
	assert_int_equal(GetsocknameSockaddr(listener, &bound), 0);
	assert_int_equal(bound.family, family);
	client = made(family, LX_SOCK_STREAM, 0);
	assert_int_equal(ConnectSockaddr(client, &bound), 0);
	server = Accept4Sockaddr(listener, &peer, LX_SOCK_CLOEXEC);
	assert_true(server >= 0);
	assert_int_equal(GetsocknameSockaddr(client, &own), 0);
	assert_memory_equal(&peer, &own, sizeof(own));
	assert_int_equal(GetpeernameSockaddr(client, &peer), 0);
	assert_memory_equal(&peer, &bound, sizeof(bound));
	assert_int_equal(SendtoSockaddr(client, "x", 1, 0, NULL), 1);
	memset(&peer, 0x55, sizeof(peer));
	assert_int_equal(RecvfromSockaddr(server, &byte, 1, 0, &peer), 1);
	assert_int_equal(byte, 'x');
	assert_int_equal(peer.family, LX_AF_UNSPEC); /* a stream tells none */
	close(server);
	close(client);
	client = made(family, LX_SOCK_STREAM, 0);
	assert_int_equal(ConnectSockaddr(client, &bound), 0);
	server = AcceptSockaddr(listener, NULL);
	assert_true(server >= 0);
	close(server);
	close(client);
	close(listener);
}

static void test_inet_streams(void **state)
{
	Sockaddr sa = make(LX_AF_INET, 0);
	int fd;

	(void)state;
	memcpy(sa.u.inet4.addr, "\x7f\x00\x00\x01", 4);
	stream(sa);
	fd = made(LX_AF_INET6, LX_SOCK_STREAM, 0);
	sa = make(LX_AF_INET6, 0);
	sa.u.inet6.addr[15] = 1;
	if (fd < 0 || BindSockaddr(fd, &sa) < 0)
		SKIP("no IPv6 here");
	close(fd);
	stream(sa);
}

static void test_unix_streams(void **state)
{
	Sockaddr sa;
	char path[109];

	(void)state;
	SockaddrSetUnix(&sa, "socket");
	stream(sa);
	assert_int_equal(unlink("socket"), 0);
	SockaddrSetUnix(&sa, "");
	if (!unit_under_qemu()) /* which refuses an address of 2 bytes */
		stream(sa);
	SockaddrSetUnix(&sa, "@barecall-unit-\1\2");
	sa.u.un.name[8] = 0;
	sa.u.un.name[9] = (char)getpid();
	if (!sa.u.un.name[9])
		sa.u.un.name[9] = 1;
	stream(sa);
	for (unsigned int n = 107; n <= 108; n++) {
		struct stat st;

		memset(path, 'a' + (int)(n - 107), n);
		path[n] = 0;
		SockaddrSetUnix(&sa, path);
		stream(sa);
		assert_int_equal(stat(path, &st), 0);
		assert_true(S_ISSOCK(st.st_mode));
		assert_int_equal(unlink(path), 0);
	}
}

static void test_datagrams(void **state)
{
	int receiver = made(LX_AF_INET, LX_SOCK_DGRAM, 0), sender = made(LX_AF_INET, LX_SOCK_DGRAM, 0);
	Sockaddr sa = make(LX_AF_INET, 0), to, own, from;
	char buf[8];

	(void)state;
	memcpy(sa.u.inet4.addr, "\x7f\x00\x00\x01", 4);
	assert_int_equal(BindSockaddr(receiver, &sa), 0);
	assert_int_equal(BindSockaddr(sender, &sa), 0);
	assert_int_equal(GetsocknameSockaddr(receiver, &to), 0);
	assert_int_equal(GetsocknameSockaddr(sender, &own), 0);
	assert_true(to.u.inet4.port > 0 && to.u.inet4.port != own.u.inet4.port);
	assert_int_equal(SendtoSockaddr(sender, "data", 4, 0, &to), 4);
	assert_int_equal(RecvfromSockaddr(receiver, buf, sizeof(buf), 0, &from), 4);
	assert_memory_equal(&from, &own, sizeof(own));
	assert_int_equal(SendtoSockaddr(sender, "12345678901", 11, 0, &to), 11);
	assert_int_equal(RecvfromSockaddr(receiver, buf, 4, LX_MSG_TRUNC, NULL), 11); /* more than was written */
	assert_memory_equal(buf, "1234a", 4);

	assert_int_equal(ConnectSockaddr(sender, &to), 0);
	assert_int_equal(GetpeernameSockaddr(sender, &from), 0);
	assert_memory_equal(&from, &to, sizeof(to));
	sa = make(LX_AF_UNSPEC, 0);
	if (!unit_under_qemu()) { /* which looks at more than the family */
		assert_int_equal(ConnectSockaddr(sender, &sa), 0);
		assert_int_equal(GetpeernameSockaddr(sender, &from), -LX_ENOTCONN);
	}
	close(sender);
	close(receiver);
}

static void test_unnamed_sender(void **state)
{
	int sv[2];
	Sockaddr from;
	char byte;

	(void)state;
	assert_int_equal(Socketpair(LX_AF_UNIX, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0, sv), 0);
	assert_int_equal(SendtoSockaddr(sv[0], "x", 1, 0, NULL), 1);
	memset(&from, 0x55, sizeof(from));
	assert_int_equal(RecvfromSockaddr(sv[1], &byte, 1, 0, &from), 1);
	assert_true(from.family == LX_AF_UNSPEC || (from.family == LX_AF_UNIX && from.u.un.len == 0));
	assert_int_equal(GetpeernameSockaddr(sv[0], &from), 0);
	assert_int_equal(from.family, LX_AF_UNIX);
	assert_int_equal(from.u.un.len, 0);
	close(sv[0]);
	close(sv[1]);
}

static void test_netlink_socket(void **state)
{
	int fd = made(LX_AF_NETLINK, LX_SOCK_RAW, LX_NETLINK_ROUTE);
	Sockaddr sa = make(LX_AF_NETLINK, 0), own;

	(void)state;
	assert_true(fd >= 0);
	sa.u.netlink.groups = 1;
	assert_int_equal(BindSockaddr(fd, &sa), 0);
	assert_int_equal(GetsocknameSockaddr(fd, &own), 0);
	assert_int_equal(own.family, LX_AF_NETLINK);
	assert_int_not_equal(own.u.netlink.pid, 0);
	assert_int_equal(own.u.netlink.groups, 1);
	close(fd);
}

static void test_packet_socket(void **state)
{
	Sockaddr sa = make(LX_AF_PACKET, 0), own;
	Ifreq request;
	int fd = made(LX_AF_PACKET, LX_SOCK_DGRAM, 0);

	(void)state;
	if (fd == -LX_EPERM || fd == -LX_EAFNOSUPPORT)
		SKIP("packet sockets need CAP_NET_RAW and a kernel with them");
	assert_true(fd >= 0);
	memset(&request, 0, sizeof(request));
	strcpy(request.name, "lo");
	assert_int_equal(syscall(SYS_ioctl, fd, (long)LX_SIOCGIFINDEX, &request), 0);
	sa.u.linklayer.ifindex = request.u.ivalue;
	sa.u.linklayer.protocol = Htons(LX_ETH_P_IP);
	assert_int_equal(BindSockaddr(fd, &sa), 0);
	assert_int_equal(GetsocknameSockaddr(fd, &own), 0);
	assert_int_equal(own.family, LX_AF_PACKET);
	assert_int_equal(own.u.linklayer.ifindex, request.u.ivalue);
	assert_int_equal(own.u.linklayer.protocol, Htons(LX_ETH_P_IP));
	assert_int_equal(own.u.linklayer.halen, 6);
	assert_int_equal(own.u.linklayer.hatype, 772); /* ARPHRD_LOOPBACK */
	close(fd);
}

static void test_alg_socket(void **state)
{
	Sockaddr sa = make(LX_AF_ALG, 0);
	int fd = Socket(LX_AF_ALG, LX_SOCK_SEQPACKET | LX_SOCK_CLOEXEC, 0);

	(void)state;
	if (fd < 0)
		SKIP("no AF_ALG here");
	strcpy(sa.u.alg.type, "no-such-type");
	assert_int_equal(BindSockaddr(fd, &sa), -LX_ENOENT);
	close(fd);
}

typedef union Control {
	Cmsghdr header; /* for its alignment */
	char bytes[64];
} Control;

static void descriptor_alone(int type, long counted)
{
	int sv[2], recvflags = -1;
	const int *fds;
	Iovec nothing = { NULL, 0 }; /* qemu-user receives nothing into no buffers */
	Control control;
	unsigned long room = sizeof(control), buffers;
	Msghdr msg;
	Sockaddr from;
	Cmsghdr *cmsg;

	memset(&msg, 0, sizeof(msg));
	msg.control = &control;
	assert_int_equal(Socketpair(LX_AF_UNIX, type | LX_SOCK_CLOEXEC, 0, sv), 0);
	assert_int_equal(UnixRights(&msg, sizeof(control), sv, 1), 0);
	assert_int_equal(SendmsgN(sv[0], NULL, 0, &control, msg.controllen, NULL, 0), 0);
	memset(&control, 0, sizeof(control));
	memset(&from, 0x55, sizeof(from));
	buffers = (unsigned long)unit_under_qemu();
	assert_int_equal(RecvmsgBuffers(sv[1], buffers ? &nothing : NULL, buffers, &control, &room, LX_MSG_DONTWAIT,
					&recvflags, &from), counted);
	assert_int_equal(from.u.un.len, 0);
	msg.controllen = room;
	cmsg = CmsgFirst(&msg);
	assert_non_null(cmsg);
	assert_null(CmsgNext(&msg, cmsg));
	assert_int_equal(ParseUnixRights(cmsg, &fds), 1);
	assert_int_equal(close(fds[0]), 0);
	assert_int_equal(recvflags & LX_MSG_CTRUNC, 0);
	close(sv[0]);
	close(sv[1]);
}

static void test_control_messages_alone(void **state)
{
	(void)state;
	descriptor_alone(LX_SOCK_STREAM, 1);
	descriptor_alone(LX_SOCK_SEQPACKET, 1);
	descriptor_alone(LX_SOCK_DGRAM, 0);
}

/* Where a buffer has bytes, be it the first or the last, none is put in their place. */
static void test_control_messages_with_bytes(void **state)
{
	int sv[2], first;

	(void)state;
	assert_int_equal(Socketpair(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0, sv), 0);
	for (first = 0; first < 2; first++) {
		Iovec buffers[2] = { { (void *)"ab", first ? 2 : 0 }, { (void *)"ab", first ? 0 : 2 } };
		char got[8] = "";
		Control control;
		Msghdr msg;

		memset(&msg, 0, sizeof(msg));
		msg.control = &control;
		assert_int_equal(UnixRights(&msg, sizeof(control), sv, 1), 0);
		assert_int_equal(SendmsgBuffers(sv[0], buffers, 2, &control, msg.controllen, NULL, 0), 2);
		assert_int_equal(read(sv[1], got, sizeof(got)), 2);
		assert_string_equal(got, "ab");
	}
	close(sv[0]);
	close(sv[1]);
}

static void test_several_buffers(void **state)
{
	int receiver = made(LX_AF_UNIX, LX_SOCK_DGRAM, 0), sender = made(LX_AF_UNIX, LX_SOCK_DGRAM, 0), recvflags;
	char text[] = "abcdef", a[2], b[3];
	Iovec out[2] = { { text, 2 }, { text + 2, 4 } }, in[2] = { { a, 2 }, { b, 3 } };
	Sockaddr to, own, from, bad = make(LX_AF_INET, 0);

	(void)state;
	SockaddrSetUnix(&to, "to");
	SockaddrSetUnix(&own, "from");
	assert_int_equal(BindSockaddr(receiver, &to), 0);
	assert_int_equal(BindSockaddr(sender, &own), 0);
	bad.u.inet4.port = -1;
	assert_int_equal(SendmsgBuffers(sender, out, 2, NULL, 0, &bad, 0), -LX_EINVAL);
	assert_int_equal(SendmsgBuffers(-1, out, 2, NULL, 0, &to, 0), -LX_EBADF);
	assert_int_equal(SendmsgN(-1, NULL, 0, "", 1, NULL, 0), -LX_EBADF);
	assert_int_equal(RecvmsgBuffers(-1, in, 2, NULL, NULL, 0, NULL, &from), -LX_EBADF);
	assert_int_equal(SendmsgBuffers(sender, out, 2, NULL, 0, &to, 0), 6);
	assert_int_equal(RecvmsgBuffers(receiver, in, 2, NULL, NULL, 0, &recvflags, &from), 5);
	assert_memory_equal(a, "ab", 2);
	assert_memory_equal(b, "cde", 3);
	assert_int_equal(recvflags & LX_MSG_TRUNC, LX_MSG_TRUNC);
	assert_memory_equal(&from, &own, sizeof(own));
	assert_int_equal(SendmsgN(sender, "xyz", 3, NULL, 0, &to, 0), 3);
	assert_int_equal(RecvmsgBuffers(receiver, in, 2, NULL, NULL, 0, NULL, NULL), 3);
	assert_memory_equal(b, "z", 1);
	close(sender);
	close(receiver);
}

UNIT_TESTS(unit_test(test_inet4), unit_test(test_inet6), unit_test(test_l2tp), unit_test(test_unix_names),
	   unit_test(test_unix_as_text), unit_test(test_linklayer), unit_test(test_bluetooth), unit_test(test_can),
	   unit_test(test_alg), unit_test(test_pppoe), unit_test(test_tipc), unit_test(test_iucv), unit_test(test_nfc),
	   unit_test(test_netlink_vm_xdp), unit_test(test_no_family), unit_test(test_random_bytes),
	   unit_test(test_errors_of_sockets), unit_test(test_inet_streams), unit_test(test_unix_streams),
	   unit_test(test_datagrams), unit_test(test_unnamed_sender), unit_test(test_netlink_socket),
	   unit_test(test_packet_socket), unit_test(test_alg_socket), unit_test(test_control_messages_alone),
	   unit_test(test_control_messages_with_bytes),
	   unit_test(test_several_buffers));
