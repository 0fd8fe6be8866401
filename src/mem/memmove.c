#include "mem.h"

LX_MEM void *memmove(void *dest, const void *src, unsigned long n);

void *memmove(void *dest, const void *src, unsigned long n)
{
	/* A distance that wraps around is large: dest lies below src. */
	if ((unsigned long)dest - (unsigned long)src >= n)
		copy_up(dest, src, n);
	else
		copy_down(dest, src, n);
	return dest;
}
