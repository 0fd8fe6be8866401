/*
 * demo shows examples/init.c at its work, without a machine to boot: it runs init as process 1 of new namespaces, in
 * a root directory that holds nothing but init and a few programs, with a pseudo terminal as the console. It prints
 * what comes from there, sends the signals, and checks what happened.
 *
 *     demo INIT HELLO CAT PROGRAMS    runs it; the paths of the programs
 *     demo check < CONSOLE            only checks the console text of a machine that ran the same
 *
 * What a machine does not allow is said, and left out. Exits 0 when all the rest was seen, 1 when something was not, and 2
 * when it cannot be run.
 */
#include <barecall.h>

#define DEADLINE 60000L /* milliseconds, each run; an emulated machine needs several seconds */

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

/* What ends this process: 2, or where it prepares init's world the status by which its parent knows that this failed. */
#define NO_WORLD 126
static int broken = 2;

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
	Exit(broken);
}

/* ---- what is to be seen on the console */

/* What a machine may lack. */
enum lack { NOTHING, OWN_PROC, TERMINAL };

struct check {
	const char *what;
	const char *texts[6]; /* one after the other */
	enum lack unless;
};

static int no_terminal;

/* These come by themselves; then init is sent SIGHUP, and when that was seen SIGTERM. */
static const struct check before[] = {
	{ "mounts file systems", { "init: mounted /dev/pts\n", "init: mounted /run\n", "init: mounted /tmp\n" }, NOTHING },
	{ "mounts /proc and /sys", { "init: mounted /proc\n", "init: mounted /sys\n" }, OWN_PROC },
	{ "runs programs one after the other", { "Hello from barecall\n", "]: exit status 0\n", "/bin/cat [" }, NOTHING },
	{ "has mounted what /proc shows", { "\nproc /proc proc ", " /run tmpfs ", " /tmp tmpfs " }, OWN_PROC },
	{ "starts programs with a clean state",
	  { "fresh: mask, actions, session and descriptors are as promised, on barecall\n" }, NOTHING },
	{ "reaps orphans", { "orphans: 20 of 20 were reaped\n" }, NOTHING },
	{ "restarts what fails, later each time",
	  { "crash: run 1\n", "again in 100 ms", "crash: run 2\n", "again in 200 ms", "crash: run 3\n" }, NOTHING },
	{ "gives the console to a program, again too",
	  { "terminal: run 1: in the foreground of", "terminal: run 2: in the foreground of" }, TERMINAL },
	{ "runs programs beside each other", { "stubborn: here\n" }, NOTHING },
};

static const struct check hangup = { "forwards SIGHUP", { "stubborn: got SIGHUP\n" }, NOTHING };

static const struct check ending[] = {
	{ "stops on SIGTERM", { "init: got SIGTERM\n", "init: SIGTERM to all processes\n" }, NOTHING },
	{ "kills what does not stop", { "stubborn: got SIGTERM\n", "init: SIGKILL to", "/bin/stubborn [", "SIGKILL\n" }, NOTHING },
	{ "ends with no process left", { "init: all processes have ended; orphans reaped: 2" }, NOTHING },
	{ "unmounts", { "init: all processes", "init: unmounted /tmp\n", "init: unmounted /run\n" }, NOTHING },
};

static const struct check second[] = {
	{ "reports what cannot be run", { "init: /bin/missing: ENOENT\n", "exit status 127\n" }, NOTHING },
	{ "ends when nothing is left to run", { "/bin/fail [", "exit status 3\n", "init: nothing is left to run\n" }, NOTHING },
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

/* left_out returns why a check cannot be, or NULL. A container that hides parts of its own /proc may mount no other. */
static const char *left_out(const struct check *check)
{
	if (check->unless == OWN_PROC && find(": EPERM\n", 0))
		return " (not allowed on this machine)";
	if (check->unless == TERMINAL && no_terminal)
		return " (there are no pseudo terminals here)";
	return LX_NULL;
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
			put(left_out(checks));
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

/* make_device makes a device anew or, as only a machine's own root may, takes the one that is there. */
static void make_device(const char *path, const char *there, unsigned int major, unsigned int minor)
{
	if (Mknod(path, LX_S_IFCHR | 0666, Mkdev(major, minor)) == 0)
		return;
	write_file(path, "");
	fail_if(Mount(there, path, LX_NULL, LX_MS_BIND, LX_NULL), there);
}

/*
 * make_private keeps this process's mounts from showing elsewhere. In a chroot / is no mount and has no name of one: there
 * this process, whose own the mounts are, steps out of its root, walks up to where they begin, and comes back.
 */
static void make_private(void)
{
	int result = Mount(LX_NULL, "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL);
	int root;

	if (result == -LX_EINVAL) {
		Stat_t here, above;

		root = Open("/", LX_O_PATH | LX_O_CLOEXEC, 0);
		fail_if(root, "/");
		fail_if(Chroot("/tmp"), "chroot");
		Fchdir(root);
		Stat(".", &above);
		do {
			here.dev = above.dev;
			here.ino = above.ino;
			fail_if(Chdir(".."), "..");
			Stat(".", &above);
		} while (here.dev != above.dev || here.ino != above.ino);
		fail_if(Chroot("."), "chroot");
		result = Mount(LX_NULL, "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL);
		Fchdir(root);
		fail_if(Chroot("."), "chroot");
		Close(root);
	}
	fail_if(result, "making mounts private");
}

enum { INIT, HELLO, CAT, PROGRAMS };

/* build_root makes a tmpfs over /tmp, in this process's mount namespace, the root directory. */
static void build_root(const int files[4])
{
	static const char *const names[] = { "bin/orphans", "bin/fresh", "bin/crash", "bin/terminal",
					     "bin/stubborn", "bin/fail" };
	unsigned int i;

	make_private();
	fail_if(Mount("demo", "/tmp", "tmpfs", LX_MS_NOSUID, "mode=755"), "mounting a tmpfs");
	fail_if(Chdir("/tmp"), "/tmp");
	fail_if(Mkdir("bin", 0755), "bin");
	fail_if(Mkdir("dev", 0755), "dev");
	fail_if(Mount("demo", "dev", "tmpfs", LX_MS_NOSUID, "mode=755"), "mounting dev");
	make_device("dev/null", "/dev/null", 1, 3);
	make_device("dev/tty", "/dev/tty", 5, 0);
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
	broken = NO_WORLD;
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

/*
 * open_console makes the two ends of a console: a pseudo terminal or, where there is none, a pair of sockets, on which
 * all but job control can be shown.
 */
static void open_console(int ends[2])
{
	int number, result = Open("/dev/ptmx", LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC, 0);

	ends[0] = result;
	if (!IsErr(result))
		result = IoctlSetPointerInt(ends[0], LX_TIOCSPTLCK, 0);
	if (!IsErr(result))
		result = ends[1] = Ioctl(ends[0], LX_TIOCGPTPEER, LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC);
	if (!IsErr(result))
		return;
	put("demo: left out: job control: no pseudo terminal (/dev/ptmx: ");
	put(ErrnoName(result));
	put("); root brings them with `mount -t devpts devpts /dev/pts`");
	put_line();
	no_terminal = 1;
	Close(ends[0]);
	number = Socketpair(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0, ends);
	fail_if(number, "a pair of sockets");
}

/* cannot tells why init cannot be shown as process 1 of namespaces. */
static int cannot(const char *what, const char *error)
{
	put("demo: left out: init as process 1: this machine allows this user no namespaces (");
	put(what);
	put(error);
	put("); root of the machine has them, and after `make setup` `make boot` shows it on machines of its own");
	put_line();
	return NO_WORLD;
}

/*
 * scene runs init with these arguments on a console of its own. Returns 0 if it exited with status, NO_WORLD when there
 * can be no world for it, otherwise 1.
 */
static int scene(const int files[4], char **argv, int signals, int status)
{
	WaitStatus ws;
	int ends[2], pid;

	put("$");
	for (pid = 0; argv[pid]; pid++) {
		put(" ");
		put(argv[pid]);
	}
	put_line();
	console_size = printed = 0;
	open_console(ends);
	pid = start_init(files, argv, ends[1]);
	if (IsErr(pid) && !(namespaces & LX_CLONE_NEWUSER)) {
		put("demo: not allowed to make namespaces: a user namespace, in which that is allowed");
		put_line();
		namespaces |= LX_CLONE_NEWUSER;
		pid = start_init(files, argv, ends[1]);
	}
	Close(ends[1]);
	if (IsErr(pid)) {
		Close(ends[0]);
		return cannot("clone: ", ErrnoName(pid));
	}
	ws = watch(pid, ends[0], signals);
	Close(ends[0]);
	if (WaitStatusExited(ws) && WaitStatusExitStatus(ws) == NO_WORLD && find("demo: ", 0) && !find("init: ", 0))
		return cannot("said above", "");
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

/* plainly runs a program as any other. Returns 0 if it succeeded. */
static int plainly(const char *path, char **argv)
{
	WaitStatus ws = 0;
	int pid = ForkExec(path, argv, LX_NULL, LX_NULL);

	fail_if(pid, path);
	while (Wait4(pid, &ws, 0, LX_NULL) == -LX_EINTR)
		;
	put(ws == 0 ? "seen:     " : "NOT SEEN: ");
	put(argv[0]);
	put(" runs without a libc");
	put_line();
	return ws != 0;
}

int main(int argc, char **argv)
{
	static char *arguments[] = {
		"/init", "hostname:barecall", "wait:/bin/hello", "wait:/bin/cat", "/proc/self/mounts",
		"wait:/bin/fresh", "wait:/bin/orphans", "respawn:/bin/crash", "console:/bin/terminal",
		"once:/bin/stubborn", LX_NULL
	};
	static char *second_arguments[] = { "/init", "wait:/bin/missing", "once:/bin/fail", LX_NULL };
	static char *hello_arguments[] = { "hello", LX_NULL };
	static char *cat_arguments[] = { "cat", "/proc/version", LX_NULL };
	long start = now();
	int files[4], i, failed, left = 0;

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
	if (failed == NO_WORLD) {
		left = 1;
		failed = plainly(argv[HELLO + 1], hello_arguments);
		if (Access("/proc/version", LX_R_OK) == 0)
			failed += plainly(argv[CAT + 1], cat_arguments);
	} else {
		failed += first_result();
		failed += scene(files, second_arguments, 0, 3);
		failed += result(second, COUNT(second));
	}
	put(failed ? "demo: FAILED after " : "demo: all seen");
	put(!failed && (left || no_terminal) ? " that can be shown here" : "");
	put(failed ? "" : ", in ");
	put_number(now() - start);
	put(" ms");
	put_line();
	return failed > 0;
}
