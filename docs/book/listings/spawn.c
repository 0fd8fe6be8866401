/* spawn: starts a shell with an environment and a descriptor of its own, waits for it, and reads what it wrote. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char *argv[] = { "sh", "-c", "echo $GREETING; exit 3", LX_NULL };
	char *env[] = { "GREETING=good morning", LX_NULL };
	int fds[2], files[3] = { 0, 0, 2 }, pid;
	ProcAttr attr = { 0 };
	SpawnError error;
	WaitStatus status;
	char line[64];
	long n;

	if (Pipe2(fds, LX_O_CLOEXEC) < 0)
		return 1;
	files[1] = fds[1]; /* the child's 1 is the pipe; that it is close-on-exec here does not matter */
	attr.env = env;
	attr.files = files;
	attr.nfiles = 3;
	pid = ForkExec("/bin/sh", argv, &attr, &error);
	Close(fds[1]); /* or the read below would wait for this process itself */
	if (pid < 0)
		return 1;
	n = Read(fds[0], line, sizeof(line));
	Print(1, "it wrote: %.*s", n > 0 ? (int)n : 0, line);
	while (Wait4(pid, &status, 0, LX_NULL) == -LX_EINTR)
		;
	Print(1, "it exited: %d, with %d\n", WaitStatusExited(status), WaitStatusExitStatus(status));

	/* What went wrong is known here, not in the child. */
	attr.files = LX_NULL;
	attr.nfiles = 0;
	attr.dir = "/nonexistent";
	pid = ForkExec("/bin/sh", argv, &attr, &error);
	Print(1, "%pe at %s\n", ErrPtr(pid), SpawnStepName(error.step));
	return 0;
}
