/* supervise: a program started with limits, a directory and descriptors of its own, and ended when it takes too long. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char *argv[] = { "sh", "-c", "pwd; ulimit -n; exec sleep 1000", LX_NULL };
	char *env[] = { "PATH=/bin:/usr/bin", LX_NULL };
	SpawnLimit limit = { LX_RLIMIT_NOFILE, 32, 32 };
	SysProcAttr sys = { 0 };
	ProcAttr attr = { 0 };
	SpawnError error;
	WaitStatus ws;
	PollFd ended;
	int pipe[2], pidfd, pid;
	char text[64];
	long n, had = 0;

	if (Pipe2(pipe, LX_O_CLOEXEC) < 0)
		return 1;
	sys.limits = &limit;
	sys.nlimits = 1;
	sys.pdeathsig = LX_SIGKILL; /* it does not outlive this program */
	sys.no_new_privs = 1;
	attr.dir = "/";
	attr.env = env;
	attr.files = (const int[]){ -1, pipe[1], 2 }; /* -1: none */
	attr.nfiles = 3;
	attr.sys = &sys;
	pid = StartProcess("/bin/sh", argv, &attr, &pidfd, &error);
	Close(pipe[1]);
	if (pid < 0) {
		Print(1, "not started: %pe at %s\n", ErrPtr(pid), SpawnStepName(error.step));
		return 77;
	}
	while (had < 5 && (n = Read(pipe[0], text + had, sizeof(text) - (unsigned long)had)) > 0)
		had += n;
	Print(1, "%.*s", (int)had, text);
	ended.fd = pidfd;
	ended.events = LX_POLLIN;
	if (pidfd < 0 || Poll(&ended, 1, 10) == 0) { /* before Linux 5.3 there is none */
		Print(1, "it takes too long\n");
		Kill(pid, LX_SIGTERM);
	}
	Wait4(pid, &ws, 0, LX_NULL);
	Print(1, "ended by %s\n", WaitStatusSignaled(ws) ? SignalName(WaitStatusSignal(ws)) : "itself");
	return 0;
}

/*
 * Output:
 * /
 * 32
 * it takes too long
 * ended by SIGTERM
 */
