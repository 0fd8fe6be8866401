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
 *
 * The arguments are declared from the last to the first: gcc fills the registers in that order. A wrapper that
 * puts a constant before its own parameters moves each of them up by one, and from the last on nothing is overwritten
 * that is still to be moved.
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
	register long rdi __asm__("rdi") = a;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "r"(rdi) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	long ret;
	register long rsi __asm__("rsi") = b;
	register long rdi __asm__("rdi") = a;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "r"(rdi), "r"(rsi) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	long ret;
	register long rdx __asm__("rdx") = c;
	register long rsi __asm__("rsi") = b;
	register long rdi __asm__("rdi") = a;

	__asm__ __volatile__("syscall" : "=a"(ret) : "a"(nr), "r"(rdi), "r"(rsi), "r"(rdx) : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	long ret;
	register long r10 __asm__("r10") = d;
	register long rdx __asm__("rdx") = c;
	register long rsi __asm__("rsi") = b;
	register long rdi __asm__("rdi") = a;

	__asm__ __volatile__("syscall"
			     : "=a"(ret)
			     : "a"(nr), "r"(rdi), "r"(rsi), "r"(rdx), "r"(r10)
			     : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	long ret;
	register long r8 __asm__("r8") = e;
	register long r10 __asm__("r10") = d;
	register long rdx __asm__("rdx") = c;
	register long rsi __asm__("rsi") = b;
	register long rdi __asm__("rdi") = a;

	__asm__ __volatile__("syscall"
			     : "=a"(ret)
			     : "a"(nr), "r"(rdi), "r"(rsi), "r"(rdx), "r"(r10), "r"(r8)
			     : LX_TRAP_CLOBBERS);
	return ret;
}

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	long ret;
	register long r9 __asm__("r9") = f;
	register long r8 __asm__("r8") = e;
	register long r10 __asm__("r10") = d;
	register long rdx __asm__("rdx") = c;
	register long rsi __asm__("rsi") = b;
	register long rdi __asm__("rdi") = a;

	__asm__ __volatile__("syscall"
			     : "=a"(ret)
			     : "a"(nr), "r"(rdi), "r"(rsi), "r"(rdx), "r"(r10), "r"(r8), "r"(r9)
			     : LX_TRAP_CLOBBERS);
	return ret;
}

#endif
