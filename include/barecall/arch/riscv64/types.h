/*
 * riscv64's own layouts, beside the generic ones.
 */
#ifndef LX_ARCH_TYPES_H
#define LX_ARCH_TYPES_H

#include "../generic.h"

/* LX_AUDIT_ARCH_NATIVE: what seccomp, ptrace and audit call this architecture. */
#define LX_AUDIT_ARCH_NATIVE LX_AUDIT_ARCH_RISCV64

/* RISCVHWProbePairs: one question to RISCVHWProbe and its answer. struct riscv_hwprobe (asm/hwprobe.h of riscv64). */
typedef struct RISCVHWProbePairs {
	long key; /* LX_RISCV_HWPROBE_KEY_*; set to -1 where the kernel does not know it */
	unsigned long value;
} RISCVHWProbePairs;

#endif
