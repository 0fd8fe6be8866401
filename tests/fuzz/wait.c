/*
 * What became of a child (barecall/wait.h): a wait status of 32 bits, against libc's macros.
 */
#include "fuzz.h"
#include <barecall/signal.h>
#include <barecall/wait.h>
#include <sys/wait.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int ws;

	for (; size >= sizeof(ws); data++, size--) {
		memcpy(&ws, data, sizeof(ws));
		CHECK(WaitStatusExited(ws) == !!WIFEXITED(ws));
		CHECK(WaitStatusSignaled(ws) == !!WIFSIGNALED(ws));
		CHECK(WaitStatusStopped(ws) == !!WIFSTOPPED(ws));
		CHECK(WaitStatusExited(ws) + WaitStatusSignaled(ws) + WaitStatusStopped(ws) <= 1);
		CHECK(WaitStatusExitStatus(ws) == (WIFEXITED(ws) ? WEXITSTATUS(ws) : -1));
		CHECK(WaitStatusSignal(ws) == (WIFSIGNALED(ws) ? WTERMSIG(ws) : -1));
		CHECK(WaitStatusCoreDump(ws) == (WIFSIGNALED(ws) && WCOREDUMP(ws)));
		CHECK(WaitStatusStopSignal(ws) == (WIFSTOPPED(ws) ? WSTOPSIG(ws) : -1));
		CHECK(WaitStatusContinued(ws) == !!WIFCONTINUED(ws));
		CHECK(WaitStatusTrapCause(ws) == (WIFSTOPPED(ws) ? ws >> 16 : -1));
		CHECK(WaitStatusIsSyscallStop(ws) == (WIFSTOPPED(ws) && (ws >> 8) == (LX_SIGTRAP | 0x80)));
	}
	return 0;
}
