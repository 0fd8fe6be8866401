/*
 * What a child of ForkExec does until it is its program.
 */
#include "kill-self.h"
#include "spawn-parts.h"

#include <barecall/errno.h>
#include <barecall/event.h>
#include <barecall/file.h>
#include <barecall/ioctl.h>
#include <barecall/mount.h>
#include <barecall/path.h>
#include <barecall/ptrace.h>
#include <barecall/signal.h>
#include "watched.h"

static const Sigaction_t no_action; /* LX_SIG_DFL */

/* ---- The steps. They return -1 when one has failed */

static int reset_signals(Spawn *a)
{
	int sig;

	for (sig = 1; sig <= LX_SIGRTMAX; sig++) {
		Sigaction_t old;
		long result;

		old.u.handler = LX_SIG_DFL;
		result = lx_trap4(LX_SYS_rt_sigaction, sig, 0, LX_PTR(&old), sizeof(Sigset_t));
		if (old.u.handler != LX_SIG_DFL && old.u.handler != LX_SIG_IGN)
			result = lx_trap4(LX_SYS_rt_sigaction, sig, LX_PTR(&no_action), 0, sizeof(Sigset_t));
		if (failed(&a->error, LX_SPAWN_PREPARE, 0, result))
			return -1;
	}
	return 0;
}

/* What LX_CLONE_INTO_CGROUP does since Linux 5.7, and its error for what is no cgroup. */
static int join_cgroup(Spawn *a)
{
	int fd = Openat(a->sys->cgroup_fd, "cgroup.procs", LX_O_WRONLY | LX_O_CLOEXEC, 0);
	long result = fd == -LX_ENOENT || fd == -LX_ENOTDIR ? -LX_EBADF : fd;

	if (fd >= 0) {
		result = Write(fd, "0", 1);
		Close(fd);
	}
	return failed(&a->error, LX_SPAWN_CLONE, 0, result) ? -1 : 0;
}

/*
 * Waits until the caller has written the mappings: 1. If it cannot, or is gone, it closes its end, and knows why: 0.
 * -1: this failed.
 */
static int await_mappings(Spawn *a)
{
	char byte;
	long got;

	Close(a->sync_fd[1]);
	do
		got = Read(a->sync_fd[0], &byte, 1);
	while (got == -LX_EINTR);
	Close(a->sync_fd[0]);
	return failed(&a->error, LX_SPAWN_PREPARE, 0, got) ? -1 : (int)got;
}

static int set_session(Spawn *a)
{
	const SysProcAttr *sys = a->sys;

	if (sys->setsid && failed(&a->error, LX_SPAWN_SETSID, 0, Setsid()))
		return -1;
	if ((sys->setpgid || sys->foreground) && failed(&a->error, LX_SPAWN_SETPGID, 0, Setpgid(0, sys->pgid)))
		return -1;
	if (sys->foreground) {
		int pgrp = sys->pgid ? sys->pgid : Getpid();

		if (failed(&a->error, LX_SPAWN_FOREGROUND, 0, pgrp) ||
		    failed(&a->error, LX_SPAWN_FOREGROUND, 0, Ioctl(sys->ctty, LX_TIOCSPGRP, (unsigned long)&pgrp)))
			return -1;
	}
	return 0;
}

/* Moves a descriptor of our own from the numbers below floor, which are the program's. */
static int move_up(Spawn *a, int *fd, int floor)
{
	int flags, moved;

	if (*fd < 0 || *fd >= floor)
		return 0;
	flags = FcntlInt(*fd, LX_F_GETFD, 0);
	moved = FcntlInt(*fd, flags == 0 ? LX_F_DUPFD : LX_F_DUPFD_CLOEXEC, floor);
	if (failed(&a->error, LX_SPAWN_FILES, 0, moved))
		return -1;
	*fd = moved;
	return 0;
}

/* Makes a descriptor close-on-exec that is open, from first on and not to be kept. Returns 0 or -errno. */
static int set_cloexec(int fd, unsigned int first, unsigned int kept)
{
	int result = fd >= (int)first && (unsigned int)fd != kept ? FcntlInt(fd, LX_F_SETFD, LX_FD_CLOEXEC) : 0;

	return result == -LX_EBADF ? 0 : result;
}

/* Closes what the program is not to have, at exec where a filter forbids it now. */
static int leave_out(Spawn *a, int fd)
{
	return Close(fd) < 0 && failed(&a->error, LX_SPAWN_FILES, (unsigned int)fd, set_cloexec(fd, 0, ~0U)) ? -1 : 0;
}

/*
 * Makes fd[i] descriptor i. First those that a lower one would overwrite go up, to numbers that are free, so that none
 * is overwritten that the program is to inherit.
 */
static int place_files(Spawn *a)
{
	int n = (int)a->attr->nfiles, floor = n < 3 ? 3 : n, i, result;

	if (move_up(a, &a->error_fd, floor) || (a->sys->use_exec_fd && move_up(a, &a->exec_fd, floor)))
		return -1;
	for (i = 0; i < n; i++) {
		if (a->fd[i] < 0 || a->fd[i] >= i)
			continue;
		result = FcntlInt(a->fd[i], LX_F_DUPFD_CLOEXEC, floor);
		if (failed(&a->error, LX_SPAWN_FILES, (unsigned int)i, result))
			return -1;
		a->fd[i] = result;
	}
	for (i = 0; i < n; i++) {
		if (a->fd[i] < 0) {
			if (leave_out(a, i))
				return -1;
			continue;
		}
		/* dup3 of a descriptor to itself fails, and dup2 would keep it close-on-exec. */
		result = a->fd[i] == i ? FcntlInt(i, LX_F_SETFD, 0) : Dup3(a->fd[i], i, 0);
		if (failed(&a->error, LX_SPAWN_FILES, (unsigned int)i, result))
			return -1;
	}
	for (; i < 3; i++)
		if (leave_out(a, i))
			return -1;
	return 0;
}

/*
 * Where close_range or its flag is not there (before Linux 5.9, 5.11, or where a filter forbids it): those that /proc
 * lists, or each below the limit. Few bytes at a time: the stack is small.
 */
static long close_listed(unsigned int first, unsigned int kept)
{
	unsigned long buf[64];
	Rlimit limit;
	unsigned long fd;
	int dir = Openat(LX_AT_FDCWD, "/proc/self/fd", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	int got = dir, result = 0;

	while (result == 0 && dir >= 0 && (got = Getdents(dir, buf, sizeof(buf))) > 0) {
		unsigned long offset = 0;
		const Dirent *entry;

		while (result == 0 && (entry = DirentNext(buf, (unsigned long)got, &offset)) != LX_NULL) {
			const char *digit = DirentName(entry);
			int number = 0;

			if (*digit == '.')
				continue;
			for (; *digit; digit++)
				number = number * 10 + *digit - '0';
			result = set_cloexec(number, first, kept);
		}
	}
	if (dir >= 0)
		Close(dir);
	if (result < 0 || got == 0)
		return result;
	got = Getrlimit(LX_RLIMIT_NOFILE, &limit);
	if (got < 0)
		return got;
	for (fd = first; result == 0 && fd < limit.cur; fd++)
		result = set_cloexec((int)fd, first, kept);
	return result;
}

/* exec_fd keeps its flag, since a script could not be read through a descriptor that is closed. */
static int close_others(Spawn *a)
{
	unsigned int first = a->attr->nfiles < 3 ? 3 : a->attr->nfiles, from = first;
	unsigned int kept = a->sys->use_exec_fd ? (unsigned int)a->exec_fd : 0;
	long result = 0;

	if (kept >= first) {
		if (kept > first)
			result = CloseRange(first, kept - 1, LX_CLOSE_RANGE_CLOEXEC);
		from = kept + 1;
	}
	if (result == 0)
		result = CloseRange(from, ~0U, LX_CLOSE_RANGE_CLOEXEC);
	if (result == -LX_ENOSYS || result == -LX_EPERM || result == -LX_EINVAL)
		result = close_listed(first, kept);
	return failed(&a->error, LX_SPAWN_CLOSE_OTHERS, 0, result) ? -1 : 0;
}

static int set_terminal(Spawn *a)
{
	if (a->sys->noctty && failed(&a->error, LX_SPAWN_NOCTTY, 0, Ioctl(0, LX_TIOCNOTTY, 0)))
		return -1;
	/* 1: root takes it away from another session. */
	if (a->sys->setctty && failed(&a->error, LX_SPAWN_SETCTTY, 0, Ioctl(a->sys->ctty, LX_TIOCSCTTY, 1)))
		return -1;
	return 0;
}

static int unshare(Spawn *a)
{
	unsigned long flags = a->sys->unshareflags;

	if (failed(&a->error, LX_SPAWN_UNSHARE, 0, Unshare(flags)))
		return -1;
	if ((flags & LX_CLONE_NEWUSER) && lx_spawn_map_ids(a, 0, &a->error))
		return -1;
	/* Where / is shared a new namespace's mounts would go on to show in the old one. */
	if ((flags & LX_CLONE_NEWNS) &&
	    failed(&a->error, LX_SPAWN_PRIVATE, 0, Mount("none", "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL)))
		return -1;
	return 0;
}

static int set_limits(Spawn *a)
{
	unsigned int i;

	for (i = 0; i < a->sys->nlimits; i++) {
		const SpawnLimit *limit = &a->sys->limits[i];
		Rlimit value;

		value.cur = limit->cur;
		value.max = limit->max;
		if (failed(&a->error, LX_SPAWN_LIMITS, i, Setrlimit(limit->resource, &value)))
			return -1;
	}
	return 0;
}

static int set_credential(Spawn *a)
{
	const SysProcAttr *sys = a->sys;
	const Credential *to = sys->credential;
	/* Where a namespace denies setgroups there are no groups that could be dropped. */
	int denied = sys->ngid_mappings && !sys->gid_mappings_enable_setgroups && !to->ngroups;

	if (!denied && !to->no_set_groups &&
	    failed(&a->error, LX_SPAWN_SETGROUPS, 0, SetgroupsThread((int)to->ngroups, to->groups)))
		return -1;
	if (failed(&a->error, LX_SPAWN_SETGID, 0, SetgidThread(to->gid)))
		return -1;
	if (failed(&a->error, LX_SPAWN_SETUID, 0, SetuidThread(to->uid)))
		return -1;
	/*
	 * The memory may be the caller's, and this user is not to trace it or have it dump core. The change of ids has seen
	 * to that, but with the sysctl fs.suid_dumpable = 1.
	 */
	if (GetDumpable() == 1)
		SetDumpable(0);
	return 0;
}

/* A capability can be ambient only when it is permitted, which keepcaps has seen to, and inheritable. */
static int set_ambient(Spawn *a)
{
	const unsigned int *caps = a->sys->ambient_caps;
	unsigned int i;

	a->caps.version = LX__LINUX_CAPABILITY_VERSION_3;
	if (failed(&a->error, LX_SPAWN_CAPABILITIES, 0, Capget(&a->caps, a->cap)))
		return -1;
	for (i = 0; i < a->sys->nambient_caps; i++) {
		a->cap[caps[i] / 32].permitted |= 1U << caps[i] % 32;
		a->cap[caps[i] / 32].inheritable |= 1U << caps[i] % 32;
	}
	if (failed(&a->error, LX_SPAWN_CAPABILITIES, 0, Capset(&a->caps, a->cap)))
		return -1;
	for (i = 0; i < a->sys->nambient_caps; i++)
		if (failed(&a->error, LX_SPAWN_AMBIENT, i,
			   Prctl(LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_RAISE, caps[i], 0, 0)))
			return -1;
	return 0;
}

/* If the caller has ended, the pipe has no reader left; its pid would not tell in another pid namespace. */
static int is_orphan(const Spawn *a)
{
	PollFd pipe;
	Timespec now;

	pipe.fd = a->error_fd;
	pipe.events = 0;
	pipe.revents = 0;
	now.sec = 0;
	now.nsec = 0;
	return Ppoll(&pipe, 1, &now, LX_NULL) == 1 && (pipe.revents & LX_POLLERR);
}

/* After the ids, whose change clears it. */
static int set_pdeathsig(Spawn *a)
{
	int sig = a->sys->pdeathsig;

	if (failed(&a->error, LX_SPAWN_PDEATHSIG, 0, Prctl(LX_PR_SET_PDEATHSIG, (unsigned long)sig, 0, 0, 0)))
		return -1;
	if (is_orphan(a)) {
		int pid = Getpid();

		if (failed(&a->error, LX_SPAWN_PDEATHSIG, 0, pid))
			return -1;
		Kill(pid, sig);
	}
	return 0;
}

/* Who inherits an orphan would become its tracer, without knowing, and leave it stopped for ever at exec. */
static int set_ptrace(Spawn *a)
{
	long result = PtraceTraceme();

	if (result == 0 && is_orphan(a))
		result = -LX_ESRCH;
	return failed(&a->error, LX_SPAWN_PTRACE, 0, result) ? -1 : 0;
}

static int prepare(Spawn *a)
{
	const SysProcAttr *sys = a->sys;

	if (sys->nambient_caps && failed(&a->error, LX_SPAWN_KEEPCAPS, 0, Prctl(LX_PR_SET_KEEPCAPS, 1, 0, 0, 0)))
		return -1;
	if (set_session(a) || (a->attr->files && place_files(a)) || (sys->close_others && close_others(a)) ||
	    set_terminal(a) || (sys->unshareflags && unshare(a)) || set_limits(a))
		return -1;
	if (sys->chroot && failed(&a->error, LX_SPAWN_CHROOT, 0, Chroot(sys->chroot)))
		return -1;
	if ((sys->credential && set_credential(a)) || (sys->nambient_caps && set_ambient(a)))
		return -1;
	if (a->attr->dir && failed(&a->error, LX_SPAWN_CHDIR, 0, Chdir(a->attr->dir)))
		return -1;
	if (sys->pdeathsig && set_pdeathsig(a))
		return -1;
	if (sys->no_new_privs && failed(&a->error, LX_SPAWN_NO_NEW_PRIVS, 0, Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)))
		return -1;
	return sys->ptrace ? set_ptrace(a) : 0;
}

/* ---- Signals that come before the program is there */

/*
 * By default these stop a process, whose caller would then sleep until somebody else sent SIGCONT, or end it with a core
 * dump, of the memory that is the caller's, and before Linux 5.16 with all processes that share it. A handler holds them
 * until the program is there; exec puts back the default.
 */
#define STOPS (SIGNAL_BIT(LX_SIGTSTP) | SIGNAL_BIT(LX_SIGTTIN) | SIGNAL_BIT(LX_SIGTTOU))
#define FAULTS                                                                                                    \
	(SIGNAL_BIT(LX_SIGILL) | SIGNAL_BIT(LX_SIGTRAP) | SIGNAL_BIT(LX_SIGBUS) | SIGNAL_BIT(LX_SIGFPE) |         \
	 SIGNAL_BIT(LX_SIGSEGV) | SIGNAL_BIT(LX_SIGSYS))
#define DUMPS                                                                                                     \
	(SIGNAL_BIT(LX_SIGQUIT) | SIGNAL_BIT(LX_SIGABRT) | SIGNAL_BIT(LX_SIGXCPU) | SIGNAL_BIT(LX_SIGXFSZ) | FAULTS)

/* Tells a caller that does not share this memory: a signal, or with 0 the child's pid. */
static void tell(Spawn *a, int pid, unsigned int sig)
{
	SpawnError note;

	note.step = LX_SPAWN_DONE;
	note.err = pid;
	note.index = sig;
	Write(a->error_fd, &note, sizeof(note));
}

/* The child's stack is its alternate stack as well, by which the handler finds the Spawn, where that ends. */
static LX_HANDLER void hold(int sig, Siginfo *info, void *context)
{
	const Stack_t *stack = &((const Ucontext *)context)->stack;
	Spawn *a = (Spawn *)(void *)((char *)stack->sp + stack->size);

	/* A fault of the child's own, or what a filter traps, ends it when this returns. */
	if ((FAULTS & SIGNAL_BIT(sig)) && info->code > 0) {
		lx_trap4(LX_SYS_rt_sigaction, sig, LX_PTR(&no_action), 0, sizeof(Sigset_t));
		lx_kill_self(sig);
		return;
	}
	a->held |= SIGNAL_BIT(sig);
	tell(a, 0, (unsigned int)sig);
}

static void hold_signals(Spawn *a)
{
	static const Sigaction_t holding = {
		.u = {.action = hold}, .flags = LX_SA_SIGINFO | LX_SA_ONSTACK, .mask = {~0UL}};
	Sigaction_t old;
	Stack_t stack;
	int sig;

	stack.sp = a->stack;
	stack.size = (unsigned long)((char *)a - a->stack);
	stack.flags = 0;
	if (Sigaltstack(&stack, LX_NULL))
		return;
	for (sig = 1; sig <= LX_SIGSYS; sig++) {
		if (!((STOPS | DUMPS) & SIGNAL_BIT(sig)))
			continue;
		if (Sigaction(sig, &holding, &old) == 0 && old.u.handler == LX_SIG_IGN)
			Sigaction(sig, &old, LX_NULL);
	}
}

/*
 * A traced child stops at every signal that is not blocked. It keeps all so through exec, but for the SIGTRAP that tells
 * of exec; its tracer, which is not asleep, then gives it its mask.
 */
static int set_signals(Spawn *a)
{
	const SysProcAttr *sys = a->sys;
	Sigset_t mask = sys->sigmask ? *sys->sigmask : a->mask;
	int sig;

	for (sig = 1; sys->sigdefault && sig <= LX_SIGRTMAX; sig++) {
		long result = 0;

		/* -EINVAL: SIGKILL and SIGSTOP have no other action. */
		if (sys->sigdefault->val & SIGNAL_BIT(sig))
			result = lx_trap4(LX_SYS_rt_sigaction, sig, LX_PTR(&no_action), 0, sizeof(Sigset_t));
		if (result != -LX_EINVAL && failed(&a->error, LX_SPAWN_PREPARE, 0, result))
			return -1;
	}
	if (sys->ptrace) {
		int pid = Getpid();

		if (failed(&a->error, LX_SPAWN_PTRACE, 0, pid))
			return -1;
		tell(a, pid, 0);
		mask.val = ~SIGNAL_BIT(LX_SIGTRAP);
	} else {
		hold_signals(a);
	}
	PthreadSigmask(LX_SIG_SETMASK, &mask, LX_NULL);
	return 0;
}

int lx_spawn_child(void *spawn)
{
	Spawn *a = spawn;
	long result;

	a->started = 1;
	if (a->reset_signals && reset_signals(a))
		goto out;
	if (a->sys->pdeathsig || a->sys->ptrace)
		Close(a->read_fd);
	result = a->sync_fd[0] < 0 ? 1 : await_mappings(a);
	if (result == 0)
		return 127;
	if (result > 0 && !(a->join_cgroup && join_cgroup(a)) && !prepare(a) && !set_signals(a)) {
		char *const *env = a->attr->env ? a->attr->env : a->no_env;

		if (a->sys->use_exec_fd)
			result = Execveat(a->exec_fd, a->argv0, a->argv, env, LX_AT_EMPTY_PATH);
		else
			result = Exec(a->argv0, a->argv, env);
		failed(&a->error, LX_SPAWN_EXEC, 0, result);
	}
out:
	do
		result = Write(a->error_fd, &a->error, sizeof(a->error));
	while (result == -LX_EINTR);
	/* A status that no program has by itself, where the pipe has no memory for what happened. */
	if (a->error_fd >= 0 && result < 0) {
		lx_kill_self(LX_SIGKILL);
		__builtin_trap(); /* where that was forbidden, too */
	}
	return 127;
}
