/* time.h: clocks, sleeping, timers. */
#include "unit.h"

#include <limits.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>

#include <barecall/time.h>

static volatile sig_atomic_t caught, value_caught;

static void handler(int signo, siginfo_t *info, void *context)
{
	(void)context;
	caught = signo;
	value_caught = info->si_value.sival_int;
}

static void catch(int signo)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = handler;
	sa.sa_flags = SA_SIGINFO;
	assert_int_equal(sigaction(signo, &sa, NULL), 0);
	caught = value_caught = 0;
}

static long now(clockid_t clock)
{
	struct timespec ts;

	assert_int_equal(clock_gettime(clock, &ts), 0);
	return ts.tv_sec * 1000000000 + ts.tv_nsec;
}

/* Again and again, until Alarm(0): the first signal may come before what it is to interrupt. */
static void alarm_every(long usec)
{
	Itimerval timer;

	catch(SIGALRM);
	timer.value.sec = usec / 1000000;
	timer.value.usec = usec % 1000000;
	timer.interval = timer.value;
	assert_int_equal(Setitimer(LX_ITIMER_REAL, &timer, NULL), 0);
}

static void test_nsec(void **state)
{
	static const struct {
		long nsec, sec, rest;
	} t[] = { { 0, 0, 0 }, { 1, 0, 1 }, { -1, -1, 999999999 }, { 1000000000, 1, 0 }, { -1000000000, -1, 0 },
		  { -1000000001, -2, 999999999 }, { 1500000000, 1, 500000000 }, { LONG_MAX, 9223372036, 854775807 },
		  { LONG_MIN, -9223372037, 145224192 } };
	unsigned long i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		Timespec ts = NsecToTimespec(t[i].nsec);

		assert_int_equal(ts.sec, t[i].sec);
		assert_int_equal(ts.nsec, t[i].rest);
		assert_int_equal(TimespecToNsec(ts), t[i].nsec);
	}
}

static void test_usec(void **state)
{
	static const struct {
		long nsec, sec, usec;
	} t[] = { { 0, 0, 0 }, { 1, 0, 1 }, { 1000, 0, 1 }, { 1001, 0, 2 }, { 999999001, 1, 0 }, { -1, 0, 0 },
		  { -1000, -1, 999999 }, { -1001, -1, 999999 }, { -1999, -1, 999999 }, { -2000, -1, 999998 },
		  { 1500000000, 1, 500000 }, { LONG_MAX, 9223372036, 854776 } };
	unsigned long i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		Timeval tv = NsecToTimeval(t[i].nsec);

		assert_int_equal(tv.sec, t[i].sec);
		assert_int_equal(tv.usec, t[i].usec);
		if (t[i].nsec % 1000 == 0)
			assert_int_equal(TimevalToNsec(tv), t[i].nsec);
	}
}

static const long edges[] = { 0, 1, -1, 2, -2, 1000, LONG_MAX, LONG_MAX - 1, LONG_MIN, LONG_MIN + 1, LONG_MAX / 2 + 1,
			      LONG_MIN / 2, 1700000000 };

__extension__ typedef __int128 Parts;

/* What a time of whole seconds and parts of one must be when it is so many parts; saturated. */
static void expect(Parts parts, long unit, long sec, long rest)
{
	Parts least = (Parts)LONG_MIN * unit, most = (Parts)LONG_MAX * unit + unit - 1;

	if (parts < least)
		parts = least;
	if (parts > most)
		parts = most;
	assert_true(rest >= 0 && rest < unit);
	assert_true((Parts)sec * unit + rest == parts);
}

static void test_arithmetic(void **state)
{
	static const long parts[] = { 0, 1, 2, 500000, 999998, 999999 };
	const unsigned int n = sizeof(edges) / sizeof(edges[0]), m = sizeof(parts) / sizeof(parts[0]);

	(void)state;
	for (unsigned int i = 0; i < n * n * m * m; i++) {
		Timeval a = { edges[i % n], parts[i / (n * n) % m] }, b = { edges[i / n % n], parts[i / (n * n) / m] };
		Timespec c = { a.sec, a.usec * 1000 + (a.usec == 999999 ? 999 : 0) };
		Timespec d = { b.sec, b.usec * 1000 + (b.usec == 999999 ? 999 : 0) };
		Parts u = (Parts)a.sec * 1000000 + a.usec, v = (Parts)b.sec * 1000000 + b.usec;
		Parts x = (Parts)c.sec * 1000000000 + c.nsec, y = (Parts)d.sec * 1000000000 + d.nsec;
		Timeval tv = TimevalAdd(a, b);
		Timespec ts = TimespecAdd(c, d);

		expect(u + v, 1000000, tv.sec, tv.usec);
		expect(x + y, 1000000000, ts.sec, ts.nsec);
		tv = TimevalSub(a, b);
		ts = TimespecSub(c, d);
		expect(u - v, 1000000, tv.sec, tv.usec);
		expect(x - y, 1000000000, ts.sec, ts.nsec);
		assert_int_equal(TimevalCompare(a, b), (u > v) - (u < v));
		assert_int_equal(TimespecCompare(c, d), (x > y) - (x < y));
	}
}

static void test_conversion(void **state)
{
	static const struct {
		Timespec ts;
		Timeval tv;
	} t[] = { { { 0, 0 }, { 0, 0 } }, { { 0, 1 }, { 0, 1 } }, { { 5, 1000 }, { 5, 1 } }, { { 5, 1001 }, { 5, 2 } },
		  { { -1, 999999000 }, { -1, 999999 } }, { { -1, 999999001 }, { 0, 0 } },
		  { { LONG_MAX, 999999000 }, { LONG_MAX, 999999 } }, { { LONG_MAX, 999999999 }, { LONG_MAX, 999999 } },
		  { { LONG_MIN, 999999999 }, { LONG_MIN + 1, 0 } } };

	(void)state;
	for (unsigned int i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		Timeval tv = TimespecToTimeval(t[i].ts);
		Timespec back = TimevalToTimespec(t[i].tv);

		assert_int_equal(tv.sec, t[i].tv.sec);
		assert_int_equal(tv.usec, t[i].tv.usec);
		assert_int_equal(back.sec, t[i].tv.sec);
		assert_int_equal(back.nsec, t[i].tv.usec * 1000);
	}
}

static void test_clock_gettime(void **state)
{
	Timespec ts = { 0, 0 }, later = { 0, 0 };
	long before;

	(void)state;
	assert_int_equal(ClockGettime(99, &ts), -LX_EINVAL);
	assert_int_equal(ClockGettime(LX_CLOCK_REALTIME, (Timespec *)8), -LX_EFAULT);
	before = now(CLOCK_MONOTONIC);
	assert_int_equal(ClockGettime(LX_CLOCK_MONOTONIC, &ts), 0);
	assert_int_equal(ClockGettime(LX_CLOCK_MONOTONIC, &later), 0);
	assert_true(before <= TimespecToNsec(ts) && TimespecToNsec(ts) <= TimespecToNsec(later));
	assert_true(TimespecToNsec(later) <= now(CLOCK_MONOTONIC));
	assert_int_equal(ClockGettime(LX_CLOCK_THREAD_CPUTIME_ID, &ts), 0);
	assert_true(ts.sec >= 0 && ts.nsec > 0);
}

static void test_clock_getres(void **state)
{
	Timespec res = { 9, 9 };

	(void)state;
	assert_int_equal(ClockGetres(99, &res), -LX_EINVAL);
	assert_int_equal(ClockGetres(LX_CLOCK_MONOTONIC, NULL), 0);
	assert_int_equal(ClockGetres(LX_CLOCK_MONOTONIC, &res), 0);
	assert_true(res.sec == 0 && res.nsec > 0);
}

/* Only what fails: the machine's clock is not the tests'. */
static void test_setting_clocks(void **state)
{
	Timespec bad = { 0, 1000000000 }, fine = { 1, 0 };
	Timeval bad_usec = { 0, -1 };
	Timezone bad_zone = { 16 * 60, 0 };
	int ret;

	(void)state;
	assert_int_equal(ClockSettime(LX_CLOCK_MONOTONIC, &fine), -LX_EINVAL);
	ret = ClockSettime(LX_CLOCK_REALTIME, &bad);
	assert_true(ret == -LX_EINVAL || ret == -LX_EPERM);
	assert_int_equal(Settimeofday(&bad_usec, NULL), -LX_EINVAL);
	ret = Settimeofday(NULL, &bad_zone);
	assert_true(ret == -LX_EINVAL || ret == -LX_EPERM);
}

static void test_nanosleep(void **state)
{
	Timespec bad = { 0, 1000000000 }, short_time = { 0, 30000000 }, five = { 5, 0 }, rem = { 9, 9 };
	long start = now(CLOCK_MONOTONIC);

	(void)state;
	assert_int_equal(Nanosleep(&bad, NULL), -LX_EINVAL);
	assert_int_equal(Nanosleep(&short_time, NULL), 0);
	assert_true(now(CLOCK_MONOTONIC) - start >= 30000000);
	alarm_every(30000);
	assert_int_equal(Nanosleep(&five, &rem), -LX_EINTR);
	Alarm(0);
	assert_int_equal(caught, SIGALRM);
	assert_int_equal(rem.sec, 4);
	assert_true(rem.nsec > 0);
	assert_int_equal(five.sec, 5);
}

static void test_clock_nanosleep(void **state)
{
	Timespec bad = { 0, -1 }, at, five = { 5, 0 }, rem = { 9, 9 };
	long until = now(CLOCK_MONOTONIC) + 30000000;

	(void)state;
	assert_int_equal(ClockNanosleep(LX_CLOCK_MONOTONIC, 0, &bad, NULL), -LX_EINVAL);
	assert_int_equal(ClockNanosleep(99, 0, &five, NULL), -LX_EINVAL);
	assert_int_equal(ClockNanosleep(LX_CLOCK_THREAD_CPUTIME_ID, 0, &five, NULL), -LX_EOPNOTSUPP);
	at = NsecToTimespec(until);
	assert_int_equal(ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &at, NULL), 0);
	assert_true(now(CLOCK_MONOTONIC) >= until);
	alarm_every(30000);
	assert_int_equal(ClockNanosleep(LX_CLOCK_BOOTTIME, 0, &five, &rem), -LX_EINTR);
	assert_int_equal(rem.sec, 4);
	rem.sec = 9;
	at = NsecToTimespec(now(CLOCK_MONOTONIC) + 5000000000);
	assert_int_equal(ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &at, &rem), -LX_EINTR);
	Alarm(0);
	assert_int_equal(rem.sec, 9);
}

static void test_adjtimex(void **state)
{
	Timex t;
	int ret;

	(void)state;
	memset(&t, 0, sizeof(t));
	assert_int_equal(ClockAdjtime(99, &t), -LX_EINVAL);
	ret = Adjtimex(&t);
	assert_in_range(ret, LX_TIME_OK, LX_TIME_ERROR);
	assert_in_range(t.tick, 9000, 11000);
	assert_in_range(t.time.sec, time(NULL) - 2, time(NULL) + 2);
	memset(&t, 0, sizeof(t));
	ret = ClockAdjtime(LX_CLOCK_REALTIME, &t);
	assert_in_range(ret, LX_TIME_OK, LX_TIME_ERROR);
	assert_in_range(t.tick, 9000, 11000);
}

static void test_gettimeofday(void **state)
{
	Timezone zone = { 99, 99 };
	Timeval tv = { 0, 0 };
	long before = now(CLOCK_REALTIME) / 1000;

	(void)state;
	assert_int_equal(Gettimeofday((Timeval *)8, NULL), -LX_EFAULT);
	assert_int_equal(Gettimeofday(&tv, &zone), 0);
	assert_true(before <= tv.sec * 1000000 + tv.usec && tv.sec * 1000000 + tv.usec <= now(CLOCK_REALTIME) / 1000);
	assert_int_not_equal(zone.minuteswest, 99);
	assert_int_equal(Gettimeofday(NULL, NULL), 0);
}

static void test_time(void **state)
{
	long stored = 0, before = now(CLOCK_REALTIME_COARSE) / 1000000000, t = Time(&stored);

	(void)state;
	assert_int_equal(stored, t);
	assert_in_range(t, before, now(CLOCK_REALTIME) / 1000000000);
	assert_in_range(Time(NULL), t, t + 2);
}

static void test_times(void **state)
{
	Tms tms = { -1, -1, -1, -1 };
	struct tms other;
	long ticks = Times(&tms);

	(void)state;
	assert_false(IsErr(ticks));
	assert_in_range(times(&other), ticks, ticks + 200);
	assert_in_range(tms.utime, 0, other.tms_utime);
	assert_in_range(tms.cutime, 0, other.tms_cutime);
	assert_in_range(Times(NULL), ticks, ticks + 200);
	if (!unit_under_qemu()) /* which takes every pointer that is not NULL for a good one, in 7.2 */
		assert_int_equal(Times((Tms *)8), -LX_EFAULT);
}

static void test_itimers(void **state)
{
	Itimerval timer = { { 0, 0 }, { 5, 0 } }, old = { { 9, 9 }, { 9, 9 } }, bad = { { 0, 0 }, { 0, 1000000 } };

	(void)state;
	assert_int_equal(Getitimer(9, &old), -LX_EINVAL);
	assert_int_equal(Setitimer(9, &timer, NULL), -LX_EINVAL);
	assert_int_equal(Setitimer(LX_ITIMER_REAL, &bad, NULL), -LX_EINVAL);
	assert_int_equal(Setitimer(LX_ITIMER_REAL, &timer, &old), 0);
	assert_true(old.value.sec == 0 && old.value.usec == 0);
	assert_int_equal(Getitimer(LX_ITIMER_REAL, &old), 0);
	assert_true(old.value.sec == 4 || (old.value.sec == 5 && old.value.usec == 0));
	timer.value.sec = 0;
	assert_int_equal(Setitimer(LX_ITIMER_REAL, &timer, &old), 0);
	assert_int_equal(Getitimer(LX_ITIMER_REAL, &old), 0);
	assert_true(old.value.sec == 0 && old.value.usec == 0);
	alarm_every(10000);
	while (!caught)
		usleep(1000);
	Alarm(0);
	assert_int_equal(caught, SIGALRM);
}

static void test_alarm_rounds(void **state)
{
	static const struct {
		long usec, seconds;
	} t[] = { { 200000, 1 }, { 1300000, 1 }, { 1900000, 2 }, { 2300000, 2 }, { 2800000, 3 }, { 100900000, 101 } };
	unsigned long i;

	(void)state;
	assert_int_equal(Alarm(0), 0);
	assert_int_equal(Alarm(10), 0);
	assert_int_equal(Alarm(4294967295U), 10);
	assert_in_range(Alarm(0), 4294967294, 4294967295);
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		long start, left;

		do { /* again, where the machine was busy between the two calls */
			start = now(CLOCK_MONOTONIC);
			alarm_every(t[i].usec);
			left = Alarm(0);
		} while (now(CLOCK_MONOTONIC) - start > 150000000);
		assert_int_equal(left, t[i].seconds);
	}
	catch(SIGALRM);
	assert_int_equal(Alarm(1), 0);
	assert_int_equal(usleep(5000000), -1);
	assert_int_equal(caught, SIGALRM);
	assert_int_equal(Alarm(0), 0);
}

static void test_posix_timers(void **state)
{
	ItimerSpec spec = { { 0, 10000000 }, { 0, 20000000 } }, old = { { 9, 9 }, { 9, 9 } }, bad = { { 0, 0 }, { 0, -1 } };
	Sigevent event;
	sigset_t usr2;
	siginfo_t info;
	int id = -1;

	(void)state;
	memset(&event, 0, sizeof(event));
	event.notify = 99;
	assert_int_equal(TimerCreate(99, NULL, &id), -LX_EINVAL);
	if (!unit_under_qemu()) /* which leaves the check to a libc */
		assert_int_equal(TimerCreate(LX_CLOCK_MONOTONIC, &event, &id), -LX_EINVAL);
	assert_int_equal(TimerDelete(12345), -LX_EINVAL);
	assert_int_equal(TimerGettime(12345, &old), -LX_EINVAL);
	assert_int_equal(TimerSettime(12345, 0, &spec, NULL), -LX_EINVAL);
	assert_int_equal(TimerGetoverrun(12345), -LX_EINVAL);

	sigemptyset(&usr2);
	sigaddset(&usr2, SIGUSR2);
	sigprocmask(SIG_BLOCK, &usr2, NULL);
	event.notify = LX_SIGEV_SIGNAL;
	event.signo = SIGUSR2;
	event.value.integer = 0x1234567;
	assert_int_equal(TimerCreate(LX_CLOCK_MONOTONIC, &event, &id), 0);
	assert_int_equal(TimerSettime(id, 0, &bad, NULL), -LX_EINVAL);
	assert_int_equal(TimerSettime(id, 0, &spec, &old), 0);
	assert_true(old.value.sec == 0 && old.value.nsec == 0);
	assert_int_equal(TimerGettime(id, &old), 0);
	assert_int_equal(old.interval.nsec, 10000000);
	assert_true(old.value.nsec > 0 && old.value.nsec <= 20000000);
	usleep(100000); /* the blocked signal is queued once and counts the rest */
	assert_int_equal(sigwaitinfo(&usr2, &info), SIGUSR2);
	assert_int_equal(info.si_code, SI_TIMER);
	assert_int_equal(info.si_value.sival_int, 0x1234567);
	assert_true(TimerGetoverrun(id) >= 1);
	assert_int_equal(TimerDelete(id), 0);
	assert_int_equal(TimerDelete(id), -LX_EINVAL);
	sigprocmask(SIG_UNBLOCK, &usr2, NULL);
}

static void test_timer_to_a_thread(void **state)
{
	ItimerSpec soon = { { 0, 0 }, { 0, 1 } };
	Sigevent event;
	int id = -1, i;

	(void)state;
	catch(SIGUSR1);
	memset(&event, 0, sizeof(event));
	event.notify = LX_SIGEV_THREAD_ID;
	event.tid = (int)syscall(SYS_gettid);
	event.signo = SIGUSR1;
	event.value.integer = 42;
	assert_int_equal(TimerCreate(LX_CLOCK_MONOTONIC, &event, &id), 0);
	assert_int_equal(TimerSettime(id, LX_TIMER_ABSTIME, &soon, NULL), 0);
	for (i = 0; i < 5000 && !caught; i++)
		usleep(1000);
	assert_int_equal(caught, SIGUSR1);
	assert_int_equal(value_caught, 42);
	assert_int_equal(TimerDelete(id), 0);
}

UNIT_TESTS(unit_test(test_nsec), unit_test(test_usec), unit_test(test_arithmetic), unit_test(test_conversion),
	   unit_test(test_clock_gettime), unit_test(test_clock_getres),
	   unit_test(test_setting_clocks), unit_test(test_nanosleep), unit_test(test_clock_nanosleep),
	   unit_test(test_adjtimex), unit_test(test_gettimeofday), unit_test(test_time), unit_test(test_times),
	   unit_test(test_itimers), unit_test(test_alarm_rounds), unit_test(test_posix_timers),
	   unit_test(test_timer_to_a_thread));
