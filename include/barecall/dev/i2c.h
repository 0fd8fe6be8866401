/*
 * I2C and SMBus: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_I2C_H
#define LX_DEV_I2C_H

#include "../ioctl.h"
#include "../uapi/dev/i2c.h"

#endif
