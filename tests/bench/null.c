/*
 * Nanoseconds of calls that do nothing: by hand, by barecall, by the libc of this program. Each round measures every
 * contestant once, beginning with another one; what counts are the medians, of times and of the ratios in one round.
 */
#define _GNU_SOURCE
#include <barecall/file.h>
#include <barecall/process.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "hand.h"

enum { ROUNDS = 301, CALLS = 2000, CONTESTANTS = 3 };

static int null;

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

static void measure(const char *name, void (*const contestants[CONTESTANTS])(void))
{
	static const char *const names[CONTESTANTS] = { "by hand", "barecall", "libc" };
	static double times[CONTESTANTS][ROUNDS];
	static double ratios[CONTESTANTS][ROUNDS];
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < CONTESTANTS; i++) {
			int which = (round + i) % CONTESTANTS;
			double start = now();

			contestants[which]();
			times[which][round] = (now() - start) / CALLS;
		}
		for (i = 0; i < CONTESTANTS; i++)
			ratios[i][round] = times[i][round] / times[0][round];
	}
	for (i = 0; i < CONTESTANTS; i++)
		printf("%-22s %-9s %8.1f ns   %.3f\n", i == 0 ? name : "", names[i], median(times[i]), median(ratios[i]));
}

int main(void)
{
	static void (*const getppids[])(void) = { getppid_by_hand, getppid_by_barecall, getppid_by_libc };
	static void (*const writes[])(void) = { write_by_hand, write_by_barecall, write_by_libc };
	static void (*const closes[])(void) = { close_by_hand, close_by_barecall, close_by_libc };

	null = open("/dev/null", O_WRONLY);
	measure("getppid", getppids);
	measure("write of 0 bytes", writes);
	measure("close(-1), which fails", closes);
	return 0;
}
