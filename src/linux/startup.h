/*
 * What _start's members of the archive share. lx_start_auxv and lx_start_canary do nothing unless the program links
 * Getauxval or a stack protector, whose objects define them anew.
 */
#ifndef LX_STARTUP_H
#define LX_STARTUP_H

#include <barecall/auxv.h>

/* Pair: an entry of the auxiliary vector or of the dynamic section; a type of 0 ends either. */
typedef struct Pair {
	unsigned long type;
	unsigned long value;
} Pair;

/* lx_auxv returns the auxiliary vector that lies above the argc, argv and envp on the initial stack. */
static __inline__ const Pair *lx_auxv(const unsigned long *stack)
{
	stack += stack[0] + 2;
	while (*stack++ != 0)
		;
	return (const Pair *)stack;
}

/* lx_auxv_value returns the value of the first entry of a type, 0 where there is none. */
static __inline__ unsigned long lx_auxv_value(const unsigned long *stack, unsigned long type)
{
	const Pair *pair = lx_auxv(stack);

	for (;; pair++) {
		unsigned long value = pair->value;

		if (pair->type == type)
			return value;
		if (pair->type == LX_AT_NULL)
			return 0;
	}
}

/* Where argc lies, above which come argv, envp and the vector; NULL in a program that another _start began. */
extern const unsigned long *initial_stack LX_SYMBOL("lx_initial_stack") __attribute__((__visibility__("hidden")));

void lx_start_auxv(const unsigned long *stack) __attribute__((__visibility__("hidden")));
void lx_start_canary(const unsigned long *stack) __attribute__((__visibility__("hidden")));

#endif
