/* filter: a program that forbids itself to open files; with the architecture asked before the number, as it must be. */
#include <barecall.h>
#include <barecall/op/prctl.h>
#include <barecall/op/seccomp.h>
#include <barecall/text.h>

#define LOAD(member) LX_BPF_STMT(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, __builtin_offsetof(SeccompData, member))
#define ANSWER(action) LX_BPF_STMT(LX_BPF_RET | LX_BPF_K, action)

static const SockFilter filter[] = {
	LOAD(arch),
	LX_BPF_JUMP(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LX_AUDIT_ARCH_NATIVE, 1, 0),
	ANSWER(LX_SECCOMP_RET_KILL_PROCESS),
	LOAD(nr),
	LX_BPF_JUMP(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LX_SYS_openat, 0, 1),
	ANSWER(LX_SECCOMP_RET_ERRNO | LX_EACCES),
	ANSWER(LX_SECCOMP_RET_ALLOW),
};

int main(void)
{
	static const SockFprog program = { sizeof(filter) / sizeof(filter[0]), filter };
	int result = PrctlSetNoNewPrivs(); /* without it a filter is for the privileged */

	if (result == 0)
		result = SeccompSetModeFilter(0, &program);
	if (result < 0) {
		Print(2, "filter: %pe\n", ErrPtr(result));
		return 77;
	}
	Print(1, "Open: %pe\n", ErrPtr(Open("/dev/null", LX_O_RDONLY, 0)));
	Print(1, "Getpid: %s\n", IsErr(Getpid()) ? "fails" : "works");
	return 0;
}
