/*
 * Flash memory and its volumes: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_MTD_H
#define LX_DEV_MTD_H

#include "../ioctl.h"
#include "../uapi/dev/mtd.h"

#endif
