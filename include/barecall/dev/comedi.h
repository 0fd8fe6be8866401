/*
 * Data acquisition: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_COMEDI_H
#define LX_DEV_COMEDI_H

#include "../ioctl.h"
#include "../uapi/dev/comedi.h"

#endif
