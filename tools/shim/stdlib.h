/* For the UAPI headers that include a libc's <stdlib.h>: what they take from it. */
#ifndef SHIM_STDLIB_H
#define SHIM_STDLIB_H

#include <stddef.h>

#endif
