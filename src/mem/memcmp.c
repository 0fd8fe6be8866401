#include "mem.h"

LX_MEM int memcmp(const void *s1, const void *s2, unsigned long n);
/* What clang calls where only equality counts. */
LX_MEM int bcmp(const void *s1, const void *s2, unsigned long n) __attribute__((__alias__("memcmp")));

int memcmp(const void *s1, const void *s2, unsigned long n)
{
	const Byte *a = s1;
	const Byte *b = s2;

	/* Equal words are skipped; the bytes below find where the first unequal ones differ. */
	if (is_loose(a) || is_loose(b)) {
		for (; n >= LX_WORD && ((const LooseWord *)a)->word == ((const LooseWord *)b)->word; n -= LX_WORD) {
			a += LX_WORD;
			b += LX_WORD;
			LX_KEEP_LOOP();
		}
	} else {
		for (; n >= LX_WORD && *(const Word *)a == *(const Word *)b; n -= LX_WORD) {
			a += LX_WORD;
			b += LX_WORD;
			LX_KEEP_LOOP();
		}
	}
	for (; n != 0; n--, a++, b++) {
		if (*a != *b)
			return *a - *b;
		LX_KEEP_LOOP();
	}
	return 0;
}
