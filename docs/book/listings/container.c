/* container: a shell as root and first process of namespaces of its own, made by whoever runs this. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char *argv[] = { "sh", "-c", "echo \"pid $$\"; read a b c </proc/self/uid_map; echo \"uid $a\"", LX_NULL };
	SysProcIDMap uid = { 0, 0, 1 }, gid = { 0, 0, 1 };
	SysProcAttr sys = { 0 };
	ProcAttr attr = { 0 };
	SpawnError error;
	WaitStatus status;
	int pid;

	uid.host_id = (unsigned int)Geteuid();
	gid.host_id = (unsigned int)Getegid();
	sys.cloneflags = LX_CLONE_NEWUSER | LX_CLONE_NEWPID | LX_CLONE_NEWNS | LX_CLONE_NEWNET;
	sys.uid_mappings = &uid;
	sys.nuid_mappings = 1;
	sys.gid_mappings = &gid;
	sys.ngid_mappings = 1;
	sys.pdeathsig = LX_SIGKILL;
	attr.sys = &sys;
	pid = ForkExec("/bin/sh", argv, &attr, &error);
	if (pid < 0) {
		Print(2, "container: %s: %pe\n", SpawnStepName(error.step), ErrPtr(pid));
		return 77;
	}
	Wait4(pid, &status, 0, LX_NULL);
	return WaitStatusExitStatus(status);
}
