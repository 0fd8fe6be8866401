/*
 * Process 1 of a machine that runs unit tests: loads the modules of /modules, and runs each program of /unit that is an
 * argument as tests/unit/run does, in an empty directory and a session of its own. What it writes goes to a file, and from
 * there to the console when it has ended, between
 *
 *     #begin NAME
 *     #end NAME STATUS      as a shell has it: 128 + N when signal N ended it; or late
 *
 * Then it powers off.
 */
#include <barecall.h>
#include <barecall/string.h>
#include <barecall/text.h>

#define DEADLINE 900 /* seconds for each program: emulation is slow */

static const struct file_system {
	const char *type, *path, *options;
} file_systems[] = {
	{ "proc", "/proc", LX_NULL },          { "sysfs", "/sys", LX_NULL },
	{ "devtmpfs", "/dev", LX_NULL },       { "devpts", "/dev/pts", "mode=620,gid=5,ptmxmode=666" },
	{ "tmpfs", "/dev/shm", "mode=1777" },  { "mqueue", "/dev/mqueue", LX_NULL },
	{ "cgroup2", "/sys/fs/cgroup", LX_NULL }, { "tracefs", "/sys/kernel/tracing", LX_NULL },
	{ "bpf", "/sys/fs/bpf", LX_NULL },
};
#define FILE_SYSTEMS (sizeof(file_systems) / sizeof(file_systems[0]))

static char *const environment[] = { (char *)"PATH=/usr/sbin:/usr/bin:/sbin:/bin", (char *)"CMOCKA_MESSAGE_OUTPUT=TAP",
				     (char *)"TMPDIR=/tmp/unit", (char *)"LC_ALL=C", (char *)"UNIT_SECONDS=20",
				     LX_NULL };

/* A program that could not be run, and a step that failed, say so: what fails later has its reason above. */
static void must(const char *what, long result)
{
	if (result < 0)
		Print(1, "init: %s: %pe\n", what, ErrPtr(result));
}

static long now(void)
{
	Timespec t;

	ClockGettime(LX_CLOCK_MONOTONIC, &t);
	return t.sec;
}

/* The root of an initramfs cannot be unmounted or pivoted away from: the same files, mounted, can. */
static void take_root(void)
{
	must("/new", Mkdir("/new", 0700));
	must("bind", Mount("/", "/new", LX_NULL, LX_MS_BIND, LX_NULL));
	must("chdir", Chdir("/new"));
	must("move", Mount(".", "/", LX_NULL, LX_MS_MOVE, LX_NULL));
	must("chroot", Chroot("."));
	must("chdir", Chdir("/"));
}

static void load(const char *path)
{
	int fd = Open(path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	int result = FinitModule(fd, "", TextIs((Text){ path + strlen(path) - 3, 3 }, ".ko") ? 0 : LX_MODULE_INIT_COMPRESSED_FILE);

	/* A driver that has looked for its device, and has none; a module that the kernel has built in. */
	if (result != -LX_ENODEV && result != -LX_EEXIST)
		must(path, result);
	Close(fd);
}

/* Loads what the lines of /modules/list name: each after those that it needs. */
static void load_modules(void)
{
	static char list[16384];
	char path[256];
	int fd = Open("/modules/list", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long size = Read(fd, list, sizeof(list));
	Text lines = { list, size < 0 ? 0 : (unsigned long)size }, line;

	while (Cut(&lines, '\n', &line))
		if (line.len > 0) {
			Format(path, sizeof(path), "/modules/%.*s", (int)line.len, line.data);
			load(path);
		}
	Close(fd);
}

/* Starts a program, in a session and with a directory of its own: its pid. */
static int start(char *const argv[], const char *directory, int out)
{
	int pid = Fork();

	if (pid != 0)
		return pid;
	Setsid();
	must(directory, Chdir(directory));
	Dup3(Open("/dev/null", LX_O_RDONLY | LX_O_CLOEXEC, 0), 0, 0);
	Dup3(out, 1, 0);
	Dup3(out, 2, 0);
	must(argv[0], Exec(argv[0], argv, environment));
	Exit(127);
}

/* Waits for a process, and lets no other become a zombie. Returns whether it has ended in time, and then its status. */
static int wait_for(int pid, WaitStatus *status)
{
	const Timespec moment = { 0, 20000000 };
	long end = now() + DEADLINE;
	int ended;

	do {
		while ((ended = Wait4(-1, status, LX_WNOHANG, LX_NULL)) > 0)
			if (ended == pid)
				return 1;
		Nanosleep(&moment, LX_NULL);
	} while (now() < end);
	return 0;
}

/* Copies what a program has written to the console. */
static void show(int fd)
{
	static char buffer[4096];
	long n;

	Seek(fd, 0, LX_SEEK_SET);
	while ((n = Read(fd, buffer, sizeof(buffer))) > 0)
		Write(1, buffer, (unsigned long)n);
}

static void command(char *const argv[])
{
	WaitStatus status = -1;

	must(argv[0], wait_for(start(argv, "/", 1), &status) && status == 0 ? 0 : -LX_EIO);
}

static void run(const char *name)
{
	char path[256], *argv[] = { path, LX_NULL };
	WaitStatus status = 0;
	int out = MemfdCreate("output", LX_MFD_CLOEXEC), pid, in_time;

	Print(1, "#begin %s\n", name);
	Format(path, sizeof(path), "/unit/%s", name);
	must("/tmp", Mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777"));
	must("/tmp/unit", Mkdir("/tmp/unit", 0700));
	pid = start(argv, "/tmp/unit", out);
	in_time = pid > 0 && wait_for(pid, &status);
	/* To all but process 1, which is this. */
	Kill(-1, LX_SIGKILL);
	while (Wait4(-1, LX_NULL, 0, LX_NULL) > 0)
		continue;
	show(out);
	if (!in_time)
		Print(1, "\n#end %s late\n", name);
	else
		Print(1, "\n#end %s %d\n", name,
		      WaitStatusExited(status) ? WaitStatusExitStatus(status) : 128 + WaitStatusSignal(status));
	Close(out);
	must("/tmp", Unmount("/tmp", LX_MNT_DETACH));
}

int main(int argc, char **argv)
{
	static char *const install[] = { (char *)"/bin/busybox", (char *)"--install", (char *)"-s", LX_NULL };
	static char *const loopback[] = { (char *)"/sbin/ip", (char *)"link", (char *)"set", (char *)"lo", (char *)"up", LX_NULL };
	static const char *const directories[] = { "/tmp", "/sbin", "/usr", "/usr/bin", "/usr/sbin", "/mnt" };
	unsigned long i;

	Umask(022);
	take_root();
	for (i = 0; i < sizeof(directories) / sizeof(directories[0]); i++)
		Mkdir(directories[i], 0755);
	for (i = 0; i < FILE_SYSTEMS; i++) {
		Mkdir(file_systems[i].path, 0755);
		must(file_systems[i].path,
		     Mount(file_systems[i].type, file_systems[i].path, file_systems[i].type, 0, file_systems[i].options));
	}
	must("/dev/fd", Symlink("/proc/self/fd", "/dev/fd"));
	load_modules();
	command(install);
	command(loopback);
	while (argc-- > 1)
		run(*++argv);
	Print(1, "#done\n");
	Reboot(LX_LINUX_REBOOT_CMD_POWER_OFF, LX_NULL);
	return 1;
}
