/* Making processes, their end, and programs they become. */
#include "check.h"
#include "topics.h"

static char stack[32768] __attribute__((aligned(16)));
static volatile int shared;

/* `program exit-42` and `program args extra`. */
int processes_mode(const char *word, const char *extra)
{
	if (same_text(word, "exit-42"))
		return 42;
	if (same_text(word, "args"))
		return extra && same_text(extra, "an extra word") ? 43 : 44;
	return -1;
}

static int exit_7(void)
{
	shared = 1;
	return 7;
}

static int sleep_long(void)
{
	sleep_ms(9000);
	return 0;
}

static int exec_missing(void *arg)
{
	char *words[2] = {LX_NULL, LX_NULL};

	*(volatile int *)arg = Exec("/missing", words, words);
	return 127;
}

static int set_shared(void *arg)
{
	char on_stack[32] __attribute__((aligned(16)));
	char *address = on_stack;

	__asm__("" : "+r"(address));
	shared = (int)(long)arg;
	return ((long)address & 15) == 0 ? 9 : 8;
}

/* A function of its own: gcc warns (-Wclobbered) of variables of inlined calls in one that calls Vfork. */
static __attribute__((noinline)) void exec_or_exit(const char *path, volatile int *error)
{
	char word[] = "exit-42";
	char *words[] = {word, word, LX_NULL};

	*error = Exec(path, words, words + 2);
	Exit(127);
}

static __attribute__((noinline)) int exec_after_vfork(const char *path, volatile int *error)
{
	int pid = Vfork();

	if (pid == 0)
		exec_or_exit(path, error);
	return pid;
}

static void forks(void)
{
	Siginfo info;
	WaitStatus status;
	Rusage usage;
	int pid;

	shared = 0;
	check_equal("Fork, Exit and Wait4", wait_for(start_child(exit_7)), 7 << 8);
	check_equal("Fork shares no memory", shared, 0);
	check_equal("Wait4 without children", Wait4(-1, &status, 0, LX_NULL), -LX_ECHILD);

	pid = start_child(exit_7);
	check_equal("Waitid leaves the child", Waitid(LX_P_PID, pid, &info, LX_WEXITED | LX_WNOWAIT, LX_NULL), 0);
	check("Waitid tells signal and code", info.signo == LX_SIGCHLD && info.code == LX_CLD_EXITED);
	check("Waitid tells pid and status", info.u.chld.pid == pid && info.u.chld.status == 7);
	usage.utime.sec = -1;
	usage.nivcsw = -1;
	check_equal("Wait4 takes it", Wait4(pid, &status, 0, &usage), pid);
	check("Wait4 tells its usage, from the first to the last field", usage.utime.sec == 0 && usage.nivcsw >= 0);

	pid = start_child(sleep_long);
	check_equal("Wait4 with WNOHANG", Wait4(pid, &status, LX_WNOHANG, LX_NULL), 0);
	check_equal("SIGSTOP", Kill(pid, LX_SIGSTOP), 0);
	check_equal("Wait4 with WUNTRACED", Wait4(pid, &status, LX_WUNTRACED, LX_NULL), pid);
	check("it tells of the stop", WaitStatusStopped(status) && WaitStatusStopSignal(status) == LX_SIGSTOP);
	check_equal("SIGCONT", Kill(pid, LX_SIGCONT), 0);
	check("Wait4 tells of the going on",
	      Wait4(pid, &status, LX_WCONTINUED, LX_NULL) == pid && WaitStatusContinued(status));
	check_equal("SIGKILL", Kill(pid, LX_SIGKILL), 0);
	check_equal("Wait4 tells the signal", WaitStatusSignal(wait_for(pid)), LX_SIGKILL);
}

static void executes(const char *program)
{
	volatile int error = 0;

	check_equal("Exec", run_program(program, "exit-42", LX_NULL), 42 << 8);
	check_equal("Exec passes arguments", run_program(program, "args", "an extra word"), 43 << 8);

	check_equal("Exec of nothing after Vfork", wait_for(exec_after_vfork("/missing", &error)), 127 << 8);
	check_equal("its error arrives through shared memory", error, -LX_ENOENT);
	error = 0;
	check_equal("Exec of a directory after Vfork", wait_for(exec_after_vfork("/", &error)), 127 << 8);
	check_equal("its error arrives too", error, -LX_EACCES);
	error = 0;
	check_equal("Exec after Vfork", wait_for(exec_after_vfork(program, &error)), 42 << 8);
	check_equal("there is no error then", error, 0);
}

static void clones(void)
{
	volatile int error = 0;
	long pid;
	int pidfd = -1;
	Siginfo info;
	CloneArgs args = {0};

	pid = CloneCall(LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD, stack + sizeof(stack), exec_missing,
			(void *)(long)&error, LX_NULL, LX_NULL, 0);
	check_equal("CloneCall that shares memory: the parent waits, and sees Exec's error", error, -LX_ENOENT);
	check_equal("its function's result is the exit status", wait_for((int)pid), 127 << 8);

	shared = 0;
	pid = CloneCall(LX_SIGCHLD, stack + sizeof(stack) - 3, set_shared, (void *)5L, LX_NULL, LX_NULL, 0);
	check_equal("CloneCall of a process aligns its stack", wait_for((int)pid), 9 << 8);
	check_equal("which shares no memory", shared, 0);
	check_equal("CloneCall without a stack",
		    CloneCall(LX_SIGCHLD, LX_NULL, set_shared, LX_NULL, LX_NULL, LX_NULL, 0), -LX_EINVAL);

	args.flags = LX_CLONE_PIDFD;
	args.pidfd = (unsigned long)&pidfd;
	args.exit_signal = LX_SIGCHLD;
	pid = Clone3(&args, sizeof(args));
	if (pid == 0)
		Exit(11);
	check("Clone3", pid > 0);
	check("Clone3 gives a pidfd", pidfd >= 0);
	check_equal("Waitid by pidfd", Waitid(LX_P_PIDFD, pidfd, &info, LX_WEXITED, LX_NULL), 0);
	check("it tells pid and status", info.u.chld.pid == pid && info.u.chld.status == 11);
	Close(pidfd);
	check_equal("Clone3 of a wrong size", Clone3(&args, 8), -LX_EINVAL);
}

void processes(const char *program)
{
	forks();
	executes(program);
	clones();
}
