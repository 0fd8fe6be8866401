#ifndef LX_COPY_H
#define LX_COPY_H

/* lx_copy writes zeroes where from is NULL. The loop would become a call of memcpy or memset without the empty asm. */
static void lx_copy(void *to, const void *from, unsigned long size)
{
	unsigned char *t = to;
	const unsigned char *f = from;
	unsigned long i;

	for (i = 0; i < size; i++) {
		t[i] = f ? f[i] : 0;
		__asm__ __volatile__("" : : : "memory");
	}
}

#endif
