/* For the UAPI headers that use a libc's <limits.h>: what they take from it. */
#ifndef SHIM_LIMITS_H
#define SHIM_LIMITS_H

#define INT_MAX __INT_MAX__
#define UINT_MAX (INT_MAX * 2U + 1U)

#endif
