/*
 * Keyboards and mice at serial and game ports: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_SERIO_H
#define LX_DEV_SERIO_H

#include "../ioctl.h"
#include "../uapi/dev/serio.h"

#endif
