/*
 * The system-call trap of x86_64.
 *
 * number     rax
 * arguments  rdi rsi rdx r10 r8 r9 (r10 where a function call has rcx: `syscall` overwrites rcx)
 * result     rax
 * destroyed  rcx (return address), r11 (rflags), memory that the call writes
 *
 * Everything else survives, vector registers included. qemu-user preserves rcx and r11, a kernel
 * does not. Source: arch/x86/entry/entry_64.S.
 */
#ifndef LX_TRAP_H
#define LX_TRAP_H

#define LX_TRAP_CLOBBERS "rcx", "r11", "memory"

LX_TRAP long lx_trap0(long nr)
{
	long ret;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap1(long nr, long a)
{
	long ret;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "D"(a) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	long ret;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "D"(a), "S"(b) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	long ret;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "D"(a), "S"(b), "d"(c) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	long ret;
	register long r10 __asm__("r10") = d;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	long ret;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;

	__asm__ __volatile__("syscall"
			     : "=a"(ret)
			     : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
			     : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	long ret;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;

	__asm__ __volatile__("syscall"
			     : "=a"(ret)
			     : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			     : LX_TRAP_CLOBBERS);
	return ret;
}

#endif
