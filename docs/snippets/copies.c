/* copies: data from file to file, and through a pipe, without passing through the program. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Iovec word = { (char[]){ "splice" }, 6 };
	int in, out, pipe[2], second[2];
	char text[16];
	long n, offset = 0;

	in = MemfdCreate("in", LX_MFD_CLOEXEC);
	out = MemfdCreate("out", LX_MFD_CLOEXEC);
	if (in < 0 || out < 0 || Pipe2(pipe, LX_O_CLOEXEC) < 0 || Pipe(second) < 0)
		return 1;
	Write(in, "0123456789", 10);
	/* Each may do less than all: a program goes on until 0. */
	n = Sendfile(out, in, &offset, 4);
	Print(1, "sendfile: %ld, goes on at %ld\n", n, offset);
	n = CopyFileRange(in, &offset, out, LX_NULL, 4, 0); /* -EXDEV: not between these file systems */
	if (n == -LX_EXDEV || n == -LX_ENOSYS || n == -LX_EINVAL)
		n = Sendfile(out, in, &offset, 4);
	Print(1, "copy_file_range or as good: %ld, goes on at %ld\n", n, offset);
	Print(1, "file to pipe: %ld\n", Splice(in, &offset, pipe[1], LX_NULL, 100, 0));
	Print(1, "memory to pipe: %ld\n", Vmsplice(pipe[1], &word, 1, 0));
	Print(1, "pipe to pipe, and it stays: %ld\n", Tee(pipe[0], second[1], 100, 0));
	Print(1, "pipe to file: %ld\n", Splice(pipe[0], LX_NULL, out, LX_NULL, 2, 0));
	n = Read(second[0], text, sizeof(text));
	Print(1, "second pipe: %.*s\n", (int)n, text);
	n = Pread(out, text, sizeof(text), 0);
	Print(1, "out: %.*s\n", (int)n, text);
	return 0;
}

/*
 * Output:
 * sendfile: 4, goes on at 4
 * copy_file_range or as good: 4, goes on at 8
 * file to pipe: 2
 * memory to pipe: 6
 * pipe to pipe, and it stays: 8
 * pipe to file: 2
 * second pipe: 89splice
 * out: 0123456789
 */
