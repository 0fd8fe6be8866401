/*
 * Network interfaces by requests of sockets: flags, addresses, MTU, bonds, bridges, VLANs: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_NETIF_H
#define LX_DEV_NETIF_H

#include "../ioctl.h"
#include "../uapi/dev/netif.h"

#endif
