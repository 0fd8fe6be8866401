/* Keyctl's operations: op/keyctl.h. */
#include "unit.h"

#include <barecall/op/keyctl.h>

static char buffer_of_nothing[8];

static int lacks_keys(void)
{
	return IsErr(KeyctlGetKeyringID(LX_KEY_SPEC_PROCESS_KEYRING, 1));
}

#define SKIP_WITHOUT_KEYS()                                   \
	do {                                                  \
		if (lacks_keys())                             \
			SKIP("no keys here");                 \
	} while (0)

static int add(const char *name, const char *payload, int keyring)
{
	int key = AddKey("user", name, payload, strlen(payload), keyring);

	assert_true(key > 0);
	return key;
}

static void test_a_key_is_read_updated_described(void **state)
{
	int ring, key;
	char buffer[128], *wanted;
	unsigned char caps[3] = { 0, 0, 9 };
	long n;

	(void)state;
	SKIP_WITHOUT_KEYS();
	ring = KeyctlGetKeyringID(LX_KEY_SPEC_PROCESS_KEYRING, 1);
	key = add("one", "payload", LX_KEY_SPEC_PROCESS_KEYRING);
	assert_int_equal(KeyctlRead(key, buffer, sizeof(buffer)), 7);
	assert_memory_equal(buffer, "payload", 7);
	assert_int_equal(KeyctlRead(-1000, buffer, sizeof(buffer)), -ENOKEY);
	assert_int_equal(KeyctlUpdate(key, "another", 7), 0);
	assert_int_equal(KeyctlRead(key, buffer, sizeof(buffer)), 7);
	assert_memory_equal(buffer, "another", 7);
	n = KeyctlDescribe(key, buffer, sizeof(buffer));
	assert_true(n > 0 && (unsigned long)n == strlen(buffer) + 1);
	wanted = strrchr(buffer, ';');
	assert_non_null(wanted);
	assert_string_equal(wanted, ";one");
	assert_int_equal(KeyctlDescribe(0x7ffffff0, buffer, sizeof(buffer)), -ENOKEY);
	n = KeyctlGetSecurity(key, buffer, sizeof(buffer));
	assert_true(n >= 1 || n == -EOPNOTSUPP);
	assert_int_equal(KeyctlChown(key, geteuid(), getegid()), 0);
	assert_int_equal(KeyctlSetTimeout(key, 100), 0);
	assert_int_equal(KeyctlUnlink(key, ring), 0);
	assert_true(KeyctlUnlink(ring, key) < 0); /* it is no keyring, or may not be written */
	n = KeyctlCapabilities(caps, sizeof(caps));
	assert_true(n == -EOPNOTSUPP || (n >= 1 && caps[0] & LX_KEYCTL_CAPS0_CAPABILITIES && caps[2] == 0));
}

static void test_keyrings_hold_keys(void **state)
{
	int ring, other, key, keys[4];
	long n;

	(void)state;
	SKIP_WITHOUT_KEYS();
	ring = AddKey("keyring", "a", NULL, 0, LX_KEY_SPEC_PROCESS_KEYRING);
	other = AddKey("keyring", "b", NULL, 0, LX_KEY_SPEC_PROCESS_KEYRING);
	assert_true(ring > 0 && other > 0);
	key = add("k", "x", ring);
	assert_int_equal(KeyctlLink(key, other), 0);
	assert_int_equal(KeyctlRead(other, keys, sizeof(keys)), 4);
	assert_int_equal(keys[0], key);
	assert_int_equal(KeyctlUnlink(key, other), 0);
	assert_int_equal(KeyctlUnlink(key, other), -ENOENT);
	n = KeyctlMove(key, ring, other, LX_KEYCTL_MOVE_EXCL);
	if (n != -EOPNOTSUPP) {
		assert_int_equal(n, 0);
		assert_int_equal(KeyctlRead(ring, keys, sizeof(keys)), 0);
		assert_int_equal(KeyctlRead(other, keys, sizeof(keys)), 4);
	}
	assert_int_equal(KeyctlClear(other), 0);
	assert_int_equal(KeyctlRead(other, keys, sizeof(keys)), 0);
	key = add("k", "x", ring);
	assert_int_equal(KeyctlClear(key), -ENOTDIR);
	assert_int_equal(KeyctlRevoke(key), 0);
	assert_int_equal(KeyctlUpdate(key, "y", 1), -EKEYREVOKED);
	key = add("l", "x", ring);
	assert_int_equal(KeyctlInvalidate(key), 0);
	assert_true(KeyctlRead(key, keys, sizeof(keys)) < 0);
}

static void test_what_a_request_needs(void **state)
{
	int before, key, got;
	KeyctlPkeyQuery query;
	KeyctlPkeyParams params;
	KeyctlDHParams dh = { 0x7ffffff0, 0x7ffffff0, 0x7ffffff0 };
	KeyctlKDFParams kdf;

	(void)state;
	SKIP_WITHOUT_KEYS();
	before = KeyctlSetReqkeyKeyring(LX_KEY_REQKEY_DEFL_NO_CHANGE);
	assert_true(before >= 0);
	assert_int_equal(KeyctlSetReqkeyKeyring(LX_KEY_REQKEY_DEFL_PROCESS_KEYRING), before);
	assert_int_equal(KeyctlSetReqkeyKeyring(before), LX_KEY_REQKEY_DEFL_PROCESS_KEYRING);
	assert_int_equal(KeyctlSetReqkeyKeyring(99), -EINVAL);
	key = add("n", "x", LX_KEY_SPEC_PROCESS_KEYRING);
	assert_int_equal(KeyctlInstantiate(key, "x", 1, 0), -EPERM);
	assert_int_equal(KeyctlNegate(key, 1, 0), -EPERM);
	assert_int_equal(KeyctlReject(key, 1, EKEYREJECTED, 0), -EPERM);
	assert_int_equal(KeyctlReject(key, 1, 100000, 0), -EINVAL);
	assert_int_equal(KeyctlAssumeAuthority(0), 0);
	assert_true(KeyctlAssumeAuthority(key) < 0);
	assert_int_equal(KeyctlAssumeAuthority(-5), -EINVAL);
	got = KeyctlGetPersistent((unsigned)-1, LX_KEY_SPEC_PROCESS_KEYRING);
	assert_true(got > 0 || got == -EOPNOTSUPP);
	got = KeyctlWatchKey(key, -1, 1);
	assert_true(got == -EBADF || got == -EINVAL || got == -EOPNOTSUPP);
	/* A key of this type computes nothing. */
	memset(&params, 0, sizeof(params));
	memset(&kdf, 0, sizeof(kdf));
	params.key_id = key;
	assert_int_equal(KeyctlQueryPkey(key, "", &query), -EOPNOTSUPP);
	assert_int_equal(KeyctlPkeyEncrypt(&params, "", "x", buffer_of_nothing), -EOPNOTSUPP);
	assert_int_equal(KeyctlPkeyDecrypt(&params, "", "x", buffer_of_nothing), -EOPNOTSUPP);
	assert_int_equal(KeyctlPkeySign(&params, "", "x", buffer_of_nothing), -EOPNOTSUPP);
	assert_int_equal(KeyctlPkeyVerify(&params, "", "x", "y"), -EOPNOTSUPP);
	got = (int)KeyctlDHComputeKDF(&dh, buffer_of_nothing, 1, &kdf);
	assert_true(got == -EOPNOTSUPP || got == -ENOKEY || got == -EFAULT || got == -EINVAL);
}

static int parents_session(void)
{
	int pid, status, session = KeyctlJoinSessionKeyring(NULL);

	EXPECT(session > 0);
	pid = Fork();
	if (pid == 0) {
		int mine = KeyctlJoinSessionKeyring("another");

		_exit(mine <= 0 || AddKey("user", "from the child", "x", 1, mine) <= 0 || KeyctlSessionToParent() != 0);
	}
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
	/* It is there from the next return to this program on. */
	Getppid();
	EXPECT(KeyctlGetKeyringID(LX_KEY_SPEC_SESSION_KEYRING, 0) != session);
	EXPECT(KeyctlSearch(LX_KEY_SPEC_SESSION_KEYRING, "user", "from the child", 0) > 0);
	return 0;
}

static void test_session_to_parent(void **state)
{
	(void)state;
	SKIP_WITHOUT_KEYS();
	SKIP_UNDER_QEMU("it is another process's");
	assert_int_equal(in_child(parents_session), 0);
}

UNIT_TESTS(unit_test(test_a_key_is_read_updated_described), unit_test(test_keyrings_hold_keys),
	   unit_test(test_what_a_request_needs), unit_test(test_session_to_parent));
