/* The test program's second source file: what the first one finds only through the linker. */
#include "check.h"
#include "program.h"

#define P1(n) &shared_values[n]
#define P4(n) P1(n), P1(n + 1), P1(n + 2), P1(n + 3)
#define P16(n) P4(n), P4(n + 4), P4(n + 8), P4(n + 12)
#define P64(n) P16(n), P16(n + 16), P16(n + 32), P16(n + 48)

int shared_values[POINTERS];
int *const shared_table[POINTERS] = { P64(0), P64(64) };
_Thread_local int shared_tls = 31;

int from_second(int fd)
{
	return Close(fd);
}
