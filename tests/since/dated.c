/* What comments date beside calls: flags, operations, members, what a call does to whom. Asked of the kernel itself. */
#include <barecall.h>

#include "dated.h"

/* Both run in a child: one that is nobody in particular, and one that is traced and stopped. */
static int in_child(int (*function)(void))
{
	WaitStatus status = 0;
	int pid = Fork();

	if (pid == 0) {
		Alarm(5);
		Exit(function());
	}
	while (Wait4(pid, &status, 0, LX_NULL) == -LX_EINTR)
		;
	return WaitStatusExited(status) && WaitStatusExitStatus(status) == 1;
}

/* Executed without arguments this program ends with the number that it gets: main does so. */
static int counts_a_missing_name(void)
{
	char *none[] = {LX_NULL};

	Exec("/init", none, none);
	return 9;
}

static int lets_users_watch_files(void)
{
	return SetuidThread(1000) == 0 && FanotifyInit(LX_FAN_CLASS_NOTIF | LX_FAN_REPORT_FID, 0) >= 0;
}

static int lets_users_link_their_own(void)
{
	int fd;

	if (Mkdir("/linked", 0777) != 0 || Chmod("/linked", 0777) != 0 || SetuidThread(1000) != 0)
		return 9;
	fd = Open("/linked/old", LX_O_CREAT | LX_O_RDWR, 0600);
	return fd < 0 ? 9 : Linkat(fd, "", LX_AT_FDCWD, "/linked/new", LX_AT_EMPTY_PATH) == 0;
}

static int moves_the_initramfs(void)
{
	if (Mkdir("/moved", 0755) != 0 || Mount("root", "/moved", "tmpfs", 0, LX_NULL) != 0 || Chdir("/moved") != 0)
		return 9;
	return PivotRoot(".", ".") == 0;
}

static int keeps_a_slice(void)
{
	SchedAttr attr = {0};

	attr.size = sizeof attr;
	attr.runtime = 5000000;
	if (SchedSetAttr(0, &attr, 0) != 0)
		return 9;
	attr.runtime = 0;
	return SchedGetAttr(0, &attr, sizeof attr, 0) == 0 && attr.runtime == 5000000;
}

static int handles_net(void)
{
	LandlockRulesetAttr attr = {0};

	attr.handled_access_net = LX_LANDLOCK_ACCESS_NET_BIND_TCP;
	return LandlockCreateRuleset(&attr, sizeof attr, 0) >= 0;
}

static int is_scoped(void)
{
	LandlockRulesetAttr attr = {0};

	attr.scoped = LX_LANDLOCK_SCOPE_SIGNAL;
	return LandlockCreateRuleset(&attr, sizeof attr, 0) >= 0;
}

static void ask_of_a_tracee(void (*answer)(const char *name, int known))
{
	PtraceSyscallInfo info = {0};
	PtraceRseqConfiguration rseq;
	PtraceSudConfig sud;
	WaitStatus status;
	int pid = Fork();

	if (pid == 0) {
		PtraceTraceme();
		Kill(Getpid(), LX_SIGSTOP);
		Exit(0);
	}
	Wait4(pid, &status, 0, LX_NULL);
	answer("PtraceSetSyscallInfo", PtraceSetSyscallInfo(pid, &info) != -LX_EIO);
	answer("PtraceGetRseqConfiguration", PtraceGetRseqConfiguration(pid, &rseq) != -LX_EIO);
	answer("PtraceGetSyscallUserDispatchConfig", PtraceGetSyscallUserDispatchConfig(pid, &sud) != -LX_EIO);
	Kill(pid, LX_SIGKILL);
	Wait4(pid, &status, 0, LX_NULL);
}

void ask_dated(void (*answer)(const char *name, int known))
{
	const int none = -1;
	unsigned long feature_size = Getauxval(LX_AT_RSEQ_FEATURE_SIZE);
	char fd_path[] = "";
	int id;
	/* These answer so, whatever else is wrong, where the kernel does not know them. */
	struct {
		const char *name;
		long result, unknown;
	} operations[] = {
		{"LX_CLOSE_RANGE_CLOEXEC", CloseRange(~0U - 1, ~0U, LX_CLOSE_RANGE_CLOEXEC), -LX_EINVAL},
		{"LX_IORING_ENTER_EXT_ARG", IoUringEnter2(none, 0, 0, LX_IORING_ENTER_EXT_ARG, LX_NULL, 0), -LX_EINVAL},
		{"LX_IORING_ENTER_EXT_ARG_REG",
		 IoUringEnter2(none, 0, 0, LX_IORING_ENTER_EXT_ARG | LX_IORING_ENTER_EXT_ARG_REG, LX_NULL, 0),
		 -LX_EINVAL},
		{"LX_FSCONFIG_CMD_CREATE_EXCL", FsconfigCreateExcl(99), -LX_EOPNOTSUPP},
		{"LX_PR_GET_AUXV", Prctl(LX_PR_GET_AUXV, (unsigned long)&id, 0, 0, 0), -LX_EINVAL},
		{"LX_PIDFD_THREAD", PidfdOpen(Getpid(), LX_PIDFD_THREAD), -LX_EINVAL},
		{"LX_PIDFD_SIGNAL_THREAD", PidfdSendSignal(none, 0, LX_NULL, LX_PIDFD_SIGNAL_THREAD), -LX_EINVAL},
		{"LX_AT_HANDLE_MNT_ID_UNIQUE",
		 RawSyscall6(LX_SYS_name_to_handle_at, none, (long)fd_path, 0, 0, LX_AT_HANDLE_MNT_ID_UNIQUE, 0),
		 -LX_EINVAL},
		{"LX_BPF_COMMON_ATTRS", BpfCommon(LX_BPF_COMMON_ATTRS, LX_NULL, 0, LX_NULL, sizeof(BpfCommonAttr)),
		 -LX_EINVAL},
	};

	for (unsigned long i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		answer(operations[i].name, operations[i].result != operations[i].unknown);
	answer("Rseq_t.node_id", feature_size >= __builtin_offsetof(Rseq_t, node_id) + 4);
	answer("Rseq_t.mm_cid", feature_size >= __builtin_offsetof(Rseq_t, mm_cid) + 4);
	answer("Rseq_t.slice_ctrl", feature_size >= __builtin_offsetof(Rseq_t, slice_ctrl) + 4);
	answer("a_name_in_argv", in_child(counts_a_missing_name));
	answer("FanotifyInit_by_users", in_child(lets_users_watch_files));
	answer("Linkat_by_users", in_child(lets_users_link_their_own));
	answer("SchedAttr.runtime", in_child(keeps_a_slice));
	answer("LandlockRulesetAttr.handled_access_net", in_child(handles_net));
	answer("LandlockRulesetAttr.scoped", in_child(is_scoped));
	ask_of_a_tracee(answer);
	answer("PivotRoot_of_the_initramfs", in_child(moves_the_initramfs)); /* the last: it is everyone's root */
}
