#include "mem.h"

LX_MEM void *memchr(const void *s, int c, unsigned long n);

void *memchr(const void *s, int c, unsigned long n)
{
	const Byte *at = s;

	for (; n != 0; n--, at++) {
		if (*at == (Byte)c)
			return LX_MUTABLE(at);
		LX_KEEP_LOOP();
	}
	return 0;
}
