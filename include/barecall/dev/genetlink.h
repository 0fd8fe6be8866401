/*
 * Generic netlink, which many parts of the kernel share (taskstats, nl80211, ethtool, wireguard): messages of
 * LX_NETLINK_GENERIC for netlink.h. A message's type is its family's id, which differs from one start of the machine to
 * the next, and is asked for by name; its fixed part is a GenlMsghdr, and attributes are the family's.
 *
 *	NetlinkOpen(&nl, LX_NETLINK_GENERIC, buf, sizeof(buf));
 *	GenlGetFamily(&nl, "nl80211", &family);
 *	NlmsgPut(&request, family.id, LX_NLM_F_DUMP, &header, sizeof(header));
 *
 * All functions are linked from libbarecall.a.
 */
#ifndef LX_DEV_GENETLINK_H
#define LX_DEV_GENETLINK_H

#include "../base.h"
#include "../netlink.h"
#include "../uapi/dev/genetlink.h"

/* GenlMsghdr: the fixed part of every message. struct genlmsghdr. */
typedef struct GenlMsghdr {
	unsigned char cmd; /* the family's: LX_CTRL_CMD_* of LX_GENL_ID_CTRL */
	unsigned char version;
	unsigned short reserved;
} GenlMsghdr;

/* GenlFamily: what the kernel tells of a family. */
typedef struct GenlFamily {
	unsigned short id; /* the type of its messages */
	unsigned int version;
	unsigned int hdrsize; /* bytes between GenlMsghdr and the attributes: 0 with almost all families */
	unsigned int maxattr; /* the largest type of an attribute; 0: each command has its own */
} GenlFamily;

/*
 * GenlGetFamily asks for the family of a name; nl is a socket of LX_NETLINK_GENERIC. Returns 0. -ENOENT: the kernel has
 * none of this name, and could load none; -EINVAL: the name has no or more than 15 bytes, and nothing was asked; -EBADMSG:
 * an answer that tells no id; else NetlinkSend's and NetlinkReceive's errors. family is zeroes on an error.
 */
int GenlGetFamily(NetlinkSocket *nl, const char *name, GenlFamily *family) LX_SYMBOL("lx_GenlGetFamily");

/*
 * GenlGetGroup returns the number of a family's multicast group, for NetlinkJoin: 1 or more. -ENOENT: there is no such
 * family, or no such group in it; other errors as GenlGetFamily.
 */
long GenlGetGroup(NetlinkSocket *nl, const char *family, const char *group) LX_SYMBOL("lx_GenlGetGroup");

/*
 * GenlReadFamily reads a family from a message of LX_GENL_ID_CTRL, as a dump with LX_CTRL_CMD_GETFAMILY lists them. name,
 * unless NULL, is then its name, in the buffer of the message. Returns 0. -EINVAL: the message tells of no family;
 * -EBADMSG: it is malformed, or tells no id or no name. family is zeroes on an error. No system call.
 */
int GenlReadFamily(const NetlinkMessage *message, GenlFamily *family, const char **name) LX_SYMBOL("lx_GenlReadFamily");

/*
 * GenlReadGroup returns the number of the group of a name in such a message. -ENOENT: there is none in it; -EINVAL and
 * -EBADMSG as GenlReadFamily. No system call.
 */
long GenlReadGroup(const NetlinkMessage *message, const char *group) LX_SYMBOL("lx_GenlReadGroup");

#endif
