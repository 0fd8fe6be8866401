/*
 * Nanoseconds of calls that do nothing, and of reading clocks: by hand, by barecall, by the libc of this program. Each
 * round measures every contestant once, beginning with another one; what counts are the medians, of times and of the
 * ratios in one round.
 */
#define _GNU_SOURCE
#include <barecall/file.h>
#include <barecall/process.h>
#include <barecall/time.h>
#include <barecall/vdso.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "hand.h"

enum { ROUNDS = 301, CALLS = 2000, CONTESTANTS = 4 };

static int null;
static int (*direct)(int clockid, Timespec *tp);
static Timespec ts;
static struct timespec libc_ts;

/* Aligned, since where a loop lies can cost more than what is in it. */
#define CONTESTANT(name, call)                                        \
	static __attribute__((__aligned__(64))) void name(void)       \
	{                                                             \
		int i;                                                \
		for (i = 0; i < CALLS; i++)                           \
			(void)call;                                   \
	}

CONTESTANT(getppid_by_hand, hand0(HAND_getppid))
CONTESTANT(getppid_by_barecall, Getppid())
CONTESTANT(getppid_by_libc, getppid())
CONTESTANT(write_by_hand, hand3(HAND_write, null, 0, 0))
CONTESTANT(write_by_barecall, Write(null, LX_NULL, 0))
CONTESTANT(write_by_libc, !write(null, "", 0))
CONTESTANT(close_by_hand, hand1(HAND_close, -1))
CONTESTANT(close_by_barecall, Close(-1))
CONTESTANT(close_by_libc, close(-1))
CONTESTANT(monotonic_directly, direct(LX_CLOCK_MONOTONIC, &ts))
CONTESTANT(monotonic_by_barecall, VdsoClockGettime(LX_CLOCK_MONOTONIC, &ts))
CONTESTANT(monotonic_by_libc, clock_gettime(CLOCK_MONOTONIC, &libc_ts))
CONTESTANT(monotonic_by_call, ClockGettime(LX_CLOCK_MONOTONIC, &ts))
CONTESTANT(coarse_directly, direct(LX_CLOCK_MONOTONIC_COARSE, &ts))
CONTESTANT(coarse_by_barecall, VdsoClockGettime(LX_CLOCK_MONOTONIC_COARSE, &ts))
CONTESTANT(coarse_by_libc, clock_gettime(CLOCK_MONOTONIC_COARSE, &libc_ts))
CONTESTANT(coarse_by_call, ClockGettime(LX_CLOCK_MONOTONIC_COARSE, &ts))

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values)
{
	qsort(values, ROUNDS, sizeof *values, ascending);
	return values[ROUNDS / 2];
}

/* measure compares what is called by the first name with the others; NULL: there are only three. */
static void measure(const char *name, const char *const names[CONTESTANTS],
		    void (*const contestants[CONTESTANTS])(void))
{
	static double times[CONTESTANTS][ROUNDS];
	static double ratios[CONTESTANTS][ROUNDS];
	int n = names[CONTESTANTS - 1] ? CONTESTANTS : CONTESTANTS - 1;
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < n; i++) {
			int which = (round + i) % n;
			double start = now();

			contestants[which]();
			times[which][round] = (now() - start) / CALLS;
		}
		for (i = 0; i < n; i++)
			ratios[i][round] = times[i][round] / times[0][round];
	}
	for (i = 0; i < n; i++)
		printf("%-22s %-9s %8.1f ns   %.3f\n", i == 0 ? name : "", names[i], median(times[i]), median(ratios[i]));
}

int main(void)
{
	static const char *const by_hand[] = { "by hand", "barecall", "libc", NULL };
	static void (*const getppids[])(void) = { getppid_by_hand, getppid_by_barecall, getppid_by_libc, NULL };
	static void (*const writes[])(void) = { write_by_hand, write_by_barecall, write_by_libc, NULL };
	static void (*const closes[])(void) = { close_by_hand, close_by_barecall, close_by_libc, NULL };
	static const char *const directly[] = { "its vDSO", "barecall", "libc", "the call" };
	static void (*const monotonics[])(void) = { monotonic_directly, monotonic_by_barecall, monotonic_by_libc,
						    monotonic_by_call };
	static void (*const coarses[])(void) = { coarse_directly, coarse_by_barecall, coarse_by_libc, coarse_by_call };
	const void *function = VdsoSym("__vdso_clock_gettime", NULL);

	null = open("/dev/null", O_WRONLY);
	measure("getppid", by_hand, getppids);
	measure("write of 0 bytes", by_hand, writes);
	measure("close(-1), which fails", by_hand, closes);
	if (!function)
		function = VdsoSym("__kernel_clock_gettime", NULL);
	if (!function)
		return 0;
	direct = (int (*)(int, Timespec *))(unsigned long)function;
	measure("CLOCK_MONOTONIC", directly, monotonics);
	measure("its COARSE form", directly, coarses);
	return 0;
}
