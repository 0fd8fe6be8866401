/*
 * x86_64's layouts of signals, which types/signal.h includes.
 */
#ifndef LX_ARCH_SIGNAL_H
#define LX_ARCH_SIGNAL_H

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

/* The kernel has no code that signal handlers return to: Sigaction gives it this. */
#define LX_RESTORER lx_sigreturn

#endif
