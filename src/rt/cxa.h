/*
 * What the C++ run-time's parts share.
 */
#ifndef LX_CXA_H
#define LX_CXA_H

/* lx_cxa_thread_end, where it is not NULL, destroys the calling thread's objects, before those that are static. */
extern void (*lx_cxa_thread_end)(void) __attribute__((__visibility__("hidden")));

#endif
