/*
 * Layouts that aarch64 and riscv64 have from the kernel's generic headers, and x86_64 otherwise.
 */
#ifndef LX_ARCH_GENERIC_H
#define LX_ARCH_GENERIC_H

#include "../types.h"

/* EpollEvent: events and the caller's data. struct epoll_event. */
typedef struct EpollEvent {
	unsigned int events;
	EpollData data;
} EpollEvent;

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

/* SemidDs: a set of semaphores; times are in seconds since 1970, or 0: never. struct semid64_ds. */
typedef struct SemidDs {
	IpcPerm perm;
	long otime; /* of the last SysvSemOp */
	long ctime;
	unsigned long nsems;
	unsigned long unused3;
	unsigned long unused4;
} SemidDs;

/* The fourth and fifth argument of clone: tls before child_tid. */
#define LX_CLONE_ARG4(child_tid, tls) (tls)
#define LX_CLONE_ARG5(child_tid, tls) (child_tid)

#endif
