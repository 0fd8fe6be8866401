/*
 * Netlink, how the kernel is asked about its network and told to change it: messages in and out of a caller's buffers,
 * and sockets to ask with. Messages are built and walked without trusting a length and whatever the alignment; nothing
 * is allocated. All functions are linked from libbarecall.a.
 *
 * A message is a NlMsghdr, a fixed part that its type tells (IfInfomsg, RtMsg, ...), and attributes, which may have
 * attributes within them.
 *
 *	NetlinkOpen(&nl, LX_NETLINK_ROUTE, buf, sizeof(buf));
 *	NetlinkBuild(&request, room, sizeof(room));
 *	NlmsgPut(&request, LX_RTM_GETLINK, LX_NLM_F_DUMP, &of_any, sizeof(of_any)); (of_any: an IfInfomsg of zeroes)
 *	NetlinkSend(&nl, &request);
 *	while ((result = NetlinkReceive(&nl, &message)) > 0) {
 *		offset = NlmsgGet(&message, &link, sizeof(link));
 *		NlaParse(message.data, message.len, offset, attrs, LX_IFLA_MTU + 1);
 *		...
 *	}
 */
#ifndef LX_NETLINK_H
#define LX_NETLINK_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/net.h"
#include "uapi/netlink.h"

/* NlMsghdr: the head of a message. struct nlmsghdr. */
typedef struct NlMsghdr {
	unsigned int len; /* of the message, its head included; the padding to a multiple of 4 is not counted */
	unsigned short type; /* LX_NLMSG_*, or a protocol's own: LX_RTM_* */
	unsigned short flags; /* LX_NLM_F_* */
	unsigned int seq; /* an answer's is its request's */
	unsigned int pid; /* the port that asked, which is no process; 0: nobody's request, an event */
} NlMsghdr;

/* NlMsgerr: the fixed part of an acknowledgement. NlmsgAck reads it and what follows. struct nlmsgerr. */
typedef struct NlMsgerr {
	int error; /* 0 or -errno */
	NlMsghdr msg; /* of the request */
} NlMsgerr;

/* NlAttr: the head of an attribute. struct nlattr. */
typedef struct NlAttr {
	unsigned short len; /* of the attribute, its head included; the padding to a multiple of 4 is not counted */
	unsigned short type; /* and in it LX_NLA_F_* */
} NlAttr;

/* RtAttr: the head of an attribute of LX_NETLINK_ROUTE, which is a NlAttr. struct rtattr. */
typedef struct RtAttr {
	unsigned short len;
	unsigned short type;
} RtAttr;

/* RtGenmsg: the fixed part of some requests for all there is of an address family. struct rtgenmsg. */
typedef struct RtGenmsg {
	unsigned char family; /* LX_AF_* */
} RtGenmsg;

/* IfInfomsg: a link, which is an interface; LX_RTM_*LINK, attributes LX_IFLA_*. struct ifinfomsg. */
typedef struct IfInfomsg {
	unsigned char family; /* LX_AF_UNSPEC; LX_AF_BRIDGE: as a port of a bridge */
	unsigned char pad;
	unsigned short type; /* LX_ARPHRD_* */
	int index;
	unsigned int flags; /* LX_IFF_* */
	unsigned int change; /* which of flags a request changes */
} IfInfomsg;

/* IfAddrmsg: an address of a link; LX_RTM_*ADDR, attributes LX_IFA_*. struct ifaddrmsg. */
typedef struct IfAddrmsg {
	unsigned char family; /* LX_AF_* */
	unsigned char prefixlen;
	unsigned char flags; /* LX_IFA_F_* as far as they fit; LX_IFA_FLAGS has all */
	unsigned char scope; /* LX_RT_SCOPE_* */
	unsigned int index; /* of the link */
} IfAddrmsg;

/* IfaCacheinfo: how long an address lives; LX_IFA_CACHEINFO. struct ifa_cacheinfo. */
typedef struct IfaCacheinfo {
	unsigned int prefered; /* in seconds, for new connections; ~0U: for ever */
	unsigned int valid; /* in seconds; ~0U: for ever */
	unsigned int cstamp; /* when it was made, and when it last changed: hundredths of seconds after the start */
	unsigned int tstamp;
} IfaCacheinfo;

/* RtMsg: a route; LX_RTM_*ROUTE, attributes LX_RTA_*. struct rtmsg. */
typedef struct RtMsg {
	unsigned char family; /* LX_AF_* */
	unsigned char dst_len; /* bits of LX_RTA_DST that count; 0: every destination */
	unsigned char src_len;
	unsigned char tos;
	unsigned char table; /* LX_RT_TABLE_*; LX_RT_TABLE_COMPAT: LX_RTA_TABLE tells */
	unsigned char protocol; /* LX_RTPROT_* */
	unsigned char scope; /* LX_RT_SCOPE_* */
	unsigned char type; /* LX_RTN_* */
	unsigned int flags; /* LX_RTM_F_*, LX_RTNH_F_* */
} RtMsg;

/* RtNexthop: one of several ways of a route; LX_RTA_MULTIPATH, attributes LX_RTA_*. struct rtnexthop. */
typedef struct RtNexthop {
	unsigned short len; /* its attributes included */
	unsigned char flags; /* LX_RTNH_F_* */
	unsigned char hops; /* its weight less 1 */
	int ifindex;
} RtNexthop;

/* RtaCacheinfo: when a route ends, and its use; LX_RTA_CACHEINFO. struct rta_cacheinfo. */
typedef struct RtaCacheinfo {
	unsigned int clntref; /* how many refer to it */
	unsigned int lastuse; /* hundredths of seconds since it was last used */
	int expires; /* hundredths of seconds; 0: never */
	unsigned int error; /* an errno value without its sign, for destinations that are not to be reached */
	unsigned int used; /* how often */
	unsigned int id; /* of the route cache, as the rest, which Linux has not had since 3.6: 0 */
	unsigned int ts;
	unsigned int tsage;
} RtaCacheinfo;

/* NdMsg: a neighbour, another machine on a link; LX_RTM_*NEIGH, attributes LX_NDA_*. struct ndmsg. */
typedef struct NdMsg {
	unsigned char family; /* LX_AF_* */
	unsigned char pad1;
	unsigned short pad2;
	int ifindex;
	unsigned short state; /* LX_NUD_* */
	unsigned char flags; /* LX_NTF_* */
	unsigned char type; /* LX_RTN_* */
} NdMsg;

/* NdaCacheinfo: when a neighbour was heard of, in hundredths of seconds; LX_NDA_CACHEINFO. struct nda_cacheinfo. */
typedef struct NdaCacheinfo {
	unsigned int confirmed;
	unsigned int used;
	unsigned int updated;
	unsigned int refcnt;
} NdaCacheinfo;

/* ---- Messages that came. */

/* NetlinkMessage: a message as NlmsgNext finds it: a copy of its head, and the len bytes after that, in the buffer. */
typedef struct NetlinkMessage {
	NlMsghdr header;
	const void *data; /* of any alignment */
	unsigned long len;
} NetlinkMessage;

/* NetlinkAttr: an attribute as NlaNext finds it. Its bytes stay in the buffer. */
typedef struct NetlinkAttr {
	unsigned short type; /* without LX_NLA_F_* */
	unsigned short flags; /* LX_NLA_F_*: older parts of the kernel do not tell what is nested */
	unsigned int len; /* without its head */
	const void *data; /* of any alignment; NULL: there is no such attribute (from NlaParse) */
} NetlinkAttr;

/* NetlinkNexthop: a next hop as RtnhNext finds it: its head, and its attributes, len bytes in the buffer. */
typedef struct NetlinkNexthop {
	RtNexthop hop;
	const void *data;
	unsigned long len;
} NetlinkNexthop;

/* NetlinkAck: what an acknowledgement, or the end of a dump, tells. */
typedef struct NetlinkAck {
	int error; /* 0 or -errno */
	NlMsghdr request; /* the head of what it answers; zeroes at the end of a dump */
	const char *text; /* in words, in the buffer, ends in NUL; NULL: no words. With LX_NETLINK_EXT_ACK, Linux 4.12 */
	unsigned int offset; /* of the attribute in the request that is wrong; 0: not told */
	unsigned int missing; /* the type of the attribute that the request lacks; 0: not told */
} NetlinkAck;

/*
 * NlmsgNext finds the message that begins at buf + *offset, of len bytes that were received, and moves *offset, which
 * begins as 0, to the next one. Returns 1; 0 at the end, where *offset is len; -EBADMSG: what begins there is no
 * message, shorter than its head or longer than the rest, and *offset stays. A result of Recvfrom that is an error
 * counts as malformed. The last message may lack its padding.
 *
 *	for (offset = 0; (result = NlmsgNext(buf, len, &offset, &message)) > 0;)
 *		...
 *	if (result < 0)
 *		the buffer is malformed
 */
int NlmsgNext(const void *buf, unsigned long len, unsigned long *offset, NetlinkMessage *message)
	LX_SYMBOL("lx_NlmsgNext");

/*
 * NlmsgGet copies the fixed part of a message, size bytes, to fixed. Returns where the attributes begin, an offset for
 * NlaNext and its like. -EBADMSG: the message is shorter, and nothing is copied.
 */
long NlmsgGet(const NetlinkMessage *message, void *fixed, unsigned long size) LX_SYMBOL("lx_NlmsgGet");

/*
 * NlmsgAck reads a message of type LX_NLMSG_ERROR, which acknowledges a request, good or bad, or of LX_NLMSG_DONE.
 * Returns 0, whatever ack->error is. -EINVAL: neither of these; -EBADMSG: malformed; ack is zeroes then.
 */
int NlmsgAck(const NetlinkMessage *message, NetlinkAck *ack) LX_SYMBOL("lx_NlmsgAck");

/*
 * NlaNext finds the attribute that begins at buf + *offset and moves *offset to the next one. buf and len are the data
 * of a message, where *offset begins as NlmsgGet's result, or those of an attribute with others nested in it, or of a
 * next hop, where it begins as 0. Returns 1, 0 and -EBADMSG as NlmsgNext does.
 */
int NlaNext(const void *buf, unsigned long len, unsigned long *offset, NetlinkAttr *attr) LX_SYMBOL("lx_NlaNext");

/*
 * NlaParse finds all attributes from offset on, and stores each of a type below count at attrs[type]; of several of one
 * type the last one stays, and where there is none, data is NULL. Returns 0. -EBADMSG: malformed, offset being an error
 * included, and attrs has none.
 */
int NlaParse(const void *buf, unsigned long len, unsigned long offset, NetlinkAttr *attrs, unsigned int count)
	LX_SYMBOL("lx_NlaParse");

/*
 * RtnhNext finds the next hop that begins at buf + *offset in an LX_RTA_MULTIPATH, and moves *offset, which begins as
 * 0, to the next one. Returns 1, 0 and -EBADMSG as NlmsgNext does.
 */
int RtnhNext(const void *buf, unsigned long len, unsigned long *offset, NetlinkNexthop *nexthop)
	LX_SYMBOL("lx_RtnhNext");

/*
 * NlaGet copies an attribute that has exactly size bytes. Returns 0. -ENODATA: NlaParse found none; -EBADMSG: it has
 * another size; nothing is copied. Newer kernels add members to the end of some structures: of these take attr->data.
 */
int NlaGet(const NetlinkAttr *attr, void *value, unsigned long size) LX_SYMBOL("lx_NlaGet");

/* NlaGetU8 is NlaGet of a number of one byte. */
int NlaGetU8(const NetlinkAttr *attr, unsigned char *value) LX_SYMBOL("lx_NlaGetU8");

/* NlaGetU16 is NlaGet of a number of two bytes, in the host's order: Htons turns one of LX_NLA_F_NET_BYTEORDER. */
int NlaGetU16(const NetlinkAttr *attr, unsigned short *value) LX_SYMBOL("lx_NlaGetU16");

/* NlaGetU32 is NlaGet of a number of four bytes. */
int NlaGetU32(const NetlinkAttr *attr, unsigned int *value) LX_SYMBOL("lx_NlaGetU32");

/* NlaGetU64 is NlaGet of a number of eight bytes. */
int NlaGetU64(const NetlinkAttr *attr, unsigned long *value) LX_SYMBOL("lx_NlaGetU64");

/* NlaGetString returns an attribute's text, which stays in the buffer; NULL: there is no attribute, or no NUL in it. */
const char *NlaGetString(const NetlinkAttr *attr) LX_SYMBOL("lx_NlaGetString");

/* ---- Messages to send. */

/*
 * NetlinkBuilder: messages that are made in a caller's buffer, of any alignment; buf and len are what to send. When
 * something does not fit, or is not right, the messages stay as they are, and what comes after fails with the same
 * error, so that it is enough to look at the last result, or at NetlinkSend's.
 */
typedef struct NetlinkBuilder {
	void *buf;
	unsigned long size;
	unsigned long len; /* how much of buf is used */
	unsigned long start; /* where the last message begins */
	int error; /* 0, or the first error */
} NetlinkBuilder;

/* NetlinkBuild begins with no message in a buffer of size bytes. */
void NetlinkBuild(NetlinkBuilder *builder, void *buf, unsigned long size) LX_SYMBOL("lx_NetlinkBuild");

/*
 * NlmsgPut begins a message with its fixed part, size bytes (fixed NULL: zeroes). flags: LX_NLM_F_*, where NetlinkSend
 * adds what it needs. seq and pid of the message are 0. Returns 0. -EMSGSIZE: no room.
 */
int NlmsgPut(NetlinkBuilder *builder, unsigned short type, unsigned short flags, const void *fixed, unsigned long size)
	LX_SYMBOL("lx_NlmsgPut");

/*
 * NlaPut appends an attribute of len bytes (data NULL: zeroes) to the last message, or to the nests in it that are not
 * ended, and zeroes as padding. Returns 0. -EMSGSIZE: no room, or more than the 65531 bytes that a length can tell;
 * -EINVAL: there is no message.
 */
int NlaPut(NetlinkBuilder *builder, unsigned short type, const void *data, unsigned long len) LX_SYMBOL("lx_NlaPut");

/* NlaPutU8 is NlaPut of a number of one byte. */
int NlaPutU8(NetlinkBuilder *builder, unsigned short type, unsigned char value) LX_SYMBOL("lx_NlaPutU8");

/* NlaPutU16 is NlaPut of a number of two bytes. */
int NlaPutU16(NetlinkBuilder *builder, unsigned short type, unsigned short value) LX_SYMBOL("lx_NlaPutU16");

/* NlaPutU32 is NlaPut of a number of four bytes. */
int NlaPutU32(NetlinkBuilder *builder, unsigned short type, unsigned int value) LX_SYMBOL("lx_NlaPutU32");

/* NlaPutU64 is NlaPut of a number of eight bytes. */
int NlaPutU64(NetlinkBuilder *builder, unsigned short type, unsigned long value) LX_SYMBOL("lx_NlaPutU64");

/* NlaPutString is NlaPut of a C string and its NUL. */
int NlaPutString(NetlinkBuilder *builder, unsigned short type, const char *text) LX_SYMBOL("lx_NlaPutString");

/*
 * NlaNestStart begins an attribute, with LX_NLA_F_NESTED, that has all attributes until NlaNestEnd in it. Returns the
 * nest, for NlaNestEnd or NlaNestCancel. -EMSGSIZE and -EINVAL as NlaPut.
 */
long NlaNestStart(NetlinkBuilder *builder, unsigned short type) LX_SYMBOL("lx_NlaNestStart");

/*
 * NlaNestEnd ends a nest; the innermost first. Returns 0. -EMSGSIZE: it has more bytes than a length can tell;
 * NlaNestCancel can still undo it; -EINVAL: no such nest.
 */
int NlaNestEnd(NetlinkBuilder *builder, long nest) LX_SYMBOL("lx_NlaNestEnd");

/*
 * NlaNestCancel takes back a nest, what is in it, and the error that came since it began. Returns 0. -EINVAL: no such
 * nest, and nothing is changed.
 */
int NlaNestCancel(NetlinkBuilder *builder, long nest) LX_SYMBOL("lx_NlaNestCancel");

/* ---- Asking. */

/* NetlinkSocket: a netlink socket, and the answer that is being read from it. For one thread at a time. */
typedef struct NetlinkSocket {
	int fd; /* to be closed with Close; for Poll and Setsockopt, too */
	unsigned int pid; /* the socket's port, which is no process */
	unsigned int seq; /* of the last request */
	void *buf; /* the caller's, for what is received: 8 KiB are enough for most answers, 32 KiB save calls */
	unsigned long size;
	unsigned long len; /* received, and not read from offset on */
	unsigned long offset;
	int result; /* 1: the answer goes on; else what it ended with */
	int interrupted; /* 1: something changed while the kernel listed it */
	NetlinkAck ack; /* what the answer ended with; its text is in buf */
} NetlinkSocket;

/*
 * NetlinkOpen makes a socket of a protocol (LX_NETLINK_ROUTE), close-on-exec, with a port of its own that the kernel
 * chooses, and asks for errors in words. buf has size bytes and belongs to the socket. Returns 0, and nl->fd is to be
 * closed; or socket's and bind's errors: -EPROTONOSUPPORT, no such protocol in this kernel. netlink(7).
 */
int NetlinkOpen(NetlinkSocket *nl, int protocol, void *buf, unsigned long size) LX_SYMBOL("lx_NetlinkOpen");

/*
 * NetlinkSend sends the one message of a builder to the kernel, with LX_NLM_F_REQUEST, LX_NLM_F_ACK and a new seq that
 * it writes there. What is left of an earlier answer will not be received; if that was a dump, NetlinkReceive tells
 * -EBUSY to another one. Returns 0; the builder's error; -EINVAL: not one message; or sendto's errors.
 */
int NetlinkSend(NetlinkSocket *nl, NetlinkBuilder *request) LX_SYMBOL("lx_NetlinkSend");

/*
 * NetlinkReceive receives the next message of the answer to the last request; it is valid until the next call. Returns
 * 1; 0: the request was done, and there are no more; or how it failed, the kernel's own error, of which nl->ack may
 * have a text. Every later call returns the same. Datagrams that are not from the kernel and messages that answer
 * other requests are left out, and so are events and the answers of LX_NETLINK_AUDIT and LX_NETLINK_CONNECTOR, which name
 * no port and come after the acknowledgement: NetlinkReceiveEvent receives them.
 *
 * Its own errors: -ESTALE: what was listed changed meanwhile, and the messages may not belong together, ask again (the
 * kernel tells it since Linux 3.1); -EMSGSIZE: a datagram did not fit into nl->buf, and -ENOBUFS: one was lost, and the
 * rest is not read; -EBADMSG: malformed. After -EINTR and -EAGAIN, of which the second needs a time limit
 * (LX_SO_RCVTIMEO) or LX_O_NONBLOCK, the answer goes on as long as nl->result is 1: call again. Else they are the
 * kernel's answer. recvmsg(2).
 */
int NetlinkReceive(NetlinkSocket *nl, NetlinkMessage *message) LX_SYMBOL("lx_NetlinkReceive");

/*
 * NetlinkExecute is NetlinkSend, and NetlinkReceive until the answer ends, for a request whose answer has nothing to
 * read. Returns 0 or the error of either. After -EINTR and -EAGAIN the request is sent; call NetlinkReceive.
 */
int NetlinkExecute(NetlinkSocket *nl, NetlinkBuilder *request) LX_SYMBOL("lx_NetlinkExecute");

/*
 * NetlinkJoin makes a socket receive the events of a multicast group, which is a number (LX_RTNLGRP_LINK) and no bit.
 * Returns 0. -EINVAL: no such group; -EPERM: it is not for everybody. Issues setsockopt. netlink(7).
 */
int NetlinkJoin(NetlinkSocket *nl, unsigned int group) LX_SYMBOL("lx_NetlinkJoin");

/*
 * NetlinkReceiveEvent receives the next message from the kernel, whoever it answers, without an end: events, answers
 * that name no port, and also acknowledgements (LX_NLMSG_ERROR, for NlmsgAck) and ends of dumps (LX_NLMSG_DONE). It is
 * valid until the next call. What NetlinkReceive has not read yet of a datagram is received here; NetlinkReceive drops
 * events, so that a program that must not lose any has a socket for them alone. A request of LX_NETLINK_AUDIT:
 *
 *	result = NetlinkExecute(&nl, &request);
 *	while (result == 0 && (result = NetlinkReceiveEvent(&nl, &message)) > 0 && message.header.seq != nl.seq)
 *		result = 0;
 *
 * Returns 1 or an error, after which it can be called again. -ENOBUFS: events were lost; -EMSGSIZE: a datagram did not
 * fit into nl->buf, and -EBADMSG: one was malformed, and its rest is lost; -EINTR; -EAGAIN, with a time limit
 * (LX_SO_RCVTIMEO) or LX_O_NONBLOCK. recvmsg(2).
 */
int NetlinkReceiveEvent(NetlinkSocket *nl, NetlinkMessage *message) LX_SYMBOL("lx_NetlinkReceiveEvent");

/*
 * NetlinkReceiveDatagram receives the next datagram from the kernel into nl->buf, for what is no message with a head:
 * LX_NETLINK_KOBJECT_UEVENT sends strings (its group is 1), "add@/devices/..." and "KEY=value", each ends in NUL.
 * Returns its length. Errors as NetlinkReceiveEvent, but -EBADMSG. recvmsg(2).
 */
long NetlinkReceiveDatagram(NetlinkSocket *nl) LX_SYMBOL("lx_NetlinkReceiveDatagram");

#endif
