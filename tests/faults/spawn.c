/* ForkExec with each of its attributes: spawn.h. */
#include "faults.h"
#include "spawning.h"

#include <sys/ioctl.h>
#include <sys/ptrace.h>

enum {
	PLAIN,
	FILES,
	MANY_FILES,
	CREDENTIAL,
	AMBIENT,
	SESSION,
	GROUP,
	DEATH_SIGNAL,
	UNSHARE,
	CLONE_USER,
	UNSHARE_USER,
	LIMITS,
	NO_NEW_PRIVS,
	SIGNALS,
	CLOSE_OTHERS,
	CLOSE_OTHERS_KEEPING,
	TRACED,
	CHROOT,
	EXEC_FD,
	TERMINAL,
	FOREGROUND,
	CGROUP,
	PIDFD,
	LOW_PIPE,
	EVERYTHING,
	COLD = 64 /* the first ForkExec of the process, which does not know yet that vfork shares memory */
};

static char *argv[10];
static int pid, pidfd, many[3000];

static void quiet_terminal(void)
{
	int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC), number = 0, zero = 0;
	char path[32];

	if (master < 0 || ioctl(master, TIOCSPTLCK, &zero) || ioctl(master, TIOCGPTN, &number))
		return;
	snprintf(path, sizeof(path), "/dev/pts/%d", number);
	sys.ctty = open(path, O_RDWR | O_NOCTTY);
}

static void set_attributes(int what)
{
	static const unsigned int groups[] = { 7, 8 }, caps[] = { LX_CAP_CHOWN, LX_CAP_KILL };
	static const SpawnLimit limits[] = { { LX_RLIMIT_NOFILE, 64, 100 }, { LX_RLIMIT_CORE, 0, 0 } };
	static const SysProcIDMap map = { 0, 0, 1 };
	static const Sigset_t mask = { 1UL << (SIGINT - 1) }, all = { ~0UL };
	static const Credential user = { 1234, 5678, groups, 2, 0 };
	static const int files[] = { 2, -1, 0, 1, 2 }, plain_files[] = { 0, 1, 2 };
	static const char *const names[] = { "mnt", "uts", "ipc", "net", "user", "pid", "time" };
	static char links[7][64];
	size_t i;

	plain();
	argv[0] = (char *)"program";
	for (i = 0; i < 7; i++) {
		char path[32];

		snprintf(path, sizeof(path), "/proc/self/ns/%s", names[i]);
		if (readlink(path, links[i], sizeof(links[i]) - 1) < 0)
			links[i][0] = 0;
		argv[i + 1] = links[i];
	}
	for (i = 0; i < 3000; i++)
		many[i] = i < 3 ? (int)i : -1;
	switch (what) {
	case FILES:
		attr.files = files;
		attr.nfiles = 5;
		break;
	case MANY_FILES:
		attr.files = many;
		attr.nfiles = 3000;
		break;
	case CREDENTIAL:
		sys.credential = &user;
		break;
	case AMBIENT:
		sys.credential = &user;
		sys.ambient_caps = caps;
		sys.nambient_caps = 2;
		break;
	case SESSION:
		sys.setsid = 1;
		break;
	case GROUP:
		sys.setpgid = 1;
		break;
	case DEATH_SIGNAL:
		sys.pdeathsig = SIGTERM;
		break;
	case UNSHARE:
		sys.unshareflags = LX_CLONE_NEWNS | LX_CLONE_NEWUTS;
		break;
	case CLONE_USER:
		sys.cloneflags = LX_CLONE_NEWUSER;
		sys.uid_mappings = sys.gid_mappings = &map;
		sys.nuid_mappings = sys.ngid_mappings = 1;
		break;
	case UNSHARE_USER:
		sys.unshareflags = LX_CLONE_NEWUSER;
		sys.uid_mappings = sys.gid_mappings = &map;
		sys.nuid_mappings = sys.ngid_mappings = 1;
		break;
	case LIMITS:
		sys.limits = limits;
		sys.nlimits = 2;
		break;
	case NO_NEW_PRIVS:
		sys.no_new_privs = 1;
		break;
	case SIGNALS:
		sys.sigmask = &mask;
		sys.sigdefault = &all;
		signal(SIGPIPE, SIG_IGN);
		signal(SIGTSTP, SIG_IGN);
		signal(SIGHUP, SIG_IGN);
		break;
	case CLOSE_OTHERS_KEEPING:
		sys.use_exec_fd = 1;
		sys.exec_fd = open(program, O_RDONLY | O_CLOEXEC);
		/* fall through */
	case CLOSE_OTHERS:
		sys.close_others = 1;
		dup2(0, 7);
		dup2(0, 9);
		break;
	case TRACED:
		sys.ptrace = 1;
		break;
	case CHROOT:
		sys.chroot = "/";
		attr.dir = "/usr";
		break;
	case EXEC_FD:
		sys.use_exec_fd = 1;
		sys.exec_fd = open(program, O_RDONLY | O_CLOEXEC);
		attr.files = plain_files;
		attr.nfiles = 3;
		break;
	case TERMINAL:
		setsid();
		quiet_terminal();
		sys.setsid = sys.setctty = 1;
		break;
	case FOREGROUND:
		setsid();
		quiet_terminal();
		ioctl(sys.ctty, TIOCSCTTY, 0);
		dup2(sys.ctty, 0);
		sys.foreground = 1;
		signal(SIGTTOU, SIG_IGN);
		break;
	case CGROUP:
		sys.cgroup_fd = open("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		sys.use_cgroup_fd = access("/sys/fs/cgroup/cgroup.procs", W_OK) == 0;
		break;
	case LOW_PIPE:
		close(0);
		break;
	case EVERYTHING:
		attr.files = files;
		attr.nfiles = 5;
		attr.dir = "/";
		sys.credential = &user;
		sys.ambient_caps = caps;
		sys.nambient_caps = 2;
		sys.setsid = 1;
		sys.pdeathsig = SIGTERM;
		sys.unshareflags = LX_CLONE_NEWNS;
		sys.limits = limits;
		sys.nlimits = 2;
		sys.chroot = "/";
		sys.sigmask = &mask;
		sys.sigdefault = &all;
		sys.close_others = 1;
		sys.no_new_privs = 1;
		break;
	default:
		break;
	}
}

static void setup(int variant)
{
	set_attributes(variant & ~COLD);
	if (!(variant & COLD))
		ForkExec("/missing", argv, LX_NULL, LX_NULL);
}

static long run(int variant)
{
	SpawnError error;

	pidfd = -1;
	pid = StartProcess(sys.use_exec_fd ? "" : program, argv, &attr, (variant & ~COLD) == PIDFD ? &pidfd : LX_NULL, &error);
	out->error = error;
	return pid < 0 ? pid : 0;
}

static void after(int variant, long result)
{
	int status = -1;

	(void)variant;
	if (result < 0) {
		if (pidfd != -1)
			told("a pidfd\n");
		return;
	}
	/* What a signal stops as a tracee goes on with it; the first stop is exec's. */
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
		told("stop %x\n", WSTOPSIG(status));
		PtraceCont(pid, WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status));
	}
	told("status %x\n", status);
	if (pidfd >= 0) {
		told("pidfd\n");
		close(pidfd);
	}
}

#define NOTHING { 0, 0 }
#define NO_CLONE3 { LX_SYS_clone3, LX_ENOSYS }
#define NO_CLOSE_RANGE { LX_SYS_close_range, LX_ENOSYS }
#define ROW(name, variant, flags, lacking) { "ForkExec " name, setup, run, after, variant, flags, { lacking } }
#define ROWS(name, variant, flags)                                                                \
	ROW(name, variant, flags, NOTHING), ROW(name ", first", (variant) | COLD, flags, NOTHING), \
		ROW(name ", without clone3", variant, flags, NO_CLONE3),                           \
		ROW(name ", first, without clone3", (variant) | COLD, flags, NO_CLONE3)

const Scenario spawn_scenarios[] = {
	ROWS("plain", PLAIN, 0),
	ROWS("files", FILES, 0),
	ROWS("many files", MANY_FILES, 0),
	ROWS("credential", CREDENTIAL, NEEDS_ROOT),
	ROWS("ambient", AMBIENT, NEEDS_ROOT),
	ROWS("session", SESSION, 0),
	ROWS("group", GROUP, 0),
	ROWS("death signal", DEATH_SIGNAL, 0),
	ROWS("unshare", UNSHARE, NEEDS_ROOT),
	ROWS("clone user", CLONE_USER, NEEDS_ROOT),
	ROWS("unshare user", UNSHARE_USER, NEEDS_ROOT),
	ROWS("limits", LIMITS, 0),
	ROWS("no_new_privs", NO_NEW_PRIVS, 0),
	ROWS("signals", SIGNALS, 0),
	ROWS("close others", CLOSE_OTHERS, 0),
	ROW("close others, without close_range", CLOSE_OTHERS, 0, NO_CLOSE_RANGE),
	ROWS("close others, keeping", CLOSE_OTHERS_KEEPING, 0),
	ROWS("traced", TRACED, 0),
	ROWS("chroot", CHROOT, NEEDS_ROOT),
	ROWS("exec_fd", EXEC_FD, 0),
	ROWS("terminal", TERMINAL, 0),
	ROWS("foreground", FOREGROUND, 0),
	ROWS("cgroup", CGROUP, NEEDS_ROOT),
	ROWS("pidfd", PIDFD, 0),
	ROWS("low pipe", LOW_PIPE, 0),
	ROWS("everything", EVERYTHING, NEEDS_ROOT),
	{ NULL, NULL, NULL, NULL, 0, 0, { NOTHING } }
};
