/*
 * Nanoseconds for one thing that threads do, by barecall without a libc (built with -DBARECALL) or by a libc:
 *
 *     threads lock         a mutex that nobody else wants, locked and unlocked
 *     threads contend N    the same in each of N threads at once, with next to nothing to do inside
 *     threads work N       the same with something to do inside, and twice as much outside
 *     threads start        a thread started and joined
 */
#ifdef BARECALL
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>
#include <barecall/time.h>
typedef Thread *AThread;
typedef Mutex AMutex;
#define LOCK(m) MutexLock(m)
#define UNLOCK(m) MutexUnlock(m)
#define START(thread, function) ThreadStart(thread, LX_NULL, function, LX_NULL)
#define JOIN(thread) ThreadJoin(thread, LX_NULL)
#define NOW(t) ClockGettime(LX_CLOCK_MONOTONIC, t)
#define SECONDS(t) ((t).sec * 1000000000L + (t).nsec)
#define SAY(n) Print(1, "%ld\n", n)
#else
#include <pthread.h>
#include <stdio.h>
#include <time.h>
typedef pthread_t AThread;
typedef pthread_mutex_t AMutex;
typedef struct timespec Timespec;
#define LOCK(m) pthread_mutex_lock(m)
#define UNLOCK(m) pthread_mutex_unlock(m)
#define START(thread, function) pthread_create(thread, NULL, function, NULL)
#define JOIN(thread) pthread_join(thread, NULL)
#define NOW(t) clock_gettime(CLOCK_MONOTONIC, t)
#define SECONDS(t) ((t).tv_sec * 1000000000L + (t).tv_nsec)
#define SAY(n) printf("%ld\n", n)
#endif

enum { LOCKS = 2000000, CONTENDED = 400000, WORKED = 20000, WORK = 1000, STARTS = 1500, MOST = 16 };

/* Each in a cache line of its own: what else lies beside a mutex would otherwise be what is measured. */
static struct {
	AMutex mutex;
	char __attribute__((__aligned__(128))) rest[1];
	volatile long counted;
	char __attribute__((__aligned__(128))) end[1];
} shared __attribute__((__aligned__(128)));
static long each, work;

static void do_something(long n)
{
	volatile long i;

	for (i = 0; i < n; i++)
		;
}

static void *count(void *arg)
{
	long i;

	for (i = 0; i < each; i++) {
		LOCK(&shared.mutex);
		shared.counted++;
		if (work)
			do_something(work);
		UNLOCK(&shared.mutex);
		if (work)
			do_something(2 * work);
	}
	return arg;
}

static void *nothing(void *arg)
{
	return arg;
}

int main(int argc, char **argv)
{
	AThread threads[MOST];
	Timespec begin, end;
	long n = LOCKS;
	int i, contenders;

	if (argc < 2)
		return 2;
	contenders = argc > 2 ? argv[2][0] - '0' : 1;
	/* A libc whose process has never had a second thread leaves out what others pay. */
	if (START(&threads[0], nothing) != 0 || JOIN(threads[0]) != 0)
		return 1;
	NOW(&begin);
	switch (argv[1][0]) {
	case 'l':
		each = n;
		count((void *)0);
		break;
	case 'c':
	case 'w':
		work = argv[1][0] == 'w' ? WORK : 0;
		n = work ? WORKED : CONTENDED;
		each = n / contenders;
		for (i = 0; i < contenders; i++)
			if (START(&threads[i], count) != 0)
				return 1;
		for (i = 0; i < contenders; i++)
			JOIN(threads[i]);
		if (shared.counted != each * contenders)
			return 1;
		break;
	default:
		n = STARTS;
		for (i = 0; i < n; i++)
			if (START(&threads[0], nothing) != 0 || JOIN(threads[0]) != 0)
				return 1;
	}
	NOW(&end);
	SAY((SECONDS(end) - SECONDS(begin)) * 100 / n); /* hundredths */
	return 0;
}
