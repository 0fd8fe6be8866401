/*
 * MMC and SD cards: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_MMC_H
#define LX_DEV_MMC_H

#include "../ioctl.h"
#include "../uapi/dev/mmc.h"

#endif
