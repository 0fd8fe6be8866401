/*
 * VdsoGetrandom (barecall/vdso.h).
 *
 * The vDSO's function wants a state that nobody else is using. Which thread that is it does not mind, so that states
 * belong to no thread, and none has to give one back at its end: each call takes one, by an exchange of a word in a cache
 * line of its own. The kernel wipes them in the child of a fork, but not who had taken them: what other threads had there
 * is lost to the child, one of many.
 */
#include <barecall/vdso.h>

#include <barecall/errno.h>
#include <barecall/mm.h>
#include <barecall/system.h>
#include "vdso-image.h"
#include "watched.h"

enum { STATES = 32, TRIES = 4, LARGEST = 4096 };

typedef long Vgetrandom(void *buf, unsigned long buflen, unsigned int flags, void *state, unsigned long state_size);

/* struct vgetrandom_opaque_params: what the function answers when it is given this in place of a state. */
typedef struct Params {
	unsigned int state_size;
	unsigned int prot; /* these two for mmap(2) */
	unsigned int flags;
	unsigned int reserved[13];
} Params;

static struct {
	unsigned int taken;
} __attribute__((__aligned__(64))) slots[STATES];

static char *states; /* NULL before the first call, NONE where there are to be none */
static Vgetrandom *vgetrandom;
static unsigned int state_size, stride;

#define NONE ((char *)1)

/* set_up returns states. Threads that do it at once find the same, and one of them maps memory that stays. */
static __attribute__((__noinline__, __cold__)) char *set_up(void)
{
	unsigned long function = (unsigned long)VdsoSym(FUNCTION("getrandom"), VERSION);
	char *memory = NONE, *there = LX_NULL;
	unsigned int step = 64;
	long error = -LX_ENOSYS;
	Params params;

	params.state_size = 0;
	if (function)
		error = ((Vgetrandom *)function)(LX_NULL, 0, 0, &params, ~0UL);
	LX_WROTE(&error, sizeof(error));
	LX_WROTE(&params, sizeof(params));
	if (error == 0 && params.state_size != 0 && params.state_size <= LARGEST) {
		/* None may lie across the end of a page: powers of two do not. */
		while (step < params.state_size)
			step *= 2;
		memory = Mmap(LX_NULL, STATES * (unsigned long)step, (int)params.prot, (int)params.flags, -1, 0);
		if (IsErrPtr(memory))
			memory = NONE;
	}
	if (memory != NONE) {
		__atomic_store_n(&vgetrandom, (Vgetrandom *)function, __ATOMIC_RELAXED);
		__atomic_store_n(&state_size, params.state_size, __ATOMIC_RELAXED);
		__atomic_store_n(&stride, step, __ATOMIC_RELAXED);
	}
	if (__atomic_compare_exchange_n(&states, &there, memory, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
		return memory;
	if (memory != NONE)
		Munmap(memory, STATES * (unsigned long)step);
	return there;
}

long VdsoGetrandom(void *buf, unsigned long buflen, unsigned int flags)
{
	char *memory = __atomic_load_n(&states, __ATOMIC_ACQUIRE);
	unsigned int slot, tries;
	long result;

	if (!memory)
		memory = set_up();
	if (memory == NONE)
		return Getrandom(buf, buflen, flags);
	/* A thread begins at the same one each time, and threads, whose stacks are apart, at different ones. */
	slot = (unsigned int)((unsigned long)&memory >> 16) * 2654435761U >> 27;
	for (tries = 0; tries < TRIES; tries++, slot = (slot + 1) % STATES) {
		if (__atomic_exchange_n(&slots[slot].taken, 1U, __ATOMIC_ACQUIRE) != 0)
			continue;
		result = vgetrandom(buf, buflen, flags, memory + slot * stride, state_size);
		__atomic_store_n(&slots[slot].taken, 0U, __ATOMIC_RELEASE);
		LX_WROTE(&result, sizeof(result));
		LX_WROTE(buf, result > 0 ? (unsigned long)result : 0);
		return result;
	}
	return Getrandom(buf, buflen, flags);
}
