/*
 * Whose processes /proc shows. It lists several numbers of a process, one for each namespace from its own down to the process's.
 */
#include "proc-whose.h"

#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/path.h>

int lx_check_proc(void)
{
	static const char key[] = { '\n', 'N', 'S', 'p', 'i', 'd', ':', '\t' };
	unsigned long found = 0; /* bytes of key */
	char text[512]; /* at a time: before the line are as many groups as there may be */
	int result = -LX_ENODATA;
	int fd = Open("/proc/self/status", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long length, i;

	if (fd < 0)
		return fd;
	while (result == -LX_ENODATA && (length = Read(fd, text, sizeof text)) != 0) {
		if (length < 0)
			result = (int)length;
		for (i = 0; result == -LX_ENODATA && i < length; i++) {
			if (found < sizeof key)
				found = text[i] == key[found] ? found + 1 : text[i] == key[0];
			else if (text[i] < '0' || text[i] > '9')
				result = text[i] == '\n' ? 0 : -LX_ENOENT;
		}
	}
	Close(fd);
	return result;
}
