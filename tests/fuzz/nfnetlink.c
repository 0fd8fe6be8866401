/*
 * Batches of netfilter (barecall/dev/nfnetlink.h): an input has the bytes of a batch, and what the kernel sends in answer,
 * datagram by datagram, not all of it for this socket.
 */
#include "kernel.h"
#include "../../src/linux/netlink.c"
#define copy copy_of_nfnetlink
#include "../../src/linux/nfnetlink.c"

enum { SOCKET = 6, PORT = 4321 };

static struct {
	Input in;
	int sent, received;
	unsigned int messages, first; /* of the batch that was sent; the first one's seq */
	unsigned char buf[255];
} k;

/* check_batch walks what is sent: its heads are numbered, and its changes ask for an answer. */
static void check_batch(const unsigned char *bytes, unsigned long len)
{
	unsigned long offset = 0;
	NlMsghdr head;

	for (k.messages = 0; offset < len; k.messages++) {
		CHECK(len - offset >= sizeof(head));
		memcpy(&head, bytes + offset, sizeof(head));
		CHECK(head.len >= sizeof(head) && head.len <= len - offset && head.flags & LX_NLM_F_REQUEST && head.seq);
		if (!k.messages)
			k.first = head.seq;
		CHECK(head.seq == k.first + k.messages);
		offset += (head.len + 3UL) & ~3UL;
		CHECK(k.messages == 0 || offset >= len || head.flags & LX_NLM_F_ACK);
	}
	CHECK(k.messages >= 3);
}

/* datagram writes an acknowledgement, of which the input chooses all but the rest of its head; or it is the input's bytes. */
static long datagram(Msghdr *msg)
{
	RawSockaddrNetlink *from = msg->name;
	unsigned int how = take_byte(&k.in);
	NlMsghdr head = { 36, LX_NLMSG_ERROR, LX_NLM_F_CAPPED, k.first + take_byte(&k.in) % 8, how & 2 ? PORT : how };
	unsigned long len = sizeof(head) + 20;

	CHECK(k.sent && msg->iovlen == 1 && msg->iov[0].base == k.buf && msg->iov[0].len == sizeof(k.buf));
	if (how >= 0xf8 || !k.in.left)
		return how & 1 && k.in.left ? -LX_EINTR : how & 2 ? -LX_ENOBUFS : -LX_EAGAIN;
	k.received++;
	memset(from, 0, sizeof(*from));
	from->family = LX_AF_NETLINK;
	if ((how & 0x70) == 0x70)
		from->pid = 1; /* another program */
	if (how & 4)
		len += take_byte(&k.in);
	if (len > sizeof(k.buf))
		msg->flags |= LX_MSG_TRUNC;
	if (len > sizeof(k.buf))
		len = sizeof(k.buf);
	take(&k.in, k.buf, len);
	if (!(how & 8))
		memcpy(k.buf, &head, sizeof(head));
	return (long)len;
}

static long kernel(long nr, const long *a)
{
	if (nr == LX_SYS_sendto) {
		CHECK(a[0] == SOCKET && !k.sent);
		check_batch((const unsigned char *)a[1], (unsigned long)a[2]);
		k.sent = 1;
		return k.in.left % 16 == 15 ? -LX_EPERM : a[2];
	}
	CHECK(nr == LX_SYS_recvmsg && a[0] == SOCKET);
	return datagram((Msghdr *)a[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	NetlinkBuilder batch;
	NetlinkSocket nl;
	unsigned int n, i;
	unsigned char *room;
	int result;

	memset(&k, 0, sizeof(k));
	k.in.at = data;
	k.in.left = size;
	n = take_byte(&k.in);
	memset(&nl, 0, sizeof(nl));
	nl.fd = SOCKET;
	nl.pid = PORT;
	nl.buf = k.buf;
	nl.size = sizeof(k.buf);
	nl.seq = n & 128 ? ~0U - n % 8 : n;
	room = malloc(256);
	CHECK(room);
	NetlinkBuild(&batch, room, 256);
	if (n & 64) { /* bytes of any kind */
		batch.len = take_byte(&k.in);
		take(&k.in, room, batch.len);
	} else {
		NfnlBatchBegin(&batch, LX_NFNL_SUBSYS_NFTABLES);
		for (i = 0; i < n % 16; i++)
			NfnlMsgPut(&batch, LX_NFNL_SUBSYS_NFTABLES, (unsigned char)i, 0, LX_AF_INET);
		NfnlBatchEnd(&batch, LX_NFNL_SUBSYS_NFTABLES);
	}
	result = NfnlExecute(&nl, &batch);
	CHECK(result <= 0 && IsErr(result) == (result < 0) && nl.result == result);
	CHECK(k.sent || result == (batch.error ? batch.error : -LX_EINVAL));
	CHECK(!k.sent || nl.seq == k.first + k.messages - 1);
	CHECK(result < 0 || (k.received && nl.ack.error == 0));
	CHECK(!nl.ack.text || (nl.ack.text >= (char *)k.buf && nl.ack.text < (char *)k.buf + sizeof(k.buf)));
	free(room);
	return 0;
}
