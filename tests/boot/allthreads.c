/*
 * AllThreadsSyscall and process-wide credentials: 64 threads by CloneCall that wait in calls which are to go on, and
 * others that make threads all the time. After every change each thread's status is read.
 */
#include <barecall/allthreads.h>
#include "check.h"
#include "topics.h"

#define THREAD                                                                                           \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM | \
	 LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID)
#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)

/* The calls that signal(7) says go on after a handler with SA_RESTART, by what they wait for. */
enum { IN_READ, IN_WRITE, IN_RECVFROM, IN_ACCEPT, IN_FUTEX, IN_WAITID, IN_FLOCK, IN_LOCK, CALLS };
enum { WAITING = 64, MAKERS = 2, STACK = 16384, PIPE_SIZE = 65536 };

static char stacks[WAITING + 2 * MAKERS][STACK] __attribute__((aligned(16)));
static int tids[WAITING + 2 * MAKERS]; /* the kernel clears each at its thread's end */
static unsigned int ready;
static int stop;
static int bad; /* the line of what a thread found wrong */
static unsigned int newest;
static int rounds;

static int pipe_empty[2], pipe_full[2], pair[2], listener, locked;
static unsigned int word;
static int child;

static int start_thread(int number, int (*function)(void *))
{
	/* Any value until the kernel writes the tid: a thread that is over at once has cleared it. */
	STORE(&tids[number], -1);
	return CloneCall(THREAD, stacks[number] + STACK, function, (void *)(long)number, &tids[number],
			 &tids[number], 0) < 0;
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
			STORE(&bad, __LINE__);
		while (own > seen &&
		       !__atomic_compare_exchange_n(&newest, &seen, own, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
			;
	}
	return 0;
}

static int make_threads(void *arg)
{
	int made = (int)(long)arg + MAKERS;

	while (!LOAD(&stop))
		if (start_thread(made, compare) || join_thread(made))
			STORE(&bad, __LINE__);
	return 0;
}

/* A descriptor of the locked file that shares no lock with another. */
static int open_locked(void)
{
	char path[] = "/proc/self/fd/00";

	path[sizeof(path) - 3] = (char)('0' + locked / 10);
	path[sizeof(path) - 2] = (char)('0' + locked % 10);
	return Openat(LX_AT_FDCWD, path, LX_O_RDWR | LX_O_CLOEXEC, 0);
}

/* Waits once, and is content only with what the call returns at the end: no -EINTR. */
static int wait_in_a_call(void *arg)
{
	Flock_t lock = {LX_F_WRLCK, LX_SEEK_SET, 0, 0, 0};
	Siginfo info;
	char byte = 0;
	long got = -1, want = 0;
	int fd = -1;
	int call = (int)(long)arg % CALLS;

	if (call == IN_FLOCK || call == IN_LOCK)
		fd = open_locked();
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	switch (call) {
	case IN_READ:
		got = Read(pipe_empty[0], &byte, 1);
		break;
	case IN_WRITE:
		got = Write(pipe_full[1], &byte, 1);
		want = 1;
		break;
	case IN_RECVFROM:
		got = Recvfrom(pair[0], &byte, 1, 0, LX_NULL, LX_NULL);
		break;
	case IN_ACCEPT:
		got = Accept(listener, LX_NULL, LX_NULL);
		want = -LX_EINVAL;
		break;
	case IN_FUTEX:
		got = Futex(&word, LX_FUTEX_WAIT, 0, LX_NULL, LX_NULL, 0);
		if (got == -LX_EAGAIN && LOAD(&word))
			got = 0; /* on its way back into the call when the end came */
		break;
	case IN_WAITID:
		got = Waitid(LX_P_PID, child, &info, LX_WEXITED | LX_WNOWAIT, LX_NULL);
		break;
	case IN_FLOCK:
		got = Flock(fd, LX_LOCK_EX);
		break;
	case IN_LOCK:
		got = FcntlFlock(fd, LX_F_OFD_SETLKW, &lock);
		break;
	}
	if (got != want)
		STORE(&bad, 1000 + 100 * call - (int)got);
	if (fd >= 0)
		Close(fd);
	return 0;
}

static int start_waiting(void)
{
	static char page[PIPE_SIZE];
	RawSockaddrUnix unnamed = {LX_AF_UNIX, ""};
	Flock_t lock = {LX_F_WRLCK, LX_SEEK_SET, 0, 0, 0};

	EXPECT(Pipe2(pipe_empty, LX_O_CLOEXEC) == 0 && Pipe2(pipe_full, LX_O_CLOEXEC) == 0);
	/* By itself it holds 16 pages, which may be larger than usual. */
	EXPECT(FcntlInt(pipe_full[1], LX_F_SETPIPE_SZ, PIPE_SIZE) == PIPE_SIZE);
	EXPECT(Write(pipe_full[1], page, sizeof(page)) == sizeof(page));
	EXPECT(Socketpair(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0, pair) == 0);
	listener = Socket(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0);
	EXPECT(Bind(listener, &unnamed, sizeof(unnamed.family)) == 0 && Listen(listener, 1) == 0);
	locked = MemfdCreate("locked", LX_MFD_CLOEXEC);
	EXPECT(locked >= 0 && locked < 100);
	EXPECT(Flock(locked, LX_LOCK_EX) == 0 && FcntlFlock(locked, LX_F_OFD_SETLK, &lock) == 0);
	child = Fork();
	if (child == 0) {
		Alarm(120);
		Close(pipe_empty[1]);
		Exit(Read(pipe_empty[0], page, 1) == 0 ? 7 : 8);
	}
	EXPECT(child > 0);
	for (int i = 0; i < WAITING; i++)
		EXPECT(start_thread(i, wait_in_a_call) == 0);
	while (LOAD(&ready) < WAITING)
		sleep_ms(1);
	return 0;
}

static int end_waiting(void)
{
	Flock_t unlock = {LX_F_UNLCK, LX_SEEK_SET, 0, 0, 0};

	EXPECT(Close(pipe_empty[1]) == 0);
	/* Linux may leave writers asleep that have room, until another read: to the last one's byte. */
	for (long left = PIPE_SIZE + WAITING / CALLS, got; left > 0; left -= got) {
		got = Read(pipe_full[0], stacks[WAITING], STACK);
		EXPECT(got > 0);
	}
	EXPECT(Shutdown(pair[1], LX_SHUT_RDWR) == 0 && Shutdown(listener, LX_SHUT_RDWR) == 0);
	STORE(&word, 1);
	EXPECT(Futex(&word, LX_FUTEX_WAKE, WAITING, LX_NULL, LX_NULL, 0) >= 0);
	EXPECT(FcntlFlock(locked, LX_F_OFD_SETLK, &unlock) == 0 && Flock(locked, LX_LOCK_UN) == 0);
	for (int i = 0; i < WAITING; i++)
		EXPECT(join_thread(i) == 0);
	EXPECT(wait_for(child) == 7 << 8);
	return 0;
}

/* How many threads there are, or -1 when of one of them the line in its status has not these three numbers. */
static int every_thread_has(const char *key, unsigned int first, unsigned int second, unsigned int third)
{
	static unsigned long entries[2048];
	static char text[2048];
	const unsigned int want[3] = {first, second, third};
	int tasks = Openat(LX_AT_FDCWD, "/proc/self/task", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	int length, seen = 0;

	while (tasks >= 0 && (length = Getdents(tasks, entries, sizeof(entries))) > 0) {
		const Dirent *entry;

		for (int at = 0; at < length; at += entry->reclen) {
			char path[40] = "/proc/self/task/";
			char *p = path + 16;
			const char *found;

			entry = (const Dirent *)(const void *)((const char *)entries + at);
			if (DirentName(entry)[0] == '.')
				continue;
			for (const char *q = DirentName(entry); *q; q++)
				*p++ = *q;
			for (const char *q = "/status"; *q; q++)
				*p++ = *q;
			*p = 0;
			if (read_text(path, text, sizeof(text)) <= 0)
				continue; /* it has ended */
			found = find_line(text, key);
			for (int i = 0; i < 3; i++) {
				unsigned int has = 0;

				while (found && *found >= '0' && *found <= '9')
					has = has * 10 + (unsigned int)(*found++ - '0');
				if (!found || has != want[i])
					seen = -1000000;
				else if (*found != '\n')
					found++;
			}
			seen++;
		}
	}
	Close(tasks);
	return seen > 0 ? seen : -1;
}

static int change_often(void)
{
	static char bytes[2 * WAITING];
	unsigned int id;
	int counter[2];

	EXPECT(start_waiting() == 0);
	EXPECT(Pipe2(counter, LX_O_NONBLOCK | LX_O_CLOEXEC) == 0);
	EXPECT(AllThreadsSyscall(LX_SYS_write, counter[1], (long)"x", 1) == 1);
	EXPECT(Read(counter[0], bytes, sizeof(bytes)) == WAITING + 1);
	EXPECT(AllThreadsSyscall(LX_SYS_close, -1, 0, 0) == -LX_EBADF);
	for (int i = WAITING; i < WAITING + MAKERS; i++)
		EXPECT(start_thread(i, make_threads) == 0);
	for (id = 1; id <= (unsigned int)rounds; id++) {
		EXPECT(Setresuid(id, 0, id) == 0);
		EXPECT(every_thread_has("Uid:\t", id, 0, id) > WAITING + MAKERS);
		EXPECT(LOAD(&bad) == 0);
	}
	STORE(&stop, 1);
	for (int i = WAITING; i < WAITING + MAKERS; i++)
		EXPECT(join_thread(i) == 0);
	EXPECT(Setresuid(500, 500, 500) == 0 && every_thread_has("Uid:\t", 500, 500, 500) == WAITING + 1);
	EXPECT(Setuid(0) == -LX_EPERM);
	EXPECT(end_waiting() == 0);
	return LOAD(&bad);
}

static int hold_signals_back(void *arg)
{
	Sigset_t every = {~0UL};

	(void)arg;
	PthreadSigmask(LX_SIG_BLOCK, &every, LX_NULL);
	STORE(&ready, 1);
	while (!LOAD(&stop))
		sleep_ms(5);
	PthreadSigmask(LX_SIG_UNBLOCK, &every, LX_NULL);
	return 0;
}

static int one_does_not_answer(void)
{
	EXPECT(start_thread(0, hold_signals_back) == 0);
	while (!LOAD(&ready))
		sleep_ms(1);
	EXPECT(Setresuid(500, 500, 500) == -LX_EAGAIN && every_thread_has("Uid:\t", 0, 0, 0) == 2);
	STORE(&stop, 1);
	EXPECT(join_thread(0) == 0);
	EXPECT(Setresuid(500, 500, 500) == 0 && Getuid() == 500);
	return 0;
}

static int wait_for_stop(void *arg)
{
	(void)arg;
	while (!LOAD(&stop))
		Futex((unsigned int *)&stop, LX_FUTEX_WAIT, 0, LX_NULL, LX_NULL, 0);
	return 0;
}

#define UIDS(real, effective, saved) (every_thread_has("Uid:\t", real, effective, saved) == 5)
#define GIDS(real, effective, saved) (every_thread_has("Gid:\t", real, effective, saved) == 5)

static int every_kind(void)
{
	static const unsigned int groups[] = {7, 8, 9};
	CapUserHeader header = {LX__LINUX_CAPABILITY_VERSION_3, 0};
	CapUserData nothing[2] = {{0, 0, 0}, {0, 0, 0}};
	const unsigned int keep = ~0U;

	for (int i = 0; i < 4; i++)
		EXPECT(start_thread(i, wait_for_stop) == 0);
	EXPECT(Setgroups(-1, groups) == -LX_EINVAL);
	EXPECT(Setgroups(3, groups) == 0 && every_thread_has("Groups:\t", 7, 8, 9) == 5);
	EXPECT(Setresgid(10, 11, 12) == 0 && GIDS(10, 11, 12));
	EXPECT(Setregid(13, 14) == 0 && GIDS(13, 14, 14));
	EXPECT(Setegid(15) == 0 && GIDS(13, 15, 14));
	EXPECT(Setgid(16) == 0 && GIDS(16, 16, 16));
	EXPECT(Setresuid(20, 0, 22) == 0 && UIDS(20, 0, 22));
	EXPECT(Setreuid(23, 0) == 0 && UIDS(23, 0, 0));
	EXPECT(Seteuid(24) == 0 && UIDS(23, 24, 0));
	EXPECT(Setuid(25) == -LX_EPERM && UIDS(23, 24, 0));
	EXPECT(Seteuid(0) == 0 && UIDS(23, 0, 0));
	EXPECT(AllThreadsSyscall6(LX_SYS_prctl, LX_PR_SET_KEEPCAPS, 1, 0, 0, 0, 0) == 0);
	EXPECT(Setuid(26) == 0 && UIDS(26, 26, 26));
	EXPECT(every_thread_has("CapPrm:\t", 1, 0, 0) == 5); /* 000001ff..., up to its letters */
	EXPECT(AllThreadsSyscall(LX_SYS_capset, (long)&header, (long)nothing, 0) == 0);
	EXPECT(every_thread_has("CapPrm:\t", 0, 0, 0) == 5 && every_thread_has("CapEff:\t", 0, 0, 0) == 5);
	EXPECT(AllThreadsSyscall6(LX_SYS_prctl, LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0) == 0);
	EXPECT(every_thread_has("NoNewPrivs:\t", 1, 0, 0) == 5);
	EXPECT(Setresuid(0, keep, keep) == -LX_EPERM && Setgroups(0, LX_NULL) == -LX_EPERM && Setgid(0) == -LX_EPERM);
	EXPECT(UIDS(26, 26, 26) && GIDS(16, 16, 16));
	STORE(&stop, 1);
	EXPECT(Futex((unsigned int *)&stop, LX_FUTEX_WAKE, 4, LX_NULL, LX_NULL, 0) >= 0);
	for (int i = 0; i < 4; i++)
		EXPECT(join_thread(i) == 0);
	return 0;
}

/* ---- the child that is pid 1 of its namespace, as its parent is of its own, and was made during an operation */

static char namespace_stacks[4][STACK] __attribute__((aligned(16)));

static int own_proc(void)
{
	return Unshare(LX_CLONE_NEWNS) == 0 &&
	       Mount("none", "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL) == 0 &&
	       Mount("proc", "/proc", "proc", 0, LX_NULL) == 0 && Getpid() == 1;
}

static int fork_into_namespace(void)
{
	return (int)lx_trap5(LX_SYS_clone, LX_CLONE_NEWPID | LX_SIGCHLD, 0, 0, 0, 0);
}

static int change_in_namespace(void)
{
	EXPECT(own_proc());
	EXPECT(CloneCall(THREAD & ~(unsigned long)(LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID),
			 namespace_stacks[1] + STACK, wait_for_stop, LX_NULL, LX_NULL, LX_NULL, 0) > 0);
	EXPECT(Setresuid(7, 0, 7) == 0 && Getuid() == 7);
	return 0;
}

/* Should one hang, the alarm of check_child ends the wait: these are immune to alarms of their own. */
static int fork_namespaces(void *arg)
{
	(void)arg;
	for (int i = 0; i < 10 && !LOAD(&bad); i++) {
		int pid = fork_into_namespace();

		if (pid == 0)
			Exit(change_in_namespace());
		if (pid < 0 || wait_for(pid) != 0)
			STORE(&bad, __LINE__);
	}
	STORE(&stop, 1);
	return 0;
}

static int first_of_namespace(void)
{
	EXPECT(own_proc());
	EXPECT(CloneCall(THREAD & ~(unsigned long)(LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID),
			 namespace_stacks[0] + STACK, fork_namespaces, LX_NULL, LX_NULL, LX_NULL, 0) > 0);
	while (!LOAD(&stop))
		EXPECT(AllThreadsSyscall(LX_SYS_getppid, 0, 0, 0) >= 0);
	return LOAD(&bad);
}

static int pid_1_forks_pid_1(void)
{
	int pid = fork_into_namespace();

	if (pid == 0)
		Exit(first_of_namespace());
	EXPECT(pid > 0 && wait_for(pid) == 0);
	return 0;
}

void allthreads(int changes)
{
	rounds = changes;
	check_equal("AllThreadsSyscall in a process of one thread",
		    AllThreadsSyscall(LX_SYS_getpid, 0, 0, 0), Getpid());
	check_child("each of Setuid and its kin, and others by AllThreadsSyscall, changes every thread", every_kind);
	check_child("64 waiting threads, and those just made, change their ids, and go on waiting", change_often);
	check_child("the child of a pid 1 is pid 1 of another namespace, and calls meanwhile", pid_1_forks_pid_1);
	check_child("a thread that holds all signals back: nothing changes", one_does_not_answer);
}
