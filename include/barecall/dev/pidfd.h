/*
 * Process descriptors: what a process is, its namespaces: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PIDFD_H
#define LX_DEV_PIDFD_H

#include "../ioctl.h"
#include "../uapi/dev/pidfd.h"

#endif
