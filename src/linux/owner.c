/*
 * The locks of barecall/lock.h that know their holder, whom the kernel knows too: PIMutex and RobustMutex.
 */
#include <barecall/lock.h>

#include <barecall/errno.h>
#include <barecall/process.h>
#include <barecall/time.h>
#include "lock-wait.h"
#include "thread-parts.h"

/* ---- PIMutex: all but its free way is the kernel's */

static int pi(PIMutex *m, int op, const Timespec *deadline)
{
	if (!(m->flags & LX_LOCK_SHARED))
		op |= LX_FUTEX_PRIVATE_FLAG;
	return (int)Futex(&m->owner, op, 0, deadline, LX_NULL, 0);
}

/* until_realtime is when LX_CLOCK_REALTIME shows deadline, a time of LX_CLOCK_MONOTONIC, if nobody sets it. */
static Timespec until_realtime(const Timespec *deadline)
{
	Timespec real, now, until;

	ClockGettime(LX_CLOCK_REALTIME, &real);
	ClockGettime(LX_CLOCK_MONOTONIC, &now);
	until.sec = real.sec + deadline->sec - now.sec;
	until.nsec = real.nsec + deadline->nsec - now.nsec;
	if (until.nsec < 0) {
		until.nsec += 1000000000;
		until.sec--;
	} else if (until.nsec >= 1000000000) {
		until.nsec -= 1000000000;
		until.sec++;
	}
	return until;
}

static int is_over(const Timespec *deadline)
{
	Timespec now;

	ClockGettime(LX_CLOCK_MONOTONIC, &now);
	return now.sec > deadline->sec || (now.sec == deadline->sec && now.nsec >= deadline->nsec);
}

int lx_pi_mutex_wait(PIMutex *m, int clock, const Timespec *deadline)
{
	int op = deadline && clock == LX_CLOCK_MONOTONIC ? LX_FUTEX_LOCK_PI2 : LX_FUTEX_LOCK_PI;
	int result;

	if (deadline && deadline->sec < 0)
		return -LX_ETIMEDOUT;
	/* -EAGAIN: the holder is about to end. */
	do
		result = pi(m, op, deadline);
	while (result == -LX_EINTR || result == -LX_EAGAIN);
	/* Before Linux 5.14 there were only deadlines of LX_CLOCK_REALTIME. */
	while (result == -LX_ENOSYS && op == LX_FUTEX_LOCK_PI2) {
		Timespec until = until_realtime(deadline);

		result = pi(m, LX_FUTEX_LOCK_PI, &until);
		if (result == -LX_EINTR || result == -LX_EAGAIN || (result == -LX_ETIMEDOUT && !is_over(deadline)))
			result = -LX_ENOSYS;
		else
			op = LX_FUTEX_LOCK_PI;
	}
	return result;
}

int PIMutexLockUntil(PIMutex *m, int tid, int clock, const Timespec *deadline)
{
	if (!lx_is_deadline(clock, deadline))
		return -LX_EINVAL;
	return PIMutexTryLock(m, tid) == 0 ? 0 : lx_pi_mutex_wait(m, clock, deadline);
}

int lx_pi_mutex_wake(PIMutex *m)
{
	return pi(m, LX_FUTEX_UNLOCK_PI, LX_NULL);
}

/* ---- RobustMutex */

/*
 * When a thread ends, wherever it is in here, the kernel marks each mutex of its ring that has its id, and the pending
 * one. So pending is set before a mutex is taken or given up, and until it stands in the ring or does no more; the
 * compiler must keep that order. The kernel wakes waiters as those of memory that is shared.
 */
static void set_pending(RobustThread *t, RobustMutex *m)
{
	__asm__ __volatile__("" : : : "memory");
	t->head.pending = m;
	__asm__ __volatile__("" : : : "memory");
}

static void link_in(RobustThread *t, RobustMutex *m)
{
	m->next = t->head.first;
	m->previous = &t->head.first;
	if (m->next != &t->head)
		((RobustMutex *)m->next)->previous = &m->next;
	__asm__ __volatile__("" : : : "memory");
	t->head.first = m;
}

static void unlink_from(RobustThread *t, RobustMutex *m)
{
	*m->previous = m->next;
	if (m->next != &t->head)
		((RobustMutex *)m->next)->previous = m->previous;
}

/* acquire takes m, without waiting where there is no clock. */
static int acquire(RobustMutex *m, RobustThread *t, int clock, const Timespec *deadline)
{
	unsigned int tid = (unsigned int)t->tid, waiters = 0;
	unsigned int state = __atomic_load_n(&m->state, __ATOMIC_RELAXED);

	for (;;) {
		if ((state & LX_FUTEX_TID_MASK) == tid)
			return -LX_EDEADLK;
		if ((state & LX_FUTEX_TID_MASK) == 0) {
			if (!__atomic_compare_exchange_n(&m->state, &state, tid | waiters | (state & LX_FUTEX_WAITERS), 0,
							 __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
				continue;
			link_in(t, m);
			return state & LX_FUTEX_OWNER_DIED ? -LX_EOWNERDEAD : 0;
		}
		if (clock < 0)
			return -LX_EBUSY;
		if (!(state & LX_FUTEX_WAITERS) &&
		    !__atomic_compare_exchange_n(&m->state, &state, state | LX_FUTEX_WAITERS, 0, __ATOMIC_RELAXED,
						 __ATOMIC_RELAXED))
			continue;
		waiters = LX_FUTEX_WAITERS;
		if (lx_lock_wait(&m->state, state | LX_FUTEX_WAITERS, LX_LOCK_SHARED, clock, deadline) == -LX_ETIMEDOUT)
			return -LX_ETIMEDOUT;
		state = __atomic_load_n(&m->state, __ATOMIC_RELAXED);
	}
}

static int robust_lock(RobustMutex *m, RobustThread *t, int clock, const Timespec *deadline)
{
	int result;

	set_pending(t, m);
	result = acquire(m, t, clock, deadline);
	set_pending(t, LX_NULL);
	return result;
}

int RobustThreadInit(RobustThread *t)
{
	int tid = Gettid();

	if (tid < 0)
		return tid;
	t->head.first = &t->head;
	t->head.offset = (long)__builtin_offsetof(RobustMutex, state);
	t->head.pending = LX_NULL;
	t->tid = tid;
	return SetRobustList((RobustListHead *)(void *)&t->head, sizeof(t->head));
}

int RobustMutexLock(RobustMutex *m, RobustThread *t)
{
	return robust_lock(m, t, LX_CLOCK_MONOTONIC, LX_NULL);
}

int RobustMutexTryLock(RobustMutex *m, RobustThread *t)
{
	return robust_lock(m, t, -1, LX_NULL);
}

int RobustMutexLockUntil(RobustMutex *m, RobustThread *t, int clock, const Timespec *deadline)
{
	return lx_is_deadline(clock, deadline) ? robust_lock(m, t, clock, deadline) : -LX_EINVAL;
}

int RobustMutexUnlock(RobustMutex *m, RobustThread *t)
{
	if ((__atomic_load_n(&m->state, __ATOMIC_RELAXED) & LX_FUTEX_TID_MASK) != (unsigned int)t->tid)
		return -LX_EPERM;
	set_pending(t, m);
	unlink_from(t, m);
	if (__atomic_exchange_n(&m->state, 0U, __ATOMIC_RELEASE) & LX_FUTEX_WAITERS)
		lx_lock_wake(&m->state, 1, LX_LOCK_SHARED);
	set_pending(t, LX_NULL);
	return 0;
}

/* ---- at the end of a thread whose RobustThread is gone before the kernel would look */

/* die marks what a thread holds, and wakes one who waits. */
static void die(void *entry, long offset, unsigned int tid)
{
	unsigned int *word = (unsigned int *)(void *)((char *)entry + offset);
	unsigned int state = __atomic_load_n(word, __ATOMIC_RELAXED);

	do
		if ((state & LX_FUTEX_TID_MASK) != tid)
			return;
	while (!__atomic_compare_exchange_n(word, &state, (state & LX_FUTEX_WAITERS) | LX_FUTEX_OWNER_DIED, 0,
					    __ATOMIC_RELEASE, __ATOMIC_RELAXED));
	if (state & LX_FUTEX_WAITERS)
		lx_lock_wake(word, 1, LX_LOCK_SHARED);
}

void lx_thread_robust(unsigned long low, unsigned long high, int tid)
{
	RobustListHead *list = LX_NULL;
	unsigned long size;
	RobustThread *t;
	void *entry, *pending;

	if (GetRobustList(0, &list, &size) != 0 || (unsigned long)list < low || (unsigned long)list >= high)
		return;
	t = (RobustThread *)(void *)list;
	pending = t->head.pending;
	for (entry = t->head.first; entry != &t->head;) {
		void *next = *(void **)entry;

		if (entry != pending)
			die(entry, t->head.offset, (unsigned int)tid);
		entry = next;
	}
	if (pending)
		die(pending, t->head.offset, (unsigned int)tid);
	SetRobustList(LX_NULL, sizeof(t->head));
}
