/* bits of signal and code: 64; loops: 1 */
#include "prove.h"
#include "../../src/linux/siginfo.c"

int main(void)
{
	int signo = nondet_int(), code = nondet_int();
	int layout = SiginfoLayout(signo, code);
	int is_fault = signo == LX_SIGSEGV || signo == LX_SIGBUS || signo == LX_SIGTRAP || signo == LX_SIGILL || signo == LX_SIGFPE;

	HOLDS(code != LX_SI_USER || layout == LX_SIL_KILL);
	HOLDS(code != LX_SI_QUEUE || layout == LX_SIL_RT);
	HOLDS(code != LX_SI_TIMER || layout == LX_SIL_TIMER);
	HOLDS(code != LX_SI_TKILL || layout == LX_SIL_RT);
	HOLDS((layout == LX_SIL_CHLD) == (signo == LX_SIGCHLD && code > 0 && code < LX_SI_KERNEL));
	HOLDS((layout == LX_SIL_SYS) == (signo == LX_SIGSYS && code > 0 && code < LX_SI_KERNEL));
	if (layout == LX_SIL_FAULT || layout == LX_SIL_FAULT_MCEERR || layout == LX_SIL_FAULT_BNDERR ||
	    layout == LX_SIL_FAULT_PKUERR || layout == LX_SIL_FAULT_PERF_EVENT)
		HOLDS(is_fault && code > 0 && code < LX_SI_KERNEL);
	else
		HOLDS(!is_fault || code <= 0 || code >= LX_SI_KERNEL);
	return 0;
}
