#include "mem.h"

LX_MEM void *memset(void *s, int c, unsigned long n);

void *memset(void *s, int c, unsigned long n)
{
	Byte *to = s;
	Word word = (Byte)c * 0x0101010101010101UL;

	if (n >= 2 * LX_WORD) {
		for (; is_loose(to); n--) {
			*to++ = (Byte)c;
			LX_KEEP_LOOP();
		}
		for (; n >= LX_WORD; n -= LX_WORD, to += LX_WORD) {
			*(Word *)to = word;
			LX_KEEP_LOOP();
		}
	}
	for (; n != 0; n--) {
		*to++ = (Byte)c;
		LX_KEEP_LOOP();
	}
	return s;
}
