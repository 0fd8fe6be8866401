/* modes: permissions, owners and times of a file, and of what a name leads to. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Timespec times[2] = { { 0, LX_UTIME_OMIT }, { 1000000000, 5 } };
	Statx_t stx;
	Stat_t st;
	unsigned int mask = (unsigned int)Umask(022);
	int fd = Open("modes.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_CLOEXEC, 0666); /* less what the umask has */

	if (fd < 0)
		return 1;
	Fstat(fd, &st);
	Print(1, "%#o of a file: %d\n", st.mode & 0777, ModeIsReg(st.mode));
	Print(1, "chmod: %pe ", ErrPtr(Chmod("modes.tmp", 0600)));
	Print(1, "%pe, ", ErrPtr(Fchmod(fd, 0640)));
	Stat("modes.tmp", &st);
	Print(1, "%#o\n", st.mode & 0777);
	/* One's own file to oneself: always allowed, -1 would leave it. */
	Print(1, "chown: %pe ", ErrPtr(Fchown(fd, Geteuid(), Getegid())));
	Print(1, "%pe ", ErrPtr(Chown("modes.tmp", Geteuid(), (unsigned int)-1)));
	Print(1, "%pe ", ErrPtr(Lchown("modes.tmp", Geteuid(), (unsigned int)-1)));
	Print(1, "%pe\n", ErrPtr(Fchownat(LX_AT_FDCWD, "modes.tmp", Geteuid(), Getegid(), LX_AT_SYMLINK_NOFOLLOW)));

	Print(1, "times: %pe\n", ErrPtr(UtimesNanoAt(LX_AT_FDCWD, "modes.tmp", times, 0)));
	if (Statx(fd, "", LX_AT_EMPTY_PATH, LX_STATX_MTIME | LX_STATX_SIZE, &stx) == 0)
		Print(1, "changed at %ld, %lu bytes\n", (long)stx.mtime.sec, stx.size);
	Print(1, "now: %pe\n", ErrPtr(Utimes("modes.tmp", LX_NULL)));

	Stat("/", &st);
	Print(1, "a directory: %d, a socket: %d\n", ModeIsDir(st.mode), ModeIsSock(st.mode));
	Umask(mask);
	Close(fd);
	return Unlink("modes.tmp") < 0;
}

/*
 * Output:
 * 0644 of a file: 1
 * chmod: 0 0, 0640
 * chown: 0 0 0 0
 * times: 0
 * changed at 1000000000, 0 bytes
 * now: 0
 * a directory: 1, a socket: 0
 */
