/*
 * Digital television: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_DVB_H
#define LX_DEV_DVB_H

#include "../ioctl.h"
#include "../uapi/dev/dvb.h"

#endif
