/*
 * riscv64's layouts of signals, which types/signal.h includes.
 */
#ifndef LX_ARCH_SIGNAL_H
#define LX_ARCH_SIGNAL_H

/*
 * Sigaction_t: what a signal does. struct sigaction, which has no restorer on riscv64. qemu-user 7.2 believes it has,
 * loses the mask and writes back 8 bytes too many: into pad.
 */
typedef struct Sigaction_t {
	union {
		void (*handler)(int);
		void (*action)(int, Siginfo *, void *); /* with LX_SA_SIGINFO; the last is a Ucontext */
	} u;
	unsigned long flags;
	Sigset_t mask;
	unsigned long pad;
} Sigaction_t;

/*
 * Sigcontext: the registers that a signal interrupted. The floating-point registers are fp.d; records of other
 * extensions (LX_RISCV_V_MAGIC) begin at fp.ext.magic and go on behind the structure, magic 0 ends them.
 * struct sigcontext.
 */
typedef struct Sigcontext {
	unsigned long pc;
	unsigned long ra;
	unsigned long sp;
	unsigned long gp;
	unsigned long tp;
	unsigned long t0;
	unsigned long t1;
	unsigned long t2;
	unsigned long s0;
	unsigned long s1;
	unsigned long a0;
	unsigned long a1;
	unsigned long a2;
	unsigned long a3;
	unsigned long a4;
	unsigned long a5;
	unsigned long a6;
	unsigned long a7;
	unsigned long s2;
	unsigned long s3;
	unsigned long s4;
	unsigned long s5;
	unsigned long s6;
	unsigned long s7;
	unsigned long s8;
	unsigned long s9;
	unsigned long s10;
	unsigned long s11;
	unsigned long t3;
	unsigned long t4;
	unsigned long t5;
	unsigned long t6;
	union {
		struct {
			unsigned int f[32];
			unsigned int fcsr;
		} f;
		struct {
			unsigned long f[32];
			unsigned int fcsr;
		} d;
		struct {
			unsigned long f[64];
			unsigned int fcsr;
			unsigned int reserved[3];
		} q;
		struct {
			unsigned int pad[129];
			unsigned int reserved;
			unsigned int magic;
			unsigned int size;
		} ext;
	} fp __attribute__((__aligned__(16)));
} Sigcontext;

/*
 * Ucontext: what a signal interrupted, the third argument of a handler with LX_SA_SIGINFO. When the handler returns
 * the thread goes on with the registers and the mask that are in it. struct ucontext.
 */
typedef struct Ucontext {
	unsigned long flags;
	struct Ucontext *link;
	Stack_t stack;
	Sigset_t sigmask;
	unsigned char unused[120];
	Sigcontext mcontext;
} Ucontext;

#endif
