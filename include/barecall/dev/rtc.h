/*
 * Real-time clocks, and other timers of hardware: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_RTC_H
#define LX_DEV_RTC_H

#include "../ioctl.h"
#include "../uapi/dev/rtc.h"

#endif
