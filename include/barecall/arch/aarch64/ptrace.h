/*
 * What PtraceGetRegs and PtraceGetFPRegs give on aarch64.
 */
#ifndef LX_ARCH_PTRACE_H
#define LX_ARCH_PTRACE_H

/*
 * PtraceRegs: a tracee's general registers, the set LX_NT_PRSTATUS. struct user_pt_regs. At the stops of PtraceSyscall
 * the kernel shows regs[7] as 0 when the call begins and 1 when it ends, and discards what is written to it.
 */
typedef struct PtraceRegs {
	unsigned long regs[31];
	unsigned long sp;
	unsigned long pc;
	unsigned long pstate;
} PtraceRegs;

/*
 * PtraceFPRegs: the vector registers of 128 bits, the set LX_NT_PRFPREG. struct user_fpsimd_state. SVE's longer ones
 * are in LX_NT_ARM_SVE.
 */
typedef struct PtraceFPRegs {
	unsigned long vregs[32][2];
	unsigned int fpsr;
	unsigned int fpcr;
	unsigned int reserved[2];
} __attribute__((__aligned__(16))) PtraceFPRegs;

/*
 * PtraceSVEHeader: what LX_NT_ARM_SVE, LX_NT_ARM_SSVE and LX_NT_ARM_ZA begin with. struct user_sve_header.
 * PtraceGetRegSet says how long the set can get; size says how much of it means something now.
 */
typedef struct PtraceSVEHeader {
	unsigned int size; /* in bytes, with this header */
	unsigned int max_size; /* with vectors of max_vl */
	unsigned short vl; /* bytes of a vector */
	unsigned short max_vl;
	unsigned short flags; /* bit 0: vectors are stored; else only PtraceFPRegs follows */
	unsigned short reserved;
} PtraceSVEHeader;

/* The registers that PtraceRegsPC and its kin are about. */
#define LX_REGS_PC	pc
#define LX_REGS_SP	sp
#define LX_REGS_SYSCALL	regs[8]
#define LX_REGS_RESULT	regs[0]
#define LX_REGS_ARG0	regs[0]
#define LX_REGS_ARG1	regs[1]
#define LX_REGS_ARG2	regs[2]
#define LX_REGS_ARG3	regs[3]
#define LX_REGS_ARG4	regs[4]
#define LX_REGS_ARG5	regs[5]

#endif
