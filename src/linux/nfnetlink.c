/*
 * Netfilter's messages, and their batches (barecall/dev/nfnetlink.h).
 */
#include <barecall/dev/nfnetlink.h>
#include <barecall/net.h>

#include "copy.h"

static int put(NetlinkBuilder *builder, unsigned short type, unsigned short flags, unsigned char family, unsigned short id)
{
	Nfgenmsg head;

	head.family = family;
	head.version = LX_NFNETLINK_V0;
	head.res_id = Htons(id);
	return NlmsgPut(builder, type, flags, &head, sizeof(head));
}

int NfnlMsgPut(NetlinkBuilder *builder, unsigned char subsys, unsigned char command, unsigned short flags,
	       unsigned char family)
{
	return put(builder, (unsigned short)(subsys << 8 | command), flags, family, 0);
}

int NfnlBatchBegin(NetlinkBuilder *builder, unsigned char subsys)
{
	return put(builder, LX_NFNL_MSG_BATCH_BEGIN, 0, LX_AF_UNSPEC, subsys);
}

int NfnlBatchEnd(NetlinkBuilder *builder, unsigned char subsys)
{
	return put(builder, LX_NFNL_MSG_BATCH_END, 0, LX_AF_UNSPEC, subsys);
}

/* count returns how many messages there are, or -EINVAL. */
static int count(const NetlinkBuilder *batch)
{
	NetlinkMessage message;
	unsigned long offset = 0;
	int result, messages = 0;

	while ((result = NlmsgNext(batch->buf, batch->len, &offset, &message)) > 0)
		messages++;
	return result < 0 || messages < 3 ? -LX_EINVAL : messages;
}

/* number writes seq, the numbers behind it, and flags into the heads of the messages. */
static void number(NetlinkBuilder *batch, unsigned int seq, int messages)
{
	NetlinkMessage message;
	unsigned long offset = 0, at;
	int n;

	for (n = 0; at = offset, NlmsgNext(batch->buf, batch->len, &offset, &message) > 0; n++) {
		message.header.flags |= LX_NLM_F_REQUEST;
		/* Those who begin and end it are acknowledged by newer kernels only. */
		if (n > 0 && n < messages - 1)
			message.header.flags |= LX_NLM_F_ACK;
		message.header.seq = seq + (unsigned int)n;
		lx_copy((char *)batch->buf + at, &message.header, sizeof(message.header));
	}
}

/* answer reads what the kernel says, until it is an error, or the last change is done. */
static int answer(NetlinkSocket *nl, unsigned int first, unsigned int changes)
{
	NetlinkMessage message;
	unsigned int which;
	int result;

	for (;;) {
		result = NetlinkReceiveEvent(nl, &message);
		if (result == -LX_EINTR)
			continue; /* all answers are there when sendto returns */
		if (result < 0)
			return result;
		which = message.header.seq - first;
		if (message.header.type != LX_NLMSG_ERROR || message.header.pid != nl->pid || which > changes)
			continue;
		result = NlmsgAck(&message, &nl->ack);
		if (result < 0 || nl->ack.error || which == changes)
			return result < 0 ? result : nl->ack.error;
	}
}

int NfnlExecute(NetlinkSocket *nl, NetlinkBuilder *batch)
{
	RawSockaddrNetlink kernel = { LX_AF_NETLINK, 0, 0, 0 };
	int messages = batch->error ? batch->error : count(batch);
	unsigned int seq = nl->seq + 1;
	long sent;

	nl->result = messages;
	if (messages < 0)
		return messages;
	/* Events have the number 0. */
	if (seq == 0 || seq + (unsigned int)messages < seq)
		seq = 1;
	number(batch, seq, messages);
	nl->seq = seq + (unsigned int)messages - 1;
	nl->len = 0;
	nl->offset = 0;
	lx_copy(&nl->ack, LX_NULL, sizeof(nl->ack));
	sent = Sendto(nl->fd, batch->buf, batch->len, 0, &kernel, sizeof(kernel));
	nl->result = sent < 0 ? (int)sent : answer(nl, seq, (unsigned int)messages - 2);
	return nl->result;
}
