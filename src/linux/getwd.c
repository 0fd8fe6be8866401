/*
 * The current directory as a string (barecall/path.h).
 */
#include <barecall/errno.h>
#include <barecall/path.h>

long Getwd(char *buf, unsigned long size)
{
	long length = lx_trap2(LX_SYS_getcwd, LX_PTR(buf), LX_PTR(size));

	if (length < 1)
		return length < 0 ? length : -LX_EINVAL;
	if ((unsigned long)length > size || buf[length - 1] != 0)
		return -LX_EINVAL;
	if (buf[0] != '/') {
		buf[0] = 0;
		return -LX_ENOENT;
	}
	return length - 1;
}
