/* answers: a tracer that gives a call another result, and walks one instruction. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	PtraceRegs regs;
	WaitStatus ws;
	unsigned long word = 0, before;
	int pid = Fork(), i;

	if (pid == 0) {
		if (PtraceTraceme() < 0)
			Exit(77);
		Kill(Getpid(), LX_SIGSTOP);
		Exit(Getppid() == 12345 ? 3 : 4);
	}
	Wait4(pid, &ws, 0, LX_NULL);
	if (!WaitStatusStopped(ws)) {
		Print(1, "nothing may be traced here\n");
		return 77;
	}
	Print(1, "options: %pe\n", ErrPtr(PtraceSetOptions(pid, LX_PTRACE_O_TRACESYSGOOD | LX_PTRACE_O_EXITKILL)));
	/* Out of kill, into getppid, out of it: each is a stop. */
	for (i = 0; i < 8; i++) {
		PtraceSyscall(pid, 0);
		Wait4(pid, &ws, 0, LX_NULL);
		if (!WaitStatusIsSyscallStop(ws) || PtraceGetRegs(pid, &regs) < 0)
			return 1;
		if (PtraceRegsSyscall(&regs) == LX_SYS_getppid && PtraceRegsResult(&regs) == Getpid())
			break;
	}
	PtraceRegsSetResult(&regs, 12345);
	Print(1, "another parent: %pe\n", ErrPtr(PtraceSetRegs(pid, &regs)));

	before = PtraceRegsPC(&regs);
	Print(1, "text: %pe, ", ErrPtr(PtracePeekWord(pid, before & ~7UL, &word)));
	Print(1, "%d\n", word != 0);
	i = PtraceSingleStep(pid, 0); /* some processors and emulators cannot */
	if (i == 0) {
		Wait4(pid, &ws, 0, LX_NULL);
		PtraceGetRegs(pid, &regs);
	}
	Print(1, "one instruction on: %d\n", i < 0 || PtraceRegsPC(&regs) != before);
	Print(1, "let go: %pe\n", ErrPtr(PtraceDetach(pid, 0)));
	Wait4(pid, &ws, 0, LX_NULL);
	Print(1, "it exits with %d\n", WaitStatusExitStatus(ws));
	return 0;
}

/*
 * Output:
 * options: 0
 * another parent: 0
 * text: 0, 1
 * one instruction on: 1
 * let go: 0
 * it exits with 3
 */
