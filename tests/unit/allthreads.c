/* System calls in all threads, process-wide credentials: allthreads.h. Threads are a libc's, in the boot test not. */
#include "unit.h"

#include <barecall/allthreads.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#define KEEP ((unsigned int)-1)
#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)

static int stop; /* tells threads to end */
static int bad; /* counts what threads find wrong */
static int ready;
static int about_to_wait;

/* nap sleeps until a time: the rest that an interrupted nanosleep tells is rounded up, and may never come to an end. */
static void nap(long ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_nsec += ms * 1000000;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
		;
}

/* How many threads there are, or 0 unless the first ids in the line key of every thread's status are want (-1: any). */
static int all_have(const char *key, const long want[3])
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;
	int seen = 0;

	while ((entry = readdir(tasks)) != NULL) {
		char path[64], line[256];
		FILE *status;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "/proc/self/task/%.20s/status", entry->d_name);
		status = fopen(path, "re");
		if (!status)
			continue; /* it has ended */
		while (fgets(line, sizeof(line), status)) {
			long id[3];

			if (strncmp(line, key, strlen(key)) != 0)
				continue;
			if (sscanf(line + strlen(key), "%ld %ld %ld", &id[0], &id[1], &id[2]) != 3)
				seen = -100000;
			for (int i = 0; i < 3; i++)
				if (want[i] != -1 && want[i] != id[i])
					seen = -100000;
			seen++;
		}
		fclose(status);
	}
	closedir(tasks);
	return seen > 0 ? seen : 0;
}

static int uids_are(long r, long e, long s)
{
	const long want[3] = { r, e, s };

	return all_have("Uid:", want);
}

static int gids_are(long r, long e, long s)
{
	const long want[3] = { r, e, s };

	return all_have("Gid:", want);
}

static void *idle(void *arg)
{
	sigset_t all;

	(void)arg;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL); /* which in a libc leaves out signal 33 */
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!LOAD(&stop))
		nap(1000);
	return NULL;
}

/* start makes n threads in function and returns when they have counted themselves. */
static void start(pthread_t *thread, int n, void *(*function)(void *))
{
	pthread_attr_t small;

	STORE(&ready, 0);
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	for (int i = 0; i < n; i++)
		if (pthread_create(&thread[i], &small, function, NULL) != 0)
			_exit(99);
	while (LOAD(&ready) < n)
		nap(1);
}

static void test_one_thread_makes_the_call_itself(void **state)
{
	Sigaction_t before, after;

	(void)state;
	assert_int_equal(Sigaction(33, LX_NULL, &before), 0);
	assert_int_equal(AllThreadsSyscall(LX_SYS_close, -1, 0, 0), -EBADF);
	assert_int_equal(AllThreadsSyscall(LX_SYS_getpid, 0, 0, 0), getpid());
	assert_int_equal(AllThreadsSyscall6(LX_SYS_getpid, 1, 2, 3, 4, 5, 6), getpid());
	assert_int_equal(Sigaction(33, LX_NULL, &after), 0);
	SKIP_UNDER_QEMU("the action stays");
	assert_true(before.u.handler == after.u.handler);
}

static int eight_threads(void)
{
	static const unsigned int groups[] = { 7, 8, 9 };
	const long any[3] = { -1, -1, -1 };
	pthread_t thread[8];
	Sigaction_t before, after;
	char byte[64];
	int fds[2];

	start(thread, 8, idle);
	EXPECT(Sigaction(33, LX_NULL, &before) == 0);
	EXPECT(pipe2(fds, O_NONBLOCK) == 0);
	EXPECT(AllThreadsSyscall(LX_SYS_write, fds[1], (long)"x", 1) == 1);
	EXPECT(read(fds[0], byte, sizeof(byte)) == 9);
	EXPECT(AllThreadsSyscall(LX_SYS_close, -1, 0, 0) == -EBADF);

	EXPECT(Setgroups(-1, groups) == -EINVAL);
	EXPECT(Setgroups(3, groups) == 0 && all_have("Groups:\t7 8 9 ", any) == 0 && getgroups(0, NULL) == 3);
	EXPECT(Setresgid(10, 11, 12) == 0 && gids_are(10, 11, 12) == 9);
	EXPECT(Setregid(13, 14) == 0 && gids_are(13, 14, 14) == 9);
	EXPECT(Setegid(15) == 0 && gids_are(13, 15, 14) == 9);
	EXPECT(Setgid(16) == 0 && gids_are(16, 16, 16) == 9);
	EXPECT(Setresuid(20, 0, 22) == 0 && uids_are(20, 0, 22) == 9);
	EXPECT(Setreuid(23, 0) == 0 && uids_are(23, 0, 0) == 9);
	EXPECT(Seteuid(24) == 0 && uids_are(23, 24, 0) == 9);
	EXPECT(Setuid(25) == -EPERM && uids_are(23, 24, 0) == 9);
	EXPECT(Seteuid(0) == 0 && Setuid(26) == 0 && uids_are(26, 26, 26) == 9);
	EXPECT(Setresuid(0, KEEP, KEEP) == -EPERM && Setgroups(0, LX_NULL) == -EPERM && Setgid(0) == -EPERM);
	EXPECT(uids_are(26, 26, 26) == 9 && gids_are(16, 16, 16) == 9);
	EXPECT(Sigaction(33, LX_NULL, &after) == 0 && before.u.handler == after.u.handler);
	EXPECT(before.flags == after.flags && before.mask.val == after.mask.val);
	return 0;
}

#define TEST(name, function)                                                          \
	static void name(void **state)                                                \
	{                                                                             \
		(void)state;                                                          \
		SKIP_UNLESS_ROOT();                                                   \
		SKIP_UNDER_QEMU("a thread of the emulator is listed, and does not change");   \
		assert_int_equal(in_child(function), 0);                              \
	}

TEST(test_credentials_of_all_threads_change, eight_threads)

/* ---- threads that come and go, and that never see another's ids newer than their own */

static unsigned int newest;

static void *briefly(void *arg)
{
	unsigned int seen, own;

	for (int i = 0; i < 20; i++) {
		seen = LOAD(&newest);
		own = Getuid();
		if (own < seen)
			__atomic_add_fetch(&bad, 1, __ATOMIC_SEQ_CST);
		while (own > seen && !__atomic_compare_exchange_n(&newest, &seen, own, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
			;
	}
	return arg;
}

static void *create(void *arg)
{
	pthread_attr_t small;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!LOAD(&stop)) {
		pthread_t thread;

		if (pthread_create(&thread, &small, briefly, NULL) == 0)
			pthread_join(thread, NULL);
		briefly(NULL);
	}
	return arg;
}

/* The calls that signal(7) says go on after a handler with SA_RESTART, each by eight threads. */
enum { IN_READ, IN_WRITE, IN_RECVFROM, IN_ACCEPT, IN_FUTEX, IN_WAITID, IN_FLOCK, IN_LOCK, CALLS };
enum { WAITING = 64, CREATORS = 4 };

static int pipe_empty[2], pipe_full[2], pair[2], listener, locked;
static unsigned int word;
static pid_t child;

/* wait_in_a_call waits once, and is content only with what the call returns at the end: no EINTR. */
static void *wait_in_a_call(void *arg)
{
	int call = __atomic_fetch_add(&ready, 1, __ATOMIC_SEQ_CST) % CALLS;
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	siginfo_t info;
	char byte = 0, path[32];
	long got = -1, want = 0;
	int fd = -1;

	if (call == IN_FLOCK || call == IN_LOCK) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", locked); /* one that shares no lock */
		fd = open(path, O_RDWR | O_CLOEXEC);
	}
	__atomic_add_fetch(&about_to_wait, 1, __ATOMIC_SEQ_CST);
	switch (call) {
	case IN_READ:
		got = read(pipe_empty[0], &byte, 1);
		break;
	case IN_WRITE:
		got = write(pipe_full[1], &byte, 1);
		want = 1;
		break;
	case IN_RECVFROM:
		got = recv(pair[0], &byte, 1, 0);
		break;
	case IN_ACCEPT:
		got = accept(listener, NULL, NULL) == -1 && errno == EINVAL ? 0 : -1;
		break;
	case IN_FUTEX:
		got = syscall(SYS_futex, &word, LX_FUTEX_WAIT, 0, NULL, NULL, 0);
		if (got == -1 && errno == EAGAIN && LOAD(&word))
			got = 0; /* on its way back into the call when the end came */
		break;
	case IN_WAITID:
		got = waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
		break;
	case IN_FLOCK:
		got = flock(fd, LOCK_EX);
		break;
	case IN_LOCK:
		got = fcntl(fd, F_OFD_SETLKW, &lock);
		break;
	}
	if (got != want)
		__atomic_add_fetch(&bad, 1, __ATOMIC_SEQ_CST);
	if (fd >= 0)
		close(fd);
	return arg;
}

static int start_waiting(pthread_t *thread)
{
	struct sockaddr_un unnamed = { .sun_family = AF_UNIX };
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	static char page[65536];

	EXPECT(pipe2(pipe_empty, 0) == 0 && pipe2(pipe_full, 0) == 0);
	EXPECT(write(pipe_full[1], page, sizeof(page)) == sizeof(page));
	EXPECT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	EXPECT(bind(listener, (struct sockaddr *)&unnamed, sizeof(sa_family_t)) == 0 && listen(listener, 1) == 0);
	locked = memfd_create("locked", 0);
	EXPECT(flock(locked, LOCK_EX) == 0 && fcntl(locked, F_OFD_SETLK, &lock) == 0);
	child = fork();
	if (child == 0) {
		char byte;

		alarm(600);
		close(pipe_empty[1]);
		_exit(read(pipe_empty[0], &byte, 1) == 0 ? 7 : 8);
	}
	EXPECT(child > 0);
	start(thread, WAITING, wait_in_a_call);
	while (LOAD(&about_to_wait) < WAITING)
		nap(1);
	return 0;
}

static int end_waiting(const pthread_t *thread)
{
	struct flock unlock = { .l_type = F_UNLCK, .l_whence = SEEK_SET };
	static char bytes[65536];
	int status;

	EXPECT(close(pipe_empty[1]) == 0 && read(pipe_full[0], bytes, sizeof(bytes)) == sizeof(bytes));
	EXPECT(shutdown(pair[1], SHUT_RDWR) == 0 && shutdown(listener, SHUT_RDWR) == 0);
	STORE(&word, 1);
	EXPECT(syscall(SYS_futex, &word, LX_FUTEX_WAKE, WAITING, NULL, NULL, 0) >= 0);
	EXPECT(fcntl(locked, F_OFD_SETLK, &unlock) == 0 && flock(locked, LOCK_UN) == 0);
	for (int i = 0; i < WAITING; i++)
		EXPECT(pthread_join(thread[i], NULL) == 0);
	EXPECT(waitpid(child, &status, 0) == child && status == 7 << 8);
	return 0;
}

/* BARECALL_STRESS=10000 makes of this the long run of the acceptance. */
static int rounds(void)
{
	const char *text = getenv("BARECALL_STRESS");

	return text ? atoi(text) : 300 / (int)unit_slowness();
}

static int change_often(void)
{
	pthread_t creator[CREATORS], waiting[WAITING];
	int again = 0;

	EXPECT(start_waiting(waiting) == 0);
	start(creator, CREATORS, create);
	for (int i = 1; i <= rounds(); i++) {
		int result;

		while ((result = Setresuid((unsigned int)i, 0, (unsigned int)i)) == -EAGAIN && again < 5)
			again++; /* a busy machine may take half a second */
		EXPECT(result == 0);
		EXPECT(uids_are(i, 0, i) > WAITING + CREATORS);
		EXPECT(LOAD(&bad) == 0);
	}
	STORE(&stop, 1);
	for (int i = 0; i < CREATORS; i++)
		EXPECT(pthread_join(creator[i], NULL) == 0);
	EXPECT(end_waiting(waiting) == 0);
	EXPECT(LOAD(&bad) == 0);
	return 0;
}

static void *change_often_too(void *result)
{
	*(int *)result = change_often();
	return NULL;
}

static int churn(void)
{
	pthread_t thread;
	int result = -1;

	if (getenv("BARECALL_STRESS"))
		alarm(600);
	/* Not in the first thread, which a listing never lacks. */
	EXPECT(pthread_create(&thread, NULL, change_often_too, &result) == 0 && pthread_join(thread, NULL) == 0);
	return result;
}

TEST(test_threads_that_come_and_go_are_not_missed, churn)

/* ---- threads that do not answer */

static int let_go;

static void *all_blocked(void *arg)
{
	Sigset_t all = { ~0UL };

	PthreadSigmask(LX_SIG_BLOCK, &all, LX_NULL);
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!LOAD(&let_go))
		nap(1);
	PthreadSigmask(LX_SIG_UNBLOCK, &all, LX_NULL);
	STORE(&let_go, 0);
	return idle(arg);
}

static int blocked(void)
{
	pthread_t thread[5];

	start(thread, 4, idle);
	start(thread + 4, 1, all_blocked);
	EXPECT(Setresuid(1, 1, 1) == -EAGAIN && uids_are(0, 0, 0) == 6);
	EXPECT(Setresuid(1, 1, 1) == -EAGAIN && uids_are(0, 0, 0) == 6);
	STORE(&let_go, 1);
	while (LOAD(&let_go))
		nap(1);
	EXPECT(Setresuid(1, 1, 1) == 0 && uids_are(1, 1, 1) == 6);
	return 0;
}

TEST(test_a_thread_that_holds_the_signal_back, blocked)

static int traced_tid;

static void *tell_tid(void *arg)
{
	STORE(&traced_tid, Gettid());
	return idle(arg);
}

static int traced(void)
{
	pthread_t thread[3];
	int go[2], back[2], status;
	char byte = 0;
	pid_t tracer;

	start(thread, 2, idle);
	start(thread + 2, 1, tell_tid);
	EXPECT(pipe2(go, 0) == 0 && pipe2(back, 0) == 0);
	tracer = fork();
	if (tracer == 0) {
		unit_deadline(60);
		if (ptrace(PTRACE_SEIZE, traced_tid, 0L, 0L) != 0 || ptrace(PTRACE_INTERRUPT, traced_tid, 0L, 0L) != 0 ||
		    waitpid(traced_tid, &status, __WALL) != traced_tid || write(back[1], "1", 1) != 1 ||
		    read(go[0], &byte, 1) != 1 || ptrace(PTRACE_DETACH, traced_tid, 0L, 0L) != 0)
			_exit(1);
		_exit(0);
	}
	EXPECT(close(back[1]) == 0 && read(back[0], &byte, 1) == 1);
	EXPECT(Setresuid(1, 1, 1) == -EAGAIN && uids_are(0, 0, 0) == 4);
	EXPECT(write(go[1], "1", 1) == 1);
	EXPECT(waitpid(tracer, &status, 0) == tracer && status == 0);
	EXPECT(Setresuid(1, 1, 1) == 0 && uids_are(1, 1, 1) == 4);
	return 0;
}

TEST(test_a_thread_that_a_tracer_stopped, traced)

static int no_signals_queued(void)
{
	struct rlimit none = { 0, 0 };
	pthread_t thread[2];

	start(thread, 2, idle);
	EXPECT(setrlimit(RLIMIT_SIGPENDING, &none) == 0);
	EXPECT(Setresuid(1, 1, 1) == -EAGAIN && uids_are(0, 0, 0) == 3);
	return 0;
}

TEST(test_without_room_for_a_signal, no_signals_queued)

static int no_proc(void)
{
	pthread_t thread;

	EXPECT(unshare(CLONE_NEWNS) == 0 && mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
	EXPECT(umount2("/proc", MNT_DETACH) == 0);
	EXPECT(Setegid(5) == 0 && Getegid() == 5); /* one thread needs no /proc */
	start(&thread, 1, idle);
	EXPECT(Setegid(6) == -ENOENT && Getegid() == 5);
	return 0;
}

static void test_without_proc(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no mount namespaces");
	SKIP_IN_A_CHROOT();
	assert_int_equal(in_child(no_proc), 0);
}

/* The first thread has ended, and stays as a zombie. */
static void *without_first(void *arg)
{
	int result = 0;

	nap(50);
	for (unsigned int i = 1; i < 50; i++)
		result |= Setresuid(i, 0, 0) != 0 || Getuid() != i;
	_exit(result);
	return arg;
}

static int zombie(void)
{
	pthread_t thread[2];

	start(thread, 1, idle);
	EXPECT(pthread_create(&thread[1], NULL, without_first, NULL) == 0);
	ExitThread(0);
	return 1;
}

TEST(test_the_first_thread_has_ended, zombie)

/* A thread of the kernel's own takes no signals, and is none of the program's. */
static int worker(void)
{
	struct io_uring_params params;
	pthread_t thread;

	memset(&params, 0, sizeof(params));
	params.flags = IORING_SETUP_SQPOLL;
	params.sq_thread_idle = 100000;
	if (syscall(SYS_io_uring_setup, 8, &params) < 0)
		return 0; /* often forbidden */
	start(&thread, 1, idle);
	for (unsigned int i = 1; i < 20; i++)
		EXPECT(Setresuid(i, 0, 0) == 0 && Getuid() == i);
	return 0;
}

TEST(test_a_thread_of_io_uring, worker)

/* ---- one thread that is not allowed what the others are */

static void *filtered(void *arg)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setresuid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { 4, code };

	if (arg)
		code[2].k = SECCOMP_RET_KILL_THREAD;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		_exit(98);
	return idle(NULL);
}

static void test_a_mixed_outcome_kills(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("a thread of the emulator is listed, and does not change");
	pid = fork();
	if (pid == 0) {
		pthread_t thread[3];

		unit_deadline(10);
		close(2);
		start(thread, 2, idle);
		start(thread + 2, 1, filtered);
		if (AllThreadsSyscall(LX_SYS_setresgid, 1, 1, 1) != 0)
			_exit(97);
		_exit(Setresuid(1, 1, 1) == 0 ? 1 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static int killed_in_it(void)
{
	pthread_t thread[2], dies;

	start(thread, 2, idle);
	STORE(&ready, 0);
	EXPECT(pthread_create(&dies, NULL, filtered, thread) == 0);
	while (!LOAD(&ready))
		nap(1);
	EXPECT(Setresuid(1, 1, 1) == 0 && uids_are(1, 1, 1) == 3);
	return 0;
}

TEST(test_a_thread_that_its_filter_kills, killed_in_it)

/* The call kills the thread that asked for it, and nothing else: the others go on, unchanged. */
static void *filtered_caller(void *arg)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setresuid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_THREAD),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { 4, code };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		_exit(98);
	STORE(&ready, 100);
	Setresuid(1, 1, 1);
	_exit(97);
	return arg;
}

static int caller_killed(void)
{
	pthread_t thread[2], dies;

	start(thread, 2, idle);
	EXPECT(pthread_create(&dies, NULL, filtered_caller, NULL) == 0);
	while (LOAD(&ready) != 100)
		nap(1);
	nap(100);
	EXPECT(Setresuid(2, 2, 2) == 0 && uids_are(2, 2, 2) == 3);
	return 0;
}

TEST(test_the_caller_s_filter_kills_it, caller_killed)

/* ---- several at a time, fork, and signals from elsewhere */

static void *call_too(void *arg)
{
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!LOAD(&stop))
		if (Setresgid(KEEP, 5, KEEP) != 0)
			__atomic_add_fetch(&bad, 1, __ATOMIC_SEQ_CST);
	return arg;
}

static int together(void)
{
	pthread_t thread[3];

	start(thread, 3, call_too);
	for (int i = 0; i < 300; i++)
		EXPECT(Setresuid((unsigned int)i, 0, 0) == 0);
	STORE(&stop, 1);
	for (int i = 0; i < 3; i++)
		EXPECT(pthread_join(thread[i], NULL) == 0);
	/* One that was joined may be told of for a moment longer. */
	EXPECT(LOAD(&bad) == 0 && gids_are(-1, 5, -1) > 0);
	return 0;
}

TEST(test_two_threads_call_at_once, together)

static int only_wait(void *arg)
{
	(void)arg;
	return Pause();
}

static int fork_meanwhile(void)
{
	pthread_t thread[2];

	start(thread, 2, call_too);
	for (int i = 0; i < 200; i++) {
		int status;
		pid_t pid = Fork(); /* no libc's: its handlers would wait for locks */

		if (pid == 0) {
			static char stack[16384] __attribute__((aligned(16)));

			Alarm(5);
			/* A second thread, so that the copied lock and state matter. */
			if (CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD |
					      LX_CLONE_SYSVSEM,
				      stack + sizeof(stack), only_wait, LX_NULL, LX_NULL, LX_NULL, 0) < 0)
				Exit(3);
			Exit(Setresuid(1, 1, 1) != 0 || Getuid() != 1);
		}
		EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid);
		EXPECT(status == 0);
	}
	STORE(&stop, 1);
	for (int i = 0; i < 2; i++)
		EXPECT(pthread_join(thread[i], NULL) == 0);
	EXPECT(LOAD(&bad) == 0);
	return 0;
}

TEST(test_fork_while_another_thread_calls, fork_meanwhile)

static int disturbed(void)
{
	pthread_t thread[4];
	pid_t parent = getpid(), other;
	int status;

	start(thread, 4, idle);
	other = fork();
	if (other == 0) {
		siginfo_t forged;

		memset(&forged, 0, sizeof(forged));
		forged.si_signo = 33;
		forged.si_code = SI_QUEUE;
		forged.si_pid = parent;
		unit_deadline(60);
		for (int i = 0; i < 300; i++) {
			if (kill(parent, 33) != 0 || syscall(SYS_rt_sigqueueinfo, parent, 33, &forged) != 0)
				_exit(1);
			if (i % 3 == 0) {
				kill(parent, SIGSTOP);
				kill(parent, SIGCONT);
			}
			nap(1);
		}
		_exit(0);
	}
	while (waitpid(other, &status, WNOHANG) == 0)
		for (int i = 0; i < 20; i++)
			EXPECT(Setresuid((unsigned int)i, 0, 0) == 0);
	EXPECT(status == 0);
	EXPECT(Setresuid(1, 1, 1) == 0 && uids_are(1, 1, 1) == 5);
	return 0;
}

TEST(test_signals_from_elsewhere, disturbed)

/* ---- small stacks, the other users of the signal */

static int on_small_stack(void *arg)
{
	static char other[32768];
	Stack_t alt = { other, 0, sizeof(other) };
	Sigset_t most = { ~(1UL << 32) };

	(void)arg;
	PthreadSigmask(LX_SIG_BLOCK, &most, LX_NULL);
	if (Sigaltstack(&alt, LX_NULL) != 0)
		Exit(96);
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	for (;;)
		Pause();
}

static int small_stack(void)
{
	static char stack[2048] __attribute__((aligned(16)));

	EXPECT(CloneCall(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM,
			 stack + sizeof(stack), on_small_stack, LX_NULL, LX_NULL, LX_NULL, 0) > 0);
	while (!LOAD(&ready))
		nap(1);
	for (unsigned int i = 0; i < 10; i++)
		EXPECT(Setresuid(i, 0, 0) == 0 && uids_are(i, 0, 0) == 2);
	return 0;
}

TEST(test_a_small_stack_and_one_for_signals, small_stack)

static int libc_s_own_between(void)
{
	pthread_t thread[4];

	start(thread, 4, idle);
	for (int i = 0; i < 20; i++) {
		EXPECT(setresuid((uid_t)i, 0, 0) == 0 && uids_are(i, 0, 0) == 5);
		EXPECT(Setresuid((unsigned int)i + 100, 0, 0) == 0 && uids_are(i + 100, 0, 0) == 5);
	}
	return 0;
}

TEST(test_the_libc_s_own_still_works, libc_s_own_between)

static int handed_over(void)
{
	static LibcSetids libc = { setuid, setgid, setreuid, setregid, setresuid, setresgid, seteuid, setegid, setgroups,
				   __errno_location };
	static const unsigned int group = 7;
	pthread_t thread[4];

	start(thread, 4, idle);
	libc.setegid = NULL;
	EXPECT(SetLibcSetids(&libc) == -EINVAL);
	libc.setegid = setegid;
	EXPECT(SetLibcSetids(&libc) == 0);
	errno = 0;
	EXPECT(Setgroups(1, &group) == 0 && getgroups(0, NULL) == 1 && Setgroups(-1, &group) == -EINVAL);
	EXPECT(Setresgid(1, 2, 3) == 0 && gids_are(1, 2, 3) == 5 && Setegid(4) == 0 && gids_are(1, 4, 3) == 5);
	EXPECT(Setregid(5, 6) == 0 && gids_are(5, 6, 6) == 5 && Setgid(7) == 0 && gids_are(7, 7, 7) == 5);
	EXPECT(Setresuid(1, 0, 3) == 0 && uids_are(1, 0, 3) == 5 && Setreuid(2, 0) == 0 && uids_are(2, 0, 0) == 5);
	EXPECT(Seteuid(4) == 0 && uids_are(2, 4, 0) == 5 && Seteuid(0) == 0 && Setuid(5) == 0);
	EXPECT(uids_are(5, 5, 5) == 5 && Setuid(0) == -EPERM && Setresgid(0, 0, 0) == -EPERM);
	EXPECT(SetLibcSetids(LX_NULL) == 0 && Setuid(0) == -EPERM);
	return 0;
}

TEST(test_a_libc_s_functions_are_used_when_handed_over, handed_over)

UNIT_TESTS(unit_test(test_one_thread_makes_the_call_itself),
	   unit_test(test_credentials_of_all_threads_change),
	   unit_test(test_threads_that_come_and_go_are_not_missed),
	   unit_test(test_a_thread_that_holds_the_signal_back), unit_test(test_a_thread_that_a_tracer_stopped),
	   unit_test(test_without_room_for_a_signal), unit_test(test_without_proc),
	   unit_test(test_the_first_thread_has_ended), unit_test(test_a_thread_of_io_uring),
	   unit_test(test_a_mixed_outcome_kills), unit_test(test_a_thread_that_its_filter_kills),
	   unit_test(test_the_caller_s_filter_kills_it), unit_test(test_two_threads_call_at_once),
	   unit_test(test_fork_while_another_thread_calls), unit_test(test_signals_from_elsewhere),
	   unit_test(test_a_small_stack_and_one_for_signals), unit_test(test_the_libc_s_own_still_works),
	   unit_test(test_a_libc_s_functions_are_used_when_handed_over));
