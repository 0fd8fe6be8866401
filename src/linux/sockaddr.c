/*
 * Addresses between their two forms. The kernel's bytes are built and read in a local union: the caller's are
 * RawSockaddrAny to the compiler, and of what the kernel wrote there only as many as it said may be looked at.
 */
#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/net.h>
#include <barecall/sockaddr.h>

typedef union Raw {
	RawSockaddrAny any;
	RawSockaddrInet4 inet4;
	RawSockaddrInet6 inet6;
	RawSockaddrUnix un;
	RawSockaddrLinklayer linklayer;
	RawSockaddrNetlink netlink;
	RawSockaddrHCI hci;
	RawSockaddrL2 l2;
	RawSockaddrRFCOMM rfcomm;
	RawSockaddrCAN can;
	RawSockaddrALG alg;
	RawSockaddrVM vm;
	RawSockaddrXDP xdp;
	RawSockaddrPPPoX pppox;
	RawSockaddrTIPC tipc;
	RawSockaddrL2TPIP l2tpip;
	RawSockaddrL2TPIP6 l2tpip6;
	RawSockaddrIUCV iucv;
	RawSockaddrNFC nfc;
	RawSockaddrNFCLLCP nfcllcp;
	unsigned char bytes[128];
} Raw;

#define OFFSET(type, member) ((unsigned int)__builtin_offsetof(type, member))
#define UNIX_PATH OFFSET(RawSockaddrUnix, path)
#define LINKLAYER_ADDR OFFSET(RawSockaddrLinklayer, addr)

/* These loops would become calls of memcpy and memset without the empty asm. */
static void copy(void *to, const void *from, unsigned long size)
{
	unsigned char *t = to;
	const unsigned char *f = from;

	while (size--) {
		*t++ = *f++;
		__asm__ __volatile__("" : : : "memory");
	}
}

static void clear(void *to, unsigned long size)
{
	typedef unsigned long __attribute__((__may_alias__)) Word;
	Word *t = to;

	for (size /= sizeof(Word); size--; t++) {
		*t = 0;
		__asm__ __volatile__("" : : : "memory");
	}
}

_Static_assert(sizeof(Sockaddr) % sizeof(long) == 0 && sizeof(Raw) == sizeof(RawSockaddrAny), "cleared by words");

/* The length of a C string, or size if it does not end within that. */
static unsigned long length(const char *text, unsigned long size)
{
	unsigned long n = 0;

	while (n < size && text[n])
		n++;
	return n;
}

/* Copies a C string, and fails if it does not end within size. */
static int copy_string(void *to, const char *from, unsigned long size)
{
	unsigned long n = length(from, size);

	if (n == size)
		return -LX_EINVAL;
	copy(to, from, n);
	return 0;
}

static int valid_port(int port)
{
	return port >= 0 && port <= 0xffff;
}

/* An interface's index, as an address has it or a zone: the kernel's own are positive ints. */
static int valid_index(unsigned int index)
{
	return index <= 0x7fffffff;
}

static int encode_unix(const SockaddrUnix *un, Raw *raw)
{
	if (un->len > sizeof(raw->un.path))
		return -LX_EINVAL;
	copy(raw->un.path, un->name, un->len);
	if (!un->len || !un->name[0])
		return (int)(UNIX_PATH + un->len);
	if (length(un->name, un->len) != un->len)
		return -LX_EINVAL;
	return (int)(UNIX_PATH + un->len + (un->len < sizeof(raw->un.path)));
}

static int encode_bluetooth(const Sockaddr *sa, Raw *raw)
{
	unsigned int i;

	switch (sa->protocol) {
	case LX_BTPROTO_L2CAP:
		raw->l2.psm = sa->u.l2.psm;
		raw->l2.cid = sa->u.l2.cid;
		raw->l2.bdaddr_type = sa->u.l2.addrtype;
		for (i = 0; i < 6; i++)
			raw->l2.bdaddr[i] = sa->u.l2.addr[5 - i];
		return sizeof(raw->l2);
	case LX_BTPROTO_HCI:
		raw->hci.dev = sa->u.hci.dev;
		raw->hci.channel = sa->u.hci.channel;
		return sizeof(raw->hci);
	case LX_BTPROTO_RFCOMM:
		copy(raw->rfcomm.bdaddr, sa->u.rfcomm.addr, 6);
		raw->rfcomm.channel = sa->u.rfcomm.channel;
		return sizeof(raw->rfcomm);
	default:
		return -LX_EAFNOSUPPORT;
	}
}

static int encode_iucv(const SockaddrIUCV *iucv, Raw *raw)
{
	unsigned long user_id = length(iucv->user_id, 9), name = length(iucv->name, 9);
	unsigned int i;

	if (user_id > 8 || name > 8)
		return -LX_EINVAL;
	for (i = 0; i < 8; i++) {
		raw->iucv.nodeid[i] = ' ';
		raw->iucv.user_id[i] = i < user_id ? iucv->user_id[i] : ' ';
		raw->iucv.name[i] = i < name ? iucv->name[i] : ' ';
	}
	return sizeof(raw->iucv);
}

static int encode_linklayer(const SockaddrLinklayer *linklayer, Raw *raw)
{
	unsigned int n = LINKLAYER_ADDR + linklayer->halen;

	if (!valid_index((unsigned int)linklayer->ifindex) || linklayer->halen > sizeof(linklayer->addr))
		return -LX_EINVAL;
	raw->linklayer.protocol = linklayer->protocol;
	raw->linklayer.ifindex = linklayer->ifindex;
	raw->linklayer.hatype = linklayer->hatype;
	raw->linklayer.pkttype = linklayer->pkttype;
	raw->linklayer.halen = linklayer->halen;
	copy(raw->bytes + LINKLAYER_ADDR, linklayer->addr, linklayer->halen);
	return n > sizeof(raw->linklayer) ? (int)n : (int)sizeof(raw->linklayer);
}

static int encode_can(const Sockaddr *sa, Raw *raw)
{
	int j1939 = sa->protocol == LX_CAN_J1939;

	raw->can.ifindex = j1939 ? sa->u.j1939.ifindex : sa->u.can.ifindex;
	if (!valid_index((unsigned int)raw->can.ifindex))
		return -LX_EINVAL;
	if (j1939) {
		raw->can.u.j1939.name = sa->u.j1939.name;
		raw->can.u.j1939.pgn = sa->u.j1939.pgn;
		raw->can.u.j1939.addr = sa->u.j1939.addr;
	} else {
		raw->can.u.tp.rx_id = sa->u.can.rx_id;
		raw->can.u.tp.tx_id = sa->u.can.tx_id;
	}
	return sizeof(raw->can);
}

static int encode_nfc(const Sockaddr *sa, Raw *raw)
{
	const SockaddrNFCLLCP *llcp = &sa->u.nfcllcp;

	/* The members that both have are at the same places. */
	raw->nfc.dev_idx = sa->u.nfc.device_idx;
	raw->nfc.target_idx = sa->u.nfc.target_idx;
	raw->nfc.nfc_protocol = sa->u.nfc.nfc_protocol;
	if (sa->protocol == LX_NFC_SOCKPROTO_RAW)
		return sizeof(raw->nfc);
	if (sa->protocol != LX_NFC_SOCKPROTO_LLCP)
		return -LX_EAFNOSUPPORT;
	if (llcp->service_name_len > sizeof(llcp->service_name))
		return -LX_EINVAL;
	raw->nfcllcp.dsap = llcp->destination_sap;
	raw->nfcllcp.ssap = llcp->source_sap;
	raw->nfcllcp.service_name_len = llcp->service_name_len;
	copy(raw->nfcllcp.service_name, llcp->service_name, llcp->service_name_len);
	return sizeof(raw->nfcllcp);
}

static int encode_tipc(const SockaddrTIPC *tipc, Raw *raw)
{
	raw->tipc.addrtype = tipc->addrtype;
	raw->tipc.scope = tipc->scope;
	switch (tipc->addrtype) {
	case LX_TIPC_SOCKET_ADDR:
		copy(&raw->tipc.addr.socket, &tipc->addr.socket, sizeof(tipc->addr.socket));
		break;
	case LX_TIPC_SERVICE_RANGE:
		copy(&raw->tipc.addr.range, &tipc->addr.range, sizeof(tipc->addr.range));
		break;
	case LX_TIPC_SERVICE_ADDR:
		copy(&raw->tipc.addr.name, &tipc->addr.name, sizeof(tipc->addr.name));
		break;
	default:
		return -LX_EINVAL;
	}
	return sizeof(raw->tipc);
}

static int encode_inet4(const Sockaddr *sa, Raw *raw)
{
	if (sa->protocol == LX_IPPROTO_L2TP) {
		copy(&raw->l2tpip.addr, sa->u.l2tpip.addr, 4);
		raw->l2tpip.conn_id = sa->u.l2tpip.conn_id;
		return sizeof(raw->l2tpip);
	}
	if (!valid_port(sa->u.inet4.port))
		return -LX_EINVAL;
	raw->inet4.port = Htons((unsigned short)sa->u.inet4.port);
	copy(&raw->inet4.addr, sa->u.inet4.addr, 4);
	return sizeof(raw->inet4);
}

static int encode_inet6(const Sockaddr *sa, Raw *raw)
{
	if (sa->protocol == LX_IPPROTO_L2TP) {
		if (!valid_index(sa->u.l2tpip6.zone_id))
			return -LX_EINVAL;
		copy(raw->l2tpip6.addr, sa->u.l2tpip6.addr, 16);
		raw->l2tpip6.scope_id = sa->u.l2tpip6.zone_id;
		raw->l2tpip6.conn_id = sa->u.l2tpip6.conn_id;
		return sizeof(raw->l2tpip6);
	}
	if (!valid_port(sa->u.inet6.port) || !valid_index(sa->u.inet6.zone_id))
		return -LX_EINVAL;
	raw->inet6.port = Htons((unsigned short)sa->u.inet6.port);
	raw->inet6.flowinfo = Htonl(sa->u.inet6.flowinfo);
	raw->inet6.scope_id = sa->u.inet6.zone_id;
	copy(raw->inet6.addr, sa->u.inet6.addr, 16);
	return sizeof(raw->inet6);
}

static int encode(const Sockaddr *sa, Raw *raw)
{
	raw->any.family = sa->family;
	switch (sa->family) {
	case LX_AF_UNSPEC:
		return sizeof(raw->any.family);
	case LX_AF_INET:
		return encode_inet4(sa, raw);
	case LX_AF_INET6:
		return encode_inet6(sa, raw);
	case LX_AF_UNIX:
		return encode_unix(&sa->u.un, raw);
	case LX_AF_PACKET:
		return encode_linklayer(&sa->u.linklayer, raw);
	case LX_AF_NETLINK:
		raw->netlink.pid = sa->u.netlink.pid;
		raw->netlink.groups = sa->u.netlink.groups;
		return sizeof(raw->netlink);
	case LX_AF_BLUETOOTH:
		return encode_bluetooth(sa, raw);
	case LX_AF_CAN:
		return encode_can(sa, raw);
	case LX_AF_ALG:
		raw->alg.feat = sa->u.alg.feature;
		raw->alg.mask = sa->u.alg.mask;
		if (copy_string(raw->alg.type, sa->u.alg.type, sizeof(raw->alg.type)) ||
		    copy_string(raw->alg.name, sa->u.alg.name, sizeof(raw->alg.name)))
			return -LX_EINVAL;
		return sizeof(raw->alg);
	case LX_AF_VSOCK:
		raw->vm.cid = sa->u.vm.cid;
		raw->vm.port = sa->u.vm.port;
		raw->vm.flags = sa->u.vm.flags;
		return sizeof(raw->vm);
	case LX_AF_XDP:
		raw->xdp.flags = sa->u.xdp.flags;
		raw->xdp.ifindex = sa->u.xdp.ifindex;
		raw->xdp.queue_id = sa->u.xdp.queue_id;
		raw->xdp.shared_umem_fd = sa->u.xdp.shared_umem_fd;
		return sizeof(raw->xdp);
	case LX_AF_PPPOX:
		raw->pppox.protocol = LX_PX_PROTO_OE;
		raw->pppox.sid = Htons(sa->u.pppoe.sid);
		copy(raw->pppox.remote, sa->u.pppoe.remote, 6);
		if (copy_string(raw->pppox.dev, sa->u.pppoe.dev, sizeof(raw->pppox.dev)))
			return -LX_EINVAL;
		return sizeof(raw->pppox);
	case LX_AF_TIPC:
		return encode_tipc(&sa->u.tipc, raw);
	case LX_AF_IUCV:
		return encode_iucv(&sa->u.iucv, raw);
	case LX_AF_NFC:
		return encode_nfc(sa, raw);
	default:
		return -LX_EAFNOSUPPORT;
	}
}

int SockaddrEncode(const Sockaddr *sa, RawSockaddrAny *raw)
{
	Raw built;
	int size;

	clear(&built, sizeof(built));
	size = encode(sa, &built);
	if (size < 0)
		clear(&built, sizeof(built));
	copy(raw, &built, sizeof(built));
	return size;
}

static int decode_unix(const Raw *raw, unsigned int len, SockaddrUnix *un)
{
	unsigned int n = len - UNIX_PATH;

	/* The kernel counts a NUL after a path of 108 bytes, which it has no room to write. */
	if (n > sizeof(raw->un.path))
		n = sizeof(raw->un.path);
	if (n && raw->un.path[0])
		n = (unsigned int)length(raw->un.path, n);
	un->len = n;
	copy(un->name, raw->un.path, n);
	return 0;
}

static int decode_linklayer(const Raw *raw, unsigned int len, SockaddrLinklayer *linklayer)
{
	unsigned int n = raw->linklayer.halen;

	if (len < LINKLAYER_ADDR || n > sizeof(linklayer->addr) || n > len - LINKLAYER_ADDR)
		return -LX_EINVAL;
	linklayer->ifindex = raw->linklayer.ifindex;
	linklayer->protocol = raw->linklayer.protocol;
	linklayer->hatype = raw->linklayer.hatype;
	linklayer->pkttype = raw->linklayer.pkttype;
	linklayer->halen = raw->linklayer.halen;
	copy(linklayer->addr, raw->bytes + LINKLAYER_ADDR, n);
	return 0;
}

static int decode_bluetooth(const Raw *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	unsigned int i;

	if (protocol < 0)
		protocol = len == sizeof(raw->hci) ? LX_BTPROTO_HCI :
			   len == sizeof(raw->rfcomm) ? LX_BTPROTO_RFCOMM :
			   len == sizeof(raw->l2) ? LX_BTPROTO_L2CAP : -1;
	sa->protocol = protocol;
	switch (protocol) {
	case LX_BTPROTO_L2CAP:
		if (len < sizeof(raw->l2))
			return -LX_EINVAL;
		sa->u.l2.psm = raw->l2.psm;
		sa->u.l2.cid = raw->l2.cid;
		sa->u.l2.addrtype = raw->l2.bdaddr_type;
		for (i = 0; i < 6; i++)
			sa->u.l2.addr[i] = raw->l2.bdaddr[5 - i];
		return 0;
	case LX_BTPROTO_HCI:
		if (len < sizeof(raw->hci))
			return -LX_EINVAL;
		sa->u.hci.dev = raw->hci.dev;
		sa->u.hci.channel = raw->hci.channel;
		return 0;
	case LX_BTPROTO_RFCOMM:
		if (len < sizeof(raw->rfcomm))
			return -LX_EINVAL;
		copy(sa->u.rfcomm.addr, raw->rfcomm.bdaddr, 6);
		sa->u.rfcomm.channel = raw->rfcomm.channel;
		return 0;
	default:
		return -LX_EAFNOSUPPORT;
	}
}

/* Raw and bcm sockets give an interface alone, the transport protocols their identifiers, and J1939 all there is. */
static int decode_can(const Raw *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	if (len < OFFSET(RawSockaddrCAN, u))
		return -LX_EINVAL;
	if (protocol != LX_CAN_J1939) {
		sa->u.can.ifindex = raw->can.ifindex;
		sa->u.can.rx_id = raw->can.u.tp.rx_id;
		sa->u.can.tx_id = raw->can.u.tp.tx_id;
		return 0;
	}
	if (len < sizeof(raw->can))
		return -LX_EINVAL;
	sa->protocol = protocol;
	sa->u.j1939.ifindex = raw->can.ifindex;
	sa->u.j1939.name = raw->can.u.j1939.name;
	sa->u.j1939.pgn = raw->can.u.j1939.pgn;
	sa->u.j1939.addr = raw->can.u.j1939.addr;
	return 0;
}

static int decode_nfc(const Raw *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	SockaddrNFCLLCP *llcp = &sa->u.nfcllcp;

	if (protocol < 0)
		protocol = len == sizeof(raw->nfcllcp) ? LX_NFC_SOCKPROTO_LLCP : LX_NFC_SOCKPROTO_RAW;
	if (protocol != LX_NFC_SOCKPROTO_LLCP && protocol != LX_NFC_SOCKPROTO_RAW)
		return -LX_EAFNOSUPPORT;
	if (len < (protocol == LX_NFC_SOCKPROTO_LLCP ? sizeof(raw->nfcllcp) : sizeof(raw->nfc)))
		return -LX_EINVAL;
	sa->protocol = protocol;
	sa->u.nfc.device_idx = raw->nfc.dev_idx;
	sa->u.nfc.target_idx = raw->nfc.target_idx;
	sa->u.nfc.nfc_protocol = raw->nfc.nfc_protocol;
	if (protocol == LX_NFC_SOCKPROTO_RAW)
		return 0;
	if (raw->nfcllcp.service_name_len > sizeof(llcp->service_name))
		return -LX_EINVAL;
	llcp->destination_sap = raw->nfcllcp.dsap;
	llcp->source_sap = raw->nfcllcp.ssap;
	llcp->service_name_len = (unsigned char)raw->nfcllcp.service_name_len;
	copy(llcp->service_name, raw->nfcllcp.service_name, llcp->service_name_len);
	return 0;
}

static int decode_tipc(const Raw *raw, unsigned int len, SockaddrTIPC *tipc)
{
	if (len < sizeof(raw->tipc))
		return -LX_EINVAL;
	tipc->addrtype = raw->tipc.addrtype;
	tipc->scope = raw->tipc.scope;
	switch (tipc->addrtype) {
	case LX_TIPC_SOCKET_ADDR:
		copy(&tipc->addr.socket, &raw->tipc.addr.socket, sizeof(tipc->addr.socket));
		return 0;
	case LX_TIPC_SERVICE_RANGE:
		copy(&tipc->addr.range, &raw->tipc.addr.range, sizeof(tipc->addr.range));
		return 0;
	case LX_TIPC_SERVICE_ADDR:
		copy(&tipc->addr.name, &raw->tipc.addr.name, sizeof(tipc->addr.name));
		return 0;
	default:
		return -LX_EINVAL;
	}
}

static int decode_inet4(const Raw *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	if (len < sizeof(raw->inet4))
		return -LX_EINVAL;
	if (protocol == LX_IPPROTO_L2TP) {
		sa->protocol = protocol;
		copy(sa->u.l2tpip.addr, &raw->l2tpip.addr, 4);
		sa->u.l2tpip.conn_id = raw->l2tpip.conn_id;
		return 0;
	}
	sa->u.inet4.port = Htons(raw->inet4.port);
	copy(sa->u.inet4.addr, &raw->inet4.addr, 4);
	return 0;
}

/* The kernel's smallest IPv6 address, of RFC 2133, is one without a zone. */
static int decode_inet6(const Raw *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	if (len < OFFSET(RawSockaddrInet6, scope_id))
		return -LX_EINVAL;
	if (protocol == LX_IPPROTO_L2TP) {
		if (len < sizeof(raw->l2tpip6))
			return -LX_EINVAL;
		sa->protocol = protocol;
		copy(sa->u.l2tpip6.addr, raw->l2tpip6.addr, 16);
		sa->u.l2tpip6.zone_id = raw->l2tpip6.scope_id;
		sa->u.l2tpip6.conn_id = raw->l2tpip6.conn_id;
		return 0;
	}
	sa->u.inet6.port = Htons(raw->inet6.port);
	sa->u.inet6.flowinfo = Htonl(raw->inet6.flowinfo);
	sa->u.inet6.zone_id = raw->inet6.scope_id;
	copy(sa->u.inet6.addr, raw->inet6.addr, 16);
	return 0;
}

/* raw is zero after len bytes, of which there are two or more. */
static int decode(const Raw *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	switch (raw->any.family) {
	case LX_AF_UNSPEC:
		return 0;
	case LX_AF_INET:
		return decode_inet4(raw, len, protocol, sa);
	case LX_AF_INET6:
		return decode_inet6(raw, len, protocol, sa);
	case LX_AF_UNIX:
		return decode_unix(raw, len, &sa->u.un);
	case LX_AF_PACKET:
		return decode_linklayer(raw, len, &sa->u.linklayer);
	case LX_AF_NETLINK:
		if (len < sizeof(raw->netlink))
			return -LX_EINVAL;
		sa->u.netlink.pid = raw->netlink.pid;
		sa->u.netlink.groups = raw->netlink.groups;
		return 0;
	case LX_AF_BLUETOOTH:
		return decode_bluetooth(raw, len, protocol, sa);
	case LX_AF_CAN:
		return decode_can(raw, len, protocol, sa);
	case LX_AF_ALG:
		if (len < sizeof(raw->alg))
			return -LX_EINVAL;
		sa->u.alg.feature = raw->alg.feat;
		sa->u.alg.mask = raw->alg.mask;
		if (copy_string(sa->u.alg.type, (const char *)raw->alg.type, sizeof(raw->alg.type)))
			return -LX_EINVAL;
		return copy_string(sa->u.alg.name, (const char *)raw->alg.name, sizeof(raw->alg.name));
	case LX_AF_VSOCK:
		if (len < sizeof(raw->vm))
			return -LX_EINVAL;
		sa->u.vm.cid = raw->vm.cid;
		sa->u.vm.port = raw->vm.port;
		sa->u.vm.flags = raw->vm.flags;
		return 0;
	case LX_AF_XDP:
		if (len < sizeof(raw->xdp))
			return -LX_EINVAL;
		sa->u.xdp.flags = raw->xdp.flags;
		sa->u.xdp.ifindex = raw->xdp.ifindex;
		sa->u.xdp.queue_id = raw->xdp.queue_id;
		sa->u.xdp.shared_umem_fd = raw->xdp.shared_umem_fd;
		return 0;
	case LX_AF_PPPOX:
		if (len < sizeof(raw->pppox))
			return -LX_EINVAL;
		if (raw->pppox.protocol != LX_PX_PROTO_OE)
			return -LX_EAFNOSUPPORT;
		sa->u.pppoe.sid = Htons(raw->pppox.sid);
		copy(sa->u.pppoe.remote, raw->pppox.remote, 6);
		return copy_string(sa->u.pppoe.dev, raw->pppox.dev, sizeof(raw->pppox.dev));
	case LX_AF_TIPC:
		return decode_tipc(raw, len, &sa->u.tipc);
	case LX_AF_IUCV:
		if (len < sizeof(raw->iucv))
			return -LX_EINVAL;
		copy(sa->u.iucv.user_id, raw->iucv.user_id, 8);
		copy(sa->u.iucv.name, raw->iucv.name, 8);
		return 0;
	case LX_AF_NFC:
		return decode_nfc(raw, len, protocol, sa);
	default:
		return -LX_EAFNOSUPPORT;
	}
}

int AnyToSockaddrProtocol(const RawSockaddrAny *raw, unsigned int len, int protocol, Sockaddr *sa)
{
	Raw given;
	int result;

	clear(sa, sizeof(*sa));
	if (len == 0)
		return 0;
	if (len < sizeof(given.any.family) || len > sizeof(given))
		return -LX_EINVAL;
	clear(&given, sizeof(given));
	copy(&given, raw, len);
	sa->family = given.any.family;
	result = decode(&given, len, protocol, sa);
	if (result)
		clear(sa, sizeof(*sa));
	return result;
}

int AnyToSockaddr(const RawSockaddrAny *raw, unsigned int len, Sockaddr *sa)
{
	return AnyToSockaddrProtocol(raw, len, -1, sa);
}

int SockaddrSetUnix(Sockaddr *sa, const char *name)
{
	unsigned long n = length(name, sizeof(sa->u.un.name));

	clear(sa, sizeof(*sa));
	if (n == sizeof(sa->u.un.name))
		return -LX_EINVAL;
	sa->family = LX_AF_UNIX;
	sa->u.un.len = (unsigned int)n;
	copy(sa->u.un.name, name, n);
	if (name[0] == '@')
		sa->u.un.name[0] = 0;
	return 0;
}

/* Whether these may be an address of more than one protocol. Where IPv4 has zeroes L2TP has its connection. */
static int is_open(const Raw *raw, unsigned int len)
{
	if (len < sizeof(raw->any.family))
		return 0;
	switch (raw->any.family) {
	case LX_AF_BLUETOOTH:
		return 1;
	case LX_AF_CAN:
		return len >= sizeof(raw->can);
	case LX_AF_INET:
		return len >= sizeof(raw->l2tpip) && raw->l2tpip.conn_id;
	case LX_AF_INET6:
		return len == sizeof(raw->l2tpip6);
	default:
		return 0;
	}
}

/* Reads what the kernel wrote as an address of this socket, or of its peer. */
static int from_kernel(int sockfd, const Raw *raw, unsigned int len, Sockaddr *addr)
{
	int protocol = -1, result = 0;

	if (is_open(raw, len))
		result = GetsockoptInt(sockfd, LX_SOL_SOCKET, LX_SO_PROTOCOL, &protocol);
	if (result < 0) {
		clear(addr, sizeof(*addr));
		return result;
	}
	return AnyToSockaddrProtocol(&raw->any, len, protocol, addr);
}

int BindSockaddr(int sockfd, const Sockaddr *addr)
{
	RawSockaddrAny raw;
	int len = SockaddrEncode(addr, &raw);

	return len < 0 ? len : Bind(sockfd, &raw, (unsigned int)len);
}

int ConnectSockaddr(int sockfd, const Sockaddr *addr)
{
	RawSockaddrAny raw;
	int len = SockaddrEncode(addr, &raw);

	return len < 0 ? len : Connect(sockfd, &raw, (unsigned int)len);
}

int AcceptSockaddr(int sockfd, Sockaddr *addr)
{
	return Accept4Sockaddr(sockfd, addr, 0);
}

int Accept4Sockaddr(int sockfd, Sockaddr *addr, int flags)
{
	Raw raw;
	unsigned int len = sizeof(raw);
	int fd, result;

	if (!addr)
		return Accept4(sockfd, LX_NULL, LX_NULL, flags);
	fd = Accept4(sockfd, &raw, &len, flags);
	if (fd < 0) {
		clear(addr, sizeof(*addr));
		return fd;
	}
	result = from_kernel(sockfd, &raw, len, addr);
	if (result < 0) {
		Close(fd);
		return result;
	}
	return fd;
}

int GetsocknameSockaddr(int sockfd, Sockaddr *addr)
{
	Raw raw;
	unsigned int len = sizeof(raw);
	int result = Getsockname(sockfd, &raw, &len);

	if (result < 0) {
		clear(addr, sizeof(*addr));
		return result;
	}
	return from_kernel(sockfd, &raw, len, addr);
}

int GetpeernameSockaddr(int sockfd, Sockaddr *addr)
{
	Raw raw;
	unsigned int len = sizeof(raw);
	int result = Getpeername(sockfd, &raw, &len);

	if (result < 0) {
		clear(addr, sizeof(*addr));
		return result;
	}
	return from_kernel(sockfd, &raw, len, addr);
}

long SendtoSockaddr(int sockfd, const void *buf, unsigned long len, unsigned int flags, const Sockaddr *dest_addr)
{
	RawSockaddrAny raw;
	int addrlen;

	if (!dest_addr)
		return Sendto(sockfd, buf, len, flags, LX_NULL, 0);
	addrlen = SockaddrEncode(dest_addr, &raw);
	return addrlen < 0 ? addrlen : Sendto(sockfd, buf, len, flags, &raw, (unsigned int)addrlen);
}

long RecvfromSockaddr(int sockfd, void *buf, unsigned long len, unsigned int flags, Sockaddr *src_addr)
{
	Raw raw;
	unsigned int addrlen = sizeof(raw);
	long n;

	if (!src_addr)
		return Recvfrom(sockfd, buf, len, flags, LX_NULL, LX_NULL);
	n = Recvfrom(sockfd, buf, len, flags, &raw, &addrlen);
	if (n < 0)
		clear(src_addr, sizeof(*src_addr));
	else
		from_kernel(sockfd, &raw, addrlen, src_addr);
	return n;
}

/*
 * Prepares the buffers of a message: those given, or if there is no byte in them one byte, where control messages need
 * it. Returns whether it is that, or an error.
 */
static int prepare(int sockfd, Msghdr *msg, const Iovec *iov, unsigned long iovlen, Iovec *one)
{
	unsigned long i;
	int type, result;

	msg->iov = (Iovec *)LX_PTR(iov);
	msg->iovlen = iovlen;
	msg->flags = 0;
	if (!msg->controllen)
		return 0;
	for (i = 0; i < iovlen; i++)
		if (iov[i].len)
			return 0;
	result = GetsockoptInt(sockfd, LX_SOL_SOCKET, LX_SO_TYPE, &type);
	if (result < 0)
		return result;
	if (type == LX_SOCK_DGRAM)
		return 0;
	msg->iov = one;
	msg->iovlen = 1;
	return 1;
}

long SendmsgBuffers(int sockfd, const Iovec *iov, unsigned long iovlen, const void *oob, unsigned long ooblen,
		    const Sockaddr *to, unsigned int flags)
{
	RawSockaddrAny raw;
	Msghdr msg;
	Iovec one;
	char byte = 0;
	int dummy, namelen = 0;
	long n;

	if (to)
		namelen = SockaddrEncode(to, &raw);
	if (namelen < 0)
		return namelen;
	msg.name = to ? &raw : LX_NULL;
	msg.namelen = (unsigned int)namelen;
	msg.control = ooblen ? (void *)LX_PTR(oob) : LX_NULL;
	msg.controllen = ooblen;
	one.base = &byte;
	one.len = 1;
	dummy = prepare(sockfd, &msg, iov, iovlen, &one);
	if (dummy < 0)
		return dummy;
	n = Sendmsg(sockfd, &msg, flags);
	return dummy && n > 0 ? 0 : n;
}

long SendmsgN(int sockfd, const void *buf, unsigned long len, const void *oob, unsigned long ooblen,
	      const Sockaddr *to, unsigned int flags)
{
	Iovec iov;

	iov.base = (void *)LX_PTR(buf);
	iov.len = len;
	return SendmsgBuffers(sockfd, &iov, 1, oob, ooblen, to, flags);
}

long RecvmsgBuffers(int sockfd, const Iovec *iov, unsigned long iovlen, void *oob, unsigned long *ooblen,
		    unsigned int flags, int *recvflags, Sockaddr *from)
{
	Raw raw;
	Msghdr msg;
	Iovec one;
	char byte;
	int dummy;
	long n;

	msg.name = from ? &raw : LX_NULL;
	msg.namelen = from ? sizeof(raw) : 0;
	msg.controllen = ooblen ? *ooblen : 0;
	msg.control = msg.controllen ? oob : LX_NULL;
	one.base = &byte;
	one.len = 1;
	dummy = prepare(sockfd, &msg, iov, iovlen, &one);
	n = dummy < 0 ? dummy : Recvmsg(sockfd, &msg, flags);
	if (from && n < 0)
		clear(from, sizeof(*from));
	if (n < 0)
		return n;
	if (ooblen)
		*ooblen = msg.controllen;
	if (recvflags)
		*recvflags = msg.flags;
	if (from)
		from_kernel(sockfd, &raw, msg.namelen, from);
	return n;
}
