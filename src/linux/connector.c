/*
 * Events of processes (barecall/dev/connector.h).
 */
#include <barecall/dev/connector.h>

#include "copy.h"

int ProcEventListen(NetlinkSocket *nl, unsigned int op)
{
	unsigned char room[sizeof(NlMsghdr) + sizeof(CnMsg) + sizeof(op)], data[sizeof(CnMsg) + sizeof(op)];
	NetlinkBuilder request;
	CnMsg head;
	int result = NetlinkJoin(nl, LX_CN_IDX_PROC);

	if (result < 0)
		return result;
	lx_copy(&head, LX_NULL, sizeof(head));
	head.id.idx = LX_CN_IDX_PROC;
	head.id.val = LX_CN_VAL_PROC;
	head.len = sizeof(op);
	lx_copy(data, &head, sizeof(head));
	lx_copy(data + sizeof(head), &op, sizeof(op));
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_NLMSG_DONE, 0, data, sizeof(data));
	return NetlinkSend(nl, &request);
}

int ProcEventParse(const NetlinkMessage *message, ProcEvent *event)
{
	const unsigned long least = sizeof(*event) - sizeof(event->u);
	const unsigned char *data = message->data;
	CnMsg head;

	lx_copy(event, LX_NULL, sizeof(*event));
	if (message->len < sizeof(head))
		return -LX_EBADMSG;
	lx_copy(&head, data, sizeof(head));
	if (head.id.idx != LX_CN_IDX_PROC || head.id.val != LX_CN_VAL_PROC)
		return -LX_EINVAL;
	if (head.len > message->len - sizeof(head) || head.len < least)
		return -LX_EBADMSG;
	lx_copy(event, data + sizeof(head), head.len < sizeof(*event) ? head.len : sizeof(*event));
	return 0;
}
