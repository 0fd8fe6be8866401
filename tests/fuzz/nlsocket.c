/*
 * Requests over netlink (barecall/netlink.h): the input is what the kernel sends in answer, datagram by datagram, not
 * all of it for this socket, and how its calls fail.
 */
#include "kernel.h"
#include "../../src/linux/netlink.c"

enum { SOCKET = 6, PORT = 4321 };

static struct {
	Input in;
	unsigned int fails; /* bits: socket, bind, getsockname, sendto */
	unsigned int seq; /* of the request that was sent */
	int open, received, waits;
	unsigned char *buf;
	unsigned long size;
} k;

/* address writes the numbers of this socket's answer into a datagram's messages, where the input says so. */
static void address(unsigned char *datagram, unsigned long len, unsigned int which)
{
	unsigned long offset = 0;
	unsigned int told, port = PORT;

	for (; len - offset >= 16; which >>= 1) {
		memcpy(&told, datagram + offset, 4);
		if (!(which & 1)) {
			memcpy(datagram + offset + 8, &k.seq, 4);
			memcpy(datagram + offset + 12, &port, 4);
		}
		if (told < 16 || told > len - offset || (told + 3) / 4 * 4 > len - offset)
			break;
		offset += (told + 3) / 4 * 4;
	}
}

static long datagram(Msghdr *msg)
{
	RawSockaddrNetlink *from = msg->name;
	unsigned int how = take_byte(&k.in), which = take_byte(&k.in);
	unsigned long len = take_byte(&k.in), room = msg->iov[0].len;

	CHECK(msg->iovlen == 1 && msg->iov[0].base == k.buf && room == k.size && msg->namelen == sizeof(*from));
	k.received++;
	if (how >= 0xf8 || !k.in.left) {
		k.waits++;
		return how & 1 ? -LX_EINTR : how & 2 ? -LX_ENOBUFS : -LX_EAGAIN;
	}
	memset(from, 0, sizeof(*from));
	from->family = LX_AF_NETLINK;
	if ((how & 7) == 7)
		from->pid = which + 1; /* another program */
	if ((how & 0x78) == 0x78)
		msg->namelen = 4;
	if (len > room)
		msg->flags |= LX_MSG_TRUNC;
	if (len > room)
		len = room;
	if (len > k.in.left)
		len = k.in.left;
	take(&k.in, k.buf, len);
	address(k.buf, len, which);
	return (long)len;
}

static long kernel(long nr, const long *a)
{
	NlMsghdr header;
	RawSockaddrNetlink *name;

	switch (nr) {
	case LX_SYS_socket:
		CHECK(a[0] == LX_AF_NETLINK && a[1] & LX_SOCK_CLOEXEC && a[2] == LX_NETLINK_ROUTE);
		if (k.fails & 1)
			return -LX_EPROTONOSUPPORT;
		k.open++;
		return SOCKET;
	case LX_SYS_bind:
		return k.fails & 2 ? -LX_ENOMEM : 0;
	case LX_SYS_getsockname:
		if (k.fails & 4)
			return -LX_ENOBUFS;
		name = (RawSockaddrNetlink *)a[1];
		name->family = LX_AF_NETLINK;
		name->pid = PORT;
		return 0;
	case LX_SYS_setsockopt:
		return k.fails & 16 ? -LX_ENOPROTOOPT : 0;
	case LX_SYS_close:
		k.open--;
		return 0;
	case LX_SYS_sendto:
		CHECK(a[0] == SOCKET && (unsigned long)a[2] >= sizeof(header));
		memcpy(&header, (const void *)a[1], sizeof(header));
		CHECK(header.len <= (unsigned long)a[2] && header.flags & LX_NLM_F_REQUEST && header.seq);
		k.seq = header.seq;
		return k.fails & 8 ? -LX_ECONNREFUSED : a[2];
	default:
		CHECK(nr == LX_SYS_recvmsg && a[0] == SOCKET);
		return datagram((Msghdr *)a[1]);
	}
}

/* answer reads one answer until it ends, or nothing comes any more. */
static void answer(NetlinkSocket *nl)
{
	NetlinkMessage message, again;
	int result, count = 0;

	for (;;) {
		k.waits = 0;
		result = NetlinkReceive(nl, &message);
		CHECK(result <= 1);
		if (result == 1) {
			const unsigned char *data = message.data;

			CHECK(message.header.seq == k.seq && message.header.pid == PORT);
			CHECK(data >= k.buf + 16 && message.len <= k.size);
			CHECK(data + message.len <= k.buf + k.size && message.len == message.header.len - 16);
			CHECK(message.header.type != LX_NLMSG_ERROR && message.header.type != LX_NLMSG_DONE);
			CHECK(++count <= 256 * 16);
			continue;
		}
		/* As errors of the request these two end the answer as any other does. */
		if ((result == -LX_EINTR || result == -LX_EAGAIN) && nl->result > 0) {
			CHECK(k.waits == 1);
			if (!k.in.left)
				return;
			continue;
		}
		CHECK(NetlinkReceive(nl, &again) == result);
		CHECK(NetlinkReceive(nl, &again) == result);
		CHECK(result == 0 || IsErr(result));
		CHECK(!nl->ack.text || (nl->ack.text >= (char *)k.buf && nl->ack.text < (char *)k.buf + k.size));
		return;
	}
}

/* events reads what is left as messages for nobody in particular, and then as a datagram. */
static void events(NetlinkSocket *nl)
{
	NetlinkMessage message;
	int result, count = 0;
	long len;

	do {
		result = NetlinkReceiveEvent(nl, &message);
		CHECK(result == 1 || (result < 0 && IsErr(result)));
		if (result == 1) {
			const unsigned char *data = message.data;

			CHECK(data >= k.buf + 16 && data + message.len <= k.buf + k.size);
			CHECK(message.len == message.header.len - 16);
		}
		CHECK(++count <= 65536);
	} while (k.in.left || result == 1);
	len = NetlinkReceiveDatagram(nl);
	CHECK(IsErr(len) || (len >= 0 && (unsigned long)len <= k.size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char room[64];
	NetlinkBuilder request;
	NetlinkSocket nl;
	unsigned int what, requests;
	int result;

	memset(&k, 0, sizeof(k));
	k.in.at = data;
	k.in.left = size;
	what = take_byte(&k.in);
	k.fails = what >= 0xe0 ? what & 31 : 0;
	k.size = what & 128 ? 16 + (what & 63) : 255;
	k.buf = malloc(k.size);
	CHECK(k.buf);
	result = NetlinkOpen(&nl, LX_NETLINK_ROUTE, k.buf, k.size);
	CHECK(k.open == (result == 0));
	CHECK(result == (k.fails & 1 ? -LX_EPROTONOSUPPORT : k.fails & 2 ? -LX_ENOMEM : k.fails & 4 ? -LX_ENOBUFS : 0));
	if (result == 0) {
		CHECK(nl.fd == SOCKET && nl.pid == PORT);
		nl.seq = what & 64 ? ~0U : 7;
		if (what % 8 == 7)
			events(&nl);
		for (requests = 0; requests < 3 && k.in.left; requests++) {
			NetlinkBuild(&request, room, sizeof(room));
			NlmsgPut(&request, LX_RTM_GETLINK, LX_NLM_F_DUMP, NULL, take_byte(&k.in) % 60);
			if (requests == 1 && k.in.left % 2) {
				result = NetlinkExecute(&nl, &request);
				CHECK(result <= 0);
				continue;
			}
			result = NetlinkSend(&nl, &request);
			CHECK(result == (request.error ? request.error : k.fails & 8 ? -LX_ECONNREFUSED : 0));
			if (result) {
				NetlinkMessage none;

				CHECK(NetlinkReceive(&nl, &none) == result);
			} else {
				answer(&nl);
			}
		}
	}
	free(k.buf);
	return 0;
}
