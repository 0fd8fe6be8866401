/* Futexes, robust lists, restartable sequences, memory barriers: futex.h. */
#include "unit.h"

#include <time.h>

static struct {
	unsigned char stack[65536] __attribute__((aligned(64)));
	int parent_tid, child_tid;
	unsigned long tls[64];
	volatile long result;
	unsigned int word, other;
} thread;

/* Starts fn as a thread that the libc knows nothing of: it may call wrappers and nothing else. */
static void start(int (*fn)(void *))
{
	unsigned long *tls = &thread.tls[32];

	*tls = (unsigned long)tls;
	thread.result = 77;
	thread.child_tid = -1;
	assert_true(CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD |
				      LX_CLONE_SYSVSEM | LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID |
				      LX_CLONE_CHILD_CLEARTID,
			      thread.stack + sizeof(thread.stack), fn, LX_NULL, &thread.parent_tid, &thread.child_tid,
			      (unsigned long)tls) > 0);
}

/* Waits until the thread has ended, ten seconds at most. */
static void join(void)
{
	for (;;) {
		Timespec limit = { 10, 0 };
		int tid = __atomic_load_n(&thread.child_tid, __ATOMIC_ACQUIRE);

		if (tid == 0)
			return;
		assert_int_not_equal(Futex((unsigned int *)&thread.child_tid, LX_FUTEX_WAIT, (unsigned int)tid, &limit,
					   LX_NULL, 0), -ETIMEDOUT);
	}
}

/* The monotonic time in a few milliseconds. */
static Timespec soon(void)
{
	struct timespec now;
	Timespec at;

	clock_gettime(CLOCK_MONOTONIC, &now);
	at.sec = now.tv_sec + (now.tv_nsec + 20000000) / 1000000000;
	at.nsec = (now.tv_nsec + 20000000) % 1000000000;
	return at;
}

static void test_futex_errors(void **state)
{
	unsigned int word = 5;
	Timespec bad = { 0, 1000000000 }, at = soon();

	(void)state;
	assert_int_equal(Futex(&word, LX_FUTEX_WAIT_PRIVATE, 4, LX_NULL, LX_NULL, 0), -EAGAIN);
	assert_int_equal(Futex(&word, LX_FUTEX_WAIT_PRIVATE, 5, &bad, LX_NULL, 0), -EINVAL);
	assert_int_equal(Futex(&word, 0x7f, 5, LX_NULL, LX_NULL, 0), -ENOSYS);
	assert_int_equal(Futex((unsigned int *)((char *)&word + 1), LX_FUTEX_WAIT_PRIVATE, 5, LX_NULL, LX_NULL, 0),
			 -EINVAL);
	/* val3 arrives: a wait for no bit is refused. */
	assert_int_equal(Futex(&word, LX_FUTEX_WAIT_BITSET_PRIVATE, 5, &at, LX_NULL, 0), -EINVAL);
	assert_int_equal(Futex(&word, LX_FUTEX_WAIT_BITSET_PRIVATE, 5, &at, LX_NULL, LX_FUTEX_BITSET_MATCH_ANY),
			 -ETIMEDOUT);
}

static void test_futex_timeout_is_left_alone(void **state)
{
	static const Timespec timeout = { 0, 20000000 };
	unsigned int word = 5;

	(void)state;
	assert_int_equal(Futex(&word, LX_FUTEX_WAIT_PRIVATE, 5, &timeout, LX_NULL, 0), -ETIMEDOUT);
	assert_int_equal(timeout.nsec, 20000000);
	assert_int_equal(Futex(&word, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0), 0);
}

static int wait_for_word(void *argument)
{
	Timespec limit = { 10, 0 };

	(void)argument;
	while (__atomic_load_n(&thread.word, __ATOMIC_ACQUIRE) == 0)
		thread.result = Futex(&thread.word, LX_FUTEX_WAIT_PRIVATE, 0, &limit, LX_NULL, 0);
	return 0;
}

static void test_futex_wakes_a_thread(void **state)
{
	long woken = 0;

	(void)state;
	thread.word = 0;
	start(wait_for_word);
	while (woken == 0)
		woken = Futex(&thread.word, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0);
	assert_int_equal(woken, 1);
	__atomic_store_n(&thread.word, 1, __ATOMIC_RELEASE);
	Futex(&thread.word, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0);
	join();
}

static void test_futex_moves_a_thread(void **state)
{
	long moved = 0, woken;

	(void)state;
	thread.word = 0;
	thread.other = 0;
	start(wait_for_word);
	assert_int_equal(Futex(&thread.word, LX_FUTEX_CMP_REQUEUE_PRIVATE, 0, (const Timespec *)1, &thread.other, 9),
			 -EAGAIN);
	while (moved == 0)
		moved = Futex(&thread.word, LX_FUTEX_CMP_REQUEUE_PRIVATE, 0, (const Timespec *)1, &thread.other, 0);
	assert_int_equal(moved, 1);
	/* A thread that wakes of itself waits again where it began, and is moved again. */
	while ((woken = Futex(&thread.other, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0)) == 0)
		Futex(&thread.word, LX_FUTEX_CMP_REQUEUE_PRIVATE, 0, (const Timespec *)1, &thread.other, 0);
	assert_int_equal(woken, 1);
	__atomic_store_n(&thread.word, 1, __ATOMIC_RELEASE);
	Futex(&thread.word, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0);
	join();
}

static void test_futex_wait_and_wake(void **state)
{
	unsigned int word = 5, flags = LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE;
	Timespec at = soon();

	(void)state;
	if (FutexWake(&word, 1, 0, flags) == -ENOSYS)
		SKIP("no futex_wake here");
	assert_int_equal(FutexWait(&word, 4, LX_FUTEX_BITSET_MATCH_ANY, flags, &at, CLOCK_MONOTONIC), -EAGAIN);
	assert_int_equal(FutexWait(&word, 5, 0, flags, &at, CLOCK_MONOTONIC), -EINVAL);
	assert_int_equal(FutexWait(&word, 5, 1, flags, &at, 99), -EINVAL);
	assert_int_equal(FutexWait(&word, 5, LX_FUTEX_BITSET_MATCH_ANY, flags, &at, CLOCK_MONOTONIC), -ETIMEDOUT);
	assert_int_equal(FutexWake(&word, 1, 1, 0x7f00), -EINVAL);
	assert_int_equal(FutexWake(&word, 1, 1, flags), 0);
}

static int wait_for_word_by_futex_wait(void *argument)
{
	(void)argument;
	while (__atomic_load_n(&thread.word, __ATOMIC_ACQUIRE) == 0)
		thread.result = FutexWait(&thread.word, 0, 6, LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE, LX_NULL, 0);
	return 0;
}

static void test_futex_wake_selects_by_mask_and_requeues(void **state)
{
	unsigned int flags = LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE;
	FutexWaitv_t pair[2];
	int moved = 0, woken;

	(void)state;
	if (FutexWake(&thread.word, 1, 0, flags) == -ENOSYS)
		SKIP("no futex_wake here");
	memset(pair, 0, sizeof(pair));
	pair[0].uaddr = (unsigned long)&thread.word;
	pair[1].uaddr = (unsigned long)&thread.other;
	pair[0].flags = pair[1].flags = flags;
	thread.word = 0;
	start(wait_for_word_by_futex_wait);
	while (moved == 0)
		moved = FutexRequeue(pair, 0, 0, 1);
	assert_int_equal(moved, 1);
	pair[0].val = 9;
	assert_int_equal(FutexRequeue(pair, 0, 0, 1), -EAGAIN);
	assert_int_equal(FutexRequeue(pair, 1, 0, 1), -EINVAL);
	assert_int_equal(FutexWake(&thread.other, 1, 1, flags), 0);
	pair[0].val = 0;
	while ((woken = FutexWake(&thread.other, 2, 1, flags)) == 0)
		FutexRequeue(pair, 0, 0, 1); /* it woke of itself, and waits where it began */
	assert_int_equal(woken, 1);
	__atomic_store_n(&thread.word, 1, __ATOMIC_RELEASE);
	FutexWake(&thread.word, 2, 1, flags);
	join();
}

static void test_futex_waitv(void **state)
{
	unsigned int words[2] = { 5, 6 };
	FutexWaitv_t waiters[2];
	Timespec at = soon();

	(void)state;
	memset(waiters, 0, sizeof(waiters));
	waiters[0].val = 5;
	waiters[1].val = 6;
	waiters[0].uaddr = (unsigned long)&words[0];
	waiters[1].uaddr = (unsigned long)&words[1];
	waiters[0].flags = waiters[1].flags = LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE;
	if (FutexWaitv(LX_NULL, 0, 0, LX_NULL, 0) == -ENOSYS)
		SKIP("no futex_waitv here");
	assert_int_equal(FutexWaitv(waiters, 0, 0, &at, CLOCK_MONOTONIC), -EINVAL);
	assert_int_equal(FutexWaitv(waiters, 2, 1, &at, CLOCK_MONOTONIC), -EINVAL);
	assert_int_equal(FutexWaitv(waiters, 2, 0, &at, CLOCK_MONOTONIC), -ETIMEDOUT);
	waiters[1].val = 7;
	assert_int_equal(FutexWaitv(waiters, 2, 0, &at, CLOCK_MONOTONIC), -EAGAIN);
}

static struct {
	RobustListHead head;
	RobustList entry;
	unsigned int word;
} robust;

static int die_with_a_lock(void *argument)
{
	(void)argument;
	robust.head.list.next = &robust.entry;
	robust.head.futex_offset = (char *)&robust.word - (char *)&robust.entry;
	robust.head.list_op_pending = LX_NULL;
	robust.entry.next = &robust.head.list;
	robust.word = (unsigned int)Gettid();
	thread.result = SetRobustList(&robust.head, sizeof(robust.head));
	return 0;
}

static void test_robust_list_marks_the_dead_owner(void **state)
{
	RobustListHead *head = LX_NULL;
	unsigned long length = 0;

	(void)state;
	if (GetRobustList(0, &head, &length) == -ENOSYS)
		SKIP("no get_robust_list here");
	assert_int_equal(length, sizeof(RobustListHead));
	assert_int_equal(GetRobustList(0x7fffffff, &head, &length), -ESRCH);
	assert_int_equal(SetRobustList(&robust.head, 1), -EINVAL);
	start(die_with_a_lock);
	join();
	assert_int_equal(thread.result, 0);
	assert_int_equal(robust.word & LX_FUTEX_OWNER_DIED, LX_FUTEX_OWNER_DIED);
}

static Rseq_t area __attribute__((aligned(64)));

static int use_rseq(void *argument)
{
	(void)argument;
	area.cpu_id = (unsigned int)LX_RSEQ_CPU_ID_UNINITIALIZED;
	thread.result = Rseq(&area, sizeof(area), 0, 0x53053053);
	if (thread.result != 0)
		return 1;
	/* The kernel has written it when the call returns. */
	thread.result = (int)area.cpu_id < 0 || area.cpu_id != area.cpu_id_start ? 1 : 0;
	if (Rseq(&area, sizeof(area), 0, 0x53053053) != -EBUSY)
		thread.result = 2;
	if (Rseq(&area, sizeof(area), LX_RSEQ_FLAG_UNREGISTER, 1) != -EPERM)
		thread.result = 3;
	if (Rseq(&area, sizeof(area), LX_RSEQ_FLAG_UNREGISTER, 0x53053053) != 0)
		thread.result = 4;
	return 0;
}

static void test_rseq_registers_a_thread(void **state)
{
	(void)state;
	if (Rseq(LX_NULL, 0, 0, 0) == -ENOSYS)
		SKIP("no rseq here");
	assert_int_equal(Rseq(&area, sizeof(area), 0x40000000, 0), -EINVAL);
	start(use_rseq);
	join();
	assert_int_equal(thread.result, 0);
}

static void test_rseq_slice_yield_without_a_slice(void **state)
{
	int result = RseqSliceYield();

	(void)state;
	if (result == -ENOSYS)
		SKIP("no rseq_slice_yield here");
	assert_int_equal(result, 0);
}

static void test_membarrier(void **state)
{
	int commands = Membarrier(LX_MEMBARRIER_CMD_QUERY, 0, 0);

	(void)state;
	if (commands == -ENOSYS)
		SKIP("no membarrier here");
	assert_true(commands >= 0);
	assert_int_equal(Membarrier(0x40000000, 0, 0), -EINVAL);
	assert_int_equal(Membarrier(LX_MEMBARRIER_CMD_QUERY, 0x40000000, 0), -EINVAL);
	if ((commands & LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0)
		SKIP("no private membarrier here");
	assert_int_equal(Membarrier(LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0), -EPERM);
	assert_int_equal(Membarrier(LX_MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0), 0);
	assert_int_equal(Membarrier(LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0), 0);
}

UNIT_TESTS(unit_test(test_futex_errors), unit_test(test_futex_timeout_is_left_alone),
	   unit_test(test_futex_wakes_a_thread), unit_test(test_futex_moves_a_thread),
	   unit_test(test_futex_wait_and_wake), unit_test(test_futex_wake_selects_by_mask_and_requeues),
	   unit_test(test_futex_waitv), unit_test(test_robust_list_marks_the_dead_owner),
	   unit_test(test_rseq_registers_a_thread), unit_test(test_rseq_slice_yield_without_a_slice),
	   unit_test(test_membarrier));
