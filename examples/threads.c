/*
 * threads: how many primes there are below a number (default: a million), counted by several threads (default: 4).
 * It shows how threads start, share what a lock guards, wait for each other and end.
 *
 *     threads [number [threads]]
 */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

enum { MOST = 64, PIECE = 1000 };

static unsigned long limit = 1000000;
static Event begin;

static Mutex guard; /* of these two */
static unsigned long next = 2;
static unsigned long primes;

static _Thread_local unsigned long mine; /* each thread's own */

static int is_prime(unsigned long n)
{
	unsigned long i;

	for (i = 2; i * i <= n; i++)
		if (n % i == 0)
			return 0;
	return n > 1;
}

/* take gives the calling thread numbers from *from to below *to; 0: there are none left. */
static int take(unsigned long *from, unsigned long *to)
{
	MutexLock(&guard);
	*from = next;
	*to = next = limit - next < PIECE ? limit : next + PIECE;
	MutexUnlock(&guard);
	return *from < *to;
}

static void *count(void *arg)
{
	unsigned long from, to;

	EventWait(&begin);
	while (take(&from, &to))
		for (; from < to; from++)
			mine += (unsigned long)is_prime(from);
	MutexLock(&guard);
	primes += mine;
	MutexUnlock(&guard);
	return arg;
}

int main(int argc, char **argv)
{
	Thread *threads[MOST];
	unsigned long n = 4, i;
	int error = 0;

	if ((argc > 1 && (ParseUint(TextOf(argv[1]), 10, 40, &limit) != 0 || limit < 2)) ||
	    (argc > 2 && (ParseUint(TextOf(argv[2]), 10, 7, &n) != 0 || n < 1 || n > MOST))) {
		Print(2, "usage: threads [number from 2 on [threads from 1 to %d]]\n", MOST);
		return 2;
	}
	for (i = 0; i < n && error == 0; i++)
		error = ThreadStart(&threads[i], LX_NULL, count, LX_NULL);
	if (error != 0) {
		Print(2, "threads: thread %lu: %pe\n", i, ErrPtr(error));
		return 1;
	}
	EventSet(&begin);
	for (i = 0; i < n; i++)
		ThreadJoin(threads[i], LX_NULL);
	Print(1, "%lu primes below %lu\n", primes, limit);
	return 0;
}
