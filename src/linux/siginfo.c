/*
 * Which member of a Siginfo holds.
 */
#include <barecall/signal.h>

int SiginfoLayout(int signo, int code)
{
	if (code == LX_SI_TIMER)
		return LX_SIL_TIMER;
	if (code == LX_SI_SIGIO)
		return LX_SIL_POLL;
	if (code < 0)
		return LX_SIL_RT;
	if (code == LX_SI_USER || code >= LX_SI_KERNEL)
		return LX_SIL_KILL;
	switch (signo) {
	case LX_SIGSEGV:
		if (code == LX_SEGV_BNDERR)
			return LX_SIL_FAULT_BNDERR;
		return code == LX_SEGV_PKUERR ? LX_SIL_FAULT_PKUERR : LX_SIL_FAULT;
	case LX_SIGBUS:
		return code == LX_BUS_MCEERR_AR || code == LX_BUS_MCEERR_AO ? LX_SIL_FAULT_MCEERR : LX_SIL_FAULT;
	case LX_SIGTRAP:
		return code == LX_TRAP_PERF ? LX_SIL_FAULT_PERF_EVENT : LX_SIL_FAULT;
	case LX_SIGILL:
	case LX_SIGFPE:
		return LX_SIL_FAULT;
	case LX_SIGCHLD:
		return LX_SIL_CHLD;
	case LX_SIGSYS:
		return LX_SIL_SYS;
	default: /* any signal can be the one that F_SETSIG chose */
		return code <= LX_POLL_HUP ? LX_SIL_POLL : LX_SIL_KILL;
	}
}
