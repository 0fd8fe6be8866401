/*
 * Which operations of include/barecall/op and dev the kernel knows: asked with arguments that it refuses otherwise when
 * it does. By name, as the functions have it; the files that they need are made here.
 */
#include <barecall.h>
#include <barecall/dev/fs.h>
#include <barecall/dev/ns.h>
#include <barecall/dev/pidfd.h>
#include <barecall/dev/procmap.h>
#include <barecall/dev/rtc.h>
#include <barecall/op/arch_prctl.h>
#include <barecall/op/bpf.h>
#include <barecall/op/fcntl.h>
#include <barecall/op/futex.h>
#include <barecall/op/landlock.h>
#include <barecall/op/membarrier.h>
#include <barecall/op/prctl.h>
#include <barecall/op/seccomp.h>
#include <barecall/op/statmount.h>
#include <barecall/op/userfaultfd.h>

#include "dated.h"

static void (*answer)(const char *name, int known);

/* unknown: what a kernel without the operation answers. */
static void ask(const char *name, long result, long unknown)
{
	answer(name, result != unknown);
}

static void ask_files(void)
{
	int file = Open("/asked", LX_O_CREAT | LX_O_RDWR, 0600);
	int maps = Open("/proc/self/maps", LX_O_RDONLY, 0);
	int pagemap = Open("/proc/self/pagemap", LX_O_RDONLY, 0);
	int rtc = Open("/dev/rtc0", LX_O_RDONLY, 0);
	FsUuid2 uuid;

	ask("FcntlDupfdQuery", FcntlDupfdQuery(file, file), -LX_EINVAL);
	ask("FcntlCreatedQuery", FcntlCreatedQuery(file), -LX_EINVAL);
	ask("FcntlGetdeleg", FcntlGetdeleg(file, LX_NULL), -LX_EINVAL);
	ask("FcntlSetdeleg", FcntlSetdeleg(file, LX_NULL), -LX_EINVAL);
	ask("IoctlProcmapQuery", IoctlProcmapQuery(maps, LX_NULL), -LX_ENOTTY);
	ask("IoctlPagemapScan", IoctlPagemapScan(pagemap, LX_NULL), -LX_ENOTTY);
	if (rtc >= 0) {
		ask("IoctlGetRTCParam", IoctlGetRTCParam(rtc, LX_NULL), -LX_ENOTTY);
		ask("IoctlSetRTCParam", IoctlSetRTCParam(rtc, LX_NULL), -LX_ENOTTY);
	}
	Mkdir("/tmpfs", 0700);
	if (Mount("none", "/tmpfs", "tmpfs", 0, LX_NULL) == 0)
		ask("IoctlFsGetUuid", IoctlFsGetUuid(Open("/tmpfs", LX_O_RDONLY, 0), &uuid), -LX_ENOTTY);
}

static void ask_namespaces(void)
{
	int pid_ns = Open("/proc/self/ns/pid", LX_O_RDONLY, 0);
	int mnt_ns = Open("/proc/self/ns/mnt", LX_O_RDONLY, 0);
	int pidfd = PidfdOpen(Getpid(), 0);
	unsigned long ids[4];
	MntNsInfo info = {0};
	PidfdInfo process = {0};
	Statmount_t mount;

	info.size = sizeof info;
	process.mask = LX_PIDFD_INFO_PID;
	ask("IoctlNsTranslatePid", IoctlNsTranslatePid(pid_ns, LX_NS_GET_PID_IN_PIDNS, 1), -LX_ENOTTY);
	ask("IoctlNsGetMntnsId", IoctlNsGetMntnsId(mnt_ns, ids), -LX_ENOTTY);
	ask("IoctlNsGetId", IoctlNsGetId(mnt_ns, ids), -LX_ENOTTY);
	ask("IoctlNsMntGetInfo", IoctlNsMntGetInfo(mnt_ns, &info), -LX_ENOTTY);
	ask("IoctlNsMntGetNext", IoctlNsMntGetNext(mnt_ns, &info), -LX_ENOTTY);
	ask("IoctlNsMntGetPrev", IoctlNsMntGetPrev(mnt_ns, &info), -LX_ENOTTY);
	answer("IoctlPidfdGetInfo", IoctlPidfdGetInfo(pidfd, &process) == 0);
	ask("IoctlPidfdGetNamespace", IoctlPidfdGetNamespace(pidfd, LX_PIDFD_GET_PID_NAMESPACE), -LX_ENOTTY);
	ask("StatmountByID", StatmountByID(0, 0, &mount, sizeof mount), -LX_ENOSYS);
	answer("StatmountByFd", StatmountByFd(Open("/", LX_O_RDONLY, 0), LX_STATMOUNT_SB_BASIC, &mount, sizeof mount) == 0);
	ask("ListmountAt", ListmountAt(LX_LSMT_ROOT, 0, ids, 4, 0), -LX_ENOSYS);
}

static void ask_io_uring(void)
{
	static const struct {
		const char *name;
		unsigned int operation, count;
	} operations[] = {
		{"IoUringRegisterFiles2", LX_IORING_REGISTER_FILES2, sizeof(IoUringRsrcRegister)},
		{"IoUringRegisterFilesUpdate2", LX_IORING_REGISTER_FILES_UPDATE2, sizeof(IoUringRsrcUpdate2)},
		{"IoUringRegisterBuffers2", LX_IORING_REGISTER_BUFFERS2, sizeof(IoUringRsrcRegister)},
		{"IoUringRegisterBuffersUpdate", LX_IORING_REGISTER_BUFFERS_UPDATE, sizeof(IoUringRsrcUpdate2)},
		{"IoUringRegisterIoWqAff", LX_IORING_REGISTER_IOWQ_AFF, 8},
		{"IoUringRegisterIoWqMaxWorkers", LX_IORING_REGISTER_IOWQ_MAX_WORKERS, 2},
		{"IoUringRegisterRingFDs", LX_IORING_REGISTER_RING_FDS, 1},
		{"IoUringUnregisterRingFDs", LX_IORING_UNREGISTER_RING_FDS, 1},
		{"IoUringRegisterPBufRing", LX_IORING_REGISTER_PBUF_RING, 1},
		{"IoUringUnregisterPBufRing", LX_IORING_UNREGISTER_PBUF_RING, 1},
		{"IoUringRegisterSyncCancel", LX_IORING_REGISTER_SYNC_CANCEL, 1},
		{"IoUringRegisterFileAllocRange", LX_IORING_REGISTER_FILE_ALLOC_RANGE, 0},
		{"IoUringRegisterPBufStatus", LX_IORING_REGISTER_PBUF_STATUS, 1},
		{"IoUringRegisterNapi", LX_IORING_REGISTER_NAPI, 1},
		{"IoUringUnregisterNapi", LX_IORING_UNREGISTER_NAPI, 1},
		{"IoUringRegisterClock", LX_IORING_REGISTER_CLOCK, 0},
		{"IoUringRegisterCloneBuffers", LX_IORING_REGISTER_CLONE_BUFFERS, 1},
		{"IoUringRegisterZcrxIfq", LX_IORING_REGISTER_ZCRX_IFQ, 1},
		{"IoUringRegisterResizeRings", LX_IORING_REGISTER_RESIZE_RINGS, 1},
		{"IoUringRegisterMemRegion", LX_IORING_REGISTER_MEM_REGION, 1},
		{"IoUringRegisterQuery", LX_IORING_REGISTER_QUERY, 0},
		{"IoUringRegisterZcrxCtrl", LX_IORING_REGISTER_ZCRX_CTRL, 0},
		{"IoUringRegisterBpfFilter", LX_IORING_REGISTER_BPF_FILTER, 1},
	};
	char *nowhere = (char *)8;
	IoUringParams params = {0};
	int ring;

	/* Only such a ring can be resized; a kernel that lacks it lacks that. */
	params.flags = LX_IORING_SETUP_DEFER_TASKRUN | LX_IORING_SETUP_SINGLE_ISSUER | LX_IORING_SETUP_CQE32;
	ring = IoUringSetup(4, &params);
	if (ring < 0) {
		params.flags = 0;
		ring = IoUringSetup(4, &params);
	}
	for (unsigned long i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		ask(operations[i].name, IoUringRegister(ring, operations[i].operation, nowhere, operations[i].count),
		    -LX_EINVAL);
	ask("IoUringUnregisterIoWqAff", IoUringRegister(ring, LX_IORING_UNREGISTER_IOWQ_AFF, LX_NULL, 0), -LX_EINVAL);
	ask("IoUringRegisterSendMsgRing", IoUringRegister(-1, LX_IORING_REGISTER_SEND_MSG_RING, nowhere, 1), -LX_EINVAL);
}

static void ask_security(void)
{
	SockFilter allow[] = {LX_BPF_STMT(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_ALLOW)};
	SockFprog program = {1, allow};
	LandlockRulesetAttr attr = {0};
	SeccompNotifAddfd addfd = {0};
	int listener, ruleset;

	ask("LandlockABI", LandlockABI(), -LX_ENOSYS);
	answer("LandlockErrata", LandlockErrata() >= 0);
	attr.handled_access_fs = LX_LANDLOCK_ACCESS_FS_EXECUTE;
	ruleset = LandlockCreateRuleset(&attr, 8, 0);
	ask("LandlockAddPathBeneath", LandlockAddPathBeneath(ruleset, LX_LANDLOCK_ACCESS_FS_EXECUTE, -1, 0), -LX_ENOSYS);
	if (ruleset >= 0)
		ask("LandlockAddNetPort", LandlockAddNetPort(ruleset, 0, 80, 0), -LX_EINVAL);
	Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	listener = Seccomp(LX_SECCOMP_SET_MODE_FILTER, LX_SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	addfd.flags = LX_SECCOMP_ADDFD_FLAG_SEND;
	ask("SeccompIoctlNotifAddfd", SeccompIoctlNotifAddfd(listener, &addfd), -LX_EINVAL);
	ask("SeccompIoctlNotifSetFlags", SeccompIoctlNotifSetFlags(listener, 0), -LX_EINVAL);
	ask("BpfTokenCreate", BpfTokenCreate(-1), -LX_EINVAL);
	ask("BpfProgStreamReadByFd", BpfProgStreamReadByFd(-1, 1, LX_NULL, 0), -LX_EINVAL);
	ask("BpfProgAssocStructOps", BpfProgAssocStructOps(-1, -1), -LX_EINVAL);
}

static void ask_memory(void)
{
	UffdioApi api = {0};
	int uffd = Userfaultfd(LX_O_CLOEXEC);
	int device = Open("/dev/userfaultfd", LX_O_RDWR, 0);

	api.api = LX_UFFD_API;
	UserfaultfdAPI(uffd, &api);
	ask("UserfaultfdMove", UserfaultfdMove(uffd, LX_NULL), -LX_EINVAL);
	ask("UserfaultfdContinue", UserfaultfdContinue(uffd, LX_NULL), -LX_EINVAL);
	ask("UserfaultfdPoison", UserfaultfdPoison(uffd, LX_NULL), -LX_EINVAL);
	ask("UserfaultfdNew", device >= 0 && UserfaultfdNew(device, LX_O_CLOEXEC) >= 0, 0);
	ask("FutexOpLockPI2", FutexOpLockPI2(LX_NULL, LX_NULL, 0), -LX_ENOSYS);
	ask("MembarrierGetRegistrations", MembarrierGetRegistrations(), -LX_EINVAL);
}

static void ask_prctl(void)
{
	unsigned long value;
	int mode;

	ask("PrctlPACSetEnabledKeys", PrctlPACSetEnabledKeys(0, 0), -LX_EINVAL);
	ask("PrctlPACGetEnabledKeys", PrctlPACGetEnabledKeys(), -LX_EINVAL);
	ask("PrctlSetSyscallUserDispatch", PrctlSetSyscallUserDispatch(LX_PR_SYS_DISPATCH_OFF, 0, 0, LX_NULL), -LX_EINVAL);
	ask("PrctlSetMemoryMerge", PrctlSetMemoryMerge(1), -LX_EINVAL);
	ask("PrctlGetMemoryMerge", PrctlGetMemoryMerge(), -LX_EINVAL);
	ask("PrctlRISCVVSetControl", PrctlRISCVVSetControl(LX_PR_RISCV_V_VSTATE_CTRL_DEFAULT), -LX_EINVAL);
	ask("PrctlRISCVVGetControl", PrctlRISCVVGetControl(), -LX_EINVAL);
	ask("PrctlRISCVSetIcacheFlushCtx",
	    PrctlRISCVSetIcacheFlushCtx(LX_PR_RISCV_CTX_SW_FENCEI_ON, LX_PR_RISCV_SCOPE_PER_PROCESS), -LX_EINVAL);
	ask("PrctlTimerCreateRestoreIDs", PrctlTimerCreateRestoreIDs(LX_PR_TIMER_CREATE_RESTORE_IDS_GET), -LX_EINVAL);
	ask("PrctlFutexHashGetSlots", PrctlFutexHashGetSlots(), -LX_EINVAL);
	ask("PrctlFutexHashSetSlots", PrctlFutexHashSetSlots(4), -LX_EINVAL);
	ask("PrctlGetAuxv", PrctlGetAuxv(&value, sizeof value), -LX_EINVAL);
	ask("PrctlSetTSC", PrctlSetTSC(LX_PR_TSC_ENABLE), -LX_EINVAL);
	ask("PrctlGetTSC", PrctlGetTSC(&mode), -LX_EINVAL);
	ask("PrctlSetTHPDisable", PrctlSetTHPDisable(1, LX_PR_THP_DISABLE_EXCEPT_ADVISED), -LX_EINVAL);
	ask("PrctlGetMDWE", PrctlGetMDWE(), -LX_EINVAL);
	ask("PrctlSetMDWE", PrctlSetMDWE(LX_PR_MDWE_REFUSE_EXEC_GAIN), -LX_EINVAL);
}

#ifdef __x86_64__
static void ask_arch_prctl(void)
{
	unsigned long value;

	ask("ArchGetXcompSupp", ArchGetXcompSupp(&value), -LX_EINVAL);
	ask("ArchGetXcompPerm", ArchGetXcompPerm(&value), -LX_EINVAL);
	ask("ArchReqXcompPerm", ArchReqXcompPerm(0), -LX_EINVAL);
	ask("ArchGetXcompGuestPerm", ArchGetXcompGuestPerm(&value), -LX_EINVAL);
	ask("ArchReqXcompGuestPerm", ArchReqXcompGuestPerm(0), -LX_EINVAL);
	ask("ArchShstkStatus", ArchShstkStatus(&value), -LX_EINVAL);
	ask("ArchShstkLock", ArchShstkLock(LX_ARCH_SHSTK_SHSTK), -LX_EINVAL);
	/* What is locked is refused in another way. */
	ask("ArchShstkEnable", ArchShstkEnable(LX_ARCH_SHSTK_SHSTK), -LX_EINVAL);
	ask("ArchShstkDisable", ArchShstkDisable(LX_ARCH_SHSTK_SHSTK), -LX_EINVAL);
}
#else
static void ask_arch_prctl(void)
{
}
#endif

void ask_operations(void (*to)(const char *name, int known))
{
	WaitStatus status;
	int pid = Fork();

	if (pid != 0) {
		while (Wait4(pid, &status, 0, LX_NULL) == -LX_EINTR)
			;
		return;
	}
	answer = to;
	Alarm(60);
	Mkdir("/proc", 0700);
	Mkdir("/dev", 0700);
	Mount("none", "/proc", "proc", 0, LX_NULL);
	Mount("none", "/dev", "devtmpfs", 0, LX_NULL);
	ask_files();
	ask_namespaces();
	ask_io_uring();
	ask_memory();
	ask_prctl();
	ask_arch_prctl();
	ask_security();
	Exit(0);
}
