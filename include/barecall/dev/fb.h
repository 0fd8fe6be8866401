/*
 * Frame buffers: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_FB_H
#define LX_DEV_FB_H

#include "../ioctl.h"
#include "../uapi/dev/fb.h"

#endif
