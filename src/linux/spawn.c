/*
 * ForkExec and StartProcess.
 *
 * The child runs lx_spawn_child in the caller's memory; the calling thread sleeps meanwhile. All that the child writes
 * is in the Spawn and on the stack below it, which are made for this one call, so that nothing of the caller's changes,
 * and it calls nothing that is not here: no libc, no lock, no other thread's state.
 *
 * Where vfork is fork (qemu-user, and here where memory cannot be shared) the child writes to a copy. It then shows in
 * started, which stays 0, and the error comes through a pipe, whose end is that the child has become its program.
 */
#include "clone3.h"
#include "spawn-parts.h"

#include <barecall/errno.h>
#include <barecall/event.h>
#include <barecall/file.h>
#include <barecall/futex.h>
#include <barecall/mm.h>
#include <barecall/ptrace.h>
#include <barecall/signal.h>
#include <barecall/time.h>
#include <barecall/wait.h>

/*
 * The child needs less than 1 KiB of its stack, and once more what the kernel saves for a signal handler: 4 KiB, and
 * 12 with the largest vectors of today. A mapping costs a tenth of a whole spawn, so that all is in LOCAL bytes of the
 * caller's stack, unless there are many files or mappings. GUARD is a multiple of every page size.
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

#define MS 1000000L /* in nanoseconds */

static const ProcAttr no_attr;
static const SysProcAttr no_sys;

/* A child was seen to run in this memory: one of Vfork's needs no pipe from then on. */
static volatile int vfork_shares;

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

/* ---- The memory's dumpable flag */

/*
 * The kernel clears it when a child with other ids shares the memory, so that their user can neither trace it nor have
 * it dump core. It may be set again only when the child has left. Two at once could not know what to: lent is 1 while
 * there is one, 2 when another thread waits for its end. That is not for long, but in a forked copy of the memory for
 * ever: who has waited 10 ms does without.
 */
static unsigned int lent;

/* Returns what the flag was, or -1: it cannot be set again. */
static int lend_memory(void)
{
	Timespec pause;
	unsigned int free = 0;
	int tries, dumpable;

	pause.sec = 0;
	pause.nsec = 2 * MS;
	if (!__atomic_compare_exchange_n(&lent, &free, 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
		for (tries = 0; __atomic_exchange_n(&lent, 2, __ATOMIC_SEQ_CST); tries++) {
			if (tries == 5)
				return -1;
			Futex(&lent, LX_FUTEX_WAIT_PRIVATE, 2, &pause, LX_NULL, 0);
		}
	}
	dumpable = GetDumpable();
	/* Now already: where the new ids are the effective ones the kernel does not clear it. */
	if (dumpable < 0 || (dumpable == 1 && SetDumpable(0) < 0)) {
		__atomic_store_n(&lent, 0, __ATOMIC_SEQ_CST);
		return -1;
	}
	return dumpable;
}

/* Once the child has left. 0 and 2 have stayed, or become each other, since the child saw to it that it is not 1. */
static void return_memory(int dumpable)
{
	if (dumpable == 1)
		SetDumpable(1);
	if (__atomic_exchange_n(&lent, 0, __ATOMIC_SEQ_CST) == 2)
		Futex(&lent, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0);
}

/* ---- In the caller */

/* With clone3 the kernel resets the handlers, and can put the child into a cgroup; without it, the child does. */
static int start(Spawn *a, unsigned long flags, int want_pidfd)
{
	const SysProcAttr *sys = a->sys;
	unsigned long pidfd = want_pidfd ? LX_CLONE_PIDFD : 0;
	char *top = (char *)a;
	int *at = want_pidfd ? &a->pidfd : LX_NULL;
	long pid;

	a->clone.flags = flags | pidfd | LX_CLONE_CLEAR_SIGHAND | (sys->use_cgroup_fd ? LX_CLONE_INTO_CGROUP : 0);
	a->clone.pidfd = (unsigned long)at;
	a->clone.exit_signal = LX_SIGCHLD;
	a->clone.stack = (unsigned long)a->stack;
	a->clone.stack_size = (unsigned long)(top - a->stack);
	a->clone.cgroup = sys->use_cgroup_fd ? (unsigned long)(unsigned int)sys->cgroup_fd : 0;
	pid = lx_clone3_call(&a->clone, sizeof(a->clone), lx_spawn_child, a);
	if (pid < 0)
		a->pidfd = -1; /* a late failure leaves the number there, of a descriptor that is gone */
	/* Kernels and sandboxes without clone3 or its flags answer so; if it was not that, clone answers the same. */
	if ((flags & LX_CLONE_NEWTIME) ||
	    (pid != -LX_ENOSYS && pid != -LX_EPERM && pid != -LX_EINVAL && pid != -LX_E2BIG))
		return (int)pid;
	a->reset_signals = 1;
	a->join_cgroup = sys->use_cgroup_fd;
	pid = CloneCall(flags | pidfd | LX_SIGCHLD, top, lx_spawn_child, a, at, LX_NULL, 0);
	if (pid < 0)
		a->pidfd = -1;
	if (pid == -LX_EINVAL && pidfd)
		pid = CloneCall(flags | LX_SIGCHLD, top, lx_spawn_child, a, LX_NULL, LX_NULL, 0);
	return (int)pid;
}

static void close_pipe(int fds[2])
{
	int i;

	for (i = 0; i < 2; i++) {
		if (fds[i] >= 0)
			Close(fds[i]);
		fds[i] = -1;
	}
}

/* A pipe on numbers that the child's steps do not name: a standard descriptor may be closed, and is to stay so. */
static int make_pipe(Spawn *a, int fds[2])
{
	int i;

	if (failed(&a->error, LX_SPAWN_PREPARE, 0, Pipe2(fds, LX_O_CLOEXEC)))
		return -1;
	for (i = 0; i < 2; i++) {
		int low = fds[i];

		if (low > 2)
			continue;
		fds[i] = FcntlInt(low, LX_F_DUPFD_CLOEXEC, 3);
		Close(low);
		if (failed(&a->error, LX_SPAWN_PREPARE, 0, fds[i])) {
			close_pipe(fds);
			return -1;
		}
	}
	return 0;
}

/* Reads what a child with memory of its own tells: its error, a signal that is held, its pid. 0: it goes on. */
static int read_pipe(Spawn *a, int read_fd)
{
	SpawnError told;
	long got = Read(read_fd, &told, sizeof(told));
	PollFd pipe;

	if (got == -LX_EINTR)
		return 0;
	if (got < 0) {
		/* A filter forbids it. Nothing to be read is the program, too; anything else stays untold. */
		pipe.fd = read_fd;
		pipe.events = LX_POLLIN;
		pipe.revents = 0;
		if (Ppoll(&pipe, 1, LX_NULL, LX_NULL) < 0 || (pipe.revents & LX_POLLIN))
			failed(&a->error, LX_SPAWN_PREPARE, 0, got);
	}
	if (got != (long)sizeof(told))
		return 1;
	if (told.step == LX_SPAWN_DONE) {
		if (told.index)
			a->held |= SIGNAL_BIT(told.index);
		else
			a->own_pid = told.err;
		return 0;
	}
	a->error.step = told.step;
	a->error.err = told.err;
	a->error.index = told.index;
	return 1;
}

/* Whether the child has become its program, failed or ended; waits for it, but not longer than ns. */
static int has_left(Spawn *a, int read_fd, long ns)
{
	Timespec pause;
	PollFd pipe;
	int ready;

	if (a->error.step != LX_SPAWN_DONE)
		return 1;
	pause.sec = 0;
	pause.nsec = ns;
	pipe.fd = read_fd;
	pipe.events = LX_POLLIN;
	pipe.revents = 0;
	ready = Ppoll(&pipe, 1, &pause, LX_NULL);
	/* Where a filter forbids to poll it is better to wait without looking after the child than not to wait. */
	return ready != 0 && ready != -LX_EINTR && read_pipe(a, read_fd);
}

/* Once a traced child has stopped, sets its mask: 0 or -errno; not if it has ended, which is 0, too. */
static int mask_stopped(int pid, const Sigset_t *mask)
{
	Timespec pause;
	Siginfo info;
	int result;

	pause.sec = 0;
	for (pause.nsec = MS / 32; (result = PtraceSetSigmask(pid, mask)) == -LX_ESRCH;
	     pause.nsec *= pause.nsec < MS ? 2 : 1) {
		/* It may have failed or been killed, or even been waited for. The stops of a tracee are told as well. */
		info.u.chld.pid = 0;
		result = Waitid(LX_P_PID, pid, &info, LX_WEXITED | LX_WNOHANG | LX_WNOWAIT | LX___WALL, LX_NULL);
		if (result < 0 && result != -LX_EINTR)
			return result == -LX_ECHILD ? 0 : result;
		if (info.u.chld.pid == pid && info.code != LX_CLD_TRAPPED && info.code != LX_CLD_STOPPED)
			return 0;
		Nanosleep(&pause, LX_NULL);
	}
	return result;
}

/* Whether a child that is not traced yet, or is not to be, has been stopped by SIGSTOP. */
static int is_stopped(int pid)
{
	Siginfo info;

	info.u.chld.pid = 0;
	return Waitid(LX_P_PID, pid, &info, LX_WSTOPPED | LX_WNOHANG | LX_WNOWAIT | LX___WALL, LX_NULL) == 0 &&
	       info.u.chld.pid == pid && info.code == LX_CLD_STOPPED;
}

/*
 * Waits for a child while its caller is awake. What others may do is to stop it, by SIGSTOP, and a traced one by SIGTRAP:
 * it goes on, and has them later. Other threads that wait for any child may be told of a tracee's stops first, so that
 * ptrace is asked, and no wait. A traced child has its mask when it has stopped as the program.
 */
static void await(Spawn *a, int pid, int read_fd)
{
	static const Sigset_t all = {~0UL}, all_but_trap = {~SIGNAL_BIT(LX_SIGTRAP)};
	int event = 0;
	long ns = MS;
	Siginfo info;

	while (!has_left(a, read_fd, ns)) {
		if (ns < 16 * MS)
			ns *= 2;
		if (!a->sys->ptrace || PtraceGetSiginfo(pid, &info) < 0) {
			if (is_stopped(pid)) {
				a->held |= SIGNAL_BIT(LX_SIGSTOP);
				Kill(pid, LX_SIGCONT);
			}
			continue;
		}
		/* At exec the pipe ends before it stops, unless another process holds it; but exec's SIGTRAP is its own. */
		if (has_left(a, read_fd, 0) || (info.signo == LX_SIGTRAP && info.u.kill.pid == a->own_pid))
			break;
		/* Exec is to be an event then, that SIGTRAP, however many there are, can be blocked. */
		event = 1;
		PtraceSetOptions(pid, LX_PTRACE_O_TRACEEXEC);
		PtraceSetSigmask(pid, &all);
		if (info.signo == LX_SIGSTOP)
			a->held |= SIGNAL_BIT(LX_SIGSTOP);
		PtraceCont(pid, info.signo == LX_SIGTRAP ? LX_SIGTRAP : 0);
	}
	if (a->error.step != LX_SPAWN_DONE)
		return;
	if (event) {
		/* The event becomes the SIGTRAP that exec sends without one. */
		if (failed(&a->error, LX_SPAWN_PTRACE, 0, mask_stopped(pid, &all_but_trap)))
			return;
		Tgkill(pid, pid, LX_SIGTRAP);
		PtraceSetOptions(pid, 0);
		PtraceCont(pid, 0);
	}
	/* The program would go on with all signals blocked. */
	if (a->sys->ptrace)
		failed(&a->error, LX_SPAWN_PTRACE, 0, mask_stopped(pid, a->sys->sigmask ? a->sys->sigmask : &a->mask));
}

/*
 * Makes pipes and child, with all signals blocked, and returns when it has become its program or failed: the pid, or 0
 * with a->error set.
 */
static int make_child(Spawn *a, int want_pidfd)
{
	const SysProcAttr *sys = a->sys;
	unsigned long both = sys->cloneflags | sys->unshareflags, flags = sys->cloneflags & ~VFORK;
	int wait_for_maps = (sys->cloneflags & LX_CLONE_NEWUSER) && (sys->nuid_mappings || sys->ngid_mappings);
	int pipe[2] = {-1, -1}, sync_pipe[2] = {-1, -1}, dumpable = -1, pid = 0, sig;

	/*
	 * Who shares its memory may not unshare its users or change its time, and has no caller that could write its
	 * mappings or be its tracer. Shared memory without vfork would do for that, but debuggers would take their
	 * breakpoints out of the caller.
	 */
	if (!(both & (LX_CLONE_NEWUSER | LX_CLONE_NEWTIME)) && !sys->ptrace &&
	    (!sys->credential || (dumpable = lend_memory()) >= 0))
		flags |= VFORK;
	if ((!(flags & LX_CLONE_VM) || !vfork_shares || sys->pdeathsig) && make_pipe(a, pipe))
		goto out;
	if (wait_for_maps && make_pipe(a, sync_pipe))
		goto out;
	for (;;) {
		a->read_fd = pipe[0];
		a->error_fd = pipe[1];
		a->sync_fd[0] = sync_pipe[0];
		a->sync_fd[1] = sync_pipe[1];
		pid = start(a, flags, want_pidfd);
		/* Memory cannot be shared with children that are to be in another time namespace (Linux 6.1). */
		if (pid != -LX_EINVAL || !(flags & LX_CLONE_VM))
			break;
		flags &= ~VFORK;
		if (pipe[0] < 0 && make_pipe(a, pipe)) {
			pid = 0;
			goto out;
		}
	}
	if (failed(&a->error, LX_SPAWN_CLONE, 0, pid)) {
		pid = 0;
		goto out;
	}
	if (wait_for_maps) {
		/* Our reading end is open until after the byte is written: no SIGPIPE when the child was killed. */
		if (!lx_spawn_map_ids(a, pid, &a->error))
			failed(&a->error, LX_SPAWN_PREPARE, 0, Write(sync_pipe[1], "", 1));
		close_pipe(sync_pipe);
	}
	if (pipe[1] >= 0) {
		int result = Close(pipe[1]);

		/* Where a filter forbids to close it the pipe has no end, which a child with memory of its own is waited for by. */
		if (result < 0 && !(flags & VFORK && a->started) && is_open(pipe[1]) != -LX_EBADF)
			failed(&a->error, LX_SPAWN_PREPARE, 0, result);
		else
			pipe[1] = -1;
	}
	if (a->error.step != LX_SPAWN_DONE)
		;
	else if (!(flags & LX_CLONE_VFORK))
		await(a, pid, pipe[0]);
	else if (a->started)
		vfork_shares = 1;
	else
		while (!read_pipe(a, pipe[0]))
			;
	if (a->error.step == LX_SPAWN_DONE) {
		for (sig = 1; a->held; sig++, a->held >>= 1)
			if (a->held & 1)
				Kill(pid, sig);
	} else {
		/* It ends by itself, unless somebody stops it, which can be where it has not left our memory to end. */
		if (!a->started)
			Kill(pid, LX_SIGKILL);
		/* -ECHILD: another thread waits for any child, or SIGCHLD is ignored. */
		while (Wait4(pid, LX_NULL, LX___WALL, LX_NULL) == -LX_EINTR)
			;
		if (a->pidfd >= 0)
			Close(a->pidfd);
		a->pidfd = -1;
		pid = 0;
	}
out:
	if (dumpable >= 0)
		return_memory(dumpable);
	close_pipe(pipe);
	close_pipe(sync_pipe);
	return pid;
}

static int spawn(const char *argv0, char *const argv[], const ProcAttr *attr, int *pidfd, SpawnError *error)
{
	char local[LOCAL] __attribute__((__aligned__(16)));
	const SysProcAttr *sys;
	unsigned long files, text, size;
	char *memory = local, *stack = local;
	Stack_t alternate;
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
	/* The child has the caller's alternate stack and cannot change it while it stands on it. */
	alternate.flags = 0;
	Sigaltstack(LX_NULL, &alternate);
	if ((alternate.flags & LX_SS_ONSTACK) || STACK + sizeof(Spawn) + files + text + 15 > LOCAL) {
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
	a->stack = stack;
	a->exec_fd = sys->exec_fd;
	a->pidfd = -1;
	a->fd = (int *)(void *)((char *)a + sizeof(Spawn));
	a->text = (char *)a->fd + files;
	for (i = 0; i < attr->nfiles; i++) {
		a->fd[i] = attr->files[i];
		__asm__("" ::: "memory"); /* not to become a call of memcpy */
	}

	all.val = ~0UL;
	pid = 0;
	if (!failed(&a->error, LX_SPAWN_PREPARE, 0, PthreadSigmask(LX_SIG_SETMASK, &all, &a->mask))) {
		pid = make_child(a, pidfd || sys->pidfd);
		PthreadSigmask(LX_SIG_SETMASK, &a->mask, LX_NULL);
	}
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
