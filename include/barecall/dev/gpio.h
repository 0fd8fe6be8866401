/*
 * Lines of GPIO chips: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_GPIO_H
#define LX_DEV_GPIO_H

#include "../ioctl.h"
#include "../uapi/dev/gpio.h"

#endif
