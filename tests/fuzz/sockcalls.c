/*
 * Calls with typed addresses (barecall/sockaddr.h): the kernel answers each with an address of any bytes, and a length
 * that may be more than it had room for.
 */
#include "kernel.h"
#include "../../src/linux/sockaddr.c"

static struct {
	Input in;
	int fails; /* the call itself */
	int protocol; /* of the socket, or -errno */
	int type; /* likewise */
	int fd_open;
	const Sockaddr *sent; /* the address that a call is to get */
	unsigned long bytes; /* of data that it is given room for, or sent */
	int dummy; /* the one byte went */
	unsigned int claimed; /* length of the address */
	unsigned char address[160];
} k;

/* put_address writes as much of the address as there is room for, and tells its whole length. */
static void put_address(void *to, unsigned int *len)
{
	memcpy(to, k.address, *len < k.claimed ? *len : k.claimed);
	*len = k.claimed;
}

/* option answers Getsockopt of an int. */
static long option(long name, int *value)
{
	int answer = name == LX_SO_PROTOCOL ? k.protocol : k.type;

	CHECK(name == LX_SO_PROTOCOL || name == LX_SO_TYPE);
	if (answer < 0)
		return answer;
	*value = answer;
	return 0;
}

static void expect_sent(const void *raw, long len)
{
	RawSockaddrAny expected;

	CHECK(SockaddrEncode(k.sent, &expected) == len && !memcmp(raw, &expected, (size_t)len));
}

static long message(Msghdr *msg, int receive)
{
	unsigned long room = 0, i, n;

	for (i = 0; i < msg->iovlen; i++)
		room += msg->iov[i].len;
	k.dummy = room == 1 && k.bytes == 0;
	CHECK(room == k.bytes || k.dummy);
	if (k.fails)
		return -LX_EPIPE;
	n = room;
	if (!receive) {
		for (i = 0; i < msg->iovlen; i++)
			for (unsigned long j = 0; j < msg->iov[i].len; j++)
				CHECK(((const unsigned char *)msg->iov[i].base)[j] == 0);
		if (k.sent)
			expect_sent(msg->name, msg->namelen);
		else
			CHECK(!msg->name && !msg->namelen);
		return (long)n;
	}
	for (i = 0; i < msg->iovlen; i++)
		memset(msg->iov[i].base, 0x11, msg->iov[i].len);
	if (msg->name)
		put_address(msg->name, &msg->namelen);
	n = take_byte(&k.in);
	if (n > msg->controllen) {
		n = msg->controllen;
		msg->flags |= LX_MSG_CTRUNC;
	}
	if (n)
		memset(msg->control, 0x22, n);
	msg->controllen = n;
	return (long)room;
}

static long kernel(long nr, const long *a)
{
	switch (nr) {
	case LX_SYS_getsockopt:
		CHECK(a[1] == LX_SOL_SOCKET && *(unsigned int *)a[4] == sizeof(int));
		return option(a[2], (int *)a[3]);
	case LX_SYS_accept4:
		if (k.fails)
			return -LX_ECONNABORTED;
		if (a[1])
			put_address((void *)a[1], (unsigned int *)a[2]);
		k.fd_open++;
		return 9;
	case LX_SYS_close:
		CHECK(a[0] == 9);
		k.fd_open--;
		return 0;
	case LX_SYS_getsockname:
	case LX_SYS_getpeername:
		if (k.fails)
			return -LX_ENOTCONN;
		put_address((void *)a[1], (unsigned int *)a[2]);
		return 0;
	case LX_SYS_recvfrom:
		if (k.fails)
			return -LX_EAGAIN;
		if (a[4])
			put_address((void *)a[4], (unsigned int *)a[5]);
		return a[2];
	case LX_SYS_bind:
	case LX_SYS_connect:
		expect_sent((const void *)a[1], a[2]);
		return k.fails ? -LX_EADDRINUSE : 0;
	case LX_SYS_sendto:
		if (k.sent)
			expect_sent((const void *)a[4], a[5]);
		return k.fails ? -LX_EPIPE : a[2];
	case LX_SYS_sendmsg:
		return message((Msghdr *)a[1], 0);
	default:
		CHECK(nr == LX_SYS_recvmsg);
		return message((Msghdr *)a[1], 1);
	}
}

/* reads tells whether a call's result is what reading the kernel's address gives, for a socket of this protocol. */
static int reads(int result, const Sockaddr *sa, int protocol)
{
	void *raw = exact(k.address, k.claimed < 128 ? k.claimed : 128);
	Sockaddr expected;
	int good = AnyToSockaddrProtocol(raw, k.claimed, protocol, &expected) == result;

	free(raw);
	return good && !memcmp(sa, &expected, sizeof(expected));
}

/* learnt checks what a call has made of the kernel's address: the protocol tells, was not asked for, or not known. */
static void learnt(int result, const Sockaddr *sa)
{
	if (result < 0)
		CHECK(sa->family == LX_AF_UNSPEC);
	if (k.claimed >= 2 && k.address[0] == LX_AF_BLUETOOTH && !k.address[1]) /* that tells nothing by itself */
		CHECK(k.protocol < 0 ? result == k.protocol : reads(result, sa, k.protocol));
	else
		CHECK((k.protocol >= 0 && reads(result, sa, k.protocol)) || (k.protocol < 0 && result == k.protocol) ||
		      reads(result, sa, -1));
}

static void receive(unsigned int what)
{
	Sockaddr *sa = malloc(sizeof(*sa)), *wanted = what & 8 ? NULL : sa;
	unsigned long ooblen = take_byte(&k.in) % 64, room = ooblen;
	unsigned char *oob = malloc(ooblen + !ooblen), *buf;
	Iovec iov[3];
	int result, i, recvflags = -1;
	long n;

	CHECK(sa && oob);
	memset(sa, 0xee, sizeof(*sa));
	k.bytes = take_byte(&k.in) % 8;
	buf = malloc(3 * k.bytes + 1);
	CHECK(buf);
	switch (what % 6) {
	case 0:
		result = GetsocknameSockaddr(3, sa);
		CHECK(k.fails ? result == -LX_ENOTCONN : 1);
		if (!k.fails)
			learnt(result, sa);
		break;
	case 1:
		result = GetpeernameSockaddr(3, sa);
		if (!k.fails)
			learnt(result, sa);
		else
			CHECK(result == -LX_ENOTCONN && sa->family == LX_AF_UNSPEC);
		break;
	case 2:
		result = what & 64 ? AcceptSockaddr(3, wanted) : Accept4Sockaddr(3, wanted, LX_SOCK_CLOEXEC);
		CHECK(k.fd_open == (result == 9));
		if (k.fails)
			CHECK(result == -LX_ECONNABORTED && (!wanted || sa->family == LX_AF_UNSPEC));
		else if (wanted)
			learnt(result == 9 ? 0 : result, sa);
		else
			CHECK(result == 9);
		break;
	case 3:
		n = RecvfromSockaddr(3, buf, k.bytes, 0, wanted);
		CHECK(n == (k.fails ? -LX_EAGAIN : (long)k.bytes));
		if (wanted && k.fails)
			CHECK(sa->family == LX_AF_UNSPEC);
		else if (wanted)
			CHECK(sa->family == LX_AF_UNSPEC || reads(0, sa, k.protocol) || reads(0, sa, -1));
		break;
	default:
		for (i = 0; i < 3; i++) {
			iov[i].base = buf + k.bytes * (unsigned long)i;
			iov[i].len = k.bytes;
		}
		k.bytes *= 3;
		n = RecvmsgBuffers(3, iov, 3, oob, what & 16 ? NULL : &room, 0, what & 32 ? NULL : &recvflags, wanted);
		CHECK(n <= (long)k.bytes + 1);
		if (n < 0)
			CHECK(room == ooblen && (k.fails ? n == -LX_EPIPE || n == k.type : n == k.type));
		else
			CHECK(what & 16 || room <= ooblen);
		CHECK(n >= 0 || !wanted || sa->family == LX_AF_UNSPEC);
		CHECK(n < 0 || n == (long)k.bytes + k.dummy);
		if (n >= 0)
			CHECK(k.dummy == (!k.bytes && ooblen && !(what & 16) && k.type != LX_SOCK_DGRAM));
		break;
	}
	free(buf);
	free(oob);
	free(sa);
}

static void transmit(unsigned int what)
{
	Sockaddr *sa = malloc(sizeof(*sa));
	RawSockaddrAny raw;
	unsigned long ooblen = take_byte(&k.in) % 64;
	unsigned char *oob = calloc(1, ooblen + !ooblen), *buf;
	Iovec iov[2];
	int encoded;
	long n;

	CHECK(sa && oob);
	k.bytes = take_byte(&k.in) % 8;
	take(&k.in, sa, sizeof(*sa));
	if (what & 16) {
		sa->family = LX_AF_UNIX;
		sa->u.un.len %= 120;
	}
	k.sent = what & 8 && what % 4 > 1 ? NULL : sa;
	buf = calloc(1, 2 * k.bytes + 1);
	CHECK(buf);
	encoded = SockaddrEncode(sa, &raw);
	switch (what % 4) {
	case 0:
		n = BindSockaddr(3, sa);
		CHECK(n == (encoded < 0 ? encoded : k.fails ? -LX_EADDRINUSE : 0));
		break;
	case 1:
		n = ConnectSockaddr(3, sa);
		CHECK(n == (encoded < 0 ? encoded : k.fails ? -LX_EADDRINUSE : 0));
		break;
	case 2:
		n = SendtoSockaddr(3, buf, k.bytes, 0, k.sent);
		CHECK(n == (k.sent && encoded < 0 ? encoded : k.fails ? -LX_EPIPE : (long)k.bytes));
		break;
	default:
		iov[0].base = buf;
		iov[1].base = buf + k.bytes;
		iov[0].len = iov[1].len = k.bytes;
		if (what & 32) {
			n = SendmsgN(3, buf, k.bytes, oob, ooblen, k.sent, 0);
		} else {
			k.bytes *= 2;
			n = SendmsgBuffers(3, iov, 2, oob, ooblen, k.sent, 0);
		}
		if (k.sent && encoded < 0)
			CHECK(n == encoded);
		else if (n < 0)
			CHECK((k.fails && n == -LX_EPIPE) || (!k.bytes && ooblen && n == k.type));
		else
			CHECK(n == (long)k.bytes && k.dummy == (!k.bytes && ooblen && k.type != LX_SOCK_DGRAM));
		break;
	}
	free(buf);
	free(oob);
	free(sa);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int protocols[8] = { LX_BTPROTO_L2CAP, LX_BTPROTO_HCI, LX_BTPROTO_RFCOMM, LX_CAN_J1939,
		LX_IPPROTO_L2TP, LX_IPPROTO_UDP, -LX_ENOPROTOOPT, -LX_EBADF };
	static const int types[4] = { LX_SOCK_STREAM, LX_SOCK_DGRAM, LX_SOCK_SEQPACKET, -LX_ENOTSOCK };
	unsigned int what, how;

	memset(&k, 0, sizeof(k));
	k.in.at = data;
	k.in.left = size;
	what = take_byte(&k.in);
	how = take_byte(&k.in);
	k.protocol = protocols[how % 8];
	k.type = types[how >> 3 & 3];
	k.fails = (how & 0xe0) == 0xe0;
	if (what & 128) {
		transmit(what);
		return 0;
	}
	k.claimed = take_byte(&k.in) % sizeof(k.address);
	take(&k.in, k.address, k.claimed);
	receive(what);
	return 0;
}
