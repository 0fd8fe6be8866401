/*
 * Namespaces: their kind, owner, parent, ids, mounts: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_NS_H
#define LX_DEV_NS_H

#include "../ioctl.h"
#include "../uapi/dev/ns.h"

#endif
