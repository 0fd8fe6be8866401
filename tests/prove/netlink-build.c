/* bytes to build in: 64; loops: 66 */
#include "prove.h"
#include "../../src/linux/netlink.c"

static int is_sound(const NetlinkBuilder *b)
{
	return b->len <= b->size && b->len % 4 == 0 && b->start % 4 == 0 &&
	       (b->len == 0 ? b->start == 0 : b->start + sizeof(NlMsghdr) <= b->len);
}

/* A step of any kind from any state that is sound: nothing outside of the room is written, and it is sound again. */
int main(void)
{
	unsigned char data[16], buf[BOUND];
	NetlinkBuilder builder;
	unsigned long before;

	builder.buf = buf;
	builder.size = up_to(BOUND);
	builder.len = nondet_long();
	builder.start = nondet_long();
	builder.error = nondet_int();
	ASSUME(builder.start <= BOUND && is_sound(&builder));
	before = builder.len;
	switch (nondet_byte()) {
	case 0:
		NlmsgPut(&builder, nondet_half(), nondet_half(), data, up_to(sizeof(data)));
		HOLDS(builder.len >= before);
		break;
	case 1:
		NlaPut(&builder, nondet_half(), data, up_to(sizeof(data)));
		HOLDS(builder.len >= before);
		break;
	case 2:
		NlaNestStart(&builder, nondet_half());
		break;
	case 3:
		NlaNestEnd(&builder, (long)nondet_long());
		HOLDS(builder.len == before);
		break;
	default:
		NlaNestCancel(&builder, (long)nondet_long());
		HOLDS(builder.len <= before);
	}
	HOLDS(is_sound(&builder));
	return 0;
}
