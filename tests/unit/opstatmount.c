/* Statmount and Listmount, and the strings of what they tell: op/statmount.h. */
#include "unit.h"

#include <fcntl.h>

#include <barecall/op/statmount.h>
#include <barecall/path.h>

static union {
	Statmount_t sm;
	char bytes[8192];
} told;

#define ALL (LX_STATMOUNT_SB_BASIC | LX_STATMOUNT_MNT_BASIC | LX_STATMOUNT_MNT_ROOT | LX_STATMOUNT_MNT_POINT |      \
	     LX_STATMOUNT_FS_TYPE | LX_STATMOUNT_MNT_OPTS)

static unsigned long root_id(void)
{
	Statx_t stx;

	memset(&stx, 0, sizeof(stx));
	if (Statx(LX_AT_FDCWD, "/", 0, LX_STATX_MNT_ID_UNIQUE, &stx) || !(stx.mask & LX_STATX_MNT_ID_UNIQUE))
		return 0;
	return stx.mnt_id;
}

static void test_a_mount_by_id(void **state)
{
	unsigned long id = root_id(), ids[256], last = 0;
	const char *string;
	long n, i, found = 0;

	(void)state;
	SKIP_WITHOUT(statmount);
	if (!id || StatmountByID(id, ALL, &told.sm, sizeof(told)) == -ENOSYS)
		SKIP("this kernel has no statmount");
	assert_int_equal(StatmountByID(id, ALL, &told.sm, sizeof(told)), 0);
	assert_int_equal(told.sm.mnt_id, id);
	string = StatmountString(&told.sm, sizeof(told), LX_STATMOUNT_MNT_POINT);
	if (!in_child(unit_no_private_mounts)) { /* else the mount's own root is out of sight */
		assert_non_null(string);
		assert_string_equal(string, "/");
	}
	string = StatmountString(&told.sm, sizeof(told), LX_STATMOUNT_FS_TYPE);
	assert_true(string && *string);
	assert_null(StatmountString(&told.sm, sizeof(told), LX_STATMOUNT_SB_BASIC));
	assert_int_equal(StatmountByID(~0UL >> 1, ALL, &told.sm, sizeof(told)), -ENOENT);
	assert_int_equal(StatmountByID(id, ALL, &told.sm, sizeof(told.sm) + 1), -EOVERFLOW);
	assert_true(StatmountByFd(-1, ALL, &told.sm, sizeof(told)) < 0);
	n = StatmountByFd(open("/proc", O_RDONLY), ALL, &told.sm, sizeof(told));
	assert_true(n == 0 || n == -EINVAL || n == -EBADF);
	if (n == 0)
		assert_string_equal(StatmountString(&told.sm, sizeof(told), LX_STATMOUNT_FS_TYPE), "proc");
	/* One by one they are as many as at once. */
	n = ListmountAt(LX_LSMT_ROOT, 0, ids, 256, 0);
	assert_true(n > 0);
	for (i = 0; i < n; i++) {
		unsigned long one;

		assert_int_equal(ListmountAt(LX_LSMT_ROOT, last, &one, 1, 0), 1);
		assert_int_equal(one, ids[i]);
		last = one;
		found += StatmountByID(one, ALL, &told.sm, sizeof(told)) == 0 &&
			 strcmp(StatmountString(&told.sm, sizeof(told), LX_STATMOUNT_FS_TYPE), "proc") == 0;
	}
	assert_true(found > 0 || access("/proc/self", F_OK) != 0);
	assert_true(ListmountAt(~0UL >> 1, 0, ids, 256, 0) < 0);
}

static int options(void)
{
	unsigned long mask = LX_STATMOUNT_MNT_BASIC | LX_STATMOUNT_OPT_ARRAY | LX_STATMOUNT_SUPPORTED_MASK;
	StatmountCursor at = { 0, 0 };
	const char *option;
	Statx_t stx;
	int seen = 0;

	EXPECT(Unshare(LX_CLONE_NEWNS) == 0);
	EXPECT(Mkdir("tmp", 0700) == 0 && Mount("none", "tmp", "tmpfs", 0, "size=64k,mode=710") == 0);
	memset(&stx, 0, sizeof(stx));
	EXPECT(Statx(LX_AT_FDCWD, "tmp", 0, LX_STATX_MNT_ID_UNIQUE, &stx) == 0);
	if (StatmountByID(stx.mnt_id, mask, &told.sm, sizeof(told)) != 0 || !(told.sm.mask & LX_STATMOUNT_OPT_ARRAY))
		return Unmount("tmp", 0) ? 1 : 0;
	while ((option = StatmountNext(&told.sm, sizeof(told), LX_STATMOUNT_OPT_ARRAY, &at)) != NULL)
		seen += strcmp(option, "size=64k") == 0 || strcmp(option, "mode=710") == 0;
	EXPECT(seen == 2 && at.index == told.sm.opt_num);
	EXPECT(Unmount("tmp", 0) == 0);
	return 0;
}

static void test_options_of_a_mount(void **state)
{
	(void)state;
	SKIP_WITHOUT(statmount);
	SKIP_UNLESS_ROOT();
	SKIP_IN_A_CHROOT();
	if (!root_id())
		SKIP("this kernel has no statmount");
	assert_int_equal(in_child(options), 0);
	rmdir("tmp");
}

/* By hand: what ends too late, or is not told. */
static void test_strings_stay_within(void **state)
{
	static const char text[] = "ext4\0/mnt\0a=b\0c\0";
	unsigned long len = sizeof(Statmount_t) + sizeof(text) - 1;
	StatmountCursor at = { 0, 0 };

	(void)state;
	memset(&told, 0, sizeof(told));
	memset(told.bytes + sizeof(Statmount_t), 'x', 100);
	memcpy(told.bytes + sizeof(Statmount_t), text, sizeof(text) - 1);
	told.sm.mask = LX_STATMOUNT_FS_TYPE | LX_STATMOUNT_MNT_POINT | LX_STATMOUNT_OPT_ARRAY | LX_STATMOUNT_MNT_UIDMAP;
	told.sm.mnt_point = 5;
	told.sm.opt_num = 2;
	told.sm.opt_array = 10;
	assert_string_equal(StatmountString(&told.sm, len, LX_STATMOUNT_FS_TYPE), "ext4");
	assert_string_equal(StatmountString(&told.sm, len, LX_STATMOUNT_MNT_POINT), "/mnt");
	assert_null(StatmountString(&told.sm, len, LX_STATMOUNT_MNT_ROOT));
	assert_string_equal(StatmountNext(&told.sm, len, LX_STATMOUNT_OPT_ARRAY, &at), "a=b");
	assert_string_equal(StatmountNext(&told.sm, len, LX_STATMOUNT_OPT_ARRAY, &at), "c");
	assert_null(StatmountNext(&told.sm, len, LX_STATMOUNT_OPT_ARRAY, &at));
	at.index = at.offset = 0;
	assert_null(StatmountNext(&told.sm, len, LX_STATMOUNT_MNT_UIDMAP, &at));
	told.sm.mnt_uidmap_num = 1;
	told.sm.mnt_uidmap = 14;
	assert_string_equal(StatmountNext(&told.sm, len, LX_STATMOUNT_MNT_UIDMAP, &at), "c");
	at.index = at.offset = 0;
	assert_null(StatmountNext(&told.sm, len, LX_STATMOUNT_FS_TYPE, &at));
	assert_null(StatmountString(&told.sm, sizeof(Statmount_t) - 1, LX_STATMOUNT_FS_TYPE));
	assert_null(StatmountString(&told.sm, (unsigned long)-ENOENT, LX_STATMOUNT_FS_TYPE));
	told.sm.mnt_point = 0xffffffff;
	assert_null(StatmountString(&told.sm, len, LX_STATMOUNT_MNT_POINT));
	told.sm.opt_array = 14; /* "c", and then what has no end */
	assert_string_equal(StatmountNext(&told.sm, len, LX_STATMOUNT_OPT_ARRAY, &at), "c");
	assert_null(StatmountNext(&told.sm, len, LX_STATMOUNT_OPT_ARRAY, &at));
}

UNIT_TESTS(unit_test(test_a_mount_by_id), unit_test(test_options_of_a_mount), unit_test(test_strings_stay_within));
