/*
 * OSS, the sound interface before ALSA: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_OSS_H
#define LX_DEV_OSS_H

#include "../ioctl.h"
#include "../uapi/dev/oss.h"

#endif
