/*
 * Magnetic tapes: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_TAPE_H
#define LX_DEV_TAPE_H

#include "../ioctl.h"
#include "../uapi/dev/tape.h"

#endif
