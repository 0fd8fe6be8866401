/*
 * The names of system calls, in the order of their numbers, each with its zero byte; a number that no call has is an
 * empty string. No pointers, so no relocations in a static-PIE.
 */
#include <barecall/sysname.h>

/* Numbers are different everywhere; base.h has refused every other architecture. */
#if defined(__x86_64__)
#define SYSCALLS "../arch/x86_64/sysname-list.h"
#elif defined(__aarch64__)
#define SYSCALLS "../arch/aarch64/sysname-list.h"
#else
#define SYSCALLS "../arch/riscv64/sysname-list.h"
#endif

static const struct {
#define S(nr, name) char name_##nr[sizeof(#name)];
#define GAP(nr, count) char gap_##nr[count];
#include SYSCALLS
#undef S
#undef GAP
} names = {
#define S(nr, name) #name,
#define GAP(nr, count) "",
#include SYSCALLS
};

const char *SyscallName(long nr)
{
	const char *p = (const char *)&names;
	const char *end = p + sizeof(names);

	for (; nr > 0 && p < end; nr--) {
		while (*p)
			p++;
		p++;
	}
	return nr == 0 && p < end && *p ? p : LX_NULL;
}

int SyscallNumber(const char *name)
{
	const char *p = (const char *)&names;
	const char *end = p + sizeof(names);
	int nr;

	if (!*name)
		return -LX_EINVAL;
	for (nr = 0; p < end; nr++) {
		const char *n = name;

		for (; *p && *p == *n; p++)
			n++;
		if (*p == *n)
			return nr;
		while (*p)
			p++;
		p++;
	}
	return -LX_EINVAL;
}
