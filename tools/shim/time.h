/* For the UAPI headers that include a libc's <time.h>: what they take from it. */
#ifndef SHIM_TIME_H
#define SHIM_TIME_H

#include <linux/time.h>

typedef __kernel_old_time_t time_t;

#endif
