/*
 * Between the generated cases and recorder.c: a case says what it expects of the trap, then calls the wrapper once for
 * each result the trap is to return. It includes no libc header, so that only barecall's names are in sight.
 */
#ifndef SEAM_H
#define SEAM_H

/* The number that says: this call must not trap at all. */
#define SEAM_NO_TRAP (-1L)

#ifndef NULL
#define NULL ((void *)0)
#endif

#define SEAM_ERROR(r) ((unsigned long)(r) >= -4095UL)

/* seam_word: size bytes of memory behind a pointer argument. */
struct seam_word {
	int size;
	long value;
};

struct seam_case {
	const char *name;
	void (*run)(void);
};

extern const struct seam_case seam_cases[];
extern const int seam_case_count;

/* seam_fill gives a parameter a value that differs for each index and shows lost sign bits and lost upper halves. */
void seam_fill(void *parameter, unsigned long size, int index);

/* seam_buffer is the memory that pointer parameter index points to, in a pattern of its own. */
void *seam_buffer(int index);

/* seam_expect begins a case: the number, how many arguments, whether the call never returns, whether it may write to
   its caller's memory. */
void seam_expect(long nr, int count, int never, int writes);

/* What argument index must be: a value; a pointer of the wrapper's own to these words; such a pointer, where the call
   then writes these words; a pointer to a copy of size bytes of original; anything. */
void seam_value(int index, long value);
void seam_memory(int index, int count, const struct seam_word *words);
void seam_written(int index, int count, const struct seam_word *words);
void seam_copy(int index, const void *original, unsigned long size);
void seam_any(int index);

/* seam_start programs the result of the next call, seam_end takes what the wrapper made of it. */
void seam_start(long result);
void seam_end(long got, long wanted);

/* seam_require fails the case when a condition that its row names does not hold. */
void seam_require(int holds, const char *condition);

#endif
