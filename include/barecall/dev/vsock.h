/*
 * Sockets between a host and its guests: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_VSOCK_H
#define LX_DEV_VSOCK_H

#include "../ioctl.h"
#include "../uapi/dev/vsock.h"

#endif
