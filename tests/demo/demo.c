/*
 * demo shows examples/init.c at its work, without a machine to boot: it runs init as process 1 of new namespaces, in
 * a root directory that holds nothing but init and a few programs, with a pseudo terminal as the console. It prints
 * what comes from there, sends the signals, and checks what happened.
 *
 *     demo INIT HELLO CAT PROGRAMS    runs it; the paths of the programs
 *     demo check < CONSOLE            only checks the console text of a machine that ran the same
 *
 * Exits 0 when all was seen, 1 when something was not, and 2 when this machine allows no namespaces.
 */
#include <barecall.h>

#define DEADLINE 9000L /* milliseconds, each run */

static char console[65536]; /* all that came from the console, without carriage returns */
static unsigned long console_size;
static unsigned long printed;

/* ---- printing */

static char line[512];
static unsigned int length;

static void put(const char *text)
{
	while (*text && length < sizeof(line) - 1)
		line[length++] = *text++;
}

static void put_number(long number)
{
	if (number >= 10)
		put_number(number / 10);
	if (length < sizeof(line) - 1)
		line[length++] = (char)('0' + number % 10);
}

static void put_line(void)
{
	line[length++] = '\n';
	Write(1, line, length);
	length = 0;
}

/* fail_if prints `demo: WHAT: ERRNO` and ends this process when result is an error. */
static void fail_if(long result, const char *what)
{
	if (!IsErr(result))
		return;
	put("demo: ");
	put(what);
	put(": ");
	put(ErrnoName((int)result));
	put_line();
	Exit(2);
}

/* ---- what is to be seen on the console */

struct check {
	const char *what;
	const char *texts[6]; /* one after the other */
	const char *unless;   /* where this stands, the check is left out */
};

/* A container that hides parts of its own /proc and /sys may mount no others. */
#define NOT_ALLOWED ": EPERM\n"

/* These come by themselves; then init is sent SIGHUP, and when that was seen SIGTERM. */
static const struct check before[] = {
	{ "mounts file systems", { "init: mounted /dev/pts\n", "init: mounted /run\n", "init: mounted /tmp\n" }, 0 },
	{ "mounts /proc and /sys", { "init: mounted /proc\n", "init: mounted /sys\n" }, NOT_ALLOWED },
	{ "runs programs one after the other", { "Hello from barecall\n", "]: exit status 0\n", "/bin/cat [" }, 0 },
	{ "has mounted what /proc shows", { "\nproc /proc proc ", " /run tmpfs ", " /tmp tmpfs " }, NOT_ALLOWED },
	{ "starts programs with a clean state",
	  { "fresh: mask, actions, session and descriptors are as promised, on barecall\n" }, 0 },
	{ "reaps orphans", { "orphans: 20 of 20 were reaped\n" }, 0 },
	{ "restarts what fails, later each time",
	  { "crash: run 1\n", "again in 100 ms", "crash: run 2\n", "again in 200 ms", "crash: run 3\n" }, 0 },
	{ "gives the console to a program, again too",
	  { "terminal: run 1: in the foreground of", "terminal: run 2: in the foreground of" }, 0 },
	{ "runs programs beside each other", { "stubborn: here\n" }, 0 },
};

static const struct check hangup = { "forwards SIGHUP", { "stubborn: got SIGHUP\n" }, 0 };

static const struct check ending[] = {
	{ "stops on SIGTERM", { "init: got SIGTERM\n", "init: SIGTERM to all processes\n" }, 0 },
	{ "kills what does not stop", { "stubborn: got SIGTERM\n", "init: SIGKILL to", "/bin/stubborn [", "SIGKILL\n" }, 0 },
	{ "ends with no process left", { "init: all processes have ended; orphans reaped: 2" }, 0 },
	{ "unmounts", { "init: all processes", "init: unmounted /tmp\n", "init: unmounted /run\n" }, 0 },
};

static const struct check second[] = {
	{ "reports what cannot be run", { "init: /bin/missing: ENOENT\n", "exit status 127\n" }, 0 },
	{ "ends when nothing is left to run", { "/bin/fail [", "exit status 3\n", "init: nothing is left to run\n" }, 0 },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* find returns the position behind the first text in the console at or after position, 0 when it is not there. */
static unsigned long find(const char *text, unsigned long position)
{
	unsigned long i;

	for (; position < console_size; position++) {
		for (i = 0; text[i] && position + i < console_size && console[position + i] == text[i]; i++)
			;
		if (!text[i])
			return position + i;
	}
	return 0;
}

static int left_out(const struct check *check)
{
	return check->unless && find(check->unless, 0);
}

static int seen(const struct check *check)
{
	unsigned long position = 0;
	unsigned int i;

	for (i = 0; i < COUNT(check->texts) && check->texts[i]; i++) {
		position = find(check->texts[i], position);
		if (!position)
			return 0;
	}
	return 1;
}

static int all_seen(const struct check *checks, unsigned long count)
{
	while (count > 0 && (seen(checks) || left_out(checks))) {
		checks++;
		count--;
	}
	return count == 0;
}

/* result prints a line for each check. Returns how many were not seen. */
static int result(const struct check *checks, unsigned long count)
{
	int missing = 0;

	for (; count > 0; checks++, count--) {
		put(seen(checks) ? "seen:     init " : left_out(checks) ? "left out: init " : "NOT SEEN: init ");
		put(checks->what);
		if (!seen(checks) && left_out(checks))
			put(" (not allowed on this machine)");
		put_line();
		missing += !seen(checks) && !left_out(checks);
	}
	return missing;
}

static int first_result(void)
{
	return result(before, COUNT(before)) + result(&hangup, 1) + result(ending, COUNT(ending));
}

/* ---- the world in which init runs */

static void write_file(const char *path, const char *text)
{
	unsigned long size = 0;
	int fd = Open(path, LX_O_WRONLY | LX_O_CREAT | LX_O_CLOEXEC, 0644);

	while (text[size])
		size++;
	fail_if(fd, path);
	fail_if(Write(fd, text, size), path);
	Close(fd);
}

/* map_id has id be 0 in this process's new user namespace. */
static void map_id(const char *path, unsigned int id)
{
	put("0 ");
	put_number((long)id);
	put(" 1");
	line[length] = 0;
	length = 0;
	write_file(path, line);
}

static void copy_program(int from, const char *path)
{
	static char buffer[65536];
	long n, position = 0;
	int to = Open(path, LX_O_WRONLY | LX_O_CREAT | LX_O_CLOEXEC, 0755);

	fail_if(to, path);
	while ((n = Pread(from, buffer, sizeof(buffer), position)) > 0) {
		fail_if(Write(to, buffer, (unsigned long)n), path);
		position += n;
	}
	Close(to);
}

static void bind_device(const char *source, const char *path)
{
	write_file(path, "");
	fail_if(Mount(source, path, LX_NULL, LX_MS_BIND, LX_NULL), source);
}

enum { INIT, HELLO, CAT, PROGRAMS };

/* build_root makes a tmpfs over /tmp, in this process's mount namespace, the root directory. Devices come from the
   machine, as in any container: only a machine's own root may mount a devtmpfs. */
static void build_root(const int files[4])
{
	static const char *const names[] = { "bin/orphans", "bin/fresh", "bin/crash", "bin/terminal",
					     "bin/stubborn", "bin/fail" };
	unsigned int i;

	fail_if(Mount(LX_NULL, "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL), "making mounts private");
	fail_if(Mount("demo", "/tmp", "tmpfs", LX_MS_NOSUID, "mode=755"), "mounting a tmpfs");
	fail_if(Chdir("/tmp"), "/tmp");
	fail_if(Mkdir("bin", 0755), "bin");
	fail_if(Mkdir("dev", 0755), "dev");
	fail_if(Mount("demo", "dev", "tmpfs", LX_MS_NOSUID, "mode=755"), "mounting dev");
	bind_device("/dev/null", "dev/null");
	bind_device("/dev/tty", "dev/tty");
	copy_program(files[INIT], "init");
	copy_program(files[HELLO], "bin/hello");
	copy_program(files[CAT], "bin/cat");
	for (i = 0; i < COUNT(names); i++)
		copy_program(files[PROGRAMS], names[i]);
	fail_if(Chroot("."), "chroot");
	fail_if(Chdir("/"), "/");
}

static unsigned long namespaces = LX_CLONE_NEWPID | LX_CLONE_NEWNS | LX_CLONE_NEWUTS | LX_CLONE_NEWIPC |
				  LX_CLONE_NEWNET;

/* start_init starts init with these arguments and the terminal fd as its console. Returns its pid. */
static int start_init(const int files[4], char **argv, int fd)
{
	static char *environment[] = { "HOME=/", "TERM=linux", LX_NULL };
	unsigned int user = Geteuid(), group = Getegid();
	int pid = Clone(namespaces | LX_SIGCHLD, LX_NULL, LX_NULL, LX_NULL, 0);

	if (pid != 0)
		return pid;
	/* Should the demo be killed, init and all in its namespace end with it. */
	Prctl(LX_PR_SET_PDEATHSIG, LX_SIGKILL, 0, 0, 0);
	Setsid();
	Dup3(fd, 0, 0);
	Dup3(fd, 1, 0);
	Dup3(fd, 2, 0);
	if (namespaces & LX_CLONE_NEWUSER) {
		write_file("/proc/self/setgroups", "deny");
		map_id("/proc/self/uid_map", user);
		map_id("/proc/self/gid_map", group);
	}
	build_root(files);
	fail_if(Exec("/init", argv, environment), "/init");
	return 0;
}

/* ---- watching it */

static long now(void)
{
	Timespec t;

	ClockGettime(LX_CLOCK_MONOTONIC, &t);
	return t.sec * 1000 + t.nsec / 1000000;
}

/* take adds what can be read of fd to the console text, and prints new lines. Returns 0 at the end. */
static int take(int fd, int quiet)
{
	char buffer[4096];
	long n = Read(fd, buffer, sizeof(buffer)), i;

	for (i = 0; i < n && console_size < sizeof(console); i++)
		if (buffer[i] != '\r')
			console[console_size++] = buffer[i];
	for (i = (long)printed; !quiet && i < (long)console_size; i++)
		if (console[i] == '\n') {
			Write(1, "    ", 4);
			Write(1, console + printed, (unsigned long)i + 1 - printed);
			printed = (unsigned long)i + 1;
		}
	return n > 0 || n == -LX_EINTR;
}

/* watch follows init until its end, and sends it the signals where there are any to be sent. Returns how it ended. */
static WaitStatus watch(int pid, int fd, int signals)
{
	long end = now() + DEADLINE, left;
	WaitStatus status = 0;
	PollFd poll;
	Timespec t;

	poll.fd = fd;
	poll.events = LX_POLLIN;
	while ((left = end - now()) > 0) {
		t.sec = left / 1000;
		t.nsec = left % 1000 * 1000000;
		if (Ppoll(&poll, 1, &t, LX_NULL) > 0 && !take(fd, 0))
			break;
		if (signals == 2 && all_seen(before, COUNT(before))) {
			Kill(pid, LX_SIGHUP);
			signals = 1;
		}
		if (signals == 1 && seen(&hangup)) {
			Kill(pid, LX_SIGTERM);
			signals = 0;
		}
	}
	if (left <= 0) {
		put("demo: no end after ");
		put_number(DEADLINE);
		put(" ms");
		put_line();
		Kill(pid, LX_SIGKILL);
	}
	while (Wait4(pid, &status, 0, LX_NULL) == -LX_EINTR)
		;
	return status;
}

/* scene runs init with these arguments on a console of its own. Returns 0 if it exited with status, otherwise 1. */
static int scene(const int files[4], char **argv, int signals, int status)
{
	WaitStatus ws;
	int master, terminal, pid;

	put("$");
	for (pid = 0; argv[pid]; pid++) {
		put(" ");
		put(argv[pid]);
	}
	put_line();
	console_size = printed = 0;
	master = Open("/dev/ptmx", LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC, 0);
	fail_if(master, "/dev/ptmx");
	fail_if(IoctlSetPointerInt(master, LX_TIOCSPTLCK, 0), "unlocking a pseudo terminal");
	terminal = Ioctl(master, LX_TIOCGPTPEER, LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC);
	fail_if(terminal, "opening a pseudo terminal");
	pid = start_init(files, argv, terminal);
	if (pid == -LX_EPERM && !(namespaces & LX_CLONE_NEWUSER)) {
		put("demo: not allowed to make namespaces: a user namespace, in which that is allowed");
		put_line();
		namespaces |= LX_CLONE_NEWUSER;
		pid = start_init(files, argv, terminal);
	}
	fail_if(pid, "this machine allows this user neither namespaces nor a user namespace");
	Close(terminal);
	ws = watch(pid, master, signals);
	Close(master);
	if (status == 0 && find("init: /proc: EPERM\n", 0))
		status = 1; /* that of cat */
	if (WaitStatusExited(ws) && WaitStatusExitStatus(ws) == status)
		return 0;
	put("demo: init did not exit with status ");
	put_number(status);
	put(" but ");
	put(WaitStatusExited(ws) ? "with " : "was killed by signal ");
	put_number(WaitStatusExited(ws) ? WaitStatusExitStatus(ws) : (long)WaitStatusSignal(ws));
	put_line();
	return 1;
}

int main(int argc, char **argv)
{
	static char *arguments[] = {
		"/init", "hostname:barecall", "wait:/bin/hello", "wait:/bin/cat", "/proc/self/mounts",
		"wait:/bin/fresh", "wait:/bin/orphans", "respawn:/bin/crash", "console:/bin/terminal",
		"once:/bin/stubborn", LX_NULL
	};
	static char *second_arguments[] = { "/init", "wait:/bin/missing", "once:/bin/fail", LX_NULL };
	long start = now();
	int files[4], i, failed;

	if (argc == 2) {
		while (take(0, 1))
			;
		return first_result() > 0;
	}
	for (i = 0; i < 4; i++) {
		files[i] = i + 1 < argc ? Open(argv[i + 1], LX_O_RDONLY | LX_O_CLOEXEC, 0) : -LX_EINVAL;
		fail_if(files[i], i + 1 < argc ? argv[i + 1] : "usage: demo INIT HELLO CAT PROGRAMS");
	}
	failed = scene(files, arguments, 2, 0);
	failed += first_result();
	failed += scene(files, second_arguments, 0, 3);
	failed += result(second, COUNT(second));
	put(failed ? "demo: FAILED after " : "demo: all seen, in ");
	put_number(now() - start);
	put(" ms");
	put_line();
	return failed > 0;
}
