/* attributes: extended attributes of a file: set, asked for by name, listed, removed. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char value[16], list[1024];
	unsigned long at = 0;
	long n;
	int fd = Open("attributes.tmp", LX_O_RDWR | LX_O_CREAT | LX_O_CLOEXEC, 0600);

	if (fd < 0)
		return 1;
	n = Fsetxattr(fd, "user.colour", "blue", 4, 0);
	if (n < 0) {
		Unlink("attributes.tmp");
		Print(1, "no attributes here: %pe\n", ErrPtr(n));
		return 77;
	}
	Print(1, "again: %pe\n", ErrPtr(Setxattr("attributes.tmp", "user.colour", "red", 3, LX_XATTR_CREATE)));
	Print(1, "room for it: %ld\n", Getxattr("attributes.tmp", "user.colour", LX_NULL, 0));
	n = Fgetxattr(fd, "user.colour", value, sizeof(value)); /* no zero byte behind it */
	Print(1, "colour: %.*s\n", n > 0 ? (int)n : 0, value);
	n = Lgetxattr("attributes.tmp", "user.size", value, sizeof(value));
	Print(1, "size: %pe\n", ErrPtr(n));

	/* Names with a zero byte behind each; a security module may have its own there. */
	n = Flistxattr(fd, list, sizeof(list));
	while (n > 0 && at < (unsigned long)n) {
		if (TextIs(TextOf(list + at), "user.colour"))
			Print(1, "listed: %s\n", list + at);
		at += TextOf(list + at).len + 1;
	}
	Print(1, "by name, as many: %d\n", Listxattr("attributes.tmp", list, sizeof(list)) == n);
	Print(1, "removed: %pe\n", ErrPtr(Fremovexattr(fd, "user.colour")));
	Print(1, "removed: %pe\n", ErrPtr(Removexattr("attributes.tmp", "user.colour")));
	Close(fd);
	return Unlink("attributes.tmp") < 0;
}

/*
 * Output:
 * again: EEXIST
 * room for it: 4
 * colour: blue
 * size: ENODATA
 * listed: user.colour
 * by name, as many: 1
 * removed: 0
 * removed: ENODATA
 */
