/* The test program's third source file. Its struct copy is one that compilers make a call of memcpy. */
#include "check.h"
#include "program.h"

int from_third(int fd)
{
	return Close(fd);
}

struct Large copy_large(const struct Large *large)
{
	struct Large copy = *large;

	copy.bytes[0] = large->bytes[0];
	return copy;
}
