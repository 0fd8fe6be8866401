#ifndef LX_PROC_WHOSE_H
#define LX_PROC_WHOSE_H

/*
 * lx_check_proc looks whether pids in /proc are those that system calls know: 0. A /proc of an outer PID namespace has other
 * processes under these numbers: -ENOENT, as without /proc. -ENODATA: there is no telling, before Linux 4.1. Or another error.
 */
int lx_check_proc(void) __attribute__((__visibility__("hidden")));

#endif
