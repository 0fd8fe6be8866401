/* A program of a libc that uses the library beside it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>
#include <barecall.h>
#include <barecall/auxv.h>

int main(int argc, char **argv)
{
	volatile size_t size = 100000;
	char *memory = malloc(size);

	errno = 77;
	if (Close(-1) != -EBADF || errno != 77)
		return 1;
	memset(memory, argc, size);
	memory = realloc(memory, 2 * size);
	if (memory[size - 1] != argc || strlen(argv[0]) == 0)
		return 2;
	if (Getauxval(AT_PAGESZ) != getauxval(AT_PAGESZ) || Getauxval(AT_PHDR) != getauxval(AT_PHDR))
		return 3;
	if (Getpagesize() != sysconf(_SC_PAGESIZE))
		return 4;
	printf("libc\n");
	return 42;
}
