/*
 * Parallel ports and printers: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PARPORT_H
#define LX_DEV_PARPORT_H

#include "../ioctl.h"
#include "../uapi/dev/parport.h"

#endif
