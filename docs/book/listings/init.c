/* init: the first process of a machine: mounts, runs one program, reaps whatever ends, and turns the machine off. */
#include <barecall.h>
#include <barecall/text.h>

static char first[] = "/first";
static char *const environment[] = { "PATH=/", LX_NULL };

static int run(char *program)
{
	char *argv[] = { program, "from PID 1", LX_NULL };
	SysProcAttr sys = { 0 };
	ProcAttr attr = { 0 };
	SpawnError error;
	int pid;

	sys.setsid = 1;
	attr.env = environment;
	attr.sys = &sys;
	pid = ForkExec(program, argv, &attr, &error);
	if (pid < 0)
		Print(2, "init: %s: %s: %pe\n", program, SpawnStepName(error.step), ErrPtr(pid));
	return pid;
}

int main(void)
{
	WaitStatus status;
	Utsname name;
	int pid, child;

	if (Getpid() != 1) {
		Print(2, "init: only the first process may turn a machine off\n");
		return 77;
	}
	Mkdir("/proc", 0755);
	Mount("proc", "/proc", "proc", LX_MS_NOSUID | LX_MS_NODEV | LX_MS_NOEXEC, LX_NULL);
	Uname(&name);
	Print(1, "init: %s on %s\n", name.sysname, name.machine);
	child = run(first);
	/* An orphan may end before it; only -ECHILD means that nobody is left. */
	while ((pid = Wait4(-1, &status, 0, LX_NULL)) != -LX_ECHILD)
		if (pid == child)
			Print(1, "init: it ended with %d\n", WaitStatusExitStatus(status));
	Sync();
	Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	return 1; /* not reached: a first process that ends is a panic */
}
