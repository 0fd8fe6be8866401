/*
 * A child of ForkExec has its caller's memory until it is its program. It is killed before each instruction that follows
 * an exec that failed: the call returns the error, whole, or the pid of a child that was killed, and nothing in between.
 */
#include "spawning.h"

#include <signal.h>
#include <sys/ptrace.h>

enum { FAILED = 10, KILLED, NEITHER, CANNOT }; /* exit statuses of the caller */

/* The caller, which is traced. */
static int caller(void)
{
	SpawnError error;
	int pid, status;

	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		return CANNOT;
	raise(SIGSTOP);
	pid = ForkExec("/missing", true_argv, LX_NULL, &error);
	if (pid == -ENOENT && error.step == LX_SPAWN_EXEC && error.err == ENOENT && error.index == 0)
		return FAILED;
	if (pid <= 0)
		return NEITHER;
	status = wait_for(pid);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? KILLED : NEITHER;
}

/* Lets pid go on by a request of ptrace until it stops or ends. */
static int next_stop(enum __ptrace_request request, int pid)
{
	int status;

	return ptrace(request, pid, NULL, NULL) == 0 && waitpid(pid, &status, __WALL) == pid ? status : -1;
}

/* Brings a child to where exec has failed; whether it came there. */
static int exec_has_failed(int pid)
{
	struct __ptrace_syscall_info info;
	int in_exec = 0, status;

	do {
		status = next_stop(PTRACE_SYSCALL, pid);
		if (status == -1 || !WIFSTOPPED(status) ||
		    ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof(info), &info) <= 0)
			return 0;
		if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
			in_exec = info.entry.nr == LX_SYS_execve;
	} while (!in_exec || info.op != PTRACE_SYSCALL_INFO_EXIT);
	return info.exit.rval == -ENOENT;
}

/* Kills the child n instructions later, unless it has ended by itself, which is told. Returns the caller's exit status. */
static int killed_after(int n, int *ended)
{
	unsigned long child;
	int pid = fork(), status;

	if (pid == 0)
		_exit(caller());
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		return CANNOT;
	ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)(PTRACE_O_TRACEVFORK | PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD));
	status = next_stop(PTRACE_CONT, pid);
	if (status >> 8 != (SIGTRAP | PTRACE_EVENT_VFORK << 8) || ptrace(PTRACE_GETEVENTMSG, pid, NULL, &child) ||
	    ptrace(PTRACE_CONT, pid, NULL, NULL) || waitpid((pid_t)child, &status, __WALL) != (pid_t)child ||
	    !exec_has_failed((int)child))
		return NEITHER;
	for (; n > 0 && !*ended; n--)
		*ended = !WIFSTOPPED(next_stop(PTRACE_SINGLESTEP, (int)child));
	if (!*ended) {
		kill((pid_t)child, SIGKILL);
		waitpid((pid_t)child, &status, __WALL);
	}
	do
		waitpid(pid, &status, 0);
	while (WIFSTOPPED(status) && ptrace(PTRACE_CONT, pid, NULL, NULL) == 0); /* SIGCHLD, which nobody waits for */
	return WIFEXITED(status) ? WEXITSTATUS(status) : NEITHER;
}

static int killed_anywhere(void)
{
	int counts[CANNOT + 1] = { 0 }, ended = 0, n;

	for (n = 0; !ended; n++) {
		int status = killed_after(n, &ended);

		EXPECT(status == FAILED || status == KILLED);
		EXPECT(n < 5000);
		counts[status]++;
	}
	EXPECT(counts[KILLED] > 0 && counts[FAILED] > 1);
	EXPECT(childless());
	return 0;
}

static void test_killed_anywhere(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
#if defined(__riscv)
	SKIP("riscv64 cannot step");
#endif
	assert_int_equal(in_child(killed_anywhere), 0);
}

UNIT_TESTS(unit_test(test_killed_anywhere));
