/*
 * Wireless devices: extensions before nl80211, radio switches: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_WIRELESS_H
#define LX_DEV_WIRELESS_H

#include "../ioctl.h"
#include "../uapi/dev/wireless.h"

#endif
