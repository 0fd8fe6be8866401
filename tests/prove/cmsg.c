/* bytes of control messages: 256; loops: 18 */
#include "prove.h"
#include <barecall/cmsg.h>

/* The first message, or the one after one that is sound: it is sound, and further on. */
int main(void)
{
	Msghdr msg;
	unsigned char *control = any_bytes(BOUND);
	unsigned long at = up_to(BOUND / 8) * 8, end = 0, len;
	Cmsghdr *cmsg, *before;
	const int *fds;
	int n;
	Ucred credentials;
	Timespec ts;
	Inet4Pktinfo four;
	Inet6Pktinfo six;

	msg.control = control;
	msg.controllen = up_to(BOUND);
	if (nondet_int()) {
		cmsg = CmsgFirst(&msg);
	} else {
		ASSUME(msg.controllen >= sizeof(*cmsg) && at <= msg.controllen - sizeof(*cmsg));
		before = (Cmsghdr *)(void *)(control + at);
		ASSUME(before->len >= sizeof(*cmsg) && before->len <= msg.controllen - at);
		end = at + before->len;
		cmsg = CmsgNext(&msg, before);
	}
	if (!cmsg)
		return 0;
	at = (unsigned long)((unsigned char *)cmsg - control);
	len = CmsgDataLen(cmsg);
	HOLDS(at >= end && at % 8 == 0 && at + sizeof(*cmsg) + len <= msg.controllen);
	n = ParseUnixRights(cmsg, &fds);
	HOLDS(n == -LX_EINVAL || (n >= 0 && (unsigned long)n * sizeof(int) <= len && (void *)fds == CmsgData(cmsg)));
	HOLDS(ParseUnixCredentials(cmsg, &credentials) != 0 || len >= sizeof(credentials));
	HOLDS(ParseTimestamp(cmsg, &ts) != 0 || len >= 16);
	HOLDS(ParsePktInfo4(cmsg, &four) != 0 || len >= sizeof(four));
	HOLDS(ParsePktInfo6(cmsg, &six) != 0 || len >= sizeof(six));
	return 0;
}
