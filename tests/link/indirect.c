/*
 * Indirect functions, whose resolvers find relocated pointers, thread-local variables and the canary, and are given what
 * each architecture's ABI says. Returns 42.
 */
#include "check.h"

typedef int Function(int);

static int plus_one(int x)
{
	return x + 1;
}

static int plus_two(int x)
{
	return x + 2;
}

static Function *const choices[] = { plus_one, plus_two };
static _Thread_local volatile int local = 3;
static int arguments_are_right;
static int constructed, before;

/* clang does not see that an ifunc attribute uses it. */
#define USED __attribute__((__used__))

#ifdef __x86_64__
USED static Function *resolve(void)
{
	arguments_are_right = 1;
#elif defined(__aarch64__)
USED static Function *resolve(unsigned long hwcap, const unsigned long *more)
{
	/* More follows, says the highest bit but one: its size, AT_HWCAP, AT_HWCAP2. */
	arguments_are_right = hwcap >> 62 == 1 && more[0] >= 24 && (hwcap & ~(1UL << 62)) == more[1] && (more[1] & 1);
#else
USED static Function *resolve(unsigned long hwcap)
{
	arguments_are_right = hwcap & 1; /* atomic instructions: the letter A */
#endif
	volatile char on_stack[64];

	on_stack[0] = (char)local;
	return choices[on_stack[0] == 3 ? 0 : 1];
}

int exported(int x) __attribute__((__ifunc__("resolve")));
static int own(int x) __attribute__((__ifunc__("resolve")));

static Function *volatile pointers[] = { exported, own };
extern Function *volatile others;
int call(int x);

static void preinit(void)
{
	before = own(1);
}
static void (*const preinit_entry)(void) __attribute__((__used__, __section__(".preinit_array"))) = preinit;

static __attribute__((__constructor__)) void construct(void)
{
	constructed = exported(1);
}

int main(void)
{
	CHECK(exported(41) == 42 && own(1) == 2);
	CHECK(pointers[0](2) == 3 && pointers[1](3) == 4);
	CHECK(others(4) == 5 && call(5) == 6);
	CHECK(before == 2 && constructed == 2);
	CHECK(arguments_are_right);
	return 42;
}
