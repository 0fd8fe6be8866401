/* Whether a process may leave a core dump: process.h. */
#include "unit.h"

#include <sys/prctl.h>
#include <sys/stat.h>

#include <barecall/process.h>

static void test_set_dumpable_errors(void **state)
{
	(void)state;
	assert_int_equal(GetDumpable(), 1);
	assert_int_equal(SetDumpable(2), -EINVAL);
	assert_int_equal(SetDumpable(-1), -EINVAL);
	assert_int_equal(GetDumpable(), 1);
}

static int changes(void)
{
	struct stat st;

	EXPECT(SetDumpable(0) == 0 && GetDumpable() == 0);
	EXPECT(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
	if (geteuid() == 0 && !unit_under_qemu()) {
		EXPECT(setresuid(1000, 1000, 1000) == 0); /* which makes it 0 anew */
		EXPECT(stat("/proc/self/environ", &st) == 0 && st.st_uid == 0);
		EXPECT(SetDumpable(1) == 0 && stat("/proc/self/environ", &st) == 0 && st.st_uid == 1000);
	}
	EXPECT(SetDumpable(1) == 0 && GetDumpable() == 1);
	return 0;
}

static void test_set_dumpable_changes_the_process(void **state)
{
	(void)state;
	assert_int_equal(in_child(changes), 0);
	assert_int_equal(GetDumpable(), 1);
}

UNIT_TESTS(unit_test(test_set_dumpable_errors), unit_test(test_set_dumpable_changes_the_process));
