/*
 * Files and file systems: attributes, extents, labels, encryption, verity, and requests of single ones: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_FS_H
#define LX_DEV_FS_H

#include "../ioctl.h"
#include "../uapi/dev/fs.h"

#endif
