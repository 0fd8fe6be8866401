/*
 * Virtio and vDPA devices served for a guest: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_VHOST_H
#define LX_DEV_VHOST_H

#include "../ioctl.h"
#include "../uapi/dev/vhost.h"

#endif
