/*
 * What the demo and the boots let init run: one program, which does what the name says by which it is called.
 *
 *     orphans   makes processes that init inherits, and waits until it has reaped them
 *     fresh     looks at what init gave it: signals, session, descriptors, host name
 *     crash     is killed by SIGSEGV each time
 *     terminal  uses the console as its controlling terminal; ends the first time
 *     stubborn  reports signals and does not end on SIGTERM
 *     fail      exits with status 3
 *     stop      waits for crash and terminal to have come again, then sends init SIGHUP and SIGTERM
 *     restart   sends init SIGINT, as Ctrl-Alt-Del does
 *     /init     is process 1 itself, and becomes /sbin/init without a descriptor
 *
 * Each run of crash and terminal adds a byte to a file in /run: runs() is its size.
 */
#include <barecall.h>

#define ORPHANS 20

static char line[128];
static unsigned int length;

static void put(const char *text)
{
	while (*text && length < sizeof(line) - 1)
		line[length++] = *text++;
}

static void put_number(int number)
{
	if (number >= 10)
		put_number(number / 10);
	line[length++] = (char)('0' + number % 10);
}

static void put_line(void)
{
	line[length++] = '\n';
	Write(1, line, length);
	length = 0;
}

static void sleep_ms(long ms)
{
	Timespec t;

	t.sec = ms / 1000;
	t.nsec = ms % 1000 * 1000000;
	Nanosleep(&t, LX_NULL);
}

static int runs(const char *file)
{
	Stat_t st;

	return Stat(file, &st) < 0 ? 0 : (int)st.size;
}

static int count_run(const char *file)
{
	int fd = Open(file, LX_O_WRONLY | LX_O_CREAT | LX_O_APPEND | LX_O_CLOEXEC, 0644);

	Write(fd, "x", 1);
	Close(fd);
	return runs(file);
}

/* orphan waits until its parent has gone, tells its pid through the pipe, and ends. */
static void orphan(int fd)
{
	int pid = Getpid(), patience = 5000;

	while (Getppid() != 1 && patience-- > 0)
		sleep_ms(1);
	Write(fd, (const char *)&pid, sizeof(pid));
	Exit(0);
}

static int orphans(void)
{
	int fds[2], i, pid, reaped = 0, patience = 5000;

	Pipe2(fds, LX_O_CLOEXEC);
	for (i = 0; i < ORPHANS; i++) {
		pid = Fork();
		if (pid == 0) {
			if (Fork() == 0)
				orphan(fds[1]);
			Exit(0);
		}
		Wait4(pid, LX_NULL, 0, LX_NULL);
	}
	Close(fds[1]);
	while (Read(fds[0], (char *)&pid, sizeof(pid)) == sizeof(pid)) {
		/* A zombie can still be sent signals; one that was reaped cannot. */
		while (Kill(pid, 0) == 0 && patience-- > 0)
			sleep_ms(1);
		reaped += Kill(pid, 0) == -LX_ESRCH;
	}
	put("orphans: ");
	put_number(reaped);
	put(" of ");
	put_number(ORPHANS);
	put(" were reaped");
	put_line();
	return reaped != ORPHANS;
}

static int wrong(const char *what)
{
	put("fresh: wrong: ");
	put(what);
	put_line();
	return 1;
}

static int fresh(void)
{
	Sigset_t mask;
	Sigaction_t action;
	Utsname name;
	int i;

	if (PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &mask) < 0 || mask.val)
		return wrong("signal mask");
	for (i = 1; i <= 64; i++)
		if (Sigaction(i, LX_NULL, &action) < 0 || action.u.handler != LX_SIG_DFL)
			return wrong("signal actions");
	if (Getsid(0) != Getpid() || Getpgid(0) != Getpid())
		return wrong("session");
	for (i = 0; i < 64; i++)
		if ((FcntlInt(i, LX_F_GETFD, 0) == -LX_EBADF) != (i > 2))
			return wrong("descriptors");
	if (Uname(&name) < 0)
		return wrong("uname");
	put("fresh: mask, actions, session and descriptors are as promised, on ");
	put(name.nodename);
	put_line();
	return 0;
}

static int crash(void)
{
	put("crash: run ");
	put_number(count_run("/run/crash"));
	put_line();
	Kill(Getpid(), LX_SIGSEGV);
	return 1;
}

static int terminal(void)
{
	int run = count_run("/run/terminal");
	int fd = Open("/dev/tty", LX_O_RDWR | LX_O_CLOEXEC, 0);

	put("terminal: run ");
	put_number(run);
	if (Tcgetpgrp(fd) != Getpid())
		put(": no controlling terminal");
	else
		put(": in the foreground of the console");
	put_line();
	if (run > 1)
		Pause();
	return 0;
}

static int stubborn(void)
{
	Sigset_t all;
	int sig;

	SigFillSet(&all);
	PthreadSigmask(LX_SIG_SETMASK, &all, LX_NULL);
	put("stubborn: here");
	put_line();
	count_run("/run/stubborn");
	while ((sig = Sigtimedwait(&all, LX_NULL, LX_NULL)) > 0) {
		put("stubborn: got ");
		put(SignalName(sig));
		put_line();
	}
	return 1;
}

static int stop(void)
{
	Sigset_t all;
	int patience = 20000;

	SigFillSet(&all);
	PthreadSigmask(LX_SIG_SETMASK, &all, LX_NULL);
	while ((runs("/run/crash") < 4 || runs("/run/terminal") < 2 || runs("/run/stubborn") < 1) && patience-- > 0)
		sleep_ms(1);
	Kill(1, LX_SIGHUP);
	sleep_ms(100);
	Kill(1, LX_SIGTERM);
	return 0;
}

static int restart(void)
{
	Kill(1, LX_SIGINT);
	return 0;
}

static int closed(char **argv, char **envp)
{
	CloseRange(0, ~0U, 0);
	return Exec("/sbin/init", argv, envp);
}

static int is(const char *name, const char *other)
{
	while (*name && *name == *other) {
		name++;
		other++;
	}
	return *name == *other;
}

int main(int argc, char **argv, char **envp)
{
	static const struct {
		const char *name;
		int (*run)(void);
	} programs[] = {
		{ "/bin/orphans", orphans },
		{ "/bin/fresh", fresh },
		{ "/bin/crash", crash },
		{ "/bin/terminal", terminal },
		{ "/bin/stubborn", stubborn },
		{ "/bin/stop", stop },
		{ "/bin/restart", restart },
	};
	unsigned int i;

	for (i = 0; argc > 0 && i < sizeof(programs) / sizeof(programs[0]); i++)
		if (is(argv[0], programs[i].name))
			return programs[i].run();
	return Getpid() == 1 ? closed(argv, envp) : 3;
}
