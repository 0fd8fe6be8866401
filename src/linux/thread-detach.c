/*
 * ThreadDetach, and how a detached thread frees its memory itself: no signal may come any more, the kernel must know of
 * nothing in there, and the last steps are machine code that needs no stack.
 */
#include "thread-parts.h"

#include <barecall/errno.h>
#include <barecall/futex.h>
#include <barecall/signal.h>

void lx_thread_leave(Thread *t)
{
	Sigset_t all;

	all.val = ~0UL;
	PthreadSigmask(LX_SIG_SETMASK, &all, LX_NULL);
	lx_thread_robust((unsigned long)t->memory, (unsigned long)t->memory + t->size, t->tid);
	if (t->rseq_sig != 0)
		Rseq(&t->rseq, 32, LX_RSEQ_FLAG_UNREGISTER, t->rseq_sig);
	SetTidAddress(LX_NULL);
	lx_unmap_exit(t->memory, t->size);
}

int ThreadDetach(Thread *t)
{
	if (t->size == 0 || lx_thread_claim(t) != 0)
		return -LX_EINVAL;
	t->leave = lx_thread_leave;
	if (__atomic_exchange_n(&t->state, DETACHED, __ATOMIC_ACQ_REL) == ENDED) {
		/* It has not seen that it is to free its memory, and needs that for some instructions more. */
		lx_thread_wait(t);
		lx_thread_free(t);
	}
	return 0;
}
