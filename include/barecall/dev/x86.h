/*
 * X86_64 alone: machine checks, MSRs, MTRRs, enclaves: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_X86_H
#define LX_DEV_X86_H

#include "../ioctl.h"
#include "../uapi/dev/x86.h"

#endif
