/* bits of a wait status: 32; loops: 1 */
#include "prove.h"
#include <barecall/signal.h>
#include <barecall/wait.h>

int main(void)
{
	int ws = nondet_int();
	int low = ws & 127, high = ws >> 8 & 255;
	int exited = WaitStatusExited(ws), signaled = WaitStatusSignaled(ws), stopped = WaitStatusStopped(ws);

	HOLDS(exited + signaled + stopped <= 1);
	HOLDS(exited == (low == 0));
	HOLDS(stopped == ((ws & 255) == 127));
	HOLDS(signaled == (low != 0 && low != 127));
	HOLDS(WaitStatusExitStatus(ws) == (exited ? high : -1));
	HOLDS(WaitStatusSignal(ws) == (signaled ? low : -1));
	HOLDS(WaitStatusCoreDump(ws) == (signaled && (ws & 128)));
	HOLDS(WaitStatusStopSignal(ws) == (stopped ? high : -1));
	HOLDS(WaitStatusContinued(ws) == (ws == 0xffff));
	HOLDS(WaitStatusTrapCause(ws) == (stopped ? ws >> 16 : -1));
	HOLDS(WaitStatusIsSyscallStop(ws) == (stopped && ws >> 8 == (LX_SIGTRAP | 128)));
	return 0;
}
