/*
 * ip: lists links, addresses, routes and rules in the words of iproute2's command of that name, and queueing disciplines in
 * those of its tc; and changes them.
 *
 *     ip [-4 | -6] link | addr | route | rule | qdisc
 *     ip link add NAME [link PARENT] type KIND, which is dummy | bridge | veth [peer NAME] | vlan id NUMBER |
 *         macvlan [mode private | vepa | bridge | passthru] | bond [mode NUMBER]
 *     ip link set NAME [up | down] [mtu NUMBER] [master NAME | nomaster]
 *     ip link del NAME
 *     ip tuntap add | del NAME mode tun | tap
 *     ip addr add | del ADDRESS/BITS dev NAME
 *     ip route add | del default | ADDRESS/BITS [via ADDRESS] [dev NAME] [metric NUMBER] [table NUMBER]
 *     ip rule add | del [from ADDRESS/BITS] [to ADDRESS/BITS] [iif NAME] [fwmark NUMBER] [pref NUMBER]
 *         [table NUMBER | blackhole | unreachable | prohibit]
 *     ip qdisc add | del dev NAME root [KIND [limit NUMBER]]
 *
 * Addresses are those of both families, or of one with -4 or -6; routes and rules those of IPv4, or IPv6 with -6, routes in
 * the main table. Rare things that ip tells of some links, routes and rules (virtual functions, encapsulation, realms,
 * round trip times, ports) are left out, and so are the options of queueing disciplines.
 *
 * A list is received as a whole before anything of it is printed, since the kernel may tell at its end that something
 * changed meanwhile; then it is asked for again.
 */
#include <barecall.h>
#include <barecall/dev/fibrules.h>
#include <barecall/dev/linkkind.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/qdisc.h>
#include <barecall/dev/tun.h>
#include <barecall/text.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- output: one buffer, written when it is full and at the end */

static char output[8192];
static unsigned long length;

static void flush(int fd)
{
	unsigned long done = 0;
	long n;

	for (; done < length; done += (unsigned long)n) {
		n = Write(fd, output + done, length - done);
		if (n == -LX_EINTR)
			n = 0;
		if (n < 0)
			Exit(1);
	}
	length = 0;
}

/* print adds to the output; no piece of a line is longer than PIECE. */
#define PIECE 512
static LX_FORMAT(1, 2) void print(const char *format, ...)
{
	__builtin_va_list args;

	if (sizeof(output) - length < PIECE)
		flush(1);
	__builtin_va_start(args, format);
	length += (unsigned long)FormatArgs(output + length, PIECE, format, args);
	__builtin_va_end(args);
}

/* fail prints `ip: WHAT: ENAME: message` and ends. text: the kernel's own message, or NULL. */
static void fail(const char *what, int error, const char *text)
{
	flush(1);
	print("ip: %s: %s: %s\n", what, ErrnoName(error), text ? text : ErrnoMessage(error));
	flush(2);
	Exit(2);
}

/* print_name prints text, and the name that a number has in a table, or the number. */
static void print_name(const char *text, const char *const *names, unsigned long count, unsigned int number)
{
	if (number < count && names[number])
		print("%s%s", text, names[number]);
	else
		print("%s%u", text, number);
}

static void print_address(const NetlinkAttr *attr)
{
	char text[46] = "";

	if (attr->len == 4)
		FormatInet4(text, sizeof(text), attr->data);
	else if (attr->len == 16)
		FormatInet6(text, sizeof(text), attr->data);
	print("%s", text);
}

static int is_same(const NetlinkAttr *a, const NetlinkAttr *b)
{
	unsigned int i;

	for (i = 0; i < a->len && i < b->len; i++)
		if (((const char *)a->data)[i] != ((const char *)b->data)[i])
			return 0;
	return a->len == b->len;
}

static void print_hardware_address(const NetlinkAttr *attr)
{
	const unsigned char *addr = attr->data;
	unsigned int i;

	for (i = 0; i < attr->len; i++)
		print(i ? ":%02x" : "%02x", addr[i]);
}

/* ---- lists that the kernel sent */

struct list {
	unsigned long len;
	unsigned long used; /* where next goes on */
	char messages[16 << 20]; /* takes memory only as far as it is filled */
};

static struct list links, addresses, routes, rules, qdiscs;
static NetlinkSocket nl;
static char buffer[32768];

/* append keeps a message, with the head before it and its padding. */
static int append(struct list *list, const NetlinkMessage *message)
{
	const char *bytes = (const char *)message->data - sizeof(message->header);
	unsigned long size = (message->header.len + 3UL) & ~3UL, i;

	if (size > sizeof(list->messages) - list->len)
		return -LX_ENOMEM;
	for (i = 0; i < message->header.len; i++)
		list->messages[list->len + i] = bytes[i];
	list->len += size;
	return 0;
}

/* receive asks for all there is of a type, and again when it changed meanwhile. fixed is the request's fixed part. */
static void receive(struct list *list, unsigned short type, const void *fixed, unsigned long size, const char *what)
{
	char room[64];
	NetlinkBuilder request;
	NetlinkMessage message;
	int result, tries = 10;

	do {
		list->len = 0;
		NetlinkBuild(&request, room, sizeof(room));
		NlmsgPut(&request, type, LX_NLM_F_DUMP, fixed, size);
		if (type == LX_RTM_GETLINK)
			NlaPutU32(&request, LX_IFLA_EXT_MASK, LX_RTEXT_FILTER_SKIP_STATS);
		result = NetlinkSend(&nl, &request);
		while (result == 0 && (result = NetlinkReceive(&nl, &message)) > 0)
			result = append(list, &message);
	} while (result == -LX_ESTALE && --tries > 0);
	if (result < 0)
		fail(what, result, nl.ack.text);
	list->used = 0;
}

/* next gives the next message of a list, its fixed part and attributes. Returns 1, or 0 at the end. */
static int next(struct list *list, void *fixed, unsigned long size, NetlinkAttr *attrs, unsigned int count)
{
	NetlinkMessage message;
	long offset;
	int result = NlmsgNext(list->messages, list->len, &list->used, &message);

	if (result > 0) {
		offset = NlmsgGet(&message, fixed, size);
		result = NlaParse(message.data, message.len, (unsigned long)offset, attrs, count);
		if (result == 0)
			return 1;
	}
	if (result < 0)
		fail("an answer of the kernel", result, LX_NULL);
	list->used = 0;
	return 0;
}

/* find_link gives a link's name, and its flags; NULL: there is no such link. links may be in the middle of a walk. */
static const char *find_link(unsigned int index, unsigned int *flags)
{
	unsigned long used = links.used;
	NetlinkAttr attrs[LX_IFLA_IFNAME + 1];
	const char *name = LX_NULL;
	IfInfomsg link;

	links.used = 0;
	while (!name && next(&links, &link, sizeof(link), attrs, COUNT(attrs)))
		if (link.index == (int)index)
			name = NlaGetString(&attrs[LX_IFLA_IFNAME]);
	*flags = name ? link.flags : 0;
	links.used = used;
	return name;
}

/* print_link prints text and a link's name. Returns the link's flags. */
static unsigned int print_link(const char *text, unsigned int index)
{
	unsigned int flags;
	const char *name = find_link(index, &flags);

	if (name)
		print("%s%s", text, name);
	else
		print("%sif%u", text, index);
	return flags;
}

/* print_number prints text and the number that an attribute has, nothing when there is none. */
static void print_number(const char *text, const NetlinkAttr *attr)
{
	unsigned int number;

	if (NlaGetU32(attr, &number) == 0)
		print("%s%u", text, number);
}

static void print_string(const char *text, const NetlinkAttr *attr)
{
	if (NlaGetString(attr))
		print("%s%s", text, NlaGetString(attr));
}

/* ---- flags, in the order in which ip prints them */

struct flag {
	unsigned int flag;
	const char *name;
};

static const struct flag link_flags[] = {
	{ LX_IFF_LOOPBACK, "LOOPBACK" }, { LX_IFF_BROADCAST, "BROADCAST" }, { LX_IFF_POINTOPOINT, "POINTOPOINT" },
	{ LX_IFF_MULTICAST, "MULTICAST" }, { LX_IFF_NOARP, "NOARP" }, { LX_IFF_ALLMULTI, "ALLMULTI" },
	{ LX_IFF_PROMISC, "PROMISC" }, { LX_IFF_MASTER, "MASTER" }, { LX_IFF_SLAVE, "SLAVE" }, { LX_IFF_DEBUG, "DEBUG" },
	{ LX_IFF_DYNAMIC, "DYNAMIC" }, { LX_IFF_AUTOMEDIA, "AUTOMEDIA" }, { LX_IFF_PORTSEL, "PORTSEL" },
	{ LX_IFF_NOTRAILERS, "NOTRAILERS" }, { LX_IFF_UP, "UP" }, { LX_IFF_LOWER_UP, "LOWER_UP" },
	{ LX_IFF_DORMANT, "DORMANT" }, { LX_IFF_ECHO, "ECHO" },
};

static const struct flag address_flags[] = {
	{ LX_IFA_F_NODAD, "nodad" }, { LX_IFA_F_OPTIMISTIC, "optimistic" }, { LX_IFA_F_DADFAILED, "dadfailed" },
	{ LX_IFA_F_HOMEADDRESS, "home" }, { LX_IFA_F_DEPRECATED, "deprecated" }, { LX_IFA_F_TENTATIVE, "tentative" },
	{ LX_IFA_F_PERMANENT, "dynamic" }, /* this one's name is that of its absence */
	{ LX_IFA_F_MANAGETEMPADDR, "mngtmpaddr" }, { LX_IFA_F_NOPREFIXROUTE, "noprefixroute" },
	{ LX_IFA_F_MCAUTOJOIN, "autojoin" }, { LX_IFA_F_STABLE_PRIVACY, "stable-privacy" },
};

static const struct flag route_flags[] = {
	{ LX_RTNH_F_DEAD, "dead" }, { LX_RTNH_F_ONLINK, "onlink" }, { LX_RTNH_F_PERVASIVE, "pervasive" },
	{ LX_RTNH_F_OFFLOAD, "offload" }, { LX_RTNH_F_TRAP, "trap" }, { LX_RTM_F_NOTIFY, "notify" },
	{ LX_RTNH_F_LINKDOWN, "linkdown" }, { LX_RTNH_F_UNRESOLVED, "unresolved" }, { LX_RTM_F_OFFLOAD, "rt_offload" },
	{ LX_RTM_F_TRAP, "rt_trap" }, { LX_RTM_F_OFFLOAD_FAILED, "rt_offload_failed" },
};

/* print_flags prints the names of flags, each between the texts. Returns the flags that have none. */
static unsigned int print_flags(const struct flag *table, unsigned long count, unsigned int flags, const char *before,
				const char *after)
{
	for (; count > 0; table++, count--)
		if (flags & table->flag) {
			print("%s%s%s", before, table->name, after);
			flags &= ~table->flag;
		}
	return flags;
}

/* ---- links */

/* print_link_flags prints them separated by commas. lower_down: the link below this one is not up. */
static void print_link_flags(unsigned int flags, int lower_down)
{
	unsigned long start;

	if (length > sizeof(output) / 2)
		flush(1);
	start = length;
	if ((flags & LX_IFF_UP) && !(flags & LX_IFF_RUNNING))
		print(",NO-CARRIER");
	flags &= ~(unsigned int)LX_IFF_RUNNING;
	flags = print_flags(link_flags, COUNT(link_flags), flags, ",", "");
	if (flags)
		print(",%x", flags);
	print(lower_down ? ",M-DOWN" : length == start ? "," : "");
	output[start] = '<';
	print(">");
}

/* print_queue_length asks for what an IPv6 list of links lacks. */
static void print_queue_length(const NetlinkAttr *name, const NetlinkAttr *attr)
{
	unsigned int number = 0, i;
	Ifreq request;

	if (NlaGetU32(attr, &number) < 0 && name->len <= sizeof(request.name)) {
		for (i = 0; i < name->len; i++)
			request.name[i] = ((const char *)name->data)[i];
		if (IoctlPtr(nl.fd, LX_SIOCGIFTXQLEN, &request) == 0)
			number = (unsigned int)request.u.ivalue;
	}
	if (number)
		print("qlen %u", number);
}

static void print_hardware(const IfInfomsg *link, const NetlinkAttr *attrs)
{
	static const struct flag types[] = {
		{ LX_ARPHRD_ETHER, "ether" }, { LX_ARPHRD_LOOPBACK, "loopback" }, { LX_ARPHRD_NONE, "none" },
		{ LX_ARPHRD_INFINIBAND, "infiniband" }, { LX_ARPHRD_PPP, "ppp" }, { LX_ARPHRD_TUNNEL, "ipip" },
		{ LX_ARPHRD_TUNNEL6, "tunnel6" }, { LX_ARPHRD_SIT, "sit" }, { LX_ARPHRD_IPGRE, "gre" },
		{ LX_ARPHRD_IP6GRE, "gre6" }, { LX_ARPHRD_CAN, "can" }, { LX_ARPHRD_NETLINK, "netlink" },
	};
	const NetlinkAttr *address = &attrs[LX_IFLA_ADDRESS], *broadcast = &attrs[LX_IFLA_BROADCAST];
	const NetlinkAttr *permanent = &attrs[LX_IFLA_PERM_ADDRESS];
	/* A tunnel's are those of its ends. */
	int is_inet = address->len == 4 || address->len == 16;
	void (*print_it)(const NetlinkAttr *) = is_inet ? print_address : print_hardware_address;
	unsigned int i;

	for (i = 0; i < COUNT(types) && types[i].flag != link->type; i++)
		;
	if (i < COUNT(types))
		print("    link/%s ", types[i].name);
	else
		print("    link/[%u] ", link->type);
	print_it(address);
	if (broadcast->data) {
		print(link->flags & LX_IFF_POINTOPOINT ? " peer " : " brd ");
		print_it(broadcast);
	}
	if (permanent->data && !is_same(permanent, address)) {
		print(" permaddr ");
		print_it(permanent);
	}
	print_number(" link-netnsid ", &attrs[LX_IFLA_LINK_NETNSID]);
	print("\n");
}

/* print_link_message prints a link: as `ip link`, as `ip addr`, or without its hardware, as `ip -4 addr`. */
static void print_link_message(const IfInfomsg *link, const NetlinkAttr *attrs, int is_link, int has_hardware)
{
	static const char *const states[] = { "UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT",
					      "UP" };
	static const char *const modes[] = { "DEFAULT", "DORMANT" };
	const NetlinkAttr *names = &attrs[LX_IFLA_PROP_LIST];
	unsigned long offset = 0;
	unsigned int number;
	unsigned char byte;
	int lower_down = 0;
	NetlinkAttr name;

	print("%u: ", (unsigned int)link->index);
	print_string("", &attrs[LX_IFLA_IFNAME]);
	if (NlaGetU32(&attrs[LX_IFLA_LINK], &number) == 0) {
		if (number == 0)
			print("@NONE");
		else if (attrs[LX_IFLA_LINK_NETNSID].data) /* the index is that of another network namespace */
			print("@if%u", number);
		else
			lower_down = !(print_link("@", number) & LX_IFF_UP);
	}
	print(": ");
	print_link_flags(link->flags, lower_down);
	print_number(" mtu ", &attrs[LX_IFLA_MTU]);
	print_string(" qdisc ", &attrs[LX_IFLA_QDISC]);
	if (NlaGetU32(&attrs[LX_IFLA_MASTER], &number) == 0)
		print_link(" master ", number);
	if (NlaGetU8(&attrs[LX_IFLA_OPERSTATE], &byte) == 0)
		print_name(" state ", states, COUNT(states), byte);
	if (is_link && NlaGetU8(&attrs[LX_IFLA_LINKMODE], &byte) == 0)
		print_name(" mode ", modes, COUNT(modes), byte);
	if (NlaGetU32(&attrs[LX_IFLA_GROUP], &number) == 0)
		print(number ? " group %u" : " group default", number);
	print(" ");
	print_queue_length(&attrs[LX_IFLA_IFNAME], &attrs[LX_IFLA_TXQLEN]);
	print("\n");
	if (has_hardware)
		print_hardware(link, attrs);
	if (is_link && attrs[LX_IFLA_IFALIAS].data) {
		print_string("    alias ", &attrs[LX_IFLA_IFALIAS]);
		print("\n");
	}
	while (names->data && NlaNext(names->data, names->len, &offset, &name) > 0)
		if (name.type == LX_IFLA_ALT_IFNAME) {
			print_string("    altname ", &name);
			print("\n");
		}
}

static void list_links(void)
{
	NetlinkAttr attrs[LX_IFLA_PERM_ADDRESS + 1];
	IfInfomsg link;

	while (next(&links, &link, sizeof(link), attrs, COUNT(attrs)))
		print_link_message(&link, attrs, 1, 1);
}

/* ---- addresses */

static void print_scope(unsigned int scope)
{
	static const char *const names[] = {
		[LX_RT_SCOPE_UNIVERSE] = "global", [LX_RT_SCOPE_SITE] = "site", [LX_RT_SCOPE_LINK] = "link",
		[LX_RT_SCOPE_HOST] = "host", [LX_RT_SCOPE_NOWHERE] = "nowhere",
	};

	print_name("scope ", names, COUNT(names), scope);
	print(" ");
}

static void print_lifetime(const char *text, unsigned int seconds)
{
	print(seconds == ~0U ? "%sforever" : "%s%usec", text, seconds);
}

static void print_address_message(const IfAddrmsg *message, const NetlinkAttr *attrs)
{
	const NetlinkAttr *address = &attrs[LX_IFA_ADDRESS], *local = &attrs[LX_IFA_LOCAL];
	unsigned int flags = message->flags, metric;
	int is_peer;
	IfaCacheinfo life;

	NlaGetU32(&attrs[LX_IFA_FLAGS], &flags);
	if (!local->data)
		local = address;
	is_peer = address->data && !is_same(address, local);
	print(message->family == LX_AF_INET ? "    inet " : "    inet6 ");
	print_address(local);
	if (is_peer) {
		print(" peer ");
		print_address(address);
	}
	print("/%u ", message->prefixlen);
	if (NlaGetU32(&attrs[LX_IFA_RT_PRIORITY], &metric) == 0)
		print("metric %u ", metric);
	if (attrs[LX_IFA_BROADCAST].data) {
		print("brd ");
		print_address(&attrs[LX_IFA_BROADCAST]);
		print(" ");
	}
	print_scope(message->scope);
	if (flags & LX_IFA_F_SECONDARY)
		print(message->family == LX_AF_INET ? "secondary " : "temporary ");
	print_flags(address_flags, COUNT(address_flags), flags ^ LX_IFA_F_PERMANENT, "", " ");
	print_string("", &attrs[LX_IFA_LABEL]);
	if (NlaGet(&attrs[LX_IFA_CACHEINFO], &life, sizeof(life)) == 0) {
		print_lifetime("\n       valid_lft ", life.valid);
		print_lifetime(" preferred_lft ", life.prefered);
	}
	print("\n");
}

/* list_addresses prints each link and its addresses; of one family only, links that have one. */
static void list_addresses(unsigned char family)
{
	NetlinkAttr link_attrs[LX_IFLA_PERM_ADDRESS + 1], attrs[LX_IFA_RT_PRIORITY + 1];
	IfAddrmsg message;
	IfInfomsg link;
	int shown;

	while (next(&links, &link, sizeof(link), link_attrs, COUNT(link_attrs))) {
		shown = family == LX_AF_UNSPEC;
		if (shown)
			print_link_message(&link, link_attrs, 0, 1);
		while (next(&addresses, &message, sizeof(message), attrs, COUNT(attrs))) {
			if ((int)message.index != link.index ||
			    (message.family != LX_AF_INET && message.family != LX_AF_INET6))
				continue;
			if (!shown)
				print_link_message(&link, link_attrs, 0, 0);
			shown = 1;
			print_address_message(&message, attrs);
		}
	}
}

/* ---- routes */

/* print_network prints text, the address of an attribute, and how many bits of it count unless all do. */
static void print_network(const char *text, const NetlinkAttr *attr, unsigned int bits)
{
	print("%s", text);
	print_address(attr);
	print(bits == 8 * attr->len ? " " : "/%u ", bits);
}

/* print_gateway prints what a route and one of its next hops have in common. */
static void print_gateway(const NetlinkAttr *attrs, int ifindex)
{
	NetlinkAttr via = attrs[LX_RTA_VIA];
	unsigned int link = (unsigned int)ifindex;

	if (attrs[LX_RTA_GATEWAY].data) {
		print("via ");
		print_address(&attrs[LX_RTA_GATEWAY]);
		print(" ");
	} else if (via.len > 2) { /* the address's family, then the address */
		via.len -= 2;
		via.data = (const char *)via.data + 2;
		print(via.len == 16 ? "via inet6 " : "via inet ");
		print_address(&via);
		print(" ");
	}
	NlaGetU32(&attrs[LX_RTA_OIF], &link);
	if (link) {
		print_link("dev ", link);
		print(" ");
	}
}

/* print_metrics prints what a route says to connections that use it; those with a bit in the first one are locked. */
static void print_metrics(const NetlinkAttr *list)
{
	static const char *const names[] = {
		[LX_RTAX_MTU] = "mtu", [LX_RTAX_WINDOW] = "window", [LX_RTAX_SSTHRESH] = "ssthresh",
		[LX_RTAX_CWND] = "cwnd", [LX_RTAX_ADVMSS] = "advmss", [LX_RTAX_REORDERING] = "reordering",
		[LX_RTAX_HOPLIMIT] = "hoplimit", [LX_RTAX_INITCWND] = "initcwnd", [LX_RTAX_INITRWND] = "initrwnd",
		[LX_RTAX_QUICKACK] = "quickack",
	};
	NetlinkAttr attrs[COUNT(names)];
	unsigned int i, value, locked = 0;

	if (!list->data || NlaParse(list->data, list->len, 0, attrs, COUNT(attrs)) < 0)
		return;
	NlaGetU32(&attrs[LX_RTAX_LOCK], &locked);
	for (i = 0; i < COUNT(names); i++)
		if (names[i] && NlaGetU32(&attrs[i], &value) == 0)
			print(locked >> i & 1 ? "%s lock %u " : "%s %u ", names[i], value);
}

static void print_nexthops(const NetlinkAttr *list)
{
	unsigned long offset = 0;
	NetlinkAttr attrs[LX_RTA_VIA + 1];
	NetlinkNexthop nexthop;

	while (list->data && RtnhNext(list->data, list->len, &offset, &nexthop) > 0) {
		NlaParse(nexthop.data, nexthop.len, 0, attrs, COUNT(attrs));
		print("\n\tnexthop ");
		print_gateway(attrs, nexthop.hop.ifindex);
		print("weight %u ", nexthop.hop.hops + 1U);
		print_flags(route_flags, COUNT(route_flags), nexthop.hop.flags, "", " ");
	}
}

static const char *const route_types[] = {
	"unspec", "unicast", "local", "broadcast", "anycast", "multicast", "blackhole", "unreachable", "prohibit",
	"throw", "nat", "xresolve",
};

static const char *const protocols[] = {
	[LX_RTPROT_UNSPEC] = "unspec", [LX_RTPROT_REDIRECT] = "redirect", [LX_RTPROT_KERNEL] = "kernel",
	[LX_RTPROT_STATIC] = "static", [LX_RTPROT_GATED] = "gated", [LX_RTPROT_RA] = "ra",
	[LX_RTPROT_MRT] = "mrt", [LX_RTPROT_ZEBRA] = "zebra", [LX_RTPROT_BIRD] = "bird",
	[LX_RTPROT_DNROUTED] = "dnrouted", [LX_RTPROT_XORP] = "xorp", [LX_RTPROT_NTK] = "ntk",
	[LX_RTPROT_DHCP] = "dhcp", [LX_RTPROT_KEEPALIVED] = "keepalived", [LX_RTPROT_BABEL] = "babel",
	[LX_RTPROT_BGP] = "bgp", [LX_RTPROT_ISIS] = "isis", [LX_RTPROT_OSPF] = "ospf",
	[LX_RTPROT_RIP] = "rip", [LX_RTPROT_EIGRP] = "eigrp",
};

static void print_route_message(const RtMsg *route, const NetlinkAttr *attrs)
{
	static const char *const preferences[] = { "medium", "high", LX_NULL, "low" };
	RtaCacheinfo cache;
	unsigned int number;
	unsigned char preference;

	if (route->type != LX_RTN_UNICAST) {
		print_name("", route_types, COUNT(route_types), route->type);
		print(" ");
	}
	if (attrs[LX_RTA_DST].data)
		print_network("", &attrs[LX_RTA_DST], route->dst_len);
	else
		print("default ");
	if (attrs[LX_RTA_SRC].data) {
		print_network("from ", &attrs[LX_RTA_SRC], route->src_len);
	}
	if (route->tos)
		print("tos 0x%02x ", route->tos);
	if (NlaGetU32(&attrs[LX_RTA_NH_ID], &number) == 0)
		print("nhid %u ", number);
	print_gateway(attrs, 0);
	if (route->protocol != LX_RTPROT_BOOT) {
		print_name("proto ", protocols, COUNT(protocols), route->protocol);
		print(" ");
	}
	if (route->scope != LX_RT_SCOPE_UNIVERSE)
		print_scope(route->scope);
	if (attrs[LX_RTA_PREFSRC].data) {
		print("src ");
		print_address(&attrs[LX_RTA_PREFSRC]);
		print(" ");
	}
	if (NlaGetU32(&attrs[LX_RTA_PRIORITY], &number) == 0)
		print("metric %u ", number);
	print_flags(route_flags, COUNT(route_flags), route->flags, "", " ");
	print_metrics(&attrs[LX_RTA_METRICS]);
	if (NlaGet(&attrs[LX_RTA_CACHEINFO], &cache, sizeof(cache)) == 0 && cache.expires > 0)
		print("expires %usec ", (unsigned int)cache.expires / 100);
	if (NlaGetU8(&attrs[LX_RTA_PREF], &preference) == 0)
		print_name("pref ", preferences, COUNT(preferences), preference);
	print_nexthops(&attrs[LX_RTA_MULTIPATH]);
	print("\n");
}

static void list_routes(void)
{
	NetlinkAttr attrs[LX_RTA_NH_ID + 1];
	unsigned int table;
	RtMsg route;

	while (next(&routes, &route, sizeof(route), attrs, COUNT(attrs))) {
		table = route.table;
		NlaGetU32(&attrs[LX_RTA_TABLE], &table);
		if (table == LX_RT_TABLE_MAIN && !(route.flags & LX_RTM_F_CLONED))
			print_route_message(&route, attrs);
	}
}

/* ---- rules */

static void print_rule(const FibRuleHdr *rule, const NetlinkAttr *attrs)
{
	static const char *const tables[] = {
		[LX_RT_TABLE_DEFAULT] = "default", [LX_RT_TABLE_MAIN] = "main", [LX_RT_TABLE_LOCAL] = "local",
	};
	unsigned int number = 0, table = rule->table, mask = ~0U;
	unsigned char protocol;

	NlaGetU32(&attrs[LX_FRA_PRIORITY], &number);
	print(rule->flags & LX_FIB_RULE_INVERT ? "%u:\tnot " : "%u:\t", number);
	if (attrs[LX_FRA_SRC].data)
		print_network("from ", &attrs[LX_FRA_SRC], rule->src_len);
	else
		print("from all ");
	if (attrs[LX_FRA_DST].data)
		print_network("to ", &attrs[LX_FRA_DST], rule->dst_len);
	if (rule->tos)
		print("tos 0x%02x ", rule->tos);
	NlaGetU32(&attrs[LX_FRA_FWMASK], &mask);
	if (NlaGetU32(&attrs[LX_FRA_FWMARK], &number) == 0)
		print(mask == ~0U ? "fwmark 0x%x " : "fwmark 0x%x/0x%x ", number, mask);
	if (attrs[LX_FRA_IIFNAME].data) {
		print_string("iif ", &attrs[LX_FRA_IIFNAME]);
		print(rule->flags & LX_FIB_RULE_IIF_DETACHED ? " [detached] " : " ");
	}
	if (attrs[LX_FRA_OIFNAME].data) {
		print_string("oif ", &attrs[LX_FRA_OIFNAME]);
		print(rule->flags & LX_FIB_RULE_OIF_DETACHED ? " [detached] " : " ");
	}
	NlaGetU32(&attrs[LX_FRA_TABLE], &table);
	if (rule->action == LX_FR_ACT_TO_TBL) {
		print_name("lookup ", tables, COUNT(tables), table);
		if (NlaGetU32(&attrs[LX_FRA_SUPPRESS_PREFIXLEN], &number) == 0 && number != ~0U)
			print(" suppress_prefixlength %u", number);
	} else if (rule->action == LX_FR_ACT_GOTO) {
		print_number("goto ", &attrs[LX_FRA_GOTO]);
		print(rule->flags & LX_FIB_RULE_UNRESOLVED ? " [unresolved]" : "");
	} else if (rule->action == LX_FR_ACT_NOP) {
		print("nop");
	} else {
		print_name("", route_types, COUNT(route_types), rule->action);
	}
	if (NlaGetU8(&attrs[LX_FRA_PROTOCOL], &protocol) == 0 && protocol != LX_RTPROT_UNSPEC && protocol != LX_RTPROT_KERNEL)
		print_name(" proto ", protocols, COUNT(protocols), protocol);
	print("\n");
}

static void list_rules(void)
{
	NetlinkAttr attrs[LX_FRA_PROTOCOL + 1];
	FibRuleHdr rule;

	while (next(&rules, &rule, sizeof(rule), attrs, COUNT(attrs)))
		print_rule(&rule, attrs);
}

/* ---- queueing disciplines */

static void list_qdiscs(void)
{
	NetlinkAttr attrs[LX_TCA_KIND + 1];
	TcMsg qdisc;

	while (next(&qdiscs, &qdisc, sizeof(qdisc), attrs, COUNT(attrs))) {
		print_string("qdisc ", &attrs[LX_TCA_KIND]);
		print(" %x: ", qdisc.handle >> 16);
		print_link("dev ", (unsigned int)qdisc.ifindex);
		if (qdisc.parent == LX_TC_H_ROOT)
			print(" root");
		else if (qdisc.parent & LX_TC_H_MIN_MASK)
			print(" parent %x:%x", qdisc.parent >> 16, qdisc.parent & LX_TC_H_MIN_MASK);
		else if (qdisc.parent)
			print(" parent %x:", qdisc.parent >> 16);
		if (qdisc.info != 1)
			print(" refcnt %u", qdisc.info);
		print("\n");
	}
}

/* ---- changes: the words that are left, one after the other, become a message */

static char **words;
static NetlinkBuilder change;
static char change_room[512];

static void usage(void)
{
	print("usage: ip [-4 | -6] link | addr | route | rule | qdisc\n"
	      "       ip link add NAME [link PARENT] type KIND, which is dummy | bridge | veth [peer NAME] | vlan id NUMBER |\n"
	      "           macvlan [mode private | vepa | bridge | passthru] | bond [mode NUMBER]\n"
	      "       ip link set NAME [up | down] [mtu NUMBER] [master NAME | nomaster]\n"
	      "       ip link del NAME\n");
	print("       ip tuntap add | del NAME mode tun | tap\n"
	      "       ip addr add | del ADDRESS/BITS dev NAME\n"
	      "       ip route add | del default | ADDRESS/BITS [via ADDRESS] [dev NAME] [metric NUMBER] [table NUMBER]\n"
	      "       ip rule add | del [from ADDRESS/BITS] [to ADDRESS/BITS] [iif NAME] [fwmark NUMBER] [pref NUMBER]\n"
	      "           [table NUMBER | blackhole | unreachable | prohibit]\n"
	      "       ip qdisc add | del dev NAME root [KIND [limit NUMBER]]\n");
	flush(2);
	Exit(1);
}

/* take_word takes the next word if it is this one. */
static int take_word(const char *word)
{
	int is_it = *words && TextIs(TextOf(*words), word);

	words += is_it;
	return is_it;
}

/* any_word takes the next word, which must be there. */
static const char *any_word(void)
{
	if (!*words)
		usage();
	return *words++;
}

static unsigned int take_number(void)
{
	unsigned long number;

	if (ParseUint(TextOf(any_word()), 10, 32, &number) < 0)
		usage();
	return (unsigned int)number;
}

/* take_link takes a link's name, and gives its index. */
static unsigned int take_link(void)
{
	const char *name = any_word();
	int index = IfNameToIndex(name);

	if (index < 0)
		fail(name, index, LX_NULL);
	return (unsigned int)index;
}

/* put_name takes a name for a link: of 1 to 15 bytes. */
static void put_name(void)
{
	const char *name = any_word();

	if (!*name || TextOf(name).len > 15)
		usage();
	NlaPutString(&change, LX_IFLA_IFNAME, name);
}

/* take_address takes ADDRESS, or ADDRESS/BITS where bits are asked for. Returns its length in bytes. */
static unsigned long take_address(unsigned char addr[16], unsigned char *bits)
{
	Text rest = TextOf(any_word()), text;
	unsigned long len, number;

	Cut(&rest, '/', &text);
	len = ParseInet4(text, addr) == 0 ? 4 : ParseInet6(text, addr) == 0 ? 16 : 0;
	number = 8 * len;
	if (!len || (rest.data && (!bits || ParseUint(rest, 10, 8, &number) < 0 || number > 8 * len)))
		usage();
	if (bits)
		*bits = (unsigned char)number;
	return len;
}

/* put_peer takes the name of a veth's other end, told as in a message of its own: a fixed part and attributes. */
static void put_peer(void)
{
	struct {
		IfInfomsg link;
		NlAttr head;
		char name[16];
	} peer = { { 0, 0, 0, 0, 0, 0 }, { 0, LX_IFLA_IFNAME }, "" };
	Text name = TextOf(any_word());
	unsigned long i;

	if (!name.len || name.len >= sizeof(peer.name))
		usage();
	for (i = 0; i < name.len; i++)
		peer.name[i] = name.data[i];
	peer.head.len = (unsigned short)(sizeof(peer.head) + name.len + 1);
	NlaPut(&change, LX_VETH_INFO_PEER, &peer, sizeof(peer.link) + peer.head.len);
}

/* macvlan_mode takes what the links above one link are to each other. */
static unsigned int macvlan_mode(void)
{
	if (take_word("private"))
		return LX_MACVLAN_MODE_PRIVATE;
	if (take_word("vepa"))
		return LX_MACVLAN_MODE_VEPA;
	if (take_word("bridge"))
		return LX_MACVLAN_MODE_BRIDGE;
	if (!take_word("passthru"))
		usage();
	return LX_MACVLAN_MODE_PASSTHRU;
}

/* put_kind takes what kind of link to make. */
static void put_kind(void)
{
	long info = NlaNestStart(&change, LX_IFLA_LINKINFO), data;
	const char *kind = any_word();

	NlaPutString(&change, LX_IFLA_INFO_KIND, kind);
	data = NlaNestStart(&change, LX_IFLA_INFO_DATA);
	if (TextIs(TextOf(kind), "vlan")) {
		if (!take_word("id"))
			usage();
		NlaPutU16(&change, LX_IFLA_VLAN_ID, (unsigned short)take_number());
	} else if (TextIs(TextOf(kind), "macvlan") && take_word("mode")) {
		NlaPutU32(&change, LX_IFLA_MACVLAN_MODE, macvlan_mode());
	} else if (TextIs(TextOf(kind), "bond") && take_word("mode")) {
		NlaPutU8(&change, LX_IFLA_BOND_MODE, (unsigned char)take_number());
	} else if (TextIs(TextOf(kind), "veth") && take_word("peer")) {
		put_peer();
	}
	NlaNestEnd(&change, data);
	NlaNestEnd(&change, info);
}

static void change_link(void)
{
	IfInfomsg link = { 0, 0, 0, 0, 0, 0 };
	int is_add = take_word("add"), is_set = !is_add && take_word("set");

	if (!is_add && !is_set && !take_word("del"))
		usage();
	if (!is_add)
		link.index = (int)take_link();
	if (is_set && (take_word("up") || take_word("down"))) {
		link.change = LX_IFF_UP;
		link.flags = words[-1][0] == 'u' ? LX_IFF_UP : 0;
	}
	NlmsgPut(&change, is_add || is_set ? LX_RTM_NEWLINK : LX_RTM_DELLINK, is_add ? LX_NLM_F_CREATE | LX_NLM_F_EXCL : 0,
		 &link, sizeof(link));
	if (is_add) {
		put_name();
		if (take_word("link"))
			NlaPutU32(&change, LX_IFLA_LINK, take_link());
		if (!take_word("type"))
			usage();
		put_kind();
	}
	while (is_set && *words) {
		if (take_word("mtu"))
			NlaPutU32(&change, LX_IFLA_MTU, take_number());
		else if (take_word("master"))
			NlaPutU32(&change, LX_IFLA_MASTER, take_link());
		else if (take_word("nomaster"))
			NlaPutU32(&change, LX_IFLA_MASTER, 0);
		else
			usage();
	}
}

static void change_address(void)
{
	IfAddrmsg message = { 0, 0, 0, 0, 0 };
	int is_add = take_word("add");
	unsigned char addr[16];
	unsigned long len;

	if (!is_add && !take_word("del"))
		usage();
	len = take_address(addr, &message.prefixlen);
	message.family = len == 4 ? LX_AF_INET : LX_AF_INET6;
	if (!take_word("dev"))
		usage();
	message.index = take_link();
	NlmsgPut(&change, is_add ? LX_RTM_NEWADDR : LX_RTM_DELADDR, is_add ? LX_NLM_F_CREATE | LX_NLM_F_EXCL : 0, &message,
		 sizeof(message));
	NlaPut(&change, LX_IFA_LOCAL, addr, len);
	NlaPut(&change, LX_IFA_ADDRESS, addr, len);
}

static void change_route(void)
{
	RtMsg route = { 0, 0, 0, 0, LX_RT_TABLE_MAIN, 0, LX_RT_SCOPE_NOWHERE, 0, 0 };
	unsigned int link = 0, metric = 0, table = 0;
	unsigned char dst[16], via[16];
	unsigned long dst_len = 0, via_len = 0;
	int is_add = take_word("add");

	if (!is_add && !take_word("del"))
		usage();
	if (!take_word("default"))
		dst_len = take_address(dst, &route.dst_len);
	if (take_word("via"))
		via_len = take_address(via, LX_NULL);
	if (take_word("dev"))
		link = take_link();
	if (take_word("metric"))
		metric = take_number();
	if (take_word("table"))
		table = take_number();
	if (dst_len && via_len && dst_len != via_len)
		usage();
	route.family = (dst_len | via_len) == 16 ? LX_AF_INET6 : LX_AF_INET;
	if (is_add) {
		route.protocol = LX_RTPROT_BOOT;
		route.scope = via_len || route.family == LX_AF_INET6 ? LX_RT_SCOPE_UNIVERSE : LX_RT_SCOPE_LINK;
		route.type = LX_RTN_UNICAST;
	}
	NlmsgPut(&change, is_add ? LX_RTM_NEWROUTE : LX_RTM_DELROUTE, is_add ? LX_NLM_F_CREATE | LX_NLM_F_EXCL : 0, &route,
		 sizeof(route));
	if (dst_len)
		NlaPut(&change, LX_RTA_DST, dst, dst_len);
	if (via_len)
		NlaPut(&change, LX_RTA_GATEWAY, via, via_len);
	if (link)
		NlaPutU32(&change, LX_RTA_OIF, link);
	if (metric)
		NlaPutU32(&change, LX_RTA_PRIORITY, metric);
	if (table)
		NlaPutU32(&change, LX_RTA_TABLE, table);
}

/* take_action takes what else than a table a rule leads to. Returns 0: nothing else. */
static unsigned char take_action(void)
{
	return take_word("blackhole") ? LX_FR_ACT_BLACKHOLE : take_word("unreachable") ? LX_FR_ACT_UNREACHABLE :
	       take_word("prohibit") ? LX_FR_ACT_PROHIBIT : 0;
}

static void change_rule(void)
{
	FibRuleHdr rule = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	unsigned char src[16], dst[16], action;
	unsigned long src_len = 0, dst_len = 0;
	int is_add = take_word("add"), has_mark = 0, has_pref = 0;
	unsigned int mark = 0, pref = 0, table = 0;
	const char *iif = LX_NULL;

	if (!is_add && !take_word("del"))
		usage();
	while (*words) {
		if (take_word("from")) {
			src_len = take_address(src, &rule.src_len);
		} else if (take_word("to")) {
			dst_len = take_address(dst, &rule.dst_len);
		} else if (take_word("iif")) {
			iif = any_word();
		} else if (take_word("fwmark")) {
			mark = take_number();
			has_mark = 1;
		} else if (take_word("pref")) {
			pref = take_number();
			has_pref = 1;
		} else if (take_word("table")) {
			table = take_number();
		} else if ((action = take_action()) != 0) {
			rule.action = action;
		} else {
			usage();
		}
	}
	if ((src_len && dst_len && src_len != dst_len) || (table && rule.action))
		usage();
	rule.family = (src_len | dst_len) == 16 ? LX_AF_INET6 : LX_AF_INET;
	if (is_add && !rule.action) {
		rule.action = LX_FR_ACT_TO_TBL;
		table = table ? table : LX_RT_TABLE_MAIN;
	}
	NlmsgPut(&change, is_add ? LX_RTM_NEWRULE : LX_RTM_DELRULE, is_add ? LX_NLM_F_CREATE | LX_NLM_F_EXCL : 0, &rule,
		 sizeof(rule));
	if (src_len)
		NlaPut(&change, LX_FRA_SRC, src, src_len);
	if (dst_len)
		NlaPut(&change, LX_FRA_DST, dst, dst_len);
	if (iif)
		NlaPutString(&change, LX_FRA_IIFNAME, iif);
	if (has_mark)
		NlaPutU32(&change, LX_FRA_FWMARK, mark);
	if (has_pref)
		NlaPutU32(&change, LX_FRA_PRIORITY, pref);
	if (table)
		NlaPutU32(&change, LX_FRA_TABLE, table);
}

static void change_qdisc(void)
{
	TcMsg qdisc = { 0, 0, 0, 0, 0, LX_TC_H_ROOT, 0 };
	int is_add = take_word("add");
	const char *kind;
	TcFifoQopt fifo;

	if ((!is_add && !take_word("del")) || !take_word("dev"))
		usage();
	qdisc.ifindex = (int)take_link();
	if (!take_word("root"))
		usage();
	NlmsgPut(&change, is_add ? LX_RTM_NEWQDISC : LX_RTM_DELQDISC, is_add ? LX_NLM_F_CREATE | LX_NLM_F_EXCL : 0, &qdisc,
		 sizeof(qdisc));
	if (is_add || *words) {
		kind = any_word();
		NlaPutString(&change, LX_TCA_KIND, kind);
		if (take_word("limit")) {
			if (!TextIs(TextOf(kind), "pfifo") && !TextIs(TextOf(kind), "bfifo"))
				usage();
			fifo.limit = take_number();
			NlaPut(&change, LX_TCA_OPTIONS, &fifo, sizeof(fifo));
		}
	}
}

/* change_tun makes a link that a program serves, or ends it, by what is no message: it persists, or does not. */
static void change_tun(void)
{
	int is_add = take_word("add"), fd, result;
	const char *name;
	Ifreq request;

	if (!is_add && !take_word("del"))
		usage();
	name = any_word();
	if (!take_word("mode") || NewIfreq(&request, name) < 0)
		usage();
	request.u.flags = LX_IFF_NO_PI;
	if (take_word("tun"))
		request.u.flags |= LX_IFF_TUN;
	else if (take_word("tap"))
		request.u.flags |= LX_IFF_TAP;
	else
		usage();
	if (*words)
		usage();
	result = fd = Open("/dev/net/tun", LX_O_RDWR | LX_O_CLOEXEC, 0);
	if (result >= 0)
		result = IoctlTunSetIff(fd, &request);
	if (result >= 0)
		result = IoctlTunSetPersist(fd, is_add);
	if (result < 0)
		fail(name, result, LX_NULL);
}

/* ---- objects, by which a command begins */

/* abbreviates tells whether a word, which is not empty, is the beginning of another. */
static int abbreviates(const char *word, const char *of)
{
	int any = *word != 0;

	for (; *word && *word == *of; word++)
		of++;
	return any && !*word;
}

enum object { LINK, ADDRESS, ROUTE, RULE, QDISC, TUNTAP, NONE };

/* object_of gives what a word abbreviates; the first of several. */
static enum object object_of(const char *word)
{
	static const char *const names[] = { "link", "address", "route", "rule", "qdisc", "tuntap" };
	unsigned int i;

	for (i = 0; i < NONE && !abbreviates(word, names[i]); i++)
		;
	return (enum object)i;
}

/* execute makes the change that the words behind an object tell. */
static void execute(enum object object, const char *name)
{
	static void (*const changes[])(void) = { change_link, change_address, change_route, change_rule, change_qdisc };
	int result;

	if (object == TUNTAP) {
		change_tun();
		return;
	}
	NetlinkBuild(&change, change_room, sizeof(change_room));
	changes[object]();
	if (*words)
		usage();
	result = NetlinkOpen(&nl, LX_NETLINK_ROUTE, buffer, sizeof(buffer));
	if (result == 0)
		result = NetlinkExecute(&nl, &change);
	if (result < 0)
		fail(name, result, nl.ack.text);
}

/* show lists what there is of an object; family: of this one, or LX_AF_UNSPEC. */
static void show(enum object object, unsigned char family)
{
	IfInfomsg link = { 0, 0, 0, 0, 0, 0 };
	IfAddrmsg address = { 0, 0, 0, 0, 0 };
	RtMsg route = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	FibRuleHdr rule = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	TcMsg qdisc = { 0, 0, 0, 0, 0, 0, 0 };

	/* What a family tells of a link is less, and it is what ip shows with that family's addresses. */
	link.family = object == ADDRESS ? family : LX_AF_UNSPEC;
	address.family = family;
	route.family = rule.family = family == LX_AF_UNSPEC ? LX_AF_INET : family;
	if (object != RULE)
		receive(&links, LX_RTM_GETLINK, &link, sizeof(link), "links");
	switch (object) {
	case LINK:
		list_links();
		break;
	case ADDRESS:
		receive(&addresses, LX_RTM_GETADDR, &address, sizeof(address), "addresses");
		list_addresses(family);
		break;
	case ROUTE:
		receive(&routes, LX_RTM_GETROUTE, &route, sizeof(route), "routes");
		list_routes();
		break;
	case RULE:
		receive(&rules, LX_RTM_GETRULE, &rule, sizeof(rule), "rules");
		list_rules();
		break;
	default:
		receive(&qdiscs, LX_RTM_GETQDISC, &qdisc, sizeof(qdisc), "qdiscs");
		list_qdiscs();
	}
}

int main(int argc, char **argv)
{
	unsigned char family = LX_AF_UNSPEC;
	enum object object;
	int error;

	if (argc > 3 && argv[1][0] != '-' && (object = object_of(argv[1])) != NONE) {
		words = argv + 2;
		execute(object, argv[1]);
		return 0;
	}
	if (argc == 3 && argv[1][0] == '-' && (argv[1][1] == '4' || argv[1][1] == '6') && !argv[1][2])
		family = argv[1][1] == '4' ? LX_AF_INET : LX_AF_INET6;
	object = argc == (family ? 3 : 2) ? object_of(argv[argc - 1]) : NONE;
	if (object >= TUNTAP)
		usage();
	error = NetlinkOpen(&nl, LX_NETLINK_ROUTE, buffer, sizeof(buffer));
	if (error < 0)
		fail("netlink", error, LX_NULL);
	show(object, family);
	flush(1);
	return 0;
}
