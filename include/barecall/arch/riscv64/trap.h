/*
 * The system-call trap of riscv64.
 *
 * number     a7
 * arguments  a0 a1 a2 a3 a4 a5
 * result     a0
 * destroyed  memory that the call writes; under the V extension also v0-v31, vl, vtype, vstart
 *
 * All other registers survive. Since Linux 6.5 the kernel discards the vector state and sets
 * vtype.vill, so that even a whole-register move faults until the next vsetvli. qemu-user preserves
 * it all, a kernel does not. Source: Documentation/arch/riscv/vector.rst.
 *
 * gcc before 13 knows neither the registers' names nor how to vectorise, so it keeps nothing in them.
 * What counts is what the file is compiled for: a function to which a target attribute of its own gives V must not
 * have a trap inlined; it calls the link symbols (BARECALL_EXTERN) or another file.
 *
 * The arguments are declared from the last to the first, the number first: gcc fills the registers in that order. A wrapper that
 * puts a constant before its own parameters moves each of them up by one, and from the last on nothing is overwritten
 * that is still to be moved.
 */
#ifndef LX_TRAP_H
#define LX_TRAP_H

#if defined(__riscv_vector) && (defined(__clang__) || __GNUC__ >= 13)
/*
 * Older clang has no name for vl and vtype and may move a vector instruction across the asm without setting them
 * anew, so the trap itself puts them back.
 */
#if !defined(__clang__) || __clang_major__ >= 19
#define LX_TRAP_CLOBBERS LX_TRAP_CLOBBERS_V, "vl", "vtype"
#define LX_TRAP_ECALL "ecall"
#else
#define LX_TRAP_CLOBBERS LX_TRAP_CLOBBERS_V, "t0", "t1"
#define LX_TRAP_ECALL "csrr t0, vl\n\tcsrr t1, vtype\n\tecall\n\tvsetvl zero, t0, t1"
#endif
#define LX_TRAP_CLOBBERS_V                                                                     \
	"memory", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11",    \
		"v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19", "v20", "v21", "v22",   \
		"v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31"
#else
#define LX_TRAP_CLOBBERS "memory"
#define LX_TRAP_ECALL "ecall"
#endif

LX_TRAP long lx_trap0(long nr)
{
	register long a7 __asm__("a7") = nr;
	register long a0 __asm__("a0");

	__asm__ __volatile__(LX_TRAP_ECALL : "=r"(a0) : "r"(a7) : LX_TRAP_CLOBBERS);
	return a0;
}

LX_TRAP long lx_trap1(long nr, long a)
{
	register long a7 __asm__("a7") = nr;
	register long a0 __asm__("a0") = a;

	__asm__ __volatile__(LX_TRAP_ECALL : "+r"(a0) : "r"(a7) : LX_TRAP_CLOBBERS);
	return a0;
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	register long a7 __asm__("a7") = nr;
	register long a1 __asm__("a1") = b;
	register long a0 __asm__("a0") = a;

	__asm__ __volatile__(LX_TRAP_ECALL : "+r"(a0) : "r"(a7), "r"(a1) : LX_TRAP_CLOBBERS);
	return a0;
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	register long a7 __asm__("a7") = nr;
	register long a2 __asm__("a2") = c;
	register long a1 __asm__("a1") = b;
	register long a0 __asm__("a0") = a;

	__asm__ __volatile__(LX_TRAP_ECALL : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2) : LX_TRAP_CLOBBERS);
	return a0;
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	register long a7 __asm__("a7") = nr;
	register long a3 __asm__("a3") = d;
	register long a2 __asm__("a2") = c;
	register long a1 __asm__("a1") = b;
	register long a0 __asm__("a0") = a;

	__asm__ __volatile__(LX_TRAP_ECALL : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3) : LX_TRAP_CLOBBERS);
	return a0;
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	register long a7 __asm__("a7") = nr;
	register long a4 __asm__("a4") = e;
	register long a3 __asm__("a3") = d;
	register long a2 __asm__("a2") = c;
	register long a1 __asm__("a1") = b;
	register long a0 __asm__("a0") = a;

	__asm__ __volatile__(LX_TRAP_ECALL : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4) : LX_TRAP_CLOBBERS);
	return a0;
}

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	register long a7 __asm__("a7") = nr;
	register long a5 __asm__("a5") = f;
	register long a4 __asm__("a4") = e;
	register long a3 __asm__("a3") = d;
	register long a2 __asm__("a2") = c;
	register long a1 __asm__("a1") = b;
	register long a0 __asm__("a0") = a;

	__asm__ __volatile__(LX_TRAP_ECALL : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : LX_TRAP_CLOBBERS);
	return a0;
}

#endif
