#ifndef LX_KILL_SELF_H
#define LX_KILL_SELF_H

#include <barecall/process.h>
#include <barecall/signal.h>

/* lx_kill_self sends the process a signal. Where a filter answers getpid with EPERM, that is -1: all processes there are. */
static __inline__ void lx_kill_self(int sig)
{
	int pid = Getpid();

	if (pid > 0)
		Kill(pid, sig);
}

#endif
