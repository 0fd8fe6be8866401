/*
 * Network interfaces that a program serves: what the kernel sends there is read from a descriptor of /dev/net/tun, what is
 * written to it the kernel receives. LX_IFF_TUN has IP packets, LX_IFF_TAP Ethernet frames. An interface goes with its last
 * descriptor unless IoctlTunSetPersist keeps it.
 */
#ifndef LX_DEV_TUN_H
#define LX_DEV_TUN_H

#include "netif.h"
#include "../uapi/dev/tun.h"

/* TunPi: what precedes each packet without LX_IFF_NO_PI. struct tun_pi. */
typedef struct TunPi {
	unsigned short flags; /* LX_TUN_PKT_STRIP */
	unsigned short proto; /* LX_ETH_P_*, in network order */
} TunPi;

#ifdef LX_LINK_NAMES
#include "../extern/dev/tun.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlTunSetIff makes an interface, or opens one that persists: ifr has its name, %d in it for a free number, or none,
 * and flags LX_IFF_TUN or LX_IFF_TAP, LX_IFF_NO_PI and others. Gives the name back. Needs CAP_NET_ADMIN, or to be the
 * owner of what persists. -EBUSY: it is served already. -EINVAL: neither kind, or one that is of the other.
 */
LX_API int IoctlTunSetIff(int fd, Ifreq *ifr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETIFF, LX_PTR(ifr));
}

/* IoctlTunGetIff gives name and flags. -EBADFD: IoctlTunSetIff was not there before. */
LX_API int IoctlTunGetIff(int fd, Ifreq *ifr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNGETIFF, LX_PTR(ifr));
}

/* IoctlTunGetFeatures gives the flags that the kernel knows, LX_IFF_*. */
LX_API int IoctlTunGetFeatures(int fd, unsigned int *flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNGETFEATURES, LX_PTR(flags));
}

/* IoctlTunSetPersist keeps the interface when nobody serves it, or not. */
LX_API int IoctlTunSetPersist(int fd, int on)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETPERSIST, on);
}

/* IoctlTunSetOwner lets this user open the interface later; IoctlTunSetGroup this group. */
LX_API int IoctlTunSetOwner(int fd, unsigned int uid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETOWNER, (long)uid);
}

/* IoctlTunSetGroup lets this group open the interface later. */
LX_API int IoctlTunSetGroup(int fd, unsigned int gid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETGROUP, (long)gid);
}

/* IoctlTunSetOffload tells what the program can take, LX_TUN_F_*: packets without checksums, or longer than the MTU. */
LX_API int IoctlTunSetOffload(int fd, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETOFFLOAD, (long)flags);
}

/*
 * IoctlTunSetQueue attaches or detaches a queue of an interface with LX_IFF_MULTI_QUEUE: ifr's flags are
 * LX_IFF_ATTACH_QUEUE or LX_IFF_DETACH_QUEUE.
 */
LX_API int IoctlTunSetQueue(int fd, const Ifreq *ifr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETQUEUE, LX_PTR(ifr));
}

/* IoctlTunSetVnetHdrSize sets the bytes of the virtio header that precede a packet with LX_IFF_VNET_HDR. */
LX_API int IoctlTunSetVnetHdrSize(int fd, int size)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETVNETHDRSZ, LX_PTR(&size));
}

/* IoctlTunSetSndbuf limits the bytes that wait to be received by the kernel. */
LX_API int IoctlTunSetSndbuf(int fd, int bytes)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TUNSETSNDBUF, LX_PTR(&bytes));
}

#endif /* BARECALL_EXTERN */
#endif
