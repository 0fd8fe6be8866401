#include "mem.h"

LX_MEM int strcmp(const char *s1, const char *s2);

int strcmp(const char *s1, const char *s2)
{
	const Byte *a = (const Byte *)s1;
	const Byte *b = (const Byte *)s2;

	for (; *a != 0 && *a == *b; a++, b++)
		LX_KEEP_LOOP();
	return *a - *b;
}
