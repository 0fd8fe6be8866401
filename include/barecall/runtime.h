/*
 * System calls that a runtime is told of: a scheduler of many tasks on few threads gives the thread's work away while
 * its call blocks, a profiler takes the time, a sandbox keeps a log.
 *
 * Three ways to make a call, as in Go:
 *   RawSyscall6 of raw.h, and every wrapper    nobody is told; nothing is paid
 *   Syscall and Syscall6                       the hooks below are called around the trap
 *   runtime-trap.h                             a file's wrappers become such calls, where they may block
 * Go's rawVforkSyscall is Vfork of process.h, and CloneCall for more than that.
 */
#ifndef LX_RUNTIME_H
#define LX_RUNTIME_H

#include "base.h"

/*
 * lx_runtime_entersyscall is called before the system call nr, by the thread that makes it. The one in libbarecall.a
 * does nothing; a program that defines a function of this name and type in an object of its own has that called
 * instead. It must not make hooked calls itself. It may be called in a signal handler, wherever that makes a hooked
 * call.
 */
void lx_runtime_entersyscall(long nr) LX_SYMBOL("lx_runtime_entersyscall");

/*
 * lx_runtime_exitsyscall is called after the system call nr, with what it returned, by the thread that made it. All
 * else is as with lx_runtime_entersyscall.
 */
void lx_runtime_exitsyscall(long nr, long result) LX_SYMBOL("lx_runtime_exitsyscall");

/*
 * Syscall6 is RawSyscall6 with the hooks around it: whatever the number, so not for calls that return twice or not at
 * all. Linked from libbarecall.a. syscall(2).
 */
long Syscall6(long nr, long a1, long a2, long a3, long a4, long a5, long a6) LX_SYMBOL("lx_Syscall6");

/* Syscall is Syscall6 with three arguments, the others zero. Linked from libbarecall.a. syscall(2). */
long Syscall(long nr, long a1, long a2, long a3) LX_SYMBOL("lx_Syscall");

#endif
