/*
 * Types that most domains share. What some share stands in types/, what one has in its own header, and layouts that differ
 * between architectures in arch/<arch>/.
 */
#ifndef LX_TYPES_H
#define LX_TYPES_H

/* Timespec: seconds and nanoseconds. struct __kernel_timespec. */
typedef struct Timespec {
	long sec;
	long nsec;
} Timespec;

/* Timeval: seconds and microseconds. struct __kernel_old_timeval. */
typedef struct Timeval {
	long sec;
	long usec;
} Timeval;

/* Timezone: a relic; the kernel keeps it and hardly uses it. struct timezone. */
typedef struct Timezone {
	int minuteswest;
	int dsttime;
} Timezone;

/* ItimerSpec: a timer's interval (zero: once) and the time until it next expires. struct __kernel_itimerspec. */
typedef struct ItimerSpec {
	Timespec interval;
	Timespec value;
} ItimerSpec;

/* Iovec: one buffer of a scattered transfer. struct iovec. */
typedef struct Iovec {
	void *base;
	unsigned long len;
} Iovec;

/* Sigset_t: a set of signals 1..64, signal n in bit n - 1. The kernel's sigset_t, 8 bytes; a libc's is larger. */
typedef struct Sigset_t {
	unsigned long val;
} Sigset_t;

/* Rusage: resources used. struct rusage; maxrss is in KiB. */
typedef struct Rusage {
	Timeval utime;
	Timeval stime;
	long maxrss;
	long ixrss; /* Linux keeps these three 0, and nswap, msgsnd, msgrcv and nsignals */
	long idrss;
	long isrss;
	long minflt;
	long majflt;
	long nswap;
	long inblock;
	long oublock;
	long msgsnd;
	long msgrcv;
	long nsignals;
	long nvcsw;
	long nivcsw;
} Rusage;

#endif
