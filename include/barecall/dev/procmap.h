/*
 * Mappings and pages of processes, through files of /proc: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PROCMAP_H
#define LX_DEV_PROCMAP_H

#include "../ioctl.h"
#include "../uapi/dev/procmap.h"

#endif
