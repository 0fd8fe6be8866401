/*
 * Threads (barecall/thread.h): the least of them, to start one as is usual, and to wait for its end.
 */
#include "thread-parts.h"

/* lx_thread_start has these in itself, which is smaller; the rest calls what is linked for it alone. */
#define INLINE __inline__ __attribute__((__always_inline__))

_Thread_local Own lx_thread_own __attribute__((__tls_model__("initial-exec")));

/* kept_in returns where it is known what is kept for the next thread. */
static char **kept_in(void)
{
	return lx_thread_own.kept_in ? lx_thread_own.kept_in : &lx_thread_own.kept;
}

char *lx_thread_swap(char *memory, unsigned long size)
{
	return size == USUAL ? __atomic_exchange_n(kept_in(), memory, __ATOMIC_ACQ_REL) : memory;
}

/* clear is lx_clear of words: a program may have thread-locals up to UNIT here. */
static INLINE void clear(unsigned long *word, const unsigned long *end)
{
	while (word != end) {
		*word++ = 0;
		__asm__ __volatile__("" : "+r"(word) : : "memory"); /* not to become a call of memset */
	}
}

static INLINE Thread *map(Program *program, unsigned long stack, unsigned long guard)
{
	long tls_size = lx_tls_program(program), error = 0;
	unsigned long size;
	char *memory, *kept;
	Thread *t;

	if (tls_size < 0)
		return (Thread *)tls_size;
	size = guard + ((stack + OWN + (unsigned long)tls_size + UNIT - 1) & -UNIT);
	/* What is kept has the usual guard. */
	if (size == USUAL && guard != UNIT)
		size += UNIT;
	memory = kept = lx_thread_swap(LX_NULL, size);
	if (!kept) {
		memory = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS | LX_MAP_STACK, -1, 0);
		if (IsErrPtr(memory))
			return (Thread *)(void *)memory;
		if (guard != 0)
			error = Mprotect(memory, guard, LX_PROT_NONE);
		if (error != 0) {
			Munmap(memory, size);
			return (Thread *)error;
		}
	}
	t = lx_thread_place(memory, size, tls_size);
	if (kept)
		clear((unsigned long *)(void *)t, (unsigned long *)(void *)(memory + size));
	t->memory = memory;
	t->size = size;
	return t;
}

Thread *lx_thread_map(Program *program, unsigned long stack, unsigned long guard)
{
	return map(program, stack, guard);
}

void lx_thread_inherit(char *thread_pointer, Thread *self)
{
	Own *own = (Own *)(void *)(thread_pointer + ((char *)&lx_thread_own - lx_get_thread_pointer()));

	lx_copy_canary(thread_pointer);
	own->self = self;
	own->kept_in = kept_in();
}

static INLINE int begin(Thread *t, const Program *program, int (*function)(void *argument), void *argument)
{
	/* The thread-locals lie behind the Thread. */
	char *thread_pointer = lx_place_tls((char *)(t + 1), program);

	lx_thread_inherit(thread_pointer, t);
	/* Its id is in tid before it begins. A detached one, and its memory, may be gone when this returns. */
	return (int)CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM |
			      LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID,
			      t, function, argument, &t->tid, &t->tid, (unsigned long)thread_pointer);
}

int lx_thread_begin(Thread *t, const Program *program, int (*function)(void *argument), void *argument)
{
	return begin(t, program, function, argument);
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
	Thread *t = map(&program, STACK, UNIT);
	int tid;

	if (IsErrPtr(t))
		return (int)(long)t;
	t->function = function;
	t->argument = argument;
	tid = begin(t, &program, lx_thread_run, t);
	if (tid < 0) {
		lx_thread_free(t);
		return tid;
	}
	if (thread)
		*thread = t;
	return 0;
}

int lx_thread_finish(Thread *t, void **result)
{
	unsigned long size = t->size;
	char *memory;

	if (result)
		*result = t->argument;
	memory = lx_thread_swap(t->memory, size);
	if (memory)
		Munmap(memory, size);
	return 0;
}

int ThreadJoin(Thread *t, void **result)
{
	int error = lx_thread_claim_other(t);

	if (error != 0)
		return error;
	lx_thread_wait(t);
	return lx_thread_finish(t, result);
}

void ThreadExit(void *result)
{
	if (lx_thread_own.self != LX_NULL)
		lx_thread_end(lx_thread_own.self, result);
	ExitThread(0);
}

Thread *ThreadSelf(void)
{
	return lx_thread_own.self;
}

int ThreadTid(const Thread *t)
{
	return __atomic_load_n(&t->tid, __ATOMIC_RELAXED);
}

Rseq_t *ThreadRseq(void)
{
	Thread *t = lx_thread_own.self;

	return t != LX_NULL && t->rseq_sig != 0 ? &t->rseq : LX_NULL;
}
