/* terminal: a pseudo terminal made, its size and its modes; what is typed at one end is read at the other. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Winsize size = { 24, 80, 0, 0 }, seen = { 0 };
	int master = Open("/dev/ptmx", LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC, 0), slave, number, pid;
	Termios termios;
	char path[32], text[32];
	long n;

	if (master < 0 || IoctlGetInt(master, LX_TIOCGPTN, &number) < 0) {
		Print(1, "no terminals here: %pe\n", ErrPtr(master));
		return 77;
	}
	IoctlSetPointerInt(master, LX_TIOCSPTLCK, 0); /* unlocked */
	Format(path, sizeof(path), "/dev/pts/%d", number);
	slave = Open(path, LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC, 0);
	if (slave < 0) {
		Print(1, "no /dev/pts here: %pe\n", ErrPtr(slave));
		return 77;
	}
	Print(1, "size: %pe, ", ErrPtr(IoctlSetWinsize(master, LX_TIOCSWINSZ, &size)));
	Print(1, "%pe\n", ErrPtr(IoctlGetWinsize(slave, LX_TIOCGWINSZ, &seen)));
	Print(1, "it is %u x %u\n", seen.row, seen.col);
	Write(master, "typed\n", 6);
	n = Read(slave, text, sizeof(text));
	Print(1, "a line: %ld, echoed: %ld\n", n, Read(master, text, sizeof(text)));

	Print(1, "modes: %pe\n", ErrPtr(IoctlGetTermios(slave, LX_TCGETS, &termios)));
	termios.lflag &= ~(unsigned int)(LX_ICANON | LX_ECHO); /* byte by byte, and none comes back */
	Print(1, "modes: %pe\n", ErrPtr(IoctlSetTermios(slave, LX_TCSETS, &termios)));
	Write(master, "x", 1);
	Print(1, "a byte: %ld\n", Read(slave, text, sizeof(text)));
	pid = Fork();
	if (pid == 0) {
		Setsid();
		Print(1, "its own: %pe, ", ErrPtr(Ioctl(slave, LX_TIOCSCTTY, 0)));
		n = Tcgetsid(slave); /* qemu-user does not bring it back */
		Print(1, "foreground: %d %d\n", Tcgetpgrp(slave) == Getpid(), n == Getpid() || n == 0);
		Exit(0);
	}
	Wait4(pid, LX_NULL, 0, LX_NULL);
	return 0;
}

/*
 * Output:
 * size: 0, 0
 * it is 24 x 80
 * a line: 6, echoed: 7
 * modes: 0
 * modes: 0
 * a byte: 1
 * its own: 0, foreground: 1 1
 */
