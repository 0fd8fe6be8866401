#include "unit.h"
#include <signal.h>

/* Of the C library's table, by its number: what the kernel has no error for. */
static int is_gap(int errnum)
{
	return errnum == 41 || errnum == 58;
}

static void test_what_is_no_error_has_no_name(void **state)
{
	static const int none[] = { 0, 41, -41, 58, 135, -135, 199, 200, 219, -219, 256 + 1, 511, 520, -520, 532, 567, 568,
				    767, 768, 4095, -4095, -4096, 65536 + 1, INT32_MAX, INT32_MIN, INT32_MIN + 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		assert_null(ErrnoName(none[i]));
		assert_null(ErrnoMessage(none[i]));
	}
}

static void test_literal_names(void **state)
{
	static const struct {
		int errnum;
		const char *name, *message;
	} rows[] = {
		{ 1, "EPERM", "Operation not permitted" },
		{ 2, "ENOENT", "No such file or directory" },
		{ 11, "EAGAIN", "Resource temporarily unavailable" },
		{ 22, "EINVAL", "Invalid argument" },
		{ 34, "ERANGE", "Numerical result out of range" },
		{ 35, "EDEADLK", "Resource deadlock avoided" },
		{ 38, "ENOSYS", "Function not implemented" },
		{ 40, "ELOOP", "Too many levels of symbolic links" },
		{ 42, "ENOMSG", "No message of desired type" },
		{ 74, "EBADMSG", "Bad message" },
		{ 95, "EOPNOTSUPP", "Operation not supported" },
		{ 110, "ETIMEDOUT", "Connection timed out" },
		{ 117, "EUCLEAN", "Structure needs cleaning" },
		{ 127, "EKEYEXPIRED", "Key has expired" },
		{ 128, "EKEYREVOKED", "Key has been revoked" },
		{ 133, "EHWPOISON", "Memory page has hardware error" },
		{ 134, "EFTYPE", "Wrong file type" },
		{ 512, "ERESTARTSYS", "Restart after a handler that allows it" },
		{ 516, "ERESTART_RESTARTBLOCK", "Restart by restart_syscall" },
		{ 524, "ENOTSUPP", "Operation not supported by the kernel" },
		{ 531, "ENOGRACE", "Lock reclaim refused" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_string_equal(ErrnoName(rows[i].errnum), rows[i].name);
		assert_string_equal(ErrnoName(-rows[i].errnum), rows[i].name);
		assert_string_equal(ErrnoMessage(rows[i].errnum), rows[i].message);
		assert_string_equal(ErrnoMessage(-rows[i].errnum), rows[i].message);
		assert_int_equal(ErrnoByName(rows[i].name), rows[i].errnum);
	}
	assert_string_equal(ErrnoName((int)syscall(SYS_close, -1L) == -1 ? -errno : 0), "EBADF");
}

static void test_names_are_those_of_the_c_library(void **state)
{
	(void)state;
	for (int errnum = 1; errnum < 134; errnum++) {
		if (is_gap(errnum)) {
			assert_null(ErrnoName(errnum));
			continue;
		}
		/* It prefers POSIX's ENOTSUP, which the kernel has not. */
		assert_string_equal(ErrnoName(errnum), errnum == LX_EOPNOTSUPP ? "EOPNOTSUPP" : strerrorname_np(errnum));
		assert_string_equal(ErrnoMessage(errnum), strerror(errnum));
	}
	assert_null(strerrorname_np(4095));
}

static void test_names_lead_back_to_their_numbers(void **state)
{
	int count = 0;

	(void)state;
	for (int errnum = 0; errnum <= 4095; errnum++) {
		const char *name = ErrnoName(errnum);

		assert_true(!name == !ErrnoMessage(errnum));
		if (!name)
			continue;
		assert_int_equal(name[0], 'E');
		assert_in_range(strlen(ErrnoMessage(errnum)), 5, 60);
		assert_int_equal(ErrnoByName(name), errnum);
		count++;
	}
	assert_int_equal(count, 134 - 2 + 19);
}

static void test_errno_by_name_takes_aliases_and_nothing_else(void **state)
{
	static const char *const wrong[] = { "", "E", "EPER", "EPERMIT", "EPERMX", "ENOENT ", " ENOENT", "enoent", "ENOEN", "PERM",
					     "SUCCESS", "EAGAI", "ENOTSUPPORTED", "2", "\001EPERM", "Operation not permitted" };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(ErrnoByName(wrong[i]), -LX_EINVAL);
	assert_int_equal(ErrnoByName("EWOULDBLOCK"), 11);
	assert_int_equal(ErrnoByName("EDEADLOCK"), 35);
	assert_int_equal(ErrnoByName("ENOTSUP"), 95);
	assert_int_equal(ErrnoByName("ENOTSUPP"), 524);
	assert_int_equal(ErrnoByName("EFSBADCRC"), 74);
	assert_int_equal(ErrnoByName("EFSCORRUPTED"), 117);
	assert_int_equal(ErrnoByName("ERESTART"), 85);
	assert_int_equal(ErrnoByName("ERESTARTSYS"), 512);
}

static void test_what_is_no_signal_has_no_name(void **state)
{
	static const int none[] = { 0, -1, -9, 65, 127, 128, 256 + 9, 512, INT32_MAX, INT32_MIN };
	static const char *const wrong[] = { "",	  "SIG",      "SIGSIGHUP", "HU",	"HUPP",	     "sighup",	  "1",
					     "RTMIN+",	  "RTMIN+0",  "RTMIN+33",  "RTMIN+01",	"RTMIN-1",   "RTMAX+1",	  "RTMAX-",
					     "RTMAX-0",	  "RTMAX-33", "RTMAX-99",  "RTMAX-100", "RTMAX-1x",  "SIGRTMAX1", "RTMAX-01",
					     "SIGRTMAXX", "RTMA",     "SIG ",	   "INT ",	"SIGRTMIN ", "RTMAX--1",  "RTMAX-1 " };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_null(SignalName(none[i]));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(SignalByName(wrong[i]), -LX_EINVAL);
}

static void test_signal_names_are_those_of_the_c_library(void **state)
{
	(void)state;
	for (int sig = 1; sig < 32; sig++) {
		char name[32];

		/* It prefers SIGPOLL to SIGIO. */
		snprintf(name, sizeof(name), "SIG%s", sig == SIGIO ? "IO" : sigabbrev_np(sig));
		assert_string_equal(SignalName(sig), name);
		assert_int_equal(SignalByName(name), sig);
		assert_int_equal(SignalByName(name + 3), sig);
	}
	assert_string_equal(SignalName(9), "SIGKILL");
	assert_string_equal(SignalName(16), "SIGSTKFLT");
	assert_string_equal(SignalName(17), "SIGCHLD");
	assert_string_equal(SignalName(31), "SIGSYS");
	assert_int_equal(SignalByName("SIGIOT"), SIGABRT);
	assert_int_equal(SignalByName("SIGCLD"), SIGCHLD);
	assert_int_equal(SignalByName("POLL"), SIGIO);
	assert_int_equal(SignalByName("UNUSED"), 31);
}

static void test_real_time_signals_count_from_32_or_down_from_64(void **state)
{
	char name[32];

	(void)state;
	assert_string_equal(SignalName(32), "SIGRTMIN");
	assert_string_equal(SignalName(34), "SIGRTMIN+2");
	assert_string_equal(SignalName(63), "SIGRTMIN+31");
	assert_string_equal(SignalName(64), "SIGRTMAX");
	for (int sig = 32; sig <= 64; sig++) {
		assert_int_equal(SignalByName(SignalName(sig)), sig);
		assert_int_equal(SignalByName(SignalName(sig) + 3), sig);
		if (sig > 32) {
			snprintf(name, sizeof(name), "RTMIN+%d", sig - 32);
			assert_int_equal(SignalByName(name), sig);
		}
		if (sig < 64) {
			snprintf(name, sizeof(name), "SIGRTMAX-%d", 64 - sig);
			assert_int_equal(SignalByName(name), sig);
		}
	}
}

UNIT_TESTS(unit_test(test_what_is_no_error_has_no_name), unit_test(test_literal_names),
	   unit_test(test_names_are_those_of_the_c_library), unit_test(test_names_lead_back_to_their_numbers),
	   unit_test(test_errno_by_name_takes_aliases_and_nothing_else), unit_test(test_what_is_no_signal_has_no_name),
	   unit_test(test_signal_names_are_those_of_the_c_library),
	   unit_test(test_real_time_signals_count_from_32_or_down_from_64));
