/*
 * Sensors of industrial I/O, counters: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_IIO_H
#define LX_DEV_IIO_H

#include "../ioctl.h"
#include "../uapi/dev/iio.h"

#endif
