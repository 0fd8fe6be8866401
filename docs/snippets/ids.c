/* ids: who a process is, and the groups and sessions of processes. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	unsigned int ruid, euid, suid, rgid, egid, sgid, groups[65536 / sizeof(int)];
	WaitStatus ws = 0;
	int n, pid;

	Getresuid(&ruid, &euid, &suid);
	Getresgid(&rgid, &egid, &sgid);
	Print(1, "user and group: %d %d\n", ruid == Getuid() && euid == Geteuid(), rgid == Getgid() && egid == Getegid());
	n = Getgroups(0, LX_NULL); /* how many */
	Print(1, "groups: %d\n", n == Getgroups(sizeof(groups) / sizeof(groups[0]), groups));
	Print(1, "one thread: %d\n", Gettid() == Getpid());

	pid = Fork();
	if (pid == 0) {
		Print(1, "child: in its parent's group: %d\n", Getpgrp() == Getpgid(Getppid()));
		Print(1, "setpgid: %pe, ", ErrPtr(Setpgid(0, 0)));
		Print(1, "its own: %d\n", Getpgrp() == Getpid());
		Print(1, "the leader of a group: %pe\n", ErrPtr(Setsid()));
		pid = Fork();
		if (pid == 0) {
			Print(1, "grandchild: a session: %d, ", Setsid() == Getpid());
			Print(1, "%d\n", Getsid(0) == Getpid());
			Exit(0);
		}
		Wait4(pid, LX_NULL, 0, LX_NULL);
		Exit(0);
	}
	Wait4(pid, &ws, 0, LX_NULL);
	return !WaitStatusExited(ws);
}

/*
 * Output:
 * user and group: 1 1
 * groups: 1
 * one thread: 1
 * child: in its parent's group: 1
 * setpgid: 0, its own: 1
 * the leader of a group: EPERM
 * grandchild: a session: 1, 1
 */
