/*
 * Locks, and other ways for threads to wait for each other, on futexes. Not part of barecall.h.
 *
 * All zero is a valid start for every type but Barrier, which needs its count, and RobustMutex's thread. Nothing is
 * allocated, and nothing has to be given back: memory may be freed when no thread is in, or will call, a function on it.
 * What needs no waiting is inline: one atomic instruction. What waits is linked from libbarecall.a, sleeps in futex(2)
 * and cannot be interrupted: after a signal's handler it goes on waiting.
 *
 * Functions with Until in their names wait no longer than to deadline, an absolute time of clock, which is
 * LX_CLOCK_MONOTONIC or LX_CLOCK_REALTIME (what sets that clock moves the deadline); deadline NULL is without end.
 * Their errors: -ETIMEDOUT; -EINVAL: another clock, or nsec not in 0..999999999.
 *
 * Between processes: flags LX_LOCK_SHARED, in memory that they share, set before the first use. In a handler of signals
 * only SemaphorePost, EventSet, WaitGroupDone and the Try forms may be called, and unlocking what the handler has locked.
 * In the child of a Fork a lock is as it was in the moment of the fork: what another thread held nobody will unlock.
 * Where a seccomp filter forbids futex(2) waiting becomes spinning.
 */
#ifndef LX_LOCK_H
#define LX_LOCK_H

#include "base.h"
#include "uapi/futex.h"
#include "uapi/time.h"

/* In a lock's flags. */
enum {
	LX_LOCK_SHARED = 1 /* processes share it */
};

/* Mutex: one thread at a time holds it. It knows not which, and locking it twice waits for ever. */
typedef struct Mutex {
	unsigned int state; /* 0 free, 1 held, 2 held and perhaps waited for */
	unsigned int flags;
} Mutex;

/*
 * RWLock: many read, or one writes. Who waits to write goes before who comes to read; a thread that reads must not lock
 * to read again, since a writer may have come to wait in between.
 */
typedef struct RWLock {
	unsigned int state; /* how many read, or LX_RWLOCK_WRITER; and whether some wait to read, or to write */
	unsigned int turn; /* what writers sleep on; another number for each that was woken */
	unsigned int flags;
} RWLock;

/* Private: the bits of RWLock.state. */
enum {
	LX_RWLOCK_WRITER = 0x3fffffff,
	LX_RWLOCK_READERS_WAIT = 0x40000000
};
#define LX_RWLOCK_WRITERS_WAIT 0x80000000U

/* Cond: a condition of what a Mutex guards has come to be, perhaps. */
typedef struct Cond {
	unsigned int turn; /* another number for each signal */
	unsigned int waiters;
	unsigned int flags;
} Cond;

/* Semaphore: a number of things that may be taken, at most 0x7fffffff. SemaphoreInit or all zero: none. */
typedef struct Semaphore {
	unsigned long state; /* the number; in the upper half how many threads wait */
	unsigned int flags;
} Semaphore;

/* Once: whether something was done that is to be done once. */
typedef struct Once {
	unsigned int state; /* 0 not yet, 1 being done, 2 and waited for, 3 done */
} Once;

/* Barrier: count threads wait for each other, again and again. */
typedef struct Barrier {
	unsigned long state; /* how often it has let them go; in the upper half how many wait */
	unsigned int count; /* how many; to be set before the first use */
	unsigned int flags;
} Barrier;

/* WaitGroup: a number of things that are to be done; whoever waits goes on when it is 0. */
typedef struct WaitGroup {
	unsigned long state; /* the number; in the upper half how many threads wait */
	unsigned int flags;
} WaitGroup;

/* Event: something has happened, which stays so until it is reset. */
typedef struct Event {
	unsigned int state; /* bit 0: set; bit 1: waited for; above, a number for each time it was set */
	unsigned int flags;
} Event;

/* Private: what waits and wakes. */
int lx_mutex_wait(Mutex *m, int clock, const Timespec *deadline) LX_SYMBOL("lx_mutex_wait") __attribute__((__cold__));
int lx_rwlock_wait_read(RWLock *l, int clock, const Timespec *deadline)
	LX_SYMBOL("lx_rwlock_wait_read") __attribute__((__cold__));
int lx_rwlock_wait_write(RWLock *l, int clock, const Timespec *deadline)
	LX_SYMBOL("lx_rwlock_wait_write") __attribute__((__cold__));
void lx_rwlock_wake(RWLock *l, unsigned int state) LX_SYMBOL("lx_rwlock_wake") __attribute__((__cold__));
void lx_once_do(Once *o, void (*function)(void *), void *argument) LX_SYMBOL("lx_once_do") __attribute__((__cold__));
void lx_lock_wake(const void *word, int count, unsigned int flags) LX_SYMBOL("lx_lock_wake") __attribute__((__cold__));

/* MutexLock waits until it holds m. Not in a handler. */
void MutexLock(Mutex *m) LX_SYMBOL("lx_MutexLock");

/* MutexTryLock returns 0, holding m, or -EBUSY: it is held. */
int MutexTryLock(Mutex *m) LX_SYMBOL("lx_MutexTryLock");

/* MutexLockUntil waits until it holds m, or to a deadline. Returns 0 or an error as said above. */
int MutexLockUntil(Mutex *m, int clock, const Timespec *deadline) LX_SYMBOL("lx_MutexLockUntil");

/* MutexUnlock gives m up, which the caller must hold: who does not lets two threads in. */
void MutexUnlock(Mutex *m) LX_SYMBOL("lx_MutexUnlock");

/* RWLockRead waits until it may read: nobody writes or waits to write. */
void RWLockRead(RWLock *l) LX_SYMBOL("lx_RWLockRead");

/* RWLockTryRead returns 0, holding l to read, or -EBUSY. */
int RWLockTryRead(RWLock *l) LX_SYMBOL("lx_RWLockTryRead");

/* RWLockReadUntil is RWLockRead with a deadline. */
int RWLockReadUntil(RWLock *l, int clock, const Timespec *deadline) LX_SYMBOL("lx_RWLockReadUntil");

/* RWLockReadUnlock ends the caller's reading. */
void RWLockReadUnlock(RWLock *l) LX_SYMBOL("lx_RWLockReadUnlock");

/* RWLockWrite waits until it may write: nobody reads or writes. */
void RWLockWrite(RWLock *l) LX_SYMBOL("lx_RWLockWrite");

/* RWLockTryWrite returns 0, holding l to write, or -EBUSY. */
int RWLockTryWrite(RWLock *l) LX_SYMBOL("lx_RWLockTryWrite");

/* RWLockWriteUntil is RWLockWrite with a deadline. */
int RWLockWriteUntil(RWLock *l, int clock, const Timespec *deadline) LX_SYMBOL("lx_RWLockWriteUntil");

/* RWLockWriteUnlock ends the caller's writing. */
void RWLockWriteUnlock(RWLock *l) LX_SYMBOL("lx_RWLockWriteUnlock");

/*
 * CondWait gives m up, sleeps until signalled, and holds m again. It may also return without a signal: whoever waits
 * looks at what it waits for, and waits again. All who wait at one time must do so with the same m.
 */
void CondWait(Cond *c, Mutex *m) LX_SYMBOL("lx_CondWait");

/* CondWaitUntil is CondWait with a deadline. Whatever it returns, the caller holds m; on -EINVAL it never gave it up. */
int CondWaitUntil(Cond *c, Mutex *m, int clock, const Timespec *deadline) LX_SYMBOL("lx_CondWaitUntil");

/*
 * CondSignal wakes one of those who wait, if any. Sure to be seen by whoever gave the Mutex up to wait before the caller
 * held it.
 */
void CondSignal(Cond *c) LX_SYMBOL("lx_CondSignal");

/* CondBroadcast wakes all who wait. */
void CondBroadcast(Cond *c) LX_SYMBOL("lx_CondBroadcast");

/* SemaphoreInit lets value things be taken, at most 0x7fffffff; nobody may be using s. -EINVAL: more. */
int SemaphoreInit(Semaphore *s, unsigned int value, unsigned int flags) LX_SYMBOL("lx_SemaphoreInit");

/* SemaphoreWait waits until there is a thing, and takes it. */
void SemaphoreWait(Semaphore *s) LX_SYMBOL("lx_SemaphoreWait");

/* SemaphoreTryWait takes a thing and returns 0, or -EAGAIN: there is none. */
int SemaphoreTryWait(Semaphore *s) LX_SYMBOL("lx_SemaphoreTryWait");

/* SemaphoreWaitUntil is SemaphoreWait with a deadline. */
int SemaphoreWaitUntil(Semaphore *s, int clock, const Timespec *deadline) LX_SYMBOL("lx_SemaphoreWaitUntil");

/* SemaphorePost adds a thing. Returns 0. -EOVERFLOW: there are 0x7fffffff. */
int SemaphorePost(Semaphore *s) LX_SYMBOL("lx_SemaphorePost");

/*
 * OnceDo calls function(argument) if no call of OnceDo on o has before, or waits until such a call has returned. So
 * after it what function did is done, and seen. A function that calls OnceDo on the same o waits for ever.
 */
void OnceDo(Once *o, void (*function)(void *argument), void *argument) LX_SYMBOL("lx_OnceDo");

/*
 * BarrierWait waits until count threads have called it, the caller among them, which then all go on. Returns 1 in the
 * last one that came, 0 in the others. -EINVAL: count is 0.
 */
int BarrierWait(Barrier *b) LX_SYMBOL("lx_BarrierWait");

/*
 * WaitGroupAdd adds to the number. At 0 it may be used anew when all who waited have returned. Returns 0; -EINVAL with
 * nothing changed: the number would be negative, or over 0x7fffffff.
 */
int WaitGroupAdd(WaitGroup *g, int delta) LX_SYMBOL("lx_WaitGroupAdd");

/* WaitGroupDone is WaitGroupAdd of -1. */
int WaitGroupDone(WaitGroup *g) LX_SYMBOL("lx_WaitGroupDone");

/* WaitGroupWait waits until the number is 0. */
void WaitGroupWait(WaitGroup *g) LX_SYMBOL("lx_WaitGroupWait");

/* WaitGroupWaitUntil is WaitGroupWait with a deadline. */
int WaitGroupWaitUntil(WaitGroup *g, int clock, const Timespec *deadline) LX_SYMBOL("lx_WaitGroupWaitUntil");

/* EventSet lets all go on who wait, and all who will. */
void EventSet(Event *e) LX_SYMBOL("lx_EventSet");

/* EventReset makes those wait who come from now on. */
void EventReset(Event *e) LX_SYMBOL("lx_EventReset");

/* EventIsSet tells whether the event is set. */
int EventIsSet(const Event *e) LX_SYMBOL("lx_EventIsSet");

/* EventWait waits until the event is set, however soon it is reset. */
void EventWait(Event *e) LX_SYMBOL("lx_EventWait");

/* EventWaitUntil is EventWait with a deadline. */
int EventWaitUntil(Event *e, int clock, const Timespec *deadline) LX_SYMBOL("lx_EventWaitUntil");

/*
 * PIMutex: a Mutex that lends its holder the priority of who waits for it (FUTEX_LOCK_PI), so that no thread of a middle
 * priority keeps both waiting. It knows its holder by the thread's id, which each call is given: Gettid is a system
 * call, and a thread knows it for long.
 */
typedef struct PIMutex {
	unsigned int owner; /* 0, or a thread's id, and LX_FUTEX_WAITERS */
	unsigned int flags;
} PIMutex;

/* Private: what waits and wakes. */
int lx_pi_mutex_wait(PIMutex *m, int clock, const Timespec *deadline)
	LX_SYMBOL("lx_pi_mutex_wait") __attribute__((__cold__));
int lx_pi_mutex_wake(PIMutex *m) LX_SYMBOL("lx_pi_mutex_wake") __attribute__((__cold__));

/*
 * PIMutexLock waits until it holds m; tid is the calling thread's. Returns 0. -EDEADLK: the caller holds it, or waiting
 * would close a ring; -ESRCH: whose id stands there is no thread; -ENOMEM; -ENOSYS: not built into this kernel. futex(2).
 */
int PIMutexLock(PIMutex *m, int tid) LX_SYMBOL("lx_PIMutexLock");

/* PIMutexTryLock returns 0, holding m, or -EBUSY. */
int PIMutexTryLock(PIMutex *m, int tid) LX_SYMBOL("lx_PIMutexTryLock");

/* PIMutexLockUntil is PIMutexLock with a deadline. */
int PIMutexLockUntil(PIMutex *m, int tid, int clock, const Timespec *deadline) LX_SYMBOL("lx_PIMutexLockUntil");

/* PIMutexUnlock gives m up, to the waiter of the highest priority. Returns 0. -EPERM: the caller does not hold it. */
int PIMutexUnlock(PIMutex *m, int tid) LX_SYMBOL("lx_PIMutexUnlock");

/*
 * RobustThread: a thread's part in its RobustMutexes: where the kernel finds, when the thread ends, which it holds. It
 * must stay until then.
 */
typedef struct RobustThread {
	struct {
		void *first; /* struct robust_list_head: a ring of RobustMutex.next that ends here */
		long offset;
		void *pending;
	} head;
	int tid;
} RobustThread;

/*
 * RobustMutex: a Mutex whose next holder is told that the last one ended without unlocking it. For threads of one
 * process and of several, in memory that they share at any address.
 */
typedef struct RobustMutex {
	void *next; /* in its holder's ring, and the place there that leads here */
	void **previous;
	unsigned int state; /* 0, or a thread's id, LX_FUTEX_WAITERS, LX_FUTEX_OWNER_DIED */
} RobustMutex;

/*
 * RobustThreadInit makes t the calling thread's. A libc has a list of its own for its robust mutexes, which this takes
 * the place of. set_robust_list(2).
 */
int RobustThreadInit(RobustThread *t) LX_SYMBOL("lx_RobustThreadInit");

/*
 * RobustMutexLock waits until it holds m; t is the calling thread's. Returns 0; or -EOWNERDEAD, holding it too: the last
 * holder ended, and what m guards may be half changed. -EDEADLK: the caller holds it already.
 */
int RobustMutexLock(RobustMutex *m, RobustThread *t) LX_SYMBOL("lx_RobustMutexLock");

/* RobustMutexTryLock is RobustMutexLock that returns -EBUSY in place of waiting. */
int RobustMutexTryLock(RobustMutex *m, RobustThread *t) LX_SYMBOL("lx_RobustMutexTryLock");

/* RobustMutexLockUntil is RobustMutexLock with a deadline. */
int RobustMutexLockUntil(RobustMutex *m, RobustThread *t, int clock, const Timespec *deadline)
	LX_SYMBOL("lx_RobustMutexLockUntil");

/* RobustMutexUnlock gives m up. Returns 0. -EPERM: the caller does not hold it. */
int RobustMutexUnlock(RobustMutex *m, RobustThread *t) LX_SYMBOL("lx_RobustMutexUnlock");

#ifndef BARECALL_EXTERN

/* Where functions are not inlined this makes none, and those of the archive are called: it compiles the same text. */
#ifndef LX_LOCK_API
#define LX_LOCK_API extern __inline__ __attribute__((__gnu_inline__))
#endif

LX_LOCK_API int MutexTryLock(Mutex *m)
{
	unsigned int state = 0;

	if (__atomic_compare_exchange_n(&m->state, &state, 1U, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		return 0;
	return -LX_EBUSY;
}

LX_LOCK_API void MutexLock(Mutex *m)
{
	if (MutexTryLock(m) != 0)
		lx_mutex_wait(m, LX_CLOCK_MONOTONIC, LX_NULL);
}

/* Whoever locks it next may free it: all of m that is needed is read before. */
LX_LOCK_API void MutexUnlock(Mutex *m)
{
	unsigned int flags = m->flags;

	if (__atomic_exchange_n(&m->state, 0U, __ATOMIC_RELEASE) == 2)
		lx_lock_wake(&m->state, 1, flags);
}

LX_LOCK_API int RWLockTryRead(RWLock *l)
{
	unsigned int state = __atomic_load_n(&l->state, __ATOMIC_RELAXED);

	while (state < LX_RWLOCK_WRITER - 1)
		if (__atomic_compare_exchange_n(&l->state, &state, state + 1, 1, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return 0;
	return -LX_EBUSY;
}

LX_LOCK_API void RWLockRead(RWLock *l)
{
	if (RWLockTryRead(l) != 0)
		lx_rwlock_wait_read(l, LX_CLOCK_MONOTONIC, LX_NULL);
}

LX_LOCK_API void RWLockReadUnlock(RWLock *l)
{
	unsigned int state = __atomic_sub_fetch(&l->state, 1U, __ATOMIC_RELEASE);

	if ((state & LX_RWLOCK_WRITER) == 0 && state != 0)
		lx_rwlock_wake(l, state);
}

LX_LOCK_API int RWLockTryWrite(RWLock *l)
{
	unsigned int state = 0;

	if (__atomic_compare_exchange_n(&l->state, &state, (unsigned int)LX_RWLOCK_WRITER, 0, __ATOMIC_ACQUIRE,
					__ATOMIC_RELAXED))
		return 0;
	return -LX_EBUSY;
}

LX_LOCK_API void RWLockWrite(RWLock *l)
{
	if (RWLockTryWrite(l) != 0)
		lx_rwlock_wait_write(l, LX_CLOCK_MONOTONIC, LX_NULL);
}

LX_LOCK_API void RWLockWriteUnlock(RWLock *l)
{
	unsigned int state = __atomic_sub_fetch(&l->state, (unsigned int)LX_RWLOCK_WRITER, __ATOMIC_RELEASE);

	if (state != 0)
		lx_rwlock_wake(l, state);
}

LX_LOCK_API void OnceDo(Once *o, void (*function)(void *argument), void *argument)
{
	if (__atomic_load_n(&o->state, __ATOMIC_ACQUIRE) != 3)
		lx_once_do(o, function, argument);
}

LX_LOCK_API int EventIsSet(const Event *e)
{
	return (int)(__atomic_load_n(&e->state, __ATOMIC_ACQUIRE) & 1);
}

LX_LOCK_API int PIMutexTryLock(PIMutex *m, int tid)
{
	unsigned int owner = 0;

	if (__atomic_compare_exchange_n(&m->owner, &owner, (unsigned int)tid, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		return 0;
	return -LX_EBUSY;
}

LX_LOCK_API int PIMutexLock(PIMutex *m, int tid)
{
	return PIMutexTryLock(m, tid) == 0 ? 0 : lx_pi_mutex_wait(m, LX_CLOCK_MONOTONIC, LX_NULL);
}

LX_LOCK_API int PIMutexUnlock(PIMutex *m, int tid)
{
	unsigned int owner = (unsigned int)tid;

	if (__atomic_compare_exchange_n(&m->owner, &owner, 0U, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
		return 0;
	return lx_pi_mutex_wake(m);
}

#endif /* BARECALL_EXTERN */
#endif
