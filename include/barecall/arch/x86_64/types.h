/*
 * Layouts of x86_64 that differ from another architecture's.
 */
#ifndef LX_ARCH_TYPES_H
#define LX_ARCH_TYPES_H

#include "../../types.h"

/* EpollEvent: events and the caller's data. struct epoll_event, packed on x86_64 alone. */
typedef struct EpollEvent {
	unsigned int events;
	EpollData data;
} __attribute__((__packed__)) EpollEvent;

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

/* Sigaction_t: what a signal does. struct sigaction. */
typedef struct Sigaction_t {
	union {
		void (*handler)(int);
		void (*action)(int, Siginfo *, void *); /* with LX_SA_SIGINFO; the last is a Ucontext */
	} u;
	unsigned long flags;
	void (*restorer)(void); /* set by Sigaction where the kernel wants one */
	Sigset_t mask;
} Sigaction_t;

#endif
