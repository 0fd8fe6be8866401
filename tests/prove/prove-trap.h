/*
 * In the place of the trap: a kernel that answers anything. What a call writes to memory a harness says, in kernel().
 */
#ifndef PROVE_TRAP_H
#define PROVE_TRAP_H

long kernel(long nr, long a, long b, long c, long d, long e, long f);

#define lx_trap0(nr) kernel(nr, 0, 0, 0, 0, 0, 0)
#define lx_trap1(nr, a) kernel(nr, (long)(a), 0, 0, 0, 0, 0)
#define lx_trap2(nr, a, b) kernel(nr, (long)(a), (long)(b), 0, 0, 0, 0)
#define lx_trap3(nr, a, b, c) kernel(nr, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define lx_trap4(nr, a, b, c, d) kernel(nr, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define lx_trap5(nr, a, b, c, d, e) kernel(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define lx_trap6(nr, a, b, c, d, e, f) kernel(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

#endif
