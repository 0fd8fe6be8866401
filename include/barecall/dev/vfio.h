/*
 * Devices handed to a program: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_VFIO_H
#define LX_DEV_VFIO_H

#include "../ioctl.h"
#include "../uapi/dev/vfio.h"

#endif
