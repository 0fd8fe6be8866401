/* bytes of an auxiliary vector: 64; loops: 6 */
#include "prove.h"
#include "../../src/linux/auxv.c"

/* What the kernel, or /proc/self/auxv, says it has written: anything, and any result. */
long kernel(long nr, long a, long b, long c, long d, long e, long f)
{
	(void)nr, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
	return (long)nondet_long();
}

int main(void)
{
	unsigned long n = up_to(BOUND / sizeof(Pair)), type = nondet_long(), value, i;
	Pair pairs[BOUND / sizeof(Pair)];

	value = find(pairs, n, type);
	for (i = 0; i < n; i++) {
		if (pairs[i].type == LX_AT_NULL)
			break;
		if (pairs[i].type == type) {
			HOLDS(value == pairs[i].value);
			return 0;
		}
	}
	HOLDS(value == 0);
	return 0;
}
