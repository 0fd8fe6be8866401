/*
 * Sockets between a host and its guests: sockaddr.h has their addresses.
 */
#ifndef LX_DEV_VSOCK_H
#define LX_DEV_VSOCK_H

#include "../ioctl.h"
#include "../uapi/dev/vsock.h"
#include "../uapi/net.h"
#include "../uapi/sockaddr.h"

#ifdef LX_LINK_NAMES
#include "../extern/dev/vsock.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlVsockGetLocalCid gives the caller's own number, LX_VMADDR_CID_*: 2 is the host. fd: /dev/vsock, or a socket of
 * LX_AF_VSOCK. vsock(7).
 */
LX_API int IoctlVsockGetLocalCid(int fd, unsigned int *cid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_IOCTL_VM_SOCKETS_GET_LOCAL_CID, LX_PTR(cid));
}

#endif /* BARECALL_EXTERN */
#endif
