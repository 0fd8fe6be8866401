/*
 * USB devices from a program: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_USB_H
#define LX_DEV_USB_H

#include "../ioctl.h"
#include "../uapi/dev/usb.h"

#endif
