/* Thread-local variables of TLS_SIZE bytes, aligned to TLS_ALIGN. Returns 42. */
#include "check.h"

static _Thread_local volatile int first = 3;
static _Thread_local _Alignas(TLS_ALIGN) volatile int aligned = 4;
static _Thread_local volatile char large[TLS_SIZE];
static _Thread_local volatile int last;

int main(void)
{
	unsigned long i;

	CHECK(first == 3 && aligned == 4 && last == 0 && IS_ALIGNED(&aligned, TLS_ALIGN));
	for (i = 0; i < TLS_SIZE; i += 512)
		CHECK(large[i] == 0);
	large[0] = large[TLS_SIZE - 1] = 1;
	first = last = 5;
	CHECK(aligned == 4 && large[1] == 0 && large[TLS_SIZE - 2] == 0);
	return 42;
}
