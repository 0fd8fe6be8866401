/* semaphore: things that are taken and given back, work that is counted, and an event that stays. */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

static Semaphore places;
static WaitGroup work;
static Event start;
static int inside, most;

static void *visit(void *arg)
{
	int now;

	EventWait(&start);
	SemaphoreWait(&places);
	now = __atomic_add_fetch(&inside, 1, __ATOMIC_RELAXED);
	if (now > __atomic_load_n(&most, __ATOMIC_RELAXED))
		__atomic_store_n(&most, now, __ATOMIC_RELAXED);
	SchedYield();
	__atomic_sub_fetch(&inside, 1, __ATOMIC_RELAXED);
	SemaphorePost(&places);
	WaitGroupDone(&work);
	return arg;
}

int main(void)
{
	ThreadAttr attr = { 0 };
	Timespec past = { 0, 0 };
	int i;

	attr.flags = LX_THREAD_DETACHED; /* nobody joins them: the group tells when they are done */
	SemaphoreInit(&places, 2, 0);
	WaitGroupAdd(&work, 4);
	for (i = 0; i < 4; i++)
		if (ThreadStart(LX_NULL, &attr, visit, LX_NULL) < 0)
			return 1;
	Print(1, "not done: %pe\n", ErrPtr(WaitGroupWaitUntil(&work, LX_CLOCK_MONOTONIC, &past)));
	EventSet(&start);
	WaitGroupWait(&work);
	Print(1, "two at most: %d\n", most >= 1 && most <= 2);
	Print(1, "taken: %pe\n", ErrPtr(SemaphoreTryWait(&places)));
	SemaphoreWait(&places);
	Print(1, "none: %pe ", ErrPtr(SemaphoreTryWait(&places)));
	Print(1, "%pe\n", ErrPtr(SemaphoreWaitUntil(&places, LX_CLOCK_MONOTONIC, &past)));
	EventReset(&start);
	Print(1, "set: %d\n", EventIsSet(&start));
	return 0;
}

/*
 * Output:
 * not done: ETIMEDOUT
 * two at most: 1
 * taken: 0
 * none: EAGAIN ETIMEDOUT
 * set: 0
 */
