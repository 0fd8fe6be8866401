/* file: a file made, written, read at places, cut, and removed. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Iovec parts[] = { { (char[]){ "one " }, 4 }, { (char[]){ "two " }, 4 } };
	char text[32];
	Stat_t st;
	long n;
	int fd = Open("file.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_EXCL | LX_O_CLOEXEC, 0644);

	if (fd < 0) {
		Print(2, "open: %pe\n", ErrPtr(fd));
		return 1;
	}
	Print(1, "written: %ld\n", Writev(fd, parts, 2));
	Print(1, "and at 8: %ld\n", Pwrite(fd, "three", 5, 8)); /* its position does not change */
	Print(1, "from 4: %ld\n", Seek(fd, 4, LX_SEEK_SET));
	n = Read(fd, text, sizeof(text));
	Print(1, "read: \"%.*s\"\n", (int)n, text);
	Print(1, "at the end: %ld\n", Read(fd, text, sizeof(text)));
	n = Pread(fd, text, 3, 0);
	Print(1, "at 0: \"%.*s\"\n", (int)n, text);

	Ftruncate(fd, 3);
	Fstat(fd, &st);
	Print(1, "cut to %ld, then by name: %pe\n", st.size, ErrPtr(Truncate("file.tmp", 1)));
	Print(1, "on the disk: %pe %pe\n", ErrPtr(Fdatasync(fd)), ErrPtr(Fsync(fd)));
	Print(1, "removed: %pe\n", ErrPtr(Unlink("file.tmp")));
	Fstat(fd, &st);
	Print(1, "it has %ld byte and %lu names\n", st.size, (unsigned long)st.nlink);
	return Close(fd) < 0;
}

/*
 * Output:
 * written: 8
 * and at 8: 5
 * from 4: 4
 * read: "two three"
 * at the end: 0
 * at 0: "one"
 * cut to 3, then by name: 0
 * on the disk: 0 0
 * removed: 0
 * it has 1 byte and 0 names
 */
