/* hello.c's words, by a thread. */
#include <barecall.h>
#include <barecall/thread.h>

static void *hello(void *arg)
{
	Write(1, "hello world\n", 12);
	return arg;
}

int main(void)
{
	Thread *thread;

	return ThreadStart(&thread, LX_NULL, hello, LX_NULL) != 0 || ThreadJoin(thread, LX_NULL) != 0;
}
