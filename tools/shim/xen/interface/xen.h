/* For the UAPI headers of Xen, which need its interface's own types: those of x86_64 and arm64, by xen/interface/xen.h. */
#ifndef SHIM_XEN_H
#define SHIM_XEN_H

#include <linux/ioctl.h>
#include <linux/types.h>
#include <stdint.h>

typedef uint16_t domid_t;
typedef uint32_t grant_ref_t;
typedef uint32_t evtchn_port_t;
typedef uint64_t xen_pfn_t;
typedef uint64_t xen_ulong_t;

#endif
