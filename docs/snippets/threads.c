/* threads: named, with what is their own, joined with a result, and calls made at their ends. */
#include <barecall.h>
#include <barecall/text.h>
#include <barecall/thread.h>

static _Thread_local int own = 5;

static void ended(void *arg)
{
	*(int *)arg += 1; /* with its thread-locals still there */
}

static void *work(void *arg)
{
	static ThreadExitCall call;
	char name[16] = "";
	int fd = Open("/proc/thread-self/comm", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long n = Read(fd, name, sizeof(name) - 1);

	Close(fd);
	Print(1, "%s, its own: %d\n", n < 0 || TextIs(TextOf(name), "worker\n") ? "named, or no /proc" : name, own);
	own = 6;
	ThreadAtExit(&call, ended, arg);
	if (ThreadTid(ThreadSelf()) != Gettid())
		return LX_NULL;
	ThreadExit(arg); /* as return does */
}

int main(void)
{
	ThreadAttr attr = { 0 };
	Timespec past = { 0, 0 };
	Thread *thread;
	void *result;
	int count = 0, n;

	attr.name = "worker";
	attr.stack_size = 65536;
	n = ThreadStart(&thread, &attr, work, &count);
	if (n < 0)
		return 1;
	n = ThreadJoinUntil(thread, &result, LX_CLOCK_MONOTONIC, &past);
	if (n == -LX_ETIMEDOUT) /* then it is as before, and can be joined again */
		n = ThreadJoin(thread, &result);
	Print(1, "joined: %pe, its result: %d, ended: %d\n", ErrPtr(n), result == &count, count);
	Print(1, "main's own: %d\n", own);
	Print(1, "itself: %pe\n", ErrPtr(ThreadJoin(ThreadSelf(), LX_NULL)));
	ThreadTrim(); /* no other thread is to come */
	return 0;
}

/*
 * Output:
 * named, or no /proc, its own: 5
 * joined: 0, its result: 1, ended: 1
 * main's own: 5
 * itself: EDEADLK
 */
