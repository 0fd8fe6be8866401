/* seccomp: from now on some calls of this process fail, and one of a child ends it. */
#include <barecall.h>
#include <barecall/text.h>

enum { RETURN = LX_BPF_RET | LX_BPF_K, EQUAL = LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LOAD = LX_BPF_LD | LX_BPF_W | LX_BPF_ABS };

int main(void)
{
	SockFilter filter[] = {
		LsfStmt(LOAD, __builtin_offsetof(SeccompData, arch)),
		LsfJump(EQUAL, LX_AUDIT_ARCH_NATIVE, 1, 0),
		LsfStmt(RETURN, LX_SECCOMP_RET_KILL_PROCESS), /* another architecture's numbers mean others */
		LsfStmt(LOAD, __builtin_offsetof(SeccompData, nr)),
		LsfJump(EQUAL, LX_SYS_uname, 0, 1),
		LsfStmt(RETURN, LX_SECCOMP_RET_ERRNO | LX_ENOTTY),
		LsfJump(EQUAL, LX_SYS_ptrace, 0, 1),
		LsfStmt(RETURN, LX_SECCOMP_RET_KILL_PROCESS),
		LsfStmt(RETURN, LX_SECCOMP_RET_ALLOW),
	};
	SockFprog program = { sizeof(filter) / sizeof(filter[0]), filter };
	unsigned int action = LX_SECCOMP_RET_KILL_PROCESS;
	WaitStatus ws;
	Utsname uts;
	int pid, n = Seccomp(LX_SECCOMP_GET_ACTION_AVAIL, 0, &action); /* Linux 4.14 */

	if (n == 0)
		n = (int)Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); /* or it takes CAP_SYS_ADMIN */
	if (n == 0)
		n = Seccomp(LX_SECCOMP_SET_MODE_FILTER, 0, &program);
	if (n < 0) {
		Print(1, "not here: %pe\n", ErrPtr(n));
		return 77;
	}
	Print(1, "uname: %pe\n", ErrPtr(Uname(&uts)));
	pid = Fork(); /* which inherits it */
	if (pid == 0)
		Exit(PtraceTraceme() < 0);
	Wait4(pid, &ws, 0, LX_NULL);
	Print(1, "ended by %s\n", WaitStatusSignaled(ws) ? SignalName(WaitStatusSignal(ws)) : "itself");
	Print(1, "for good: %ld\n", Prctl(LX_PR_GET_SECCOMP, 0, 0, 0, 0));
	return 0;
}

/*
 * Output:
 * uname: ENOTTY
 * ended by SIGSYS
 * for good: 2
 */
