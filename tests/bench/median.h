/* Time and medians for the programs that compare contestants over ROUNDS rounds, which they define. */
#ifndef MEDIAN_H
#define MEDIAN_H

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* now returns a time in microseconds. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* median returns the median of ROUNDS values. */
static double median(const double *values)
{
	double sorted[ROUNDS];

	memcpy(sorted, values, sizeof sorted);
	qsort(sorted, ROUNDS, sizeof *sorted, ascending);
	return sorted[ROUNDS / 2];
}

#endif
