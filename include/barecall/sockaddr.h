/*
 * Socket addresses as a program thinks of them: a Sockaddr of any family, checked when it becomes the kernel's bytes,
 * and read from the kernel's bytes without trusting them. The functions are linked from libbarecall.a.
 *
 * Ports are in host byte order, addresses are bytes in the order in which they are written.
 */
#ifndef LX_SOCKADDR_H
#define LX_SOCKADDR_H

#include "base.h"
#include "types/socket.h"
#include "uapi/net.h"
#include "uapi/sockaddr.h"

/* ---- What the kernel takes and gives, of the families that net.h leaves out. */

/* RawSockaddrHCI: a Bluetooth adapter. struct sockaddr_hci (include/net/bluetooth/hci_sock.h). */
typedef struct RawSockaddrHCI {
	unsigned short family; /* LX_AF_BLUETOOTH */
	unsigned short dev;
	unsigned short channel;
} RawSockaddrHCI;

/* RawSockaddrL2: a Bluetooth device and service. struct sockaddr_l2 (include/net/bluetooth/l2cap.h). */
typedef struct RawSockaddrL2 {
	unsigned short family; /* LX_AF_BLUETOOTH */
	unsigned short psm;
	unsigned char bdaddr[6]; /* last byte first */
	unsigned short cid;
	unsigned char bdaddr_type;
} RawSockaddrL2;

/* RawSockaddrRFCOMM: a Bluetooth device and channel. struct sockaddr_rc (include/net/bluetooth/rfcomm.h). */
typedef struct RawSockaddrRFCOMM {
	unsigned short family; /* LX_AF_BLUETOOTH */
	unsigned char bdaddr[6]; /* last byte first */
	unsigned char channel;
} RawSockaddrRFCOMM;

/* RawSockaddrCAN: a CAN interface, and what the protocol adds. struct sockaddr_can. */
typedef struct RawSockaddrCAN {
	unsigned short family; /* LX_AF_CAN */
	int ifindex;
	union {
		struct {
			unsigned int rx_id;
			unsigned int tx_id;
		} tp;
		struct {
			unsigned long name;
			unsigned int pgn;
			unsigned char addr;
		} j1939;
	} u;
} RawSockaddrCAN;

/* RawSockaddrALG: an algorithm of the kernel. struct sockaddr_alg. */
typedef struct RawSockaddrALG {
	unsigned short family; /* LX_AF_ALG */
	unsigned char type[14];
	unsigned int feat;
	unsigned int mask;
	unsigned char name[64];
} RawSockaddrALG;

/* RawSockaddrVM: a virtual machine and a port. struct sockaddr_vm. */
typedef struct RawSockaddrVM {
	unsigned short family; /* LX_AF_VSOCK */
	unsigned short reserved;
	unsigned int port;
	unsigned int cid;
	unsigned char flags;
	unsigned char zero[3];
} RawSockaddrVM;

/* RawSockaddrXDP: a queue of an interface. struct sockaddr_xdp. */
typedef struct RawSockaddrXDP {
	unsigned short family; /* LX_AF_XDP */
	unsigned short flags;
	unsigned int ifindex;
	unsigned int queue_id;
	unsigned int shared_umem_fd;
} RawSockaddrXDP;

/* RawSockaddrPPPoX: a PPPoE session. struct sockaddr_pppox, of whose protocols this is LX_PX_PROTO_OE. */
typedef struct RawSockaddrPPPoX {
	unsigned short family; /* LX_AF_PPPOX */
	unsigned int protocol; /* LX_PX_PROTO_OE */
	unsigned short sid; /* network byte order */
	unsigned char remote[6];
	char dev[16];
} __attribute__((__packed__)) RawSockaddrPPPoX;

/* TIPCSocketAddr: one socket of TIPC. struct tipc_socket_addr. */
typedef struct TIPCSocketAddr {
	unsigned int ref;
	unsigned int node;
} TIPCSocketAddr;

/* TIPCServiceRange: a range of instances of a service. struct tipc_service_range. */
typedef struct TIPCServiceRange {
	unsigned int type;
	unsigned int lower;
	unsigned int upper;
} TIPCServiceRange;

/* TIPCServiceName: one instance of a service, and where to look for it. struct sockaddr_tipc has it nameless. */
typedef struct TIPCServiceName {
	unsigned int type;
	unsigned int instance;
	unsigned int domain; /* node, or 0 for any */
} TIPCServiceName;

/* TIPCAddr: which member holds is told by an addrtype beside it. */
typedef union TIPCAddr {
	TIPCSocketAddr socket; /* LX_TIPC_SOCKET_ADDR */
	TIPCServiceRange range; /* LX_TIPC_SERVICE_RANGE */
	TIPCServiceName name; /* LX_TIPC_SERVICE_ADDR */
} TIPCAddr;

/* RawSockaddrTIPC: a service or socket of a cluster. struct sockaddr_tipc. */
typedef struct RawSockaddrTIPC {
	unsigned short family; /* LX_AF_TIPC */
	unsigned char addrtype; /* LX_TIPC_*_ADDR, LX_TIPC_SERVICE_RANGE */
	signed char scope;
	TIPCAddr addr;
} RawSockaddrTIPC;

/* RawSockaddrL2TPIP: an L2TP tunnel over IPv4. struct sockaddr_l2tpip. */
typedef struct RawSockaddrL2TPIP {
	unsigned short family; /* LX_AF_INET */
	unsigned short unused;
	unsigned int addr; /* network byte order */
	unsigned int conn_id;
	unsigned char pad[4];
} RawSockaddrL2TPIP;

/* RawSockaddrL2TPIP6: an L2TP tunnel over IPv6. struct sockaddr_l2tpip6. */
typedef struct RawSockaddrL2TPIP6 {
	unsigned short family; /* LX_AF_INET6 */
	unsigned short unused;
	unsigned int flowinfo; /* network byte order */
	unsigned char addr[16];
	unsigned int scope_id;
	unsigned int conn_id;
} RawSockaddrL2TPIP6;

/* RawSockaddrIUCV: a guest of z/VM and a program there. struct sockaddr_iucv (include/net/iucv/af_iucv.h). */
typedef struct RawSockaddrIUCV {
	unsigned short family; /* LX_AF_IUCV */
	unsigned short port;
	unsigned int addr;
	char nodeid[8]; /* blanks */
	char user_id[8]; /* filled up with blanks, as is name */
	char name[8];
} RawSockaddrIUCV;

/* RawSockaddrNFC: an NFC device and its target. struct sockaddr_nfc. */
typedef struct RawSockaddrNFC {
	unsigned short family; /* LX_AF_NFC */
	unsigned int dev_idx;
	unsigned int target_idx;
	unsigned int nfc_protocol;
} RawSockaddrNFC;

/* RawSockaddrNFCLLCP: a service of an NFC peer. struct sockaddr_nfc_llcp. */
typedef struct RawSockaddrNFCLLCP {
	unsigned short family; /* LX_AF_NFC */
	unsigned int dev_idx;
	unsigned int target_idx;
	unsigned int nfc_protocol;
	unsigned char dsap;
	unsigned char ssap;
	char service_name[63];
	unsigned long service_name_len;
} RawSockaddrNFCLLCP;

/* ---- What a program has. */

/* SockaddrInet4: an IPv4 address and port. */
typedef struct SockaddrInet4 {
	int port; /* 0 to 65535 */
	unsigned char addr[4]; /* 127, 0, 0, 1 */
} SockaddrInet4;

/* SockaddrInet6: an IPv6 address and port. */
typedef struct SockaddrInet6 {
	int port; /* 0 to 65535 */
	unsigned int zone_id; /* the interface of a link-local address, at most 0x7fffffff */
	unsigned int flowinfo; /* host byte order; 0, or a traffic class and flow label */
	unsigned char addr[16];
} SockaddrInet6;

/*
 * SockaddrUnix: len bytes of name. A path has 1 to 108 of them and no NUL among them; it is followed by one here, so
 * that name is a C string, and if it has less than 108 bytes there too. An abstract name has 1 to 108, of which the
 * first is a NUL and every one counts, other NULs too. No name has 0; Bind then chooses an abstract one.
 */
typedef struct SockaddrUnix {
	unsigned int len;
	char name[109];
} SockaddrUnix;

/* SockaddrLinklayer: an interface and a hardware address. */
typedef struct SockaddrLinklayer {
	int ifindex; /* 0: any */
	unsigned short protocol; /* LX_ETH_P_*, network byte order */
	unsigned short hatype;
	unsigned char pkttype; /* LX_PACKET_* */
	unsigned char halen; /* bytes of addr, at most 32: 6 for Ethernet, 20 for InfiniBand */
	unsigned char addr[32];
} SockaddrLinklayer;

/* SockaddrNetlink: a netlink port, 0 the kernel's or for Bind one that it chooses, and a set of multicast groups. */
typedef struct SockaddrNetlink {
	unsigned int pid;
	unsigned int groups;
} SockaddrNetlink;

/* SockaddrHCI: a Bluetooth adapter, or LX_HCI_DEV_NONE, and LX_HCI_CHANNEL_*. */
typedef struct SockaddrHCI {
	unsigned short dev;
	unsigned short channel;
} SockaddrHCI;

/* SockaddrL2: a Bluetooth device, and a service by psm or a channel by cid. */
typedef struct SockaddrL2 {
	unsigned short psm;
	unsigned short cid;
	unsigned char addr[6]; /* as written: 0x11 first for 11:22:33:44:55:66 */
	unsigned char addrtype; /* LX_BDADDR_* */
} SockaddrL2;

/* SockaddrRFCOMM: a Bluetooth device and a channel, 1 to 30. */
typedef struct SockaddrRFCOMM {
	unsigned char addr[6]; /* last byte first: 0x66 first for 11:22:33:44:55:66, unlike in SockaddrL2, as in Go */
	unsigned char channel;
} SockaddrRFCOMM;

/* SockaddrCAN: a CAN interface, and for the transport protocols two identifiers. */
typedef struct SockaddrCAN {
	int ifindex; /* 0: all */
	unsigned int rx_id;
	unsigned int tx_id;
} SockaddrCAN;

/* SockaddrCANJ1939: a CAN interface and a J1939 address: a name or an addr, and a parameter group. */
typedef struct SockaddrCANJ1939 {
	int ifindex;
	unsigned int pgn; /* or LX_J1939_NO_PGN */
	unsigned long name; /* or LX_J1939_NO_NAME */
	unsigned char addr; /* or LX_J1939_NO_ADDR */
} SockaddrCANJ1939;

/* SockaddrALG: an algorithm of the kernel: "hash" and "sha256". Both are C strings. */
typedef struct SockaddrALG {
	char type[14];
	char name[64];
	unsigned int feature;
	unsigned int mask;
} SockaddrALG;

/* SockaddrVM: a virtual machine, LX_VMADDR_CID_* or its own, and a port. */
typedef struct SockaddrVM {
	unsigned int cid;
	unsigned int port;
	unsigned char flags; /* LX_VMADDR_FLAG_TO_HOST, since Linux 5.11 */
} SockaddrVM;

/* SockaddrXDP: a queue of an interface, and with LX_XDP_SHARED_UMEM the socket whose memory is used. */
typedef struct SockaddrXDP {
	unsigned short flags; /* LX_XDP_* */
	unsigned int ifindex;
	unsigned int queue_id;
	unsigned int shared_umem_fd;
} SockaddrXDP;

/* SockaddrPPPoE: a session with a peer, over the interface of this name, a C string. */
typedef struct SockaddrPPPoE {
	unsigned short sid; /* host byte order */
	unsigned char remote[6];
	char dev[16];
} SockaddrPPPoE;

/* SockaddrTIPC: a service or socket of a cluster. */
typedef struct SockaddrTIPC {
	unsigned char addrtype; /* which member of addr holds: LX_TIPC_*_ADDR, LX_TIPC_SERVICE_RANGE */
	signed char scope; /* LX_TIPC_*_SCOPE; negative: Bind takes a service back */
	TIPCAddr addr;
} SockaddrTIPC;

/* SockaddrL2TPIP: an L2TP tunnel over IPv4. */
typedef struct SockaddrL2TPIP {
	unsigned char addr[4];
	unsigned int conn_id;
} SockaddrL2TPIP;

/* SockaddrL2TPIP6: an L2TP tunnel over IPv6. */
typedef struct SockaddrL2TPIP6 {
	unsigned char addr[16];
	unsigned int zone_id; /* as in SockaddrInet6 */
	unsigned int conn_id;
} SockaddrL2TPIP6;

/*
 * SockaddrIUCV: a guest of z/VM and a program there: C strings of at most 8 bytes, which are filled up with blanks on
 * their way to the kernel and come back so.
 */
typedef struct SockaddrIUCV {
	char user_id[9];
	char name[9];
} SockaddrIUCV;

/* SockaddrNFC: an NFC device and its target. */
typedef struct SockaddrNFC {
	unsigned int device_idx;
	unsigned int target_idx;
	unsigned int nfc_protocol;
} SockaddrNFC;

/* SockaddrNFCLLCP: a service of an NFC peer, by access point or by name. */
typedef struct SockaddrNFCLLCP {
	unsigned int device_idx;
	unsigned int target_idx;
	unsigned int nfc_protocol;
	unsigned char destination_sap;
	unsigned char source_sap;
	unsigned char service_name_len; /* at most 63 */
	char service_name[63];
} SockaddrNFCLLCP;

/*
 * Sockaddr: an address of any family. Which member of u holds is told by family, and where protocols of one family have
 * addresses of their own, by protocol, which is 0 elsewhere: begin with a zeroed one.
 */
typedef struct Sockaddr {
	unsigned short family; /* LX_AF_*; LX_AF_UNSPEC: none, which in Connect undoes a connection */
	int protocol;
	union {
		SockaddrInet4 inet4; /* LX_AF_INET */
		SockaddrL2TPIP l2tpip; /* LX_AF_INET, LX_IPPROTO_L2TP */
		SockaddrInet6 inet6; /* LX_AF_INET6 */
		SockaddrL2TPIP6 l2tpip6; /* LX_AF_INET6, LX_IPPROTO_L2TP */
		SockaddrUnix un; /* LX_AF_UNIX */
		SockaddrLinklayer linklayer; /* LX_AF_PACKET */
		SockaddrNetlink netlink; /* LX_AF_NETLINK */
		SockaddrL2 l2; /* LX_AF_BLUETOOTH, LX_BTPROTO_L2CAP */
		SockaddrHCI hci; /* LX_AF_BLUETOOTH, LX_BTPROTO_HCI */
		SockaddrRFCOMM rfcomm; /* LX_AF_BLUETOOTH, LX_BTPROTO_RFCOMM */
		SockaddrCAN can; /* LX_AF_CAN */
		SockaddrCANJ1939 j1939; /* LX_AF_CAN, LX_CAN_J1939 */
		SockaddrALG alg; /* LX_AF_ALG */
		SockaddrVM vm; /* LX_AF_VSOCK */
		SockaddrXDP xdp; /* LX_AF_XDP */
		SockaddrPPPoE pppoe; /* LX_AF_PPPOX */
		SockaddrTIPC tipc; /* LX_AF_TIPC */
		SockaddrIUCV iucv; /* LX_AF_IUCV */
		SockaddrNFC nfc; /* LX_AF_NFC, LX_NFC_SOCKPROTO_RAW */
		SockaddrNFCLLCP nfcllcp; /* LX_AF_NFC, LX_NFC_SOCKPROTO_LLCP */
	} u;
} Sockaddr;

/*
 * SockaddrEncode writes an address as the kernel takes it to raw, all of which it sets. Returns the length for Bind,
 * Connect and Sendto. -EINVAL: something is out of its range (a port, an interface, a zone, a length, a string without
 * its end, a NUL within a path); -EAFNOSUPPORT: not a family, or protocol, of Sockaddr. No system call.
 */
int SockaddrEncode(const Sockaddr *sa, RawSockaddrAny *raw) LX_SYMBOL("lx_SockaddrEncode");

/*
 * AnyToSockaddr reads an address of len bytes that the kernel wrote, and nothing after them. Where protocols of a
 * family differ it takes what the length tells, and otherwise the most common: SockaddrInet4, SockaddrInet6,
 * SockaddrCAN. AnyToSockaddrProtocol knows better. Returns 0; a len of 0 is LX_AF_UNSPEC, as from a sender without a
 * name. -EINVAL: the bytes are too few for the family, more than RawSockaddrAny has, or not right in themselves;
 * -EAFNOSUPPORT: not a family of Sockaddr. After an error sa is LX_AF_UNSPEC.
 *
 * Go's anyToSockaddr looks at no length: it cuts an abstract name at its second NUL, and writes its first one as '@',
 * like a path that begins so. Here name has the bytes themselves. It also gives the addr of a SockaddrL2 in the order
 * opposite to the one that it takes; here both are as written. No system call.
 */
int AnyToSockaddr(const RawSockaddrAny *raw, unsigned int len, Sockaddr *sa) LX_SYMBOL("lx_AnyToSockaddr");

/*
 * AnyToSockaddrProtocol is AnyToSockaddr for an address of a socket whose protocol is known, LX_SO_PROTOCOL tells it.
 * -1: it is not.
 */
int AnyToSockaddrProtocol(const RawSockaddrAny *raw, unsigned int len, int protocol, Sockaddr *sa)
	LX_SYMBOL("lx_AnyToSockaddrProtocol");

/*
 * SockaddrSetUnix makes sa the Unix address that a C string stands for as Go and most tools write it: a path, or an
 * abstract name with '@' for its leading NUL (a path that begins with '@' is "./@..."); "" is no name. Returns 0.
 * -EINVAL: longer than 108 bytes. No system call.
 */
int SockaddrSetUnix(Sockaddr *sa, const char *name) LX_SYMBOL("lx_SockaddrSetUnix");

/* BindSockaddr is Bind with a Sockaddr: SockaddrEncode's errors, and bind's. Returns 0. bind(2). */
int BindSockaddr(int sockfd, const Sockaddr *addr) LX_SYMBOL("lx_BindSockaddr");

/* ConnectSockaddr is Connect with a Sockaddr: SockaddrEncode's errors, and connect's. Returns 0. connect(2). */
int ConnectSockaddr(int sockfd, const Sockaddr *addr) LX_SYMBOL("lx_ConnectSockaddr");

/*
 * AcceptSockaddr is Accept with a Sockaddr for the peer's address (NULL: not wanted). An address that AnyToSockaddr
 * refuses, which no kernel gives for its own families, ends the connection: its error is returned. As in each
 * function below, LX_SO_PROTOCOL is asked for where the address leaves the protocol open: of LX_AF_BLUETOOTH,
 * LX_AF_CAN and L2TP. Returns a descriptor. accept(2).
 */
int AcceptSockaddr(int sockfd, Sockaddr *addr) LX_SYMBOL("lx_AcceptSockaddr");

/* Accept4Sockaddr is AcceptSockaddr with LX_SOCK_* in flags, as Accept4 has them. Since Linux 2.6.28. accept4(2). */
int Accept4Sockaddr(int sockfd, Sockaddr *addr, int flags) LX_SYMBOL("lx_Accept4Sockaddr");

/* GetsocknameSockaddr is Getsockname into a Sockaddr: getsockname's errors, and AnyToSockaddr's. getsockname(2). */
int GetsocknameSockaddr(int sockfd, Sockaddr *addr) LX_SYMBOL("lx_GetsocknameSockaddr");

/* GetpeernameSockaddr is Getpeername into a Sockaddr: getpeername's errors, and AnyToSockaddr's. getpeername(2). */
int GetpeernameSockaddr(int sockfd, Sockaddr *addr) LX_SYMBOL("lx_GetpeernameSockaddr");

/* SendtoSockaddr is Sendto with a Sockaddr, or NULL: SockaddrEncode's errors, and sendto's. sendto(2). */
long SendtoSockaddr(int sockfd, const void *buf, unsigned long len, unsigned int flags, const Sockaddr *dest_addr)
	LX_SYMBOL("lx_SendtoSockaddr");

/*
 * RecvfromSockaddr is Recvfrom with a Sockaddr for the sender's address (NULL: not wanted). That is LX_AF_UNSPEC where
 * there is none, as from a connected stream, or none that AnyToSockaddr knows: the data were received all the same.
 * recvfrom(2).
 */
long RecvfromSockaddr(int sockfd, void *buf, unsigned long len, unsigned int flags, Sockaddr *src_addr)
	LX_SYMBOL("lx_RecvfromSockaddr");

/*
 * SendmsgBuffers sends iovlen buffers, and ooblen bytes of control messages beside them, to an address (NULL: to where
 * the socket is connected). Without a byte in the buffers, control messages would not arrive on any socket but one of
 * datagrams: then LX_SO_TYPE is asked for, and one byte, a zero, goes with them, which is not counted. Returns how many
 * bytes were sent, SockaddrEncode's errors, and sendmsg's. sendmsg(2).
 */
long SendmsgBuffers(int sockfd, const Iovec *iov, unsigned long iovlen, const void *oob, unsigned long ooblen,
		    const Sockaddr *to, unsigned int flags) LX_SYMBOL("lx_SendmsgBuffers");

/* SendmsgN is SendmsgBuffers of one buffer. sendmsg(2). */
long SendmsgN(int sockfd, const void *buf, unsigned long len, const void *oob, unsigned long ooblen,
	      const Sockaddr *to, unsigned int flags) LX_SYMBOL("lx_SendmsgN");

/*
 * RecvmsgBuffers receives into iovlen buffers. ooblen (NULL: no room, no control messages) is the room at oob, and then
 * how much of it is used. recvflags (NULL: not wanted) receives LX_MSG_*: LX_MSG_TRUNC, LX_MSG_CTRUNC. from (NULL: not
 * wanted) is as in RecvfromSockaddr. Without room for a byte in the buffers, but for control messages, one is received
 * and thrown away on any socket but one of datagrams, as SendmsgBuffers sends it; unlike there it is counted, so that 0
 * is the end of a stream. Returns how many bytes came. recvmsg(2).
 */
long RecvmsgBuffers(int sockfd, const Iovec *iov, unsigned long iovlen, void *oob, unsigned long *ooblen,
		    unsigned int flags, int *recvflags, Sockaddr *from) LX_SYMBOL("lx_RecvmsgBuffers");

#endif
