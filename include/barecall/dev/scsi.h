/*
 * SCSI devices: commands, changers, controllers, targets: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_SCSI_H
#define LX_DEV_SCSI_H

#include "../ioctl.h"
#include "../uapi/dev/scsi.h"

#endif
