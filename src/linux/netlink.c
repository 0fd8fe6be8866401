/*
 * Netlink messages and sockets. All that is in a message is read and written by bytes: a buffer may have any alignment,
 * and its lengths are looked at before what they measure is.
 */
#include <barecall/file.h>
#include <barecall/net.h>
#include <barecall/netlink.h>

#include "copy.h"
#include "string-end.h"

static unsigned long align(unsigned long len)
{
	return (len + 3) & ~3UL;
}

/* ---- Walking */

/*
 * Whether something with a head begins at *offset: 1 or 0 or -EBADMSG, as NlmsgNext. On 1 its head is copied.
 */
static int head(const void *buf, unsigned long len, const unsigned long *offset, void *header, unsigned long size)
{
	if (!IsErr((long)len) && *offset == len)
		return 0;
	if (IsErr((long)len) || *offset > len || len - *offset < size)
		return -LX_EBADMSG;
	lx_copy(header, (const char *)buf + *offset, size);
	return 1;
}

/* Moves *offset over total bytes, of which size are the head, and the padding if there is any. */
static int step(unsigned long len, unsigned long *offset, unsigned long total, unsigned long size)
{
	unsigned long rest = len - *offset;

	if (total < size || total > rest)
		return -LX_EBADMSG;
	*offset = align(total) < rest ? *offset + align(total) : len;
	return 1;
}

int NlmsgNext(const void *buf, unsigned long len, unsigned long *offset, NetlinkMessage *message)
{
	unsigned long at = *offset;
	NlMsghdr header;
	int result = head(buf, len, offset, &header, sizeof(header));

	if (result > 0)
		result = step(len, offset, header.len, sizeof(header));
	if (result > 0) {
		lx_copy(&message->header, &header, sizeof(header));
		message->data = (const char *)buf + at + sizeof(header);
		message->len = header.len - sizeof(header);
	}
	return result;
}

int NlaNext(const void *buf, unsigned long len, unsigned long *offset, NetlinkAttr *attr)
{
	unsigned long at = *offset;
	NlAttr header;
	int result = head(buf, len, offset, &header, sizeof(header));

	if (result > 0)
		result = step(len, offset, header.len, sizeof(header));
	if (result > 0) {
		attr->type = header.type & (unsigned short)LX_NLA_TYPE_MASK;
		attr->flags = header.type & (unsigned short)~LX_NLA_TYPE_MASK;
		attr->len = (unsigned int)(header.len - sizeof(header));
		attr->data = (const char *)buf + at + sizeof(header);
	}
	return result;
}

int RtnhNext(const void *buf, unsigned long len, unsigned long *offset, NetlinkNexthop *nexthop)
{
	unsigned long at = *offset;
	RtNexthop header;
	int result = head(buf, len, offset, &header, sizeof(header));

	if (result > 0)
		result = step(len, offset, header.len, sizeof(header));
	if (result > 0) {
		lx_copy(&nexthop->hop, &header, sizeof(header));
		nexthop->data = (const char *)buf + at + sizeof(header);
		nexthop->len = header.len - sizeof(header);
	}
	return result;
}

long NlmsgGet(const NetlinkMessage *message, void *fixed, unsigned long size)
{
	if (message->len < size)
		return -LX_EBADMSG;
	lx_copy(fixed, message->data, size);
	return (long)(align(size) < message->len ? align(size) : message->len);
}

int NlaParse(const void *buf, unsigned long len, unsigned long offset, NetlinkAttr *attrs, unsigned int count)
{
	NetlinkAttr attr;
	int result;

	lx_copy(attrs, LX_NULL, count * sizeof(*attrs));
	while ((result = NlaNext(buf, len, &offset, &attr)) > 0)
		if (attr.type < count)
			lx_copy(&attrs[attr.type], &attr, sizeof(attr));
	if (result < 0)
		lx_copy(attrs, LX_NULL, count * sizeof(*attrs));
	return result;
}

int NlaGet(const NetlinkAttr *attr, void *value, unsigned long size)
{
	if (!attr->data)
		return -LX_ENODATA;
	if (attr->len != size)
		return -LX_EBADMSG;
	lx_copy(value, attr->data, size);
	return 0;
}

int NlaGetU8(const NetlinkAttr *attr, unsigned char *value)
{
	return NlaGet(attr, value, sizeof(*value));
}

int NlaGetU16(const NetlinkAttr *attr, unsigned short *value)
{
	return NlaGet(attr, value, sizeof(*value));
}

int NlaGetU32(const NetlinkAttr *attr, unsigned int *value)
{
	return NlaGet(attr, value, sizeof(*value));
}

int NlaGetU64(const NetlinkAttr *attr, unsigned long *value)
{
	return NlaGet(attr, value, sizeof(*value));
}

const char *NlaGetString(const NetlinkAttr *attr)
{
	const char *text = attr->data;

	return text && lx_string_end(text, attr->len, 0) < attr->len ? text : LX_NULL;
}

/* Reads the attributes of an acknowledgement. */
static int read_ack(const NetlinkMessage *message, unsigned long offset, NetlinkAck *ack)
{
	NetlinkAttr attrs[LX_NLMSGERR_ATTR_MISS_TYPE + 1];
	int result = NlaParse(message->data, message->len, offset, attrs, LX_NLMSGERR_ATTR_MISS_TYPE + 1);

	if (result < 0)
		return result;
	ack->text = NlaGetString(&attrs[LX_NLMSGERR_ATTR_MSG]);
	NlaGetU32(&attrs[LX_NLMSGERR_ATTR_OFFS], &ack->offset);
	NlaGetU32(&attrs[LX_NLMSGERR_ATTR_MISS_TYPE], &ack->missing);
	return 0;
}

int NlmsgAck(const NetlinkMessage *message, NetlinkAck *ack)
{
	int done = message->header.type == LX_NLMSG_DONE, result = 0;
	unsigned long offset;
	NlMsgerr error;

	lx_copy(ack, LX_NULL, sizeof(*ack));
	lx_copy(&error, LX_NULL, sizeof(error));
	if (!done && message->header.type != LX_NLMSG_ERROR)
		return -LX_EINVAL;
	/* Some ends of dumps tell nothing. */
	if (done && !message->len)
		return 0;
	offset = done ? sizeof(error.error) : sizeof(error);
	if (message->len < offset)
		return -LX_EBADMSG;
	lx_copy(&error, message->data, offset);
	/* At the end of a dump a number that is no error is one of its own. */
	if (done && error.error > 0)
		error.error = 0;
	if (error.error != 0 && !IsErr(error.error))
		return -LX_EBADMSG;
	/* Kernels before 4.12 have neither attributes nor the flag that tells whether the rest of the request follows. */
	if (message->header.flags & LX_NLM_F_ACK_TLVS) {
		if (!done && !(message->header.flags & LX_NLM_F_CAPPED)) {
			if (error.msg.len < sizeof(error.msg) ||
			    error.msg.len - sizeof(error.msg) > message->len - offset)
				return -LX_EBADMSG;
			offset += align(error.msg.len - sizeof(error.msg));
		}
		result = read_ack(message, offset, ack);
	}
	if (result < 0)
		return result;
	ack->error = error.error;
	lx_copy(&ack->request, &error.msg, sizeof(error.msg));
	return 0;
}

/* ---- Building */

void NetlinkBuild(NetlinkBuilder *builder, void *buf, unsigned long size)
{
	builder->buf = buf;
	builder->size = size;
	builder->len = 0;
	builder->start = 0;
	builder->error = 0;
}

static int fail(NetlinkBuilder *builder, int error)
{
	builder->error = error;
	return error;
}

/* Writes a head and what follows it, with padding, at the end; room has been made sure of. */
static void append(NetlinkBuilder *builder, const void *header, unsigned long size, const void *data, unsigned long len)
{
	char *to = (char *)builder->buf + builder->len;

	lx_copy(to, header, size);
	lx_copy(to + size, data, len);
	lx_copy(to + size + len, LX_NULL, align(len) - len);
	builder->len += size + align(len);
}

/* The last message has become so long. */
static void set_len(NetlinkBuilder *builder)
{
	unsigned int len = (unsigned int)(builder->len - builder->start);

	lx_copy((char *)builder->buf + builder->start, &len, sizeof(len));
}

/* Whether a head of size bytes and len more fit, and the message's length can tell them. */
static int fits(const NetlinkBuilder *builder, unsigned long start, unsigned long size, unsigned long len)
{
	unsigned long room = builder->size - builder->len;

	return len <= 0xffffffffUL && size + align(len) <= room &&
	       builder->len - start + size + align(len) <= 0xffffffffUL;
}

int NlmsgPut(NetlinkBuilder *builder, unsigned short type, unsigned short flags, const void *fixed, unsigned long size)
{
	NlMsghdr header;

	if (builder->error)
		return builder->error;
	if (!fits(builder, builder->len, sizeof(header), size))
		return fail(builder, -LX_EMSGSIZE);
	header.len = (unsigned int)(sizeof(header) + size);
	header.type = type;
	header.flags = flags;
	header.seq = 0;
	header.pid = 0;
	builder->start = builder->len;
	append(builder, &header, sizeof(header), fixed, size);
	return 0;
}

int NlaPut(NetlinkBuilder *builder, unsigned short type, const void *data, unsigned long len)
{
	NlAttr header;

	if (builder->error)
		return builder->error;
	if (!builder->len)
		return fail(builder, -LX_EINVAL);
	if (len > 0xffff - sizeof(header) || !fits(builder, builder->start, sizeof(header), len))
		return fail(builder, -LX_EMSGSIZE);
	header.len = (unsigned short)(sizeof(header) + len);
	header.type = type;
	append(builder, &header, sizeof(header), data, len);
	set_len(builder);
	return 0;
}

int NlaPutU8(NetlinkBuilder *builder, unsigned short type, unsigned char value)
{
	return NlaPut(builder, type, &value, sizeof(value));
}

int NlaPutU16(NetlinkBuilder *builder, unsigned short type, unsigned short value)
{
	return NlaPut(builder, type, &value, sizeof(value));
}

int NlaPutU32(NetlinkBuilder *builder, unsigned short type, unsigned int value)
{
	return NlaPut(builder, type, &value, sizeof(value));
}

int NlaPutU64(NetlinkBuilder *builder, unsigned short type, unsigned long value)
{
	return NlaPut(builder, type, &value, sizeof(value));
}

int NlaPutString(NetlinkBuilder *builder, unsigned short type, const char *text)
{
	unsigned long len = 0;

	while (text[len]) {
		len++;
		__asm__ __volatile__("" : : : "memory"); /* not to become a call of strlen */
	}
	return NlaPut(builder, type, text, len + 1);
}

long NlaNestStart(NetlinkBuilder *builder, unsigned short type)
{
	unsigned long nest = builder->len;
	int result = NlaPut(builder, type | LX_NLA_F_NESTED, LX_NULL, 0);

	return result < 0 ? result : (long)nest;
}

static int is_nest(const NetlinkBuilder *builder, long nest)
{
	unsigned long at = (unsigned long)nest;

	return builder->len >= sizeof(NlMsghdr) + sizeof(NlAttr) && at % 4 == 0 &&
	       at >= builder->start + sizeof(NlMsghdr) && at <= builder->len - sizeof(NlAttr);
}

int NlaNestEnd(NetlinkBuilder *builder, long nest)
{
	unsigned long len = builder->len - (unsigned long)nest;
	unsigned short told = (unsigned short)len;

	if (builder->error)
		return builder->error;
	if (!is_nest(builder, nest))
		return fail(builder, -LX_EINVAL);
	if (len > 0xffff)
		return fail(builder, -LX_EMSGSIZE);
	lx_copy((char *)builder->buf + nest, &told, sizeof(told));
	return 0;
}

int NlaNestCancel(NetlinkBuilder *builder, long nest)
{
	if (!is_nest(builder, nest))
		return -LX_EINVAL;
	builder->len = (unsigned long)nest;
	builder->error = 0;
	set_len(builder);
	return 0;
}

/* ---- Asking */

int NetlinkOpen(NetlinkSocket *nl, int protocol, void *buf, unsigned long size)
{
	RawSockaddrNetlink own;
	unsigned int len = sizeof(own);
	int on = 1, result;

	lx_copy(nl, LX_NULL, sizeof(*nl));
	lx_copy(&own, LX_NULL, sizeof(own));
	own.family = LX_AF_NETLINK;
	nl->buf = buf;
	nl->size = size;
	nl->fd = Socket(LX_AF_NETLINK, LX_SOCK_RAW | LX_SOCK_CLOEXEC, protocol);
	if (IsErr(nl->fd))
		return nl->fd;
	result = Bind(nl->fd, &own, sizeof(own));
	if (!IsErr(result))
		result = Getsockname(nl->fd, &own, &len);
	if (IsErr(result)) {
		Close(nl->fd);
		nl->fd = -1;
		return result;
	}
	nl->pid = own.pid;
	/* Older kernels than these options are tell errors by number, and repeat the request. */
	Setsockopt(nl->fd, LX_SOL_NETLINK, LX_NETLINK_EXT_ACK, &on, sizeof(on));
	Setsockopt(nl->fd, LX_SOL_NETLINK, LX_NETLINK_CAP_ACK, &on, sizeof(on));
	return 0;
}

int NetlinkSend(NetlinkSocket *nl, NetlinkBuilder *request)
{
	unsigned long offset = 0;
	RawSockaddrNetlink kernel;
	NetlinkMessage message;
	long sent;

	/* Events have the number 0. */
	nl->seq = nl->seq + 1 ? nl->seq + 1 : 1;
	nl->len = 0;
	nl->offset = 0;
	nl->interrupted = 0;
	lx_copy(&nl->ack, LX_NULL, sizeof(nl->ack));
	nl->result = request->error;
	if (!nl->result && (NlmsgNext(request->buf, request->len, &offset, &message) <= 0 || offset != request->len))
		nl->result = -LX_EINVAL;
	if (nl->result < 0)
		return nl->result;
	message.header.flags |= LX_NLM_F_REQUEST | LX_NLM_F_ACK;
	message.header.seq = nl->seq;
	lx_copy(request->buf, &message.header, sizeof(message.header));
	lx_copy(&kernel, LX_NULL, sizeof(kernel));
	kernel.family = LX_AF_NETLINK;
	sent = Sendto(nl->fd, request->buf, request->len, 0, &kernel, sizeof(kernel));
	nl->result = sent < 0 ? (int)sent : 1;
	return sent < 0 ? (int)sent : 0;
}

/* Receives datagrams until one is from the kernel. Returns 0 or -errno. */
static int receive(NetlinkSocket *nl)
{
	RawSockaddrNetlink from;
	Msghdr msg;
	Iovec iov;
	long len;

	iov.base = nl->buf;
	iov.len = nl->size;
	lx_copy(&msg, LX_NULL, sizeof(msg));
	msg.name = &from;
	msg.iov = &iov;
	msg.iovlen = 1;
	do {
		msg.namelen = sizeof(from);
		len = Recvmsg(nl->fd, &msg, 0);
		if (IsErr(len))
			return (int)len;
	} while (msg.namelen != sizeof(from) || from.family != LX_AF_NETLINK || from.pid != 0);
	nl->len = (unsigned long)len;
	nl->offset = 0;
	return msg.flags & LX_MSG_TRUNC ? -LX_EMSGSIZE : 0;
}

/* What a message that ends the answer makes of it. */
static int outcome(NetlinkSocket *nl, const NetlinkMessage *message)
{
	int result = NlmsgAck(message, &nl->ack);

	if (result < 0)
		return result;
	return nl->ack.error || !nl->interrupted ? nl->ack.error : -LX_ESTALE;
}

int NetlinkReceive(NetlinkSocket *nl, NetlinkMessage *message)
{
	int result;

	while (nl->result > 0) {
		result = NlmsgNext(nl->buf, nl->len, &nl->offset, message);
		if (result == 0) {
			result = receive(nl);
			if (result == -LX_EINTR || result == -LX_EAGAIN)
				return result;
		} else if (result > 0) {
			if (message->header.seq != nl->seq || message->header.pid != nl->pid)
				continue;
			if (message->header.flags & LX_NLM_F_DUMP_INTR)
				nl->interrupted = 1;
			switch (message->header.type) {
			case LX_NLMSG_NOOP:
				continue;
			case LX_NLMSG_OVERRUN:
				result = -LX_ENOBUFS;
				break;
			case LX_NLMSG_ERROR:
			case LX_NLMSG_DONE:
				nl->result = outcome(nl, message);
				return nl->result;
			default:
				return 1;
			}
		}
		if (result < 0)
			nl->result = result;
	}
	return nl->result;
}

int NetlinkExecute(NetlinkSocket *nl, NetlinkBuilder *request)
{
	NetlinkMessage message;
	int result = NetlinkSend(nl, request);

	while (result == 0 && (result = NetlinkReceive(nl, &message)) > 0)
		result = 0;
	return result;
}

int NetlinkJoin(NetlinkSocket *nl, unsigned int group)
{
	return Setsockopt(nl->fd, LX_SOL_NETLINK, LX_NETLINK_ADD_MEMBERSHIP, &group, sizeof(group));
}

int NetlinkReceiveEvent(NetlinkSocket *nl, NetlinkMessage *message)
{
	int result;

	for (;;) {
		result = NlmsgNext(nl->buf, nl->len, &nl->offset, message);
		if (result == 0)
			result = receive(nl);
		else if (result > 0 && message->header.type == LX_NLMSG_OVERRUN)
			return -LX_ENOBUFS;
		else if (result > 0 && message->header.type != LX_NLMSG_NOOP)
			return 1;
		if (result < 0) {
			if (result == -LX_EBADMSG || result == -LX_EMSGSIZE)
				nl->len = nl->offset = 0;
			return result;
		}
	}
}

long NetlinkReceiveDatagram(NetlinkSocket *nl)
{
	int result = receive(nl);
	long len = (long)nl->len;

	nl->len = nl->offset = 0;
	return result < 0 ? result : len;
}
