/* legacy.h: calls that only one architecture has. */
#include "unit.h"

#ifdef __x86_64__
#include <asm/ldt.h>
#endif
#include <sys/mman.h>
#include <sys/stat.h>

#include <barecall/legacy.h>

static void test_ustat_knows_the_root(void **state)
{
	(void)state;
#ifdef LX_SYS_ustat
	{
		Ustat_t us;
		struct stat st;
		int result;

		SKIP_UNDER_QEMU("no ustat");
		assert_int_equal(stat("/proc", &st), 0);
		result = Ustat((unsigned int)st.st_dev, &us);
		if (result == -ENOSYS)
			SKIP("a kernel without ustat");
		assert_int_equal(Ustat(0xfffffff0, &us), -EINVAL);
		memset(&us, 0xff, sizeof(us));
		assert_int_equal(Ustat((unsigned int)st.st_dev, &us), 0);
		assert_true(us.tfree == 0 && us.fname[0] == 0 && us.fpack[5] == 0);
	}
#else
	SKIP("x86_64 only");
#endif
}

static void test_sysfs_names_file_systems(void **state)
{
	(void)state;
#ifdef LX_SYS_sysfs
	{
		char name[4096];
		int count = Sysfs(3, 0, 0), index;

		if (count == -ENOSYS)
			SKIP("a kernel without sysfs(2), or qemu-user");
		assert_true(count > 0);
		assert_int_equal(Sysfs(4, 0, 0), -EINVAL);
		assert_int_equal(Sysfs(1, (unsigned long)"no such type", 0), -EINVAL);
		index = Sysfs(1, (unsigned long)"proc", 0);
		assert_true(index >= 0 && index < count);
		assert_int_equal(Sysfs(2, (unsigned long)index, (unsigned long)name), 0);
		assert_string_equal(name, "proc");
	}
#else
	SKIP("x86_64 only");
#endif
}

#ifdef LX_SYS_modify_ldt
static int segment(void)
{
	struct user_desc theirs;
	UserDesc ours;
	unsigned long table[2] = { 0, 0 };

	memset(&theirs, 0, sizeof(theirs));
	theirs.seg_32bit = 1;
	theirs.contents = MODIFY_LDT_CONTENTS_CODE;
	theirs.read_exec_only = 1;
	theirs.limit_in_pages = 1;
	theirs.seg_not_present = 1;
	theirs.useable = 1;
	theirs.lm = 1;
	memset(&ours, 0, sizeof(ours));
	ours.flags = LX_USER_DESC_SEG_32BIT | LX_MODIFY_LDT_CONTENTS_CODE << LX_USER_DESC_CONTENTS_SHIFT |
		     LX_USER_DESC_READ_EXEC_ONLY | LX_USER_DESC_LIMIT_IN_PAGES | LX_USER_DESC_SEG_NOT_PRESENT |
		     LX_USER_DESC_USEABLE | LX_USER_DESC_LM;
	EXPECT(memcmp(&theirs, &ours, sizeof(ours)) == 0);
	ours.entry_number = 1;
	ours.base_addr = 0x12345678;
	ours.limit = 0xfff;
	ours.flags = LX_USER_DESC_SEG_32BIT | LX_USER_DESC_USEABLE;
	EXPECT(ModifyLdt(0x11, &ours, sizeof(ours) - 1) == -EINVAL);
	EXPECT(ModifyLdt(0x11, &ours, sizeof(ours)) == 0);
	EXPECT(ModifyLdt(0, table, sizeof(table)) == (int)sizeof(table));
	/* An entry: limit 0 to 15, base 0 to 23 from bit 16, base 24 to 31 from bit 56. */
	EXPECT((table[1] & 0xffff) == 0xfff && (table[1] >> 16 & 0xffffff) == 0x345678 && table[1] >> 56 == 0x12);
	return 0;
}
#endif

static void test_modify_ldt_sets_a_segment(void **state)
{
	(void)state;
#ifdef LX_SYS_modify_ldt
	{
		char byte;

		SKIP_UNDER_QEMU("no 64-bit modify_ldt");
		if (ModifyLdt(0, &byte, 0) == -ENOSYS)
			SKIP("a kernel without modify_ldt");
		assert_int_equal(ModifyLdt(99, &byte, 1), -ENOSYS);
		assert_int_equal(in_child(segment), 0);
	}
#else
	SKIP("x86_64 only");
#endif
}

static void test_riscv_hwprobe_answers(void **state)
{
	(void)state;
#ifdef LX_SYS_riscv_hwprobe
	{
		RISCVHWProbePairs pairs[2] = { { LX_RISCV_HWPROBE_KEY_BASE_BEHAVIOR, 0 }, { 0x7fffffff, 5 } };
		int result = RISCVHWProbe(pairs, 2, 0, LX_NULL, 0);

		if (result == -ENOSYS)
			SKIP("a kernel before Linux 6.4, or qemu-user");
		assert_int_equal(result, 0);
		assert_true(pairs[0].value & LX_RISCV_HWPROBE_BASE_BEHAVIOR_IMA);
		assert_true(pairs[1].key == -1);
		assert_int_equal(RISCVHWProbe(pairs, 2, 0, LX_NULL, 0x80), -EINVAL);
	}
#else
	SKIP("riscv64 only");
#endif
}

static void test_riscv_flush_icache_shows_new_code(void **state)
{
	(void)state;
#ifdef LX_SYS_riscv_flush_icache
	{
		/* li a0, 42; ret */
		static const unsigned int code[] = { 0x02a00513, 0x00008067 };
		void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		int (*function)(void);
		int result;

		assert_true(page != MAP_FAILED);
		memcpy(page, code, sizeof(code));
		result = RISCVFlushIcache(page, (char *)page + sizeof(code), 0);
		if (result == -ENOSYS)
			SKIP("a kernel before Linux 4.15");
		assert_int_equal(result, 0);
		if (!unit_under_qemu()) /* which takes any flags */
			assert_int_equal(RISCVFlushIcache(page, (char *)page + sizeof(code), 0x80), -EINVAL);
		memcpy(&function, &page, sizeof(page));
		assert_int_equal(function(), 42);
		munmap(page, 4096);
	}
#else
	SKIP("riscv64 only");
#endif
}

UNIT_TESTS(unit_test(test_ustat_knows_the_root), unit_test(test_sysfs_names_file_systems),
	   unit_test(test_modify_ldt_sets_a_segment), unit_test(test_riscv_hwprobe_answers),
	   unit_test(test_riscv_flush_icache_shows_new_code));
