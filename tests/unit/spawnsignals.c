/* Signals that come while ForkExec's child is not its program yet: spawn.h. */
#include "spawning.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

/*
 * A child is held at chdir by a filter that asks a thread of ours, which sends it a signal and lets it go on: the signal
 * has come before the program, each time.
 */
static int listener = -1;
static volatile int signal_to_send, supervised;

static void *supervise(void *unused)
{
	struct seccomp_notif request;
	struct seccomp_notif_resp response;

	for (;;) {
		memset(&request, 0, sizeof(request));
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request))
			continue; /* the child has died meanwhile, or stops */
		if (signal_to_send && !supervised) {
			supervised = 1;
			kill((pid_t)request.pid, signal_to_send);
		}
		memset(&response, 0, sizeof(response));
		response.id = request.id;
		response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
	}
	return unused;
}

/* 0 when children are held from now on. Only this thread's: the other was there before. */
static volatile int listening;

static void *supervise_later(void *unused)
{
	while (!listening)
		usleep(100);
	return supervise(unused);
}

static int hold_children(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_chdir, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(code[0]), code };
	pthread_t thread;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || pthread_create(&thread, NULL, supervise_later, NULL))
		return -1;
	listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	if (listener < 0)
		return -1;
	listening = 1;
	return 0;
}

static int is_stop(int sig)
{
	return sig == SIGTSTP || sig == SIGTTIN || sig == SIGTTOU || sig == SIGSTOP;
}

static int is_ignored(int sig)
{
	return sig == SIGCHLD || sig == SIGCONT || sig == SIGURG || sig == SIGWINCH;
}

static char *const sleep_argv[] = { (char *)"sleep", (char *)"20", LX_NULL };

/* How /proc/PID says that a child's mask is: the caller's, whatever came. */
static unsigned long mask_of(int pid)
{
	char path[64], text[4096];
	const char *line;
	size_t n;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	file = fopen(path, "r");
	if (!file)
		return ~0UL;
	n = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[n] = 0;
	line = strstr(text, "SigBlk:");
	return line ? strtoul(line + 7, NULL, 16) : ~0UL;
}

static int what_comes_of(int sig)
{
	SpawnError error;
	int pid, status;

	signal_to_send = sig;
	supervised = 0;
	pid = ForkExec("/bin/sleep", sleep_argv, &attr, &error);
	EXPECT(pid > 0 && supervised);
	EXPECT(kill(pid, 0) == 0);
	if (is_stop(sig)) {
		EXPECT(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status) && WSTOPSIG(status) == sig);
		EXPECT(mask_of(pid) == 1UL << (SIGUSR2 - 1));
	}
	if (is_stop(sig) || is_ignored(sig)) {
		EXPECT(waitpid(pid, &status, WNOHANG) == 0);
		sig = SIGKILL;
		kill(pid, sig);
		kill(pid, SIGCONT);
	}
	EXPECT(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == sig);
	return 0;
}

/* A stopped tracee at its start: SIGTRAP of exec alone, then what was sent. */
static int what_a_tracer_sees(int sig)
{
	siginfo_t info;
	int pid, status;

	signal_to_send = sig;
	supervised = 0;
	pid = ForkExec("/bin/sleep", sleep_argv, &attr, LX_NULL);
	EXPECT(pid > 0 && supervised);
	EXPECT(waitpid(pid, &status, 0) == pid);
	if (sig != SIGKILL) {
		EXPECT(status == (SIGTRAP << 8 | 0x7f));
		EXPECT(mask_of(pid) == 1UL << (SIGUSR2 - 1));
		EXPECT(PtraceCont(pid, 0) == 0 && waitpid(pid, &status, 0) == pid);
		EXPECT(WIFSTOPPED(status) && status >> 8 == sig);
		EXPECT(PtraceGetSiginfo(pid, (Siginfo *)&info) == 0 && info.si_signo == sig && info.si_pid == getpid());
		EXPECT(kill(pid, SIGKILL) == 0 && waitpid(pid, &status, 0) == pid);
	}
	EXPECT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	return 0;
}

static unsigned long new_namespaces; /* 0: in the caller's memory; LX_CLONE_NEWTIME: in memory of its own */
static int traced;

static int every_signal(void)
{
	struct rlimit none = { 0, 0 };
	sigset_t blocked;
	int sig, result;

	setrlimit(RLIMIT_CORE, &none);
	for (sig = 1; sig <= 64; sig++) /* what started this may have some ignored */
		if (sig != SIGKILL && sig != SIGSTOP)
			Signal(sig, LX_SIG_DFL, LX_NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR2);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	if (hold_children())
		return 255;
	plain();
	attr.dir = "/";
	sys.setpgid = 1; /* not an orphaned group, whose members do not stop */
	sys.unshareflags = new_namespaces;
	sys.ptrace = traced;
	for (sig = 1; sig <= 64; sig++) {
		/* Where the caller is asleep SIGSTOP is not held. The blocked one stays pending. */
		if ((sig == SIGSTOP && !traced && !new_namespaces) || sig == SIGUSR2)
			continue;
		result = traced ? what_a_tracer_sees(sig) : what_comes_of(sig);
		if (result) {
			printf("# signal %d\n", sig);
			return result;
		}
	}
	EXPECT(childless());
	return 0;
}

static void try_every_signal(unsigned long namespaces, int ptrace)
{
	int result;

	SKIP_UNDER_QEMU("no seccomp, no ptrace");
	if (namespaces)
		SKIP_UNLESS_ROOT();
	new_namespaces = namespaces;
	traced = ptrace;
	result = in_child(every_signal);
	if (result == 255)
		SKIP("no filter that asks (before Linux 5.5)");
	assert_int_equal(result, 0);
}

static void test_each_signal_reaches_the_program(void **state)
{
	(void)state;
	try_every_signal(0, 0);
}

static void test_each_signal_reaches_a_forked_program(void **state)
{
	(void)state;
	try_every_signal(LX_CLONE_NEWTIME, 0);
}

static void test_each_signal_reaches_a_traced_program(void **state)
{
	(void)state;
	try_every_signal(0, 1);
}

static void test_each_signal_reaches_a_forked_traced_program(void **state)
{
	(void)state;
	try_every_signal(LX_CLONE_NEWTIME, 1);
}

/* ---- Ignored ones, and a caller on its alternate stack */

static int ignored_stay_ignored(void)
{
	int pid, status;

	if (hold_children())
		return 255;
	signal(SIGTSTP, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	plain();
	attr.dir = "/";
	signal_to_send = SIGTSTP;
	supervised = 0;
	EXPECT((status_field("SigIgn:", 16) & (1UL << (SIGTSTP - 1) | 1UL << (SIGQUIT - 1) | 1UL << (SIGTTIN - 1))) ==
	       (1UL << (SIGTSTP - 1) | 1UL << (SIGQUIT - 1)));
	EXPECT(supervised);
	/* What fails tells its error, whatever came before. */
	signal(SIGTSTP, SIG_DFL);
	supervised = 0;
	EXPECT(fails_with("/missing", LX_SPAWN_EXEC, ENOENT, 0) && supervised);
	supervised = 0;
	attr.dir = "/missing";
	EXPECT(fails_with("/bin/true", LX_SPAWN_CHDIR, ENOENT, 0) && supervised);
	/* With the signal blocked in the program it is pending there. */
	attr.dir = "/";
	supervised = 0;
	sys.sigmask = &(Sigset_t){ 1UL << (SIGTSTP - 1) };
	pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
	EXPECT(pid > 0 && supervised && waitpid(pid, &status, WUNTRACED) == pid && status == 0);
	return 0;
}

static void test_ignored_signals_stay_ignored(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	result = in_child(ignored_stay_ignored);
	if (result == 255)
		SKIP("no filter that asks (before Linux 5.5)");
	assert_int_equal(result, 0);
}

static volatile int stopped_status;

static void spawn_in_a_handler(int sig)
{
	int pid, status = -1;

	(void)sig;
	supervised = 0;
	pid = ForkExec("/bin/sleep", sleep_argv, &attr, LX_NULL);
	if (pid > 0 && waitpid(pid, &status, WUNTRACED) == pid)
		stopped_status = status;
	if (pid > 0) {
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
	}
}

static int on_the_alternate_stack(void)
{
	static char memory[1 << 16];
	stack_t stack = { .ss_sp = memory, .ss_size = sizeof(memory) }, now;
	struct sigaction action;

	if (hold_children())
		return 255;
	memset(&action, 0, sizeof(action));
	action.sa_handler = spawn_in_a_handler;
	action.sa_flags = SA_ONSTACK;
	EXPECT(sigaltstack(&stack, NULL) == 0 && sigaction(SIGUSR1, &action, NULL) == 0);
	plain();
	attr.dir = "/";
	sys.setpgid = 1;
	signal_to_send = SIGTSTP;
	raise(SIGUSR1);
	EXPECT(WIFSTOPPED(stopped_status) && WSTOPSIG(stopped_status) == SIGTSTP);
	EXPECT(sigaltstack(NULL, &now) == 0 && now.ss_sp == memory && now.ss_size == sizeof(memory) && now.ss_flags == 0);
	return 0;
}

static void test_from_a_handler_on_its_own_stack(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	result = in_child(on_the_alternate_stack);
	if (result == 255)
		SKIP("no filter that asks (before Linux 5.5)");
	assert_int_equal(result, 0);
}

/* ---- In the moment between the mask and exec, which no filter can hold: by number */

static volatile int storm_over, storm_signal, storm_sent;

static void nothing(int sig)
{
	(void)sig;
}

static void *storm(void *unused)
{
	while (!storm_over) {
		int sig = storm_signal;

		kill(0, sig);
		storm_sent = sig;
	}
	return unused;
}

/* ForkExec returns, and what the program then is: stopped at exec when traced; else stopped, ended or killed by it. */
static int storms(void)
{
	static const int signals[] = { SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGTRAP, SIGQUIT, SIGTERM, SIGSEGV, SIGUSR1 };
	struct rlimit none = { 0, 0 };
	struct sigaction action;
	pthread_t thread;
	unsigned int i;
	int n, pid, status;

	EXPECT(setpgid(0, 0) == 0 && setrlimit(RLIMIT_CORE, &none) == 0);
	memset(&action, 0, sizeof(action));
	action.sa_handler = nothing;
	action.sa_flags = SA_RESTART;
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		EXPECT(sigaction(signals[i], &action, NULL) == 0);
	storm_signal = signals[0];
	EXPECT(pthread_create(&thread, NULL, storm, NULL) == 0);
	for (i = 0; i < 2 * sizeof(signals) / sizeof(signals[0]); i++) {
		storm_signal = signals[i / 2];
		while (storm_sent != storm_signal)
			; /* the one before may be on its way */
		plain();
		sys.ptrace = i % 2;
		for (n = 0; n < 40; n++) {
			pid = ForkExec("/bin/true", true_argv, &attr, LX_NULL);
			EXPECT(pid > 0 && waitpid(pid, &status, WUNTRACED) == pid);
			EXPECT(!sys.ptrace || status == (SIGTRAP << 8 | 0x7f));
			EXPECT(status == 0 || (WIFSTOPPED(status) && (sys.ptrace || WSTOPSIG(status) == storm_signal)) ||
			       (WIFSIGNALED(status) && WTERMSIG(status) == storm_signal));
			if (WIFSTOPPED(status)) {
				kill(pid, SIGKILL);
				EXPECT(waitpid(pid, &status, 0) == pid);
			}
		}
	}
	storm_over = 1;
	pthread_join(thread, NULL);
	EXPECT(childless());
	return 0;
}

static void test_in_storms(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("vfork is fork");
	assert_int_equal(in_child(storms), 0);
}

UNIT_TESTS(unit_test(test_each_signal_reaches_the_program), unit_test(test_each_signal_reaches_a_forked_program),
	   unit_test(test_each_signal_reaches_a_traced_program),
	   unit_test(test_each_signal_reaches_a_forked_traced_program), unit_test(test_ignored_signals_stay_ignored),
	   unit_test(test_from_a_handler_on_its_own_stack), unit_test(test_in_storms));
