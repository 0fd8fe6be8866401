/* Prctl's and ArchPrctl's operations: op/prctl.h, op/arch_prctl.h. Each test is a child, whose attributes end with it. */
#include "unit.h"

#include <signal.h>
#include <sys/mman.h>

#include <barecall/op/arch_prctl.h>
#include <barecall/op/prctl.h>

/* Whether a result is the answer of a kernel or a machine that has no such thing. */
static int lacking(long result)
{
	return result == -EINVAL || result == -ENODEV || result == -ENOSYS || result == -EOPNOTSUPP || result == -EPERM;
}

static int attributes(void)
{
	char name[16], comm[16] = { 0 };
	int value = -1, fd;

	EXPECT(PrctlSetPdeathsig(65) == -EINVAL && PrctlSetPdeathsig(SIGUSR1) == 0);
	EXPECT(PrctlGetPdeathsig(&value) == 0 && value == SIGUSR1 && PrctlGetPdeathsig(NULL) == -EFAULT);
	EXPECT(PrctlSetName("a name that is too long") == 0 && PrctlGetName(name) == 0);
	EXPECT(strcmp(name, "a name that is ") == 0 && PrctlSetName((const char *)8) == -EFAULT);
	fd = Open("/proc/self/comm", LX_O_RDONLY, 0);
	if (!unit_under_qemu())
		EXPECT(Read(fd, comm, sizeof(comm)) == 16 && memcmp(comm, "a name that is \n", 16) == 0);
	return 0;
}

static void test_name_and_death_signal(void **state)
{
	(void)state;
	assert_int_equal(in_child(attributes), 0);
}

static int credentials(void)
{
	EXPECT(PrctlSetKeepcaps(2) == -EINVAL && PrctlSetKeepcaps(1) == 0 && PrctlGetKeepcaps() == 1);
	EXPECT(PrctlSetKeepcaps(0) == 0 && PrctlGetKeepcaps() == 0);
	EXPECT(PrctlCapbsetRead(63) == -EINVAL && PrctlCapbsetRead(LX_CAP_CHOWN) >= 0);
	EXPECT(PrctlCapAmbientIsSet(63) == -EINVAL && PrctlCapAmbientClearAll() == 0 && PrctlCapAmbientIsSet(LX_CAP_CHOWN) == 0);
	EXPECT(PrctlCapAmbientRaise(LX_CAP_CHOWN) == -EPERM); /* it is not inheritable */
	EXPECT(PrctlCapAmbientLower(LX_CAP_CHOWN) == 0);
	if (unit_may(LX_CAP_SETPCAP)) {
		CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
		CapUserData caps[2];

		EXPECT(Capget(&header, caps) == 0);
		if (caps[0].permitted & 1) {
			caps[0].inheritable |= 1;
			EXPECT(Capset(&header, caps) == 0);
			EXPECT(PrctlCapAmbientRaise(LX_CAP_CHOWN) == 0 && PrctlCapAmbientIsSet(LX_CAP_CHOWN) == 1);
			EXPECT(PrctlCapAmbientClearAll() == 0 && PrctlCapAmbientIsSet(LX_CAP_CHOWN) == 0);
		}
		EXPECT(PrctlSetSecurebits(LX_SECBIT_NOROOT) == 0 && PrctlGetSecurebits() == LX_SECBIT_NOROOT);
		EXPECT(PrctlCapbsetDrop(63) == -EINVAL && PrctlCapbsetDrop(LX_CAP_CHOWN) == 0);
		EXPECT(PrctlCapbsetRead(LX_CAP_CHOWN) == 0);
	}
	EXPECT(PrctlGetNoNewPrivs() >= 0 && PrctlSetNoNewPrivs() == 0 && PrctlGetNoNewPrivs() == 1);
	return 0;
}

static void test_credentials(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(credentials), 0);
}

static int scheduling(void)
{
	int value = -1, *address = NULL;
	unsigned long cookie = 1;
	long result;

	EXPECT(PrctlGetTiming() == LX_PR_TIMING_STATISTICAL && PrctlSetTiming(LX_PR_TIMING_STATISTICAL) == 0);
	EXPECT(PrctlSetTiming(LX_PR_TIMING_TIMESTAMP) == -EINVAL);
	EXPECT(PrctlSetTimerslack(12345) == 0 && PrctlGetTimerslack() == 12345);
	EXPECT(PrctlSetTimerslack(0) == 0 && PrctlGetTimerslack() != 12345);
	result = PrctlTaskPerfEventsDisable();
	EXPECT(result == 0 || lacking(result));
	EXPECT(PrctlTaskPerfEventsEnable() == result);
	EXPECT(PrctlSetChildSubreaper(1) == 0 && PrctlGetChildSubreaper(&value) == 0 && value == 1);
	EXPECT(PrctlGetChildSubreaper(NULL) == -EFAULT);
	EXPECT(SetTidAddress(&value) == Gettid());
	result = PrctlGetTidAddress(&address);
	EXPECT(result == -EINVAL || (result == 0 && address == &value));
	EXPECT(PrctlMceKill(7) == -EINVAL || lacking(PrctlMceKillGet()));
	if (PrctlMceKillGet() >= 0) {
		EXPECT(PrctlMceKill(LX_PR_MCE_KILL_EARLY) == 0 && PrctlMceKillGet() == LX_PR_MCE_KILL_EARLY);
		EXPECT(PrctlMceKillClear() == 0 && PrctlMceKillGet() == LX_PR_MCE_KILL_DEFAULT);
	}
	result = PrctlSetIOFlusher(1);
	EXPECT(lacking(result) || (result == 0 && PrctlGetIOFlusher() == 1));
	result = PrctlSchedCoreGet(0, LX_PR_SCHED_CORE_SCOPE_THREAD, &cookie);
	EXPECT(lacking(result) || (result == 0 && cookie == 0));
	result = PrctlSchedCoreCreate(0, LX_PR_SCHED_CORE_SCOPE_THREAD);
	EXPECT(lacking(result) || (result == 0 && PrctlSchedCoreGet(0, LX_PR_SCHED_CORE_SCOPE_THREAD, &cookie) == 0 && cookie));
	result = PrctlSchedCoreShareTo(Getpid(), LX_PR_SCHED_CORE_SCOPE_THREAD);
	EXPECT(lacking(result) || result == 0);
	result = PrctlSchedCoreShareFrom(Getpid(), LX_PR_SCHED_CORE_SCOPE_THREAD);
	EXPECT(lacking(result) || result == 0);
	return 0;
}

static void test_scheduling(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(scheduling), 0);
}

static int memory(void)
{
	unsigned long page = (unsigned long)Getpagesize(), auxv[128], i;
	unsigned int size = 0;
	PrctlMmMap map;
	char maps[8192], *area;
	long result, n = 0, got;
	int fd;

	area = Mmap(NULL, page, LX_PROT_READ, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	EXPECT(!IsErrPtr(area));
	EXPECT(IsErr(PrctlSetVmaAnonName((void *)8, page, "x")));
	if (PrctlSetVmaAnonName(area, page, "some memory") == 0) {
		fd = Open("/proc/self/maps", LX_O_RDONLY, 0);
		while ((got = Read(fd, maps + n, sizeof(maps) - 1 - (unsigned long)n)) > 0)
			n += got;
		maps[n] = 0;
		EXPECT(strstr(maps, "[anon:some memory]"));
		EXPECT(PrctlSetVmaAnonName(area, page, "[") == -EINVAL);
		EXPECT(PrctlSetVmaAnonName(area, page, NULL) == 0);
	}
	EXPECT(PrctlGetTHPDisable() >= 0 && PrctlSetTHPDisable(1, 0) == 0 && PrctlGetTHPDisable() == 1);
	EXPECT(PrctlSetTHPDisable(1, 1) == -EINVAL && PrctlSetTHPDisable(0, 0) == 0);
	result = PrctlSetMemoryMerge(1);
	EXPECT(lacking(result) || (result == 0 && PrctlGetMemoryMerge() == 1));
	result = PrctlGetAuxv(auxv, sizeof(auxv));
	if (result >= 0) {
		EXPECT((unsigned long)result <= sizeof(auxv) && result % 16 == 0);
		for (i = 0; auxv[i] != LX_AT_PAGESZ && auxv[i]; i += 2)
			;
		EXPECT(auxv[i] && auxv[i + 1] == page);
	} else {
		EXPECT(result == -EINVAL);
	}
	result = PrctlSetMmMapSize(&size);
	EXPECT(lacking(result) || (result == 0 && size == sizeof(PrctlMmMap)));
	EXPECT(PrctlSetMm(LX_PR_SET_MM_BRK, 1) < 0 && PrctlSetMmAuxv(auxv, 1UL << 40) < 0 && PrctlSetMmExeFile(-1) < 0);
	memset(&map, 0, sizeof(map));
	EXPECT(PrctlSetMmMap(&map) < 0);
	if (unit_may(24 /* CAP_SYS_RESOURCE */) && result == 0 && environ[0]) { /* the first string is the whole environment */
		n = (long)strlen(environ[0]) + 1;
		EXPECT(PrctlSetMm(LX_PR_SET_MM_ENV_END, (unsigned long)environ[0] + (unsigned long)n) == 0);
		fd = Open("/proc/self/environ", LX_O_RDONLY, 0);
		EXPECT(Read(fd, maps, sizeof(maps)) == n && strcmp(maps, environ[0]) == 0);
	}
	result = PrctlTimerCreateRestoreIDs(LX_PR_TIMER_CREATE_RESTORE_IDS_GET);
	EXPECT(result == 0 || result == -EINVAL);
	if (result == 0) {
		EXPECT(PrctlTimerCreateRestoreIDs(LX_PR_TIMER_CREATE_RESTORE_IDS_ON) == 0);
		EXPECT(PrctlTimerCreateRestoreIDs(LX_PR_TIMER_CREATE_RESTORE_IDS_GET) == 1);
	}
	if (PrctlFutexHashGetSlots() >= 0 && PrctlFutexHashSetSlots(16) == 0)
		EXPECT(PrctlFutexHashGetSlots() == 16);
	EXPECT(PrctlFutexHashSetSlots(3) < 0);
	if (PrctlGetMDWE() == 0) {
		EXPECT(PrctlSetMDWE(LX_PR_MDWE_NO_INHERIT) == -EINVAL);
		EXPECT(PrctlSetMDWE(LX_PR_MDWE_REFUSE_EXEC_GAIN) == 0 && PrctlGetMDWE() == LX_PR_MDWE_REFUSE_EXEC_GAIN);
		EXPECT(Mprotect(area, page, LX_PROT_READ | LX_PROT_EXEC) == -EACCES);
	}
	return 0;
}

static void test_memory(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(memory), 0);
}

static int machine(void)
{
	int value = 0;
	long result;

	EXPECT(PrctlGetSpeculationCtrl(99) == -ENODEV || lacking(PrctlGetSpeculationCtrl(99)));
	result = PrctlGetSpeculationCtrl(LX_PR_SPEC_STORE_BYPASS);
	EXPECT(result >= 0 || lacking(result));
	if (result > 0 && result & (long)LX_PR_SPEC_PRCTL && !(result & (long)LX_PR_SPEC_FORCE_DISABLE)) {
		EXPECT(PrctlSetSpeculationCtrl(LX_PR_SPEC_STORE_BYPASS, LX_PR_SPEC_DISABLE) == 0);
		EXPECT(PrctlGetSpeculationCtrl(LX_PR_SPEC_STORE_BYPASS) == (LX_PR_SPEC_PRCTL | LX_PR_SPEC_DISABLE));
	}
	EXPECT(PrctlSetSpeculationCtrl(LX_PR_SPEC_STORE_BYPASS, 1UL << 60) < 0);
	result = PrctlGetTSC(&value);
	EXPECT((result == 0 && value == LX_PR_TSC_ENABLE) || lacking(result));
	EXPECT(PrctlSetTSC(7) == -EINVAL);
#if defined(__x86_64__)
	EXPECT(PrctlSetTSC(LX_PR_TSC_SIGSEGV) == 0 && PrctlGetTSC(&value) == 0 && value == LX_PR_TSC_SIGSEGV);
	EXPECT(PrctlSetTSC(LX_PR_TSC_ENABLE) == 0);
#endif
	result = PrctlSetPtracer(0);
	EXPECT(result == 0 || result == -EINVAL);
	result = PrctlRseqSliceExtensionGet();
	EXPECT(result >= 0 || result == -524 || lacking(result));
	EXPECT(PrctlRseqSliceExtensionSet(1UL << 40) < 0);
	EXPECT(PrctlSetSyscallUserDispatch(99, 0, 0, NULL) == -EINVAL);
	result = PrctlSetSyscallUserDispatch(LX_PR_SYS_DISPATCH_OFF, 0, 0, NULL);
	EXPECT(result == 0 || result == -EINVAL);
	return 0;
}

static void test_machine(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(machine), 0);
}

#if defined(__aarch64__)
static int vectors(void)
{
	long vl = PrctlSVEGetVL();

	if (vl < 0)
		EXPECT(vl == -EINVAL && PrctlSVESetVL(16) == -EINVAL);
	else
		EXPECT(PrctlSVESetVL(8) == -EINVAL && PrctlSVESetVL(16) == 16 && PrctlSVEGetVL() == 16);
	vl = PrctlSMEGetVL();
	if (vl < 0)
		EXPECT(vl == -EINVAL && PrctlSMESetVL(16) == -EINVAL);
	else
		EXPECT(PrctlSMESetVL(8) == -EINVAL && PrctlSMESetVL((unsigned long)vl & LX_PR_SME_VL_LEN_MASK) == vl);
	return 0;
}

/* Nothing here is signed with the keys that change. */
static int keys(void)
{
	long on = PrctlPACGetEnabledKeys(), result;

	EXPECT(PrctlPACResetKeys(1UL << 20) == -EINVAL && PrctlPACSetEnabledKeys(1UL << 20, 0) == -EINVAL);
	if (on == -EINVAL)
		return 0;
	EXPECT(on == (long)(LX_PR_PAC_APIAKEY | LX_PR_PAC_APIBKEY | LX_PR_PAC_APDAKEY | LX_PR_PAC_APDBKEY));
	EXPECT(PrctlPACSetEnabledKeys(LX_PR_PAC_APDBKEY, 0) == 0 && PrctlPACGetEnabledKeys() == (on & ~(long)LX_PR_PAC_APDBKEY));
	EXPECT(PrctlPACSetEnabledKeys(LX_PR_PAC_APDBKEY, LX_PR_PAC_APDBKEY) == 0 && PrctlPACGetEnabledKeys() == on);
	result = PrctlPACResetKeys(LX_PR_PAC_APGAKEY);
	EXPECT(result == 0 || result == -EINVAL);
	return 0;
}
#else
static int vectors(void)
{
	EXPECT(PrctlSVEGetVL() == -EINVAL && PrctlSVESetVL(16) == -EINVAL);
	EXPECT(PrctlSMEGetVL() == -EINVAL && PrctlSMESetVL(16) == -EINVAL);
	return 0;
}

static int keys(void)
{
	EXPECT(PrctlPACResetKeys(0) == -EINVAL && PrctlPACGetEnabledKeys() == -EINVAL && PrctlPACSetEnabledKeys(1, 1) == -EINVAL);
	return 0;
}
#endif

static void test_what_aarch64_has(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(vectors), 0);
	assert_int_equal(in_child(keys), 0);
}

#if defined(__riscv)
static int of_riscv64(void)
{
	long control = PrctlRISCVVGetControl(), result;

	EXPECT(PrctlRISCVVSetControl(~0UL) == -EINVAL);
	if (control >= 0) { /* what is to be of programs to come */
		result = (control & LX_PR_RISCV_V_VSTATE_CTRL_CUR_MASK) | LX_PR_RISCV_V_VSTATE_CTRL_ON << 2;
		EXPECT(PrctlRISCVVSetControl((unsigned long)result) == 0 && PrctlRISCVVGetControl() == result);
	} else {
		EXPECT(control == -EINVAL);
	}
	result = PrctlRISCVSetIcacheFlushCtx(LX_PR_RISCV_CTX_SW_FENCEI_ON, LX_PR_RISCV_SCOPE_PER_PROCESS);
	EXPECT(lacking(result) ||
	       (result == 0 && PrctlRISCVSetIcacheFlushCtx(LX_PR_RISCV_CTX_SW_FENCEI_OFF, LX_PR_RISCV_SCOPE_PER_PROCESS) == 0));
	EXPECT(PrctlRISCVSetIcacheFlushCtx(LX_PR_RISCV_CTX_SW_FENCEI_ON, 99) == -EINVAL);
	return 0;
}
#else
static int of_riscv64(void)
{
	EXPECT(PrctlRISCVVGetControl() == -EINVAL && PrctlRISCVVSetControl(0) == -EINVAL);
	EXPECT(PrctlRISCVSetIcacheFlushCtx(0, 0) == -EINVAL);
	return 0;
}
#endif

static void test_what_riscv64_has(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(of_riscv64), 0);
}

#if defined(__x86_64__)
static int of_others(void)
{
	unsigned long status;

	EXPECT(PrctlGetTaggedAddrCtrl() == -EINVAL && PrctlSetTaggedAddrCtrl(0) == -EINVAL);
	EXPECT(PrctlGetShadowStackStatus(&status) == -EINVAL && PrctlSetShadowStackStatus(0) == -EINVAL);
	EXPECT(PrctlLockShadowStackStatus(0) == -EINVAL);
	EXPECT(PrctlGetCFI(0, &status) == -EINVAL && PrctlSetCFI(0, LX_PR_CFI_DISABLE) == -EINVAL);
	return 0;
}
#else
static int of_others(void)
{
	unsigned long status = ~0UL;
	long result = PrctlGetTaggedAddrCtrl();

	EXPECT(lacking(result) || result >= 0);
	if (result == 0 && PrctlSetTaggedAddrCtrl(LX_PR_TAGGED_ADDR_ENABLE) == 0)
		EXPECT(PrctlGetTaggedAddrCtrl() == (long)LX_PR_TAGGED_ADDR_ENABLE && PrctlSetTaggedAddrCtrl(0) == 0 &&
		       PrctlGetTaggedAddrCtrl() == 0);
	EXPECT(PrctlSetTaggedAddrCtrl(~0UL) == -EINVAL);
	result = PrctlGetShadowStackStatus(&status);
	EXPECT(lacking(result) || (result == 0 && status == 0 && PrctlSetShadowStackStatus(0) == 0));
	EXPECT(PrctlSetShadowStackStatus(~0UL) < 0);
	result = PrctlLockShadowStackStatus(0);
	EXPECT(lacking(result) || result == 0);
	result = PrctlGetCFI(LX_PR_CFI_BRANCH_LANDING_PADS, &status);
	EXPECT(lacking(result) || result == 0);
	EXPECT(PrctlSetCFI(LX_PR_CFI_BRANCH_LANDING_PADS, ~0UL) < 0);
	return 0;
}
#endif

static void test_what_aarch64_and_riscv64_have(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("its prctl knows few of these");
	assert_int_equal(in_child(of_others), 0);
}

static char selector;
static volatile int dispatched;

static void blocked(int sig)
{
	selector = LX_SYSCALL_DISPATCH_FILTER_ALLOW;
	dispatched += sig == SIGSYS;
}

static int dispatch(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = blocked;
	EXPECT(sigaction(SIGSYS, &action, NULL) == 0);
	if (PrctlSetSyscallUserDispatch(LX_PR_SYS_DISPATCH_EXCLUSIVE_ON, 0, 0, &selector) != 0)
		return 0;
	selector = LX_SYSCALL_DISPATCH_FILTER_BLOCK;
	Getpid();
	EXPECT(dispatched == 1);
	EXPECT(Getpid() > 0 && dispatched == 1);
	return 0;
}

static void test_syscall_user_dispatch(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("it has none");
	assert_int_equal(in_child(dispatch), 0);
}

static int strict(void)
{
	EXPECT(PrctlGetSeccomp() == LX_SECCOMP_MODE_DISABLED && PrctlSetSeccomp(99, NULL) == -EINVAL);
	EXPECT(PrctlSetSeccomp(LX_SECCOMP_MODE_FILTER, NULL) < 0);
	EXPECT(PrctlSetSeccomp(LX_SECCOMP_MODE_STRICT, NULL) == 0);
	ExitThread(0);
}

static void test_seccomp(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("it has none");
	assert_int_equal(in_child(strict), 0);
}

#ifdef LX_SYS_arch_prctl
static int bases(void)
{
	unsigned long fs = 0, gs = 0, value = 0;
	long result;

	EXPECT(ArchGetFS(&fs) == 0 && fs && ArchSetFS(fs) == 0 && ArchGetFS(&value) == 0 && value == fs);
	EXPECT(ArchGetFS(NULL) == -EFAULT && ArchSetFS(1UL << 63) == -EPERM);
	EXPECT(ArchGetGS(&gs) == 0 && ArchSetGS(4096) == 0 && ArchGetGS(&value) == 0 && value == 4096);
	EXPECT(ArchSetGS(1UL << 63) == -EPERM && ArchSetGS(gs) == 0 && ArchGetGS(NULL) == -EFAULT);
	EXPECT(ArchGetCPUID() == 1);
	result = ArchSetCPUID(0);
	EXPECT(result == -ENODEV || (result == 0 && ArchGetCPUID() == 0 && ArchSetCPUID(1) == 0));
	result = ArchGetXcompSupp(&value);
	EXPECT(result == -EINVAL || (result == 0 && value & 1));
	result = ArchGetXcompPerm(&value);
	EXPECT(result == -EINVAL || (result == 0 && value & 1));
	EXPECT(ArchReqXcompPerm(63) < 0);
	result = ArchGetXcompGuestPerm(&value);
	EXPECT(result == -EINVAL || result == 0);
	EXPECT(ArchReqXcompGuestPerm(63) < 0);
	EXPECT(ArchMapVdso64(4096) < 0 && ArchMapVdso32(4096) < 0 && ArchMapVdsoX32(4096) < 0); /* there is one */
	result = ArchGetMaxTagBits(&value);
	EXPECT(result == 0 || lacking(result));
	EXPECT(ArchEnableTaggedAddr(60) < 0);
	result = ArchGetUntagMask(&value);
	EXPECT(lacking(result) || (result == 0 && (value & 0xffff) == 0xffff));
	result = ArchForceTaggedSVA();
	EXPECT(result == 0 || lacking(result));
	result = ArchShstkStatus(&value);
	EXPECT(lacking(result) || result == 0);
	EXPECT(ArchShstkEnable(1UL << 40) < 0 && ArchShstkDisable(1UL << 40) < 0 && ArchShstkUnlock(0) < 0);
	result = ArchShstkLock(0);
	EXPECT(result == 0 || lacking(result));
	return 0;
}

static void test_arch_prctl(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("it knows few of these");
	assert_int_equal(in_child(bases), 0);
}
#else
static void test_arch_prctl(void **state)
{
	(void)state;
	SKIP("x86_64 alone has arch_prctl");
}
#endif

UNIT_TESTS(unit_test(test_name_and_death_signal), unit_test(test_credentials), unit_test(test_scheduling),
	   unit_test(test_memory), unit_test(test_machine), unit_test(test_what_aarch64_has), unit_test(test_what_riscv64_has),
	   unit_test(test_what_aarch64_and_riscv64_have), unit_test(test_syscall_user_dispatch), unit_test(test_seccomp),
	   unit_test(test_arch_prctl));
