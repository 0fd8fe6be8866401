/*
 * HDMI's consumer electronics control: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_CEC_H
#define LX_DEV_CEC_H

#include "../ioctl.h"
#include "../uapi/dev/cec.h"

#endif
