/* net.h: sockets over loopback and Unix addresses, messages, descriptors in messages, options. */
#include "unit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#include <barecall/ioctl.h>
#include <barecall/net.h>

/* What a read within 10 seconds takes: everything here is bounded by this, or by what is there already. */
static int limited(int fd)
{
	Timeval ten = { 10, 0 };

	assert_true(fd >= 0);
	assert_int_equal(Setsockopt(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &ten, sizeof(ten)), 0);
	return fd;
}

static void pair(int type, int sv[2])
{
	assert_int_equal(Socketpair(LX_AF_UNIX, type | LX_SOCK_CLOEXEC, 0, sv), 0);
	limited(sv[0]);
	limited(sv[1]);
}

static void close_pair(const int sv[2])
{
	close(sv[0]);
	close(sv[1]);
}

static RawSockaddrInet4 loopback(void)
{
	RawSockaddrInet4 addr;

	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_INET;
	addr.addr = Htonl(LX_INADDR_LOOPBACK);
	return addr;
}

static void test_byte_order(void **state)
{
	(void)state;
	assert_int_equal(Htons(0x12ff), htons(0x12ff));
	assert_int_equal(Htons(0xff12), htons(0xff12));
	assert_int_equal(Htonl(0x12ff34fe), htonl(0x12ff34fe));
	assert_int_equal(Htonl(LX_INADDR_LOOPBACK), inet_addr("127.0.0.1"));
}

static void test_socket(void **state)
{
	unsigned int length = sizeof(int);
	int fd, value = 0;

	(void)state;
	assert_int_equal(Socket(9999, LX_SOCK_STREAM, 0), -LX_EAFNOSUPPORT);
	assert_int_equal(Socket(LX_AF_UNIX, LX_SOCK_STREAM, 77), -LX_EPROTONOSUPPORT);
	if (!unit_under_qemu()) /* which drops flags that it does not know */
		assert_int_equal(Socket(LX_AF_UNIX, LX_SOCK_STREAM | 1 << 30, 0), -LX_EINVAL);
	fd = Socket(LX_AF_UNIX, LX_SOCK_SEQPACKET | LX_SOCK_CLOEXEC | LX_SOCK_NONBLOCK, 0);
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
	assert_int_equal(Getsockopt(fd, LX_SOL_SOCKET, LX_SO_TYPE, &value, &length), 0);
	assert_int_equal(value, LX_SOCK_SEQPACKET);
	close(fd);
}

static void test_socketpair_and_shutdown(void **state)
{
	char buf[8];
	int sv[2];

	(void)state;
	assert_int_equal(Socketpair(LX_AF_INET, LX_SOCK_STREAM, 0, sv), -LX_EOPNOTSUPP);
	pair(LX_SOCK_STREAM, sv);
	assert_int_equal(Sendto(sv[0], "hello", 5, 0, NULL, 0), 5);
	assert_int_equal(Recvfrom(sv[1], buf, 8, LX_MSG_PEEK, NULL, NULL), 5);
	assert_int_equal(Recvfrom(sv[1], buf, 8, 0, NULL, NULL), 5);
	assert_memory_equal(buf, "hello", 5);
	assert_int_equal(Recvfrom(sv[1], buf, 8, LX_MSG_DONTWAIT, NULL, NULL), -LX_EAGAIN);
	assert_int_equal(Shutdown(sv[0], 99), -LX_EINVAL);
	assert_int_equal(Shutdown(sv[0], LX_SHUT_WR), 0);
	assert_int_equal(Recvfrom(sv[1], buf, 8, 0, NULL, NULL), 0);
	assert_int_equal(Sendto(sv[0], "x", 1, LX_MSG_NOSIGNAL, NULL, 0), -LX_EPIPE);
	close_pair(sv);
	assert_int_equal(Shutdown(sv[0], LX_SHUT_RD), -LX_EBADF);
}

/* Binds a Unix socket to n bytes of path, and gives the length that the kernel then tells. */
static unsigned int bound(const char *path, unsigned int n, RawSockaddrUnix *told)
{
	RawSockaddrUnix addr;
	unsigned int length = sizeof(*told);
	int fd = Socket(LX_AF_UNIX, LX_SOCK_DGRAM, 0);

	memset(&addr, 0x55, sizeof(addr));
	addr.family = LX_AF_UNIX;
	memcpy(addr.path, path, n);
	assert_int_equal(Bind(fd, &addr, (unsigned int)offsetof(RawSockaddrUnix, path) + n), 0);
	memset(told, 0, sizeof(*told));
	assert_int_equal(Getsockname(fd, told, &length), 0);
	assert_int_equal(told->family, LX_AF_UNIX);
	close(fd);
	return length;
}

static void test_unix_addresses(void **state)
{
	char path[109];
	RawSockaddrUnix told;
	unsigned int length;
	int sv[2];

	(void)state;
	memset(path, 'p', sizeof(path));
	path[107] = '\0';
	assert_int_equal(bound(path, 108, &told), 2 + 108);
	assert_int_equal(strlen(told.path), 107);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(bound(path, 107, &told), 2 + 108); /* the kernel adds the NUL */
	assert_int_equal(unlink(path), 0);
	path[107] = 'q'; /* 108 bytes without a NUL are a path too, and come back so */
	path[108] = '\0';
	assert_int_equal(bound(path, 108, &told), 2 + 109);
	assert_memory_equal(told.path, path, 108);
	assert_int_equal(unlink(path), 0);

	assert_int_equal(bound("\0a\0b", 4, &told), 2 + 4); /* abstract, every byte counts */
	assert_memory_equal(told.path, "\0a\0b", 4);

	pair(LX_SOCK_STREAM, sv);
	length = sizeof(told);
	assert_int_equal(Getpeername(sv[0], &told, &length), 0);
	assert_int_equal(length, 2); /* without a name */
	close_pair(sv);
}

static void test_bind_errors(void **state)
{
	RawSockaddrUnix addr;
	int fd = Socket(LX_AF_UNIX, LX_SOCK_STREAM, 0), again = Socket(LX_AF_UNIX, LX_SOCK_STREAM, 0);

	(void)state;
	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_UNIX;
	strcpy(addr.path, "name");
	assert_int_equal(Bind(fd, &addr, 4096), -LX_EINVAL);
	assert_int_equal(Bind(fd, &addr, 0xffffffff), -LX_EINVAL);
	assert_int_equal(Connect(fd, &addr, sizeof(addr)), -LX_ENOENT);
	assert_int_equal(Bind(fd, &addr, sizeof(addr)), 0);
	assert_int_equal(Bind(again, &addr, sizeof(addr)), -LX_EADDRINUSE);
	assert_int_equal(Connect(again, &addr, sizeof(addr)), -LX_ECONNREFUSED);
	assert_int_equal(Accept(fd, NULL, NULL), -LX_EINVAL);
	close(fd);
	close(again);
}

static void test_tcp(void **state)
{
	RawSockaddrInet4 addr = loopback(), peer, own;
	unsigned int length = sizeof(addr);
	int listener = limited(Socket(LX_AF_INET, LX_SOCK_STREAM, LX_IPPROTO_TCP)), client, server, one = 1;
	char buf[4];

	(void)state;
	assert_int_equal(Setsockopt(listener, LX_SOL_SOCKET, LX_SO_REUSEADDR, &one, sizeof(one)), 0);
	if (Bind(listener, &addr, sizeof(addr)) == -LX_EADDRNOTAVAIL)
		SKIP("no loopback interface");
	assert_int_equal(Getsockname(listener, &addr, &length), 0);
	assert_int_equal(length, 16);
	assert_int_not_equal(addr.port, 0);
	client = limited(Socket(LX_AF_INET, LX_SOCK_STREAM, 0));
	assert_int_equal(Connect(client, &addr, sizeof(addr)), -LX_ECONNREFUSED);
	assert_int_equal(Listen(listener, 5), 0);
	assert_int_equal(Connect(client, &addr, sizeof(addr)), 0);
	if (!unit_under_qemu())
		assert_int_equal(Accept4(listener, NULL, NULL, 1 << 30), -LX_EINVAL);
	length = sizeof(peer);
	server = limited(Accept4(listener, &peer, &length, LX_SOCK_CLOEXEC));
	assert_int_equal(length, 16);
	assert_int_equal(fcntl(server, F_GETFD), FD_CLOEXEC);
	assert_int_equal(Getsockname(client, &own, &length), 0);
	assert_memory_equal(&own, &peer, 8);
	assert_int_equal(Getpeername(client, &peer, &length), 0);
	assert_memory_equal(&peer, &addr, 8);
	assert_int_equal(Setsockopt(client, LX_SOL_TCP, LX_TCP_NODELAY, &one, sizeof(one)), 0);
	assert_int_equal(Sendto(client, "ping", 4, 0, NULL, 0), 4);
	assert_int_equal(Recvfrom(server, buf, 4, LX_MSG_WAITALL, NULL, NULL), 4);
	assert_memory_equal(buf, "ping", 4);
	close(client);
	assert_int_equal(Recvfrom(server, buf, 4, 0, NULL, NULL), 0);
	close(server);

	client = limited(Socket(LX_AF_INET, LX_SOCK_STREAM, 0));
	assert_int_equal(Connect(client, &addr, sizeof(addr)), 0);
	length = 6; /* too little room: what fits, and how much there is */
	memset(&peer, 0, sizeof(peer));
	server = limited(Accept(listener, &peer, &length));
	assert_int_equal(length, 16);
	assert_true(peer.family == LX_AF_INET && peer.port != 0 && peer.addr == (Htonl(LX_INADDR_LOOPBACK) & 0xffff));
	assert_int_equal(fcntl(server, F_GETFD), 0);
	close(server);
	close(client);
	close(listener);
}

static void test_udp_over_ipv6(void **state)
{
	RawSockaddrInet6 addr, from;
	unsigned int length = sizeof(addr);
	int a = Socket(LX_AF_INET6, LX_SOCK_DGRAM, 0), b, ret;
	char buf[4];

	(void)state;
	if (a == -LX_EAFNOSUPPORT)
		SKIP("no IPv6");
	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_INET6;
	addr.addr[15] = 1;
	ret = Bind(limited(a), &addr, sizeof(addr));
	if (ret == -LX_EADDRNOTAVAIL)
		SKIP("no IPv6 loopback");
	assert_int_equal(ret, 0);
	assert_int_equal(Getsockname(a, &addr, &length), 0);
	assert_int_equal(length, 28);
	b = limited(Socket(LX_AF_INET6, LX_SOCK_DGRAM, 0));
	assert_int_equal(Sendto(b, "0123456789", 10, 0, NULL, 0), -LX_EDESTADDRREQ);
	assert_int_equal(Sendto(b, "0123456789", 10, 0, &addr, sizeof(addr)), 10);
	memset(&from, 0xff, sizeof(from));
	length = sizeof(from);
	assert_int_equal(Recvfrom(a, buf, 4, LX_MSG_TRUNC, &from, &length), 10); /* more than the buffer holds */
	assert_memory_equal(buf, "0123", 4);
	assert_int_equal(length, 28);
	assert_memory_equal(from.addr, addr.addr, 16);
	assert_int_equal(Sendto(b, "0123456789", 10, 0, &addr, sizeof(addr)), 10);
	assert_int_equal(Recvfrom(a, buf, 4, 0, NULL, NULL), 4);
	close(a);
	close(b);
}

/* A control buffer: a descriptor and, 8-aligned after it, credentials. */
union control {
	Cmsghdr align;
	char bytes[64];
};

static void fill_control(union control *c, int fd)
{
	Cmsghdr head;
	Ucred cred;

	memset(c, 0, sizeof(*c));
	head.len = CmsgLen(sizeof(fd));
	head.level = LX_SOL_SOCKET;
	head.type = LX_SCM_RIGHTS;
	memcpy(c->bytes, &head, sizeof(head));
	memcpy(c->bytes + 16, &fd, sizeof(fd));
	cred.pid = getpid();
	cred.uid = getuid();
	cred.gid = getgid();
	head.len = CmsgLen(sizeof(cred));
	head.type = LX_SCM_CREDENTIALS;
	memcpy(c->bytes + CmsgSpace(sizeof(fd)), &head, sizeof(head));
	memcpy(c->bytes + CmsgSpace(sizeof(fd)) + 16, &cred, sizeof(cred));
}

static Msghdr message(Iovec *iov, union control *c, unsigned long size)
{
	Msghdr m;

	memset(&m, 0xff, sizeof(m)); /* the padding too */
	m.name = NULL;
	m.namelen = 0;
	m.iov = iov;
	m.iovlen = 1;
	m.control = c;
	m.controllen = size;
	m.flags = 0;
	return m;
}

static void test_control_messages(void **state)
{
	union control c;
	char data[] = "data", got[4];
	Iovec out, in;
	Cmsghdr head;
	Ucred cred;
	Msghdr m;
	int sv[2], fds[2], one = 1, passed = -1, rights = 0, credentials = 0;
	unsigned long at;

	(void)state;
	assert_int_equal(CmsgLen(4), CMSG_LEN(4));
	assert_int_equal(CmsgSpace(4), CMSG_SPACE(4));
	assert_int_equal(CmsgSpace(12), CMSG_SPACE(12));
	pair(LX_SOCK_STREAM, sv);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(Setsockopt(sv[1], LX_SOL_SOCKET, LX_SO_PASSCRED, &one, sizeof(one)), 0);
	out.base = data;
	out.len = 4;
	fill_control(&c, 1000);
	m = message(&out, &c, CmsgSpace(4) + CmsgSpace(12));
	assert_int_equal(Sendmsg(sv[0], &m, 0), -LX_EBADF);
	fill_control(&c, fds[1]);
	assert_int_equal(Sendmsg(sv[0], &m, 0), 4);

	in.base = got;
	in.len = sizeof(got);
	memset(&c, 0, sizeof(c));
	m = message(&in, &c, sizeof(c));
	m.flags = 77;
	assert_int_equal(Recvmsg(sv[1], &m, LX_MSG_CMSG_CLOEXEC), 4);
	assert_memory_equal(got, "data", 4);
	assert_int_equal(m.flags & ~LX_MSG_CMSG_CLOEXEC, 0);
	assert_int_equal(m.controllen, CmsgSpace(4) + CmsgSpace(12));
	for (at = 0; at + 16 <= m.controllen; at += CmsgSpace(head.len - 16)) {
		memcpy(&head, c.bytes + at, 16);
		assert_int_equal(head.level, LX_SOL_SOCKET);
		if (head.type == LX_SCM_RIGHTS) {
			assert_int_equal(head.len, CmsgLen(4));
			memcpy(&passed, c.bytes + at + 16, 4);
			rights++;
		} else if (head.type == LX_SCM_CREDENTIALS) {
			assert_int_equal(head.len, CmsgLen(12));
			memcpy(&cred, c.bytes + at + 16, 12);
			assert_true(cred.pid == getpid() && cred.uid == getuid() && cred.gid == getgid());
			credentials++;
		}
	}
	assert_true(rights == 1 && credentials == 1);
	assert_int_equal(fcntl(passed, F_GETFD), FD_CLOEXEC);
	assert_int_equal(write(passed, "z", 1), 1);
	assert_int_equal(read(fds[0], got, 4), 1);
	assert_int_equal(got[0], 'z');
	close(passed);

	/* No room for both: one is lost, and said to be. */
	fill_control(&c, fds[1]);
	m = message(&out, &c, CmsgSpace(4) + CmsgSpace(12));
	assert_int_equal(Sendmsg(sv[0], &m, 0), 4);
	m = message(&in, &c, CmsgSpace(12));
	assert_int_equal(Recvmsg(sv[1], &m, 0), 4);
	if (!unit_under_qemu()) /* which tells of half a message lost, not of a whole one */
		assert_true(m.flags & LX_MSG_CTRUNC);
	close(fds[0]);
	close(fds[1]);
	close_pair(sv);
}

static void test_message_names_and_vectors(void **state)
{
	RawSockaddrInet4 addr = loopback(), from;
	unsigned int length = sizeof(addr);
	char buf[6];
	Iovec out[2], in[2];
	Msghdr m;
	int fd = limited(Socket(LX_AF_INET, LX_SOCK_DGRAM, 0));

	(void)state;
	if (Bind(fd, &addr, sizeof(addr)) == -LX_EADDRNOTAVAIL)
		SKIP("no loopback interface");
	assert_int_equal(Getsockname(fd, &addr, &length), 0);
	memcpy(buf, "abcdef", 6);
	out[0].base = buf;
	out[0].len = 2;
	out[1].base = buf + 4;
	out[1].len = 2;
	m = message(out, NULL, 0);
	m.iovlen = 2;
	m.name = &addr;
	m.namelen = sizeof(addr);
	assert_int_equal(Sendmsg(fd, &m, 0), 4);
	in[0].base = buf;
	in[0].len = 1;
	in[1].base = buf + 1;
	in[1].len = 2;
	m = message(in, NULL, 0);
	m.iovlen = 2;
	m.name = &from;
	m.namelen = sizeof(from);
	assert_int_equal(Recvmsg(fd, &m, 0), 3);
	assert_memory_equal(buf, "abe", 3);
	assert_int_equal(m.flags & LX_MSG_TRUNC, LX_MSG_TRUNC);
	assert_int_equal(m.namelen, 16);
	assert_memory_equal(&from, &addr, 8);
	assert_int_equal(m.controllen, 0);
	close(fd);
}

static void test_many_messages(void **state)
{
	Timespec five = { 5, 0 };
	Mmsghdr out[3], in[4];
	Iovec iov[3], room[4];
	char bufs[4][8];
	int sv[2], i;

	(void)state;
	pair(LX_SOCK_DGRAM, sv);
	for (i = 0; i < 3; i++) {
		iov[i].base = (char *)(uintptr_t)"abc";
		iov[i].len = (unsigned long)i + 1;
		out[i].hdr = message(&iov[i], NULL, 0);
	}
	for (i = 0; i < 4; i++) {
		room[i].base = bufs[i];
		room[i].len = 8;
		in[i].hdr = message(&room[i], NULL, 0);
		in[i].len = 77;
	}
	assert_int_equal(Sendmmsg(-1, out, 3, 0), -LX_EBADF);
	assert_int_equal(Recvmmsg(sv[1], in, 4, LX_MSG_DONTWAIT, NULL), -LX_EAGAIN);
	assert_int_equal(Sendmmsg(sv[0], out, 3, 0), 3);
	assert_int_equal(out[2].len, 3);
	assert_int_equal(Recvmmsg(sv[1], in, 2, 0, unit_under_qemu() ? NULL : &five), 2);
	if (!unit_under_qemu())
		assert_int_equal(five.sec, 4);
	assert_int_equal(Recvmmsg(sv[1], in + 2, 2, LX_MSG_DONTWAIT, NULL), 1);
	assert_true(in[0].len == 1 && in[1].len == 2 && in[2].len == 3 && in[3].len == 77);
	assert_memory_equal(bufs[2], "abc", 3);
	close_pair(sv);
}

static void test_timeouts(void **state)
{
	Timeval tv = { 1, 500000 }, back = { 0, 0 }, bad = { 0, 1000000 };
	unsigned int length = sizeof(back);
	struct timespec before, after;
	char byte;
	int sv[2];

	(void)state;
	pair(LX_SOCK_STREAM, sv);
	if (!unit_timeouts_are_told(sv[0])) {
		close_pair(sv);
		SKIP("qemu-user: getsockopt gives SO_RCVTIMEO no length");
	}
	assert_int_equal(Setsockopt(sv[0], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &bad, sizeof(bad)), -LX_EDOM);
	assert_int_equal(Setsockopt(sv[0], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &tv, sizeof(tv)), 0);
	assert_int_equal(Getsockopt(sv[0], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &back, &length), 0);
	assert_int_equal(length, sizeof(back));
	assert_int_equal(back.sec, 1);
	assert_in_range(back.usec, 500000, 510000); /* whole ticks */
	tv.sec = 0;
	tv.usec = 50000;
	assert_int_equal(Setsockopt(sv[0], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &tv, sizeof(tv)), 0);
	clock_gettime(CLOCK_MONOTONIC, &before);
	assert_int_equal(Recvfrom(sv[0], &byte, 1, 0, NULL, NULL), -LX_EAGAIN);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true((after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec >= 50000000);
	close_pair(sv);
}

static void test_options(void **state)
{
	Linger linger = { 1, 7 }, back = { 0, 0 };
	Ucred cred = { 0, 0, 0 };
	unsigned int length;
	int sv[2], value = 1;

	(void)state;
	pair(LX_SOCK_STREAM, sv);
	assert_int_equal(Setsockopt(sv[0], LX_SOL_SOCKET, 9999, &value, sizeof(value)), -LX_ENOPROTOOPT);
	assert_int_equal(Setsockopt(sv[0], LX_SOL_SOCKET, LX_SO_LINGER, &linger, 3), -LX_EINVAL);
	assert_int_equal(Setsockopt(sv[0], LX_SOL_SOCKET, LX_SO_LINGER, &linger, sizeof(linger)), 0);
	length = sizeof(back);
	assert_int_equal(Getsockopt(sv[0], LX_SOL_SOCKET, LX_SO_LINGER, &back, &length), 0);
	assert_true(back.onoff == 1 && back.linger == 7 && length == sizeof(back));
	length = sizeof(cred);
	assert_int_equal(Getsockopt(sv[0], LX_SOL_SOCKET, LX_SO_PEERCRED, &cred, &length), 0);
	assert_true(cred.pid == getpid() && cred.uid == getuid() && length == sizeof(cred));
	length = sizeof(value);
	value = 77;
	assert_int_equal(Getsockopt(sv[0], LX_SOL_SOCKET, LX_SO_ERROR, &value, &length), 0);
	assert_int_equal(value, 0);
	length = sizeof(value);
	assert_int_equal(Getsockopt(sv[0], LX_SOL_SOCKET, LX_SO_ACCEPTCONN, &value, &length), 0);
	assert_int_equal(value, 0);
	assert_int_equal(GetsockoptInt(sv[0], LX_SOL_SOCKET, 9999, &value), -LX_ENOPROTOOPT);
	assert_int_equal(SetsockoptInt(sv[0], LX_SOL_SOCKET, 9999, 1), -LX_ENOPROTOOPT);
	assert_int_equal(SetsockoptInt(sv[0], LX_SOL_SOCKET, LX_SO_REUSEADDR, 1), 0);
	value = 77;
	assert_int_equal(GetsockoptInt(sv[0], LX_SOL_SOCKET, LX_SO_REUSEADDR, &value), 0);
	assert_int_equal(value, 1);
	close_pair(sv);
	assert_int_equal(Getsockopt(sv[0], LX_SOL_SOCKET, LX_SO_ERROR, &value, &length), -LX_EBADF);
}

static void test_netlink_address(void **state)
{
	RawSockaddrNetlink addr;
	unsigned int length = sizeof(addr);
	int fd = Socket(LX_AF_NETLINK, LX_SOCK_RAW | LX_SOCK_CLOEXEC, LX_NETLINK_KOBJECT_UEVENT);

	(void)state;
	if (fd == -LX_EPROTONOSUPPORT || fd == -LX_EAFNOSUPPORT)
		SKIP("no such netlink protocol here");
	assert_true(fd >= 0);
	memset(&addr, 0, sizeof(addr));
	addr.family = LX_AF_NETLINK;
	assert_int_equal(Bind(fd, &addr, sizeof(addr)), 0);
	memset(&addr, 0xff, sizeof(addr));
	assert_int_equal(Getsockname(fd, &addr, &length), 0);
	assert_int_equal(length, 12);
	assert_true(addr.family == LX_AF_NETLINK && addr.pid != 0 && addr.groups == 0);
	close(fd);
}

static void test_interface(void **state)
{
	RawSockaddrLinklayer link;
	Ifreq request;
	unsigned int length = sizeof(link);
	int fd = Socket(LX_AF_INET, LX_SOCK_DGRAM, 0), index;

	(void)state;
	memset(&request, 0, sizeof(request));
	strcpy(request.name, "none such");
	assert_int_equal(IoctlPtr(fd, LX_SIOCGIFFLAGS, &request), -LX_ENODEV);
	strcpy(request.name, "lo");
	if (IoctlPtr(fd, LX_SIOCGIFFLAGS, &request) == -LX_ENODEV)
		SKIP("no loopback interface");
	assert_true(request.u.flags & LX_IFF_LOOPBACK);
	assert_int_equal(IoctlPtr(fd, LX_SIOCGIFINDEX, &request), 0);
	index = request.u.ivalue;
	assert_true(index > 0);
	close(fd);

	fd = Socket(LX_AF_PACKET, LX_SOCK_DGRAM, 0);
	if (fd == -LX_EPERM || fd == -LX_EAFNOSUPPORT)
		SKIP("no packet sockets here");
	memset(&link, 0, sizeof(link));
	link.family = LX_AF_PACKET;
	link.protocol = Htons(LX_ETH_P_IP);
	link.ifindex = index;
	assert_int_equal(Bind(fd, &link, sizeof(link)), 0);
	memset(&link, 0xff, sizeof(link));
	assert_int_equal(Getsockname(fd, &link, &length), 0);
	assert_true(link.family == LX_AF_PACKET && link.protocol == Htons(LX_ETH_P_IP) && link.ifindex == index);
	assert_true(link.hatype == 772 && link.halen == 6); /* ARPHRD_LOOPBACK */
	close(fd);
}

UNIT_TESTS(unit_test(test_byte_order), unit_test(test_socket), unit_test(test_socketpair_and_shutdown),
	   unit_test(test_unix_addresses), unit_test(test_bind_errors), unit_test(test_tcp),
	   unit_test(test_udp_over_ipv6), unit_test(test_control_messages), unit_test(test_message_names_and_vectors),
	   unit_test(test_many_messages), unit_test(test_timeouts), unit_test(test_options),
	   unit_test(test_netlink_address), unit_test(test_interface));
