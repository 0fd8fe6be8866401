/*
 * Socket options by the type of their value, beyond the int of SetsockoptInt and GetsockoptInt. Each is one
 * getsockopt(2) or setsockopt(2), whose size is the type's.
 *
 * What a Getsockopt* gives is zero where the kernel wrote nothing. One that returns 0 or an error refuses an answer
 * that is shorter than its type with -EINVAL: the option has a value of another type.
 */
#ifndef LX_SOCKOPT_H
#define LX_SOCKOPT_H

#include "base.h"
#include "types/filter.h"
#include "types/socket.h"
#include "uapi/net.h"
#include "uapi/sockopt.h"

/* Linger: whether Close waits for unsent data, and for how many seconds; LX_SO_LINGER. struct linger. */
typedef struct Linger {
	int onoff;
	int linger;
} Linger;

/* IPMreq: a multicast group and an interface's address, in network byte order. struct ip_mreq. */
typedef struct IPMreq {
	unsigned int multiaddr;
	unsigned int interface;
} IPMreq;

/* IPMreqn: a multicast group and an interface, by address or index. struct ip_mreqn. */
typedef struct IPMreqn {
	unsigned int multiaddr; /* network byte order */
	unsigned int address; /* network byte order */
	int ifindex;
} IPMreqn;

/* IPMreqSource: IPMreq and a source's address; LX_IP_ADD_SOURCE_MEMBERSHIP. struct ip_mreq_source. */
typedef struct IPMreqSource {
	unsigned int multiaddr;
	unsigned int interface;
	unsigned int sourceaddr;
} IPMreqSource;

/* IPv6Mreq: a multicast group and an interface's index; LX_IPV6_ADD_MEMBERSHIP. struct ipv6_mreq. */
typedef struct IPv6Mreq {
	unsigned char multiaddr[16];
	int ifindex;
} IPv6Mreq;

/* PacketMreq: what else a packet socket takes from an interface; LX_PACKET_ADD_MEMBERSHIP. struct packet_mreq. */
typedef struct PacketMreq {
	int ifindex;
	unsigned short type; /* LX_PACKET_MR_* */
	unsigned short alen;
	unsigned char address[8];
} PacketMreq;

/* ICMPv6Filter: a bit for each ICMPv6 type, 0 to 255, that a raw socket does not get. struct icmp6_filter. */
typedef struct ICMPv6Filter {
	unsigned int data[8];
} ICMPv6Filter;

/* IPv6MTUInfo: a path's MTU; LX_IPV6_PATHMTU. struct ip6_mtuinfo. */
typedef struct IPv6MTUInfo {
	RawSockaddrInet6 addr;
	unsigned int mtu;
} IPv6MTUInfo;

/* TpacketReq: a ring of frames that a packet socket shares with the kernel. struct tpacket_req. */
typedef struct TpacketReq {
	unsigned int block_size; /* bytes, a multiple of the page size */
	unsigned int block_nr;
	unsigned int frame_size; /* bytes, a multiple of 16 that divides block_size */
	unsigned int frame_nr; /* in all blocks together */
} TpacketReq;

/* TpacketReq3: the same for LX_TPACKET_V3, where frames vary in size. struct tpacket_req3. */
typedef struct TpacketReq3 {
	unsigned int block_size;
	unsigned int block_nr;
	unsigned int frame_size; /* what frame_nr is counted in; frames themselves may be larger */
	unsigned int frame_nr;
	unsigned int retire_blk_tov; /* milliseconds after which a block that is not full is handed over; 0: the kernel's */
	unsigned int sizeof_priv; /* bytes in each block for the program's own use */
	unsigned int feature_req_word; /* 1: each frame has the receive hash */
} TpacketReq3;

/* TpacketStats: packets received, and of these dropped, since this was last asked. struct tpacket_stats. */
typedef struct TpacketStats {
	unsigned int packets;
	unsigned int drops;
} TpacketStats;

/* TpacketStatsV3: the same after LX_PACKET_VERSION was set to LX_TPACKET_V3. struct tpacket_stats_v3. */
typedef struct TpacketStatsV3 {
	unsigned int packets;
	unsigned int drops;
	unsigned int freeze_q_cnt; /* how often the ring had no free block */
} TpacketStatsV3;

/* CanFilter: lets through frames whose id and the filter's can_id agree in the bits of can_mask. struct can_filter. */
typedef struct CanFilter {
	unsigned int can_id; /* with LX_CAN_INV_FILTER: lets the others through */
	unsigned int can_mask;
} CanFilter;

/* TCPRepairOpt: an option that the connection being restored had agreed on. struct tcp_repair_opt. */
typedef struct TCPRepairOpt {
	unsigned int opt_code; /* LX_TCPOPT_* */
	unsigned int opt_val;
} TCPRepairOpt;

/*
 * TCPMD5Sig: the key that signs what is exchanged with a peer (RFC 2385); with keylen 0 there is none any more.
 * struct tcp_md5sig.
 */
typedef struct TCPMD5Sig {
	RawSockaddrAny addr; /* the peer: a RawSockaddrInet4 or RawSockaddrInet6 whose port does not matter */
	unsigned char flags; /* LX_TCP_MD5SIG_FLAG_*, for LX_TCP_MD5SIG_EXT alone */
	unsigned char prefixlen;
	unsigned short keylen;
	int ifindex;
	unsigned char key[80];
} TCPMD5Sig;

/* TCPVegasInfo: what the congestion control vegas, or one like it, has measured. struct tcpvegas_info. */
typedef struct TCPVegasInfo {
	unsigned int enabled;
	unsigned int rttcnt;
	unsigned int rtt; /* microseconds */
	unsigned int minrtt; /* microseconds */
} TCPVegasInfo;

/* TCPDCTCPInfo: what the congestion control dctcp has measured. struct tcp_dctcp_info. */
typedef struct TCPDCTCPInfo {
	unsigned short enabled;
	unsigned short ce_state;
	unsigned int alpha; /* the marked part of the traffic, times 1024 */
	unsigned int ab_ecn; /* bytes acknowledged as marked, in this window */
	unsigned int ab_tot; /* bytes acknowledged, in this window */
} TCPDCTCPInfo;

/* TCPBBRInfo: what the congestion control bbr has measured. struct tcp_bbr_info. */
typedef struct TCPBBRInfo {
	unsigned int bw_lo; /* bytes per second, the lower and the upper 32 bits */
	unsigned int bw_hi;
	unsigned int min_rtt; /* microseconds */
	unsigned int pacing_gain; /* times 256, as cwnd_gain */
	unsigned int cwnd_gain;
} TCPBBRInfo;

/*
 * TCPCCInfo: what a connection's congestion control has measured, in the form of the algorithm; LX_TCP_CC_INFO.
 * union tcp_cc_info.
 */
typedef union TCPCCInfo {
	TCPVegasInfo vegas;
	TCPDCTCPInfo dctcp;
	TCPBBRInfo bbr;
} TCPCCInfo;

/*
 * TCPInfo: the state of a connection; LX_TCP_INFO. Times are in microseconds, but the last_* in milliseconds, what has
 * bytes, mss or wnd in its name in bytes, and numbers of segments are in segments. Kernels append to it: GetsockoptTCPInfo tells how far it goes. struct tcp_info.
 */
typedef struct TCPInfo {
	unsigned char state; /* LX_TCP_ESTABLISHED and so on */
	unsigned char ca_state; /* LX_TCP_CA_* */
	unsigned char retransmits; /* of the oldest segment, one after the other */
	unsigned char probes; /* of a closed window, unanswered */
	unsigned char backoff; /* how often rto was doubled */
	unsigned char options; /* LX_TCPI_OPT_* */
	unsigned char wscale; /* snd_wscale in the lower four bits, rcv_wscale in the upper */
	unsigned char limited; /* bit 0: delivery_rate_app_limited; bits 1 and 2: fastopen_client_fail */
	unsigned int rto; /* after which time a segment is sent again */
	unsigned int ato; /* after which time an acknowledgement is sent that was delayed */
	unsigned int snd_mss;
	unsigned int rcv_mss;
	unsigned int unacked; /* segments sent and not acknowledged; of a listening socket, connections to be accepted */
	unsigned int sacked; /* of these acknowledged selectively; of a listening socket, its backlog */
	unsigned int lost; /* of these believed lost */
	unsigned int retrans; /* segments sent again and not acknowledged */
	unsigned int fackets; /* 0 since Linux 4.15 */
	unsigned int last_data_sent; /* how long ago, as the three below */
	unsigned int last_ack_sent; /* always 0 */
	unsigned int last_data_recv;
	unsigned int last_ack_recv;
	unsigned int pmtu; /* bytes */
	unsigned int rcv_ssthresh; /* bytes that the window may be opened to */
	unsigned int rtt; /* smoothed */
	unsigned int rttvar;
	unsigned int snd_ssthresh; /* segments, as snd_cwnd; 0x7fffffff: none was found yet */
	unsigned int snd_cwnd;
	unsigned int advmss;
	unsigned int reordering; /* segments by which one may be late and not be taken for lost */
	unsigned int rcv_rtt; /* as the receiver sees it; 0: not yet */
	unsigned int rcv_space; /* bytes that the program read in one such time */
	unsigned int total_retrans; /* segments sent again since the beginning */
	unsigned long pacing_rate; /* bytes per second, as are max_pacing_rate and delivery_rate; ~0: unlimited */
	unsigned long max_pacing_rate;
	unsigned long bytes_acked; /* of ours; bytes_received and segs_in are of the other side */
	unsigned long bytes_received;
	unsigned int segs_out;
	unsigned int segs_in;
	unsigned int notsent_bytes;
	unsigned int min_rtt;
	unsigned int data_segs_in; /* with data, as data_segs_out */
	unsigned int data_segs_out;
	unsigned long delivery_rate; /* of the most recent data */
	unsigned long busy_time; /* in which there was something to send */
	unsigned long rwnd_limited; /* of this, held up by the other side's window */
	unsigned long sndbuf_limited; /* of this, held up by too small a send buffer */
	unsigned int delivered; /* segments, those sent twice included */
	unsigned int delivered_ce; /* of these marked for congestion */
	unsigned long bytes_sent;
	unsigned long bytes_retrans;
	unsigned int dsack_dups; /* segments that the other side had twice */
	unsigned int reord_seen; /* how often segments came in another order */
	unsigned int rcv_ooopack; /* segments received out of order */
	unsigned int snd_wnd; /* the other side's window */
	unsigned int rcv_wnd; /* ours */
	unsigned int rehash; /* how often another path was tried */
	unsigned short total_rto; /* how often rto passed */
	unsigned short total_rto_recoveries; /* after how many of these it went on */
	unsigned int total_rto_time; /* milliseconds */
	unsigned int received_ce;
	unsigned int delivered_e1_bytes;
	unsigned int delivered_e0_bytes;
	unsigned int delivered_ce_bytes;
	unsigned int received_e1_bytes;
	unsigned int received_e0_bytes;
	unsigned int received_ce_bytes;
	unsigned int ecn; /* bits 0, 1: ecn_mode; 2, 3: accecn_opt_seen; 4 to 7: accecn_fail_mode; the rest: options2 */
} TCPInfo;

#ifdef LX_LINK_NAMES
#include "extern/sockopt.h"
#endif
#ifndef BARECALL_EXTERN

/* lx_clear_rest clears what the kernel has not written of a value. */
LX_TRAP void lx_clear_rest(void *value, unsigned int written, unsigned int size)
{
	for (; written < size; written++) {
		((unsigned char *)value)[written] = 0;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of memset */
	}
}

/*
 * GetsockoptByte is Getsockopt of a byte: LX_IP_TTL, LX_IP_MULTICAST_TTL, LX_IP_TOS, which Linux gives as an int where
 * there is room. Returns 0. ip(7).
 */
LX_API int GetsockoptByte(int sockfd, int level, int optname, unsigned char *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/* SetsockoptByte is Setsockopt of a byte: LX_IP_MULTICAST_LOOP, LX_IP_MULTICAST_TTL. Returns 0. ip(7). */
LX_API int SetsockoptByte(int sockfd, int level, int optname, unsigned char value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(&value), sizeof(value));
}

/*
 * GetsockoptUint64 is Getsockopt of 64 bits: LX_SO_COOKIE, LX_SO_MAX_PACING_RATE, LX_SO_NETNS_COOKIE. Returns 0.
 * socket(7).
 */
LX_API int GetsockoptUint64(int sockfd, int level, int optname, unsigned long *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * SetsockoptUint64 is Setsockopt of 64 bits: LX_SO_MAX_PACING_RATE (Linux 4.20), LX_SO_VM_SOCKETS_BUFFER_SIZE. Returns
 * 0. socket(7).
 */
LX_API int SetsockoptUint64(int sockfd, int level, int optname, unsigned long value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(&value), sizeof(value));
}

/*
 * GetsockoptTimeval is Getsockopt of a time: LX_SO_RCVTIMEO, LX_SO_SNDTIMEO; zero: without end. The kernel keeps these
 * in ticks, and may give a little more than was set. Returns 0. socket(7).
 */
LX_API int GetsockoptTimeval(int sockfd, int level, int optname, Timeval *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * SetsockoptTimeval is Setsockopt of a time: LX_SO_RCVTIMEO, LX_SO_SNDTIMEO. Zero: without end. -EDOM: the
 * microseconds are not 0 to 999999. Returns 0. socket(7).
 */
LX_API int SetsockoptTimeval(int sockfd, int level, int optname, const Timeval *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/* GetsockoptLinger is Getsockopt of a Linger: LX_SO_LINGER. Returns 0. socket(7). */
LX_API int GetsockoptLinger(int sockfd, int level, int optname, Linger *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/* SetsockoptLinger is Setsockopt of a Linger: LX_SO_LINGER. Returns 0. socket(7). */
LX_API int SetsockoptLinger(int sockfd, int level, int optname, const Linger *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * GetsockoptInet4Addr is Getsockopt of an IPv4 address, its bytes as they are written: LX_IP_MULTICAST_IF. Returns 0.
 * ip(7).
 */
LX_API int GetsockoptInet4Addr(int sockfd, int level, int optname, unsigned char value[4])
{
	unsigned int optlen = 4;
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < 4 ? -LX_EINVAL : result;
}

/*
 * SetsockoptInet4Addr is Setsockopt of an IPv4 address, its bytes as they are written: LX_IP_MULTICAST_IF. Returns 0.
 * ip(7).
 */
LX_API int SetsockoptInet4Addr(int sockfd, int level, int optname, const unsigned char value[4])
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), 4);
}

/*
 * GetsockoptIPMreq is Getsockopt of an IPMreq, as Go has it. No option of Linux gives one: LX_IP_MULTICAST_IF gives an
 * address alone, which is then in multiaddr, and the rest is zero. Returns 0. ip(7).
 */
LX_API int GetsockoptIPMreq(int sockfd, int level, int optname, IPMreq *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	if (result >= 0)
		lx_clear_rest(value, optlen, sizeof(*value));
	return result;
}

/*
 * SetsockoptIPMreq is Setsockopt of an IPMreq: LX_IP_ADD_MEMBERSHIP, LX_IP_DROP_MEMBERSHIP. Returns 0. -EADDRINUSE: a
 * member already; -ENODEV: no interface leads there; -EADDRNOTAVAIL: not a member. ip(7).
 */
LX_API int SetsockoptIPMreq(int sockfd, int level, int optname, const IPMreq *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * GetsockoptIPMreqn is Getsockopt of an IPMreqn; what is said of GetsockoptIPMreq holds for it too. Returns 0. ip(7).
 */
LX_API int GetsockoptIPMreqn(int sockfd, int level, int optname, IPMreqn *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	if (result >= 0)
		lx_clear_rest(value, optlen, sizeof(*value));
	return result;
}

/*
 * SetsockoptIPMreqn is SetsockoptIPMreq with an interface's index, and sets LX_IP_MULTICAST_IF too. Returns 0. ip(7).
 */
LX_API int SetsockoptIPMreqn(int sockfd, int level, int optname, const IPMreqn *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/* GetsockoptIPv6Mreq is Getsockopt of an IPv6Mreq, as Go has it; no option of Linux gives one. Returns 0. ipv6(7). */
LX_API int GetsockoptIPv6Mreq(int sockfd, int level, int optname, IPv6Mreq *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * SetsockoptIPv6Mreq is Setsockopt of an IPv6Mreq: LX_IPV6_ADD_MEMBERSHIP, LX_IPV6_DROP_MEMBERSHIP,
 * LX_IPV6_JOIN_ANYCAST. Returns 0. -EADDRINUSE: a member already; -EADDRNOTAVAIL: not a member. ipv6(7).
 */
LX_API int SetsockoptIPv6Mreq(int sockfd, int level, int optname, const IPv6Mreq *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * GetsockoptIPv6MTUInfo is Getsockopt of an IPv6MTUInfo: LX_IPV6_PATHMTU, of a connected socket (else -ENOTCONN).
 * Returns 0. ipv6(7).
 */
LX_API int GetsockoptIPv6MTUInfo(int sockfd, int level, int optname, IPv6MTUInfo *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * GetsockoptICMPv6Filter is Getsockopt of an ICMPv6Filter: LX_ICMPV6_FILTER at LX_SOL_ICMPV6, of a raw socket. Returns
 * 0. ipv6(7).
 */
LX_API int GetsockoptICMPv6Filter(int sockfd, int level, int optname, ICMPv6Filter *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * SetsockoptICMPv6Filter is Setsockopt of an ICMPv6Filter: LX_ICMPV6_FILTER at LX_SOL_ICMPV6, of a raw socket. Returns
 * 0. ipv6(7).
 */
LX_API int SetsockoptICMPv6Filter(int sockfd, int level, int optname, const ICMPv6Filter *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * GetsockoptUcred is Getsockopt of a Ucred: LX_SO_PEERCRED, who connected, listened or made the pair; a pid of 0 and
 * ids of ~0: nobody did. Returns 0. unix(7).
 */
LX_API int GetsockoptUcred(int sockfd, int level, int optname, Ucred *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * GetsockoptTpacketStats is Getsockopt of a TpacketStats: LX_PACKET_STATISTICS at LX_SOL_PACKET. Returns 0. packet(7).
 */
LX_API int GetsockoptTpacketStats(int sockfd, int level, int optname, TpacketStats *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * GetsockoptTpacketStatsV3 is GetsockoptTpacketStats after LX_PACKET_VERSION was set to LX_TPACKET_V3; before that:
 * -EINVAL. Returns 0. Since Linux 3.2. packet(7).
 */
LX_API int GetsockoptTpacketStatsV3(int sockfd, int level, int optname, TpacketStatsV3 *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * SetsockoptPacketMreq is Setsockopt of a PacketMreq: LX_PACKET_ADD_MEMBERSHIP, LX_PACKET_DROP_MEMBERSHIP. Returns 0.
 * packet(7).
 */
LX_API int SetsockoptPacketMreq(int sockfd, int level, int optname, const PacketMreq *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * SetsockoptTpacketReq is Setsockopt of a TpacketReq: LX_PACKET_RX_RING, LX_PACKET_TX_RING; all zero takes the ring
 * away. Returns 0. -EINVAL: sizes that do not fit together; -EBUSY: the ring is mapped. packet(7).
 */
LX_API int SetsockoptTpacketReq(int sockfd, int level, int optname, const TpacketReq *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * SetsockoptTpacketReq3 is SetsockoptTpacketReq after LX_PACKET_VERSION was set to LX_TPACKET_V3. Since Linux 3.2.
 * packet(7).
 */
LX_API int SetsockoptTpacketReq3(int sockfd, int level, int optname, const TpacketReq3 *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * SetsockoptSockFprog is Setsockopt of a filter program: LX_SO_ATTACH_FILTER, LX_SO_ATTACH_REUSEPORT_CBPF. Returns 0.
 * -EINVAL: the program is wrong, or empty; -EPERM: LX_SO_LOCK_FILTER. socket(7).
 */
LX_API int SetsockoptSockFprog(int sockfd, int level, int optname, const SockFprog *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * SetsockoptCanRawFilter is Setsockopt of count filters: LX_CAN_RAW_FILTER at LX_SOL_CAN_RAW. A frame is received when
 * one of them lets it through, so with count 0 none is. Returns 0. -EINVAL: more than LX_CAN_RAW_FILTER_MAX.
 */
LX_API int SetsockoptCanRawFilter(int sockfd, int level, int optname, const CanFilter *filter, unsigned int count)
{
	int optlen = count <= 0x7fffffff / sizeof(*filter) ? (int)(count * sizeof(*filter)) : -1;

	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(filter), optlen);
}

/*
 * SetsockoptTCPRepairOpt is Setsockopt of count TCPRepairOpts: LX_TCP_REPAIR_OPTIONS at LX_SOL_TCP, of a connected
 * socket with LX_TCP_REPAIR set. Those before one that is refused are taken. Returns 0. -EINVAL: count is 0, or
 * LX_TCP_REPAIR is not set; -EPERM: not connected, or it has sent already. Since Linux 3.5.
 */
LX_API int SetsockoptTCPRepairOpt(int sockfd, int level, int optname, const TCPRepairOpt *opts, unsigned int count)
{
	int optlen = count <= 0x7fffffff / sizeof(*opts) ? (int)(count * sizeof(*opts)) : -1;

	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(opts), optlen);
}

/*
 * SetsockoptTCPMD5Sig is Setsockopt of a TCPMD5Sig: LX_TCP_MD5SIG, and with flags LX_TCP_MD5SIG_EXT (Linux 4.13), at
 * LX_SOL_TCP, before Connect or Listen. Returns 0. -ENOENT: there was no key to take away; -ENOPROTOOPT: the kernel is
 * built without them. Since Linux 2.6.20. tcp(7).
 */
LX_API int SetsockoptTCPMD5Sig(int sockfd, int level, int optname, const TCPMD5Sig *value)
{
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), sizeof(*value));
}

/*
 * GetsockoptTCPCCVegasInfo is Getsockopt of a TCPVegasInfo: LX_TCP_CC_INFO at LX_SOL_TCP where GetsockoptString of
 * LX_TCP_CONGESTION gives an algorithm that has one, as vegas; the kernel does not tell it from a TCPDCTCPInfo. Returns
 * 0. -EINVAL: the algorithm gives something else, or nothing. Since Linux 4.1.
 */
LX_API int GetsockoptTCPCCVegasInfo(int sockfd, int level, int optname, TCPVegasInfo *value)
{
	TCPCCInfo info;
	unsigned int optlen = sizeof(info);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(&info), LX_PTR(&optlen));
	if (result < 0)
		return result;
	if (optlen != sizeof(*value))
		return -LX_EINVAL;
	value->enabled = info.vegas.enabled;
	value->rttcnt = info.vegas.rttcnt;
	value->rtt = info.vegas.rtt;
	value->minrtt = info.vegas.minrtt;
	return result;
}

/*
 * GetsockoptTCPCCDCTCPInfo is Getsockopt of a TCPDCTCPInfo: LX_TCP_CC_INFO at LX_SOL_TCP where the algorithm is dctcp;
 * what is said of GetsockoptTCPCCVegasInfo holds for it too. Returns 0. Since Linux 4.1.
 */
LX_API int GetsockoptTCPCCDCTCPInfo(int sockfd, int level, int optname, TCPDCTCPInfo *value)
{
	TCPCCInfo info;
	unsigned int optlen = sizeof(info);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(&info), LX_PTR(&optlen));
	if (result < 0)
		return result;
	if (optlen != sizeof(*value))
		return -LX_EINVAL;
	value->enabled = info.dctcp.enabled;
	value->ce_state = info.dctcp.ce_state;
	value->alpha = info.dctcp.alpha;
	value->ab_ecn = info.dctcp.ab_ecn;
	value->ab_tot = info.dctcp.ab_tot;
	return result;
}

/*
 * GetsockoptTCPCCBBRInfo is Getsockopt of a TCPBBRInfo: LX_TCP_CC_INFO at LX_SOL_TCP where the algorithm is bbr.
 * Returns 0. -EINVAL: the algorithm gives something else, or nothing. Since Linux 4.9.
 */
LX_API int GetsockoptTCPCCBBRInfo(int sockfd, int level, int optname, TCPBBRInfo *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	return result >= 0 && optlen < sizeof(*value) ? -LX_EINVAL : result;
}

/*
 * GetsockoptTCPInfo is Getsockopt of a TCPInfo: LX_TCP_INFO at LX_SOL_TCP. Returns how many bytes of it this kernel
 * has; what is after these is zero. tcp(7).
 */
LX_API int GetsockoptTCPInfo(int sockfd, int level, int optname, TCPInfo *value)
{
	unsigned int optlen = sizeof(*value);
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	if (result < 0)
		return result;
	lx_clear_rest(value, optlen, sizeof(*value));
	return (int)optlen;
}

/*
 * GetsockoptString is Getsockopt of a string into size bytes: LX_TCP_CONGESTION, LX_SO_BINDTODEVICE (size at least 16),
 * LX_SO_PEERSEC. Some come with their NUL or several and some without; here one follows always. Returns the string's
 * length. -ERANGE: value has no room for it; what is in it is not to be used. socket(7), tcp(7).
 */
LX_API int GetsockoptString(int sockfd, int level, int optname, char *value, unsigned int size)
{
	unsigned int optlen = size, n = 0;
	int result;

	result = (int)lx_trap5(LX_SYS_getsockopt, sockfd, level, optname, LX_PTR(value), LX_PTR(&optlen));
	if (result < 0)
		return result;
	while (n < optlen && n < size && value[n])
		n++;
	if (n >= size)
		return -LX_ERANGE;
	value[n] = '\0';
	return (int)n;
}

/* SetsockoptString is Setsockopt of a string, without its NUL: LX_TCP_CONGESTION, LX_TCP_ULP. Returns 0. tcp(7). */
LX_API int SetsockoptString(int sockfd, int level, int optname, const char *value)
{
	unsigned int n = 0;

	while (value[n]) {
		n++;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of strlen */
	}
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, level, optname, LX_PTR(value), n);
}

/*
 * BindToDevice makes a socket receive from, and send through, the interface of this name alone; "": any again.
 * Returns 0. -ENODEV: there is none; -EPERM: it has one already, and there is no CAP_NET_RAW. socket(7).
 */
LX_API int BindToDevice(int sockfd, const char *device)
{
	unsigned int n = 0;

	while (device[n]) {
		n++;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of strlen */
	}
	return (int)lx_trap5(LX_SYS_setsockopt, sockfd, LX_SOL_SOCKET, LX_SO_BINDTODEVICE, LX_PTR(device), n);
}

#endif /* BARECALL_EXTERN */
#endif
