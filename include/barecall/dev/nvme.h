/*
 * NVMe controllers and namespaces: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_NVME_H
#define LX_DEV_NVME_H

#include "../ioctl.h"
#include "../uapi/dev/nvme.h"

#endif
