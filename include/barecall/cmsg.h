/*
 * Control messages, which travel beside the bytes of Sendmsg and Recvmsg: building them and reading them, without going
 * past the buffer whatever is in it. No function here makes a system call.
 *
 * A buffer is aligned to 8 and has CmsgSpace of each message's data. On a stream, Linux hands control messages over
 * only with a byte of data at least.
 */
#ifndef LX_CMSG_H
#define LX_CMSG_H

#include "base.h"
#include "types/socket.h"
#include "uapi/net.h"

/* Inet4Pktinfo: where an IPv4 packet came in, or is to go out; LX_IP_PKTINFO. struct in_pktinfo. */
typedef struct Inet4Pktinfo {
	int ifindex;
	unsigned int spec_dst; /* network byte order */
	unsigned int addr; /* network byte order */
} Inet4Pktinfo;

/* Inet6Pktinfo: where an IPv6 packet came in, or is to go out; LX_IPV6_PKTINFO. struct in6_pktinfo. */
typedef struct Inet6Pktinfo {
	unsigned char addr[16];
	int ifindex;
} Inet6Pktinfo;

/*
 * SockExtendedErr: an error of a socket, in a Cmsghdr of type LX_IP_RECVERR or LX_IPV6_RECVERR from Recvmsg with
 * LX_MSG_ERRQUEUE; the address of who sent it may follow. struct sock_extended_err.
 */
typedef struct SockExtendedErr {
	unsigned int err; /* an errno value */
	unsigned char origin; /* LX_SO_EE_ORIGIN_* */
	unsigned char type;
	unsigned char code;
	unsigned char pad;
	unsigned int info;
	unsigned int data;
} SockExtendedErr;

#ifdef LX_LINK_NAMES
#include "extern/cmsg.h"
#endif
#ifndef BARECALL_EXTERN

/* CmsgData gives where a control message's data are. No system call. */
LX_API void *CmsgData(Cmsghdr *cmsg)
{
	return cmsg + 1;
}

/*
 * CmsgDataLen gives how many bytes of data a control message from CmsgFirst or CmsgNext has. After LX_MSG_CTRUNC the
 * last one may have fewer than its type has. No system call.
 */
LX_API unsigned long CmsgDataLen(const Cmsghdr *cmsg)
{
	return cmsg->len - sizeof(*cmsg);
}

/*
 * CmsgFirst gives the first control message of what Recvmsg received, or NULL: there is none, or its length goes past
 * the buffer. No system call.
 */
LX_API Cmsghdr *CmsgFirst(const Msghdr *msg)
{
	Cmsghdr *cmsg = (Cmsghdr *)msg->control;

	if (!cmsg || msg->controllen < sizeof(*cmsg) || cmsg->len < sizeof(*cmsg) || cmsg->len > msg->controllen)
		return LX_NULL;
	return cmsg;
}

/*
 * CmsgNext gives the control message after one that CmsgFirst or CmsgNext gave, or NULL: that was the last, or what
 * follows goes past the buffer. No system call.
 */
LX_API Cmsghdr *CmsgNext(const Msghdr *msg, const Cmsghdr *cmsg)
{
	unsigned long at = (unsigned long)((const char *)cmsg - (const char *)msg->control);
	unsigned long left = msg->controllen - at;
	unsigned long step = cmsg->len;
	Cmsghdr *next;

	if (at > msg->controllen || left < sizeof(*cmsg) || step < sizeof(*cmsg) || step > left)
		return LX_NULL;
	step = (step + 7) & ~7UL;
	if (step > left || left - step < sizeof(*cmsg))
		return LX_NULL;
	next = (Cmsghdr *)((char *)msg->control + at + step);
	return next->len < sizeof(*next) || next->len > left - step ? (Cmsghdr *)LX_NULL : next;
}

/*
 * CmsgAppend puts one more control message into msg->control, which has size bytes and of which msg->controllen are
 * used: 0 at first. data (NULL: zeroes, for the caller to fill in at CmsgData) are copied; the padding is zeroed.
 * Returns the message, or NULL: there is no room, and nothing is changed. No system call.
 */
LX_API Cmsghdr *CmsgAppend(Msghdr *msg, unsigned long size, int level, int type, const void *data,
			   unsigned long datalen)
{
	unsigned long at = (msg->controllen + 7) & ~7UL, space = sizeof(Cmsghdr) + ((datalen + 7) & ~7UL), i;
	Cmsghdr *cmsg;
	char *to;

	if (!msg->control || at < msg->controllen || space < datalen || at > size || space > size - at)
		return LX_NULL;
	cmsg = (Cmsghdr *)((char *)msg->control + at);
	cmsg->len = sizeof(*cmsg) + datalen;
	cmsg->level = level;
	cmsg->type = type;
	to = (char *)(cmsg + 1);
	for (i = 0; i < space - sizeof(*cmsg); i++) {
		to[i] = data && i < datalen ? ((const char *)data)[i] : '\0';
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of memcpy */
	}
	msg->controllen = at + space;
	return cmsg;
}

/*
 * UnixRights appends descriptors to pass over a Unix socket, at most 253 in a message, as CmsgAppend does. Returns 0.
 * -ENOBUFS: there is no room. No system call. unix(7).
 */
LX_API int UnixRights(Msghdr *msg, unsigned long size, const int *fds, unsigned int count)
{
	return CmsgAppend(msg, size, LX_SOL_SOCKET, LX_SCM_RIGHTS, fds, count * sizeof(*fds)) ? 0 : -LX_ENOBUFS;
}

/*
 * UnixCredentials appends credentials to pass over a Unix socket, as CmsgAppend does; the kernel checks that the sender
 * may claim them. Returns 0. -ENOBUFS: there is no room. No system call. unix(7).
 */
LX_API int UnixCredentials(Msghdr *msg, unsigned long size, const Ucred *ucred)
{
	return CmsgAppend(msg, size, LX_SOL_SOCKET, LX_SCM_CREDENTIALS, ucred, sizeof(*ucred)) ? 0 : -LX_ENOBUFS;
}

/*
 * PktInfo4 appends where an IPv4 packet is to go out, as CmsgAppend does: ifindex, and spec_dst as its source. Returns
 * 0. -ENOBUFS: there is no room. No system call. ip(7).
 */
LX_API int PktInfo4(Msghdr *msg, unsigned long size, const Inet4Pktinfo *info)
{
	return CmsgAppend(msg, size, LX_SOL_IP, LX_IP_PKTINFO, info, sizeof(*info)) ? 0 : -LX_ENOBUFS;
}

/*
 * PktInfo6 appends where an IPv6 packet is to go out, as CmsgAppend does: ifindex, and addr as its source. Returns 0.
 * -ENOBUFS: there is no room. No system call. ipv6(7).
 */
LX_API int PktInfo6(Msghdr *msg, unsigned long size, const Inet6Pktinfo *info)
{
	return CmsgAppend(msg, size, LX_SOL_IPV6, LX_IPV6_PKTINFO, info, sizeof(*info)) ? 0 : -LX_ENOBUFS;
}

/*
 * ParseUnixRights gives the descriptors that came in a control message, in its own memory: each is open, and the
 * caller's to close. Returns how many. -EINVAL: not a message of LX_SCM_RIGHTS. No system call. unix(7).
 */
LX_API int ParseUnixRights(const Cmsghdr *cmsg, const int **fds)
{
	*fds = (const int *)(cmsg + 1);
	if (cmsg->level != LX_SOL_SOCKET || cmsg->type != LX_SCM_RIGHTS || cmsg->len < sizeof(*cmsg))
		return -LX_EINVAL;
	return (int)((cmsg->len - sizeof(*cmsg)) / sizeof(int));
}

/*
 * ParseUnixCredentials gives the credentials that came in a control message, after LX_SO_PASSCRED was set. Returns 0.
 * -EINVAL: not a message of LX_SCM_CREDENTIALS, or cut off. No system call. unix(7).
 */
LX_API int ParseUnixCredentials(const Cmsghdr *cmsg, Ucred *ucred)
{
	const Ucred *data = (const Ucred *)(cmsg + 1);

	if (cmsg->level != LX_SOL_SOCKET || cmsg->type != LX_SCM_CREDENTIALS || cmsg->len < sizeof(*cmsg) + sizeof(*data))
		return -LX_EINVAL;
	ucred->pid = data->pid;
	ucred->uid = data->uid;
	ucred->gid = data->gid;
	return 0;
}

/*
 * ParsePktInfo4 gives where an IPv4 packet came in, after LX_IP_PKTINFO was set. Returns 0. -EINVAL: not a message of
 * LX_IP_PKTINFO, or cut off. No system call. ip(7).
 */
LX_API int ParsePktInfo4(const Cmsghdr *cmsg, Inet4Pktinfo *info)
{
	const Inet4Pktinfo *data = (const Inet4Pktinfo *)(cmsg + 1);

	if (cmsg->level != LX_SOL_IP || cmsg->type != LX_IP_PKTINFO || cmsg->len < sizeof(*cmsg) + sizeof(*data))
		return -LX_EINVAL;
	info->ifindex = data->ifindex;
	info->spec_dst = data->spec_dst;
	info->addr = data->addr;
	return 0;
}

/*
 * ParsePktInfo6 gives where an IPv6 packet came in, after LX_IPV6_RECVPKTINFO was set. Returns 0. -EINVAL: not a
 * message of LX_IPV6_PKTINFO, or cut off. No system call. ipv6(7).
 */
LX_API int ParsePktInfo6(const Cmsghdr *cmsg, Inet6Pktinfo *info)
{
	const Inet6Pktinfo *data = (const Inet6Pktinfo *)(cmsg + 1);
	unsigned int i;

	if (cmsg->level != LX_SOL_IPV6 || cmsg->type != LX_IPV6_PKTINFO || cmsg->len < sizeof(*cmsg) + sizeof(*data))
		return -LX_EINVAL;
	for (i = 0; i < sizeof(info->addr); i++) {
		info->addr[i] = data->addr[i];
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of memcpy */
	}
	info->ifindex = data->ifindex;
	return 0;
}

/*
 * ParseTimestamp gives when a packet was received, after LX_SO_TIMESTAMPNS was set, or LX_SO_TIMESTAMP, whose
 * microseconds it turns into nanoseconds. Returns 0. -EINVAL: not a message of either, or cut off. No system call.
 * socket(7).
 */
LX_API int ParseTimestamp(const Cmsghdr *cmsg, Timespec *ts)
{
	const Timespec *data = (const Timespec *)(cmsg + 1);
	int micro = cmsg->type == LX_SO_TIMESTAMP_OLD || cmsg->type == LX_SO_TIMESTAMP_NEW;
	int nano = cmsg->type == LX_SO_TIMESTAMPNS_OLD || cmsg->type == LX_SO_TIMESTAMPNS_NEW;

	if (cmsg->level != LX_SOL_SOCKET || (!micro && !nano) || cmsg->len < sizeof(*cmsg) + sizeof(*ts))
		return -LX_EINVAL;
	ts->sec = data->sec;
	ts->nsec = micro ? (long)((unsigned long)data->nsec * 1000) : data->nsec;
	return 0;
}

#endif /* BARECALL_EXTERN */
#endif
