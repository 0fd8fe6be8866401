/*
 * Xen: event channels, grants, hypercalls: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_XEN_H
#define LX_DEV_XEN_H

#include "../ioctl.h"
#include "../uapi/dev/xen.h"

#endif
