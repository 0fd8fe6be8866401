/*
 * Btrfs: subvolumes, devices, trees: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_BTRFS_H
#define LX_DEV_BTRFS_H

#include "../ioctl.h"
#include "../uapi/dev/btrfs.h"

#endif
