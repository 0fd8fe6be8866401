/* Threads by CloneCall, futexes, and credentials, which the kernel keeps per thread. */
#include "check.h"
#include "topics.h"

#define THREAD                                                                                           \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM | \
	 LX_CLONE_CHILD_CLEARTID)

static char stack[32768] __attribute__((aligned(16)));
static volatile int thread_tid;
static volatile int thread_pid;
static volatile int thread_result;
static int own_tid;
static void *block[128];
static unsigned int word;
static char status_text[4096];

/* The four user ids in /proc/<who>/status all equal to id? */
static int uids_are(const char *who, const char *id)
{
	const char *p;

	if (read_text(who, status_text, sizeof(status_text)) <= 0)
		return 0;
	p = find_line(status_text, "Uid:");
	for (int i = 0; p && i < 4; i++) {
		if (*p++ != '\t')
			return 0;
		for (const char *q = id; *q; q++)
			if (*p++ != *q)
				return 0;
	}
	return p && *p == '\n';
}

static int set_ids(void *arg)
{
	(void)arg;
	thread_tid = Gettid();
	thread_pid = Getpid();
	thread_result = SetresuidThread(1000, 1000, 1000);
	if (thread_result == 0 && !uids_are("/proc/thread-self/status", "1000"))
		thread_result = 1;
	return 0;
}

static int wake(void *arg)
{
	(void)arg;
	sleep_ms(30);
	*(volatile unsigned int *)&word = 1;
	thread_result = (int)Futex(&word, LX_FUTEX_WAKE, 1, LX_NULL, LX_NULL, 0);
	return 0;
}

static void *thread_pointer(void)
{
	void *pointer;

/* Each architecture keeps it in another register; x86_64's can only be read through the word it points to. */
#if defined(__x86_64__)
	__asm__("mov %%fs:0, %0" : "=r"(pointer));
#elif defined(__aarch64__)
	__asm__("mrs %0, tpidr_el0" : "=r"(pointer));
#else
	__asm__("mv %0, tp" : "=r"(pointer));
#endif
	return pointer;
}

static int use_thread_pointer(void *arg)
{
	thread_result = thread_pointer() == arg && *(volatile int *)&own_tid == Gettid();
	return 0;
}

/* Starts a thread in function and waits for its end, with waiting between. Returns its tid. */
static long run_thread(int (*function)(void *), long (*waiting)(void), long *waited)
{
	int tid = -1; /* the kernel clears it when the thread has ended */
	int parent_tid = 0;
	long result;
	Timespec limit = {10, 0};

	thread_result = -1;
	result = CloneCall(THREAD | LX_CLONE_PARENT_SETTID, stack + sizeof(stack), function, LX_NULL, &parent_tid,
			   &tid, 0);
	if (waiting)
		*waited = waiting();
	while (result > 0 && *(volatile int *)&tid != 0)
		if (Futex((unsigned int *)&tid, LX_FUTEX_WAIT, (unsigned int)-1, &limit, LX_NULL, 0) == -LX_ETIMEDOUT)
			return -LX_ETIMEDOUT;
	return parent_tid == result ? result : -1;
}

static long wait_by_futex(void)
{
	Timespec limit = {10, 0};

	return Futex(&word, LX_FUTEX_WAIT, 0, &limit, LX_NULL, 0);
}

static long wait_by_futex_waitv(void)
{
	static unsigned int other;
	FutexWaitv_t waiters[2] = {
		{0, (unsigned long)&other, LX_FUTEX2_SIZE_U32, 0},
		{0, (unsigned long)&word, LX_FUTEX2_SIZE_U32, 0},
	};
	Timespec limit;

	ClockGettime(LX_CLOCK_MONOTONIC, &limit);
	limit.sec += 10;
	return FutexWaitv(waiters, 2, 0, &limit, LX_CLOCK_MONOTONIC);
}

void threads(void)
{
	long waited;
	long tid = run_thread(set_ids, LX_NULL, LX_NULL);

	check("CloneCall makes a thread, and its end clears its tid", tid > 0);
	check("Gettid tells a thread from its process, Getpid does not",
	      thread_tid == tid && thread_pid == Getpid() && thread_tid != Getpid());
	check_equal("SetresuidThread changes that thread", thread_result, 0);
	check("and no other", uids_are("/proc/self/status", "0") && Getuid() == 0);

	block[64] = &block[64];
	thread_result = -1;
	own_tid = -1;
	tid = CloneCall(THREAD | LX_CLONE_SETTLS | LX_CLONE_CHILD_SETTID, stack + sizeof(stack), use_thread_pointer,
			&block[64], LX_NULL, &own_tid, (unsigned long)&block[64]);
	check("CloneCall with a thread pointer", tid > 0);
	for (int i = 0; *(volatile int *)&own_tid != 0 && i < 1000; i++)
		sleep_ms(5);
	check_equal("the thread has it, and its own tid", thread_result, 1);

	word = 0;
	check("a thread wakes a futex", run_thread(wake, wait_by_futex, &waited) > 0 && thread_result == 1);
	check_equal("Futex waits for it", waited, 0);
	word = 0;
	if (!since(5, 16, "FutexWaitv", FutexWaitv(LX_NULL, 0, 0, LX_NULL, 0) != -LX_ENOSYS))
		return;
	check("a thread wakes one of several futexes",
	      run_thread(wake, wait_by_futex_waitv, &waited) > 0 && thread_result == 1);
	check_equal("FutexWaitv tells which", waited, 1);
	check_equal("FutexWaitv does not wait for what has changed", wait_by_futex_waitv(), -LX_EAGAIN);
}
