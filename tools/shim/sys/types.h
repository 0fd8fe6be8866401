/* For the UAPI headers that include a libc's <sys/types.h>: what they take from it. */
#ifndef SHIM_SYS_TYPES_H
#define SHIM_SYS_TYPES_H

#include <linux/types.h>

#endif
