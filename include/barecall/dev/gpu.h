/*
 * Graphics devices: requests of each driver: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_GPU_H
#define LX_DEV_GPU_H

#include "../ioctl.h"
#include "../uapi/dev/gpu.h"

#endif
