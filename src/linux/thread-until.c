/*
 * ThreadJoinUntil.
 */
#include "thread-parts.h"

#include "lock-wait.h"

int ThreadJoinUntil(Thread *t, void **result, int clock, const Timespec *deadline)
{
	int tid, error = lx_is_deadline(clock, deadline) ? lx_thread_claim_other(t) : -LX_EINVAL;

	if (error != 0)
		return error;
	while ((tid = __atomic_load_n(&t->tid, __ATOMIC_ACQUIRE)) != 0)
		if (lx_lock_wait((unsigned int *)&t->tid, (unsigned int)tid, LX_LOCK_SHARED, clock, deadline) == -LX_ETIMEDOUT) {
			__atomic_store_n(&t->claimed, 0U, __ATOMIC_RELEASE);
			return -LX_ETIMEDOUT;
		}
	return lx_thread_finish(t, result);
}
