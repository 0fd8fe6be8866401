/*
 * The sockets of a network namespace, as ss lists them: messages of LX_NETLINK_SOCK_DIAG for netlink.h. A request of type
 * LX_SOCK_DIAG_BY_FAMILY with LX_NLM_F_DUMP has one of the *Req types as its fixed part, each answer the *Msg of that
 * family, and attributes. States are a bit each: 1 << LX_TCP_LISTEN. Who asks sees all sockets of the namespace; some
 * attributes need CAP_NET_ADMIN. Kernels answer -ENOENT where the family's part is not there, which may be a module.
 * sock_diag(7).
 */
#ifndef LX_DEV_SOCKDIAG_H
#define LX_DEV_SOCKDIAG_H

#include "../base.h"
#include "../netlink.h"
#include "../uapi/sockopt.h"
#include "../uapi/dev/sockdiag.h"

/* SockDiagReq: what every request begins with. struct sock_diag_req. */
typedef struct SockDiagReq {
	unsigned char family; /* LX_AF_* */
	unsigned char protocol; /* LX_IPPROTO_*, or 0 where the family has none */
} SockDiagReq;

/* InetDiagSockid: an IPv4 or IPv6 socket: its two ends, in the network's order. struct inet_diag_sockid. */
typedef struct InetDiagSockid {
	unsigned short sport; /* Htons turns it */
	unsigned short dport;
	unsigned int src[4]; /* IPv4 addresses are in the first */
	unsigned int dst[4];
	unsigned int ifindex; /* the interface that it is bound to; 0: to none */
	unsigned int cookie[2]; /* tells sockets apart that had the same ends; LX_INET_DIAG_NOCOOKIE: whichever */
} InetDiagSockid;

/* InetDiagReqV2: a request about LX_AF_INET or LX_AF_INET6. struct inet_diag_req_v2. */
typedef struct InetDiagReqV2 {
	unsigned char family;
	unsigned char protocol; /* LX_IPPROTO_TCP, ...; LX_IPPROTO_RAW: those of SOCK_RAW, pad is their protocol */
	unsigned char ext; /* attributes to tell: 1 << (LX_INET_DIAG_INFO - 1), ... */
	unsigned char pad;
	unsigned int states;
	InetDiagSockid id; /* of a request without LX_NLM_F_DUMP; zeroes of a dump */
} InetDiagReqV2;

/* InetDiagMsg: one socket; attributes LX_INET_DIAG_*. struct inet_diag_msg. */
typedef struct InetDiagMsg {
	unsigned char family;
	unsigned char state; /* LX_TCP_*, also of other protocols: UDP is LX_TCP_CLOSE, or connected LX_TCP_ESTABLISHED */
	unsigned char timer; /* LX_IDIAG_TIMER_* */
	unsigned char retrans;
	InetDiagSockid id;
	unsigned int expires; /* milliseconds to the timer */
	unsigned int rqueue; /* bytes to be read; of one that listens: connections to accept */
	unsigned int wqueue; /* bytes not acknowledged; of one that listens: how many connections may wait */
	unsigned int uid;
	unsigned int inode; /* as /proc/PID/fd tells it; 0: closed by its program */
} InetDiagMsg;

/* InetDiagMeminfo: memory that a socket uses, in bytes; LX_INET_DIAG_MEMINFO. struct inet_diag_meminfo. */
typedef struct InetDiagMeminfo {
	unsigned int rmem;
	unsigned int wmem;
	unsigned int fmem;
	unsigned int tmem;
} InetDiagMeminfo;

/* UnixDiagReq: a request about LX_AF_UNIX. struct unix_diag_req. */
typedef struct UnixDiagReq {
	unsigned char family;
	unsigned char protocol; /* 0 */
	unsigned short pad;
	unsigned int states;
	unsigned int ino; /* of the socket, without LX_NLM_F_DUMP */
	unsigned int show; /* LX_UDIAG_SHOW_* */
	unsigned int cookie[2]; /* without LX_NLM_F_DUMP; both ~0U: whichever */
} UnixDiagReq;

/* UnixDiagMsg: one socket; attributes LX_UNIX_DIAG_*, LX_UNIX_DIAG_NAME without a NUL at its end. struct unix_diag_msg. */
typedef struct UnixDiagMsg {
	unsigned char family;
	unsigned char type; /* LX_SOCK_STREAM, ... */
	unsigned char state; /* LX_TCP_* */
	unsigned char pad;
	unsigned int ino;
	unsigned int cookie[2];
} UnixDiagMsg;

/* UnixDiagVfs: the file of a socket with a path; LX_UNIX_DIAG_VFS. struct unix_diag_vfs. */
typedef struct UnixDiagVfs {
	unsigned int ino;
	unsigned int dev; /* as the kernel has it: major << 20 | minor */
} UnixDiagVfs;

/* UnixDiagRqlen: queues as InetDiagMsg has them; LX_UNIX_DIAG_RQLEN. struct unix_diag_rqlen. */
typedef struct UnixDiagRqlen {
	unsigned int rqueue;
	unsigned int wqueue;
} UnixDiagRqlen;

/* NetlinkDiagReq: a request about LX_AF_NETLINK. struct netlink_diag_req. */
typedef struct NetlinkDiagReq {
	unsigned char family;
	unsigned char protocol; /* LX_NETLINK_*; 255: all, NDIAG_PROTO_ALL */
	unsigned short pad;
	unsigned int ino;
	unsigned int show; /* LX_NDIAG_SHOW_* */
	unsigned int cookie[2];
} NetlinkDiagReq;

/* NetlinkDiagMsg: one socket; attributes LX_NETLINK_DIAG_*. struct netlink_diag_msg. */
typedef struct NetlinkDiagMsg {
	unsigned char family;
	unsigned char type;
	unsigned char protocol; /* LX_NETLINK_* */
	unsigned char state; /* 1: connected */
	unsigned int portid;
	unsigned int dst_portid;
	unsigned int dst_group;
	unsigned int ino;
	unsigned int cookie[2];
} NetlinkDiagMsg;

/* PacketDiagReq: a request about LX_AF_PACKET. struct packet_diag_req. */
typedef struct PacketDiagReq {
	unsigned char family;
	unsigned char protocol; /* 0 */
	unsigned short pad;
	unsigned int ino;
	unsigned int show; /* LX_PACKET_SHOW_* */
	unsigned int cookie[2];
} PacketDiagReq;

/* PacketDiagMsg: one socket; attributes LX_PACKET_DIAG_*. struct packet_diag_msg. */
typedef struct PacketDiagMsg {
	unsigned char family;
	unsigned char type;
	unsigned short num; /* LX_ETH_P_*, in the host's order */
	unsigned int ino;
	unsigned int cookie[2];
} PacketDiagMsg;

/* PacketDiagInfo: what a packet socket is bound to; LX_PACKET_DIAG_INFO. struct packet_diag_info. */
typedef struct PacketDiagInfo {
	unsigned int index; /* of the interface; 0: all */
	unsigned int version;
	unsigned int reserve;
	unsigned int copy_thresh;
	unsigned int tstamp;
	unsigned int flags; /* LX_PDI_* */
} PacketDiagInfo;

#endif
