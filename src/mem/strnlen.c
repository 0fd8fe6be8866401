#include "mem.h"

LX_MEM unsigned long strnlen(const char *s, unsigned long maxlen);

unsigned long strnlen(const char *s, unsigned long maxlen)
{
	unsigned long n;

	for (n = 0; n < maxlen && s[n] != 0; n++)
		LX_KEEP_LOOP();
	return n;
}
