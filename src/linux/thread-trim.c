/*
 * ThreadTrim.
 */
#include "thread-parts.h"

void ThreadTrim(void)
{
	char *memory = lx_thread_swap(LX_NULL, USUAL);

	if (memory)
		Munmap(memory, USUAL);
}
