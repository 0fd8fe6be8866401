/*
 * Calls in all threads, under ThreadSanitizer: each thread in turn lets the others call. It sees what the coordinator and
 * the held ones do with the operation's memory; while a thread waits for its turn it is in nothing that is watched, for a
 * handler that came in the middle of the sanitizer's own doing would wait for itself.
 */
#include "unit.h"

#include <dirent.h>
#include <linux/futex.h>
#include <pthread.h>

#include <barecall/allthreads.h>

enum { THREADS = 6, ROUNDS = 120 };

#define UNWATCHED __attribute__((__no_sanitize_thread__, __noinline__))

static volatile unsigned int turn; /* whose it is, from the time on when there are THREADS and the first thread waits */
static volatile int ready, wrong;

/* Neither of these calls has the sanitizer a part in. */
UNWATCHED static void wait_or_wake(int op, unsigned int value)
{
	syscall(SYS_futex, &turn, op, value, 0L, 0L, 0L);
}

static void call_in_all(long number)
{
	char bytes[64];
	int fds[2];

	if (Pipe2(fds, LX_O_NONBLOCK) != 0 || AllThreadsSyscall(LX_SYS_write, fds[1], (long)"x", 1) != 1 ||
	    Read(fds[0], bytes, sizeof(bytes)) != THREADS + 1 ||
	    (geteuid() == 0 && (Setresuid((unsigned int)number + 1, 0, 0) != 0 || Getuid() != (unsigned int)number + 1)))
		wrong = 1;
	Close(fds[0]);
	Close(fds[1]);
}

/* Thread THREADS is the first, which makes no calls. */
UNWATCHED static void *take_turns(void *number)
{
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (ready <= THREADS)
		syscall(SYS_sched_yield);
	for (;;) {
		unsigned int now = turn;

		if (now >= ROUNDS)
			return NULL;
		if (now % THREADS != (unsigned int)(long)number) {
			wait_or_wake(FUTEX_WAIT, now);
			continue;
		}
		call_in_all((long)number);
		turn = now + 1;
		wait_or_wake(FUTEX_WAKE, THREADS + 1);
	}
}

/*
 * The sanitizer has a thread of its own since another was made first. That is no thread to it, and it would die in what is
 * watched: it is ended.
 */
UNWATCHED static void end_this_thread(int sig)
{
	(void)sig;
	syscall(SYS_exit, 0L);
}

static int threads(int *other)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;
	int count = 0;

	while ((entry = readdir(tasks)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		count++;
		if (atoi(entry->d_name) != getpid())
			*other = atoi(entry->d_name);
	}
	closedir(tasks);
	return count;
}

static void *nothing(void *argument)
{
	return argument;
}

static void end_the_sanitizers(void)
{
	Sigaction_t end = { .u = { .handler = end_this_thread } }, before;
	pthread_t first;
	int tid = 0, ms;

	assert_int_equal(pthread_create(&first, NULL, nothing, NULL), 0);
	assert_int_equal(pthread_join(first, NULL), 0);
	assert_int_equal(Sigaction(33, &end, &before), 0);
	for (ms = 0; ms < 20000 && threads(&tid) > 1; ms++) {
		Tgkill(getpid(), tid, 33);
		usleep(1000);
	}
	assert_int_equal(threads(&tid), 1);
	assert_int_equal(Sigaction(33, &before, LX_NULL), 0);
}

static void test_each_thread_calls_in_all(void **state)
{
	pthread_t ids[THREADS];
	long i;

	(void)state;
	end_the_sanitizers();
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&ids[i], NULL, take_turns, (void *)i), 0);
	take_turns((void *)THREADS);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(ids[i], NULL), 0);
	assert_int_equal(wrong, 0);
}

UNIT_TESTS(unit_test(test_each_thread_calls_in_all));
