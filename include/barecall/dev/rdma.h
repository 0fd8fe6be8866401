/*
 * InfiniBand and other RDMA: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_RDMA_H
#define LX_DEV_RDMA_H

#include "../ioctl.h"
#include "../uapi/dev/rdma.h"

#endif
