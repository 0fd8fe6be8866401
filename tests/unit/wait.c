/* Waiting for children, and the wait statuses: wait.h. */
#include "unit.h"

#include <signal.h>
#include <sys/wait.h>

/* A child that waits for signals, ten seconds at most. */
static int idle_child(void)
{
	int pid = Fork();

	if (pid == 0) {
		unit_deadline(10);
		for (;;)
			Pause();
	}
	assert_true(pid > 0);
	return pid;
}

static int child_that_exits(int status)
{
	int pid = Fork();

	if (pid == 0)
		Exit(status);
	assert_true(pid > 0);
	return pid;
}

static void test_wait_status_table(void **state)
{
	static const struct {
		WaitStatus ws;
		int exited, exit_status, signaled, signal, core, stopped, stop_signal, continued, cause, syscall;
	} table[] = {
		{ 0x0000, 1, 0, 0, -1, 0, 0, -1, 0, -1, 0 },  { 0x0900, 1, 9, 0, -1, 0, 0, -1, 0, -1, 0 },
		{ 0xff00, 1, 255, 0, -1, 0, 0, -1, 0, -1, 0 }, { 0x0009, 0, -1, 1, 9, 0, 0, -1, 0, -1, 0 },
		{ 0x008b, 0, -1, 1, 11, 1, 0, -1, 0, -1, 0 }, { 0x0040, 0, -1, 1, 64, 0, 0, -1, 0, -1, 0 },
		{ 0x137f, 0, -1, 0, -1, 0, 1, 19, 0, 0, 0 },  { 0x057f, 0, -1, 0, -1, 0, 1, 5, 0, 0, 0 },
		{ 0x857f, 0, -1, 0, -1, 0, 1, 0x85, 0, 0, 1 }, { 0x1057f, 0, -1, 0, -1, 0, 1, 5, 0, 1, 0 },
		{ 0x7057f, 0, -1, 0, -1, 0, 1, 5, 0, 7, 0 },  { 0x80137f, 0, -1, 0, -1, 0, 1, 19, 0, 128, 0 },
		{ 0xffff, 0, -1, 0, -1, 0, 0, -1, 1, -1, 0 },
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		WaitStatus ws = table[i].ws;

		assert_int_equal(WaitStatusExited(ws), table[i].exited);
		assert_int_equal(WaitStatusExitStatus(ws), table[i].exit_status);
		assert_int_equal(WaitStatusSignaled(ws), table[i].signaled);
		assert_int_equal(WaitStatusSignal(ws), table[i].signal);
		assert_int_equal(WaitStatusCoreDump(ws), table[i].core);
		assert_int_equal(WaitStatusStopped(ws), table[i].stopped);
		assert_int_equal(WaitStatusStopSignal(ws), table[i].stop_signal);
		assert_int_equal(WaitStatusContinued(ws), table[i].continued);
		assert_int_equal(WaitStatusTrapCause(ws), table[i].cause);
		assert_int_equal(WaitStatusIsSyscallStop(ws), table[i].syscall);
	}
}

static void test_wait_status_agrees_with_libc(void **state)
{
	int ws;

	(void)state;
	for (ws = 0; ws < 65536; ws++) {
		int wrong = WaitStatusExited(ws) != !!WIFEXITED(ws) || WaitStatusSignaled(ws) != !!WIFSIGNALED(ws) ||
			    WaitStatusStopped(ws) != !!WIFSTOPPED(ws) || WaitStatusContinued(ws) != !!WIFCONTINUED(ws);

		wrong |= WaitStatusExitStatus(ws) != (WIFEXITED(ws) ? WEXITSTATUS(ws) : -1);
		wrong |= WaitStatusSignal(ws) != (WIFSIGNALED(ws) ? WTERMSIG(ws) : -1);
		wrong |= WaitStatusCoreDump(ws) != (WIFSIGNALED(ws) && WCOREDUMP(ws));
		wrong |= WaitStatusStopSignal(ws) != (WIFSTOPPED(ws) ? WSTOPSIG(ws) : -1);
		if (wrong)
			fail_msg("wait status %#x", (unsigned int)ws);
	}
}

static void test_wait4_without_children(void **state)
{
	WaitStatus ws = 42;

	(void)state;
	assert_int_equal(Wait4(-1, &ws, 0, LX_NULL), -ECHILD);
	assert_int_equal(Wait4(-1, &ws, LX_WNOHANG, LX_NULL), -ECHILD);
	assert_int_equal(Wait4(-1, &ws, 0x40, LX_NULL), -EINVAL);
	assert_int_equal(ws, 42);
}

static void test_wait4_reports_exit_and_usage(void **state)
{
	Rusage usage;
	WaitStatus ws = -1;
	int pid = child_that_exits(9);

	(void)state;
	memset(&usage, 0xff, sizeof(usage));
	assert_int_equal(Wait4(pid, &ws, 0, &usage), pid);
	assert_int_equal(ws, 0x0900);
	assert_in_range(usage.utime.usec, 0, 999999);
	assert_true(usage.maxrss >= 0 && usage.nivcsw >= 0);
	pid = child_that_exits(-1);
	assert_int_equal(Wait4(-1, &ws, 0, LX_NULL), pid);
	assert_int_equal(WaitStatusExitStatus(ws), 255);
	pid = child_that_exits(0);
	assert_int_equal(Wait4(0, LX_NULL, 0, LX_NULL), pid);
}

static void test_wait4_reports_stop_continue_and_signal(void **state)
{
	WaitStatus ws = -1;
	int pid = idle_child();

	(void)state;
	assert_int_equal(Wait4(pid, &ws, LX_WNOHANG, LX_NULL), 0);
	assert_int_equal(Kill(pid, LX_SIGSTOP), 0);
	assert_int_equal(Wait4(pid, &ws, LX_WUNTRACED, LX_NULL), pid);
	assert_true(WaitStatusStopped(ws));
	assert_int_equal(WaitStatusStopSignal(ws), LX_SIGSTOP);
	assert_int_equal(Kill(pid, LX_SIGCONT), 0);
	assert_int_equal(Wait4(pid, &ws, LX_WCONTINUED, LX_NULL), pid);
	assert_true(WaitStatusContinued(ws));
	assert_int_equal(Kill(pid, LX_SIGTERM), 0);
	assert_int_equal(Wait4(pid, &ws, 0, LX_NULL), pid);
	assert_int_equal(WaitStatusSignal(ws), LX_SIGTERM);
	assert_false(WaitStatusCoreDump(ws));
}

static void test_waitid_errors(void **state)
{
	Siginfo info;

	(void)state;
	assert_int_equal(Waitid(LX_P_ALL, 0, &info, LX_WEXITED, LX_NULL), -ECHILD);
	assert_int_equal(Waitid(LX_P_ALL, 0, &info, 0, LX_NULL), -EINVAL);
	assert_int_equal(Waitid(77, 0, &info, LX_WEXITED, LX_NULL), -EINVAL);
}

static void test_waitid_can_leave_the_child_waitable(void **state)
{
	Siginfo info;
	Rusage usage;
	WaitStatus ws = -1;
	int pid = child_that_exits(7);

	(void)state;
	memset(&info, 0, sizeof(info));
	memset(&usage, 0xff, sizeof(usage));
	assert_int_equal(Waitid(LX_P_PID, pid, &info, LX_WEXITED | LX_WNOWAIT, &usage), 0);
	assert_int_equal(info.signo, LX_SIGCHLD);
	assert_int_equal(info.code, LX_CLD_EXITED);
	assert_int_equal(info.u.chld.pid, pid);
	assert_int_equal(info.u.chld.uid, getuid());
	assert_int_equal(info.u.chld.status, 7);
	assert_true(usage.maxrss >= 0 && usage.nivcsw >= 0);
	assert_int_equal(Wait4(pid, &ws, 0, LX_NULL), pid);
	assert_int_equal(ws, 0x0700);
	assert_int_equal(Waitid(LX_P_PID, pid, &info, LX_WEXITED, LX_NULL), -ECHILD);
}

static void test_waitid_without_a_change(void **state)
{
	Siginfo info;
	int pid = idle_child();

	(void)state;
	memset(&info, 0xff, sizeof(info));
	assert_int_equal(Waitid(LX_P_PID, pid, &info, LX_WEXITED | LX_WNOHANG, LX_NULL), 0);
	assert_int_equal(info.signo, 0);
	assert_int_equal(Kill(pid, LX_SIGKILL), 0);
	assert_int_equal(Waitid(LX_P_ALL, 0, &info, LX_WEXITED, LX_NULL), 0);
	assert_int_equal(info.code, LX_CLD_KILLED);
	assert_int_equal(info.u.chld.status, LX_SIGKILL);
}

static void test_waitid_takes_a_pidfd(void **state)
{
	Siginfo info;
	int pid = child_that_exits(3);
	int pidfd = PidfdOpen(pid, 0);

	(void)state;
	assert_true(pidfd >= 0);
	memset(&info, 0, sizeof(info));
	assert_int_equal(Waitid(LX_P_PIDFD, pidfd, &info, LX_WEXITED, LX_NULL), 0);
	assert_int_equal(info.u.chld.pid, pid);
	assert_int_equal(info.u.chld.status, 3);
	close(pidfd);
}

UNIT_TESTS(unit_test(test_wait_status_table), unit_test(test_wait_status_agrees_with_libc),
	   unit_test(test_wait4_without_children), unit_test(test_wait4_reports_exit_and_usage),
	   unit_test(test_wait4_reports_stop_continue_and_signal), unit_test(test_waitid_errors),
	   unit_test(test_waitid_can_leave_the_child_waitable), unit_test(test_waitid_without_a_change),
	   unit_test(test_waitid_takes_a_pidfd));
