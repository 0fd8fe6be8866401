/* System calls with a runtime's hooks: runtime.h. */
#include "unit.h"

#include <fcntl.h>

#include <barecall/runtime.h>

static struct {
	int entered, exited;
	long nr, result;
} told;

/* In place of the archive's. */
void lx_runtime_entersyscall(long nr)
{
	told.entered++;
	told.nr = nr;
	assert_int_equal(told.exited, told.entered - 1);
}

void lx_runtime_exitsyscall(long nr, long result)
{
	told.exited++;
	told.result = result;
	assert_int_equal(nr, told.nr);
	assert_int_equal(told.exited, told.entered);
}

static int forget(void **state)
{
	(void)state;
	memset(&told, 0, sizeof(told));
	return 0;
}

static void test_errors_pass_the_hooks(void **state)
{
	(void)state;
	errno = 77;
	assert_int_equal(Syscall(LX_SYS_close, -1, 0, 0), -EBADF);
	assert_int_equal(told.entered, 1);
	assert_int_equal(told.exited, 1);
	assert_int_equal(told.nr, LX_SYS_close);
	assert_int_equal(told.result, -EBADF);
	assert_int_equal(Syscall6(99999, 0, 0, 0, 0, 0, 0), -ENOSYS);
	assert_int_equal(told.exited, 2);
	assert_int_equal(told.result, -ENOSYS);
	assert_int_equal(errno, 77);
}

static void test_syscall_passes_three_arguments(void **state)
{
	int fds[2];
	char buffer[8] = "";

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(Syscall(LX_SYS_write, fds[1], LX_PTR("three"), 5), 5);
	assert_int_equal(Syscall(LX_SYS_read, fds[0], LX_PTR(buffer), sizeof(buffer)), 5);
	assert_string_equal(buffer, "three");
	assert_int_equal(told.result, 5);
	assert_int_equal(told.nr, LX_SYS_read);
	/* The others are zero: prctl asks for that. */
	assert_true(Syscall(LX_SYS_prctl, LX_PR_GET_NO_NEW_PRIVS, 0, 0) >= 0);
	close(fds[0]);
	close(fds[1]);
}

static void test_syscall6_passes_six_arguments(void **state)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	char *p;

	(void)state;
	assert_int_equal(ftruncate(fd, (off_t)(2 * page)), 0);
	assert_int_equal(pwrite(fd, "second page", 12, (off_t)page), 12);
	p = (char *)Syscall6(LX_SYS_mmap, 0, (long)page, LX_PROT_READ, LX_MAP_PRIVATE, fd, (long)page);
	assert_false(IsErrPtr(p));
	assert_string_equal(p, "second page");
	assert_ptr_equal((char *)told.result, p);
	assert_int_equal(Munmap(p, page), 0);
	close(fd);
	unlink("file");
}

static void test_others_are_not_told(void **state)
{
	(void)state;
	assert_int_equal(Close(-1), -EBADF);
	assert_int_equal(RawSyscall(LX_SYS_close, -1, 0, 0), -EBADF);
	assert_int_equal(told.entered + told.exited, 0);
}

#define forget_test(function) cmocka_unit_test_setup(function, forget)

UNIT_TESTS(forget_test(test_errors_pass_the_hooks), forget_test(test_syscall_passes_three_arguments),
	   forget_test(test_syscall6_passes_six_arguments), forget_test(test_others_are_not_told));
