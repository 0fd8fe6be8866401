/*
 * FireWire: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_FIREWIRE_H
#define LX_DEV_FIREWIRE_H

#include "../ioctl.h"
#include "../uapi/dev/firewire.h"

#endif
