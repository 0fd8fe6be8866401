/*
 * ThreadStart of a thread that is not as usual.
 */
#define LX_THREAD_API
#include "thread-parts.h"

#include <barecall/errno.h>
#include <barecall/futex.h>
#include <barecall/sched.h>
#include <barecall/signal.h>
#include "lock-wait.h"

#define LEAST_STACK 0x1000UL
#define MOST 0x4000000000000UL /* more than any address space; sums of a few do not wrap */
#define SETXID 33 /* AllThreadsSyscall's, which is never held back */

/* Start: what a thread does before its function, and ThreadStart waits for. */
typedef struct Start {
	const ThreadAttr *attr;
	Thread *thread;
	unsigned int done;
	int error;
} Start;

/* prepare does in the thread what only it can do. Returns 0 or -errno. */
static int prepare(Thread *t, const ThreadAttr *attr)
{
	Sigset_t mask;
	int error = 0;

	if (attr->name)
		error = (int)Prctl(LX_PR_SET_NAME, (unsigned long)attr->name, 0, 0, 0);
	if (error == 0 && attr->affinity)
		error = SchedSetaffinity(0, attr->affinity_size, attr->affinity);
	if (error == 0 && attr->sched)
		error = SchedSetAttr(0, attr->sched, 0);
	if (error == 0 && attr->rseq_sig != 0 && Rseq(&t->rseq, 32, 0, attr->rseq_sig) == 0)
		t->rseq_sig = attr->rseq_sig;
	if (error == 0 && attr->sigmask) {
		mask.val = attr->sigmask->val & ~(1UL << (SETXID - 1));
		error = PthreadSigmask(LX_SIG_SETMASK, &mask, LX_NULL);
	}
	return error;
}

static int run_prepared(void *argument)
{
	Start *start = argument;
	Thread *t = start->thread;
	int error = prepare(t, start->attr);

	start->error = error;
	/* From then on the caller goes on, and start is gone: it may be woken for nothing. */
	__atomic_store_n(&start->done, 1U, __ATOMIC_RELEASE);
	Futex(&start->done, LX_FUTEX_WAKE | LX_FUTEX_PRIVATE_FLAG, 1, LX_NULL, LX_NULL, 0);
	return error != 0 ? 0 : lx_thread_run(t);
}

/* make finds or maps a thread's memory. Returns the Thread, or an error pointer. */
static Thread *make(Program *program, const ThreadAttr *attr)
{
	unsigned long stack = attr->stack_size != 0 ? attr->stack_size : STACK;
	unsigned long guard = attr->guard_size != 0 ? attr->guard_size : UNIT;
	long tls_size;
	Thread *t;

	if (attr->flags & ~(unsigned int)(LX_THREAD_DETACHED | LX_THREAD_NO_GUARD))
		return (Thread *)-LX_EINVAL;
	if (!attr->stack) {
		if (stack > MOST || guard > MOST)
			return (Thread *)-LX_ENOMEM;
		return lx_thread_map(program, stack, attr->flags & LX_THREAD_NO_GUARD ? 0 : (guard + UNIT - 1) & -UNIT);
	}
	tls_size = lx_tls_program(program);
	if (tls_size < 0)
		return (Thread *)tls_size;
	if ((attr->flags & LX_THREAD_DETACHED) || stack < (unsigned long)tls_size + OWN + LEAST_STACK)
		return (Thread *)-LX_EINVAL;
	t = lx_thread_place(attr->stack, stack, tls_size);
	lx_clear((char *)t, (unsigned long)attr->stack + stack - (unsigned long)t);
	return t;
}

int lx_thread_start_attr(Thread **thread, const ThreadAttr *attr, void *(*function)(void *), void *argument)
{
	Sigset_t all, old;
	Program program;
	Start start;
	int error;

	start.thread = make(&program, attr);
	if (IsErrPtr(start.thread))
		return (int)(long)start.thread;
	start.attr = attr;
	start.done = 0;
	start.thread->function = function;
	start.thread->argument = argument;
	if (attr->flags & LX_THREAD_DETACHED) {
		start.thread->claimed = 1;
		start.thread->state = DETACHED;
		start.thread->leave = lx_thread_leave;
	}
	/* No handler runs in the thread before it has its mask. */
	all.val = ~(1UL << (SETXID - 1));
	if (attr->sigmask)
		PthreadSigmask(LX_SIG_BLOCK, &all, &old);
	error = lx_thread_begin(start.thread, &program, run_prepared, &start);
	if (attr->sigmask)
		PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL);
	if (error > 0) {
		while (!__atomic_load_n(&start.done, __ATOMIC_ACQUIRE))
			lx_lock_wait(&start.done, 0, 0, LX_CLOCK_MONOTONIC, LX_NULL);
		error = start.error;
		if (error != 0)
			lx_thread_wait(start.thread);
	}
	if (error != 0)
		lx_thread_free(start.thread);
	else if (thread)
		*thread = start.thread;
	return error;
}
