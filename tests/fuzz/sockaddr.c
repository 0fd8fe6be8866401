/*
 * Socket addresses (barecall/sockaddr.h). The first byte chooses: bytes of the kernel, a Sockaddr of a program, or a
 * name.
 */
#include "kernel.h"
#include "../../src/linux/sockaddr.c"

static long kernel(long nr, const long *a)
{
	(void)a;
	CHECK(nr < 0);
	return -LX_ENOSYS;
}

/* What has an encoding is read back as itself, and gives the same bytes again. */
static void encoded(const RawSockaddrAny *raw, int size, const Sockaddr *sa)
{
	RawSockaddrAny again;
	Sockaddr back;
	void *given = exact(raw, (size_t)size);

	memset(&back, 0xee, sizeof(back));
	CHECK(AnyToSockaddrProtocol(given, (unsigned int)size, sa->protocol, &back) == 0);
	free(given);
	CHECK(back.family == sa->family);
	CHECK(SockaddrEncode(&back, &again) == size);
	CHECK(!memcmp(&again, raw, sizeof(again)));
	if (sa->family == LX_AF_UNIX)
		CHECK(back.u.un.len == sa->u.un.len && !memcmp(back.u.un.name, sa->u.un.name, sa->u.un.len));
}

/* Whether this is what the kernel may give, and it does not take: an interface below zero. */
static int one_way(const Sockaddr *sa)
{
	switch (sa->family) {
	case LX_AF_PACKET:
		return sa->u.linklayer.ifindex < 0;
	case LX_AF_INET6:
		return (sa->protocol == LX_IPPROTO_L2TP ? sa->u.l2tpip6.zone_id : sa->u.inet6.zone_id) > 0x7fffffff;
	case LX_AF_CAN:
		return (sa->protocol == LX_CAN_J1939 ? sa->u.j1939.ifindex : sa->u.can.ifindex) < 0;
	default:
		return 0;
	}
}

/* Whether the C strings in an address end where they may. */
static int ends(const Sockaddr *sa)
{
	switch (sa->family) {
	case LX_AF_ALG:
		return memchr(sa->u.alg.type, 0, sizeof(sa->u.alg.type)) && memchr(sa->u.alg.name, 0, sizeof(sa->u.alg.name));
	case LX_AF_PPPOX:
		return memchr(sa->u.pppoe.dev, 0, sizeof(sa->u.pppoe.dev)) != NULL;
	case LX_AF_IUCV:
		return memchr(sa->u.iucv.user_id, 0, 9) && memchr(sa->u.iucv.name, 0, 9);
	case LX_AF_UNIX:
		return !sa->u.un.len || !sa->u.un.name[0] || strnlen(sa->u.un.name, 109) == sa->u.un.len;
	default:
		return 1;
	}
}

/* The fewest bytes of the kernel's that this can have been read from, where its encoding has size bytes. */
static int fewest(const Sockaddr *sa, int size)
{
	switch (sa->family) {
	case LX_AF_INET6:
		return sa->protocol == LX_IPPROTO_L2TP ? size : 24;
	case LX_AF_CAN:
		return sa->protocol == LX_CAN_J1939 ? size : 8;
	case LX_AF_PACKET:
		return 12 + sa->u.linklayer.halen;
	case LX_AF_UNIX:
		return 2 + (int)sa->u.un.len;
	default:
		return size;
	}
}

static int is_zero(const void *p, size_t size)
{
	const unsigned char *bytes = p;

	while (size && !bytes[size - 1])
		size--;
	return !size;
}

static const int protocols[16] = {
	-1, -1, LX_BTPROTO_L2CAP, LX_BTPROTO_HCI, LX_BTPROTO_RFCOMM, LX_CAN_J1939, LX_NFC_SOCKPROTO_RAW,
	LX_NFC_SOCKPROTO_LLCP, LX_IPPROTO_L2TP, LX_IPPROTO_TCP, 4, 5, 6, 0x7fffffff, -2, 255,
};

/* received reads the kernel's bytes. */
static void received(Input *in, int protocol)
{
	unsigned int len = (unsigned int)in->left;
	RawSockaddrAny again;
	Sockaddr sa, shorter;
	void *raw;
	int result, size;

	raw = exact(in->at, len);
	memset(&sa, 0xee, sizeof(sa));
	result = AnyToSockaddrProtocol(raw, len, protocol, &sa);
	CHECK(result == 0 || result == -LX_EINVAL || result == -LX_EAFNOSUPPORT);
	if (result) {
		CHECK(is_zero(&sa, sizeof(sa)));
	} else if (len) {
		CHECK(!memcmp(&sa.family, raw, 2));
		size = SockaddrEncode(&sa, &again);
		CHECK(one_way(&sa) ? size == -LX_EINVAL : size >= 2 && size <= (int)sizeof(again));
		CHECK((int)len >= fewest(&sa, size) && ends(&sa));
		if (size > 0)
			encoded(&again, size, &sa);
	} else {
		CHECK(is_zero(&sa, sizeof(sa)));
	}
	CHECK(len <= sizeof(RawSockaddrAny) || result == -LX_EINVAL);
	CHECK(len != 1 || result == -LX_EINVAL);
	/* Where the caller does not know the protocol the answer has one, and knowing it gives the same. */
	if (protocol == -1) {
		memset(&shorter, 0xee, sizeof(shorter));
		CHECK(AnyToSockaddr(raw, len, &shorter) == result && !memcmp(&sa, &shorter, sizeof(sa)));
		if (!result && sa.family != LX_AF_CAN) {
			CHECK(AnyToSockaddrProtocol(raw, len, sa.protocol, &shorter) == 0);
			CHECK(!memcmp(&sa, &shorter, sizeof(sa)));
		}
	}
	free(raw);
}

/* given encodes what a program put together, however wrong. */
static void given(Input *in, int family)
{
	RawSockaddrAny raw;
	Sockaddr *sa = malloc(sizeof(*sa));
	int size;

	CHECK(sa);
	take(in, sa, sizeof(*sa));
	if (family >= 0)
		sa->family = (unsigned short)family;
	memset(&raw, 0xee, sizeof(raw));
	size = SockaddrEncode(sa, &raw);
	if (size < 0) {
		CHECK(size == -LX_EINVAL || size == -LX_EAFNOSUPPORT);
		CHECK(is_zero(&raw, sizeof(raw)));
	} else {
		CHECK(size >= 2 && size <= (int)sizeof(raw));
		CHECK(is_zero((const char *)&raw + size, sizeof(raw) - (size_t)size));
		encoded(&raw, size, sa);
		if (sa->family != LX_AF_UNIX)
			CHECK(ends(sa));
		if (sa->family == LX_AF_INET && sa->protocol != LX_IPPROTO_L2TP)
			CHECK(sa->u.inet4.port >= 0 && sa->u.inet4.port <= 65535);
		if (sa->family == LX_AF_INET6 && sa->protocol != LX_IPPROTO_L2TP)
			CHECK(sa->u.inet6.port >= 0 && sa->u.inet6.port <= 65535 && !one_way(sa));
	}
	free(sa);
}

static void named(Input *in)
{
	char *name = exact_string(in->at, in->left);
	size_t size = strlen(name);
	RawSockaddrAny raw;
	Sockaddr sa;
	int len;

	memset(&sa, 0xee, sizeof(sa));
	CHECK(SockaddrSetUnix(&sa, name) == (size > 108 ? -LX_EINVAL : 0));
	if (size > 108) {
		CHECK(is_zero(&sa, sizeof(sa)));
	} else {
		CHECK(sa.family == LX_AF_UNIX && sa.u.un.len == size);
		CHECK(!size || sa.u.un.name[0] == (name[0] == '@' ? 0 : name[0]));
		CHECK(size < 2 || !memcmp(sa.u.un.name + 1, name + 1, size - 1));
		len = SockaddrEncode(&sa, &raw);
		CHECK(len == (int)(2 + size + (size && name[0] != '@' && size < 108)));
		encoded(&raw, len, &sa);
	}
	free(name);
}

static const int families[32] = {
	-1, LX_AF_UNSPEC, LX_AF_INET, LX_AF_INET6, LX_AF_UNIX, LX_AF_PACKET, LX_AF_NETLINK, LX_AF_BLUETOOTH, LX_AF_CAN,
	LX_AF_ALG, LX_AF_VSOCK, LX_AF_XDP, LX_AF_PPPOX, LX_AF_TIPC, LX_AF_IUCV, LX_AF_NFC,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int first = take_byte(&in);

	if (first >= 0xf0)
		named(&in);
	else if (first & 128)
		given(&in, families[first % 16]);
	else
		received(&in, protocols[first % 16]);
	return 0;
}
