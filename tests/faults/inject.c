/*
 * The tester: runs a scenario under a filter whose listener it is, and does to one of its calls what the fault says.
 */
#define _GNU_SOURCE
#include "faults.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>

enum { DEADLINE = 10000 }; /* in ms: far longer than any run takes on a slow machine */

Outcome *out;
const World *world;
int notes;

void told(const char *format, ...)
{
	va_list list;
	int n;

	va_start(list, format);
	n = vsnprintf(out->effect + out->used, sizeof(out->effect) - out->used, format, list);
	va_end(list);
	out->used += (unsigned long)n < sizeof(out->effect) - out->used ? (unsigned long)n :
									  sizeof(out->effect) - 1 - out->used;
}

static void mark(long which)
{
	lx_trap0(which);
}

/* ---- In the scenario */

static void count_signal(int sig)
{
	(void)sig;
	out->signals++;
}

/* Tells the listener of the library's calls and of marks, whoever makes them. */
static int filter_calls(void)
{
	unsigned int begin = (unsigned int)(uintptr_t)library_begins, end = (unsigned int)(uintptr_t)library_ends;
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, MARK_READY, 5, 0),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, begin, 0, 2),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, end, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	SockFprog fprog = { sizeof(code) / sizeof(code[0]), (void *)code };

	if (geteuid())
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return Seccomp(LX_SECCOMP_SET_MODE_FILTER,
		       LX_SECCOMP_FILTER_FLAG_NEW_LISTENER | LX_SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &fprog);
}

/* Whether nothing but what the scenario may change is another than before. */
static int unchanged(const Scenario *s, Snapshot *before, int failed)
{
	static Snapshot after;
	char *ours;

	take_snapshot(&after);
	if (s->flags & KEEPS_MEMORY)
		memcpy(after.maps, before->maps, sizeof(after.maps));
	if (failed && (s->flags & KEEPS_HANDLER)) {
		after.actions[32] = before->actions[32];
		if ((ours = strstr(after.status, "SigCgt:")) != NULL && strstr(before->status, "SigCgt:"))
			memcpy(ours, strstr(before->status, "SigCgt:"), strcspn(ours, "\n"));
	}
	return same_snapshot(before, &after);
}

static void pass(void (*step)(void))
{
	if (step)
		step();
}

static void perform(const Scenario *s)
{
	static const World usual;
	const World *w = world ? world : &usual;
	static Snapshot before;
	struct sigaction counting;
	int failed;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(notes, 1);
	dup2(notes, 2);
	pass(w->before);
	out->error.step = -1;
	out->listener = filter_calls();
	Futex((unsigned int *)&out->listener, LX_FUTEX_WAKE, 1, LX_NULL, LX_NULL, 0);
	mark(MARK_READY);
	close(out->listener);
	s->setup(s->variant);
	memset(&counting, 0, sizeof(counting));
	counting.sa_handler = count_signal;
	sigaction(SIGUSR1, &counting, NULL);
	pass(w->settle);
	take_snapshot(&before);
	pass(w->enter);
	mark(MARK_BEGIN);
	out->result = s->run(s->variant);
	mark(MARK_END);
	pass(w->leave);
	failed = IsErr(out->result);
	if (failed && !(s->flags & HAS_CHILD))
		out->childless = waitpid(-1, NULL, WNOHANG | __WALL) == -1 && errno == ECHILD;
	s->after(s->variant, out->result);
	out->same = (!failed && (s->flags & CHANGES)) || unchanged(s, &before, failed);
	if (!failed || (s->flags & HAS_CHILD))
		out->childless = waitpid(-1, NULL, WNOHANG | __WALL) == -1 && errno == ECHILD;
	fflush(stdout);
	out->done = 1;
	_exit(0);
}

/* ---- In the tester */

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int ordinal(int tids[TASKS], int tid)
{
	int i;

	for (i = 0; i < TASKS; i++) {
		if (!tids[i])
			tids[i] = tid;
		if (tids[i] == tid)
			return i;
	}
	return -1;
}

static int of_process(int tid, int pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/%d", pid, tid);
	return access(path, F_OK) == 0;
}

/* The least that a call can transfer, done for it; -1: it is none that is ever cut short. */
static long shortened(const SeccompNotif *call)
{
	char bytes[64];
	struct iovec ours = { bytes, 1 }, theirs = { (void *)call->data.args[1], 1 }, remote;
	int pid = (int)call->pid, fd = -1, owner;
	long n = -1;
	struct stat st;

	if (call->data.nr == LX_SYS_process_vm_readv || call->data.nr == LX_SYS_process_vm_writev) {
		struct iovec iov = { &remote, sizeof(remote) }, from = { (void *)call->data.args[3], sizeof(remote) };
		struct iovec local, local_from = { (void *)call->data.args[1], sizeof(local) }, here = { &local, sizeof(local) };
		struct iovec one;

		if (process_vm_readv(pid, &iov, 1, &from, 1, 0) < 0 || process_vm_readv(pid, &here, 1, &local_from, 1, 0) < 0)
			return -1;
		remote.iov_len = 1;
		one.iov_base = local.iov_base;
		one.iov_len = 1;
		if (call->data.nr == LX_SYS_process_vm_readv)
			return process_vm_readv((int)call->data.args[0], &ours, 1, &remote, 1, 0) == 1 &&
			       process_vm_writev(pid, &ours, 1, &one, 1, 0) == 1 ? 1 : -1;
		return process_vm_readv(pid, &ours, 1, &one, 1, 0) == 1 &&
		       process_vm_writev((int)call->data.args[0], &ours, 1, &remote, 1, 0) == 1 ? 1 : -1;
	}
	owner = PidfdOpen(pid, 0);
	if (owner >= 0)
		fd = PidfdGetfd(owner, (int)call->data.args[0], 0);
	if (fd >= 0 && fstat(fd, &st) == 0) {
		if (call->data.nr == LX_SYS_getdents64)
			n = Getdents(fd, bytes, sizeof(bytes));
		else if (S_ISREG(st.st_mode) && call->data.nr == LX_SYS_read)
			n = read(fd, bytes, 1);
		else if (S_ISREG(st.st_mode) && call->data.nr == LX_SYS_pread64)
			n = pread(fd, bytes, 1, (long)call->data.args[3]);
		else if (S_ISREG(st.st_mode) && process_vm_readv(pid, &ours, 1, &theirs, 1, 0) == 1)
			n = pwrite(fd, bytes, 1, (long)call->data.args[3]);
		ours.iov_len = theirs.iov_len = n > 0 ? (size_t)n : 0;
		if (n > 0 && call->data.nr != LX_SYS_pwrite64 && process_vm_writev(pid, &ours, 1, &theirs, 1, 0) != n)
			n = -1;
	}
	if (fd >= 0)
		close(fd);
	if (owner >= 0)
		close(owner);
	return n;
}

static void take_report(const SeccompNotif *call)
{
	char text[2048];
	struct iovec ours = { text, sizeof(text) - 1 }, theirs = { (void *)call->data.args[0], call->data.args[1] };
	ssize_t n = process_vm_readv((int)call->pid, &ours, 1, &theirs, 1, 0);

	text[n > 0 ? n : 0] = 0;
	told("%s", text);
}

/* Does to a call what the fault says. Returns whether it is still to be answered. */
static int meet(const SeccompNotif *call, int pid, Fault *fault, SeccompNotifResp *answer)
{
	if (fault->how == FAIL || fault->how == SHORT) {
		/* Where it depends on time what is asked, this may be another call than without a fault. */
		if (call->data.nr != fault->nr || !can_fail(call->data.nr, call->data.args, fault->error))
			return 1;
	}
	fault->reached = 1;
	fault->other = !of_process((int)call->pid, pid);
	fault->nr = call->data.nr;
	memcpy(fault->args, call->data.args, sizeof(fault->args));
	switch (fault->how) {
	case FAIL:
		answer->error = -fault->error;
		answer->flags = 0;
		break;
	case SHORT:
		answer->val = shortened(call);
		answer->flags = 0;
		if (answer->val < 0) {
			answer->val = 0;
			answer->flags = LX_SECCOMP_USER_NOTIF_FLAG_CONTINUE;
			fault->reached = 0;
		}
		break;
	case SIGNAL:
		/* The caller has a handler for it, which no child of its is to run. */
		Tgkill(fault->other ? (int)call->pid : pid, (int)call->pid, LX_SIGUSR1);
		break;
	case KILL:
		Kill((int)call->pid, LX_SIGKILL);
		return 0;
	case NO_FAULT:
		break;
	}
	return 1;
}

/* Answers one call that waits. */
static void answer_one(const Scenario *s, int listener, int pid, Fault *fault, int tids[TASKS], int counts[TASKS],
		       short trace[TASKS][CALLS])
{
	SeccompNotif call;
	SeccompNotifResp answer;
	int task, i;

	memset(&call, 0, sizeof(call));
	if (IoctlPtr(listener, LX_SECCOMP_IOCTL_NOTIF_RECV, &call) < 0)
		return; /* it is gone */
	memset(&answer, 0, sizeof(answer));
	answer.id = call.id;
	if (call.data.nr >= MARK_READY) {
		if (call.data.nr == MARK_BEGIN)
			out->begun = 1;
		else if (call.data.nr == MARK_END)
			out->begun = 2;
		else if (call.data.nr == MARK_REPORT)
			take_report(&call);
		IoctlPtr(listener, LX_SECCOMP_IOCTL_NOTIF_SEND, &answer);
		return;
	}
	answer.flags = LX_SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	for (i = 0; i < LACKING && s->lacking[i].error; i++)
		if (s->lacking[i].nr == call.data.nr) {
			answer.error = -s->lacking[i].error;
			answer.flags = 0;
		}
	task = out->begun && !answer.error ? ordinal(tids, (int)call.pid) : -1;
	if (task >= 0 && (task || out->begun == 1)) {
		if (trace && counts[task] < CALLS - 1) {
			trace[task][counts[task]] = (short)call.data.nr;
			trace[task][counts[task] + 1] = -1;
		}
		if (task == fault->task && counts[task]++ == fault->call && fault->how != NO_FAULT &&
		    !meet(&call, pid, fault, &answer))
			return;
		if (task != fault->task)
			counts[task]++;
	}
	IoctlPtr(listener, LX_SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

/* Waits for the scenario and all that it has made; returns whether they have ended. */
static int watch(const Scenario *s, int listener, int pid, Fault *fault, short trace[TASKS][CALLS])
{
	int tids[TASKS] = { pid }, counts[TASKS] = { 0 };
	long end = now() + DEADLINE;
	struct pollfd waiting = { listener, POLLIN, 0 };

	while (poll(&waiting, 1, (int)(end - now())) > 0) {
		if (waiting.revents & POLLIN)
			answer_one(s, listener, pid, fault, tids, counts, trace);
		else if (waiting.revents & POLLHUP)
			return 1;
		if (now() >= end)
			break;
	}
	return 0;
}

/* Ends whatever is left below the tester, and has it reaped. */
static void sweep(int pid)
{
	char path[64], text[256];
	int child, left = 1, tries;

	for (tries = 0; left && tries < 1000; tries++) {
		FILE *children;

		snprintf(path, sizeof(path), "/proc/self/task/%d/children", Gettid());
		children = fopen(path, "r");
		left = 0;
		while (children && fscanf(children, "%255s", text) == 1) {
			left = 1;
			if (tries)
				kill(atoi(text), SIGKILL);
		}
		if (children)
			fclose(children);
		while ((child = waitpid(-1, &left, WNOHANG | __WALL)) > 0)
			if (child == pid)
				out->status = left;
		if (child < 0)
			break;
		left = 1;
		usleep(tries < 10 ? 200 : 5000);
	}
}

void inject(const Scenario *s, Fault *fault, short trace[TASKS][CALLS])
{
	Timespec limit = { DEADLINE / 1000, 0 };
	int pid, pidfd, listener = -1, i;

	if (!out) {
		out = mmap(NULL, sizeof(*out), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		notes = memfd_create("notes", MFD_CLOEXEC);
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	}
	for (i = 0; trace && i < TASKS; i++)
		trace[i][0] = -1;
	memset(out, 0, sizeof(*out));
	out->listener = -1;
	fault->reached = 0;
	if (ftruncate(notes, 0) || lseek(notes, 0, SEEK_SET))
		abort();
	pid = fork();
	if (pid == 0)
		perform(s);
	pidfd = PidfdOpen(pid, 0);
	Futex((unsigned int *)&out->listener, LX_FUTEX_WAIT, ~0U, &limit, LX_NULL, 0);
	if (out->listener >= 0)
		listener = PidfdGetfd(pidfd, out->listener, 0);
	close(pidfd);
	if (listener >= 0) {
		Ioctl(listener, LX_SECCOMP_IOCTL_NOTIF_SET_FLAGS, LX_SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
		out->hung = !watch(s, listener, pid, fault, trace);
		close(listener);
	}
	sweep(pid);
}

static void nothing(int variant)
{
	(void)variant;
}

static long no_call(int variant)
{
	(void)variant;
	return 0;
}

static void nothing_after(int variant, long result)
{
	(void)variant;
	(void)result;
}

const char *can_inject(void)
{
	static const Scenario none = { "none", nothing, no_call, nothing_after, 0, 0, { { 0, 0 } } };
	Fault fault = { 0, 0, NO_FAULT, 0, 0, 0, 0, { 0 } };

	inject(&none, &fault, NULL);
	return out->done ? NULL : out->listener == -LX_EINVAL ? "the kernel's filters have no listeners that wait (5.19)" :
								"no filter with a listener can be set here";
}
