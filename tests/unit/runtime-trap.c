/* Wrappers with a runtime's hooks around their traps: runtime-trap.h. */
#include <barecall/runtime-trap.h>

#include "unit.h"

#include <fcntl.h>

#ifndef LX_RUNTIME_TRAP
#error "the hooks were not chosen"
#endif

static struct {
	int entered, exited;
	long nr, result;
} told;

void lx_runtime_entersyscall(long nr)
{
	told.entered++;
	told.nr = nr;
}

void lx_runtime_exitsyscall(long nr, long result)
{
	told.exited++;
	told.result = result;
	if (nr != told.nr)
		abort();
}

static void expect(int calls, long nr, long result)
{
	assert_int_equal(told.entered, calls);
	assert_int_equal(told.exited, calls);
	if (calls) {
		assert_int_equal(told.nr, nr);
		assert_int_equal(told.result, result);
	}
	memset(&told, 0, sizeof(told));
}

static void test_errors_pass_the_hooks(void **state)
{
	(void)state;
	assert_int_equal(Close(-1), -EBADF);
	expect(1, LX_SYS_close, -EBADF);
	assert_int_equal(Open("no/such/file", LX_O_RDONLY, 0), -ENOENT);
	expect(1, LX_SYS_openat, -ENOENT);
}

/* One wrapper for each number of arguments, and that all of them arrive. */
static void test_every_number_of_arguments(void **state)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
	Timespec none = { 0, 0 };
	PollFd poll;
	char buffer[8] = "", *p;
	int fds[2], fd;

	(void)state;
	assert_int_equal(SchedYield(), 0);
	expect(1, LX_SYS_sched_yield, 0);
	assert_int_equal(pipe(fds), 0);
	fd = Dup(fds[0]);
	expect(1, LX_SYS_dup, fd);
	assert_int_equal(Nanosleep(&none, LX_NULL), 0);
	expect(1, LX_SYS_nanosleep, 0);
	assert_int_equal(Write(fds[1], "three", 5), 5);
	expect(1, LX_SYS_write, 5);
	assert_int_equal(Read(fds[0], buffer, 8), 5);
	expect(1, LX_SYS_read, 5);
	assert_string_equal(buffer, "three");
	close(Openat(LX_AT_FDCWD, "file", LX_O_RDWR | LX_O_CREAT, 0600));
	assert_int_equal(told.nr, LX_SYS_openat);
	memset(&told, 0, sizeof(told));
	poll.fd = fds[1];
	poll.events = LX_POLLOUT;
	assert_int_equal(Ppoll(&poll, 1, LX_NULL, LX_NULL), 1);
	expect(1, LX_SYS_ppoll, 1);
	close(fd);
	fd = open("file", O_RDWR);
	assert_int_equal(ftruncate(fd, (off_t)(2 * page)), 0);
	assert_int_equal(pwrite(fd, "second page", 12, (off_t)page), 12);
	p = Mmap(LX_NULL, page, LX_PROT_READ, LX_MAP_PRIVATE, fd, (long)page);
	assert_false(IsErrPtr(p));
	assert_string_equal(p, "second page");
	expect(1, LX_SYS_mmap, (long)p);
	assert_int_equal(Munmap(p, page), 0);
	expect(1, LX_SYS_munmap, 0);
	close(fd);
	close(fds[0]);
	close(fds[1]);
	unlink("file");
}

static void test_calls_that_cannot_block_are_bare(void **state)
{
	int fds[2];
	Timespec now;

	(void)state;
	assert_int_equal(Getpid(), getpid());
	assert_int_equal(Geteuid(), geteuid());
	assert_int_equal(ClockGettime(LX_CLOCK_MONOTONIC, &now), 0);
	assert_int_equal(Pipe2(fds, 0), 0);
	close(fds[0]);
	close(fds[1]);
	expect(0, 0, 0);
}

/* The child of a Fork was in no call of its runtime's. */
static void test_fork_is_bare(void **state)
{
	int status, pid = Fork();

	(void)state;
	if (pid == 0)
		Exit(told.entered + told.exited);
	assert_true(pid > 0);
	expect(0, 0, 0);
	assert_int_equal(Wait4(pid, &status, 0, LX_NULL), pid);
	assert_int_equal(status, 0);
	expect(1, LX_SYS_wait4, pid);
}

/* What the archive compiled is not told of. */
static void test_linked_functions_are_bare(void **state)
{
	(void)state;
	assert_int_equal(RawSyscall(LX_SYS_close, -1, 0, 0), -EBADF);
	expect(0, 0, 0);
}

UNIT_TESTS(unit_test(test_errors_pass_the_hooks), unit_test(test_every_number_of_arguments),
	   unit_test(test_calls_that_cannot_block_are_bare), unit_test(test_fork_is_bare),
	   unit_test(test_linked_functions_are_bare));
