/*
 * The audit system: messages of LX_NETLINK_AUDIT for netlink.h, types LX_AUDIT_*. Each has its structure, or text, in place
 * of a fixed part and attributes: NlmsgPut's data. LX_AUDIT_GET is answered by an AuditStatus, LX_AUDIT_SET takes one;
 * LX_AUDIT_LIST_RULES lists AuditRuleData, LX_AUDIT_ADD_RULE and LX_AUDIT_DEL_RULE take one. Answers come after the
 * acknowledgement: NetlinkExecute asks, NetlinkReceiveEvent receives them. Who has set LX_AUDIT_STATUS_PID to
 * its pid, or has joined the group LX_AUDIT_NLGRP_READLOG (CAP_AUDIT_READ), receives records: text of "name=value" words.
 *
 * Needs CAP_AUDIT_CONTROL, or for messages of its own CAP_AUDIT_WRITE, in the first user namespace: -EPERM; -ECONNREFUSED in
 * another pid or user namespace; -EPROTONOSUPPORT where the kernel has no audit. LX_AUDIT_ARCH_* for records and seccomp are
 * security.h's.
 */
#ifndef LX_DEV_AUDIT_H
#define LX_DEV_AUDIT_H

#include "../base.h"
#include "../netlink.h"
#include "../security.h"
#include "../uapi/dev/audit.h"

/* AuditStatus: how the audit system stands; LX_AUDIT_SET sets what mask names. struct audit_status. */
typedef struct AuditStatus {
	unsigned int mask; /* LX_AUDIT_STATUS_* */
	unsigned int enabled; /* 0; 1; 2: and nobody may change it until the machine starts anew */
	unsigned int failure; /* LX_AUDIT_FAIL_*: what is done when a record cannot be had */
	unsigned int pid; /* of who receives the records; 0: nobody */
	unsigned int rate_limit; /* records a second; 0: no limit */
	unsigned int backlog_limit; /* records that may wait; 0: no limit */
	unsigned int lost; /* records since the machine started, or since it was set */
	unsigned int backlog; /* records that wait */
	unsigned int feature_bitmap; /* LX_AUDIT_FEATURE_BITMAP_*: what this kernel has */
	unsigned int backlog_wait_time; /* jiffies that a task may wait for room. Since Linux 3.14 */
	unsigned int backlog_wait_time_actual; /* jiffies that tasks did. Since Linux 5.9; an older kernel's message ends here */
} AuditStatus;

/* AuditFeatures: for LX_AUDIT_GET_FEATURE and LX_AUDIT_SET_FEATURE; bits are 1 << LX_AUDIT_FEATURE_*. struct audit_features. */
typedef struct AuditFeatures {
	unsigned int vers; /* LX_AUDIT_FEATURE_VERSION */
	unsigned int mask; /* which are meant */
	unsigned int features; /* which are on */
	unsigned int lock; /* which nobody may change any more */
} AuditFeatures;

/* AuditTTYStatus: for LX_AUDIT_TTY_GET and LX_AUDIT_TTY_SET: what this process types is recorded. struct audit_tty_status. */
typedef struct AuditTTYStatus {
	unsigned int enabled;
	unsigned int log_passwd; /* also while a terminal does not echo */
} AuditTTYStatus;

/* AuditRuleData: a rule; buflen bytes of its fields' strings, without ends, follow. struct audit_rule_data. */
typedef struct AuditRuleData {
	unsigned int flags; /* LX_AUDIT_FILTER_*, LX_AUDIT_FILTER_PREPEND: the list that it is in */
	unsigned int action; /* LX_AUDIT_NEVER, LX_AUDIT_ALWAYS */
	unsigned int field_count;
	unsigned int mask[64]; /* a bit each system call: call / 32, 1 << call % 32 */
	unsigned int fields[64]; /* LX_AUDIT_PID and the like */
	unsigned int values[64]; /* what a field is compared with; of a string its length */
	unsigned int fieldflags[64]; /* LX_AUDIT_EQUAL and other LX_AUDIT_OPERATORS: how */
	unsigned int buflen;
} AuditRuleData;

#endif
