/*
 * Buffers and fences that devices share: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_DMABUF_H
#define LX_DEV_DMABUF_H

#include "../ioctl.h"
#include "../uapi/dev/dmabuf.h"

#endif
