/* What ForkExec leaves of its caller: everything as it was. spawn.h. */
#include "spawning.h"

#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/uio.h>

#include "snapshot.h"

static const char *const no_such_directory = "/missing";

/* ---- Each attribute, and what fails at each step */

enum { SUCCEEDS, FAILS_AT_DIRECTORY, FAILS_AT_EXEC, WAYS };

/* Sets one attribute, or returns 0: there are no more. */
static int set_attribute(int number)
{
	static const unsigned int groups[] = { 7, 8 }, caps[] = { LX_CAP_CHOWN };
	static const SpawnLimit limits[] = { { LX_RLIMIT_NOFILE, 64, 100 }, { LX_RLIMIT_CORE, 0, 0 },
					     { LX_RLIMIT_STACK, 1 << 20, 1 << 20 } };
	static const SysProcIDMap map = { 0, 0, 1 };
	static const Sigset_t mask = { 1UL << (SIGINT - 1) }, all = { ~0UL };
	static const Credential user = { 1234, 5678, groups, 2, 0 }, only_user = { 1234, 0, LX_NULL, 0, 1 };
	static const Credential same = { 0, 0, LX_NULL, 0, 1 }, only_group = { 0, 5678, LX_NULL, 0, 1 };
	static const int files[] = { 2, -1, 0, 1, 2 };

	plain();
	switch (number) {
	case 0: return 1;
	case 1: sys.credential = &user; return 1;
	case 2: sys.credential = &only_user; return 1;
	case 3: sys.credential = &same; return 1;
	case 4: sys.credential = &only_group; return 1;
	case 5: sys.credential = &user; sys.ambient_caps = caps; sys.nambient_caps = 1; return 1;
	case 6: sys.ambient_caps = caps; sys.nambient_caps = 1; return 1;
	case 7: sys.setsid = 1; return 1;
	case 8: sys.setpgid = 1; return 1;
	case 9: sys.pdeathsig = SIGTERM; return 1;
	case 10: sys.unshareflags = LX_CLONE_NEWNS | LX_CLONE_NEWUTS | LX_CLONE_NEWIPC | LX_CLONE_NEWNET; return 1;
	case 11: sys.cloneflags = LX_CLONE_NEWPID | LX_CLONE_NEWNS; return 1;
	case 12: sys.cloneflags = LX_CLONE_NEWUSER; sys.uid_mappings = sys.gid_mappings = &map;
		sys.nuid_mappings = sys.ngid_mappings = 1; return 1;
	case 13: sys.unshareflags = LX_CLONE_NEWUSER; sys.uid_mappings = &map; sys.nuid_mappings = 1; return 1;
	case 14: sys.unshareflags = LX_CLONE_NEWTIME; return 1;
	case 15: sys.limits = limits; sys.nlimits = 3; return 1;
	case 16: sys.no_new_privs = 1; return 1;
	case 17: sys.sigmask = &mask; sys.sigdefault = &all; return 1;
	case 18: sys.close_others = 1; return 1;
	case 19: attr.files = files; attr.nfiles = 5; sys.close_others = 1; return 1;
	case 20: sys.ptrace = 1; return 1;
	case 21: sys.ptrace = 1; sys.credential = &user; return 1;
	case 22: sys.cloneflags = LX_CLONE_SYSVSEM; return 1;
	case 23: sys.cloneflags = LX_CLONE_IO | LX_CLONE_UNTRACED; return 1;
	case 24: sys.unshareflags = LX_CLONE_NEWPID; return 1;
	case 25: sys.chroot = "/"; return 1;
	}
	return 0;
}

static int changes_nothing(void)
{
	static Snapshot before, after;
	int number, way, pid, status;

	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
	ForkExec("/missing", true_argv, LX_NULL, LX_NULL); /* it has seen by now what there is to be seen */
	take_snapshot(&before);
	for (number = 0; set_attribute(number); number++) {
		for (way = 0; way < WAYS; way++) {
			attr.dir = way == FAILS_AT_DIRECTORY ? no_such_directory : "/";
			pid = ForkExec(way == FAILS_AT_EXEC ? "/missing" : "/bin/true", true_argv, &attr, LX_NULL);
			if (pid > 0) {
				kill(pid, SIGKILL);
				EXPECT(waitpid(pid, &status, __WALL) == pid);
				if (WIFSTOPPED(status))
					EXPECT(waitpid(pid, &status, __WALL) == pid);
			}
			take_snapshot(&after);
			if (!same_snapshot(&before, &after)) {
				printf("# attribute %d, %s\n", number, way == SUCCEEDS ? "succeeds" : "fails");
				return unit_line(__LINE__);
			}
			if ((way == SUCCEEDS) != (pid > 0) && !(number == 12 || number == 13 || number == 14) &&
			    !(number == 10 && in_child(unit_no_private_mounts))) {
				printf("# attribute %d, way %d: %d\n", number, way, pid);
				return unit_line(__LINE__);
			}
		}
	}
	EXPECT(childless());
	return 0;
}

static void test_changes_nothing_of_the_caller(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("/proc is not all the kernel's");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(changes_nothing), 0);
}

/* ---- Whether memory may be dumped and traced */

static const Credential user = { 1234, 1234, LX_NULL, 0, 0 };

static int dumpable_stays(void)
{
	int value, pid;

	for (value = 0; value < 2; value++) {
		EXPECT(prctl(PR_SET_DUMPABLE, value, 0, 0, 0) == 0);
		plain();
		sys.credential = &user;
		pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
		EXPECT(pid > 0 && wait_for(pid) == 0 && prctl(PR_GET_DUMPABLE) == value);
		EXPECT(ForkExec("/missing", true_argv, &attr, LX_NULL) == -ENOENT && prctl(PR_GET_DUMPABLE) == value);
		attr.dir = "/missing";
		EXPECT(ForkExec("/bin/true", true_argv, &attr, LX_NULL) == -ENOENT && prctl(PR_GET_DUMPABLE) == value);
		attr.dir = LX_NULL;
		sys.cloneflags = LX_CLONE_SYSVSEM | LX_CLONE_NEWIPC; /* clone refuses both */
		EXPECT(ForkExec("/bin/true", true_argv, &attr, LX_NULL) == -EINVAL && prctl(PR_GET_DUMPABLE) == value);
	}
	return 0;
}

static int dumpable_of_a_user(void)
{
	static const SysProcIDMap map = { 0, 1000, 1 };
	static const Credential other = { 1001, 1001, LX_NULL, 0, 0 };
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData caps[2] = { { 0xc0, 0xc0, 0 }, { 0, 0, 0 } }; /* CAP_SETGID, CAP_SETUID */
	int fd, i;

	EXPECT(prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 && setgid(1000) == 0 && setuid(1000) == 0);
	EXPECT(Capset(&header, caps) == 0 && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
	for (i = 0; i < 2; i++) {
		plain();
		sys.cloneflags = LX_CLONE_NEWUSER;
		sys.uid_mappings = &map;
		sys.nuid_mappings = 1;
		EXPECT(shell("exit 4") == 4);
		fd = open("/proc/self/mem", O_RDWR);
		EXPECT(fd >= 0 && close(fd) == 0);
		plain();
		sys.credential = &other;
		attr.dir = "/";
		EXPECT(shell("[ $(id -u) = 1001 ]") == 0);
	}
	return 0;
}

static void test_dumpable_stays(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(dumpable_stays), 0);
	SKIP_UNDER_QEMU("no namespaces");
	if (!unit_user_namespaces())
		SKIP("no user namespaces here");
	assert_int_equal(in_child(dumpable_of_a_user), 0);
}

/*
 * While a child with other ids runs in the caller's memory its user must not come near that memory, whatever other
 * threads do: a filter asks us when the child has just changed them, and calls what it then does: to see to the flag.
 */
static int listener = -1;
static volatile int looked, attached, was_dumpable, second_failed;

/* As user 1234, without rights: whether the memory of pid can be read, written or traced. */
static int reaches(int pid)
{
	int child = fork(), status;

	if (child == 0) {
		char path[32], byte = 0;
		struct iovec local = { &byte, 1 }, remote = { &listener, 1 };

		if (setgroups(0, NULL) || setresgid(1234, 1234, 1234) || setresuid(1234, 1234, 1234))
			_exit(2);
		snprintf(path, sizeof(path), "/proc/%d/mem", pid);
		_exit(open(path, O_RDWR) >= 0 || process_vm_readv(pid, &local, 1, &remote, 1, 0) == 1 ||
		      process_vm_writev(pid, &local, 1, &remote, 1, 0) == 1 || kill(pid, 0));
	}
	return waitpid(child, &status, 0) == child ? WEXITSTATUS(status) : 3;
}

static volatile int listening, done;

static void *look(void *unused)
{
	struct seccomp_notif request;
	struct seccomp_notif_resp response;
	int first = 1, pid;

	while (!listening)
		usleep(100);
	while (!done) {
		memset(&request, 0, sizeof(request));
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request))
			continue;
		if (first && (int)request.pid != getpid()) {
			ProcAttr other;
			SysProcAttr other_sys;

			first = 0;
			attached = reaches((int)request.pid);
			was_dumpable = prctl(PR_GET_DUMPABLE);
			/* Another thread's, meanwhile: it neither waits for the first for ever, nor sets the flag again. */
			memset(&other, 0, sizeof(other));
			memset(&other_sys, 0, sizeof(other_sys));
			other.sys = &other_sys;
			other_sys.credential = &user;
			pid = ForkExec("/bin/true", true_argv, &other, LX_NULL);
			second_failed = pid < 0 || waitpid(pid, NULL, 0) != pid;
			attached |= reaches((int)request.pid);
			was_dumpable |= prctl(PR_GET_DUMPABLE);
			looked = 1;
		}
		memset(&response, 0, sizeof(response));
		response.id = request.id;
		response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
	}
	return unused;
}

static unsigned int effective_uid;

static int memory_is_out_of_reach(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_prctl, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 16),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_GET_DUMPABLE, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };
	pthread_t thread;
	int pid;

	EXPECT(pthread_create(&thread, NULL, look, NULL) == 0);
	if (effective_uid) {
		/* With the child's effective ids already, and rights: its change of ids does not clear the flag. */
		CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
		CapUserData caps[2];

		EXPECT(syscall(LX_SYS_setresgid, -1L, 1234L, -1L) == 0 && syscall(LX_SYS_setresuid, -1L, 1234L, -1L) == 0);
		EXPECT(Capget(&header, caps) == 0);
		caps[0].effective = caps[0].permitted;
		EXPECT(Capset(&header, caps) == 0);
	}
	EXPECT(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
	listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	if (listener < 0)
		return 255;
	listening = 1;
	plain();
	sys.credential = &user;
	pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
	EXPECT(pid > 0 && wait_for(pid) == 0);
	EXPECT(looked && !second_failed && attached == 0 && was_dumpable == 0);
	EXPECT(prctl(PR_GET_DUMPABLE) == 1);
	return 0;
}

static void test_the_callers_memory_is_out_of_reach(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	SKIP_UNLESS_ROOT();
	effective_uid = 0;
	result = in_child(memory_is_out_of_reach);
	if (result == 255)
		SKIP("no filter that asks (before Linux 5.5)");
	assert_int_equal(result, 0);
	effective_uid = 1234;
	assert_int_equal(in_child(memory_is_out_of_reach), 0);
}

static void *spawn_as_user(void *unused)
{
	ProcAttr mine;
	SysProcAttr mine_sys;
	long i, wrong = 0;

	(void)unused;
	memset(&mine, 0, sizeof(mine));
	memset(&mine_sys, 0, sizeof(mine_sys));
	mine.sys = &mine_sys;
	mine_sys.credential = &user;
	for (i = 0; i < 50; i++) {
		int pid = ForkExec(i % 3 ? "/bin/true" : "/missing", true_argv, &mine, LX_NULL);

		wrong += i % 3 ? pid <= 0 || wait_for(pid) != 0 : pid != -ENOENT;
	}
	return (void *)wrong;
}

static int many_users(void)
{
	pthread_t threads[4];
	void *wrong;
	int i;

	EXPECT(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0);
	for (i = 0; i < 4; i++)
		EXPECT(pthread_create(&threads[i], NULL, spawn_as_user, NULL) == 0);
	for (i = 0; i < 4; i++)
		EXPECT(pthread_join(threads[i], &wrong) == 0 && !wrong);
	EXPECT(prctl(PR_GET_DUMPABLE) == 1 && childless());
	return 0;
}

static void test_dumpable_after_many_at_once(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("a fork of several threads can hang in its locks");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(many_users), 0);
}

UNIT_TESTS(unit_test(test_changes_nothing_of_the_caller), unit_test(test_dumpable_stays),
	   unit_test(test_the_callers_memory_is_out_of_reach), unit_test(test_dumpable_after_many_at_once));
