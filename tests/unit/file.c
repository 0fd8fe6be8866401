/* Descriptors and data. */
#include "unit.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define GIB (1L << 30)

/* An address that is never mapped, which the compiler does not see through. */
static void *volatile nowhere = (void *)1;

static int make_file(const char *name, const char *text)
{
	int fd = Open(name, LX_O_RDWR | LX_O_CREAT | LX_O_TRUNC | LX_O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(Write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(Seek(fd, 0, LX_SEEK_SET), 0);
	return fd;
}

static void expect_content(int fd, const char *text)
{
	char buf[256];

	assert_int_equal(Pread(fd, buf, sizeof(buf), 0), strlen(text));
	assert_memory_equal(buf, text, strlen(text));
}

static void test_open_errors(void **state)
{
	(void)state;
	assert_int_equal(Open("none", LX_O_RDONLY, 0), -LX_ENOENT);
	assert_int_equal(Open("", LX_O_RDONLY, 0), -LX_ENOENT);
	assert_int_equal(Open(".", LX_O_WRONLY, 0), -LX_EISDIR);
	Close(make_file("file", "x"));
	assert_int_equal(Open("file", LX_O_RDONLY | LX_O_DIRECTORY, 0), -LX_ENOTDIR);
	assert_int_equal(Open("file", LX_O_RDWR | LX_O_CREAT | LX_O_EXCL, 0600), -LX_EEXIST);
	assert_int_equal(Open("file/x", LX_O_RDONLY, 0), -LX_ENOTDIR);
	assert_int_equal(symlink("file", "link"), 0);
	assert_int_equal(Open("link", LX_O_RDONLY | LX_O_NOFOLLOW, 0), -LX_ELOOP);
}

static void test_open_modes_and_flags(void **state)
{
	struct stat st;
	mode_t mask = umask(027);
	int fd = Open("made", LX_O_RDWR | LX_O_CREAT | LX_O_EXCL, 0666);

	(void)state;
	umask(mask);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode, S_IFREG | 0640);
	assert_int_equal(fcntl(fd, F_GETFD), 0);
	assert_int_equal(Close(fd), 0);
	fd = Open("made", LX_O_WRONLY | LX_O_APPEND | LX_O_NONBLOCK | LX_O_CLOEXEC, 0);
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK), O_WRONLY | O_APPEND | O_NONBLOCK);
	Close(fd);
	fd = Open(".", LX_O_RDONLY | LX_O_DIRECTORY, 0);
	assert_true(fd >= 0);
	Close(fd);
}

static void test_open_tmpfile_has_its_mode(void **state)
{
	struct stat st;
	int fd = Open(".", LX_O_TMPFILE | LX_O_RDWR, 0600);

	(void)state;
	if (fd == -LX_EOPNOTSUPP)
		SKIP("this file system has no O_TMPFILE");
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode, S_IFREG | 0600);
	assert_int_equal(st.st_nlink, 0);
	Close(fd);
}

static void test_openat_is_relative_to_its_directory(void **state)
{
	int dir;
	int fd;

	(void)state;
	assert_int_equal(mkdir("dir", 0700), 0);
	dir = Open("dir", LX_O_PATH | LX_O_DIRECTORY, 0);
	assert_true(dir >= 0);
	assert_int_equal(Openat(dir, "in", LX_O_RDONLY, 0), -LX_ENOENT);
	assert_int_equal(Openat(-1, "in", LX_O_RDONLY, 0), -LX_EBADF);
	fd = Openat(dir, "in", LX_O_WRONLY | LX_O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(access("dir/in", F_OK), 0);
	Close(fd);
	fd = Openat(LX_AT_FDCWD, "dir/in", LX_O_RDONLY, 0);
	assert_true(fd >= 0);
	Close(fd);
	Close(dir);
}

static void test_openat2_confines_and_rejects(void **state)
{
	OpenHow how;
	int fd;

	(void)state;
	SKIP_WITHOUT(openat2);
	memset(&how, 0, sizeof(how));
	how.resolve = LX_RESOLVE_BENEATH;
	assert_int_equal(Openat2(LX_AT_FDCWD, "/dev/null", &how), -LX_EXDEV);
	assert_int_equal(Openat2(LX_AT_FDCWD, "..", &how), -LX_EXDEV);
	fd = Openat2(LX_AT_FDCWD, ".", &how);
	assert_true(fd >= 0);
	Close(fd);
	how.mode = 0600;
	assert_int_equal(Openat2(LX_AT_FDCWD, ".", &how), -LX_EINVAL);
	how.flags = LX_O_CREAT | LX_O_WRONLY;
	fd = Openat2(LX_AT_FDCWD, "how", &how);
	assert_true(fd >= 0);
	Close(fd);
}

static void test_openat2_rejects_flags_of_the_upper_half(void **state)
{
	OpenHow how;

	(void)state;
	SKIP_UNDER_QEMU("it drops the upper half of flags");
	memset(&how, 0, sizeof(how));
	how.flags = 1UL << 60;
	assert_int_equal(Openat2(LX_AT_FDCWD, ".", &how), -LX_EINVAL);
}

static void test_creat_empties(void **state)
{
	int fd;

	(void)state;
	assert_int_equal(Creat("none/x", 0600), -LX_ENOENT);
	Close(make_file("creat", "old text"));
	fd = Creat("creat", 0600);
	assert_true(fd >= 0);
	assert_int_equal(Seek(fd, 0, LX_SEEK_END), 0);
	assert_int_equal(Read(fd, &fd, 1), -LX_EBADF);
	Close(fd);
}

static void test_close_and_close_range(void **state)
{
	int fd = Open("/dev/null", LX_O_RDONLY, 0);
	int i;

	(void)state;
	assert_int_equal(Close(-1), -LX_EBADF);
	assert_int_equal(Close(fd), 0);
	assert_int_equal(Close(fd), -LX_EBADF);
	assert_int_equal(CloseRange(7, 6, 0), -LX_EINVAL);
	assert_int_equal(CloseRange(0, 0, 1U << 30), -LX_EINVAL);
	for (i = 0; i < 4; i++)
		assert_int_equal(dup2(1, 200 + i), 200 + i);
	assert_int_equal(CloseRange(201, 202, 0), 0);
	assert_int_equal(fcntl(200, F_GETFD), 0);
	assert_int_equal(fcntl(201, F_GETFD), -1);
	assert_int_equal(fcntl(202, F_GETFD), -1);
	assert_int_equal(fcntl(203, F_GETFD), 0);
	if (!unit_under_qemu()) {
		assert_int_equal(CloseRange(200, ~0U, LX_CLOSE_RANGE_CLOEXEC), 0);
		assert_int_equal(fcntl(200, F_GETFD), FD_CLOEXEC);
	}
	assert_int_equal(CloseRange(200, 203, 0), 0);
	assert_int_equal(fcntl(203, F_GETFD), -1);
}

static void test_read_and_write(void **state)
{
	char buf[16];
	int fd = make_file("rw", "abcdef");
	int p[2];

	(void)state;
	assert_int_equal(Read(-1, buf, 1), -LX_EBADF);
	assert_int_equal(Write(-1, buf, 1), -LX_EBADF);
	assert_int_equal(Read(fd, nowhere, 1), -LX_EFAULT);
	assert_int_equal(Pread(fd, buf, 1, -1), -LX_EINVAL);
	assert_int_equal(Pwrite(fd, buf, 1, -1), -LX_EINVAL);
	assert_int_equal(Read(fd, buf, 4), 4);
	assert_memory_equal(buf, "abcd", 4);
	assert_int_equal(Pread(fd, buf, 9, 3), 3);
	assert_memory_equal(buf, "def", 3);
	assert_int_equal(Read(fd, buf, 9), 2);
	assert_int_equal(Read(fd, buf, 9), 0);
	assert_int_equal(Pwrite(fd, "XY", 2, 1), 2);
	expect_content(fd, "aXYdef");
	Close(fd);
	assert_int_equal(Pipe(p), 0);
	assert_int_equal(Pread(p[0], buf, 1, 0), -LX_ESPIPE);
	assert_int_equal(FcntlInt(p[0], LX_F_SETFL, LX_O_NONBLOCK), 0);
	assert_int_equal(Read(p[0], buf, 1), -LX_EAGAIN);
	Close(p[0]);
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(Write(p[1], "x", 1), -LX_EPIPE);
	signal(SIGPIPE, SIG_DFL);
	Close(p[1]);
}

static void test_vectors(void **state)
{
	char a[4];
	char b[4];
	Iovec iov[2] = { { a, 2 }, { b, 3 } };
	int fd = make_file("vec", "");

	(void)state;
	memcpy(a, "ab", 2);
	memcpy(b, "cde", 3);
	assert_int_equal(Readv(fd, iov, -1), -LX_EINVAL);
	assert_int_equal(Writev(fd, iov, -1), -LX_EINVAL);
	assert_int_equal(Preadv(fd, iov, LX_UIO_MAXIOV + 1, 0), -LX_EINVAL);
	assert_int_equal(Pwritev(fd, iov, 2, -1), -LX_EINVAL);
	assert_int_equal(Writev(fd, iov, 2), 5);
	expect_content(fd, "abcde");
	assert_int_equal(Pwritev(fd, iov, 2, 4), 5);
	expect_content(fd, "abcdabcde");
	assert_int_equal(Seek(fd, 2, LX_SEEK_SET), 2);
	assert_int_equal(Readv(fd, iov, 2), 5);
	assert_memory_equal(a, "cd", 2);
	assert_memory_equal(b, "abc", 3);
	assert_int_equal(Preadv(fd, iov, 2, 7), 2);
	assert_memory_equal(a, "de", 2);
	Close(fd);
}

/* P78: an offset that needs more than 32 bits goes whole into the low word. */
static void test_vectors_at_five_gibibytes(void **state)
{
	char text[] = "five";
	char back[8];
	Iovec iov = { text, 4 };
	int fd = make_file("sparse", "");

	(void)state;
	assert_int_equal(Pwritev(fd, &iov, 1, 5 * GIB), 4);
	assert_int_equal(Seek(fd, 0, LX_SEEK_END), 5 * GIB + 4);
	iov.base = back;
	assert_int_equal(Preadv(fd, &iov, 1, 5 * GIB), 4);
	assert_memory_equal(back, "five", 4);
	assert_int_equal(Pread(fd, back, 4, 5 * GIB + 2), 2);
	assert_int_equal(Preadv(fd, &iov, 1, GIB), 4);
	assert_memory_equal(back, "\0\0\0\0", 4);
	Close(fd);
	unlink("sparse");
}

static void test_preadv2_uses_the_offset_for_minus_one(void **state)
{
	char text[] = "0123456789";
	char back[10];
	Iovec iov = { text, 10 };
	int fd = make_file("v2", "");

	(void)state;
	SKIP_WITHOUT(preadv2);
	assert_int_equal(Pwritev2(fd, &iov, 1, 0, 1 << 30), -LX_EOPNOTSUPP);
	assert_int_equal(Preadv2(fd, &iov, 1, -2, 0), -LX_EINVAL);
	assert_int_equal(Pwritev2(fd, &iov, 1, -1, 0), 10);
	assert_int_equal(Seek(fd, 0, LX_SEEK_CUR), 10);
	assert_int_equal(Pwritev2(fd, &iov, 1, 0, LX_RWF_APPEND), 10);
	assert_int_equal(Seek(fd, 0, LX_SEEK_END), 20);
	assert_int_equal(Seek(fd, 3, LX_SEEK_SET), 3);
	iov.base = back;
	assert_int_equal(Preadv2(fd, &iov, 1, -1, 0), 10);
	assert_memory_equal(back, "3456789012", 10);
	assert_int_equal(Preadv2(fd, &iov, 1, 5, 0), 10);
	assert_memory_equal(back, "5678901234", 10);
	assert_int_equal(Seek(fd, 0, LX_SEEK_CUR), 13);
	Close(fd);
}

static void test_seek(void **state)
{
	int fd = make_file("seek", "abc");
	int p[2];

	(void)state;
	assert_int_equal(Pipe(p), 0);
	assert_int_equal(Seek(p[0], 0, LX_SEEK_CUR), -LX_ESPIPE);
	Close(p[0]);
	Close(p[1]);
	assert_int_equal(Seek(-1, 0, LX_SEEK_SET), -LX_EBADF);
	assert_int_equal(Seek(fd, -1, LX_SEEK_SET), -LX_EINVAL);
	assert_int_equal(Seek(fd, 0, 99), -LX_EINVAL);
	assert_int_equal(Seek(fd, -1, LX_SEEK_END), 2);
	assert_int_equal(Seek(fd, 5 * GIB, LX_SEEK_CUR), 5 * GIB + 2);
	assert_int_equal(Seek(fd, 0, LX_SEEK_HOLE), 3);
	assert_int_equal(Seek(fd, 3, LX_SEEK_DATA), -LX_ENXIO);
	Close(fd);
}

/* P11, P12: an offset in the upper half of /proc/self/mem is a value, up to the last 4095, which look like errors. */
static void test_seek_above_long_max(void **state)
{
	int fd = Open("/proc/self/mem", LX_O_RDONLY, 0);
	long where = -0xa00000;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(Seek(fd, where, LX_SEEK_SET), where);
	assert_false(IsErr(where));
	assert_int_equal(Seek(fd, -4096, LX_SEEK_SET), -4096);
	assert_false(IsErr(-4096));
	assert_int_equal(Seek(fd, -5, LX_SEEK_SET), -5);
	assert_true(IsErr(-5));
	Close(fd);
}

static void test_dup(void **state)
{
	int fd = Open("/dev/null", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	int copy;

	(void)state;
	assert_int_equal(Dup(-1), -LX_EBADF);
	copy = Dup(fd);
	assert_true(copy > fd);
	assert_int_equal(fcntl(copy, F_GETFD), 0);
	Close(copy);
	assert_int_equal(Dup3(fd, fd, 0), -LX_EINVAL);
	assert_int_equal(Dup3(fd, 99, 1 << 30), -LX_EINVAL);
	assert_int_equal(Dup3(fd, 99, LX_O_CLOEXEC), 99);
	assert_int_equal(fcntl(99, F_GETFD), FD_CLOEXEC);
	Close(99);
	Close(fd);
}

/* P76 */
static void test_dup2_of_equal_descriptors(void **state)
{
	int fd = Open("/dev/null", LX_O_RDONLY | LX_O_CLOEXEC, 0);

	(void)state;
	assert_int_equal(Dup2(fd, fd), fd);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(Dup2(333, 333), -LX_EBADF);
	assert_int_equal(Dup2(-1, -1), -LX_EBADF);
	assert_int_equal(Dup2(333, fd), -LX_EBADF);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(Dup2(fd, -1), -LX_EBADF);
	assert_int_equal(Dup2(fd, 98), 98);
	assert_int_equal(fcntl(98, F_GETFD), 0);
	assert_int_equal(Dup2(0, 98), 98);
	Close(98);
	Close(fd);
	assert_int_equal(Dup2(fd, fd), -LX_EBADF);
}

static void test_pipes(void **state)
{
	char buf[8];
	int p[2];

	(void)state;
	assert_int_equal(Pipe(nowhere), -LX_EFAULT);
	if (!unit_under_qemu()) /* which drops what it does not know */
		assert_int_equal(Pipe2(p, 1 << 30), -LX_EINVAL);
	assert_int_equal(Pipe(p), 0);
	assert_int_equal(Write(p[1], "pipe", 4), 4);
	assert_int_equal(Read(p[0], buf, 8), 4);
	assert_memory_equal(buf, "pipe", 4);
	assert_int_equal(fcntl(p[0], F_GETFD) | fcntl(p[1], F_GETFD), 0);
	assert_int_equal(Close(p[1]), 0);
	assert_int_equal(Read(p[0], buf, 8), 0);
	Close(p[0]);
	assert_int_equal(Pipe2(p, LX_O_CLOEXEC | LX_O_NONBLOCK), 0);
	assert_int_equal(fcntl(p[0], F_GETFD) & fcntl(p[1], F_GETFD), FD_CLOEXEC);
	assert_int_equal(Read(p[0], buf, 8), -LX_EAGAIN);
	Close(p[0]);
	Close(p[1]);
}

/* P18: a success that is not 0 */
static void test_fcntl_returns_the_pipe_size(void **state)
{
	int p[2];

	(void)state;
	assert_int_equal(FcntlInt(-1, LX_F_GETFL, 0), -LX_EBADF);
	assert_int_equal(Pipe(p), 0);
	assert_int_equal(FcntlInt(p[0], 9999, 0), -LX_EINVAL);
	assert_int_equal(FcntlInt(p[0], LX_F_SETPIPE_SZ, 8192), 8192);
	assert_int_equal(FcntlInt(p[1], LX_F_GETPIPE_SZ, 0), 8192);
	assert_int_equal(FcntlInt(p[0], LX_F_DUPFD_CLOEXEC, 150), 150);
	assert_int_equal(FcntlInt(150, LX_F_GETFD, 0), LX_FD_CLOEXEC);
	assert_int_equal(FcntlInt(150, LX_F_SETFD, 0), 0);
	assert_int_equal(FcntlInt(150, LX_F_GETFD, 0), 0);
	Close(150);
	Close(p[0]);
	Close(p[1]);
}

static void test_fcntl_pointer_commands(void **state)
{
	unsigned long hint = LX_RWH_WRITE_LIFE_LONG;
	int fd = make_file("hint", "");

	(void)state;
	SKIP_UNDER_QEMU("no F_SET_RW_HINT");
	assert_int_equal(FcntlPtr(fd, LX_F_SET_RW_HINT, nowhere), -LX_EFAULT);
	assert_int_equal(FcntlPtr(fd, LX_F_SET_RW_HINT, &hint), 0);
	hint = 77;
	assert_int_equal(FcntlPtr(fd, LX_F_GET_RW_HINT, &hint), 0);
	assert_int_equal(hint, LX_RWH_WRITE_LIFE_LONG);
	Close(fd);
}

static int lock_from_another_process(void)
{
	Flock_t lock = { LX_F_WRLCK, LX_SEEK_SET, 15, 1, 0 };
	int fd = Open("lock", LX_O_RDWR, 0);

	if (FcntlFlock(fd, LX_F_SETLK, &lock) != -LX_EAGAIN)
		return 1;
	if (FcntlFlock(fd, LX_F_GETLK, &lock) != 0)
		return 2;
	if (lock.type != LX_F_WRLCK || lock.start != 10 || lock.len != 10 || lock.whence != LX_SEEK_SET)
		return 3;
	if (lock.pid != getppid())
		return 4;
	lock.type = LX_F_RDLCK;
	lock.start = 20;
	return FcntlFlock(fd, LX_F_SETLK, &lock) == 0 ? 0 : 5;
}

static void test_fcntl_locks(void **state)
{
	Flock_t lock = { LX_F_WRLCK, LX_SEEK_SET, 10, 10, 0 };
	int fd = make_file("lock", "");
	int other;

	(void)state;
	assert_int_equal(FcntlFlock(-1, LX_F_SETLK, &lock), -LX_EBADF);
	lock.type = 99;
	assert_int_equal(FcntlFlock(fd, LX_F_SETLK, &lock), -LX_EINVAL);
	lock.type = LX_F_WRLCK;
	assert_int_equal(FcntlFlock(fd, LX_F_SETLK, &lock), 0);
	assert_int_equal(in_child(lock_from_another_process), 0);
	lock.type = LX_F_UNLCK;
	assert_int_equal(FcntlFlock(fd, LX_F_SETLKW, &lock), 0);
	other = Open("lock", LX_O_RDWR, 0);
	lock.type = LX_F_WRLCK;
	assert_int_equal(FcntlFlock(fd, LX_F_OFD_SETLK, &lock), 0);
	assert_int_equal(FcntlFlock(other, LX_F_OFD_SETLK, &lock), -LX_EAGAIN);
	assert_int_equal(FcntlFlock(other, LX_F_OFD_GETLK, &lock), 0);
	assert_int_equal(lock.type, LX_F_WRLCK);
	assert_int_equal(lock.pid, -1);
	Close(fd);
	lock.pid = 0;
	assert_int_equal(FcntlFlock(other, LX_F_OFD_SETLK, &lock), 0);
	Close(other);
}

static void test_fcntl_owner(void **state)
{
	FOwnerEx owner = { LX_F_OWNER_PGRP, 0 };
	int p[2];

	(void)state;
	assert_int_equal(FcntlGetOwn(-1, &owner), -LX_EBADF);
	assert_int_equal(Pipe(p), 0);
	owner.pid = getpgrp();
	assert_int_equal(FcntlSetOwn(p[0], &owner), 0);
	memset(&owner, 0xff, sizeof(owner));
	assert_int_equal(FcntlGetOwn(p[0], &owner), 0);
	assert_int_equal(owner.type, LX_F_OWNER_PGRP);
	assert_int_equal(owner.pid, getpgrp());
	owner.type = 7;
	assert_int_equal(FcntlSetOwn(p[0], &owner), -LX_EINVAL);
	owner.type = LX_F_OWNER_PID;
	owner.pid = getpid();
	assert_int_equal(FcntlSetOwn(p[0], &owner), 0);
	owner.pid = 0;
	assert_int_equal(FcntlGetOwn(p[0], &owner), 0);
	assert_int_equal(owner.type, LX_F_OWNER_PID);
	assert_int_equal(owner.pid, getpid());
	Close(p[0]);
	Close(p[1]);
}

static int owner_of_group_one(void)
{
	FOwnerEx owner = { 0, 0 };
	int p[2];

	if (getpid() != 1 || setpgid(0, 0) != 0 || Pipe(p) != 0 || FcntlInt(p[0], LX_F_SETOWN, -1) != 0)
		return 10;
	if (FcntlInt(p[0], LX_F_GETOWN, 0) != -LX_EPERM)
		return 11;
	return FcntlGetOwn(p[0], &owner) == 0 && owner.type == LX_F_OWNER_PGRP && owner.pid == 1 ? 0 : 12;
}

static int in_pid_namespace(void)
{
	return unshare(CLONE_NEWPID) == 0 ? in_child(owner_of_group_one) : 20;
}

/* P12: group 1 of a new PID namespace comes back from F_GETOWN as -EPERM would. */
static void test_fcntl_owner_of_a_small_group(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no PID namespaces");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(in_pid_namespace), 0);
}

static void test_flock(void **state)
{
	int a = make_file("flock", "");
	int b = Open("flock", LX_O_RDONLY, 0);

	(void)state;
	assert_int_equal(Flock(-1, LX_LOCK_EX), -LX_EBADF);
	assert_int_equal(Flock(a, 0), -LX_EINVAL);
	assert_int_equal(Flock(a, LX_LOCK_EX), 0);
	assert_int_equal(Flock(b, LX_LOCK_SH | LX_LOCK_NB), -LX_EWOULDBLOCK);
	assert_int_equal(Flock(a, LX_LOCK_UN), 0);
	assert_int_equal(Flock(b, LX_LOCK_SH | LX_LOCK_NB), 0);
	assert_int_equal(Flock(a, LX_LOCK_SH | LX_LOCK_NB), 0);
	Close(a);
	Close(b);
}

static void test_truncate(void **state)
{
	int fd = make_file("trunc", "abcdef");

	(void)state;
	assert_int_equal(Truncate("none", 1), -LX_ENOENT);
	assert_int_equal(Truncate("trunc", -1), -LX_EINVAL);
	assert_int_equal(Ftruncate(0, 1), -LX_EINVAL);
	assert_int_equal(Truncate("trunc", 3), 0);
	expect_content(fd, "abc");
	assert_int_equal(Ftruncate(fd, 5 * GIB), 0);
	assert_int_equal(Seek(fd, 0, LX_SEEK_END), 5 * GIB);
	Close(fd);
	unlink("trunc");
}

static void test_fallocate(void **state)
{
	char buf[8192];
	struct stat st;
	int fd = make_file("falloc", "");

	(void)state;
	assert_int_equal(Fallocate(fd, 0, 0, 0), -LX_EINVAL);
	assert_int_equal(Fallocate(fd, 1 << 30, 0, 1), -LX_EOPNOTSUPP);
	if (Fallocate(fd, 0, 0, 4096) == -LX_EOPNOTSUPP)
		SKIP("this file system has no fallocate");
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_size, 4096);
	assert_int_equal(Fallocate(fd, LX_FALLOC_FL_KEEP_SIZE, 4096, 4096), 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_size, 4096);
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(Pwrite(fd, buf, 8192, 0), 8192);
	assert_int_equal(Fallocate(fd, LX_FALLOC_FL_PUNCH_HOLE | LX_FALLOC_FL_KEEP_SIZE, 0, 4096), 0);
	assert_int_equal(Pread(fd, buf, 8192, 0), 8192);
	assert_int_equal(buf[4095], 0);
	assert_int_equal(buf[4096], 'x');
	Close(fd);
}

static void test_advice_and_sync(void **state)
{
	int fd = make_file("sync", "data");
	int p[2];

	(void)state;
	assert_int_equal(Pipe(p), 0);
	assert_int_equal(Fadvise(p[0], 0, 0, LX_POSIX_FADV_NORMAL), -LX_ESPIPE);
	assert_int_equal(Fadvise(fd, 0, 0, 99), -LX_EINVAL);
	assert_int_equal(Fadvise(fd, 0, 0, LX_POSIX_FADV_SEQUENTIAL), 0);
	assert_int_equal(Readahead(p[0], 0, 4), -LX_EINVAL);
	assert_int_equal(Readahead(-1, 0, 4), -LX_EBADF);
	assert_int_equal(Readahead(fd, 0, 4), 0);
	assert_int_equal(Fsync(-1), -LX_EBADF);
	assert_int_equal(Fsync(p[0]), -LX_EINVAL);
	assert_int_equal(Fsync(fd), 0);
	assert_int_equal(Fdatasync(-1), -LX_EBADF);
	assert_int_equal(Fdatasync(fd), 0);
	assert_int_equal(Syncfs(-1), -LX_EBADF);
	assert_int_equal(SyncFileRange(fd, 0, 0, 1U << 30), -LX_EINVAL);
	assert_int_equal(SyncFileRange(p[0], 0, 0, LX_SYNC_FILE_RANGE_WRITE), -LX_ESPIPE);
	assert_int_equal(SyncFileRange(fd, 0, 0, LX_SYNC_FILE_RANGE_WRITE_AND_WAIT), 0);
	Close(p[0]);
	Close(p[1]);
	Close(fd);
}

static void test_sync_of_everything(void **state)
{
	int fd = Open("/proc", LX_O_RDONLY, 0);

	(void)state;
	assert_int_equal(Syncfs(fd), 0);
	Close(fd);
	assert_int_equal(Sync(), 0);
}

static void test_sendfile_moves_the_offset(void **state)
{
	int in = make_file("from", "0123456789");
	int out = make_file("to", "");
	long offset = 4;

	(void)state;
	assert_int_equal(Sendfile(-1, in, &offset, 1), -LX_EBADF);
	assert_int_equal(Sendfile(out, in, nowhere, 1), -LX_EFAULT);
	offset = -1;
	assert_int_equal(Sendfile(out, in, &offset, 1), -LX_EINVAL);
	offset = 4;
	assert_int_equal(Sendfile(out, in, &offset, 3), 3);
	assert_int_equal(offset, 7);
	assert_int_equal(Seek(in, 0, LX_SEEK_CUR), 0);
	assert_int_equal(Sendfile(out, in, NULL, 2), 2);
	assert_int_equal(Seek(in, 0, LX_SEEK_CUR), 2);
	expect_content(out, "45601");
	Close(in);
	Close(out);
}

static void test_splice_tee_vmsplice(void **state)
{
	char buf[16];
	char text[] = "memory";
	Iovec iov = { text, 6 };
	int fd = make_file("splice", "abcdef");
	long offset = 2;
	int a[2];
	int b[2];

	(void)state;
	assert_int_equal(Pipe(a), 0);
	assert_int_equal(Pipe(b), 0);
	assert_int_equal(Splice(fd, NULL, fd, NULL, 1, 0), -LX_EINVAL);
	assert_int_equal(Splice(a[0], &offset, fd, NULL, 1, 0), -LX_ESPIPE);
	assert_int_equal(Splice(a[0], NULL, b[1], NULL, 1, LX_SPLICE_F_NONBLOCK), -LX_EAGAIN);
	assert_int_equal(Tee(fd, b[1], 1, 0), -LX_EINVAL);
	assert_int_equal(Vmsplice(fd, &iov, 1, 0), -LX_EBADF);
	assert_int_equal(Vmsplice(a[1], &iov, 1, 1U << 30), -LX_EINVAL);
	assert_int_equal(Splice(fd, &offset, a[1], NULL, 4, 0), 4);
	assert_int_equal(offset, 6);
	assert_int_equal(Tee(a[0], b[1], 16, 0), 4);
	assert_int_equal(Read(b[0], buf, 16), 4);
	assert_memory_equal(buf, "cdef", 4);
	offset = 0;
	assert_int_equal(Splice(a[0], NULL, fd, &offset, 16, LX_SPLICE_F_MOVE), 4);
	expect_content(fd, "cdefef");
	assert_int_equal(Vmsplice(a[1], &iov, 1, 0), 6);
	assert_int_equal(Read(a[0], buf, 16), 6);
	assert_memory_equal(buf, "memory", 6);
	Close(a[0]);
	Close(a[1]);
	Close(b[0]);
	Close(b[1]);
	Close(fd);
}

static void test_copy_file_range(void **state)
{
	int in = make_file("copy-from", "0123456789");
	int out = make_file("copy-to", "");
	long off_in = 3;
	long off_out = 1;

	(void)state;
	assert_int_equal(CopyFileRange(-1, NULL, out, NULL, 1, 0), -LX_EBADF);
	assert_int_equal(CopyFileRange(in, NULL, out, NULL, 1, 1), -LX_EINVAL);
	assert_int_equal(CopyFileRange(in, &off_in, out, &off_out, 4, 0), 4);
	assert_int_equal(off_in, 7);
	assert_int_equal(off_out, 5);
	assert_int_equal(CopyFileRange(in, NULL, out, NULL, 1, 0), 1);
	expect_content(out, "03456");
	assert_int_equal(CopyFileRange(in, &off_in, out, NULL, 100, 0), 3);
	assert_int_equal(CopyFileRange(in, &off_in, out, NULL, 100, 0), 0);
	Close(in);
	Close(out);
}

/* Counts the entries of a directory whose names begin with "e", in reads of count bytes at buf. */
static int count_entries(int fd, char *buf, unsigned int count)
{
	int found = 0;
	int n;

	while ((n = Getdents(fd, buf, count)) > 0) {
		int at = 0;

		while (at < n) {
			Dirent dirent;
			const char *name;

			memcpy(&dirent, buf + at, sizeof(dirent));
			name = DirentName((const Dirent *)(const void *)(buf + at));
			if (name[0] == 'e') {
				assert_int_equal(strlen(name), 3);
				assert_int_equal(dirent.type, name[1] == 'd' ? LX_DT_DIR : LX_DT_REG);
				assert_int_not_equal(dirent.ino, 0);
				found++;
			} else {
				assert_string_equal(strcmp(name, ".") ? ".." : ".", name);
				assert_int_equal(dirent.type, LX_DT_DIR);
			}
			at += dirent.reclen;
		}
		assert_int_equal(at, n);
	}
	assert_int_equal(n, 0);
	return found;
}

static void test_getdents(void **state)
{
	long buf[8];
	char large[4096];
	char name[] = "list/ef0";
	int fd;
	int i;

	(void)state;
	assert_int_equal(mkdir("list", 0700), 0);
	assert_int_equal(mkdir("list/ed0", 0700), 0);
	for (i = 0; i < 9; i++) {
		name[7] = (char)('0' + i);
		Close(Creat(name, 0600));
	}
	fd = Open("/dev/null", LX_O_RDONLY, 0);
	assert_int_equal(Getdents(fd, buf, sizeof(buf)), -LX_ENOTDIR);
	Close(fd);
	assert_int_equal(Getdents(-1, buf, sizeof(buf)), -LX_EBADF);
	fd = Open("list", LX_O_RDONLY | LX_O_DIRECTORY, 0);
	assert_int_equal(Getdents(fd, buf, 20), -LX_EINVAL);
	assert_int_equal(count_entries(fd, (char *)buf, sizeof(buf)), 10);
	assert_int_equal(Seek(fd, 0, LX_SEEK_SET), 0);
	assert_int_equal(count_entries(fd, large, sizeof(large)), 10);
	assert_int_equal(Seek(fd, 0, LX_SEEK_SET), 0);
	assert_int_equal(count_entries(fd, large + 1, sizeof(large) - 1), 10);
	Close(fd);
}

/* P94 */
static void test_getdents_of_a_removed_directory(void **state)
{
	long buf[64];
	int fd;

	(void)state;
	assert_int_equal(mkdir("gone", 0700), 0);
	fd = Open("gone", LX_O_RDONLY | LX_O_DIRECTORY, 0);
	assert_int_equal(rmdir("gone"), 0);
	assert_int_equal(Getdents(fd, buf, sizeof(buf)), -LX_ENOENT);
	Close(fd);
}

static void test_cachestat(void **state)
{
	CachestatRange range = { 0, 0 };
	Cachestat_t cstat;
	int fd = make_file("cache", "cached");
	int result = Cachestat(fd, &range, &cstat, 0);

	(void)state;
	if (result == -LX_ENOSYS)
		SKIP("no cachestat here, new in Linux 6.5");
	assert_int_equal(Cachestat(-1, &range, &cstat, 0), -LX_EBADF);
	assert_int_equal(Cachestat(fd, &range, &cstat, 1), -LX_EINVAL);
	assert_int_equal(Cachestat(fd, nowhere, &cstat, 0), -LX_EFAULT);
	assert_int_equal(result, 0);
	assert_int_equal(cstat.nr_cache, 1);
	Close(fd);
}

UNIT_TESTS(unit_test(test_open_errors), unit_test(test_open_modes_and_flags), unit_test(test_open_tmpfile_has_its_mode),
	   unit_test(test_openat_is_relative_to_its_directory), unit_test(test_openat2_confines_and_rejects),
	   unit_test(test_openat2_rejects_flags_of_the_upper_half),
	   unit_test(test_creat_empties), unit_test(test_close_and_close_range), unit_test(test_read_and_write),
	   unit_test(test_vectors), unit_test(test_vectors_at_five_gibibytes),
	   unit_test(test_preadv2_uses_the_offset_for_minus_one), unit_test(test_seek),
	   unit_test(test_seek_above_long_max), unit_test(test_dup), unit_test(test_dup2_of_equal_descriptors),
	   unit_test(test_pipes), unit_test(test_fcntl_returns_the_pipe_size), unit_test(test_fcntl_pointer_commands),
	   unit_test(test_fcntl_locks), unit_test(test_fcntl_owner), unit_test(test_fcntl_owner_of_a_small_group),
	   unit_test(test_flock), unit_test(test_truncate), unit_test(test_fallocate), unit_test(test_advice_and_sync),
	   unit_test(test_sync_of_everything), unit_test(test_sendfile_moves_the_offset),
	   unit_test(test_splice_tee_vmsplice), unit_test(test_copy_file_range), unit_test(test_getdents),
	   unit_test(test_getdents_of_a_removed_directory), unit_test(test_cachestat));
