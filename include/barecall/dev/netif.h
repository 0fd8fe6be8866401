/*
 * Network interfaces by requests of sockets: flags, addresses, MTU, bonds, bridges, VLANs, routes. Any socket will do, of
 * LX_AF_INET as a rule. netlink.h does all of it and more; these are a call each.
 */
#ifndef LX_DEV_NETIF_H
#define LX_DEV_NETIF_H

#include "../net.h"
#include "../ioctl.h"
#include "../uapi/dev/netif.h"

/* VlanIoctlArgs: a VLAN; LX_SIOCSIFVLAN and LX_SIOCGIFVLAN. struct vlan_ioctl_args. */
typedef struct VlanIoctlArgs {
	int cmd; /* LX_ADD_VLAN_CMD, ... */
	char device1[24];
	union {
		char device2[24];
		int vid;
		unsigned int skb_priority;
		unsigned int name_type; /* LX_VLAN_NAME_TYPE_* */
		unsigned int bind_type;
		unsigned int flag; /* LX_VLAN_FLAG_* */
	} u;
	short vlan_qos;
} VlanIoctlArgs;

/* IfBond: a bond; LX_SIOCBONDINFOQUERY, by Ifreq's data. struct ifbond. */
typedef struct IfBond {
	int mode; /* LX_BOND_MODE_* */
	int num_slaves;
	int miimon; /* milliseconds between looks at the links */
} IfBond;

/* IfSlave: one interface of a bond, slave_id counting from 0; LX_SIOCBONDSLAVEINFOQUERY. struct ifslave. */
typedef struct IfSlave {
	int slave_id;
	char slave_name[16];
	signed char link; /* LX_BOND_LINK_* */
	signed char state; /* LX_BOND_STATE_* */
	unsigned int link_failure_count;
} IfSlave;

/* MiiIoctlData: a register of an Ethernet PHY, within Ifreq's u; LX_SIOCGMIIPHY, LX_SIOCGMIIREG. struct mii_ioctl_data. */
typedef struct MiiIoctlData {
	unsigned short phy_id;
	unsigned short reg_num; /* LX_MII_* */
	unsigned short val_in;
	unsigned short val_out;
} MiiIoctlData;

/* Rtentry: an IPv4 route; LX_SIOCADDRT and LX_SIOCDELRT. struct rtentry. */
typedef struct Rtentry {
	unsigned long pad1;
	RawSockaddrInet4 dst;
	RawSockaddrInet4 gateway; /* with LX_RTF_GATEWAY */
	RawSockaddrInet4 genmask; /* dst's netmask, without LX_RTF_HOST */
	unsigned short flags; /* LX_RTF_UP and others */
	short pad2;
	unsigned long pad3;
	void *pad4;
	short metric; /* one more than the route's */
	char *dev; /* the interface's name, or LX_NULL */
	unsigned long mtu; /* with LX_RTF_MTU */
	unsigned long window;
	unsigned short irtt;
} Rtentry;

/* NewIfreq makes an Ifreq of a name and zeros. Returns 0. -EINVAL: the name is empty, or longer than 15 bytes. Linked. */
int NewIfreq(Ifreq *ifr, const char *name) LX_SYMBOL("lx_NewIfreq");

/*
 * IfNameToIndex returns the index of an interface of this network namespace. -ENODEV: there is none of this name. Opens a
 * socket and closes it. Linked from libbarecall.a. if_nametoindex(3).
 */
int IfNameToIndex(const char *name) LX_SYMBOL("lx_IfNameToIndex");

/* IfIndexToName gives the name of an interface, and returns 0. -ENODEV: no such one. Linked. if_indextoname(3). */
int IfIndexToName(int index, char name[16]) LX_SYMBOL("lx_IfIndexToName");

/*
 * IfChangeFlags sets and clears flags of an interface, LX_IFF_UP above all; fd is a socket. Returns 0. -ENODEV: there is
 * none of this name. -EPERM: needs CAP_NET_ADMIN. Asks for the flags, and sets them if they are others. Linked.
 */
int IfChangeFlags(int fd, const char *name, unsigned int set, unsigned int clear) LX_SYMBOL("lx_IfChangeFlags");

#ifdef LX_LINK_NAMES
#include "../extern/dev/netif.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlIfreq asks or sets one thing of the interface that ifr names: LX_SIOCGIFFLAGS, LX_SIOCSIFMTU, LX_SIOCBRADDIF,
 * ... -ENODEV: there is none of this name. -EPERM: a change needs CAP_NET_ADMIN. netdevice(7).
 */
LX_API int IoctlIfreq(int fd, unsigned int request, Ifreq *ifr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(ifr));
}

/*
 * IoctlIfconf lists the interfaces that have an IPv4 address, one Ifreq an address. conf->len is the bytes that
 * conf->req has room for, and then those that came: when all, there may be more. LX_SIOCGIFCONF. netdevice(7).
 */
LX_API int IoctlIfconf(int fd, Ifconf *conf)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SIOCGIFCONF, LX_PTR(conf));
}

/*
 * IoctlBridge makes or removes a bridge. request: LX_SIOCBRADDBR, LX_SIOCBRDELBR. -EEXIST: there is something of this
 * name. -EBUSY: it is up.
 */
LX_API int IoctlBridge(int fd, unsigned int request, const char *name)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(name));
}

/*
 * IoctlVlan makes, removes, asks or changes a VLAN; args->cmd tells. request: LX_SIOCSIFVLAN, LX_SIOCGIFVLAN. -ENOPKG:
 * the kernel's module is not loaded.
 */
LX_API int IoctlVlan(int fd, unsigned int request, VlanIoctlArgs *args)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(args));
}

/*
 * IoctlRoute adds or removes an IPv4 route. request: LX_SIOCADDRT, LX_SIOCDELRT. -EEXIST, -ESRCH: it is there, it is
 * not. -ENETUNREACH: the gateway cannot be reached.
 */
LX_API int IoctlRoute(int fd, unsigned int request, const Rtentry *route)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(route));
}

#endif /* BARECALL_EXTERN */
#endif
