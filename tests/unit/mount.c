/* Mounts, swap and quotas; what mounts does so in a mount namespace of a child's own. */
#include "unit.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* How a function that runs in the namespace tells what failed, or that it cannot run here. */
#define MUST(condition)                                                              \
	do {                                                                         \
		if (!(condition)) {                                                  \
			printf("# %s:%d: %s\n", __FILE__, __LINE__, #condition);     \
			return 1;                                                    \
		}                                                                    \
	} while (0)
#define CANNOT 77

static int private_namespace(void)
{
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return CANNOT;
	return 0;
}

/* Runs f as root in a mount namespace of its own, for ten seconds at most; returns what f returned. */
static int in_namespace(int (*f)(void))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		unit_deadline(10);
		status = private_namespace();
		if (status == 0)
			status = f();
		fflush(stdout);
		_exit(status);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#define RUN_IN_NAMESPACE(f)                                                          \
	do {                                                                         \
		int result;                                                          \
		SKIP_UNDER_QEMU("no mount namespaces");                              \
		SKIP_UNLESS_ROOT();                                                  \
		result = in_namespace(f);                                            \
		if (result == CANNOT)                                                \
			SKIP("this kernel or container does not let it");            \
		assert_int_equal(result, 0);                                         \
	} while (0)

static int touch(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static void test_errors(void **state)
{
	int result;

	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(Mount("none", "none", "tmpfs", 0, NULL), -LX_ENOENT);
	assert_int_equal(mkdir("dir", 0700), 0);
	assert_int_equal(Mount("none", "dir", "nosuchfs", 0, NULL), -LX_ENODEV);
	result = Mount("dir", "dir", "ext4", 0, NULL);
	assert_true(result == -LX_ENOTBLK || result == -LX_ENODEV); /* with or without ext4 in this kernel */
	assert_int_equal(Mount("none", "dir", "tmpfs", 0, "nosuchoption=1"), -LX_EINVAL);
	assert_int_equal(Unmount("none", 0), -LX_ENOENT);
	assert_int_equal(Unmount("dir", 0), -LX_EINVAL);
	assert_int_equal(Unmount("dir", 1 << 30), -LX_EINVAL);
	assert_int_equal(PivotRoot("none", "dir"), -LX_ENOENT);
}

static int mounts(void)
{
	Statfs_t sfs;
	int fd;

	MUST(mkdir("a", 0700) == 0 && mkdir("b", 0700) == 0 && symlink("a", "link") == 0);
	MUST(Mount("none", "a", "tmpfs", LX_MS_NODEV | LX_MS_NOSUID, "size=1m,mode=0711") == 0);
	MUST(Statfs("a", &sfs) == 0 && sfs.type == LX_TMPFS_MAGIC);
	MUST((sfs.flags & (LX_ST_NODEV | LX_ST_NOSUID | LX_ST_NOEXEC)) == (LX_ST_NODEV | LX_ST_NOSUID));
	MUST((long)sfs.blocks * sfs.bsize == 1 << 20);
	MUST(touch("a/file") == 0);
	/* busy, then out of sight */
	fd = open("a/file", O_RDONLY);
	MUST(Unmount("a", 0) == -LX_EBUSY);
	MUST(Unmount("a", LX_MNT_EXPIRE) == -LX_EBUSY);
	/* a bind mount, made read-only in a second step */
	MUST(Mount("a", "b", NULL, LX_MS_BIND, NULL) == 0);
	MUST(touch("b/file2") == 0);
	MUST(Mount(NULL, "b", NULL, LX_MS_BIND | LX_MS_REMOUNT | LX_MS_RDONLY, NULL) == 0);
	MUST(touch("b/file3") == -EROFS && touch("a/file3") == 0);
	MUST(Unmount("b", 0) == 0 && access("b/file", F_OK) != 0);
	MUST(Mount("a", "b", NULL, LX_MS_MOVE, NULL) == 0);
	MUST(access("b/file", F_OK) == 0 && access("a/file", F_OK) != 0);
	MUST(Unmount("b", LX_MNT_DETACH) == 0 && access("b/file", F_OK) != 0);
	close(fd);
	MUST(Mount("none", "a", "tmpfs", 0, NULL) == 0);
	MUST(Unmount("link", LX_UMOUNT_NOFOLLOW) == -LX_EINVAL);
	MUST(Unmount("a", LX_MNT_EXPIRE) == -LX_EAGAIN);
	MUST(Unmount("a", LX_MNT_EXPIRE) == 0);
	return 0;
}

static void test_mount_bind_move_unmount(void **state)
{
	(void)state;
	RUN_IN_NAMESPACE(mounts);
}

/* The kernel gets NULL for an empty string: a tracer reads it as the fifth argument. */
static int mount_with_data(const void *data)
{
	PtraceSyscallInfo info;
	int status, pid = fork();

	if (pid == 0) {
		unit_deadline(10);
		PtraceTraceme();
		raise(SIGSTOP);
		_exit(Mount("none", "none", "tmpfs", 0, data) == -LX_ENOENT ? 0 : 1);
	}
	MUST(pid > 0 && waitpid(pid, &status, 0) == pid && WIFSTOPPED(status));
	MUST(PtraceSetOptions(pid, LX_PTRACE_O_TRACESYSGOOD | LX_PTRACE_O_EXITKILL) == 0);
	do {
		MUST(PtraceSyscall(pid, 0) == 0 && waitpid(pid, &status, 0) == pid && WaitStatusIsSyscallStop(status));
		MUST(PtraceGetSyscallInfo(pid, &info) > 0);
	} while (info.op != LX_PTRACE_SYSCALL_INFO_ENTRY || info.u.entry.nr != LX_SYS_mount);
	MUST(info.u.entry.args[4] == (data && *(const char *)data ? (unsigned long)data : 0));
	MUST(PtraceCont(pid, 0) == 0 && waitpid(pid, &status, 0) == pid && status == 0);
	return 0;
}

static void test_empty_data_is_none(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
	SKIP_UNLESS_ROOT();
	assert_int_equal(mount_with_data(""), 0);
	assert_int_equal(mount_with_data(NULL), 0);
	assert_int_equal(mount_with_data("size=1m"), 0);
}

static int pivot(void)
{
	MUST(mkdir("root", 0700) == 0);
	MUST(PivotRoot("root", "root") == -LX_EINVAL || PivotRoot("root", "root") == -LX_EBUSY);
	MUST(Mount("none", "root", "tmpfs", 0, NULL) == 0);
	MUST(touch("root/marker") == 0 && chdir("root") == 0);
	if (PivotRoot(".", ".") == -LX_EINVAL)
		return CANNOT; /* the root here is an initramfs */
	MUST(Unmount(".", LX_MNT_DETACH) == 0);
	MUST(access("/marker", F_OK) == 0 && access("/proc", F_OK) != 0);
	return 0;
}

static void test_pivot_root(void **state)
{
	(void)state;
	RUN_IN_NAMESPACE(pivot);
}

static int new_mounts(void)
{
	MountAttr attr;
	Statfs_t sfs;
	char message[256];
	int fs;
	int mnt;
	long n;

	MUST(mkdir("n", 0700) == 0 && mkdir("o", 0700) == 0);
	MUST(Fsopen("nosuchfs", 0) == -LX_ENODEV && Fsopen("tmpfs", 1U << 30) == -LX_EINVAL);
	fs = Fsopen("tmpfs", LX_FSOPEN_CLOEXEC);
	MUST(fs >= 0 && fcntl(fs, F_GETFD) == FD_CLOEXEC);
	MUST(FsconfigSetString(999, "size", "1m") == -LX_EBADF);
	MUST(FsconfigSetString(1, "size", "1m") == -LX_EINVAL);
	MUST(FsconfigSetString(fs, "nosuchkey", "1") == -LX_EINVAL);
	n = Read(fs, message, sizeof(message) - 1);
	MUST(n > 0);
	message[n] = '\0';
	MUST(strstr(message, "nosuchkey") != NULL);
	MUST(FsconfigSetFlag(fs, "size") == -LX_EINVAL);
	MUST(FsconfigSetBinary(fs, "size", "1", 0) == -LX_EINVAL);
	MUST(FsconfigSetPath(fs, "size", "none", LX_AT_FDCWD) < 0);
	MUST(FsconfigSetPathEmpty(fs, "size", "", -1) < 0);
	MUST(FsconfigSetFd(fs, "size", -1) < 0);
	MUST(FsconfigReconfigure(fs) == -LX_EBUSY);
	MUST(Fsmount(fs, 0, 0) == -LX_EINVAL);
	MUST(FsconfigSetString(fs, "size", "1m") == 0);
	MUST(FsconfigSetString(fs, "source", "mine") == 0);
	MUST(FsconfigCreate(fs) == 0 && FsconfigCreate(fs) == -LX_EBUSY);
	MUST(Fsmount(fs, 1U << 30, 0) == -LX_EINVAL && Fsmount(fs, 0, 1U << 30) == -LX_EINVAL);
	mnt = Fsmount(fs, LX_FSMOUNT_CLOEXEC, LX_MOUNT_ATTR_NODEV | LX_MOUNT_ATTR_NOATIME);
	MUST(mnt >= 0 && fcntl(mnt, F_GETFD) == FD_CLOEXEC);
	Close(fs);
	MUST(MoveMount(mnt, "", LX_AT_FDCWD, "n", 0) == -LX_ENOENT);
	MUST(MoveMount(mnt, "", LX_AT_FDCWD, "n", 1U << 30) == -LX_EINVAL);
	MUST(MoveMount(mnt, "", LX_AT_FDCWD, "n", LX_MOVE_MOUNT_F_EMPTY_PATH) == 0);
	Close(mnt);
	MUST(Statfs("n", &sfs) == 0 && sfs.type == LX_TMPFS_MAGIC && (long)sfs.blocks * sfs.bsize == 1 << 20);
	MUST((sfs.flags & (LX_ST_NODEV | LX_ST_NOATIME | LX_ST_NOEXEC)) == (LX_ST_NODEV | LX_ST_NOATIME));
	MUST(touch("n/file") == 0);

	/* attributes of the mount */
	memset(&attr, 0, sizeof(attr));
	attr.attr_set = LX_MOUNT_ATTR_RDONLY | LX_MOUNT_ATTR_NOEXEC;
	attr.attr_clr = LX_MOUNT_ATTR_NODEV;
	MUST(MountSetattr(LX_AT_FDCWD, "n", 1U << 30, &attr) == -LX_EINVAL);
	MUST(MountSetattr(LX_AT_FDCWD, "n/file", 0, &attr) == -LX_EINVAL);
	MUST(MountSetattr(LX_AT_FDCWD, "n", LX_AT_RECURSIVE, &attr) == 0);
	MUST(touch("n/file2") == -EROFS && Statfs("n", &sfs) == 0);
	MUST((sfs.flags & (LX_ST_NODEV | LX_ST_NOATIME | LX_ST_NOEXEC)) == (LX_ST_NOEXEC | LX_ST_NOATIME));
	attr.attr_set = 0;
	attr.attr_clr = LX_MOUNT_ATTR_RDONLY;
	MUST(MountSetattr(LX_AT_FDCWD, "n", 0, &attr) == 0 && touch("n/file2") == 0);

	/* a copy of it */
	MUST(OpenTree(LX_AT_FDCWD, "none", 0) == -LX_ENOENT && OpenTree(LX_AT_FDCWD, "n", 1U << 30) == -LX_EINVAL);
	mnt = OpenTree(LX_AT_FDCWD, "n", LX_OPEN_TREE_CLONE | LX_OPEN_TREE_CLOEXEC);
	MUST(mnt >= 0 && fcntl(mnt, F_GETFD) == FD_CLOEXEC);
	MUST(MoveMount(mnt, "", LX_AT_FDCWD, "o", LX_MOVE_MOUNT_F_EMPTY_PATH) == 0);
	Close(mnt);
	MUST(access("o/file2", F_OK) == 0 && Unmount("o", 0) == 0);

	/* the file system reconfigured */
	MUST(Fspick(LX_AT_FDCWD, "none", 0) == -LX_ENOENT && Fspick(LX_AT_FDCWD, "n", 1U << 30) == -LX_EINVAL);
	fs = Fspick(LX_AT_FDCWD, "n", LX_FSPICK_CLOEXEC);
	MUST(fs >= 0 && fcntl(fs, F_GETFD) == FD_CLOEXEC);
	MUST(FsconfigSetFlag(fs, "ro") == 0 && FsconfigReconfigure(fs) == 0);
	Close(fs);
	MUST(touch("n/file3") == -EROFS);
	MUST(Unmount("n", 0) == 0);
	return 0;
}

static void test_new_mount_api(void **state)
{
	(void)state;
	RUN_IN_NAMESPACE(new_mounts);
}

static int newer_mounts(void)
{
	MountAttr attr;
	Statfs_t sfs;
	int fs;
	int mnt;

	MUST(mkdir("p", 0700) == 0 && mkdir("p/in", 0700) == 0 && mkdir("p2", 0700) == 0);
	fs = Fsopen("tmpfs", 0);
	if (FsconfigCreateExcl(fs) == -LX_EOPNOTSUPP)
		return CANNOT; /* before Linux 6.6 */
	mnt = Fsmount(fs, 0, 0);
	MUST(mnt >= 0);
	Close(mnt);
	Close(fs);
	memset(&attr, 0, sizeof(attr));
	attr.attr_set = LX_MOUNT_ATTR_RDONLY;
	mnt = OpenTreeAttr(LX_AT_FDCWD, "p", LX_OPEN_TREE_CLONE, &attr);
	if (mnt == -LX_ENOSYS)
		return CANNOT; /* before Linux 6.15 */
	MUST(mnt >= 0 && Fstatfs(mnt, &sfs) == 0 && (sfs.flags & LX_ST_RDONLY));
	Close(mnt);
	MUST(OpenTreeAttr(LX_AT_FDCWD, "none", LX_OPEN_TREE_CLONE, &attr) == -LX_ENOENT);
	attr.attr_set = 1UL << 60;
	MUST(OpenTreeAttr(LX_AT_FDCWD, "p", LX_OPEN_TREE_CLONE, &attr) == -LX_EINVAL);

	/* a parameter that is a file: overlayfs takes a layer by descriptor (Linux 6.13) */
	fs = Fsopen("overlay", LX_FSOPEN_CLOEXEC);
	if (fs >= 0) {
		int layer = open("p", O_PATH | O_DIRECTORY | O_CLOEXEC);

		MUST(FsconfigSetFd(fs, "lowerdir+", layer) == 0);
		MUST(FsconfigSetString(fs, "lowerdir+", "p2") == 0);
		MUST(FsconfigCreate(fs) == 0);
		mnt = Fsmount(fs, LX_FSMOUNT_CLOEXEC, 0);
		MUST(mnt >= 0 && faccessat(mnt, "in", F_OK, 0) == 0);
		Close(mnt);
		Close(layer);
		Close(fs);
	}
	return 0;
}

static void test_newer_mount_api(void **state)
{
	(void)state;
	RUN_IN_NAMESPACE(newer_mounts);
}

static int statmounts(void)
{
	struct {
		Statmount_t head;
		char strings[4096];
	} sm;
	unsigned long ids[4096];
	MntIDReq req;
	Statx_t stx;
	long n;
	long i;
	int found = 0;

	MUST(mkdir("s", 0700) == 0 && Mount("the-source", "s", "tmpfs", LX_MS_NOEXEC, NULL) == 0);
	MUST(Statx(LX_AT_FDCWD, "s", 0, LX_STATX_MNT_ID_UNIQUE, &stx) == 0);
	if (!(stx.mask & LX_STATX_MNT_ID_UNIQUE))
		return CANNOT; /* before Linux 6.8 */
	memset(&req, 0, sizeof(req));
	req.size = sizeof(req);
	req.mnt_id = 1UL << 62;
	MUST(Statmount(&req, &sm.head, sizeof(sm), 0) == -LX_ENOENT);
	req.mnt_id = stx.mnt_id;
	req.param = LX_STATMOUNT_SB_BASIC | LX_STATMOUNT_MNT_BASIC | LX_STATMOUNT_FS_TYPE | LX_STATMOUNT_MNT_POINT;
	MUST(Statmount(&req, &sm.head, sizeof(sm), 1U << 30) == -LX_EINVAL);
	MUST(Statmount(&req, &sm.head, sizeof(sm.head), 0) == -LX_EOVERFLOW);
	memset(&sm, 0x5a, sizeof(sm));
	MUST(Statmount(&req, &sm.head, sizeof(sm), 0) == 0);
	MUST(sm.head.mask == req.param && sm.head.mnt_id == stx.mnt_id);
	MUST(sm.head.sb_magic == LX_TMPFS_MAGIC && sm.head.mnt_attr == (LX_MOUNT_ATTR_NOEXEC | LX_MOUNT_ATTR_RELATIME));
	MUST(sm.head.sb_dev_major == stx.dev_major && sm.head.sb_dev_minor == stx.dev_minor);
	MUST(sm.head.mnt_propagation == LX_MS_PRIVATE);
	MUST(strcmp(sm.strings + sm.head.fs_type, "tmpfs") == 0);
	n = (long)strlen(sm.strings + sm.head.mnt_point);
	MUST(n > 2 && strcmp(sm.strings + sm.head.mnt_point + n - 2, "/s") == 0);
	MUST(sm.head.size > sizeof(sm.head) && sm.head.size < sizeof(sm));

	req.mnt_id = LX_LSMT_ROOT;
	req.param = 0;
	MUST(Listmount(&req, ids, sizeof(ids) / sizeof(ids[0]), 1U << 30) == -LX_EINVAL);
	n = Listmount(&req, ids, sizeof(ids) / sizeof(ids[0]), 0);
	MUST(n > 0);
	for (i = 0; i < n; i++)
		found += ids[i] == stx.mnt_id;
	MUST(found == 1);
	MUST(Listmount(&req, ids, 1, LX_LISTMOUNT_REVERSE) == 1 && ids[0] == stx.mnt_id);
	return 0;
}

static void test_statmount_and_listmount(void **state)
{
	(void)state;
	RUN_IN_NAMESPACE(statmounts);
}

static void test_swap_errors(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(touch("noswap"), 0);
	if (Swapon("none", 0) == -LX_EPERM || Swapon("none", 0) == -LX_ENOSYS)
		SKIP("this kernel or container does not let it");
	assert_int_equal(Swapon("none", 0), -LX_ENOENT);
	assert_int_equal(Swapon("noswap", 1 << 30), -LX_EINVAL);
	assert_int_equal(Swapon("noswap", LX_SWAP_FLAG_PREFER | 5), -LX_EINVAL);
	assert_int_equal(Swapoff("none"), -LX_ENOENT);
	assert_int_equal(Swapoff("noswap"), -LX_EINVAL);
}

static int quotas(void)
{
	Dqblk dq;
	NextDqblk next;
	Dqinfo info;
	unsigned int format = 0;
	int fd;
	int result;

	MUST(QuotactlFd(-1, QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), 0, &dq) == -LX_EBADF);
	MUST(mkdir("q", 0700) == 0);
	result = Quotactl(QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), "q", 0, &dq);
	if (result == -LX_ENOSYS)
		return CANNOT;
	MUST(result == -LX_ENOTBLK);
	MUST(Quotactl(QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), "none", 0, &dq) == -LX_ENOENT);
	MUST(Quotactl(QuotaCmd(LX_Q_GETQUOTA, 7), "q", 0, &dq) == -LX_EINVAL);
	if (Mount("none", "q", "tmpfs", 0, "usrquota") != 0)
		return CANNOT; /* before Linux 6.6, or without CONFIG_TMPFS_QUOTA */
	fd = open("q", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	MUST(QuotactlFd(fd, QuotaCmd(LX_Q_GETFMT, LX_USRQUOTA), 0, &format) == 0 && format == LX_QFMT_SHMEM);
	MUST(QuotactlFd(fd, QuotaCmd(LX_Q_GETQUOTA, LX_GRPQUOTA), 0, &dq) == -LX_ESRCH);
	memset(&dq, 0, sizeof(dq));
	dq.bhardlimit = 64;
	dq.ihardlimit = 10;
	dq.isoftlimit = 9;
	dq.valid = LX_QIF_LIMITS;
	MUST(QuotactlFd(fd, QuotaCmd(LX_Q_SETQUOTA, LX_USRQUOTA), 4321, &dq) == 0);
	MUST(touch("q/file") == 0 && chown("q/file", 4321, 0) == 0);
	memset(&dq, 0x5a, sizeof(dq));
	MUST(QuotactlFd(fd, QuotaCmd(LX_Q_GETQUOTA, LX_USRQUOTA), 4321, &dq) == 0);
	MUST(dq.bhardlimit == 64 && dq.bsoftlimit == 0 && dq.ihardlimit == 10 && dq.isoftlimit == 9);
	MUST(dq.curinodes == 1 && dq.curspace == 0 && dq.valid == LX_QIF_ALL);
	memset(&next, 0x5a, sizeof(next));
	MUST(QuotactlFd(fd, QuotaCmd(LX_Q_GETNEXTQUOTA, LX_USRQUOTA), 1, &next) == 0);
	MUST(next.id == 4321 && next.ihardlimit == 10);
	memset(&info, 0x5a, sizeof(info));
	MUST(QuotactlFd(fd, QuotaCmd(LX_Q_GETINFO, LX_USRQUOTA), 0, &info) == 0);
	MUST(info.bgrace > 0 && info.igrace > 0 && info.valid == LX_IIF_ALL);
	close(fd);
	return 0;
}

static void test_quotas(void **state)
{
	(void)state;
	RUN_IN_NAMESPACE(quotas);
}

UNIT_TESTS(unit_test(test_errors), unit_test(test_mount_bind_move_unmount),
	   unit_test(test_empty_data_is_none), unit_test(test_pivot_root),
	   unit_test(test_new_mount_api), unit_test(test_newer_mount_api), unit_test(test_statmount_and_listmount),
	   unit_test(test_swap_errors), unit_test(test_quotas));
