/*
 * The boot tests' PID 1: runs the topics, then the other programs, which the kernel's command line names after two
 * words of no meaning, and powers off. As another process it runs those topics that any process can.
 */
#include "check.h"
#include "topics.h"

int main(int argc, char **argv, char **envp)
{
	int first = Getpid() == 1;
	int failed;

	if (argc > 1) {
		int mode = startup_mode(argv[1]);

		if (mode == -1)
			mode = processes_mode(argv[1], argv[2]);
		if (mode == -1)
			mode = spawn_mode(argv[1], argv[2]);
		if (mode == -1)
			mode = credentials_mode(argv[1]);
		if (mode == -1)
			mode = vforking_mode(argv[1]);
		if (mode != -1)
			return mode;
	}
	begin(argc, argv);
	startup(argc, argv, envp);
	if (first) {
		mounts();
		pid1();
	}
	processes(argv[0]);
	spawn(argv[0]);
	vforking(argv[0]);
	threads();
	threading(argv[0], first ? 40 : 5);
	allthreads(first ? 40 : 5);
	credentials(argv[0]);
	sockets();
	seccomp();
	iouring();
	recent();
	hardening();
	signals();
	ptraces(argv[0]);
	vdso();
	netlink();
	if (first) {
		events();
		files(argv[0]);
		devices();
		for (int i = 3; i < argc; i++)
			check_equal(argv[i], run_program(argv[i], "one", "two"), 0);
	}
	failed = end();
	if (first) {
		Ioctl(1, LX_TCSBRK, 1); /* waits until the console has sent all */
		Sync();
		Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	}
	return failed;
}
