/* beneath: names relative to an open directory, which stay right when somebody renames it. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	OpenHow how = { LX_O_RDONLY | LX_O_CLOEXEC, 0, LX_RESOLVE_BENEATH };
	char target[16];
	Stat_t st;
	int dir, fd, n;

	if (Mkdir("beneath.tmp", 0700) < 0)
		return 1;
	dir = Openat(LX_AT_FDCWD, "beneath.tmp", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	Print(1, "renamed: %pe\n", ErrPtr(Renameat(LX_AT_FDCWD, "beneath.tmp", LX_AT_FDCWD, "beneath.new")));
	Print(1, "mkdirat: %pe\n", ErrPtr(Mkdirat(dir, "sub", 0755)));
	fd = Openat(dir, "file", LX_O_WRONLY | LX_O_CREAT | LX_O_CLOEXEC, 0600);
	Print(1, "file: %d\n", fd >= 0 && Close(fd) == 0);
	Print(1, "symlinkat: %pe\n", ErrPtr(Symlinkat("..", dir, "up")));
	Print(1, "linkat: %pe\n", ErrPtr(Linkat(dir, "file", dir, "sub/other", 0)));
	n = Readlinkat(dir, "up", target, sizeof(target));
	Print(1, "readlinkat: %.*s\n", n > 0 ? n : 0, target);
	Print(1, "fstatat: %pe, ", ErrPtr(Fstatat(dir, "up", &st, LX_AT_SYMLINK_NOFOLLOW)));
	Print(1, "a link: %d\n", ModeIsLnk(st.mode));

	fd = Openat2(dir, "up", &how); /* since Linux 5.6: older kernels, and some filters, have only Openat */
	Print(1, "out of it: %s\n", fd == -LX_EXDEV || fd == -LX_ENOSYS ? "refused" : "reached");
	Print(1, "faccessat: %pe\n", ErrPtr(Faccessat(dir, "sub/other", LX_R_OK, 0)));

	Unlinkat(dir, "up", 0);
	Unlinkat(dir, "file", 0);
	Unlinkat(dir, "sub/other", 0);
	Print(1, "sub: %pe\n", ErrPtr(Unlinkat(dir, "sub", LX_AT_REMOVEDIR)));
	Close(dir);
	Print(1, "rmdir: %pe\n", ErrPtr(Rmdir("beneath.new")));
	return 0;
}

/*
 * Output:
 * renamed: 0
 * mkdirat: 0
 * file: 1
 * symlinkat: 0
 * linkat: 0
 * readlinkat: ..
 * fstatat: 0, a link: 1
 * out of it: refused
 * faccessat: 0
 * sub: 0
 * rmdir: 0
 */
