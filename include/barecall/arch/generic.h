/*
 * Layouts that aarch64 and riscv64 have from the kernel's generic headers, and x86_64 otherwise.
 */
#ifndef LX_ARCH_GENERIC_H
#define LX_ARCH_GENERIC_H

#include "../types.h"

/* Stat_t: what Fstatat tells of a file. struct stat. Times are signed: before 1970 is negative. */
typedef struct Stat_t {
	unsigned long dev;
	unsigned long ino;
	unsigned int mode;
	unsigned int nlink;
	unsigned int uid;
	unsigned int gid;
	unsigned long rdev;
	unsigned long pad;
	long size;
	int blksize;
	int pad2;
	long blocks;
	Timespec atim;
	Timespec mtim;
	Timespec ctim;
	unsigned int unused[2];
} Stat_t;

/* The fourth and fifth argument of clone: tls before child_tid. */
#define LX_CLONE_ARG4(child_tid, tls) (tls)
#define LX_CLONE_ARG5(child_tid, tls) (child_tid)

#endif
