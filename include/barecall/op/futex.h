/*
 * Futex's operations, one function each: FutexOpWake is FUTEX_WAKE. uaddr is the address of a 32-bit word; flags:
 * LX_FUTEX_PRIVATE_FLAG where it is in memory of one process, LX_FUTEX_CLOCK_REALTIME where the operation takes an
 * absolute time, which else is of LX_CLOCK_MONOTONIC. futex.h has the raw call, and the newer calls FutexWait,
 * FutexWake, FutexWaitv and FutexRequeue.
 *
 * Those that wait: -EAGAIN: the word has another value, go on; -ETIMEDOUT; -EINTR. They may also return 0 without
 * cause.
 */
#ifndef LX_OP_FUTEX_H
#define LX_OP_FUTEX_H

#include "../base.h"
#include "../futex.h"
#include "../uapi/time.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/futex.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * FutexOpWait sleeps while the word is val, at most for the time in timeout (NULL: without end), which is relative here
 * alone. Returns 0: somebody woke it. futex(2).
 */
LX_API int FutexOpWait(const void *uaddr, unsigned int val, const Timespec *timeout, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_WAIT | flags, val, LX_PTR(timeout), 0, 0);
}

/* FutexOpWake wakes at most nr that sleep at the word. Returns how many. futex(2). */
LX_API int FutexOpWake(void *uaddr, int nr, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_WAKE | flags, nr, 0, 0, 0);
}

/*
 * FutexOpRequeue wakes at most nr_wake, and has at most nr_requeue more sleep at uaddr2. Returns how many it woke.
 * FutexOpCmpRequeue is safer. futex(2).
 */
LX_API int FutexOpRequeue(void *uaddr, int nr_wake, int nr_requeue, void *uaddr2, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_REQUEUE | flags, nr_wake, nr_requeue,
			     LX_PTR(uaddr2), 0);
}

/*
 * FutexOpCmpRequeue is FutexOpRequeue if the word is val, -EAGAIN if not. Returns how many it woke or moved. futex(2).
 */
LX_API int FutexOpCmpRequeue(void *uaddr, int nr_wake, int nr_requeue, void *uaddr2, unsigned int val, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_CMP_REQUEUE | flags, nr_wake, nr_requeue,
			     LX_PTR(uaddr2), val);
}

/*
 * FutexOpWakeOp changes the word uaddr2 as operation says (FutexOpEncode), wakes at most nr_wake at uaddr and, if
 * uaddr2's old value compares so, at most nr_wake2 there. Returns how many. futex(2).
 */
LX_API int FutexOpWakeOp(void *uaddr, int nr_wake, int nr_wake2, void *uaddr2, unsigned int operation, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_WAKE_OP | flags, nr_wake, nr_wake2, LX_PTR(uaddr2),
			     operation);
}

/*
 * FutexOpEncode makes FutexOpWakeOp's operation. op: LX_FUTEX_OP_SET, ADD, OR, ANDN or XOR with oparg (|
 * LX_FUTEX_OP_OPARG_SHIFT: with 1 << oparg); cmp: LX_FUTEX_OP_CMP_EQ, NE, LT, LE, GT or GE with cmparg; the last two
 * are of 12 bits, with a sign. No system call. futex(2).
 */
LX_API unsigned int FutexOpEncode(unsigned int op, unsigned int cmp, unsigned int oparg, unsigned int cmparg)
{
	return (op & 0xf) << 28 | (cmp & 0xf) << 24 | (oparg & 0xfff) << 12 | (cmparg & 0xfff);
}

/*
 * FutexOpWaitBitset is FutexOpWait until an absolute time, woken by FutexOpWakeBitset with a bit of mask, not 0, and by
 * FutexOpWake. Since Linux 2.6.25. futex(2).
 */
LX_API int FutexOpWaitBitset(const void *uaddr, unsigned int val, const Timespec *timeout, unsigned int mask, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_WAIT_BITSET | flags, val, LX_PTR(timeout), 0, mask);
}

/*
 * FutexOpWakeBitset wakes at most nr whose mask has a bit of this one. Returns how many. Since Linux 2.6.25. futex(2).
 */
LX_API int FutexOpWakeBitset(void *uaddr, int nr, unsigned int mask, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_WAKE_BITSET | flags, nr, 0, 0, mask);
}

/*
 * FutexOpLockPI takes a lock, and lends its owner this thread's priority while it waits, until an absolute time on
 * LX_CLOCK_REALTIME. The word is 0, free, or its owner's thread id, with LX_FUTEX_WAITERS where others wait. Returns 0.
 * -EDEADLK: it has it; -ESRCH: the owner is gone. futex(2).
 */
LX_API int FutexOpLockPI(void *uaddr, const Timespec *timeout, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_LOCK_PI | flags, 0, LX_PTR(timeout), 0, 0);
}

/* FutexOpLockPI2 is FutexOpLockPI whose time is of LX_CLOCK_MONOTONIC. Since Linux 5.14. futex(2). */
LX_API int FutexOpLockPI2(void *uaddr, const Timespec *timeout, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_LOCK_PI2 | flags, 0, LX_PTR(timeout), 0, 0);
}

/*
 * FutexOpTrylockPI takes the lock if it is free, or if its owner is gone, and never waits. Returns 0. -EAGAIN: another
 * has it. futex(2).
 */
LX_API int FutexOpTrylockPI(void *uaddr, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_TRYLOCK_PI | flags, 0, 0, 0, 0);
}

/*
 * FutexOpUnlockPI gives the lock to who has waited at the highest priority, or makes it free. Returns 0. -EPERM:
 * another has it. futex(2).
 */
LX_API int FutexOpUnlockPI(void *uaddr, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_UNLOCK_PI | flags, 0, 0, 0, 0);
}

/*
 * FutexOpWaitRequeuePI is FutexOpWaitBitset at uaddr until FutexOpCmpRequeuePI moves it to the lock uaddr2. Returns 0:
 * it has the lock. Since Linux 2.6.31. futex(2).
 */
LX_API int FutexOpWaitRequeuePI(const void *uaddr, unsigned int val, const Timespec *timeout, void *uaddr2, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_WAIT_REQUEUE_PI | flags, val, LX_PTR(timeout),
			     LX_PTR(uaddr2), 0);
}

/*
 * FutexOpCmpRequeuePI gives one that waits at uaddr the lock uaddr2, and has at most nr_requeue more wait for that, if
 * uaddr is val. Returns how many. -EAGAIN. Since Linux 2.6.31. futex(2).
 */
LX_API int FutexOpCmpRequeuePI(void *uaddr, int nr_requeue, void *uaddr2, unsigned int val, int flags)
{
	return (int)lx_trap6(LX_SYS_futex, LX_PTR(uaddr), LX_FUTEX_CMP_REQUEUE_PI | flags, 1, nr_requeue,
			     LX_PTR(uaddr2), val);
}

#endif /* BARECALL_EXTERN */
#endif
