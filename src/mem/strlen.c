#include "mem.h"

LX_MEM unsigned long strlen(const char *s);

unsigned long strlen(const char *s)
{
	const unsigned long ones = 0x0101010101010101UL;
	const char *end = s;

	for (; is_loose(end); end++) {
		if (*end == 0)
			return (unsigned long)(end - s);
		LX_KEEP_LOOP();
	}
	/* Whole words, as long as none of their bytes is 0. A word past the end lies in the same page. */
	for (;; end += LX_WORD) {
		Word word = *(const Word *)end;

		if (((word - ones) & ~word & (ones << 7)) != 0)
			break;
		LX_KEEP_LOOP();
	}
	for (; *end != 0; end++)
		LX_KEEP_LOOP();
	return (unsigned long)(end - s);
}
