/* security.h: seccomp, Landlock, security modules, keys. */
#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <barecall/security.h>

#define LENGTH(array) (unsigned short)(sizeof(array) / sizeof((array)[0]))

/* A filter that answers getppid with what, and allows everything else. */
static int filter_getppid(unsigned int what, unsigned int flags)
{
	SockFilter code[] = {
		{ LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0, 0, offsetof(SeccompData, nr) },
		{ LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 0, 1, LX_SYS_getppid },
		{ LX_BPF_RET | LX_BPF_K, 0, 0, what },
		{ LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_ALLOW },
	};
	SockFprog program = { LENGTH(code), code };

	return Seccomp(LX_SECCOMP_SET_MODE_FILTER, flags, &program);
}

static int filtered(void)
{
	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(filter_getppid(LX_SECCOMP_RET_ERRNO | 77, 0) == 0);
	EXPECT(Getppid() == -77 && Getpid() == getpid());
	EXPECT(prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == LX_SECCOMP_MODE_FILTER);
	return 0;
}

static void test_seccomp_filters(void **state)
{
	SeccompNotifSizes sizes = { 0, 0, 0 };
	unsigned int action = LX_SECCOMP_RET_ALLOW;

	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(Seccomp(99, 0, LX_NULL), -EINVAL);
	assert_int_equal(Seccomp(LX_SECCOMP_SET_MODE_FILTER, 0, LX_NULL), -EFAULT);
	assert_int_equal(Seccomp(LX_SECCOMP_GET_ACTION_AVAIL, 0, &action), 0);
	action = 0x12340000;
	assert_int_equal(Seccomp(LX_SECCOMP_GET_ACTION_AVAIL, 0, &action), -EOPNOTSUPP);
	assert_int_equal(Seccomp(LX_SECCOMP_GET_NOTIF_SIZES, 0, &sizes), 0);
	assert_true(sizes.notif >= sizeof(SeccompNotif) && sizes.notif_resp >= sizeof(SeccompNotifResp) &&
		    sizes.data >= sizeof(SeccompData));
	assert_int_equal(in_child(filtered), 0);
}

/* The child's getppid waits for an answer of a grandchild's, which shares its descriptors since fork. */
static int supervised(void)
{
	SeccompNotif request;
	SeccompNotifResp answer;
	struct pollfd ready;
	int status, listener;
	pid_t asking;

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	listener = filter_getppid(LX_SECCOMP_RET_USER_NOTIF, LX_SECCOMP_FILTER_FLAG_NEW_LISTENER);
	EXPECT(listener >= 0);
	asking = fork();
	if (asking == 0)
		_exit(Getppid() == 4711 ? 0 : 1);
	ready.fd = listener;
	ready.events = POLLIN;
	EXPECT(poll(&ready, 1, 5000) == 1);
	memset(&request, 0, sizeof(request));
	EXPECT(ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_RECV, &request) == 0);
	EXPECT(request.pid == (unsigned int)asking && request.data.nr == LX_SYS_getppid);
	memset(&answer, 0, sizeof(answer));
	answer.id = request.id;
	answer.val = 4711;
	EXPECT(ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0);
	EXPECT(waitpid(asking, &status, 0) == asking && status == 0);
	return 0;
}

static void test_seccomp_asks_a_supervisor(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(supervised), 0);
}

static int confined(void)
{
	LandlockRulesetAttr attr;
	LandlockPathBeneathAttr rule;
	int ruleset, fd;

	memset(&attr, 0, sizeof(attr));
	attr.handled_access_fs = LX_LANDLOCK_ACCESS_FS_WRITE_FILE | LX_LANDLOCK_ACCESS_FS_MAKE_REG;
	EXPECT(mkdir("in", 0700) == 0 && mkdir("out", 0700) == 0);
	ruleset = LandlockCreateRuleset(&attr, sizeof(attr.handled_access_fs), 0);
	EXPECT(ruleset >= 0);
	rule.allowed_access = attr.handled_access_fs;
	rule.parent_fd = -1;
	EXPECT(LandlockAddRule(ruleset, LX_LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == -EBADF);
	rule.parent_fd = open("in", O_PATH | O_CLOEXEC);
	rule.allowed_access = 0;
	EXPECT(LandlockAddRule(ruleset, LX_LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == -ENOMSG);
	rule.allowed_access = LX_LANDLOCK_ACCESS_FS_READ_FILE;
	EXPECT(LandlockAddRule(ruleset, LX_LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == -EINVAL);
	rule.allowed_access = attr.handled_access_fs;
	EXPECT(LandlockAddRule(ruleset, LX_LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0);
	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0); /* without which a user is refused before */
	EXPECT(LandlockRestrictSelf(-1, 0) == -EBADF);
	EXPECT(LandlockRestrictSelf(ruleset, 0) == 0);
	fd = open("in/file", O_WRONLY | O_CREAT, 0600);
	EXPECT(fd >= 0);
	EXPECT(open("out/file", O_WRONLY | O_CREAT, 0600) == -1 && errno == EACCES);
	EXPECT(open("out", O_RDONLY | O_DIRECTORY) >= 0);
	return 0;
}

/* Why there is no Landlock here, or NULL. */
static const char *no_landlock(void)
{
	int version = LandlockCreateRuleset(LX_NULL, 0, LX_LANDLOCK_CREATE_RULESET_VERSION);

	return version == -ENOSYS || version == -EOPNOTSUPP ? "a kernel without Landlock" : NULL;
}

static void test_landlock_confines(void **state)
{
	LandlockRulesetAttr attr;

	(void)state;
	SKIP_UNDER_QEMU("no Landlock");
	if (no_landlock())
		SKIP(no_landlock());
	memset(&attr, 0, sizeof(attr));
	assert_int_equal(LandlockCreateRuleset(&attr, sizeof(attr.handled_access_fs), 0), -ENOMSG);
	assert_int_equal(LandlockCreateRuleset(&attr, 4, 0), -EINVAL);
	attr.handled_access_fs = 1UL << 63;
	assert_int_equal(LandlockCreateRuleset(&attr, sizeof(attr.handled_access_fs), 0), -EINVAL);
	assert_int_equal(in_child(confined), 0);
}

static int ports(void)
{
	LandlockRulesetAttr attr;
	LandlockNetPortAttr rule = { LX_LANDLOCK_ACCESS_NET_BIND_TCP, 70000 };
	int ruleset;

	memset(&attr, 0, sizeof(attr));
	attr.handled_access_net = LX_LANDLOCK_ACCESS_NET_BIND_TCP;
	ruleset = LandlockCreateRuleset(&attr, offsetof(LandlockRulesetAttr, scoped), 0);
	EXPECT(ruleset >= 0);
	EXPECT(LandlockAddRule(ruleset, LX_LANDLOCK_RULE_NET_PORT, &rule, 0) == -EINVAL);
	rule.port = 4711;
	EXPECT(LandlockAddRule(ruleset, LX_LANDLOCK_RULE_NET_PORT, &rule, 0) == 0);
	return 0;
}

static void test_landlock_knows_ports(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no Landlock");
	if (no_landlock() || LandlockCreateRuleset(LX_NULL, 0, LX_LANDLOCK_CREATE_RULESET_VERSION) < 4)
		SKIP("a kernel without Landlock for ports (Linux 6.7)");
	assert_int_equal(in_child(ports), 0);
}

static void test_lsm_lists_modules(void **state)
{
	unsigned long ids[32];
	unsigned int size = sizeof(ids);
	int count;

	(void)state;
	memset(ids, 0, sizeof(ids));
	count = LsmListModules(ids, &size, 0);
	if (count == -ENOSYS)
		SKIP("a kernel before Linux 6.8, or qemu-user");
	assert_true(count >= 0);
	assert_int_equal(size, (unsigned int)count * 8);
	if (count > 0)
		assert_true(ids[0] >= LX_LSM_ID_CAPABILITY);
	assert_int_equal(LsmListModules(ids, &size, 1), -EINVAL);
	size = 0;
	assert_int_equal(LsmListModules(ids, &size, 0), count ? -E2BIG : 0);
	assert_int_equal(size, (unsigned int)count * 8);
}

static void test_lsm_attributes(void **state)
{
	union {
		LsmCtx head;
		char bytes[4096];
	} buffer;
	unsigned int size = sizeof(buffer);
	int count;

	(void)state;
	count = LsmGetSelfAttr(LX_LSM_ATTR_CURRENT, &buffer.head, &size, 0);
	if (count == -ENOSYS)
		SKIP("a kernel before Linux 6.8, or qemu-user");
	assert_true(count == -EOPNOTSUPP || count >= 0);
	if (count > 0)
		assert_true(buffer.head.len >= sizeof(LsmCtx) + buffer.head.ctx_len && buffer.head.len <= size);
	assert_int_equal(LsmGetSelfAttr(LX_LSM_ATTR_UNDEF, &buffer.head, &size, 0), -EINVAL);
	memset(&buffer, 0, sizeof(buffer));
	buffer.head.id = LX_LSM_ID_CAPABILITY;
	buffer.head.len = sizeof(LsmCtx);
	assert_int_equal(LsmSetSelfAttr(LX_LSM_ATTR_CURRENT, &buffer.head, sizeof(LsmCtx), 0), -EOPNOTSUPP);
	assert_int_equal(LsmSetSelfAttr(LX_LSM_ATTR_CURRENT, &buffer.head, sizeof(LsmCtx) - 1, 0), -EINVAL);
}

static int keys(void)
{
	Iovec iov = { (void *)"x", 1 };
	char text[128];
	int ring, key, other;
	long length;

	ring = KeyctlJoinSessionKeyring(LX_NULL);
	EXPECT(ring > 0);
	EXPECT(KeyctlGetKeyringID(LX_KEY_SPEC_SESSION_KEYRING, 0) == ring);
	EXPECT(RequestKey("user", "barecall", LX_NULL, 0) == -ENOKEY);
	EXPECT(AddKey("user", "barecall", "secret", 6, 0x7ffffff0) == -ENOKEY);
	key = AddKey("user", "barecall", "secret", 6, LX_KEY_SPEC_SESSION_KEYRING);
	EXPECT(key > 0);
	EXPECT(RequestKey("user", "barecall", LX_NULL, 0) == key);
	EXPECT(KeyctlSearch(LX_KEY_SPEC_SESSION_KEYRING, "user", "barecall", 0) == key);
	EXPECT(KeyctlSearch(LX_KEY_SPEC_SESSION_KEYRING, "user", "nothing", 0) == -ENOKEY);
	EXPECT(KeyctlBuffer(LX_KEYCTL_READ, key, text, sizeof(text), 0) == 6 && memcmp(text, "secret", 6) == 0);
	EXPECT(KeyctlBuffer(LX_KEYCTL_READ, key, LX_NULL, 0, 0) == 6);
	EXPECT(KeyctlBuffer(LX_KEYCTL_UPDATE, key, (void *)"new", 3, 0) == 0);
	EXPECT(Keyctl(LX_KEYCTL_READ, (unsigned long)key, (unsigned long)text, sizeof(text), 0) == 3);
	EXPECT(memcmp(text, "new", 3) == 0);
	EXPECT(KeyctlSetperm(key, 0x3f010000) == 0);
	length = KeyctlBuffer(LX_KEYCTL_DESCRIBE, key, text, sizeof(text), 0);
	EXPECT(length > 0 && strcmp(strrchr(text, ';'), ";barecall") == 0 && strstr(text, ";3f010000;"));
	EXPECT(KeyctlInstantiateIOV(key, &iov, 1, 0) == -EPERM);
	other = AddKey("keyring", "closed", LX_NULL, 0, LX_KEY_SPEC_SESSION_KEYRING);
	EXPECT(other > 0);
	EXPECT(KeyctlInt(LX_KEYCTL_LINK, key, other, 0, 0) == 0);
	EXPECT(KeyctlInt(LX_KEYCTL_UNLINK, key, other, 0, 0) == 0);
	EXPECT(KeyctlRestrictKeyring(other, LX_NULL, LX_NULL) == 0);
	EXPECT(KeyctlInt(LX_KEYCTL_LINK, key, other, 0, 0) == -EPERM);
	EXPECT(KeyctlInt(LX_KEYCTL_REVOKE, key, 0, 0, 0) == 0);
	EXPECT(KeyctlBuffer(LX_KEYCTL_READ, key, text, sizeof(text), 0) == -EKEYREVOKED);
	return 0;
}

static int exchange(void)
{
	KeyctlDHParams params;
	unsigned char buffer[16];
	int ring = KeyctlJoinSessionKeyring(LX_NULL);
	long length;

	EXPECT(ring > 0);
	params.priv = AddKey("user", "private", "\3", 1, ring);
	params.prime = AddKey("user", "prime", "\0\0\0\x17", 4, ring);
	params.base = AddKey("user", "base", "\5", 1, ring);
	EXPECT(params.priv > 0 && params.prime > 0 && params.base > 0);
	length = KeyctlDHCompute(&params, buffer, sizeof(buffer));
	if (length == -EOPNOTSUPP || length == -ENOENT || length == -EINVAL)
		return 0;
	/* 5 to the third modulo 23 is 10; some kernels want a longer prime. */
	EXPECT(length > 0 && buffer[length - 1] == 10);
	return 0;
}

static void test_keys(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no keys");
	if (Keyctl(LX_KEYCTL_GET_KEYRING_ID, (unsigned long)-3L, 0, 0, 0) == -ENOSYS)
		SKIP("a kernel without keys");
	assert_int_equal(KeyctlInt(-1, 0, 0, 0, 0), -EOPNOTSUPP);
	assert_int_equal(AddKey("no such type", "x", LX_NULL, 0, LX_KEY_SPEC_SESSION_KEYRING), -ENODEV);
	assert_int_equal(in_child(keys), 0);
}

static void test_keys_compute_a_secret(void **state)
{
	KeyctlDHParams none = { 0, 0, 0 };
	char buffer[4];

	(void)state;
	SKIP_UNDER_QEMU("no keys");
	if (KeyctlDHCompute(&none, buffer, 4) == -EOPNOTSUPP || KeyctlDHCompute(&none, buffer, 4) == -ENOSYS)
		SKIP("a kernel without Diffie-Hellman keys");
	assert_true(KeyctlDHCompute(&none, buffer, 4) < 0);
	assert_int_equal(in_child(exchange), 0);
}

UNIT_TESTS(unit_test(test_seccomp_filters), unit_test(test_seccomp_asks_a_supervisor),
	   unit_test(test_landlock_confines), unit_test(test_landlock_knows_ports), unit_test(test_lsm_lists_modules),
	   unit_test(test_lsm_attributes), unit_test(test_keys), unit_test(test_keys_compute_a_secret));
