/*
 * Any system call by its number, out of line: for numbers known only at run time, and for other languages.
 */
#ifndef LX_RAW_H
#define LX_RAW_H

#include "base.h"

/*
 * RawSyscall6 issues the system call nr (LX_SYS_*) with six arguments; a call reads only those it has. Returns what
 * the kernel returned, a value or -errno: IsErr tells them apart. Linked from libbarecall.a. syscall(2).
 */
long RawSyscall6(long nr, long a1, long a2, long a3, long a4, long a5, long a6) LX_SYMBOL("lx_RawSyscall6");

/* RawSyscall is RawSyscall6 with three arguments, the others zero. Linked from libbarecall.a. syscall(2). */
long RawSyscall(long nr, long a1, long a2, long a3) LX_SYMBOL("lx_RawSyscall");

/*
 * RawSyscallNoError is RawSyscall for calls that cannot fail, such as getpid and umask: the result is always a value.
 * It is the same code, and says so to the reader. Linked from libbarecall.a.
 */
long RawSyscallNoError(long nr, long a1, long a2, long a3) LX_SYMBOL("lx_RawSyscallNoError");

#endif
