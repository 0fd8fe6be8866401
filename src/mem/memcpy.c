#include "mem.h"

LX_MEM void *memcpy(void *dest, const void *src, unsigned long n);

void *memcpy(void *dest, const void *src, unsigned long n)
{
	copy_up(dest, src, n);
	return dest;
}
