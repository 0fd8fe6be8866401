/*
 * ss: lists the sockets of its network namespace in the words of iproute2's command of that name, all numbers as they are.
 *
 *     ss [-t] [-u] [-x] [-a | -l] [-n]
 *
 * -t TCP, -u UDP, -x Unix sockets, without any of them all three; -a all, -l those that listen, else those that are
 * connected; -n is always meant. Columns have widths of their own.
 */
#include <barecall.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/sockdiag.h>
#include <barecall/text.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ALL 0xfffU /* a bit for each state */
#define LISTENING (1U << LX_TCP_LISTEN | 1U << LX_TCP_CLOSE)
#define CONNECTED (ALL & ~(LISTENING | 1U << LX_TCP_TIME_WAIT | 1U << LX_TCP_SYN_RECV))

static NetlinkSocket nl;
static char buffer[32768];
static int has_netid = 1;

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

/* fail prints `ss: WHAT: ENAME: message` and ends. */
static void fail(const char *what, int error)
{
	flush(1);
	print("ss: %s: %s: %s\n", what, ErrnoName(error), nl.ack.text ? nl.ack.text : ErrnoMessage(error));
	flush(2);
	Exit(2);
}

static void print_head(const char *netid, unsigned int state, unsigned int rqueue, unsigned int wqueue)
{
	static const char *const states[] = { "UNKNOWN", "ESTAB", "SYN-SENT", "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2",
					      "TIME-WAIT", "UNCONN", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING" };

	if (has_netid)
		print("%-5s ", netid);
	print("%-10s %-6u %-6u ", states[state < COUNT(states) ? state : 0], rqueue, wqueue);
}

/* ---- asking */

static int ask(const void *wanted, unsigned long size)
{
	NetlinkBuilder request;
	char room[128];

	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_SOCK_DIAG_BY_FAMILY, LX_NLM_F_DUMP, wanted, size);
	return NetlinkSend(&nl, &request);
}

/* next stores the fixed part and the attributes of the answer's next socket. Returns 1; 0: there is no other. */
static int next(void *socket, unsigned long size, NetlinkAttr *attrs, unsigned int count)
{
	NetlinkMessage message;
	int result = NetlinkReceive(&nl, &message);
	long offset;

	if (result <= 0)
		return result;
	offset = NlmsgGet(&message, socket, size);
	if (offset < 0)
		return (int)offset;
	result = NlaParse(message.data, message.len, (unsigned long)offset, attrs, count);
	return result < 0 ? result : 1;
}

/* ---- TCP and UDP */

/* print_end prints one end of a socket: ADDRESS%INTERFACE:PORT; '*': whichever. */
static void print_end(const InetDiagMsg *socket, const unsigned int addr[4], unsigned short port, unsigned int link,
		      int is_v6only)
{
	char text[46], name[16];

	if (socket->family == LX_AF_INET) {
		FormatInet4(text, sizeof(text), (const unsigned char *)addr);
		print("%s", text);
	} else if (!is_v6only && !(addr[0] | addr[1] | addr[2] | addr[3])) {
		print("*");
	} else {
		FormatInet6(text, sizeof(text), (const unsigned char *)addr);
		print("[%s]", text);
	}
	if (link) {
		if (IfIndexToName((int)link, name) < 0)
			print("%%if%u", link);
		else
			print("%%%s", name);
	}
	if (port)
		print(":%u", Htons(port));
	else
		print(":*");
}

static void print_inet(const char *netid, const InetDiagMsg *socket, const NetlinkAttr *attrs)
{
	unsigned char is_v6only = 0;

	NlaGetU8(&attrs[LX_INET_DIAG_SKV6ONLY], &is_v6only);
	print_head(netid, socket->state, socket->rqueue, socket->wqueue);
	print_end(socket, socket->id.src, socket->id.sport, socket->id.ifindex, is_v6only);
	print(" ");
	print_end(socket, socket->id.dst, socket->id.dport, 0, is_v6only);
	print("\n");
}

static int list_inet(const char *netid, unsigned char protocol, unsigned char family, unsigned int states)
{
	InetDiagReqV2 wanted = { family, protocol, 0, 0, states, { 0, 0, { 0 }, { 0 }, 0, { 0 } } };
	NetlinkAttr attrs[LX_INET_DIAG_SKV6ONLY + 1];
	InetDiagMsg socket;
	int result = ask(&wanted, sizeof(wanted));

	if (result < 0)
		return result;
	while ((result = next(&socket, sizeof(socket), attrs, COUNT(attrs))) > 0)
		print_inet(netid, &socket, attrs);
	return result;
}

/* ---- Unix sockets */

static void print_unix(const UnixDiagMsg *socket, const NetlinkAttr *attrs)
{
	const char *netid = socket->type == LX_SOCK_STREAM ? "u_str" : socket->type == LX_SOCK_DGRAM ? "u_dgr" : "u_seq";
	const NetlinkAttr *name = &attrs[LX_UNIX_DIAG_NAME];
	const char *text = name->data;
	UnixDiagRqlen queues = { 0, 0 };
	unsigned int peer = 0, i;

	NlaGet(&attrs[LX_UNIX_DIAG_RQLEN], &queues, sizeof(queues));
	NlaGetU32(&attrs[LX_UNIX_DIAG_PEER], &peer);
	print_head(netid, socket->state, queues.rqueue, queues.wqueue);
	/* A name that begins with a NUL is no path, and may have more of them. */
	for (i = 0; i < name->len && (text[i] || !text[0]); i++)
		print("%c", text[i] ? text[i] : '@');
	print("%s %u * %u\n", name->len ? "" : "*", socket->ino, peer);
}

static int list_unix(unsigned int states)
{
	UnixDiagReq wanted = { LX_AF_UNIX, 0, 0, states, 0, LX_UDIAG_SHOW_NAME | LX_UDIAG_SHOW_PEER | LX_UDIAG_SHOW_RQLEN,
			       { 0 } };
	NetlinkAttr attrs[LX_UNIX_DIAG_RQLEN + 1];
	UnixDiagMsg socket;
	int result = ask(&wanted, sizeof(wanted));

	if (result < 0)
		return result;
	while ((result = next(&socket, sizeof(socket), attrs, COUNT(attrs))) > 0)
		print_unix(&socket, attrs);
	return result;
}

/* ---- */

static void check(const char *what, int error)
{
	/* A kernel without IPv6, or without Unix sockets' part of this protocol, has none to list. */
	if (error < 0 && error != -LX_ENOENT)
		fail(what, error);
}

static void list_both(const char *netid, unsigned char protocol, unsigned int states)
{
	check(netid, list_inet(netid, protocol, LX_AF_INET, states));
	check(netid, list_inet(netid, protocol, LX_AF_INET6, states));
}

int main(int argc, char **argv)
{
	int tcp = 0, udp = 0, unix_ = 0, is_usage = 0, error, i;
	unsigned int states = CONNECTED;
	const char *letter;

	for (i = 1; i < argc; i++) {
		is_usage |= argv[i][0] != '-' || !argv[i][1];
		for (letter = argv[i] + 1; !is_usage && *letter; letter++) {
			switch (*letter) {
			case 't':
				tcp = 1;
				break;
			case 'u':
				udp = 1;
				break;
			case 'x':
				unix_ = 1;
				break;
			case 'a':
				states = ALL;
				break;
			case 'l':
				states = LISTENING;
				break;
			case 'n':
				break;
			default:
				is_usage = 1;
			}
		}
	}
	if (is_usage) {
		print("usage: ss [-t] [-u] [-x] [-a | -l] [-n]\n");
		flush(2);
		return 1;
	}
	if (!tcp && !udp && !unix_)
		tcp = udp = unix_ = 1;
	has_netid = unix_ || (tcp && udp);
	error = NetlinkOpen(&nl, LX_NETLINK_SOCK_DIAG, buffer, sizeof(buffer));
	if (error < 0)
		fail("netlink", error);
	print("%s%s", has_netid ? "Netid " : "", "State      Recv-Q Send-Q Local Address:Port Peer Address:Port\n");
	if (unix_)
		check("unix", list_unix(states));
	if (udp)
		list_both("udp", LX_IPPROTO_UDP, states);
	if (tcp)
		list_both("tcp", LX_IPPROTO_TCP, states);
	flush(1);
	return 0;
}
