/* handler: a signal interrupts a read, or the kernel starts it again: SA_RESTART is the difference. */
#include <barecall.h>
#include <barecall/text.h>

static int other_end = -1;

static void handle(int sig)
{
	(void)sig;
	Write(other_end, "x", 1); /* what a read that was started again has to read; -EBADF before */
}

int main(void)
{
	Itimerval often = { { 0, 10000 }, { 0, 10000 } }; /* and again: the first may come before the read */
	Sigaction_t act = { 0 };
	int fds[2];
	char byte;
	long n;

	if (Pipe2(fds, LX_O_CLOEXEC) < 0)
		return 1;
	act.u.handler = handle;
	Sigaction(LX_SIGALRM, &act, LX_NULL);
	Setitimer(LX_ITIMER_REAL, &often, LX_NULL);
	n = Read(fds[0], &byte, 1);
	Print(1, "without SA_RESTART: %pe\n", ErrPtr(n));

	act.flags = LX_SA_RESTART;
	Sigaction(LX_SIGALRM, &act, LX_NULL);
	other_end = fds[1];
	n = Read(fds[0], &byte, 1);
	Print(1, "with it: %ld byte\n", n);
	return 0;
}
