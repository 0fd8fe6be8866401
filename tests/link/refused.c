/* A program whose thread-locals are none of barecall's: threads are refused, and all else works. Returns 42. */
#include "check.h"
#include <barecall/thread.h>

static void *function(void *arg)
{
	return arg;
}

int main(void)
{
	static char memory[65536];
	ThreadAttr attr = { 0 };
	Thread *thread = (Thread *)memory;

	CHECK(ThreadStart(&thread, LX_NULL, function, LX_NULL) == -LX_EOPNOTSUPP);
	CHECK(ThreadStart(&thread, &attr, function, LX_NULL) == -LX_EOPNOTSUPP);
	attr.stack = memory;
	attr.stack_size = sizeof memory;
	CHECK(ThreadStart(&thread, &attr, function, LX_NULL) == -LX_EOPNOTSUPP);
	CHECK(TlsSize() == -LX_EOPNOTSUPP && TlsInit(memory) == (void *)-LX_EOPNOTSUPP);
	CHECK(thread == (Thread *)memory && memory[0] == 0);
	return 42;
}
