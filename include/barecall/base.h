/*
 * What every domain header stands on: how a wrapper is declared, how its arguments travel, and how
 * its result is told from an error.
 *
 * Results are the kernel's own: a value >= 0, or -errno. Only -4095..-1 is an error; anything else,
 * a "negative" offset or an address in the upper half included, is a value. IsErr and IsErrPtr know.
 *
 * A pointer to what is not there is -EFAULT, the kernel's answer, and not a signal. Wrappers that must touch the memory
 * themselves, since the kernel has it otherwise, say so: Select, Utimes and its kin, Time, Getpriority, Sigaction on
 * x86_64, Mount's data, names of socket options.
 *
 * A function whose name another library has, too (X11's Time), gets another one, and is linked as before:
 *
 *   #define Time LxTime
 *   #include <barecall.h>
 *   #undef Time
 *
 * Configuration, by macros defined before the first include:
 *   (none)           every wrapper is a static inline function; at -O2 a call is the trap itself
 *   BARECALL_EXTERN  the wrappers are declared only, and linked from libbarecall.a (lx_Openat, ...)
 *   BARECALL_TRAP    a header, quoted or in angle brackets, that defines lx_trap0 to lx_trap6 in
 *                    place of the architecture's: for recorders and simulators
 */
#ifndef LX_BASE_H
#define LX_BASE_H

/* BARECALL_ARCHIVE: set by barecall's own build alone, it makes each wrapper a link symbol. */
#if defined(BARECALL_ARCHIVE)
#define LX_API
#else
#define LX_API static __inline__
#endif

#if defined(BARECALL_EXTERN) || defined(BARECALL_ARCHIVE)
#define LX_LINK_NAMES
#endif

/* LX_SYMBOL names the link symbol of a function that lives in libbarecall.a. */
#define LX_SYMBOL(name) __asm__(name)

/* LX_TRAP: inlined even at -O0, and never instrumented, since a call between the loading of the
   argument registers and the trap would destroy them. */
#define LX_TRAP static __inline__ __attribute__((__always_inline__, __no_instrument_function__))

/* LX_NORETURN begins the declaration of a function that does not return. */
#define LX_NORETURN __attribute__((__noreturn__))

/*
 * LX_UNAVAILABLE ends the declaration of a function that no kernel serves, or none of this architecture: a use of it is
 * a compile-time error whose text says why, and what to use instead.
 */
#if defined(__has_attribute)
#if __has_attribute(__unavailable__)
#define LX_UNAVAILABLE(text) __attribute__((__unavailable__(text)))
#endif
#endif
#ifndef LX_UNAVAILABLE
#define LX_UNAVAILABLE(text) __attribute__((__error__(text)))
#endif

/* LX_PTR passes a pointer, or an unsigned 64-bit value, as a trap's argument. */
#define LX_PTR(p) ((long)(p))

#ifdef __cplusplus
#define LX_NULL 0
#else
#define LX_NULL ((void *)0)
#endif

/* Who watches memory is told what a call writes: clang's analyser, and its MemorySanitizer. */
#if defined(__clang_analyzer__) && !defined(BARECALL_TRAP)
#define BARECALL_TRAP "analyser-trap.h"
#endif
#if defined(__has_feature) && !defined(BARECALL_TRAP)
#if __has_feature(memory_sanitizer)
#define BARECALL_TRAP "analyser-trap.h"
#endif
#endif

#include "arch.h"
#ifdef BARECALL_TRAP
#include BARECALL_TRAP
#endif
#include "types.h"
#include "uapi/errno.h"

/* IsErr tells whether a wrapper's result is an error: -4095..-1. */
LX_TRAP int IsErr(long result)
{
	return (unsigned long)result >= -4095UL;
}

/* IsErrPtr tells whether a wrapper's pointer result is an error. -(long)p is then the errno. */
LX_TRAP int IsErrPtr(const void *result)
{
	return (unsigned long)result >= -4095UL;
}

#endif
