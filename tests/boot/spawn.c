/* Starting programs by ForkExec: what qemu-user cannot show, vfork's shared memory above all. */
#include "check.h"
#include "topics.h"

#include <barecall/spawn.h>

static volatile int wrong_process;
static int parent;
static const char *self;

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

/* One thing in sys that fails: whether it is this step that is reported, with this errno and index. */
static int fails(const SysProcAttr *sys, int step, int err, unsigned int index)
{
	static const ProcAttr no_attr;
	const int files[3] = {0, 1, 2};
	ProcAttr attr = no_attr;
	SpawnError error;

	attr.sys = sys;
	attr.files = files;
	attr.nfiles = 3;
	return start(self, "exit-42", &attr, &error) == -err && error.step == step && error.err == err &&
	       error.index == index && Wait4(-1, LX_NULL, LX_WNOHANG, LX_NULL) == -LX_ECHILD;
}

/* The error of each step comes back through shared memory, from a child that is gone then. */
static int each_step(void)
{
	static const SysProcAttr no_sys;
	const SpawnLimit limits[2] = {{LX_RLIMIT_CORE, 0, 0}, {LX_RLIMIT_CORE, 2, 1}};
	const unsigned int capabilities[2] = {LX_CAP_NET_RAW, LX_CAP_SYS_TIME};
	const SysProcIDMap map = {0, 0, 1};
	Credential credential = {1234, 5678, LX_NULL, 0, 0};
	SysProcAttr sys = no_sys;

	sys.setpgid = 1;
	sys.pgid = 99999;
	EXPECT(fails(&sys, LX_SPAWN_SETPGID, LX_EPERM, 0));
	sys = no_sys;
	sys.setsid = 1;
	sys.setctty = 1;
	sys.ctty = Openat(LX_AT_FDCWD, "/dev/null", LX_O_RDWR | LX_O_CLOEXEC, 0);
	EXPECT(fails(&sys, LX_SPAWN_ARGUMENTS, LX_EINVAL, 0)); /* not a descriptor of the child's */
	sys = no_sys;
	sys.unshareflags = LX_CLONE_THREAD | LX_CLONE_NEWPID | 1;
	EXPECT(fails(&sys, LX_SPAWN_UNSHARE, LX_EINVAL, 0));
	sys = no_sys;
	sys.limits = limits;
	sys.nlimits = 2;
	EXPECT(fails(&sys, LX_SPAWN_LIMITS, LX_EINVAL, 1));
	sys = no_sys;
	sys.chroot = "/dev/null";
	EXPECT(fails(&sys, LX_SPAWN_CHROOT, LX_ENOTDIR, 0));
	sys.chroot = "/proc";
	EXPECT(fails(&sys, LX_SPAWN_EXEC, LX_ENOENT, 0));
	sys = no_sys;
	sys.pdeathsig = 99;
	EXPECT(fails(&sys, LX_SPAWN_PDEATHSIG, LX_EINVAL, 0));
	EXPECT(Prctl(LX_PR_CAPBSET_DROP, LX_CAP_SYS_TIME, 0, 0, 0) == 0);
	sys = no_sys;
	sys.cloneflags = LX_CLONE_NEWUSER;
	sys.uid_mappings = &map;
	sys.nuid_mappings = 1;
	sys.gid_mappings = &map;
	sys.ngid_mappings = 1;
	EXPECT(Setresgid(77, 77, 77) == 0 && Setresuid(77, 77, 77) == 0);
	EXPECT(fails(&sys, LX_SPAWN_UID_MAP, LX_EACCES, 0)); /* a process that is not dumpable: its files are root's */
	EXPECT(SetDumpable(1) == 0);
	EXPECT(fails(&sys, LX_SPAWN_UID_MAP, LX_EPERM, 0)); /* another's id */
	sys = no_sys;
	sys.credential = &credential;
	EXPECT(fails(&sys, LX_SPAWN_SETGROUPS, LX_EPERM, 0));
	credential.no_set_groups = 1;
	EXPECT(fails(&sys, LX_SPAWN_SETGID, LX_EPERM, 0));
	credential.gid = 77;
	EXPECT(fails(&sys, LX_SPAWN_SETUID, LX_EPERM, 0));
	sys = no_sys;
	sys.ambient_caps = capabilities;
	sys.nambient_caps = 2;
	EXPECT(fails(&sys, LX_SPAWN_CAPABILITIES, LX_EPERM, 0));
	sys = no_sys;
	sys.cloneflags = LX_CLONE_NEWUTS;
	EXPECT(fails(&sys, LX_SPAWN_CLONE, LX_EPERM, 0));
	return 0;
}

/* New users, and in them a new hostname: a child with memory of its own, whose errors come through the pipe. */
static int new_users(void)
{
	static const SysProcAttr no_sys;
	static const ProcAttr no_attr;
	const SysProcIDMap users[2] = {{0, 77, 1}, {1234, 78, 1}}, groups[2] = {{0, 77, 1}, {5678, 78, 1}};
	const SysProcIDMap own[1] = {{0, 0, 1}};
	const unsigned int group = 5678;
	const Credential credential = {1234, 5678, &group, 1, 0};
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	SpawnError error;

	attr.sys = &sys;
	sys.cloneflags = LX_CLONE_NEWUSER | LX_CLONE_NEWPID;
	EXPECT(start(self, "spawn-pid", &attr, &error) == 53 << 8);
	sys.uid_mappings = users;
	sys.nuid_mappings = 2;
	sys.gid_mappings = groups;
	sys.ngid_mappings = 2;
	sys.gid_mappings_enable_setgroups = 1;
	sys.credential = &credential;
	EXPECT(start(self, "spawn-uid", &attr, &error) == 51 << 8);
	sys.cloneflags = 0;
	sys.unshareflags = LX_CLONE_NEWUSER; /* the child maps itself, and may map itself alone */
	sys.credential = LX_NULL;
	EXPECT(start(self, "exit-42", &attr, &error) == -LX_EPERM && error.step == LX_SPAWN_UID_MAP);
	sys.uid_mappings = own;
	sys.nuid_mappings = 1;
	sys.ngid_mappings = 0;
	EXPECT(start(self, "exit-42", &attr, &error) == 42 << 8);
	EXPECT(start("/missing", "", &attr, &error) == -LX_ENOENT && error.step == LX_SPAWN_EXEC);
	return 0;
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
	int killer, i, odd = 0;

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

		if (status != -LX_ENOENT && WaitStatusSignal(status) != LX_SIGTERM)
			odd = status;
	}
	Kill(killer, LX_SIGKILL);
	wait_for(killer);
	check_equal("ForkExec in a storm of signals", odd, 0);
	check("no handler runs in the child", !wrong_process);
	Sigaction(LX_SIGTERM, &defaults, LX_NULL);
	Sigaction(LX_SIGUSR2, &defaults, LX_NULL);
	Sigaction(LX_SIGHUP, &defaults, LX_NULL);
}

/* ---- Signals before the program is there, of which none may keep the caller asleep */

static const int storm_signals[] = {LX_SIGTSTP, LX_SIGTTOU, LX_SIGWINCH, LX_SIGTRAP, LX_SIGQUIT};

static void nothing(int sig)
{
	(void)sig;
}

static int spawn_in_a_storm(void)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	Sigaction_t handler = handling(nothing, LX_SA_RESTART);
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	char word[] = "exit-42";
	char *argv[] = {word, word, LX_NULL};

	attr.sys = &sys;
	EXPECT(Setpgid(0, 0) == 0);
	for (unsigned int i = 0; i < sizeof(storm_signals) / sizeof(storm_signals[0]); i++) {
		int sig = storm_signals[i], group = Getpid(), killer;

		EXPECT(Sigaction(sig, &handler, LX_NULL) == 0);
		killer = Fork();
		if (killer == 0) {
			Setpgid(0, 0);
			Alarm(20);
			while (Kill(-group, sig) == 0)
				SchedYield();
			Exit(0);
		}
		for (int n = 0; n < 8; n++) {
			int status = 0, pid;

			sys.ptrace = n % 2;
			pid = ForkExec(self, argv, &attr, LX_NULL);
			EXPECT(pid > 0 && Wait4(pid, &status, LX_WUNTRACED, LX_NULL) == pid);
			EXPECT(sys.ptrace ? status == (LX_SIGTRAP << 8 | 0x7f)
					  : status == 42 << 8 || status == (sig << 8 | 0x7f) || (status & 0x7f) == sig);
			if (WaitStatusStopped(status)) {
				Kill(pid, LX_SIGKILL);
				wait_for(pid);
			}
		}
		Kill(killer, LX_SIGKILL);
		wait_for(killer);
	}
	return 0;
}

/* A group stops only where a process of its session, but init, is the parent of one of it. */
static int storm(void)
{
	int pid, status;

	EXPECT(Setsid() > 0);
	pid = Fork();
	if (pid == 0)
		Exit(spawn_in_a_storm() ? 71 : 70);
	status = wait_for(pid);
	EXPECT(status == 70 << 8);
	return 0;
}

/* ---- What belongs to the memory and not to the child */

static int dumpable_stays(void)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	const unsigned int group = 99;
	const Credential credential = {1234, 5678, &group, 1, 0};
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;

	attr.sys = &sys;
	sys.credential = &credential;
	for (int value = 1; value >= 0; value--) {
		EXPECT(SetDumpable(value) == 0);
		EXPECT(start(self, "spawn-uid", &attr, LX_NULL) == 51 << 8 && GetDumpable() == value);
		EXPECT(start("/missing", "", &attr, LX_NULL) == -LX_ENOENT && GetDumpable() == value);
	}
	return 0;
}

/* Older kernels then refuse to share memory with a child. */
static int after_unsharing_time(void)
{
	SpawnError error;

	EXPECT(Unshare(LX_CLONE_NEWTIME) == 0);
	EXPECT(start(self, "exit-42", LX_NULL, LX_NULL) == 42 << 8);
	EXPECT(start("/missing", "", LX_NULL, &error) == -LX_ENOENT && error.step == LX_SPAWN_EXEC);
	return 0;
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

/* Where pages had been shared with a copy, each would fault once more when it is written. */
static int copies_nothing(void)
{
	enum { PAGES = 512 };
	unsigned long page = (unsigned long)Getpagesize();
	volatile char *memory = Mmap(LX_NULL, PAGES * page, LX_PROT_READ | LX_PROT_WRITE,
				     LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	Rusage before, after;

	EXPECT(!IsErrPtr((void *)(unsigned long)memory));
	Madvise((void *)(unsigned long)memory, PAGES * page, LX_MADV_NOHUGEPAGE);
	for (unsigned long i = 0; i < PAGES; i++)
		memory[i * page] = 1;
	EXPECT(start(self, "exit-42", LX_NULL, LX_NULL) == 42 << 8);
	EXPECT(Getrusage(LX_RUSAGE_SELF, &before) == 0);
	for (unsigned long i = 0; i < PAGES; i++)
		memory[i * page] = 2;
	EXPECT(Getrusage(LX_RUSAGE_SELF, &after) == 0 && after.minflt - before.minflt < PAGES / 8);
	return 0;
}

void spawn(const char *program)
{
	self = program;
	steps(program);
	check_child("ForkExec reports each step that fails, and how", each_step);
	check_child("ForkExec makes users and processes of a new namespace", new_users);
	check_child("ForkExec copies no memory of the caller", copies_nothing);
	check_child("ForkExec leaves its caller dumpable, or not", dumpable_stays);
	check_child("ForkExec after time was unshared", after_unsharing_time);
	signal_state(program);
	check_child("ForkExec in storms of signals that stop, dump core or are traced", storm);
	namespaces(program);
}
