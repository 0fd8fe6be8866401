/* thread: threads that add to one number under a lock, and to one of their own without. */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

enum { THREADS = 4, TIMES = 10000 };

static Mutex guard; /* all zero is unlocked */
static long total;
static _Thread_local long mine;

static void *count(void *arg)
{
	int i;

	for (i = 0; i < TIMES; i++) {
		mine++;
		MutexLock(&guard);
		total++;
		MutexUnlock(&guard);
	}
	*(long *)arg = mine;
	return arg;
}

int main(void)
{
	Thread *threads[THREADS];
	long each[THREADS];
	int i, n, error = 0;

	for (n = 0; n < THREADS && error == 0; n++)
		error = ThreadStart(&threads[n], LX_NULL, count, &each[n]);
	if (error < 0) {
		Print(2, "thread: %pe\n", ErrPtr(error));
		return 1; /* which ends those that run, too */
	}
	for (i = 0; i < THREADS; i++) {
		ThreadJoin(threads[i], LX_NULL);
		Print(1, "thread %d: %ld\n", i, each[i]);
	}
	Print(1, "together %ld, in main %ld\n", total, mine);
	return 0;
}
