/*
 * Other hypervisors, and guests of theirs: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_HYPERVISOR_H
#define LX_DEV_HYPERVISOR_H

#include "../ioctl.h"
#include "../uapi/dev/hypervisor.h"

#endif
