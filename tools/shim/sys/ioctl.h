/* For the UAPI headers that include a libc's <sys/ioctl.h>: what they take from it. */
#ifndef SHIM_SYS_IOCTL_H
#define SHIM_SYS_IOCTL_H

#include <linux/ioctl.h>

#endif
