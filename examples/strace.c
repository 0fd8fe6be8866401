/*
 * strace: shows the system calls and signals of programs, as the program of this name does.
 *
 *     strace [-f] [-o FILE] [-p PID] ... [PROGRAM [ARGUMENT ...]]
 *
 *     -f       follow the processes and threads that they make
 *     -o FILE  write to FILE, not to standard error
 *     -p PID   trace this process, too; with -f all of its threads
 *
 * A line is NAME(ARGUMENTS) = RESULT, where an error is -1 NAME (MEANING). A call during which another tracee had
 * something to tell stands in two lines, `read(3, <unfinished ...>` and `<... read resumed>"a", 1) = 1`. A signal is
 * `--- SIGCHLD {...} ---`, an end `+++ exited with 0 +++`. Calls of 32-bit programs, which have numbers of their own, stay
 * without names: a line says that a process begins to make such.
 *
 * SIGINT, SIGTERM, SIGHUP, SIGQUIT or a reader that has gone end it: PROGRAM gets that signal too, all others go on as
 * if they had never been traced. Its exit status is PROGRAM's; when a signal ended PROGRAM, strace ends by it, too.
 *
 * How it works. Every tracee is seized, not attached to, so that a stop by SIGSTOP can be told from all other stops and
 * last as long as it would (PtraceListen). Each stop is reported by Wait4; the tracee stands still until the next
 * request, here PtraceSyscall, which lets it run to the beginning or the end of a system call. A tracee can die at any
 * moment, even while it is stopped: every request can answer -ESRCH, which is no error; Wait4 reports the death.
 *
 * strace.c follows the tracees; strace/decode.c shows calls, strace/calls.c is the table of what they take.
 */
#include <barecall/string.h>
#include "strace/trace.h"

#define OPTIONS                                                                                                   \
	((unsigned long)(LX_PTRACE_O_TRACESYSGOOD | LX_PTRACE_O_TRACEEXEC | LX_PTRACE_O_TRACEEXIT))
#define FOLLOW ((unsigned long)(LX_PTRACE_O_TRACEFORK | LX_PTRACE_O_TRACEVFORK | LX_PTRACE_O_TRACECLONE))

/* What PtraceSyscallInfo.arch is for programs like this one. */
static struct tracee *tracees;
static unsigned int room, tracee_count;

static unsigned long trace_options = OPTIONS;
static const char *output_name;
static int quiet;          /* all there is to tell is in a file */
static int program_pid;    /* of PROGRAM; 0: there is none, or it has ended */
static int program_runs;   /* it has been executed */
static WaitStatus program_status;
static Sigset_t awaited;   /* the signals that Sigtimedwait takes */
static Sigset_t old_mask;  /* PROGRAM's */
static Sigaction_t old_child_action;

/* ---- messages */

static void message(const char *text, int number, const char *more, long error)
{
	int fd = output_fd;
	int failed = output_failed;

	cut_line();
	flush();
	output_fd = 2;
	output_failed = 0;
	put("strace: ");
	put(text);
	if (number)
		put_decimal(number);
	put(more);
	if (error) {
		put(": ");
		put(ErrnoMessage((int)error) ? ErrnoMessage((int)error) : "unknown error");
	}
	end_line();
	flush();
	output_fd = fd;
	output_failed = failed;
}

/* news tells of a tracee that comes or goes: where lines are shown, or when others than strace made it. */
static void news(int pid, const char *what)
{
	if (!quiet)
		message("Process ", pid, what, 0);
}

static LX_NORETURN void die(const char *text, const char *more, long error)
{
	message(text, 0, more, error);
	Exit(1);
}

/* ---- the tracees: an array that grows, in which a pid is looked for from the start */

static struct tracee *find(int pid)
{
	unsigned int i;

	for (i = 0; i < room; i++)
		if (tracees[i].pid == pid)
			return &tracees[i];
	return LX_NULL;
}

/* add makes a tracee. Pointers to others are no longer good. */
static struct tracee *add(int pid)
{
	static const struct tracee none;
	struct tracee *t = find(0);

	if (!t) {
		unsigned long size = room * sizeof(*t);
		void *bigger = size ? Mremap(tracees, size, 2 * size, LX_MREMAP_MAYMOVE, LX_NULL)
				    : Mmap(LX_NULL, 64 * sizeof(*t), LX_PROT_READ | LX_PROT_WRITE,
					   LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);

		if (IsErrPtr(bigger))
			die("no memory for another tracee", "", -(long)bigger);
		tracees = bigger;
		t = &tracees[room];
		room = room ? 2 * room : 64;
	}
	*t = none;
	t->pid = pid;
	tracee_count++;
	show_pid = output_name ? (trace_options & FOLLOW || tracee_count > 1) : tracee_count > 1 ? 2 : 0;
	return t;
}

static void drop(struct tracee *t)
{
	t->pid = 0;
	tracee_count--;
	if (!output_name && tracee_count <= 1)
		show_pid = 0;
}

/* ---- stops */

/*
 * go_on lets a tracee run to its next stop, with a signal to be delivered or 0. -ESRCH: it was killed meanwhile. What
 * was written must be out first: its own output comes after the call that makes it.
 */
static void go_on(const struct tracee *t, int sig)
{
	flush();
	PtraceSyscall(t->pid, sig);
}

static void call_begins(struct tracee *t, const PtraceSyscallInfo *info)
{
	int i, foreign = info->arch != LX_AUDIT_ARCH_NATIVE;

	if (foreign != t->foreign && !t->hidden) {
		begin_line(t);
		put("[ Process PID=");
		put_decimal(t->pid);
		put(foreign ? " runs in 32 bit mode. ]" : " runs in 64 bit mode. ]");
		end_line();
	}
	t->foreign = foreign;
	t->nr = (long)info->u.entry.nr;
	t->name = foreign ? LX_NULL : SyscallName(t->nr);
	t->call = call_of(t->nr, t->name);
	if (t->nr != LX_SYS_restart_syscall)
		t->restarted = t->name;
	for (i = 0; i < 6; i++)
		t->args[i] = info->u.entry.args[i];
	t->sp = info->stack_pointer;
	t->in_call = 1;
	/* What the child did before it became the program is no one's business. */
	if (t->hidden && t->nr == LX_SYS_execve)
		t->hidden = 0;
	if (!t->hidden)
		put_entry(t);
}

static void call_ends(struct tracee *t, const PtraceSyscallInfo *info)
{
	t->result = info->u.exit.rval;
	t->failed = info->u.exit.is_error;
	if (!t->hidden)
		put_exit(t);
	t->in_call = 0;
	if (t->pid == program_pid && !program_runs && t->nr == LX_SYS_execve) {
		program_runs = !t->failed;
		t->hidden = t->failed;
	}
}

static void syscall_stop(struct tracee *t)
{
	PtraceSyscallInfo info;
	long size = PtraceGetSyscallInfo(t->pid, &info);

	if (size == -LX_EIO)
		die("this needs Linux 5.3 or later", "", 0);
	if (size > 0 && info.op == LX_PTRACE_SYSCALL_INFO_ENTRY)
		call_begins(t, &info);
	else if (size > 0 && info.op == LX_PTRACE_SYSCALL_INFO_EXIT && t->in_call)
		call_ends(t, &info);
	go_on(t, 0);
}

/* signal_stop: the signal is the tracee's again when it goes on. */
static void signal_stop(struct tracee *t, int sig)
{
	Siginfo info;

	if (!t->hidden && PtraceGetSiginfo(t->pid, &info) == 0) {
		begin_line(t);
		put("--- ");
		put_signal(sig);
		put_char(' ');
		put_siginfo(&info);
		put(" ---");
		end_line();
	}
	go_on(t, sig);
}

/*
 * group_stop: a signal has stopped the whole process, and it stays so until SIGCONT. PtraceListen lets it, and yet
 * reports what happens to it; PtraceSyscall would set it going.
 */
static void group_stop(struct tracee *t, int sig)
{
	if (!t->hidden) {
		begin_line(t);
		put("--- stopped by ");
		put_signal(sig);
		put(" ---");
		end_line();
	}
	flush();
	PtraceListen(t->pid);
}

/*
 * executed: a thread that executes a program becomes the only one, and has the process's pid from then on. The tracee
 * of that pid, the first thread, has ended without a word; the other threads have been waited for.
 */
static struct tracee *executed(struct tracee *t)
{
	unsigned long old_pid;
	struct tracee *thread;
	int pid = t->pid;

	if (PtraceGetEventMsg(pid, &old_pid) != 0 || (int)old_pid == pid)
		return t;
	thread = find((int)old_pid);
	if (!thread)
		return t;
	cut_line();
	drop(t);
	thread->pid = pid;
	begin_line(thread);
	put("+++ superseded by execve in pid ");
	put_unsigned(old_pid);
	put(" +++");
	end_line();
	return thread;
}

static void event_stop(struct tracee *t, int event, int sig)
{
	switch (event) {
	case LX_PTRACE_EVENT_STOP:
		/* The first stop, an answer to PtraceInterrupt and the end of a group stop come with SIGTRAP. */
		if (sig != LX_SIGTRAP) {
			group_stop(t, sig);
			return;
		}
		break;
	case LX_PTRACE_EVENT_EXEC:
		t = executed(t);
		break;
	case LX_PTRACE_EVENT_EXIT:
		if (t->in_call && !t->hidden)
			put_no_exit(t);
		t->in_call = 0;
		break;
	default: /* a new process or thread, which has a first stop of its own */
		break;
	}
	go_on(t, 0);
}

static void ended(struct tracee *t, WaitStatus ws)
{
	begin_line(t);
	put(WaitStatusExited(ws) ? "+++ exited with " : "+++ killed by ");
	if (WaitStatusExited(ws))
		put_decimal(WaitStatusExitStatus(ws));
	else
		put_signal(WaitStatusSignal(ws));
	put(WaitStatusCoreDump(ws) ? " (core dumped) +++" : " +++");
	end_line();
	if (t->pid == program_pid) {
		program_status = ws;
		program_pid = 0;
	}
	drop(t);
	flush();
}

/* changed handles what Wait4 has reported. */
static void changed(int pid, WaitStatus ws)
{
	struct tracee *t = find(pid);

	if (!t && !WaitStatusStopped(ws))
		return;
	if (!t) { /* made by a tracee; it may be here before its maker's call has ended */
		t = add(pid);
		news(pid, " attached");
	}
	if (!WaitStatusStopped(ws))
		ended(t, ws);
	else if (WaitStatusIsSyscallStop(ws))
		syscall_stop(t);
	else if (WaitStatusTrapCause(ws) > 0)
		event_stop(t, WaitStatusTrapCause(ws), WaitStatusStopSignal(ws));
	else
		signal_stop(t, WaitStatusStopSignal(ws));
}

/* ---- beginning and end */

/* attach seizes a thread that runs. PtraceInterrupt makes it stop, and so begin to tell of its calls. */
static int attach(int pid)
{
	int error = PtraceSeize(pid, trace_options);

	if (error < 0)
		return error;
	PtraceInterrupt(pid);
	add(pid);
	return 0;
}

/*
 * attach_process attaches to a process, with -f to all its threads. Those that begin meanwhile another round finds.
 */
static void attach_process(const char *text)
{
	char path[32], buffer[4096];
	unsigned long offset;
	const Dirent *entry;
	unsigned int before;
	int fd, n, error, pid;
	long number;

	if (ParseInt(TextOf(text), 10, 32, &number) < 0 || number <= 0)
		die("not a process: ", text, 0);
	pid = (int)number;
	error = attach(pid);
	if (error < 0) {
		message("attach to ", pid, "", error);
		Exit(1);
	}
	news(pid, " attached");
	if (!(trace_options & FOLLOW))
		return;
	Format(path, sizeof(path), "/proc/%d/task", pid);
	do {
		before = tracee_count;
		fd = Open(path, LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
		while (fd >= 0 && (n = ReadDirent(fd, buffer, sizeof(buffer))) > 0)
			for (offset = 0; (entry = DirentNext(buffer, (unsigned long)n, &offset)) != LX_NULL;)
				if (ParseInt(TextOf(DirentName(entry)), 10, 32, &number) == 0 && !find((int)number))
					attach((int)number); /* or it has ended, and that is well */
		if (fd >= 0)
			Close(fd);
	} while (tracee_count > before);
}

/* find_program looks for a name in PATH, as a shell does. */
static const char *find_program(const char *name, char **envp)
{
	static char found[4096];
	const char *path = EnvLookup(envp, "PATH");
	Text rest = TextOf(path ? path : "/usr/local/bin:/usr/bin:/bin"), part;
	Stat_t stat;

	if (strchr(name, '/'))
		return name;
	while (*name && Cut(&rest, ':', &part))
		if (Format(found, sizeof(found), "%.*s%s%s", (int)part.len, part.data, part.len ? "/" : "", name) < (long)sizeof(found) &&
		    Access(found, LX_X_OK) == 0 && Stat(found, &stat) == 0 && ModeIsReg(stat.mode))
			return found;
	die("no such program: ", name, 0);
}

/* run_program is the child: it waits until it is traced, and becomes the program. */
static void run_program(int go, const char *path, char **argv, char **envp)
{
	char byte;
	int error;

	if (Read(go, &byte, 1) != 1)
		Exit(1);
	Close(go);
	Sigaction(LX_SIGCHLD, &old_child_action, LX_NULL);
	PthreadSigmask(LX_SIG_SETMASK, &old_mask, LX_NULL);
	error = Exec(path, argv, envp);
	output_fd = 2;
	message("exec ", 0, path, error);
	Exit(1);
}

/*
 * start_program makes a child that is seized before it executes the program, so that this call is the first to be seen.
 * PtraceInterrupt stops it before it runs any further, whatever it has read by then.
 */
static void start_program(char **argv, char **envp)
{
	const char *path = find_program(argv[0], envp);
	int go[2], error, pid;

	error = Pipe2(go, LX_O_CLOEXEC);
	if (error < 0)
		die("pipe", "", error);
	pid = Fork();
	if (pid < 0)
		die("fork", "", pid);
	if (pid == 0) {
		Close(go[1]);
		run_program(go[0], path, argv, envp);
	}
	Close(go[0]);
	error = attach(pid);
	if (error < 0)
		die("cannot trace", "", error); /* the child reads that there is nothing to read, and ends */
	find(pid)->hidden = 1;
	program_pid = pid;
	Write(go[1], "", 1);
	Close(go[1]);
}

/*
 * detach lets a tracee go at its next stop, wherever that is. What it was about to be given it gets: a signal, or a
 * group stop, which outlives its tracer.
 */
static void detach(int pid, WaitStatus ws)
{
	int sig = 0;

	if (WaitStatusTrapCause(ws) == 0 && !WaitStatusIsSyscallStop(ws))
		sig = WaitStatusStopSignal(ws);
	if (PtraceDetach(pid, sig) == 0)
		news(pid, " detached");
}

static void detach_all(int sig)
{
	static const Timespec moment = { 0, 100000000 };
	WaitStatus ws;
	unsigned int i, moments = 0;
	int pid;

	cut_line();
	flush();
	if (program_pid)
		Kill(program_pid, sig);
	for (i = 0; i < room; i++)
		if (tracees[i].pid)
			PtraceInterrupt(tracees[i].pid);
	while (tracee_count) {
		struct tracee *t;

		pid = Wait4(-1, &ws, LX_WNOHANG | LX___WALL, LX_NULL);
		if (pid < 0)
			return;
		/*
		 * A parent in vfork stops only when its child lets it. The kernel frees what is left when strace ends,
		 * and does it well for a tracee that runs.
		 */
		if (pid == 0) {
			if (Sigtimedwait(&awaited, LX_NULL, &moment) != LX_SIGCHLD && ++moments == 10)
				return;
			continue;
		}
		if (WaitStatusStopped(ws))
			detach(pid, ws);
		t = find(pid);
		if (t)
			drop(t);
	}
}

/* trace follows the tracees until there are none. Returns 0, or the signal that has ended it. */
static int trace(void)
{
	static const Timespec now;
	WaitStatus ws;
	unsigned int stops = 0;
	int pid, sig;

	while (tracee_count) {
		if (output_failed)
			return LX_SIGPIPE;
		pid = Wait4(-1, &ws, LX_WNOHANG | LX___WALL, LX_NULL);
		if (pid < 0)
			return 0;
		if (pid > 0)
			changed(pid, ws);
		/* Many tracees can leave no moment without a stop, so signals are asked for now and then. */
		if (pid > 0 && ++stops % 64)
			continue;
		/* All signals are blocked, so none is lost between asking and waiting. */
		sig = Sigtimedwait(&awaited, LX_NULL, pid > 0 ? &now : LX_NULL);
		if (sig > 0 && sig != LX_SIGCHLD)
			return sig;
	}
	return 0;
}

/* prepare_signals blocks the signals that trace waits for; those that strace was told to ignore it ignores. */
static void prepare_signals(void)
{
	static const int ends[] = { LX_SIGHUP, LX_SIGINT, LX_SIGQUIT, LX_SIGTERM };
	static const Sigaction_t action; /* by default: were it ignored, children would end without being waited for */
	Sigaction_t old;
	Sigset_t blocked;
	unsigned int i;

	Sigaction(LX_SIGCHLD, &action, &old_child_action);
	SigAddSet(&awaited, LX_SIGCHLD);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (Sigaction(ends[i], LX_NULL, &old) == 0 && old.u.handler != LX_SIG_IGN)
			SigAddSet(&awaited, ends[i]);
	blocked = awaited;
	SigAddSet(&blocked, LX_SIGPIPE); /* Write answers -EPIPE */
	PthreadSigmask(LX_SIG_BLOCK, &blocked, &old_mask);
}

/* end_by ends strace by a signal; without a core file, since it is not its own fault. */
static LX_NORETURN void end_by(int sig)
{
	static const Sigaction_t action;
	static const Rlimit none;
	Sigset_t set = { 0 };

	Setrlimit(LX_RLIMIT_CORE, &none);
	Sigaction(sig, &action, LX_NULL);
	SigAddSet(&set, sig);
	PthreadSigmask(LX_SIG_UNBLOCK, &set, LX_NULL);
	Kill(Getpid(), sig);
	Exit(128 + sig);
}

static LX_NORETURN void usage(void)
{
	die("usage: strace [-f] [-o FILE] [-p PID] ... [PROGRAM [ARGUMENT ...]]", "", 0);
}

/* argument_of returns what follows an option: the rest of its word, or the next word. */
static const char *argument_of(char ***argv)
{
	const char *rest = **argv + 1;

	if (!*rest)
		rest = *++*argv;
	if (!rest)
		usage();
	return rest;
}

int main(int argc, char **argv, char **envp)
{
	const char *pids[64];
	unsigned int pid_count = 0, i;
	int sig;

	(void)argc;
	for (argv++; *argv && (*argv)[0] == '-' && (*argv)[1]; argv++) {
		char *option = *argv + 1;

		if (option[0] == '-' && !option[1]) {
			argv++;
			break;
		}
		for (; *option; option++) {
			if (*option == 'f') {
				trace_options |= FOLLOW;
				continue;
			}
			*argv = option;
			if (*option == 'o')
				output_name = argument_of(&argv);
			else if (*option == 'p' && pid_count < sizeof(pids) / sizeof(pids[0]))
				pids[pid_count++] = argument_of(&argv);
			else
				usage();
			break;
		}
	}
	if (!*argv && !pid_count)
		usage();
	if (output_name) {
		int fd = Open(output_name, LX_O_WRONLY | LX_O_CREAT | LX_O_TRUNC | LX_O_CLOEXEC, 0666);

		if (fd < 0)
			die("", output_name, fd);
		output_fd = fd;
		quiet = !pid_count;
	}
	prepare_signals();
	for (i = 0; i < pid_count; i++)
		attach_process(pids[i]);
	if (*argv)
		start_program(argv, envp);
	sig = trace();
	if (sig)
		detach_all(sig);
	if (output_failed && output_failed != -LX_EPIPE)
		die("cannot write", "", output_failed);
	if (sig)
		end_by(sig);
	if (WaitStatusSignaled(program_status))
		end_by(WaitStatusSignal(program_status));
	return WaitStatusExitStatus(program_status);
}
