/* Starting programs by ForkExec: what qemu-user cannot show, vfork's shared memory above all. */
#include "check.h"
#include "topics.h"

#include <barecall/spawn.h>

static volatile int wrong_process;
static int parent;

/* `program spawn-mask extra`: 0 when no signal has a handler, SIGUSR1 alone is blocked and SIGUSR2 alone ignored. */
int spawn_mode(const char *word, const char *extra)
{
	unsigned long ignored = 0, caught = 0;
	Sigset_t mask;

	if (same_text(word, "spawn-uid"))
		return Getuid() == 1234 && Geteuid() == 1234 && Getgid() == 5678 && Getgroups(0, LX_NULL) == 1 ? 51 : 52;
	if (same_text(word, "spawn-pid"))
		return Getpid() == 1 ? 53 : 54;
	if (same_text(word, "spawn-fds"))
		return FcntlInt(0, LX_F_GETFD, 0) == 0 && FcntlInt(1, LX_F_GETFD, 0) == -LX_EBADF &&
				       FcntlInt(3, LX_F_GETFD, 0) == 0 && FcntlInt(4, LX_F_GETFD, 0) == -LX_EBADF
			       ? 55
			       : 56;
	if (!same_text(word, "spawn-mask"))
		return -1;
	for (int sig = 1; sig <= LX_SIGRTMAX; sig++) {
		Sigaction_t action = handling(LX_SIG_DFL, 0);

		Sigaction(sig, LX_NULL, &action);
		if (action.u.handler == LX_SIG_IGN)
			ignored |= 1UL << (sig - 1);
		else if (action.u.handler != LX_SIG_DFL)
			caught |= 1UL << (sig - 1);
	}
	PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &mask);
	if (!extra || !same_text(extra, "extra"))
		return 60;
	return !caught && mask.val == 1UL << (LX_SIGUSR1 - 1) && ignored == 1UL << (LX_SIGUSR2 - 1) ? 57 : 58;
}

/* Starts program with one word, and another that is always the same; its wait status, or -errno. */
static int start(const char *program, const char *word, const ProcAttr *attr, SpawnError *error)
{
	char extra[] = "extra";
	char *argv[] = {(char *)(long)program, (char *)(long)word, extra, LX_NULL};
	int pid = ForkExec(program, argv, attr, error);

	return pid < 0 ? pid : wait_for(pid);
}

static void note_process(int sig)
{
	(void)sig;
	if (Getpid() != parent)
		wrong_process = 1;
}

static void steps(const char *program)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	Credential credential = {1234, 5678, LX_NULL, 1, 0};
	const unsigned int group = 99;
	int files[4] = {1, -1, 2, 0};
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	SpawnError error;

	check_equal("ForkExec", start(program, "exit-42", LX_NULL, LX_NULL), 42 << 8);
	check_equal("ForkExec of nothing", start("/missing", "", LX_NULL, &error), -LX_ENOENT);
	check("it tells the step", error.step == LX_SPAWN_EXEC && error.err == LX_ENOENT);
	check_equal("and has waited for the child", Wait4(-1, LX_NULL, LX_WNOHANG, LX_NULL), -LX_ECHILD);
	check_equal("ForkExec of a directory", start("/", "", LX_NULL, &error), -LX_EACCES);
	attr.sys = &sys;
	attr.dir = "/missing";
	check_equal("ForkExec in no directory", start(program, "", &attr, &error), -LX_ENOENT);
	check_equal("it tells that step", error.step, LX_SPAWN_CHDIR);
	attr.dir = LX_NULL;
	attr.files = files;
	attr.nfiles = 4;
	sys.close_others = 1;
	check_equal("ForkExec gives descriptors", start(program, "spawn-fds", &attr, LX_NULL), 55 << 8);
	attr.files = LX_NULL;
	attr.nfiles = 0;
	sys.close_others = 0;

	credential.groups = &group;
	sys.credential = &credential;
	check_equal("ForkExec gives ids", start(program, "spawn-uid", &attr, LX_NULL), 51 << 8);
	check("the caller keeps its own", Getuid() == 0 && Getegid() == 0);
	sys.credential = LX_NULL;
	sys.ctty = 77;
	sys.foreground = 1;
	check_equal("ForkExec refuses what is not open", start(program, "exit-42", &attr, &error), -LX_EBADF);
	check_equal("before anything happens", error.step, LX_SPAWN_ARGUMENTS);
}

static void signal_state(const char *program)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	Sigaction_t handler = handling(note_process, LX_SA_RESTART), ignore = handling(LX_SIG_IGN, 0);
	Sigaction_t defaults = handling(LX_SIG_DFL, 0);
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	Sigset_t mask, dfl, before, after;
	int killer, i, good = 1;

	parent = Getpid();
	SigEmptySet(&mask);
	SigAddSet(&mask, LX_SIGUSR1);
	SigEmptySet(&dfl);
	SigAddSet(&dfl, LX_SIGHUP);
	Sigaction(LX_SIGTERM, &handler, LX_NULL);
	Sigaction(LX_SIGUSR2, &ignore, LX_NULL);
	Sigaction(LX_SIGHUP, &ignore, LX_NULL);
	attr.sys = &sys;
	sys.sigmask = &mask;
	sys.sigdefault = &dfl;
	PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &before);
	check_equal("ForkExec gives mask and actions", start(program, "spawn-mask", &attr, LX_NULL), 57 << 8);
	PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &after);
	check_equal("the caller's mask is as before", (long)after.val, (long)before.val);

	/* A process that sends the whole group SIGTERM: it may end children of ours, it runs no handler in them. */
	killer = Fork();
	if (killer == 0) {
		Alarm(10);
		Sigaction(LX_SIGTERM, &ignore, LX_NULL);
		for (;;)
			if (Kill(parent, 0) || Kill(0, LX_SIGTERM))
				Exit(0);
	}
	for (i = 0; i < 50; i++) {
		SpawnError error;
		int status = start("/missing", "", LX_NULL, &error);

		good &= status == -LX_ENOENT || WaitStatusSignal(status) == LX_SIGTERM;
	}
	Kill(killer, LX_SIGKILL);
	wait_for(killer);
	check("ForkExec in a storm of signals", good);
	check("no handler runs in the child", !wrong_process);
	Sigaction(LX_SIGTERM, &defaults, LX_NULL);
	Sigaction(LX_SIGUSR2, &defaults, LX_NULL);
	Sigaction(LX_SIGHUP, &defaults, LX_NULL);
}

static void namespaces(const char *program)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	char exit_42[] = "exit-42";
	char *argv[] = {exit_42, exit_42, LX_NULL};
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	Siginfo info;
	int pidfd = -1, pid;

	attr.sys = &sys;
	pid = StartProcess(program, argv, &attr, &pidfd, LX_NULL);
	check("StartProcess gives a pidfd", pid > 0 && pidfd >= 0);
	check_equal("which can be waited for", Waitid(LX_P_PIDFD, pidfd, &info, LX_WEXITED, LX_NULL), 0);
	check("and tells the process", info.u.chld.pid == pid && info.u.chld.status == 42);
	Close(pidfd);
	sys.use_exec_fd = 1;
	sys.exec_fd = Openat(LX_AT_FDCWD, program, LX_O_PATH | LX_O_CLOEXEC, 0);
	check_equal("ForkExec by descriptor", start("", "exit-42", &attr, LX_NULL), 42 << 8);
	Close(sys.exec_fd);
	sys.use_exec_fd = 0;
	sys.unshareflags = LX_CLONE_NEWNS;
	check_equal("ForkExec unshares", start(program, "exit-42", &attr, LX_NULL), 42 << 8);
	sys.unshareflags = 1;
	check_equal("ForkExec unshares not what there is not", start(program, "exit-42", &attr, LX_NULL), -LX_EINVAL);
}

void spawn(const char *program)
{
	steps(program);
	signal_state(program);
	namespaces(program);
}
