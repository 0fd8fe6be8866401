/*
 * What tests/examples/strace.py traces: programs NAME. Each does the same calls in the same order each time, as far as
 * a program can; where two processes run beside each other, each of them does.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static char *self;
extern char **environ;

/* Files, in the current directory, which is empty. */
static int files(void)
{
	static const char text[] = "one\ttwo\r\n\"quoted\" \\ \001\0023\377 and more than fits";
	char buffer[100];
	struct iovec parts[2] = { { (void *)text, 4 }, { (void *)(text + 4), 40 } };
	struct timespec times[2] = { { 1, 2 }, { 0, UTIME_OMIT } };
	struct stat st;
	int fd, pair[2];

	access("nothing", F_OK);
	access("/", R_OK | X_OK);
	open("nothing", O_RDONLY);
	open("nothing/at all", O_WRONLY | O_CREAT | O_EXCL, 0600);
	fd = open("file", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	write(fd, text, sizeof(text) - 1);
	write(fd, "short", 5);
	write(fd, "", 0);
	write(fd, "exactly thirty-two bytes of text", 32);
	write(fd, (void *)8, 5);
	write(-1, "x", 1);
	writev(fd, parts, 2);
	pwrite(fd, "@", 1, 3);
	lseek(fd, -10, SEEK_END);
	read(fd, buffer, sizeof(buffer));
	read(fd, buffer, sizeof(buffer));
	lseek(fd, 0, SEEK_SET);
	pread(fd, buffer, 10, 4);
	fstat(fd, &st);
	stat("/dev/null", &st);
	lstat("file", &st);
	stat("nothing", &st);
	fcntl(fd, F_GETFD);
	fcntl(fd, F_SETFD, 0);
	fcntl(fd, F_GETFL);
	fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK);
	fcntl(fd, F_DUPFD_CLOEXEC, 20);
	dup(fd);
	dup2(fd, 30);
	dup3(fd, 31, O_CLOEXEC);
	ioctl(fd, TCGETS, buffer);
	ioctl(fd, FIONREAD, &pair[0]);
	fchmod(fd, 04755);
	fchown(fd, -1, -1);
	ftruncate(fd, 4);
	fsync(fd);
	close(fd);
	close(fd);
	chmod("file", 0);
	chmod("file", 07);
	umask(022);
	umask(0);
	link("file", "other");
	symlink("a target that is longer than thirty-two bytes, as a path it is shown whole", "link");
	readlink("link", buffer, sizeof(buffer));
	readlink("file", buffer, sizeof(buffer));
	rename("other", "third");
	utimensat(AT_FDCWD, "third", times, AT_SYMLINK_NOFOLLOW);
	utimensat(AT_FDCWD, "third", NULL, 0);
	mkdir("directory", 0755);
	mkdirat(AT_FDCWD, "directory", 01777);
	fd = open("directory", O_RDONLY | O_DIRECTORY | O_PATH);
	faccessat(fd, "file", W_OK, 0);
	unlinkat(fd, "file", 0);
	fstatat(fd, ".", &st, AT_SYMLINK_NOFOLLOW);
	openat(fd, "x", O_TMPFILE | O_WRONLY, 0600);
	close(fd);
	unlinkat(AT_FDCWD, "directory", AT_REMOVEDIR);
	mkfifo("fifo", 0600);
	unlink("fifo");
	unlink("file");
	unlink("link");
	unlink("third");
	unlink("third");
	rmdir("directory");
	chdir("/");
	getcwd(buffer, sizeof(buffer));
	chdir("nothing");
	pipe(pair);
	pipe2(pair, O_CLOEXEC | O_NONBLOCK);
	read(pair[0], buffer, 1);
	close(pair[0]);
	truncate("nothing", 100);
	chown("nothing", 1, 2);
	return 0;
}

/* Memory and what a process is told of itself. */
static int memory(void)
{
	char *p = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	struct rlimit limit = { 1024 * 1024, 1025 };
	struct rusage usage;
	struct utsname name;

	mprotect(p, 4096, PROT_NONE);
	mprotect(p, 4096, PROT_READ | PROT_EXEC);
	mprotect((void *)1, 4096, PROT_READ);
	madvise(p + 4096, 4096, MADV_DONTNEED);
	p = mremap(p, 3 * 4096, 4 * 4096, MREMAP_MAYMOVE);
	mremap(p, 4096, 4096, 0);
	munmap(p, 4 * 4096);
	munmap((void *)1, 1);
	mmap(NULL, 0, PROT_READ, MAP_SHARED, -1, 0);
	mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 99, 0x1000);
	sbrk(4096);
	setrlimit(RLIMIT_CORE, &limit);
	getrlimit(RLIMIT_CORE, &limit);
	getrusage(RUSAGE_SELF, &usage);
	getrusage(RUSAGE_CHILDREN, (void *)1);
	uname(&name);
	getuid();
	getgid();
	geteuid();
	getpid();
	gettid();
	getppid();
	getpgid(0);
	getsid(0);
	setsid();
	getrandom(p, 5, GRND_NONBLOCK);
	sched_yield();
	prctl(PR_SET_NAME, "renamed");
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	unshare(CLONE_FILES);
	syscall(SYS_rt_sigreturn + 100000, 1, 2, 3, 4, 5, 6);
	syscall(SYS_tuxcall);
	return 0;
}

/* Processes that make processes, with pipes to begin together and waits for each. */
static int forks(void)
{
	int i, j, status, begin[2];
	char c;

	pipe(begin);
	for (i = 0; i < 8; i++)
		if (fork() == 0) {
			close(begin[1]);
			read(begin[0], &c, 1);
			for (j = 0; j < 3; j++)
				if (fork() == 0) {
					getppid();
					_exit(10 * i + j);
				}
			while (wait(&status) > 0)
				;
			_exit(i);
		}
	close(begin[0]);
	for (i = 0; i < 8; i++)
		write(begin[1], "x", 1);
	for (i = 0; i < 8; i++)
		wait4(-1, &status, 0, NULL);
	wait4(-1, &status, WNOHANG, NULL);
	return 0;
}

static int begin_threads[2];

static void *thread(void *argument)
{
	char c;

	read(begin_threads[0], &c, 1);
	getpid();
	gettid();
	close(100 + (int)(long)argument);
	return NULL;
}

static int threads(void)
{
	pthread_t ids[5];
	int i;

	pipe(begin_threads);
	for (i = 0; i < 5; i++)
		pthread_create(&ids[i], NULL, thread, (void *)(long)i);
	write(begin_threads[1], "xxxxx", 5);
	for (i = 0; i < 5; i++)
		pthread_join(ids[i], NULL);
	return 0;
}

static void handler(int sig)
{
	getppid();
	(void)sig;
}

static void handler_info(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)info;
	(void)context;
}

static int signals(void)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART | SA_NODEFER };
	struct itimerval timer = { { 0, 0 }, { 0, 500000 } };
	struct timespec nap = { 10, 0 }, zero = { 0, 0 };
	union sigval value = { .sival_int = 42 };
	sigset_t set, old;
	siginfo_t info;
	int status, pid;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGRTMIN);
	sigaddset(&set, SIGRTMAX);
	action.sa_mask = set;
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGALRM, &action, NULL);
	action.sa_sigaction = handler_info;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND | SA_NOCLDSTOP | SA_NOCLDWAIT;
	sigaction(SIGRTMIN + 1, &action, NULL);
	signal(SIGWINCH, SIG_IGN);
	sigaction(99, NULL, &action);
	sigprocmask(SIG_BLOCK, &set, &old);
	sigfillset(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigprocmask(SIG_SETMASK, &old, &set);
	raise(SIGUSR1);
	kill(getpid(), SIGUSR1);
	kill(getpid(), 0);
	kill(getpid(), SIGWINCH);
	sigqueue(getpid(), SIGRTMIN + 1, value);
	setitimer(ITIMER_REAL, &timer, NULL);
	nanosleep(&nap, &nap);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGALRM); /* not before sigsuspend */
	sigprocmask(SIG_BLOCK, &set, NULL);
	kill(getpid(), SIGUSR1);
	sigpending(&set);
	sigtimedwait(&set, &info, &zero);
	sigtimedwait(&set, &info, &zero);
	alarm(1);
	sigemptyset(&set);
	sigsuspend(&set);
	pid = fork();
	if (!pid) {
		raise(SIGSTOP);
		_exit(5);
	}
	waitpid(pid, &status, WUNTRACED);
	kill(pid, SIGCONT);
	waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
	waitpid(pid, &status, 0);
	waitpid(pid, &status, 0);
	pid = fork();
	if (!pid) {
		raise(SIGTSTP);
		_exit(6);
	}
	waitpid(pid, &status, WUNTRACED);
	waitpid(pid, &status, WNOHANG);
	kill(pid, SIGKILL);
	waitpid(pid, &status, WCONTINUED);
	return 0;
}

static int killed(void)
{
	signal(SIGCHLD, SIG_DFL);
	return *(volatile int *)16;
}

static int aborted(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	abort();
}

static int execs(void)
{
	char *argv[] = { self, "true", "an argument that is longer than thirty-two bytes", "", NULL };
	char *envp[] = { "A=1", "B=2", NULL };
	volatile int i;
	int status;
	pid_t pid;

	execve("/nonexistent/program", argv, envp);
	execve("/dev/null", argv, envp);
	execve("/", NULL, NULL);
	pid = vfork();
	if (pid == 0) {
		execve(self, argv, envp);
		_exit(1);
	}
	waitpid(pid, &status, 0);
	pid = vfork();
	if (pid == 0) {
		/* Long enough for SIGCHLD to tell of time that is not 0. */
		for (i = 0; i < 100000000; i++)
			;
		_exit(3);
	}
	waitpid(pid, &status, 0);
	execve(self, argv, envp + 1);
	return 1;
}

static void *executer(void *argument)
{
	char *argv[] = { self, "true", NULL };

	sleep(1); /* the first thread is in pause by then */
	execve(self, argv, environ);
	return argument;
}

/* A thread that is not the first executes a program. */
static int thread_execs(void)
{
	pthread_t id;

	pthread_create(&id, NULL, executer, NULL);
	for (;;)
		pause();
}

/* A parent that nothing can stop, since its child has not executed anything yet. */
static int waits(void)
{
	if (vfork() == 0) {
		sleep(600);
		_exit(0);
	}
	return 0;
}

static int others(void)
{
	struct timespec soon = { 0, 1000000 }, past = { 0, 1 };
	struct pollfd poll_fds[2] = { { 0, POLLIN | POLLPRI, 0 }, { -1, POLLOUT, 0 } };
	int word = 5, pair[2];

	syscall(SYS_futex, &word, FUTEX_WAIT, 4, NULL);
	syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 5, &soon);
	syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
	syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 5, &past, NULL, FUTEX_BITSET_MATCH_ANY);
	syscall(SYS_futex, &word, FUTEX_CMP_REQUEUE_PRIVATE, 1, 2L, &word, 5);
	nanosleep(&soon, NULL);
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &past, NULL);
	socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	socket(AF_INET, 77, 0);
	socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
	poll(poll_fds, 0, 0);
	mount("none", "/nonexistent", "tmpfs", MS_NOSUID | MS_NODEV, "size=1");
	umount2("/nonexistent", MNT_DETACH);
	mknod("/nonexistent/x", S_IFCHR | 0600, 0x102);
	syscall(SYS_memfd_create, "name", MFD_CLOEXEC);
	syscall(SYS_clone3, NULL, 0);
	return 0;
}

/* A 32-bit call between others: getpid's number there is 20. */
static int compat(void)
{
#if defined(__x86_64__)
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "r8", "r9", "r10", "r11", "memory");
	return syscall(SYS_getppid) < 1 || result != getpid();
#else
	return 1;
#endif
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(void);
	} programs[] = {
		{ "files", files }, { "memory", memory }, { "forks", forks }, { "threads", threads },
		{ "signals", signals },
		{ "killed", killed }, { "aborted", aborted }, { "execs", execs }, { "thread-execs", thread_execs },
		{ "others", others }, { "waits", waits }, { "compat", compat },
	};

	self = argv[0];
	for (unsigned i = 0; argc > 1 && i < sizeof(programs) / sizeof(programs[0]); i++)
		if (strcmp(argv[1], programs[i].name) == 0)
			return programs[i].run();
	return 0;
}
