/*
 * Waiting for children, and what became of them.
 */
#ifndef LX_WAIT_H
#define LX_WAIT_H

#include "base.h"
#include "types/siginfo.h"
#include "uapi/wait.h"

/* WaitStatus: how a child changed, as Wait4 tells it. The WaitStatus functions read it. */
typedef int WaitStatus;

#ifdef LX_LINK_NAMES
#include "extern/wait.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Wait4 waits for a child: pid > 0 that process, -1 any, 0 any of the caller's process group, < -1 any of the group
 * -pid. wstatus and rusage, unless NULL, receive how it changed and what it used. options: LX_WNOHANG, LX_WUNTRACED,
 * LX_WCONTINUED, and LX___WALL for children whose end sends another signal than SIGCHLD.
 * Returns the child's pid; with LX_WNOHANG 0 when none has changed. -ECHILD: no such child; -EINTR. wait4(2).
 */
LX_API int Wait4(int pid, WaitStatus *wstatus, int options, Rusage *rusage)
{
	return (int)lx_trap4(LX_SYS_wait4, pid, LX_PTR(wstatus), options, LX_PTR(rusage));
}

/*
 * Waitid waits for a child: idtype LX_P_PID, LX_P_PGID, LX_P_ALL, or, since Linux 5.4, LX_P_PIDFD with id a pidfd.
 * options: at least one of LX_WEXITED, LX_WSTOPPED, LX_WCONTINUED; LX_WNOHANG; LX_WNOWAIT leaves the child waitable.
 * infop (u.chld) and rusage, unless NULL, receive how it changed and what it used. Returns 0; with LX_WNOHANG and no
 * change infop->signo is 0. -ECHILD: no such child; -EINTR; -EAGAIN: nothing yet on a non-blocking pidfd. Since Linux
 * 2.6.10. waitid(2).
 */
LX_API int Waitid(int idtype, int id, Siginfo *infop, int options, Rusage *rusage)
{
	return (int)lx_trap5(LX_SYS_waitid, idtype, id, LX_PTR(infop), options, LX_PTR(rusage));
}

/* WaitStatusExited tells whether the child has ended by Exit. */
LX_API int WaitStatusExited(WaitStatus ws)
{
	return (ws & 0x7f) == 0;
}

/* WaitStatusExitStatus returns the low 8 bits that the child gave to Exit, -1 when it has not exited. */
LX_API int WaitStatusExitStatus(WaitStatus ws)
{
	return (ws & 0x7f) == 0 ? ws >> 8 & 0xff : -1;
}

/* WaitStatusSignaled tells whether a signal has ended the child. */
LX_API int WaitStatusSignaled(WaitStatus ws)
{
	return (ws & 0x7f) != 0 && (ws & 0x7f) != 0x7f;
}

/* WaitStatusSignal returns the signal that has ended the child, -1 when none has. */
LX_API int WaitStatusSignal(WaitStatus ws)
{
	return (ws & 0x7f) != 0 && (ws & 0x7f) != 0x7f ? ws & 0x7f : -1;
}

/* WaitStatusCoreDump tells whether a signal has ended the child and its memory was dumped. */
LX_API int WaitStatusCoreDump(WaitStatus ws)
{
	return (ws & 0x7f) != 0 && (ws & 0x7f) != 0x7f && (ws & 0x80) != 0;
}

/* WaitStatusStopped tells whether the child has stopped: by a signal, or for its tracer. */
LX_API int WaitStatusStopped(WaitStatus ws)
{
	return (ws & 0xff) == 0x7f;
}

/*
 * WaitStatusStopSignal returns the signal that has stopped the child, -1 when it is not stopped. At a system call
 * under PTRACE_O_TRACESYSGOOD it is SIGTRAP | 0x80: see WaitStatusIsSyscallStop.
 */
LX_API int WaitStatusStopSignal(WaitStatus ws)
{
	return (ws & 0xff) == 0x7f ? ws >> 8 & 0xff : -1;
}

/* WaitStatusContinued tells whether a stopped child runs again. */
LX_API int WaitStatusContinued(WaitStatus ws)
{
	return ws == 0xffff;
}

/*
 * WaitStatusTrapCause returns the ptrace event (PTRACE_EVENT_*) for which a traced child has stopped, 0 when there is
 * none, -1 when it is not stopped. PTRACE_EVENT_STOP comes with the stopping signal, the others with SIGTRAP. Go's is
 * -1 for every signal but SIGTRAP: here such a stop shows its event too.
 */
LX_API int WaitStatusTrapCause(WaitStatus ws)
{
	return (ws & 0xff) == 0x7f ? ws >> 16 : -1;
}

/* WaitStatusIsSyscallStop tells whether a child traced under PTRACE_O_TRACESYSGOOD has stopped at a system call. */
LX_API int WaitStatusIsSyscallStop(WaitStatus ws)
{
	return ws == 0x857f;
}

#endif /* BARECALL_EXTERN */
#endif
