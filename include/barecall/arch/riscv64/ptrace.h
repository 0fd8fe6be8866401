/*
 * What PtraceGetRegs and PtraceGetFPRegs give on riscv64.
 */
#ifndef LX_ARCH_PTRACE_H
#define LX_ARCH_PTRACE_H

/*
 * PtraceRegs: a tracee's general registers, the set LX_NT_PRSTATUS. struct user_regs_struct. When a system call begins
 * a0 is -ENOSYS since Linux 6.11, not the first argument: that is PtraceGetSyscallInfo's to tell.
 */
typedef struct PtraceRegs {
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
} PtraceRegs;

/*
 * PtraceFPRegs: the registers of the F and D extensions, the set LX_NT_PRFPREG. struct __riscv_d_ext_state. The vector
 * registers are in LX_NT_RISCV_VECTOR.
 */
typedef struct PtraceFPRegs {
	unsigned long f[32];
	unsigned int fcsr;
	unsigned int pad;
} PtraceFPRegs;

/*
 * PtraceVectorHeader: what LX_NT_RISCV_VECTOR begins with; the 32 registers of vlenb bytes follow. struct
 * __riscv_v_regset_state. A tracee that has never used a vector has no such set.
 */
typedef struct PtraceVectorHeader {
	unsigned long vstart;
	unsigned long vl;
	unsigned long vtype;
	unsigned long vcsr;
	unsigned long vlenb;
} PtraceVectorHeader;

/* The registers that PtraceRegsPC and its kin are about. */
#define LX_REGS_PC	pc
#define LX_REGS_SP	sp
#define LX_REGS_SYSCALL	a7
#define LX_REGS_RESULT	a0
#define LX_REGS_ARG0	a0
#define LX_REGS_ARG1	a1
#define LX_REGS_ARG2	a2
#define LX_REGS_ARG3	a3
#define LX_REGS_ARG4	a4
#define LX_REGS_ARG5	a5

#endif
