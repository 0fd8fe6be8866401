/* Names and metadata. */
#include "unit.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>

/* An address that is never mapped, which the compiler does not see through. */
static void *volatile nowhere = (void *)1;

static void make_file(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "text", 4), 4);
	close(fd);
}

static void test_access(void **state)
{
	(void)state;
	make_file("acc");
	assert_int_equal(Access("none", LX_F_OK), -LX_ENOENT);
	assert_int_equal(Access("acc", 99), -LX_EINVAL);
	assert_int_equal(Access("acc", LX_X_OK), -LX_EACCES);
	assert_int_equal(Access("acc", LX_F_OK), 0);
	assert_int_equal(Access("acc", LX_R_OK | LX_W_OK), 0);
	assert_int_equal(Access("/proc/version", LX_R_OK), 0);
}

/* P91: flags are honoured, and unknown ones refused. */
static void test_faccessat_honours_flags(void **state)
{
	(void)state;
	make_file("facc");
	assert_int_equal(symlink("none", "dangling"), 0);
	assert_int_equal(Faccessat(LX_AT_FDCWD, "facc", LX_F_OK, 1 << 30), -LX_EINVAL);
	assert_int_equal(Faccessat2(LX_AT_FDCWD, "facc", LX_F_OK, 1 << 30), -LX_EINVAL);
	assert_int_equal(Faccessat(LX_AT_FDCWD, "dangling", LX_F_OK, 0), -LX_ENOENT);
	assert_int_equal(Faccessat(LX_AT_FDCWD, "dangling", LX_F_OK, LX_AT_SYMLINK_NOFOLLOW), 0);
	assert_int_equal(Faccessat(LX_AT_FDCWD, "facc", LX_X_OK, LX_AT_EACCESS), -LX_EACCES);
	assert_int_equal(Faccessat2(LX_AT_FDCWD, "facc", LX_R_OK, LX_AT_EACCESS), 0);
	assert_int_equal(Faccessat(-1, "facc", LX_R_OK, 0), -LX_EBADF);
}

static void test_current_directory(void **state)
{
	char ours[PATH_MAX];
	char libc[PATH_MAX];
	int here = open(".", O_RDONLY | O_DIRECTORY);
	long n;

	(void)state;
	make_file("plain");
	assert_int_equal(Chdir("none"), -LX_ENOENT);
	assert_int_equal(Chdir("plain"), -LX_ENOTDIR);
	assert_int_equal(Fchdir(-1), -LX_EBADF);
	assert_int_equal(Getcwd(ours, 1), -LX_ERANGE);
	assert_int_equal(Getcwd(nowhere, 100), -LX_EFAULT);
	assert_int_equal(mkdir("cwd", 0700), 0);
	assert_int_equal(Chdir("cwd"), 0);
	n = Getcwd(ours, sizeof(ours));
	assert_non_null(getcwd(libc, sizeof(libc)));
	assert_int_equal(n, strlen(libc) + 1);
	assert_string_equal(ours, libc);
	assert_int_equal(rmdir("../cwd"), 0);
	assert_int_equal(Getcwd(ours, sizeof(ours)), -LX_ENOENT);
	assert_int_equal(Fchdir(here), 0);
	assert_int_equal(access("plain", F_OK), 0);
	close(here);
}

static int getcwd_outside_of_the_root(void)
{
	char buf[PATH_MAX];

	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return errno == EPERM || errno == EINVAL ? 77 : 1; /* EINVAL: in a chroot that is no mount */
	if (mkdir("lost", 0700) || mount("none", "lost", "tmpfs", 0, NULL) || chdir("lost") || umount2(".", MNT_DETACH))
		return 2;
	if (syscall(SYS_getcwd, buf, sizeof(buf)) <= 0 || strncmp(buf, "(unreachable)", 13))
		return 3;
	return Getcwd(buf, sizeof(buf)) == -LX_ENOENT ? 0 : 4;
}

/* P16 */
static void test_getcwd_refuses_what_is_no_path(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no mount namespaces");
	SKIP_UNLESS_ROOT();
	result = in_child(getcwd_outside_of_the_root);
	if (result == 77)
		SKIP("no mount namespaces here");
	assert_int_equal(result, 0);
}

static int chroot_here(void)
{
	if (mkdir("jail", 0700) || mkdir("jail/inside", 0700))
		return 1;
	if (Chroot("jail") != 0)
		return 2;
	return access("/inside", F_OK) == 0 && access("/jail", F_OK) != 0 ? 0 : 3;
}

static void test_chroot(void **state)
{
	(void)state;
	assert_int_equal(Chroot("none"), -LX_ENOENT);
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(chroot_here), 0);
}

static mode_t mode_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	return st.st_mode;
}

static void test_chmod(void **state)
{
	int fd;

	(void)state;
	make_file("mode");
	assert_int_equal(Chmod("none", 0600), -LX_ENOENT);
	assert_int_equal(Fchmod(-1, 0600), -LX_EBADF);
	assert_int_equal(Chmod("mode", 04711), 0);
	assert_int_equal(mode_of("mode"), S_IFREG | 04711);
	fd = open("mode", O_RDONLY);
	assert_int_equal(Fchmod(fd, 0640), 0);
	assert_int_equal(mode_of("mode"), S_IFREG | 0640);
	close(fd);
}

static void test_fchmodat_honours_flags(void **state)
{
	(void)state;
	make_file("modeat");
	assert_int_equal(Fchmodat(LX_AT_FDCWD, "none", 0600, 0), -LX_ENOENT);
	assert_int_equal(Fchmodat(LX_AT_FDCWD, "modeat", 0600, 0), 0);
	assert_int_equal(mode_of("modeat"), S_IFREG | 0600);
	if (Fchmodat(LX_AT_FDCWD, "modeat", 0600, LX_AT_SYMLINK_NOFOLLOW) == -LX_ENOSYS)
		SKIP("no fchmodat2 here, new in Linux 6.6");
	assert_int_equal(Fchmodat(LX_AT_FDCWD, "modeat", 0600, 1 << 30), -LX_EINVAL);
	assert_int_equal(symlink("modeat", "modelink"), 0);
	assert_int_equal(Fchmodat(LX_AT_FDCWD, "modelink", 0612, LX_AT_SYMLINK_NOFOLLOW), -LX_EOPNOTSUPP);
	assert_int_equal(mode_of("modeat"), S_IFREG | 0600);
	assert_int_equal(Fchmodat(LX_AT_FDCWD, "modelink", 0612, 0), 0);
	assert_int_equal(mode_of("modeat"), S_IFREG | 0612);
}

static void expect_owner(const char *name, uid_t uid, gid_t gid)
{
	struct stat st;

	assert_int_equal(lstat(name, &st), 0);
	assert_int_equal(st.st_uid, uid);
	assert_int_equal(st.st_gid, gid);
}

static void test_chown(void **state)
{
	int fd;

	(void)state;
	make_file("own");
	assert_int_equal(symlink("own", "ownlink"), 0);
	assert_int_equal(Chown("none", 1, 1), -LX_ENOENT);
	assert_int_equal(Lchown("none", 1, 1), -LX_ENOENT);
	assert_int_equal(Fchown(-1, 1, 1), -LX_EBADF);
	assert_int_equal(Fchownat(LX_AT_FDCWD, "own", 1, 1, 1 << 30), -LX_EINVAL);
	assert_int_equal(Chown("own", ~0U, ~0U), 0);
	expect_owner("own", geteuid(), getegid());
	SKIP_UNLESS_ROOT();
	assert_int_equal(Chown("ownlink", 11, 12), 0);
	expect_owner("own", 11, 12);
	expect_owner("ownlink", geteuid(), getegid());
	assert_int_equal(Lchown("ownlink", 13, 14), 0);
	expect_owner("own", 11, 12);
	expect_owner("ownlink", 13, 14);
	fd = open("own", O_RDONLY);
	assert_int_equal(Fchown(fd, ~0U, 15), 0);
	expect_owner("own", 11, 15);
	assert_int_equal(Fchownat(LX_AT_FDCWD, "ownlink", 16, ~0U, LX_AT_SYMLINK_NOFOLLOW), 0);
	expect_owner("ownlink", 16, 14);
	assert_int_equal(Fchownat(fd, "", 17, 18, LX_AT_EMPTY_PATH), 0);
	expect_owner("own", 17, 18);
	close(fd);
}

static void test_links(void **state)
{
	int dir;

	(void)state;
	make_file("l0");
	assert_int_equal(mkdir("ldir", 0700), 0);
	dir = open("ldir", O_RDONLY | O_DIRECTORY);
	assert_int_equal(Link("none", "l1"), -LX_ENOENT);
	assert_int_equal(Link("l0", "l0"), -LX_EEXIST);
	assert_int_equal(Link("ldir", "l1"), -LX_EPERM);
	assert_int_equal(Link("l0", "l1"), 0);
	assert_int_equal(Linkat(LX_AT_FDCWD, "l0", dir, "l2", 1 << 30), -LX_EINVAL);
	assert_int_equal(Linkat(LX_AT_FDCWD, "l0", dir, "l2", 0), 0);
	assert_int_equal(access("ldir/l2", F_OK), 0);
	assert_int_equal(Linkat(dir, "l2", LX_AT_FDCWD, "l3", 0), 0);
	assert_int_equal(Unlink("none"), -LX_ENOENT);
	assert_int_equal(Unlink("ldir"), -LX_EISDIR);
	assert_int_equal(Unlink("l1"), 0);
	assert_int_equal(access("l1", F_OK), -1);
	assert_int_equal(Rmdir("ldir"), -LX_ENOTEMPTY);
	assert_int_equal(Rmdir("l0"), -LX_ENOTDIR);
	assert_int_equal(Unlinkat(dir, "l2", 1 << 30), -LX_EINVAL);
	assert_int_equal(Unlinkat(dir, "l2", 0), 0);
	assert_int_equal(Rmdir("ldir"), 0);
	close(dir);
	assert_int_equal(mkdir("ldir", 0700), 0);
	assert_int_equal(Unlinkat(LX_AT_FDCWD, "ldir", LX_AT_REMOVEDIR), 0);
	assert_int_equal(access("ldir", F_OK), -1);
}

static void test_symbolic_links(void **state)
{
	char buf[] = "................";
	int dir = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	make_file("real");
	assert_int_equal(Symlink("", "s0"), -LX_ENOENT);
	assert_int_equal(Symlink("target", "real"), -LX_EEXIST);
	assert_int_equal(Symlink("target", "s1"), 0);
	assert_int_equal(Symlinkat("target", -1, "s2"), -LX_EBADF);
	assert_int_equal(Symlinkat("target2", dir, "s2"), 0);
	assert_int_equal(Readlink("none", buf, 16), -LX_ENOENT);
	assert_int_equal(Readlink("real", buf, 16), -LX_EINVAL);
	assert_int_equal(Readlink("s1", buf, 0), -LX_EINVAL);
	if (!unit_under_qemu()) /* which looks at the buffer first */
		assert_int_equal(Readlink("s1", buf, -1), -LX_EINVAL);
	assert_int_equal(Readlink("s1", buf, 16), 6);
	assert_memory_equal(buf, "target.", 7);
	assert_int_equal(Readlink("s1", buf, 3), 3);
	assert_int_equal(Readlinkat(-1, "s2", buf, 16), -LX_EBADF);
	assert_int_equal(Readlinkat(dir, "none", buf, 16), -LX_ENOENT);
	assert_int_equal(Readlinkat(dir, "s2", buf, 16), 7);
	assert_memory_equal(buf, "target2.", 8);
	close(dir);
}

static void test_mkdir(void **state)
{
	mode_t mask = umask(027);
	int dir;

	(void)state;
	assert_int_equal(Mkdir("none/x", 0777), -LX_ENOENT);
	assert_int_equal(Mkdir("m0", 0777), 0);
	assert_int_equal(Mkdir("m0", 0777), -LX_EEXIST);
	dir = open("m0", O_RDONLY | O_DIRECTORY);
	assert_int_equal(Mkdirat(-1, "m1", 0777), -LX_EBADF);
	assert_int_equal(Mkdirat(dir, "m1", 01777), 0);
	close(dir);
	umask(mask);
	assert_int_equal(mode_of("m0"), S_IFDIR | 0750);
	assert_int_equal(mode_of("m0/m1"), S_IFDIR | 01750);
}

static void test_fifos(void **state)
{
	int dir = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_int_equal(Mkfifo("none/x", 0600), -LX_ENOENT);
	assert_int_equal(Mkfifo("f0", 0600), 0);
	assert_int_equal(Mkfifo("f0", 0600), -LX_EEXIST);
	assert_int_equal(Mkfifoat(dir, "f1", 0640), 0);
	assert_int_equal(Mknod("f2", LX_S_IFIFO | 0604, 0), 0);
	assert_int_equal(Mknodat(dir, "f3", LX_S_IFSOCK | 0600, 0), 0);
	assert_int_equal(Mknodat(dir, "f4", LX_S_IFDIR | 0600, 0), -LX_EPERM);
	assert_int_equal(mode_of("f0"), S_IFIFO | 0600);
	assert_int_equal(mode_of("f1"), S_IFIFO | 0640);
	assert_int_equal(mode_of("f2"), S_IFIFO | 0604);
	assert_int_equal(mode_of("f3"), S_IFSOCK | 0600);
	close(dir);
}

static void test_mknod_makes_devices(void **state)
{
	struct stat st;
	int result = Mknod("dev", LX_S_IFCHR | 0600, Mkdev(0xabc, 0x12345));

	(void)state;
	if (result == -LX_EPERM)
		SKIP("devices may not be made here");
	assert_int_equal(result, 0);
	assert_int_equal(stat("dev", &st), 0);
	assert_int_equal(st.st_mode, S_IFCHR | 0600);
	assert_int_equal(st.st_rdev, makedev(0xabc, 0x12345));
	assert_int_equal(Major(st.st_rdev), 0xabc);
	assert_int_equal(Minor(st.st_rdev), 0x12345);
}

/* P97 */
static void test_device_numbers(void **state)
{
	static const unsigned int numbers[] = { 0, 1, 8, 0xff, 0x100, 0xfff, 0x1000, 0xfffff, 0x100000, 0xffffffff };
	unsigned int i;
	unsigned int j;

	(void)state;
	assert_int_equal(Mkdev(8, 1), 0x801);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		for (j = 0; j < sizeof(numbers) / sizeof(numbers[0]); j++) {
			unsigned long dev = Mkdev(numbers[i], numbers[j]);

			assert_int_equal(dev, makedev(numbers[i], numbers[j]));
			assert_int_equal(Major(dev), numbers[i]);
			assert_int_equal(Minor(dev), numbers[j]);
		}
	}
}

static void test_rename(void **state)
{
	int dir = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	make_file("r0");
	assert_int_equal(mkdir("rdir", 0700), 0);
	assert_int_equal(Rename("none", "r1"), -LX_ENOENT);
	assert_int_equal(Rename("r0", "rdir"), -LX_EISDIR);
	assert_int_equal(Rename("rdir", "r0"), -LX_ENOTDIR);
	assert_int_equal(Rename("r0", "r1"), 0);
	assert_int_equal(access("r0", F_OK), -1);
	assert_int_equal(Renameat(-1, "r1", dir, "r2"), -LX_EBADF);
	assert_int_equal(Renameat(dir, "r1", dir, "r2"), 0);
	assert_int_equal(access("r2", F_OK), 0);
	assert_int_equal(Renameat2(dir, "r2", dir, "r3", 1U << 30), -LX_EINVAL);
	make_file("r3");
	assert_int_equal(Renameat2(dir, "r2", dir, "r3", LX_RENAME_NOREPLACE), -LX_EEXIST);
	assert_int_equal(Renameat2(dir, "r3", LX_AT_FDCWD, "rdir", LX_RENAME_EXCHANGE), 0);
	assert_int_equal(mode_of("r3"), S_IFDIR | 0700);
	assert_int_equal(mode_of("rdir"), S_IFREG | 0644);
	close(dir);
}

/* P73: every field against libc's, and against statx, which has one layout everywhere. */
static void expect_stat(const char *name, const Stat_t *ours, int flags)
{
	struct stat st;
	Statx_t stx;

	assert_int_equal(fstatat(AT_FDCWD, name, &st, flags), 0);
	assert_int_equal(ours->dev, st.st_dev);
	assert_int_equal(ours->ino, st.st_ino);
	assert_int_equal(ours->mode, st.st_mode);
	assert_int_equal(ours->nlink, st.st_nlink);
	assert_int_equal(ours->uid, st.st_uid);
	assert_int_equal(ours->gid, st.st_gid);
	assert_int_equal(ours->rdev, st.st_rdev);
	assert_int_equal(ours->size, st.st_size);
	assert_int_equal(ours->blksize, st.st_blksize);
	assert_int_equal(ours->blocks, st.st_blocks);
	assert_int_equal(ours->atim.sec, st.st_atim.tv_sec);
	assert_int_equal(ours->atim.nsec, st.st_atim.tv_nsec);
	assert_int_equal(ours->mtim.sec, st.st_mtim.tv_sec);
	assert_int_equal(ours->mtim.nsec, st.st_mtim.tv_nsec);
	assert_int_equal(ours->ctim.sec, st.st_ctim.tv_sec);
	assert_int_equal(ours->ctim.nsec, st.st_ctim.tv_nsec);

	assert_int_equal(Statx(LX_AT_FDCWD, name, flags, LX_STATX_BASIC_STATS, &stx), 0);
	assert_int_equal(stx.mask & LX_STATX_BASIC_STATS, LX_STATX_BASIC_STATS);
	assert_int_equal(Mkdev(stx.dev_major, stx.dev_minor), ours->dev);
	assert_int_equal(Mkdev(stx.rdev_major, stx.rdev_minor), ours->rdev);
	assert_int_equal(stx.ino, ours->ino);
	assert_int_equal(stx.mode, ours->mode);
	assert_int_equal(stx.nlink, ours->nlink);
	assert_int_equal(stx.uid, ours->uid);
	assert_int_equal(stx.gid, ours->gid);
	assert_int_equal(stx.size, ours->size);
	assert_int_equal(stx.blksize, ours->blksize);
	assert_int_equal(stx.blocks, ours->blocks);
	assert_int_equal(stx.atime.sec, ours->atim.sec);
	assert_int_equal(stx.atime.nsec, ours->atim.nsec);
	assert_int_equal(stx.mtime.sec, ours->mtim.sec);
	assert_int_equal(stx.mtime.nsec, ours->mtim.nsec);
	assert_int_equal(stx.ctime.sec, ours->ctim.sec);
	assert_int_equal(stx.ctime.nsec, ours->ctim.nsec);
}

static void test_stat_fields(void **state)
{
	static const Timespec times[2] = { { 1111111111, 123456789 }, { 2222222222, 987654321 } };
	Stat_t st;
	int fd;

	(void)state;
	make_file("st");
	assert_int_equal(truncate("st", (3L << 32) + 5), 0);
	assert_int_equal(chmod("st", 06751), 0);
	assert_int_equal(link("st", "st-other"), 0);
	if (geteuid() == 0)
		assert_int_equal(chown("st", 12345, 54321), 0);
	assert_int_equal(symlink("st", "st-link"), 0);
	assert_int_equal(UtimesNano("st", times), 0);

	assert_int_equal(Stat("none", &st), -LX_ENOENT);
	assert_int_equal(Stat("st", nowhere), -LX_EFAULT);
	assert_int_equal(Lstat("none", &st), -LX_ENOENT);
	assert_int_equal(Fstat(-1, &st), -LX_EBADF);
	assert_int_equal(Fstatat(LX_AT_FDCWD, "st", &st, 1 << 30), -LX_EINVAL);
	assert_int_equal(Statx(LX_AT_FDCWD, "st", 1 << 30, 0, nowhere), -LX_EINVAL);

	memset(&st, 0x5a, sizeof(st));
	assert_int_equal(Stat("st-link", &st), 0);
	expect_stat("st", &st, 0);
	assert_int_equal(st.size, (3L << 32) + 5);
	assert_int_equal(st.nlink, 2);
	assert_int_equal(st.atim.sec, 1111111111);
	assert_int_equal(st.mtim.nsec, 987654321);

	memset(&st, 0x5a, sizeof(st));
	assert_int_equal(Lstat("st-link", &st), 0);
	expect_stat("st-link", &st, AT_SYMLINK_NOFOLLOW);
	assert_int_equal(st.mode & LX_S_IFMT, LX_S_IFLNK);

	fd = open("st", O_RDONLY);
	memset(&st, 0x5a, sizeof(st));
	assert_int_equal(Fstat(fd, &st), 0);
	expect_stat("st", &st, 0);
	memset(&st, 0x5a, sizeof(st));
	assert_int_equal(Fstatat(fd, "", &st, LX_AT_EMPTY_PATH), 0);
	expect_stat("st", &st, 0);
	close(fd);

	memset(&st, 0x5a, sizeof(st));
	assert_int_equal(Stat("/dev/null", &st), 0);
	expect_stat("/dev/null", &st, 0);
	assert_int_equal(st.rdev, Mkdev(1, 3));
	unlink("st");
}

static void test_statx_tells_more(void **state)
{
	Statx_t stx;

	(void)state;
	SKIP_UNDER_QEMU("passes basic fields only");
	memset(&stx, 0, sizeof(stx));
	assert_int_equal(Statx(LX_AT_FDCWD, "/proc", 0, LX_STATX_MNT_ID, &stx), 0);
	assert_int_equal(stx.mask & LX_STATX_MNT_ID, LX_STATX_MNT_ID);
	assert_int_not_equal(stx.mnt_id, 0);
	assert_int_equal(stx.attributes_mask & LX_STATX_ATTR_MOUNT_ROOT, LX_STATX_ATTR_MOUNT_ROOT);
	assert_int_equal(stx.attributes & LX_STATX_ATTR_MOUNT_ROOT, LX_STATX_ATTR_MOUNT_ROOT);
}

static void test_statfs_fields(void **state)
{
	struct statfs libc;
	Statfs_t ours;
	int fd = open(".", O_RDONLY);

	(void)state;
	assert_int_equal(Statfs("none", &ours), -LX_ENOENT);
	assert_int_equal(Fstatfs(-1, &ours), -LX_EBADF);
	assert_int_equal(Statfs("/proc", &ours), 0);
	assert_int_equal(ours.type, LX_PROC_SUPER_MAGIC);
	memset(&ours, 0x5a, sizeof(ours));
	assert_int_equal(Statfs(".", &ours), 0);
	assert_int_equal(statfs(".", &libc), 0);
	assert_int_equal(ours.type, libc.f_type);
	assert_int_equal(ours.bsize, libc.f_bsize);
	assert_int_equal(ours.blocks, libc.f_blocks);
	assert_true(ours.bavail <= ours.bfree && ours.bfree <= ours.blocks);
	assert_true(ours.ffree <= ours.files);
	assert_memory_equal(ours.fsid, &libc.f_fsid, 8);
	assert_int_equal(ours.namelen, libc.f_namelen);
	assert_int_equal(ours.frsize, libc.f_frsize);
	assert_int_equal(ours.flags, libc.f_flags);
	ours.type = 0;
	assert_int_equal(Fstatfs(fd, &ours), 0);
	assert_int_equal(ours.type, libc.f_type);
	close(fd);
}

static void expect_times(const char *name, long asec, long ansec, long msec, long mnsec)
{
	struct stat st;

	assert_int_equal(lstat(name, &st), 0);
	assert_int_equal(st.st_atim.tv_sec, asec);
	assert_int_equal(st.st_atim.tv_nsec, ansec);
	assert_int_equal(st.st_mtim.tv_sec, msec);
	assert_int_equal(st.st_mtim.tv_nsec, mnsec);
}

static void expect_now(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	assert_in_range(st.st_atim.tv_sec, time(NULL) - 30, time(NULL) + 1);
	assert_in_range(st.st_mtim.tv_sec, time(NULL) - 30, time(NULL) + 1);
}

static void test_utimesnano(void **state)
{
	Timespec ts[2] = { { -2, 999999999 }, { 1, 2 } };
	Stat_t st;
	int fd;

	(void)state;
	make_file("ut");
	assert_int_equal(symlink("ut", "ut-link"), 0);
	assert_int_equal(UtimesNano("none", ts), -LX_ENOENT);
	assert_int_equal(UtimesNanoAt(LX_AT_FDCWD, "ut", ts, 1 << 30), -LX_EINVAL);
	assert_int_equal(UtimesNano("ut", ts), 0);
	expect_times("ut", -2, 999999999, 1, 2);
	assert_int_equal(Stat("ut", &st), 0);
	assert_int_equal(st.atim.sec, -2);
	ts[0].nsec = LX_UTIME_OMIT;
	ts[1].sec = -77777;
	assert_int_equal(UtimesNano("ut", ts), 0);
	expect_times("ut", -2, 999999999, -77777, 2);
	ts[0].nsec = -1;
	assert_int_equal(UtimesNano("ut", ts), -LX_EINVAL);
	ts[0].nsec = 7;
	assert_int_equal(UtimesNanoAt(LX_AT_FDCWD, "ut-link", ts, LX_AT_SYMLINK_NOFOLLOW), 0);
	expect_times("ut-link", -2, 7, -77777, 2);
	expect_times("ut", -2, 999999999, -77777, 2);
	fd = open("ut", O_RDONLY);
	assert_int_equal(UtimesNanoAt(fd, NULL, ts, 0), 0);
	expect_times("ut", -2, 7, -77777, 2);
	close(fd);
	ts[0].nsec = LX_UTIME_NOW;
	ts[1].nsec = LX_UTIME_NOW;
	assert_int_equal(UtimesNano("ut", ts), 0);
	expect_now("ut");
	ts[0].nsec = 0;
	ts[1].nsec = 0;
	assert_int_equal(UtimesNano("ut", ts), 0);
	assert_int_equal(UtimesNano("ut", NULL), 0);
	expect_now("ut");
}

static void test_utimes(void **state)
{
	static const long bad[] = { -1, 1000000, LONG_MIN, LONG_MAX, LX_UTIME_NOW, LX_UTIME_OMIT };
	Timeval tv[2] = { { -1, 999999 }, { 5, 0 } };
	Utimbuf whole = { -10, 20 };
	unsigned int i;
	int fd;

	(void)state;
	make_file("tv");
	assert_int_equal(symlink("tv", "tv-link"), 0);
	assert_int_equal(Utimes("none", tv), -LX_ENOENT);
	assert_int_equal(Utimes("tv", tv), 0);
	expect_times("tv", -1, 999999000, 5, 0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		tv[1].usec = bad[i];
		assert_int_equal(Utimes("tv", tv), -LX_EINVAL);
		tv[1].usec = 0;
		tv[0].usec = bad[i];
		assert_int_equal(Utimes("tv", tv), -LX_EINVAL);
		assert_int_equal(Lutimes("tv", tv), -LX_EINVAL);
		assert_int_equal(Futimes(0, tv), -LX_EINVAL);
		assert_int_equal(Futimesat(LX_AT_FDCWD, "tv", tv), -LX_EINVAL);
	}
	expect_times("tv", -1, 999999000, 5, 0);
	tv[0].usec = 1;
	assert_int_equal(Lutimes("tv-link", tv), 0);
	expect_times("tv-link", -1, 1000, 5, 0);
	expect_times("tv", -1, 999999000, 5, 0);
	fd = open("tv", O_RDONLY);
	tv[0].usec = 2;
	assert_int_equal(Futimes(-1, tv), -LX_EBADF);
	assert_int_equal(Futimes(fd, tv), 0);
	expect_times("tv", -1, 2000, 5, 0);
	tv[0].usec = 3;
	assert_int_equal(Futimesat(fd, NULL, tv), 0);
	expect_times("tv", -1, 3000, 5, 0);
	tv[0].usec = 4;
	assert_int_equal(Futimesat(LX_AT_FDCWD, "tv-link", tv), 0);
	expect_times("tv", -1, 4000, 5, 0);
	assert_int_equal(Utime("none", &whole), -LX_ENOENT);
	assert_int_equal(Utime("tv", &whole), 0);
	expect_times("tv", -10, 0, 20, 0);
	assert_int_equal(Utime("tv", NULL), 0);
	expect_now("tv");
	assert_int_equal(Utime("tv", &whole), 0);
	assert_int_equal(Utimes("tv", NULL), 0);
	expect_now("tv");
	assert_int_equal(Utime("tv", &whole), 0);
	assert_int_equal(Futimes(fd, NULL), 0);
	expect_now("tv");
	close(fd);
}

static void test_umask(void **state)
{
	mode_t before = umask(0123);

	(void)state;
	assert_int_equal(Umask(0456), 0123);
	assert_int_equal(umask(before), 0456);
}

static void test_file_handles(void **state)
{
	struct {
		FileHandle head;
		unsigned char room[LX_MAX_HANDLE_SZ];
	} handle;
	int mount_id;
	int fd;
	int dir;
	int result;

	(void)state;
	make_file("handle");
	memset(&handle, 0, sizeof(handle));
	result = NameToHandleAt(LX_AT_FDCWD, "handle", &handle.head, &mount_id, 0);
	if (result == -LX_EOPNOTSUPP)
		SKIP("this file system has no handles");
	assert_int_equal(result, -LX_EOVERFLOW);
	assert_in_range(handle.head.bytes, 1, LX_MAX_HANDLE_SZ);
	assert_int_equal(NameToHandleAt(LX_AT_FDCWD, "none", &handle.head, &mount_id, 0), -LX_ENOENT);
	handle.head.bytes = LX_MAX_HANDLE_SZ + 1;
	assert_int_equal(NameToHandleAt(LX_AT_FDCWD, "handle", &handle.head, &mount_id, 0), -LX_EINVAL);
	handle.head.bytes = LX_MAX_HANDLE_SZ;
	assert_int_equal(NameToHandleAt(LX_AT_FDCWD, "handle", &handle.head, &mount_id, 0), 0);
	SKIP_UNLESS_ROOT();
	assert_int_equal(rename("handle", "handle2"), 0);
	dir = open(".", O_RDONLY | O_DIRECTORY);
	fd = OpenByHandleAt(dir, &handle.head, LX_O_RDONLY);
	if (fd == -LX_EPERM)
		SKIP("no CAP_DAC_READ_SEARCH here");
	assert_true(fd >= 0);
	assert_int_equal(read(fd, handle.room, 9), 4);
	assert_memory_equal(handle.room, "text", 4);
	close(fd);
	close(dir);
}

static void test_file_attributes(void **state)
{
	FileAttr attr;
	int result;

	(void)state;
	make_file("attr");
	memset(&attr, 0x5a, sizeof(attr));
	result = FileGetattr(LX_AT_FDCWD, "attr", &attr, 0);
	if (result == -LX_ENOSYS)
		SKIP("no file_getattr here, new in Linux 6.17");
	assert_int_equal(FileGetattr(LX_AT_FDCWD, "none", &attr, 0), -LX_ENOENT);
	assert_int_equal(FileGetattr(LX_AT_FDCWD, "attr", &attr, 1U << 30), -LX_EINVAL);
	if (result == -LX_EOPNOTSUPP)
		SKIP("this file system has no attributes");
	assert_int_equal(result, 0);
	assert_int_equal(attr.xflags & LX_FS_XFLAG_NODUMP, 0);
	attr.xflags |= LX_FS_XFLAG_NODUMP;
	assert_int_equal(FileSetattr(LX_AT_FDCWD, "attr", &attr, 0), 0);
	memset(&attr, 0, sizeof(attr));
	assert_int_equal(FileGetattr(LX_AT_FDCWD, "attr", &attr, 0), 0);
	assert_int_equal(attr.xflags & LX_FS_XFLAG_NODUMP, LX_FS_XFLAG_NODUMP);
}

static void test_modes(void **state)
{
	static const unsigned int types[] = { LX_S_IFREG,  LX_S_IFDIR, LX_S_IFLNK, LX_S_IFCHR,
					      LX_S_IFBLK, LX_S_IFIFO, LX_S_IFSOCK };
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		unsigned int mode = types[i] | 07777;

		assert_int_equal(ModeIsReg(mode), S_ISREG(mode) != 0);
		assert_int_equal(ModeIsDir(mode), S_ISDIR(mode) != 0);
		assert_int_equal(ModeIsLnk(mode), S_ISLNK(mode) != 0);
		assert_int_equal(ModeIsChr(mode), S_ISCHR(mode) != 0);
		assert_int_equal(ModeIsBlk(mode), S_ISBLK(mode) != 0);
		assert_int_equal(ModeIsFifo(mode), S_ISFIFO(mode) != 0);
		assert_int_equal(ModeIsSock(mode), S_ISSOCK(mode) != 0);
		assert_int_equal(ModeIsReg(mode) + ModeIsDir(mode) + ModeIsLnk(mode) + ModeIsChr(mode) +
				 ModeIsBlk(mode) + ModeIsFifo(mode) + ModeIsSock(mode), 1);
	}
}

UNIT_TESTS(unit_test(test_access), unit_test(test_faccessat_honours_flags), unit_test(test_current_directory),
	   unit_test(test_getcwd_refuses_what_is_no_path), unit_test(test_chroot), unit_test(test_chmod),
	   unit_test(test_fchmodat_honours_flags), unit_test(test_chown), unit_test(test_links),
	   unit_test(test_symbolic_links), unit_test(test_mkdir), unit_test(test_fifos),
	   unit_test(test_mknod_makes_devices), unit_test(test_device_numbers), unit_test(test_rename),
	   unit_test(test_stat_fields), unit_test(test_statx_tells_more), unit_test(test_statfs_fields),
	   unit_test(test_utimesnano), unit_test(test_utimes), unit_test(test_umask), unit_test(test_file_handles),
	   unit_test(test_file_attributes), unit_test(test_modes));
