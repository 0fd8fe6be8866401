/* AllThreadsSyscall and process-wide credentials, with threads by CloneCall, some of which make others all the time. */
#include <barecall/allthreads.h>
#include "check.h"
#include "topics.h"

#define THREAD                                                                                           \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM | \
	 LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID)
#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)

enum { IDLE = 8, MAKERS = 2, ROUNDS = 100, STACK = 16384 };

static char stacks[IDLE + 2 * MAKERS][STACK] __attribute__((aligned(16)));
static int tids[IDLE + 2 * MAKERS]; /* the kernel clears each at its thread's end */
static int stop;
static int bad;
static int let_go;
static int holding;
static unsigned int newest;
static int never[2];

static int start_thread(int number, int (*function)(void *))
{
	/* Any value until the kernel writes the tid: a thread that is over at once has cleared it. */
	STORE(&tids[number], -1);
	return CloneCall(THREAD, stacks[number] + STACK, function, (void *)(long)number, &tids[number], &tids[number], 0) < 0;
}

static int join_thread(int number)
{
	Timespec limit = {5, 0};
	int tid;

	while ((tid = LOAD(&tids[number])) != 0)
		if (Futex((unsigned int *)&tids[number], LX_FUTEX_WAIT, (unsigned int)tid, &limit, LX_NULL, 0) ==
		    -LX_ETIMEDOUT)
			return 1;
	return 0;
}

/* A thread that sees an id changed in another has it changed itself. */
static int compare(void *arg)
{
	(void)arg;
	for (int i = 0; i < 20; i++) {
		unsigned int seen = LOAD(&newest);
		unsigned int own = Getuid();

		if (own < seen)
			STORE(&bad, 1);
		while (own > seen &&
		       !__atomic_compare_exchange_n(&newest, &seen, own, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
			;
	}
	return 0;
}

static int make_threads(void *arg)
{
	int child = (int)(long)arg + MAKERS;

	while (!LOAD(&stop))
		if (start_thread(child, compare) || join_thread(child))
			STORE(&bad, 2);
	return 0;
}

static int read_what_never_comes(void *arg)
{
	char byte;

	(void)arg;
	if (Read(never[0], &byte, 1) != 0)
		STORE(&bad, 3);
	return 0;
}

static int hold_signals_back(void *arg)
{
	Sigset_t every = {~0UL};

	(void)arg;
	PthreadSigmask(LX_SIG_BLOCK, &every, LX_NULL);
	STORE(&holding, 1);
	while (!LOAD(&let_go))
		sleep_ms(5);
	PthreadSigmask(LX_SIG_UNBLOCK, &every, LX_NULL);
	return 0;
}

static int every_thread(void)
{
	char bytes[64];
	int fds[2];
	int failed = 0;

	if (Pipe2(never, 0) || Pipe2(fds, LX_O_NONBLOCK))
		return 1;
	for (int i = 0; i < IDLE; i++)
		failed |= start_thread(i, read_what_never_comes);
	if (failed)
		return 2;
	if (AllThreadsSyscall(LX_SYS_write, fds[1], (long)"x", 1) != 1 || Read(fds[0], bytes, sizeof(bytes)) != IDLE + 1)
		return 3;
	if (AllThreadsSyscall(LX_SYS_close, -1, 0, 0) != -LX_EBADF)
		return 4;
	for (int i = IDLE; i < IDLE + MAKERS; i++)
		failed |= start_thread(i, make_threads);
	if (failed)
		return 5;
	for (unsigned int i = 1; i <= ROUNDS; i++)
		if (Setresuid(i, 0, i) != 0)
			return 6;
	STORE(&stop, 1);
	for (int i = IDLE; i < IDLE + MAKERS; i++)
		if (join_thread(i))
			return 7;
	if (LOAD(&bad))
		return 10 + LOAD(&bad);
	if (start_thread(IDLE, hold_signals_back))
		return 8;
	while (!LOAD(&holding))
		sleep_ms(1);
	if (Setresuid(500, 500, 500) != -LX_EAGAIN || Getuid() != ROUNDS)
		return 9;
	STORE(&let_go, 1);
	if (join_thread(IDLE))
		return 20;
	if (Setresuid(500, 500, 500) != 0 || Getuid() != 500 || Setuid(0) != -LX_EPERM)
		return 21;
	Close(never[1]);
	for (int i = 0; i < IDLE; i++)
		if (join_thread(i))
			return 22;
	return LOAD(&bad) ? 10 + LOAD(&bad) : 0;
}

void allthreads(void)
{
	check_equal("AllThreadsSyscall in a process of one thread", AllThreadsSyscall(LX_SYS_getpid, 0, 0, 0), Getpid());
	check_equal("all threads change their credentials, those just made too", wait_for(start_child(every_thread)), 0);
}
