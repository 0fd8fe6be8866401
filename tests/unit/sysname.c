#include "unit.h"
#include <barecall/sysname.h>

/* Numbers that no call has ever had, and those beyond the last. */
static void test_what_is_no_call_has_no_name(void **state)
{
	static const long none[] = { -1, 349, 400, 4096, 1L << 30, 1L << 32, INT64_MAX, INT64_MIN };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_null(SyscallName(none[i]));
	assert_null(SyscallName((1L << 32) + LX_SYS_read));
}

static void test_what_is_no_name_has_no_number(void **state)
{
	static const char *const none[] = { "", "o", "open_", "opena", "openatt", "OPENAT", "sys_openat", "openat ", "at",
					    "read\n", "xyzzy" };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(SyscallNumber(none[i]), -LX_EINVAL);
}

static void test_literal_names(void **state)
{
	(void)state;
/* Numbers are written out here so that they come from elsewhere than the table; they differ between architectures. */
#if defined(__x86_64__)
	assert_string_equal(SyscallName(0), "read");
	assert_string_equal(SyscallName(257), "openat");
	assert_string_equal(SyscallName(334), "rseq");
	assert_int_equal(SyscallNumber("vfork"), 58);
	assert_null(SyscallName(337));
#else
	assert_string_equal(SyscallName(0), "io_setup");
	assert_string_equal(SyscallName(56), "openat");
	assert_string_equal(SyscallName(293), "rseq");
	assert_int_equal(SyscallNumber("vfork"), -LX_EINVAL);
	assert_null(SyscallName(295));
#endif
	assert_string_equal(SyscallName(424), "pidfd_send_signal");
	assert_string_equal(SyscallName(435), "clone3");
	assert_int_equal(SyscallNumber("statmount"), 457);
}

/* Every number that the C library's kernel headers know, which may be older. */
static void test_every_number_of_the_headers(void **state)
{
	static const struct {
		long nr;
		const char *name;
	} rows[] = {
#define ROW(name) { SYS_##name, #name },
		ROW(read) ROW(write) ROW(close) ROW(fstat) ROW(lseek) ROW(mmap) ROW(mprotect) ROW(munmap) ROW(brk)
		ROW(rt_sigaction) ROW(rt_sigprocmask) ROW(rt_sigreturn) ROW(ioctl) ROW(pread64) ROW(writev) ROW(dup)
		ROW(nanosleep) ROW(getpid) ROW(sendfile) ROW(socket) ROW(clone) ROW(execve) ROW(exit) ROW(wait4)
		ROW(kill) ROW(uname) ROW(ptrace) ROW(exit_group) ROW(openat) ROW(newfstatat) ROW(pipe2) ROW(prlimit64)
		ROW(getrandom) ROW(statx) ROW(clone3) ROW(close_range) ROW(openat2) ROW(faccessat2) ROW(futex_waitv)
		ROW(set_mempolicy_home_node)
#undef ROW
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_string_equal(SyscallName(rows[i].nr), rows[i].name);
		assert_int_equal(SyscallNumber(rows[i].name), rows[i].nr);
	}
}

/* Names and numbers are each other's inverse, and there are as many as the list has for this architecture. */
static void test_every_name_leads_back_to_its_number(void **state)
{
	int count = 0;

	(void)state;
	for (int nr = -10; nr < 2000; nr++) {
		const char *name = SyscallName(nr);

		if (!name)
			continue;
		assert_int_equal(SyscallNumber(name), nr);
		count++;
	}
	assert_in_range(count, 320, 400);
	assert_non_null(SyscallName(LX_SYS_listns));
}

UNIT_TESTS(unit_test(test_what_is_no_call_has_no_name), unit_test(test_what_is_no_name_has_no_number),
	   unit_test(test_literal_names), unit_test(test_every_number_of_the_headers),
	   unit_test(test_every_name_leads_back_to_its_number));
