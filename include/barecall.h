/*
 * barecall: the Linux system calls for C programs without a libc.
 *
 * Each call is a function under its Go name (Openat, Wait4, Mmap) that issues exactly one system call and
 * returns what the kernel returned: a value >= 0, or -errno. There is no errno, no state, no allocation.
 *
 * base.h       results and errors, and how to configure it all
 */
#ifndef BARECALL_H
#define BARECALL_H

#include "barecall/base.h"
#include "barecall/event.h"

#endif
