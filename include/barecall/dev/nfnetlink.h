/*
 * Netfilter: messages of LX_NETLINK_NETFILTER for netlink.h. A message's type is a subsystem's number above a command's,
 * LX_NFNL_SUBSYS_CTNETLINK << 8 | LX_IPCTNL_MSG_CT_GET, its fixed part a Nfgenmsg, and attributes are the subsystem's;
 * their numbers are in the network's order. Changes of LX_NFNL_SUBSYS_NFTABLES come between LX_NFNL_MSG_BATCH_BEGIN and
 * LX_NFNL_MSG_BATCH_END. A subsystem that is a module and not loaded: -EINVAL or -EOPNOTSUPP. Needs CAP_NET_ADMIN.
 */
#ifndef LX_DEV_NFNETLINK_H
#define LX_DEV_NFNETLINK_H

#include "../base.h"
#include "../netlink.h"
#include "../uapi/dev/nfnetlink.h"

/* Nfgenmsg: the fixed part of every message. struct nfgenmsg. */
typedef struct Nfgenmsg {
	unsigned char family; /* LX_AF_* */
	unsigned char version; /* LX_NFNETLINK_V0 */
	unsigned short res_id; /* in the network's order: of a queue or log its number, of a batch the subsystem */
} Nfgenmsg;

#endif
