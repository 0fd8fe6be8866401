/*
 * Threads (barecall/thread.h): the least of them, to start one as is usual, and to wait for its end.
 */
#include "thread-parts.h"

#include <barecall/errno.h>
#include <barecall/mm.h>
#include "lock-wait.h"

_Thread_local Thread *lx_thread_self __attribute__((__tls_model__("initial-exec")));

Thread *lx_thread_map(Program *program, unsigned long stack, unsigned long guard)
{
	long tls_size = lx_tls_program(program), error;
	unsigned long size;
	char *memory;
	Thread *t;

	if (tls_size < 0)
		return (Thread *)tls_size;
	size = guard + ((stack + OWN + (unsigned long)tls_size + UNIT - 1) & -UNIT);
	memory = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS | LX_MAP_STACK, -1, 0);
	if (IsErrPtr(memory))
		return (Thread *)(void *)memory;
	t = lx_thread_place(memory, size, tls_size);
	t->memory = memory;
	t->size = size;
	error = guard != 0 ? Mprotect(memory, guard, LX_PROT_NONE) : 0;
	if (error == 0)
		return t;
	lx_thread_free(t);
	return (Thread *)error;
}

int lx_thread_begin(Thread *t, const Program *program, int (*function)(void *argument), void *argument)
{
	/* The thread-locals lie behind the Thread. */
	char *thread_pointer = lx_place_tls((char *)(t + 1), program);

	lx_copy_canary(thread_pointer);
	*(Thread **)(void *)(thread_pointer + ((char *)&lx_thread_self - lx_get_thread_pointer())) = t;
	/* Its id is in tid before it begins. A detached one, and its memory, may be gone when this returns. */
	return (int)CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM |
			      LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID,
			      t, function, argument, &t->tid, &t->tid, (unsigned long)thread_pointer);
}

void lx_thread_end(Thread *t, void *result)
{
	if (t->call_exit_calls)
		t->call_exit_calls(t);
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
	Program program;
	Thread *t = lx_thread_map(&program, STACK, UNIT);
	int tid;

	if (IsErrPtr(t))
		return (int)(long)t;
	t->function = function;
	t->argument = argument;
	tid = lx_thread_begin(t, &program, lx_thread_run, t);
	if (tid < 0) {
		lx_thread_free(t);
		return tid;
	}
	if (thread)
		*thread = t;
	return 0;
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

Rseq_t *ThreadRseq(void)
{
	Thread *t = lx_thread_self;

	return t != LX_NULL && t->rseq_sig != 0 ? &t->rseq : LX_NULL;
}
