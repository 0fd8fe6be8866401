/*
 * SPI: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_SPI_H
#define LX_DEV_SPI_H

#include "../ioctl.h"
#include "../uapi/dev/spi.h"

#endif
