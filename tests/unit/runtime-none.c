/* Syscall in a program without a runtime: the hooks of runtime.h are the archive's, which do nothing. */
#include "unit.h"

#include <barecall/runtime.h>

static void test_errors_come_back(void **state)
{
	(void)state;
	assert_int_equal(Syscall(LX_SYS_close, -1, 0, 0), -EBADF);
	assert_int_equal(Syscall6(LX_SYS_close, -1, 0, 0, 0, 0, 0), -EBADF);
}

static void test_results_come_back(void **state)
{
	(void)state;
	assert_int_equal(Syscall(LX_SYS_getpid, 0, 0, 0), getpid());
	assert_int_equal(Syscall6(LX_SYS_getpid, 1, 2, 3, 4, 5, 6), getpid());
	lx_runtime_entersyscall(0);
	lx_runtime_exitsyscall(0, 0);
}

UNIT_TESTS(unit_test(test_errors_come_back), unit_test(test_results_come_back));
