/*
 * ATM: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_ATM_H
#define LX_DEV_ATM_H

#include "../ioctl.h"
#include "../uapi/dev/atm.h"

#endif
