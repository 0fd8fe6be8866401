/* A mistake: one byte was read, and the next one is looked at. MemorySanitizer must still see it. */
#include <barecall.h>

int main(void)
{
	char text[8];
	int fd = Openat(LX_AT_FDCWD, "/proc/self/status", LX_O_RDONLY, 0);

	if (Read(fd, text, 1) != 1 || text[0] != 'N')
		return 1;
	return text[1] == 'a';
}
