/* Steering clocks: what is refused, by which the machine's clock does not change. time.h. */
#include "unit.h"

#include <barecall/time.h>

static int steer_as_nobody(void)
{
	Timex t;

	memset(&t, 0, sizeof(t));
	EXPECT(setresuid(65534, 65534, 65534) == 0);
	t.modes = LX_ADJ_FREQUENCY;
	EXPECT(Adjtimex(&t) == -EPERM && ClockAdjtime(LX_CLOCK_REALTIME, &t) == -EPERM);
	t.modes = 0;
	EXPECT(Adjtimex(&t) >= 0); /* to look at it is free */
	return 0;
}

static void test_steering_needs_a_right(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(steer_as_nobody), 0);
}

static void test_what_cannot_be(void **state)
{
	Timex t;
	int result;

	(void)state;
	assert_int_equal(Adjtimex((Timex *)8), -EFAULT);
	memset(&t, 0, sizeof(t));
	t.modes = LX_ADJ_TICK;
	t.tick = 1; /* a tick of a microsecond is a tenth of what is allowed, on any kernel */
	result = Adjtimex(&t);
	assert_true(result == -EINVAL || result == -EPERM);
}

UNIT_TESTS(unit_test(test_steering_needs_a_right), unit_test(test_what_cannot_be));
