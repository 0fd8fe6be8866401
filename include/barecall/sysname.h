/*
 * System calls by name, for tracers, filters and messages. Linked from libbarecall.a; a program that does not ask
 * carries no names.
 */
#ifndef LX_SYSNAME_H
#define LX_SYSNAME_H

#include "base.h"

/*
 * SyscallName returns the name of a system call of the program's own architecture: "openat" for LX_SYS_openat. NULL: no
 * call of Linux 7.2 has this number; a later kernel may have one. Of a tracee that runs in another mode, a 32-bit
 * program for example, the numbers mean other calls: PtraceSyscallInfo's arch tells. syscalls(2).
 */
const char *SyscallName(long nr) LX_SYMBOL("lx_SyscallName");

/*
 * SyscallNumber returns the number of the system call with this name, of the program's own architecture: LX_SYS_openat
 * for "openat". -EINVAL: it has none; names are the kernel's, in lower case: "newfstatat", "exit_group".
 */
int SyscallNumber(const char *name) LX_SYMBOL("lx_SyscallNumber");

#endif
