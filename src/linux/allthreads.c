/*
 * A system call in every thread of the process. allthreads.h says what it does; this is how.
 *
 * A call is an operation in three phases. GATHER: the caller, its coordinator, sweeps over /proc/self/task and sends
 * each thread signal 33; a thread enters through the gate, links a Held of its own stack frame into the lists and
 * sleeps. RUN: each makes the call, counts itself and sleeps. RELEASE: all go on.
 *
 * Two sweeps in a row that find nobody but held threads are proof: all whom the first one listed were held when the
 * second began, so none of them could make a thread after that, and a thread made before stands in the second.
 * A sweep ends early behind a thread that dies during it, and may then miss the caller too; held threads do not die.
 *
 * Held frames are only read between the opening of the gate and RELEASE. The gate counts who has entered, under the
 * operation's number, so that a thread that comes late, with a signal of an operation before, enters the present one
 * or none; and the operation does not go on before all who entered are linked.
 */
#include <barecall/allthreads.h>
#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/futex.h>
#include <barecall/path.h>
#include <barecall/process.h>
#include <barecall/signal.h>

#define SIGNAL 33
#define BIT(sig) (1UL << ((sig) - 1))
#define BUCKETS 1024u
#define OPEN_GATE 0x80000000UL

/* PF_IO_WORKER and PF_USER_WORKER, as /proc/self/task/TID/stat shows them. */
#define WORKER_FLAGS 0x4010u

enum { GATHER, RUN, RELEASE };

/* Ticks are what a wait without progress is counted in: a stop of the whole process passes in one. */
enum { STUCK_TICKS = 65, LATE_TICKS = 1000 };

typedef struct Held {
	struct Held *next;
	struct Held *next_in_bucket;
	int tid;
	int ran;
	long result;
} Held;

static struct {
	unsigned long lock; /* 0, or pid << 32 | tid of the coordinator: a forked child's copy is nobody's */
	unsigned int lock_waiters;
	unsigned int last; /* the tid that had the lock last: others go first */
	int pid;
	int coordinator;
	int careful; /* the pid of a process with threads that never answer: they are to get no signal each time */
	int stays; /* our action was left installed by an operation that was given up */
	unsigned int phase; /* number << 2 | GATHER, RUN or RELEASE; held threads sleep on it */
	unsigned int arrived; /* the coordinator sleeps on these two, until they reach their target */
	unsigned int arrived_target;
	unsigned int ran;
	unsigned int ran_target;
	unsigned long gate; /* number << 32 | OPEN_GATE | how many have entered */
	Held *held;
	Held *bucket[BUCKETS];
	long nr;
	long a[6];
	Sigaction_t previous;
} op;

typedef struct Status {
	char state;
	unsigned long blocked;
	unsigned long pending;
} Status;

typedef struct Sweep {
	unsigned long listed;
	unsigned int awaited; /* threads that have a signal and are not held */
	unsigned int gone; /* that ended between being listed and being signalled */
	unsigned int ignored; /* that will run no code of the program, but may not be there to the end of the sweep */
	int self;
	int runnable; /* some awaited one only waits for a processor */
} Sweep;

#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)

static long wait_on(unsigned int *word, unsigned int value, long nsec)
{
	Timespec limit = { nsec / 1000000000, nsec % 1000000000 };

	return Futex(word, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, value, &limit, LX_NULL, 0);
}

static void wake(unsigned int *word, int count)
{
	Futex(word, LX_FUTEX_WAKE | LX_FUTEX_PRIVATE_FLAG, (unsigned int)count, LX_NULL, LX_NULL, 0);
}

static void wake_all(unsigned int *word)
{
	wake(word, 0x7fffffff);
}

/* die ends a process whose threads differ. A PID 1 is immune to its own SIGKILL, and exits. */
static void die(const char *why)
{
	static const char head[] = "barecall: AllThreadsSyscall: ";
	unsigned long length = 0;

	while (why[length])
		length++;
	Write(2, head, sizeof head - 1);
	Write(2, why, length);
	Kill(Getpid(), LX_SIGKILL);
	for (;;)
		Exit(127);
}

/* gone tells whether a thread of this process has ended. The first thread stays, as a zombie, until all have. */
static int gone(int tid)
{
	char text[64];
	long size, length;
	int fd;

	if (Tgkill(Getpid(), tid, 0) == -LX_ESRCH)
		return 1;
	if (tid != Getpid())
		return 0;
	fd = Open("/proc/self/stat", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	if (IsErr(fd))
		return 0;
	size = Read(fd, text, sizeof text);
	Close(fd);
	for (length = size; length > 2 && text[length - 1] != ')';) /* the end of the name, which may itself have one */
		length--;
	return length > 2 && length + 1 < size && (text[length + 1] == 'Z' || text[length + 1] == 'X');
}

/* ---- in the threads that are held */

/*
 * sleep_in returns when the phase is another. One of the threads keeps watch: a seccomp filter may have ended the
 * coordinator, and with it the operation.
 */
static void sleep_in(unsigned int phase, int watch)
{
	while (LOAD(&op.phase) == phase) {
		if (!watch) {
			Futex(&op.phase, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, phase, LX_NULL, LX_NULL, 0);
		} else if (wait_on(&op.phase, phase, 1000000000) == -LX_ETIMEDOUT && gone(op.coordinator)) {
			if ((phase & 3) == RUN)
				die("the caller's thread has ended while others have changed\n");
			__atomic_fetch_and(&op.gate, ~OPEN_GATE, __ATOMIC_SEQ_CST);
			STORE(&op.phase, phase | RELEASE);
			wake_all(&op.phase);
		}
	}
}

static void push(Held **list, Held **next, Held *held)
{
	Held *first = LOAD(list);

	do
		*next = first;
	while (!__atomic_compare_exchange_n(list, &first, held, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
}

static void hold(int tid)
{
	unsigned long gate = LOAD(&op.gate);
	unsigned int gather, arrived;
	Held held;

	do
		if (!(gate & OPEN_GATE))
			return;
	while (!__atomic_compare_exchange_n(&op.gate, &gate, gate + 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	gather = (unsigned int)(gate >> 32) << 2 | GATHER;
	held.tid = tid;
	held.ran = 0;
	held.result = 0;
	push(&op.held, &held.next, &held);
	push(&op.bucket[(unsigned int)tid % BUCKETS], &held.next_in_bucket, &held);
	arrived = __atomic_add_fetch(&op.arrived, 1, __ATOMIC_SEQ_CST);
	if (arrived == LOAD(&op.arrived_target))
		wake(&op.arrived, 1);
	sleep_in(gather, arrived == 1);
	if (LOAD(&op.phase) != gather + RUN)
		return;
	held.result = lx_trap6(op.nr, op.a[0], op.a[1], op.a[2], op.a[3], op.a[4], op.a[5]);
	STORE(&held.ran, 1);
	if (__atomic_add_fetch(&op.ran, 1, __ATOMIC_SEQ_CST) == LOAD(&op.ran_target))
		wake(&op.ran, 1);
	sleep_in(gather + RUN, arrived == 1);
}

/*
 * The signals we send say SI_QUEUE, so that glibc's handler, which wants SI_TKILL, leaves them alone should one come
 * late. One that another process forged can at most make a thread enter that will be asked to anyway.
 */
static void on_signal(int sig, Siginfo *info, void *context)
{
	if (info->code == LX_SI_QUEUE && info->u.rt.value.ptr == (void *)&op && info->u.rt.pid == Getpid()) {
		int tid = Gettid();

		if (tid != LOAD(&op.coordinator) && LOAD(&op.pid) == Getpid())
			hold(tid);
	} else if (op.previous.u.handler != LX_SIG_DFL && op.previous.u.handler != LX_SIG_IGN) {
		if (op.previous.flags & LX_SA_SIGINFO)
			op.previous.u.action(sig, info, context);
		else
			op.previous.u.handler(sig);
	}
}

/* ---- in the coordinator: what a thread is up to */

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* open_file opens the file of this name in a thread's directory of /proc/self/task. */
static int open_file(int tasks, int tid, const char *file)
{
	char path[24];
	char *p = path + 12;
	char *end = p;

	while (tid > 0) {
		*--p = (char)('0' + tid % 10);
		tid /= 10;
	}
	*end++ = '/';
	while (*file)
		*end++ = *file++;
	*end = 0;
	return Openat(tasks, p, LX_O_RDONLY | LX_O_CLOEXEC, 0);
}

/* read_status reads a thread's status; a line of 65536 groups may run through it. -ENOENT or -ESRCH: it has ended. */
static int read_status(int tasks, int tid, Status *status)
{
	char text[512];
	unsigned long key = 0, value = 0;
	int in_value = 0;
	long length;
	int fd = open_file(tasks, tid, "status");

	status->state = 0;
	status->blocked = 0;
	status->pending = 0;
	if (IsErr(fd))
		return fd;
	while ((length = Read(fd, text, sizeof text)) > 0) {
		for (long i = 0; i < length; i++) {
			char c = text[i];

			if (c == '\n') {
				if (key == 0x536967426c6b) /* SigBlk */
					status->blocked = value;
				else if (key == 0x536967506e64) /* SigPnd */
					status->pending = value;
				key = value = 0;
				in_value = 0;
			} else if (!in_value) {
				if (c == ':')
					in_value = 1;
				else
					key = key << 8 | (unsigned char)c;
			} else if (key == 0x5374617465) { /* State */
				if (!status->state && c >= 'A')
					status->state = c;
			} else if (is_digit(c)) {
				value = value << 4 | (unsigned long)(c - '0');
			} else if (c >= 'a' && c <= 'f') {
				value = value << 4 | (unsigned long)(c - 'a' + 10);
			}
		}
	}
	Close(fd);
	return (int)length;
}

/* is_worker tells threads that the kernel made for io_uring or vhost. They take no signal but SIGKILL and SIGSTOP. */
static int is_worker(int tasks, int tid, const Status *status)
{
	char text[256];
	unsigned int flags = 0;
	int spaces = 0;
	long length, i;
	int fd;

	if (status->blocked != ~(BIT(LX_SIGKILL) | BIT(LX_SIGSTOP)))
		return 0;
	fd = open_file(tasks, tid, "stat");
	if (IsErr(fd))
		return 0;
	length = Read(fd, text, sizeof text);
	Close(fd);
	for (i = length; i > 0 && text[i - 1] != ')'; i--)
		;
	for (; i < length && spaces < 7; i++)
		spaces += text[i] == ' '; /* state, ppid, pgrp, session, tty, tpgid, flags */
	for (; i < length && is_digit(text[i]); i++)
		flags = flags * 10 + (unsigned int)(text[i] - '0');
	return (flags & WORKER_FLAGS) != 0;
}

/* ---- in the coordinator: the phases */

static int is_held(int tid)
{
	for (Held *held = LOAD(&op.bucket[(unsigned int)tid % BUCKETS]); held; held = held->next_in_bucket)
		if (held->tid == tid)
			return 1;
	return 0;
}

/*
 * meet sends a thread that is not held the signal; unless told that this is unheard of, it looks first whether that is
 * of use. Returns 0 or -errno.
 */
static int meet(int tasks, int tid, int unheard_of, Sweep *sweep)
{
	Status status;
	Siginfo info;
	int result;

	if (!unheard_of) {
		result = read_status(tasks, tid, &status);
		if (result == -LX_ENOENT || result == -LX_ESRCH) {
			sweep->gone++;
			return 0;
		}
		if (result < 0)
			return result;
		if (status.state == 'Z' || status.state == 'X') {
			/* The first thread's zombie stays where it is; another's may vanish from under the sweep. */
			sweep->ignored += tid != op.pid;
			op.careful = op.pid;
			return 0;
		}
		if (is_worker(tasks, tid, &status)) {
			sweep->ignored++;
			op.careful = op.pid;
			return 0;
		}
		if (status.pending & BIT(SIGNAL)) {
			sweep->runnable |= status.state == 'R' && !(status.blocked & BIT(SIGNAL));
			sweep->awaited++;
			return 0;
		}
	}
	for (unsigned long i = 0; i < sizeof info.u.size; i++) {
		info.u.size[i] = 0;
		__asm__("" : : : "memory"); /* or the loop becomes a call of memset */
	}
	info.signo = SIGNAL;
	info.err = 0;
	info.code = LX_SI_QUEUE;
	info.pad = 0;
	info.u.rt.pid = op.pid;
	info.u.rt.value.ptr = (void *)&op;
	result = RtTgsigqueueinfo(op.pid, tid, SIGNAL, &info);
	if (result == -LX_ESRCH)
		sweep->gone++;
	else if (result == 0 || result == -LX_EAGAIN)
		sweep->awaited++;
	else
		return result;
	return 0;
}

/* sweep_once looks at every thread there is. Returns 0 or -errno. */
static int sweep_once(int tasks, int unheard_of, Sweep *sweep)
{
	unsigned long buffer[256], at;
	const Dirent *entry;
	int length, result;

	sweep->listed = 0;
	sweep->awaited = sweep->gone = sweep->ignored = 0;
	sweep->self = sweep->runnable = 0;
	if (Seek(tasks, 0, LX_SEEK_SET) < 0)
		return -LX_ENOENT;
	while ((length = Getdents(tasks, buffer, sizeof buffer)) > 0) {
		for (at = 0; (entry = DirentNext(buffer, (unsigned long)length, &at)) != LX_NULL;) {
			const char *name = DirentName(entry);
			int tid = 0;

			while (is_digit(*name) && tid < 100000000) /* Linux has no tid of more than seven digits */
				tid = tid * 10 + (*name++ - '0');
			if (tid == 0)
				continue;
			sweep->listed++;
			if (tid == op.coordinator) {
				sweep->self = 1;
			} else if (!is_held(tid)) {
				result = meet(tasks, tid, unheard_of, sweep);
				if (result < 0)
					return result;
			}
		}
	}
	return length;
}

/* wait_until waits until a count is at its target, or a tick has passed in which it stood still. */
static void wait_until(unsigned int *count, unsigned int *target_word, unsigned int target, long tick)
{
	unsigned int seen = LOAD(count), now;

	STORE(target_word, target);
	while ((now = LOAD(count)) < target) {
		if (wait_on(count, now, tick) != -LX_ETIMEDOUT)
			continue;
		now = LOAD(count);
		if (now == seen)
			return;
		seen = now;
	}
}

/* thread_count returns how many threads the process has, or -errno. */
static long thread_count(int tasks)
{
	Stat_t st;
	int result = Fstat(tasks, &st);

	return result < 0 ? result : (long)st.nlink - 2;
}

/* gather returns 0 when every other thread is held, or -errno. */
static int gather(int tasks)
{
	int clean = 0, idle = 0, ticks = 0, unheard_of = op.careful != op.pid;
	Sweep sweep;

	for (;; unheard_of = 0) {
		unsigned int before = LOAD(&op.arrived);
		long tick = idle < 5 ? 200000 : idle < 15 ? 1000000 : 10000000;
		int result = sweep_once(tasks, unheard_of, &sweep);

		if (result < 0)
			return result;
		if (sweep.self && !sweep.awaited && !sweep.gone &&
		    (!sweep.ignored || thread_count(tasks) == (long)sweep.listed)) {
			if (++clean == (sweep.ignored ? 4 : 2))
				return 0;
			if (!sweep.ignored)
				continue;
		} else {
			clean = 0;
		}
		if (sweep.awaited || sweep.ignored || idle >= 4)
			wait_until(&op.arrived, &op.arrived_target, before + (sweep.awaited ? sweep.awaited : 1), tick);
		if (LOAD(&op.arrived) != before) {
			idle = 0;
			continue;
		}
		idle++;
		ticks++;
		if (ticks > LATE_TICKS || (idle > STUCK_TICKS && !sweep.runnable)) {
			op.careful = op.pid;
			/* A listing without the caller is that of another pid namespace. */
			return sweep.self ? -LX_EAGAIN : -LX_ENOENT;
		}
	}
}

/* close_gate lets nobody in any more and waits until all who are in are linked: how many. */
static unsigned int close_gate(void)
{
	unsigned int entered = (unsigned int)(__atomic_fetch_and(&op.gate, ~OPEN_GATE, __ATOMIC_SEQ_CST) & ~OPEN_GATE);

	for (int ticks = 0; LOAD(&op.arrived) < entered; ticks++) {
		if (ticks > LATE_TICKS)
			die("a thread was stopped on its way in\n");
		wait_until(&op.arrived, &op.arrived_target, entered, 10000000);
	}
	return entered;
}

/* run_held lets the held threads make the call that the caller has made, and dies when one cannot. */
static void run_held(unsigned int count)
{
	int ticks = 0;

	STORE(&op.phase, LOAD(&op.phase) + RUN);
	wake_all(&op.phase);
	for (;;) {
		unsigned int before = LOAD(&op.ran), ended = 0;

		wait_until(&op.ran, &op.ran_target, count, 10000000);
		if (LOAD(&op.ran) >= count)
			break;
		ticks = LOAD(&op.ran) == before ? ticks + 1 : 0;
		if (ticks % 16 != 1)
			continue;
		for (Held *held = op.held; held; held = held->next) /* a seccomp filter may end a thread, no more */
			ended += !LOAD(&held->ran) && gone(held->tid);
		if (LOAD(&op.ran) + ended >= count)
			break;
		if (ticks > LATE_TICKS)
			die("a thread was stopped while others have changed\n");
	}
	for (Held *held = op.held; held; held = held->next)
		if (LOAD(&held->ran) && IsErr(held->result))
			die("failed in a thread after it succeeded in another\n");
}

static int is_ours(const Sigaction_t *action)
{
	return (action->flags & LX_SA_SIGINFO) && action->u.action == on_signal;
}

/* act makes a function the signal's action; NULL ignores it. */
static int act(void (*action)(int, Siginfo *, void *))
{
	Sigaction_t ours;

	if (action)
		ours.u.action = action;
	else
		ours.u.handler = LX_SIG_IGN;
	ours.flags = LX_SA_SIGINFO | LX_SA_RESTART | LX_SA_ONSTACK;
	ours.mask.val = ~0UL;
	return Sigaction(SIGNAL, &ours, LX_NULL);
}

static int install(void)
{
	Sigaction_t present;
	int result = Sigaction(SIGNAL, LX_NULL, &present);

	if (result < 0)
		return result;
	op.stays = is_ours(&present);
	if (op.stays)
		return 0;
	Sigaction(SIGNAL, LX_NULL, &op.previous); /* asked again, since a copy of the structure may be a call of memcpy */
	return act(on_signal);
}

/*
 * uninstall puts the action back, while all are held: no other process is to inherit what is there in between. An
 * action that ignores makes the kernel forget what is pending, which could be a second signal to a slow thread.
 */
static void uninstall(void)
{
	if (op.stays)
		return;
	if (op.previous.u.handler == LX_SIG_DFL || op.previous.u.handler == LX_SIG_IGN)
		act(LX_NULL);
	Sigaction(SIGNAL, &op.previous, LX_NULL);
}

/*
 * lock waits its turn. Who had the lock last leaves it to those who wait, for a while: these have been held until just
 * now and would else always come late.
 */
static void lock(unsigned long self)
{
	unsigned int tid = (unsigned int)self;
	unsigned long owner = 0;

	for (int ticks = 0; ticks < 10 && LOAD(&op.lock_waiters) && LOAD(&op.last) == tid; ticks++)
		wait_on(&op.last, tid, 10000000);
	__atomic_add_fetch(&op.lock_waiters, 1, __ATOMIC_SEQ_CST);
	while (!__atomic_compare_exchange_n(&op.lock, &owner, self, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
		if (owner >> 32 != self >> 32 || gone((int)(unsigned int)owner))
			continue; /* taken from whom it belonged to before fork, or before its end */
		/* The lower half, on these architectures the first, is the futex. */
		wait_on((unsigned int *)(void *)&op.lock, (unsigned int)owner, 100000000);
		owner = 0;
	}
	__atomic_sub_fetch(&op.lock_waiters, 1, __ATOMIC_SEQ_CST);
	if (__atomic_exchange_n(&op.last, tid, __ATOMIC_SEQ_CST) != tid)
		wake_all(&op.last);
}

static void unlock(void)
{
	STORE(&op.lock, 0UL);
	if (LOAD(&op.lock_waiters))
		wake((unsigned int *)(void *)&op.lock, 1);
}

/* operate is the whole operation, in the thread that has the lock. */
static long operate(int tasks, int pid, int tid, const long *call)
{
	unsigned int number = (LOAD(&op.phase) >> 2) + 1;
	unsigned int count;
	long result;

	number &= 0x3fffffff;
	STORE(&op.gate, (unsigned long)number << 32);
	op.pid = pid;
	op.coordinator = tid;
	op.arrived = op.arrived_target = op.ran = op.ran_target = 0;
	op.held = LX_NULL;
	for (unsigned int i = 0; i < BUCKETS; i++) {
		op.bucket[i] = LX_NULL;
		__asm__("" : : : "memory"); /* or the loop becomes a call of memset */
	}
	op.nr = call[0];
	for (int i = 0; i < 6; i++) {
		op.a[i] = call[i + 1];
		__asm__("" : : : "memory");
	}
	STORE(&op.phase, number << 2 | GATHER);
	result = install();
	if (result < 0)
		return result;
	STORE(&op.gate, LOAD(&op.gate) | OPEN_GATE);

	result = gather(tasks);
	count = close_gate();
	op.stays |= result < 0; /* the signal may be on its way to a thread */
	if (result == 0) {
		result = lx_trap6(call[0], call[1], call[2], call[3], call[4], call[5], call[6]);
		if (!IsErr(result) && count)
			run_held(count);
	}
	uninstall();
	STORE(&op.phase, number << 2 | RELEASE);
	wake_all(&op.phase);
	return result;
}

long AllThreadsSyscall6(long nr, long a1, long a2, long a3, long a4, long a5, long a6)
{
	const long call[7] = { nr, a1, a2, a3, a4, a5, a6 };
	Sigset_t mask = { ~BIT(SIGNAL) };
	Sigset_t old;
	long result;
	int tasks;

	/* Leaving the other threads succeeds, and changes nothing, where there are none. */
	if (Unshare(LX_CLONE_THREAD) == 0)
		return lx_trap6(nr, a1, a2, a3, a4, a5, a6);
	/* A handler that calls this must not run in the middle; 33 not held back, since we may wait while held. */
	PthreadSigmask(LX_SIG_BLOCK, &mask, &old);
	tasks = Open("/proc/self/task", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	result = IsErr(tasks) ? tasks : thread_count(tasks);
	if (result == 1) {
		/* A vfork child, or unshare is forbidden. Not even the lock, in memory that may be shared, is touched. */
		result = lx_trap6(nr, a1, a2, a3, a4, a5, a6);
	} else if (result >= 0) {
		int pid = Getpid();
		int tid = Gettid();

		lock((unsigned long)pid << 32 | (unsigned int)tid);
		result = operate(tasks, pid, tid, call);
		unlock();
	}
	if (!IsErr(tasks))
		Close(tasks);
	PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL);
	return result;
}

long AllThreadsSyscall(long nr, long a1, long a2, long a3)
{
	return AllThreadsSyscall6(nr, a1, a2, a3, 0, 0, 0);
}
