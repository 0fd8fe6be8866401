/* For the UAPI headers that include a libc's <sys/time.h>: what they take from it. */
#ifndef SHIM_SYS_TIME_H
#define SHIM_SYS_TIME_H

#include <linux/time.h>

#endif
