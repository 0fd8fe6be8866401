/* bytes of a datagram: 96; loops: 97 */
#include "prove.h"
#include "../../src/linux/netlink.c"

/* Each walk stays within its bytes, moves on with each step, and ends; so whatever is in the bytes. */
int main(void)
{
	unsigned long len = up_to(BOUND), offset = up_to(BOUND), before = offset;
	const unsigned char *buf = any_bytes(BOUND);
	NetlinkMessage message;
	NetlinkAttr attr;
	NetlinkNexthop hop;
	int which = nondet_int(), result;
	const unsigned char *data = LX_NULL;
	unsigned long size = 0;

	result = which == 0 ? NlmsgNext(buf, len, &offset, &message) : which == 1 ? NlaNext(buf, len, &offset, &attr) :
										      RtnhNext(buf, len, &offset, &hop);
	if (result > 0) {
		data = which == 0 ? message.data : which == 1 ? attr.data : hop.data;
		size = which == 0 ? message.len : which == 1 ? attr.len : hop.len;
		HOLDS(result == 1 && offset > before && offset <= len);
		HOLDS(data > buf + before && data + size <= buf + offset);
		HOLDS(offset == len || offset % 4 == before % 4);
	} else {
		HOLDS(offset == before);
		HOLDS((result == 0) == (before == len) && (result == 0 || result == -LX_EBADMSG));
	}
	return 0;
}
