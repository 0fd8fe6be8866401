/*
 * Terminals beyond ioctl.h: pseudo-terminals, serial ports, line disciplines: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_TTY_H
#define LX_DEV_TTY_H

#include "../ioctl.h"
#include "../uapi/dev/tty.h"

#endif
