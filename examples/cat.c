/*
 * cat: writes files to standard output, one after the other; "-", or no argument, is standard input. A file that
 * cannot be read is reported and the next one follows; the exit status is then 1. Nothing to write to ends it.
 */
#include <barecall.h>

static char buffer[65536];

/* write_all writes size bytes, in as many calls as it takes. Returns 0 or -errno. */
static long write_all(int fd, const char *data, long size)
{
	long n;

	for (; size > 0; data += n, size -= n) {
		n = Write(fd, data, (unsigned long)size);
		if (n == -LX_EINTR)
			n = 0;
		if (n < 0)
			return n;
	}
	return 0;
}

/* report prints `cat: NAME: ENOENT: No such file or directory`. */
static void report(const char *name, long error)
{
	const char *texts[] = { "cat: ", name, ": ", ErrnoName((int)error), ": ", ErrnoMessage((int)error), "\n" };
	unsigned int i;
	long size;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (size = 0; texts[i][size]; size++)
			;
		write_all(2, texts[i], size);
	}
}

/* copy writes what is left to read of fd to standard output. Returns 0, or -errno of reading. */
static long copy(int fd)
{
	long n, error;

	do {
		n = Read(fd, buffer, sizeof(buffer));
		error = n > 0 ? write_all(1, buffer, n) : 0;
		if (error < 0) {
			report("standard output", error);
			Exit(1);
		}
	} while (n > 0 || n == -LX_EINTR);
	return n;
}

int main(int argc, char **argv)
{
	const char *name = "-";
	int i = 1, fd, status = 0;
	long error;

	do {
		if (i < argc)
			name = argv[i];
		if (name[0] == '-' && !name[1]) {
			name = "standard input";
			error = copy(0);
		} else {
			fd = Open(name, LX_O_RDONLY | LX_O_CLOEXEC, 0);
			error = fd < 0 ? fd : copy(fd);
			if (fd >= 0)
				Close(fd);
		}
		if (error < 0) {
			report(name, error);
			status = 1;
		}
	} while (++i < argc);
	return status;
}
