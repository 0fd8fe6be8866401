/*
 * What the kernel tells a new program: the auxiliary vector, and the page size in it. Linked from libbarecall.a; they
 * are no system calls in a program that _start or lx_start began.
 */
#ifndef LX_AUXV_H
#define LX_AUXV_H

#include "base.h"
#include "uapi/auxv.h"

/*
 * Getauxval returns the entry LX_AT_* of the auxiliary vector, 0 where there is none: an entry that is 0 and one that
 * is missing look the same. Strings and LX_AT_RANDOM's 16 bytes come as addresses. In a program that another _start
 * began, a libc's say, it asks the kernel each time: PR_GET_AUXV, before Linux 6.4 /proc/self/auxv. getauxval(3).
 */
unsigned long Getauxval(unsigned long type) LX_SYMBOL("lx_Getauxval");

/*
 * Getpagesize returns the size of a page in bytes: 4096 on x86_64, 4096, 16384 or 65536 on aarch64. It is LX_AT_PAGESZ,
 * found as Getauxval finds it. getpagesize(2).
 */
int Getpagesize(void) LX_SYMBOL("lx_Getpagesize");

#endif
