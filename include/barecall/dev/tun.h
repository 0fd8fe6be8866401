/*
 * Network interfaces that a program serves: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_TUN_H
#define LX_DEV_TUN_H

#include "../ioctl.h"
#include "../uapi/dev/tun.h"

#endif
