/*
 * GPIB: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_GPIB_H
#define LX_DEV_GPIB_H

#include "../ioctl.h"
#include "../uapi/dev/gpib.h"

#endif
