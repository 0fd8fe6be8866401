/* Fcntl's commands: op/fcntl.h. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>

#include <barecall/op/fcntl.h>

static void test_descriptors(void **state)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600), other, result;

	(void)state;
	assert_int_equal(FcntlDupfd(-1, 0), -EBADF);
	other = FcntlDupfd(fd, 50);
	assert_true(other >= 50);
	assert_int_equal(FcntlGetfd(other), 0);
	assert_int_equal(FcntlSetfd(other, LX_FD_CLOEXEC), 0);
	assert_int_equal(FcntlGetfd(other), LX_FD_CLOEXEC);
	result = FcntlDupfdQuery(fd, other);
	assert_true(result == 1 || result == -EINVAL);
	if (result == 1)
		assert_int_equal(FcntlDupfdQuery(fd, 0), 0);
	close(other);
	other = FcntlDupfdCloexec(fd, 60);
	assert_true(other >= 60);
	assert_int_equal(fcntl(other, F_GETFD), FD_CLOEXEC);
	close(other);
	assert_int_equal(FcntlSetfl(fd, LX_O_APPEND), 0);
	assert_int_equal(FcntlGetfl(fd) & LX_O_APPEND, LX_O_APPEND);
	assert_int_equal(FcntlGetfl(fd) & LX_O_ACCMODE, LX_O_RDWR);
	assert_int_equal(FcntlGetfl(-1), -EBADF);
	result = FcntlCreatedQuery(fd);
	assert_true(result == 1 || result == -EINVAL);
	close(fd);
	fd = open("f", O_RDWR | O_CREAT, 0600);
	assert_true(FcntlCreatedQuery(fd) <= 0);
	close(fd);
	unlink("f");
}

static int asks_for_a_lock(void)
{
	int fd = open("f", O_RDWR);
	Flock_t lock;

	memset(&lock, 0, sizeof(lock));
	lock.type = LX_F_WRLCK;
	lock.len = 10;
	EXPECT(FcntlSetlk(fd, &lock) == -EAGAIN || FcntlSetlk(fd, &lock) == -EACCES);
	EXPECT(FcntlGetlk(fd, &lock) == 0 && lock.type == LX_F_WRLCK && lock.pid == Getppid());
	return 0;
}

static void test_locks(void **state)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600), second = open("f", O_RDWR);
	Flock_t lock;

	(void)state;
	memset(&lock, 0, sizeof(lock));
	lock.type = LX_F_WRLCK;
	lock.len = 10;
	assert_int_equal(FcntlSetlk(-1, &lock), -EBADF);
	assert_int_equal(FcntlSetlkw(fd, &lock), 0);
	assert_int_equal(in_child(asks_for_a_lock), 0);
	lock.type = LX_F_UNLCK;
	assert_int_equal(FcntlSetlk(fd, &lock), 0);
	lock.type = LX_F_WRLCK;
	lock.pid = 1;
	assert_int_equal(FcntlOFDSetlk(fd, &lock), -EINVAL);
	lock.pid = 0;
	assert_int_equal(FcntlOFDSetlk(fd, &lock), 0);
	assert_int_equal(FcntlOFDSetlk(second, &lock), -EAGAIN);
	assert_int_equal(FcntlOFDGetlk(second, &lock), 0);
	assert_int_equal(lock.type, LX_F_WRLCK);
	close(fd);
	lock.pid = 0;
	assert_int_equal(FcntlOFDSetlkw(second, &lock), 0);
	close(second);
	unlink("f");
}

static void test_signals(void **state)
{
	int pipe_fd[2];
	unsigned int uids[2] = { 9, 9 };
	int result;

	(void)state;
	assert_int_equal(pipe(pipe_fd), 0);
	SKIP_UNDER_QEMU("it does not know all of these");
	assert_int_equal(FcntlSetown(pipe_fd[0], 0x7ffffff0), -ESRCH);
	assert_int_equal(FcntlSetown(pipe_fd[0], getpid()), 0);
	assert_int_equal(fcntl(pipe_fd[0], F_GETOWN), getpid());
	assert_int_equal(FcntlSetsig(pipe_fd[0], 1000), -EINVAL);
	assert_int_equal(FcntlSetsig(pipe_fd[0], SIGUSR2), 0);
	assert_int_equal(FcntlGetsig(pipe_fd[0]), SIGUSR2);
	result = FcntlGetownerUids(pipe_fd[0], uids);
	assert_true(result == -EINVAL || (result == 0 && uids[0] == getuid() && uids[1] == geteuid()));
	result = FcntlNotify(pipe_fd[0], LX_DN_CREATE);
	assert_true(result == -ENOTDIR || result == -EINVAL);
	close(pipe_fd[0]);
	close(pipe_fd[1]);
}

static void test_leases(void **state)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600);
	Delegation deleg;
	int result;

	(void)state;
	SKIP_UNDER_QEMU("it does not know all of these");
	assert_int_equal(FcntlGetlease(-1), -EBADF);
	result = FcntlSetlease(fd, LX_F_WRLCK);
	if (result == 0) {
		assert_int_equal(FcntlGetlease(fd), LX_F_WRLCK);
		assert_int_equal(FcntlSetlease(fd, LX_F_UNLCK), 0);
		assert_int_equal(FcntlGetlease(fd), LX_F_UNLCK);
	}
	assert_int_equal(FcntlSetlease(fd, 99), -EINVAL);
	memset(&deleg, 0, sizeof(deleg));
	result = FcntlGetdeleg(fd, &deleg);
	assert_true(result == -EINVAL || (result == 0 && deleg.type == LX_F_UNLCK));
	deleg.type = 99;
	assert_int_equal(FcntlSetdeleg(fd, &deleg), -EINVAL);
	close(fd);
	unlink("f");
}

static void test_pipes_seals_hints(void **state)
{
	int pipe_fd[2], fd, result;
	unsigned long hint = LX_RWH_WRITE_LIFE_LONG;

	(void)state;
	assert_int_equal(pipe(pipe_fd), 0);
	SKIP_UNDER_QEMU("it does not know all of these");
	result = FcntlSetpipeSz(pipe_fd[0], 10000);
	assert_true(result >= 10000);
	assert_int_equal(FcntlGetpipeSz(pipe_fd[1]), result);
	close(pipe_fd[0]);
	close(pipe_fd[1]);
	fd = MemfdCreate("m", LX_MFD_ALLOW_SEALING | LX_MFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(FcntlGetpipeSz(fd), -EBADF);
	assert_int_equal(FcntlGetSeals(fd), 0);
	assert_int_equal(FcntlAddSeals(fd, 1U << 30), -EINVAL);
	assert_int_equal(FcntlAddSeals(fd, LX_F_SEAL_WRITE | LX_F_SEAL_SEAL), 0);
	assert_int_equal(FcntlGetSeals(fd), LX_F_SEAL_WRITE | LX_F_SEAL_SEAL);
	assert_int_equal(Write(fd, "x", 1), -EPERM);
	assert_int_equal(FcntlAddSeals(fd, LX_F_SEAL_GROW), -EPERM);
	close(fd);
	fd = open("f", O_RDWR | O_CREAT, 0600);
	assert_int_equal(FcntlSetRwHint(fd, NULL), -EFAULT);
	assert_int_equal(FcntlSetRwHint(fd, &hint), 0);
	hint = 99;
	assert_int_equal(FcntlGetRwHint(fd, &hint), 0);
	assert_int_equal(hint, LX_RWH_WRITE_LIFE_LONG);
	result = FcntlGetFileRwHint(fd, &hint);
	assert_true(result == 0 || result == -EINVAL);
	hint = 99;
	assert_int_equal(FcntlSetFileRwHint(fd, &hint), -EINVAL);
	close(fd);
	unlink("f");
}

UNIT_TESTS(unit_test(test_descriptors), unit_test(test_locks), unit_test(test_signals), unit_test(test_leases),
	   unit_test(test_pipes_seals_hints));
