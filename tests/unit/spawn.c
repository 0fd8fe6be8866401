/* Starting programs: spawn.h. */
#include "spawning.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

/* Fields 5 to 8 of a started program's /proc/self/stat: pgrp, session, tty_nr, tpgid. Returns its pid. */
static int job_of(int job[4], const char *expected_fd)
{
	char *argv[] = { (char *)"/bin/sh", (char *)"-c", LX_NULL, LX_NULL };
	char script[128], text[1024];
	int pid;

	snprintf(script, sizeof(script), "%s read x </proc/self/stat; echo \"$x\"", expected_fd);
	argv[2] = script;
	pid = output_of(argv, text, sizeof(text));
	if (pid > 0 && sscanf(text, "%*d %*s %*c %*d %d %d %d %d", &job[0], &job[1], &job[2], &job[3]) != 4)
		return -1000;
	return pid;
}

static void test_exec_errors(void **state)
{
	(void)state;
	plain();
	close(open("text", O_WRONLY | O_CREAT, 0600));
	assert_true(fails_with("./missing", LX_SPAWN_EXEC, ENOENT, 0));
	assert_true(fails_with("./text", LX_SPAWN_EXEC, EACCES, 0));
	assert_true(fails_with("/", LX_SPAWN_EXEC, EACCES, 0));
	assert_true(fails_with("text/none", LX_SPAWN_EXEC, ENOTDIR, 0));
	assert_int_equal(ForkExec("./missing", true_argv, LX_NULL, LX_NULL), -ENOENT);
	assert_true(childless());
}

static void test_arguments_and_environment(void **state)
{
	static char *const env[] = { (char *)"VALUE=12", LX_NULL };
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)"exit $(($1 + ${VALUE:-5}))", (char *)"sh", (char *)"30", LX_NULL };
	char *too_long[] = { LX_NULL, LX_NULL };
	SpawnError error = { 9, 9, 9 };

	(void)state;
	assert_int_equal(wait_for(ForkExec("/bin/sh", argv, LX_NULL, &error)), 35 << 8);
	assert_int_equal(error.step, LX_SPAWN_DONE);
	assert_int_equal(error.err, 0);
	assert_int_equal(error.index, 0);
	plain();
	attr.env = env;
	assert_int_equal(wait_for(ForkExec("/bin/sh", argv, &attr, LX_NULL)), 42 << 8);
	too_long[0] = malloc(1 << 20); /* a string may have 32 pages */
	memset(too_long[0], 'x', 1 << 20);
	too_long[0][(1 << 20) - 1] = 0;
	too_long[0][1] = '=';
	attr.env = too_long;
	assert_true(fails_with("/bin/sh", LX_SPAWN_EXEC, E2BIG, 0));
	free(too_long[0]);
}

static void test_refuses_what_contradicts_itself(void **state)
{
	static const unsigned int caps[] = { 3, 64 };
	static const int minus[] = { 0, 1, 2, -2 }, stdio[] = { 0, 1, 2 };
	static const SysProcIDMap map = { 0, 0, 1 };
	static const unsigned long flags[] = { LX_CLONE_THREAD, LX_CLONE_FILES,  LX_CLONE_FS,     LX_CLONE_SIGHAND,
					       LX_CLONE_PARENT, LX_CLONE_SETTLS, LX_CLONE_PIDFD, LX_SIGCHLD };
	Credential credential = { 0, 0, LX_NULL, 3, 0 };
	SpawnError error;
	int files[6] = { 0, 1, 2, 0, 0, 0 };
	unsigned int i;

	(void)state;
	plain();
	assert_int_equal(ForkExec(LX_NULL, true_argv, &attr, &error), -EINVAL);
	assert_int_equal(error.step, LX_SPAWN_ARGUMENTS);
	assert_int_equal(ForkExec("/bin/true", LX_NULL, &attr, &error), -EINVAL);
	attr.nfiles = 3;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	attr.files = stdio;
	attr.nfiles = ~0U;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	attr.nfiles = 3;
	sys.setctty = 1;
	sys.ctty = 3;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	sys.ctty = -1;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	sys.ctty = 0;
	sys.foreground = 1;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		plain();
		sys.cloneflags = flags[i];
		assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	}
	plain();
	sys.uid_mappings = &map;
	sys.nuid_mappings = 1; /* without LX_CLONE_NEWUSER */
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	sys.cloneflags = LX_CLONE_NEWUSER;
	sys.nuid_mappings = 341;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	plain();
	sys.credential = &credential;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	plain();
	sys.nlimits = 1;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));
	plain();
	sys.ambient_caps = caps;
	sys.nambient_caps = 2;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EINVAL, 0));

	/* Descriptors that are not open, those that the pipe will take among them. */
	plain();
	attr.files = minus;
	attr.nfiles = 4;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EBADF, 3));
	files[4] = dup(0);
	close(files[4]);
	files[5] = files[4] + 1;
	attr.files = files;
	attr.nfiles = 6;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EBADF, 4));
	files[4] = 0;
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EBADF, 5));
	plain();
	sys.foreground = 1;
	sys.ctty = files[5];
	assert_true(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EBADF, 0));
	plain();
	sys.use_exec_fd = 1;
	sys.exec_fd = files[5];
	assert_true(fails_with("", LX_SPAWN_ARGUMENTS, EBADF, 0));
}

static int no_more_descriptors(void)
{
	struct rlimit limit = { 3, 3 };
	SpawnError error;

	plain();
	sys.pdeathsig = SIGTERM; /* it always takes a pipe */
	EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	EXPECT(ForkExec("/bin/true", true_argv, &attr, &error) == -EMFILE && error.step == LX_SPAWN_PREPARE);
	return 0;
}

static void test_no_descriptor_for_the_pipe(void **state)
{
	(void)state;
	assert_int_equal(in_child(no_more_descriptors), 0);
}

/* ---- Descriptors */

static char same[] = "[ /proc/self/fd/0 -ef $1 ] && [ /proc/self/fd/1 -ef $2 ] && [ /proc/self/fd/2 -ef $3 ] && "
			   "[ /proc/self/fd/3 -ef $4 ]";
static char file_names[4][3] = { "f0", "f1", "f2", "f3" };

/* The process's descriptors 0 to 3 become these files; each permutation of them is given to a program. */
static int permutations(void)
{
	int code, i;

	for (i = 0; i < 4; i++) {
		int fd = open(file_names[i], O_RDWR | O_CREAT, 0600), high = fcntl(fd, F_DUPFD, 20);

		close(fd);
		EXPECT(dup3(high, i, O_CLOEXEC) == i);
		close(high);
	}
	for (code = 0; code < 256; code++) { /* all 256 maps: with those that give one file to several */
		int files[4] = { code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 };
		char *argv[] = { (char *)"sh", (char *)"-c", same, (char *)"sh", file_names[files[0]],
				 file_names[files[1]], file_names[files[2]], file_names[files[3]], LX_NULL };
		int permutation = (1 << files[0] | 1 << files[1] | 1 << files[2] | 1 << files[3]) == 15;

		if (!permutation && code % 7 != 0)
			continue;
		plain();
		attr.files = files;
		attr.nfiles = 4;
		EXPECT(wait_for(ForkExec("/bin/sh", argv, &attr, LX_NULL)) == 0);
		EXPECT(ForkExec("/none", argv, &attr, LX_NULL) == -ENOENT);
		EXPECT(files[0] == (code & 3) && files[3] == code >> 6);
	}
	return 0;
}

static void test_files_are_any_permutation(void **state)
{
	(void)state;
	assert_int_equal(in_child(permutations), 0);
}

static int many_files(void)
{
	int files[300], i;
	SpawnError error;

	for (i = 0; i < 300; i++)
		files[i] = i % 3 == 2 ? -1 : i % 3;
	plain();
	attr.files = files;
	attr.nfiles = 300;
	EXPECT(shell("[ -e /proc/self/fd/298 ] && [ ! -e /proc/self/fd/299 ] && [ ! -e /proc/self/fd/300 ]") == 0);
	/* The error's pipe is out of the way, also where it brings the error. */
	EXPECT(ForkExec("/none", true_argv, &attr, &error) == -ENOENT && error.step == LX_SPAWN_EXEC);
	sys.cloneflags = LX_CLONE_NEWUSER;
	EXPECT(unit_under_qemu() || geteuid() || !unit_user_namespaces() ||
	       (ForkExec("/none", true_argv, &attr, &error) == -ENOENT && error.step == LX_SPAWN_EXEC));
	return 0;
}

static void test_more_files_than_the_caller_has(void **state)
{
	(void)state;
	assert_int_equal(in_child(many_files), 0);
}

static int closes(void)
{
	int files[3] = { -1, 1, -1 }, kept = fcntl(0, F_DUPFD, 30), closed = fcntl(0, F_DUPFD_CLOEXEC, 31);

	plain();
	EXPECT(kept == 30 && closed == 31);
	/* files NULL: nothing changes. */
	EXPECT(shell("[ -e /proc/self/fd/0 ] && [ -e /proc/self/fd/2 ] && [ -e /proc/self/fd/30 ]") == 0);
	EXPECT(shell("[ -e /proc/self/fd/31 ]") == 1);
	attr.files = files;
	attr.nfiles = 3;
	EXPECT(shell("[ ! -e /proc/self/fd/0 ] && [ -e /proc/self/fd/1 ] && [ ! -e /proc/self/fd/2 ]") == 0);
	attr.nfiles = 1;
	files[0] = 1;
	EXPECT(shell("[ -e /proc/self/fd/0 ] && [ ! -e /proc/self/fd/1 ] && [ ! -e /proc/self/fd/2 ]") == 0);
	attr.nfiles = 0;
	EXPECT(shell("[ ! -e /proc/self/fd/0 ] && [ ! -e /proc/self/fd/1 ]") == 0);
	/* A descriptor that is named loses its close-on-exec flag; the caller's keeps it. */
	attr.nfiles = 3;
	files[0] = closed;
	files[2] = 2;
	EXPECT(fcntl(2, F_SETFD, FD_CLOEXEC) == 0);
	EXPECT(shell("[ -e /proc/self/fd/0 ] && [ -e /proc/self/fd/2 ] && [ -e /proc/self/fd/30 ]") == 0);
	EXPECT(fcntl(2, F_GETFD) == FD_CLOEXEC && fcntl(closed, F_GETFD) == FD_CLOEXEC);
	/* What lies above the largest number named is not overwritten by what has to move. */
	files[0] = files[1] = files[2] = 0;
	EXPECT(fcntl(0, F_DUPFD, 3) >= 3 && fcntl(0, F_DUPFD, 4) >= 4);
	EXPECT(shell("[ /proc/self/fd/3 -ef /proc/self/fd/0 ] && [ /proc/self/fd/4 -ef /proc/self/fd/0 ]") == 0);
	sys.close_others = 1;
	EXPECT(shell("[ -e /proc/self/fd/2 ] && [ ! -e /proc/self/fd/3 ] && [ ! -e /proc/self/fd/30 ]") == 0);
	EXPECT(ForkExec("/none", true_argv, &attr, LX_NULL) == -ENOENT);
	return 0;
}

static void test_closes_and_keeps(void **state)
{
	(void)state;
	assert_int_equal(in_child(closes), 0);
}

static int none_open(void)
{
	int files[3] = { -1, -1, -1 };
	SpawnError error;

	plain();
	close(0);
	close(1);
	close(2);
	/* The pipe is at 0 and 1. */
	EXPECT(shell("exit 3") == 3 && ForkExec("/none", true_argv, &attr, &error) == -ENOENT);
	attr.files = files;
	attr.nfiles = 3;
	EXPECT(shell("exit 3") == 3 && ForkExec("/none", true_argv, &attr, &error) == -ENOENT);
	EXPECT(error.step == LX_SPAWN_EXEC);
	return 0;
}

static void test_without_any_descriptor(void **state)
{
	(void)state;
	assert_int_equal(in_child(none_open), 0);
}

/* Of the others those below exec_fd are closed, too, and those above. */
static int closes_around_exec_fd(void)
{
	static char script[] =
		"[ -e /proc/self/fd/2 ] && [ ! -e /proc/self/fd/30 ] && [ ! -e /proc/self/fd/60 ]";
	static char *const argv[] = { (char *)"sh", (char *)"-c", script, NULL };

	plain();
	sys.use_exec_fd = sys.close_others = 1;
	sys.exec_fd = fcntl(open("/bin/sh", O_RDONLY | O_CLOEXEC), F_DUPFD_CLOEXEC, 40);
	EXPECT(sys.exec_fd >= 40 && fcntl(0, F_DUPFD, 30) == 30 && fcntl(0, F_DUPFD, 60) == 60);
	EXPECT(wait_for(ForkExec("", argv, &attr, LX_NULL)) == 0);
	return 0;
}

static void test_exec_by_descriptor(void **state)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)"exit 21", LX_NULL };
	int directory = open("/bin", O_PATH | O_DIRECTORY | O_CLOEXEC), file = open("/bin/sh", O_PATH | O_CLOEXEC);
	int script = open("script", O_RDWR | O_CREAT, 0700), files[40], i;

	(void)state;
	SKIP_WITHOUT(execveat);
	assert_int_equal(write(script, "#!/bin/sh\nexit 22\n", 18), 18);
	close(script);
	script = open("script", O_RDONLY);
	plain();
	sys.use_exec_fd = 1;
	sys.exec_fd = directory;
	assert_true(fails_with("none", LX_SPAWN_EXEC, ENOENT, 0));
	assert_int_equal(wait_for(ForkExec("sh", argv, &attr, LX_NULL)), 21 << 8);
	sys.exec_fd = file;
	assert_int_equal(wait_for(ForkExec("", argv, &attr, LX_NULL)), 21 << 8);
	/* Below the number of files it is not what files put there. */
	for (i = 0; i < 40; i++)
		files[i] = 0;
	attr.files = files;
	attr.nfiles = 40;
	sys.close_others = 1;
	assert_int_equal(wait_for(ForkExec("", argv, &attr, LX_NULL)), 21 << 8);
	sys.exec_fd = script;
	assert_int_equal(wait_for(ForkExec("", argv, &attr, LX_NULL)), 22 << 8);
	attr.nfiles = 3;
	assert_int_equal(wait_for(ForkExec("", argv, &attr, LX_NULL)), 22 << 8);
	assert_int_equal(fcntl(script, F_SETFD, FD_CLOEXEC), 0);
	assert_true(fails_with("", LX_SPAWN_EXEC, ENOENT, 0));
	assert_int_equal(in_child(closes_around_exec_fd), 0);
	close(directory);
	close(file);
	close(script);
}

/* ---- Each step's error */

static void test_errors_name_their_step(void **state)
{
	static const SpawnLimit limits[] = { { LX_RLIMIT_CORE, 0, 0 }, { 99, 1, 1 } };
	int file = open("text", O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
	int files[3] = { file, file, file };

	(void)state;
	plain();
	attr.dir = "missing";
	assert_true(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOENT, 0));
	attr.dir = "text";
	assert_true(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOTDIR, 0));
	plain();
	sys.setpgid = 1;
	sys.pgid = 0x7ffffff;
	assert_true(fails_with("/bin/true", LX_SPAWN_SETPGID, EPERM, 0));
	plain();
	attr.files = files;
	attr.nfiles = 3;
	sys.setctty = 1;
	sys.setsid = 1;
	assert_true(fails_with("/bin/true", LX_SPAWN_SETCTTY, ENOTTY, 0));
	sys.setctty = 0;
	sys.noctty = 1;
	assert_true(fails_with("/bin/true", LX_SPAWN_NOCTTY, ENOTTY, 0));
	sys.setsid = 0;
	sys.foreground = 1;
	sys.ctty = file;
	assert_true(fails_with("/bin/true", LX_SPAWN_FOREGROUND, ENOTTY, 0));
	plain();
	sys.limits = limits;
	sys.nlimits = 2;
	assert_true(fails_with("/bin/true", LX_SPAWN_LIMITS, EINVAL, 1));
	plain();
	sys.pdeathsig = 99;
	assert_true(fails_with("/bin/true", LX_SPAWN_PDEATHSIG, EINVAL, 0));
	plain();
	sys.unshareflags = 1;
	assert_true(fails_with("/bin/true", LX_SPAWN_UNSHARE, EINVAL, 0));
	plain();
	sys.use_cgroup_fd = 1;
	sys.cgroup_fd = file;
	assert_true(fails_with("/bin/true", LX_SPAWN_CLONE, EBADF, 0));
	close(file);
}

static int errors_of_a_user(void)
{
	static const unsigned int caps[] = { LX_CAP_CHOWN };
	static const unsigned int groups[] = { 7 };
	Credential credential = { 1234, 0, groups, 1, 0 };

	EXPECT(setgroups(0, NULL) == 0 && setresgid(1234, 1234, 1234) == 0 && setresuid(1234, 1234, 1234) == 0);
	EXPECT(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0); /* /proc/self is root's otherwise */
	plain();
	sys.credential = &credential;
	EXPECT(fails_with("/bin/true", LX_SPAWN_SETGROUPS, EPERM, 0));
	credential.no_set_groups = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_SETGID, EPERM, 0));
	credential.gid = 1234;
	credential.uid = 0;
	EXPECT(fails_with("/bin/true", LX_SPAWN_SETUID, EPERM, 0));
	credential.uid = 1234;
	sys.chroot = "/";
	EXPECT(fails_with("/bin/true", LX_SPAWN_CHROOT, EPERM, 0));
	plain();
	sys.ambient_caps = caps;
	sys.nambient_caps = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_CAPABILITIES, EPERM, 0));
	plain();
	if (unit_under_qemu())
		return 0;
	sys.cloneflags = LX_CLONE_NEWNET;
	EXPECT(fails_with("/bin/true", LX_SPAWN_CLONE, EPERM, 0));
	plain();
	sys.unshareflags = LX_CLONE_NEWUTS;
	EXPECT(fails_with("/bin/true", LX_SPAWN_UNSHARE, EPERM, 0));
	return 0;
}

static void test_errors_of_a_user(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(errors_of_a_user), 0);
}

/* From now on this process, and its children, get EPERM from a call: from all, or with one first argument. */
static int refuse(unsigned int nr, long first)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 16),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first < 0 ? 0 : (unsigned int)first, 0, 1),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, first < 0 ? ~0U : (unsigned int)first, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

typedef struct Refused {
	unsigned int nr;
	long first;
	int step;
} Refused;

static Refused refused;

/* Each step that hardly fails otherwise, where a filter makes it. */
static int step_is_refused(void)
{
	static const unsigned int caps[] = { LX_CAP_CHOWN };
	static const int files[] = { 2, 1, 0 };
	SpawnError error;
	int pid;

	plain();
	sys.setsid = refused.step == LX_SPAWN_SETSID;
	sys.ptrace = refused.step == LX_SPAWN_PTRACE;
	sys.no_new_privs = refused.step == LX_SPAWN_NO_NEW_PRIVS;
	sys.ambient_caps = caps;
	sys.nambient_caps = refused.step == LX_SPAWN_KEEPCAPS || refused.step == LX_SPAWN_AMBIENT;
	sys.unshareflags = refused.step == LX_SPAWN_PRIVATE ? LX_CLONE_NEWNS : 0;
	if (refused.step == LX_SPAWN_FILES) {
		attr.files = files;
		attr.nfiles = 3;
	}
	pid = ForkExec("/bin/true", true_argv, &attr, &error);
	EXPECT(pid > 0 && kill(pid, SIGKILL) == 0 && waitpid(pid, NULL, 0) == pid);
	EXPECT(refuse(refused.nr, refused.first));
	EXPECT(fails_with("/bin/true", refused.step, EPERM, 0));
	return 0;
}

static void test_a_filter_refuses_a_step(void **state)
{
	static const Refused steps[] = {
		{ LX_SYS_setsid, -1, LX_SPAWN_SETSID },
		{ LX_SYS_ptrace, -1, LX_SPAWN_PTRACE },
		{ LX_SYS_prctl, LX_PR_SET_NO_NEW_PRIVS, LX_SPAWN_NO_NEW_PRIVS },
		{ LX_SYS_prctl, LX_PR_SET_KEEPCAPS, LX_SPAWN_KEEPCAPS },
		{ LX_SYS_prctl, LX_PR_CAP_AMBIENT, LX_SPAWN_AMBIENT },
		{ LX_SYS_dup3, -1, LX_SPAWN_FILES },
		{ LX_SYS_mount, -1, LX_SPAWN_PRIVATE },
	};
	unsigned int i, failed = 0;

	(void)state;
	SKIP_IN_A_CHROOT();
	SKIP_UNDER_QEMU("no seccomp");
	SKIP_UNLESS_ROOT();
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		int result;

		refused = steps[i];
		result = in_child(step_is_refused);
		if (result) {
			printf("# %s: line %d\n", SpawnStepName(refused.step), result);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

static int clone3_error;

/* A cgroup of its own, in which ForkExec starts a program: 1, also where there can be none; 0 if it is not in it. */
static int joins_cgroup(void)
{
	char one[] = "/sys/fs/cgroup/barecall-XXXXXX", other[] = "/sys/fs/cgroup/unified/barecall-XXXXXX";
	char *directory = access("/sys/fs/cgroup/cgroup.procs", W_OK) ? other : one;
	char *argv[] = { (char *)"/bin/cat", (char *)"/proc/self/cgroup", LX_NULL };
	char text[512];

	if (!mkdtemp(directory))
		return 1;
	plain();
	sys.use_cgroup_fd = 1;
	sys.cgroup_fd = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (output_of(argv, text, sizeof(text)) <= 0)
		text[0] = 0;
	close(sys.cgroup_fd);
	rmdir(directory);
	return strstr(text, strrchr(directory, '/')) != NULL;
}

/* A sandbox that knows no clone3 hides it, or forbids it: clone and the child do the same. */
static int without_clone3(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_clone3, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned int)clone3_error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };
	int pidfd = -1, pid;

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	plain();
	EXPECT(fails_with("./missing", LX_SPAWN_EXEC, ENOENT, 0));
	pid = StartProcess("/bin/true", true_argv, &attr, &pidfd, LX_NULL);
	EXPECT(pid > 0 && pidfd >= 0 && wait_for(pid) == 0);
	close(pidfd);
	/* The child goes into the cgroup itself; it goes into what is none as little as with clone3. */
	sys.use_cgroup_fd = 1;
	sys.cgroup_fd = open("/tmp", O_PATH | O_DIRECTORY | O_CLOEXEC);
	EXPECT(fails_with("/bin/true", LX_SPAWN_CLONE, EBADF, 0));
	EXPECT(joins_cgroup());
	return 0;
}

/* P89 */
static void test_where_clone3_is_forbidden(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	clone3_error = ENOSYS;
	assert_int_equal(in_child(without_clone3), 0);
	clone3_error = EPERM;
	assert_int_equal(in_child(without_clone3), 0);
}

static void test_step_names(void **state)
{
	int step, other;

	(void)state;
	assert_null(SpawnStepName(-1));
	assert_null(SpawnStepName(LX_SPAWN_EXEC + 1));
	assert_string_equal(SpawnStepName(LX_SPAWN_DONE), "done");
	assert_string_equal(SpawnStepName(LX_SPAWN_UNSHARE), "unshare");
	assert_string_equal(SpawnStepName(LX_SPAWN_SETGROUPS), "setgroups");
	assert_string_equal(SpawnStepName(LX_SPAWN_EXEC), "exec");
	for (step = 0; step <= LX_SPAWN_EXEC; step++)
		for (other = 0; other < step; other++)
			assert_string_not_equal(SpawnStepName(step), SpawnStepName(other));
}

/* ---- What the program finds */

static void handler(int sig)
{
	(void)sig;
}

static int signals(void)
{
	sigset_t blocked;
	static const Sigaction_t standard;
	Sigset_t mask = { 1UL << (SIGINT - 1) }, dfl = { 1UL << (SIGUSR2 - 1) };
	int sig;

	/* A shell ignores some in the background, and glibc's posix_spawn leaves 32 and 33 so in what it starts. */
	for (sig = 1; sig <= 64; sig++)
		Sigaction(sig, &standard, LX_NULL);
	signal(SIGUSR1, handler);
	signal(SIGRTMIN + 3, handler);
	signal(SIGUSR2, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	plain();
	EXPECT(status_field("SigBlk:", 16) == 1UL << (SIGTERM - 1));
	EXPECT(status_field("SigIgn:", 16) == (1UL << (SIGUSR2 - 1) | 1UL << (SIGHUP - 1)));
	EXPECT(status_field("SigCgt:", 16) == 0);
	sys.sigmask = &mask;
	sys.sigdefault = &dfl;
	EXPECT(status_field("SigBlk:", 16) == 1UL << (SIGINT - 1));
	EXPECT(status_field("SigIgn:", 16) == 1UL << (SIGHUP - 1));
	/* Nothing has changed here. */
	sigprocmask(SIG_SETMASK, NULL, &blocked);
	EXPECT(sigismember(&blocked, SIGTERM) == 1 && sigismember(&blocked, SIGINT) == 0 &&
	       sigismember(&blocked, SIGUSR1) == 0);
	EXPECT(signal(SIGUSR1, SIG_DFL) == handler && signal(SIGUSR2, SIG_DFL) == SIG_IGN);
	return 0;
}

static void test_signal_mask_and_actions(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("keeps the mask to itself");
	assert_int_equal(in_child(signals), 0);
}

static int limits_and_no_new_privs(void)
{
	static const SpawnLimit limits[] = { { LX_RLIMIT_NOFILE, 64, 100 }, { LX_RLIMIT_CORE, 0, 0 } };

	plain();
	EXPECT(status_field("NoNewPrivs:", 10) == 0);
	sys.no_new_privs = 1;
	EXPECT(status_field("NoNewPrivs:", 10) == 1);
	sys.limits = limits;
	sys.nlimits = 2;
	EXPECT(shell("[ $(ulimit -S -n) = 64 ] && [ $(ulimit -H -n) = 100 ]") == 0);
	EXPECT(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0);
	return 0;
}

static void test_limits_and_no_new_privs(void **state)
{
	(void)state;
	assert_int_equal(in_child(limits_and_no_new_privs), 0);
}

static int directory_and_root(void)
{
	int here = open(".", O_RDONLY), there;

	EXPECT(mkdir("d", 0755) == 0 && close(open("d/inside", O_CREAT | O_WRONLY, 0600)) == 0);
	plain();
	attr.dir = "d";
	EXPECT(shell("[ -e inside ]") == 0);
	there = open(".", O_RDONLY);
	EXPECT(here >= 0 && there >= 0 && access("d/inside", F_OK) == 0);
	if (geteuid() == 0) {
		/* A root without a shell in it: the error shows that it took effect. */
		plain();
		sys.chroot = "d";
		EXPECT(fails_with("/bin/true", LX_SPAWN_EXEC, ENOENT, 0));
		attr.dir = "/inside";
		EXPECT(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOTDIR, 0));
		attr.dir = LX_NULL;
		sys.chroot = "missing";
		EXPECT(fails_with("/bin/true", LX_SPAWN_CHROOT, ENOENT, 0));
		EXPECT(access("/bin/sh", F_OK) == 0);
	}
	return 0;
}

static void test_directory_and_root(void **state)
{
	(void)state;
	assert_int_equal(in_child(directory_and_root), 0);
}

static int credentials(void)
{
	static const unsigned int groups[] = { 11, 12 };
	Credential credential = { 1234, 5678, groups, 2, 0 };
	char *argv[] = { (char *)"/bin/grep", (char *)"-E", (char *)"^(Uid|Gid|Groups):", (char *)"/proc/self/status", LX_NULL };
	char text[256];

	plain();
	sys.credential = &credential;
	EXPECT(output_of(argv, text, sizeof(text)) > 0);
	EXPECT(strcmp(text, "Uid:\t1234\t1234\t1234\t1234\nGid:\t5678\t5678\t5678\t5678\nGroups:\t11 12 \n") == 0);
	credential.ngroups = 0;
	EXPECT(output_of(argv, text, sizeof(text)) > 0);
	EXPECT(strstr(text, "Groups:\t \n") || strstr(text, "Groups:\t\n"));
	EXPECT(getuid() == 0 && getgid() == 0);
	return 0;
}

static void test_credentials(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(credentials), 0);
}

static int ambient(void)
{
	static const unsigned int caps[] = { LX_CAP_NET_BIND_SERVICE, LX_CAP_CHECKPOINT_RESTORE };
	Credential credential = { 1234, 1234, LX_NULL, 0, 0 };
	unsigned long want = 1UL << LX_CAP_NET_BIND_SERVICE | 1UL << LX_CAP_CHECKPOINT_RESTORE;

	plain();
	if (prctl(PR_CAPBSET_READ, LX_CAP_CHECKPOINT_RESTORE, 0, 0, 0) != 1)
		return 0;
	sys.credential = &credential;
	sys.ambient_caps = caps;
	sys.nambient_caps = 2;
	EXPECT(status_field("CapAmb:", 16) == want);
	EXPECT(status_field("CapEff:", 16) == want);
	sys.nambient_caps = 0;
	EXPECT(status_field("CapEff:", 16) == 0);
	return 0;
}

static void test_ambient_capabilities(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(ambient), 0);
}

static int sessions(void)
{
	int job[4], pid, leader;

	plain();
	pid = job_of(job, "");
	EXPECT(pid > 0 && job[0] == getpgrp() && job[1] == getsid(0));
	sys.setpgid = 1;
	pid = job_of(job, "");
	EXPECT(pid > 0 && job[0] == pid && job[1] == getsid(0));
	leader = ForkExec("/bin/sleep", (char *[]){ (char *)"sleep", (char *)"9", LX_NULL }, &attr, LX_NULL);
	EXPECT(leader > 0 && getpgid(leader) == leader);
	sys.pgid = leader;
	pid = job_of(job, "");
	EXPECT(pid > 0 && job[0] == leader);
	kill(leader, SIGKILL);
	wait_for(leader);
	plain();
	sys.setsid = 1;
	pid = job_of(job, "");
	EXPECT(pid > 0 && job[0] == pid && job[1] == pid && job[2] == 0);
	sys.setpgid = 1; /* the leader of a session */
	EXPECT(fails_with("/bin/true", LX_SPAWN_SETPGID, EPERM, 0));
	return 0;
}

static void test_sessions_and_groups(void **state)
{
	(void)state;
	assert_int_equal(in_child(sessions), 0);
}

/* A terminal's two ends. */
static int open_terminal(int *slave)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC), zero = 0, number;
	char name[32];

	if (master < 0 || ioctl(master, TIOCSPTLCK, &zero) || ioctl(master, TIOCGPTN, &number))
		return -1;
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	*slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	return *slave < 0 ? -1 : master;
}

static int terminals(void)
{
	int slave, master = open_terminal(&slave), job[4], pid, files[3];
	struct stat st;
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)"read x </proc/self/stat; echo \"$x\" >&2; exec true </dev/tty", LX_NULL };
	char text[1024];
	ssize_t n;

	if (master < 0)
		return 255; /* no pseudo-terminals here */
	EXPECT(fstat(slave, &st) == 0);
	/* A session of the child's, with descriptor 0 as its terminal; the program tells through it. */
	plain();
	files[0] = files[1] = files[2] = slave;
	attr.files = files;
	attr.nfiles = 3;
	sys.setsid = 1;
	sys.setctty = 1;
	pid = ForkExec("/bin/sh", argv, &attr, LX_NULL);
	EXPECT(pid > 0);
	EXPECT(wait_for(pid) == 0);
	n = read(master, text, sizeof(text) - 1);
	EXPECT(n > 0);
	text[n] = 0;
	EXPECT(sscanf(text, "%*d %*s %*c %*d %d %d %d %d", &job[0], &job[1], &job[2], &job[3]) == 4);
	EXPECT(job[0] == pid && job[1] == pid && (unsigned long)job[2] != 0 && job[3] == pid);
	/* Without setsid it is not theirs to set; root takes it from others only. */
	sys.setsid = 0;
	sys.setctty = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_SETCTTY, EPERM, 0));
	close(slave);
	close(master);

	/* This process's terminal; the child's group in its foreground, then here again. */
	EXPECT(setpgid(0, getpgid(getppid())) == 0 || 1);
	EXPECT(setsid() > 0);
	master = open_terminal(&slave);
	EXPECT(master >= 0 && ioctl(slave, TIOCSCTTY, 0) == 0);
	plain();
	sys.foreground = 1;
	sys.ctty = slave;
	pid = job_of(job, "");
	EXPECT(pid > 0 && job[0] == pid && job[1] == getsid(0) && job[2] != 0 && job[3] == pid);
	signal(SIGTTOU, SIG_IGN);
	EXPECT(tcsetpgrp(slave, getpgrp()) == 0);
	plain();
	pid = job_of(job, "");
	EXPECT(pid > 0 && job[2] != 0);
	files[0] = files[1] = files[2] = slave;
	attr.files = files;
	attr.nfiles = 3;
	sys.noctty = 1;
	EXPECT(shell("! { true </dev/tty; } 2>/dev/null") == 0);
	sys.noctty = 0;
	EXPECT(shell("true </dev/tty") == 0);
	return 0;
}

static void test_terminals(void **state)
{
	int result;

	(void)state;
	result = in_child(terminals);
	if (result == 255)
		SKIP("no pseudo-terminals");
	assert_int_equal(result, 0);
}

static int dies_with_its_parent(void)
{
	char *argv[] = { (char *)"sleep", (char *)"30", LX_NULL };
	int pipefd[2], pid = 0, parent, status;

	EXPECT(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 && pipe2(pipefd, O_CLOEXEC) == 0);
	parent = fork();
	if (parent == 0) {
		plain();
		sys.pdeathsig = SIGKILL;
		pid = ForkExec("/bin/sleep", argv, &attr, LX_NULL);
		_exit(write(pipefd[1], &pid, sizeof(pid)) != sizeof(pid));
	}
	EXPECT(wait_for(parent) == 0);
	EXPECT(read(pipefd[0], &pid, sizeof(pid)) == sizeof(pid) && pid > 0);
	status = wait_for(pid);
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	/* A parent that lives lets it live, in another pid namespace, too. */
	plain();
	sys.pdeathsig = SIGKILL;
	EXPECT(shell("exit 4") == 4);
	if (unit_is_root()) {
		sys.cloneflags = LX_CLONE_NEWPID;
		EXPECT(shell("exit 5") == 5);
	}
	return 0;
}

static void test_parent_death_signal(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no PR_SET_CHILD_SUBREAPER");
	assert_int_equal(in_child(dies_with_its_parent), 0);
}

static int traced(void)
{
	int status, pid;

	plain();
	sys.ptrace = 1;
	pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid);
	EXPECT(WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP);
	EXPECT(syscall(SYS_ptrace, 7 /* PTRACE_CONT */, pid, 0, 0) == 0 && wait_for(pid) == 0);
	return 0;
}

static void test_traced(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
	assert_int_equal(in_child(traced), 0);
}

static void test_pidfd(void **state)
{
	struct pollfd end = { -1, POLLIN, 0 };
	int pidfd = 5, other = 5, pid;
	siginfo_t info;

	(void)state;
	plain();
	sys.pidfd = &other;
	pid = StartProcess("/bin/true", true_argv, &attr, &pidfd, LX_NULL);
	assert_true(pid > 0);
	if (pidfd == -1 && unit_under_qemu()) { /* 7.2 makes none; 10 does */
		assert_int_equal(wait_for(pid), 0);
		return;
	}
	assert_true(pidfd > 2);
	assert_int_equal(other, pidfd);
	assert_int_equal(fcntl(pidfd, F_GETFD), FD_CLOEXEC);
	end.fd = pidfd;
	assert_int_equal(poll(&end, 1, 30000), 1);
	assert_int_equal(waitid((idtype_t)3 /* P_PIDFD */, (id_t)pidfd, &info, WEXITED), 0);
	assert_int_equal(info.si_pid, pid);
	close(pidfd);
}

/* ---- Namespaces and cgroups */

static int users(void)
{
	static const SysProcIDMap uids[] = { { 0, 1000, 1 }, { 5, 4294967290U, 1 } }, gids[] = { { 0, 2000, 10 } };
	static const SysProcIDMap twice[] = { { 0, 1000, 5 }, { 3, 2000, 5 } }, self = { 0, 0, 1 };
	Credential root = { 0, 0, LX_NULL, 0, 0 };
	char *uid_map[] = { (char *)"/bin/cat", (char *)"/proc/self/uid_map", (char *)"/proc/self/gid_map",
			    (char *)"/proc/self/setgroups", LX_NULL };
	char text[512];
	unsigned int v[9];
	char word[8];

	plain();
	sys.cloneflags = LX_CLONE_NEWUSER;
	sys.uid_mappings = uids;
	sys.nuid_mappings = 2;
	sys.gid_mappings = gids;
	sys.ngid_mappings = 1;
	sys.credential = &root;
	EXPECT(output_of(uid_map, text, sizeof(text)) > 0);
	EXPECT(sscanf(text, "%u %u %u %u %u %u %u %u %u %7s", v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6, v + 7, v + 8,
		      word) == 10);
	EXPECT(v[0] == 0 && v[1] == 1000 && v[2] == 1 && v[3] == 5 && v[4] == 4294967290U && v[5] == 1 && v[6] == 0 &&
	       v[7] == 2000 && v[8] == 10 && strcmp(word, "deny") == 0);
	sys.gid_mappings_enable_setgroups = 1;
	EXPECT(status_field("Uid:", 10) == 0);
	EXPECT(output_of(uid_map, text, sizeof(text)) > 0 && strstr(text, "allow"));
	/* Here the pipe brings the error. */
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	attr.dir = "/missing";
	EXPECT(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOENT, 0));
	attr.dir = LX_NULL;
	sys.uid_mappings = twice;
	EXPECT(fails_with("/bin/true", LX_SPAWN_UID_MAP, EINVAL, 0));
	sys.uid_mappings = uids;
	sys.gid_mappings = twice;
	sys.ngid_mappings = 2;
	EXPECT(fails_with("/bin/true", LX_SPAWN_GID_MAP, EINVAL, 0));
	/* Made by the child: it may map itself alone. */
	plain();
	sys.unshareflags = LX_CLONE_NEWUSER | LX_CLONE_NEWNS;
	sys.uid_mappings = &self;
	sys.nuid_mappings = 1;
	sys.gid_mappings = &self;
	sys.ngid_mappings = 1;
	EXPECT(output_of(uid_map, text, sizeof(text)) > 0 && strstr(text, "deny"));
	EXPECT(sscanf(text, "%u %u %u", v, v + 1, v + 2) == 3 && v[0] == 0 && v[1] == 0 && v[2] == 1);
	sys.uid_mappings = twice;
	sys.nuid_mappings = 2;
	EXPECT(fails_with("/bin/true", LX_SPAWN_UID_MAP, EINVAL, 0));
	EXPECT(childless());
	return 0;
}

static int written(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return good;
}

/* Where setgroups is denied it is so in namespaces within, and an id has to be one that there is. */
static int users_within_users(void)
{
	static const SysProcIDMap self = { 0, 0, 1 }, unknown = { 0, 1, 1 };

	EXPECT(unshare(CLONE_NEWUSER) == 0 && written("/proc/self/setgroups", "deny"));
	EXPECT(written("/proc/self/uid_map", "0 0 1") && written("/proc/self/gid_map", "0 0 1"));
	plain();
	sys.cloneflags = LX_CLONE_NEWUSER;
	sys.uid_mappings = sys.gid_mappings = &self;
	sys.nuid_mappings = sys.ngid_mappings = 1;
	EXPECT(shell("grep -q deny /proc/self/setgroups") == 0);
	sys.gid_mappings_enable_setgroups = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_GID_SETGROUPS, EPERM, 0));
	sys.gid_mappings_enable_setgroups = 0;
	sys.gid_mappings = &unknown;
	EXPECT(fails_with("/bin/true", LX_SPAWN_GID_MAP, EPERM, 0));
	sys.uid_mappings = &unknown;
	EXPECT(fails_with("/bin/true", LX_SPAWN_UID_MAP, EPERM, 0));
	return 0;
}

static void test_user_namespaces(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no namespaces");
	SKIP_UNLESS_ROOT();
	if (!unit_user_namespaces())
		SKIP("no user namespaces here");
	assert_int_equal(in_child(users), 0);
	assert_int_equal(in_child(users_within_users), 0);
}

static int namespaces(void)
{
	plain();
	sys.cloneflags = LX_CLONE_NEWPID;
	EXPECT(shell("[ $$ = 1 ]") == 0);
	sys.cloneflags = LX_CLONE_NEWUTS | LX_CLONE_NEWIPC | LX_CLONE_VFORK;
	EXPECT(shell("[ $$ != 1 ]") == 0);
	sys.cloneflags = 0;
	sys.unshareflags = LX_CLONE_NEWNS | LX_CLONE_NEWUTS;
	/* No mount in it is shared with another namespace's. */
	EXPECT(shell("! grep -q shared: /proc/self/mountinfo") == 0);
	sys.unshareflags = LX_CLONE_NEWTIME;
	EXPECT(shell("exit 6") == 6);
	sys.unshareflags = 0;
	sys.cloneflags = LX_CLONE_NEWTIME;
	EXPECT(shell("exit 7") == 7);
	return 0;
}

static void test_namespaces(void **state)
{
	(void)state;
	SKIP_IN_A_CHROOT();
	SKIP_UNDER_QEMU("no namespaces");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(namespaces), 0);
}

static void test_cgroup(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no cgroup of the emulator's");
	if (access("/sys/fs/cgroup/cgroup.procs", W_OK) && access("/sys/fs/cgroup/unified/cgroup.procs", W_OK))
		SKIP("no cgroups that may be changed");
	assert_true(joins_cgroup());
}

/* ---- Side by side with the caller */

static volatile sig_atomic_t ran_elsewhere;
static int storm_pid;
static volatile int storm_over;

static void where_am_i(int sig)
{
	(void)sig;
	if (syscall(SYS_getpid) != storm_pid)
		ran_elsewhere = 1;
}

static void *storm(void *unused)
{
	(void)unused;
	while (!storm_over)
		kill(0, SIGUSR1);
	return NULL;
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* Signals to the whole group find the child before its program is there: they may end it, not run a handler in it. */
static int spawn_in_a_storm(void)
{
	struct sigaction action;
	pthread_t thread;
	double end = now() + 1.5;
	int n;

	EXPECT(setpgid(0, 0) == 0);
	storm_pid = getpid();
	memset(&action, 0, sizeof(action));
	action.sa_handler = where_am_i;
	action.sa_flags = SA_RESTART;
	EXPECT(sigaction(SIGUSR1, &action, NULL) == 0);
	EXPECT(pthread_create(&thread, NULL, storm, NULL) == 0);
	for (n = 0; n < 20 || (n < 10000 && now() < end); n++) {
		SpawnError error;
		int pid;

		plain();
		pid = ForkExec(n % 2 ? "/bin/true" : "/missing", true_argv, &attr, &error);
		if (pid > 0)
			waitpid(pid, NULL, 0); /* also a child that was killed before it could fail */
		else
			EXPECT(pid == -ENOENT && error.step == LX_SPAWN_EXEC);
	}
	storm_over = 1;
	pthread_join(thread, NULL);
	EXPECT(!ran_elsewhere && childless());
	return 0;
}

static void test_no_handler_runs_in_the_child(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("vfork is fork");
	assert_int_equal(in_child(spawn_in_a_storm), 0);
}

static volatile int threads_over;

static void *keep_uid(void *changed)
{
	unsigned int r, e, s;

	do {
		if (syscall(SYS_getresuid, &r, &e, &s) || r || e || s || syscall(SYS_getegid) != 0)
			*(volatile int *)changed = 1;
		usleep(500);
	} while (!threads_over);
	return NULL;
}

static int leaves_ids_alone(void)
{
	Credential credential = { 1234, 1234, LX_NULL, 0, 0 };
	pthread_t threads[3];
	int changed = 0, i;

	for (i = 0; i < 3; i++)
		EXPECT(pthread_create(&threads[i], NULL, keep_uid, &changed) == 0);
	for (i = 0; i < 30; i++) {
		plain();
		sys.credential = &credential;
		attr.dir = "/";
		EXPECT(shell("[ $(id -u) = 1234 ]") == 0);
	}
	threads_over = 1;
	for (i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	EXPECT(!changed && getuid() == 0);
	return 0;
}

static void test_the_callers_threads_keep_their_ids(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("a fork of several threads can hang in its locks");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(leaves_ids_alone), 0);
}

static void *spawn_many(void *number)
{
	char script[16];
	char *argv[] = { (char *)"sh", (char *)"-c", script, LX_NULL };
	int status, i, pid;
	long wrong = 0;

	snprintf(script, sizeof(script), "exit %ld", (long)number);
	for (i = 0; i < 25; i++) {
		ProcAttr mine;
		SpawnError error;
		int files[5] = { 2, 0, 1, 0, -1 };

		memset(&mine, 0, sizeof(mine));
		mine.files = files;
		mine.nfiles = 5;
		pid = ForkExec("/bin/sh", argv, &mine, &error);
		wrong += pid <= 0 || waitpid(pid, &status, 0) != pid || status != (int)(long)number << 8;
		mine.dir = i % 2 ? "/missing" : LX_NULL;
		pid = ForkExec("/missing", argv, &mine, &error);
		wrong += pid != -ENOENT || error.step != (i % 2 ? LX_SPAWN_CHDIR : LX_SPAWN_EXEC);
	}
	return (void *)wrong;
}

static int several_threads(void)
{
	pthread_t threads[4];
	int before = open_descriptors();
	long i;
	void *wrong;

	for (i = 0; i < 4; i++)
		EXPECT(pthread_create(&threads[i], NULL, spawn_many, (void *)(i + 1)) == 0);
	for (i = 0; i < 4; i++)
		EXPECT(pthread_join(threads[i], &wrong) == 0 && wrong == NULL);
	EXPECT(open_descriptors() == before && childless());
	return 0;
}

static void test_several_threads_at_once(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("a fork of several threads can hang in its locks");
	assert_int_equal(in_child(several_threads), 0);
}

static volatile int others_reaped;

static void *reap_any(void *arg)
{
	while (!threads_over)
		if (waitpid(-1, NULL, WNOHANG) > 0)
			others_reaped++;
	return arg;
}

/* P106: a thread that waits for any child, as an init's does, may take the one that failed; its error is told. */
static int while_another_reaps(void)
{
	pthread_t thread;
	SpawnError error;
	int i;

	threads_over = 0;
	EXPECT(pthread_create(&thread, NULL, reap_any, NULL) == 0);
	for (i = 0; i < 300; i++) {
		plain();
		attr.dir = i % 2 ? "/missing" : LX_NULL;
		EXPECT(ForkExec("/missing", true_argv, &attr, &error) == -ENOENT);
		EXPECT(error.step == (i % 2 ? LX_SPAWN_CHDIR : LX_SPAWN_EXEC) && error.err == ENOENT);
		EXPECT(ForkExec("/bin/true", true_argv, LX_NULL, &error) > 0);
	}
	while (waitpid(-1, NULL, WNOHANG) >= 0)
		usleep(100);
	threads_over = 1;
	EXPECT(pthread_join(thread, NULL) == 0 && others_reaped > 0 && childless());
	return 0;
}

static void test_another_thread_waits_for_any_child(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("a fork of several threads can hang in its locks");
	assert_int_equal(in_child(while_another_reaps), 0);
}

static int ignores_sigchld(void)
{
	signal(SIGCHLD, SIG_IGN);
	plain();
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	EXPECT(ForkExec("/bin/true", true_argv, &attr, LX_NULL) > 0);
	return 0;
}

static void test_sigchld_ignored(void **state)
{
	(void)state;
	assert_int_equal(in_child(ignores_sigchld), 0);
}

/* How many faults it takes to write to memory: one for each page that has been shared with a copy meanwhile. */
static long faults_of_writing(volatile char *memory, long pages, long page)
{
	struct rusage before, after;

	getrusage(RUSAGE_SELF, &before);
	for (long i = 0; i < pages; i++)
		memory[i * page]++;
	getrusage(RUSAGE_SELF, &after);
	return after.ru_minflt - before.ru_minflt;
}

static void test_copies_nothing_of_the_caller(void **state)
{
	enum { PAGES = 2048 };
	long page = sysconf(_SC_PAGESIZE);
	size_t size = (size_t)(PAGES * page);
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pid_t pid;

	(void)state;
	SKIP_UNDER_QEMU("vfork is fork");
	assert_true(memory != MAP_FAILED);
	madvise(memory, size, MADV_NOHUGEPAGE);
	memset(memory, 1, size);
	assert_int_equal(ForkExec("/missing", true_argv, LX_NULL, LX_NULL), -ENOENT);
	assert_in_range(faults_of_writing(memory, PAGES, page), 0, PAGES / 8);
	/* As a fork does. */
	pid = fork();
	if (pid == 0)
		_exit(0);
	assert_in_range(faults_of_writing(memory, PAGES, page), PAGES, 2 * PAGES);
	assert_int_equal(wait_for(pid), 0);
	munmap(memory, size);
}

UNIT_TESTS(unit_test(test_exec_errors), unit_test(test_arguments_and_environment),
	   unit_test(test_refuses_what_contradicts_itself), unit_test(test_no_descriptor_for_the_pipe),
	   unit_test(test_files_are_any_permutation), unit_test(test_more_files_than_the_caller_has),
	   unit_test(test_closes_and_keeps), unit_test(test_without_any_descriptor), unit_test(test_exec_by_descriptor),
	   unit_test(test_errors_name_their_step), unit_test(test_errors_of_a_user),
	   unit_test(test_a_filter_refuses_a_step), unit_test(test_where_clone3_is_forbidden),
	   unit_test(test_step_names),
	   unit_test(test_signal_mask_and_actions), unit_test(test_limits_and_no_new_privs),
	   unit_test(test_directory_and_root), unit_test(test_credentials), unit_test(test_ambient_capabilities),
	   unit_test(test_sessions_and_groups), unit_test(test_terminals), unit_test(test_parent_death_signal),
	   unit_test(test_traced), unit_test(test_pidfd), unit_test(test_user_namespaces), unit_test(test_namespaces),
	   unit_test(test_cgroup), unit_test(test_no_handler_runs_in_the_child),
	   unit_test(test_the_callers_threads_keep_their_ids), unit_test(test_several_threads_at_once),
	   unit_test(test_another_thread_waits_for_any_child),
	   unit_test(test_sigchld_ignored), unit_test(test_copies_nothing_of_the_caller));
