/*
 * clone3(2) of a child that calls a function on a stack of its own: machine code, in src/arch.
 */
#ifndef LX_CLONE3_H
#define LX_CLONE3_H

#include <barecall/process.h>

/* lx_clone3_call is CloneCall3 without its checks. */
long lx_clone3_call(const CloneArgs *args, unsigned long size, int (*fn)(void *), void *arg)
	__attribute__((__visibility__("hidden")));

#endif
