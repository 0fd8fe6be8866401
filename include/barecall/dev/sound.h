/*
 * ALSA: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_SOUND_H
#define LX_DEV_SOUND_H

#include "../ioctl.h"
#include "../uapi/dev/sound.h"

#endif
