/*
 * Stands in for an architecture's trap.h: a call reaches no kernel but seam_trap, which records it and returns what
 * the test has programmed.
 */
#ifndef SEAM_RECORDER_H
#define SEAM_RECORDER_H

long seam_trap(long nr, int count, long a, long b, long c, long d, long e, long f);

LX_TRAP long lx_trap0(long nr)
{
	return seam_trap(nr, 0, 0, 0, 0, 0, 0, 0);
}

LX_TRAP long lx_trap1(long nr, long a)
{
	return seam_trap(nr, 1, a, 0, 0, 0, 0, 0);
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	return seam_trap(nr, 2, a, b, 0, 0, 0, 0);
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	return seam_trap(nr, 3, a, b, c, 0, 0, 0);
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	return seam_trap(nr, 4, a, b, c, d, 0, 0);
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	return seam_trap(nr, 5, a, b, c, d, e, 0);
}

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	return seam_trap(nr, 6, a, b, c, d, e, f);
}

#endif
