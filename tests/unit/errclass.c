/* What kind of error a result is: errno.h. */
#include "unit.h"

#include <barecall/errno.h>

static void test_values_are_no_errors(void **state)
{
	long i;

	(void)state;
	for (i = 0; i < 5000; i++)
		assert_false(ErrnoIs(i, ErrPermission) || ErrnoIs(i, ErrExist) || ErrnoIs(i, ErrNotExist) ||
			     ErrnoIs(i, ErrUnsupported) || ErrnoTemporary(i) || ErrnoTimeout(i));
	assert_false(ErrnoTemporary((long)0x8000000000000000));
	assert_false(ErrnoTimeout(0xfffffff5)); /* -EAGAIN in 32 bits is a value in 64 */
}

/* Go's definitions, error by error. */
static void test_each_error_is_of_its_classes(void **state)
{
	int e;

	(void)state;
	for (e = 1; e < 4096; e++) {
		int timeout = e == EAGAIN || e == EWOULDBLOCK || e == ETIMEDOUT;

		assert_int_equal(ErrnoIs(-e, ErrPermission), e == EACCES || e == EPERM);
		assert_int_equal(ErrnoIs(-e, ErrExist), e == EEXIST || e == ENOTEMPTY);
		assert_int_equal(ErrnoIs(-e, ErrNotExist), e == ENOENT);
		assert_int_equal(ErrnoIs(-e, ErrUnsupported), e == ENOSYS || e == ENOTSUP || e == EOPNOTSUPP);
		assert_int_equal(ErrnoTimeout(-e), timeout);
		assert_int_equal(ErrnoTemporary(-e), timeout || e == EINTR || e == EMFILE || e == ENFILE);
	}
}

static void test_results_of_calls(void **state)
{
	int fds[2];

	(void)state;
	assert_true(ErrnoIs(Open("no/such/file", LX_O_RDONLY, 0), ErrNotExist));
	assert_true(ErrnoIs(Mkdir("/", 0700), ErrExist));
	assert_true(ErrnoIs(RawSyscall(99999, 0, 0, 0), ErrUnsupported));
	assert_int_equal(Pipe2(fds, LX_O_NONBLOCK), 0);
	assert_true(ErrnoTimeout(Read(fds[0], fds, 1)));
	assert_true(ErrnoTemporary(Read(fds[0], fds, 1)));
	close(fds[0]);
	close(fds[1]);
}

UNIT_TESTS(unit_test(test_values_are_no_errors), unit_test(test_each_error_is_of_its_classes),
	   unit_test(test_results_of_calls));
