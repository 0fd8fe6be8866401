/*
 * CAN: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_CAN_H
#define LX_DEV_CAN_H

#include "../ioctl.h"
#include "../uapi/dev/can.h"

#endif
