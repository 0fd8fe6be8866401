/*
 * Threads of a program without a libc (barecall/thread.h), with thread-locals of one alignment (TLS_ALIGN). Returns 42.
 *
 *	thread n          everything, with n threads one after the other
 *	thread locals     the thread-locals alone
 *	thread overflow   writes below its stack in a thread, which must end it by SIGSEGV
 *	thread canary     overwrites its canary in a thread, where it is built so
 *	thread last       main ends before its threads
 *	thread stress     threads start and end while all threads change and programs are started; for kernels, not emulators
 */
#include "check.h"
#include <barecall/allthreads.h>
#include <barecall/cred.h>
#include <barecall/lock.h>
#include <barecall/mm.h>
#include <barecall/path.h>
#include <barecall/spawn.h>
#include <barecall/thread.h>
#include <barecall/time.h>
#include <barecall/wait.h>

#ifndef TLS_ALIGN
#define TLS_ALIGN 64
#endif

enum { THREADS = 8 };

static _Thread_local _Alignas(TLS_ALIGN) volatile char first[3] = "ab";
static _Thread_local volatile long own = 41;
static _Thread_local _Alignas(TLS_ALIGN) volatile char zero[5];
_Thread_local volatile int other = -7; /* not static: another model */

static Barrier barrier;
static unsigned int count;

static void *number(long n)
{
	return (void *)n;
}

/* ---- thread-locals */

static unsigned long canary(void)
{
#if defined(__x86_64__)
	unsigned long value;

	__asm__ __volatile__("mov %%fs:0x28, %0" : "=r"(value));
	return value;
#else
	return 0; /* a variable of all threads */
#endif
}

static unsigned long main_canary;

/* The thread-locals have their first values, until the thread writes its own, which stay. */
static int locals_are_right(long mine, void (*meanwhile)(void))
{
	int i;

	if (first[0] != 'a' || first[1] != 'b' || first[2] != 0 || own != 41 || other != -7)
		return 0;
	if (!IS_ALIGNED(first, TLS_ALIGN) || !IS_ALIGNED(zero, TLS_ALIGN))
		return 0;
	for (i = 0; i < 5; i++)
		if (zero[i] != 0)
			return 0;
	own = mine;
	other = (int)-mine;
	first[0] = zero[4] = (char)mine;
	meanwhile();
	return own == mine && other == -mine && first[0] == (char)mine && zero[4] == (char)mine && zero[3] == 0;
}

static void all_meet(void)
{
	BarrierWait(&barrier);
	BarrierWait(&barrier);
}

static void *use_locals(void *arg)
{
	_Alignas(16) volatile char on_stack[32];

	on_stack[0] = 1;
	if (!IS_ALIGNED(on_stack, 16) || canary() != main_canary || ThreadTid(ThreadSelf()) != Gettid())
		return number(0);
	return locals_are_right((long)arg, all_meet) ? number((long)arg + 1000) : number(0);
}

static void locals(void)
{
	Thread *threads[THREADS];
	void *result;
	long i;

	barrier.count = THREADS;
	for (i = 0; i < THREADS; i++)
		CHECK(ThreadStart(&threads[i], LX_NULL, use_locals, number(i + 1)) == 0);
	for (i = 0; i < THREADS; i++)
		CHECK(ThreadJoin(threads[i], &result) == 0 && result == number(i + 1001));
	CHECK(own == 41 && other == -7 && first[0] == 'a' && zero[4] == 0);
}

/* ---- threads of CloneCall */

static int cloned_result;

static void nothing(void)
{
}

static int use_cloned_locals(void *arg)
{
	__atomic_store_n(&cloned_result, canary() == main_canary && ThreadSelf() == LX_NULL && locals_are_right((long)arg, nothing),
			 __ATOMIC_RELAXED);
	return 0;
}

/* Has a thread of CloneCall run function(arg) to its end. */
static void clone_and_wait(int (*function)(void *arg), void *arg, void *thread_pointer)
{
	static char stack[65536] __attribute__((__aligned__(16)));
	static int tid;
	int present;

	CHECK(CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM |
			LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID,
			stack + sizeof stack, function, arg, &tid, &tid, (unsigned long)thread_pointer) > 0);
	while ((present = __atomic_load_n(&tid, __ATOMIC_ACQUIRE)) != 0)
		Futex(&tid, LX_FUTEX_WAIT, (unsigned int)present, LX_NULL, LX_NULL, 0);
}

static void by_clone(void)
{
	long size = TlsSize(), from, i;
	char *memory;

	CHECK(size > 0);
	memory = Mmap(LX_NULL, (unsigned long)size + 64, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	CHECK(!IsErrPtr(memory));
	for (from = 0; from < 64; from += 21) {
		void *thread_pointer;

		for (i = 0; i < size + 64; i++)
			memory[i] = (char)0xa5;
		thread_pointer = TlsInit(memory + from);
		for (i = 0; i < 64; i++)
			CHECK(memory[i < from ? i : size + i] == (char)0xa5);
		CHECK((char *)thread_pointer >= memory + from && (char *)thread_pointer < memory + from + size);
		cloned_result = -1;
		clone_and_wait(use_cloned_locals, number(from + 1), thread_pointer);
		CHECK(cloned_result == 1);
	}
	CHECK(Munmap(memory, (unsigned long)size + 64) == 0);
}

static int leave_number(void *arg)
{
	_Alignas(16) volatile char on_stack[32];

	on_stack[0] = 1;
	return IS_ALIGNED(on_stack, 16) ? (int)(long)arg : 1;
}

static void by_clone3(void)
{
	static char stack[65536 + 16] __attribute__((__aligned__(16)));
	CloneArgs args = { 0 };
	int pidfd = -1, tid = 0, offset;
	long pid;

	CHECK(CloneCall3(&args, 63, leave_number, number(0)) == -LX_EINVAL);
	args.flags = LX_CLONE_VM;
	CHECK(CloneCall3(&args, sizeof args, leave_number, number(0)) == -LX_EINVAL);
	args.flags = 0;
	args.exit_signal = LX_SIGCHLD;
	if (CloneCall3(&args, sizeof args, leave_number, number(9)) == -LX_ENOSYS)
		return;
	for (offset = 0; offset < 16; offset += 5) {
		WaitStatus status = 0;

		args.flags = LX_CLONE_PARENT_SETTID | LX_CLONE_PIDFD | (offset & 1 ? LX_CLONE_VM | LX_CLONE_VFORK : 0);
		args.pidfd = (unsigned long)&pidfd;
		args.parent_tid = (unsigned long)&tid;
		args.stack = (unsigned long)stack;
		args.stack_size = 65536 + (unsigned long)offset;
		pid = CloneCall3(&args, sizeof args, leave_number, number(9 + offset));
		CHECK(pid > 0 && pid == tid && pidfd > 2);
		CHECK(Wait4((int)pid, &status, 0, LX_NULL) == pid && status == (9 + offset) << 8);
		CHECK(Close(pidfd) == 0);
	}
	while (Wait4(-1, LX_NULL, 0, LX_NULL) > 0)
		;
}

/* ---- ends */

static unsigned int go;

static void *wait_for_go(void *arg)
{
	while (__atomic_load_n(&go, __ATOMIC_ACQUIRE) == 0)
		Futex(&go, LX_FUTEX_WAIT, 0, LX_NULL, LX_NULL, 0);
	return arg;
}

static void *count_up(void *arg)
{
	__atomic_add_fetch(&count, 1U, __ATOMIC_RELEASE);
	return arg;
}

static Timespec in_ms(long ms)
{
	Timespec time;

	CHECK(ClockGettime(LX_CLOCK_MONOTONIC, &time) == 0);
	time.nsec += ms * 1000000;
	while (time.nsec >= 1000000000) {
		time.nsec -= 1000000000;
		time.sec++;
	}
	return time;
}

static void *join_oneself(void *arg)
{
	(void)arg;
	return number(ThreadJoin(ThreadSelf(), LX_NULL));
}

static void *detach_oneself(void *arg)
{
	if (ThreadDetach(ThreadSelf()) == 0 && ThreadDetach(ThreadSelf()) == -LX_EINVAL)
		count_up(arg);
	return arg;
}

static int sign = 1;

static void note(void *arg)
{
	static ThreadExitCall again;

	sign = sign * 3 + (int)(long)arg;
	if (arg == number(2))
		ThreadAtExit(&again, note, number(5));
}

static __attribute__((__noinline__)) void deep(int levels)
{
	if (levels == 0)
		ThreadExit(number(77));
	if (levels > 0)
		deep(levels - 1);
	sign = 0; /* which keeps the call from being the last thing */
}

static void *end_deep(void *arg)
{
	static _Thread_local ThreadExitCall calls[3];
	int i;

	for (i = 0; i < 3; i++)
		ThreadAtExit(&calls[i], note, number(i));
	deep(30);
	return arg;
}

#if defined(__x86_64__) /* whose programs can ask for a trap behind each instruction */

/* A handler adds a call at each instruction, in turn, between two that are made at a thread's end: it must be made, too. */
static long traps, add_at;
static int added, made;

static void make(void *arg)
{
	made++;
	(void)arg;
}

static void on_trap(int sig)
{
	static ThreadExitCall call;

	if (++traps == add_at) {
		added++;
		CHECK(ThreadAtExit(&call, make, LX_NULL) == 0);
	}
	(void)sig;
}

static void step(void *arg)
{
	unsigned long flag = arg ? 0x100 : 0; /* red zone: what is below the stack pointer is the compiler's */

	__asm__ __volatile__("lea -128(%%rsp), %%rsp\n\tpushfq\n\tandq $~0x100, (%%rsp)\n\torq %0, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), %%rsp"
			     : : "r"(flag) : "memory", "cc");
}

static void *begin_steps(void *arg)
{
	static ThreadExitCall first, last;

	CHECK(ThreadAtExit(&last, step, LX_NULL) == 0 && ThreadAtExit(&first, step, &traps) == 0);
	return arg;
}

static void handlers_add_calls(void)
{
	Thread *thread;

	CHECK(Signal(LX_SIGTRAP, on_trap, LX_NULL) == 0);
	for (add_at = 1; add_at < 1000; add_at++) {
		traps = added = made = 0;
		CHECK(ThreadStart(&thread, LX_NULL, begin_steps, LX_NULL) == 0 && ThreadJoin(thread, LX_NULL) == 0);
		CHECK(made == added);
		if (!added)
			break;
	}
	CHECK(add_at > 5 || traps == 0);
	CHECK(Signal(LX_SIGTRAP, LX_SIG_DFL, LX_NULL) == 0);
}

#else

static void handlers_add_calls(void)
{
}

#endif

static void ends(void)
{
	static Timespec wrong = { 0, 1000000000 };
	static ThreadExitCall call;
	Thread *thread = LX_NULL;
	void *result = LX_NULL;
	Timespec deadline;
	int i;

	CHECK(ThreadSelf() == LX_NULL);
	CHECK(ThreadAtExit(&call, note, LX_NULL) == -LX_ESRCH);

	/* Joined by two, too early, and in the end. */
	CHECK(ThreadStart(&thread, LX_NULL, wait_for_go, number(5)) == 0);
	CHECK(ThreadJoinUntil(thread, &result, LX_CLOCK_MONOTONIC, &wrong) == -LX_EINVAL);
	CHECK(ThreadJoinUntil(thread, &result, 4711, LX_NULL) == -LX_EINVAL);
	for (i = 0; i < 3; i++) {
		deadline = in_ms(i);
		CHECK(ThreadJoinUntil(thread, &result, LX_CLOCK_MONOTONIC, &deadline) == -LX_ETIMEDOUT);
	}
	deadline.sec = -1;
	CHECK(ThreadJoinUntil(thread, &result, LX_CLOCK_REALTIME, &deadline) == -LX_ETIMEDOUT && result == LX_NULL);
	CHECK(ThreadTid(thread) > 0);
	__atomic_store_n(&go, 1U, __ATOMIC_RELEASE);
	Futex(&go, LX_FUTEX_WAKE, 1, LX_NULL, LX_NULL, 0);
	deadline = in_ms(20000);
	CHECK(ThreadJoinUntil(thread, &result, LX_CLOCK_MONOTONIC, &deadline) == 0 && result == number(5));

	CHECK(ThreadStart(&thread, LX_NULL, join_oneself, LX_NULL) == 0 && ThreadJoin(thread, &result) == 0);
	CHECK(result == number(-LX_EDEADLK));

	/* Detached by itself, which is seen by count alone. */
	count = 0;
	CHECK(ThreadStart(LX_NULL, LX_NULL, detach_oneself, LX_NULL) == 0);
	for (i = 0; i < 2000 && __atomic_load_n(&count, __ATOMIC_ACQUIRE) == 0; i++) {
		deadline = in_ms(10);
		ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &deadline, LX_NULL);
	}
	CHECK(count == 1);

	/* Its exit calls: 2, which adds 5, 1, 0. */
	CHECK(ThreadStart(&thread, LX_NULL, end_deep, LX_NULL) == 0 && ThreadJoin(thread, &result) == 0);
	CHECK(result == number(77) && sign == (((1 * 3 + 2) * 3 + 5) * 3 + 1) * 3 + 0);
}

/* ---- attributes */

static void *tell(void *arg)
{
	Sigset_t mask = { 0 };
	unsigned int cpu = 4711, node = 4711, real_node = 4712;
	char name[16] = { 0 };
	Rseq_t *rseq = ThreadRseq();

	CHECK(Prctl(LX_PR_GET_NAME, (unsigned long)name, 0, 0, 0) == 0 && same(name, "fifteen letters"));
	CHECK(PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &mask) == 0);
	/* All but those that cannot be, and AllThreadsSyscall's; qemu-user lacks some others. */
	CHECK((mask.val & 1UL << 32) == 0 && (mask.val & 0x7fff) == (0x7fff & ~(1UL << (LX_SIGKILL - 1))) );
	CHECK(RseqCpu() >= 0 && RseqGetcpu(&cpu, &node) == 0 && RseqGetcpu(LX_NULL, LX_NULL) == 0);
	CHECK(cpu < 4096 && Getcpu(LX_NULL, &real_node) == 0 && (node == real_node || node < 64));
	if (rseq != LX_NULL) {
		CHECK(rseq->cpu_id < 4096 && rseq->cpu_id_start < 4096);
		CHECK(Rseq(rseq, 32, 0, 0x53053053) == -LX_EBUSY);
	}
	CHECK((char *)&mask > (char *)arg && (char *)&mask < (char *)arg + 200000);
	return arg;
}

static void *is_rseq_there(void *arg)
{
	(void)arg;
	return ThreadRseq();
}

static void handle(int signal)
{
	(void)signal;
	__atomic_add_fetch(&count, 1U, __ATOMIC_RELEASE);
}

static void attributes(void)
{
	static char memory[200000 + 1];
	static const CPUSet nowhere;
	ThreadAttr attr = { 0 };
	CPUSet cpus = { { 0 } };
	SchedAttr sched = { 0 };
	Sigset_t all = { ~0UL }, before, after;
	Thread *thread = (Thread *)memory;
	void *result;

	attr.name = "fifteen letters and more";
	attr.sigmask = &all;
	attr.stack = memory + 1;
	attr.stack_size = sizeof memory - 1;
	attr.rseq_sig = 0x53053053;
	CHECK(SchedGetaffinity(0, sizeof cpus, &cpus) > 0);
	attr.affinity = &cpus;
	attr.affinity_size = sizeof cpus;
	sched.size = 48;
	sched.policy = LX_SCHED_BATCH;
	if (SchedGetAttr(0, &sched, 48, 0) == 0)
		attr.sched = &sched;
	CHECK(PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &before) == 0);
	CHECK(ThreadStart(&thread, &attr, tell, memory) == 0);
	CHECK(PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &after) == 0 && before.val == after.val);
	CHECK((char *)thread > memory && (char *)thread < memory + sizeof memory);
	CHECK(ThreadDetach(thread) == -LX_EINVAL);
	CHECK(ThreadJoin(thread, &result) == 0 && result == memory);
	/* Again in the same memory, which is not zero. */
	CHECK(ThreadStart(&thread, &attr, tell, memory) == 0 && ThreadJoin(thread, &result) == 0 && result == memory);

	/* What is refused has changed nothing. */
	attr.flags = LX_THREAD_DETACHED;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_EINVAL);
	attr.flags = 4;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_EINVAL);
	attr.flags = 0;
	attr.stack_size = (unsigned long)TlsSize() + 256 + 4095;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_EINVAL);
	attr.stack = LX_NULL;
	attr.stack_size = ~0UL;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_ENOMEM);
	attr.stack_size = 1UL << 49;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_ENOMEM);
	attr.stack_size = 0;
	attr.guard_size = ~0UL;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_ENOMEM);
	attr.guard_size = 1;
	attr.affinity = &nowhere;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_EINVAL);
	attr.affinity = LX_NULL;
	sched.size = 48;
	sched.policy = 4711;
	attr.sched = &sched;
	CHECK(ThreadStart(&thread, &attr, tell, memory) < 0);
	attr.sched = LX_NULL;
	attr.name = (const char *)8;
	CHECK(ThreadStart(&thread, &attr, tell, memory) == -LX_EFAULT);
	attr.name = LX_NULL;

	attr.flags = LX_THREAD_NO_GUARD;
	CHECK(ThreadStart(&thread, &attr, is_rseq_there, LX_NULL) == 0 && ThreadJoin(thread, &result) == 0);
	attr.rseq_sig = 0;
	CHECK(ThreadStart(&thread, &attr, is_rseq_there, LX_NULL) == 0 && ThreadJoin(thread, &result) == 0 && result == LX_NULL);
	CHECK(ThreadRseq() == LX_NULL && RseqCpu() >= 0);
}

/* ---- what is left of many */

static char maps[2][65536];

static unsigned long read_maps(char *text)
{
	int fd = Open("/proc/self/maps", LX_O_RDONLY, 0);
	unsigned long length = 0;
	long n;

	CHECK(fd == 3); /* no descriptor is left either */
	while ((n = Read(fd, text + length, sizeof maps[0] - length - 1)) > 0)
		length += (unsigned long)n;
	CHECK(n == 0 && length > 0);
	text[length] = 0;
	Close(fd);
	return length;
}

enum { KEPT = 0x60000, GUARD = 0x10000 }; /* bytes that are kept for the next thread, and of them the guard's */

/* number_at reads what a line of maps begins with, up to the character at its end. */
static unsigned long number_at(const char **text)
{
	unsigned long n = 0;

	for (; **text != '-' && **text != ' '; (*text)++)
		n = n * 16 + (unsigned long)(**text <= '9' ? **text - '0' : **text - 'a' + 10);
	(*text)++;
	return n;
}

/* mapped adds up how much is mapped. */
static unsigned long mapped(const char *text)
{
	unsigned long sum = 0;

	while (*text != 0) {
		unsigned long start = number_at(&text);

		sum += number_at(&text) - start;
		while (*text++ != '\n')
			;
	}
	return sum;
}

/* is_guarded tells whether there is a guard below the stack that address is in, and no other memory between them. */
static int is_guarded(const void *address)
{
	const char *text = maps[1];
	unsigned long start, end, last = 0, guard = 0;

	for (read_maps(maps[1]); *text != 0;) {
		start = number_at(&text);
		end = number_at(&text);
		if (start <= (unsigned long)address && (unsigned long)address < end)
			return last == start && guard >= GUARD && (unsigned long)address - start < KEPT;
		last = end;
		guard = *text == '-' && text[1] == '-' ? end - start : 0;
		while (*text++ != '\n')
			;
	}
	return 0;
}

/*
 * maps_are_as_before waits until the mappings are those that were read before, but for what is kept for the next thread: a
 * thread is gone a little later.
 */
static int maps_are_as_before(void)
{
	int i;

	for (i = 0; i < 1000; i++) {
		Timespec until = in_ms(10);

		read_maps(maps[1]);
		if (mapped(maps[1]) == mapped(maps[0]) + KEPT) {
			ThreadTrim();
			read_maps(maps[1]);
		}
		if (same(maps[0], maps[1]))
			return 1;
		ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &until, LX_NULL);
	}
	return 0;
}

static Mutex guard;

static void *lock_once(void *arg)
{
	MutexLock(&guard);
	count++;
	MutexUnlock(&guard);
	return arg;
}

static RobustMutex robust;

/* Ends holding a mutex whose list is in memory that it frees. */
static void *hold_robust(void *arg)
{
	static _Thread_local RobustThread me;

	if (RobustThreadInit(&me) == 0 && RobustMutexLock(&robust, &me) == 0)
		return arg;
	robust.state = LX_FUTEX_OWNER_DIED; /* no list in this emulator */
	return arg;
}

static void many(long n)
{
	ThreadAttr detached = { 0 };
	RobustThread me;
	Thread *threads[4];
	void *result;
	long i;
	int k;

	detached.flags = LX_THREAD_DETACHED;
	detached.rseq_sig = 0x53053053;
	count = 0;
	for (i = 0; i < n; i += 4) {
		for (k = 0; k < 4; k++)
			CHECK(ThreadStart(&threads[k], LX_NULL, lock_once, number(i + k)) == 0);
		for (k = 0; k < 4; k++)
			CHECK(ThreadJoin(threads[k], &result) == 0 && result == number(i + k));
	}
	CHECK(count == i);
	read_maps(maps[1]);
	CHECK(mapped(maps[1]) <= mapped(maps[0]) + KEPT);
	CHECK(maps_are_as_before());
	for (i = 0, count = 0; i < n; i++) {
		int error;

		if (i % 3 == 0) {
			while ((error = ThreadStart(LX_NULL, &detached, count_up, LX_NULL)) == -LX_EAGAIN)
				;
			CHECK(error == 0);
			continue;
		}
		while ((error = ThreadStart(&threads[0], LX_NULL, count_up, LX_NULL)) == -LX_EAGAIN)
			;
		CHECK(error == 0);
		if (i % 3 == 1) /* it may have ended by now, or not */
			while (__atomic_load_n(&count, __ATOMIC_ACQUIRE) <= i && i % 2)
				;
		CHECK(ThreadDetach(threads[0]) == 0);
	}
	for (i = 0; i < 1000 && __atomic_load_n(&count, __ATOMIC_ACQUIRE) != n; i++) {
		Timespec until = in_ms(10);

		ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &until, LX_NULL);
	}
	CHECK(count == n);

	detached.rseq_sig = 0;
	CHECK(ThreadStart(LX_NULL, &detached, hold_robust, LX_NULL) == 0);
	if (RobustThreadInit(&me) == 0) {
		Timespec deadline = in_ms(20000);
		int error;

		/* It may not have begun yet. */
		while ((error = RobustMutexLockUntil(&robust, &me, LX_CLOCK_MONOTONIC, &deadline)) == 0) {
			CHECK(RobustMutexUnlock(&robust, &me) == 0);
			SchedYield();
		}
		CHECK(error == -LX_EOWNERDEAD);
		CHECK(SetRobustList(LX_NULL, 24) == 0);
	}
	CHECK(maps_are_as_before());
}

/* ---- how many threads there are, detached ones and those of an emulator too */

static unsigned long alone; /* /proc/self/task's links before the first thread */

static unsigned long task_links(void)
{
	Stat_t st = { 0 };

	CHECK(Stat("/proc/self/task", &st) == 0);
	return st.nlink;
}

/* Before a fork, too: qemu-user's takes over its own locks as they are, that of a thread which is ending for ever. */
static void wait_until_alone(void)
{
	int i;

	for (i = 0; i < 2000 && task_links() != alone; i++) {
		Timespec until = in_ms(10);

		ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &until, LX_NULL);
	}
	CHECK(task_links() == alone);
}

/* ---- the memory that is kept for the next thread */

static void *called_at_exit;

static void note_exit(void *arg)
{
	called_at_exit = arg;
}

/* Leaves all of a thread's memory otherwise than a thread finds it. */
static void *leave_marks(void *arg)
{
	static ThreadExitCall call;

	own = 5;
	first[0] = zero[0] = zero[4] = 'x';
	return ThreadAtExit(&call, note_exit, arg) == 0 ? arg : LX_NULL;
}

static void *find_nothing(void *arg)
{
	char here = 0;

	if (own != 41 || first[0] != 'a' || zero[0] != 0 || zero[4] != 0 || canary() != main_canary)
		return LX_NULL;
	return ThreadTid(ThreadSelf()) == Gettid() && ThreadRseq() == LX_NULL && is_guarded(&here) ? arg : LX_NULL;
}

/* What a thread does that runs beside others: maps is theirs. */
static void *use_alone(void *arg)
{
	_Alignas(16) volatile char on_stack[32];

	on_stack[0] = 1;
	if (!IS_ALIGNED(on_stack, 16) || canary() != main_canary || ThreadTid(ThreadSelf()) != Gettid())
		return LX_NULL;
	return locals_are_right((long)arg, nothing) ? arg : LX_NULL;
}

static void *is_unguarded(void *arg)
{
	char here = 0;

	return is_guarded(&here) ? LX_NULL : arg;
}

static int started_by_clone;

static int start_and_join(void *arg)
{
	Thread *thread;

	started_by_clone = ThreadStart(&thread, LX_NULL, leave_marks, number(3)) == 0 && ThreadJoin(thread, LX_NULL) == 0;
	return arg != LX_NULL;
}

static void *start_others(void *arg)
{
	Thread *thread;
	void *result;
	int i;

	for (i = 0; i < 20; i++)
		if (ThreadStart(&thread, LX_NULL, use_alone, number(i + 1)) != 0 || ThreadJoin(thread, &result) != 0 || result == LX_NULL)
			return LX_NULL;
	return arg;
}

static void keeps(void)
{
	static char block[65536];
	ThreadAttr attr = { 0 };
	Thread *threads[THREADS], *next;
	void *result = LX_NULL;
	int i;

	/* The next one has the same memory, in which nothing of the one before is to be seen, and can be detached. */
	attr.rseq_sig = 0x53053053;
	CHECK(ThreadStart(&threads[0], &attr, leave_marks, number(7)) == 0 && ThreadJoin(threads[0], &result) == 0);
	CHECK(result == number(7) && called_at_exit == number(7));
	called_at_exit = LX_NULL;
	for (i = 0; i < 3; i++) {
		CHECK(ThreadStart(&next, LX_NULL, find_nothing, number(7)) == 0 && next == threads[0]);
		CHECK(ThreadJoin(next, &result) == 0 && result == number(7) && called_at_exit == LX_NULL);
	}
	read_maps(maps[1]);
	CHECK(mapped(maps[1]) == mapped(maps[0]) + KEPT);
	CHECK(ThreadStart(&next, LX_NULL, count_up, LX_NULL) == 0 && next == threads[0] && ThreadDetach(next) == 0);
	CHECK(maps_are_as_before());
	attr.rseq_sig = 0;

	/* Memory of the same size without a guard, or with another one, is not mixed up with it. */
	for (i = 0; i < 2; i++) {
		attr.flags = i == 0 ? LX_THREAD_NO_GUARD : 0;
		attr.guard_size = 2 * GUARD;
		attr.stack_size = KEPT - GUARD * (i == 0 ? 1 : 3);
		CHECK(ThreadStart(&next, &attr, i == 0 ? is_unguarded : find_nothing, &attr) == 0);
		CHECK(ThreadJoin(next, &result) == 0 && result == &attr && maps_are_as_before());
		CHECK(ThreadStart(&next, LX_NULL, find_nothing, &attr) == 0 && ThreadJoin(next, &result) == 0 && result == &attr);
		CHECK(ThreadStart(&next, &attr, i == 0 ? is_unguarded : find_nothing, &attr) == 0);
		CHECK(ThreadJoin(next, &result) == 0 && result == &attr && maps_are_as_before());
	}

	/* What a thread of CloneCall has joined is not lost with its thread-locals. */
	CHECK(TlsSize() <= (long)sizeof block);
	clone_and_wait(start_and_join, LX_NULL, TlsInit(block));
	CHECK(started_by_clone == 1);
	read_maps(maps[1]);
	CHECK(mapped(maps[1]) == mapped(maps[0]) + KEPT);

	/* Several take it and leave it at once. */
	for (i = 0; i < 4; i++)
		CHECK(ThreadStart(&threads[i], LX_NULL, start_others, &attr) == 0);
	for (i = 0; i < 4; i++)
		CHECK(ThreadJoin(threads[i], &result) == 0 && result == &attr);
	wait_until_alone();
	CHECK(maps_are_as_before());
}

#if defined(__x86_64__)

static Thread *started_in_handler;

/*
 * At each instruction, in turn, of a ThreadTrim a handler starts a thread, which stays, and of a ThreadJoin it starts and joins
 * one: no two may get the same memory, and none is lost.
 */
static void on_trap_start(int sig)
{
	if (++traps != add_at)
		return;
	added++;
	CHECK(ThreadStart(&started_in_handler, LX_NULL, wait_for_go, number(9)) == 0);
	if (go != 0)
		CHECK(ThreadJoin(started_in_handler, LX_NULL) == 0);
	(void)sig;
}

static void handlers_start_threads(void)
{
	Thread *thread;
	void *result;
	int joins;

	CHECK(Signal(LX_SIGTRAP, on_trap_start, LX_NULL) == 0);
	for (joins = 0; joins < 2; joins++) {
		for (add_at = 1; add_at < 1000; add_at++) {
			CHECK(ThreadStart(&thread, LX_NULL, use_alone, number(8)) == 0);
			while (ThreadTid(thread) != 0)
				SchedYield();
			if (!joins)
				CHECK(ThreadJoin(thread, LX_NULL) == 0);
			traps = added = 0;
			__atomic_store_n(&go, (unsigned int)joins, __ATOMIC_RELEASE);
			step(&traps);
			if (joins)
				ThreadJoin(thread, &result);
			else
				ThreadTrim();
			step(LX_NULL);
			__atomic_store_n(&go, 1U, __ATOMIC_RELEASE);
			Futex(&go, LX_FUTEX_WAKE, 1, LX_NULL, LX_NULL, 0);
			if (!added)
				break;
			if (!joins)
				CHECK(ThreadJoin(started_in_handler, &result) == 0 && result == number(9));
			CHECK(maps_are_as_before());
		}
		CHECK(add_at > 5 || traps == 0);
	}
	CHECK(Signal(LX_SIGTRAP, LX_SIG_DFL, LX_NULL) == 0);
	CHECK(maps_are_as_before());
}

#else

static void handlers_start_threads(void)
{
}

#endif

/* ---- where there is no room */

static int is_without_room(void)
{
	static const Rlimit none = { 0, 0 };
	static Rlimit little;
	Thread *thread;
	ThreadAttr attr = { 0 };

	ThreadTrim();
	read_maps(maps[0]);
	attr.stack_size = 1UL << 40;
	little.cur = little.max = 1UL << 36;
	if (Setrlimit(LX_RLIMIT_AS, &little) != 0 || ThreadStart(&thread, &attr, count_up, LX_NULL) != -LX_ENOMEM)
		return 1;
	if (Setrlimit(LX_RLIMIT_NPROC, &none) != 0 || (Getuid() == 0 && SetresuidThread(4711, 4711, 4711) != 0))
		return 2;
	attr.stack_size = 0;
	attr.name = "x";
	if (ThreadStart(&thread, LX_NULL, count_up, LX_NULL) != -LX_EAGAIN || ThreadStart(&thread, &attr, count_up, LX_NULL) != -LX_EAGAIN)
		return 3;
	return maps_are_as_before() ? 0 : 4;
}

static WaitStatus in_child(int (*function)(void))
{
	WaitStatus status = -1;
	int pid = Fork();

	CHECK(pid >= 0);
	if (pid == 0)
		Exit(function());
	CHECK(Wait4(pid, &status, 0, LX_NULL) == pid);
	return status;
}

/* ---- Fork */

static void *fork_there(void *arg)
{
	Thread *me = ThreadSelf(), *thread;
	WaitStatus status = -1;
	void *result = LX_NULL;
	int pid;

	own = 5;
	pid = Fork();
	if (pid == 0) {
		if (ThreadSelf() != me || own != 5 || ThreadStart(&thread, LX_NULL, count_up, number(3)) != 0 ||
		    ThreadJoin(thread, &result) != 0 || result != number(3))
			Exit(1);
		return arg; /* ends the child, with 0 */
	}
	CHECK(Wait4(pid, &status, 0, LX_NULL) == pid && status == 0);
	return arg;
}

static void forks(void)
{
	Thread *thread;
	int i;

	for (i = 0; i < 20; i++)
		CHECK(ThreadStart(&thread, LX_NULL, fork_there, LX_NULL) == 0 && ThreadJoin(thread, LX_NULL) == 0);
}

/* ---- the process ends meanwhile */

static void *start_more(void *arg)
{
	Thread *thread;
	ThreadAttr detached = { 0 };

	detached.flags = LX_THREAD_DETACHED;
	for (;;) {
		if (ThreadStart(&thread, LX_NULL, count_up, LX_NULL) == 0)
			ThreadJoin(thread, LX_NULL);
		ThreadStart(LX_NULL, &detached, count_up, LX_NULL);
		if (arg != LX_NULL && __atomic_load_n(&count, __ATOMIC_RELAXED) > 20)
			Exit(7);
	}
}

static int ends_in_main(void)
{
	Thread *thread;
	int i;

	count = 0;
	for (i = 0; i < 3; i++)
		if (ThreadStart(&thread, LX_NULL, start_more, LX_NULL) != 0)
			return 1;
	while (__atomic_load_n(&count, __ATOMIC_RELAXED) < 20)
		;
	return 7;
}

static int ends_in_a_thread(void)
{
	Thread *thread;
	int i;

	count = 0;
	for (i = 0; i < 3; i++)
		if (ThreadStart(&thread, LX_NULL, start_more, number(i == 2)) != 0)
			return 1;
	ThreadJoin(thread, LX_NULL);
	return 8;
}

static void *sleep_a_little(void *arg)
{
	Timespec until = in_ms(30);

	ClockNanosleep(LX_CLOCK_MONOTONIC, LX_TIMER_ABSTIME, &until, LX_NULL);
	say("after main");
	return arg;
}

/* ---- signals, calls in all threads, and programs, while threads start and end */

static unsigned int stop;

static void *churn(void *arg)
{
	ThreadAttr detached = { 0 };
	Sigset_t mask = { 1UL << (LX_SIGUSR2 - 1) };
	Thread *threads[3];
	Timespec deadline;
	int i, error;

	detached.flags = LX_THREAD_DETACHED;
	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		detached.sigmask = detached.sigmask ? LX_NULL : &mask;
		for (i = 0; i < 3; i++)
			CHECK(ThreadStart(&threads[i], LX_NULL, count_up, LX_NULL) == 0);
		CHECK(ThreadStart(LX_NULL, &detached, count_up, LX_NULL) == 0);
		CHECK(ThreadDetach(threads[2]) == 0);
		CHECK(ThreadJoin(threads[0], LX_NULL) == 0);
		do
			deadline = in_ms(0);
		while ((error = ThreadJoinUntil(threads[1], LX_NULL, LX_CLOCK_MONOTONIC, &deadline)) == -LX_ETIMEDOUT);
		CHECK(error == 0);
	}
	return arg;
}

static void stress(char *program)
{
	static char *const words[] = { (char *)"thread", (char *)"child", LX_NULL };
	ProcAttr attr = { 0 };
	Sigset_t usr1 = { 1UL << (LX_SIGUSR1 - 1) };
	Thread *threads[2];
	unsigned int user = Getuid();
	long error;
	int i;

	__atomic_store_n(&stop, 0U, __ATOMIC_RELAXED);
	CHECK(Signal(LX_SIGUSR1, handle, LX_NULL) == 0);
	for (i = 0; i < 2; i++)
		CHECK(ThreadStart(&threads[i], LX_NULL, churn, LX_NULL) == 0);
	CHECK(PthreadSigmask(LX_SIG_BLOCK, &usr1, LX_NULL) == 0);
	for (i = 0; i < 100; i++) {
		WaitStatus status = -1;
		int pid, k;

		for (k = 0; k < 20; k++)
			CHECK(Kill(Getpid(), LX_SIGUSR1) == 0);
		/* A detached thread at its very end holds all signals back, and on a busy machine perhaps for long. */
		do
			error = user == 0 ? Setresuid((unsigned int)i + 1, 0, 0) : AllThreadsSyscall(LX_SYS_getppid, 0, 0, 0);
		while (error == -LX_EAGAIN);
		CHECK(error >= 0);
		pid = ForkExec(program, words, &attr, LX_NULL);
		CHECK(pid > 0 && Wait4(pid, &status, 0, LX_NULL) == pid && status == 43 << 8);
	}
	__atomic_store_n(&stop, 1U, __ATOMIC_RELAXED);
	for (i = 0; i < 2; i++)
		CHECK(ThreadJoin(threads[i], LX_NULL) == 0);
}

/* ---- what must end the program */

static __attribute__((__noinline__)) void *overflow(void *arg)
{
	volatile char room[4096];

	room[0] = 1;
	if (arg != room)
		overflow((void *)room);
	return room[0] ? arg : LX_NULL;
}

static __attribute__((__noinline__)) void overwrite(int length)
{
	volatile char bytes[8];
	volatile char *pointer = bytes;
	int i;

	__asm__("" : "+r"(pointer));
	for (i = 0; i < length; i++)
		pointer[i] = 'A';
}

static void *overwrite_there(void *arg)
{
	overwrite(64);
	return arg;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "locals";
	Thread *thread;
	long n = 0;

	main_canary = canary();
	alone = task_links();
	if (same(word, "child"))
		return 43;
	if (same(word, "overflow") || same(word, "canary")) {
		CHECK(ThreadStart(&thread, LX_NULL, *word == 'o' ? overflow : overwrite_there, LX_NULL) == 0);
		ThreadJoin(thread, LX_NULL);
		say("survived");
		return 1;
	}
	if (same(word, "last")) {
		CHECK(ThreadStart(&thread, LX_NULL, sleep_a_little, LX_NULL) == 0);
		ThreadExit(LX_NULL);
	}
	if (same(word, "stress")) {
		stress(argv[0]); /* from its first call on AllThreadsSyscall has memory of its own */
		wait_until_alone();
		ThreadTrim();
		read_maps(maps[0]);
		stress(argv[0]);
		CHECK(maps_are_as_before());
		return 42;
	}
	locals();
	by_clone();
	if (same(word, "locals"))
		return 42;
	for (; *word != 0; word++)
		n = n * 10 + *word - '0';
	by_clone3();
	ends();
	handlers_add_calls();
	attributes();
	forks();
	ThreadTrim();
	read_maps(maps[0]);
	keeps();
	handlers_start_threads();
	many(n);
	wait_until_alone();
	CHECK(in_child(is_without_room) == 0);
	for (n = 0; n < 10; n++) {
		CHECK(in_child(ends_in_main) == 7 << 8);
		CHECK(in_child(ends_in_a_thread) == 7 << 8);
	}
	return 42;
}
