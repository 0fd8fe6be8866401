/*
 * How the functions of barecall/lock.h wait.
 */
#ifndef LX_LOCK_WAIT_H
#define LX_LOCK_WAIT_H

#include <barecall/futex.h>
#include <barecall/lock.h>

static __inline__ int lx_is_deadline(int clock, const Timespec *deadline)
{
	return (clock == LX_CLOCK_MONOTONIC || clock == LX_CLOCK_REALTIME) &&
	       (!deadline || (unsigned long)deadline->nsec < 1000000000UL);
}

/* lx_lock_wait sleeps while word has this value. -ETIMEDOUT is the one result that does not mean to look again. */
static __inline__ int lx_lock_wait(unsigned int *word, unsigned int value, unsigned int flags, int clock,
				   const Timespec *deadline)
{
	int op = LX_FUTEX_WAIT_BITSET;

	if (!(flags & LX_LOCK_SHARED))
		op |= LX_FUTEX_PRIVATE_FLAG;
	if (clock == LX_CLOCK_REALTIME)
		op |= LX_FUTEX_CLOCK_REALTIME;
	/* The kernel takes no times before 1970. */
	if (deadline && deadline->sec < 0)
		return -LX_ETIMEDOUT;
	return (int)Futex(word, op, value, deadline, LX_NULL, LX_FUTEX_BITSET_MATCH_ANY);
}

/* lx_wait_word returns the lower half of a word, on which futex(2) can sleep: all architectures have it first. */
static __inline__ unsigned int *lx_wait_word(unsigned long *state)
{
	return (unsigned int *)(void *)state;
}

#endif
