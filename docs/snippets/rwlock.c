/* rwlock: many readers or one writer, and things that are done once, or by all together. */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

enum { THREADS = 3 };

static RWLock lock;
static Once once;
static Barrier barrier = { 0, THREADS, 0 };
static int value, last;

static void begin(void *arg)
{
	Print(1, "once\n");
	*(int *)arg = 1;
}

static void *work(void *arg)
{
	OnceDo(&once, begin, &value); /* behind it, it is done, whoever did it */
	RWLockWrite(&lock);
	value++;
	RWLockWriteUnlock(&lock);
	if (BarrierWait(&barrier) == 1) /* in the last that came */
		last++;
	RWLockRead(&lock);
	*(int *)arg = value; /* all have added */
	RWLockReadUnlock(&lock);
	return arg;
}

int main(void)
{
	Thread *threads[THREADS];
	int seen[THREADS], i;

	for (i = 0; i < THREADS; i++)
		if (ThreadStart(&threads[i], LX_NULL, work, &seen[i]) < 0)
			return 1;
	for (i = 0; i < THREADS; i++) {
		ThreadJoin(threads[i], LX_NULL);
		Print(1, "seen: %d\n", seen[i]);
	}
	Print(1, "last: %d\n", last);
	Print(1, "read: %pe, ", ErrPtr(RWLockTryRead(&lock)));
	Print(1, "write: %pe\n", ErrPtr(RWLockTryWrite(&lock)));
	return 0;
}

/*
 * Output:
 * once
 * seen: 4
 * seen: 4
 * seen: 4
 * last: 1
 * read: 0, write: EBUSY
 */
