/*
 * Input devices: keys, axes, switches, force feedback: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_INPUT_H
#define LX_DEV_INPUT_H

#include "../ioctl.h"
#include "../uapi/dev/input.h"

#endif
