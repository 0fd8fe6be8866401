/*
 * Device-mapper: disks made of parts of disks: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_DM_H
#define LX_DEV_DM_H

#include "../ioctl.h"
#include "../uapi/dev/dm.h"

#endif
