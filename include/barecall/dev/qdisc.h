/*
 * Queueing disciplines, which decide when a packet leaves a link: LX_RTM_NEWQDISC, LX_RTM_DELQDISC and LX_RTM_GETQDISC of
 * netlink.h, the fixed part a TcMsg, attributes LX_TCA_*. LX_TCA_KIND is the name of the kind, which may be a module, and
 * LX_TCA_OPTIONS what that kind knows: attributes LX_TCA_TBF_*, LX_TCA_FQ_CODEL_*, ..., or a structure alone.
 */
#ifndef LX_DEV_QDISC_H
#define LX_DEV_QDISC_H

#include "../base.h"
#include "../netlink.h"
#include "../uapi/dev/qdisc.h"

/*
 * TcMsg: the fixed part of every message. A handle is 16 bits of a discipline above 16 bits of one of its classes, LX_TC_H_*;
 * tc writes 0x10002 as 1:2. struct tcmsg.
 */
typedef struct TcMsg {
	unsigned char family; /* LX_AF_UNSPEC */
	unsigned char pad1;
	unsigned short pad2;
	int ifindex; /* of the link; LX_TCM_IFINDEX_MAGIC_BLOCK: parent is the number of a block of several links */
	unsigned int handle; /* 0 in a request: the kernel chooses */
	unsigned int parent; /* LX_TC_H_ROOT, LX_TC_H_INGRESS, or a class's handle */
	unsigned int info; /* of a discipline: how many refer to it */
} TcMsg;

/*
 * TcRatespec: how fast. A discipline that gets LX_TCA_TBF_RATE64 and LX_TCA_TBF_BURST, or their like, needs no tables of
 * times beside it, only a linklayer. struct tc_ratespec.
 */
typedef struct TcRatespec {
	unsigned char cell_log;
	unsigned char linklayer; /* LX_TC_LINKLAYER_* */
	unsigned short overhead; /* bytes that are added to each packet */
	short cell_align;
	unsigned short mpu; /* bytes that the smallest packet counts as */
	unsigned int rate; /* bytes a second; ~0U: more than fits, the attribute of 64 bits tells */
} TcRatespec;

/* TcTbfQopt: a bucket that tokens fill; LX_TCA_TBF_PARMS. struct tc_tbf_qopt. */
typedef struct TcTbfQopt {
	TcRatespec rate;
	TcRatespec peakrate; /* zeroes: none */
	unsigned int limit; /* bytes that may wait */
	unsigned int buffer; /* the bucket: in units of 64 ns at that rate */
	unsigned int mtu;
} TcTbfQopt;

/* TcFifoQopt: all LX_TCA_OPTIONS of "pfifo", which counts packets, and "bfifo", bytes. struct tc_fifo_qopt. */
typedef struct TcFifoQopt {
	unsigned int limit; /* that may wait */
} TcFifoQopt;

/* TcPrioQopt: all LX_TCA_OPTIONS of "prio" and "pfifo_fast". struct tc_prio_qopt. */
typedef struct TcPrioQopt {
	int bands; /* 2 to LX_TCQ_PRIO_BANDS; band 0 is served first, and is class 1 */
	unsigned char priomap[16]; /* the band of each priority, LX_TC_PRIO_* */
} TcPrioQopt;

#endif
