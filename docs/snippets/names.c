/* names: hard and symbolic links, and what renaming does to what is there already. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char target[16];
	Stat_t st;
	int n, fd = Creat("names.a", 0600);

	if (fd < 0)
		return 1;
	Close(fd);
	Print(1, "link: %pe\n", ErrPtr(Link("names.a", "names.b")));
	Print(1, "symlink: %pe\n", ErrPtr(Symlink("names.b", "names.s")));
	Stat("names.s", &st); /* of what it leads to */
	Print(1, "names: %lu, a link: %d\n", (unsigned long)st.nlink, ModeIsLnk(st.mode));
	Lstat("names.s", &st); /* of itself */
	Print(1, "a link: %d\n", ModeIsLnk(st.mode));
	n = Readlink("names.s", target, sizeof(target)); /* no zero byte behind it */
	Print(1, "to %.*s\n", n > 0 ? n : 0, target);

	/* Two names of one file: Rename does nothing, and that is no error. */
	Print(1, "rename: %pe, ", ErrPtr(Rename("names.a", "names.b")));
	Print(1, "%pe\n", ErrPtr(Access("names.a", LX_F_OK)));
	Print(1, "no replacing: %pe\n", ErrPtr(Renameat2(LX_AT_FDCWD, "names.a", LX_AT_FDCWD, "names.s", LX_RENAME_NOREPLACE)));
	Print(1, "replacing: %pe\n", ErrPtr(Renameat(LX_AT_FDCWD, "names.a", LX_AT_FDCWD, "names.s")));
	Print(1, "gone: %pe\n", ErrPtr(Unlinkat(LX_AT_FDCWD, "names.a", 0)));
	Print(1, "gone: %pe\n", ErrPtr(Unlink("names.b")));
	return Unlink("names.s") < 0;
}

/*
 * Output:
 * link: 0
 * symlink: 0
 * names: 2, a link: 0
 * a link: 1
 * to names.b
 * rename: 0, 0
 * no replacing: EEXIST
 * replacing: 0
 * gone: ENOENT
 * gone: 0
 */
