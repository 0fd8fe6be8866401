/*
 * What signals do, and what they interrupt: types of signal.h.
 */
#ifndef LX_TYPES_SIGNAL_H
#define LX_TYPES_SIGNAL_H

#include "../types.h"
#include "siginfo.h"

/* Stack_t: a stack for signal handlers; sp is its lowest address, flags LX_SS_*. struct sigaltstack. */
typedef struct Stack_t {
	void *sp;
	int flags;
	unsigned long size;
} Stack_t;

#if defined(__x86_64__)
#include "../arch/x86_64/signal.h"
#elif defined(__aarch64__)
#include "../arch/aarch64/signal.h"
#else
#include "../arch/riscv64/signal.h"
#endif

#endif
