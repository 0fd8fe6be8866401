/* options: of sockets, by the type that each has. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	int tcp = Socket(LX_AF_INET, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0), pair[2], value = 0;
	Timeval second = { 1, 0 }, timeout;
	Linger linger = { 1, 5 };
	unsigned int length = sizeof(value);
	unsigned char ttl = 0;
	unsigned long cookie;
	char name[16];
	TCPInfo info;
	long n;

	if (tcp < 0 || Socketpair(LX_AF_UNIX, LX_SOCK_STREAM, 0, pair) < 0) {
		Print(1, "no such sockets here: %pe\n", ErrPtr(tcp));
		return 77;
	}
	Print(1, "nodelay: %pe\n", ErrPtr(SetsockoptInt(tcp, LX_SOL_TCP, LX_TCP_NODELAY, 1)));
	GetsockoptInt(tcp, LX_SOL_TCP, LX_TCP_NODELAY, &value);
	Print(1, "it is %d\n", value);
	Print(1, "type: %pe, ", ErrPtr(Getsockopt(pair[0], LX_SOL_SOCKET, LX_SO_TYPE, &value, &length)));
	Print(1, "%d, %u bytes\n", value == LX_SOCK_STREAM, length);
	Print(1, "keepalive: %pe\n", ErrPtr(Setsockopt(tcp, LX_SOL_SOCKET, LX_SO_KEEPALIVE, &value, sizeof(value))));
	Print(1, "timeout: %pe\n", ErrPtr(SetsockoptTimeval(pair[0], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &second)));
	Print(1, "linger: %pe, ", ErrPtr(SetsockoptLinger(tcp, LX_SOL_SOCKET, LX_SO_LINGER, &linger)));
	linger.linger = 0;
	Print(1, "%pe\n", ErrPtr(GetsockoptLinger(tcp, LX_SOL_SOCKET, LX_SO_LINGER, &linger)));
	Print(1, "%d s\n", linger.linger);
	n = GetsockoptByte(tcp, LX_SOL_IP, LX_IP_MULTICAST_TTL, &ttl);
	Print(1, "a byte: %s\n", n < 0 || ttl == 1 ? "1, or not told" : "?");
	/* What an emulator need not know: */
	n = GetsockoptTimeval(pair[0], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &timeout);
	Print(1, "timeout: %s\n", n < 0 || timeout.sec == 1 ? "1 s, or not told" : "?");
	n = GetsockoptString(tcp, LX_SOL_TCP, LX_TCP_CONGESTION, name, sizeof(name));
	Print(1, "congestion control: %s\n", n < 0 || name[0] != 0 ? "one, or not told" : "?");
	n = GetsockoptTCPInfo(tcp, LX_SOL_TCP, LX_TCP_INFO, &info);
	Print(1, "state: %s\n", n < 0 || info.state == LX_TCP_CLOSE ? "closed, or not told" : "?");
	n = GetsockoptUint64(tcp, LX_SOL_SOCKET, LX_SO_COOKIE, &cookie);
	Print(1, "cookie: %s\n", n < 0 || cookie != 0 ? "one, or not told" : "?");
	return 0;
}

/*
 * Output:
 * nodelay: 0
 * it is 1
 * type: 0, 1, 4 bytes
 * keepalive: 0
 * timeout: 0
 * linger: 0, 0
 * 5 s
 * a byte: 1, or not told
 * timeout: 1 s, or not told
 * congestion control: one, or not told
 * state: closed, or not told
 * cookie: one, or not told
 */
