/* bytes behind the structure: 24; loops: 26 */
#include "prove.h"
#include "../../src/linux/statmount.c"

/* A string is given from what the kernel wrote, ends in it, and a step through several moves on. */
int main(void)
{
	unsigned long len = up_to(sizeof(Statmount_t) + BOUND), size = len, which = nondet_long(), length = 0;
	Statmount_t *sm = any_bytes(len);
	StatmountCursor at = { nondet_int(), nondet_word() }, before = at;
	const char *string;

	if (nondet_int())
		size = -(1 + up_to(4094)); /* what failed has told nothing */
	string = nondet_int() ? StatmountString(sm, size, which) : StatmountNext(sm, size, which, &at);
	if (string) {
		HOLDS(size == len && len > sizeof(*sm));
		HOLDS(string >= (const char *)(sm + 1) && string < (const char *)sm + len);
		while (string[length])
			length++;
		HOLDS(string + length < (const char *)sm + len);
		HOLDS((at.index == before.index && at.offset == before.offset) ||
		      (at.index == before.index + 1 && at.offset == before.offset + length + 1 && at.offset > before.offset));
	} else {
		HOLDS(at.index == before.index && at.offset == before.offset);
	}
	return 0;
}
