/*
 * Process 1: runs strace on each of its arguments, a program of programs.c, and writes to the console what strace wrote
 * to its file, between lines that begin with #. Then it powers off.
 */
#include <barecall.h>

static void say(const char *text)
{
	unsigned long length = 0;

	while (text[length])
		length++;
	Write(1, text, length);
}

static void say_number(unsigned int number)
{
	char digits[12];
	char *p = digits + sizeof(digits) - 1;

	*p = 0;
	do
		*--p = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	say(p);
}

static void show(const char *path)
{
	static char buffer[4096];
	int fd = Open(path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long n;

	while (fd >= 0 && (n = Read(fd, buffer, sizeof(buffer))) > 0)
		Write(1, buffer, (unsigned long)n);
	Close(fd);
}

static void trace(const char *name)
{
	const char *argv[] = { "strace", "-f", "-o", "/log", "/programs", name, LX_NULL };
	const char *env[] = { "A=1", LX_NULL };
	ProcAttr attr = { 0 };
	SpawnError error = { 0, 0, 0 };
	int status = -1, pid;

	attr.env = (char *const *)(unsigned long)env;
	pid = ForkExec("/strace", (char *const *)(unsigned long)argv, &attr, &error);
	if (pid > 0)
		Wait4(pid, &status, 0, LX_NULL);
	say("# begin ");
	say(name);
	say("\n");
	show("/log");
	say("# end ");
	say_number((unsigned int)status);
	say("\n");
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		trace(argv[i]);
	Ioctl(1, LX_TCSBRK, 1); /* waits until the console has sent all */
	Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	return 1;
}
