/*
 * What the mem functions share. Each stands alone in its object: none calls another, and no compiler may make a call
 * of a loop (LX_KEEP_LOOP). They are weak, so that a libc's or the program's own go first, and hidden, so that a
 * program never lends them to its shared libraries.
 */
#ifndef LX_MEM_H
#define LX_MEM_H

#define LX_MEM __attribute__((__weak__))

/* LX_KEEP_LOOP stands in loops that a compiler would take for memcpy, memset or strlen, and call: themselves. */
#define LX_KEEP_LOOP() __asm__ __volatile__("" : : : "memory")

/* LX_MUTABLE is a pointer into what the caller gave, who knows whether it may be changed. */
#define LX_MUTABLE(p) ((void *)(unsigned long)(p))

typedef unsigned char Byte;

/* A word of any memory, whatever its type is; and one at any address, which riscv64 loads byte by byte. */
typedef unsigned long __attribute__((__may_alias__)) Word;
typedef struct LooseWord {
	unsigned long word;
} __attribute__((__packed__, __may_alias__)) LooseWord;

#define LX_WORD sizeof(unsigned long)

/* is_loose tells whether p is not a multiple of a word. */
static __inline__ int is_loose(const void *p)
{
	return (unsigned long)p % LX_WORD != 0;
}

/* copy_up copies n bytes from the lowest address up. */
static __inline__ void copy_up(Byte *to, const Byte *from, unsigned long n)
{
	if (n >= 2 * LX_WORD) {
		for (; is_loose(to); n--) {
			*to++ = *from++;
			LX_KEEP_LOOP();
		}
		if (is_loose(from)) {
			for (; n >= LX_WORD; n -= LX_WORD, to += LX_WORD, from += LX_WORD) {
				*(Word *)to = ((const LooseWord *)from)->word;
				LX_KEEP_LOOP();
			}
		} else {
			for (; n >= LX_WORD; n -= LX_WORD, to += LX_WORD, from += LX_WORD) {
				*(Word *)to = *(const Word *)from;
				LX_KEEP_LOOP();
			}
		}
	}
	for (; n != 0; n--) {
		*to++ = *from++;
		LX_KEEP_LOOP();
	}
}

/* copy_down copies n bytes from the highest address down. */
static __inline__ void copy_down(Byte *to, const Byte *from, unsigned long n)
{
	to += n;
	from += n;
	if (n >= 2 * LX_WORD) {
		for (; is_loose(to); n--) {
			*--to = *--from;
			LX_KEEP_LOOP();
		}
		if (is_loose(from)) {
			for (; n >= LX_WORD; n -= LX_WORD) {
				to -= LX_WORD;
				from -= LX_WORD;
				*(Word *)to = ((const LooseWord *)from)->word;
				LX_KEEP_LOOP();
			}
		} else {
			for (; n >= LX_WORD; n -= LX_WORD) {
				to -= LX_WORD;
				from -= LX_WORD;
				*(Word *)to = *(const Word *)from;
				LX_KEEP_LOOP();
			}
		}
	}
	for (; n != 0; n--) {
		*--to = *--from;
		LX_KEEP_LOOP();
	}
}

#endif
