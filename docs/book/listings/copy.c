/* copy: standard input to standard output, with what a loop of reads and writes must look at, and no more. */
#include <barecall.h>
#include <barecall/text.h>

static char buffer[65536];

/* write_all returns 0, or the error that a write ended with. A write of less than all is no error. */
static long write_all(int fd, const char *data, long size)
{
	long n;

	for (; size > 0; data += n, size -= n) {
		n = Write(fd, data, (unsigned long)size);
		if (n == -LX_EINTR) /* a handler ran before anything was written */
			n = 0;
		if (n < 0)
			return n;
	}
	return 0;
}

int main(void)
{
	long n, error = 0;

	while (error == 0 && (n = Read(0, buffer, sizeof(buffer))) != 0)
		error = n > 0 ? write_all(1, buffer, n) : n == -LX_EINTR ? 0 : n;
	if (error != 0)
		Print(2, "copy: %pe\n", ErrPtr(error));
	return error != 0;
}
