/* Processes and threads: process.h. */
#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* How a child ended. */
static WaitStatus status_of(int pid)
{
	WaitStatus ws = -1;

	assert_true(pid > 0);
	assert_int_equal(Wait4(pid, &ws, LX___WALL, LX_NULL), pid);
	return ws;
}

static void test_fork_copies_the_process(void **state)
{
	volatile int local = 1;
	int parent = Getpid();
	int pid = Fork();

	(void)state;
	if (pid == 0) {
		local = 2;
		Exit(Getppid() == parent && Getpid() != parent ? 42 : 1);
	}
	assert_int_equal(status_of(pid), 42 << 8);
	assert_int_equal(local, 1);
}

static void test_ids_are_libc_s(void **state)
{
	(void)state;
	assert_int_equal(Getpid(), getpid());
	assert_int_equal(Getppid(), getppid());
	assert_int_equal(Gettid(), syscall(SYS_gettid));
	assert_int_equal(Getpgrp(), getpgrp());
	assert_int_equal(Getpgid(0), getpgid(0));
	assert_int_equal(Getsid(0), getsid(0));
	assert_int_equal(Getpgid(0x7fffffff), -ESRCH);
	assert_int_equal(Getsid(0x7fffffff), -ESRCH);
}

static int new_session(void)
{
	int pid = Getpid();

	EXPECT(Getpgrp() != pid && Setpgid(0, 0) == 0 && Getpgrp() == pid);
	EXPECT(Setsid() == -EPERM); /* it leads a group */
	EXPECT(Setpgid(0, Getppid()) == 0 || Setpgid(0, Getpgid(Getppid())) == 0);
	EXPECT(Setsid() == pid && Getsid(0) == pid && Getpgrp() == pid);
	EXPECT(Setpgid(0, 0) == -EPERM); /* it leads a session */
	EXPECT(Setpgid(0, -1) == -EINVAL && Setpgid(0x7fffffff, 0) == -ESRCH);
	return 0;
}

static void test_sessions_and_groups(void **state)
{
	(void)state;
	assert_int_equal(in_child(new_session), 0);
}

static void test_exec_errors(void **state)
{
	char *argv[] = { (char *)"none", LX_NULL };
	int fd = open("text", O_WRONLY | O_CREAT, 0600);

	(void)state;
	assert_int_equal(write(fd, "nothing", 7), 7);
	close(fd);
	assert_int_equal(Exec("none", argv, argv + 1), -ENOENT);
	assert_int_equal(Exec("text", argv, argv + 1), -EACCES);
	assert_int_equal(Exec("text/none", argv, argv + 1), -ENOTDIR);
	assert_int_equal(chmod("text", 0700), 0);
	assert_int_equal(Exec("text", argv, argv + 1), -ENOEXEC);
}

static void test_exec_passes_arguments_and_environment(void **state)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)"exit $(($1 + VALUE))", (char *)"sh", (char *)"30", LX_NULL };
	char *envp[] = { (char *)"VALUE=12", LX_NULL };
	int pid = Fork();

	(void)state;
	if (pid == 0) {
		Exec("/bin/sh", argv, envp);
		Exit(99);
	}
	assert_int_equal(status_of(pid), 42 << 8);
}

static void test_execveat_of_a_directory_and_of_a_descriptor(void **state)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)"exit $VALUE", LX_NULL };
	char *envp[] = { (char *)"VALUE=42", LX_NULL };
	int directory = open("/bin", O_PATH | O_DIRECTORY), file = open("/bin/sh", O_PATH), pid;

	(void)state;
	SKIP_WITHOUT(execveat);
	assert_int_equal(Execveat(directory, "none", argv, envp, 0), -ENOENT);
	assert_int_equal(Execveat(-1, "none", argv, envp, 0), -EBADF);
	assert_int_equal(Execveat(directory, "sh", argv, envp, 0x40000000), -EINVAL);
	pid = Fork();
	if (pid == 0)
		Exit(Execveat(directory, "sh", argv, envp, 0));
	assert_int_equal(status_of(pid), 42 << 8);
	pid = Fork();
	if (pid == 0)
		Exit(Execveat(file, "", argv, envp, AT_EMPTY_PATH));
	assert_int_equal(status_of(pid), 42 << 8);
	close(directory);
	close(file);
}

/* Threads and children on stacks of their own. */

static struct {
	unsigned char stack[65536] __attribute__((aligned(64)));
	int parent_tid, child_tid;
	unsigned long tls[64];
	unsigned long seen_tls;
	void *seen_argument;
	int seen_tid, seen_parent_tid;
} thread;

static unsigned long thread_pointer(void)
{
	unsigned long value;

#if defined(__x86_64__)
	__asm__ __volatile__("mov %%fs:0, %0" : "=r"(value));
#elif defined(__aarch64__)
	__asm__ __volatile__("mrs %0, tpidr_el0" : "=r"(value));
#else
	__asm__ __volatile__("mv %0, tp" : "=r"(value));
#endif
	return value;
}

#define THREAD (LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM)

/* Starts fn as a thread; the result is CloneCall's. */
static long start(int (*fn)(void *), void *argument)
{
	unsigned long *tls = &thread.tls[32];

	*tls = (unsigned long)tls; /* x86_64 finds the thread pointer there */
	thread.child_tid = -1;
	thread.parent_tid = -1;
	return CloneCall(THREAD | LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_SETTID |
				 LX_CLONE_CHILD_CLEARTID,
			 thread.stack + sizeof(thread.stack), fn, argument, &thread.parent_tid, &thread.child_tid,
			 (unsigned long)tls);
}

/* Waits until the kernel has cleared child_tid; 0, or -ETIMEDOUT after ten seconds. */
static long join(void)
{
	for (;;) {
		Timespec limit = { 10, 0 };
		int tid = __atomic_load_n(&thread.child_tid, __ATOMIC_ACQUIRE);
		long result;

		if (tid == 0)
			return 0;
		result = Futex((unsigned int *)&thread.child_tid, LX_FUTEX_WAIT, (unsigned int)tid, &limit, LX_NULL, 0);
		if (result < 0 && result != -EAGAIN && result != -EINTR)
			return result;
	}
}

static int look_around(void *argument)
{
	thread.seen_argument = argument;
	thread.seen_tls = thread_pointer();
	thread.seen_parent_tid = __atomic_load_n(&thread.parent_tid, __ATOMIC_ACQUIRE);
	thread.seen_tid = Gettid();
	return 5;
}

static void test_clone_call_starts_a_thread(void **state)
{
	int here;
	long tid = start(look_around, &here);

	(void)state;
	assert_true(tid > 0);
	assert_int_equal(thread.parent_tid, tid);
	assert_int_equal(join(), 0);
	assert_ptr_equal(thread.seen_argument, &here);
	assert_int_equal(thread.seen_tls, &thread.tls[32]);
	assert_int_equal(thread.seen_tid, tid);
	assert_int_equal(thread.seen_parent_tid, tid);
}

static int end_early(void *argument)
{
	(void)argument;
	ExitThread(0);
}

static void test_exit_thread_ends_one_thread(void **state)
{
	(void)state;
	assert_true(start(end_early, LX_NULL) > 0);
	assert_int_equal(join(), 0);
}

static int end_all(void *argument)
{
	(void)argument;
	Exit(-3);
}

static int exit_from_a_thread(void)
{
	EXPECT(start(end_all, LX_NULL) > 0);
	for (;;)
		Pause();
}

static void test_exit_ends_all_threads(void **state)
{
	(void)state;
	assert_int_equal(in_child(exit_from_a_thread), 253);
}

static int ending(void *argument)
{
	(void)argument;
	return 0;
}

static void ignore(int sig)
{
	(void)sig;
}

/* P29: where a thread's tid is cleared its stack is free, whatever signals came at its end. */
static int ends_under_signals(void)
{
	Sigaction_t action;
	int i;

	memset(&action, 0, sizeof(action));
	action.u.handler = ignore;
	EXPECT(Sigaction(LX_SIGUSR1, &action, LX_NULL) == 0);
	for (i = 0; i < 500; i++) {
		unsigned long size = 16384;
		char *stack = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
		long tid;

		EXPECT(!IsErrPtr(stack));
		thread.child_tid = -1;
		tid = CloneCall(THREAD | LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID, stack + size,
				ending, LX_NULL, &thread.parent_tid, &thread.child_tid, (unsigned long)&thread.tls[32]);
		EXPECT(tid > 0);
		while (__atomic_load_n(&thread.child_tid, __ATOMIC_ACQUIRE) != 0)
			Tgkill(Getpid(), (int)tid, LX_SIGUSR1);
		EXPECT(Munmap(stack, size) == 0);
	}
	return 0;
}

static void test_a_stack_is_free_when_its_thread_has_ended(void **state)
{
	(void)state;
	assert_int_equal(in_child(ends_under_signals), 0);
}

static int *never_called(void)
{
	static int calls;

	return &calls;
}

static int count_a_call(void *argument)
{
	(void)argument;
	++*never_called();
	return 0;
}

static void test_clone_call_errors(void **state)
{
	void *top = thread.stack + sizeof(thread.stack);
	unsigned long i;

	(void)state;
	for (i = 0; i < 16; i++)
		assert_int_equal(CloneCall(LX_SIGCHLD, (void *)i, count_a_call, LX_NULL, LX_NULL, LX_NULL, 0), -EINVAL);
	assert_int_equal(CloneCall(LX_CLONE_THREAD, top, count_a_call, LX_NULL, LX_NULL, LX_NULL, 0), -EINVAL);
	assert_int_equal(CloneCall(LX_CLONE_SIGHAND, top, count_a_call, LX_NULL, LX_NULL, LX_NULL, 0), -EINVAL);
	assert_int_equal(*never_called(), 0);
}

/* What a child returns whose stack is as the ABI wants it: its argument. */
static __attribute__((__noinline__)) int check_alignment(void *argument)
{
	volatile double spilled[4] __attribute__((__aligned__(16))) = { 1, 2, 3, 4 };
	unsigned long frame = (unsigned long)__builtin_frame_address(0);

	if (frame % 16 != 0 || (unsigned long)spilled % 16 != 0 || spilled[0] + spilled[3] < 5)
		return 99;
#if defined(__x86_64__)
	__asm__ __volatile__("movaps %%xmm0, %0" : "=m"(spilled));
#endif
	return (int)(long)argument;
}

static void test_clone_call_aligns_the_stack(void **state)
{
	long offset;

	(void)state;
	for (offset = 0; offset < 16; offset++) {
		long pid = CloneCall(LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD, thread.stack + 32768 + offset,
				     check_alignment, (void *)(offset + 9), LX_NULL, LX_NULL, 0);

		assert_int_equal(status_of((int)pid), (offset + 9) << 8);
	}
}

static int frame_above(void *argument)
{
	/* The chain of frame pointers ends at the function that CloneCall has called. */
	void **frame = __builtin_frame_address(0);

	(void)argument;
#if defined(__riscv)
	frame -= 2;
#endif
	return frame[0] == LX_NULL ? 3 : 4;
}

static void test_clone_call_ends_the_frame_chain(void **state)
{
	long pid = CloneCall(LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD, thread.stack + sizeof(thread.stack), frame_above,
			     LX_NULL, LX_NULL, LX_NULL, 0);

	(void)state;
	assert_int_equal(status_of((int)pid), 3 << 8);
}

static void test_clone_orders_its_arguments(void **state)
{
	int parent_tid = -1, child_tid = -1;
	int pid = Clone(LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_SETTID | LX_SIGCHLD, LX_NULL, &parent_tid, &child_tid, 0);

	(void)state;
	if (pid == 0)
		Exit(child_tid == Gettid() ? 8 : 9);
	assert_int_equal(status_of(pid), 8 << 8);
	assert_int_equal(child_tid, -1);
	if (!unit_under_qemu()) /* there the child writes it, to its own copy */
		assert_int_equal(parent_tid, pid);
	assert_int_equal(Clone(LX_CLONE_THREAD, LX_NULL, LX_NULL, LX_NULL, 0), -EINVAL);
}

static void test_clone_gives_a_pidfd(void **state)
{
	int pidfd = -1, pid;

	(void)state;
	pid = Clone(LX_CLONE_PIDFD | LX_SIGCHLD, LX_NULL, &pidfd, LX_NULL, 0);
	if (pid == 0)
		Exit(0);
	if (pid == -EINVAL)
		SKIP_UNDER_QEMU("no CLONE_PIDFD");
	assert_int_equal(status_of(pid), 0);
	assert_true(pidfd >= 0);
	close(pidfd);
}

static void test_clone3(void **state)
{
	CloneArgs args;
	struct {
		CloneArgs args;
		unsigned long unknown;
	} longer;
	int pidfd = -1, pid;

	(void)state;
	SKIP_WITHOUT(clone3);
	memset(&args, 0, sizeof(args));
	assert_int_equal(Clone3(&args, 8), -EINVAL);
	memset(&longer, 0, sizeof(longer));
	longer.unknown = 1;
	assert_int_equal(Clone3(&longer.args, sizeof(longer)), -E2BIG);
	args.flags = LX_CLONE_PIDFD | LX_CLONE_CLEAR_SIGHAND;
	args.pidfd = (unsigned long)&pidfd;
	args.exit_signal = LX_SIGCHLD;
	pid = Clone3(&args, sizeof(args));
	if (pid == 0)
		Exit(6);
	assert_int_equal(status_of(pid), 6 << 8);
	assert_true(pidfd >= 0);
	close(pidfd);
}

/* Writes all over the stack below its caller. */
static __attribute__((__noinline__)) int scribble(int depth)
{
	volatile unsigned char mess[512];
	unsigned int i;

	for (i = 0; i < sizeof(mess); i++)
		mess[i] = (unsigned char)(0xa5 ^ depth);
	return depth == 0 ? mess[7] : scribble(depth - 1) + mess[9];
}

/* In the shape that breaks a vfork written in C: the child calls on, the parent then uses its locals and returns. */
static __attribute__((__noinline__)) int vfork_and_scribble(int a, int b)
{
	volatile int first = a, second = b;
	int pid = Vfork();

	if (pid == 0)
		Exit(scribble(20) == 0 ? 1 : 7);
	return pid > 0 && first == 11 && second == 22 ? pid : -1;
}

static void test_vfork_survives_its_child(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 20; i++)
		assert_int_equal(status_of(vfork_and_scribble(11, 22)), 7 << 8);
}

static volatile int written_by_child;

static void test_vfork_shares_memory_and_waits(void **state)
{
	int pid;

	(void)state;
	SKIP_UNDER_QEMU("vfork is fork");
	written_by_child = 0;
	pid = Vfork();
	if (pid == 0) {
		Timespec pause = { 0, 50000000 };

		RawSyscall(LX_SYS_nanosleep, LX_PTR(&pause), 0, 0);
		written_by_child = 1;
		Exit(0);
	}
	assert_int_equal(written_by_child, 1);
	assert_int_equal(status_of(pid), 0);
}

static __attribute__((__noinline__)) void exec_or_exit(char **argv, char **envp)
{
	Exec(argv[0], argv, envp);
	Exit(99);
}

static void test_vfork_and_exec(void **state)
{
	char *argv[] = { (char *)"/bin/sh", (char *)"-c", (char *)"exit 23", LX_NULL };
	int pid = Vfork();

	(void)state;
	if (pid == 0)
		exec_or_exit(argv, argv + 3);
	assert_int_equal(status_of(pid), 23 << 8);
	argv[0] = (char *)"none";
	pid = Vfork();
	if (pid == 0)
		exec_or_exit(argv, argv + 3);
	assert_int_equal(status_of(pid), 99 << 8);
}

static void count_signal(int sig)
{
	(void)sig;
	written_by_child++;
}

static __attribute__((__noinline__)) void signal_parent_and_exit(int parent)
{
	Timespec pause = { 0, 20000000 };

	RawSyscall(LX_SYS_kill, parent, LX_SIGUSR1, 0);
	RawSyscall(LX_SYS_nanosleep, LX_PTR(&pause), 0, 0);
	Exit(written_by_child == 0 ? 6 : 7);
}

static __attribute__((__noinline__)) int vfork_and_signal(int parent)
{
	int pid = Vfork();

	if (pid == 0)
		signal_parent_and_exit(parent);
	return pid;
}

/* P39: who waits for its Vfork child runs no handler meanwhile, but afterwards. */
static void test_signals_wait_for_a_vfork_child(void **state)
{
	Sigaction_t action, old;
	int pid;

	(void)state;
	SKIP_UNDER_QEMU("vfork is fork");
	memset(&action, 0, sizeof(action));
	action.u.handler = count_signal;
	assert_int_equal(Sigaction(LX_SIGUSR1, &action, &old), 0);
	written_by_child = 0;
	pid = vfork_and_signal(Getpid());
	assert_int_equal(written_by_child, 1);
	assert_int_equal(status_of(pid), 6 << 8);
	assert_int_equal(Sigaction(LX_SIGUSR1, &old, LX_NULL), 0);
}

static int prctl_options(void)
{
	char name[16] = "";

	EXPECT(Prctl(99999, 0, 0, 0, 0) == -EINVAL);
	EXPECT(Prctl(LX_PR_SET_NAME, (unsigned long)"barecall", 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_GET_NAME, (unsigned long)name, 0, 0, 0) == 0 && strcmp(name, "barecall") == 0);
	/* Each of the five arguments arrives: this option wants the last three to be zero. */
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0) == -EINVAL);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 1, 0) == -EINVAL);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 1) == -EINVAL);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	return 0;
}

static void test_prctl(void **state)
{
	(void)state;
	assert_int_equal(in_child(prctl_options), 0);
}

static int long_timer_slack(void)
{
	EXPECT(Prctl(LX_PR_SET_TIMERSLACK, 3000000000UL, 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_GET_TIMERSLACK, 0, 0, 0, 0) == 3000000000L);
	return 0;
}

static void test_prctl_returns_a_long(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("truncates the result");
	assert_int_equal(in_child(long_timer_slack), 0);
}

#ifdef LX_SYS_arch_prctl
static void test_arch_prctl(void **state)
{
	unsigned long base = 0;

	(void)state;
	assert_int_equal(ArchPrctl(0x7777, 0), -EINVAL);
	assert_int_equal(ArchPrctl(LX_ARCH_GET_FS, (unsigned long)&base), 0);
	assert_int_equal(base, thread_pointer());
}
#else
static void test_arch_prctl(void **state)
{
	(void)state;
	SKIP("x86_64 alone has arch_prctl");
}
#endif

static unsigned long namespace_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_ino : 0;
}

static int leave_and_come_back(void)
{
	int fd = open("/proc/self/ns/uts", O_RDONLY);
	unsigned long before = namespace_of("/proc/self/ns/uts");

	EXPECT(fd >= 0 && before != 0);
	EXPECT(Setns(-1, 0) == -EBADF && Setns(fd, LX_CLONE_NEWIPC) == -EINVAL);
	EXPECT(Unshare(LX_CLONE_NEWUTS) == 0);
	EXPECT(namespace_of("/proc/self/ns/uts") != before);
	EXPECT(Setns(fd, LX_CLONE_NEWUTS) == 0);
	EXPECT(namespace_of("/proc/self/ns/uts") == before);
	return 0;
}

static void test_listns(void **state)
{
	NsIDReq request = {sizeof(request), 0, 0, LX_CLONE_NEWNET, 0, 0};
	unsigned long ids[2] = {0, 0};
	long result = Listns(&request, ids, 2, 0);

	(void)state;
	if (result == -ENOSYS)
		SKIP("no listns here");
	assert_int_equal(Listns(&request, ids, 2, 1), -EINVAL);
	assert_in_range(result, 1, 2);
	assert_true(ids[0] != 0);
	if (result == 2)
		assert_true(ids[0] < ids[1]);
}

static void test_unshare_and_setns(void **state)
{
	int fd = open("/proc/self/ns/uts", O_RDONLY), result;

	(void)state;
	SKIP_UNLESS_ROOT();
	assert_true(fd >= 0);
	assert_int_equal(Unshare(1), -EINVAL);
	result = Setns(fd, 0);
	close(fd);
	if (result == -EPERM)
		SKIP("this root may not enter namespaces");
	assert_int_equal(in_child(leave_and_come_back), 0);
}

static int own_descriptors(void)
{
	return Unshare(LX_CLONE_FILES | LX_CLONE_FS) == 0 ? 0 : 1;
}

static void test_unshare_of_files_needs_no_rights(void **state)
{
	(void)state;
	assert_int_equal(in_child(own_descriptors), 0);
}

static int shared_fd;

/* The thread's exit status is not seen: what it finds is in the second of its words. */
static int part_and_close(void *found)
{
	((volatile int *)found)[0] = Unshare(LX_CLONE_FILES);
	((volatile int *)found)[1] = Close(shared_fd);
	((volatile int *)found)[2] = Close(shared_fd);
	return 0;
}

/* P99: a thread that has left the others' descriptors closes its own; before, they are one. */
static void test_a_thread_parts_its_descriptors(void **state)
{
	volatile int found[3] = { 77, 77, 77 };

	(void)state;
	SKIP_UNDER_QEMU("no unshare(CLONE_FILES) of a thread");
	shared_fd = open("/dev/null", O_RDONLY);
	assert_true(start(part_and_close, (void *)(unsigned long)found) > 0);
	assert_int_equal(join(), 0);
	assert_int_equal(found[0], 0);
	assert_int_equal(found[1], 0);
	assert_int_equal(found[2], -EBADF);
	assert_int_equal(fcntl(shared_fd, F_GETFD), 0);
	assert_int_equal(close(shared_fd), 0);
}

static int set_personality(void)
{
	long before = Personality(0xffffffff);

	EXPECT(Personality((unsigned int)before | LX_ADDR_NO_RANDOMIZE) == before);
	EXPECT(Personality(0xffffffff) == (before | LX_ADDR_NO_RANDOMIZE));
	/* As an int this would be an error, for which qemu-user takes it. */
	if (unit_under_qemu())
		return 0;
	EXPECT(!IsErr(Personality(0xfffffff0)));
	EXPECT(Personality(0xffffffff) == 0xfffffff0);
	return 0;
}

static void test_personality(void **state)
{
	(void)state;
	assert_int_equal(Personality(0xffffffff), personality(0xffffffff));
	assert_int_equal(in_child(set_personality), 0);
}

static void test_pidfd_open(void **state)
{
	struct pollfd ready;
	int pid = Fork();

	(void)state;
	if (pid == 0) {
		unit_deadline(10);
		for (;;)
			Pause();
	}
	assert_true(pid > 0);
	assert_int_equal(PidfdOpen(-1, 0), -EINVAL);
	assert_int_equal(PidfdOpen(0x3fffffff, 0), -ESRCH);
	assert_int_equal(PidfdOpen(pid, 1), -EINVAL);
	ready.fd = PidfdOpen(pid, 0);
	ready.events = POLLIN;
	assert_true(ready.fd >= 0);
	assert_true(fcntl(ready.fd, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(poll(&ready, 1, 0), 0);
	assert_int_equal(PidfdSendSignal(ready.fd, LX_SIGKILL, LX_NULL, 0), 0);
	assert_int_equal(poll(&ready, 1, 10000), 1);
	assert_int_equal(status_of(pid), LX_SIGKILL);
	assert_int_equal(PidfdSendSignal(ready.fd, LX_SIGKILL, LX_NULL, 0), -ESRCH);
	close(ready.fd);
}

static void test_pidfd_getfd(void **state)
{
	int fds[2], pidfd = PidfdOpen(Getpid(), 0), copy;
	char c = 0;

	(void)state;
	assert_true(pidfd >= 0);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(PidfdGetfd(pidfd, 9999, 0), -EBADF);
	assert_int_equal(PidfdGetfd(pidfd, fds[1], 1), -EINVAL);
	copy = PidfdGetfd(pidfd, fds[1], 0);
	assert_true(copy > fds[1]);
	assert_int_equal(write(copy, "x", 1), 1);
	assert_int_equal(read(fds[0], &c, 1), 1);
	assert_int_equal(c, 'x');
	close(copy);
	close(fds[0]);
	close(fds[1]);
	close(pidfd);
}

static int lower_limits(void)
{
	Rlimit limit, old = { 1, 1 };

	EXPECT(Getrlimit(LX_RLIMIT_NOFILE, &limit) == 0 && limit.cur > 20);
	limit.cur = 20;
	EXPECT(Setrlimit(LX_RLIMIT_NOFILE, &limit) == 0);
	limit.cur = 19;
	EXPECT(Prlimit(0, LX_RLIMIT_NOFILE, &limit, &old) == 0 && old.cur == 20 && old.max == limit.max);
	EXPECT(Prlimit(Getpid(), LX_RLIMIT_NOFILE, LX_NULL, &old) == 0 && old.cur == 19);
	limit.cur = limit.max + 1;
	EXPECT(limit.max == LX_RLIM_INFINITY || Setrlimit(LX_RLIMIT_NOFILE, &limit) == -EINVAL);
	return 0;
}

static void test_limits(void **state)
{
	struct rlimit expected;
	Rlimit limit;

	(void)state;
	assert_int_equal(Getrlimit(99, &limit), -EINVAL);
	assert_int_equal(Setrlimit(99, &limit), -EINVAL);
	assert_int_equal(Prlimit(0x7fffffff, LX_RLIMIT_CORE, LX_NULL, &limit), -ESRCH);
	assert_int_equal(getrlimit(RLIMIT_CPU, &expected), 0);
	assert_int_equal(Getrlimit(LX_RLIMIT_CPU, &limit), 0);
	assert_true(limit.cur == expected.rlim_cur && limit.max == expected.rlim_max);
	assert_int_equal(in_child(lower_limits), 0);
}

static void test_getrusage(void **state)
{
	struct rusage expected;
	Rusage usage;

	(void)state;
	assert_int_equal(Getrusage(77, &usage), -EINVAL);
	memset(&usage, 0xff, sizeof(usage));
	assert_int_equal(Getrusage(LX_RUSAGE_SELF, &usage), 0);
	assert_int_equal(getrusage(RUSAGE_SELF, &expected), 0);
	assert_true(usage.maxrss > 0 && usage.maxrss <= expected.ru_maxrss);
	assert_true(usage.utime.sec <= expected.ru_utime.tv_sec && usage.minflt <= expected.ru_minflt);
	assert_int_equal(Getrusage(LX_RUSAGE_THREAD, &usage), 0);
	assert_int_equal(Getrusage(LX_RUSAGE_CHILDREN, &usage), 0);
}

static void test_kcmp(void **state)
{
	int pid = Getpid(), one = open("/dev/null", O_RDONLY), same = dup(one), other = open("/dev/null", O_RDONLY);
	int result = Kcmp(pid, pid, LX_KCMP_FILE, (unsigned long)one, (unsigned long)same);

	(void)state;
	if (result == -ENOSYS)
		SKIP("this kernel has no kcmp");
	assert_int_equal(result, 0);
	assert_in_range(Kcmp(pid, pid, LX_KCMP_FILE, (unsigned long)one, (unsigned long)other), 1, 2);
	assert_int_equal(Kcmp(pid, pid, LX_KCMP_FILE, 9999, 9999), -EBADF);
	assert_int_equal(Kcmp(pid, pid, 99, 0, 0), -EINVAL);
	assert_int_equal(Kcmp(pid, 0x7fffffff, LX_KCMP_VM, 0, 0), -ESRCH);
	close(one);
	close(same);
	close(other);
}

static void test_acct_of_no_file(void **state)
{
	int result = Acct("none");

	(void)state;
	assert_true(result == -ENOENT || result == -EPERM || result == -ENOSYS);
}

/* The first record is that of the first process to end, its command from byte 48 on. */
static int account(void)
{
	char record[64] = "";
	int fd = open("account", O_RDONLY | O_CREAT, 0600), pid, status;

	EXPECT(fd >= 0 && read(fd, record, 1) == 0);
	EXPECT(Acct("account") == 0);
	pid = fork();
	if (pid == 0) {
		Prctl(LX_PR_SET_NAME, (unsigned long)"accounted", 0, 0, 0);
		_exit(5);
	}
	EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid);
	EXPECT(Acct(LX_NULL) == 0);
	EXPECT(read(fd, record, sizeof(record)) == sizeof(record));
	EXPECT(memcmp(record + 48, "accounted", 10) == 0);
	return 0;
}

/* A namespace of its own, whose processes alone are accounted for. */
static int account_in_a_namespace(void)
{
	return unshare(CLONE_NEWPID) == 0 ? in_child(account) : 77;
}

static void test_acct_records_ended_processes(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no PID namespaces");
	SKIP_UNLESS_ROOT();
	if (Acct("none") != -ENOENT)
		SKIP("no accounting here");
	result = in_child(account_in_a_namespace);
	if (result == 77)
		SKIP("no PID namespaces here");
	assert_int_equal(result, 0);
}

static int set_address(void)
{
	static int word;

	return SetTidAddress(&word) == Gettid() ? 0 : 1;
}

static void test_set_tid_address(void **state)
{
	(void)state;
	assert_int_equal(in_child(set_address), 0);
}

UNIT_TESTS(unit_test(test_fork_copies_the_process), unit_test(test_ids_are_libc_s),
	   unit_test(test_sessions_and_groups), unit_test(test_exec_errors),
	   unit_test(test_exec_passes_arguments_and_environment),
	   unit_test(test_execveat_of_a_directory_and_of_a_descriptor), unit_test(test_clone_call_starts_a_thread),
	   unit_test(test_exit_thread_ends_one_thread), unit_test(test_exit_ends_all_threads),
	   unit_test(test_a_stack_is_free_when_its_thread_has_ended), unit_test(test_clone_call_errors),
	   unit_test(test_clone_call_aligns_the_stack),
	   unit_test(test_clone_call_ends_the_frame_chain), unit_test(test_clone_orders_its_arguments),
	   unit_test(test_clone_gives_a_pidfd), unit_test(test_clone3), unit_test(test_vfork_survives_its_child),
	   unit_test(test_vfork_shares_memory_and_waits), unit_test(test_vfork_and_exec),
	   unit_test(test_signals_wait_for_a_vfork_child), unit_test(test_prctl),
	   unit_test(test_prctl_returns_a_long), unit_test(test_arch_prctl), unit_test(test_unshare_and_setns),
	   unit_test(test_listns),
	   unit_test(test_unshare_of_files_needs_no_rights), unit_test(test_a_thread_parts_its_descriptors),
	   unit_test(test_personality), unit_test(test_pidfd_open),
	   unit_test(test_pidfd_getfd), unit_test(test_limits), unit_test(test_getrusage), unit_test(test_kcmp),
	   unit_test(test_acct_of_no_file), unit_test(test_acct_records_ended_processes),
	   unit_test(test_set_tid_address));
