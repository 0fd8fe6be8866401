/*
 * IPMI: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_IPMI_H
#define LX_DEV_IPMI_H

#include "../ioctl.h"
#include "../uapi/dev/ipmi.h"

#endif
