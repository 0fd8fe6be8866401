/*
 * ForkExec and StartProcess.
 *
 * The child runs child() in the caller's memory; the calling thread sleeps meanwhile. All that the child writes is in
 * the Spawn and on the stack below it, which are made for this one call, so that nothing of the caller's changes, and
 * it calls nothing that is not here: no libc, no lock, no other thread's state.
 *
 * Where vfork is fork (qemu-user, and here with LX_CLONE_NEWUSER) the child writes to a copy. It then shows in started,
 * which stays 0, and the error comes through a pipe, whose end is that the child has become its program.
 */
#include <barecall/spawn.h>

#include <barecall/cred.h>
#include <barecall/errno.h>
#include <barecall/event.h>
#include <barecall/file.h>
#include <barecall/ioctl.h>
#include <barecall/mm.h>
#include <barecall/mount.h>
#include <barecall/path.h>
#include <barecall/process.h>
#include <barecall/signal.h>
#include <barecall/wait.h>

/* Machine code: CloneCall with clone3's arguments, of which stack and stack_size must be set. The child calls fn(arg). */
long lx_clone3_call(const CloneArgs *args, unsigned long size, int (*fn)(void *), void *arg)
	__attribute__((__visibility__("hidden")));

/*
 * child() needs less than 1 KiB of its stack. A mapping costs a tenth of a whole spawn, so that all is in LOCAL bytes of
 * the caller's stack, unless there are many files or mappings. GUARD is a multiple of every page size.
 */
#define GUARD 0x10000UL
#define STACK 0x4000UL
#define LOCAL 0x5000UL

#define MAX_FILES 0x100000U /* fs.nr_open, unless raised */
#define MAX_MAPPINGS 340U /* UID_GID_MAP_MAX_EXTENTS */
#define MAPPING_TEXT 33U /* three numbers of ten digits, each with a separator */

#define NAMESPACES                                                                                                \
	((unsigned long)(LX_CLONE_NEWNS | LX_CLONE_NEWCGROUP | LX_CLONE_NEWUTS | LX_CLONE_NEWIPC |                \
			 LX_CLONE_NEWUSER | LX_CLONE_NEWPID | LX_CLONE_NEWNET | LX_CLONE_NEWTIME))
#define VFORK ((unsigned long)(LX_CLONE_VM | LX_CLONE_VFORK))
/* Others share with the caller what the child is about to change, or need arguments, or leave it without its parent. */
#define CLONE_FLAGS                                                                                               \
	(NAMESPACES | VFORK | LX_CLONE_IO | LX_CLONE_PTRACE | LX_CLONE_UNTRACED | LX_CLONE_SYSVSEM)

typedef struct Spawn {
	const char *argv0;
	char *const *argv;
	const ProcAttr *attr;
	const SysProcAttr *sys;
	char *no_env[1];
	volatile int started; /* the child has run in this very memory */
	int reset_signals; /* the kernel has not put the handlers back to default */
	int error_fd; /* the pipe's ends; the child moves its own */
	int read_fd;
	int sync_fd[2]; /* a byte from it: the mappings are written */
	int exec_fd;
	int pidfd;
	int *fd; /* copy of files */
	char *text; /* of the mappings */
	Sigset_t mask;
	SpawnError error;
	CloneArgs clone;
	CapUserHeader caps;
	CapUserData cap[2];
} Spawn;

static const ProcAttr no_attr;
static const SysProcAttr no_sys;
static const Sigaction_t no_action; /* LX_SIG_DFL */

/* Whether this step has failed; keeps its error. */
static int failed(SpawnError *error, int step, unsigned int index, long result)
{
	if (!IsErr(result))
		return 0;
	error->step = step;
	error->err = (int)-result;
	error->index = index;
	return 1;
}

/* ---- Before anything happens */

static int is_open(int fd)
{
	return FcntlInt(fd, LX_F_GETFD, 0);
}

static int is_sound(const char *argv0, char *const argv[], const ProcAttr *attr, const SysProcAttr *sys)
{
	unsigned long user = (sys->cloneflags | sys->unshareflags) & LX_CLONE_NEWUSER;
	unsigned int i;

	if (!argv0 || !argv || attr->nfiles > MAX_FILES || (attr->nfiles && !attr->files))
		return -LX_EINVAL;
	if (sys->setctty && (sys->foreground || sys->ctty < 0 || (attr->files && (unsigned int)sys->ctty >= attr->nfiles)))
		return -LX_EINVAL;
	if (sys->cloneflags & ~CLONE_FLAGS)
		return -LX_EINVAL;
	if (sys->nuid_mappings > MAX_MAPPINGS || sys->ngid_mappings > MAX_MAPPINGS)
		return -LX_EINVAL;
	if ((sys->nuid_mappings && !(sys->uid_mappings && user)) || (sys->ngid_mappings && !(sys->gid_mappings && user)))
		return -LX_EINVAL;
	if (sys->credential && sys->credential->ngroups && !sys->credential->groups)
		return -LX_EINVAL;
	if ((sys->nlimits && !sys->limits) || (sys->nambient_caps && !sys->ambient_caps))
		return -LX_EINVAL;
	for (i = 0; i < sys->nambient_caps; i++)
		if (sys->ambient_caps[i] > 63)
			return -LX_EINVAL;
	return 0;
}

/*
 * The descriptors, before the pipe takes a number that one of them may wrongly have. A file that were not open could
 * otherwise turn out to be the pipe.
 */
static int check(const char *argv0, char *const argv[], const ProcAttr *attr, const SysProcAttr *sys, SpawnError *error)
{
	unsigned int i;

	if (failed(error, LX_SPAWN_ARGUMENTS, 0, is_sound(argv0, argv, attr, sys)))
		return -1;
	for (i = 0; i < attr->nfiles; i++)
		if (attr->files[i] != -1 && failed(error, LX_SPAWN_ARGUMENTS, i, is_open(attr->files[i])))
			return -1;
	if ((sys->foreground || (sys->setctty && !attr->files)) &&
	    failed(error, LX_SPAWN_ARGUMENTS, 0, is_open(sys->ctty)))
		return -1;
	return sys->use_exec_fd && failed(error, LX_SPAWN_ARGUMENTS, 0, is_open(sys->exec_fd)) ? -1 : 0;
}

/* ---- The ids of a new user namespace: by the caller for a clone, by the child for unshare */

/* Both end what they write with a zero byte, and return where it is. */
static char *put_text(char *to, const char *text)
{
	while (*text) {
		*to++ = *text++;
		__asm__("" ::: "memory"); /* not to become a call of strcpy */
	}
	*to = 0;
	return to;
}

static char *put_number(char *to, unsigned int number)
{
	unsigned int divisor = 1000000000;

	while (divisor > 1 && number < divisor)
		divisor /= 10;
	for (; divisor; divisor /= 10)
		*to++ = (char)('0' + number / divisor % 10);
	*to = 0;
	return to;
}

/* Writes text to /proc/PID/name, pid 0 being the caller. */
static long write_proc(int pid, const char *name, const char *text, unsigned long length)
{
	char path[48];
	char *end = put_text(path, "/proc/");
	long result;
	int fd;

	end = pid ? put_number(end, (unsigned int)pid) : put_text(end, "self");
	put_text(end, name);
	fd = Openat(LX_AT_FDCWD, path, LX_O_WRONLY | LX_O_CLOEXEC, 0);
	if (fd < 0)
		return fd;
	result = Write(fd, text, length);
	Close(fd);
	return result;
}

static long write_mappings(int pid, const char *name, const SysProcIDMap *map, unsigned int n, char *text)
{
	char *end = text;
	unsigned int i;

	for (i = 0; i < n; i++) {
		end = put_text(put_number(end, map[i].container_id), " ");
		end = put_text(put_number(end, map[i].host_id), " ");
		end = put_text(put_number(end, map[i].size), "\n");
	}
	return write_proc(pid, name, text, (unsigned long)(end - text));
}

static int map_ids(Spawn *a, int pid, SpawnError *error)
{
	const SysProcAttr *sys = a->sys;

	if (sys->nuid_mappings && failed(error, LX_SPAWN_UID_MAP, 0,
					 write_mappings(pid, "/uid_map", sys->uid_mappings, sys->nuid_mappings, a->text)))
		return -1;
	if (sys->ngid_mappings) {
		const char *allow = sys->gid_mappings_enable_setgroups ? "allow" : "deny";
		long result = write_proc(pid, "/setgroups", allow, allow[0] == 'a' ? 5 : 4);

		/* -ENOENT: before Linux 3.19 there was nothing to be denied. */
		if (result != -LX_ENOENT && failed(error, LX_SPAWN_GID_SETGROUPS, 0, result))
			return -1;
		if (failed(error, LX_SPAWN_GID_MAP, 0,
			   write_mappings(pid, "/gid_map", sys->gid_mappings, sys->ngid_mappings, a->text)))
			return -1;
	}
	return 0;
}

/* ---- In the child. These return -1 when a step has failed */

static void reset_signals(void)
{
	int sig;

	for (sig = 1; sig <= LX_SIGRTMAX; sig++) {
		Sigaction_t old;

		old.u.handler = LX_SIG_DFL;
		lx_trap4(LX_SYS_rt_sigaction, sig, 0, LX_PTR(&old), sizeof(Sigset_t));
		if (old.u.handler != LX_SIG_DFL && old.u.handler != LX_SIG_IGN)
			lx_trap4(LX_SYS_rt_sigaction, sig, LX_PTR(&no_action), 0, sizeof(Sigset_t));
	}
}

/* Waits until the caller has written the mappings. If it cannot, or is gone, it closes its end, and knows why. */
static int await_mappings(Spawn *a)
{
	char byte;
	long got;

	Close(a->sync_fd[1]);
	do
		got = Read(a->sync_fd[0], &byte, 1);
	while (got == -LX_EINTR);
	Close(a->sync_fd[0]);
	return got == 1 ? 0 : -1;
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

		if (failed(&a->error, LX_SPAWN_FOREGROUND, 0, Ioctl(sys->ctty, LX_TIOCSPGRP, (unsigned long)&pgrp)))
			return -1;
	}
	return 0;
}

/* Moves a descriptor of our own from the numbers below floor, which are the program's. */
static int move_up(Spawn *a, int *fd, int floor)
{
	int flags, moved;

	if (*fd >= floor)
		return 0;
	flags = FcntlInt(*fd, LX_F_GETFD, 0);
	moved = FcntlInt(*fd, flags == 0 ? LX_F_DUPFD : LX_F_DUPFD_CLOEXEC, floor);
	if (failed(&a->error, LX_SPAWN_FILES, 0, moved))
		return -1;
	*fd = moved;
	return 0;
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
			Close(i);
			continue;
		}
		/* dup3 of a descriptor to itself fails, and dup2 would keep it close-on-exec. */
		result = a->fd[i] == i ? FcntlInt(i, LX_F_SETFD, 0) : Dup3(a->fd[i], i, 0);
		if (failed(&a->error, LX_SPAWN_FILES, (unsigned int)i, result))
			return -1;
	}
	for (; i < 3; i++)
		Close(i);
	return 0;
}

/* exec_fd keeps its flag, since a script could not be read through a descriptor that is closed. */
static int close_others(Spawn *a)
{
	unsigned int first = a->attr->nfiles < 3 ? 3 : a->attr->nfiles;
	unsigned int kept = a->sys->use_exec_fd ? (unsigned int)a->exec_fd : 0;

	if (kept >= first) {
		if (kept > first &&
		    failed(&a->error, LX_SPAWN_CLOSE_OTHERS, 0, CloseRange(first, kept - 1, LX_CLOSE_RANGE_CLOEXEC)))
			return -1;
		first = kept + 1;
	}
	return failed(&a->error, LX_SPAWN_CLOSE_OTHERS, 0, CloseRange(first, ~0U, LX_CLOSE_RANGE_CLOEXEC)) ? -1 : 0;
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
	if ((flags & LX_CLONE_NEWUSER) && map_ids(a, 0, &a->error))
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
	return failed(&a->error, LX_SPAWN_SETUID, 0, SetuidThread(to->uid)) ? -1 : 0;
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

/*
 * After the ids, whose change clears it. If the caller has ended before, the pipe has no reader left; its pid would
 * not tell in another pid namespace.
 */
static int set_pdeathsig(Spawn *a)
{
	int sig = a->sys->pdeathsig;
	PollFd pipe;
	Timespec now;

	if (failed(&a->error, LX_SPAWN_PDEATHSIG, 0, Prctl(LX_PR_SET_PDEATHSIG, (unsigned long)sig, 0, 0, 0)))
		return -1;
	pipe.fd = a->error_fd;
	pipe.events = 0;
	pipe.revents = 0;
	now.sec = 0;
	now.nsec = 0;
	if (Ppoll(&pipe, 1, &now, LX_NULL) == 1 && (pipe.revents & LX_POLLERR))
		Kill(Getpid(), sig);
	return 0;
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
	if (sys->ptrace &&
	    failed(&a->error, LX_SPAWN_PTRACE, 0, lx_trap4(LX_SYS_ptrace, 0 /* PTRACE_TRACEME */, 0, 0, 0)))
		return -1;
	return 0;
}

static void set_signals(Spawn *a)
{
	const SysProcAttr *sys = a->sys;
	int sig;

	for (sig = 1; sys->sigdefault && sig <= LX_SIGRTMAX; sig++)
		if (sys->sigdefault->val >> (sig - 1) & 1)
			lx_trap4(LX_SYS_rt_sigaction, sig, LX_PTR(&no_action), 0, sizeof(Sigset_t));
	PthreadSigmask(LX_SIG_SETMASK, sys->sigmask ? sys->sigmask : &a->mask, LX_NULL);
}

static int child(void *arg)
{
	Spawn *a = arg;
	long result;

	a->started = 1;
	if (a->reset_signals)
		reset_signals();
	if (a->sys->pdeathsig)
		Close(a->read_fd);
	if (a->sync_fd[0] >= 0 && await_mappings(a))
		return 127;
	if (!prepare(a)) {
		char *const *env = a->attr->env ? a->attr->env : a->no_env;

		set_signals(a);
		if (a->sys->use_exec_fd)
			result = Execveat(a->exec_fd, a->argv0, a->argv, env, LX_AT_EMPTY_PATH);
		else
			result = Exec(a->argv0, a->argv, env);
		failed(&a->error, LX_SPAWN_EXEC, 0, result);
	}
	do
		result = Write(a->error_fd, &a->error, sizeof(a->error));
	while (result == -LX_EINTR);
	return 127;
}

/* ---- In the caller */

/* With clone3 the kernel resets the handlers, and can put the child into a cgroup; without it, clone does the rest. */
static int start(Spawn *a, char *stack, unsigned long flags, int want_pidfd)
{
	const SysProcAttr *sys = a->sys;
	unsigned long pidfd = want_pidfd ? LX_CLONE_PIDFD : 0;
	char *top = (char *)a;
	int *at = want_pidfd ? &a->pidfd : LX_NULL;
	long pid;

	a->clone.flags = flags | pidfd | LX_CLONE_CLEAR_SIGHAND | (sys->use_cgroup_fd ? LX_CLONE_INTO_CGROUP : 0);
	a->clone.pidfd = (unsigned long)at;
	a->clone.exit_signal = LX_SIGCHLD;
	a->clone.stack = (unsigned long)stack;
	a->clone.stack_size = (unsigned long)(top - stack);
	a->clone.cgroup = sys->use_cgroup_fd ? (unsigned long)(unsigned int)sys->cgroup_fd : 0;
	pid = lx_clone3_call(&a->clone, sizeof(a->clone), child, a);
	if (pid < 0)
		a->pidfd = -1; /* a late failure leaves the number there, of a descriptor that is gone */
	if (sys->use_cgroup_fd || (flags & LX_CLONE_NEWTIME))
		return (int)pid;
	/* Kernels and sandboxes without clone3 or its flags answer so; if it was not that, clone answers the same. */
	if (pid != -LX_ENOSYS && pid != -LX_EPERM && pid != -LX_EINVAL && pid != -LX_E2BIG)
		return (int)pid;
	a->reset_signals = 1;
	pid = CloneCall(flags | pidfd | LX_SIGCHLD, top, child, a, at, LX_NULL, 0);
	if (pid < 0)
		a->pidfd = -1;
	if (pid == -LX_EINVAL && pidfd)
		pid = CloneCall(flags | LX_SIGCHLD, top, child, a, LX_NULL, LX_NULL, 0);
	return (int)pid;
}

/* Once the child runs: writes its mappings, and returns when it has become its program or failed. */
static void await_program(Spawn *a, int pid, int error_fd, const int sync_fd[2])
{
	if (sync_fd[0] >= 0) {
		/* Our reading end is open until after the byte is written: no SIGPIPE when the child was killed. */
		if (!map_ids(a, pid, &a->error))
			Write(sync_fd[1], "", 1);
		Close(sync_fd[0]);
		Close(sync_fd[1]);
	}
	Close(error_fd);
	if (!a->started && a->error.step == LX_SPAWN_DONE) {
		SpawnError error;
		long got;

		do
			got = Read(a->read_fd, &error, sizeof(error));
		while (got == -LX_EINTR);
		if (got == (long)sizeof(error)) {
			a->error.step = error.step;
			a->error.err = error.err;
			a->error.index = error.index;
		}
	}
}

/* Makes pipes and child, with all signals blocked. Returns the pid, or 0 with a->error set. */
static int make_child(Spawn *a, char *stack, int want_pidfd)
{
	unsigned long both = a->sys->cloneflags | a->sys->unshareflags;
	unsigned long flags = a->sys->cloneflags & ~VFORK;
	int wait_for_maps = (a->sys->cloneflags & LX_CLONE_NEWUSER) && (a->sys->nuid_mappings || a->sys->ngid_mappings);
	int error_pipe[2], sync_pipe[2] = {-1, -1};
	int pid;

	/* A thread that shares its memory may not unshare its users or change its time, and cannot be awaited here. */
	if (!(both & (LX_CLONE_NEWUSER | LX_CLONE_NEWTIME)))
		flags |= VFORK;
	if (failed(&a->error, LX_SPAWN_PREPARE, 0, Pipe2(error_pipe, LX_O_CLOEXEC)))
		return 0;
	if (wait_for_maps && failed(&a->error, LX_SPAWN_PREPARE, 0, Pipe2(sync_pipe, LX_O_CLOEXEC))) {
		Close(error_pipe[0]);
		Close(error_pipe[1]);
		return 0;
	}
	a->read_fd = error_pipe[0];
	a->error_fd = error_pipe[1];
	a->sync_fd[0] = sync_pipe[0];
	a->sync_fd[1] = sync_pipe[1];

	pid = start(a, stack, flags, want_pidfd);
	if (failed(&a->error, LX_SPAWN_CLONE, 0, pid)) {
		Close(error_pipe[1]);
		if (wait_for_maps) {
			Close(sync_pipe[0]);
			Close(sync_pipe[1]);
		}
		pid = 0;
	} else {
		await_program(a, pid, error_pipe[1], sync_pipe);
	}
	Close(error_pipe[0]);
	if (pid && a->error.step != LX_SPAWN_DONE) {
		/* -ECHILD: another thread waits for any child, or SIGCHLD is ignored. */
		while (Wait4(pid, LX_NULL, LX___WALL, LX_NULL) == -LX_EINTR)
			;
		if (a->pidfd >= 0)
			Close(a->pidfd);
		a->pidfd = -1;
		pid = 0;
	}
	return pid;
}

static int spawn(const char *argv0, char *const argv[], const ProcAttr *attr, int *pidfd, SpawnError *error)
{
	char local[LOCAL] __attribute__((__aligned__(16)));
	const SysProcAttr *sys;
	unsigned long files, text, size;
	char *memory = local, *stack = local;
	Sigset_t all;
	unsigned long i;
	Spawn *a;
	int pid;

	attr = attr ? attr : &no_attr;
	sys = attr->sys ? attr->sys : &no_sys;
	if (check(argv0, argv, attr, sys, error))
		return -error->err;

	/* From below: in a mapping what no one may touch; the stack, the Spawn, the copy of files, the mappings' text. */
	files = (attr->nfiles * sizeof(int) + 15) & ~15UL;
	text = (sys->nuid_mappings > sys->ngid_mappings ? sys->nuid_mappings : sys->ngid_mappings) * MAPPING_TEXT + 1;
	size = LOCAL;
	if (STACK + sizeof(Spawn) + files + text + 15 > LOCAL) {
		size = (GUARD + STACK + sizeof(Spawn) + files + text + 15 + GUARD - 1) & ~(GUARD - 1);
		memory = (char *)Mmap(LX_NULL, size, LX_PROT_NONE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
		if (failed(error, LX_SPAWN_PREPARE, 0, (long)memory))
			return -error->err;
		stack = memory + GUARD;
		if (failed(error, LX_SPAWN_PREPARE, 0, Mprotect(stack, size - GUARD, LX_PROT_READ | LX_PROT_WRITE))) {
			Munmap(memory, size);
			return -error->err;
		}
	}
	a = (Spawn *)(void *)(memory + ((size - sizeof(Spawn) - files - text) & ~15UL));
	for (i = 0; i < sizeof(Spawn); i++) {
		((char *)a)[i] = 0;
		__asm__("" ::: "memory"); /* not to become a call of memset */
	}
	a->argv0 = argv0;
	a->argv = argv;
	a->attr = attr;
	a->sys = sys;
	a->exec_fd = sys->exec_fd;
	a->pidfd = -1;
	a->fd = (int *)(void *)((char *)a + sizeof(Spawn));
	a->text = (char *)a->fd + files;
	for (i = 0; i < attr->nfiles; i++) {
		a->fd[i] = attr->files[i];
		__asm__("" ::: "memory"); /* not to become a call of memcpy */
	}

	all.val = ~0UL;
	PthreadSigmask(LX_SIG_SETMASK, &all, &a->mask);
	pid = make_child(a, stack, pidfd || sys->pidfd);
	PthreadSigmask(LX_SIG_SETMASK, &a->mask, LX_NULL);
	if (!pid) {
		error->step = a->error.step;
		error->err = a->error.err;
		error->index = a->error.index;
		pid = -error->err;
	}
	if (pidfd)
		*pidfd = a->pidfd;
	if (sys->pidfd)
		*sys->pidfd = a->pidfd;
	if (memory != local)
		Munmap(memory, size);
	return pid;
}

int StartProcess(const char *argv0, char *const argv[], const ProcAttr *attr, int *pidfd, SpawnError *error)
{
	SpawnError unwanted;

	error = error ? error : &unwanted;
	error->step = LX_SPAWN_DONE;
	error->err = 0;
	error->index = 0;
	if (pidfd)
		*pidfd = -1;
	if (attr && attr->sys && attr->sys->pidfd)
		*attr->sys->pidfd = -1;
	return spawn(argv0, argv, attr, pidfd, error);
}

int ForkExec(const char *argv0, char *const argv[], const ProcAttr *attr, SpawnError *error)
{
	return StartProcess(argv0, argv, attr, LX_NULL, error);
}

/* In the order of SpawnStep. */
static const char names[] =
	"done\0arguments\0prepare\0clone\0uid_map\0gid setgroups\0gid_map\0keepcaps\0setsid\0setpgid\0foreground\0"
	"files\0close others\0noctty\0setctty\0unshare\0private mounts\0limits\0chroot\0setgroups\0setgid\0setuid\0"
	"capabilities\0ambient capabilities\0chdir\0pdeathsig\0no_new_privs\0ptrace\0exec";

const char *SpawnStepName(int step)
{
	const char *name = names;

	if (step < LX_SPAWN_DONE || step > LX_SPAWN_EXEC)
		return LX_NULL;
	while (step > 0)
		if (*name++ == 0)
			step--;
	return name;
}
