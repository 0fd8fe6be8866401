/* bytes of an acknowledgement: 64; loops: 50 */
#include "prove.h"
#include "../../src/linux/netlink.c"

int main(void)
{
	NetlinkMessage message;
	NetlinkAck ack;
	int result;

	message.header.type = nondet_half();
	message.header.flags = nondet_half();
	/* The attributes behind it are walked over as all are: netlink-walk. */
	ASSUME(!(message.header.flags & LX_NLM_F_ACK_TLVS));
	message.len = (unsigned int)up_to(BOUND);
	message.data = any_bytes(message.len);
	result = NlmsgAck(&message, &ack);
	HOLDS(result == 0 || result == -LX_EBADMSG || result == -LX_EINVAL);
	HOLDS((result == -LX_EINVAL) == (message.header.type != LX_NLMSG_ERROR && message.header.type != LX_NLMSG_DONE));
	HOLDS(result != 0 || ack.error == 0 || IsErr(ack.error));
	HOLDS(result == 0 || ack.error == 0);
	HOLDS(!ack.text);
	return 0;
}
