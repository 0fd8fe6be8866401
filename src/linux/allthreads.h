/* A call in all threads: what a process of one thread is spared, and the rest. */
#ifndef ALLTHREADS_H
#define ALLTHREADS_H

#include <barecall/process.h>

/* is_alone tells whether there is one thread: leaving the others succeeds then, and changes nothing. */
static inline int is_alone(void)
{
	return Unshare(LX_CLONE_THREAD) == 0;
}

/* lx_allthreads is AllThreadsSyscall6 for who is not alone, or cannot tell. */
long lx_allthreads(const long call[7]) __attribute__((__visibility__("hidden")));

#endif
