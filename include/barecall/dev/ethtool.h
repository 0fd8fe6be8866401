/*
 * Settings of network devices: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_ETHTOOL_H
#define LX_DEV_ETHTOOL_H

#include "../ioctl.h"
#include "../uapi/dev/ethtool.h"

#endif
