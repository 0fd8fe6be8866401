/*
 * Other processors of a chip: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_REMOTEPROC_H
#define LX_DEV_REMOTEPROC_H

#include "../ioctl.h"
#include "../uapi/dev/remoteproc.h"

#endif
