/* futex: sleeping until another thread has changed a number, which it looks at itself. */
#include <barecall.h>
#include <barecall/text.h>
#include <barecall/thread.h>

static unsigned int word;

static void *wake(void *arg)
{
	__atomic_store_n(&word, 1, __ATOMIC_RELEASE);
	Futex(&word, LX_FUTEX_WAKE | LX_FUTEX_PRIVATE_FLAG, 1, LX_NULL, LX_NULL, 0);
	return arg;
}

int main(void)
{
	FutexWaitv_t both[2] = { { 7, 0, LX_FUTEX2_SIZE_U32, 0 }, { 1, 0, LX_FUTEX2_SIZE_U32, 0 } };
	Timespec moment = { 0, 1000000 };
	Thread *thread;
	long n;

	if (ThreadStart(&thread, LX_NULL, wake, LX_NULL) < 0)
		return 1;
	while (__atomic_load_n(&word, __ATOMIC_ACQUIRE) == 0)
		Futex(&word, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, 0, LX_NULL, LX_NULL, 0); /* only while it is 0 */
	ThreadJoin(thread, LX_NULL);
	Print(1, "it is %u\n", word);
	n = Futex(&word, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, 0, LX_NULL, LX_NULL, 0);
	Print(1, "not as expected: %pe\n", ErrPtr(n));
	n = Futex(&word, LX_FUTEX_WAIT | LX_FUTEX_PRIVATE_FLAG, 1, &moment, LX_NULL, 0);
	Print(1, "nobody wakes: %pe\n", ErrPtr(n));

	/* Newer calls, each with a Futex that does as well: Linux 6.7, and 5.16 for several at once. */
	n = FutexWait(&word, 0, LX_FUTEX_BITSET_MATCH_ANY, LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE, LX_NULL, LX_CLOCK_MONOTONIC);
	Print(1, "not as expected: %d\n", n == -LX_EAGAIN || n == -LX_ENOSYS);
	n = FutexWake(&word, LX_FUTEX_BITSET_MATCH_ANY, 1, LX_FUTEX2_SIZE_U32 | LX_FUTEX2_PRIVATE);
	Print(1, "nobody sleeps: %d\n", n == 0 || n == -LX_ENOSYS);
	both[0].uaddr = both[1].uaddr = (unsigned long)&word;
	n = FutexWaitv(both, 2, 0, LX_NULL, LX_CLOCK_MONOTONIC);
	Print(1, "one of them is not as expected: %d\n", n == -LX_EAGAIN || n == -LX_ENOSYS);
	Print(1, "a barrier for all threads: %d\n", Membarrier(LX_MEMBARRIER_CMD_QUERY, 0, 0) != 0);
	return 0;
}

/*
 * Output:
 * it is 1
 * not as expected: EAGAIN
 * nobody wakes: ETIMEDOUT
 * not as expected: 1
 * nobody sleeps: 1
 * one of them is not as expected: 1
 * a barrier for all threads: 1
 */
