/* For the UAPI headers that include a libc's <stddef.h>: what they take from it. */
#ifndef SHIM_STDDEF_H
#define SHIM_STDDEF_H

typedef __SIZE_TYPE__ size_t;
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
