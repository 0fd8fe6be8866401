/*
 * Virtual terminals, the console's keyboard and fonts: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_VT_H
#define LX_DEV_VT_H

#include "../ioctl.h"
#include "../uapi/dev/vt.h"

#endif
