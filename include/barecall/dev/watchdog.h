/*
 * Watchdog timers: the machine restarts when nobody feeds them: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_WATCHDOG_H
#define LX_DEV_WATCHDOG_H

#include "../ioctl.h"
#include "../uapi/dev/watchdog.h"

#endif
