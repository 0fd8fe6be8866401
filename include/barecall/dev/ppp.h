/*
 * PPP: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PPP_H
#define LX_DEV_PPP_H

#include "../ioctl.h"
#include "../uapi/dev/ppp.h"

#endif
