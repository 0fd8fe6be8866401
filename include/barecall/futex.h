/*
 * What locks and other synchronisation stand on: futexes, robust lists, restartable sequences, memory barriers.
 */
#ifndef LX_FUTEX_H
#define LX_FUTEX_H

#include "base.h"
#include "uapi/futex.h"

/* FutexWaitv_t: one futex of FutexWaitv and FutexRequeue. struct futex_waitv. */
typedef struct FutexWaitv_t {
	unsigned long val;
	unsigned long uaddr; /* the futex's address */
	unsigned int flags; /* LX_FUTEX2_* */
	unsigned int reserved; /* 0 */
} FutexWaitv_t;

/* RobustList: one held lock in a thread's list. struct robust_list. */
typedef struct RobustList {
	struct RobustList *next;
} RobustList;

/*
 * RobustListHead: the locks that a thread holds, a ring that ends at list itself. The kernel marks each futex, which
 * lies futex_offset bytes from its entry, with LX_FUTEX_OWNER_DIED when the thread ends. struct robust_list_head.
 */
typedef struct RobustListHead {
	RobustList list;
	long futex_offset;
	RobustList *list_op_pending;
} RobustListHead;

/*
 * Rseq_t: what a thread shares with the kernel through Rseq. The memory must be as large and as aligned as the
 * auxiliary vector's AT_RSEQ_FEATURE_SIZE and AT_RSEQ_ALIGN say, at least 32 each: Linux 7.0 wants an alignment of 64,
 * which this type has not by itself. Or rseq_len is 32, and so is the alignment, on every kernel. struct rseq.
 */
typedef struct Rseq_t {
	unsigned int cpu_id_start; /* a processor that there is: the present one, as cpu_id, once that is known */
	unsigned int cpu_id; /* the present processor; (unsigned)-1 before Rseq, (unsigned)-2: that failed */
	unsigned long rseq_cs; /* the address of the RseqCs that the thread is in, or 0 */
	unsigned int flags;
	unsigned int node_id; /* since Linux 6.3 */
	unsigned int mm_cid; /* since Linux 6.3 */
	unsigned int slice_ctrl; /* request in byte 0, granted in byte 1. Since Linux 7.0 */
	unsigned char reserved[32];
} __attribute__((__aligned__(32))) Rseq_t;

/* RseqCs: a critical section of restartable code; the 4 bytes before abort_ip are Rseq's sig. struct rseq_cs. */
typedef struct RseqCs {
	unsigned int version;
	unsigned int flags;
	unsigned long start_ip;
	unsigned long post_commit_offset;
	unsigned long abort_ip;
} __attribute__((__aligned__(32))) RseqCs;

#ifdef LX_LINK_NAMES
#include "extern/futex.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Futex waits at, or wakes waiters of, the 32-bit word uaddr, an int or unsigned. op: LX_FUTEX_*, the _PRIVATE ones when the word is in memory of
 * one process. LX_FUTEX_WAIT sleeps while *uaddr is val, for the time in timeout (NULL: without end); the other waits
 * take an absolute timeout. LX_FUTEX_REQUEUE, LX_FUTEX_CMP_REQUEUE and LX_FUTEX_WAKE_OP take a number in timeout's
 * place: pass (const Timespec *)(long)n. Returns 0 or how many were woken or moved. -EAGAIN: *uaddr was not val (for a
 * waiter, go on); -ETIMEDOUT; -EINTR. A waiter may also wake without cause, so it looks at the word again. futex(2).
 */
LX_API long Futex(void *uaddr, int op, unsigned int val, const Timespec *timeout, void *uaddr2, unsigned int val3)
{
	return lx_trap6(LX_SYS_futex, LX_PTR(uaddr), op, val, LX_PTR(timeout), LX_PTR(uaddr2), val3);
}

/*
 * FutexWait sleeps while the futex uaddr, of the size in flags (LX_FUTEX2_SIZE_U32, LX_FUTEX2_PRIVATE), is val, until
 * woken by a FutexWake with a bit of mask, or until the absolute time timeout of clockid (NULL: without end).
 * -EAGAIN: it was not val; -ETIMEDOUT; -EINTR. Since Linux 6.7. No man page: kernel/futex/syscalls.c.
 */
LX_API int FutexWait(const void *uaddr, unsigned long val, unsigned long mask, unsigned int flags,
		     const Timespec *timeout, int clockid)
{
	return (int)lx_trap6(LX_SYS_futex_wait, LX_PTR(uaddr), LX_PTR(val), LX_PTR(mask), flags, LX_PTR(timeout),
			     clockid);
}

/*
 * FutexWake wakes at most nr waiters of the futex uaddr whose mask has a bit of mask. flags as in FutexWait. Returns
 * how many were woken. Since Linux 6.7. No man page: kernel/futex/syscalls.c.
 */
LX_API int FutexWake(void *uaddr, unsigned long mask, int nr, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_futex_wake, LX_PTR(uaddr), LX_PTR(mask), nr, flags);
}

/*
 * FutexRequeue wakes at most nr_wake waiters of the futex waiters[0] and moves at most nr_requeue more to waiters[1],
 * if waiters[0] still has its val. flags must be 0. Returns how many were woken and moved. -EAGAIN: another value.
 * Since Linux 6.7. No man page: kernel/futex/syscalls.c.
 */
LX_API int FutexRequeue(const FutexWaitv_t waiters[2], unsigned int flags, int nr_wake, int nr_requeue)
{
	return (int)lx_trap4(LX_SYS_futex_requeue, LX_PTR(waiters), flags, nr_wake, nr_requeue);
}

/*
 * FutexWaitv sleeps until one of nr_futexes futexes, at most LX_FUTEX_WAITV_MAX, is woken or, -EAGAIN, is not its val,
 * or until the absolute time timeout of clockid (NULL: without end). flags must be 0. Returns the index of one that
 * was woken; others may be too. -ETIMEDOUT; -EINTR. Since Linux 5.16. futex_waitv(2).
 */
LX_API int FutexWaitv(const FutexWaitv_t *waiters, unsigned int nr_futexes, unsigned int flags,
		      const Timespec *timeout, int clockid)
{
	return (int)lx_trap5(LX_SYS_futex_waitv, LX_PTR(waiters), nr_futexes, flags, LX_PTR(timeout), clockid);
}

/*
 * GetRobustList stores a thread's robust list, 0 being the caller, and its head's size. Since Linux 2.6.17.
 * get_robust_list(2).
 */
LX_API int GetRobustList(int pid, RobustListHead **head_ptr, unsigned long *len_ptr)
{
	return (int)lx_trap3(LX_SYS_get_robust_list, pid, LX_PTR(head_ptr), LX_PTR(len_ptr));
}

/*
 * SetRobustList sets the calling thread's robust list; len is sizeof(RobustListHead). A libc has set its own, which
 * this replaces. Since Linux 2.6.17. set_robust_list(2).
 */
LX_API int SetRobustList(RobustListHead *head, unsigned long len)
{
	return (int)lx_trap2(LX_SYS_set_robust_list, LX_PTR(head), LX_PTR(len));
}

/*
 * Rseq registers the calling thread's Rseq_t of rseq_len bytes, with flags 0, or takes it back, with
 * LX_RSEQ_FLAG_UNREGISTER. sig stands in the 4 bytes before each abort address. -EBUSY: that one is registered;
 * -EINVAL: another is, by a libc for instance. Since Linux 4.18, on riscv64 5.18. No man page:
 * Documentation/userspace-api/rseq.rst.
 */
LX_API int Rseq(Rseq_t *rseq, unsigned int rseq_len, int flags, unsigned int sig)
{
	return (int)lx_trap4(LX_SYS_rseq, LX_PTR(rseq), rseq_len, flags, sig);
}

/*
 * RseqSliceYield ends a granted extension of the time slice and lets others run. Returns 1 when the extension was
 * still in force, 0 when not. -ENOSYS: not built into this kernel. Since Linux 7.0.
 */
LX_API int RseqSliceYield(void)
{
	return (int)lx_trap0(LX_SYS_rseq_slice_yield);
}

/*
 * Membarrier makes other threads pass a memory barrier, as cmd (LX_MEMBARRIER_CMD_*) says; the private ones want their
 * REGISTER command first (-EPERM). cpu_id counts with LX_MEMBARRIER_CMD_FLAG_CPU alone (since Linux 5.10).
 * LX_MEMBARRIER_CMD_QUERY returns the commands there are. Since Linux 4.3. membarrier(2).
 */
LX_API int Membarrier(int cmd, unsigned int flags, int cpu_id)
{
	return (int)lx_trap3(LX_SYS_membarrier, cmd, flags, cpu_id);
}

#endif /* BARECALL_EXTERN */
#endif
