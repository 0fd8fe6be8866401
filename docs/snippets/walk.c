/* walk: what is in a directory, with its kind, without "." and "..". */
#include <barecall.h>
#include <barecall/text.h>

static _Alignas(Dirent) char buffer[4096];

/* show prints an entry, unless it is "." or "..". Returns how many it has printed. */
static int show(const Dirent *entry)
{
	Text name = TextOf(DirentName(entry));
	const char *kind = entry->type == LX_DT_DIR ? "directory" : entry->type == LX_DT_FIFO ? "fifo" : "other";
	int known = entry->type != LX_DT_UNKNOWN; /* some file systems do not say; Fstatat does */

	if (TextIs(name, ".") || TextIs(name, ".."))
		return 0;
	Print(1, "%s, %lu bytes of name: %s\n", DirentName(entry), DirentNameLen(entry), known ? kind : "ask Fstatat");
	return 1;
}

int main(void)
{
	const Dirent *entry;
	unsigned long offset;
	int fd, n, found = 0;

	Mkdir("walk.tmp", 0700);
	Mkdir("walk.tmp/sub", 0700);
	fd = Open("walk.tmp", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	if (fd < 0)
		return 1;
	while ((n = ReadDirent(fd, buffer, sizeof(buffer))) > 0)
		for (offset = 0; (entry = DirentNext(buffer, (unsigned long)n, &offset)) != LX_NULL;)
			found += show(entry);
	Print(1, "found %d, then %pe\n", found, ErrPtr(n));
	/* The call's own name does the same; from the beginning again. */
	Seek(fd, 0, LX_SEEK_SET);
	found = 0;
	while ((n = Getdents(fd, buffer, sizeof(buffer))) > 0)
		for (offset = 0; DirentNext(buffer, (unsigned long)n, &offset) != LX_NULL;)
			found++;
	Print(1, "with those two: %d\n", found);
	Close(fd);
	Print(1, "%pe\n", ErrPtr(Rmdir("walk.tmp")));
	Rmdir("walk.tmp/sub");
	return Rmdir("walk.tmp") < 0;
}

/*
 * Output:
 * sub, 3 bytes of name: directory
 * found 1, then 0
 * with those two: 3
 * ENOTEMPTY
 */
