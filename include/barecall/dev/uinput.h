/*
 * Input devices that a program makes: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_UINPUT_H
#define LX_DEV_UINPUT_H

#include "../ioctl.h"
#include "../uapi/dev/uinput.h"

#endif
