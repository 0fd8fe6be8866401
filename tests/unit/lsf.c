/* Linux socket filters: lsf.h. */
#include "unit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <barecall/lsf.h>

static void test_instructions_are_the_kernels(void **state)
{
	struct sock_filter theirs[] = { BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9), BPF_JUMP(BPF_JMP | BPF_JEQ, 1, 3, 4) };
	static const SockFilter table[] = {
		LX_BPF_STMT(LX_BPF_LD | LX_BPF_B | LX_BPF_ABS, 9),
		LX_BPF_JUMP(LX_BPF_JMP | LX_BPF_JEQ, 1, 3, 4),
	};
	SockFilter ours[2];

	(void)state;
	assert_int_equal(sizeof(table), sizeof(theirs));
	assert_memory_equal(table, theirs, sizeof(theirs));
	ours[0] = LsfStmt(LX_BPF_LD | LX_BPF_B | LX_BPF_ABS, 9);
	ours[1] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ, 1, 3, 4);
	assert_memory_equal(ours, theirs, sizeof(theirs));
	ours[0] = LsfJump(0xffff, 0xffffffff, 255, 254);
	assert_true(ours[0].code == 0xffff && ours[0].k == 0xffffffff && ours[0].jt == 255 && ours[0].jf == 254);
}

static void test_filter_errors(void **state)
{
	SockFilter filter = LsfStmt(LX_BPF_RET | LX_BPF_K, 0), wrong = LsfStmt(0xffff, 0);
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	(void)state;
	assert_int_equal(AttachLsf(-1, &filter, 1), -EBADF);
	assert_int_equal(AttachLsf(fd, &wrong, 1), -EINVAL);
	if (!unit_under_qemu()) { /* which has no SO_DETACH_FILTER, and another error for no program */
		assert_int_equal(AttachLsf(fd, &filter, 0), -EINVAL);
		assert_int_equal(DetachLsf(-1), -EBADF);
		assert_int_equal(DetachLsf(fd), -ENOENT);
	}
	close(fd);
}

static void test_a_filter_chooses(void **state)
{
	SockFilter filter[4];
	char buffer[8];
	int fds[2];

	(void)state;
	/* Only what begins with x, and of that two bytes. */
	filter[0] = LsfStmt(LX_BPF_LD | LX_BPF_B | LX_BPF_ABS, 0);
	filter[1] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 'x', 0, 1);
	filter[2] = LsfStmt(LX_BPF_RET | LX_BPF_K, 2);
	filter[3] = LsfStmt(LX_BPF_RET | LX_BPF_K, 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0, fds), 0);
	assert_int_equal(AttachLsf(fds[0], filter, 4), 0);
	send(fds[1], "no", 2, 0);
	send(fds[1], "xyz", 3, 0);
	send(fds[1], "nor this", 8, 0);
	assert_int_equal(recv(fds[0], buffer, sizeof(buffer), 0), 2);
	assert_memory_equal(buffer, "xy", 2);
	assert_int_equal(recv(fds[0], buffer, sizeof(buffer), 0), -1);
	if (!unit_under_qemu()) {
		assert_int_equal(DetachLsf(fds[0]), 0);
		assert_int_equal(send(fds[1], "now", 3, 0), 3);
		assert_int_equal(recv(fds[0], buffer, sizeof(buffer), 0), 3);
		assert_int_equal(DetachLsf(fds[0]), -ENOENT);
	}
	close(fds[0]);
	close(fds[1]);
}

static short flags_of(const char *name)
{
	struct ifreq request;
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	memset(&request, 0, sizeof(request));
	strcpy(request.ifr_name, name);
	if (ioctl(fd, SIOCGIFFLAGS, &request) != 0)
		request.ifr_flags = -1;
	close(fd);
	return request.ifr_flags;
}

static int up(const char *name)
{
	struct ifreq request;
	int fd = socket(AF_INET, SOCK_DGRAM, 0), result;

	memset(&request, 0, sizeof(request));
	strcpy(request.ifr_name, name);
	request.ifr_flags = IFF_UP;
	result = ioctl(fd, SIOCSIFFLAGS, &request);
	close(fd);
	return result == 0;
}

/* In a network of its own, where the loopback is the only interface. */
static int packet_socket(void)
{
	struct sockaddr_ll bound;
	struct sockaddr_in to;
	socklen_t length = sizeof(bound);
	struct timeval limit = { 5, 0 };
	unsigned char frame[256];
	int fd, udp, lo;

	EXPECT(unshare(CLONE_NEWNET) == 0 && up("lo"));
	lo = (int)if_nametoindex("lo");
	EXPECT(LsfSocket(lo + 1000, 3) == -ENODEV);
	fd = LsfSocket(lo, 0x0800 /* ETH_P_IP */);
	EXPECT(fd >= 0);
	EXPECT(getsockname(fd, (struct sockaddr *)&bound, &length) == 0);
	EXPECT(bound.sll_family == AF_PACKET && bound.sll_ifindex == lo && bound.sll_protocol == htons(0x0800));
	udp = socket(AF_INET, SOCK_DGRAM, 0);
	memset(&to, 0, sizeof(to));
	to.sin_family = AF_INET;
	to.sin_port = htons(9);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	EXPECT(sendto(udp, "hello", 5, 0, (struct sockaddr *)&to, sizeof(to)) == 5);
	EXPECT(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) == 0);
	EXPECT(recv(fd, frame, sizeof(frame), 0) == 14 + 20 + 8 + 5);
	EXPECT(memcmp(frame + 42, "hello", 5) == 0);
	EXPECT(setresuid(1000, 1000, 1000) == 0);
	EXPECT(LsfSocket(lo, 3) == -EPERM);
	return 0;
}

static void test_a_packet_socket_sees_frames(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no network namespaces");
	assert_int_equal(in_child(packet_socket), 0);
}

static int promiscuous(void)
{
	int before = open("/proc/self/fd", O_RDONLY);

	EXPECT(unshare(CLONE_NEWNET) == 0 && up("lo"));
	EXPECT(SetLsfPromisc("lo", 1) == 0);
	EXPECT(flags_of("lo") & IFF_PROMISC && flags_of("lo") & IFF_UP);
	EXPECT(SetLsfPromisc("lo", 0) == 0);
	EXPECT(!(flags_of("lo") & IFF_PROMISC) && flags_of("lo") & IFF_UP);
	EXPECT(SetLsfPromisc("nosuch0", 1) == -ENODEV);
	EXPECT(SetLsfPromisc("fifteencharssss", 1) == -ENODEV);
	EXPECT(SetLsfPromisc("sixteencharsssss", 1) == -EINVAL);
	EXPECT(setresuid(1000, 1000, 1000) == 0);
	EXPECT(SetLsfPromisc("lo", 1) == -EPERM);
	EXPECT(open("/", O_RDONLY) == before + 1); /* no descriptor is left */
	return 0;
}

static void test_promiscuous_mode(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no network namespaces");
	assert_int_equal(in_child(promiscuous), 0);
}

UNIT_TESTS(unit_test(test_instructions_are_the_kernels), unit_test(test_filter_errors),
	   unit_test(test_a_filter_chooses), unit_test(test_a_packet_socket_sees_frames),
	   unit_test(test_promiscuous_mode));
