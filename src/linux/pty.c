/*
 * Pseudo-terminals (barecall/dev/tty.h).
 */
#include <barecall/dev/tty.h>

/* The digits of number, then a 0; returns how many there are. */
static unsigned long decimal(char *buf, unsigned int number)
{
	char digits[10];
	unsigned long count = 0, i;

	do
		digits[count++] = (char)('0' + number % 10);
	while (number /= 10);
	for (i = 0; i < count; i++)
		buf[i] = digits[count - 1 - i];
	buf[count] = 0;
	return count;
}

int Ptsname(int fd, char *buf, unsigned long size)
{
	static const char directory[] = "/dev/pts/";
	char name[sizeof(directory) + 10];
	unsigned long length, i;
	unsigned int number = 0;
	int ret = (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGPTN, LX_PTR(&number));

	if (ret < 0)
		return ret;
	for (length = 0; directory[length]; length++)
		name[length] = directory[length];
	length += decimal(name + length, number);
	if (length >= size)
		return -LX_ERANGE;
	for (i = 0; i <= length; i++)
		buf[i] = name[i];
	return (int)length;
}

static int open_slave(int master)
{
	char name[24];
	int fd = (int)lx_trap3(LX_SYS_ioctl, master, LX_TIOCGPTPEER, LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC);

	/* -EIO and others that a newer kernel answers are the same by path. */
	if (fd >= 0)
		return fd;
	fd = Ptsname(master, name, sizeof(name));
	if (fd < 0)
		return fd;
	return (int)lx_trap4(LX_SYS_openat, LX_AT_FDCWD, LX_PTR(name), LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC, 0);
}

int Openpty(int *master, int *slave, const Termios *t, const Winsize *size)
{
	int lock = 0, ret = 0;
	int m = (int)lx_trap4(LX_SYS_openat, LX_AT_FDCWD, LX_PTR("/dev/ptmx"), LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC, 0);
	int s = -1;

	if (m < 0)
		return m;
	ret = (int)lx_trap3(LX_SYS_ioctl, m, LX_TIOCSPTLCK, LX_PTR(&lock));
	if (ret >= 0)
		ret = s = open_slave(m);
	if (ret >= 0 && t)
		ret = (int)lx_trap3(LX_SYS_ioctl, s, LX_TCSETS, LX_PTR(t));
	if (ret >= 0 && size)
		ret = (int)lx_trap3(LX_SYS_ioctl, s, LX_TIOCSWINSZ, LX_PTR(size));
	if (ret < 0) {
		lx_trap1(LX_SYS_close, m);
		if (s >= 0)
			lx_trap1(LX_SYS_close, s);
		return ret;
	}
	*master = m;
	*slave = s;
	return 0;
}

int LoginTty(int fd)
{
	int i, ret = (int)lx_trap0(LX_SYS_setsid);

	if (ret >= 0)
		ret = (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSCTTY, 0);
	for (i = 0; ret >= 0 && i < 3; i++)
		if (i != fd) /* dup3 refuses equal ones, and fd is not to lose what it was opened with */
			ret = (int)lx_trap3(LX_SYS_dup3, fd, i, 0);
		else
			ret = (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETFD, 0);
	if (ret < 0)
		return ret;
	if (fd > 2)
		lx_trap1(LX_SYS_close, fd);
	return 0;
}
