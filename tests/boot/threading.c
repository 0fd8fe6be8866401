/*
 * Threads by ThreadStart: their thread-locals, their ends, what is left of hundreds, signals at any moment, a stack that
 * is too small, restartable sequences, cgroups, and calls in all threads and programs while they start and end.
 */
#include <barecall/allthreads.h>
#include <barecall/lock.h>
#include <barecall/thread.h>
#include "check.h"
#include "topics.h"

#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)
#define ADD(p) __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST)

enum { THREADS = 8 };

static _Thread_local int own __attribute__((aligned(4096))) = 41;
static _Thread_local long zero[100];

static Barrier barrier;
static unsigned int count;
static int stop;
static char maps[2][32768];

static void *use_own(void *arg)
{
	int right = own == 41 && zero[99] == 0 && (long)&own % 4096 == 0 && ThreadTid(ThreadSelf()) == Gettid();

	own = (int)(long)arg;
	zero[99] = (long)arg;
	BarrierWait(&barrier);
	return (void *)(long)(right && own == (int)(long)arg && zero[99] == (long)arg);
}

static int locals(void)
{
	Thread *thread[THREADS];
	void *result;
	int right = 1;

	barrier.count = THREADS;
	for (int i = 0; i < THREADS; i++)
		EXPECT(ThreadStart(&thread[i], LX_NULL, use_own, (void *)(long)i) == 0);
	for (int i = 0; i < THREADS; i++) {
		EXPECT(ThreadJoin(thread[i], &result) == 0);
		right &= result != LX_NULL;
	}
	EXPECT(right && own == 41 && zero[99] == 0);
	return 0;
}

static void *count_up(void *arg)
{
	ADD(&count);
	return arg;
}

static void read_maps(char *text)
{
	long length = read_text("/proc/self/maps", text, sizeof(maps[0]));

	text[length > 0 ? length : 0] = 0;
}

/* But for what is kept for the next thread. */
static int maps_are_as_before(void)
{
	for (int i = 0; i < 2000; i++) {
		ThreadTrim();
		read_maps(maps[1]);
		if (maps[0][0] && same_text(maps[0], maps[1]))
			return 1;
		sleep_ms(5);
	}
	return 0;
}

static int start_detached(unsigned int rseq_sig)
{
	ThreadAttr attr = {0};

	attr.flags = LX_THREAD_DETACHED;
	attr.rseq_sig = rseq_sig;
	return ThreadStart(LX_NULL, &attr, count_up, LX_NULL);
}

static void on_signal(int sig)
{
	volatile char room[1000];

	room[0] = (char)sig; /* which needs the stack to be there */
	room[999] = room[0];
}

/* Starts threads that end as signals come, half of them with restartable sequences, which detached ones take back. */
static int many(void)
{
	Sigaction_t act = handling(on_signal, LX_SA_RESTART);
	Sigset_t usr1 = {1UL << (LX_SIGUSR1 - 1)};
	Thread *thread;
	void *result;
	int error;

	EXPECT(Sigaction(LX_SIGUSR1, &act, LX_NULL) == 0);
	ThreadTrim();
	read_maps(maps[0]);
	count = 0;
	for (long i = 0; i < 200; i++) {
		EXPECT(ThreadStart(&thread, LX_NULL, count_up, (void *)i) == 0);
		Kill(Getpid(), LX_SIGUSR1);
		EXPECT(ThreadJoin(thread, &result) == 0 && result == (void *)i);
		while ((error = start_detached((unsigned int)i % 2 * 0x53053053U)) == -LX_EAGAIN)
			sleep_ms(1);
		EXPECT(error == 0);
		/* Those that threads alone can take: some come to one that is at its end. */
		PthreadSigmask(LX_SIG_BLOCK, &usr1, LX_NULL);
		Kill(Getpid(), LX_SIGUSR1);
		SchedYield();
		PthreadSigmask(LX_SIG_UNBLOCK, &usr1, LX_NULL);
		EXPECT(ThreadStart(&thread, LX_NULL, count_up, LX_NULL) == 0 && ThreadDetach(thread) == 0);
	}
	EXPECT(maps_are_as_before());
	EXPECT(LOAD(&count) == 600);
	return 0;
}

static RobustMutex robust;

static void *end_with_robust(void *arg)
{
	static _Thread_local RobustThread me;

	if (RobustThreadInit(&me) == 0)
		RobustMutexLock(&robust, &me);
	return arg;
}

static int robustly(void)
{
	ThreadAttr attr = {0};
	RobustThread me;
	Timespec deadline;
	int error;

	attr.flags = LX_THREAD_DETACHED;
	EXPECT(ClockGettime(LX_CLOCK_MONOTONIC, &deadline) == 0);
	deadline.sec += 20;
	EXPECT(RobustThreadInit(&me) == 0);
	EXPECT(ThreadStart(LX_NULL, &attr, end_with_robust, LX_NULL) == 0);
	while ((error = RobustMutexLockUntil(&robust, &me, LX_CLOCK_MONOTONIC, &deadline)) == 0) {
		RobustMutexUnlock(&robust, &me);
		sleep_ms(1);
	}
	EXPECT(error == -LX_EOWNERDEAD);
	return 0;
}

static void *use_rseq(void *arg)
{
	unsigned int cpu, node, its_cpu, its_node;
	Rseq_t *rseq = ThreadRseq();

	if (!rseq)
		return LX_NULL;
	if (Rseq(rseq, 32, 0, 0x53053053) != -LX_EBUSY || Getcpu(&cpu, &node) != 0 || RseqGetcpu(&its_cpu, &its_node) != 0)
		return LX_NULL;
	/* It may run on one processor alone. */
	return cpu == its_cpu && node == its_node && RseqCpu() == (int)cpu ? arg : LX_NULL;
}

static int restartable(void)
{
	CPUSet first = {{1}};
	ThreadAttr attr = {0};
	Thread *thread;
	void *result;

	attr.rseq_sig = 0x53053053;
	attr.affinity = &first;
	attr.affinity_size = sizeof(first);
	attr.name = "restartable";
	EXPECT(ThreadStart(&thread, &attr, use_rseq, &first) == 0 && ThreadJoin(thread, &result) == 0);
	EXPECT(result == &first);
	return 0;
}

static __attribute__((noinline)) void *overflow(void *arg)
{
	volatile char room[1024];

	room[0] = 1;
	if (arg != room)
		overflow((void *)(unsigned long)room);
	return room[0] ? arg : LX_NULL;
}

static int overflows(void)
{
	Thread *thread;

	EXPECT(ThreadStart(&thread, LX_NULL, overflow, LX_NULL) == 0);
	ThreadJoin(thread, LX_NULL);
	return 0;
}

static void *start_for_ever(void *arg)
{
	Thread *thread;

	for (;;) {
		if (ThreadStart(&thread, LX_NULL, count_up, LX_NULL) == 0)
			ThreadJoin(thread, LX_NULL);
		start_detached(0);
		if (arg && LOAD(&count) > 50)
			Exit(7);
	}
}

static int ends_in_a_thread(void)
{
	Thread *thread;

	for (long i = 0; i < 3; i++)
		EXPECT(ThreadStart(&thread, LX_NULL, start_for_ever, i == 2 ? &count : LX_NULL) == 0);
	ThreadJoin(thread, LX_NULL);
	return 8;
}

static int ends_in_main(void)
{
	Thread *thread;

	for (int i = 0; i < 3; i++)
		EXPECT(ThreadStart(&thread, LX_NULL, start_for_ever, LX_NULL) == 0);
	while (LOAD(&count) < 50)
		SchedYield();
	return 7;
}

static int refused(void)
{
	static const Rlimit none = {0, 0};
	Thread *thread;

	ThreadTrim();
	read_maps(maps[0]);
	EXPECT(Setrlimit(LX_RLIMIT_NPROC, &none) == 0 && SetresuidThread(1000, 1000, 1000) == 0);
	EXPECT(ThreadStart(&thread, LX_NULL, count_up, LX_NULL) == -LX_EAGAIN);
	EXPECT(maps_are_as_before());
	return 0;
}

/* ---- in a cgroup */

#define CGROUP "/tmp/threading/boot-test"

static unsigned int go;

static void *wait_for_go(void *arg)
{
	while (!LOAD(&go))
		Futex(&go, LX_FUTEX_WAIT, 0, LX_NULL, LX_NULL, 0);
	return arg;
}

/* A thread that was joined is counted for a moment more. */
static int is_alone_in_cgroup(void)
{
	char text[16];

	for (int i = 0; i < 2000; i++) {
		if (read_text(CGROUP "/pids.current", text, sizeof(text)) == 2 && text[0] == '1')
			return 1;
		sleep_ms(5);
	}
	return 0;
}

/* Of four tasks one is this, and three are threads. */
static int refused_by_pids_max(void)
{
	Thread *thread[3], *none = LX_NULL;
	ThreadAttr attr = {0};

	attr.name = "one too many";
	go = 0;
	EXPECT(write_text(CGROUP "/pids.max", "4") && write_text(CGROUP "/cgroup.procs", "0"));
	ThreadTrim();
	read_maps(maps[0]);
	EXPECT(ThreadStart(&thread[0], LX_NULL, count_up, LX_NULL) == 0 && ThreadJoin(thread[0], LX_NULL) == 0);
	EXPECT(maps_are_as_before() && is_alone_in_cgroup());
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 3; i++)
			EXPECT(ThreadStart(&thread[i], LX_NULL, wait_for_go, LX_NULL) == 0);
		ThreadTrim();
		read_maps(maps[0]);
		for (int i = 0; i < 20; i++) {
			EXPECT(ThreadStart(&none, LX_NULL, count_up, LX_NULL) == -LX_EAGAIN);
			EXPECT(ThreadStart(&none, &attr, count_up, LX_NULL) == -LX_EAGAIN);
			EXPECT(start_detached(0) == -LX_EAGAIN && none == LX_NULL);
		}
		EXPECT(maps_are_as_before());
		STORE(&go, 1);
		Futex(&go, LX_FUTEX_WAKE, 3, LX_NULL, LX_NULL, 0);
		for (int i = 0; i < 3; i++)
			EXPECT(ThreadJoin(thread[i], LX_NULL) == 0);
		STORE(&go, 0);
		EXPECT(is_alone_in_cgroup());
	}
	return 0;
}

static int tell_cgroup(void *arg)
{
	static char text[256];

	read_text("/proc/self/cgroup", text, sizeof(text));
	return find_line(text, "0::/boot-test\n") ? (int)(long)arg : 1;
}

static int clone_into_cgroup(void)
{
	static char stack[16384] __attribute__((aligned(16)));
	CloneArgs args = {0};
	int pidfd = -1;
	long pid;

	args.flags = LX_CLONE_INTO_CGROUP | LX_CLONE_PIDFD;
	args.exit_signal = LX_SIGCHLD;
	args.pidfd = (unsigned long)&pidfd;
	args.stack = (unsigned long)stack;
	args.stack_size = sizeof(stack);
	args.cgroup = (unsigned long)Openat(LX_AT_FDCWD, CGROUP, LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	pid = CloneCall3(&args, sizeof(args), tell_cgroup, (void *)9);
	EXPECT(pid > 0 && pidfd >= 0 && wait_for((int)pid) == 9 << 8);
	args.cgroup = 999;
	EXPECT(CloneCall3(&args, sizeof(args), tell_cgroup, LX_NULL) == -LX_EBADF);
	return 0;
}

static void cgroups(void)
{
	const char *refuses = "a thread that pids.max refuses leaves nothing";
	const char *into = "CloneCall3 into a cgroup";

	Mkdir("/tmp/threading", 0700);
	if (Mount("cgroup2", "/tmp/threading", "cgroup2", 0, LX_NULL)) {
		skip(refuses, "this kernel mounts no cgroup2");
		skip(into, "this kernel mounts no cgroup2");
	} else {
		int counts = write_text("/tmp/threading/cgroup.subtree_control", "+pids");

		Mkdir(CGROUP, 0700);
		check_child(into, clone_into_cgroup);
		if (counts)
			check_child(refuses, refused_by_pids_max);
		else
			skip(refuses, "this kernel's cgroups count no tasks");
		write_text("/tmp/threading/cgroup.subtree_control", "-pids");
		Rmdir(CGROUP);
		Unmount("/tmp/threading", LX_MNT_DETACH);
	}
	Rmdir("/tmp/threading");
}

/* ---- by CloneCall3, with an id that was asked for and thread-locals of its own */

static int tid_is_wanted, cleared_tid;

static int look_at_tid(void *arg)
{
	tid_is_wanted = Gettid() == 23456 && own == 41 && zero[99] == 0 && ThreadSelf() == LX_NULL;
	own = 5;
	return arg != LX_NULL;
}

static int clone_with_tid(void)
{
	static char stack[16384] __attribute__((aligned(16)));
	static char memory[32768];
	Timespec limit = {10, 0};
	CloneArgs args = {0};
	int wanted = 23456, tid;

	EXPECT(TlsSize() > 0 && TlsSize() <= (long)sizeof(memory));
	args.flags = LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM |
		     LX_CLONE_SETTLS | LX_CLONE_CHILD_CLEARTID;
	args.stack = (unsigned long)stack;
	args.stack_size = sizeof(stack);
	args.tls = (unsigned long)TlsInit(memory);
	args.child_tid = (unsigned long)&cleared_tid;
	args.set_tid = (unsigned long)&wanted;
	args.set_tid_size = 1;
	cleared_tid = 23456;
	own = 77;
	EXPECT(CloneCall3(&args, sizeof(args), look_at_tid, LX_NULL) == 23456);
	while ((tid = LOAD(&cleared_tid)) != 0)
		EXPECT(Futex((unsigned int *)&cleared_tid, LX_FUTEX_WAIT, (unsigned int)tid, &limit, LX_NULL, 0) != -LX_ETIMEDOUT);
	EXPECT(tid_is_wanted && own == 77);
	wanted = Getpid();
	EXPECT(CloneCall3(&args, sizeof(args), look_at_tid, LX_NULL) == -LX_EEXIST);
	own = 41;
	return 0;
}

static void *churn(void *arg)
{
	Thread *thread;

	while (!LOAD(&stop)) {
		if (ThreadStart(&thread, LX_NULL, count_up, LX_NULL) != 0 || ThreadJoin(thread, LX_NULL) != 0)
			return LX_NULL;
		if (start_detached(0) != 0)
			return LX_NULL;
	}
	return arg;
}

/* While they start and end all threads change their user, and programs are started. */
static int changes(const char *program, int rounds)
{
	Thread *thread[2];
	void *result;
	int right = 1;

	stop = 0;
	for (int i = 0; i < 2; i++)
		EXPECT(ThreadStart(&thread[i], LX_NULL, churn, &stop) == 0);
	for (int i = 0; i < rounds && right; i++) {
		int error;

		/* A detached thread at its very end holds all signals back, and on a slow machine perhaps for long. */
		do
			error = Setresuid((unsigned int)i + 1, 0, 0);
		while (error == -LX_EAGAIN);
		right = error == 0;
		right = right && run_program(program, "return-300", LX_NULL) == (300 & 0xff) << 8;
	}
	STORE(&stop, 1);
	for (int i = 0; i < 2; i++)
		EXPECT(ThreadJoin(thread[i], &result) == 0 && result == &stop);
	EXPECT(right && Setresuid(0, 0, 0) == 0);
	return 0;
}

void threading(const char *program, int rounds)
{
	check_child("threads have thread-locals of their own", locals);
	check_child("600 threads end under signals, and nothing is left", many);
	check_child("a detached thread gives its robust mutexes up", robustly);
	check_child("a thread's restartable sequence tells its processor", restartable);
	check_child("a thread that may not be made leaves nothing", refused);
	check_child("a thread of CloneCall3 has the id that is asked for, and its thread-locals", clone_with_tid);
	cgroups();
	check_equal("a stack's overflow is a SIGSEGV", wait_for(start_child(overflows)) & 0x7f, LX_SIGSEGV);
	check_equal("a thread ends the process while others start", wait_for(start_child(ends_in_a_thread)), 7 << 8);
	check_equal("main ends the process while others start", wait_for(start_child(ends_in_main)), 7 << 8);
	check_equal("all threads change while threads start and end", changes(program, rounds), 0);
}
