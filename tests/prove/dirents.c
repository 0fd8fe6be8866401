/* bytes of a directory: 64; loops: 66 */
#include "prove.h"
#include <barecall/file.h>

/* A step from anywhere: it stays in the buffer, and moves on, so that any number of steps does, and ends. */
int main(void)
{
	unsigned long len = up_to(BOUND), offset = up_to(BOUND), before = offset, name;
	unsigned char *buf = any_bytes(BOUND);
	const Dirent *entry;

	ASSUME(((unsigned long)buf & 7) == 0);
	entry = DirentNext(buf, len, &offset);
	if (entry) {
		HOLDS((const unsigned char *)entry == buf + before);
		HOLDS(offset >= before + 20 && offset <= len);
		HOLDS(DirentName(entry) == (const char *)buf + before + 19);
		name = DirentNameLen(entry);
		HOLDS(19 + name < offset - before && buf[before + 19 + name] == 0);
	} else {
		HOLDS(offset == before);
	}
	return 0;
}
