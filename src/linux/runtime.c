/*
 * System calls with a runtime's hooks around them (barecall/runtime.h), and the hooks of a program that has none.
 */
#include <barecall/runtime.h>

__attribute__((__weak__)) void lx_runtime_entersyscall(long nr)
{
	(void)nr;
}

__attribute__((__weak__)) void lx_runtime_exitsyscall(long nr, long result)
{
	(void)nr;
	(void)result;
}

long Syscall6(long nr, long a1, long a2, long a3, long a4, long a5, long a6)
{
	long result;

	lx_runtime_entersyscall(nr);
	result = lx_trap6(nr, a1, a2, a3, a4, a5, a6);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

long Syscall(long nr, long a1, long a2, long a3)
{
	return Syscall6(nr, a1, a2, a3, 0, 0, 0);
}
