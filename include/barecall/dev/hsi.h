/*
 * HSI and FSI: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_HSI_H
#define LX_DEV_HSI_H

#include "../ioctl.h"
#include "../uapi/dev/hsi.h"

#endif
