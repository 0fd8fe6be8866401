/*
 * PID 1 that asks a kernel which system calls it has: those that do not answer -ENOSYS to arguments that are all 0 or all
 * -1, in a child each. It writes the kernel's release, and a line for each call: `NR present` or `NR missing`; then
 * `1 NAME` and `0 known` or `1 known` for what operations.c and dated.c ask.
 */
#include <barecall.h>

#include "dated.h"

static const int calls[] = {
#include "calls.h"
};

static int length(const char *text)
{
	int n = 0;

	while (text[n])
		n++;
	return n;
}

static void say(long nr, const char *what)
{
	char line[128];
	char *p = line + 32;
	int n = length(what);

	for (int i = 0; i < n && i < 90; i++)
		line[32 + i] = what[i];
	line[32 + n] = '\n';
	*--p = ' ';
	do
		*--p = (char)('0' + nr % 10);
	while (nr /= 10);
	Write(1, p, (unsigned long)(line + 33 + n - p));
}

/* A child that the call ends, stops or keeps has it: only a result says that there is none. */
static int is_missing(long nr)
{
	WaitStatus status = 0;
	int pid = Fork();

	if (pid == 0) {
		Alarm(2);
		if (RawSyscall6(nr, 0, 0, 0, 0, 0, 0) != -LX_ENOSYS)
			Exit(0);
		Exit(RawSyscall6(nr, -1, -1, -1, -1, -1, -1) == -LX_ENOSYS ? 99 : 0);
	}
	while (Wait4(pid, &status, LX___WALL, LX_NULL) == -LX_EINTR)
		;
	if (WaitStatusStopped(status)) {
		Kill(pid, LX_SIGKILL);
		Wait4(pid, LX_NULL, LX___WALL, LX_NULL);
	}
	while (Wait4(-1, LX_NULL, LX_WNOHANG | LX___WALL, LX_NULL) > 0)
		;
	return WaitStatusExited(status) && WaitStatusExitStatus(status) == 99;
}

/* What begins a name. In memory: Linux 5.10 executes no program of GNU ld for aarch64 whose variables are all zero. */
static volatile int named = 1;

static void answer(const char *name, int known)
{
	say(named, name);
	say(known ? 1 : 0, "known");
}

int main(int argc, char **argv)
{
	Utsname self;

	(void)argv;
	if (Getpid() != 1)
		return argc; /* dated.c has executed it */
	if (Uname(&self) == 0)
		say(0, self.release);
	for (unsigned long i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		say(calls[i], is_missing(calls[i]) ? "missing" : "present");
	ask_operations(answer);
	ask_dated(answer);
	say(0, "end");
	Ioctl(1, LX_TCSBRK, 1); /* waits until the console has sent all */
	Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	return 1;
}
