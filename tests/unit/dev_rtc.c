/* dev/rtc.h: seconds of dates against the libc's, and the machine's clock where there is one. */
#include "unit.h"

#include <fcntl.h>
#include <time.h>

#include <barecall/dev/rtc.h>

static void check(long seconds)
{
	RTCTime t;
	struct tm libc;
	time_t when = seconds;

	memset(&t, 0x55, sizeof(t));
	RTCTimeFromSeconds(&t, seconds);
	assert_non_null(gmtime_r(&when, &libc));
	assert_int_equal(t.sec, libc.tm_sec);
	assert_int_equal(t.min, libc.tm_min);
	assert_int_equal(t.hour, libc.tm_hour);
	assert_int_equal(t.mday, libc.tm_mday);
	assert_int_equal(t.mon, libc.tm_mon);
	assert_int_equal(t.year, libc.tm_year);
	assert_int_equal(t.wday, libc.tm_wday);
	assert_int_equal(t.yday, libc.tm_yday);
	assert_int_equal(t.isdst, 0);
	assert_true(RTCTimeSeconds(&t) == seconds);
}

static void test_dates(void **state)
{
	long day;

	(void)state;
	check(0);
	check(-1);
	check(0x7fffffffL);
	check(0x80000000L);
	check(4107542399L); /* 2100-02-28, and no 29th follows */
	for (day = -200000; day < 400000; day += 1) /* 1422 to 3065 */
		check(day * 86400 + (day & 0xffff));
}

static void test_fields_out_of_range(void **state)
{
	RTCTime t = { 61, 59, 25, 32, 13, 99, 0, 0, 0 };
	struct tm libc = { .tm_sec = 61, .tm_min = 59, .tm_hour = 25, .tm_mday = 32, .tm_mon = 13, .tm_year = 99 };

	(void)state;
	assert_true(RTCTimeSeconds(&t) == timegm(&libc));
	libc = (struct tm){ .tm_sec = 61, .tm_min = 59, .tm_hour = 25, .tm_mday = 32, .tm_mon = -25, .tm_year = 99 };
	t.mon = -25; /* timegm changes what it is given */
	assert_true(RTCTimeSeconds(&t) == timegm(&libc));
	/* March of the year after. */
	libc = (struct tm){ .tm_mday = 1, .tm_mon = 14, .tm_year = 99 };
	t = (RTCTime){ .mday = 1, .mon = 14, .year = 99 };
	assert_true(RTCTimeSeconds(&t) == timegm(&libc));
}

static void test_what_is_no_clock(void **state)
{
	RTCTime t;
	RTCWkAlrm alarm;
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(IoctlGetRTCTime(-1, &t), -LX_EBADF);
	if (!unit_under_qemu()) {
		assert_int_equal(IoctlGetRTCTime(fds[0], &t), -LX_ENOTTY);
		assert_int_equal(IoctlSetRTCTime(fds[0], &t), -LX_ENOTTY);
		assert_int_equal(IoctlGetRTCWkAlrm(fds[0], &alarm), -LX_ENOTTY);
	}
	close(fds[0]);
	close(fds[1]);
}

static void test_the_clock(void **state)
{
	RTCTime t;
	int fd = open("/dev/rtc0", O_RDONLY | O_CLOEXEC), ret;

	(void)state;
	if (fd < 0)
		SKIP("no /dev/rtc0 that may be read");
	memset(&t, 0x55, sizeof(t));
	ret = IoctlGetRTCTime(fd, &t);
	close(fd);
	if (ret == -LX_ENOSYS || ret == -LX_EINVAL)
		SKIP("this clock tells no time");
	assert_int_equal(ret, 0);
	assert_true(t.year >= 70 && t.mon >= 0 && t.mon < 12 && t.mday >= 1 && t.mday <= 31 && t.hour < 24 && t.min < 60);
}

UNIT_TESTS(unit_test(test_dates), unit_test(test_fields_out_of_range), unit_test(test_what_is_no_clock),
	   unit_test(test_the_clock));
