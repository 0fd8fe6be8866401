/*
 * Virtual machines: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_KVM_H
#define LX_DEV_KVM_H

#include "../ioctl.h"
#include "../uapi/dev/kvm.h"

#endif
