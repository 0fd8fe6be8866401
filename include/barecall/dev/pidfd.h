/*
 * Process descriptors: what a process is, its namespaces. PidfdInfo is in process.h.
 */
#ifndef LX_DEV_PIDFD_H
#define LX_DEV_PIDFD_H

#include "../ioctl.h"
#include "../process.h"
#include "../uapi/dev/pidfd.h"

#ifdef LX_LINK_NAMES
#include "../extern/dev/pidfd.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlPidfdGetInfo tells of a process; info->mask says in what is wanted, out what came. -ESRCH: it is gone and
 * reaped, and left nothing. -EREMOTE: it is outside the caller's PID namespace. Since Linux 6.13.
 */
LX_API int IoctlPidfdGetInfo(int fd, PidfdInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PIDFD_GET_INFO, LX_PTR(info));
}

/*
 * IoctlPidfdGetNamespace returns a descriptor of one of its namespaces. request: LX_PIDFD_GET_NET_NAMESPACE and others.
 * -EPERM: needs what PtraceAttach does. -ESRCH: it is gone. Since Linux 6.11.
 */
LX_API int IoctlPidfdGetNamespace(int fd, unsigned int request)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, 0);
}

#endif /* BARECALL_EXTERN */
#endif
