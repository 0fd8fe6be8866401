/* What only a kernel with real vfork and clone3 shows: shared memory, a parent that waits, and the flags of clone3. */
#include "check.h"
#include "topics.h"

#define THREAD                                                                                           \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM | \
	 LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID)

static const char *self;
static char stack[16384] __attribute__((aligned(16)));
static volatile int written, over, handled_by, handled_after, counted, stop;
static int parent;

#define WAITS 50 /* the descriptor from which `program vforking-late` reads */

/* `program vforking-late`: is there until a parent that waited for its start, and only that, lets it go. */
int vforking_mode(const char *word)
{
	char byte;

	if (!same_text(word, "vforking-late"))
		return -1;
	return Read(WAITS, &byte, 1) == 1 ? 80 : 81;
}

/* What the child does is in functions of its own: gcc warns (-Wclobbered) of variables that Vfork could spoil. */
static __attribute__((noinline)) int write_deep(int depth)
{
	volatile char frame[256];

	for (int i = 0; i < 256; i++)
		frame[i] = (char)depth;
	return depth ? write_deep(depth - 1) + frame[255] : 77;
}

static __attribute__((noinline)) void write_and_end(void)
{
	written = write_deep(3);
	sleep_ms(60);
	over = 1;
	Exit(9);
}

static __attribute__((noinline)) int vfork_and_end(void)
{
	int pid = Vfork();

	if (pid == 0)
		write_and_end();
	return pid;
}

static int memory_is_shared(void)
{
	/* What the child does to the stack below, and to registers, is not to be seen in the parent. */
	volatile long kept[8] = {1, 2, 3, 4, 5, 6, 7, 8};
	int pid = vfork_and_end();

	EXPECT(over == 1 && written == 77 + 1 + 2 + 3);
	EXPECT(kept[0] == 1 && kept[3] == 4 && kept[7] == 8);
	EXPECT(wait_for(pid) == 9 << 8);
	return 0;
}

static __attribute__((noinline)) void become_late(void)
{
	char word[] = "vforking-late";
	char *argv[] = {word, word, LX_NULL};

	over = 1;
	Exec(self, argv, argv + 2);
	Exit(127);
}

static __attribute__((noinline)) int vfork_and_exec(void)
{
	int pid = Vfork();

	if (pid == 0)
		become_late();
	return pid;
}

static int goes_on_at_exec(void)
{
	int status = 0, go[2], pid;

	EXPECT(Pipe2(go, LX_O_CLOEXEC) == 0 && Dup3(go[0], WAITS, 0) == WAITS);
	pid = vfork_and_exec();
	EXPECT(over == 1 && Wait4(pid, &status, LX_WNOHANG, LX_NULL) == 0);
	EXPECT(Write(go[1], "x", 1) == 1 && wait_for(pid) == 80 << 8);
	return 0;
}

static int count(void *arg)
{
	(void)arg;
	while (!stop) {
		counted++;
		sleep_ms(2);
	}
	return 0;
}

/* Ends when another thread of the parent's has counted on, which it cannot if all of them wait. */
static __attribute__((noinline)) void see_counting(void)
{
	int before = counted;

	for (int i = 0; counted < before + 3 && i < 1000; i++)
		sleep_ms(5);
	Exit(counted < before + 3 ? 10 : 9);
}

static __attribute__((noinline)) int vfork_and_see(void)
{
	int pid = Vfork();

	if (pid == 0)
		see_counting();
	return pid;
}

static int other_threads_run(void)
{
	int tid = -1, pid;

	EXPECT(CloneCall(THREAD, stack + sizeof(stack), count, LX_NULL, &tid, &tid, 0) > 0);
	while (counted == 0)
		sleep_ms(1);
	pid = vfork_and_see();
	EXPECT(wait_for(pid) == 9 << 8);
	stop = 1;
	for (int i = 0; *(volatile int *)&tid && i < 1000; i++)
		sleep_ms(5);
	EXPECT(tid == 0);
	return 0;
}

static void note(int sig)
{
	(void)sig;
	handled_by = Getpid();
	handled_after = over;
}

static __attribute__((noinline)) void signal_and_end(void)
{
	Kill(parent, LX_SIGUSR1);
	sleep_ms(60);
	over = 1;
	Exit(handled_by == 0 ? 9 : 10);
}

static __attribute__((noinline)) int vfork_and_signal(void)
{
	int pid = Vfork();

	if (pid == 0)
		signal_and_end();
	return pid;
}

static int signals_come_afterwards(void)
{
	Sigaction_t action = handling(note, 0);
	int pid;

	parent = Getpid();
	EXPECT(Sigaction(LX_SIGUSR1, &action, LX_NULL) == 0);
	pid = vfork_and_signal();
	EXPECT(handled_by == parent && handled_after == 1);
	EXPECT(wait_for(pid) == 9 << 8);
	return 0;
}

/* ---- Shadow stacks: aarch64's guarded control stack, riscv64's Zicfiss */

#define NO_SHADOW 70

/* Enables one. From here on no function may return that began before. */
static __attribute__((noinline)) void run_on_a_shadow_stack(void)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	char word[] = "exit-42";
	char *argv[] = {word, word, LX_NULL};
	int pid, status = 0, good = 1;

	if (lx_trap5(LX_SYS_prctl, LX_PR_SET_SHADOW_STACK_STATUS, LX_PR_SHADOW_STACK_ENABLE, 0, 0, 0))
		Exit(NO_SHADOW);
	/* The child's calls overwrite the entry of the Vfork that both return from. */
	pid = vfork_and_end();
	good &= over == 1 && written == 77 + 1 + 2 + 3 && wait_for(pid) == 9 << 8;
	good &= wait_for(ForkExec(self, argv, LX_NULL, LX_NULL)) == 42 << 8;
	good &= ForkExec("/missing", argv, LX_NULL, LX_NULL) == -LX_ENOENT;
	/* A traced one has memory, and a shadow stack, of its own. */
	attr.sys = &sys;
	sys.ptrace = 1;
	pid = ForkExec(self, argv, &attr, LX_NULL);
	good &= Wait4(pid, &status, 0, LX_NULL) == pid && status == (LX_SIGTRAP << 8 | 0x7f);
	good &= PtraceCont(pid, 0) == 0 && wait_for(pid) == 42 << 8;
	Exit(good ? 71 : 72);
}

static void shadow_stack(void)
{
	const char *name = "Vfork and ForkExec on a shadow stack";
	int pid = Fork(), status;

	if (pid == 0) {
		Alarm(30);
		over = written = 0;
		run_on_a_shadow_stack();
	}
	status = wait_for(pid);
	if (status == NO_SHADOW << 8)
		skip(name, "prctl enables none on this machine");
	else
		check_equal(name, status, 71 << 8);
}

/* ---- clone3 */

static CloneArgs arguments(unsigned long flags)
{
	CloneArgs args = {0};

	args.flags = flags;
	args.exit_signal = LX_SIGCHLD;
	return args;
}

static int handlers_are_cleared(void)
{
	Sigaction_t action = handling(note, 0), ignore = handling(LX_SIG_IGN, 0);
	CloneArgs args = arguments(LX_CLONE_CLEAR_SIGHAND);
	long pid;

	EXPECT(Sigaction(LX_SIGUSR1, &action, LX_NULL) == 0 && Sigaction(LX_SIGUSR2, &ignore, LX_NULL) == 0);
	pid = Clone3(&args, sizeof(args));
	if (pid == 0) {
		Sigaction(LX_SIGUSR1, LX_NULL, &action);
		Sigaction(LX_SIGUSR2, LX_NULL, &ignore);
		Exit(action.u.handler == LX_SIG_DFL && ignore.u.handler == LX_SIG_IGN ? 9 : 10);
	}
	EXPECT(pid > 0 && wait_for((int)pid) == 9 << 8);
	args.flags |= LX_CLONE_SIGHAND | LX_CLONE_VM;
	EXPECT(Clone3(&args, sizeof(args)) == -LX_EINVAL);
	return 0;
}

static int pids_are_chosen(void)
{
	CloneArgs args = arguments(0);
	int wanted = 12345, other = 1;
	long pid;

	args.set_tid = (unsigned long)&wanted;
	args.set_tid_size = 1;
	pid = Clone3(&args, sizeof(args));
	if (pid == 0)
		Exit(Getpid() == 12345 ? 9 : 10);
	EXPECT(pid == 12345 && wait_for(12345) == 9 << 8);
	args.set_tid = (unsigned long)&other;
	EXPECT(Clone3(&args, sizeof(args)) == -LX_EEXIST);
	return 0;
}

static int pidfds(void)
{
	CloneArgs args = arguments(LX_CLONE_PIDFD);
	Timespec limit = {5, 0}, none = {0, 0};
	PollFd poll;
	Siginfo child;
	int pidfd = -1, there = MemfdCreate("there", LX_MFD_CLOEXEC), fd;
	long pid;

	args.pidfd = (unsigned long)&pidfd;
	pid = Clone3(&args, sizeof(args));
	if (pid == 0) {
		Alarm(10);
		for (;;)
			Pause();
	}
	EXPECT(pid > 0 && pidfd >= 0 && FcntlInt(pidfd, LX_F_GETFD, 0) == LX_FD_CLOEXEC);
	poll.fd = pidfd;
	poll.events = LX_POLLIN;
	poll.revents = 0;
	EXPECT(Ppoll(&poll, 1, &none, LX_NULL) == 0);
	fd = PidfdGetfd(pidfd, there, 0);
	EXPECT(fd >= 0 && Write(fd, "x", 1) == 1 && Seek(there, 0, LX_SEEK_CUR) == 1);
	EXPECT(PidfdGetfd(pidfd, 999, 0) == -LX_EBADF);
	EXPECT(PidfdSendSignal(pidfd, LX_SIGTERM, LX_NULL, 0) == 0);
	EXPECT(Ppoll(&poll, 1, &limit, LX_NULL) == 1 && (poll.revents & LX_POLLIN));
	EXPECT(Waitid(LX_P_PIDFD, pidfd, &child, LX_WEXITED, LX_NULL) == 0);
	EXPECT(child.u.chld.pid == pid && child.u.chld.status == LX_SIGTERM && child.code == LX_CLD_KILLED);
	EXPECT(PidfdSendSignal(pidfd, 0, LX_NULL, 0) == -LX_ESRCH && PidfdOpen((int)pid, 0) == -LX_ESRCH);
	return Close(pidfd);
}

static void pidfd_infos(void)
{
	PidfdInfo info = {0};
	int pidfd = PidfdOpen(Getpid(), 0), result;

	info.mask = LX_PIDFD_INFO_PID | LX_PIDFD_INFO_CREDS;
	result = Ioctl(pidfd, LX_PIDFD_GET_INFO, (unsigned long)&info);
	if (since(6, 13, "LX_PIDFD_GET_INFO", result != -LX_ENOTTY && result != -LX_EINVAL))
		check("LX_PIDFD_GET_INFO tells pid, parent and user",
		      result == 0 && info.pid == (unsigned int)Getpid() && info.ppid == (unsigned int)Getppid() &&
			      info.euid == 0);
	Close(pidfd);
}

static int into_a_cgroup(void)
{
	static char text[256];
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	CloneArgs args = arguments(LX_CLONE_INTO_CGROUP);
	char word[] = "exit-42";
	char *argv[] = {word, word, LX_NULL};
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	SpawnError error;
	int fd;
	long pid;

	fd = Openat(LX_AT_FDCWD, "/tmp/cgroup/boot-test", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	EXPECT(fd >= 0);
	args.cgroup = (unsigned long)fd;
	pid = Clone3(&args, sizeof(args));
	if (pid == 0) {
		read_text("/proc/self/cgroup", text, sizeof(text));
		Exit(find_line(text, "0::/boot-test\n") ? 9 : 10);
	}
	EXPECT(pid > 0 && wait_for((int)pid) == 9 << 8);
	attr.sys = &sys;
	sys.use_cgroup_fd = 1;
	sys.cgroup_fd = fd;
	pid = ForkExec(self, argv, &attr, &error);
	EXPECT(pid > 0 && wait_for((int)pid) == 42 << 8);
	sys.cgroup_fd = Openat(LX_AT_FDCWD, "/tmp", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	EXPECT(ForkExec(self, argv, &attr, &error) == -LX_EBADF && error.step == LX_SPAWN_CLONE);
	args.cgroup = 999;
	EXPECT(Clone3(&args, sizeof(args)) == -LX_EBADF);
	return 0;
}

/* Into one that is frozen: ForkExec returns when it no longer is. */
static int into_a_frozen_cgroup(void)
{
	static const ProcAttr no_attr;
	static const SysProcAttr no_sys;
	const char *freeze = "/tmp/cgroup/boot-test/cgroup.freeze";
	char word[] = "exit-42", byte;
	char *argv[] = {word, word, LX_NULL};
	ProcAttr attr = no_attr;
	SysProcAttr sys = no_sys;
	int thawed[2], thawer, pid;

	EXPECT(write_text(freeze, "1") && Pipe2(thawed, LX_O_CLOEXEC | LX_O_NONBLOCK) == 0);
	thawer = Fork();
	if (thawer == 0) {
		sleep_ms(200);
		Write(thawed[1], "", 1);
		Exit(!write_text(freeze, "0"));
	}
	attr.sys = &sys;
	sys.use_cgroup_fd = 1;
	sys.cgroup_fd = Openat(LX_AT_FDCWD, "/tmp/cgroup/boot-test", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	pid = ForkExec(self, argv, &attr, LX_NULL);
	EXPECT(Read(thawed[0], &byte, 1) == 1);
	EXPECT(pid > 0 && wait_for(pid) == 42 << 8 && wait_for(thawer) == 0);
	return 0;
}

static void cgroups(void)
{
	const char *name = "CLONE_INTO_CGROUP, and ForkExec into a cgroup";

	Mkdir("/tmp/cgroup", 0700);
	if (Mount("cgroup2", "/tmp/cgroup", "cgroup2", 0, LX_NULL)) {
		skip(name, "this kernel mounts no cgroup2");
	} else {
		Mkdir("/tmp/cgroup/boot-test", 0700);
		check_child(name, into_a_cgroup);
		check_child("ForkExec into a frozen cgroup waits for its thaw", into_a_frozen_cgroup);
		Rmdir("/tmp/cgroup/boot-test");
		Unmount("/tmp/cgroup", LX_MNT_DETACH);
	}
	Rmdir("/tmp/cgroup");
}

void vforking(const char *program)
{
	self = program;
	check_child("Vfork shares memory and lets its caller wait for the end", memory_is_shared);
	check_child("the caller of Vfork goes on when the child has become a program", goes_on_at_exec);
	check_child("other threads run while one waits in Vfork", other_threads_run);
	check_child("a signal to the caller of Vfork waits, and is not handled in the child", signals_come_afterwards);
	shadow_stack();
	check_child("CLONE_CLEAR_SIGHAND takes handlers away, and leaves what is ignored", handlers_are_cleared);
	check_child("Clone3 gives the pid that is asked for", pids_are_chosen);
	check_child("pidfds: poll, descriptors of another process, signals, their end", pidfds);
	pidfd_infos();
	cgroups();
}
