/* barecall/lock.h with threads of a libc, and with processes; lockmodel.c tries every order of steps. */
#include "unit.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <barecall/lock.h>

enum { THREADS = 8 };

static long rounds = 4000; /* of each thread; BARECALL_STRESS multiplies it */

static Timespec in_ms(int clock, long ms)
{
	Timespec t;

	ClockGettime(clock, &t);
	t.nsec += ms * 1000000;
	t.sec += t.nsec / 1000000000;
	t.nsec %= 1000000000;
	return t;
}

/* run_all runs a function in THREADS threads, each with its number, and returns how many of them found something wrong. */
static long run_all(void *(*function)(void *))
{
	pthread_t threads[THREADS];
	long wrong = 0;
	void *result;
	long i;

	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, function, (void *)i), 0);
	for (i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &result);
		wrong += result != NULL;
	}
	return wrong;
}

/* ---- Mutex */

static Mutex mutex;
static volatile long counter;

static void *count(void *number)
{
	long i;

	for (i = 0; i < rounds; i++) {
		Timespec soon = in_ms(LX_CLOCK_MONOTONIC, 1);

		switch ((i + (long)number) % 4) {
		case 0:
			while (MutexTryLock(&mutex) != 0)
				sched_yield();
			break;
		case 1:
			while (MutexLockUntil(&mutex, LX_CLOCK_MONOTONIC, &soon) != 0)
				soon = in_ms(LX_CLOCK_MONOTONIC, 1);
			break;
		default:
			MutexLock(&mutex);
		}
		counter = counter + 1;
		MutexUnlock(&mutex);
	}
	return NULL;
}

static void test_mutex_excludes(void **state)
{
	(void)state;
	counter = 0;
	assert_int_equal(run_all(count), 0);
	assert_int_equal(counter, THREADS * rounds);
	assert_int_equal(mutex.state, 0);
}

/* A deadline is told as such, on either clock, and nothing has changed then. */
static void test_mutex_deadlines(void **state)
{
	static const int clocks[] = { LX_CLOCK_MONOTONIC, LX_CLOCK_REALTIME };
	Timespec past = { 0, 0 }, before = { -1, 0 }, wrong = { 0, 1000000000 }, soon, now;
	unsigned int i;

	(void)state;
	MutexLock(&mutex);
	assert_int_equal(MutexTryLock(&mutex), -EBUSY);
	for (i = 0; i < 2; i++) {
		assert_int_equal(MutexLockUntil(&mutex, clocks[i], &past), -ETIMEDOUT);
		assert_int_equal(MutexLockUntil(&mutex, clocks[i], &before), -ETIMEDOUT);
		assert_int_equal(MutexLockUntil(&mutex, clocks[i], &wrong), -EINVAL);
		soon = in_ms(clocks[i], 20);
		assert_int_equal(MutexLockUntil(&mutex, clocks[i], &soon), -ETIMEDOUT);
		ClockGettime(clocks[i], &now);
		assert_true(now.sec > soon.sec || (now.sec == soon.sec && now.nsec >= soon.nsec));
	}
	assert_int_equal(MutexLockUntil(&mutex, LX_CLOCK_BOOTTIME, &soon), -EINVAL);
	MutexUnlock(&mutex);
	assert_int_equal(MutexLockUntil(&mutex, LX_CLOCK_BOOTTIME, NULL), -EINVAL);
	assert_int_equal(MutexLockUntil(&mutex, LX_CLOCK_MONOTONIC, &past), 0); /* it need not wait */
	MutexUnlock(&mutex);
	assert_int_equal(mutex.state, 0);
}

/* ---- RWLock */

static RWLock rwlock;
static volatile long first, second;

static void *read_or_write(void *number)
{
	long i, wrong = 0;

	for (i = 0; i < rounds; i++) {
		Timespec soon = in_ms(LX_CLOCK_MONOTONIC, 1);

		if ((i + (long)number) % 8 == 0) {
			if (i % 16 == 0)
				RWLockWrite(&rwlock);
			else if (RWLockWriteUntil(&rwlock, LX_CLOCK_MONOTONIC, &soon) != 0)
				continue;
			first = first + 1;
			second = second + 1;
			RWLockWriteUnlock(&rwlock);
		} else {
			if (i % 2 == 0)
				RWLockRead(&rwlock);
			else if (RWLockReadUntil(&rwlock, LX_CLOCK_MONOTONIC, &soon) != 0)
				continue;
			wrong += first != second;
			RWLockReadUnlock(&rwlock);
		}
	}
	return (void *)wrong;
}

static void test_rwlock(void **state)
{
	Timespec past = { 0, 0 };

	(void)state;
	RWLockRead(&rwlock);
	assert_int_equal(RWLockTryRead(&rwlock), 0);
	assert_int_equal(RWLockTryWrite(&rwlock), -EBUSY);
	assert_int_equal(RWLockWriteUntil(&rwlock, LX_CLOCK_REALTIME, &past), -ETIMEDOUT);
	assert_int_equal(RWLockTryRead(&rwlock), 0); /* nobody waits any more */
	RWLockReadUnlock(&rwlock);
	RWLockReadUnlock(&rwlock);
	RWLockReadUnlock(&rwlock);
	assert_int_equal(RWLockTryWrite(&rwlock), 0);
	assert_int_equal(RWLockTryRead(&rwlock), -EBUSY);
	assert_int_equal(RWLockReadUntil(&rwlock, LX_CLOCK_REALTIME, &past), -ETIMEDOUT);
	assert_int_equal(RWLockReadUntil(&rwlock, 5, NULL), -EINVAL);
	assert_int_equal(RWLockWriteUntil(&rwlock, 5, NULL), -EINVAL);
	RWLockWriteUnlock(&rwlock);
	assert_int_equal(rwlock.state, 0);
	assert_int_equal(run_all(read_or_write), 0);
	assert_int_equal(first, second);
	assert_int_equal(rwlock.state & LX_RWLOCK_WRITER, 0);
}

/* ---- Cond and Semaphore: a queue of few places */

static Cond not_full, not_empty;
static Semaphore places, things;
static long queue[4], head, tail, taken;

static void *pass_on(void *number)
{
	long i;

	for (i = 0; i < rounds; i++) {
		MutexLock(&mutex);
		if ((long)number % 2 == 0) {
			while (tail - head == 4)
				CondWait(&not_full, &mutex);
			queue[tail++ % 4] = 1;
			CondSignal(&not_empty);
		} else {
			while (tail == head)
				CondWait(&not_empty, &mutex);
			taken += queue[head++ % 4];
			CondSignal(&not_full);
		}
		MutexUnlock(&mutex);
	}
	return NULL;
}

static void test_cond(void **state)
{
	Timespec past = { 0, 0 };

	(void)state;
	head = tail = taken = 0;
	MutexLock(&mutex);
	assert_int_equal(CondWaitUntil(&not_full, &mutex, LX_CLOCK_MONOTONIC, &past), -ETIMEDOUT);
	assert_int_equal(CondWaitUntil(&not_full, &mutex, 7, NULL), -EINVAL);
	assert_int_equal(MutexTryLock(&mutex), -EBUSY); /* held in either case */
	MutexUnlock(&mutex);
	assert_int_equal(run_all(pass_on), 0);
	assert_int_equal(taken, THREADS / 2 * rounds);
	assert_int_equal(not_full.waiters + not_empty.waiters, 0);
}

static void *pass_things(void *number)
{
	Timespec past = { 0, 0 };
	long i, wrong = 0;

	for (i = 0; i < rounds; i++) {
		if ((long)number % 2 == 0) {
			SemaphoreWait(&places);
			wrong += SemaphorePost(&things) != 0;
		} else {
			if (i % 8 == 0 && SemaphoreWaitUntil(&things, LX_CLOCK_MONOTONIC, &past) == 0)
				SemaphorePost(&things);
			SemaphoreWait(&things);
			wrong += SemaphorePost(&places) != 0;
		}
	}
	return (void *)wrong;
}

static void test_semaphore(void **state)
{
	Semaphore full;

	(void)state;
	assert_int_equal(SemaphoreInit(&full, 0x80000000, 0), -EINVAL);
	assert_int_equal(SemaphoreInit(&full, 0x7fffffff, 0), 0);
	assert_int_equal(SemaphorePost(&full), -EOVERFLOW);
	assert_int_equal(SemaphoreTryWait(&full), 0);
	assert_int_equal(SemaphorePost(&full), 0);
	assert_int_equal(SemaphoreTryWait(&things), -EAGAIN);
	assert_int_equal(SemaphoreWaitUntil(&things, 7, NULL), -EINVAL);
	assert_int_equal(SemaphoreInit(&places, 4, 0), 0);
	assert_int_equal(run_all(pass_things), 0);
	assert_int_equal(places.state, 4);
	assert_int_equal(things.state, 0);
}

/* ---- Once, Barrier, WaitGroup, Event */

static Once onces[64];
static Barrier barrier = { 0, THREADS, 0 };
static WaitGroup group;
static Event event;
static int done[64], lasts;

static void add_one(void *argument)
{
	int *number = argument, was = *number;

	sched_yield();
	*number = was + 1;
}

static void *use_all(void *number)
{
	long i, wrong = 0;

	(void)number;
	for (i = 0; i < 64; i++) {
		if (BarrierWait(&barrier) == 1)
			__atomic_add_fetch(&lasts, 1, __ATOMIC_RELAXED);
		OnceDo(&onces[i], add_one, &done[i]);
		wrong += done[i] != 1;
	}
	wrong += WaitGroupDone(&group) != 0;
	EventWait(&event);
	WaitGroupWait(&group);
	wrong += group.state != 0;
	return (void *)wrong;
}

static void *set_event(void *unused)
{
	(void)unused;
	WaitGroupWait(&group);
	EventSet(&event);
	return NULL;
}

static void test_once_barrier_group_event(void **state)
{
	Timespec past = { 0, 0 };
	Barrier none = { 0, 0, 0 };
	pthread_t setter;

	(void)state;
	assert_int_equal(BarrierWait(&none), -EINVAL);
	assert_int_equal(WaitGroupDone(&group), -EINVAL);
	assert_int_equal(WaitGroupAdd(&group, 0x7fffffff), 0);
	assert_int_equal(WaitGroupAdd(&group, 1), -EINVAL);
	assert_int_equal(WaitGroupWaitUntil(&group, LX_CLOCK_REALTIME, &past), -ETIMEDOUT);
	assert_int_equal(WaitGroupWaitUntil(&group, 7, NULL), -EINVAL);
	assert_int_equal(WaitGroupAdd(&group, THREADS - 0x7fffffff), 0);
	assert_int_equal(EventWaitUntil(&event, LX_CLOCK_MONOTONIC, &past), -ETIMEDOUT);
	assert_int_equal(EventWaitUntil(&event, 7, NULL), -EINVAL);
	assert_int_equal(EventIsSet(&event), 0);
	assert_int_equal(pthread_create(&setter, NULL, set_event, NULL), 0);
	assert_int_equal(run_all(use_all), 0);
	pthread_join(setter, NULL);
	assert_int_equal(lasts, 64);
	assert_int_equal(EventIsSet(&event), 1);
	EventReset(&event);
	assert_int_equal(EventIsSet(&event), 0);
}

/* ---- between processes */

static void test_shared(void **state)
{
	struct {
		Mutex mutex;
		Semaphore ready;
		long counter;
	} *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int i, child, status;

	(void)state;
	assert_true((void *)shared != MAP_FAILED);
	shared->mutex.flags = LX_LOCK_SHARED;
	SemaphoreInit(&shared->ready, 0, LX_LOCK_SHARED);
	for (child = 0; child < 3; child++) {
		if (fork() == 0) {
			unit_deadline(60);
			SemaphoreWait(&shared->ready);
			for (i = 0; i < 5000; i++) {
				MutexLock(&shared->mutex);
				*(volatile long *)&shared->counter += 1;
				MutexUnlock(&shared->mutex);
			}
			_exit(0);
		}
	}
	for (child = 0; child < 3; child++)
		SemaphorePost(&shared->ready);
	for (child = 0; child < 3; child++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(shared->counter, 15000);
	munmap(shared, 4096);
}

/* ---- PIMutex */

static PIMutex pi;

/* The kernel hands a PIMutex over, which ThreadSanitizer cannot see. */
#ifdef THREAD_SANITIZER
void __tsan_acquire(void *address);
void __tsan_release(void *address);
#define TAKEN(m) __tsan_acquire(m)
#define TO_BE_GIVEN_UP(m) __tsan_release(m)
#else
#define TAKEN(m) ((void)(m))
#define TO_BE_GIVEN_UP(m) ((void)(m))
#endif

static void *count_pi(void *unused)
{
	int tid = Gettid();
	long i, wrong = 0;

	(void)unused;
	for (i = 0; i < rounds / 8; i++) {
		Timespec soon = in_ms(i % 2 ? LX_CLOCK_MONOTONIC : LX_CLOCK_REALTIME, 1);

		if (i % 4 < 2) {
			wrong += PIMutexLock(&pi, tid) != 0;
		} else {
			int result = PIMutexLockUntil(&pi, tid, i % 2 ? LX_CLOCK_MONOTONIC : LX_CLOCK_REALTIME, &soon);

			wrong += result != 0 && result != -ETIMEDOUT;
			if (result != 0)
				continue;
		}
		TAKEN(&pi);
		counter = counter + 1;
		TO_BE_GIVEN_UP(&pi);
		wrong += PIMutexUnlock(&pi, tid) != 0;
	}
	return (void *)wrong;
}

static void *wait_for_pi(void *clock)
{
	Timespec soon = in_ms((int)(long)clock, 20);

	return (void *)(long)PIMutexLockUntil(&pi, Gettid(), (int)(long)clock, &soon);
}

static int has_pi(void)
{
	PIMutex probe = { 0, 0 };

	/* -EPERM: nobody holds it. */
	return lx_pi_mutex_wake(&probe) == -EPERM;
}

static int too_late(int clock)
{
	pthread_t waiter;
	void *result;

	if (PIMutexLock(&pi, Gettid()) != 0 || pthread_create(&waiter, NULL, wait_for_pi, (void *)(long)clock) != 0)
		return -1;
	pthread_join(waiter, &result);
	return (long)result == -ETIMEDOUT && PIMutexUnlock(&pi, Gettid()) == 0 ? 0 : -1;
}

static void test_pi_mutex(void **state)
{
	int tid = Gettid();

	(void)state;
	if (!has_pi())
		SKIP("FUTEX_UNLOCK_PI is not there");
	assert_int_equal(PIMutexUnlock(&pi, tid), -EPERM);
	assert_int_equal(PIMutexLock(&pi, tid), 0);
	assert_int_equal(PIMutexTryLock(&pi, tid), -EBUSY);
	assert_int_equal(PIMutexLock(&pi, tid), -EDEADLK);
	assert_int_equal(PIMutexLockUntil(&pi, tid, 7, NULL), -EINVAL);
	assert_int_equal(PIMutexUnlock(&pi, tid), 0);
	assert_int_equal(too_late(LX_CLOCK_REALTIME), 0);
	assert_int_equal(too_late(LX_CLOCK_MONOTONIC), 0);
	assert_int_equal(run_all(count_pi), 0);
	assert_int_equal(pi.owner, 0);
}

/* As before Linux 5.14, where FUTEX_LOCK_PI2 is not there. */
static int without_lock_pi2(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_futex, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_FUTEX_LOCK_PI2_PRIVATE, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	EXPECT(too_late(LX_CLOCK_MONOTONIC) == 0);
	EXPECT(run_all(count_pi) == 0 && pi.owner == 0);
	return 0;
}

static void test_pi_mutex_without_lock_pi2(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(without_lock_pi2), 0);
}

/* ---- RobustMutex */

static RobustMutex *robust;

static int hold_and_end(void *number)
{
	RobustThread self;

	if (RobustThreadInit(&self) != 0)
		return 1;
	/* Three, given up neither in their order nor in the other; one is left. */
	if (RobustMutexLock(&robust[0], &self) != 0 || RobustMutexLock(&robust[1], &self) != 0 ||
	    RobustMutexLock(&robust[2], &self) != 0 || RobustMutexUnlock(&robust[1], &self) != 0 ||
	    RobustMutexUnlock(&robust[(long)number == 0 ? 0 : 2], &self) != 0)
		return 2;
	return 0;
}

static void die_holding(void)
{
	RobustThread self;

	unit_deadline(30);
	if (RobustThreadInit(&self) == 0 && RobustMutexLock(&robust[3], &self) == 0)
		kill(getpid(), SIGKILL);
	_exit(1);
}

static void *count_robust(void *unused)
{
	RobustThread self;
	long i, wrong = RobustThreadInit(&self) != 0;

	(void)unused;
	for (i = 0; i < rounds / 4; i++) {
		Timespec soon = in_ms(LX_CLOCK_MONOTONIC, 1);

		if (i % 3 == 0) {
			int result = RobustMutexLockUntil(&robust[0], &self, LX_CLOCK_MONOTONIC, &soon);

			wrong += result != 0 && result != -ETIMEDOUT;
			if (result != 0)
				continue;
		} else {
			wrong += RobustMutexLock(&robust[0], &self) != 0;
		}
		counter = counter + 1;
		wrong += RobustMutexUnlock(&robust[0], &self) != 0;
	}
	SetRobustList(NULL, sizeof(RobustListHead)); /* what is on this stack is about to go */
	return (void *)wrong;
}

static int held_after_wait;

static void *hold_after_wait(void *unused)
{
	RobustThread self;
	long wrong = RobustThreadInit(&self) != 0 || RobustMutexLock(&robust[0], &self) != 0;

	(void)unused;
	__atomic_fetch_add(&held_after_wait, 1, __ATOMIC_SEQ_CST);
	usleep(20000); /* the others sleep meanwhile */
	wrong |= RobustMutexUnlock(&robust[0], &self) != 0;
	SetRobustList(NULL, sizeof(RobustListHead));
	return (void *)wrong;
}

/* Who has waited tells that others may wait still. */
static int wakes_one_after_the_other(RobustThread *self)
{
	pthread_t waiters[3];
	void *wrong;
	int i;

	EXPECT(RobustMutexLock(&robust[0], self) == 0);
	for (i = 0; i < 3; i++)
		EXPECT(pthread_create(&waiters[i], NULL, hold_after_wait, NULL) == 0);
	usleep(100000);
	EXPECT(held_after_wait == 0 && RobustMutexUnlock(&robust[0], self) == 0);
	for (i = 0; i < 3; i++)
		EXPECT(pthread_join(waiters[i], &wrong) == 0 && !wrong);
	EXPECT(held_after_wait == 3);
	return 0;
}

static int with_robust(void)
{
	Timespec past = { 0, 0 };
	RobustThread self;
	int status, which;

	EXPECT(RobustThreadInit(&self) == 0 && self.tid == Gettid());
	EXPECT(RobustMutexUnlock(&robust[0], &self) == -EPERM);
	EXPECT(RobustMutexLock(&robust[0], &self) == 0);
	EXPECT(RobustMutexLock(&robust[0], &self) == -EDEADLK && RobustMutexTryLock(&robust[0], &self) == -EDEADLK);
	EXPECT(RobustMutexUnlock(&robust[0], &self) == 0 && robust[0].state == 0);
	EXPECT(self.head.first == &self.head);
	/* Nothing of a mutex that is given up stays in the ring, in whatever order. */
	for (which = 0; which < 3; which++)
		EXPECT(RobustMutexLock(&robust[which], &self) == 0);
	EXPECT(RobustMutexUnlock(&robust[1], &self) == 0 && self.head.first == &robust[2] && robust[2].next == &robust[0]);
	EXPECT(RobustMutexUnlock(&robust[2], &self) == 0 && self.head.first == &robust[0] && robust[0].next == &self.head);
	EXPECT(RobustMutexUnlock(&robust[0], &self) == 0 && self.head.first == &self.head);
	EXPECT(RobustMutexLockUntil(&robust[0], &self, 7, NULL) == -EINVAL);
	/* A thread that ends. Not a libc's, which would look for its own list. */
	for (which = 0; which < 2; which++) {
		char *stack = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		int left = which == 0 ? 2 : 0, tid = 1;

		EXPECT(CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD |
				 LX_CLONE_SYSVSEM | LX_CLONE_CHILD_CLEARTID,
				 stack + 65536, hold_and_end, (void *)(long)which, NULL, &tid,
				 0) > 0);
		while (__atomic_load_n(&tid, __ATOMIC_ACQUIRE))
			Futex(&tid, LX_FUTEX_WAIT, 1, NULL, NULL, 0);
		EXPECT(RobustMutexLock(&robust[1], &self) == 0 && RobustMutexUnlock(&robust[1], &self) == 0);
		EXPECT(RobustMutexLock(&robust[left], &self) == -EOWNERDEAD);
		EXPECT(RobustMutexUnlock(&robust[left], &self) == 0);
		EXPECT(RobustMutexLock(&robust[left], &self) == 0 && RobustMutexUnlock(&robust[left], &self) == 0);
		munmap(stack, 65536);
	}
	/* A process that is killed, whom another waits for. */
	if (fork() == 0)
		die_holding();
	EXPECT(wait(&status) > 0 && WIFSIGNALED(status));
	EXPECT(RobustMutexLockUntil(&robust[3], &self, LX_CLOCK_MONOTONIC, &past) == -EOWNERDEAD);
	EXPECT(RobustMutexUnlock(&robust[3], &self) == 0);
	EXPECT(run_all(count_robust) == 0 && robust[0].state == 0);
	return wakes_one_after_the_other(&self);
}

static void test_robust_mutex(void **state)
{
	RobustListHead *ring;
	unsigned long size;

	(void)state;
	if (GetRobustList(0, &ring, &size) != 0)
		SKIP("get_robust_list is not there");
	robust = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true((void *)robust != MAP_FAILED);
	assert_int_equal(in_child(with_robust), 0);
	munmap(robust, 4096);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		unit_test(test_mutex_excludes),
		unit_test(test_mutex_deadlines),
		unit_test(test_rwlock),
		unit_test(test_cond),
		unit_test(test_semaphore),
		unit_test(test_once_barrier_group_event),
		unit_test(test_shared),
		unit_test(test_pi_mutex),
		unit_test(test_pi_mutex_without_lock_pi2),
		unit_test(test_robust_mutex),
	};
	const char *more = getenv("BARECALL_STRESS");

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (more && atol(more) > 0)
		rounds *= atol(more);
	else if (unit_under_qemu())
		rounds /= 8;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
