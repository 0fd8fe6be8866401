/* Any call by number: raw.h. */
#include "unit.h"

#include "../boot/filled.h"

#include <fcntl.h>
#include <sys/mman.h>

static void test_raw_syscall_returns_the_errno(void **state)
{
	(void)state;
	errno = 77;
	assert_int_equal(RawSyscall(LX_SYS_close, -1, 0, 0), -EBADF);
	assert_int_equal(RawSyscall(99999, 0, 0, 0), -ENOSYS);
	assert_int_equal(RawSyscall6(LX_SYS_close, -1, 0, 0, 0, 0, 0), -EBADF);
	assert_int_equal(errno, 77);
}

/* qemu-user destroys nothing; natively, and on the kernels of the boot tier, something can be lost. */
static void test_what_a_call_destroys_is_told(void **state)
{
	unsigned int lost;
	unsigned long round;

	(void)state;
	for (round = 0; round < 1000; round++)
		assert_null(filled_loses(round, &lost));
}

static void test_raw_syscall_passes_three_arguments(void **state)
{
	int fds[2];
	char buffer[8] = "";

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(RawSyscall(LX_SYS_write, fds[1], LX_PTR("three"), 5), 5);
	assert_int_equal(RawSyscall(LX_SYS_read, fds[0], LX_PTR(buffer), sizeof(buffer)), 5);
	assert_string_equal(buffer, "three");
	close(fds[0]);
	close(fds[1]);
}

static void test_raw_syscall_zeroes_the_other_arguments(void **state)
{
	(void)state;
	/* Leaves something in the argument registers. */
	RawSyscall6(LX_SYS_getpid, 1, 2, 3, 4, 5, 6);
	assert_true(RawSyscall(LX_SYS_prctl, LX_PR_GET_NO_NEW_PRIVS, 0, 0) >= 0);
}

static void test_raw_syscall6_passes_six_arguments(void **state)
{
	long page = sysconf(_SC_PAGESIZE);
	int fd = open("six", O_RDWR | O_CREAT, 0600);
	long address;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, 2 * page), 0);
	assert_int_equal(pwrite(fd, "second", 6, page), 6);
	address = RawSyscall6(LX_SYS_mmap, 0, page, PROT_READ, MAP_PRIVATE, fd, page);
	assert_false(IsErr(address));
	assert_memory_equal((const char *)address, "second", 6);
	assert_int_equal(RawSyscall(LX_SYS_munmap, address, page, 0), 0);
	close(fd);
}

static void test_raw_syscall_no_error_returns_the_value(void **state)
{
	(void)state;
	assert_int_equal(RawSyscallNoError(LX_SYS_getpid, 0, 0, 0), getpid());
	assert_int_equal(RawSyscallNoError(LX_SYS_getuid, 0, 0, 0), getuid());
}

static long through(long (*function)(long, long, long, long), long nr)
{
	return function(nr, 0, 0, 0);
}

static void test_raw_syscall_can_be_called_through_a_pointer(void **state)
{
	(void)state;
	assert_int_equal(through(RawSyscall, LX_SYS_getppid), getppid());
}

/* P7: a leaf function keeps its array below the stack pointer, on x86_64, and the trap's call must not write there. */
static __attribute__((__noinline__)) int leaf(int seed)
{
	volatile unsigned char room[120];
	int i, wrong = 0;

	for (i = 0; i < 120; i++)
		room[i] = (unsigned char)(seed + i);
	for (i = 0; i < 3; i++)
		wrong |= Getppid() <= 0 || FcntlInt(-1, LX_F_GETFD, 0) != -EBADF;
	for (i = 0; i < 120; i++)
		wrong |= room[i] != (unsigned char)(seed + i);
	return wrong;
}

static void test_an_inlined_trap_leaves_the_stack_alone(void **state)
{
	int seed;

	(void)state;
	for (seed = 0; seed < 256; seed += 51)
		assert_int_equal(leaf(seed), 0);
}

UNIT_TESTS(unit_test(test_what_a_call_destroys_is_told), unit_test(test_raw_syscall_returns_the_errno), unit_test(test_raw_syscall_passes_three_arguments),
	   unit_test(test_raw_syscall_zeroes_the_other_arguments), unit_test(test_raw_syscall6_passes_six_arguments),
	   unit_test(test_raw_syscall_no_error_returns_the_value),
	   unit_test(test_raw_syscall_can_be_called_through_a_pointer),
	   unit_test(test_an_inlined_trap_leaves_the_stack_alone));
