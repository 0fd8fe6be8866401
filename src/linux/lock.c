/*
 * What waits of barecall/lock.h, but for the locks that know their holder (owner.c).
 *
 * A waiter sleeps on a word only while that has the value which the waiter has seen: who changes the word in between
 * makes futex(2) return at once, so that no wake-up is lost. After an unlock the lock may be gone, with its memory:
 * only the address is used then, and a wake-up that reaches other memory there is one without cause, which every waiter
 * bears.
 */
#define LX_LOCK_API
#include <barecall/lock.h>

#include <barecall/errno.h>
#include "lock-wait.h"
#include "relax.h"

#define ALL 0x7fffffff
#ifndef LOOKS /* as the test has it that tries every order of steps */
#define LOOKS 25
#endif
#define PAUSES 8

static long wake(const void *word, int count, unsigned int flags)
{
	int op = LX_FUTEX_WAKE | (flags & LX_LOCK_SHARED ? 0 : LX_FUTEX_PRIVATE_FLAG);

	return Futex((unsigned int *)(unsigned long)word, op, (unsigned int)count, LX_NULL, LX_NULL, 0);
}

void lx_lock_wake(const void *word, int count, unsigned int flags)
{
	wake(word, count, flags);
}

/* ---- Mutex */

int lx_mutex_wait(Mutex *m, int clock, const Timespec *deadline)
{
	int looks, pauses;

	/*
	 * Where nobody sleeps yet the holder may be about to leave, on another processor. Each look takes the word's cache
	 * line from it: between two it gets on alone, and a lock that is wanted all the time changes hands less often.
	 */
	for (looks = 0; looks < LOOKS; looks++) {
		unsigned int state;

		for (pauses = 0; pauses < PAUSES; pauses++)
			lx_relax();
		state = __atomic_load_n(&m->state, __ATOMIC_RELAXED);
		if (state == 0 && MutexTryLock(m) == 0)
			return 0;
		if (state == 2)
			break;
	}
	/* It is taken as waited for, since others may be asleep, too. */
	while (__atomic_exchange_n(&m->state, 2U, __ATOMIC_ACQUIRE) != 0)
		if (lx_lock_wait(&m->state, 2, m->flags, clock, deadline) == -LX_ETIMEDOUT)
			return -LX_ETIMEDOUT;
	return 0;
}

int MutexLockUntil(Mutex *m, int clock, const Timespec *deadline)
{
	if (!lx_is_deadline(clock, deadline))
		return -LX_EINVAL;
	return MutexTryLock(m) == 0 ? 0 : lx_mutex_wait(m, clock, deadline);
}

/* ---- RWLock */

/*
 * give_up is the end of a wait that took too long. Nobody counts the waiters, so that the bits may now say of one that is
 * not there; they are cleared, and all who sleep set them again. turn changes behind the bits: a writer that is about to
 * sleep has either seen that its bit is gone, or does not sleep.
 */
static int give_up(RWLock *l)
{
	__atomic_fetch_and(&l->state, (unsigned int)LX_RWLOCK_WRITER, __ATOMIC_SEQ_CST);
	__atomic_fetch_add(&l->turn, 1U, __ATOMIC_SEQ_CST);
	lx_lock_wake(&l->turn, ALL, l->flags);
	lx_lock_wake(&l->state, ALL, l->flags);
	return -LX_ETIMEDOUT;
}

int lx_rwlock_wait_read(RWLock *l, int clock, const Timespec *deadline)
{
	unsigned int state, waiting;

	for (;;) {
		if (RWLockTryRead(l) == 0)
			return 0;
		state = __atomic_load_n(&l->state, __ATOMIC_RELAXED);
		if (state < LX_RWLOCK_WRITER - 1)
			continue;
		waiting = state | LX_RWLOCK_READERS_WAIT;
		if (state != waiting &&
		    !__atomic_compare_exchange_n(&l->state, &state, waiting, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			continue;
		if (lx_lock_wait(&l->state, waiting, l->flags, clock, deadline) == -LX_ETIMEDOUT)
			return give_up(l);
	}
}

int lx_rwlock_wait_write(RWLock *l, int clock, const Timespec *deadline)
{
	unsigned int others = 0; /* once it has slept others may still sleep, of whom the bit must tell */
	unsigned int state, turn;

	for (;;) {
		state = __atomic_load_n(&l->state, __ATOMIC_RELAXED);
		if ((state & LX_RWLOCK_WRITER) == 0) {
			if (__atomic_compare_exchange_n(&l->state, &state, state | LX_RWLOCK_WRITER | others, 0,
							__ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
				return 0;
			continue;
		}
		if (!(state & LX_RWLOCK_WRITERS_WAIT) &&
		    !__atomic_compare_exchange_n(&l->state, &state, state | LX_RWLOCK_WRITERS_WAIT, 0, __ATOMIC_SEQ_CST,
						 __ATOMIC_RELAXED))
			continue;
		others = LX_RWLOCK_WRITERS_WAIT;
		turn = __atomic_load_n(&l->turn, __ATOMIC_SEQ_CST);
		state = __atomic_load_n(&l->state, __ATOMIC_SEQ_CST);
		if ((state & LX_RWLOCK_WRITER) == 0 || !(state & LX_RWLOCK_WRITERS_WAIT))
			continue;
		if (lx_lock_wait(&l->turn, turn, l->flags, clock, deadline) == -LX_ETIMEDOUT)
			return give_up(l);
	}
}

/*
 * lx_rwlock_wake lets go on, where state says that nobody is in and somebody waits: a writer or, if none sleeps, all
 * readers. Who came in meanwhile does it when it leaves.
 */
void lx_rwlock_wake(RWLock *l, unsigned int state)
{
	while (state != 0 && (state & LX_RWLOCK_WRITER) == 0) {
		unsigned int readers = state & LX_RWLOCK_READERS_WAIT;

		if (state & LX_RWLOCK_WRITERS_WAIT) {
			if (!__atomic_compare_exchange_n(&l->state, &state, readers, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
				continue;
			__atomic_fetch_add(&l->turn, 1U, __ATOMIC_SEQ_CST);
			if (wake(&l->turn, 1, l->flags) > 0)
				return;
			state = readers;
		} else if (__atomic_compare_exchange_n(&l->state, &state, 0U, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) {
			lx_lock_wake(&l->state, ALL, l->flags);
			return;
		}
	}
}

int RWLockReadUntil(RWLock *l, int clock, const Timespec *deadline)
{
	if (!lx_is_deadline(clock, deadline))
		return -LX_EINVAL;
	return RWLockTryRead(l) == 0 ? 0 : lx_rwlock_wait_read(l, clock, deadline);
}

int RWLockWriteUntil(RWLock *l, int clock, const Timespec *deadline)
{
	if (!lx_is_deadline(clock, deadline))
		return -LX_EINVAL;
	return RWLockTryWrite(l) == 0 ? 0 : lx_rwlock_wait_write(l, clock, deadline);
}

/* ---- Cond */

static int cond_wait(Cond *c, Mutex *m, int clock, const Timespec *deadline)
{
	unsigned int turn;
	int result;

	__atomic_fetch_add(&c->waiters, 1U, __ATOMIC_RELAXED);
	turn = __atomic_load_n(&c->turn, __ATOMIC_RELAXED);
	MutexUnlock(m);
	result = lx_lock_wait(&c->turn, turn, c->flags, clock, deadline);
	__atomic_fetch_sub(&c->waiters, 1U, __ATOMIC_RELAXED);
	MutexLock(m);
	return result == -LX_ETIMEDOUT ? result : 0;
}

static void cond_wake(Cond *c, int count)
{
	if (__atomic_load_n(&c->waiters, __ATOMIC_RELAXED) == 0)
		return;
	__atomic_fetch_add(&c->turn, 1U, __ATOMIC_RELAXED);
	lx_lock_wake(&c->turn, count, c->flags);
}

void CondWait(Cond *c, Mutex *m)
{
	cond_wait(c, m, LX_CLOCK_MONOTONIC, LX_NULL);
}

int CondWaitUntil(Cond *c, Mutex *m, int clock, const Timespec *deadline)
{
	return lx_is_deadline(clock, deadline) ? cond_wait(c, m, clock, deadline) : -LX_EINVAL;
}

void CondSignal(Cond *c)
{
	cond_wake(c, 1);
}

void CondBroadcast(Cond *c)
{
	cond_wake(c, ALL);
}

/* ---- Semaphore, WaitGroup, Barrier: a number, and in the upper half how many wait, in one word */

#define NUMBER(state) ((unsigned int)(state))
#define WAITER (1UL << 32)

int SemaphoreInit(Semaphore *s, unsigned int value, unsigned int flags)
{
	if (value > ALL)
		return -LX_EINVAL;
	s->state = value;
	s->flags = flags;
	return 0;
}

/* take takes a thing, and with it what the caller has added as a waiter. */
static int take(Semaphore *s, unsigned long waiter)
{
	unsigned long state = __atomic_load_n(&s->state, __ATOMIC_RELAXED);

	while (NUMBER(state) != 0)
		if (__atomic_compare_exchange_n(&s->state, &state, state - 1 - waiter, 1, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return 0;
	return -LX_EAGAIN;
}

int SemaphoreTryWait(Semaphore *s)
{
	return take(s, 0);
}

static int semaphore_wait(Semaphore *s, int clock, const Timespec *deadline)
{
	if (take(s, 0) == 0)
		return 0;
	__atomic_fetch_add(&s->state, WAITER, __ATOMIC_RELAXED);
	while (take(s, WAITER) != 0)
		if (lx_lock_wait(lx_wait_word(&s->state), 0, s->flags, clock, deadline) == -LX_ETIMEDOUT) {
			__atomic_fetch_sub(&s->state, WAITER, __ATOMIC_RELAXED);
			return -LX_ETIMEDOUT;
		}
	return 0;
}

void SemaphoreWait(Semaphore *s)
{
	semaphore_wait(s, LX_CLOCK_MONOTONIC, LX_NULL);
}

int SemaphoreWaitUntil(Semaphore *s, int clock, const Timespec *deadline)
{
	return lx_is_deadline(clock, deadline) ? semaphore_wait(s, clock, deadline) : -LX_EINVAL;
}

int SemaphorePost(Semaphore *s)
{
	unsigned long state = __atomic_load_n(&s->state, __ATOMIC_RELAXED);
	unsigned int flags = s->flags;

	do
		if (NUMBER(state) >= ALL)
			return -LX_EOVERFLOW;
	while (!__atomic_compare_exchange_n(&s->state, &state, state + 1, 1, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
	if (state >= WAITER)
		lx_lock_wake(&s->state, 1, flags);
	return 0;
}

int WaitGroupAdd(WaitGroup *g, int delta)
{
	unsigned long state = __atomic_load_n(&g->state, __ATOMIC_RELAXED);
	unsigned int flags = g->flags;
	unsigned long left;
	long number;

	do {
		number = (long)NUMBER(state) + delta;
		if (number < 0 || number > ALL)
			return -LX_EINVAL;
		/* Those who wait are let go with the last thing, and count no more. */
		left = number == 0 ? 0 : state - NUMBER(state) + (unsigned long)number;
	} while (!__atomic_compare_exchange_n(&g->state, &state, left, 1, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
	if (number == 0 && state >= WAITER)
		lx_lock_wake(&g->state, ALL, flags);
	return 0;
}

int WaitGroupDone(WaitGroup *g)
{
	return WaitGroupAdd(g, -1);
}

static int wait_group_wait(WaitGroup *g, int clock, const Timespec *deadline)
{
	unsigned long state = __atomic_load_n(&g->state, __ATOMIC_ACQUIRE);
	int waits = 0;

	while (NUMBER(state) != 0) {
		if (!waits) {
			waits = __atomic_compare_exchange_n(&g->state, &state, state + WAITER, 1, __ATOMIC_ACQUIRE,
							    __ATOMIC_ACQUIRE);
			continue;
		}
		/* A waiter that leaves early is counted on: it costs a wake-up of nobody. */
		if (lx_lock_wait(lx_wait_word(&g->state), NUMBER(state), g->flags, clock, deadline) == -LX_ETIMEDOUT)
			return -LX_ETIMEDOUT;
		state = __atomic_load_n(&g->state, __ATOMIC_ACQUIRE);
	}
	return 0;
}

void WaitGroupWait(WaitGroup *g)
{
	wait_group_wait(g, LX_CLOCK_MONOTONIC, LX_NULL);
}

int WaitGroupWaitUntil(WaitGroup *g, int clock, const Timespec *deadline)
{
	return lx_is_deadline(clock, deadline) ? wait_group_wait(g, clock, deadline) : -LX_EINVAL;
}

int BarrierWait(Barrier *b)
{
	unsigned long state = __atomic_load_n(&b->state, __ATOMIC_RELAXED);
	unsigned int count = b->count, flags = b->flags;
	unsigned long next;
	unsigned int turn;

	if (count == 0)
		return -LX_EINVAL;
	do {
		turn = NUMBER(state);
		next = state / WAITER + 1 == count ? NUMBER(turn + 1) : state + WAITER;
	} while (!__atomic_compare_exchange_n(&b->state, &state, next, 1, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
	if (next < WAITER && NUMBER(next) != turn) {
		lx_lock_wake(&b->state, ALL, flags);
		return 1;
	}
	while (NUMBER(__atomic_load_n(&b->state, __ATOMIC_ACQUIRE)) == turn)
		lx_lock_wait(lx_wait_word(&b->state), turn, flags, LX_CLOCK_MONOTONIC, LX_NULL);
	return 0;
}

/* ---- Once and Event */

enum { ONCE_NEW, ONCE_RUNS, ONCE_AWAITED, ONCE_DONE };

void lx_once_do(Once *o, void (*function)(void *), void *argument)
{
	unsigned int state = ONCE_NEW;

	if (__atomic_compare_exchange_n(&o->state, &state, ONCE_RUNS, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
		function(argument);
		if (__atomic_exchange_n(&o->state, ONCE_DONE, __ATOMIC_RELEASE) == ONCE_AWAITED)
			lx_lock_wake(&o->state, ALL, 0);
		return;
	}
	while (state != ONCE_DONE) {
		if (state == ONCE_RUNS && !__atomic_compare_exchange_n(&o->state, &state, ONCE_AWAITED, 0, __ATOMIC_ACQUIRE,
									__ATOMIC_ACQUIRE))
			continue;
		lx_lock_wait(&o->state, ONCE_AWAITED, 0, LX_CLOCK_MONOTONIC, LX_NULL);
		state = __atomic_load_n(&o->state, __ATOMIC_ACQUIRE);
	}
}

enum { EVENT_SET = 1, EVENT_AWAITED = 2, EVENT_TIME = 4 };

void EventSet(Event *e)
{
	unsigned int state = __atomic_load_n(&e->state, __ATOMIC_RELAXED);
	unsigned int flags = e->flags, next;

	/* Written although it is set: whoever resets it then sees what the caller did before. */
	do
		next = state & EVENT_SET ? state : (state & ~3U) + EVENT_TIME + EVENT_SET;
	while (!__atomic_compare_exchange_n(&e->state, &state, next, 1, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
	if (state & EVENT_AWAITED)
		lx_lock_wake(&e->state, ALL, flags);
}

void EventReset(Event *e)
{
	__atomic_fetch_and(&e->state, ~(unsigned int)EVENT_SET, __ATOMIC_ACQ_REL);
}

static int event_wait(Event *e, int clock, const Timespec *deadline)
{
	unsigned int state = __atomic_load_n(&e->state, __ATOMIC_ACQUIRE);
	unsigned int times = state & ~3U;

	while (!(state & EVENT_SET) && (state & ~3U) == times) {
		if (!(state & EVENT_AWAITED) &&
		    !__atomic_compare_exchange_n(&e->state, &state, state | EVENT_AWAITED, 1, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE))
			continue;
		if (lx_lock_wait(&e->state, times | EVENT_AWAITED, e->flags, clock, deadline) == -LX_ETIMEDOUT)
			return -LX_ETIMEDOUT;
		state = __atomic_load_n(&e->state, __ATOMIC_ACQUIRE);
	}
	return 0;
}

void EventWait(Event *e)
{
	event_wait(e, LX_CLOCK_MONOTONIC, LX_NULL);
}

int EventWaitUntil(Event *e, int clock, const Timespec *deadline)
{
	return lx_is_deadline(clock, deadline) ? event_wait(e, clock, deadline) : -LX_EINVAL;
}
