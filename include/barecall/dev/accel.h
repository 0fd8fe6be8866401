/*
 * Accelerators: requests of each driver: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_ACCEL_H
#define LX_DEV_ACCEL_H

#include "../ioctl.h"
#include "../uapi/dev/accel.h"

#endif
