/*
 * program.c beside a libc: what its stdio and barecall's calls print is one line; returns 42.
 */
#include <barecall.h>
#include <barecall/text.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	char buf[16];

	errno = 0;
	Format(buf, sizeof(buf), "%pe", ErrPtr(Close(-1)));
	if (strcmp(buf, "EBADF") != 0 || errno != 0 || printf("packaged ") != 9 || fflush(stdout) != 0)
		return 1;
	return Print(1, "%pe\n", ErrPtr(-ENOENT)) == 7 ? 42 : 1;
}
