/*
 * Addresses and messages of sockets: types of net.h, cmsg.h, sockaddr.h and sockopt.h.
 */
#ifndef LX_TYPES_SOCKET_H
#define LX_TYPES_SOCKET_H

#include "../types.h"

/* RawSockaddr: an address of a family whose data are short. The types below are those to use. struct sockaddr. */
typedef struct RawSockaddr {
	unsigned short family;
	char data[14];
} RawSockaddr;

/* RawSockaddrAny: room for an address of any family. struct __kernel_sockaddr_storage. */
typedef struct RawSockaddrAny {
	unsigned short family;
	unsigned char pad[6];
	unsigned long pad2[15];
} RawSockaddrAny;

/* RawSockaddrInet4: an IPv4 address and port. struct sockaddr_in. */
typedef struct RawSockaddrInet4 {
	unsigned short family; /* LX_AF_INET */
	unsigned short port; /* network byte order */
	unsigned int addr; /* network byte order */
	unsigned char zero[8];
} RawSockaddrInet4;

/* RawSockaddrInet6: an IPv6 address and port. struct sockaddr_in6. */
typedef struct RawSockaddrInet6 {
	unsigned short family; /* LX_AF_INET6 */
	unsigned short port; /* network byte order */
	unsigned int flowinfo; /* network byte order */
	unsigned char addr[16];
	unsigned int scope_id; /* the interface of a link-local address */
} RawSockaddrInet6;

/*
 * RawSockaddrUnix: a path, with a length of 2 + its bytes, its NUL or not; an abstract name, where path[0] is 0 and
 * every byte within the length counts; or nothing, with a length of 2. A path of 108 bytes comes back without a NUL and
 * with a length of 111: look at no more than 108. struct sockaddr_un.
 */
typedef struct RawSockaddrUnix {
	unsigned short family; /* LX_AF_UNIX */
	char path[108];
} RawSockaddrUnix;

/* RawSockaddrNetlink: a netlink port (0: the kernel) and multicast groups. struct sockaddr_nl. */
typedef struct RawSockaddrNetlink {
	unsigned short family; /* LX_AF_NETLINK */
	unsigned short pad; /* zero */
	unsigned int pid;
	unsigned int groups;
} RawSockaddrNetlink;

/* RawSockaddrLinklayer: an interface and a hardware address. struct sockaddr_ll. */
typedef struct RawSockaddrLinklayer {
	unsigned short family; /* LX_AF_PACKET */
	unsigned short protocol; /* LX_ETH_P_*, network byte order */
	int ifindex;
	unsigned short hatype;
	unsigned char pkttype; /* LX_PACKET_* */
	unsigned char halen;
	unsigned char addr[8];
} RawSockaddrLinklayer;

/*
 * Msghdr: a message for Sendmsg and Recvmsg. Its lengths are the kernel's, 64 bits wide: nothing here must be zeroed
 * as POSIX's narrower ones need. struct user_msghdr.
 */
typedef struct Msghdr {
	void *name; /* address, or NULL */
	unsigned int namelen;
	Iovec *iov;
	unsigned long iovlen;
	void *control; /* Cmsghdrs, each with its data, aligned to 8; or NULL */
	unsigned long controllen;
	int flags; /* out: LX_MSG_* of what came */
} Msghdr;

/* Cmsghdr: the head of a control message; its data follow it. len is CmsgLen of their size. struct cmsghdr. */
typedef struct Cmsghdr {
	unsigned long len;
	int level;
	int type;
} Cmsghdr;

/* Ucred: who is at the other end; LX_SO_PEERCRED and LX_SCM_CREDENTIALS. struct ucred. */
typedef struct Ucred {
	int pid;
	unsigned int uid;
	unsigned int gid;
} Ucred;

#endif
