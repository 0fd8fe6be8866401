/* handle: a name for a file that is good for as long as the file is, whatever it is called. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	union {
		FileHandle handle;
		char room[sizeof(FileHandle) + LX_MAX_HANDLE_SZ];
	} u = { { 0, 0 } };
	int mount, dir = Open(".", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0), fd;
	long n;

	Close(Creat("handle.a", 0600));
	n = NameToHandleAt(dir, "handle.a", &u.handle, &mount, 0);
	Print(1, "how large: %s\n", n == -LX_EOVERFLOW && u.handle.bytes > 0 ? "told" : "not told");
	u.handle.bytes = LX_MAX_HANDLE_SZ;
	n = NameToHandleAt(dir, "handle.a", &u.handle, &mount, 0);
	Rename("handle.a", "handle.b");
	fd = n < 0 ? (int)n : OpenByHandleAt(dir, &u.handle, LX_O_RDONLY | LX_O_CLOEXEC);
	Unlink("handle.b");
	if (fd < 0) { /* another file system; not root; an emulator */
		Print(1, "not here: %pe\n", ErrPtr(fd));
		return 77;
	}
	Close(fd);
	Print(1, "open\n");
	Print(1, "gone: %pe\n", ErrPtr(OpenByHandleAt(dir, &u.handle, LX_O_RDONLY | LX_O_CLOEXEC)));
	return 0;
}

/*
 * Output:
 * how large: told
 * open
 * gone: ESTALE
 */
