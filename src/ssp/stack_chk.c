/*
 * What code compiled with -fstack-protector needs: a canary that cannot be guessed, and the end of a program whose
 * canary was overwritten. A libc's own definitions take the place of these weak ones.
 */
#include "../linux/startup.h"
#include <barecall/signal.h>

#if defined(__x86_64__)
/* Compilers find the canary at fs:0x28, in the thread control block that _start makes for programs with TLS. */
static _Thread_local volatile char wants_tls __attribute__((__tls_model__("local-exec")));

static __inline__ void set_canary(unsigned long canary)
{
	wants_tls = 0;
	__asm__ __volatile__("mov %0, %%fs:0x28" : : "r"(canary) : "memory");
}
#else
/* On the others they find it in a variable. */
extern unsigned long __stack_chk_guard;
__attribute__((__weak__)) unsigned long __stack_chk_guard;

static __inline__ void set_canary(unsigned long canary)
{
	__stack_chk_guard = canary;
}
#endif

/* lx_start_canary is called by _start in programs that link this. The zero byte stops a string that runs over. */
void lx_start_canary(const unsigned long *stack)
{
	const unsigned long *random = (const unsigned long *)lx_auxv_value(stack, LX_AT_RANDOM);

	if (random != 0)
		set_canary(*random & ~0xffUL);
}

/* __stack_chk_fail raises SIGABRT with its default action. Process 1 is immune to that, but not to a trap. */
__attribute__((__weak__, __noreturn__)) void __stack_chk_fail(void);

void __stack_chk_fail(void)
{
	/* Not Sigaction: its restorer is in another archive. All zero: SIG_DFL, no flags, no mask. */
	static const unsigned long action[4];
	Sigset_t set;

	set.val = 1UL << (LX_SIGABRT - 1);
	lx_trap4(LX_SYS_rt_sigaction, LX_SIGABRT, LX_PTR(action), 0, sizeof set);
	lx_trap4(LX_SYS_rt_sigprocmask, LX_SIG_UNBLOCK, LX_PTR(&set), 0, sizeof set);
	lx_trap3(LX_SYS_tgkill, lx_trap0(LX_SYS_getpid), lx_trap0(LX_SYS_gettid), LX_SIGABRT);
	for (;;)
		__builtin_trap();
}
