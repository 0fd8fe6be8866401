/*
 * Threads' beginnings and ends under ThreadSanitizer, which knows only a libc's threads: src/linux/thread.c itself, with
 * pthread_create in clone's place and, in the kernel's, what clears the thread's id and wakes who joins it.
 */
#include "unit.h"

#include <pthread.h>
#include <sched.h>

#include <barecall/futex.h>
#include <barecall/process.h>
#include <barecall/thread.h>

typedef struct Beginning {
	int (*function)(void *argument);
	void *argument;
	int *tid;
	char **kept_in;
} Beginning;

static _Thread_local int *own_tid; /* what the kernel clears at the thread's end */

static long clone_hosted(unsigned long flags, void *stack, int (*function)(void *), void *argument, int *parent_tid, int *child_tid,
			 unsigned long tls);
static LX_NORETURN void exit_hosted(int status);

/* What is inline there keeps its name. */
#include <thread-parts.h>
static char *tls_hosted(char *memory, const Program *program);
#define lx_tls_program(program) 0
#define lx_place_tls tls_hosted
#define lx_copy_canary(thread_pointer) ((void)0)
#define CloneCall clone_hosted
#define ExitThread exit_hosted
#define SetTidAddress(tid) (own_tid = (tid))
#define lx_unmap_exit leave_hosted
#define lx_thread_robust robust_hosted
#define Munmap(memory, size) ((void)(memory))
#include <thread.c>
#include <thread-detach.c>
#include <thread-until.c>

/* The slot of a new thread's lx_thread_own is not in a libc's block: begin_hosted sets it. */
static _Thread_local Own slot;

static char *tls_hosted(char *memory, const Program *program)
{
	(void)memory, (void)program;
	return (char *)&slot - ((char *)&lx_thread_own - lx_get_thread_pointer());
}

/* None of these threads has a robust lock. */
void robust_hosted(unsigned long low, unsigned long high, int tid)
{
	(void)low, (void)high, (void)tid;
}

static void *begin_hosted(void *argument)
{
	Beginning clone = *(Beginning *)argument;

	free(argument);
	own_tid = clone.tid;
	lx_thread_own.self = clone.argument;
	lx_thread_own.kept_in = clone.kept_in;
	clone.function(clone.argument);
	return NULL;
}

static long clone_hosted(unsigned long flags, void *stack, int (*function)(void *), void *argument, int *parent_tid, int *child_tid,
			 unsigned long tls)
{
	static int numbers;
	int number = __atomic_add_fetch(&numbers, 1, __ATOMIC_RELAXED);
	Beginning *clone = malloc(sizeof(*clone));
	pthread_attr_t detached;
	pthread_t id;

	(void)flags, (void)stack, (void)tls;
	clone->function = function;
	clone->argument = argument;
	clone->tid = child_tid;
	clone->kept_in = slot.kept_in;
	*parent_tid = number;
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	return pthread_create(&id, &detached, begin_hosted, clone) == 0 ? number : -LX_EAGAIN;
}

static LX_NORETURN void exit_hosted(int status)
{
	(void)status;
	if (own_tid) {
		__atomic_store_n(own_tid, 0, __ATOMIC_RELEASE);
		Futex((unsigned int *)own_tid, LX_FUTEX_WAKE, 1, LX_NULL, LX_NULL, 0);
	}
	pthread_exit(NULL);
}

/* The memory stays, as that of Munmap: the sanitizer would not learn that it is another's. */
void leave_hosted(void *memory, unsigned long size)
{
	(void)memory, (void)size;
	pthread_exit(NULL);
}

enum { THREADS = 6, ROUNDS = 60 };

typedef struct Work {
	long in, out;
	int at_exit;
	ThreadExitCall call;
	Thread *self;
} Work;

static void note_exit(void *work)
{
	((Work *)work)->at_exit++;
}

static void *work_on(void *argument)
{
	Work *work = argument;

	work->self = ThreadSelf();
	work->out = work->in * 2;
	if (ThreadAtExit(&work->call, note_exit, work) != 0 || work->in % 3 == 0)
		ThreadExit(work);
	return work;
}

static void test_a_join_sees_all_that_the_thread_did(void **state)
{
	static Work works[THREADS];
	Thread *threads[THREADS];
	Timespec soon;
	void *result;
	long i, round;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < THREADS; i++) {
			works[i] = (Work){ .in = round + i };
			assert_int_equal(lx_thread_start(&threads[i], work_on, &works[i]), 0);
		}
		for (i = 0; i < THREADS; i++) {
			ClockGettime(LX_CLOCK_MONOTONIC, &soon);
			if (ThreadJoinUntil(threads[i], &result, LX_CLOCK_MONOTONIC, &soon) != 0)
				assert_int_equal(ThreadJoin(threads[i], &result), 0);
			assert_ptr_equal(result, &works[i]);
			assert_true(works[i].out == 2 * works[i].in && works[i].at_exit == 1 && works[i].self == threads[i]);
		}
	}
}

/* Several take the memory that is kept for the next thread, and leave theirs. */
static void *start_others(void *argument)
{
	Work work;
	Thread *thread;
	void *result;

	for (long i = 0; i < ROUNDS / 2; i++) {
		work = (Work){ .in = i };
		if (lx_thread_start(&thread, work_on, &work) != 0 || ThreadJoin(thread, &result) != 0 || result != &work ||
		    work.out != 2 * i || work.at_exit != 1 || work.self != thread)
			return NULL;
		usleep(200); /* others are to come in between */
	}
	return argument;
}

static void test_threads_that_start_threads(void **state)
{
	Thread *threads[THREADS / 2];
	void *result;

	(void)state;
	for (int i = 0; i < THREADS / 2; i++)
		assert_int_equal(lx_thread_start(&threads[i], start_others, threads), 0);
	for (int i = 0; i < THREADS / 2; i++) {
		assert_int_equal(ThreadJoin(threads[i], &result), 0);
		assert_ptr_equal(result, threads);
	}
	assert_non_null(lx_thread_own.kept);
}

static unsigned int over;

static void *count_over(void *argument)
{
	__atomic_add_fetch(&over, 1, __ATOMIC_RELEASE);
	return argument;
}

static void test_a_detached_one_ends_by_itself(void **state)
{
	unsigned int i;
	Thread *thread;

	(void)state;
	for (i = 1; i <= ROUNDS; i++) {
		assert_int_equal(lx_thread_start(&thread, count_over, NULL), 0);
		if (i % 2)
			usleep(200); /* some end before they are detached, some after */
		assert_int_equal(ThreadDetach(thread), 0);
		while (__atomic_load_n(&over, __ATOMIC_ACQUIRE) < i)
			sched_yield();
	}
}

UNIT_TESTS(unit_test(test_a_join_sees_all_that_the_thread_did), unit_test(test_threads_that_start_threads), unit_test(test_a_detached_one_ends_by_itself));
