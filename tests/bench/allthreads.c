/*
 * Microseconds of a setresuid in all threads of a process: by a broadcast by hand, which knows the threads, asks each
 * to make the call as it is met and waits until all have; the same when nobody makes it before all are held, which is
 * what AllThreadsSyscall promises; by barecall; by the libc of this program. On one processor. In a round each
 * contestant has its turn; what counts are the medians, of times and of the ratios in one round.
 */
#define _GNU_SOURCE
#include <barecall/allthreads.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "hand.h"

enum { ROUNDS = 41, MOST = 512, CONTESTANTS = 4 };
#include "median.h" /* of ROUNDS values */

static int threads; /* the caller is one of them */
static int tids[MOST];
static unsigned int ready, entered, gone_on, ran, stop;
static int holding;
static unsigned int uid;

#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)
#define ADD(p) __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST)

static void wait_while(unsigned int *word, unsigned int value)
{
	hand6(SYS_futex, (long)word, FUTEX_WAIT_PRIVATE, (long)value, 0, 0, 0);
}

static void wake(unsigned int *word, int count)
{
	hand6(SYS_futex, (long)word, FUTEX_WAKE_PRIVATE, count, 0, 0, 0);
}

static void change(void)
{
	if (hand3(SYS_setresuid, uid, uid, uid) != 0)
		abort();
}

static void count(unsigned int *counter)
{
	if (ADD(counter) == (unsigned int)threads - 1)
		wake(counter, 1);
}

static void wait_for_all(unsigned int *counter)
{
	unsigned int now;

	while ((now = LOAD(counter)) < (unsigned int)threads - 1)
		wait_while(counter, now);
}

static void on_signal(int sig)
{
	(void)sig;
	if (holding) {
		count(&entered);
		while (!LOAD(&gone_on))
			wait_while(&gone_on, 0);
	}
	change();
	count(&ran);
}

static void broadcast(int hold)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	holding = hold;
	entered = gone_on = ran = 0;
	for (int i = 1; i < threads; i++)
		if (hand3(SYS_tgkill, getpid(), tids[i], SIGRTMIN) != 0)
			abort();
	if (hold && threads > 1)
		wait_for_all(&entered);
	change();
	if (hold) {
		STORE(&gone_on, 1);
		wake(&gone_on, MOST);
	}
	if (threads > 1)
		wait_for_all(&ran);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void by_hand(void)
{
	if (threads == 1)
		change();
	else
		broadcast(0);
}

static void by_hand_held(void)
{
	if (threads == 1)
		change();
	else
		broadcast(1);
}

static void by_barecall(void)
{
	if (Setresuid(uid, uid, uid) != 0)
		abort();
}

static void by_libc(void)
{
	if (setresuid(uid, uid, uid) != 0)
		abort();
}

static const struct contestant {
	const char *name;
	void (*call)(void);
} contestants[CONTESTANTS] = {
	{"by hand", by_hand},
	{"by hand, all held", by_hand_held},
	{"barecall Setresuid", by_barecall},
	{"libc setresuid", by_libc},
};

static double one_turn(const struct contestant *contestant)
{
	int calls = threads == 1 ? 20000 : 1 + 1000 / threads;
	double begin = now();

	for (int i = 0; i < calls; i++)
		contestant->call();
	return (now() - begin) / calls;
}

static void *wait_for_stop(void *arg)
{
	tids[(long)arg] = (int)syscall(SYS_gettid);
	ADD(&ready);
	while (!LOAD(&stop))
		wait_while(&stop, 0);
	return NULL;
}

static int measure(int n)
{
	static double times[CONTESTANTS][ROUNDS], ratios[CONTESTANTS][ROUNDS];
	pthread_attr_t small;
	pthread_t thread;

	threads = n;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	for (long i = 1; i < threads; i++)
		if (pthread_create(&thread, &small, wait_for_stop, (void *)i) != 0)
			return 1;
	while (LOAD(&ready) < (unsigned int)threads - 1)
		usleep(1000);
	for (int i = 0; i < CONTESTANTS; i++)
		one_turn(&contestants[i]);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < CONTESTANTS; i++) {
			int k = (i + round) % CONTESTANTS;

			times[k][round] = one_turn(&contestants[k]);
		}
		for (int i = 0; i < CONTESTANTS; i++)
			ratios[i][round] = times[i][round] / times[0][round];
	}
	for (int i = 0; i < CONTESTANTS; i++)
		printf("%7d  %-20s %10.2f us  %7.3f\n", threads, contestants[i].name, median(times[i]), median(ratios[i]));
	fflush(stdout);
	_exit(0);
}

int main(void)
{
	static const int sizes[] = {1, 8, 64, 512};
	struct sigaction action;
	cpu_set_t one;
	int status;

	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	sched_setaffinity(0, sizeof one, &one);
	uid = getuid();
	memset(&action, 0, sizeof action);
	action.sa_handler = on_signal;
	action.sa_flags = SA_RESTART;
	sigfillset(&action.sa_mask);
	sigaction(SIGRTMIN, &action, NULL);
	for (unsigned int i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(measure(sizes[i]));
		if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) {
			fprintf(stderr, "allthreads: no end with %d threads\n", sizes[i]);
			return 1;
		}
	}
	return 0;
}
