/*
 * Why a signal was sent, and what is to tell of something: types of signal.h, wait.h, ptrace.h, time.h and ipc.h.
 */
#ifndef LX_TYPES_SIGINFO_H
#define LX_TYPES_SIGINFO_H

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
 * depends on signo and code: SiginfoLayout of signal.h tells.
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

#endif
