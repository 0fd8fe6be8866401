/*
 * CD, DVD and Blu-ray drives: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_CDROM_H
#define LX_DEV_CDROM_H

#include "../ioctl.h"
#include "../uapi/dev/cdrom.h"

#endif
