/*
 * A system call in every thread of the process. allthreads.h says what it does; this is how.
 *
 * A call is an operation in phases. GATHER: the caller, its coordinator, sweeps over /proc/self/task and sends each
 * thread signal 33; a thread enters through the gate, links a Held of its own stack frame into the table and sleeps.
 * CALL: all are held, and the caller makes the call. RUN: each makes it, takes its Held out of the table, counts itself
 * and goes on. RELEASE: those who are held go on without.
 *
 * All are held when as many have entered as there are threads but the caller, counted after that: whoever entered is a
 * thread of this process and stays, so that these are the same, and none of them makes another. The kernel tells the
 * number, as the link count of /proc/self/task. Where it counts threads that never enter, the kernel's own or an
 * emulator's, four sweeps in a row are proof that find nobody but these and held ones, and list as many as there are:
 * all whom the first one listed were held when the second began, so none of them could make a thread after that, and a
 * thread made before stands in the second.
 *
 * Held frames are only read between the opening of the gate and the end of RUN. The gate counts who has entered, under
 * the operation's number, so that a thread that comes late, with a signal of an operation before, enters the present
 * one or none; and the operation does not go on before all who entered are linked.
 *
 * Nobody is known by a number that may be another's. The operation's memory is wiped in the child of a fork, which so
 * knows nothing of its parent's. Processes that share memory share the operation and its lock, and tell each other
 * apart by the inode number of /proc/self/task, which the kernel gives once. A thread's number is asked about in its
 * own process alone, and while that can make no thread: else for a limited time.
 */
#include <barecall/allthreads.h>
#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/futex.h>
#include <barecall/mm.h>
#include <barecall/path.h>
#include <barecall/process.h>
#include <barecall/signal.h>
#include <barecall/system.h>

#include "allthreads.h"
#include "kill-self.h"
#include "watched.h"

#define SIGNAL 33
#define BIT(sig) (1UL << ((sig) - 1))
#define BUCKETS 1024u
#define OPEN_GATE 0x80000000UL

/* PF_IO_WORKER and PF_USER_WORKER, as /proc/self/task/TID/stat shows them. */
#define WORKER_FLAGS 0x4010u

enum { GATHER, CALL, RUN, RELEASE };

/* Ticks are what a wait without progress is counted in: a stop of the whole process passes in one. */
enum { STUCK_TICKS = 65, LATE_TICKS = 1000, LOCK_TICKS = 100, WATCH_TICKS = 300 };

typedef struct Held {
	struct Held *next;
	struct Held **link; /* what points to this one */
	int tid;
} Held;

typedef struct Operation {
	unsigned long lock; /* 0, or process << 32 | tid of the coordinator */
	unsigned int lock_waiters;
	unsigned int last; /* the tid that had the lock last: others go first */
	unsigned int process; /* the inode number of the coordinator's /proc/self/task, and its pid */
	int pid;
	int kept; /* this memory may be a copy: the kernel does not wipe it in the child of a fork */
	int coordinator;
	void *token; /* tells our signals; a secret */
	int forgeable; /* no, it is not */
	int careful; /* there are threads that never answer: they are to get no signal each time */
	int restless; /* threads were made or ended during the operation before */
	int emulated; /* of the threads that are listed some are an emulator's */
	int uncounted; /* and the emulator does not say how many are the program's */
	unsigned int phase; /* number << 2 | GATHER, CALL, RUN or RELEASE; held threads sleep on it */
	unsigned int arrived; /* the coordinator sleeps on these two, until they reach their target */
	unsigned int arrived_target;
	unsigned int ran;
	unsigned int ran_target;
	int failed; /* the call did in a thread, after it succeeded in the caller's */
	unsigned long gate; /* number << 32 | OPEN_GATE | how many have entered */
	unsigned int table_lock; /* 0, 1 taken, 2 taken and waited for */
	unsigned int buckets; /* in use: a power of two */
	unsigned long threads; /* how many there were at the beginning */
	Held *bucket[BUCKETS];
	long nr;
	long a[6];
} Operation;

static Operation *op; /* memory of its own, mapped at the first operation */
static Sigaction_t previous; /* of the signal; beside op, since a forked child inherits our action with it */

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
#define SWAP(p, v) __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST)
#define REPLACE(p, old, v) __atomic_compare_exchange_n(p, old, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

static long wait_on(unsigned int *word, unsigned int value, long nsec)
{
	Timespec limit = { nsec / 1000000000, nsec % 1000000000 };

	return Futex(word, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, value, &limit, LX_NULL, 0);
}

static void wait_long_on(unsigned int *word, unsigned int value)
{
	Futex(word, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, value, LX_NULL, LX_NULL, 0);
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
	lx_kill_self(LX_SIGKILL);
	for (;;)
		Exit(127);
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* stat_field finds a field of a stat file, counted from 1 as in proc(5) and behind the name; NULL: it has no such. */
static const char *stat_field(const char *text, long length, int field)
{
	long at = length;
	int spaces = 0;

	while (at > 0 && text[at - 1] != ')') /* the end of the name, which may itself have one */
		at--;
	if (at == 0)
		return LX_NULL;
	for (; at < length && spaces < field - 2; at++)
		spaces += text[at] == ' ';
	return at < length ? text + at : LX_NULL;
}

static unsigned int decimal(const char *text, const char *end)
{
	unsigned int value = 0;

	while (text && text < end && is_digit(*text))
		value = value * 10 + (unsigned int)(*text++ - '0');
	return value;
}

/* read_all reads the beginning of a file and closes it. Returns how much, 0 when it cannot. */
static long read_all(int fd, char *text, unsigned long size)
{
	long length;

	if (IsErr(fd))
		return 0;
	length = Read(fd, text, size);
	Close(fd);
	return length < 0 ? 0 : length;
}

static int open_stat(void)
{
	return Open("/proc/self/stat", LX_O_RDONLY | LX_O_CLOEXEC, 0);
}

/* gone tells whether a thread of this process has ended. The first thread stays, as a zombie, until all have. */
static int gone(int tid)
{
	const char *state;
	char text[64];

	if (Tgkill(Getpid(), tid, 0) == -LX_ESRCH)
		return 1;
	if (tid != Getpid())
		return 0;
	state = stat_field(text, read_all(open_stat(), text, sizeof text), 3);
	return state && (*state == 'Z' || *state == 'X');
}

/* ---- in the threads that are held */

/*
 * sleep_on_phase returns the phase in which the thread is to go on. One of the threads keeps watch: a seccomp filter
 * may have ended the coordinator, and with it the operation. While all are held no thread can be made that has its
 * number; before that one could, and the watch has an end. A coordinator that is only late finds the operation given
 * up.
 */
static unsigned int sleep_on_phase(unsigned int gather, int watch)
{
	unsigned long lock = LOAD(&op->lock);
	unsigned int phase;

	for (int ticks = 0; (phase = LOAD(&op->phase)) == gather || phase == gather + CALL;) {
		unsigned int seen = phase;

		if (!watch) {
			wait_long_on(&op->phase, phase);
			continue;
		}
		if (wait_on(&op->phase, phase, 100000000) != -LX_ETIMEDOUT)
			continue;
		if (!gone(LOAD(&op->coordinator)) && (phase != gather || ++ticks < WATCH_TICKS))
			continue;
		__atomic_fetch_and(&op->gate, ~OPEN_GATE, __ATOMIC_SEQ_CST);
		if (REPLACE(&op->phase, &seen, gather + RELEASE)) {
			wake_all(&op->phase);
			if (gone((int)(unsigned int)lock))
				REPLACE(&op->lock, &lock, 0UL);
		}
	}
	return phase;
}

static void lock_table(void)
{
	unsigned int none = 0;

	if (!REPLACE(&op->table_lock, &none, 1u))
		while (SWAP(&op->table_lock, 2u) != 0)
			wait_long_on(&op->table_lock, 2);
}

static void unlock_table(void)
{
	if (SWAP(&op->table_lock, 0u) == 2)
		wake(&op->table_lock, 1);
}

static Held **bucket_of(int tid)
{
	return &op->bucket[(unsigned int)tid & (op->buckets - 1)];
}

static void link_held(Held *held)
{
	Held **first = bucket_of(held->tid);

	lock_table();
	held->next = *first;
	held->link = first;
	if (held->next)
		held->next->link = &held->next;
	STORE(first, held);
	unlock_table();
}

static void unlink_held(Held *held)
{
	*held->link = held->next;
	if (held->next)
		held->next->link = held->link;
}

static void hold(int tid)
{
	unsigned long gate = LOAD(&op->gate);
	unsigned int gather, arrived;
	int failed;
	Held held;

	do
		if (!(gate & OPEN_GATE))
			return;
	while (!REPLACE(&op->gate, &gate, gate + 1));
	gather = (unsigned int)(gate >> 32) << 2 | GATHER;
	held.tid = tid;
	link_held(&held);
	arrived = __atomic_add_fetch(&op->arrived, 1, __ATOMIC_SEQ_CST);
	if (arrived == LOAD(&op->arrived_target))
		wake(&op->arrived, 1);
	if (sleep_on_phase(gather, arrived == 1) != gather + RUN)
		return;
	failed = IsErr(lx_trap6(op->nr, op->a[0], op->a[1], op->a[2], op->a[3], op->a[4], op->a[5]));
	if (failed)
		STORE(&op->failed, 1);
	lock_table();
	unlink_held(&held);
	unlock_table();
	if (__atomic_add_fetch(&op->ran, 1, __ATOMIC_SEQ_CST) == LOAD(&op->ran_target))
		wake(&op->ran, 1);
	while (failed) /* until the coordinator ends the process: not another step with what the others have given up */
		wait_long_on(&op->phase, gather + RUN);
}

/*
 * The signals we send say SI_QUEUE, so that glibc's handler, which wants SI_TKILL, leaves them alone should one come
 * late. They say which thread and which process they were sent to, and can be believed for the token, which another
 * process that may send signals does not know. One that it can forge makes at most that thread enter that gets it.
 */
static LX_HANDLER void on_signal(int sig, Siginfo *info, void *context)
{
	if (info->code == LX_SI_QUEUE && op->token && info->u.rt.value.ptr == op->token) {
		int tid = op->forgeable ? Gettid() : info->u.rt.pid;

		if (tid != LOAD(&op->coordinator) && info->u.rt.uid == LOAD(&op->process))
			hold(tid);
	} else if (previous.u.handler != LX_SIG_DFL && previous.u.handler != LX_SIG_IGN) {
		if (previous.flags & LX_SA_SIGINFO)
			previous.u.action(sig, info, context);
		else
			previous.u.handler(sig);
	}
}

/* ---- in the coordinator: what a thread is up to */

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
	const char *flags;
	char text[256];
	long length;

	if (status->blocked != ~(BIT(LX_SIGKILL) | BIT(LX_SIGSTOP)))
		return 0;
	length = read_all(open_file(tasks, tid, "stat"), text, sizeof text);
	flags = stat_field(text, length, 9);
	return (decimal(flags, text + length) & WORKER_FLAGS) != 0;
}

/*
 * is_emulators tells a thread of qemu-user's own, where it is known that this is one. For a thread of the program qemu
 * never blocks SIGBUS and SIGSEGV, or for a moment all; its own threads it starts with the former blocked alone.
 */
static int is_emulators(const Status *status)
{
	return (status->blocked & BIT(LX_SIGBUS)) && !(status->blocked & BIT(LX_SIGSEGV));
}

/* ---- in the coordinator: the phases */

static int is_held(int tid)
{
	for (Held *held = LOAD(bucket_of(tid)); held; held = held->next)
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
			sweep->ignored++; /* most likely the first thread, which stays so until all have ended */
			op->careful = 1;
			return 0;
		}
		if (is_worker(tasks, tid, &status) || (op->uncounted && is_emulators(&status))) {
			sweep->ignored++;
			op->careful = 1;
			return 0;
		}
		if ((status.pending & BIT(SIGNAL)) || (op->emulated && is_emulators(&status))) {
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
	info.u.rt.pid = tid;
	info.u.rt.uid = op->process;
	info.u.rt.value.ptr = op->token;
	result = RtTgsigqueueinfo(op->pid, tid, SIGNAL, &info);
	if (result == -LX_ESRCH)
		sweep->gone++;
	else if (result == 0 || result == -LX_EAGAIN)
		sweep->awaited++;
	else
		return result;
	return 0;
}

/*
 * sweep_once looks at every thread there is. Returns 0 or -errno. The first sweep ends when it has seen as many as
 * there were: whether these are all is seen afterwards.
 */
static int sweep_once(int tasks, int unheard_of, Sweep *sweep)
{
	unsigned long buffer[256], at;
	const Dirent *entry;
	int length, result;

	sweep->listed = 0;
	sweep->awaited = sweep->gone = sweep->ignored = 0;
	sweep->self = sweep->runnable = 0;
	result = unheard_of ? 0 : (int)Seek(tasks, 0, LX_SEEK_SET);
	if (result < 0)
		return result;
	while ((length = Getdents(tasks, buffer, sizeof buffer)) > 0) {
		for (at = 0; (entry = DirentNext(buffer, (unsigned long)length, &at)) != LX_NULL;) {
			const char *name = DirentName(entry);
			int tid = 0;

			while (is_digit(*name) && tid < 100000000) /* Linux has no tid of more than seven digits */
				tid = tid * 10 + (*name++ - '0');
			if (tid == 0)
				continue;
			sweep->listed++;
			if (tid == op->coordinator) {
				sweep->self = 1;
			} else if (!is_held(tid)) {
				result = meet(tasks, tid, unheard_of, sweep);
				if (result < 0)
					return result;
			}
		}
		if (unheard_of && sweep->listed == op->threads)
			return 0;
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

/*
 * own_count returns how many threads the process has by /proc/self/stat: what thread_count says, but under qemu-user.
 * There it is the number of the program's own threads, before qemu 9.1 always 0; or 0 as well when it cannot be read.
 */
static unsigned int own_count(int *readable)
{
	char text[512];
	long length = read_all(open_stat(), text, sizeof text);
	const char *field = stat_field(text, length, 20);

	*readable = field != LX_NULL;
	return decimal(field, text + length);
}

/*
 * all_entered tells whether whoever has entered are all threads but the caller, as the kernel counts them. When it is
 * to ask what the process itself knows, it does so too.
 */
static int all_entered(int tasks, int ask, const Sweep *sweep)
{
	unsigned int arrived = LOAD(&op->arrived); /* before they are counted: whoever enters after that is too many */
	unsigned int own;
	int readable;

	if (thread_count(tasks) == (long)arrived + 1)
		return 1;
	if (!ask && !op->emulated)
		return 0;
	own = own_count(&readable);
	if (readable && own == 0)
		op->uncounted = op->emulated = op->careful = 1;
	if (own != arrived + 1)
		return 0;
	/* Nobody can have come since, but workers of the kernel: what is too many in the list is an emulator's. */
	if (!sweep->ignored && thread_count(tasks) != (long)own)
		op->emulated = op->careful = 1;
	return 1;
}

/* gather returns 0 when every other thread is held, or -errno. */
static int gather(int tasks)
{
	int clean = 0, idle = 0, ticks = 0, unheard_of = !op->careful, first = 1;
	/* At first not before the kernel's own tick, which spares setting the machine's timer; but for threads that end. */
	long tick = op->restless ? 200000 : 5000000;
	Sweep sweep;

	for (;; unheard_of = 0, tick = idle < 5 ? 200000 : idle < 15 ? 1000000 : 10000000) {
		unsigned int before = LOAD(&op->arrived);
		int result = sweep_once(tasks, unheard_of, &sweep);

		if (result < 0)
			return result;
		if (sweep.awaited || idle >= 4)
			wait_until(&op->arrived, &op->arrived_target, before + (sweep.awaited ? sweep.awaited : 1), tick);
		if (all_entered(tasks, idle >= 2, &sweep)) {
			op->restless = !first;
			return 0;
		}
		first = 0;
		if (sweep.self && sweep.ignored && !sweep.awaited && !sweep.gone &&
		    thread_count(tasks) == (long)sweep.listed)
			clean++;
		else
			clean = 0;
		if (clean == 4)
			return 0;
		if (LOAD(&op->arrived) != before) {
			idle = 0;
			continue;
		}
		if (clean)
			continue;
		idle++;
		ticks++;
		if (ticks > LATE_TICKS || (idle > STUCK_TICKS && !sweep.runnable)) {
			op->careful = 1;
			/* A listing without the caller is that of another pid namespace. */
			return sweep.self ? -LX_EAGAIN : -LX_ENOENT;
		}
	}
}

/* close_gate lets nobody in any more and waits until all who are in are linked: how many. */
static unsigned int close_gate(void)
{
	unsigned int entered = (unsigned int)(__atomic_fetch_and(&op->gate, ~OPEN_GATE, __ATOMIC_SEQ_CST) & ~OPEN_GATE);

	while (LOAD(&op->arrived) < entered)
		wait_until(&op->arrived, &op->arrived_target, entered, 10000000);
	return entered;
}

/* take_out_dead removes threads that a seccomp filter has ended in their call. Returns how many. */
static unsigned int take_out_dead(void)
{
	unsigned int count = 0;

	lock_table();
	for (unsigned int i = 0; i < op->buckets; i++)
		for (Held *held = op->bucket[i], *next; held; held = next) {
			next = held->next;
			if (gone(held->tid)) {
				unlink_held(held);
				count++;
			}
		}
	unlock_table();
	return count;
}

/*
 * run_held lets the held threads make the call that the caller has made. One that a tracer has stopped, or that gets no
 * processor, is waited for: it runs nothing else before.
 */
static void run_held(unsigned int count)
{
	STORE(&op->phase, LOAD(&op->phase) - CALL + RUN);
	wake_all(&op->phase);
	for (;;) {
		wait_until(&op->ran, &op->ran_target, count, 10000000);
		if (LOAD(&op->ran) >= count)
			break;
		count -= take_out_dead();
	}
	if (LOAD(&op->failed))
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

/* install sets our action. A forked child may have inherited it, and what was there before. */
static int install(void)
{
	Sigaction_t present;
	int result = Sigaction(SIGNAL, LX_NULL, &present);

	if (result < 0)
		return result;
	if (is_ours(&present))
		return 0;
	previous.u = present.u; /* one by one, since a copy of the structure may be a call of memcpy */
	previous.flags = present.flags;
	previous.mask = present.mask;
	return act(on_signal);
}

/*
 * uninstall puts the action back, while all are held: no other process is to inherit what is there in between. An
 * action that ignores makes the kernel forget what is pending, which could be a second signal to a slow thread; not so
 * qemu-user.
 */
static void uninstall(void)
{
	if (op->emulated)
		return;
	if (previous.u.handler == LX_SIG_DFL || previous.u.handler == LX_SIG_IGN)
		act(LX_NULL);
	Sigaction(SIGNAL, &previous, LX_NULL);
}

/*
 * prepare maps the operation's memory, once, and has it wiped in the child of every fork: since Linux 4.14, and not by
 * emulators that take any advice.
 */
static long prepare(void)
{
	unsigned long size = sizeof(Operation);
	Operation *none = LX_NULL, *mine;

	if (LOAD(&op))
		return 0;
	mine = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	if (IsErrPtr(mine))
		return (long)mine;
	mine->kept = Madvise(mine, size, -1) != -LX_EINVAL || Madvise(mine, size, LX_MADV_WIPEONFORK) != 0;
	if (!REPLACE(&op, &none, mine))
		Munmap(mine, size);
	return 0;
}

/* is_free tells whether a lock belongs to nobody any more: its owner has ended, or this is a copy of its memory. */
static int is_free(unsigned long owner, unsigned int process)
{
	return owner >> 32 == process ? gone((int)(unsigned int)owner) : op->kept;
}

static void leave_waiters(void)
{
	unsigned int waiters = LOAD(&op->lock_waiters);

	while (waiters && !REPLACE(&op->lock_waiters, &waiters, waiters - 1))
		;
}

static void unlock(void)
{
	STORE(&op->lock, 0UL);
	if (LOAD(&op->lock_waiters))
		wake((unsigned int *)(void *)&op->lock, 1);
}

/*
 * lock waits its turn: 0, or -EAGAIN when an operation does not come to its end, or Getpid's error. Who had the lock last
 * leaves it to those who wait, for a while: these have been held until just now and would else always come late.
 */
static long lock(unsigned int process, unsigned int tid)
{
	unsigned long self = (unsigned long)process << 32 | tid;
	unsigned long owner = 0;

	for (int ticks = 0; ticks < 10 && LOAD(&op->lock_waiters) && LOAD(&op->last) == tid; ticks++)
		wait_on(&op->last, tid, 10000000);
	__atomic_add_fetch(&op->lock_waiters, 1, __ATOMIC_SEQ_CST);
	for (int ticks = 0; !REPLACE(&op->lock, &owner, self);) {
		unsigned int phase = LOAD(&op->phase);

		if (is_free(owner, process))
			continue;
		/* The lower half, on these architectures the first, is the futex. */
		if (wait_on((unsigned int *)(void *)&op->lock, (unsigned int)owner, 100000000) != -LX_ETIMEDOUT ||
		    LOAD(&op->phase) != phase || LOAD(&op->lock) != owner)
			ticks = 0;
		else if (++ticks > LOCK_TICKS) {
			leave_waiters();
			return -LX_EAGAIN;
		}
		owner = 0;
	}
	leave_waiters();
	if (op->process != process) {
		int pid = Getpid();

		if (pid < 0) {
			unlock();
			return pid;
		}
		op->process = process;
		op->pid = pid;
		if (op->kept)
			STORE(&op->lock_waiters, 0u); /* those were the parent's */
	}
	if (SWAP(&op->last, tid) != tid)
		wake_all(&op->last);
	return 0;
}

static void make_token(void)
{
	if (op->token)
		return;
	if (Getrandom(&op->token, sizeof op->token, LX_GRND_NONBLOCK) != sizeof op->token || !op->token) {
		op->token = (void *)op; /* early in boot there is no randomness, before Linux 3.17 no such call */
		op->forgeable = 1;
	}
}

/* operate is the whole operation, in the thread that has the lock. */
static long operate(int tasks, const long *call)
{
	unsigned int number = ((LOAD(&op->phase) >> 2) + 1) & 0x3fffffff;
	unsigned int phase = number << 2 | GATHER;
	unsigned int count;
	long result;

	STORE(&op->gate, (unsigned long)number << 32);
	/* A thread that is done with the operation before may still look at these. */
	STORE(&op->arrived, 0u);
	STORE(&op->arrived_target, 0u);
	STORE(&op->ran, 0u);
	STORE(&op->ran_target, 0u);
	op->failed = 0;
	op->table_lock = 0;
	for (op->buckets = 8; op->buckets < BUCKETS && op->buckets < op->threads;)
		op->buckets *= 2;
	for (unsigned int i = 0; i < op->buckets; i++) {
		op->bucket[i] = LX_NULL;
		__asm__("" : : : "memory"); /* or the loop becomes a call of memset */
	}
	op->nr = call[0];
	for (int i = 0; i < 6; i++) {
		op->a[i] = call[i + 1];
		__asm__("" : : : "memory");
	}
	STORE(&op->phase, phase);
	make_token();
	result = install();
	if (result < 0)
		return result;
	STORE(&op->gate, LOAD(&op->gate) | OPEN_GATE);

	result = gather(tasks);
	count = close_gate();
	if (result == 0 && !REPLACE(&op->phase, &phase, phase + CALL))
		result = -LX_EAGAIN; /* those who were held have given it up */
	if (result == 0) { /* else the signal may be on its way to a thread, and the action stays */
		uninstall();
		result = lx_trap6(call[0], call[1], call[2], call[3], call[4], call[5], call[6]);
		if (!IsErr(result) && count) {
			run_held(count);
			return result;
		}
	}
	STORE(&op->phase, number << 2 | RELEASE);
	wake_all(&op->phase);
	return result;
}

long lx_allthreads(const long call[7])
{
	Sigset_t mask = { ~BIT(SIGNAL) };
	Sigset_t old;
	Stat_t st;
	long result;
	int tasks;

	/* A handler that calls this must not run in the middle; 33 not held back, since we may wait while held. */
	PthreadSigmask(LX_SIG_BLOCK, &mask, &old);
	tasks = Open("/proc/self/task", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	result = IsErr(tasks) ? tasks : Fstat(tasks, &st);
	if (result == 0 && st.nlink == 3) {
		/* A vfork child, or unshare is forbidden. Not even the lock, in memory that may be shared, is touched. */
		result = lx_trap6(call[0], call[1], call[2], call[3], call[4], call[5], call[6]);
	} else if (result == 0) {
		unsigned int process = (unsigned int)st.ino;
		int tid = Gettid();

		result = tid < 0 ? tid : prepare();
		if (result == 0)
			result = lock(process, (unsigned int)tid);
		if (result == 0) {
			STORE(&op->coordinator, tid);
			op->threads = (unsigned long)st.nlink - 2;
			result = operate(tasks, call);
			unlock();
		}
	}
	if (!IsErr(tasks))
		Close(tasks);
	PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL);
	return result;
}

long AllThreadsSyscall6(long nr, long a1, long a2, long a3, long a4, long a5, long a6)
{
	const long call[7] = { nr, a1, a2, a3, a4, a5, a6 };

	return is_alone() ? lx_trap6(nr, a1, a2, a3, a4, a5, a6) : lx_allthreads(call);
}

long AllThreadsSyscall(long nr, long a1, long a2, long a3)
{
	const long call[7] = { nr, a1, a2, a3, 0, 0, 0 };

	return is_alone() ? lx_trap6(nr, a1, a2, a3, 0, 0, 0) : lx_allthreads(call);
}
