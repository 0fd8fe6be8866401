/*
 * Floppy disk drives: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_FLOPPY_H
#define LX_DEV_FLOPPY_H

#include "../ioctl.h"
#include "../uapi/dev/floppy.h"

#endif
