/*
 * x86_64's own layouts.
 */
#ifndef LX_ARCH_TYPES_H
#define LX_ARCH_TYPES_H

#include "../../types.h"

/* LX_AUDIT_ARCH_NATIVE: what seccomp, ptrace and audit call this architecture. */
#define LX_AUDIT_ARCH_NATIVE LX_AUDIT_ARCH_X86_64

/* Stat_t: what Fstatat tells of a file. struct stat. Times are signed: before 1970 is negative. */
typedef struct Stat_t {
	unsigned long dev;
	unsigned long ino;
	unsigned long nlink;
	unsigned int mode;
	unsigned int uid;
	unsigned int gid;
	unsigned int pad;
	unsigned long rdev;
	long size;
	long blksize;
	long blocks;
	Timespec atim;
	Timespec mtim;
	Timespec ctim;
	long unused[3];
} Stat_t;

/* The fourth and fifth argument of clone: child_tid before tls. */
#define LX_CLONE_ARG4(child_tid, tls) (child_tid)
#define LX_CLONE_ARG5(child_tid, tls) (tls)

#endif
