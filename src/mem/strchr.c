#include "mem.h"

LX_MEM char *strchr(const char *s, int c);

char *strchr(const char *s, int c)
{
	for (; *s != (char)c; s++) {
		if (*s == 0)
			return 0;
		LX_KEEP_LOOP();
	}
	return LX_MUTABLE(s);
}
