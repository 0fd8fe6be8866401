/*
 * What PtraceGetRegs and PtraceGetFPRegs give on x86_64.
 */
#ifndef LX_ARCH_PTRACE_H
#define LX_ARCH_PTRACE_H

/*
 * PtraceRegs: a tracee's general registers, the set LX_NT_PRSTATUS. struct user_regs_struct. orig_rax is the number of
 * the system call that the tracee is in, negative when it is in none: the kernel then leaves rip and rax alone when
 * the tracee goes on, and otherwise may step back to the call to restart it.
 */
typedef struct PtraceRegs {
	unsigned long r15;
	unsigned long r14;
	unsigned long r13;
	unsigned long r12;
	unsigned long rbp;
	unsigned long rbx;
	unsigned long r11;
	unsigned long r10;
	unsigned long r9;
	unsigned long r8;
	unsigned long rax;
	unsigned long rcx;
	unsigned long rdx;
	unsigned long rsi;
	unsigned long rdi;
	unsigned long orig_rax;
	unsigned long rip;
	unsigned long cs;
	unsigned long eflags;
	unsigned long rsp;
	unsigned long ss;
	unsigned long fs_base;
	unsigned long gs_base;
	unsigned long ds;
	unsigned long es;
	unsigned long fs;
	unsigned long gs;
} PtraceRegs;

/*
 * PtraceFPRegs: the x87 and SSE registers, the set LX_NT_PRFPREG. struct user_i387_struct, what FXSAVE writes. AVX and
 * what came later are in LX_NT_X86_XSTATE, whose size the processor decides.
 */
typedef struct PtraceFPRegs {
	unsigned short cwd;
	unsigned short swd;
	unsigned short twd;
	unsigned short fop;
	unsigned long rip;
	unsigned long rdp;
	unsigned int mxcsr;
	unsigned int mxcsr_mask;
	unsigned int st_space[32]; /* st0 to st7, 16 bytes each */
	unsigned int xmm_space[64]; /* xmm0 to xmm15 */
	unsigned int pad[24];
} PtraceFPRegs;

/* The registers that PtraceRegsPC and its kin are about. */
#define LX_REGS_PC	rip
#define LX_REGS_SP	rsp
#define LX_REGS_SYSCALL	orig_rax
#define LX_REGS_RESULT	rax
#define LX_REGS_ARG0	rdi
#define LX_REGS_ARG1	rsi
#define LX_REGS_ARG2	rdx
#define LX_REGS_ARG3	r10
#define LX_REGS_ARG4	r8
#define LX_REGS_ARG5	r9

#endif
