/*
 * File systems that a program serves: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_FUSE_H
#define LX_DEV_FUSE_H

#include "../ioctl.h"
#include "../uapi/dev/fuse.h"

#endif
