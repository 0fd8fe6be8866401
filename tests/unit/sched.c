/* Scheduling, affinity, priorities: sched.h. */
#include "unit.h"

#include <sched.h>
#include <sys/resource.h>

static void test_affinity_errors(void **state)
{
	CPUSet set;

	(void)state;
	memset(&set, 0xff, sizeof(set));
	assert_int_equal(SchedGetaffinity(0, 4, &set), -EINVAL);
	assert_int_equal(SchedGetaffinity(0, 0, &set), -EINVAL);
	assert_int_equal(SchedGetaffinity(0x7fffffff, sizeof(set), &set), -ESRCH);
	assert_int_equal(set.bits[0], ~0UL);
	CPUSetZero(&set);
	assert_int_equal(SchedSetaffinity(0, sizeof(set), &set), -EINVAL);
}

static void test_getaffinity_zeroes_the_tail(void **state)
{
	CPUSet sets[3];
	cpu_set_t expected;
	long filled;

	(void)state;
	memset(sets, 0xff, sizeof(sets));
	filled = SchedGetaffinity(0, 2 * sizeof(CPUSet), sets);
	assert_in_range(filled, 8, sizeof(sets));
	assert_int_equal(filled % 8, 0);
	assert_int_equal(sched_getaffinity(0, sizeof(expected), &expected), 0);
	assert_memory_equal(&sets[0], &expected, sizeof(CPUSet));
	assert_int_equal(CPUSetCount(&sets[1]), 0);
	assert_int_equal(CPUSetCount(&sets[2]), 1024); /* beyond the given size */
}

static int move_to_one_processor(void)
{
	CPUSet set, got;
	unsigned int cpu = 0, here = 77;

	EXPECT(SchedGetaffinity(0, sizeof(set), &set) > 0);
	while (!CPUSetIsSet(&set, cpu))
		cpu++;
	CPUSetZero(&set);
	CPUSetSet(&set, cpu);
	EXPECT(SchedSetaffinity(0, sizeof(set), &set) == 0);
	EXPECT(SchedGetaffinity(0, sizeof(got), &got) > 0 && memcmp(&set, &got, sizeof(set)) == 0);
	EXPECT(SchedYield() == 0);
	EXPECT(Getcpu(&here, LX_NULL) == 0 && here == cpu);
	return 0;
}

static void test_setaffinity_moves_the_thread(void **state)
{
	(void)state;
	assert_int_equal(in_child(move_to_one_processor), 0);
}

static void test_getcpu(void **state)
{
	unsigned int cpu = 0xffffffff, node = 0xffffffff;

	(void)state;
	assert_int_equal(Getcpu(&cpu, &node), 0);
	assert_true(cpu < 4096 && node < 4096);
	assert_int_equal(Getcpu(LX_NULL, LX_NULL), 0);
}

static void test_sets_are_libc_s(void **state)
{
	CPUSet set;
	cpu_set_t expected;
	unsigned int cpu;

	(void)state;
	memset(&set, 0xff, sizeof(set));
	CPUSetZero(&set);
	CPU_ZERO(&expected);
	for (cpu = 0; cpu < 1024; cpu += 13) {
		CPUSetSet(&set, cpu);
		CPU_SET(cpu, &expected);
	}
	CPUSetClear(&set, 26);
	CPU_CLR(26, &expected);
	assert_memory_equal(&set, &expected, sizeof(set));
	assert_int_equal(CPUSetCount(&set), CPU_COUNT(&expected));
	for (cpu = 0; cpu < 1024; cpu++)
		assert_int_equal(CPUSetIsSet(&set, cpu), !!CPU_ISSET(cpu, &expected));
	CPUSetSet(&set, 1024);
	CPUSetSet(&set, 0xffffffff);
	CPUSetClear(&set, 1024);
	assert_int_equal(CPUSetIsSet(&set, 1024), 0);
	assert_memory_equal(&set, &expected, sizeof(set));
}

static void test_policy_errors_and_ranges(void **state)
{
	SchedParam param = { 0 };
	Timespec slice = { -1, -1 };

	(void)state;
	assert_int_equal(SchedGetscheduler(0x7fffffff), -ESRCH);
	assert_int_equal(SchedGetscheduler(-1), -EINVAL);
	assert_int_equal(SchedSetscheduler(0, 99, &param), -EINVAL);
	assert_int_equal(SchedGetparam(0x7fffffff, &param), -ESRCH);
	param.priority = 1;
	assert_int_equal(SchedSetparam(0, &param), -EINVAL); /* not a real-time thread */
	assert_int_equal(SchedGetPriorityMax(LX_SCHED_FIFO), 99);
	assert_int_equal(SchedGetPriorityMin(LX_SCHED_RR), 1);
	assert_int_equal(SchedGetPriorityMax(LX_SCHED_NORMAL), 0);
	assert_int_equal(SchedGetPriorityMax(99), -EINVAL);
	assert_int_equal(SchedGetPriorityMin(99), -EINVAL);
	assert_int_equal(SchedRrGetInterval(0x7fffffff, &slice), -ESRCH);
	assert_int_equal(SchedRrGetInterval(0, &slice), 0);
	assert_true(slice.sec >= 0 && slice.nsec >= 0);
}

static int become_batch(void)
{
	SchedParam param = { 0 };

	EXPECT(SchedSetscheduler(0, LX_SCHED_BATCH | LX_SCHED_RESET_ON_FORK, &param) == 0);
	EXPECT(SchedGetscheduler(0) == (LX_SCHED_BATCH | LX_SCHED_RESET_ON_FORK));
	param.priority = 7;
	EXPECT(SchedGetparam(0, &param) == 0 && param.priority == 0);
	return 0;
}

static void test_policy_is_set(void **state)
{
	(void)state;
	assert_int_equal(in_child(become_batch), 0);
}

static int become_real_time(void)
{
	SchedParam param = { 5 };

	int result = SchedSetscheduler(0, LX_SCHED_RR, &param);

	if (result == -EPERM)
		return 77;
	EXPECT(result == 0 && SchedGetscheduler(0) == LX_SCHED_RR);
	param.priority = 6;
	EXPECT(SchedSetparam(0, &param) == 0);
	param.priority = 0;
	EXPECT(SchedGetparam(0, &param) == 0 && param.priority == 6);
	return 0;
}

static void test_real_time_priority(void **state)
{
	int result;

	(void)state;
	SKIP_UNLESS_ROOT();
	result = in_child(become_real_time);
	if (result == 77)
		SKIP("this root may not have real-time priority");
	assert_int_equal(result, 0);
}

/* A nice value that nobody is refused: higher than the one the tests were started with. */
static int nicer(void)
{
	int nice = getpriority(PRIO_PROCESS, 0) + 1;

	return nice < 5 ? 5 : nice < 19 ? nice : 19;
}

static int set_attributes(void)
{
	int nice = nicer();
	SchedAttr attr;
	struct {
		SchedAttr attr;
		unsigned long unknown[2];
	} longer;

	EXPECT(SchedGetAttr(0, &attr, 8, 0) == -EINVAL && SchedGetAttr(0, &attr, sizeof(attr), 0x80000000) == -EINVAL);
	memset(&attr, 0xff, sizeof(attr));
	EXPECT(SchedGetAttr(0, &attr, sizeof(attr), 0) == 0);
	EXPECT(attr.size >= LX_SCHED_ATTR_SIZE_VER0 && attr.policy == LX_SCHED_NORMAL);
	attr.policy = LX_SCHED_BATCH;
	attr.nice = nice;
	EXPECT(SchedSetAttr(0, &attr, 0) == 0 && SchedGetscheduler(0) == LX_SCHED_BATCH);
	memset(&attr, 0xff, sizeof(attr));
	EXPECT(SchedGetAttr(0, &attr, sizeof(attr), 0) == 0);
	EXPECT(attr.policy == LX_SCHED_BATCH && attr.nice == nice);
	EXPECT(SchedSetAttr(0, &attr, 1) == -EINVAL);
	memset(&longer, 0, sizeof(longer));
	longer.attr = attr;
	longer.attr.size = sizeof(longer);
	longer.unknown[1] = 1;
	EXPECT(SchedSetAttr(0, &longer.attr, 0) == -E2BIG && longer.attr.size < sizeof(longer));
	return 0;
}

static void test_attributes(void **state)
{
	(void)state;
	if (SchedGetAttr(-1, LX_NULL, 0, 0) == -ENOSYS)
		SKIP("no sched_getattr here");
	assert_int_equal(in_child(set_attributes), 0);
}

static int set_priorities(void)
{
	int nice = 77, higher = nicer();

	EXPECT(Getpriority(LX_PRIO_PROCESS, 0x7fffffff, &nice) == -ESRCH && nice == 77);
	EXPECT(Getpriority(99, 0, &nice) == -EINVAL && Setpriority(99, 0, 0) == -EINVAL);
	EXPECT(Setpriority(LX_PRIO_PROCESS, 0, higher) == 0);
	EXPECT(Getpriority(LX_PRIO_PROCESS, 0, &nice) == 0 && nice == higher);
	EXPECT(Setpriority(LX_PRIO_PROCESS, 0, 100) == 0);
	EXPECT(Getpriority(LX_PRIO_PROCESS, Getpid(), &nice) == 0 && nice == 19);
	return 0;
}

static void test_priority(void **state)
{
	(void)state;
	assert_int_equal(in_child(set_priorities), 0);
}

static int raise_priority(void)
{
	int nice = 77;
	int result = Setpriority(LX_PRIO_PROCESS, 0, -5);

	if (result == -EACCES)
		return 77;
	/* -5 is a nice value here and -EIO elsewhere: they are told apart. */
	EXPECT(result == 0 && Getpriority(LX_PRIO_PROCESS, 0, &nice) == 0 && nice == -5);
	EXPECT(Setpriority(LX_PRIO_PROCESS, 0, -100) == 0);
	EXPECT(Getpriority(LX_PRIO_PROCESS, 0, &nice) == 0 && nice == -20);
	return 0;
}

static void test_negative_nice_is_no_error(void **state)
{
	int result;

	(void)state;
	SKIP_UNLESS_ROOT();
	result = in_child(raise_priority);
	if (result == 77)
		SKIP("this root may not raise its priority");
	assert_int_equal(result, 0);
}

static int set_io_priority(void)
{
	int wanted = LX_IOPRIO_CLASS_BE << LX_IOPRIO_CLASS_SHIFT | 6;

	EXPECT(IoprioGet(99, 0) == -EINVAL && IoprioGet(LX_IOPRIO_WHO_PROCESS, 0x7fffffff) == -ESRCH);
	EXPECT(IoprioSet(LX_IOPRIO_WHO_PROCESS, 0, 7 << LX_IOPRIO_CLASS_SHIFT) == -EINVAL);
	EXPECT(IoprioSet(LX_IOPRIO_WHO_PROCESS, 0, wanted) == 0);
	EXPECT(IoprioGet(LX_IOPRIO_WHO_PROCESS, 0) == wanted);
	return 0;
}

static void test_io_priority(void **state)
{
	(void)state;
	if (IoprioGet(LX_IOPRIO_WHO_PROCESS, 0) == -ENOSYS)
		SKIP("no ioprio_get here");
	assert_int_equal(in_child(set_io_priority), 0);
}

UNIT_TESTS(unit_test(test_affinity_errors), unit_test(test_getaffinity_zeroes_the_tail),
	   unit_test(test_setaffinity_moves_the_thread), unit_test(test_getcpu), unit_test(test_sets_are_libc_s),
	   unit_test(test_policy_errors_and_ranges), unit_test(test_policy_is_set), unit_test(test_real_time_priority),
	   unit_test(test_attributes), unit_test(test_priority), unit_test(test_negative_nice_is_no_error),
	   unit_test(test_io_priority));
