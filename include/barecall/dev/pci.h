/*
 * PCI and CXL: registers, memory, switches, firmware: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PCI_H
#define LX_DEV_PCI_H

#include "../ioctl.h"
#include "../uapi/dev/pci.h"

#endif
