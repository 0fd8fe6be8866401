/*
 * What the kernel's own siginfo_layout() says, asked through signalfd: it copies of a full Siginfo what holds.
 */
#ifndef TESTS_LIB_SIGINFO_H
#define TESTS_LIB_SIGINFO_H

#include <barecall/signal.h>

/* The member of a Siginfo that signalfd took. */
static int layout_seen(const SignalfdSiginfo *seen)
{
	if (seen->call_addr)
		return LX_SIL_SYS;
	if (seen->addr)
		return seen->addr_lsb ? LX_SIL_FAULT_MCEERR : LX_SIL_FAULT;
	if (seen->band)
		return LX_SIL_POLL;
	if (seen->tid)
		return LX_SIL_TIMER;
	if (seen->utime)
		return LX_SIL_CHLD;
	return seen->ptr ? LX_SIL_RT : LX_SIL_KILL;
}

/* The same as SiginfoLayout tells it: of the other faults signalfd makes no difference. */
static int layout_told(int sig, int code)
{
	int layout = SiginfoLayout(sig, code);

	return layout == LX_SIL_FAULT_BNDERR || layout == LX_SIL_FAULT_PKUERR || layout == LX_SIL_FAULT_PERF_EVENT ?
		       LX_SIL_FAULT :
		       layout;
}

/* The highest code of a signal that has codes of its own, as every kernel since Linux 6.1 knows them; 0: it has none. */
static int codes_of(int sig)
{
	switch (sig) {
	case LX_SIGILL:
		return 11;
	case LX_SIGTRAP:
	case LX_SIGCHLD:
		return 6;
	case LX_SIGBUS:
		return 5;
	case LX_SIGFPE:
		return 15;
	case LX_SIGSEGV:
		return 9;
	case LX_SIGSYS:
		return 2;
	default:
		return 0;
	}
}

#endif
