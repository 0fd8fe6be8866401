/* Access checks without faccessat2: path.h. What the kernel's own faccessat2 says is what the emulation must say. */
#include "unit.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <barecall/path.h>

static const int flag_sets[] = { 0, LX_AT_EACCESS, LX_AT_SYMLINK_NOFOLLOW, LX_AT_EACCESS | LX_AT_SYMLINK_NOFOLLOW };
static const unsigned int owners[][2] = { { 0, 0 }, { 1000, 1000 }, { 0, 4242 }, { 1000, 4242 }, { 2000, 2000 },
					  { 65534, 1000 } };
static const unsigned int modes[] = { 0, 0100, 0010, 0001, 0444, 0222, 0640, 0604, 0755, 0750, 0070, 0007, 0700, 0777 };

enum { OWNERS = 6, MODES = 14, FLAGS = 4 };

static char names[2 * OWNERS * MODES + 8][32];
static int count;
static int immutable;

static char *name(const char *format, unsigned int a, unsigned int b)
{
	snprintf(names[count], sizeof(names[0]), format, a, b);
	return names[count++];
}

/* Files, directories and symbolic links of every owner and mode; one that is immutable, one on a read-only mount. */
static void make_files(void)
{
	unsigned int i, k;
	int fd, flags = FS_IMMUTABLE_FL;

	assert_int_equal(chmod(".", 0755), 0);
	for (i = 0; i < OWNERS; i++)
		for (k = 0; k < MODES; k++) {
			char *p = name("file%u.%u", i, k);

			close(open(p, O_CREAT | O_WRONLY, 0600));
			assert_int_equal(chown(p, owners[i][0], owners[i][1]), 0);
			assert_int_equal(chmod(p, modes[k]), 0);
			p = name("dir%u.%u", i, k);
			assert_int_equal(mkdir(p, 0700), 0);
			assert_int_equal(chown(p, owners[i][0], owners[i][1]), 0);
			assert_int_equal(chmod(p, modes[k]), 0);
		}
	assert_int_equal(symlink("file0.0", name("link", 0, 0)), 0);
	assert_int_equal(symlink("file0.13", name("open", 0, 0)), 0);
	assert_int_equal(symlink("nowhere", name("dangling", 0, 0)), 0);
	assert_int_equal(symlink("loop", name("loop", 0, 0)), 0);
	name("missing", 0, 0);
	name("file0.0/below", 0, 0);
	name("", 0, 0);
	fd = open(name("immutable", 0, 0), O_CREAT | O_RDWR, 0666);
	immutable = ioctl(fd, FS_IOC_SETFLAGS, &flags) == 0;
	close(fd);
}

static void make_mutable(void)
{
	int fd = open("immutable", O_RDONLY), flags = 0;

	if (immutable)
		assert_int_equal(ioctl(fd, FS_IOC_SETFLAGS, &flags), 0);
	close(fd);
}

/* From now on this process gets error from faccessat2, whatever it asks. */
static int refuse(int error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_faccessat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned int)error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 &&
	       Faccessat2(LX_AT_FDCWD, "/", 0, 0) == -error;
}

static int set_ids(unsigned int ruid, unsigned int euid, unsigned int gid)
{
	return setresgid(gid, gid, gid) == 0 && setresuid(ruid, euid, 0) == 0;
}

/* Effective capabilities become caps, of those that are permitted. */
static int set_effective(unsigned int caps)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData data[2];

	if (Capget(&header, data) != 0)
		return 0;
	data[0].effective = caps;
	data[1].effective = 0;
	return Capset(&header, data) == 0;
}

static int no_groups(void)
{
	return setgroups(0, NULL) == 0;
}

static int many_groups(void)
{
	gid_t groups[200];
	unsigned int i;

	for (i = 0; i < 200; i++)
		groups[i] = i == 150 ? 4242 : 10000 + i;
	return setgroups(200, groups) == 0;
}

static int as_root(void)
{
	return no_groups();
}

static int as_user(void)
{
	return no_groups() && set_ids(1000, 1000, 1000);
}

static int as_user_of_group(void)
{
	return no_groups() && set_ids(1000, 1000, 4242);
}

static int as_user_with_groups(void)
{
	return many_groups() && set_ids(1000, 1000, 1000);
}

static int as_real_user(void)
{
	return no_groups() && set_ids(1000, 0, 1000);
}

static int as_effective_user(void)
{
	return no_groups() && set_ids(0, 1000, 1000);
}

static int as_effective_user_with_groups(void)
{
	return many_groups() && set_ids(0, 1000, 1000);
}

static int as_effective_user_with_a_group(void)
{
	static const gid_t group = 4242;

	return setgroups(1, &group) == 0 && set_ids(0, 1000, 1000);
}

static int as_effective_group(void)
{
	return no_groups() && setresgid(1000, 4242, 0) == 0 && setresuid(1000, 1000, 0) == 0;
}

static int as_user_who_may_override(void)
{
	return as_user() && set_effective(1U << LX_CAP_DAC_OVERRIDE);
}

static int as_user_who_may_read(void)
{
	return as_user() && set_effective(1U << LX_CAP_DAC_READ_SEARCH);
}

static int as_root_without_capabilities(void)
{
	return no_groups() && set_effective(0);
}

/* File-system ids alone differ: the capabilities over files are gone with them. */
static int as_file_system_user(void)
{
	return no_groups() && setfsgid(1000) == 0 && setfsuid(1000) == 0 && setfsuid(1000) == 1000;
}

static int as_root_at_file_systems_alone(void)
{
	return no_groups() && set_ids(1000, 1000, 1000) && setresuid(1000, 1000, 1000) == 0 &&
	       set_effective(1U << LX_CAP_SETUID) && setfsuid(0) == 1000 && setfsuid(0) == 0;
}

static int without_fixup(void)
{
	return prctl(PR_SET_SECUREBITS, LX_SECBIT_NO_SETUID_FIXUP, 0, 0, 0) == 0;
}

static int as_real_user_without_fixup(void)
{
	return without_fixup() && as_real_user();
}

static int as_effective_user_without_fixup(void)
{
	return without_fixup() && as_effective_user() && set_effective(1U << LX_CAP_DAC_READ_SEARCH);
}

static int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));

	close(fd);
	return n == (ssize_t)strlen(text);
}

/* From now on this process is in a user namespace with this map, which another process has to write. */
static int enter_namespace(const char *map)
{
	char path[64], c = 0;
	int go[2], entered, wrote;
	pid_t self = getpid(), child;

	if (!no_groups() || pipe(go) != 0)
		return 0;
	child = fork();
	if (child == 0) {
		close(go[1]);
		if (read(go[0], &c, 1) != 1)
			_exit(1);
		snprintf(path, sizeof(path), "/proc/%d/uid_map", (int)self);
		if (!write_text(path, map))
			_exit(2);
		snprintf(path, sizeof(path), "/proc/%d/gid_map", (int)self);
		_exit(write_text(path, map) ? 0 : 3);
	}
	entered = unshare(CLONE_NEWUSER) == 0 && write(go[1], &c, 1) == 1;
	close(go[0]);
	close(go[1]);
	return child > 0 && waitpid(child, &wrote, 0) == child && wrote == 0 && entered;
}

static int as_root_of_a_namespace(void)
{
	return enter_namespace("0 1000 1\n5 2000 1\n") && set_ids(0, 0, 0);
}

/* CAP_DAC_OVERRIDE counts only over files whose owner and group are mapped. */
static int as_real_user_of_a_namespace(void)
{
	return enter_namespace("0 1000 1\n5 2000 1\n") && set_ids(5, 0, 0);
}

static int as_effective_user_of_a_namespace(void)
{
	return enter_namespace("0 1000 1\n5 2000 1\n") && set_ids(0, 5, 5);
}

static int as_real_user_of_a_namespace_of_all(void)
{
	return enter_namespace("0 0 4294967295\n") && set_ids(5, 0, 0);
}

static int (*become)(void);
static int error;

static int agrees(void)
{
	static int wanted[sizeof(names) / sizeof(names[0])][FLAGS][9];
	int i, f, mode, got;

	/* Who stops being root loses the permitted capabilities, which some of these need. */
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0 || !become())
		return 1;
	for (i = 0; i < count; i++)
		for (f = 0; f < FLAGS; f++)
			for (mode = 0; mode < 9; mode++)
				wanted[i][f][mode] = Faccessat2(LX_AT_FDCWD, names[i], mode, flag_sets[f]);
	if (!refuse(error))
		return 2;
	for (i = 0; i < count; i++)
		for (f = 0; f < FLAGS; f++)
			for (mode = 0; mode < 9; mode++) {
				got = FaccessatEmulated(LX_AT_FDCWD, names[i], mode, flag_sets[f]);
				if (got != wanted[i][f][mode]) {
					printf("# \"%s\" mode %d flags %#x: %d, the kernel says %d\n", names[i], mode,
					       (unsigned int)flag_sets[f], got, wanted[i][f][mode]);
					fflush(stdout);
					return 3;
				}
			}
	return 0;
}

static void test_emulation_agrees_with_the_kernel(void **state)
{
	static const struct {
		int (*become)(void);
		const char *name;
	} identities[] = {
		{ as_root, "root" },
		{ as_user, "user" },
		{ as_user_of_group, "user of the group" },
		{ as_user_with_groups, "user with many groups" },
		{ as_real_user, "real user, effective root" },
		{ as_effective_user, "real root, effective user" },
		{ as_effective_user_with_groups, "effective user with many groups" },
		{ as_effective_user_with_a_group, "effective user with a group" },
		{ as_effective_group, "effective group" },
		{ as_user_who_may_override, "user with CAP_DAC_OVERRIDE" },
		{ as_user_who_may_read, "user with CAP_DAC_READ_SEARCH" },
		{ as_root_without_capabilities, "root without effective capabilities" },
		{ as_file_system_user, "user at file systems" },
		{ as_root_at_file_systems_alone, "root at file systems" },
		{ as_real_user_without_fixup, "real user, capabilities kept as they are" },
		{ as_effective_user_without_fixup, "effective user, capabilities kept as they are" },
		{ as_root_of_a_namespace, "root of a user namespace" },
		{ as_real_user_of_a_namespace, "real user, effective root of a user namespace" },
		{ as_effective_user_of_a_namespace, "real root, effective user of a user namespace" },
		{ as_real_user_of_a_namespace_of_all, "real user, effective root of a user namespace of all ids" },
	};
	unsigned int i, failed = 0;
	int namespaces = unit_user_namespaces();

	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no seccomp");
	if (Faccessat2(LX_AT_FDCWD, "/", 0, 0) != 0)
		SKIP("no faccessat2 to compare with");
	make_files();
	for (i = 0; i < 2 * sizeof(identities) / sizeof(identities[0]); i++) {
		int result;

		if (!namespaces && strstr(identities[i / 2].name, "of a user namespace"))
			continue;
		become = identities[i / 2].become;
		error = i % 2 ? EPERM : ENOSYS;
		result = in_child(agrees);
		if (result) {
			printf("# %s, errno %d: %d\n", identities[i / 2].name, error, result);
			failed++;
		}
	}
	make_mutable();
	assert_int_equal(failed, 0);
}

static int empty_paths(void)
{
	int file = open("one", O_RDWR | O_CREAT, 0600), link;

	EXPECT(symlink("one", "tie") == 0);
	link = open("tie", O_PATH | O_NOFOLLOW);
	EXPECT(file >= 0 && link >= 0 && chmod("one", 0400) == 0 && chmod(".", 0755) == 0);
	EXPECT(as_user() && refuse(EPERM));
	EXPECT(FaccessatEmulated(file, "", LX_F_OK, LX_AT_EMPTY_PATH) == 0);
	EXPECT(FaccessatEmulated(file, "", LX_R_OK, LX_AT_EMPTY_PATH) == -EACCES);
	EXPECT(FaccessatEmulated(file, "", LX_R_OK, LX_AT_EMPTY_PATH | LX_AT_EACCESS) == -EACCES);
	EXPECT(FaccessatEmulated(link, "", LX_R_OK, LX_AT_EMPTY_PATH) == 0);
	EXPECT(FaccessatEmulated(file, "", LX_R_OK, LX_AT_EACCESS) == -ENOENT);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "one", LX_R_OK, LX_AT_EMPTY_PATH) == -EACCES);
	EXPECT(FaccessatEmulated(-1, "one", LX_R_OK, LX_AT_EACCESS) == -EBADF);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, NULL, LX_R_OK, LX_AT_EACCESS) == -EFAULT);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "one", LX_F_OK, LX_AT_REMOVEDIR | LX_AT_SYMLINK_FOLLOW) == -EINVAL);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "one", 8, LX_AT_EACCESS) == -EINVAL);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "one", 8, 0) == -EINVAL);
	return 0;
}

static void test_emulation_of_empty_paths_and_errors(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(empty_paths), 0);
	unlink("one");
	unlink("tie");
}

static int read_only(void)
{
	static const char *const paths[] = { "", "mnt/file", "mnt/tie", "mnt/fifo", "mnt/program", "mnt" };
	static const int sets[] = { LX_AT_EMPTY_PATH | LX_AT_EACCESS, LX_AT_EACCESS,
				    LX_AT_EACCESS | LX_AT_SYMLINK_NOFOLLOW, LX_AT_EACCESS, LX_AT_EACCESS,
				    LX_AT_EACCESS };
	int wanted[9 * 6], fd, i;

	EXPECT(mkdir("mnt", 0755) == 0 && unshare(CLONE_NEWNS) == 0);
	EXPECT(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
	EXPECT(mount("none", "mnt", "tmpfs", 0, "mode=0755") == 0);
	EXPECT(close(open("mnt/file", O_CREAT | O_WRONLY, 0666)) == 0 && chmod("mnt/file", 0666) == 0);
	EXPECT(symlink("file", "mnt/tie") == 0 && mkfifo("mnt/fifo", 0) == 0 && chmod("mnt/fifo", 0666) == 0);
	EXPECT(close(open("mnt/program", O_CREAT | O_WRONLY, 0777)) == 0 && chmod("mnt/program", 0777) == 0);
	EXPECT(mount(NULL, "mnt", NULL, MS_REMOUNT | MS_RDONLY | MS_NOEXEC, NULL) == 0);
	EXPECT(chmod(".", 0755) == 0 && as_real_user());
	fd = open("mnt/file", O_RDONLY);
	/* What the kernel says, and then what is found without it. */
	for (i = 0; i < 9 * 6; i++)
		wanted[i] = Faccessat2(i / 9 ? LX_AT_FDCWD : fd, paths[i / 9], i % 9, sets[i / 9]);
	EXPECT(refuse(ENOSYS));
	for (i = 0; i < 9 * 6; i++) {
		int got = FaccessatEmulated(i / 9 ? LX_AT_FDCWD : fd, paths[i / 9], i % 9, sets[i / 9]);

		if (got != wanted[i])
			printf("# \"%s\" mode %d: %d, the kernel says %d\n", paths[i / 9], i % 9, got, wanted[i]);
		EXPECT(got == wanted[i]);
	}
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "mnt/tie", LX_W_OK, LX_AT_SYMLINK_NOFOLLOW) == -EROFS);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "mnt/program", LX_X_OK, LX_AT_EACCESS) == -EACCES);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "mnt/file", LX_R_OK, LX_AT_EACCESS) == 0);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "mnt/file", LX_W_OK, LX_AT_EACCESS) == -EROFS);
	return 0;
}

static void test_emulation_sees_a_read_only_file_system(void **state)
{
	(void)state;
	SKIP_IN_A_CHROOT();
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no seccomp");
	if (Faccessat2(LX_AT_FDCWD, "/", 0, 0) != 0)
		SKIP("no faccessat2 to compare with");
	assert_int_equal(in_child(read_only), 0);
	rmdir("mnt");
}

/* No memory to find out whether somebody is of a group is no answer to whether he may. */
static int no_memory(void)
{
	struct rlimit none = { 0, 0 };

	EXPECT(many_groups() && close(open("shared", O_CREAT | O_WRONLY, 0600)) == 0 && chown("shared", 0, 4242) == 0);
	EXPECT(chmod("shared", 0060) == 0 && chmod(".", 0755) == 0 && setresgid(5, 5, 5) == 0 && setresuid(2000, 1000, 1000) == 0);
	EXPECT(refuse(ENOSYS) && FaccessatEmulated(LX_AT_FDCWD, "shared", LX_R_OK, LX_AT_SYMLINK_NOFOLLOW | LX_AT_EACCESS) == 0);
	EXPECT(setrlimit(RLIMIT_AS, &none) == 0);
	EXPECT(FaccessatEmulated(LX_AT_FDCWD, "shared", LX_R_OK, LX_AT_SYMLINK_NOFOLLOW | LX_AT_EACCESS) == -ENOMEM);
	return 0;
}

/* Root may do more than others only where that is permitted to it. */
static int root_without_rights(void)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData data[2];
	int fd = open("closed", O_CREAT | O_RDWR, 0600), mode;

	EXPECT(no_groups() && fchown(fd, 1000, 1000) == 0 && fchmod(fd, 0) == 0 && Capget(&header, data) == 0);
	data[0].permitted &= ~(1U << LX_CAP_DAC_OVERRIDE | 1U << LX_CAP_DAC_READ_SEARCH);
	data[0].effective &= data[0].permitted;
	EXPECT(Capset(&header, data) == 0);
	for (mode = 1; mode < 8; mode++)
		EXPECT(Faccessat2(fd, "", mode, LX_AT_EMPTY_PATH) == -EACCES);
	EXPECT(refuse(ENOSYS));
	for (mode = 1; mode < 8; mode++)
		EXPECT(FaccessatEmulated(fd, "", mode, LX_AT_EMPTY_PATH) == -EACCES);
	return 0;
}

static void test_emulation_of_a_root_without_rights(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no seccomp");
	if (Faccessat2(LX_AT_FDCWD, "", 0, LX_AT_EMPTY_PATH) != 0)
		SKIP("no faccessat2 to compare with");
	assert_int_equal(in_child(root_without_rights), 0);
	unlink("closed");
}

static void test_emulation_without_memory(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(no_memory), 0);
	unlink("shared");
}

/* -EPERM of a kernel that has faccessat2 is the answer, and not a reason to emulate. */
static void test_a_real_eperm_is_passed_on(void **state)
{
	int fd = open("fixed", O_CREAT | O_RDWR, 0666), flags = FS_IMMUTABLE_FL;

	(void)state;
	if (ioctl(fd, FS_IOC_SETFLAGS, &flags) != 0) {
		close(fd);
		SKIP("no immutable files here");
	}
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, "fixed", LX_W_OK, LX_AT_EACCESS), -EPERM);
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, "fixed", LX_R_OK, LX_AT_EACCESS), 0);
	flags = 0;
	assert_int_equal(ioctl(fd, FS_IOC_SETFLAGS, &flags), 0);
	close(fd);
	unlink("fixed");
}

static void test_without_a_filter(void **state)
{
	(void)state;
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, "missing", LX_F_OK, 0), -ENOENT);
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, "missing", LX_F_OK, LX_AT_EACCESS), -ENOENT);
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, ".", LX_R_OK | LX_X_OK, 0), 0);
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, ".", LX_R_OK | LX_X_OK, LX_AT_EACCESS), 0);
	assert_int_equal(symlink("nowhere", "astray"), 0);
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, "astray", LX_R_OK, LX_AT_SYMLINK_NOFOLLOW), 0);
	assert_int_equal(FaccessatEmulated(LX_AT_FDCWD, "astray", LX_R_OK, LX_AT_EACCESS), -ENOENT);
	unlink("astray");
}

UNIT_TESTS(unit_test(test_emulation_agrees_with_the_kernel), unit_test(test_emulation_of_empty_paths_and_errors),
	   unit_test(test_emulation_sees_a_read_only_file_system), unit_test(test_emulation_without_memory),
	   unit_test(test_emulation_of_a_root_without_rights), unit_test(test_a_real_eperm_is_passed_on),
	   unit_test(test_without_a_filter));
