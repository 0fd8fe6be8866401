/*
 * RAID arrays of Linux itself: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_MD_H
#define LX_DEV_MD_H

#include "../ioctl.h"
#include "../uapi/dev/md.h"

#endif
