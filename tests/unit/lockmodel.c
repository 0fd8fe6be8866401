/*
 * src/linux/lock.c in every order of its steps: a model checker that runs the code itself.
 *
 * The threads of a scenario are coroutines. Before each atomic operation, and at futex(2), which is modelled, the
 * explorer decides who goes on; it tries all decisions, depth first, with at most a bounded number of preemptions: a
 * thread that could go on but has to wait for others' steps. (Blocking, and whom a wake-up wakes, are no preemptions and
 * not bounded; nor is it when a deadline passes.) A scenario fails when its assertion does, when all are asleep, or when
 * one makes no end. Memory is sequentially consistent here: the orders in the code are another matter.
 */
#include "unit.h"

#include <ucontext.h>

#include <barecall/futex.h>

enum { THREADS = 3, CHOICES = 4000, STEPS = 2000, STACK = 65536 };

typedef struct Thread {
	ucontext_t context;
	char *stack;
	int ended;
	unsigned int *asleep; /* on this word */
	int may_time_out, timed_out;
} Thread;

/* A scenario: its threads, how it begins, and what holds at its end. */
typedef struct Scenario {
	void (*begin)(void);
	void (*thread[THREADS])(void);
	int (*holds)(void);
} Scenario;

static Thread threads[THREADS];
static const Scenario *scenario;
static ucontext_t explorer;
static int current, preemptions, bound, steps, used, kept;
static unsigned char choice[CHOICES], options[CHOICES];
static const char *wrong;

static void step(void);
static void expect(int condition, const char *what);

/* The compiler's own, one step each. */
#undef __atomic_load_n
#define __atomic_load_n(p, order) (step(), *(p))
#define __atomic_exchange_n(p, v, order)            \
	__extension__({                             \
		step();                             \
		__typeof__(*(p) + 0) was = *(p);    \
		*(p) = (v);                         \
		was;                                \
	})
#define MODEL_FETCH(p, operator, v)                 \
	__extension__({                             \
		step();                             \
		__typeof__(*(p) + 0) was = *(p);    \
		*(p) = was operator (v);            \
		was;                                \
	})
#define __atomic_fetch_add(p, v, order) MODEL_FETCH(p, +, v)
#define __atomic_fetch_sub(p, v, order) MODEL_FETCH(p, -, v)
#define __atomic_fetch_and(p, v, order) MODEL_FETCH(p, &, v)
#define __atomic_sub_fetch(p, v, order) (MODEL_FETCH(p, -, v) - (v))
#define __atomic_compare_exchange_n(p, expected, v, weak, success, failure) \
	__extension__({                                                     \
		step();                                                     \
		int same = *(p) == *(expected);                             \
		if (same)                                                   \
			*(p) = (v);                                         \
		else                                                        \
			*(expected) = *(p);                                 \
		same;                                                       \
	})

static long model_futex(unsigned int *word, int op, unsigned int value, const Timespec *deadline);

#define Futex(word, op, value, deadline, word2, value3) model_futex(word, op, value, deadline)
#define LOOKS 1
#include "../../src/linux/lock.c"

/* ---- the explorer */

/* choose returns a number below n: what was decided here the last time, or at first 0. */
static int choose(int n)
{
	if (n == 1)
		return 0;
	if (used == CHOICES) {
		expect(0, "more choices than there is room for");
		return 0;
	}
	if (used == kept) {
		choice[used] = 0;
		options[used] = (unsigned char)n;
		kept++;
	}
	return choice[used++];
}

static int can_go(int i)
{
	return !threads[i].ended && (!threads[i].asleep || threads[i].may_time_out);
}

/* go_on lets thread i run until the next decision. */
static void go_on(int i)
{
	int was = current;

	if (threads[i].asleep) {
		threads[i].asleep = NULL;
		threads[i].timed_out = 1;
	}
	current = i;
	if (i != was)
		swapcontext(&threads[was].context, &threads[i].context);
}

static void give_up_run(void)
{
	swapcontext(&threads[current].context, &explorer);
}

static void expect(int condition, const char *what)
{
	if (condition)
		return;
	if (!wrong)
		wrong = what;
	give_up_run();
}

/* leave lets another thread run: this one sleeps or has ended. */
static void leave(void)
{
	int able[THREADS], n = 0, i;

	for (i = 0; i < THREADS; i++)
		if (can_go(i))
			able[n++] = i;
	if (n > 0) {
		go_on(able[choose(n)]);
		return;
	}
	for (i = 0; i < THREADS; i++)
		if (!threads[i].ended)
			wrong = "all are asleep";
	give_up_run();
}

static void step(void)
{
	int able[THREADS], n = 0, i;

	if (++steps > STEPS)
		expect(0, "no end");
	able[n++] = current;
	for (i = 0; i < THREADS && preemptions < bound; i++)
		if (i != current && can_go(i))
			able[n++] = i;
	i = able[choose(n)];
	preemptions += i != current;
	go_on(i);
}

static long model_futex(unsigned int *word, int op, unsigned int value, const Timespec *deadline)
{
	Thread *self = &threads[current];
	int asleep[THREADS], n, i;
	unsigned int woken = 0;

	step();
	if ((op & LX_FUTEX_CMD_MASK) == LX_FUTEX_WAIT_BITSET) {
		if (*word != value)
			return -LX_EAGAIN;
		self->asleep = word;
		self->timed_out = 0;
		self->may_time_out = deadline != NULL;
		leave();
		return self->timed_out ? -LX_ETIMEDOUT : 0;
	}
	while (woken < value) {
		for (n = 0, i = 0; i < THREADS; i++)
			if (threads[i].asleep == word)
				asleep[n++] = i;
		if (n == 0)
			break;
		/* When all are woken it is no matter who is first. */
		threads[asleep[value == 1 ? choose(n) : 0]].asleep = NULL;
		woken++;
	}
	return woken;
}

static void run_thread(void)
{
	scenario->thread[current]();
	threads[current].ended = 1;
	leave();
}

/* run makes one run. Returns whether all was well. */
static int run(void)
{
	int i;

	used = preemptions = steps = 0;
	wrong = NULL;
	scenario->begin();
	for (i = 0; i < THREADS; i++) {
		getcontext(&threads[i].context);
		threads[i].context.uc_stack.ss_sp = threads[i].stack;
		threads[i].context.uc_stack.ss_size = STACK;
		threads[i].context.uc_link = NULL;
		makecontext(&threads[i].context, run_thread, 0);
		threads[i].asleep = NULL;
		threads[i].ended = scenario->thread[i] == NULL;
	}
	current = choose(scenario->thread[2] ? 3 : 2);
	swapcontext(&explorer, &threads[current].context);
	if (!wrong && !scenario->holds())
		wrong = "what is to hold at the end does not";
	return !wrong;
}

/* explore runs a scenario in all ways, and returns how many there are; 0 when one is wrong. */
static long explore(const Scenario *s)
{
	long runs = 0;
	int i;

	for (i = 0; i < THREADS; i++)
		threads[i].stack = malloc(STACK);
	scenario = s;
	kept = 0;
	do {
		runs++;
		if (!run()) {
			printf("# %s, in run %ld of %d choices:", wrong, runs, used);
			for (i = 0; i < used; i++)
				printf(" %d", choice[i]);
			printf("\n");
			runs = 0;
			break;
		}
		while (kept > 0 && choice[kept - 1] + 1 == options[kept - 1])
			kept--;
		if (kept > 0)
			choice[kept - 1]++;
	} while (kept > 0);
	for (i = 0; i < THREADS; i++)
		free(threads[i].stack);
	return runs;
}

static void check(const Scenario *s)
{
	long runs = explore(s);

	assert_true(runs > 0);
	printf("# %ld runs with %d preemptions\n", runs, bound);
}

/* ---- the scenarios */

static Mutex mutex;
static RWLock rwlock;
static Cond cond;
static Semaphore semaphore;
static Once once;
static Barrier barrier;
static WaitGroup group;
static Event event;
static int inside, done, entered[4];
static const Timespec soon = { 1, 0 };

static void begin(void)
{
	memset(&mutex, 0, sizeof(mutex));
	memset(&rwlock, 0, sizeof(rwlock));
	memset(&cond, 0, sizeof(cond));
	memset(&semaphore, 0, sizeof(semaphore));
	memset(&once, 0, sizeof(once));
	memset(&barrier, 0, sizeof(barrier));
	memset(&group, 0, sizeof(group));
	memset(&event, 0, sizeof(event));
	memset(entered, 0, sizeof(entered));
	inside = done = 0;
}

/* alone is what only one thread at a time may do. */
static void alone(void)
{
	expect(inside++ == 0, "two are in");
	step();
	expect(inside-- == 1, "two are in");
	done++;
}

static void lock_once(void)
{
	MutexLock(&mutex);
	alone();
	MutexUnlock(&mutex);
}

static void lock_twice(void)
{
	lock_once();
	lock_once();
}

static void lock_until(void)
{
	int result = MutexLockUntil(&mutex, LX_CLOCK_MONOTONIC, &soon);

	expect(result == 0 || result == -LX_ETIMEDOUT, "another result");
	if (result == 0) {
		alone();
		MutexUnlock(&mutex);
	}
}

static int mutex_is_free(void)
{
	return mutex.state == 0 && inside == 0;
}

static int mutex_done_4(void)
{
	return mutex_is_free() && done == 4;
}

static void test_mutex(void **state)
{
	static const Scenario all = { begin, { lock_twice, lock_once, lock_once }, mutex_done_4 };
	static const Scenario timed = { begin, { lock_once, lock_until, lock_once }, mutex_is_free };

	(void)state;
	check(&all);
	check(&timed);
}

static void write_once(void)
{
	RWLockWrite(&rwlock);
	alone();
	RWLockWriteUnlock(&rwlock);
}

static void writing_until(void)
{
	if (RWLockWriteUntil(&rwlock, LX_CLOCK_MONOTONIC, &soon) == 0) {
		alone();
		RWLockWriteUnlock(&rwlock);
	}
}

static void look(void)
{
	expect(inside == 0, "reads while another writes");
	step();
	expect(inside == 0, "reads while another writes");
	done++;
}

static void read_once(void)
{
	RWLockRead(&rwlock);
	look();
	RWLockReadUnlock(&rwlock);
}

static void read_until(void)
{
	if (RWLockReadUntil(&rwlock, LX_CLOCK_MONOTONIC, &soon) == 0) {
		look();
		RWLockReadUnlock(&rwlock);
	}
}

static int rwlock_is_free(void)
{
	/* Of one who was too late a bit may be left, which costs a wake-up of nobody. */
	return (rwlock.state & LX_RWLOCK_WRITER) == 0 && inside == 0;
}

static int rwlock_done_3(void)
{
	return rwlock.state == 0 && done == 3;
}

static void test_rwlock(void **state)
{
	static const Scenario readers = { begin, { read_once, read_once, write_once }, rwlock_done_3 };
	static const Scenario writers = { begin, { read_once, write_once, write_once }, rwlock_done_3 };
	static const Scenario late_writer = { begin, { read_once, writing_until, read_once }, rwlock_is_free };
	static const Scenario late_writer2 = { begin, { write_once, writing_until, read_once }, rwlock_is_free };
	static const Scenario late_writers = { begin, { write_once, writing_until, write_once }, rwlock_is_free };
	static const Scenario late_reader = { begin, { write_once, read_until, read_once }, rwlock_is_free };

	(void)state;
	check(&readers);
	check(&writers);
	check(&late_writer);
	check(&late_writer2);
	check(&late_writers);
	check(&late_reader);
}

static void wait_for_entry(void)
{
	MutexLock(&mutex);
	while (entered[0] == 0)
		CondWait(&cond, &mutex);
	entered[0]--;
	alone();
	MutexUnlock(&mutex);
}

static void wait_for_entry_until(void)
{
	MutexLock(&mutex);
	while (entered[0] == 0 && CondWaitUntil(&cond, &mutex, LX_CLOCK_MONOTONIC, &soon) == 0)
		;
	entered[0] -= entered[0] > 0;
	alone();
	MutexUnlock(&mutex);
}

static void signal_twice(void)
{
	for (int i = 0; i < 2; i++) {
		MutexLock(&mutex);
		entered[0]++;
		alone();
		MutexUnlock(&mutex);
		CondSignal(&cond);
	}
}

static void broadcast(void)
{
	MutexLock(&mutex);
	entered[0] = 2;
	CondBroadcast(&cond);
	alone();
	MutexUnlock(&mutex);
}

static int all_entered(void)
{
	return mutex_is_free() && entered[0] == 0 && cond.waiters == 0;
}

static int some_entered(void)
{
	return mutex_is_free() && cond.waiters == 0;
}

static void test_cond(void **state)
{
	static const Scenario signals = { begin, { wait_for_entry, wait_for_entry, signal_twice }, all_entered };
	static const Scenario all = { begin, { wait_for_entry, wait_for_entry, broadcast }, all_entered };
	static const Scenario timed = { begin, { wait_for_entry_until, wait_for_entry, signal_twice }, some_entered };

	(void)state;
	check(&signals);
	check(&all);
	check(&timed);
}

static void take_one(void)
{
	SemaphoreWait(&semaphore);
	done++;
}

static void take_until(void)
{
	done += SemaphoreWaitUntil(&semaphore, LX_CLOCK_MONOTONIC, &soon) == 0;
}

static void post_twice(void)
{
	SemaphorePost(&semaphore);
	SemaphorePost(&semaphore);
}

static int semaphore_balances(void)
{
	return semaphore.state == 2UL - (unsigned long)done;
}

static int semaphore_taken(void)
{
	return semaphore.state == 0 && done == 2;
}

static void test_semaphore(void **state)
{
	static const Scenario all = { begin, { take_one, take_one, post_twice }, semaphore_taken };
	static const Scenario timed = { begin, { take_until, take_one, post_twice }, semaphore_balances };

	(void)state;
	check(&all);
	check(&timed);
}

static void count_up(void *argument)
{
	step();
	++*(int *)argument;
}

static void do_once(void)
{
	OnceDo(&once, count_up, &done);
	expect(done == 1, "it is not done");
}

static int once_done(void)
{
	return done == 1 && once.state == ONCE_DONE;
}

static void test_once(void **state)
{
	static const Scenario all = { begin, { do_once, do_once, do_once }, once_done };

	(void)state;
	check(&all);
}

static void begin_barrier_of_2(void)
{
	begin();
	barrier.count = 2;
}

static void begin_barrier_of_3(void)
{
	begin();
	barrier.count = 3;
}

/* Each counts itself into its round before it waits, and sees all of the round behind it. */
static void pass_twice(void)
{
	for (int round = 0; round < 2; round++) {
		entered[round]++;
		done += BarrierWait(&barrier);
		expect(entered[round] == (int)barrier.count, "some were not there");
	}
}

static int twice_done(void)
{
	return done == 2 && barrier.state == 2;
}

static void test_barrier(void **state)
{
	static const Scenario two = { begin_barrier_of_2, { pass_twice, pass_twice, NULL }, twice_done };
	static const Scenario three = { begin_barrier_of_3, { pass_twice, pass_twice, pass_twice }, twice_done };

	(void)state;
	check(&two);
	check(&three);
}

static void begin_group(void)
{
	begin();
	group.state = 2;
}

static void finish_one(void)
{
	done++;
	WaitGroupDone(&group);
}

static void finish_two(void)
{
	finish_one();
	finish_one();
}

static void wait_group(void)
{
	WaitGroupWait(&group);
	expect(done == 2, "not all is done");
}

static void wait_group_until(void)
{
	if (WaitGroupWaitUntil(&group, LX_CLOCK_MONOTONIC, &soon) == 0)
		expect(done == 2, "not all is done");
}

static int group_done(void)
{
	return done == 2 && group.state == 0;
}

static void test_wait_group(void **state)
{
	static const Scenario one = { begin_group, { finish_one, finish_one, wait_group }, group_done };
	static const Scenario two = { begin_group, { finish_two, wait_group, wait_group }, group_done };
	static const Scenario timed = { begin_group, { finish_two, wait_group, wait_group_until }, group_done };

	(void)state;
	check(&one);
	check(&two);
	check(&timed);
}

static void set(void)
{
	done = 1;
	EventSet(&event);
}

static void wait_event(void)
{
	EventWait(&event);
	expect(done == 1, "it was not set");
}

static void wait_event_until(void)
{
	if (EventWaitUntil(&event, LX_CLOCK_MONOTONIC, &soon) == 0)
		expect(done == 1, "it was not set");
}

/* Who waits by now goes on, although the event is reset at once. */
static void pulse(void)
{
	int waited = event.state & EVENT_AWAITED;

	set();
	if (waited)
		EventReset(&event);
}

static int anything(void)
{
	return 1;
}

static void test_event(void **state)
{
	static const Scenario all = { begin, { wait_event, wait_event, set }, anything };
	static const Scenario timed = { begin, { wait_event, wait_event_until, set }, anything };
	static const Scenario pulsed = { begin, { wait_event, pulse, NULL }, anything };

	(void)state;
	check(&all);
	check(&timed);
	check(&pulsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		unit_test(test_mutex), unit_test(test_rwlock),	unit_test(test_cond),	    unit_test(test_semaphore),
		unit_test(test_once),  unit_test(test_barrier), unit_test(test_wait_group), unit_test(test_event),
	};
	const char *more = getenv("BARECALL_STRESS");

	setvbuf(stdout, NULL, _IOLBF, 0);
	bound = more && atoi(more) ? 4 : unit_under_qemu() ? 1 : unit_slowness() > 1 ? 2 : 3;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
