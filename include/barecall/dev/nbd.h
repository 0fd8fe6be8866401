/*
 * Network block devices: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_NBD_H
#define LX_DEV_NBD_H

#include "../ioctl.h"
#include "../uapi/dev/nbd.h"

#endif
