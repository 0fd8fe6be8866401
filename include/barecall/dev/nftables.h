/*
 * nftables: tables of chains of rules that let packets pass or not, and sets. Messages of nfnetlink.h, types
 * LX_NFNL_SUBSYS_NFTABLES << 8 | LX_NFT_MSG_*, attributes LX_NFTA_*, all numbers in the network's order; lists are dumps
 * of LX_NFT_MSG_GET*, changes go through NfnlExecute. Each network namespace has tables of its own.
 *
 * A rule is expressions, LX_NFTA_RULE_EXPRESSIONS, that put what they find into registers, LX_NFT_REG32_*, and compare
 * them; the first that does not hold ends the rule, and one that sets LX_NFT_REG_VERDICT decides. A table is made so:
 *
 *	NetlinkOpen(&nl, LX_NETLINK_NETFILTER, buf, sizeof(buf));
 *	NetlinkBuild(&batch, room, sizeof(room));
 *	NfnlBatchBegin(&batch, LX_NFNL_SUBSYS_NFTABLES);
 *	NfnlMsgPut(&batch, LX_NFNL_SUBSYS_NFTABLES, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE, LX_NFPROTO_INET);
 *	NlaPutString(&batch, LX_NFTA_TABLE_NAME, "ours");
 *	NfnlBatchEnd(&batch, LX_NFNL_SUBSYS_NFTABLES);
 *	NfnlExecute(&nl, &batch);
 */
#ifndef LX_DEV_NFTABLES_H
#define LX_DEV_NFTABLES_H

#include "nfnetlink.h"
#include "../uapi/dev/nftables.h"

#endif
