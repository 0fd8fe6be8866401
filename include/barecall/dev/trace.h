/*
 * Coverage, tracing, events of programs: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_TRACE_H
#define LX_DEV_TRACE_H

#include "../ioctl.h"
#include "../uapi/dev/trace.h"

#endif
