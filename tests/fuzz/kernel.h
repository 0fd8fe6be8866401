/*
 * For targets whose library code makes system calls: each ends in the target's kernel, with its arguments in a.
 */
#ifndef FUZZ_KERNEL_H
#define FUZZ_KERNEL_H

#include "fuzz.h"

static long kernel(long nr, const long *a);

/* seam_trap is what tests/seam/recorder.h calls. */
long seam_trap(long nr, int count, long a, long b, long c, long d, long e, long f)
{
	const long arguments[6] = { a, b, c, d, e, f };

	(void)count;
	return kernel(nr, arguments);
}

#endif
