/* mutex: a queue between threads: a mutex, a condition, and a deadline. */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

static Mutex guard; /* all zero is unlocked */
static Cond changed;
static int waiting, taken;

static void *consumer(void *arg)
{
	MutexLock(&guard);
	while (taken < 3) {
		while (waiting == 0) /* it may wake without a reason */
			CondWait(&changed, &guard);
		waiting--;
		taken++;
		CondBroadcast(&changed);
	}
	MutexUnlock(&guard);
	return arg;
}

int main(void)
{
	Timespec deadline;
	Thread *thread;
	int i, n;

	Print(1, "free: %pe, ", ErrPtr(MutexTryLock(&guard)));
	Print(1, "held: %pe\n", ErrPtr(MutexTryLock(&guard)));
	ClockGettime(LX_CLOCK_MONOTONIC, &deadline);
	deadline = TimespecAdd(deadline, NsecToTimespec(2000000));
	Print(1, "it is not free: %pe\n", ErrPtr(MutexLockUntil(&guard, LX_CLOCK_MONOTONIC, &deadline)));
	Print(1, "nobody signals: %pe\n", ErrPtr(CondWaitUntil(&changed, &guard, LX_CLOCK_MONOTONIC, &deadline)));
	n = ThreadStart(&thread, LX_NULL, consumer, LX_NULL);
	if (n < 0)
		return 1;
	for (i = 0; i < 3; i++) {
		waiting++;
		CondSignal(&changed);
		while (waiting > 0)
			CondWait(&changed, &guard); /* which gives it up meanwhile */
	}
	MutexUnlock(&guard);
	ThreadJoin(thread, LX_NULL);
	Print(1, "taken: %d\n", taken);
	return 0;
}

/*
 * Output:
 * free: 0, held: EBUSY
 * it is not free: ETIMEDOUT
 * nobody signals: ETIMEDOUT
 * taken: 3
 */
