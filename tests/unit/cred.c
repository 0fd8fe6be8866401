/* Users, groups, capabilities: cred.h. */
#include "unit.h"

#include <sys/fsuid.h>

static const unsigned int keep = (unsigned int)-1;

static void test_ids_are_the_process_s(void **state)
{
	uid_t r, e, s;
	unsigned int ruid = 1, euid = 2, suid = 3;

	(void)state;
	assert_int_equal(Getuid(), getuid());
	assert_int_equal(Geteuid(), geteuid());
	assert_int_equal(Getgid(), getgid());
	assert_int_equal(Getegid(), getegid());
	assert_int_equal(getresuid(&r, &e, &s), 0);
	assert_int_equal(Getresuid(&ruid, &euid, &suid), 0);
	assert_true(ruid == r && euid == e && suid == s);
	assert_int_equal(getresgid(&r, &e, &s), 0);
	assert_int_equal(Getresgid(&ruid, &euid, &suid), 0);
	assert_true(ruid == r && euid == e && suid == s);
	assert_int_equal(Getresuid((unsigned int *)8, &euid, &suid), -EFAULT);
}

static void test_getgroups_counts_and_lists(void **state)
{
	unsigned int list[1024];
	gid_t expected[1024];
	int count = getgroups(1024, expected);

	(void)state;
	assert_true(count >= 0);
	assert_int_equal(Getgroups(-1, list), -EINVAL);
	assert_int_equal(Getgroups(0, LX_NULL), count);
	assert_int_equal(Getgroups(1024, list), count);
	assert_memory_equal(list, expected, (size_t)count * sizeof(list[0]));
}

static int drop_everything(void)
{
	static const unsigned int groups[] = { 7, 8, 9 };
	unsigned int list[8], r, e, s;

	EXPECT(SetgroupsThread(-1, groups) == -EINVAL);
	EXPECT(SetgroupsThread(3, groups) == 0);
	EXPECT(Getgroups(8, list) == 3 && list[0] == 7 && list[2] == 9);
	EXPECT(Getgroups(2, list) == -EINVAL);
	EXPECT(SetgroupsThread(0, LX_NULL) == 0 && Getgroups(8, list) == 0);
	EXPECT(SetresgidThread(10, 11, 12) == 0);
	EXPECT(Getresgid(&r, &e, &s) == 0 && r == 10 && e == 11 && s == 12);
	EXPECT(SetregidThread(13, 14) == 0 && Getgid() == 13 && Getegid() == 14);
	EXPECT(SetgidThread(15) == 0 && Getgid() == 15 && Getegid() == 15);
	EXPECT(SetresuidThread(20, 0, 22) == 0);
	EXPECT(Getresuid(&r, &e, &s) == 0 && r == 20 && e == 0 && s == 22);
	EXPECT(SetreuidThread(23, 24) == 0 && Getuid() == 23 && Geteuid() == 24);
	EXPECT(SetresuidThread(keep, keep, keep) == 0);
	EXPECT(Getresuid(&r, &e, &s) == 0 && r == 23 && e == 24 && s == 24);
	EXPECT(SetuidThread(0) == -EPERM && SetuidThread(23) == 0 && Geteuid() == 23);
	EXPECT(SetresuidThread(0, keep, keep) == -EPERM && SetresgidThread(0, keep, keep) == -EPERM);
	EXPECT(SetgroupsThread(0, LX_NULL) == -EPERM);
	EXPECT(SetreuidThread(0, 0) == -EPERM && SetregidThread(0, 0) == -EPERM && SetgidThread(0) == -EPERM);
	return 0;
}

static void test_root_gives_up_its_ids(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(drop_everything), 0);
}

static int large_ids(void)
{
	/* Ids with bit 31 set are no errors. */
	EXPECT(SetgidThread(0xfffffffe) == 0 && Getgid() == 0xfffffffe);
	EXPECT(SetuidThread(0xfffffffe) == 0 && Getuid() == 0xfffffffe && Geteuid() == 0xfffffffe);
	return 0;
}

static void test_ids_are_unsigned(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(large_ids), 0);
}

static int file_system_ids(void)
{
	unsigned int uid = Geteuid(), gid = Getegid();

	EXPECT(SetfsuidThread(keep) == uid && SetfsgidThread(keep) == gid);
	EXPECT(SetfsuidThread(4321) == uid && SetfsuidThread(keep) == 4321);
	EXPECT(SetfsgidThread(4322) == gid && SetfsgidThread(keep) == 4322);
	EXPECT(SetuidThread(77) == 0 && SetfsuidThread(keep) == 77);
	/* Refused, and still the result is the previous id. */
	EXPECT(SetfsuidThread(0) == 77 && SetfsuidThread(keep) == 77);
	return 0;
}

static void test_setfsuid_returns_the_previous_id(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(file_system_ids), 0);
}

static struct {
	unsigned char stack[65536];
	int child_tid, parent_tid;
	volatile unsigned int uid_after;
	unsigned long tls[64];
} thread;

static int change_uid_in_thread(void *argument)
{
	(void)argument;
	if (SetresuidThread(1234, 1234, 1234) != 0)
		return 1;
	thread.uid_after = Getuid();
	return 0;
}

static int one_thread_only(void)
{
	long tid;

	thread.child_tid = 1;
	tid = CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD |
				LX_CLONE_SYSVSEM | LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID,
			thread.stack + sizeof(thread.stack), change_uid_in_thread, LX_NULL, &thread.parent_tid,
			&thread.child_tid, (unsigned long)&thread.tls[32]);
	EXPECT(tid > 0);
	while (__atomic_load_n(&thread.child_tid, __ATOMIC_ACQUIRE) != 0)
		SchedYield();
	EXPECT(thread.uid_after == 1234);
	EXPECT(Getuid() == 0);
	return 0;
}

static void test_one_thread_changes_alone(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(one_thread_only), 0);
}

static void test_capget_knows_its_version(void **state)
{
	CapUserHeader header = { 0x12345678, 0 };
	CapUserData data[2];

	(void)state;
	assert_int_equal(Capget(&header, data), -EINVAL);
	assert_int_equal(header.version, LX__LINUX_CAPABILITY_VERSION_3);
	assert_int_equal(Capget(&header, data), 0);
	header.pid = 0x7fffffff;
	assert_int_equal(Capget(&header, data), -ESRCH);
}

static int drop_a_capability(void)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData data[2], after[2];
	unsigned int bit = 1U << LX_CAP_SYS_TIME;

	EXPECT(Capget(&header, data) == 0);
	EXPECT((data[0].effective & bit) != 0);
	data[0].effective &= ~bit;
	data[0].permitted &= ~bit;
	EXPECT(Capset(&header, data) == 0);
	EXPECT(Capget(&header, after) == 0);
	EXPECT(memcmp(data, after, sizeof(after)) == 0);
	data[0].permitted |= bit;
	EXPECT(Capset(&header, data) == -EPERM);
	header.pid = Getppid();
	EXPECT(Capset(&header, after) == -EPERM);
	return 0;
}

static void test_capset_drops_a_capability(void **state)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData data[2];

	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(Capget(&header, data), 0);
	if ((data[0].effective & 1U << LX_CAP_SYS_TIME) == 0)
		SKIP("this root has no CAP_SYS_TIME to drop");
	assert_int_equal(in_child(drop_a_capability), 0);
}

UNIT_TESTS(unit_test(test_ids_are_the_process_s), unit_test(test_getgroups_counts_and_lists),
	   unit_test(test_root_gives_up_its_ids), unit_test(test_ids_are_unsigned),
	   unit_test(test_setfsuid_returns_the_previous_id), unit_test(test_one_thread_changes_alone),
	   unit_test(test_capget_knows_its_version), unit_test(test_capset_drops_a_capability));
