/* registers: a child stops, and its registers and memory are read and changed before it goes on. */
#include <barecall.h>
#include <barecall/text.h>

static long word = 5;

int main(void)
{
	PtraceRegs regs;
	WaitStatus ws;
	Siginfo info;
	Sigset_t mask;
	long seen = 0, six = 6;
	int pid = Fork();

	if (pid == 0) {
		if (PtraceTraceme() < 0)
			Exit(77);
		Kill(Getpid(), LX_SIGSTOP);
		Exit((int)*(volatile long *)&word);
	}
	Wait4(pid, &ws, 0, LX_NULL);
	if (!WaitStatusStopped(ws)) {
		Print(1, "nothing may be traced here\n");
		return 77;
	}
	Print(1, "registers: %pe\n", ErrPtr(PtraceGetRegs(pid, &regs)));
	Print(1, "in kill: %d, its arguments: %d %lu\n", PtraceRegsSyscall(&regs) == LX_SYS_kill,
	      PtraceRegsArg(&regs, 0) == (unsigned long)pid || PtraceRegsResult(&regs) == 0, PtraceRegsArg(&regs, 1));
	Print(1, "it stands somewhere: %d\n", PtraceRegsPC(&regs) != 0 && PtraceRegsSP(&regs) != 0);
	Print(1, "signal: %pe, ", ErrPtr(PtraceGetSiginfo(pid, &info)));
	Print(1, "from itself: %d\n", info.u.kill.pid == pid);
	Print(1, "blocked: %pe, ", ErrPtr(PtraceGetSigmask(pid, &mask)));
	Print(1, "%d\n", SigIsMember(&mask, LX_SIGTERM));

	Print(1, "read: %ld, ", PtracePeekData(pid, (unsigned long)&word, &seen, sizeof(seen)));
	Print(1, "%ld\n", seen);
	Print(1, "written: %ld\n", PtracePokeData(pid, (unsigned long)&word, &six, sizeof(six)));
	Print(1, "set: %pe\n", ErrPtr(PtraceSetRegs(pid, &regs)));
	Print(1, "on: %pe\n", ErrPtr(PtraceCont(pid, 0)));
	Wait4(pid, &ws, 0, LX_NULL);
	Print(1, "it exits with %d\n", WaitStatusExitStatus(ws));
	return 0;
}

/*
 * Output:
 * registers: 0
 * in kill: 1, its arguments: 1 19
 * it stands somewhere: 1
 * signal: 0, from itself: 1
 * blocked: 0, 0
 * read: 8, 5
 * written: 8
 * set: 0
 * on: 0
 * it exits with 6
 */
