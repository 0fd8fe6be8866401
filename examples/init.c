/*
 * init: a complete small init for an initramfs, an embedded system or a container. It runs as process 1.
 *
 *     init [hostname:NAME] POLICY:PROGRAM [ARGUMENT ...] [POLICY:PROGRAM [ARGUMENT ...]] ...
 *
 *     wait:PROGRAM     runs once, and the programs after it start when it has ended
 *     once:PROGRAM     runs once, beside the others
 *     respawn:PROGRAM  runs again whenever it ends: after FIRST_DELAY, then after twice as long each time up to
 *                      LAST_DELAY, and after FIRST_DELAY again when it has lived for STABLE
 *     console:PROGRAM  is respawn, with the console as its controlling terminal: a shell with ^C and job control
 *
 * PROGRAM is a path, and its environment is init's own. Without any program, the ones in `builtin` below run. On the
 * kernel's command line all of this comes after ` -- `; init ignores words before the first POLICY: since the kernel
 * puts those there that nobody knew. (The kernel takes 32 words at most, and none after a second `--`, which is why
 * no `--` separates the programs.)
 *
 * Every program starts in a session of its own, in the directory /, with default signal actions, nothing blocked, and
 * descriptors 0 to 2 only: the console, but /dev/null as standard input when it is not a console: program.
 *
 *     SIGTERM, SIGPWR            stop everything, and power off
 *     SIGINT                     stop everything, and reboot: the kernel sends it on Ctrl-Alt-Del
 *     SIGHUP, SIGUSR1, SIGUSR2   go on to each running program, but for those of the console
 *
 * Init also powers off when nothing is left to run: every process has ended and none is to be run again. To stop is
 * to send all processes SIGTERM, and after GRACE SIGKILL, to reap them, to write back what is cached, to unmount
 * (read-only where something keeps a file system busy), and then to power off or reboot.
 *
 * In a PID namespace, where no machine is to be powered off, init unmounts only what it mounted itself and exits:
 * with the status of the last wait: or once: program that failed (128 + N: killed by signal N), or else 0.
 */
#include <barecall.h>

#define FIRST_DELAY 100L /* milliseconds, as all times here */
#define LAST_DELAY 30000L
#define STABLE 10000L
#define GRACE 3000L
#define MAX_PROGRAMS 16

static char *builtin[] = { "wait:/etc/rc", "console:/bin/sh", LX_NULL };

enum policy { WAIT, ONCE, RESPAWN, CONSOLE };
static const char *const prefixes[] = { "wait:", "once:", "respawn:", "console:" };

struct program {
	enum policy policy;
	char **argv;
	int argc;   /* the word after them is the next program's */
	int pid;    /* 0: not running */
	int ended;  /* and not to be run again */
	long since; /* when it was started, or when it is to be started */
	long delay;
};

static struct program programs[MAX_PROGRAMS];
static int program_count;
static char **environment;
static char *hostname;
static int machine;     /* whether this is the machine's first process, not a container's */
static int children;    /* whether there may be any */
static int stopping;
static int orphans;     /* how many were reaped that were not started here */
static int exit_status; /* of a container */

struct file_system {
	const char *type, *path, *options;
	unsigned long flags;
	unsigned int mode; /* of the directory, where it has to be made */
	int result;        /* 0: mounted here */
};

#define PLAIN (LX_MS_NOSUID | LX_MS_NODEV)

static struct file_system file_systems[] = {
	{ "proc", "/proc", LX_NULL, PLAIN | LX_MS_NOEXEC, 0555, 0 },
	{ "sysfs", "/sys", LX_NULL, PLAIN | LX_MS_NOEXEC, 0555, 0 },
	{ "devtmpfs", "/dev", LX_NULL, LX_MS_NOSUID, 0755, 0 },
	{ "devpts", "/dev/pts", "mode=620,gid=5", LX_MS_NOSUID | LX_MS_NOEXEC, 0755, 0 },
	{ "tmpfs", "/dev/shm", "mode=1777", PLAIN, 01777, 0 },
	{ "tmpfs", "/run", "mode=755", PLAIN, 0755, 0 },
	{ "tmpfs", "/tmp", "mode=1777", PLAIN, 01777, 0 },
};
#define FILE_SYSTEMS ((int)(sizeof(file_systems) / sizeof(file_systems[0])))

/* ---- messages: a line is written at once, so that lines of several processes do not mix */

static char line[512];
static unsigned int length;

/* put adds text to the line, nothing when it is NULL: a number without a name. */
static void put(const char *text)
{
	while (text && *text && length < sizeof(line) - 1)
		line[length++] = *text++;
}

static void put_number(long number)
{
	char digits[24];
	int i = sizeof(digits) - 1;

	digits[i] = 0;
	do
		digits[--i] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	put(digits + i);
}

static void put_line(void)
{
	line[length++] = '\n';
	Write(2, line, length);
	length = 0;
}

static void say(const char *text, const char *more)
{
	put("init: ");
	put(text);
	put(more);
	put_line();
}

static void complain(const char *what, int error)
{
	put("init: ");
	put(what);
	put(": ");
	put(ErrnoName(error));
	put_line();
}

/* ---- time and signals */

static long now(void)
{
	Timespec t;

	ClockGettime(LX_CLOCK_MONOTONIC, &t);
	return t.sec * 1000 + t.nsec / 1000000;
}

/* next_signal takes a signal that has come or comes within wait milliseconds (-1: ever). Returns it, or 0 for none. */
static int next_signal(long wait)
{
	Sigset_t all;
	Timespec timeout;
	int sig;

	SigFillSet(&all);
	timeout.sec = wait / 1000;
	timeout.nsec = wait % 1000 * 1000000;
	sig = Sigtimedwait(&all, LX_NULL, wait < 0 ? LX_NULL : &timeout);
	return sig < 0 ? 0 : sig;
}

/* take_signals keeps all signals for next_signal, and gives programs default actions to inherit. */
static void take_signals(void)
{
	static const Sigaction_t standard;
	Sigset_t all;
	int sig;

	SigFillSet(&all);
	PthreadSigmask(LX_SIG_SETMASK, &all, LX_NULL);
	for (sig = 1; sig <= 64; sig++)
		Sigaction(sig, &standard, LX_NULL);
}

static void forward(int sig)
{
	struct program *p;

	for (p = programs; p < programs + program_count; p++)
		if (p->pid && p->policy != CONSOLE)
			Kill(p->pid, sig);
}

/* ---- file systems and the console */

static void mount_all(void)
{
	struct file_system *f;
	const char *options;
	Statx_t st;

	for (f = file_systems; f < file_systems + FILE_SYSTEMS; f++) {
		if (Statx(LX_AT_FDCWD, f->path, 0, 0, &st) == 0 && (st.attributes & LX_STATX_ATTR_MOUNT_ROOT)) {
			f->result = -LX_EBUSY;
			continue;
		}
		Mkdir(f->path, f->mode);
		/* -EINVAL: no such option in this kernel, no such group in this user namespace; then without any. */
		do {
			f->result = Mount(f->type, f->path, f->type, f->flags, f->options);
			options = f->options;
			f->options = LX_NULL;
		} while (f->result == -LX_EINVAL && options);
	}
}

/* open_console opens what is missing of descriptors 0 to 2: the lowest free one is what Open takes. */
static void open_console(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++)
		if (FcntlInt(fd, LX_F_GETFD, 0) == -LX_EBADF && Open("/dev/console", LX_O_RDWR | LX_O_NOCTTY, 0) < 0)
			Open("/dev/null", LX_O_RDWR, 0);
}

/* report_mounts tells what mount_all did, now that there is a console. */
static void report_mounts(void)
{
	struct file_system *f;

	for (f = file_systems; f < file_systems + FILE_SYSTEMS; f++)
		if (f->result == 0)
			say("mounted ", f->path);
		else if (f->result == -LX_EBUSY)
			say("mounted already: ", f->path);
		else
			complain(f->path, f->result);
}

static void unmount(const char *path)
{
	int error = Unmount(path, LX_UMOUNT_NOFOLLOW);

	if (error == -LX_EBUSY && machine) {
		error = Mount(LX_NULL, path, LX_NULL, LX_MS_REMOUNT | LX_MS_RDONLY, LX_NULL);
		Unmount(path, LX_UMOUNT_NOFOLLOW | LX_MNT_DETACH);
		if (error == 0)
			say("busy, and now read-only: ", path);
	} else if (error == 0) {
		say("unmounted ", path);
	}
	if (error < 0)
		complain(path, error);
}

/* next_word ends a word of /proc/self/mounts, turns its \ooo into characters, and returns what follows it. */
static char *next_word(char *word)
{
	char *to = word;

	while (*word && *word != ' ') {
		if (*word == '\\' && word[1] && word[2] && word[3]) {
			*to++ = (char)((word[1] - '0') << 6 | (word[2] - '0') << 3 | (word[3] - '0'));
			word += 4;
		} else {
			*to++ = *word++;
		}
	}
	if (*word)
		word++;
	*to = 0;
	return word;
}

/* unmount_all unmounts, last first, all there is; in a container only what mount_all mounted. */
static void unmount_all(void)
{
	static char mounts[65536];
	long size = 0, n;
	char *path;
	int fd, i;

	fd = machine ? Open("/proc/self/mounts", LX_O_RDONLY | LX_O_CLOEXEC, 0) : -LX_ENOENT;
	if (fd >= 0) {
		while ((n = Read(fd, mounts + size, sizeof(mounts) - (unsigned long)size)) > 0)
			size += n;
		Close(fd);
	}
	if (size == sizeof(mounts))
		say("too many mounts: the last ones stay", "");
	while (size > 0 && mounts[size - 1] != '\n')
		size--;
	while (size > 0) {
		mounts[--size] = 0;
		while (size > 0 && mounts[size - 1] != '\n')
			size--;
		path = next_word(mounts + size);
		next_word(path);
		unmount(path);
	}
	for (i = FILE_SYSTEMS; fd < 0 && i-- > 0;)
		if (file_systems[i].result == 0)
			unmount(file_systems[i].path);
}

/* ---- programs */

/* after returns what follows prefix in word, NULL when word begins otherwise. */
static char *after(char *word, const char *prefix)
{
	while (*prefix)
		if (*word++ != *prefix++)
			return LX_NULL;
	return word;
}

static void read_arguments(char **words)
{
	struct program *p = LX_NULL;
	char *name = LX_NULL;
	int policy;

	for (; *words; words++) {
		for (policy = WAIT; policy <= CONSOLE; policy++) {
			name = after(*words, prefixes[policy]);
			if (name)
				break;
		}
		if (name && program_count == MAX_PROGRAMS) {
			say("too many programs, left out: ", name);
			p = LX_NULL;
		} else if (name) {
			*words = name;
			p = &programs[program_count++];
			p->policy = (enum policy)policy;
			p->argv = words;
			p->argc = 1;
		} else if (p) {
			p->argc++;
		} else if (program_count == 0 && after(*words, "hostname:")) {
			hostname = after(*words, "hostname:");
		}
	}
}

/* run is the child's part of start. */
static void run(struct program *p)
{
	static const Sigset_t none;
	int fd, error;

	Setsid();
	if (p->policy == CONSOLE) {
		error = Ioctl(0, LX_TIOCSCTTY, 0);
		if (error < 0)
			complain("no controlling terminal", error);
	} else {
		fd = Open("/dev/null", LX_O_RDONLY | LX_O_CLOEXEC, 0);
		if (fd >= 0)
			Dup3(fd, 0, 0);
	}
	PthreadSigmask(LX_SIG_SETMASK, &none, LX_NULL);
	p->argv[p->argc] = LX_NULL;
	error = Exec(p->argv[0], p->argv, environment);
	complain(p->argv[0], error);
	Exit(127);
}

static void put_program(const struct program *p)
{
	put("init: ");
	put(p->argv[0]);
	put(" [");
	put_number(p->pid);
	put("]: ");
}

static void start(struct program *p)
{
	int pid = Fork();

	if (pid == 0)
		run(p);
	p->since = now();
	if (pid < 0) {
		complain(p->argv[0], pid);
		p->since += 10 * FIRST_DELAY;
		return;
	}
	p->pid = pid;
	children = 1;
	put_program(p);
	put("started");
	put_line();
}

/* start_due starts what is to run now. Returns for how long nothing else is to be started, -1 without end. */
static long start_due(void)
{
	struct program *p;
	long time = now(), wait = -1;

	for (p = programs; p < programs + program_count; p++) {
		if (!p->pid && !p->ended && p->since <= time)
			start(p);
		if (!p->pid && !p->ended && (wait < 0 || p->since - time < wait))
			wait = p->since - time;
		if (p->policy == WAIT && !p->ended)
			break;
	}
	return wait;
}

static void ended(struct program *p, int status)
{
	int failure;

	put_program(p);
	if (WaitStatusExited(status)) {
		failure = WaitStatusExitStatus(status);
		put("exit status ");
		put_number(failure);
	} else {
		failure = 128 + WaitStatusSignal(status);
		put(SignalName(WaitStatusSignal(status)));
	}
	p->pid = 0;
	if (p->policy == WAIT || p->policy == ONCE) {
		p->ended = 1;
		if (failure && !stopping)
			exit_status = failure;
	} else if (!stopping) {
		p->delay = !p->delay || now() - p->since >= STABLE ? FIRST_DELAY : 2 * p->delay;
		if (p->delay > LAST_DELAY)
			p->delay = LAST_DELAY;
		p->since = now() + p->delay;
		put(", again in ");
		put_number(p->delay);
		put(" ms");
	}
	put_line();
}

/* reap collects every process that has ended, orphans too, whose parent is process 1. */
static void reap(void)
{
	struct program *p;
	int pid, status;

	while ((pid = Wait4(-1, &status, LX_WNOHANG, LX_NULL)) > 0) {
		for (p = programs; p < programs + program_count && p->pid != pid; p++)
			;
		if (p < programs + program_count)
			ended(p, status);
		else
			orphans++;
	}
	children = pid == 0;
}

/* ---- the end */

/* wait_for_all waits until no process is left, for GRACE at most. Returns whether none is. */
static int wait_for_all(void)
{
	long end = now() + GRACE, left;

	for (reap(); children && (left = end - now()) > 0; reap())
		next_signal(left);
	return !children;
}

static void stop(void)
{
	stopping = 1;
	say("SIGTERM to all processes", "");
	Kill(-1, LX_SIGTERM);
	Kill(-1, LX_SIGCONT); /* for those that are stopped, which would not see it */
	if (!wait_for_all()) {
		say("SIGKILL to those that are left", "");
		Kill(-1, LX_SIGKILL);
		wait_for_all();
	}
	put(children ? "init: some processes do not end" : "init: all processes have ended");
	put("; orphans reaped: ");
	put_number(orphans);
	put_line();
	Sync();
	unmount_all();
	Sync();
}

/* serve runs the programs until something says to stop. Returns what to do then: an LX_LINUX_REBOOT_CMD_. */
static unsigned int serve(void)
{
	long wait;
	int sig;

	for (;;) {
		reap();
		wait = start_due();
		if (!children && wait < 0) {
			say("nothing is left to run", "");
			return LX_LINUX_REBOOT_CMD_POWER_OFF;
		}
		sig = next_signal(wait);
		switch (sig) {
		case LX_SIGTERM:
		case LX_SIGPWR:
		case LX_SIGINT:
			say("got ", SignalName(sig));
			return sig == LX_SIGINT ? LX_LINUX_REBOOT_CMD_RESTART : LX_LINUX_REBOOT_CMD_POWER_OFF;
		case LX_SIGHUP:
		case LX_SIGUSR1:
		case LX_SIGUSR2:
			forward(sig);
			break;
		}
	}
}

int main(int argc, char **argv, char **envp)
{
	unsigned int command;
	int error, fd, size = 0;

	if (Getpid() != 1) {
		say("this is not process 1, and would stop all processes of the machine", "");
		return 2;
	}
	take_signals();
	if (CloseRange(3, ~0U, 0) < 0)
		for (fd = 3; fd < 1024; fd++)
			Close(fd);
	Umask(0);
	mount_all();
	Umask(022);
	open_console();
	report_mounts();
	/* Ctrl-Alt-Del is to be SIGINT. Only the first PID namespace may ask for it: the others answer -EINVAL. */
	machine = Reboot(LX_LINUX_REBOOT_CMD_CAD_OFF, LX_NULL) == 0;
	Chdir("/");

	environment = envp;
	read_arguments(argc > 0 ? argv + 1 : argv);
	if (program_count == 0)
		read_arguments(builtin);
	if (hostname) {
		while (hostname[size])
			size++;
		error = Sethostname(hostname, size);
		if (error < 0)
			complain("hostname", error);
	}

	command = serve();
	stop();
	if (!machine)
		Exit(exit_status);
	say(command == LX_LINUX_REBOOT_CMD_RESTART ? "reboot" : "power off", "");
	complain("reboot", Reboot(command, LX_NULL));
	/* A process 1 that ends would be a kernel panic. */
	for (;;) {
		reap();
		next_signal(-1);
	}
}
