/*
 * Windows' synchronisation, notification pipes: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_SYNC_H
#define LX_DEV_SYNC_H

#include "../ioctl.h"
#include "../uapi/dev/sync.h"

#endif
