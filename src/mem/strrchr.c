#include "mem.h"

LX_MEM char *strrchr(const char *s, int c);

char *strrchr(const char *s, int c)
{
	const char *last = 0;

	for (;; s++) {
		if (*s == (char)c)
			last = s;
		if (*s == 0)
			return LX_MUTABLE(last);
		LX_KEEP_LOOP();
	}
}
