/*
 * x86_64's own layouts.
 */
#ifndef LX_ARCH_TYPES_H
#define LX_ARCH_TYPES_H

#include "../../types.h"

/* LX_AUDIT_ARCH_NATIVE: what seccomp, ptrace and audit call this architecture. */
#define LX_AUDIT_ARCH_NATIVE LX_AUDIT_ARCH_X86_64

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
	void (*restorer)(void); /* what handlers return to; Sigaction sees to it */
	Sigset_t mask;
} Sigaction_t;

/* FpState: the floating-point and first vector registers; sw_reserved tells of the rest. struct _fpstate_64. */
typedef struct FpState {
	unsigned short cwd;
	unsigned short swd;
	unsigned short twd;
	unsigned short fop;
	unsigned long rip;
	unsigned long rdp;
	unsigned int mxcsr;
	unsigned int mxcsr_mask;
	unsigned int st_space[32];
	unsigned int xmm_space[64];
	unsigned int reserved[12];
	struct {
		unsigned int magic1; /* LX_FP_XSTATE_MAGIC1: the other registers follow */
		unsigned int extended_size;
		unsigned long xfeatures;
		unsigned int xstate_size;
		unsigned int pad[7];
	} sw_reserved;
} FpState;

/* Sigcontext: the registers that a signal interrupted. struct sigcontext. */
typedef struct Sigcontext {
	unsigned long r8;
	unsigned long r9;
	unsigned long r10;
	unsigned long r11;
	unsigned long r12;
	unsigned long r13;
	unsigned long r14;
	unsigned long r15;
	unsigned long rdi;
	unsigned long rsi;
	unsigned long rbp;
	unsigned long rbx;
	unsigned long rdx;
	unsigned long rax;
	unsigned long rcx;
	unsigned long rsp;
	unsigned long rip;
	unsigned long eflags;
	unsigned short cs;
	unsigned short gs;
	unsigned short fs;
	unsigned short ss;
	unsigned long err;
	unsigned long trapno;
	unsigned long oldmask;
	unsigned long cr2;
	FpState *fpstate;
	unsigned long reserved[8];
} Sigcontext;

/*
 * Ucontext: what a signal interrupted, the third argument of a handler with LX_SA_SIGINFO. When the handler returns
 * the thread goes on with the registers and the mask that are in it. flags: LX_UC_*. struct ucontext.
 */
typedef struct Ucontext {
	unsigned long flags;
	struct Ucontext *link;
	Stack_t stack;
	Sigcontext mcontext;
	Sigset_t sigmask;
} Ucontext;

/* SemidDs: a set of semaphores; times are in seconds since 1970, or 0: never. struct semid64_ds. */
typedef struct SemidDs {
	IpcPerm perm;
	long otime; /* of the last SysvSemOp */
	unsigned long unused1;
	long ctime;
	unsigned long unused2;
	unsigned long nsems;
	unsigned long unused3;
	unsigned long unused4;
} SemidDs;

/* The fourth and fifth argument of clone: child_tid before tls. */
#define LX_CLONE_ARG4(child_tid, tls) (child_tid)
#define LX_CLONE_ARG5(child_tid, tls) (tls)

/* The kernel has no code that signal handlers return to: Sigaction gives it this. */
#define LX_RESTORER lx_sigreturn

#endif
