/* system.h: names, state, log, random bytes, modules, the end. */
#include "unit.h"

#include <sched.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>

#include <barecall/system.h>

/* Runs body in a child with a deadline and returns its wait status. A body returns its exit status. */
static int child_status(int (*body)(void))
{
	int status, pid = fork();

	if (pid == 0) {
		unit_deadline(10);
		_exit(body());
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void test_uname(void **state)
{
	Utsname u;
	struct utsname libc;

	(void)state;
	assert_int_equal(Uname((Utsname *)8), -LX_EFAULT);
	memset(&u, 0x55, sizeof(u));
	assert_int_equal(Uname(&u), 0);
	assert_int_equal(uname(&libc), 0);
	assert_string_equal(u.sysname, "Linux");
	assert_string_equal(u.nodename, libc.nodename);
	assert_string_equal(u.release, libc.release);
	assert_string_equal(u.version, libc.version);
	assert_string_equal(u.machine, libc.machine);
	assert_string_equal(u.domainname, libc.domainname);
}

static int set_names(void)
{
	char long_name[66];
	Utsname u;

	if (unshare(CLONE_NEWUTS) != 0)
		return 77;
	memset(long_name, 'h', sizeof(long_name));
	if (Sethostname(long_name, 65) != -LX_EINVAL || Sethostname(long_name, -1) != -LX_EINVAL ||
	    Setdomainname(long_name, 65) != -LX_EINVAL)
		return 1;
	if (Sethostname("barecallXX", 8) != 0 || Setdomainname("nisXX", 3) != 0 || Uname(&u) != 0)
		return 2;
	if (strcmp(u.nodename, "barecall") || strcmp(u.domainname, "nis"))
		return 3;
	return 0;
}

static void test_setting_names(void **state)
{
	int status = child_status(set_names);

	(void)state;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		SKIP("no UTS namespace to be had");
	assert_int_equal(status, 0);
}

static int set_names_as_nobody(void)
{
	if (setuid(65534) != 0)
		return 77;
	return Sethostname("never", 5) == -LX_EPERM && Setdomainname("never", 5) == -LX_EPERM &&
	       Reboot(1, NULL) == -LX_EPERM ? 0 : 1;
}

static void test_without_privilege(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(child_status(set_names_as_nobody), 0);
}

static void test_kernel_version(void **state)
{
	static const struct {
		const char *release;
		int version;
	} t[] = { { "6.12.3", LX_KERNEL_VERSION(6, 12, 3) }, { "7.2.13+deb14-cloud-amd64", 0x07020d }, { "5.4", 0x050400 },
		  { "5.4-rc1", 0x050400 }, { "4.9.337", 0x0409ff }, { "4.9.99999999999", 0x0409ff }, { "3.10.", 0x030a00 },
		  { "255.255.255", 0xffffff }, { "", -LX_EINVAL }, { "6", -LX_EINVAL }, { "6.", -LX_EINVAL },
		  { "6.x", -LX_EINVAL }, { ".6.1", -LX_EINVAL }, { "v6.1", -LX_EINVAL }, { "256.1", -LX_EINVAL },
		  { "1.256", -LX_EINVAL }, { "4294967297.1", -LX_EINVAL }, { "-1.2", -LX_EINVAL } };
	unsigned int a = 0, b = 0, c = 0;
	Utsname u;

	(void)state;
	for (unsigned int i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		memset(&u, 0, sizeof(u));
		strcpy(u.release, t[i].release);
		if (KernelVersion(&u) != t[i].version)
			fail_msg("%s: %d", t[i].release, KernelVersion(&u));
	}
	memset(u.release, '1', sizeof(u.release) - 1);
	assert_int_equal(KernelVersion(&u), -LX_EINVAL);
	assert_int_equal(Uname(&u), 0);
	assert_true(sscanf(u.release, "%u.%u.%u", &a, &b, &c) >= 2);
	assert_int_equal(KernelVersion(&u), LX_KERNEL_VERSION(a, b, c));
}

/* /proc/loadavg, and what Sysinfo tells just before or after it. */
static void test_sysinfo_in_units(void **state)
{
	Sysinfo_t info = { 0 };
	char line[128] = "";
	FILE *file = fopen("/proc/loadavg", "r");
	int agreed = 0;

	(void)state;
	assert_int_equal(SysinfoBytes(&info, 5), 0); /* of no Sysinfo */
	info.unit = 1;
	assert_int_equal(SysinfoBytes(&info, ~0UL), ~0UL);
	info.unit = 4096;
	assert_int_equal(SysinfoBytes(&info, 3), 12288);
	assert_int_equal(SysinfoBytes(&info, ~0UL >> 12), ~0UL << 12);
	assert_int_equal(SysinfoBytes(&info, (~0UL >> 12) + 1), ~0UL);
	info.loads[0] = 65536 + 32768;
	info.loads[1] = 10 << 5; /* 0.0049 */
	info.loads[2] = 11 << 5; /* 0.0054 */
	assert_int_equal(SysinfoLoad(&info, 0), 150);
	assert_int_equal(SysinfoLoad(&info, 1), 0);
	assert_int_equal(SysinfoLoad(&info, 2), 1);
	assert_int_equal(SysinfoLoad(&info, 3), -LX_EINVAL);
	assert_int_equal(SysinfoLoad(&info, ~0U), -LX_EINVAL);
	assert_int_equal(Sysinfo(&info), 0);
	assert_int_equal(SysinfoBytes(&info, info.totalram), sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE));
	if (!file)
		SKIP("no /proc/loadavg");
	for (int i = 0; i < 10 && !agreed; i++) { /* it changes each five seconds */
		char expected[128];

		rewind(file);
		assert_non_null(fgets(line, sizeof(line), file));
		assert_int_equal(Sysinfo(&info), 0);
		snprintf(expected, sizeof(expected), "%ld.%02ld %ld.%02ld %ld.%02ld ", SysinfoLoad(&info, 0) / 100,
			 SysinfoLoad(&info, 0) % 100, SysinfoLoad(&info, 1) / 100, SysinfoLoad(&info, 1) % 100,
			 SysinfoLoad(&info, 2) / 100, SysinfoLoad(&info, 2) % 100);
		agreed = strncmp(line, expected, strlen(expected)) == 0;
	}
	fclose(file);
	assert_true(agreed);
}

static void test_sysinfo(void **state)
{
	Sysinfo_t info;
	struct sysinfo libc;
	struct timespec boot;

	(void)state;
	assert_int_equal(Sysinfo((Sysinfo_t *)8), -LX_EFAULT);
	assert_int_equal(Sysinfo(&info), 0);
	assert_int_equal(sysinfo(&libc), 0);
	clock_gettime(CLOCK_BOOTTIME, &boot);
	assert_in_range(info.uptime, boot.tv_sec - 2, boot.tv_sec + 2);
	assert_true(info.unit >= 1 && info.totalram > 0 && info.procs > 0);
	assert_int_equal(info.totalram, libc.totalram);
	assert_int_equal(info.totalswap, libc.totalswap);
	assert_int_equal(info.unit, libc.mem_unit);
}

static int reboot_with(unsigned int cmd)
{
	int status, pid;

	/* The child of an unshared PID namespace is its process 1; reboot ends that namespace and nothing else. */
	if (unshare(CLONE_NEWPID) != 0)
		return 77;
	pid = fork();
	if (pid == 0) {
		unit_deadline(10);
		if (getpid() != 1)
			_exit(78);
		if (Reboot(1, NULL) != -LX_EINVAL || Reboot(LX_LINUX_REBOOT_CMD_CAD_OFF, NULL) != -LX_EINVAL)
			_exit(79);
		Reboot(cmd, NULL);
		_exit(80);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return 81;
	return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static int restart(void)
{
	return reboot_with(LX_LINUX_REBOOT_CMD_RESTART);
}

static int power_off(void)
{
	return reboot_with(LX_LINUX_REBOOT_CMD_POWER_OFF);
}

static void test_reboot_in_a_pid_namespace(void **state)
{
	int status;

	(void)state;
	SKIP_UNDER_QEMU("no PID namespaces");
	SKIP_UNLESS_ROOT();
	status = child_status(restart);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		SKIP("no PID namespace to be had");
	assert_int_equal(status, SIGHUP << 8);
	assert_int_equal(child_status(power_off), SIGINT << 8);
}

static void test_klogctl(void **state)
{
	static char log[65536];
	int size = Klogctl(LX_SYSLOG_ACTION_SIZE_BUFFER, NULL, 0), n;

	(void)state;
	if (size == -LX_EPERM)
		SKIP("the kernel's log is closed to this user");
	assert_true(size > 0);
	assert_int_equal(Klogctl(99, NULL, 0), -LX_EINVAL);
	if (!unit_under_qemu()) /* which looks at the buffer first */
		assert_int_equal(Klogctl(LX_SYSLOG_ACTION_READ_ALL, log, -1), -LX_EINVAL);
	n = Klogctl(LX_SYSLOG_ACTION_READ_ALL, log, sizeof(log));
	assert_in_range(n, 0, sizeof(log));
}

static void test_getrandom(void **state)
{
	unsigned char a[257], b[256];

	(void)state;
	assert_int_equal(Getrandom(a, 8, 1U << 31), -LX_EINVAL);
	assert_int_equal(Getrandom((void *)8, 8, 0), -LX_EFAULT);
	memset(a, 0, sizeof(a));
	memset(b, 0, sizeof(b));
	a[256] = 0x5a;
	assert_int_equal(Getrandom(a, 256, 0), 256);
	assert_int_equal(Getrandom(b, 256, LX_GRND_NONBLOCK), 256);
	assert_memory_not_equal(a, b, 256);
	assert_int_equal(a[256], 0x5a);
	assert_int_equal(Getrandom(a, 0, 0), 0);
}

static int hang_up(void)
{
	setsid(); /* no controlling terminal: nothing to hang up */
	return Vhangup() == 0 ? 0 : 1;
}

static int hang_up_as_nobody(void)
{
	return setuid(65534) == 0 && Vhangup() == -LX_EPERM ? 0 : 1;
}

static void test_vhangup(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(child_status(hang_up_as_nobody), 0);
	assert_int_equal(child_status(hang_up), 0);
}

static void test_modules(void **state)
{
	static const char junk[64] = "this is no module";
	int ret;

	(void)state;
	SKIP_UNDER_QEMU("no init_module");
	SKIP_UNLESS_ROOT();
	ret = FinitModule(-1, "", 0);
	if (ret == -LX_ENOSYS)
		SKIP("a kernel without modules");
	if (ret == -LX_EPERM)
		SKIP("loading modules is not allowed");
	assert_int_equal(ret, -LX_EBADF);
	assert_int_equal(FinitModule(0, "", 1 << 30), -LX_EINVAL);
	assert_int_equal(InitModule(junk, sizeof(junk), ""), -LX_ENOEXEC);
	assert_int_equal(DeleteModule("none_such", 0), -LX_ENOENT);
}

static void test_kexec(void **state)
{
	int ret;

	(void)state;
	SKIP_UNDER_QEMU("no kexec_load");
	SKIP_UNLESS_ROOT();
	ret = KexecLoad(0, LX_KEXEC_SEGMENT_MAX + 1, NULL, 0);
	assert_true(ret == -LX_EINVAL || ret == -LX_ENOSYS || ret == -LX_EPERM);
	ret = KexecFileLoad(-1, -1, 0, NULL, 1UL << 31);
	assert_true(ret == -LX_EINVAL || ret == -LX_ENOSYS || ret == -LX_EPERM);
}

/* An architecture #if: only x86_64 has I/O ports. */
#ifdef LX_SYS_iopl
static void test_io_ports(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no ports");
	SKIP_UNLESS_ROOT();
	if (Iopl(4) == -LX_ENOSYS)
		SKIP("a kernel without iopl");
	assert_int_equal(Iopl(4), -LX_EINVAL);
	assert_int_equal(Ioperm(0, 65537, 1), -LX_EINVAL);
	assert_int_equal(Ioperm(0x80, 1, 0), 0);
}
#else
static void test_io_ports(void **state)
{
	(void)state;
	SKIP("only x86_64 has iopl and ioperm");
}
#endif

UNIT_TESTS(unit_test(test_uname), unit_test(test_setting_names), unit_test(test_without_privilege),
	   unit_test(test_kernel_version), unit_test(test_sysinfo), unit_test(test_sysinfo_in_units),
	   unit_test(test_reboot_in_a_pid_namespace), unit_test(test_klogctl), unit_test(test_getrandom),
	   unit_test(test_vhangup), unit_test(test_modules), unit_test(test_kexec), unit_test(test_io_ports));
