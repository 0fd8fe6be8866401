/*
 * Cameras, video, media graphs: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_MEDIA_H
#define LX_DEV_MEDIA_H

#include "../ioctl.h"
#include "../uapi/dev/media.h"

#endif
