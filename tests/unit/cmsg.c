/* cmsg.h: control messages built as the kernel wants them, read as it gave them, and whatever bytes there are. */
#include "unit.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

#include <barecall/cmsg.h>

typedef union Control {
	Cmsghdr header; /* for its alignment */
	char bytes[512];
} Control;

static Msghdr message(void *control, unsigned long length)
{
	Msghdr msg;

	memset(&msg, 0, sizeof(msg));
	msg.control = control;
	msg.controllen = length;
	return msg;
}

static void pair(int type, int sv[2])
{
	Timeval ten = { 10, 0 };
	int on = 1;

	assert_int_equal(Socketpair(LX_AF_UNIX, type | LX_SOCK_CLOEXEC, 0, sv), 0);
	assert_int_equal(Setsockopt(sv[1], LX_SOL_SOCKET, LX_SO_RCVTIMEO, &ten, sizeof(ten)), 0);
	assert_int_equal(Setsockopt(sv[1], LX_SOL_SOCKET, LX_SO_PASSCRED, &on, sizeof(on)), 0);
}

/* Sizes are constant expressions, as CMSG_SPACE and CMSG_LEN are. */
static char for_int[CmsgSpace(4)];
static char for_ucred[CmsgLen(sizeof(Ucred))];

static void test_sizes_are_constant(void **state)
{
	unsigned long (*space)(unsigned long) = CmsgSpace, (*len)(unsigned long) = CmsgLen;
	unsigned long i;

	(void)state;
	memset(for_int, 0, sizeof(for_int));
	memset(for_ucred, 0, sizeof(for_ucred));
	assert_int_equal(sizeof(for_int), CMSG_SPACE(4));
	assert_int_equal(sizeof(for_ucred), CMSG_LEN(sizeof(Ucred)));
	for (i = 0; i < 40; i++) {
		assert_int_equal(CmsgSpace(i), CMSG_SPACE(i));
		assert_int_equal(CmsgLen(i), CMSG_LEN(i));
		assert_int_equal(space(i), CmsgSpace(i));
		assert_int_equal(len(i), CmsgLen(i));
	}
}

static void test_append(void **state)
{
	Control control;
	Msghdr msg = message(&control, 0);
	struct msghdr libc;
	struct cmsghdr *theirs;
	Cmsghdr *first, *second;
	int data = 7;

	(void)state;
	memset(&control, 0x55, sizeof(control));
	assert_null(CmsgAppend(&msg, 23, 1, 2, &data, 4));
	assert_null(CmsgAppend(&msg, ~0UL, 1, 2, NULL, ~0UL));
	assert_null(CmsgAppend(&msg, ~0UL, 1, 2, NULL, ~0UL - 15));
	assert_int_equal(msg.controllen, 0);
	assert_int_equal((unsigned char)control.bytes[0], 0x55);
	first = CmsgAppend(&msg, 48, 1, 2, &data, 4);
	assert_ptr_equal(first, &control);
	second = CmsgAppend(&msg, 48, 3, 4, NULL, 8);
	assert_ptr_equal(second, control.bytes + 24);
	assert_null(CmsgAppend(&msg, 48, 1, 2, NULL, 0));
	assert_int_equal(msg.controllen, 48);
	assert_int_equal(first->len, CmsgLen(4));
	assert_int_equal(msg.controllen, CmsgSpace(4) + CmsgSpace(8));
	assert_memory_equal(control.bytes + 20, "\0\0\0\0", 4);
	assert_memory_equal(CmsgData(second), "\0\0\0\0\0\0\0\0", 8);
	assert_int_equal((unsigned char)control.bytes[48], 0x55);

	/* A libc walks the same messages. */
	memset(&libc, 0, sizeof(libc));
	libc.msg_control = &control;
	libc.msg_controllen = 48;
	theirs = CMSG_FIRSTHDR(&libc);
	assert_ptr_equal(theirs, CmsgFirst(&msg));
	assert_ptr_equal(CMSG_DATA(theirs), CmsgData(first));
	assert_ptr_equal(CMSG_NXTHDR(&libc, theirs), CmsgNext(&msg, first));
	assert_null(CmsgNext(&msg, second));

	msg = message(NULL, 0);
	assert_null(CmsgAppend(&msg, 100, 1, 2, NULL, 0));
	assert_null(CmsgFirst(&msg));
	msg = message(&control, ~0UL);
	assert_null(CmsgAppend(&msg, 100, 1, 2, NULL, 0));
}

/* Sends one byte with these control messages. */
static long sent(int fd, Msghdr *msg)
{
	Iovec iov;

	iov.base = (void *)(uintptr_t)"x";
	iov.len = 1;
	msg->iov = &iov;
	msg->iovlen = 1;
	return Sendmsg(fd, msg, 0);
}

static Msghdr received(int fd, Control *control, unsigned long room)
{
	static char byte;
	static Iovec iov;
	Msghdr msg = message(control, room);

	iov.base = &byte;
	iov.len = 1;
	msg.iov = &iov;
	msg.iovlen = 1;
	memset(control, 0x55, sizeof(*control));
	assert_int_equal(Recvmsg(fd, &msg, LX_MSG_CMSG_CLOEXEC), 1);
	return msg;
}

static int same_file(int a, int b)
{
	struct stat x, y;

	return fstat(a, &x) == 0 && fstat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void rights_and_credentials(int type)
{
	int sv[2], pipes[2];
	const int *fds = NULL;
	Control control;
	Msghdr msg = message(&control, 0);
	Ucred me, got;
	Cmsghdr *cmsg;
	int rights = 0, credentials = 0;

	pair(type, sv);
	assert_int_equal(pipe(pipes), 0);
	me.pid = getpid();
	me.uid = getuid();
	me.gid = getgid();
	assert_int_equal(UnixRights(&msg, 23, pipes, 2), -LX_ENOBUFS);
	assert_int_equal(UnixRights(&msg, sizeof(control), pipes, 2), 0);
	assert_int_equal(UnixCredentials(&msg, 55, &me), -LX_ENOBUFS);
	assert_int_equal(UnixCredentials(&msg, 56, &me), 0);
	assert_int_equal(sent(sv[0], &msg), 1);

	msg = received(sv[1], &control, sizeof(control));
	assert_int_equal(msg.flags & LX_MSG_CTRUNC, 0);
	for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg)) {
		int count = ParseUnixRights(cmsg, &fds);

		if (count >= 0) {
			rights++;
			assert_int_equal(count, 2);
			assert_int_equal(CmsgDataLen(cmsg), 8);
			assert_int_equal(ParseUnixCredentials(cmsg, &got), -LX_EINVAL);
			assert_true(same_file(fds[0], pipes[0]) && same_file(fds[1], pipes[1]));
			assert_int_equal(fcntl(fds[0], F_GETFD), FD_CLOEXEC);
			close(fds[0]);
			close(fds[1]);
		} else {
			credentials++;
			assert_int_equal(ParseUnixCredentials(cmsg, &got), 0);
			assert_memory_equal(&got, &me, sizeof(me));
		}
	}
	assert_int_equal(rights, 1);
	assert_int_equal(credentials, 1);
	close(pipes[0]);
	close(pipes[1]);
	close(sv[0]);
	close(sv[1]);
}

static void test_rights_and_credentials(void **state)
{
	(void)state;
	rights_and_credentials(LX_SOCK_STREAM);
	rights_and_credentials(LX_SOCK_DGRAM);
}

/* Whatever room the receiver has: no message is read beyond it, and of three descriptors as many come as fit. */
static void test_too_little_room(void **state)
{
	int sv[2], some[3];
	Control control;
	Ucred got;

	(void)state;
	SKIP_UNDER_QEMU("it cuts control messages in its own way");
	pair(LX_SOCK_DGRAM, sv);
	some[0] = some[1] = some[2] = sv[0];
	for (unsigned long room = 0; room <= 72; room++) {
		Msghdr msg = message(&control, 0);
		Cmsghdr *cmsg;
		const int *fds;
		int count = -1, whole = 0;

		assert_int_equal(UnixRights(&msg, sizeof(control), some, 3), 0);
		assert_int_equal(sent(sv[0], &msg), 1);
		msg = received(sv[1], &control, room);
		assert_true(msg.controllen <= room);
		assert_int_equal((unsigned char)control.bytes[room], 0x55);
		for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg)) {
			assert_true((char *)CmsgData(cmsg) + CmsgDataLen(cmsg) <= control.bytes + room);
			whole += ParseUnixCredentials(cmsg, &got) == 0;
			if (ParseUnixRights(cmsg, &fds) >= 0) {
				count = ParseUnixRights(cmsg, &fds);
				for (int i = 0; i < count; i++)
					assert_int_equal(close(fds[i]), 0);
			}
		}
		/* Credentials come first: 16 + 12 bytes, filled up to 32; then 16 and 4 for each descriptor. */
		assert_int_equal(whole, room >= 28);
		assert_int_equal(count, room < 52 ? -1 : room < 56 ? 1 : room < 60 ? 2 : 3);
		assert_int_equal(msg.flags & LX_MSG_CTRUNC, room < 60 ? LX_MSG_CTRUNC : 0);
	}
	close(sv[0]);
	close(sv[1]);
}

static void test_packet_information(void **state)
{
	static const int domains[] = { LX_AF_INET, LX_AF_INET6 };

	(void)state;
	SKIP_UNDER_QEMU("it does not know these options and control messages");
	for (int i = 0; i < 2; i++) {
		int fd = Socket(domains[i], LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0), on = 1;
		RawSockaddrInet6 own, to; /* longer than IPv4's */
		unsigned int length = sizeof(own);
		Inet4Pktinfo info4 = { 0, 0, 0 };
		Inet6Pktinfo info6;
		Timeval ten = { 10, 0 };
		Timespec when = { 0, 0 };
		Control control;
		Msghdr msg = message(&control, 0);
		Cmsghdr *cmsg;
		struct timespec now;
		int found = 0, stamped = 0;

		memset(&own, 0, sizeof(own));
		memset(&info6, 0, sizeof(info6));
		own.family = (unsigned short)domains[i];
		info6.addr[15] = 1;
		memcpy(&info4.spec_dst, "\x7f\x00\x00\x01", 4);
		memcpy(i ? (void *)own.addr : (void *)&own.flowinfo, i ? (const void *)info6.addr : (const void *)&info4.spec_dst,
		       i ? 16 : 4);
		if (fd < 0 || Bind(fd, &own, i ? 28 : 16) < 0) {
			if (i == 1)
				SKIP("no IPv6 here");
			fail();
		}
		assert_int_equal(Getsockname(fd, &own, &length), 0);
		to = own;
		assert_int_equal(Setsockopt(fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &ten, sizeof(ten)), 0);
		assert_int_equal(SetsockoptInt(fd, LX_SOL_SOCKET, i ? LX_SO_TIMESTAMPNS : LX_SO_TIMESTAMP, on), 0);
		if (i)
			assert_int_equal(SetsockoptInt(fd, LX_SOL_IPV6, LX_IPV6_RECVPKTINFO, on), 0);
		else
			assert_int_equal(SetsockoptInt(fd, LX_SOL_IP, LX_IP_PKTINFO, on), 0);
		assert_int_equal(PktInfo4(&msg, 31, &info4), -LX_ENOBUFS);
		assert_int_equal(PktInfo6(&msg, 39, &info6), -LX_ENOBUFS);
		assert_int_equal(i ? PktInfo6(&msg, 40, &info6) : PktInfo4(&msg, 32, &info4), 0);
		msg.name = &to;
		msg.namelen = length;
		assert_int_equal(sent(fd, &msg), 1);
		msg = received(fd, &control, sizeof(control));
		for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg)) {
			memset(&info4, 0, sizeof(info4));
			memset(&info6, 0, sizeof(info6));
			if (i == 0 && ParsePktInfo4(cmsg, &info4) == 0) {
				found++;
				assert_int_equal(info4.ifindex, 1);
				assert_memory_equal(&info4.addr, "\x7f\x00\x00\x01", 4);
				assert_int_equal(ParsePktInfo6(cmsg, &info6), -LX_EINVAL);
			}
			if (i == 1 && ParsePktInfo6(cmsg, &info6) == 0) {
				found++;
				assert_int_equal(info6.ifindex, 1);
				assert_int_equal(info6.addr[15], 1);
				assert_int_equal(ParsePktInfo4(cmsg, &info4), -LX_EINVAL);
			}
			stamped += ParseTimestamp(cmsg, &when) == 0;
		}
		close(fd);
		assert_int_equal(found, 1);
		assert_int_equal(stamped, 1);
		assert_int_equal(clock_gettime(CLOCK_REALTIME, &now), 0);
		assert_true(when.sec <= now.tv_sec && when.sec > now.tv_sec - 60);
		assert_true(when.nsec >= 0 && when.nsec < 1000000000);
	}
}

/* Of one level and type alone, and whole. */
static void test_what_is_another_message(void **state)
{
	static const struct {
		int level, type;
		unsigned long size;
	} kinds[] = {
		{ LX_SOL_SOCKET, LX_SCM_RIGHTS, sizeof(int) },
		{ LX_SOL_SOCKET, LX_SCM_CREDENTIALS, sizeof(Ucred) },
		{ LX_SOL_IP, LX_IP_PKTINFO, sizeof(Inet4Pktinfo) },
		{ LX_SOL_IPV6, LX_IPV6_PKTINFO, sizeof(Inet6Pktinfo) },
		{ LX_SOL_SOCKET, LX_SO_TIMESTAMPNS, sizeof(Timespec) },
	};
	Control control;
	int i, how;

	(void)state;
	memset(&control, 0, sizeof(control));
	for (i = 0; i < 5; i++)
		for (how = 0; how < 4; how++) {
			const int *fds;
			Ucred ucred;
			Inet4Pktinfo info4;
			Inet6Pktinfo info6;
			Timespec when;
			int result;

			control.header.level = kinds[i].level + (how == 1);
			control.header.type = kinds[i].type + (how == 2 ? 1000 : 0);
			control.header.len = CmsgLen(kinds[i].size) - (how == 3);
			result = i == 0 ? ParseUnixRights(&control.header, &fds) :
				 i == 1 ? ParseUnixCredentials(&control.header, &ucred) :
				 i == 2 ? ParsePktInfo4(&control.header, &info4) :
				 i == 3 ? ParsePktInfo6(&control.header, &info6) :
					  ParseTimestamp(&control.header, &when);
			/* Descriptors are as many as are whole. */
			if (how == 0 || (i == 0 && how == 3))
				assert_true(result >= 0);
			else
				assert_int_equal(result, -LX_EINVAL);
		}
}

/* A message that is not in the buffer, or not any more. */
static void test_next_to_what_is_not_there(void **state)
{
	Control control;
	Msghdr msg = message(&control, 0);
	Cmsghdr *last;

	(void)state;
	memset(&control, 0, sizeof(control));
	control.header.len = 32;
	last = (Cmsghdr *)(void *)(control.bytes + 32);
	last->len = 32;
	((Cmsghdr *)(void *)(control.bytes + 64))->len = 32;
	msg.controllen = 96;
	assert_ptr_equal(CmsgNext(&msg, &control.header), last);
	assert_ptr_equal(CmsgNext(&msg, last), control.bytes + 64);
	msg.controllen = 24;
	assert_null(CmsgNext(&msg, last));
	msg.controllen = 40;
	assert_null(CmsgNext(&msg, last));
}

/* xorshift64: the same bytes in every run. */
static uint64_t random_state = 0x2545f4914f6cdd1d;

static unsigned int random_bits(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned int)(random_state >> 32);
}

/* Random messages of each length, right before memory that must not be touched: what is given lies within. */
static void test_random_messages(void **state)
{
	static const unsigned long lengths[] = { 0, 1, 15, 16, 17, 20, 23, 24, 28, 32, 40, ~0UL, ~0UL - 7, ~0UL - 15,
						 1UL << 63, 1UL << 32 };
	long page = sysconf(_SC_PAGESIZE);
	char *map = mmap(NULL, (size_t)page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = map + page;
	int rounds = unit_under_qemu() ? 40000 : 300000;
	long walked = 0;

	(void)state;
	assert_ptr_not_equal(map, MAP_FAILED);
	assert_int_equal(mprotect(end, (size_t)page, PROT_NONE), 0);
	for (int i = 0; i < rounds; i++) {
		unsigned long size = random_bits() % 18 * 8, length = size - (size ? random_bits() % 8 : 0);
		char *start = end - size, *after = start;
		Msghdr msg = message(start, length);
		Cmsghdr *cmsg;

		for (unsigned long n = 0; n < size; n += 8) {
			unsigned long word = random_bits() % 4 ? lengths[random_bits() % 16] :
					     random_bits() % 2 ? random_bits() : random_bits() % 48;

			memcpy(start + n, &word, 8);
		}
		for (unsigned long n = 0; n + 16 <= size; n += random_bits() % 5 * 8 + 8) {
			Cmsghdr known = { random_bits() % 64, random_bits() % 2 ? LX_SOL_SOCKET : (int)(random_bits() % 42),
					  (int)(random_bits() % 51) };

			memcpy(start + n, &known, sizeof(known));
		}
		for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg)) {
			char *data = CmsgData(cmsg);
			const int *fds;
			Ucred ucred;
			Inet4Pktinfo info4;
			Inet6Pktinfo info6;
			Timespec when;
			int count;

			walked++;
			assert_true((char *)cmsg >= after);
			after = data + CmsgDataLen(cmsg);
			assert_true(after >= data && after <= start + length);
			count = ParseUnixRights(cmsg, &fds);
			assert_true(count < 0 || (const char *)(fds + count) <= after);
			assert_true(ParseUnixCredentials(cmsg, &ucred) < 0 || data + 12 <= after);
			assert_true(ParsePktInfo4(cmsg, &info4) < 0 || data + 12 <= after);
			assert_true(ParsePktInfo6(cmsg, &info6) < 0 || data + 20 <= after);
			assert_true(ParseTimestamp(cmsg, &when) < 0 || data + 16 <= after);
		}
	}
	assert_true(walked > rounds / 4);
	assert_int_equal(munmap(map, (size_t)page * 2), 0);
}

UNIT_TESTS(unit_test(test_sizes_are_constant), unit_test(test_append), unit_test(test_rights_and_credentials),
	   unit_test(test_too_little_room), unit_test(test_what_is_another_message),
	   unit_test(test_next_to_what_is_not_there), unit_test(test_packet_information), unit_test(test_random_messages));
