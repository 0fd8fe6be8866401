/*
 * Hibernation, APM, what survives a kexec: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_POWER_H
#define LX_DEV_POWER_H

#include "../ioctl.h"
#include "../uapi/dev/power.h"

#endif
