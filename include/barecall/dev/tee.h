/*
 * Trusted execution environments: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_TEE_H
#define LX_DEV_TEE_H

#include "../ioctl.h"
#include "../uapi/dev/tee.h"

#endif
