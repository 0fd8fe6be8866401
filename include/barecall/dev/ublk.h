/*
 * Block devices that a program serves through io_uring: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_UBLK_H
#define LX_DEV_UBLK_H

#include "../ioctl.h"
#include "../uapi/dev/ublk.h"

#endif
