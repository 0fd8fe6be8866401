/*
 * What the members of the archive that make and end threads share. A thread's memory is, from the lowest address on:
 * guard, stack, Thread, thread-locals; in the caller's memory there is no guard.
 */
#ifndef LX_THREAD_PARTS_H
#define LX_THREAD_PARTS_H

#include <barecall/errno.h>
#include <barecall/mm.h>
#include <barecall/thread.h>

#include "tls.h"

/* Memory is mapped in such units, multiples of every page size, so that this needs not be known. */
#define UNIT 0x10000UL
#define STACK 0x40000UL /* if nothing else is said */
#define OWN 0x100UL /* what a Thread needs wherever it begins; thread.h says so */
#define USUAL (UNIT + STACK + UNIT) /* guard, stack and the rest: memory of this size has them so, and no other is kept */

/* Thread.state: what came first. */
enum { DETACHED = 1, ENDED = 2 };

struct Thread {
	Rseq_t rseq;
	unsigned int rseq_sig; /* not 0: rseq is registered */
	int tid; /* the kernel writes it when it makes the thread, and 0 when that has run its last instruction */
	unsigned int state;
	unsigned int claimed; /* it is detached, or being joined */
	ThreadExitCall *exit_calls;
	void (*call_exit_calls)(Thread *t); /* if there have been any */
	void *(*function)(void *argument);
	void *argument; /* and then the result */
	void *memory;
	unsigned long size; /* of memory; 0: the caller's */
	void (*leave)(Thread *t); /* what a detached one does at its end */
};
_Static_assert(sizeof(Thread) + _Alignof(Thread) <= OWN, "thread.h says so");

/*
 * Own: a thread's own variables. What is kept for the next thread stands in main's, which stay as long as the process: a
 * variable of the whole program would give it one more segment.
 */
typedef struct Own {
	Thread *self; /* ThreadSelf */
	char **kept_in; /* main's kept; NULL in main */
	char *kept; /* memory that belongs to no thread, or NULL */
} Own;

/* The linker makes the best of this model in a program that is no PIE. */
extern LX_HIDDEN _Thread_local Own lx_thread_own __attribute__((__tls_model__("initial-exec")));

/* lx_tls_program reads the program's headers. Returns what TlsSize does. */
LX_HIDDEN long lx_tls_program(Program *program);

/*
 * lx_thread_map maps a thread's memory, stack and guard of so many bytes, and reads the program's headers. Returns the
 * Thread, or an error pointer.
 */
LX_HIDDEN Thread *lx_thread_map(Program *program, unsigned long stack, unsigned long guard);

/* lx_thread_place returns the Thread in memory of size bytes, of which tls_size are thread-locals; it must be zero from there on. */
static __inline__ Thread *lx_thread_place(char *memory, unsigned long size, long tls_size)
{
	return (Thread *)(void *)((unsigned long)(memory + size - tls_size - sizeof(Thread)) & -(unsigned long)_Alignof(Thread));
}

/* lx_thread_begin lets t run, first of all function(argument), which does not return. Returns its id or -errno. */
LX_HIDDEN int lx_thread_begin(Thread *t, const Program *program, int (*function)(void *argument), void *argument);

/* lx_thread_run is what a Thread does: its function, and its end. */
LX_HIDDEN int lx_thread_run(void *t);
LX_HIDDEN LX_NORETURN void lx_thread_end(Thread *t, void *result);

/* lx_thread_inherit gives a new thread's thread-locals what the calling thread's have. self is its Thread, or NULL. */
LX_HIDDEN void lx_thread_inherit(char *thread_pointer, Thread *self);

/* lx_thread_swap keeps memory, which may be NULL, and returns what was kept until now; or memory itself if size is not USUAL. */
LX_HIDDEN char *lx_thread_swap(char *memory, unsigned long size);

/* lx_thread_free gives the memory back of a thread that has ended, or not begun. */
LX_HIDDEN void lx_thread_free(Thread *t);

/* lx_thread_finish tells the result of a thread that has ended, unless result is NULL, and keeps its memory. Returns 0. */
LX_HIDDEN int lx_thread_finish(Thread *t, void **result);

/* lx_thread_claim lets only one join a thread, or detach it. Returns 0, or -EINVAL. */
static __inline__ int lx_thread_claim(Thread *t)
{
	return __atomic_exchange_n(&t->claimed, 1U, __ATOMIC_ACQUIRE) != 0 ? -LX_EINVAL : 0;
}

/* lx_thread_claim_other is that for who joins it. -EDEADLK: it is the caller. */
static __inline__ int lx_thread_claim_other(Thread *t)
{
	return t == lx_thread_own.self ? -LX_EDEADLK : lx_thread_claim(t);
}

/* lx_thread_wait waits until a thread has ended. The kernel wakes as those of memory that is shared. */
static __inline__ void lx_thread_wait(Thread *t)
{
	int tid;

	while ((tid = __atomic_load_n(&t->tid, __ATOMIC_ACQUIRE)) != 0)
		Futex((unsigned int *)&t->tid, LX_FUTEX_WAIT, (unsigned int)tid, LX_NULL, LX_NULL, 0);
}

/* lx_thread_leave ends the calling thread, which is detached. */
LX_HIDDEN void lx_thread_leave(Thread *t);

/* Machine code: unmaps memory and ends the thread, whose stack lies there. */
LX_HIDDEN LX_NORETURN void lx_unmap_exit(void *memory, unsigned long size);

/*
 * lx_thread_robust lets the calling thread, of id tid, give up what it holds of its robust list, if that is at an address
 * from low to below high, as the kernel does at a thread's end. Nothing, but in programs that link RobustThreadInit.
 */
LX_HIDDEN void lx_thread_robust(unsigned long low, unsigned long high, int tid);

static __inline__ void lx_clear(char *memory, unsigned long size)
{
	for (; size != 0; size--) {
		*memory++ = 0;
		__asm__ __volatile__("" : "+r"(memory) : : "memory"); /* not to become a call of memset */
	}
}

#endif
