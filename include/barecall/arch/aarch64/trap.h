/*
 * The system-call trap of aarch64.
 *
 * number     x8
 * arguments  x0 x1 x2 x3 x4 x5
 * result     x0
 * destroyed  memory that the call writes; under SVE also z0-z31, p0-p15 and ffr
 *
 * All other registers survive. Of a z register the kernel keeps the low 128 bits and may zero the
 * rest; no compiler can be told of half a register, so all of it counts as destroyed. qemu-user
 * preserves them, a kernel does not. A call from SME's streaming mode leaves that mode; ZA survives.
 * What counts is what the file is compiled for: a function to which a target attribute of its own gives SVE must not
 * have a trap inlined; it calls the link symbols (BARECALL_EXTERN) or another file.
 * Sources: Documentation/arch/arm64/sve.rst and sme.rst, section 3.
 *
 * The arguments are declared from the last to the first, the number first: gcc fills the registers in that order. A wrapper that
 * puts a constant before its own parameters moves each of them up by one, and from the last on nothing is overwritten
 * that is still to be moved.
 */
#ifndef LX_TRAP_H
#define LX_TRAP_H

#if defined(__ARM_FEATURE_SVE)
/* clang has no name for ffr, and keeps nothing in it across an asm with side effects. */
#if defined(__clang__)
#define LX_TRAP_CLOBBERS LX_TRAP_CLOBBERS_SVE
#else
#define LX_TRAP_CLOBBERS LX_TRAP_CLOBBERS_SVE, "ffr"
#endif
#define LX_TRAP_CLOBBERS_SVE                                                                   \
	"memory", "z0", "z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8", "z9", "z10", "z11",    \
		"z12", "z13", "z14", "z15", "z16", "z17", "z18", "z19", "z20", "z21", "z22",   \
		"z23", "z24", "z25", "z26", "z27", "z28", "z29", "z30", "z31", "p0", "p1",     \
		"p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13",    \
		"p14", "p15"
#else
#define LX_TRAP_CLOBBERS "memory"
#endif

LX_TRAP long lx_trap0(long nr)
{
	register long x8 __asm__("x8") = nr;
	register long x0 __asm__("x0");

	__asm__ __volatile__("svc 0" : "=r"(x0) : "r"(x8) : LX_TRAP_CLOBBERS);
	return x0;
}

LX_TRAP long lx_trap1(long nr, long a)
{
	register long x8 __asm__("x8") = nr;
	register long x0 __asm__("x0") = a;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8) : LX_TRAP_CLOBBERS);
	return x0;
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	register long x8 __asm__("x8") = nr;
	register long x1 __asm__("x1") = b;
	register long x0 __asm__("x0") = a;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8), "r"(x1) : LX_TRAP_CLOBBERS);
	return x0;
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	register long x8 __asm__("x8") = nr;
	register long x2 __asm__("x2") = c;
	register long x1 __asm__("x1") = b;
	register long x0 __asm__("x0") = a;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : LX_TRAP_CLOBBERS);
	return x0;
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	register long x8 __asm__("x8") = nr;
	register long x3 __asm__("x3") = d;
	register long x2 __asm__("x2") = c;
	register long x1 __asm__("x1") = b;
	register long x0 __asm__("x0") = a;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : LX_TRAP_CLOBBERS);
	return x0;
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	register long x8 __asm__("x8") = nr;
	register long x4 __asm__("x4") = e;
	register long x3 __asm__("x3") = d;
	register long x2 __asm__("x2") = c;
	register long x1 __asm__("x1") = b;
	register long x0 __asm__("x0") = a;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : LX_TRAP_CLOBBERS);
	return x0;
}

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long x8 __asm__("x8") = nr;
	register long x5 __asm__("x5") = f;
	register long x4 __asm__("x4") = e;
	register long x3 __asm__("x3") = d;
	register long x2 __asm__("x2") = c;
	register long x1 __asm__("x1") = b;
	register long x0 __asm__("x0") = a;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : LX_TRAP_CLOBBERS);
	return x0;
}

#endif
