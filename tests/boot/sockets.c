/* Sockets: addresses of several families, what control messages carry, options; over the loopback interface. */
#include "check.h"
#include "topics.h"

#define FLAGS (LX_SOCK_CLOEXEC)

static int loopback; /* the interface's index */

static int same(const void *a, const void *b, unsigned long n)
{
	const unsigned char *p = a, *q = b;

	while (n && *p == *q) {
		n--;
		p++;
		q++;
	}
	return n == 0;
}

static void fill(void *memory, int byte, unsigned long n)
{
	for (unsigned long i = 0; i < n; i++)
		((char *)memory)[i] = (char)byte;
}

/* ---- LX_AF_UNIX */

/* An address of n bytes: text, and 'x' to its end. */
static Sockaddr named(const char *text, unsigned int length, unsigned int n)
{
	Sockaddr address = {0};

	address.family = LX_AF_UNIX;
	address.u.un.len = n;
	for (unsigned int i = 0; i < n; i++)
		address.u.un.name[i] = i < length ? text[i] : 'x';
	return address;
}

static int is_named(const Sockaddr *a, const Sockaddr *b)
{
	return a->family == LX_AF_UNIX && a->u.un.len == b->u.un.len && same(a->u.un.name, b->u.un.name, b->u.un.len);
}

/* A connection to this address, which is at both ends then. */
static int connect_to(const Sockaddr *address)
{
	int listener = Socket(LX_AF_UNIX, LX_SOCK_STREAM | FLAGS, 0);
	int second = Socket(LX_AF_UNIX, LX_SOCK_STREAM | FLAGS, 0);
	int client = Socket(LX_AF_UNIX, LX_SOCK_STREAM | FLAGS, 0), server;
	int is_path = address->u.un.name[0] != 0;
	Sockaddr got;
	char bytes[8];

	EXPECT(ConnectSockaddr(client, address) == (is_path ? -LX_ENOENT : -LX_ECONNREFUSED));
	EXPECT(BindSockaddr(listener, address) == 0);
	EXPECT(GetsocknameSockaddr(listener, &got) == 0 && is_named(&got, address));
	EXPECT(ConnectSockaddr(client, address) == -LX_ECONNREFUSED);
	EXPECT(BindSockaddr(listener, address) == (is_path ? -LX_EADDRINUSE : -LX_EINVAL));
	EXPECT(BindSockaddr(second, address) == -LX_EADDRINUSE);
	EXPECT(Listen(listener, 1) == 0 && ConnectSockaddr(client, address) == 0);
	EXPECT(ConnectSockaddr(client, address) == -LX_EISCONN);
	EXPECT(Accept4Sockaddr(listener, &got, 1 << 30) == -LX_EINVAL);
	server = Accept4Sockaddr(listener, &got, LX_SOCK_CLOEXEC | LX_SOCK_NONBLOCK);
	EXPECT(server >= 0 && got.family == LX_AF_UNIX && got.u.un.len == 0);
	EXPECT(FcntlInt(server, LX_F_GETFD, 0) == LX_FD_CLOEXEC && (FcntlInt(server, LX_F_GETFL, 0) & LX_O_NONBLOCK));
	EXPECT(Read(server, bytes, sizeof(bytes)) == -LX_EAGAIN);
	EXPECT(GetpeernameSockaddr(client, &got) == 0 && is_named(&got, address));
	EXPECT(GetsocknameSockaddr(server, &got) == 0 && is_named(&got, address));
	EXPECT(GetpeernameSockaddr(listener, &got) == -LX_ENOTCONN);
	EXPECT(Write(client, "hello", 5) == 5 && Read(server, bytes, sizeof(bytes)) == 5 && same(bytes, "hello", 5));
	EXPECT(Shutdown(client, LX_SHUT_WR) == 0 && Read(server, bytes, sizeof(bytes)) == 0);
	EXPECT(Close(listener) == 0 && Close(second) == 0 && Close(client) == 0 && Close(server) == 0);
	return is_path ? Unlink(address->u.un.name) : 0;
}

static int unix_names(void)
{
	const Sockaddr addresses[] = {
		named("/tmp/socket", 11, 11), named("/tmp/", 5, 107), named("/tmp/", 5, 108),
		named("\0a name\0of its own", 18, 18), named("\0", 1, 108),
	};
	Sockaddr chosen = named("/tmp/", 5, 108);
	int fd = Socket(LX_AF_UNIX, LX_SOCK_STREAM | FLAGS, 0);

	for (int i = 0; i < 5; i++) {
		int line = connect_to(&addresses[i]);

		if (line)
			return line;
	}
	chosen.u.un.len = 109;
	EXPECT(BindSockaddr(fd, &chosen) == -LX_EINVAL);
	chosen.u.un.len = 0;
	EXPECT(BindSockaddr(fd, &chosen) == 0 && GetsocknameSockaddr(fd, &chosen) == 0);
	EXPECT(chosen.u.un.len == 6 && chosen.u.un.name[0] == 0);
	return Close(fd);
}

static int unix_types(void)
{
	Sockaddr to = named("\0to", 3, 3), from = named("\0from", 5, 5), got;
	int a = Socket(LX_AF_UNIX, LX_SOCK_DGRAM | FLAGS, 0), b = Socket(LX_AF_UNIX, LX_SOCK_DGRAM | FLAGS, 0);
	int pair[2];
	char bytes[16];
	Iovec iov = {bytes, 2};
	Msghdr msg = {LX_NULL, 0, &iov, 1, LX_NULL, 0, 0};

	EXPECT(SendtoSockaddr(a, "x", 1, 0, &to) == -LX_ECONNREFUSED);
	EXPECT(BindSockaddr(b, &to) == 0);
	EXPECT(SendtoSockaddr(a, "one", 3, 0, &to) == 3 && RecvfromSockaddr(b, bytes, sizeof(bytes), 0, &got) == 3);
	EXPECT(got.family == LX_AF_UNSPEC || (got.family == LX_AF_UNIX && got.u.un.len == 0));
	EXPECT(BindSockaddr(a, &from) == 0);
	EXPECT(SendtoSockaddr(a, "", 0, 0, &to) == 0 && SendtoSockaddr(a, "twelve bytes", 12, 0, &to) == 12);
	EXPECT(RecvfromSockaddr(b, bytes, sizeof(bytes), 0, &got) == 0 && is_named(&got, &from));
	EXPECT(RecvfromSockaddr(b, bytes, 3, LX_MSG_TRUNC, &got) == 12 && same(bytes, "twe", 3));
	EXPECT(RecvfromSockaddr(b, bytes, 3, LX_MSG_DONTWAIT, &got) == -LX_EAGAIN);
	EXPECT(Close(a) == 0 && Close(b) == 0);

	EXPECT(Socketpair(LX_AF_UNIX, LX_SOCK_SEQPACKET | FLAGS, 0, pair) == 0);
	EXPECT(Write(pair[0], "abc", 3) == 3 && Write(pair[0], "de", 2) == 2);
	EXPECT(Recvmsg(pair[1], &msg, 0) == 2 && (msg.flags & LX_MSG_TRUNC));
	EXPECT(Recvmsg(pair[1], &msg, 0) == 2 && !(msg.flags & LX_MSG_TRUNC) && same(bytes, "de", 2));
	EXPECT(Close(pair[0]) == 0 && Write(pair[1], "x", 1) == -LX_EPIPE && Read(pair[1], bytes, 1) == 0);
	return Close(pair[1]);
}

/* ---- what travels beside the bytes */

/* Another process makes a file and sends it, with its credentials. */
static int send_file(int to)
{
	unsigned long buffer[16];
	Msghdr msg = {LX_NULL, 0, LX_NULL, 0, buffer, 0, 0};
	Ucred ucred = {Getpid(), 7, 8};
	int fds[2] = {MemfdCreate("passed", 0), 1};

	EXPECT(Write(fds[0], "from another process", 20) == 20);
	EXPECT(UnixRights(&msg, sizeof(buffer), fds, 2) == 0 && UnixCredentials(&msg, sizeof(buffer), &ucred) == 0);
	/* On a stream: with a byte of its own. */
	EXPECT(SendmsgN(to, LX_NULL, 0, buffer, msg.controllen, LX_NULL, 0) == 0);
	EXPECT(SetresuidThread(1000, 1000, 1000) == 0);
	EXPECT(SendmsgN(to, "x", 1, buffer, msg.controllen, LX_NULL, 0) == -LX_EPERM);
	ucred.uid = 1000;
	ucred.gid = 0;
	msg.controllen = 0;
	EXPECT(UnixRights(&msg, sizeof(buffer), fds, 2) == 0 && UnixCredentials(&msg, sizeof(buffer), &ucred) == 0);
	EXPECT(SendmsgN(to, "x", 1, buffer, msg.controllen, LX_NULL, 0) == 1);
	return 0;
}

static int rights(void)
{
	unsigned long buffer[16], length = sizeof(buffer);
	Msghdr msg = {LX_NULL, 0, LX_NULL, 0, buffer, 0, 0};
	Iovec nothing = {LX_NULL, 0};
	const int *fds;
	char text[32];
	Cmsghdr *cmsg;
	Ucred ucred = {0, 0, 0};
	int pair[2], flags, pid, count = 0, passed[2] = {-1, -1}, next;
	Stat_t file, console;
	Sockaddr from;

	EXPECT(Socketpair(LX_AF_UNIX, LX_SOCK_STREAM | FLAGS, 0, pair) == 0);
	EXPECT(SetsockoptInt(pair[1], LX_SOL_SOCKET, LX_SO_PASSCRED, 1) == 0);
	pid = Fork();
	if (pid == 0) {
		Alarm(10);
		Exit(send_file(pair[0]) ? 1 : 33);
	}
	EXPECT(wait_for(pid) == 33 << 8);
	EXPECT(RecvmsgBuffers(pair[1], &nothing, 1, buffer, &length, LX_MSG_CMSG_CLOEXEC, &flags, &from) == 1);
	EXPECT(!(flags & LX_MSG_CTRUNC));
	msg.controllen = length;
	for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg)) {
		if (ParseUnixRights(cmsg, &fds) == 2) {
			passed[0] = fds[0];
			passed[1] = fds[1];
		}
		if (ParseUnixCredentials(cmsg, &ucred) == 0)
			count++;
	}
	EXPECT(count == 1 && ucred.pid == pid && ucred.uid == 7 && ucred.gid == 8);
	EXPECT(passed[0] >= 0 && passed[1] >= 0 && FcntlInt(passed[0], LX_F_GETFD, 0) == LX_FD_CLOEXEC);
	EXPECT(Pread(passed[0], text, sizeof(text), 0) == 20 && same(text, "from another process", 20));
	EXPECT(Fstat(passed[1], &file) == 0 && Fstat(1, &console) == 0 && file.ino == console.ino);
	EXPECT(Close(passed[0]) == 0 && Close(passed[1]) == 0);

	/* Room for the credentials, and for one of the two descriptors: the other is not left open. */
	next = Dup(0);
	EXPECT(Close(next) == 0);
	length = CmsgSpace(sizeof(Ucred)) + CmsgLen(sizeof(int));
	EXPECT(RecvmsgBuffers(pair[1], &nothing, 1, buffer, &length, 0, &flags, LX_NULL) == 1);
	EXPECT((flags & LX_MSG_CTRUNC));
	msg.controllen = length;
	count = 0;
	for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg))
		if (ParseUnixRights(cmsg, &fds) > 0)
			count += fds[0] == next;
	EXPECT(count == 1 && FcntlInt(next, LX_F_GETFD, 0) == 0 && FcntlInt(next + 1, LX_F_GETFD, 0) == -LX_EBADF);
	EXPECT(GetsockoptUcred(pair[1], LX_SOL_SOCKET, LX_SO_PEERCRED, &ucred) == 0);
	EXPECT(ucred.pid == Getpid() && ucred.uid == Getuid() && ucred.gid == Getgid());
	return 0;
}

/* ---- LX_AF_INET and LX_AF_INET6 */

static int bring_up(void)
{
	Ifreq ifr = {"lo", {{0, {0}}}};
	int fd = Socket(LX_AF_INET, LX_SOCK_DGRAM | FLAGS, 0);

	EXPECT(fd >= 0 && Ioctl(fd, LX_SIOCGIFINDEX, (unsigned long)&ifr) == 0 && ifr.u.ivalue > 0);
	loopback = ifr.u.ivalue;
	EXPECT(Ioctl(fd, LX_SIOCGIFFLAGS, (unsigned long)&ifr) == 0 && (ifr.u.flags & LX_IFF_LOOPBACK));
	ifr.u.flags |= LX_IFF_UP;
	EXPECT(Ioctl(fd, LX_SIOCSIFFLAGS, (unsigned long)&ifr) == 0);
	EXPECT(Ioctl(fd, LX_SIOCGIFFLAGS, (unsigned long)&ifr) == 0 && (ifr.u.flags & LX_IFF_UP));
	return Close(fd);
}

/* 127.0.0.1 or ::1 */
static Sockaddr local(unsigned short family, int port)
{
	Sockaddr address = {0};

	address.family = family;
	if (family == LX_AF_INET) {
		address.u.inet4.port = port;
		address.u.inet4.addr[0] = 127;
		address.u.inet4.addr[3] = 1;
	} else {
		address.u.inet6.port = port;
		address.u.inet6.addr[15] = 1;
	}
	return address;
}

static int port_of(const Sockaddr *address)
{
	return address->family == LX_AF_INET ? address->u.inet4.port : address->u.inet6.port;
}

static int is_local(const Sockaddr *address, unsigned short family)
{
	Sockaddr want = local(family, 0);

	if (address->family != family)
		return 0;
	return family == LX_AF_INET ? same(address->u.inet4.addr, want.u.inet4.addr, 4) :
				      same(address->u.inet6.addr, want.u.inet6.addr, 16);
}

static int tcp(unsigned short family)
{
	int listener = Socket(family, LX_SOCK_STREAM | FLAGS, 0), client = Socket(family, LX_SOCK_STREAM | FLAGS, 0);
	Sockaddr address = local(family, 0), got, peer;
	Linger linger = {1, 0}, is = {0, 0};
	Timeval limit = {0, 20000};
	char text[16];
	unsigned char wrong_length = 1;
	TCPInfo info;
	int server, value;

	EXPECT(SetsockoptInt(listener, LX_SOL_SOCKET, LX_SO_REUSEADDR, 1) == 0);
	EXPECT(GetsockoptInt(listener, LX_SOL_SOCKET, LX_SO_REUSEADDR, &value) == 0 && value == 1);
	EXPECT(Setsockopt(listener, LX_SOL_SOCKET, LX_SO_REUSEADDR, &wrong_length, 1) == -LX_EINVAL);
	EXPECT(BindSockaddr(listener, &address) == 0 && GetsocknameSockaddr(listener, &address) == 0);
	EXPECT(is_local(&address, family) && port_of(&address) > 0);
	EXPECT(ConnectSockaddr(client, &address) == -LX_ECONNREFUSED);
	EXPECT(BindToDevice(listener, "nosuch") == -LX_ENODEV && BindToDevice(listener, "lo") == 0);
	EXPECT(GetsockoptString(listener, LX_SOL_SOCKET, LX_SO_BINDTODEVICE, text, sizeof(text)) == 2);
	EXPECT(same(text, "lo", 3));
	EXPECT(SetsockoptString(client, LX_SOL_TCP, LX_TCP_CONGESTION, "nosuch") == -LX_ENOENT);
	EXPECT(SetsockoptString(client, LX_SOL_TCP, LX_TCP_CONGESTION, "reno") == 0);
	EXPECT(GetsockoptString(client, LX_SOL_TCP, LX_TCP_CONGESTION, text, sizeof(text)) == 4);
	EXPECT(same(text, "reno", 5));
	EXPECT(Listen(listener, 5) == 0 && ConnectSockaddr(client, &address) == 0);
	server = Accept4Sockaddr(listener, &peer, LX_SOCK_CLOEXEC);
	EXPECT(server >= 0 && GetsocknameSockaddr(client, &got) == 0);
	EXPECT(is_local(&peer, family) && is_local(&got, family) && port_of(&peer) == port_of(&got));
	EXPECT(GetpeernameSockaddr(client, &got) == 0 && port_of(&got) == port_of(&address));

	EXPECT(GetsockoptTCPInfo(client, LX_SOL_TCP, LX_TCP_INFO, &info) > 100 && info.state == LX_TCP_ESTABLISHED);
	EXPECT(info.snd_mss > 500 && info.bytes_acked <= 1);
	EXPECT(Sendto(client, "hello", 5, LX_MSG_NOSIGNAL, LX_NULL, 0) == 5);
	EXPECT(Recvfrom(server, text, sizeof(text), 0, LX_NULL, LX_NULL) == 5 && same(text, "hello", 5));
	EXPECT(SetsockoptTimeval(server, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &limit) == 0);
	EXPECT(Recvfrom(server, text, sizeof(text), 0, LX_NULL, LX_NULL) == -LX_EAGAIN);
	EXPECT(GetsockoptInt(server, LX_SOL_SOCKET, LX_SO_ERROR, &value) == 0 && value == 0);

	/* To close a connection with a linger time of 0 is to reset it. */
	EXPECT(SetsockoptLinger(client, LX_SOL_SOCKET, LX_SO_LINGER, &linger) == 0);
	EXPECT(GetsockoptLinger(client, LX_SOL_SOCKET, LX_SO_LINGER, &is) == 0 && is.onoff == 1 && is.linger == 0);
	EXPECT(Close(client) == 0 && Recvfrom(server, text, sizeof(text), 0, LX_NULL, LX_NULL) == -LX_ECONNRESET);
	return Close(server) || Close(listener);
}

static int tcp4(void)
{
	return tcp(LX_AF_INET);
}

static int tcp6(void)
{
	Sockaddr link_local = local(LX_AF_INET6, 0);
	int fd = Socket(LX_AF_INET6, LX_SOCK_STREAM | FLAGS, 0);

	link_local.u.inet6.addr[0] = 0xfe;
	link_local.u.inet6.addr[1] = 0x80;
	EXPECT(BindSockaddr(fd, &link_local) == -LX_EINVAL); /* without a zone */
	link_local.u.inet6.zone_id = (unsigned int)loopback;
	EXPECT(BindSockaddr(fd, &link_local) == -LX_EADDRNOTAVAIL);
	EXPECT(Close(fd) == 0);
	return tcp(LX_AF_INET6);
}

/* Datagrams with where and when they came, and where they are to go out. */
static int udp(unsigned short family)
{
	int a = Socket(family, LX_SOCK_DGRAM | FLAGS, 0), b = Socket(family, LX_SOCK_DGRAM | FLAGS, 0);
	Sockaddr to = local(family, 0), from = local(family, 0), got;
	unsigned long buffer[32], length = sizeof(buffer);
	Msghdr msg = {LX_NULL, 0, LX_NULL, 0, buffer, 0, 0};
	Inet4Pktinfo info4 = {loopback, 0, 0};
	Inet6Pktinfo info6 = {{0}, 0};
	char text[16];
	Iovec iov = {text, sizeof(text)};
	Timespec stamp = {0, 0}, now = {0, 0};
	int places = 0, times = 0, flags;

	if (family == LX_AF_INET)
		EXPECT(SetsockoptInt(b, LX_SOL_IP, LX_IP_PKTINFO, 1) == 0);
	else
		EXPECT(SetsockoptInt(b, LX_SOL_IPV6, LX_IPV6_RECVPKTINFO, 1) == 0);
	EXPECT(SetsockoptInt(b, LX_SOL_SOCKET, LX_SO_TIMESTAMPNS, 1) == 0);
	EXPECT(BindSockaddr(a, &from) == 0 && GetsocknameSockaddr(a, &from) == 0);
	EXPECT(BindSockaddr(b, &to) == 0 && GetsocknameSockaddr(b, &to) == 0);

	info6.ifindex = loopback;
	info6.addr[15] = 1;
	info4.spec_dst = Htonl(0x7f000001);
	EXPECT((family == LX_AF_INET ? PktInfo4(&msg, sizeof(buffer), &info4) :
				       PktInfo6(&msg, sizeof(buffer), &info6)) == 0);
	EXPECT(SendmsgN(a, "hello", 5, buffer, msg.controllen, &to, 0) == 5);
	EXPECT(RecvmsgBuffers(b, &iov, 1, buffer, &length, 0, &flags, &got) == 5 && same(text, "hello", 5));
	EXPECT(is_local(&got, family) && port_of(&got) == port_of(&from));
	msg.controllen = length;
	for (Cmsghdr *cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg)) {
		times += ParseTimestamp(cmsg, &stamp) == 0;
		if (ParsePktInfo4(cmsg, &info4) == 0)
			places += info4.ifindex == loopback && info4.addr == Htonl(0x7f000001);
		if (ParsePktInfo6(cmsg, &info6) == 0)
			places += info6.ifindex == loopback && info6.addr[0] == 0 && info6.addr[15] == 1;
	}
	EXPECT(places == 1 && times == 1 && ClockGettime(LX_CLOCK_REALTIME, &now) == 0);
	EXPECT(stamp.nsec >= 0 && stamp.nsec < 1000000000 && now.sec - stamp.sec >= 0 && now.sec - stamp.sec < 30);

	/* By an interface that there is not. */
	msg.controllen = 0;
	info4.ifindex = 9999;
	info6.ifindex = 9999;
	EXPECT((family == LX_AF_INET ? PktInfo4(&msg, sizeof(buffer), &info4) :
				       PktInfo6(&msg, sizeof(buffer), &info6)) == 0);
	EXPECT(SendmsgN(a, "hello", 5, buffer, msg.controllen, &to, 0) < 0);
	return Close(a) || Close(b);
}

static int udp4(void)
{
	return udp(LX_AF_INET);
}

static int udp6(void)
{
	return udp(LX_AF_INET6);
}

/* Several datagrams in one call. */
static int many(void)
{
	int a = Socket(LX_AF_INET, LX_SOCK_DGRAM | FLAGS, 0), b = Socket(LX_AF_INET, LX_SOCK_DGRAM | FLAGS, 0);
	Sockaddr to = local(LX_AF_INET, 0), got;
	RawSockaddrAny raw, names[4];
	char out[] = "aabbcc", in[4][8];
	Mmsghdr messages[4];
	Iovec iovs[4];
	Timespec limit = {5, 0}, none = {0, 1000};
	int length;

	EXPECT(BindSockaddr(b, &to) == 0 && GetsocknameSockaddr(b, &to) == 0);
	length = SockaddrEncode(&to, &raw);
	EXPECT(length == sizeof(RawSockaddrInet4));
	fill(messages, 0, sizeof(messages));
	for (int i = 0; i < 3; i++) {
		iovs[i].base = out + 2 * i;
		iovs[i].len = 2;
		messages[i].hdr.name = &raw;
		messages[i].hdr.namelen = (unsigned int)length;
		messages[i].hdr.iov = &iovs[i];
		messages[i].hdr.iovlen = 1;
	}
	EXPECT(Sendmmsg(a, messages, 3, 0) == 3);
	EXPECT(messages[0].len == 2 && messages[2].len == 2);
	for (int i = 0; i < 4; i++) {
		iovs[i].base = in[i];
		iovs[i].len = sizeof(in[i]);
		fill(&messages[i], 0, sizeof(messages[i]));
		messages[i].hdr.name = &names[i];
		messages[i].hdr.namelen = sizeof(names[i]);
		messages[i].hdr.iov = &iovs[i];
		messages[i].hdr.iovlen = 1;
	}
	EXPECT(Recvmmsg(b, messages, 4, LX_MSG_WAITFORONE, &limit) == 3);
	EXPECT(messages[0].len == 2 && messages[2].len == 2 && same(in[0], "aa", 2) && same(in[2], "cc", 2));
	EXPECT(AnyToSockaddr(&names[2], messages[2].hdr.namelen, &got) == 0 && is_local(&got, LX_AF_INET));
	EXPECT(limit.sec < 5 && limit.sec >= 0); /* what was left of the time */
	EXPECT(Sendmmsg(a, messages, 0, 0) == 0);
	EXPECT(Recvmmsg(b, messages, 4, LX_MSG_DONTWAIT, LX_NULL) == -LX_EAGAIN);
	EXPECT(SendtoSockaddr(a, "x", 1, 0, &to) == 1);
	EXPECT(Recvmmsg(b, messages, 1, 0, &none) == 1 && messages[0].len == 1);
	limit.nsec = -1;
	EXPECT(Recvmmsg(b, messages, 1, 0, &limit) == -LX_EINVAL);
	return Close(a) || Close(b);
}

static int groups(void)
{
	int fd4 = Socket(LX_AF_INET, LX_SOCK_DGRAM | FLAGS, 0), fd6 = Socket(LX_AF_INET6, LX_SOCK_DGRAM | FLAGS, 0);
	IPMreqn mreqn = {Htonl(0xe0000142), 0, loopback}, got;
	IPv6Mreq mreq6 = {{0xff, 1, [15] = 0x42}, loopback};

	EXPECT(SetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &mreqn) == 0);
	EXPECT(SetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &mreqn) == -LX_EADDRINUSE);
	EXPECT(SetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_DROP_MEMBERSHIP, &mreqn) == 0);
	EXPECT(SetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_DROP_MEMBERSHIP, &mreqn) == -LX_EADDRNOTAVAIL);
	mreqn.ifindex = 9999;
	EXPECT(SetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &mreqn) == -LX_ENODEV);
	mreqn.ifindex = loopback;
	mreqn.address = Htonl(0x7f000001);
	EXPECT(SetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_MULTICAST_IF, &mreqn) == 0);
	EXPECT(GetsockoptIPMreqn(fd4, LX_SOL_IP, LX_IP_MULTICAST_IF, &got) == 0);
	EXPECT(SetsockoptIPv6Mreq(fd6, LX_SOL_IPV6, LX_IPV6_ADD_MEMBERSHIP, &mreq6) == 0);
	EXPECT(SetsockoptIPv6Mreq(fd6, LX_SOL_IPV6, LX_IPV6_ADD_MEMBERSHIP, &mreq6) == -LX_EADDRINUSE);
	EXPECT(SetsockoptIPv6Mreq(fd6, LX_SOL_IPV6, LX_IPV6_DROP_MEMBERSHIP, &mreq6) == 0);
	return Close(fd4) || Close(fd6);
}

/* ---- others */

static int netlink_port(void)
{
	Sockaddr address = {0}, got;
	int a = Socket(LX_AF_NETLINK, LX_SOCK_RAW | FLAGS, LX_NETLINK_ROUTE);
	int b = Socket(LX_AF_NETLINK, LX_SOCK_RAW | FLAGS, LX_NETLINK_ROUTE);

	address.family = LX_AF_NETLINK;
	EXPECT(BindSockaddr(a, &address) == 0 && GetsocknameSockaddr(a, &got) == 0);
	EXPECT(got.family == LX_AF_NETLINK && got.u.netlink.pid == (unsigned int)Getpid() && got.u.netlink.groups == 0);
	EXPECT(GetpeernameSockaddr(a, &got) == 0 && got.u.netlink.pid == 0);
	address.u.netlink.pid = (unsigned int)Getpid();
	EXPECT(BindSockaddr(b, &address) == -LX_EADDRINUSE);
	address.u.netlink.pid = 0;
	address.u.netlink.groups = 1;
	EXPECT(BindSockaddr(b, &address) == 0 && GetsocknameSockaddr(b, &got) == 0);
	EXPECT(got.u.netlink.groups == 1 && got.u.netlink.pid != 0 && got.u.netlink.pid != (unsigned int)Getpid());
	return Close(a) || Close(b);
}

/* What goes over the loopback interface, and a filter that lets through UDP to one port. */
static int packets(void)
{
	const int port = 4242;
	const SockFilter filter[] = {
		LsfStmt(LX_BPF_LD | LX_BPF_B | LX_BPF_ABS, 14 + 9),
		LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 17, 0, 3),
		LsfStmt(LX_BPF_LD | LX_BPF_H | LX_BPF_ABS, 14 + 20 + 2),
		LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 4242, 0, 1),
		LsfStmt(LX_BPF_RET | LX_BPF_K, 14 + 20 + 8 + 3),
		LsfStmt(LX_BPF_RET | LX_BPF_K, 0),
	};
	Sockaddr to = local(LX_AF_INET, port), elsewhere = local(LX_AF_INET, port + 1), from;
	PacketMreq promiscuous = {loopback, LX_PACKET_MR_PROMISC, 0, {0}};
	int fd = LsfSocket(loopback, LX_ETH_P_ALL), udp_fd = Socket(LX_AF_INET, LX_SOCK_DGRAM | FLAGS, 0);
	TpacketStats stats;
	unsigned char frame[128];
	Timeval limit = {5, 0};

	EXPECT(fd >= 0 && AttachLsf(fd, filter, 0) == -LX_EINVAL && DetachLsf(fd) == -LX_ENOENT);
	EXPECT(AttachLsf(fd, filter, sizeof(filter) / sizeof(filter[0])) == 0);
	while (Recvfrom(fd, frame, sizeof(frame), LX_MSG_DONTWAIT, LX_NULL, LX_NULL) > 0)
		; /* what came before the filter was there */
	EXPECT(SetsockoptTimeval(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &limit) == 0);
	EXPECT(GetsocknameSockaddr(fd, &from) == 0 && from.u.linklayer.ifindex == loopback);
	EXPECT(SetsockoptPacketMreq(fd, LX_SOL_PACKET, LX_PACKET_ADD_MEMBERSHIP, &promiscuous) == 0);
	EXPECT(SendtoSockaddr(udp_fd, "no", 2, 0, &elsewhere) == 2);
	EXPECT(SendtoSockaddr(udp_fd, "yes, and more", 13, 0, &to) == 13);
	EXPECT(RecvfromSockaddr(fd, frame, sizeof(frame), 0, &from) == 14 + 20 + 8 + 3 && same(frame + 42, "yes", 3));
	EXPECT(from.family == LX_AF_PACKET && from.u.linklayer.ifindex == loopback && from.u.linklayer.halen == 6);
	EXPECT(from.u.linklayer.protocol == Htons(LX_ETH_P_IP) && from.u.linklayer.hatype == 772 /* ARPHRD_LOOPBACK */);
	EXPECT(GetsockoptTpacketStats(fd, LX_SOL_PACKET, LX_PACKET_STATISTICS, &stats) == 0 && stats.packets >= 1);
	EXPECT(DetachLsf(fd) == 0 && SetLsfPromisc("lo", 1) == 0 && SetLsfPromisc("lo", 0) == 0);
	EXPECT(SetLsfPromisc("nosuch", 1) == -LX_ENODEV && Close(udp_fd) == 0);
	return Close(fd);
}

static int algorithm(void)
{
	static const unsigned char abc[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea};
	Sockaddr address = {0};
	unsigned char digest[64];
	int fd = Socket(LX_AF_ALG, LX_SOCK_SEQPACKET | FLAGS, 0), hash;

	address.family = LX_AF_ALG;
	for (int i = 0; "hash"[i]; i++)
		address.u.alg.type[i] = "hash"[i];
	EXPECT(BindSockaddr(fd, &address) == -LX_ENOENT);
	for (int i = 0; "sha256"[i]; i++)
		address.u.alg.name[i] = "sha256"[i];
	EXPECT(BindSockaddr(fd, &address) == 0);
	hash = Accept(fd, LX_NULL, LX_NULL);
	EXPECT(hash >= 0 && Write(hash, "abc", 3) == 3 && Read(hash, digest, sizeof(digest)) == 32);
	EXPECT(same(digest, abc, sizeof(abc)));
	return Close(hash) || Close(fd);
}

/* To this machine itself, which has the transport for it or not. */
static int vsock(void)
{
	int fd = Socket(LX_AF_VSOCK, LX_SOCK_STREAM | FLAGS, 0);
	Sockaddr address = {0}, got;

	address.family = LX_AF_VSOCK;
	address.u.vm.cid = LX_VMADDR_CID_ANY;
	address.u.vm.port = 4242;
	EXPECT(BindSockaddr(fd, &address) == 0 && GetsocknameSockaddr(fd, &got) == 0);
	EXPECT(got.family == LX_AF_VSOCK && got.u.vm.cid == LX_VMADDR_CID_ANY && got.u.vm.port == 4242);
	return Close(fd);
}

/* Runs function unless this kernel lacks the family. */
static void with_family(const char *name, int domain, int type, int (*function)(void))
{
	int fd = Socket(domain, type | FLAGS, 0);

	if (fd == -LX_EAFNOSUPPORT)
		skip(name, "this kernel lacks the family, or has it as a module");
	else
		check_child(name, function);
	if (fd >= 0)
		Close(fd);
}

void sockets(void)
{
	Sigaction_t ignore = handling(LX_SIG_IGN, 0), before;

	Sigaction(LX_SIGPIPE, &ignore, &before);
	check_child("Unix sockets with paths, abstract names and none", unix_names);
	check_child("Unix sockets of datagrams and of packets in sequence", unix_types);
	check_child("descriptors and credentials are passed", rights);
	check_equal("the loopback interface goes up", bring_up(), 0);
	check_child("TCP over IPv4, and its options", tcp4);
	with_family("TCP over IPv6, and its options", LX_AF_INET6, LX_SOCK_STREAM, tcp6);
	check_child("UDP over IPv4: where and when a datagram came", udp4);
	with_family("UDP over IPv6: where and when a datagram came", LX_AF_INET6, LX_SOCK_DGRAM, udp6);
	check_child("several datagrams in one call", many);
	with_family("multicast groups", LX_AF_INET6, LX_SOCK_DGRAM, groups);
	check_child("netlink ports", netlink_port);
	with_family("packet sockets and their filters", LX_AF_PACKET, LX_SOCK_RAW, packets);
	with_family("algorithms of the kernel", LX_AF_ALG, LX_SOCK_SEQPACKET, algorithm);
	with_family("sockets between virtual machines", LX_AF_VSOCK, LX_SOCK_STREAM, vsock);
	Sigaction(LX_SIGPIPE, &before, LX_NULL);
}
