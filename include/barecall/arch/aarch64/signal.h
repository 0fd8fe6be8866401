/*
 * aarch64's layouts of signals, which types/signal.h includes.
 */
#ifndef LX_ARCH_SIGNAL_H
#define LX_ARCH_SIGNAL_H

/* ContextRecord: the head of each record in Sigcontext's records; one with magic 0 ends them. struct _aarch64_ctx. */
typedef struct ContextRecord {
	unsigned int magic;
	unsigned int size;
} ContextRecord;

/* FpsimdContext: the record LX_FPSIMD_MAGIC, always there; register n is vregs[2n], low half, and vregs[2n + 1].
   struct fpsimd_context. */
typedef struct FpsimdContext {
	ContextRecord head;
	unsigned int fpsr;
	unsigned int fpcr;
	unsigned long vregs[64] __attribute__((__aligned__(16)));
} FpsimdContext;

/* EsrContext: the record LX_ESR_MAGIC, the exception's syndrome after a fault. struct esr_context. */
typedef struct EsrContext {
	ContextRecord head;
	unsigned long esr;
} EsrContext;

/* ExtraContext: the record LX_EXTRA_MAGIC, size bytes of more records at datap. struct extra_context. */
typedef struct ExtraContext {
	ContextRecord head;
	unsigned long datap;
	unsigned int size;
	unsigned int reserved[3];
} ExtraContext;

/* SveContext: the record LX_SVE_MAGIC, the vector length in bytes; the registers follow. struct sve_context. */
typedef struct SveContext {
	ContextRecord head;
	unsigned short vl;
	unsigned short flags;
	unsigned short reserved[2];
} SveContext;

/* Sigaction_t: what a signal does. struct sigaction. */
typedef struct Sigaction_t {
	union {
		void (*handler)(int);
		void (*action)(int, Siginfo *, void *); /* with LX_SA_SIGINFO; the last is a Ucontext */
	} u;
	unsigned long flags;
	void (*restorer)(void); /* not needed: handlers return to the kernel's own code */
	Sigset_t mask;
} Sigaction_t;

/* Sigcontext: the registers that a signal interrupted, x0 to x30, and records with the others. struct sigcontext. */
typedef struct Sigcontext {
	unsigned long fault_address;
	unsigned long regs[31];
	unsigned long sp;
	unsigned long pc;
	unsigned long pstate;
	unsigned char records[4096] __attribute__((__aligned__(16)));
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
