/* Counts what is in a directory. */
#include <barecall.h>

int main(void)
{
	char buffer[2048] __attribute__((__aligned__(8)));
	int fd = Openat(LX_AT_FDCWD, "/proc/self", LX_O_RDONLY | LX_O_DIRECTORY, 0);
	int n, found = 0;

	if (fd < 0)
		return 1;
	while ((n = Getdents(fd, buffer, sizeof(buffer))) > 0) {
		const Dirent *entry;
		unsigned long offset = 0;

		while ((entry = DirentNext(buffer, (unsigned long)n, &offset)) != LX_NULL) {
			const char *name = DirentName(entry);

			found += entry->type == LX_DT_LNK && name[0] == 'e' && name[1] == 'x' && DirentNameLen(entry) == 3;
		}
	}
	return n != 0 || found != 1;
}
