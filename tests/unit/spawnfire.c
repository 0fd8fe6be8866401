/*
 * ForkExec under fire: while another process sends every signal but SIGKILL to the child, its group and the caller, each
 * call returns in time with the right result, and nothing of the caller is changed. BARECALL_STRESS=20000 makes of this
 * the long run of the acceptance.
 */
#include "spawning.h"

#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

#include "snapshot.h"

enum { PATIENCE = 30 }; /* seconds for one call */

typedef struct Progress {
	volatile int calls;
	volatile int over;
	volatile unsigned long sent;
} Progress;

static Progress *progress;
static unsigned int seed = 1;

static unsigned int below(unsigned int n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 8) % n;
}

/* ---- The process that fires */

static void fire_at_children_of(int caller, int sig)
{
	char path[64], text[1024], *word;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", caller, caller);
	read_text(path, text, sizeof(text));
	for (word = strtok(text, " "); word; word = strtok(NULL, " "))
		if (atoi(word) > 1)
			kill(atoi(word), sig);
}

static void fire_at(int caller)
{
	struct timespec pause = { 0, 0 };

	while (!progress->over) {
		int sig = below(6) ? 1 + (int)below(64) : SIGCONT;

		if (sig == SIGKILL)
			continue;
		switch (below(4)) {
		case 0: kill(-caller, sig); break;
		case 1: kill(caller, sig); break;
		default: fire_at_children_of(caller, sig); break;
		}
		progress->sent++;
		pause.tv_nsec = below(20000);
		if (below(8) == 0)
			nanosleep(&pause, NULL);
	}
	kill(-caller, SIGCONT);
}

/* ---- The caller */

static void nothing(int sig)
{
	(void)sig;
}

static int namespaces; /* whether root may make those of users */

/* Draws attributes; returns the step at which they are to fail, or LX_SPAWN_DONE. */
static int draw(const char **program)
{
	static const unsigned int groups[] = { 7, 8 }, caps[] = { LX_CAP_CHOWN };
	static const SpawnLimit limits[] = { { LX_RLIMIT_CORE, 0, 0 }, { LX_RLIMIT_NOFILE, 64, 100 } };
	static const SpawnLimit wrong_limits[] = { { LX_RLIMIT_CORE, 0, 0 }, { 99, 1, 1 } };
	static const SysProcIDMap map = { 0, 0, 2000 };
	static const Sigset_t mask = { 1UL << (SIGINT - 1) | 1UL << (SIGTRAP - 1) }, all = { ~0UL };
	static const Credential user = { 1234, 1234, groups, 2, 0 };
	static const int files[] = { 2, -1, 0, 1, 2 };
	static int pidfd;
	int root = unit_is_root();

	plain();
	*program = "/bin/true";
	if (below(4) == 0)
		sys.ptrace = 1;
	if (root && below(4) == 0)
		sys.credential = &user;
	if (root && below(8) == 0) {
		sys.ambient_caps = caps;
		sys.nambient_caps = 1;
	}
	if (below(6) == 0)
		sys.setsid = 1;
	else if (below(4) == 0)
		sys.setpgid = 1;
	if (below(6) == 0)
		sys.pdeathsig = 1 + (int)below(31);
	if (root && below(20) == 0)
		sys.unshareflags = LX_CLONE_NEWUTS;
	if (root && below(20) == 0)
		sys.cloneflags = LX_CLONE_NEWPID;
	if (root && below(25) == 0)
		sys.cloneflags |= LX_CLONE_NEWTIME;
	if (namespaces && below(25) == 0) {
		sys.cloneflags |= LX_CLONE_NEWUSER;
		sys.uid_mappings = sys.gid_mappings = &map;
		sys.nuid_mappings = sys.ngid_mappings = 1;
		sys.gid_mappings_enable_setgroups = 1;
	}
	if (below(8) == 0)
		sys.cloneflags |= LX_CLONE_SYSVSEM;
	if (below(6) == 0) {
		sys.limits = limits;
		sys.nlimits = 2;
	}
	if (below(6) == 0)
		sys.no_new_privs = 1;
	if (below(4) == 0)
		sys.sigmask = &mask;
	if (below(4) == 0)
		sys.sigdefault = &all;
	if (below(4) == 0)
		sys.close_others = 1;
	if (below(4) == 0) {
		attr.files = files;
		attr.nfiles = 5;
	}
	if (below(8) == 0)
		sys.pidfd = &pidfd;
	if (below(3) == 0)
		attr.dir = "/";
	switch (below(8)) {
	case 0:
		*program = "/missing";
		return LX_SPAWN_EXEC;
	case 1:
		attr.dir = "/missing";
		return LX_SPAWN_CHDIR;
	case 2:
		sys.limits = wrong_limits;
		sys.nlimits = 2;
		return LX_SPAWN_LIMITS;
	}
	return LX_SPAWN_DONE;
}

/* A call, and what its child then is. */
static int one_call(void)
{
	const char *program;
	int step = draw(&program), pid, status;
	SpawnError error;

	if (sys.pidfd)
		*sys.pidfd = -1;
	pid = ForkExec(program, true_argv, &attr, &error);
	if (sys.pidfd && *sys.pidfd >= 0)
		close(*sys.pidfd);
	if (pid < 0) {
		if (step == LX_SPAWN_DONE || error.step != step || error.err != (step == LX_SPAWN_LIMITS ? EINVAL : ENOENT) ||
		    pid != -error.err)
			printf("# %s, errno %d, for %s\n", SpawnStepName(error.step), error.err, SpawnStepName(step));
		return step != LX_SPAWN_DONE && error.step == step && pid == -error.err;
	}
	do
		status = -1;
	while (waitpid(pid, &status, WUNTRACED) < 0 && errno == EINTR);
	/* A child that was to fail can only have been ended by a signal; a program has stopped, ended or been killed. */
	if (step != LX_SPAWN_DONE ? !WIFSIGNALED(status)
				  : sys.ptrace ? status != (SIGTRAP << 8 | 0x7f) && !WIFSIGNALED(status)
					       : status != 0 && !WIFSIGNALED(status) && !WIFSTOPPED(status)) {
		printf("# status %#x after %s%s\n", (unsigned int)status, SpawnStepName(step), sys.ptrace ? ", traced" : "");
		return 0;
	}
	while (WIFSTOPPED(status)) {
		kill(pid, SIGKILL);
		if (waitpid(pid, &status, 0) < 0 && errno != EINTR)
			return 0;
	}
	return 1;
}

static int call_under_fire(int calls)
{
	static Snapshot before, after;
	static const struct rlimit none = { 0, 0 };
	Sigaction_t action;
	int i, sig;

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
	memset(&action, 0, sizeof(action));
	action.u.handler = nothing;
	action.flags = LX_SA_RESTART;
	for (sig = 1; sig <= 64; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			EXPECT(Sigaction(sig, &action, LX_NULL) == 0);
	ForkExec("/missing", true_argv, LX_NULL, LX_NULL);
	take_snapshot(&before);
	while (!progress->sent)
		usleep(1000);
	for (i = 0; i < calls; i++) {
		EXPECT(one_call());
		progress->calls++;
		if (i % 16 == 0) {
			take_snapshot(&after);
			EXPECT(same_snapshot(&before, &after));
		}
	}
	take_snapshot(&after);
	EXPECT(same_snapshot(&before, &after) && childless());
	return 0;
}

static void test_under_fire(void **state)
{
	const char *text = getenv("BARECALL_STRESS");
	int calls = text ? atoi(text) : 500, caller, fire, status = 0, seen = -1, quiet = 0, ended;

	(void)state;
	SKIP_UNDER_QEMU("vfork is fork, and no ptrace");
	namespaces = unit_is_root() && unit_user_namespaces();
	progress = mmap(NULL, sizeof(*progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(progress != MAP_FAILED);
	caller = fork();
	if (caller == 0) {
		seed = (unsigned int)getpid();
		setpgid(0, 0);
		_exit(call_under_fire(calls));
	}
	assert_true(caller > 0);
	usleep(100000);
	fire = fork();
	if (fire == 0) {
		setpgid(0, 0);
		fire_at(caller);
		_exit(0);
	}
	assert_true(fire > 0);
	while ((ended = waitpid(caller, &status, WNOHANG)) == 0 && quiet < PATIENCE * 100) {
		usleep(10000);
		quiet = progress->calls == seen ? quiet + 1 : 0;
		seen = progress->calls;
	}
	progress->over = 1;
	waitpid(fire, NULL, 0);
	if (!ended) {
		kill(-caller, SIGKILL);
		kill(caller, SIGKILL);
		waitpid(caller, &status, 0);
		fail_msg("no return from call %d", seen);
	}
	printf("# %d calls, %lu signals\n", progress->calls, progress->sent);
	assert_int_equal(status, 0);
	assert_true(progress->sent > (unsigned long)calls);
}

UNIT_TESTS(unit_test(test_under_fire));
