/* priority: a mutex that lends its holder the priority of who waits, and one that outlives its holder. */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

static PIMutex lending; /* all zero is unlocked */
static RobustMutex robust;

static void *hold(void *arg)
{
	static RobustThread me; /* must stay until the thread has ended */
	long n = RobustThreadInit(&me);

	if (n == 0)
		n = RobustMutexLock(&robust, &me);
	*(long *)arg = n;
	return arg; /* without unlocking it */
}

int main(void)
{
	static RobustThread main_thread;
	Timespec past = { 0, 0 };
	int tid = Gettid();
	Thread *thread;
	long n;

	Print(1, "lock: %pe ", ErrPtr(PIMutexLock(&lending, tid)));
	Print(1, "%pe ", ErrPtr(PIMutexTryLock(&lending, tid)));
	Print(1, "%pe\n", ErrPtr(PIMutexUnlock(&lending, tid)));
	Print(1, "not held: %pe\n", ErrPtr(PIMutexUnlock(&lending, tid)));

	if (ThreadStart(&thread, LX_NULL, hold, &n) < 0)
		return 1;
	ThreadJoin(thread, LX_NULL);
	if (n == 0)
		n = RobustThreadInit(&main_thread);
	if (n < 0) {
		Print(1, "robust: not here: %pe\n", ErrPtr(n)); /* qemu-user has no list of them */
		return 77;
	}
	n = RobustMutexLockUntil(&robust, &main_thread, LX_CLOCK_MONOTONIC, &past);
	Print(1, "its holder ended: %pe\n", ErrPtr(n)); /* it is held now; what it guards is to be looked at */
	Print(1, "unlock: %pe ", ErrPtr(RobustMutexUnlock(&robust, &main_thread)));
	Print(1, "%pe ", ErrPtr(RobustMutexTryLock(&robust, &main_thread)));
	Print(1, "%pe\n", ErrPtr(RobustMutexUnlock(&robust, &main_thread)));
	return 0;
}

/*
 * Output:
 * lock: 0 EBUSY 0
 * not held: EPERM
 * its holder ended: EOWNERDEAD
 * unlock: 0 0 0
 */
