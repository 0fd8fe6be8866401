/*
 * Network block devices: /dev/nbdN reads and writes what a socket's other side has. fd waits in IoctlNbdDoIt as long as it serves.
 */
#ifndef LX_DEV_NBD_H
#define LX_DEV_NBD_H

#include "../ioctl.h"
#include "../uapi/dev/nbd.h"

/* NbdRequest: what comes over the socket, all in network order; its bytes follow it when it is a write. struct nbd_request. */
typedef struct NbdRequest {
	unsigned int magic; /* LX_NBD_REQUEST_MAGIC */
	unsigned int type; /* LX_NBD_CMD_* */
	unsigned long cookie; /* for the reply, as it is */
	unsigned long from; /* bytes */
	unsigned int len; /* bytes */
} __attribute__((__packed__)) NbdRequest;

/* NbdReply: what answers it; its bytes follow when it was a read. struct nbd_reply. */
typedef struct NbdReply {
	unsigned int magic; /* LX_NBD_REPLY_MAGIC */
	unsigned int error; /* 0, or an errno */
	unsigned long cookie;
} NbdReply;

#ifdef LX_LINK_NAMES
#include "../extern/dev/nbd.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlNbdSetSock gives a device its socket. -EBUSY: it is in use. LX_NBD_SET_SOCK. */
LX_API int IoctlNbdSetSock(int fd, int sock)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_SET_SOCK, sock);
}

/* IoctlNbdSetBlockSize sets the block size, in bytes. LX_NBD_SET_BLKSIZE. */
LX_API int IoctlNbdSetBlockSize(int fd, unsigned long bytes)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_SET_BLKSIZE, (long)bytes);
}

/* IoctlNbdSetSizeBlocks sets how many blocks there are. LX_NBD_SET_SIZE_BLOCKS. */
LX_API int IoctlNbdSetSizeBlocks(int fd, unsigned long blocks)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_SET_SIZE_BLOCKS, (long)blocks);
}

/* IoctlNbdSetFlags tells what the other side can do, LX_NBD_FLAG_*. LX_NBD_SET_FLAGS. */
LX_API int IoctlNbdSetFlags(int fd, unsigned long flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_SET_FLAGS, (long)flags);
}

/* IoctlNbdSetTimeout sets the seconds that an answer is waited for. LX_NBD_SET_TIMEOUT. */
LX_API int IoctlNbdSetTimeout(int fd, unsigned long seconds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_SET_TIMEOUT, (long)seconds);
}

/* IoctlNbdDoIt serves, until the socket or the device is at its end. LX_NBD_DO_IT. */
LX_API int IoctlNbdDoIt(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_DO_IT, 0);
}

/* IoctlNbdDisconnect asks the other side to end. LX_NBD_DISCONNECT. */
LX_API int IoctlNbdDisconnect(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_DISCONNECT, 0);
}

/* IoctlNbdClearSock takes the socket away. LX_NBD_CLEAR_SOCK. */
LX_API int IoctlNbdClearSock(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NBD_CLEAR_SOCK, 0);
}

#endif /* BARECALL_EXTERN */
#endif
