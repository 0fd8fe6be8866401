/*
 * Layouts of riscv64 that differ from another architecture's.
 */
#ifndef LX_ARCH_TYPES_H
#define LX_ARCH_TYPES_H

#include "../../types.h"

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

/* Sigaction_t: what a signal does. struct sigaction; riscv64 has no restorer. */
typedef struct Sigaction_t {
	union {
		void (*handler)(int);
		void (*action)(int, Siginfo *, void *); /* with LX_SA_SIGINFO; the last is a Ucontext */
	} u;
	unsigned long flags;
	Sigset_t mask;
} Sigaction_t;

#endif
