/* Calls that are newer than many a kernel, or that not every kernel is built with; on riscv64 its own, too. */
#include <barecall/allthreads.h>
#include <barecall/op/prctl.h>
#include "check.h"
#include "topics.h"

#define THREAD                                                                                           \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM | \
	 LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID)

static char stack[16384] __attribute__((aligned(16)));

/* ---- files */

static int make_file(const char *path)
{
	int fd = Openat(LX_AT_FDCWD, path, LX_O_RDWR | LX_O_CREAT | LX_O_EXCL | LX_O_CLOEXEC, 0644);

	return fd >= 0 && Write(fd, "content", 7) == 7 ? fd : -1;
}

static int file_attributes(void)
{
	static const char path[] = "/tmp/attributes";
	FileAttr attr;
	int fd = make_file(path);

	EXPECT(fd >= 0 && FileGetattr(LX_AT_FDCWD, "/tmp/missing", &attr, 0) == -LX_ENOENT);
	EXPECT(FileGetattr(LX_AT_FDCWD, path, &attr, 1U << 31) == -LX_EINVAL);
	EXPECT(FileGetattr(fd, "", &attr, LX_AT_EMPTY_PATH) == 0 && attr.xflags == 0);
	EXPECT(FileGetattr(LX_AT_FDCWD, path, &attr, 0) == 0);
	attr.xflags |= LX_FS_XFLAG_APPEND;
	EXPECT(FileSetattr(LX_AT_FDCWD, path, &attr, 0) == 0);
	EXPECT(FileGetattr(fd, "", &attr, LX_AT_EMPTY_PATH) == 0 && attr.xflags == LX_FS_XFLAG_APPEND);
	EXPECT(Openat(LX_AT_FDCWD, path, LX_O_WRONLY | LX_O_CLOEXEC, 0) == -LX_EPERM && Unlink(path) == -LX_EPERM);
	attr.xflags = 0;
	EXPECT(FileSetattr(fd, "", &attr, LX_AT_EMPTY_PATH) == 0 && Unlink(path) == 0);
	return Close(fd);
}

static int extended_attributes(void)
{
	static const char path[] = "/tmp/extended";
	char value[8] = "", list[64];
	XattrArgs args = {(unsigned long)"red", 3, 0};
	int fd = make_file(path), tmp = Openat(LX_AT_FDCWD, "/tmp", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);

	EXPECT(Getxattrat(tmp, "extended", 0, "trusted.colour", &args) == -LX_ENODATA);
	args.flags = LX_XATTR_CREATE;
	EXPECT(Setxattrat(tmp, "extended", 0, "trusted.colour", &args) == 0);
	EXPECT(Setxattrat(tmp, "extended", 0, "trusted.colour", &args) == -LX_EEXIST);
	args.value = (unsigned long)value;
	args.size = sizeof(value);
	args.flags = 0;
	EXPECT(Getxattrat(fd, "", LX_AT_EMPTY_PATH, "trusted.colour", &args) == 3 && same_text(value, "red"));
	EXPECT(Listxattrat(tmp, "extended", LX_AT_SYMLINK_NOFOLLOW, list, sizeof(list)) == 15);
	EXPECT(same_text(list, "trusted.colour"));
	EXPECT(Removexattrat(tmp, "extended", 0, "trusted.colour") == 0);
	EXPECT(Removexattrat(tmp, "extended", 0, "trusted.colour") == -LX_ENODATA);
	EXPECT(Unlink(path) == 0 && Close(tmp) == 0);
	return Close(fd);
}

static int page_cache(void)
{
	static const char path[] = "/tmp/cached";
	CachestatRange range = {0, 0};
	Cachestat_t stat;
	int fd = make_file(path);

	EXPECT(Cachestat(fd, &range, &stat, 1) == -LX_EINVAL && Cachestat(-1, &range, &stat, 0) == -LX_EBADF);
	EXPECT(Cachestat(fd, &range, &stat, 0) == 0 && stat.nr_cache == 1 && stat.nr_evicted == 0);
	EXPECT(Unlink(path) == 0);
	return Close(fd);
}

/* ---- mounts */

static int mount_ids(void)
{
	static unsigned long ids[64];
	static union {
		Statmount_t stat;
		char room[4096];
	} mount;
	MntIDReq request = {sizeof(MntIDReq), 0, LX_LSMT_ROOT, 0, 0};
	long count = Listmount(&request, ids, 64, 0);
	int found = 0;

	EXPECT(count >= 4 && Listmount(&request, ids, 2, 0) == 2 && Listmount(&request, ids, 64, 0) == count);
	request.size = 3;
	EXPECT(Listmount(&request, ids, 64, 0) == -LX_EINVAL);
	request.size = sizeof(request);
	request.param = LX_STATMOUNT_SB_BASIC | LX_STATMOUNT_MNT_BASIC | LX_STATMOUNT_MNT_POINT | LX_STATMOUNT_FS_TYPE;
	for (long i = 0; i < count; i++) {
		const char *strings = (const char *)(&mount.stat + 1);

		request.mnt_id = ids[i];
		EXPECT(Statmount(&request, &mount.stat, sizeof(mount), 0) == 0);
		EXPECT((mount.stat.mask & request.param) == request.param && mount.stat.mnt_id == ids[i]);
		if (same_text(strings + mount.stat.mnt_point, "/proc"))
			found += mount.stat.sb_magic == LX_PROC_SUPER_MAGIC &&
				 same_text(strings + mount.stat.fs_type, "proc");
	}
	EXPECT(found == 1 && Statmount(&request, &mount.stat, 16, 0) < 0);
	request.mnt_id = 1; /* the number in mountinfo is another */
	EXPECT(Statmount(&request, &mount.stat, sizeof(mount), 0) == -LX_EINVAL);
	request.mnt_id = ids[0] + 1000000;
	EXPECT(Statmount(&request, &mount.stat, sizeof(mount), 0) == -LX_ENOENT);

	return 0;
}

static int tree_with_attributes(void)
{
	MountAttr attr = {0, 0, 0, 0};
	int tree;

	attr.attr_set = LX_MOUNT_ATTR_RDONLY;
	tree = OpenTreeAttr(LX_AT_FDCWD, "/tmp", LX_OPEN_TREE_CLONE | LX_OPEN_TREE_CLOEXEC, &attr);
	EXPECT(tree >= 0 && Mkdirat(tree, "no", 0700) == -LX_EROFS && Close(tree) == 0);
	EXPECT(OpenTreeAttr(LX_AT_FDCWD, "/missing", LX_OPEN_TREE_CLONE, &attr) == -LX_ENOENT);
	return 0;
}

/* No file system here can have quotas: what is left are the calls' answers. */
static int quotas(void)
{
	Dqblk quota;

	EXPECT(Quotactl(QuotaCmd(LX_Q_SYNC, LX_USRQUOTA), LX_NULL, 0, LX_NULL) == 0);
	EXPECT(Quotactl(QuotaCmd(LX_Q_SYNC, 99), LX_NULL, 0, LX_NULL) == -LX_EINVAL);
	EXPECT(Quotactl(QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), "/missing", 0, &quota) == -LX_ENOENT);
	EXPECT(Quotactl(QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), "/tmp", 0, &quota) == -LX_ENOTBLK);
	return 0;
}

static int quotas_by_descriptor(void)
{
	Dqblk quota;
	int directory = Openat(LX_AT_FDCWD, "/tmp", LX_O_RDONLY | LX_O_CLOEXEC, 0);

	EXPECT(QuotactlFd(-1, QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), 0, &quota) == -LX_EBADF);
	EXPECT(QuotactlFd(directory, QuotaCmd(LX_Q_GETQUOTA, 99), 0, &quota) == -LX_EINVAL);
	EXPECT(QuotactlFd(directory, QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), 0, &quota) == -LX_ENOSYS);
	return Close(directory);
}

static int listed_namespaces(void)
{
	static unsigned long ids[256];
	NsIDReq request = {sizeof(NsIDReq), 0, 0, LX_CLONE_NEWUTS, 0, 0};
	long count = Listns(&request, ids, 256, 0);

	EXPECT(count >= 1 && count < 256);
	EXPECT(Unshare(LX_CLONE_NEWUTS) == 0 && Listns(&request, ids, 256, 0) == count + 1);
	EXPECT(Listns(&request, ids, 1, 0) == 1);
	request.ns_id = ids[0];
	EXPECT(Listns(&request, ids, 256, 0) == count);
	EXPECT(Listns(&request, ids, 256, 1) == -LX_EINVAL);
	request.size = 4;
	EXPECT(Listns(&request, ids, 256, 0) == -LX_EINVAL);
	return 0;
}

/* ---- security modules */

static int modules(void)
{
	static unsigned long ids[32];
	static union {
		LsmCtx ctx;
		char room[4096];
	} own;
	unsigned int size = sizeof(ids), small = 4, room = sizeof(own);
	int count = LsmListModules(ids, &size, 0), found = 0, records;

	EXPECT(count >= 1 && size == (unsigned int)count * sizeof(ids[0]));
	for (int i = 0; i < count; i++)
		found += ids[i] == LX_LSM_ID_CAPABILITY;
	EXPECT(found == 1);
	EXPECT(LsmListModules(ids, &small, 0) == -LX_E2BIG && small == size);
	EXPECT(LsmListModules(ids, &size, 1) == -LX_EINVAL);
	records = LsmGetSelfAttr(LX_LSM_ATTR_CURRENT, &own.ctx, &room, 0);
	EXPECT(records == -LX_EOPNOTSUPP || records >= 0); /* a module with labels, or none */
	if (records > 0)
		EXPECT(own.ctx.id >= LX_LSM_ID_CAPABILITY && own.ctx.len >= sizeof(LsmCtx) + own.ctx.ctx_len);
	EXPECT(LsmGetSelfAttr(LX_LSM_ATTR_CURRENT, LX_NULL, &room, 1U << 31) == -LX_EINVAL);
	own.ctx.id = 1;
	own.ctx.flags = 0;
	own.ctx.len = sizeof(LsmCtx);
	own.ctx.ctx_len = 0;
	EXPECT(LsmSetSelfAttr(LX_LSM_ATTR_CURRENT, &own.ctx, sizeof(LsmCtx), 0) < 0);
	EXPECT(LsmSetSelfAttr(LX_LSM_ATTR_CURRENT, &own.ctx, 8, 0) == -LX_EINVAL);
	return 0;
}

static int wait_forever(void *arg)
{
	(void)arg;
	while (Pause() < 0)
		;
	return 0;
}

static int landlocked(void)
{
	LandlockRulesetAttr attr = {0, 0, 0, 0, 0, 0};
	LandlockPathBeneathAttr beneath;
	LandlockNetPortAttr port = {LX_LANDLOCK_ACCESS_NET_BIND_TCP, 4243};
	RawSockaddrInet4 address = {LX_AF_INET, 0, 0, {0}};
	int version = LandlockCreateRuleset(LX_NULL, 0, LX_LANDLOCK_CREATE_RULESET_VERSION), rules, fd, tid = -1;

	EXPECT(version >= 6 && LandlockCreateRuleset(&attr, sizeof(attr), 0) == -LX_ENOMSG);
	attr.handled_access_fs = LX_LANDLOCK_ACCESS_FS_READ_FILE | LX_LANDLOCK_ACCESS_FS_MAKE_DIR;
	attr.handled_access_net = LX_LANDLOCK_ACCESS_NET_BIND_TCP;
	attr.scoped = LX_LANDLOCK_SCOPE_SIGNAL;
	rules = LandlockCreateRuleset(&attr, __builtin_offsetof(LandlockRulesetAttr, quiet_access_fs), 0);
	EXPECT(rules >= 0);
	beneath.allowed_access = LX_LANDLOCK_ACCESS_FS_WRITE_FILE;
	beneath.parent_fd = Openat(LX_AT_FDCWD, "/proc", LX_O_PATH | LX_O_CLOEXEC, 0);
	EXPECT(LandlockAddRule(rules, LX_LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == -LX_EINVAL);
	beneath.allowed_access = LX_LANDLOCK_ACCESS_FS_READ_FILE;
	EXPECT(LandlockAddRule(rules, LX_LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0);
	EXPECT(LandlockAddRule(rules, LX_LANDLOCK_RULE_NET_PORT, &port, 0) == 0);
	/* A thread that stays outside: process-wide changes still reach it. */
	EXPECT(CloneCall(THREAD, stack + sizeof(stack), wait_forever, LX_NULL, &tid, &tid, 0) > 0);
	EXPECT(LandlockRestrictSelf(rules, 0) == 0 && LandlockRestrictSelf(-1, 0) == -LX_EBADF);
	fd = Openat(LX_AT_FDCWD, "/proc/version", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	EXPECT(fd >= 0 && Close(fd) == 0);
	EXPECT(Openat(LX_AT_FDCWD, "/sys/kernel/uevent_seqnum", LX_O_RDONLY | LX_O_CLOEXEC, 0) == -LX_EACCES);
	EXPECT(Mkdir("/tmp/forbidden", 0700) == -LX_EACCES && Kill(Getppid(), 0) == -LX_EPERM);
	fd = Socket(LX_AF_INET, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0);
	address.port = Htons(4244);
	EXPECT(Bind(fd, &address, sizeof(address)) == -LX_EACCES);
	address.port = Htons(4243);
	EXPECT(Bind(fd, &address, sizeof(address)) == 0);
	EXPECT(Setresuid(5, 0, 5) == 0 && Getuid() == 5);
	return 0;
}

/* ---- memory and threads */

static int sealed(void)
{
	unsigned long page = (unsigned long)Getpagesize();
	char *memory = Mmap(LX_NULL, 2 * page, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);

	EXPECT(!IsErrPtr(memory) && Mseal(memory, page, 1) == -LX_EINVAL && Mseal(memory, page, 0) == 0);
	EXPECT(Munmap(memory, page) == -LX_EPERM && Mprotect(memory, page, LX_PROT_READ) == -LX_EPERM);
	memory[0] = 1;
	EXPECT(Munmap(memory + page, page) == 0);
	return 0;
}

static unsigned int futexes[2];

static int wait_on_first(void *arg)
{
	(void)arg;
	FutexWait(&futexes[0], 0, ~0U, LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE, LX_NULL, LX_CLOCK_MONOTONIC);
	return 0;
}

static int new_futexes(void)
{
	const unsigned int flags = LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE;
	FutexWaitv_t waiters[2] = {{0, (unsigned long)&futexes[0], flags, 0},
				   {0, (unsigned long)&futexes[1], flags, 0}};
	Timespec now;
	int tid = -1, moved = 0;

	EXPECT(ClockGettime(LX_CLOCK_MONOTONIC, &now) == 0);
	EXPECT(FutexWait(&futexes[0], 0, ~0U, flags, &now, LX_CLOCK_MONOTONIC) == -LX_ETIMEDOUT);
	EXPECT(FutexWait(&futexes[0], 1, ~0U, flags, &now, LX_CLOCK_MONOTONIC) == -LX_EAGAIN);
	EXPECT(FutexWake(&futexes[0], ~0U, 1, flags) == 0);
	EXPECT(CloneCall(THREAD, stack + sizeof(stack), wait_on_first, LX_NULL, &tid, &tid, 0) > 0);
	/* Moved from one to the other as soon as it waits; then only the other wakes it. */
	for (int i = 0; i < 1000 && moved == 0; i++) {
		sleep_ms(2);
		moved = FutexRequeue(waiters, 0, 0, 1);
	}
	EXPECT(moved == 1 && FutexWake(&futexes[0], ~0U, 1, flags) == 0 && FutexWake(&futexes[1], ~0U, 1, flags) == 1);
	for (int i = 0; i < 1000 && *(volatile int *)&tid; i++)
		sleep_ms(2);
	EXPECT(*(volatile int *)&tid == 0);
	return 0;
}

static int secret_memory(void)
{
	unsigned long page = (unsigned long)Getpagesize();
	char copy[8];
	Iovec local = {copy, 7}, remote = {LX_NULL, 7};
	int fd = MemfdSecret(LX_O_CLOEXEC);
	char *memory;

	EXPECT(fd >= 0 && Ftruncate(fd, (long)page) == 0 && Write(fd, "x", 1) < 0);
	memory = Mmap(LX_NULL, page, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_SHARED, fd, 0);
	EXPECT(!IsErrPtr(memory));
	for (int i = 0; i < 7; i++)
		memory[i] = "secret"[i];
	remote.base = memory;
	EXPECT(ProcessVMReadv(Getpid(), &local, 1, &remote, 1, 0) == -LX_EFAULT && same_text(memory, "secret"));
	return Close(fd);
}

/* Only riscv64 has these two calls. */
#if defined(__riscv)
static int probed(void)
{
	RISCVHWProbePairs pairs[3] = {
		{LX_RISCV_HWPROBE_KEY_BASE_BEHAVIOR, 0}, {LX_RISCV_HWPROBE_KEY_IMA_EXT_0, 0}, {0x7fffffff, 5},
	};
	unsigned long cpus[16] = {0};

	EXPECT(RISCVHWProbe(pairs, 3, 0, LX_NULL, 0x80) == -LX_EINVAL);
	EXPECT(RISCVHWProbe(pairs, 3, 0, LX_NULL, 0) == 0 && pairs[2].key == -1 && pairs[2].value == 0);
	EXPECT(pairs[0].key == LX_RISCV_HWPROBE_KEY_BASE_BEHAVIOR);
	EXPECT((pairs[0].value & LX_RISCV_HWPROBE_BASE_BEHAVIOR_IMA));
	EXPECT((pairs[1].value & LX_RISCV_HWPROBE_IMA_FD) && (pairs[1].value & LX_RISCV_HWPROBE_IMA_C));
	EXPECT(!(pairs[1].value & LX_RISCV_HWPROBE_IMA_V) == !has_vectors());
	EXPECT(RISCVHWProbe(pairs, 1, sizeof(cpus), cpus, LX_RISCV_HWPROBE_WHICH_CPUS) == 0 && (cpus[0] & 1));
	pairs[0].value = 0x80000000UL; /* which no processor has */
	cpus[0] = 1;
	EXPECT(RISCVHWProbe(pairs, 1, sizeof(cpus), cpus, LX_RISCV_HWPROBE_WHICH_CPUS) == 0 && cpus[0] == 0);
	return 0;
}

static int flushed(void)
{
	/* li a0, n; ret */
	volatile unsigned int *code = Mmap(LX_NULL, 4096, LX_PROT_READ | LX_PROT_WRITE | LX_PROT_EXEC,
					   LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	int (*function)(void) = (int (*)(void))(unsigned long)code;

	EXPECT(!IsErrPtr((void *)(unsigned long)code));
	code[1] = 0x00008067;
	for (unsigned int n = 1; n < 200; n++) {
		code[0] = 0x00000513 | n << 20;
		EXPECT(RISCVFlushIcache((void *)(unsigned long)code, (void *)(unsigned long)(code + 2), 0) == 0);
		EXPECT(function() == (int)n);
	}
	EXPECT(RISCVFlushIcache(LX_NULL, LX_NULL, 2) == -LX_EINVAL);
	return 0;
}
#endif

/* What came with Linux major.minor: asked of the kernel by the result of a first call. */
static void recently(int major, int minor, long result, const char *name, int (*function)(void))
{
	if (since(major, minor, name, result != -LX_ENOSYS))
		check_child(name, function);
}

/* What a kernel can be built without: -ENOSYS says nothing of its age. */
static void where_there_is(long result, const char *name, int (*function)(void))
{
	if (result == -LX_ENOSYS || result == -LX_EOPNOTSUPP)
		skip(name, "not in this kernel");
	else
		check_child(name, function);
}

void recent(void)
{
	int landlock = LandlockCreateRuleset(LX_NULL, 0, LX_LANDLOCK_CREATE_RULESET_VERSION);
	int slices = PrctlRseqSliceExtensionGet();

	recently(6, 17, FileGetattr(-1, "", LX_NULL, 0), "file_getattr and file_setattr", file_attributes);
	recently(6, 13, Listxattrat(-1, "x", 0, LX_NULL, 0), "extended attributes by directory", extended_attributes);
	recently(6, 5, Cachestat(-1, LX_NULL, LX_NULL, 0), "cachestat", page_cache);
	recently(6, 8, Listmount(LX_NULL, LX_NULL, 0, 0), "listmount and statmount", mount_ids);
	recently(6, 15, OpenTreeAttr(-1, "", 0, LX_NULL), "open_tree_attr", tree_with_attributes);
	where_there_is(Quotactl(QuotaCmd(LX_Q_SYNC, 0), LX_NULL, 0, LX_NULL), "quotactl", quotas);
	if (Quotactl(QuotaCmd(LX_Q_SYNC, 0), LX_NULL, 0, LX_NULL) != -LX_ENOSYS)
		recently(5, 14, QuotactlFd(-1, 0, 0, LX_NULL), "quotactl_fd", quotas_by_descriptor);
	recently(6, 19, Listns(LX_NULL, LX_NULL, 0, 0), "listns", listed_namespaces);
	recently(6, 8, LsmListModules(LX_NULL, LX_NULL, 0), "security modules", modules);
	if (landlock == -LX_EOPNOTSUPP)
		skip("Landlock", "this kernel was not told to use it");
	else if (since(6, 12, "Landlock", landlock >= 6))
		check_child("Landlock", landlocked);
	recently(6, 10, Mseal(LX_NULL, 0, 1), "mseal", sealed);
	recently(6, 7, FutexWake(LX_NULL, 0, 0, 0), "futex_wait, futex_wake and futex_requeue", new_futexes);
	where_there_is(MemfdSecret(~0U), "memfd_secret", secret_memory);
	if (RseqSliceYield() == -LX_ENOSYS) {
		skip("rseq_slice_yield", "not in this kernel");
		if (since(7, 0, "prctl of longer time slices", slices != -LX_EINVAL))
			check_equal("a kernel built without longer time slices says ENOTSUPP", slices, -524);
	} else {
		check_equal("rseq_slice_yield without a granted slice", RseqSliceYield(), 0);
	}
#if defined(__riscv)
	check_child("riscv_hwprobe", probed);
	check_child("riscv_flush_icache", flushed);
#endif
}
