/*
 * Human interface devices: raw reports, usages, devices that a program makes: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_HID_H
#define LX_DEV_HID_H

#include "../ioctl.h"
#include "../uapi/dev/hid.h"

#endif
