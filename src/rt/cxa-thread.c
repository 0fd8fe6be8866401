/*
 * What a C++ compiler calls for a thread_local object that has a destructor, when it has constructed it. The destructors run
 * at the end of a thread of ThreadStart's, as by ThreadAtExit; in main's when that returns, before those of static objects.
 * In a thread that was made otherwise they never run. A C++ library's own takes the place of this weak one.
 */
#include <barecall/mm.h>
#include <barecall/thread.h>
#include "cxa.h"

enum { CALLS = 170 };

/* Block: memory for calls; a thread's first one also has the call that unmaps all, which runs last. */
typedef struct Block {
	struct Block *before;
	unsigned long used;
	ThreadExitCall call[CALLS];
} Block;
_Static_assert(sizeof(Block) <= 4096, "of the smallest page");

#define OWN static _Thread_local __attribute__((__tls_model__("initial-exec")))
OWN Block *block;
OWN ThreadExitCall *calls; /* where ThreadAtExit takes none */

__attribute__((__weak__)) int __cxa_thread_atexit(void (*destructor)(void *), void *object, void *dso);

static void unmap_all(void *unused)
{
	Block *each = block;

	(void)unused;
	block = LX_NULL; /* what is constructed by functions that are called after this begins anew */
	while (each) {
		Block *before = each->before;

		Munmap(each, sizeof(Block));
		each = before;
	}
}

/* destroy ends the objects of a thread that is not ThreadStart's. */
static void destroy(void)
{
	ThreadExitCall *call;

	while ((call = calls) != LX_NULL) {
		calls = call->next;
		call->function(call->argument);
	}
}

/* place returns memory for a call, NULL when there is none. */
static ThreadExitCall *place(void)
{
	Block *more;

	if (!block || block->used == CALLS) {
		more = Mmap(LX_NULL, sizeof(Block), LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
		if (IsErrPtr(more))
			return LX_NULL;
		if (!block)
			ThreadAtExit(&more->call[more->used++], unmap_all, LX_NULL);
		more->before = block;
		block = more;
	}
	return &block->call[block->used++];
}

int __cxa_thread_atexit(void (*destructor)(void *), void *object, void *dso)
{
	ThreadExitCall *call = place();

	(void)dso;
	if (!call)
		return -1;
	if (ThreadAtExit(call, destructor, object) == 0)
		return 0;
	call->function = destructor;
	call->argument = object;
	call->next = calls;
	calls = call;
	__atomic_store_n(&lx_cxa_thread_end, destroy, __ATOMIC_RELAXED);
	return 0;
}
