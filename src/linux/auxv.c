/*
 * Getauxval and Getpagesize, and where they find the auxiliary vector.
 */
#include "startup.h"
#include <barecall/file.h>
#include <barecall/process.h>

const unsigned long *initial_stack;

/* Where the vector is. Kept, since a program may end its environment earlier, and then nothing leads there. */
static const Pair *initial_auxv;

/* lx_start_auxv is called by _start and lx_start in programs that link this. */
void lx_start_auxv(const unsigned long *stack)
{
	initial_stack = stack;
	initial_auxv = lx_auxv(stack);
}

/* ask_kernel copies the vector to pairs and returns how many bytes it has, or -errno. */
static long ask_kernel(Pair *pairs, unsigned long size)
{
	long length = Prctl(LX_PR_GET_AUXV, (unsigned long)pairs, size, 0, 0);
	int fd;

	if (!IsErr(length))
		return length;
	fd = Open("/proc/self/auxv", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	if (IsErr(fd))
		return fd;
	length = Read(fd, pairs, size);
	Close(fd);
	return length;
}

/* find returns the value of the first pair of a type among n, or up to the pair that ends the vector. */
static unsigned long find(const Pair *pair, unsigned long n, unsigned long type)
{
	for (; n != 0 && pair->type != LX_AT_NULL; n--, pair++)
		if (pair->type == type)
			return pair->value;
	return 0;
}

unsigned long Getauxval(unsigned long type)
{
	Pair pairs[64];
	long length;

	if (initial_stack != 0)
		return find(initial_auxv, ~0UL, type);
	length = ask_kernel(pairs, sizeof pairs);
	if (IsErr(length))
		return 0;
	if ((unsigned long)length > sizeof pairs)
		length = sizeof pairs;
	return find(pairs, (unsigned long)length / sizeof(Pair), type);
}

int Getpagesize(void)
{
	return (int)Getauxval(LX_AT_PAGESZ);
}
