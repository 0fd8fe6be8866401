/* What is different for PID 1: signals without a handler do nothing, orphans come to it, reboot is its business. */
#include "check.h"
#include "topics.h"

static volatile int handled;

static void count(int sig)
{
	handled += sig == LX_SIGTERM;
}

/* The child of a child that ended: it ends too once it is PID 1's. */
static int orphan(void)
{
	for (int i = 0; Getppid() != 1; i++) {
		if (i == 1000)
			return 1;
		sleep_ms(5);
	}
	return 23;
}

static int parent_of_orphan(void)
{
	return start_child(orphan) < 0;
}

static int kill_init(void)
{
	return Kill(1, LX_SIGTERM) != 0;
}

static int send_what_would_end(void)
{
	static const int sigs[] = {LX_SIGTERM, LX_SIGINT, LX_SIGHUP, LX_SIGUSR1, LX_SIGABRT, LX_SIGSEGV,
				   LX_SIGALRM, LX_SIGPIPE, LX_SIGSTOP, LX_SIGTSTP, LX_SIGKILL, 32, 64};
	int failed = 0;

	for (unsigned int i = 0; i < sizeof(sigs) / sizeof(*sigs); i++)
		failed |= Kill(1, sigs[i]);
	return failed != 0;
}

static void reaps_orphans(void)
{
	enum { N = 100 };
	int started = 0, parents = 0, orphans = 0, others = 0, result;
	WaitStatus status;

	for (int i = 0; i < N; i++)
		started += start_child(parent_of_orphan) > 0;
	while ((result = Wait4(-1, &status, 0, LX_NULL)) > 0) {
		parents += status == 0;
		orphans += status == 23 << 8;
		others += status != 0 && status != 23 << 8;
	}
	check_equal("children that leave an orphan are reaped", parents, started);
	check_equal("as many orphans are reaped", orphans, N);
	check_equal("nothing else was there to reap", others, 0);
	check_equal("no child is left", result, -LX_ECHILD);
}

static int power_off(void)
{
	return Getpid() == 1 ? Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL) : 1;
}

static int restart(void)
{
	return Getpid() == 1 ? Reboot(LX_LINUX_REBOOT_CMD_RESTART, LX_NULL) : 1;
}

/* Runs function as PID 1 of a namespace and returns its wait status. */
static int run_in_namespace(int (*function)(void))
{
	int pid = Clone(LX_CLONE_NEWPID | LX_SIGCHLD, LX_NULL, LX_NULL, LX_NULL, 0);

	if (pid == 0)
		Exit(function());
	return wait_for(pid);
}

void pid1(void)
{
	Sigaction_t action = handling(count, 0);
	Sigaction_t old;
	char bytes[16];

	check_equal("Getrandom does not wait, however early it is",
		    Getrandom(bytes, sizeof(bytes), LX_GRND_INSECURE), sizeof(bytes));
	check_equal("Getpid is 1", Getpid(), 1);
	check_equal("Getppid is 0", Getppid(), 0);
	check_equal("signals without a handler are ignored", wait_for(start_child(send_what_would_end)), 0);
	check_equal("even when sent by itself", Kill(1, LX_SIGTERM), 0);

	check_equal("Sigaction", Sigaction(LX_SIGTERM, &action, &old), 0);
	check_equal("a child sends SIGTERM", wait_for(start_child(kill_init)), 0);
	check_equal("which a handler gets", handled, 1);
	Sigaction(LX_SIGTERM, &old, LX_NULL);

	reaps_orphans();
	check_equal("Reboot(POWER_OFF) in a namespace ends its init by SIGINT",
		    WaitStatusSignal(run_in_namespace(power_off)), LX_SIGINT);
	check_equal("Reboot(RESTART) by SIGHUP", WaitStatusSignal(run_in_namespace(restart)), LX_SIGHUP);
}
