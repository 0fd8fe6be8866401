/*
 * RapidIO: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_RAPIDIO_H
#define LX_DEV_RAPIDIO_H

#include "../ioctl.h"
#include "../uapi/dev/rapidio.h"

#endif
