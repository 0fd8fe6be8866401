/* clocks: the same clock through the kernel and without entering it, and what the vDSO has. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec before, now, after, res;
	Timeval tv;
	Timex timex = { 0 };
	unsigned int cpu = 0;
	long seconds;

	ClockGettime(LX_CLOCK_MONOTONIC, &before);
	Print(1, "vdso: %pe\n", ErrPtr(VdsoClockGettime(LX_CLOCK_MONOTONIC, &now)));
	ClockGettime(LX_CLOCK_MONOTONIC, &after);
	Print(1, "one after the other: %d\n", TimespecCompare(before, now) <= 0 && TimespecCompare(now, after) <= 0);
	Print(1, "resolution: %pe, ", ErrPtr(VdsoClockGetres(LX_CLOCK_MONOTONIC, &res)));
	Print(1, "below a second: %d\n", res.sec == 0);
	Print(1, "no clock: %pe\n", ErrPtr(VdsoClockGettime(1000, &now)));

	/* Time and Gettimeofday are LX_CLOCK_REALTIME, which may be set. */
	seconds = Time(LX_NULL);
	Gettimeofday(&tv, LX_NULL);
	Print(1, "since 1970: %d\n", tv.sec - seconds <= 1 && seconds > 0);
	Print(1, "%d\n", VdsoGettimeofday(&tv, LX_NULL) == 0 && VdsoTime(LX_NULL) >= seconds);
	Print(1, "a processor: %pe %pe\n", ErrPtr(Getcpu(&cpu, LX_NULL)), ErrPtr(VdsoGetcpu(&cpu, LX_NULL)));
	/* What disciplines the clock; who may not change it may read it. */
	Print(1, "adjtimex: %d %d\n", Adjtimex(&timex) >= 0, ClockAdjtime(LX_CLOCK_REALTIME, &timex) >= 0);
	return 0;
}

/*
 * Output:
 * vdso: 0
 * one after the other: 1
 * resolution: 0, below a second: 1
 * no clock: EINVAL
 * since 1970: 1
 * 1
 * a processor: 0 0
 * adjtimex: 1 1
 */
