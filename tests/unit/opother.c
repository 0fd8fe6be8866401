/* What is asked of descriptors of the kernel's own, quotas and tracees: op/perf.h, op/userfaultfd.h, op/timerfd.h, op/quotactl.h,
   op/ptrace.h. */
#include "unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include <barecall/op/perf.h>
#include <barecall/op/ptrace.h>
#include <barecall/op/quotactl.h>
#include <barecall/op/timerfd.h>
#include <barecall/op/userfaultfd.h>
#include <barecall/ptrace.h>
#include <barecall/wait.h>

static int counter(unsigned int bits)
{
	PerfEventAttr attr;

	memset(&attr, 0, sizeof(attr));
	attr.type = LX_PERF_TYPE_SOFTWARE;
	attr.size = sizeof(attr);
	attr.config = LX_PERF_COUNT_SW_PAGE_FAULTS;
	attr.bits = LX_PERF_BIT_EXCLUDE_KERNEL | LX_PERF_BIT_EXCLUDE_HV | bits;
	attr.sample.period = 1000;
	attr.sample_type = LX_PERF_SAMPLE_IP;
	return PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
}

static unsigned long faults(int fd, int pages)
{
	unsigned long count = 0;
	char *memory = mmap(NULL, 4096 * 16 * 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int i;

	for (i = 0; i < pages; i++)
		((volatile char *)memory)[4096 * 16 * i] = 1;
	munmap(memory, 4096 * 16 * 64);
	return Read(fd, &count, sizeof(count)) == sizeof(count) ? count : 0;
}

static void test_perf_events(void **state)
{
	struct {
		PerfEventQueryBpf head;
		unsigned int ids[4];
	} query;
	PerfEventAttr attr;
	unsigned long id = 0, before;
	int fd, result;

	(void)state;
	fd = counter(LX_PERF_BIT_DISABLED);
	if (fd < 0)
		SKIP("no performance events here");
	assert_int_equal(PerfEventIocEnable(0, 0), -ENOTTY);
	assert_int_equal(faults(fd, 8), 0);
	assert_int_equal(PerfEventIocEnable(fd, 0), 0);
	before = faults(fd, 8);
	assert_true(before >= 1);
	assert_int_equal(PerfEventIocDisable(fd, 0), 0);
	assert_int_equal(faults(fd, 8), faults(fd, 8));
	assert_int_equal(PerfEventIocReset(fd, 0), 0);
	assert_int_equal(faults(fd, 0), 0);
	assert_int_equal(PerfEventIocID(fd, &id), 0);
	assert_true(id > 0);
	assert_int_equal(PerfEventIocID(fd, NULL), -EFAULT);
	assert_int_equal(PerfEventIocPeriod(fd, 2000), 0);
	assert_int_equal(PerfEventIocPeriod(fd, 0), -EINVAL);
	assert_int_equal(PerfEventIocRefresh(fd, 1), 0);
	assert_int_equal(PerfEventIocSetOutput(fd, -1), 0);
	assert_true(PerfEventIocSetOutput(fd, 0) < 0);
	assert_true(PerfEventIocSetFilter(fd, "x") < 0);
	assert_true(PerfEventIocSetBpf(fd, -1) < 0);
	result = PerfEventIocPauseOutput(fd, 1);
	assert_true(result == -EINVAL || result == 0); /* it has no ring */
	memset(&query, 0, sizeof(query));
	query.head.ids_len = 4;
	assert_true(PerfEventIocQueryBpf(fd, &query.head) < 0); /* no tracepoint */
	memset(&attr, 0, sizeof(attr));
	attr.size = sizeof(attr);
	assert_true(PerfEventIocModifyAttributes(fd, &attr) < 0); /* no breakpoint */
	close(fd);
}

static char *area;
static volatile char seen;

static void *toucher(void *unused)
{
	seen = area[10];
	return unused;
}

static int fault_handler(int flags)
{
	UffdioApi api;
	int fd = Userfaultfd(LX_O_CLOEXEC | flags);

	if (fd < 0)
		return fd;
	memset(&api, 0, sizeof(api));
	api.api = LX_UFFD_API;
	if (UserfaultfdAPI(fd, &api) != 0)
		return -EINVAL;
	return fd;
}

static void test_userfaultfd(void **state)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
	char *source = aligned_alloc(65536, 65536);
	UffdioRegister reg;
	UffdioRange range;
	UffdioCopy copy;
	UffdioZeropage zero;
	UffdioWriteprotect protect;
	UffdioContinue cont;
	UffdioPoison poison;
	UffdioMove move;
	UffdMsg msg;
	pthread_t thread;
	int fd, dev;

	(void)state;
	fd = fault_handler(LX_UFFD_USER_MODE_ONLY);
	if (fd < 0)
		SKIP("no userfaultfd here");
	area = mmap(NULL, 8 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memset(&reg, 0, sizeof(reg));
	reg.range.start = (unsigned long)area;
	reg.range.len = 4 * page;
	reg.mode = LX_UFFDIO_REGISTER_MODE_MISSING;
	assert_int_equal(UserfaultfdRegister(0, &reg), -ENOTTY);
	assert_int_equal(UserfaultfdRegister(fd, &reg), 0);
	assert_true(reg.ioctls != 0);
	assert_int_equal(pthread_create(&thread, NULL, toucher, NULL), 0);
	assert_int_equal(Read(fd, &msg, sizeof(msg)), sizeof(msg));
	assert_int_equal(msg.event, LX_UFFD_EVENT_PAGEFAULT);
	assert_int_equal(msg.arg.pagefault.address & ~(page - 1), (unsigned long)area);
	memset(source, 'q', page);
	memset(&copy, 0, sizeof(copy));
	copy.dst = (unsigned long)area;
	copy.src = (unsigned long)source;
	copy.len = page;
	assert_int_equal(UserfaultfdCopy(fd, &copy), 0);
	assert_int_equal(copy.copy, page);
	pthread_join(thread, NULL);
	assert_int_equal(seen, 'q');
	assert_int_equal(UserfaultfdCopy(fd, &copy), -EEXIST);
	memset(&zero, 0, sizeof(zero));
	zero.range.start = (unsigned long)area + page;
	zero.range.len = page;
	assert_int_equal(UserfaultfdZeropage(fd, &zero), 0);
	assert_int_equal(area[page], 0);
	range = reg.range;
	assert_int_equal(UserfaultfdWake(fd, &range), 0);
	memset(&protect, 0, sizeof(protect));
	protect.range = range;
	protect.mode = ~0UL;
	assert_true(UserfaultfdWriteprotect(fd, &protect) < 0);
	memset(&cont, 0, sizeof(cont));
	cont.range = range;
	assert_true(UserfaultfdContinue(fd, &cont) < 0); /* nothing of a page cache */
	memset(&poison, 0, sizeof(poison));
	poison.range.start = (unsigned long)area;
	poison.range.len = page;
	assert_true(UserfaultfdPoison(fd, &poison) < 0); /* a page is there */
	memset(&move, 0, sizeof(move));
	move.len = 1;
	assert_true(UserfaultfdMove(fd, &move) < 0);
	assert_int_equal(UserfaultfdUnregister(fd, &range), 0);
	area[3 * page] = 1; /* tells nobody */
	close(fd);
	dev = open("/dev/userfaultfd", O_RDWR | O_CLOEXEC);
	if (dev >= 0) {
		fd = UserfaultfdNew(dev, LX_O_CLOEXEC);
		assert_true(fd >= 0);
		close(fd);
		close(dev);
	}
	assert_true(UserfaultfdNew(0, LX_O_CLOEXEC) < 0);
	free(source);
}

static void test_timerfd_ticks(void **state)
{
	int fd = TimerfdCreate(LX_CLOCK_MONOTONIC, LX_TFD_NONBLOCK), result;
	unsigned long ticks = 7, got = 0;

	(void)state;
	SKIP_UNDER_QEMU("it does not know the request");
	result = TimerfdSetTicks(fd, &ticks);
	if (result != -ENOTTY) {
		assert_int_equal(result, 0);
		assert_int_equal(Read(fd, &got, sizeof(got)), sizeof(got));
		assert_int_equal(got, 7);
		ticks = 0;
		assert_int_equal(TimerfdSetTicks(fd, &ticks), -EINVAL);
	}
	close(fd);
}

/* There is no disk with quotas: each command answers that the device is no such thing. */
static void test_quota_commands(void **state)
{
	static const char device[] = "/dev/no such device";
	unsigned int number = 0;
	QuotaStat stat;
	QuotaStatV statv;
	DiskQuota disk;
	Dqblk quota;
	NextDqblk next;
	Dqinfo info;
	int answer = QuotaGet(device, LX_USRQUOTA, 0, &quota);

	(void)state;
	memset(&statv, 0, sizeof(statv));
	memset(&disk, 0, sizeof(disk));
	memset(&quota, 0, sizeof(quota));
	memset(&info, 0, sizeof(info));
	statv.version = LX_FS_QSTATV_VERSION1;
	if (answer == -ENOSYS)
		SKIP("this kernel has no quotas");
	assert_int_equal(answer, -ENOENT);
	assert_int_equal(QuotaOn(device, LX_USRQUOTA, LX_QFMT_VFS_V1, "quota"), -ENOENT);
	assert_int_equal(QuotaOff(device, LX_GRPQUOTA), -ENOENT);
	assert_int_equal(QuotaSync(device, LX_USRQUOTA), -ENOENT);
	assert_int_equal(QuotaGetFmt(device, LX_USRQUOTA, &number), -ENOENT);
	assert_int_equal(QuotaGetInfo(device, LX_USRQUOTA, &info), -ENOENT);
	assert_int_equal(QuotaSetInfo(device, LX_USRQUOTA, &info), -ENOENT);
	assert_int_equal(QuotaSet(device, LX_USRQUOTA, 0, &quota), -ENOENT);
	assert_int_equal(QuotaGetNext(device, LX_USRQUOTA, 0, &next), -ENOENT);
	assert_int_equal(QuotaXOn(device, LX_USRQUOTA, &number), -ENOENT);
	assert_int_equal(QuotaXOff(device, LX_USRQUOTA, &number), -ENOENT);
	assert_int_equal(QuotaXGet(device, LX_USRQUOTA, 0, &disk), -ENOENT);
	assert_int_equal(QuotaXSetQlim(device, LX_USRQUOTA, 0, &disk), -ENOENT);
	assert_int_equal(QuotaXGetNext(device, LX_USRQUOTA, 0, &disk), -ENOENT);
	assert_int_equal(QuotaXGetQstat(device, LX_USRQUOTA, &stat), -ENOENT);
	assert_int_equal(QuotaXGetQstatV(device, LX_USRQUOTA, &statv), -ENOENT);
	assert_int_equal(QuotaXRm(device, LX_USRQUOTA, &number), -ENOENT);
	assert_int_equal(QuotaXSync(device, LX_USRQUOTA), -ENOENT);
}

static void test_tracees(void **state)
{
	int pid, status;

	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
	assert_int_equal(PtraceKill(0x7ffffff0), -ESRCH);
	pid = fork();
	if (pid == 0) {
		PtraceTraceme();
		raise(SIGSTOP);
		_exit((int)Getppid() == 4711 ? 3 : 4);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFSTOPPED(status))
		SKIP("no tracing here");
#ifdef LX_PTRACE_GETREGS
	{
		PtraceRegs regs, same;
		PtraceFPRegs fp;
		Iovec iov = { &same, sizeof(same) };
		unsigned long fs = 0;
		UserDesc desc;

		assert_int_equal(PtraceGetRegsX86(pid, &regs), 0);
		assert_int_equal(PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
		assert_memory_equal(&regs, &same, sizeof(regs));
		assert_int_equal(PtraceSetRegsX86(pid, &regs), 0);
		assert_int_equal(PtraceGetFPRegsX86(pid, &fp), 0);
		fp.xmm_space[60] = 0x12345678;
		assert_int_equal(PtraceSetFPRegsX86(pid, &fp), 0);
		fp.xmm_space[60] = 0;
		assert_int_equal(PtraceGetFPRegsX86(pid, &fp), 0);
		assert_int_equal(fp.xmm_space[60], 0x12345678);
		assert_int_equal(PtraceArchPrctl(pid, (unsigned long)&fs, LX_ARCH_GET_FS), 0);
		assert_int_equal(fs, regs.fs_base);
		memset(&desc, 0, sizeof(desc));
		assert_int_equal(PtraceGetThreadArea(pid, 99, &desc), -EINVAL);
		assert_int_equal(PtraceSetThreadArea(pid, 99, &desc), -EINVAL);
		status = PtraceSingleBlock(pid, 0);
		assert_true(status == 0 || status == -EIO);
		if (status == 0)
			assert_int_equal(waitpid(pid, &status, 0), pid);
	}
#endif
#ifdef LX_PTRACE_PEEKMTETAGS
	{
		char tags[4];
		Iovec iov = { tags, sizeof(tags) };

		assert_true(PtracePeekMTETags(pid, NULL, &iov) < 0 && PtracePokeMTETags(pid, NULL, &iov) < 0);
	}
#endif
#ifdef LX_PTRACE_SYSEMU
	{
		PtraceRegs regs;
		Iovec iov = { &regs, sizeof(regs) };
		int n;

		assert_true(PtraceSysEmuSingleStep(0x7ffffff0, 0) < 0);
		/* Until the call that the tracee makes, which its tracer answers. */
		for (n = 0; n < 100; n++) {
			assert_int_equal(PtraceSysEmu(pid, 0), 0);
			assert_int_equal(waitpid(pid, &status, 0), pid);
			assert_true(WIFSTOPPED(status));
			assert_int_equal(PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
			if (PtraceRegsSyscall(&regs) == LX_SYS_getppid)
				break;
			if (PtraceRegsSyscall(&regs) == LX_SYS_exit_group)
				break;
			PtraceRegsSetResult(&regs, 0);
			assert_int_equal(PtraceSetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
		}
		assert_int_equal(PtraceRegsSyscall(&regs), LX_SYS_getppid);
		PtraceRegsSetResult(&regs, 4711);
		assert_int_equal(PtraceSetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
		assert_int_equal(PtraceCont(pid, 0), 0);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	}
#else
	PtraceKill(pid);
	waitpid(pid, &status, 0);
#endif
	pid = fork();
	if (pid == 0) {
		PtraceTraceme();
		raise(SIGSTOP);
		for (;;)
			pause();
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(PtraceKill(pid), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

UNIT_TESTS(unit_test(test_perf_events), unit_test(test_userfaultfd), unit_test(test_timerfd_ticks),
	   unit_test(test_quota_commands), unit_test(test_tracees));
