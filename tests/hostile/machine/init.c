/*
 * Process 1 of a machine in which tests/hostile may change the kernel's settings: mounts what a test needs, runs
 * /hostile/tester /hostile/program sysctls and what else there is of arguments, and powers off.
 */
#include <barecall.h>
#include <barecall/text.h>

static const struct file_system {
	const char *type, *path, *options;
} file_systems[] = {
	{ "proc", "/proc", LX_NULL }, { "sysfs", "/sys", LX_NULL }, { "devtmpfs", "/dev", LX_NULL },
	{ "devpts", "/dev/pts", "mode=620,ptmxmode=666" }, { "tmpfs", "/tmp", "mode=1777" },
};

static void must(const char *what, long result)
{
	if (result < 0)
		Print(1, "init: %s: %pe\n", what, ErrPtr(result));
}

int main(int argc, char **argv, char **envp)
{
	char *words[32] = { (char *)"/hostile/tester", (char *)"/hostile/program", (char *)"sysctls" };
	WaitStatus status = -1;
	unsigned long i;
	int n, pid;

	Umask(022);
	for (i = 0; i < sizeof(file_systems) / sizeof(file_systems[0]); i++) {
		Mkdir(file_systems[i].path, 0755);
		must(file_systems[i].path,
		     Mount(file_systems[i].type, file_systems[i].path, file_systems[i].type, 0, file_systems[i].options));
	}
	for (n = 1; n < argc && n < 28; n++)
		words[2 + n] = argv[n];
	must("/usr", Mkdir("/usr", 0755)); /* where a program is started */
	must("/hostile", Chdir("/hostile"));
	pid = Fork();
	if (pid == 0) {
		Setsid();
		must(words[0], Exec(words[0], words, envp));
		Exit(127);
	}
	while ((n = Wait4(-1, &status, 0, LX_NULL)) > 0 && n != pid)
		continue;
	Print(1, "# ended %x\n", (unsigned int)status);
	Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	return 1;
}
