/*
 * Intel's management engine: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_MEI_H
#define LX_DEV_MEI_H

#include "../ioctl.h"
#include "../uapi/dev/mei.h"

#endif
