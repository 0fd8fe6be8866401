/*
 * Block devices: size, partitions, zones, discard, persistent reservations: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_BLOCK_H
#define LX_DEV_BLOCK_H

#include "../ioctl.h"
#include "../uapi/dev/block.h"

#endif
