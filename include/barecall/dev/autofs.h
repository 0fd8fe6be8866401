/*
 * Automounts: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_AUTOFS_H
#define LX_DEV_AUTOFS_H

#include "../ioctl.h"
#include "../uapi/dev/autofs.h"

#endif
