/*
 * What is said to MemorySanitizer, where it does not see who writes. LX_HANDLER stands before a handler of signals, which
 * the kernel gives what it reads: in such a function all memory is taken for written. LX_WROTE tells of size bytes that
 * the vDSO wrote, or returned.
 */
#ifndef LX_WATCHED_H
#define LX_WATCHED_H

#include <barecall/base.h>

#ifdef LX_MEMORY_SANITIZER
#define LX_HANDLER __attribute__((__no_sanitize__("memory")))
#define LX_WROTE(p, size) lx_wrote(LX_PTR(p), size)
#else
#define LX_HANDLER
#define LX_WROTE(p, size) ((void)0)
#endif

#endif
