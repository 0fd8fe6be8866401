/*
 * PTP hardware clocks, time stamps by network devices: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PTP_H
#define LX_DEV_PTP_H

#include "../ioctl.h"
#include "../uapi/dev/ptp.h"

#endif
