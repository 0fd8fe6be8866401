/* times: arithmetic with times, and sleeping until one. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec a = { 1, 700000000 }, b = { 0, 500000000 }, start, now, res, bad = { 0, 1000000000 };
	Timeval tv = { 1, 500000 };

	now = TimespecAdd(a, b);
	Print(1, "sum: %ld.%09ld\n", now.sec, now.nsec);
	now = TimespecSub(b, a);
	Print(1, "difference: %ld and %ld\n", now.sec, now.nsec); /* nsec is never negative */
	Print(1, "nanoseconds: %ld\n", TimespecToNsec(a));
	now = NsecToTimespec(-1);
	Print(1, "one before 1970: %ld %ld\n", now.sec, now.nsec);
	Print(1, "microseconds: %ld\n", TimespecToTimeval(a).usec);
	Print(1, "and back: %ld\n", TimevalToTimespec(tv).nsec);
	Print(1, "%ld %d\n", TimevalToNsec(tv), TimevalCompare(tv, NsecToTimeval(1500000000)));
	Print(1, "%ld %ld\n", TimevalAdd(tv, tv).sec, TimevalSub(tv, tv).usec);

	if (ClockGettime(LX_CLOCK_MONOTONIC, &start) < 0 || ClockGetres(LX_CLOCK_MONOTONIC, &res) < 0)
		return 1;
	b = NsecToTimespec(2000000);
	Print(1, "sleep: %pe\n", ErrPtr(Nanosleep(&b, LX_NULL)));
	/* Until a time, so that what is done meanwhile does not add up. */
	a = TimespecAdd(start, NsecToTimespec(4000000));
	Print(1, "sleep: %pe\n", ErrPtr(ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &a, LX_NULL)));
	ClockGettime(LX_CLOCK_MONOTONIC, &now);
	Print(1, "it is past that: %d\n", TimespecCompare(now, a) >= 0);
	Print(1, "no time: %pe\n", ErrPtr(Nanosleep(&bad, LX_NULL)));
	return 0;
}

/*
 * Output:
 * sum: 2.200000000
 * difference: -2 and 800000000
 * nanoseconds: 1700000000
 * one before 1970: -1 999999999
 * microseconds: 700000
 * and back: 500000000
 * 1500000000 0
 * 3 0
 * sleep: 0
 * sleep: 0
 * it is past that: 1
 * no time: EINVAL
 */
