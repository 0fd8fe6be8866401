/*
 * The negative control of registers.c: traps that tell the compiler of memory alone, as most C libraries' do. Built
 * with them (-DBARECALL_TRAP), the program must lose the values that the real traps keep.
 */
#ifndef TRAP_WITHOUT_CLOBBERS_H
#define TRAP_WITHOUT_CLOBBERS_H

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
/* Each architecture has its own registers. */
#if defined(__x86_64__)
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;

	__asm__ __volatile__("syscall" : "+a"(nr) : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "memory");
	return nr;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = nr;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	register long x5 __asm__("x5") = f;

	__asm__ __volatile__("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
	return x0;
#else
	register long a7 __asm__("a7") = nr;
	register long a0 __asm__("a0") = a;
	register long a1 __asm__("a1") = b;
	register long a2 __asm__("a2") = c;
	register long a3 __asm__("a3") = d;
	register long a4 __asm__("a4") = e;
	register long a5 __asm__("a5") = f;

	__asm__ __volatile__("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : "memory");
	return a0;
#endif
}

#define lx_trap0(nr) lx_trap6(nr, 0, 0, 0, 0, 0, 0)
#define lx_trap1(nr, a) lx_trap6(nr, a, 0, 0, 0, 0, 0)
#define lx_trap2(nr, a, b) lx_trap6(nr, a, b, 0, 0, 0, 0)
#define lx_trap3(nr, a, b, c) lx_trap6(nr, a, b, c, 0, 0, 0)
#define lx_trap4(nr, a, b, c, d) lx_trap6(nr, a, b, c, d, 0, 0)
#define lx_trap5(nr, a, b, c, d, e) lx_trap6(nr, a, b, c, d, e, 0)

#endif
