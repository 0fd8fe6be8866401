/* bytes of /proc/self/stat: 16; loops: 18 */
#include "prove.h"
#include "../../src/linux/allthreads.c"

long kernel(long nr, long a, long b, long c, long d, long e, long f)
{
	(void)nr, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
	return (long)nondet_long();
}

int main(void)
{
	long length = (long)up_to(BOUND);
	int wanted = 3 + (int)up_to(3);
	char text[BOUND];
	const char *field = stat_field(text, length, wanted);

	HOLDS(!field || (field > text && field < text + length && field[-1] == (wanted == 3 ? field[-1] : ' ')));
	decimal(field, text + length);
	return 0;
}
