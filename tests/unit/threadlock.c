/*
 * Whose operation it is: a call in all threads in forked children, in children with the same pid, in processes that
 * share memory, beside an emulator's threads; and with threads that are slow. allthreads.h, beside allthreads.c.
 */
#include "unit.h"

#include <barecall/allthreads.h>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>

#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)
#define ADD(p, n) __atomic_add_fetch(p, n, __ATOMIC_SEQ_CST)
#define THREAD (LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM)

static int ready;
static unsigned int stop;

static int wait_for_stop(void *arg)
{
	ADD(&ready, 1);
	while (!LOAD(&stop))
		Futex(&stop, LX_FUTEX_WAIT, 0, LX_NULL, LX_NULL, 0);
	return arg != NULL;
}

static int wait_with_all_blocked(void *arg)
{
	Sigset_t all = { ~0UL };

	PthreadSigmask(LX_SIG_BLOCK, &all, LX_NULL);
	return wait_for_stop(arg);
}

/* start makes a thread without a libc: in the child of a fork, or in a process that shares a libc's memory. */
static int start(int (*function)(void *))
{
	static char stacks[16][16384] __attribute__((aligned(16)));
	static int used;
	int before = LOAD(&ready);

	if (CloneCall(THREAD, stacks[ADD(&used, 1) % 16] + sizeof(stacks[0]), function, LX_NULL, LX_NULL, LX_NULL, 0) < 0)
		return 0;
	while (LOAD(&ready) == before)
		SchedYield();
	return 1;
}

/* wait_within waits for a child, which may be immune to an alarm of its own, and returns its status; -1: it was too late. */
static int wait_within(int pid, int seconds)
{
	int status, result, i;

	for (i = 0; (result = waitpid(pid, &status, WNOHANG | __WALL)) == 0; i++) {
		if (i == seconds * 1000)
			kill(pid, SIGKILL);
		usleep(1000);
	}
	return result == pid && i <= seconds * 1000 ? status : -1;
}

/* ---- copies of an operation that was under way */

static unsigned long new_namespace;

/* As the first process of a namespace it has the pid and the tid that its parent has in its own. */
static int call_in_the_copy(void)
{
	if (new_namespace) {
		EXPECT(Unshare(LX_CLONE_NEWNS) == 0);
		EXPECT(Mount("none", "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL) == 0);
		EXPECT(Mount("proc", "/proc", "proc", 0, LX_NULL) == 0 && Getpid() == 1);
	}
	EXPECT(start(wait_for_stop));
	EXPECT(Setresuid(7, 0, 7) == 0 && Getuid() == 7);
	EXPECT(AllThreadsSyscall(LX_SYS_close, -1, 0, 0) == -LX_EBADF);
	return 0;
}

static void *fork_often(void *result)
{
	int status = 0;

	for (int i = 0; i < 100 && status == 0; i++) {
		/* no libc's fork, whose handlers would wait for locks */
		int pid = (int)lx_trap5(LX_SYS_clone, (long)(new_namespace | SIGCHLD), 0, 0, 0, 0);

		if (pid == 0)
			Exit(call_in_the_copy());
		status = pid < 0 ? -1 : wait_within(pid, 20);
	}
	*(int *)result = status;
	STORE(&stop, 1);
	return NULL;
}

static int fork_during_calls(void)
{
	pthread_t forker;
	int result = -1;

	EXPECT(pthread_create(&forker, NULL, fork_often, &result) == 0);
	while (!LOAD(&stop))
		EXPECT(AllThreadsSyscall(LX_SYS_getppid, 0, 0, 0) >= 0);
	EXPECT(pthread_join(forker, NULL) == 0);
	EXPECT(result != -1); /* hung */
	return result >> 8 ? result >> 8 : result;
}

/* The first process of a pid namespace forks the first processes of others, in one of which the state is a copy. */
static int fork_pid_1s(void)
{
	int pid;

	EXPECT(unshare(CLONE_NEWPID | CLONE_NEWNS) == 0);
	pid = fork();
	if (pid == 0) {
		new_namespace = CLONE_NEWPID;
		EXPECT(Mount("none", "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL) == 0);
		EXPECT(Mount("proc", "/proc", "proc", 0, LX_NULL) == 0 && getpid() == 1);
		_exit(fork_during_calls());
	}
	EXPECT(pid > 0);
	pid = wait_within(pid, 60);
	EXPECT(pid != -1);
	return pid >> 8 ? pid >> 8 : pid;
}

/* No kernel before Linux 4.14 wipes memory in the child of a fork. */
static int do_not_wipe(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_madvise, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_MADV_WIPEONFORK, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { 6, code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int fork_pid_1s_without_wiping(void)
{
	EXPECT(do_not_wipe());
	return fork_pid_1s();
}

static int fork_without_wiping(void)
{
	EXPECT(do_not_wipe());
	return fork_during_calls();
}

static void test_a_forked_child_calls_meanwhile(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(fork_during_calls), 0);
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(fork_without_wiping), 0);
}

static void test_a_child_that_is_pid_1_as_its_parent(void **state)
{
	(void)state;
	SKIP_IN_A_CHROOT();
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("its children lose its own threads");
	assert_int_equal(in_child(fork_pid_1s), 0);
	assert_int_equal(in_child(fork_pid_1s_without_wiping), 0);
}

/* ---- processes that share memory, each with threads */

enum { SHARED_ROUNDS = 300 };

static int pipes[2][2];
static int bad;
static int in_call;
static char process_stack[65536] __attribute__((aligned(16)));

/* Each call is made by the threads of its own process, one and two more, no less and none of the other's. */
static int call_in_three(void *number)
{
	int *fds = pipes[(long)number];
	char bytes[16];

	if (!start(wait_for_stop) || !start(wait_for_stop))
		STORE(&bad, __LINE__);
	for (int i = 0; i < SHARED_ROUNDS && !LOAD(&bad); i++)
		if (AllThreadsSyscall(LX_SYS_write, fds[1], (long)"x", 1) != 1 || Read(fds[0], bytes, sizeof(bytes)) != 3)
			STORE(&bad, __LINE__);
	return 0;
}

static int call_and_exit(void *number)
{
	call_in_three(number);
	Exit(0);
	return 0;
}

static int both_call(void)
{
	int pid;

	EXPECT(pipe2(pipes[0], O_NONBLOCK) == 0 && pipe2(pipes[1], O_NONBLOCK) == 0);
	pid = (int)CloneCall(LX_CLONE_VM | LX_CLONE_FILES | SIGCHLD | new_namespace, process_stack + sizeof(process_stack),
			     call_and_exit, (void *)1, LX_NULL, LX_NULL, 0);
	EXPECT(pid > 0);
	call_in_three((void *)0);
	EXPECT(wait_within(pid, 20) == 0);
	return LOAD(&bad) & 0xff;
}

static int call_and_be_killed(void *arg)
{
	if (!start(wait_with_all_blocked))
		Exit(1);
	STORE(&in_call, 1);
	AllThreadsSyscall(LX_SYS_getppid, 0, 0, 0); /* which takes half a second, for the other does not answer */
	return arg != NULL;
}

/* Who was killed in the middle leaves its lock: the others are told so, after a time, and nothing has changed. */
static int other_is_killed(void)
{
	int pid, result;

	EXPECT(start(wait_for_stop));
	EXPECT(Setresuid(1, 0, 1) == 0);
	pid = (int)CloneCall(LX_CLONE_VM | LX_CLONE_FILES | SIGCHLD, process_stack + sizeof(process_stack),
			     call_and_be_killed, LX_NULL, LX_NULL, LX_NULL, 0);
	EXPECT(pid > 0);
	while (!LOAD(&in_call))
		usleep(1000);
	usleep(100000);
	EXPECT(kill(pid, SIGKILL) == 0 && wait_within(pid, 20) == SIGKILL);
	result = Setresuid(2, 0, 2);
	EXPECT((result == -LX_EAGAIN && Getuid() == 1) || (result == 0 && Getuid() == 2));
	return 0;
}

static void test_processes_that_share_memory(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no process shares another's memory");
	assert_int_equal(in_child(both_call), 0);
}

static void test_a_process_that_shared_memory_is_killed(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no process shares another's memory");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(other_is_killed), 0);
}

/* ---- told by the threads themselves, since an emulator lists threads of its own and does not change them */

enum { THREADS = 4, ROUNDS = 20 };

static int asked;
static unsigned int told[THREADS], told_fsuid[THREADS], told_fsgid[THREADS];

static void *tell_own_ids(void *number)
{
	int answered = 0, now;

	while (!LOAD(&stop)) {
		now = LOAD(&asked);
		if (now != answered) {
			STORE(&told_fsuid[(long)number], SetfsuidThread(~0U));
			STORE(&told_fsgid[(long)number], SetfsgidThread(~0U));
			STORE(&told[(long)number], Getuid());
		}
		answered = now;
		usleep(500);
	}
	return NULL;
}

/* all_told tells whether within five seconds each thread says that it has these ids. */
static int all_told(unsigned int uid, unsigned int fsuid, unsigned int fsgid)
{
	ADD(&asked, 1);
	for (int i = 0; i < THREADS; i++)
		for (int ms = 0; LOAD(&told[i]) != uid || LOAD(&told_fsuid[i]) != fsuid || LOAD(&told_fsgid[i]) != fsgid;
		     ms++) {
			if (ms == 5000)
				return 0;
			usleep(1000);
		}
	return 1;
}

static int change_in_all(void)
{
	pthread_t threads[THREADS];

	EXPECT(Setresuid(500, 0, 500) == 0 && Getuid() == 500);
	for (long i = 0; i < THREADS; i++)
		EXPECT(pthread_create(&threads[i], NULL, tell_own_ids, (void *)i) == 0);
	for (unsigned int id = 1; id <= ROUNDS; id++) {
		EXPECT(Setresuid(id, 0, id) == 0 && Getuid() == id);
		EXPECT(all_told(id, 0, 0));
	}
	EXPECT(Setfsuid(700) == 0 && Setfsgid(800) == 0 && all_told(ROUNDS, 700, 800));
	EXPECT(Setfsuid(~0U) == 700 && Setfsgid(~0U) == 800 && all_told(ROUNDS, 700, 800));
	EXPECT(Setfsuid(0) == 700 && Setfsgid(0) == 800 && all_told(ROUNDS, 0, 0));
	EXPECT(AllThreadsSyscall(LX_SYS_close, -1, 0, 0) == -LX_EBADF);
	/* One of the program's that does not answer is not taken for an emulator's. */
	EXPECT(start(wait_with_all_blocked));
	EXPECT(Setresuid(600, 0, 600) == -LX_EAGAIN && Getuid() == ROUNDS);
	ADD(&asked, 1);
	usleep(20000);
	for (int i = 0; i < THREADS; i++)
		EXPECT(LOAD(&told[i]) == ROUNDS);
	STORE(&stop, 1);
	for (int i = 0; i < THREADS; i++)
		EXPECT(pthread_join(threads[i], NULL) == 0);
	return 0;
}

static void test_every_thread_says_that_it_has_changed(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(change_in_all), 0);
}

static int only_seteuid(void)
{
	for (unsigned int id = 33; id < 40; id++)
		EXPECT(Seteuid(id) == 0 && Geteuid() == id && Seteuid(0) == 0);
	return 0;
}

static void test_a_process_of_one_thread(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(only_seteuid), 0);
}

/* ---- a thread that is slow after others have changed */

static int slow_tid;

static void *be_slow(void *arg)
{
	STORE(&slow_tid, Gettid());
	wait_for_stop(arg);
	return NULL;
}

/* hold_in_call stops a thread for longer than ten seconds where it enters setresuid. */
static void hold_in_call(int tid, int out)
{
	PtraceSyscallInfo info;
	int status = 0, sig = 0;

	if (PtraceSeize(tid, LX_PTRACE_O_TRACESYSGOOD) != 0 || PtraceInterrupt(tid) != 0 ||
	    waitpid(tid, &status, __WALL) != tid || write(out, "1", 1) != 1)
		_exit(1);
	for (;;) {
		if (PtraceSyscall(tid, sig) != 0 || waitpid(tid, &status, __WALL) != tid || !WIFSTOPPED(status))
			_exit(2);
		sig = WSTOPSIG(status);
		if (sig != (SIGTRAP | 0x80))
			continue;
		sig = 0;
		if (PtraceGetSyscallInfo(tid, &info) < 0)
			_exit(3);
		if (info.op == LX_PTRACE_SYSCALL_INFO_ENTRY && info.u.entry.nr == LX_SYS_setresuid)
			break;
	}
	sleep(12);
	_exit(PtraceDetach(tid, 0) == 0 ? 0 : 4);
}

static int slow(void)
{
	pthread_t thread;
	int fds[2], tracer;
	char byte;

	EXPECT(pthread_create(&thread, NULL, be_slow, NULL) == 0);
	while (!LOAD(&ready))
		usleep(1000);
	EXPECT(pipe(fds) == 0);
	tracer = fork();
	if (tracer == 0) {
		unit_deadline(28);
		hold_in_call(slow_tid, fds[1]);
	}
	close(fds[1]);
	EXPECT(read(fds[0], &byte, 1) == 1);
	EXPECT(Setresuid(5, 0, 5) == 0 && Getuid() == 5);
	EXPECT(wait_within(tracer, 20) == 0);
	EXPECT(Setresuid(6, 0, 6) == 0);
	return 0;
}

static void test_a_thread_is_stopped_before_its_call(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(slow), 0);
}

UNIT_TESTS(unit_test(test_a_forked_child_calls_meanwhile), unit_test(test_a_child_that_is_pid_1_as_its_parent),
	   unit_test(test_processes_that_share_memory), unit_test(test_a_process_that_shared_memory_is_killed),
	   unit_test(test_every_thread_says_that_it_has_changed), unit_test(test_a_process_of_one_thread),
	   unit_test(test_a_thread_is_stopped_before_its_call));
