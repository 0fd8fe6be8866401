#include "mem.h"

LX_MEM int strncmp(const char *s1, const char *s2, unsigned long n);

int strncmp(const char *s1, const char *s2, unsigned long n)
{
	const Byte *a = (const Byte *)s1;
	const Byte *b = (const Byte *)s2;

	for (; n != 0; n--, a++, b++) {
		if (*a != *b || *a == 0)
			return *a - *b;
		LX_KEEP_LOOP();
	}
	return 0;
}
