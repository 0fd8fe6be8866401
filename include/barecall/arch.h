/*
 * The one place that chooses an architecture: its trap, numbers, constants and layouts.
 */
#ifndef LX_ARCH_H
#define LX_ARCH_H

#if defined(__x86_64__) && defined(__LP64__)
#include "arch/x86_64/sysnum.h"
#include "arch/x86_64/const.h"
#include "arch/x86_64/types.h"
#ifndef BARECALL_TRAP
#include "arch/x86_64/trap.h"
#endif

#elif defined(__aarch64__) && defined(__LP64__) && !defined(__AARCH64EB__)
#include "arch/aarch64/sysnum.h"
#include "arch/aarch64/const.h"
#include "arch/aarch64/types.h"
#ifndef BARECALL_TRAP
#include "arch/aarch64/trap.h"
#endif

#elif defined(__riscv) && defined(__LP64__)
#include "arch/riscv64/sysnum.h"
#include "arch/riscv64/const.h"
#include "arch/riscv64/types.h"
#ifndef BARECALL_TRAP
#include "arch/riscv64/trap.h"
#endif

#else
#error "barecall supports x86_64 (not x32), aarch64 (little endian, not ilp32) and riscv64 only"
/* A compiler goes on after #error, and hundreds of errors would bury that one. It does not go on after this. */
#include "unsupported-architecture"
#endif

#endif
