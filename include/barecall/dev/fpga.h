/*
 * FPGAs: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_FPGA_H
#define LX_DEV_FPGA_H

#include "../ioctl.h"
#include "../uapi/dev/fpga.h"

#endif
