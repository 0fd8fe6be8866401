/* Futex's operations, Membarrier's and Kcmp's: op/futex.h, op/membarrier.h, op/kcmp.h. */
#include "unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>

#include <barecall/op/futex.h>
#include <barecall/op/kcmp.h>
#include <barecall/op/membarrier.h>

#define PRIVATE LX_FUTEX_PRIVATE_FLAG

static unsigned int word, second, lock;
static const Timespec soon = { 0, 1000000 };

static void test_what_does_not_wait(void **state)
{
	Timespec passed = { 1, 0 };

	(void)state;
	word = 5;
	assert_int_equal(FutexOpWait(&word, 4, NULL, PRIVATE), -EAGAIN);
	assert_int_equal(FutexOpWait(&word, 5, &soon, PRIVATE), -ETIMEDOUT);
	assert_int_equal(FutexOpWaitBitset(&word, 5, &passed, 1, PRIVATE), -ETIMEDOUT);
	assert_int_equal(FutexOpWaitBitset(&word, 5, &passed, 0, PRIVATE), -EINVAL);
	assert_int_equal(FutexOpWake(&word, 1, PRIVATE), 0);
	assert_int_equal(FutexOpWakeBitset(&word, 1, 1, PRIVATE), 0);
	assert_int_equal(FutexOpWakeBitset(&word, 1, 0, PRIVATE), -EINVAL);
	assert_int_equal(FutexOpRequeue(&word, 1, 1, &second, PRIVATE), 0);
	assert_int_equal(FutexOpCmpRequeue(&word, 1, 1, &second, 4, PRIVATE), -EAGAIN);
	assert_int_equal(FutexOpCmpRequeue(&word, 1, 1, &second, 5, PRIVATE), 0);
	second = 7;
	assert_int_equal(FutexOpWakeOp(&word, 1, 1, &second, FutexOpEncode(LX_FUTEX_OP_ADD, LX_FUTEX_OP_CMP_EQ, 3, 7), PRIVATE), 0);
	assert_int_equal(second, 10);
}

static void test_priority_inheritance(void **state)
{
	Timespec passed = { 1, 0 };
	int result;

	(void)state;
	SKIP_UNDER_QEMU("it knows few of these");
	lock = 0;
	assert_int_equal(FutexOpLockPI(&lock, NULL, PRIVATE), 0);
	assert_int_equal(lock & 0x3fffffff, gettid());
	assert_int_equal(FutexOpTrylockPI(&lock, PRIVATE), -EDEADLK);
	assert_int_equal(FutexOpLockPI(&lock, NULL, PRIVATE), -EDEADLK);
	assert_int_equal(FutexOpUnlockPI(&lock, PRIVATE), 0);
	assert_int_equal(lock, 0);
	assert_int_equal(FutexOpUnlockPI(&lock, PRIVATE), -EPERM);
	assert_int_equal(FutexOpTrylockPI(&lock, PRIVATE), 0);
	assert_int_equal(FutexOpUnlockPI(&lock, PRIVATE), 0);
	result = FutexOpLockPI2(&lock, NULL, PRIVATE);
	assert_true(result == 0 || result == -ENOSYS);
	if (result == 0)
		assert_int_equal(FutexOpUnlockPI(&lock, PRIVATE), 0);
	word = 1;
	assert_int_equal(FutexOpWaitRequeuePI(&word, 2, &passed, &lock, PRIVATE), -EAGAIN);
	assert_int_equal(FutexOpWaitRequeuePI(&word, 1, &passed, &lock, PRIVATE), -ETIMEDOUT);
	assert_int_equal(FutexOpCmpRequeuePI(&word, 1, &lock, 2, PRIVATE), -EAGAIN);
	assert_int_equal(FutexOpCmpRequeuePI(&word, 1, &lock, 1, PRIVATE), 0);
}

static volatile int woken;

static void *sleeper(void *unused)
{
	while (__atomic_load_n(&word, __ATOMIC_SEQ_CST) == 100)
		FutexOpWaitBitset(&word, 100, NULL, 2, PRIVATE);
	woken = 1;
	return unused;
}

static void test_a_sleeper_is_woken(void **state)
{
	pthread_t thread;
	int n = 0;

	(void)state;
	word = 100;
	assert_int_equal(pthread_create(&thread, NULL, sleeper, NULL), 0);
	while (!woken) {
		assert_int_equal(FutexOpWakeBitset(&word, 1, 1, PRIVATE), 0);
		if (FutexOpWakeBitset(&word, 1, 2, PRIVATE) == 1)
			n++;
		if (n)
			__atomic_store_n(&word, 0, __ATOMIC_SEQ_CST);
		sched_yield();
	}
	assert_true(n > 0);
	pthread_join(thread, NULL);
}

static void test_membarrier(void **state)
{
	int query = MembarrierQuery(), result;

	(void)state;
	if (query < 0)
		SKIP("no membarrier here");
	SKIP_UNDER_QEMU("it hands over what it does not keep");
	if (query & LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED) {
		assert_int_equal(MembarrierRegisterPrivateExpedited(), 0);
		assert_int_equal(MembarrierPrivateExpedited(), 0);
		result = MembarrierGetRegistrations();
		assert_true(result == -EINVAL || result & LX_MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
	}
	if (query & LX_MEMBARRIER_CMD_GLOBAL_EXPEDITED) {
		assert_int_equal(MembarrierRegisterGlobalExpedited(), 0);
		assert_int_equal(MembarrierGlobalExpedited(), 0);
	}
	if (query & LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE) {
		assert_int_equal(MembarrierPrivateExpeditedSyncCore(), -EPERM);
		assert_int_equal(MembarrierRegisterPrivateExpeditedSyncCore(), 0);
		assert_int_equal(MembarrierPrivateExpeditedSyncCore(), 0);
	}
	if (query & LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ) {
		assert_int_equal(MembarrierPrivateExpeditedRseq(), -EPERM);
		assert_int_equal(MembarrierRegisterPrivateExpeditedRseq(), 0);
		assert_int_equal(MembarrierPrivateExpeditedRseq(), 0);
		assert_int_equal(MembarrierPrivateExpeditedRseqCPU(0), 0);
	}
	result = MembarrierGlobal();
	assert_true(result == 0 || result == -EINVAL);
}

static void test_kcmp(void **state)
{
	int pid = getpid(), fd = open("/dev/null", O_RDONLY), same = dup(fd), other = open("/dev/null", O_RDONLY), result;
	KcmpEpollSlot slot;
	struct epoll_event event;
	int pipe_fd[2];

	(void)state;
	SKIP_WITHOUT(kcmp);
	result = KcmpFile(pid, pid, fd, same);
	if (result == -ENOSYS || result == -EPERM)
		SKIP("no kcmp here");
	assert_int_equal(result, 0);
	assert_true(KcmpFile(pid, pid, fd, other) > 0);
	assert_int_equal(KcmpFile(pid, pid, fd, -1), -EBADF);
	assert_int_equal(KcmpVM(pid, pid), 0);
	assert_int_equal(KcmpVM(pid, 0x7ffffff0), -ESRCH);
	assert_int_equal(KcmpFiles(pid, pid), 0);
	assert_int_equal(KcmpFS(pid, pid), 0);
	assert_int_equal(KcmpSighand(pid, pid), 0);
	assert_int_equal(KcmpIO(pid, pid), 0);
	assert_int_equal(KcmpSysvsem(pid, pid), 0);
	if (getppid() > 1)
		assert_true(KcmpVM(pid, getppid()) > 0 || KcmpVM(pid, getppid()) == -EPERM);
	assert_int_equal(pipe(pipe_fd), 0);
	memset(&slot, 0, sizeof(slot));
	memset(&event, 0, sizeof(event));
	slot.efd = (unsigned int)epoll_create1(0);
	slot.tfd = (unsigned int)pipe_fd[0];
	assert_int_equal(KcmpEpollTFD(pid, pid, pipe_fd[0], &slot), -ENOENT);
	assert_int_equal(epoll_ctl((int)slot.efd, EPOLL_CTL_ADD, pipe_fd[0], &event), 0);
	assert_int_equal(KcmpEpollTFD(pid, pid, pipe_fd[0], &slot), 0);
}

UNIT_TESTS(unit_test(test_what_does_not_wait), unit_test(test_priority_inheritance), unit_test(test_a_sleeper_is_woken),
	   unit_test(test_membarrier), unit_test(test_kcmp));
