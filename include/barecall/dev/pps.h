/*
 * Pulses per second: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PPS_H
#define LX_DEV_PPS_H

#include "../ioctl.h"
#include "../uapi/dev/pps.h"

#endif
