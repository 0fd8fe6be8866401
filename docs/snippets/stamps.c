/* stamps: a file's times to the second, microsecond and nanosecond, of a link and of an open file too. */
#include <barecall.h>
#include <barecall/text.h>

static void tell(const char *what, int result, const char *name)
{
	Stat_t st;

	Lstat(name, &st);
	Print(1, "%s: %pe, %ld.%09lu\n", what, ErrPtr(result), st.mtim.sec, (unsigned long)st.mtim.nsec);
}

int main(void)
{
	Timespec nano[2] = { { 1, 1 }, { 2, 3 } };
	Timeval micro[2] = { { 4, 5 }, { 6, 7 } };
	Utimbuf seconds = { 8, 9 };
	int fd = Open("stamps.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_CLOEXEC, 0600);

	if (fd < 0)
		return 1;
	Symlink("stamps.tmp", "stamps.link");
	tell("nanoseconds", UtimesNano("stamps.tmp", nano), "stamps.tmp");
	tell("microseconds", Utimes("stamps.link", micro), "stamps.tmp");
	tell("the link's own", Lutimes("stamps.link", micro), "stamps.link");
	micro[1].sec = 10;
	tell("open", Futimes(fd, micro), "stamps.tmp");
	micro[1].sec = 11;
	tell("below a directory", Futimesat(LX_AT_FDCWD, "stamps.tmp", micro), "stamps.tmp");
	tell("seconds", Utime("stamps.tmp", &seconds), "stamps.tmp");
	micro[1].usec = 1000000;
	tell("no such time", Utimes("stamps.tmp", micro), "stamps.tmp");
	Close(fd);
	Unlink("stamps.link");
	return Unlink("stamps.tmp") < 0;
}

/*
 * Output:
 * nanoseconds: 0, 2.000000003
 * microseconds: 0, 6.000007000
 * the link's own: 0, 6.000007000
 * open: 0, 10.000007000
 * below a directory: 0, 11.000007000
 * seconds: 0, 9.000000000
 * no such time: EINVAL, 9.000000000
 */
