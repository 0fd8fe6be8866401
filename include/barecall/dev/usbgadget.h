/*
 * USB gadgets: being a USB device: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_USBGADGET_H
#define LX_DEV_USBGADGET_H

#include "../ioctl.h"
#include "../uapi/dev/usbgadget.h"

#endif
