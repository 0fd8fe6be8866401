/*
 * Graphics devices: modes, buffers, formats: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_DRM_H
#define LX_DEV_DRM_H

#include "../ioctl.h"
#include "../uapi/dev/drm.h"

#endif
