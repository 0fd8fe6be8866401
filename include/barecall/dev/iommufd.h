/*
 * I/O page tables of programs: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_IOMMUFD_H
#define LX_DEV_IOMMUFD_H

#include "../ioctl.h"
#include "../uapi/dev/iommufd.h"

#endif
