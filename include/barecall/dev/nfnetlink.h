/*
 * Netfilter: messages of LX_NETLINK_NETFILTER for netlink.h. A message's type is a subsystem's number above a command's,
 * LX_NFNL_SUBSYS_CTNETLINK << 8 | LX_IPCTNL_MSG_CT_GET, its fixed part a Nfgenmsg, and attributes are the subsystem's;
 * their numbers are in the network's order. Changes of LX_NFNL_SUBSYS_NFTABLES come between LX_NFNL_MSG_BATCH_BEGIN and
 * LX_NFNL_MSG_BATCH_END. A subsystem that is a module and not loaded: -EINVAL or -EOPNOTSUPP. Needs CAP_NET_ADMIN.
 *
 * dev/nftables.h has the constants of tables, chains and rules, and shows a batch. All functions are linked from
 * libbarecall.a.
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

/*
 * NfnlMsgPut begins a message of a subsystem, LX_NFNL_SUBSYS_*, with its Nfgenmsg. command is the subsystem's, as
 * LX_IPCTNL_MSG_CT_*; flags as NlmsgPut's. Returns 0. -EMSGSIZE: no room.
 */
int NfnlMsgPut(NetlinkBuilder *builder, unsigned char subsys, unsigned char command, unsigned short flags,
	       unsigned char family) LX_SYMBOL("lx_NfnlMsgPut");

/* NfnlBatchBegin begins changes of a subsystem that happen all at once, or not at all. Returns 0. -EMSGSIZE: no room. */
int NfnlBatchBegin(NetlinkBuilder *builder, unsigned char subsys) LX_SYMBOL("lx_NfnlBatchBegin");

/* NfnlBatchEnd ends what NfnlBatchBegin began: without it nothing is changed. Returns 0. -EMSGSIZE: no room. */
int NfnlBatchEnd(NetlinkBuilder *builder, unsigned char subsys) LX_SYMBOL("lx_NfnlBatchEnd");

/*
 * NfnlExecute sends a batch: a message that begins it, one or more that change something, one that ends it. In them it
 * writes LX_NLM_F_REQUEST, a seq each, and LX_NLM_F_ACK in the changes, and waits for what the kernel says of those; what
 * it tells beside, with LX_NLM_F_ECHO, is left out. Returns 0: all of it is done. Else nothing is, and the result is the
 * error of the first message that failed, which nl->ack tells of: nl->seq - nl->ack.request.seq messages come after it.
 * -EPERM and -ENOMEM are those of the first message, as whatever concerns the batch as a whole. -EINVAL and nothing in
 * nl->ack: fewer than three messages, or what is none, and nothing was sent; then the builder's error, and sendto's.
 * -ENOBUFS, -EMSGSIZE, -EBADMSG as NetlinkReceiveEvent, and it is not known whether it was done.
 */
int NfnlExecute(NetlinkSocket *nl, NetlinkBuilder *batch) LX_SYMBOL("lx_NfnlExecute");

#endif
