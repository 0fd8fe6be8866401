/*
 * Threads (barecall/thread.h): the least of them, to start one as is usual, and to wait for its end.
 */
#include "thread-parts.h"

#include <barecall/errno.h>
#include <barecall/mm.h>
#include "lock-wait.h"
#include "tls.h"

_Thread_local Thread *lx_thread_self __attribute__((__tls_model__("initial-exec")));

Thread *lx_thread_map(unsigned long stack, unsigned long guard)
{
	long tls_size = TlsSize(), error;
	unsigned long size;
	char *memory;
	Thread *t;

	if (tls_size < 0)
		return (Thread *)tls_size;
	size = guard + ((stack + OWN + (unsigned long)tls_size + UNIT - 1) & -UNIT);
	memory = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS | LX_MAP_STACK, -1, 0);
	if (IsErrPtr(memory))
		return (Thread *)(void *)memory;
	t = lx_thread_place(memory, size, (unsigned long)tls_size);
	t->memory = memory;
	t->size = size;
	error = guard != 0 ? Mprotect(memory, guard, LX_PROT_NONE) : 0;
	if (error == 0)
		return t;
	lx_thread_free(t);
	return (Thread *)error;
}

int lx_thread_begin(Thread *t, int (*function)(void *argument), void *argument)
{
	/* The thread-locals lie behind the Thread. */
	char *thread_pointer = lx_tls_init(t + 1);
	long tid;

	*(Thread **)(void *)(thread_pointer + ((char *)&lx_thread_self - lx_get_thread_pointer())) = t;
	/* Its id is in tid before it begins. A detached one, and its memory, may be gone when this returns. */
	tid = CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM |
			LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID,
			t, function, argument, &t->tid, &t->tid, (unsigned long)thread_pointer);
	return tid < 0 ? (int)tid : 0;
}

void lx_thread_end(Thread *t, void *result)
{
	ThreadExitCall *call;

	while ((call = __atomic_load_n(&t->exit_calls, __ATOMIC_RELAXED)) != LX_NULL)
		/* A handler may come in between, and add its own. */
		if (__atomic_compare_exchange_n(&t->exit_calls, &call, call->next, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			call->function(call->argument);
	t->argument = result;
	if (__atomic_exchange_n(&t->state, ENDED, __ATOMIC_ACQ_REL) == DETACHED)
		t->leave(t);
	ExitThread(0);
}

int lx_thread_run(void *thread)
{
	Thread *t = thread;

	lx_thread_end(t, t->function(t->argument));
}

void lx_thread_free(Thread *t)
{
	if (t->size != 0)
		Munmap(t->memory, t->size);
}

int lx_thread_start(Thread **thread, void *(*function)(void *), void *argument)
{
	Thread *t = lx_thread_map(STACK, UNIT);
	int error;

	if (IsErrPtr(t))
		return (int)(long)t;
	t->function = function;
	t->argument = argument;
	error = lx_thread_begin(t, lx_thread_run, t);
	if (error != 0)
		lx_thread_free(t);
	else if (thread)
		*thread = t;
	return error;
}

int lx_thread_wait(Thread *t, int clock, const Timespec *deadline)
{
	unsigned int tid;

	/* The kernel wakes as those of memory that is shared. */
	while ((tid = (unsigned int)__atomic_load_n(&t->tid, __ATOMIC_ACQUIRE)) != 0)
		if (lx_lock_wait((unsigned int *)&t->tid, tid, LX_LOCK_SHARED, clock, deadline) == -LX_ETIMEDOUT)
			return -LX_ETIMEDOUT;
	return 0;
}

static int join(Thread *t, void **result, int clock, const Timespec *deadline)
{
	if (t == lx_thread_self)
		return -LX_EDEADLK;
	if (lx_thread_claim(t) != 0)
		return -LX_EINVAL;
	if (lx_thread_wait(t, clock, deadline) != 0) {
		__atomic_store_n(&t->claimed, 0U, __ATOMIC_RELEASE);
		return -LX_ETIMEDOUT;
	}
	if (result)
		*result = t->argument;
	lx_thread_free(t);
	return 0;
}

int ThreadJoin(Thread *t, void **result)
{
	return join(t, result, LX_CLOCK_MONOTONIC, LX_NULL);
}

int ThreadJoinUntil(Thread *t, void **result, int clock, const Timespec *deadline)
{
	return lx_is_deadline(clock, deadline) ? join(t, result, clock, deadline) : -LX_EINVAL;
}

void ThreadExit(void *result)
{
	if (lx_thread_self != LX_NULL)
		lx_thread_end(lx_thread_self, result);
	ExitThread(0);
}

Thread *ThreadSelf(void)
{
	return lx_thread_self;
}

int ThreadTid(const Thread *t)
{
	return __atomic_load_n(&t->tid, __ATOMIC_RELAXED);
}

int ThreadAtExit(ThreadExitCall *call, void (*function)(void *argument), void *argument)
{
	Thread *t = lx_thread_self;

	if (t == LX_NULL)
		return -LX_ESRCH;
	call->function = function;
	call->argument = argument;
	call->next = t->exit_calls;
	/* A handler may come in between, and add its own. */
	while (!__atomic_compare_exchange_n(&t->exit_calls, &call->next, call, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
		;
	return 0;
}

Rseq_t *ThreadRseq(void)
{
	Thread *t = lx_thread_self;

	return t != LX_NULL && t->rseq_sig != 0 ? &t->rseq : LX_NULL;
}
