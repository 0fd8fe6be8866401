/*
 * aarch64's own layouts, beside the generic ones.
 */
#ifndef LX_ARCH_TYPES_H
#define LX_ARCH_TYPES_H

#include "../generic.h"

/* LX_AUDIT_ARCH_NATIVE: what seccomp, ptrace and audit call this architecture. */
#define LX_AUDIT_ARCH_NATIVE LX_AUDIT_ARCH_AARCH64

#endif
