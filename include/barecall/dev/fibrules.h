/*
 * Rules that tell which table of routes a packet is looked up in: LX_RTM_NEWRULE, LX_RTM_DELRULE and LX_RTM_GETRULE of
 * netlink.h, the fixed part a FibRuleHdr, attributes LX_FRA_*. The rule of the smallest LX_FRA_PRIORITY counts first.
 */
#ifndef LX_DEV_FIBRULES_H
#define LX_DEV_FIBRULES_H

#include "../base.h"
#include "../netlink.h"
#include "../uapi/dev/fibrules.h"

/* FibRuleHdr: the fixed part of every message. struct fib_rule_hdr. */
typedef struct FibRuleHdr {
	unsigned char family; /* LX_AF_INET, LX_AF_INET6; a list with LX_AF_UNSPEC has those of all families */
	unsigned char dst_len; /* bits of LX_FRA_DST that count; 0: every destination */
	unsigned char src_len; /* the same of LX_FRA_SRC */
	unsigned char tos; /* 0: any */
	unsigned char table; /* LX_RT_TABLE_*; LX_RT_TABLE_COMPAT, and any if there is LX_FRA_TABLE: that tells */
	unsigned char res1;
	unsigned char res2;
	unsigned char action; /* LX_FR_ACT_*; LX_FR_ACT_UNSPEC in a LX_RTM_DELRULE: any */
	unsigned int flags; /* LX_FIB_RULE_* */
} FibRuleHdr;

/* FibRuleUidRange: the users whose packets it is for, both ends included; LX_FRA_UID_RANGE. struct fib_rule_uid_range. */
typedef struct FibRuleUidRange {
	unsigned int start;
	unsigned int end;
} FibRuleUidRange;

/* FibRulePortRange: ports, both ends included; LX_FRA_SPORT_RANGE, LX_FRA_DPORT_RANGE. struct fib_rule_port_range. */
typedef struct FibRulePortRange {
	unsigned short start; /* in the machine's order */
	unsigned short end;
} FibRulePortRange;

#endif
