/* space: room for a file before it is written, a hole in it, and what the page cache is told. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	CachestatRange range = { 0, 0 };
	Cachestat_t cached;
	Stat_t st;
	char byte = 1;
	int fd = Open("space.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_CLOEXEC, 0600);
	long n;

	if (fd < 0)
		return 1;
	Unlink("space.tmp"); /* it is there as long as fd is open */
	n = Fallocate(fd, 0, 0, 1 << 20); /* no write into it fails for want of room */
	if (n < 0) {
		Print(1, "not on this file system: %pe\n", ErrPtr(n));
		return 77;
	}
	Fstat(fd, &st);
	Print(1, "size %ld, on the disk %d\n", st.size, st.blocks * 512 >= 1 << 20);
	Pwrite(fd, "x", 1, 70000);
	n = Fallocate(fd, LX_FALLOC_FL_PUNCH_HOLE | LX_FALLOC_FL_KEEP_SIZE, 65536, 65536);
	Print(1, "a hole: %d\n", n == -LX_EOPNOTSUPP || (Pread(fd, &byte, 1, 70000) == 1 && byte == 0));

	Print(1, "read soon: %pe\n", ErrPtr(Fadvise(fd, 0, 0, LX_POSIX_FADV_WILLNEED)));
	Print(1, "read now: %pe\n", ErrPtr(Readahead(fd, 0, 65536)));
	Print(1, "to the disk: %pe %pe\n", ErrPtr(SyncFileRange(fd, 0, 0, LX_SYNC_FILE_RANGE_WRITE)), ErrPtr(Syncfs(fd)));
	n = Cachestat(fd, &range, &cached, 0); /* since Linux 6.5 */
	Print(1, "in memory: %s\n", n < 0 || cached.nr_cache > 0 ? "some of it, or unknown" : "none");
	return 0;
}

/*
 * Output:
 * size 1048576, on the disk 1
 * a hole: 1
 * read soon: 0
 * read now: 0
 * to the disk: 0 0
 * in memory: some of it, or unknown
 */
