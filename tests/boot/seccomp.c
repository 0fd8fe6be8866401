/* Seccomp: filters made by the Lsf helpers, and what becomes of a call that one stops. */
#include <barecall/allthreads.h>
#include "check.h"
#include "topics.h"

#define THREAD                                                                                           \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM | \
	 LX_CLONE_CHILD_CLEARTID | LX_CLONE_PARENT_SETTID)
#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)

/* A filter has to know for which architecture the numbers are. */
#define ARCH LX_AUDIT_ARCH_NATIVE

/* LX_SYS_getpgid is the call that the filters stop; nothing else here needs it. */

static char stacks[2][16384] __attribute__((aligned(16)));
static int tids[2];
static int ready, let_go, result;

/* Stops one call by an action; all others pass. Another architecture's calls kill. */
static int install(long nr, unsigned int action, unsigned int flags)
{
	const SockFilter filter[] = {
		LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, __builtin_offsetof(SeccompData, arch)),
		LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, ARCH, 1, 0),
		LsfStmt(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_KILL_PROCESS),
		LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, __builtin_offsetof(SeccompData, nr)),
		LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, (unsigned int)nr, 0, 1),
		LsfStmt(LX_BPF_RET | LX_BPF_K, action),
		LsfStmt(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_ALLOW),
	};
	SockFprog program = {sizeof(filter) / sizeof(filter[0]), filter};

	return Seccomp(LX_SECCOMP_SET_MODE_FILTER, flags, &program);
}

static int installing(void)
{
	unsigned int action = LX_SECCOMP_RET_LOG, none = 0x12340000;
	const SockFilter wrong[] = {LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 4096),
				    LsfStmt(LX_BPF_RET | LX_BPF_K, 0)};
	SockFprog program = {2, wrong};
	SeccompNotifSizes sizes;

	EXPECT(Seccomp(99, 0, LX_NULL) == -LX_EINVAL);
	EXPECT(Seccomp(LX_SECCOMP_SET_MODE_FILTER, 1 << 20, &program) == -LX_EINVAL);
	EXPECT(Seccomp(LX_SECCOMP_SET_MODE_FILTER, 0, &program) == -LX_EINVAL);
	EXPECT(Seccomp(LX_SECCOMP_SET_MODE_FILTER, 0, LX_NULL) == -LX_EFAULT);
	EXPECT(Seccomp(LX_SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0);
	EXPECT(Seccomp(LX_SECCOMP_GET_ACTION_AVAIL, 0, &none) == -LX_EOPNOTSUPP);
	EXPECT(Seccomp(LX_SECCOMP_GET_NOTIF_SIZES, 0, &sizes) == 0);
	EXPECT(sizes.notif == sizeof(SeccompNotif) && sizes.notif_resp == sizeof(SeccompNotifResp));
	EXPECT(sizes.data == sizeof(SeccompData));
	EXPECT(SetresuidThread(1000, 1000, 1000) == 0);
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_ERRNO | 77, 0) == -LX_EACCES && Getpgid(0) >= 0);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_ERRNO | 77, 0) == 0);
	EXPECT(Getpgid(0) == -77 && Getpid() > 0);
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_ERRNO | 5000, 0) == 0);
	EXPECT(Getpgid(0) == -4095); /* the newest filter's, and no number that were no errno */
	return 0;
}

/* ---- the end of a thread, and of a process */

static int start_thread(int number, int (*function)(void *), void *arg)
{
	STORE(&tids[number], -1);
	return CloneCall(THREAD, stacks[number] + sizeof(stacks[number]), function, arg, &tids[number], &tids[number],
			 0) < 0;
}

/* Waits for the end of a thread, up to 5 s. */
static int has_ended(int number)
{
	for (int i = 0; LOAD(&tids[number]) && i < 1000; i++)
		sleep_ms(5);
	return LOAD(&tids[number]) == 0;
}

static int die_by_filter(void *arg)
{
	if (install(LX_SYS_getpgid, LX_SECCOMP_RET_KILL_THREAD, 0))
		return 0;
	STORE(&ready, 1);
	Getpgid(0);
	STORE((int *)arg, 1);
	return 0;
}

static int dies_by_process(void)
{
	install(LX_SYS_getpgid, LX_SECCOMP_RET_KILL_PROCESS, 0);
	Getpgid(0);
	return 0;
}

static int dies_by_strictness(void)
{
	if (Seccomp(LX_SECCOMP_SET_MODE_STRICT, 0, LX_NULL) || Write(1, "", 0) != 0)
		return 1;
	Getpid();
	return 2;
}

static int lives_strictly(void)
{
	if (Seccomp(LX_SECCOMP_SET_MODE_STRICT, 0, LX_NULL) || Write(1, "", 0) != 0)
		return 1;
	ExitThread(9);
}

static int dies_by_trap(void)
{
	install(LX_SYS_getpgid, LX_SECCOMP_RET_TRAP, 0);
	Getpgid(0);
	return 0;
}

static int killing(void)
{
	int survived = 0;

	EXPECT(WaitStatusSignal(wait_for(start_child(dies_by_process))) == LX_SIGSYS);
	EXPECT(WaitStatusSignal(wait_for(start_child(dies_by_trap))) == LX_SIGSYS);
	EXPECT(WaitStatusSignal(wait_for(start_child(dies_by_strictness))) == LX_SIGKILL);
	EXPECT(wait_for(start_child(lives_strictly)) == 9 << 8);
	EXPECT(start_thread(0, die_by_filter, &survived) == 0 && has_ended(0));
	EXPECT(LOAD(&ready) == 1 && !survived && Getpgid(0) >= 0);
	return 0;
}

/* ---- a signal */

static Siginfo seen;
static volatile int traps;

static void on_trap(int sig, Siginfo *info, void *context)
{
	(void)sig;
	(void)context;
	seen.signo = info->signo;
	seen.code = info->code;
	seen.err = info->err;
	seen.u.sys.addr = info->u.sys.addr;
	seen.u.sys.nr = info->u.sys.nr;
	seen.u.sys.arch = info->u.sys.arch;
	traps++;
}

static __attribute__((noinline)) void make_the_call(void)
{
	Getpgid(0);
}

static int trapping(void)
{
	Sigaction_t action = handling_info(on_trap, 0);
	unsigned long begin = (unsigned long)make_the_call;

	EXPECT(Sigaction(LX_SIGSYS, &action, LX_NULL) == 0);
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_TRAP | 123, 0) == 0);
	make_the_call();
	EXPECT(traps == 1 && seen.signo == LX_SIGSYS && seen.code == LX_SYS_SECCOMP && seen.err == 123);
	EXPECT(seen.u.sys.nr == LX_SYS_getpgid && seen.u.sys.arch == ARCH);
#ifndef BARECALL_EXTERN /* else the instruction is in the archive */
	EXPECT((unsigned long)seen.u.sys.addr > begin && (unsigned long)seen.u.sys.addr < begin + 200);
#else
	EXPECT(begin && seen.u.sys.addr);
#endif
	EXPECT(Getpid() > 0 && traps == 1);
	return 0;
}

/* ---- another process answers */

/* The other process: passes its listener, and makes the call with arguments from 1 on. */
static int ask(int to)
{
	unsigned long buffer[4];
	Msghdr msg = {LX_NULL, 0, LX_NULL, 0, buffer, 0, 0};
	int group = Getpgid(0), fd;
	int listener = install(LX_SYS_getpgid, LX_SECCOMP_RET_USER_NOTIF, LX_SECCOMP_FILTER_FLAG_NEW_LISTENER);
	char text[8];

	EXPECT(listener >= 0 && install(LX_SYS_getpgid, LX_SECCOMP_RET_USER_NOTIF,
					LX_SECCOMP_FILTER_FLAG_NEW_LISTENER) == -LX_EBUSY);
	EXPECT(UnixRights(&msg, sizeof(buffer), &listener, 1) == 0);
	EXPECT(SendmsgN(to, LX_NULL, 0, buffer, msg.controllen, LX_NULL, 0) == 0 && Close(listener) == 0);
	EXPECT(Getpgid(1) == 123);
	EXPECT(Getpgid(2) == -LX_EXDEV);
	EXPECT(Getpgid(0) == group);
	fd = Getpgid(4);
	EXPECT(fd == 50 && FcntlInt(fd, LX_F_GETFD, 0) == LX_FD_CLOEXEC && Pread(fd, text, sizeof(text), 0) == 4);
	fd = Getpgid(5);
	EXPECT(fd >= 0 && FcntlInt(fd, LX_F_GETFD, 0) == 0 && Pread(fd, text, sizeof(text), 0) == 4 && text[0] == 'f');
	return 0;
}

/* Receives the next call of the other process, and checks it. Its line, or 0. */
static int receive(int listener, int pid, int argument, SeccompNotif *notif)
{
	static const SeccompNotif zero;

	*notif = zero;
	EXPECT(Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_RECV, (unsigned long)notif) == 0);
	EXPECT(notif->pid == (unsigned int)pid && notif->data.nr == LX_SYS_getpgid && notif->data.arch == ARCH);
	EXPECT((int)notif->data.args[0] == argument && notif->data.instruction_pointer != 0);
	EXPECT(Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_ID_VALID, (unsigned long)&notif->id) == 0);
	return 0;
}

static int send(int listener, unsigned long id, long val, int error, unsigned int flags)
{
	SeccompNotifResp response = {id, val, error, flags};

	return Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_SEND, (unsigned long)&response);
}

static int answering(void)
{
	unsigned long buffer[4], length = sizeof(buffer), stale;
	Msghdr msg = {LX_NULL, 0, LX_NULL, 0, buffer, 0, 0};
	int pair[2], listener, pid, file = MemfdCreate("file", LX_MFD_CLOEXEC), line, fd;
	SeccompNotif notif;
	SeccompNotifAddfd add = {0};
	PollFd poll;
	Timespec limit = {5, 0};
	const int *fds;

	EXPECT(Write(file, "file", 4) == 4);
	EXPECT(Socketpair(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0, pair) == 0);
	pid = Fork();
	if (pid == 0) {
		Alarm(10);
		line = ask(pair[0]);
		Exit(line == 0 ? 9 : line);
	}
	EXPECT(RecvmsgBuffers(pair[1], LX_NULL, 0, buffer, &length, LX_MSG_CMSG_CLOEXEC, LX_NULL, LX_NULL) == 1);
	msg.controllen = length;
	EXPECT(CmsgFirst(&msg) && ParseUnixRights(CmsgFirst(&msg), &fds) == 1);
	listener = fds[0];
	if ((line = receive(listener, pid, 1, &notif)) != 0)
		return line;
	stale = notif.id;
	EXPECT(send(listener, notif.id + 100, 0, 0, 0) == -LX_ENOENT);
	EXPECT(send(listener, notif.id, 123, 0, 0) == 0);
	line = send(listener, stale, 123, 0, 0);
	EXPECT(line == -LX_ENOENT || line == -LX_EINPROGRESS); /* has gone on, or is about to */
	EXPECT(Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_ID_VALID, (unsigned long)&stale) == -LX_ENOENT);
	if ((line = receive(listener, pid, 2, &notif)) != 0)
		return line;
	EXPECT(send(listener, notif.id, 0, -LX_EXDEV, 0) == 0);
	if ((line = receive(listener, pid, 0, &notif)) != 0)
		return line;
	EXPECT(send(listener, notif.id, 5, 0, LX_SECCOMP_USER_NOTIF_FLAG_CONTINUE) == -LX_EINVAL);
	EXPECT(send(listener, notif.id, 0, 0, LX_SECCOMP_USER_NOTIF_FLAG_CONTINUE) == 0);
	if ((line = receive(listener, pid, 4, &notif)) != 0)
		return line;
	add.id = notif.id;
	add.srcfd = (unsigned int)file;
	add.flags = LX_SECCOMP_ADDFD_FLAG_SETFD;
	add.newfd = 50;
	add.newfd_flags = LX_O_CLOEXEC;
	EXPECT(Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_ADDFD, (unsigned long)&add) == 50);
	EXPECT(send(listener, notif.id, 50, 0, 0) == 0);
	if ((line = receive(listener, pid, 5, &notif)) != 0)
		return line;
	add.id = notif.id;
	add.srcfd = 999;
	add.flags = LX_SECCOMP_ADDFD_FLAG_SEND; /* and the call returns it */
	add.newfd = 0;
	add.newfd_flags = 0;
	EXPECT(Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_ADDFD, (unsigned long)&add) ==
	       (linux_is(5, 14) ? -LX_EBADF : -LX_EINVAL));
	add.srcfd = (unsigned int)file;
	if (!linux_is(5, 14))
		add.flags = 0;
	fd = Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_ADDFD, (unsigned long)&add);
	EXPECT(fd >= 0 && (linux_is(5, 14) || send(listener, notif.id, fd, 0, 0) == 0));
	EXPECT(wait_for(pid) == 9 << 8);
	poll.fd = listener;
	poll.events = 0;
	poll.revents = 0;
	EXPECT(Ppoll(&poll, 1, &limit, LX_NULL) == 1);
	EXPECT((poll.revents & LX_POLLHUP)); /* nobody has the filter any more */
	return Close(listener);
}

/* ---- several threads */

static int wait_and_call(void *arg)
{
	(void)arg;
	STORE(&ready, 1);
	while (!LOAD(&let_go))
		sleep_ms(2);
	STORE(&result, Getpgid(0));
	return 0;
}

static int synchronising(void)
{
	EXPECT(start_thread(0, wait_and_call, LX_NULL) == 0);
	while (!LOAD(&ready))
		sleep_ms(1);
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_ERRNO | 77, LX_SECCOMP_FILTER_FLAG_TSYNC) == 0);
	STORE(&let_go, 1);
	EXPECT(has_ended(0) && LOAD(&result) == -77 && Getpgid(0) == -77);
	return 0;
}

/* A thread that has a filter of its own, of which the others know nothing. */
static int filter_and_wait(void *arg)
{
	int installed = install(LX_SYS_setresuid, *(unsigned int *)arg, 0);

	STORE(&ready, installed == 0 ? 1 : 2);
	while (!LOAD(&let_go))
		sleep_ms(2);
	return 0;
}

static int not_synchronising(void)
{
	unsigned int action = LX_SECCOMP_RET_ERRNO | 1;

	EXPECT(start_thread(0, filter_and_wait, &action) == 0);
	while (!LOAD(&ready))
		sleep_ms(1);
	EXPECT(LOAD(&ready) == 1);
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_ERRNO | 77, LX_SECCOMP_FILTER_FLAG_TSYNC) == LOAD(&tids[0]));
	EXPECT(install(LX_SYS_getpgid, LX_SECCOMP_RET_ERRNO | 77,
		       LX_SECCOMP_FILTER_FLAG_TSYNC | LX_SECCOMP_FILTER_FLAG_TSYNC_ESRCH) == -LX_ESRCH);
	EXPECT(Getpgid(0) >= 0);
	STORE(&let_go, 1);
	return has_ended(0) ? 0 : __LINE__;
}

static unsigned int action_of_one;

/* Changes all threads' ids where one of them has a filter: the result, or the process ends. */
static int change_all(void)
{
	Close(2); /* what a process says of itself before it kills itself */
	if (start_thread(0, filter_and_wait, &action_of_one))
		return 50;
	while (!LOAD(&ready))
		sleep_ms(1);
	STORE(&ready, 0);
	if (start_thread(1, wait_and_call, LX_NULL))
		return 50;
	while (!LOAD(&ready))
		sleep_ms(1);
	return Setresuid(1000, 1000, 1000) == 0 && Getuid() == 1000 ? 9 : 51;
}

static int change_from_filtered(void)
{
	if (install(LX_SYS_setresuid, action_of_one, 0) || start_thread(1, wait_and_call, LX_NULL))
		return 50;
	while (!LOAD(&ready))
		sleep_ms(1);
	if (Setresuid(1000, 1000, 1000) != -77 || Getuid() != 0)
		return 51;
	return 9;
}

static int changing_all(void)
{
	action_of_one = LX_SECCOMP_RET_ERRNO | LX_EPERM;
	EXPECT(WaitStatusSignal(wait_for(start_child(change_all))) == LX_SIGKILL); /* some have changed, one cannot */
	action_of_one = LX_SECCOMP_RET_USER_NOTIF; /* without a listener: -ENOSYS */
	EXPECT(WaitStatusSignal(wait_for(start_child(change_all))) == LX_SIGKILL);
	action_of_one = LX_SECCOMP_RET_TRAP; /* in a handler, with all signals blocked: the default action */
	EXPECT(WaitStatusSignal(wait_for(start_child(change_all))) == LX_SIGSYS);
	action_of_one = LX_SECCOMP_RET_KILL_PROCESS;
	EXPECT(WaitStatusSignal(wait_for(start_child(change_all))) == LX_SIGSYS);
	action_of_one = LX_SECCOMP_RET_KILL_THREAD; /* the thread is gone, all others have changed */
	EXPECT(wait_for(start_child(change_all)) == 9 << 8);
	action_of_one = LX_SECCOMP_RET_ALLOW;
	EXPECT(wait_for(start_child(change_all)) == 9 << 8);
	action_of_one = LX_SECCOMP_RET_ERRNO | 77; /* the caller's own: nothing has changed */
	EXPECT(wait_for(start_child(change_from_filtered)) == 9 << 8);
	return 0;
}

void seccomp(void)
{
	check_child("filters are refused, and installed, and give errors", installing);
	check_child("filters kill a thread or a process", killing);
	check_child("a filter sends SIGSYS, which tells the call", trapping);
	check_child("another process answers calls, with results, errors and descriptors", answering);
	check_child("a filter for all threads", synchronising);
	check_child("no filter for all threads when one has another", not_synchronising);
	check_child("Setresuid where one thread has a filter: a defined end, and no hang", changing_all);
}
