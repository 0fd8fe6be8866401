/*
 * Virtio devices: features, queues, configuration: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_VIRTIO_H
#define LX_DEV_VIRTIO_H

#include "../ioctl.h"
#include "../uapi/dev/virtio.h"

#endif
