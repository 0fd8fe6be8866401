/*
 * Infrared receivers and senders: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_LIRC_H
#define LX_DEV_LIRC_H

#include "../ioctl.h"
#include "../uapi/dev/lirc.h"

#endif
