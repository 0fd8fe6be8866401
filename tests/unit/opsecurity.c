/* Seccomp's and Landlock's operations: op/seccomp.h, op/landlock.h. */
#include "unit.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <barecall/lsf.h>
#include <barecall/op/landlock.h>
#include <barecall/op/prctl.h>
#include <barecall/op/seccomp.h>

static int strict(void)
{
	EXPECT(SeccompSetModeStrict() == 0);
	ExitThread(0);
}

static int denies_getppid(void)
{
	SockFilter code[4];
	SockFprog program = { 4, code };
	unsigned int action = LX_SECCOMP_RET_ERRNO, unknown = 0x12340000;
	SeccompNotifSizes sizes;

	EXPECT(SeccompGetActionAvail(&action) == 0 && SeccompGetActionAvail(&unknown) == -EOPNOTSUPP);
	EXPECT(SeccompGetActionAvail(NULL) == -EFAULT);
	EXPECT(SeccompGetNotifSizes(&sizes) == 0 && sizes.notif >= sizeof(SeccompNotif) && sizes.data >= sizeof(SeccompData));
	code[0] = LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0);
	code[1] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LX_SYS_getppid, 0, 1);
	code[2] = LsfStmt(LX_BPF_RET | LX_BPF_K, (int)(LX_SECCOMP_RET_ERRNO | 77));
	code[3] = LsfStmt(LX_BPF_RET | LX_BPF_K, (int)LX_SECCOMP_RET_ALLOW);
	EXPECT(PrctlSetNoNewPrivs() == 0);
	EXPECT(SeccompSetModeFilter(1U << 30, &program) == -EINVAL);
	EXPECT(SeccompSetModeFilter(0, &program) == 0);
	EXPECT(Getppid() == -77 && Getpid() > 0);
	return 0;
}

static int listens(void)
{
	SockFilter code[4];
	SockFprog program = { 4, code };
	SeccompNotif notif;
	SeccompNotifResp resp;
	SeccompNotifAddfd add;
	int listener, pid, status, files, got, sockets[2];
	unsigned long id = 1;

	code[0] = LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0);
	code[1] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LX_SYS_getppid, 0, 1);
	code[2] = LsfStmt(LX_BPF_RET | LX_BPF_K, (int)LX_SECCOMP_RET_USER_NOTIF);
	code[3] = LsfStmt(LX_BPF_RET | LX_BPF_K, (int)LX_SECCOMP_RET_ALLOW);
	EXPECT(socketpair(AF_UNIX, SOCK_DGRAM, 0, sockets) == 0);
	EXPECT(PrctlSetNoNewPrivs() == 0);
	listener = SeccompSetModeFilter(LX_SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	if (listener == -EINVAL)
		return 0; /* a kernel without */
	EXPECT(listener >= 0);
	pid = Fork();
	if (pid == 0) {
		int answer = Getppid(), second = Getppid();
		char byte = 0;

		/* The answer, and a descriptor that came from outside. */
		_exit(!(answer == 4711 && second >= 0 && Write(second, &byte, 1) == 1));
	}
	memset(&notif, 0, sizeof(notif));
	EXPECT(SeccompIoctlNotifIDValid(listener, &id) == -ENOENT);
	got = SeccompIoctlNotifSetFlags(listener, LX_SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	EXPECT(got == 0 || got == -EINVAL || got == -ENOTTY);
	while ((got = SeccompIoctlNotifRecv(listener, &notif)) == -EINTR)
		;
	EXPECT(got == 0 && notif.data.nr == LX_SYS_getppid && (int)notif.pid == pid);
	EXPECT(SeccompIoctlNotifIDValid(listener, &notif.id) == 0);
	memset(&resp, 0, sizeof(resp));
	resp.id = notif.id;
	resp.val = 4711;
	EXPECT(SeccompIoctlNotifSend(listener, &resp) == 0 && SeccompIoctlNotifSend(listener, &resp) < 0);
	memset(&notif, 0, sizeof(notif));
	while ((got = SeccompIoctlNotifRecv(listener, &notif)) == -EINTR)
		;
	EXPECT(got == 0);
	memset(&add, 0, sizeof(add));
	add.id = notif.id;
	add.srcfd = (unsigned int)sockets[0];
	files = SeccompIoctlNotifAddfd(listener, &add);
	resp.id = notif.id;
	resp.val = files;
	EXPECT(files == -ENOTTY || files >= 0);
	if (files < 0) {
		Kill(pid, LX_SIGKILL);
		waitpid(pid, &status, 0);
		return 0;
	}
	EXPECT(SeccompIoctlNotifSend(listener, &resp) == 0);
	EXPECT(waitpid(pid, &status, 0) == pid && status == 0);
	return 0;
}

static void test_strict(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(strict), 0);
}

static void test_filter(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(denies_getppid), 0);
}

static void test_listener(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(listens), 0);
}

static int landlocked(void)
{
	LandlockRulesetAttr attr;
	int fd, result, ruleset, socket_fd;
	struct sockaddr_in address;

	memset(&attr, 0, sizeof(attr));
	attr.handled_access_fs = LX_LANDLOCK_ACCESS_FS_READ_FILE;
	attr.handled_access_net = LandlockABI() >= 4 ? LX_LANDLOCK_ACCESS_NET_BIND_TCP : 0;
	ruleset = LandlockCreateRuleset(&attr, sizeof(attr), 0);
	EXPECT(ruleset >= 0);
	EXPECT(LandlockAddPathBeneath(-1, LX_LANDLOCK_ACCESS_FS_READ_FILE, 0, 0) == -EBADF);
	fd = open("in", O_PATH);
	EXPECT(LandlockAddPathBeneath(ruleset, 0, fd, 0) == -ENOMSG);
	EXPECT(LandlockAddPathBeneath(ruleset, LX_LANDLOCK_ACCESS_FS_READ_FILE, fd, 0) == 0);
	EXPECT(LandlockAddNetPort(-1, LX_LANDLOCK_ACCESS_NET_BIND_TCP, 1, 0) < 0);
	result = LandlockAddNetPort(ruleset, LX_LANDLOCK_ACCESS_NET_BIND_TCP, 34567, 0);
	EXPECT(result == 0 || !attr.handled_access_net || result == -EAFNOSUPPORT);
	EXPECT(PrctlSetNoNewPrivs() == 0 && LandlockRestrictSelf(ruleset, 0) == 0);
	EXPECT(open("in", O_RDONLY) >= 0 && open("out", O_RDONLY) == -1 && errno == EACCES);
	if (result == 0) {
		memset(&address, 0, sizeof(address));
		address.sin_family = AF_INET;
		address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address.sin_port = htons(34568);
		socket_fd = socket(AF_INET, SOCK_STREAM, 0);
		EXPECT(bind(socket_fd, (struct sockaddr *)&address, sizeof(address)) == -1 && errno == EACCES);
		address.sin_port = htons(34567);
		EXPECT(bind(socket_fd, (struct sockaddr *)&address, sizeof(address)) == 0 || errno != EACCES);
	}
	return 0;
}

static void test_landlock(void **state)
{
	int version = LandlockABI(), errata = LandlockErrata();

	(void)state;
	if (version < 0) {
		assert_true(version == -ENOSYS || version == -EOPNOTSUPP);
		SKIP("no Landlock here");
	}
	assert_true(version >= 1 && (errata >= 0 || errata == -EINVAL));
	close(open("in", O_CREAT | O_WRONLY, 0600));
	close(open("out", O_CREAT | O_WRONLY, 0600));
	assert_int_equal(in_child(landlocked), 0);
	unlink("in");
	unlink("out");
}

UNIT_TESTS(unit_test(test_strict), unit_test(test_filter), unit_test(test_listener), unit_test(test_landlock));
