/*
 * Processes as they begin, execute and end, and what else parts of the kernel tell by LX_NETLINK_CONNECTOR: messages for
 * netlink.h. A CnMsg is the fixed part, and behind it are its len bytes, of processes a ProcEvent. To hear of processes:
 *
 *	NetlinkOpen(&nl, LX_NETLINK_CONNECTOR, buf, sizeof(buf));
 *	ProcEventListen(&nl, LX_PROC_CN_MCAST_LISTEN);
 *	while (NetlinkReceiveEvent(&nl, &message) > 0)
 *		if (ProcEventParse(&message, &event) == 0)
 *			...
 *
 * Needs CAP_NET_ADMIN before Linux 6.6, and the first user, pid and network namespaces. A ProcInput in place of the int
 * that ProcEventListen sends chooses events, since Linux 6.6. All functions are linked from libbarecall.a.
 */
#ifndef LX_DEV_CONNECTOR_H
#define LX_DEV_CONNECTOR_H

#include "../base.h"
#include "../netlink.h"
#include "../uapi/dev/connector.h"

/* CbID: which part of the kernel. struct cb_id. */
typedef struct CbID {
	unsigned int idx; /* LX_CN_IDX_PROC, ... */
	unsigned int val; /* LX_CN_VAL_PROC, ... */
} CbID;

/* CnMsg: the head of a message. struct cn_msg. */
typedef struct CnMsg {
	CbID id;
	unsigned int seq;
	unsigned int ack;
	unsigned short len; /* of what follows */
	unsigned short flags;
} CnMsg;

/* ProcInput: which events of processes to tell. Since Linux 6.6. struct proc_input. */
typedef struct ProcInput {
	unsigned int mcast_op; /* LX_PROC_CN_MCAST_LISTEN, LX_PROC_CN_MCAST_IGNORE */
	unsigned int event_type; /* LX_PROC_EVENT_*, any number of them */
} ProcInput;

/*
 * ProcEvent: what happened; what is told in u depends on it, and what u has otherwise is 0. In a CnMsg's bytes it has no
 * alignment: copy it from there. pid is a thread's, tgid its process's. struct proc_event.
 */
typedef struct ProcEvent {
	unsigned int what; /* LX_PROC_EVENT_*; LX_PROC_EVENT_NONE acknowledges */
	unsigned int cpu;
	unsigned long timestamp_ns; /* since the start of the machine */
	union {
		struct {
			unsigned int err;
		} ack;
		struct {
			int parent_pid;
			int parent_tgid;
			int child_pid;
			int child_tgid;
		} fork;
		struct {
			int process_pid;
			int process_tgid;
		} exec;
		struct {
			int process_pid;
			int process_tgid;
			unsigned int real; /* user or group */
			unsigned int effective;
		} id;
		struct {
			int process_pid;
			int process_tgid;
			char comm[16];
		} comm;
		struct {
			int process_pid;
			int process_tgid;
			unsigned int exit_code; /* a wait status */
			unsigned int exit_signal; /* what the parent gets */
			int parent_pid;
			int parent_tgid;
		} exit;
	} u;
} ProcEvent;

/*
 * ProcEventListen joins the group of processes' events and asks for them, op being LX_PROC_CN_MCAST_LISTEN, or for no more
 * of them, LX_PROC_CN_MCAST_IGNORE. nl is a socket of LX_NETLINK_CONNECTOR. What the kernel says to that is an event:
 * LX_PROC_EVENT_NONE with err 0, or an errno value without its sign. Returns 0; or NetlinkJoin's and NetlinkSend's errors:
 * -EPERM before Linux 6.6, -ECONNREFUSED: the network namespace is not the first one.
 */
int ProcEventListen(NetlinkSocket *nl, unsigned int op) LX_SYMBOL("lx_ProcEventListen");

/*
 * ProcEventParse reads the event in a message. What an older kernel does not tell is 0: the parents of exit before Linux
 * 4.18. Returns 0. -EINVAL: it is not of processes; -EBADMSG: malformed. event is zeroes on an error. No system call.
 */
int ProcEventParse(const NetlinkMessage *message, ProcEvent *event) LX_SYMBOL("lx_ProcEventParse");

#endif
