/*
 * Android's binder: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_BINDER_H
#define LX_DEV_BINDER_H

#include "../ioctl.h"
#include "../uapi/dev/binder.h"

#endif
