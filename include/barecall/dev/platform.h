/*
 * What one vendor's machines have: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PLATFORM_H
#define LX_DEV_PLATFORM_H

#include "../ioctl.h"
#include "../uapi/dev/platform.h"

#endif
