/*
 * Types that several domains share. Types of one domain stand in its own header; layouts that
 * differ between architectures in arch/<arch>/types.h.
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

/* Stack_t: a stack for signal handlers; sp is its lowest address, flags LX_SS_*. struct sigaltstack. */
typedef struct Stack_t {
	void *sp;
	int flags;
	unsigned long size;
} Stack_t;

/* Rusage: resources used. struct rusage; maxrss is in KiB. */
typedef struct Rusage {
	Timeval utime;
	Timeval stime;
	long maxrss;
	long ixrss;
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

/* Sigval: the value that travels with a queued signal. union sigval. */
typedef union Sigval {
	int integer;
	void *ptr;
} Sigval;

/* Sigevent: how a timer, or a message queue, tells that something happened. struct sigevent. */
typedef struct Sigevent {
	Sigval value; /* travels with the signal */
	int signo;
	int notify; /* LX_SIGEV_* */
	int tid; /* the thread, with LX_SIGEV_THREAD_ID */
	int unused[11];
} Sigevent;

/*
 * Siginfo: why a signal was sent, or how a child changed. struct siginfo. Which member of u holds
 * depends on signo and code; sigaction(2) tells.
 */
typedef struct Siginfo {
	int signo;
	int err; /* an errno value, or 0 */
	int code;
	int pad;
	union {
		char size[112];
		struct {
			int pid;
			unsigned int uid;
		} kill;
		struct {
			int tid;
			int overrun;
			Sigval value;
		} timer;
		struct {
			int pid;
			unsigned int uid;
			Sigval value;
		} rt;
		struct {
			int pid;
			unsigned int uid;
			int status; /* exit status or signal number, not a wait status */
			long utime;
			long stime;
		} chld;
		struct {
			void *addr;
			short lsb;
			void *lower;
			void *upper;
		} fault;
		struct {
			void *addr;
			long pad;
			unsigned int pkey;
		} pkey;
		struct {
			void *addr;
			unsigned long data;
			unsigned int type;
			unsigned int flags;
		} perf;
		struct {
			long band;
			int fd;
		} poll;
		struct {
			void *addr;
			int nr;
			unsigned int arch;
		} sys;
	} u;
} Siginfo;

/* EpollData: what EpollCtl stores with a descriptor and EpollWait hands back. union epoll_data. */
typedef union EpollData {
	void *ptr;
	int fd;
	unsigned int u32;
	unsigned long u64;
} EpollData;

/* SockFilter: one instruction of a classic BPF program, for sockets and seccomp. struct sock_filter. */
typedef struct SockFilter {
	unsigned short code; /* LX_BPF_* */
	unsigned char jt; /* a jump skips so many instructions when true */
	unsigned char jf; /* and so many when false */
	unsigned int k;
} SockFilter;

/* SockFprog: a classic BPF program. struct sock_fprog. */
typedef struct SockFprog {
	unsigned short len; /* instructions, at most LX_BPF_MAXINSNS */
	const SockFilter *filter;
} SockFprog;

/* IpcPerm: who owns a System V object and may use it. struct ipc64_perm. */
typedef struct IpcPerm {
	int key;
	unsigned int uid;
	unsigned int gid;
	unsigned int cuid; /* its creator's */
	unsigned int cgid;
	unsigned int mode;
	unsigned short seq;
	unsigned short pad2;
	unsigned long unused1;
	unsigned long unused2;
} IpcPerm;

#endif
