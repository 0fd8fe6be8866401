/*
 * The wrappers of a file with a runtime's hooks (runtime.h) around their traps, where the call may block. Chosen per
 * file, by one of
 *
 *	#include <barecall/runtime-trap.h>	before any other header of barecall; later it has no effect
 *	-DBARECALL_TRAP='<barecall/runtime-trap.h>'
 *
 * after either of which LX_RUNTIME_TRAP is defined. A wrapper's number is known where it is inlined, so calls that
 * cannot block remain bare traps, as do those that return twice, elsewhere or not at all: clone, execve, exit.
 * Functions linked from libbarecall.a, and BARECALL_EXTERN's wrappers, were compiled without hooks.
 */
#ifndef LX_BASE_H

#ifndef BARECALL_TRAP
#define BARECALL_TRAP "runtime-trap.h"
#endif
#include "base.h"

/* base.h includes this file again, in the place of the trap.h that arch.h then leaves out. */
#elif !defined(LX_TRAP_H)
#define LX_RUNTIME_TRAP

#include "runtime.h"

#define lx_trap0 lx_raw_trap0
#define lx_trap1 lx_raw_trap1
#define lx_trap2 lx_raw_trap2
#define lx_trap3 lx_raw_trap3
#define lx_trap4 lx_raw_trap4
#define lx_trap5 lx_raw_trap5
#define lx_trap6 lx_raw_trap6
/* This header stands in for the architecture's trap.h and is made of it; arch.h has refused all others. */
#if defined(__x86_64__)
#include "arch/x86_64/trap.h"
#elif defined(__aarch64__)
#include "arch/aarch64/trap.h"
#else
#include "arch/riscv64/trap.h"
#endif
#undef lx_trap0
#undef lx_trap1
#undef lx_trap2
#undef lx_trap3
#undef lx_trap4
#undef lx_trap5
#undef lx_trap6

/* lx_runtime_is_raw tells whether the hooks have no business with a call: it cannot block, or does not come back. */
LX_TRAP int lx_runtime_is_raw(long nr)
{
	switch (nr) {
	case LX_SYS_clone:
	case LX_SYS_clone3:
	case LX_SYS_execve:
	case LX_SYS_execveat:
	case LX_SYS_exit:
	case LX_SYS_exit_group:
	case LX_SYS_rt_sigreturn:
		return 1;
	case LX_SYS_capget:
	case LX_SYS_capset:
	case LX_SYS_clock_getres:
	case LX_SYS_clock_gettime:
	case LX_SYS_epoll_create1:
	case LX_SYS_getcpu:
	case LX_SYS_getegid:
	case LX_SYS_geteuid:
	case LX_SYS_getgid:
	case LX_SYS_getgroups:
	case LX_SYS_getitimer:
	case LX_SYS_getpeername:
	case LX_SYS_getpgid:
	case LX_SYS_getpid:
	case LX_SYS_getppid:
	case LX_SYS_getpriority:
	case LX_SYS_getresgid:
	case LX_SYS_getresuid:
	case LX_SYS_getrusage:
	case LX_SYS_getsid:
	case LX_SYS_getsockname:
	case LX_SYS_getsockopt:
	case LX_SYS_gettid:
	case LX_SYS_gettimeofday:
	case LX_SYS_getuid:
	case LX_SYS_inotify_init1:
	case LX_SYS_inotify_rm_watch:
	case LX_SYS_kill:
	case LX_SYS_listen:
	case LX_SYS_pipe2:
	case LX_SYS_prlimit64:
	case LX_SYS_rt_sigaction:
	case LX_SYS_rt_sigpending:
	case LX_SYS_rt_sigprocmask:
	case LX_SYS_rt_sigqueueinfo:
	case LX_SYS_rt_tgsigqueueinfo:
	case LX_SYS_sched_get_priority_max:
	case LX_SYS_sched_get_priority_min:
	case LX_SYS_sched_getaffinity:
	case LX_SYS_sched_getparam:
	case LX_SYS_sched_getscheduler:
	case LX_SYS_sched_rr_get_interval:
	case LX_SYS_set_robust_list:
	case LX_SYS_set_tid_address:
	case LX_SYS_setfsgid:
	case LX_SYS_setfsuid:
	case LX_SYS_setgid:
	case LX_SYS_setgroups:
	case LX_SYS_setitimer:
	case LX_SYS_setpgid:
	case LX_SYS_setpriority:
	case LX_SYS_setregid:
	case LX_SYS_setresgid:
	case LX_SYS_setresuid:
	case LX_SYS_setreuid:
	case LX_SYS_setsid:
	case LX_SYS_setuid:
	case LX_SYS_sigaltstack:
	case LX_SYS_socket:
	case LX_SYS_socketpair:
	case LX_SYS_sysinfo:
	case LX_SYS_tgkill:
	case LX_SYS_times:
	case LX_SYS_tkill:
	case LX_SYS_umask:
	case LX_SYS_uname:
		return 1;
	default:
		return 0;
	}
}

LX_TRAP long lx_trap0(long nr)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap0(nr);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap0(nr);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

LX_TRAP long lx_trap1(long nr, long a)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap1(nr, a);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap1(nr, a);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap2(nr, a, b);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap2(nr, a, b);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap3(nr, a, b, c);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap3(nr, a, b, c);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap4(nr, a, b, c, d);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap4(nr, a, b, c, d);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap5(nr, a, b, c, d, e);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap5(nr, a, b, c, d, e);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	long result;

	if (lx_runtime_is_raw(nr))
		return lx_raw_trap6(nr, a, b, c, d, e, f);
	lx_runtime_entersyscall(nr);
	result = lx_raw_trap6(nr, a, b, c, d, e, f);
	lx_runtime_exitsyscall(nr, result);
	return result;
}

#endif
