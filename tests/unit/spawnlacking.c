/* ForkExec where a kernel, a filter or the file system lacks something: spawn.h. */
#include "spawning.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* From now on this process, and its children, get an error from a call. */
static int refuse(unsigned int nr, int error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned int)error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* The same where the argument of this number has this value. */
static int refuse_argument(unsigned int nr, unsigned int number, unsigned int value, int error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 16 + 8 * number),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned int)error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* ---- close_others */

static int close_range_error, without_proc;

static int only_those_named(void)
{
	static const int open_ones[] = { 3, 4, 7, 40, 63, 64, 65, 300, 999 };
	struct rlimit limit = { 1024, 1024 };
	int files[6] = { 0, 1, 2, 1, -1, 1 }, script, i;
	const char *three = "exec 2>/dev/null; : <&0 && : >&1 && ! (: <&3) && ! (: <&4) && ! (: <&7) && ! (: <&9)";

	EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	for (i = 0; i < (int)(sizeof(open_ones) / sizeof(open_ones[0])); i++)
		EXPECT(dup2(0, open_ones[i]) == open_ones[i]);
	for (i = 100; i < 280; i++)
		EXPECT(dup2(0, i) == i);
	if (without_proc)
		EXPECT(unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		       mount("none", "/proc", "tmpfs", 0, NULL) == 0);
	EXPECT(refuse(LX_SYS_close_range, close_range_error));
	plain();
	sys.close_others = 1;
	EXPECT(shell(three) == 0);
	if (!without_proc)
		EXPECT(shell("for fd in /proc/self/fd/*; do n=${fd##*/}; [ $n -lt 3 ] || [ ! -e $fd ] || exit 9; done") == 0);
	attr.files = files;
	attr.nfiles = 6;
	EXPECT(shell("exec 2>/dev/null; : <&0 && : >&3 && ! (: <&4) && : >&5 && ! (: <&7)") == 0);
	/* The file that is executed stays, for its interpreter. */
	script = open("script", O_RDWR | O_CREAT, 0700);
	EXPECT(write(script, "#!/bin/sh\nexit 22\n", 18) == 18 && close(script) == 0);
	script = open("script", O_RDONLY);
	attr.files = LX_NULL;
	attr.nfiles = 0;
	sys.use_exec_fd = 1;
	sys.exec_fd = script;
	if (!without_proc)
		EXPECT(wait_for(ForkExec("", true_argv, &attr, LX_NULL)) == 22 << 8);
	/* The caller's descriptors keep their flags. */
	for (i = 0; i < (int)(sizeof(open_ones) / sizeof(open_ones[0])); i++)
		EXPECT(fcntl(open_ones[i], F_GETFD) == 0);
	return 0;
}

static void test_close_others_without_close_range(void **state)
{
	(void)state;
	SKIP_IN_A_CHROOT();
	SKIP_UNDER_QEMU("no seccomp");
	close_range_error = ENOSYS;
	assert_int_equal(in_child(only_those_named), 0);
	close_range_error = EPERM;
	assert_int_equal(in_child(only_those_named), 0);
	close_range_error = EINVAL; /* close_range without its flag */
	assert_int_equal(in_child(only_those_named), 0);
	SKIP_UNLESS_ROOT();
	without_proc = 1;
	assert_int_equal(in_child(only_those_named), 0);
}

/* ---- Memory that cannot be shared */

static int refuse_shared_memory(int error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_clone3, 3, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_clone, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 16),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, LX_CLONE_VM, 1, 2),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned int)error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* As where the children's time namespace is another (Linux 6.1): clone answers EINVAL to LX_CLONE_VM, and only to it. */
static int memory_of_its_own(void)
{
	int pidfd = -1, pid, status;

	ForkExec("/missing", true_argv, LX_NULL, LX_NULL); /* which has seen vfork */
	EXPECT(refuse_shared_memory(EINVAL));
	plain();
	EXPECT(shell("exit 5") == 5);
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	attr.dir = "/missing";
	EXPECT(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOENT, 0));
	plain();
	sys.pdeathsig = SIGKILL;
	pid = StartProcess("/bin/true", true_argv, &attr, &pidfd, LX_NULL);
	EXPECT(pid > 0 && pidfd >= 0 && wait_for(pid) == 0 && close(pidfd) == 0);
	plain();
	sys.ptrace = 1;
	pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid && status == (SIGTRAP << 8 | 0x7f));
	EXPECT(PtraceCont(pid, 0) == 0 && wait_for(pid) == 0);
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	return 0;
}

static void test_where_memory_cannot_be_shared(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(memory_of_its_own), 0);
}

static int other_time(void)
{
	if (unshare(LX_CLONE_NEWTIME))
		return 255;
	plain();
	EXPECT(shell("exit 5") == 5 && fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	sys.ptrace = 1;
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	return 0;
}

static void test_after_unsharing_time(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no namespaces");
	SKIP_UNLESS_ROOT();
	result = in_child(other_time);
	if (result == 255)
		SKIP("no time namespaces here");
	assert_int_equal(result, 0);
}

/* ---- A filter that traps exec: the child is ended by that, and no handler of ForkExec's keeps it */

static int exec_is_trapped(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_execve, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };
	struct rlimit none = { 0, 0 };
	int status;

	EXPECT(setrlimit(RLIMIT_CORE, &none) == 0);
	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	status = wait_for(ForkExec("/bin/true", true_argv, LX_NULL, LX_NULL));
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	return 0;
}

static void test_a_filter_traps_exec(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(exec_is_trapped), 0);
}

/* ---- Standard descriptors that are closed: none of ForkExec's own is taken for them */

static int closed_ones(void)
{
	static const SysProcIDMap map = { 0, 0, 1 };
	int files[3] = { -1, -1, -1 }, i;

	close(0);
	close(1);
	for (i = 0; i < 4; i++) {
		plain();
		/* With a pipe, without one, in memory of its own, with files. */
		sys.pdeathsig = i == 0 ? SIGKILL : 0;
		sys.cloneflags = i == 2 ? LX_CLONE_NEWUSER : 0;
		sys.uid_mappings = &map;
		sys.nuid_mappings = i == 2;
		if (i == 3) {
			attr.files = files;
			attr.nfiles = 3;
			sys.pdeathsig = SIGKILL;
		}
		if (i == 2 && (unit_under_qemu() || geteuid() || !unit_user_namespaces()))
			continue;
		sys.noctty = 1;
		EXPECT(fails_with("/bin/true", LX_SPAWN_NOCTTY, EBADF, 0));
		sys.noctty = 0;
		sys.setsid = 1;
		sys.setctty = 1;
		sys.ctty = 1;
		if (attr.files)
			EXPECT(fails_with("/bin/true", LX_SPAWN_SETCTTY, EBADF, 0));
		else
			EXPECT(fails_with("/bin/true", LX_SPAWN_ARGUMENTS, EBADF, 0));
		sys.setsid = sys.setctty = 0;
		attr.dir = "/proc/self/fd/0";
		EXPECT(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOENT, 0));
		attr.dir = LX_NULL;
		EXPECT(fails_with("/proc/self/fd/1", LX_SPAWN_EXEC, ENOENT, 0));
	}
	return 0;
}

static void test_closed_standard_descriptors(void **state)
{
	(void)state;
	assert_int_equal(in_child(closed_ones), 0);
}

/* ---- What fails between caller and child is the caller's error, and no success */

static int no_byte_to_the_child(void)
{
	static const SysProcIDMap map = { 0, 0, 1 };

	EXPECT(refuse_argument(LX_SYS_write, 2, 1, ENOMEM));
	plain();
	sys.cloneflags = LX_CLONE_NEWUSER;
	sys.uid_mappings = &map;
	sys.nuid_mappings = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_PREPARE, ENOMEM, 0));
	return 0;
}

static int no_byte_from_the_caller(void)
{
	static const SysProcIDMap map = { 0, 0, 1 };

	EXPECT(refuse_argument(LX_SYS_read, 2, 1, EIO));
	plain();
	sys.cloneflags = LX_CLONE_NEWUSER;
	sys.uid_mappings = &map;
	sys.nuid_mappings = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_PREPARE, EIO, 0));
	return 0;
}

static void test_what_fails_while_ids_are_mapped(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	SKIP_UNLESS_ROOT();
	if (!unit_user_namespaces())
		SKIP("no user namespaces here");
	assert_int_equal(in_child(no_byte_to_the_child), 0);
	assert_int_equal(in_child(no_byte_from_the_caller), 0);
}

/* The child's error cannot be told: it ends by a signal, as no program does that was started. */
static int no_error_to_the_caller(void)
{
	int status;

	EXPECT(refuse_argument(LX_SYS_write, 2, sizeof(SpawnError), ENOMEM));
	plain();
	sys.ptrace = 1;
	attr.dir = "/missing";
	status = wait_for(ForkExec("/bin/true", true_argv, &attr, LX_NULL));
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	return 0;
}

static void test_an_error_that_cannot_be_told(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(no_error_to_the_caller), 0);
}

/* ---- A descriptor that cannot be made close-on-exec would stay open */

static int no_flags(void)
{
	EXPECT(dup2(0, 9) == 9 && refuse(LX_SYS_close_range, ENOSYS) && refuse_argument(LX_SYS_fcntl, 1, F_SETFD, EPERM));
	plain();
	sys.close_others = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_CLOSE_OTHERS, EPERM, 0));
	return 0;
}

static void test_close_others_where_it_cannot(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(no_flags), 0);
}

/* ---- A traced child that cannot get its mask would run with all signals blocked */

static int no_mask(void)
{
	EXPECT(refuse_argument(LX_SYS_ptrace, 0, LX_PTRACE_SETSIGMASK, EPERM));
	plain();
	sys.ptrace = 1;
	EXPECT(fails_with("/bin/true", LX_SPAWN_PTRACE, EPERM, 0));
	return 0;
}

/* Nobody may poll: it is waited for the child all the same. */
static int no_polling(void)
{
	int pid, status;

	EXPECT(refuse(LX_SYS_ppoll, EPERM));
	plain();
	sys.ptrace = 1;
	pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid && status == (SIGTRAP << 8 | 0x7f));
	EXPECT(PtraceCont(pid, 0) == 0 && wait_for(pid) == 0);
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0));
	return 0;
}

static void test_a_traced_child_where_much_is_forbidden(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(no_mask), 0);
	assert_int_equal(in_child(no_polling), 0);
}

UNIT_TESTS(unit_test(test_what_fails_while_ids_are_mapped), unit_test(test_an_error_that_cannot_be_told),
	   unit_test(test_close_others_where_it_cannot), unit_test(test_a_traced_child_where_much_is_forbidden),
	   unit_test(test_close_others_without_close_range), unit_test(test_where_memory_cannot_be_shared),
	   unit_test(test_after_unsharing_time), unit_test(test_a_filter_traps_exec),
	   unit_test(test_closed_standard_descriptors));
