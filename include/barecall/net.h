/*
 * Sockets: making, naming and connecting them, sending and receiving, their options and addresses.
 *
 * Addresses are raw: what a call takes and gives is a family and bytes after it, whose length travels beside them.
 * Ports, IPv4 addresses and protocol numbers in them are in network byte order, Htons and Htonl.
 */
#ifndef LX_NET_H
#define LX_NET_H

#include "base.h"
#include "types/socket.h"
#include "uapi/net.h"

/* Mmsghdr: a message for Sendmmsg and Recvmmsg, and its bytes sent or received. struct mmsghdr. */
typedef struct Mmsghdr {
	Msghdr hdr;
	unsigned int len;
} Mmsghdr;

/* Ifreq: an interface's name and the one thing that an LX_SIOC* request asks of it or sets. struct ifreq. */
typedef struct Ifreq {
	char name[16];
	union {
		RawSockaddr addr;
		RawSockaddrInet4 inet4;
		unsigned short flags; /* LX_IFF_* */
		int ivalue; /* index, metric, mtu or queue length */
		char newname[16];
		void *data;
		unsigned long size[3];
	} u;
} Ifreq;

/* Ifconf: room for len bytes of Ifreqs, and then the bytes that came; LX_SIOCGIFCONF. struct ifconf. */
typedef struct Ifconf {
	int len;
	Ifreq *req; /* NULL: only asks for len */
} Ifconf;

#ifdef LX_LINK_NAMES
#include "extern/net.h"
#endif
#ifndef BARECALL_EXTERN

/* Htons puts a 16-bit number into network byte order, or takes it out. No system call. */
LX_API unsigned short Htons(unsigned short host)
{
	return (unsigned short)(host << 8 | host >> 8);
}

/* Htonl puts a 32-bit number into network byte order, or takes it out. No system call. */
LX_API unsigned int Htonl(unsigned int host)
{
	return host << 24 | (host & 0xff00) << 8 | (host >> 8 & 0xff00) | host >> 24;
}

/* CmsgLen gives the len of a Cmsghdr that has datalen bytes of data. No system call. */
LX_API unsigned long CmsgLen(unsigned long datalen)
{
	return sizeof(Cmsghdr) + datalen;
}

/* CmsgSpace gives the room that a control message with datalen bytes of data takes. No system call. */
LX_API unsigned long CmsgSpace(unsigned long datalen)
{
	return sizeof(Cmsghdr) + ((datalen + 7) & ~7UL);
}

/*
 * Socket makes a socket. domain: LX_AF_*; type: LX_SOCK_*, with LX_SOCK_CLOEXEC and LX_SOCK_NONBLOCK (Linux 2.6.27);
 * protocol: 0 for the type's own. Returns the descriptor. -EAFNOSUPPORT: the kernel lacks the family. socket(2).
 */
LX_API int Socket(int domain, int type, int protocol)
{
	return (int)lx_trap3(LX_SYS_socket, domain, type, protocol);
}

/* Socketpair makes two sockets that are connected to each other. Returns 0. socketpair(2). */
LX_API int Socketpair(int domain, int type, int protocol, int sv[2])
{
	return (int)lx_trap4(LX_SYS_socketpair, domain, type, protocol, LX_PTR(sv));
}

/*
 * Bind gives a socket its address. A path of LX_AF_UNIX is made as a file, which outlives the socket. Returns 0.
 * -EADDRINUSE: another has it. bind(2).
 */
LX_API int Bind(int sockfd, const void *addr, unsigned int addrlen)
{
	return (int)lx_trap3(LX_SYS_bind, sockfd, LX_PTR(addr), addrlen);
}

/* Listen makes a socket one to Accept from, with up to backlog connections waiting. Returns 0. listen(2). */
LX_API int Listen(int sockfd, int backlog)
{
	return (int)lx_trap2(LX_SYS_listen, sockfd, backlog);
}

/*
 * Accept takes the next connection, and writes the peer's address to addr unless that is NULL. addrlen is the room
 * there, and then the address's full length, which may be more. Returns a descriptor, without close-on-exec. A network
 * error that the new connection already has, as -ECONNABORTED, is one to try again after. accept(2).
 */
LX_API int Accept(int sockfd, void *addr, unsigned int *addrlen)
{
	return (int)lx_trap3(LX_SYS_accept, sockfd, LX_PTR(addr), LX_PTR(addrlen));
}

/* Accept4 is Accept with LX_SOCK_CLOEXEC and LX_SOCK_NONBLOCK in flags. Since Linux 2.6.28. accept4(2). */
LX_API int Accept4(int sockfd, void *addr, unsigned int *addrlen, int flags)
{
	return (int)lx_trap4(LX_SYS_accept4, sockfd, LX_PTR(addr), LX_PTR(addrlen), flags);
}

/*
 * Connect connects a socket, or sets where a datagram socket sends to. Returns 0. -EINPROGRESS: a non-blocking socket
 * is writable when it is done, and its LX_SO_ERROR tells how; after -EINTR it is the same. connect(2).
 */
LX_API int Connect(int sockfd, const void *addr, unsigned int addrlen)
{
	return (int)lx_trap3(LX_SYS_connect, sockfd, LX_PTR(addr), addrlen);
}

/* Getsockname gives a socket's own address; addrlen is as in Accept. Returns 0. getsockname(2). */
LX_API int Getsockname(int sockfd, void *addr, unsigned int *addrlen)
{
	return (int)lx_trap3(LX_SYS_getsockname, sockfd, LX_PTR(addr), LX_PTR(addrlen));
}

/* Getpeername gives the address that a socket is connected to. Returns 0. getpeername(2). */
LX_API int Getpeername(int sockfd, void *addr, unsigned int *addrlen)
{
	return (int)lx_trap3(LX_SYS_getpeername, sockfd, LX_PTR(addr), LX_PTR(addrlen));
}

/*
 * Sendto sends bytes, to dest_addr (NULL: to where the socket is connected). Returns how many, which on a stream may be
 * fewer than len. -EPIPE: nobody reads, and SIGPIPE is raised unless flags has LX_MSG_NOSIGNAL. sendto(2).
 */
LX_API long Sendto(int sockfd, const void *buf, unsigned long len, unsigned int flags, const void *dest_addr,
		   unsigned int addrlen)
{
	return lx_trap6(LX_SYS_sendto, sockfd, LX_PTR(buf), LX_PTR(len), flags, LX_PTR(dest_addr), addrlen);
}

/*
 * Recvfrom receives bytes, and the sender's address unless src_addr is NULL; addrlen is as in Accept. Returns how many,
 * 0 at the end of a stream. Of a datagram longer than len the rest is lost; with LX_MSG_TRUNC in flags the result is
 * then its full length, more than is in buf. recvfrom(2).
 */
LX_API long Recvfrom(int sockfd, void *buf, unsigned long len, unsigned int flags, void *src_addr,
		     unsigned int *addrlen)
{
	return lx_trap6(LX_SYS_recvfrom, sockfd, LX_PTR(buf), LX_PTR(len), flags, LX_PTR(src_addr), LX_PTR(addrlen));
}

/* Sendmsg is Sendto of scattered buffers, and of control messages, as descriptors to pass. sendmsg(2). */
LX_API long Sendmsg(int sockfd, const Msghdr *msg, unsigned int flags)
{
	return lx_trap3(LX_SYS_sendmsg, sockfd, LX_PTR(msg), flags);
}

/*
 * Recvmsg is Recvfrom into scattered buffers, with control messages. Lengths and flags in msg are replaced by what
 * came; LX_MSG_CTRUNC there: control messages were lost, and the descriptors in them closed. With LX_MSG_CMSG_CLOEXEC
 * in flags (Linux 2.6.23), received descriptors are close-on-exec. recvmsg(2).
 */
LX_API long Recvmsg(int sockfd, Msghdr *msg, unsigned int flags)
{
	return lx_trap3(LX_SYS_recvmsg, sockfd, LX_PTR(msg), flags);
}

/*
 * Sendmmsg sends up to vlen messages. Returns how many were sent, fewer than vlen after an error of a later one.
 * Since Linux 3.0. sendmmsg(2).
 */
LX_API int Sendmmsg(int sockfd, Mmsghdr *msgvec, unsigned int vlen, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_sendmmsg, sockfd, LX_PTR(msgvec), vlen, flags);
}

/*
 * Recvmmsg receives up to vlen messages. timeout (NULL: without end) is looked at only after each message, so that it
 * alone does not end a wait for the next; the kernel writes the time that was left back to it. Returns how many came.
 * Since Linux 2.6.33. recvmmsg(2).
 */
LX_API int Recvmmsg(int sockfd, Mmsghdr *msgvec, unsigned int vlen, unsigned int flags, Timespec *timeout)
{
	return (int)lx_trap5(LX_SYS_recvmmsg, sockfd, LX_PTR(msgvec), vlen, flags, LX_PTR(timeout));
}

/* Shutdown ends receiving, sending or both (how: LX_SHUT_*), for every descriptor of the socket. shutdown(2). */
LX_API int Shutdown(int sockfd, int how)
{
	return (int)lx_trap2(LX_SYS_shutdown, sockfd, how);
}

/*
 * Setsockopt sets an option: LX_SO_* at level LX_SOL_SOCKET, or a protocol's. optval is mostly an int, for
 * LX_SO_RCVTIMEO a Timeval, for LX_SO_LINGER a Linger. Returns 0. setsockopt(2).
 */
LX_API int Setsockopt(int sockfd, int level, int optname, const void *optval, unsigned int optlen)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(optval), optlen);
}

/*
 * Getsockopt gives an option; optlen is the room in optval, and then how much of it is used: a longer value is cut off
 * or, with some options, refused. Returns 0. getsockopt(2).
 */
LX_API int Getsockopt(int sockfd, int level, int optname, void *optval, unsigned int *optlen)
{
	return (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(optval), LX_PTR(optlen));
}

/* SetsockoptInt is Setsockopt of an int. setsockopt(2). */
LX_API int SetsockoptInt(int sockfd, int level, int optname, int value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(&value), sizeof(value));
}

/* GetsockoptInt is Getsockopt of an int: LX_SO_ERROR, LX_SO_TYPE, LX_SO_RCVBUF. Returns 0. getsockopt(2). */
LX_API int GetsockoptInt(int sockfd, int level, int optname, int *value)
{
	unsigned int optlen = sizeof(*value);

	return (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
}

#endif /* BARECALL_EXTERN */

/*
 * Called, these two are constant expressions when datalen is one, so that they can tell the size of an array; the
 * functions above are for who takes their address.
 */
#define CmsgLen(datalen) (sizeof(Cmsghdr) + (unsigned long)(datalen))
#define CmsgSpace(datalen) (sizeof(Cmsghdr) + (((unsigned long)(datalen) + 7) & ~7UL))

#endif
