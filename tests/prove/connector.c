/* bytes of a message: 96; loops: 98 */
#include "prove.h"
#include "prove-trap.h"
#include "../../src/linux/netlink.c"
#include "../../src/linux/connector.c"

long kernel(long nr, long a, long b, long c, long d, long e, long f)
{
	HOLDS(!"no message is read by a call");
	return nr + a + b + c + d + e + f;
}

/* Of a message nothing behind its bytes is read, and what it does not have is zero. */
int main(void)
{
	unsigned char *bytes;
	NetlinkMessage message;
	unsigned long i = up_to(sizeof(ProcEvent) - 1);
	ProcEvent event;
	CnMsg head;
	int result;

	message.len = up_to(BOUND);
	message.data = bytes = any_bytes(message.len);
	result = ProcEventParse(&message, &event);
	HOLDS(result == 0 || result == -LX_EINVAL || result == -LX_EBADMSG);
	if (result == 0) {
		lx_copy(&head, bytes, sizeof(head));
		HOLDS(((unsigned char *)&event)[i] == (i < head.len ? bytes[sizeof(head) + i] : 0));
	} else {
		HOLDS(((unsigned char *)&event)[i] == 0);
	}
	return 0;
}
