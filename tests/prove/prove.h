/*
 * What the harnesses share. A harness is a main() that makes any input within its bound, gives it to the library's own
 * code, and says what must hold; CBMC tries all of them, and looks itself at each access to memory, at arithmetic and
 * at the number of steps. BOUND and how often
 * a loop may run are in its first line, where `run` reads them: a loop that could run once more is a failure.
 */
#ifndef PROVE_H
#define PROVE_H

#include <barecall/base.h>

void __CPROVER_assume(_Bool condition);
void __CPROVER_assert(_Bool condition, const char *what);
_Bool __CPROVER_same_object(const void *p, const void *q);
void *malloc(unsigned long size);

/* CBMC takes any value for what functions whose names begin so return. */
unsigned char nondet_byte(void);
unsigned short nondet_half(void);
unsigned int nondet_word(void);
unsigned long nondet_long(void);
int nondet_int(void);

#define ASSUME(condition) __CPROVER_assume(condition)
/* SAME tells whether two pointers are into the same piece of memory. */
#define SAME(p, q) __CPROVER_same_object(p, q)
#define HOLDS(condition) __CPROVER_assert(condition, #condition)

/* any_bytes gives memory of exactly this size, with anything in it. */
static inline void *any_bytes(unsigned long size)
{
	void *memory = malloc(size);

	ASSUME(memory != LX_NULL);
	return memory;
}

/* up_to gives any number up to this one. */
static inline unsigned long up_to(unsigned long most)
{
	unsigned long n = nondet_long();

	ASSUME(n <= most);
	return n;
}

#endif
