/* Capabilities, securebits, no_new_privs and the dumpable flag: what a process keeps, and what its programs get. */
#include <barecall/allthreads.h>
#include "check.h"
#include "topics.h"

static const char *self;

static int get(CapUserData caps[2])
{
	CapUserHeader header = {LX__LINUX_CAPABILITY_VERSION_3, 0};

	return Capget(&header, caps);
}

static int set(const CapUserData caps[2])
{
	CapUserHeader header = {LX__LINUX_CAPABILITY_VERSION_3, 0};

	return Capset(&header, caps);
}

/* `program credentials-X`: 70 when it is started with what X says, else 71. */
int credentials_mode(const char *word)
{
	CapUserData caps[2];

	if (get(caps) != 0)
		return -1;
	if (same_text(word, "credentials-all-but-time"))
		return caps[0].permitted == (~0U & ~(1U << LX_CAP_SYS_TIME)) ? 70 : 71;
	if (same_text(word, "credentials-raw-alone"))
		return Getuid() == 1000 && caps[0].permitted == 1U << LX_CAP_NET_RAW &&
				       caps[0].effective == 1U << LX_CAP_NET_RAW && caps[1].permitted == 0
			       ? 70
			       : 71;
	if (same_text(word, "credentials-root-without"))
		return Getuid() == 0 && caps[0].permitted == 0 && caps[1].permitted == 0 ? 70 : 71;
	if (same_text(word, "credentials-4000"))
		return Getuid() == 1000 && Geteuid() == 4000 ? 70 : 71;
	if (same_text(word, "credentials-1000"))
		return Getuid() == 1000 && Geteuid() == 1000 ? 70 : 71;
	return -1;
}

static int drop_and_raise(void)
{
	CapUserHeader header = {0, 0};
	CapUserData caps[2];

	EXPECT(Capget(&header, caps) == -LX_EINVAL && header.version == LX__LINUX_CAPABILITY_VERSION_3);
	header.pid = 99999;
	EXPECT(Capget(&header, caps) == -LX_ESRCH && Capset(&header, caps) == -LX_EPERM);
	EXPECT(get(caps) == 0 && caps[0].effective == ~0U && caps[0].permitted == ~0U);
	caps[0].effective &= ~(1U << LX_CAP_SETUID);
	EXPECT(set(caps) == 0 && SetresuidThread(5, 5, 5) == -LX_EPERM);
	caps[0].effective |= 1U << LX_CAP_SETUID;
	EXPECT(set(caps) == 0 && SetresuidThread(5, 0, 0) == 0);
	caps[0].effective &= ~(1U << LX_CAP_SETUID);
	caps[0].permitted &= ~(1U << LX_CAP_SETUID);
	EXPECT(set(caps) == 0);
	caps[0].effective |= 1U << LX_CAP_SETUID;
	EXPECT(set(caps) == -LX_EPERM);
	caps[0].permitted |= 1U << LX_CAP_SETUID;
	EXPECT(set(caps) == -LX_EPERM);
	EXPECT(get(caps) == 0 && !(caps[0].permitted & 1U << LX_CAP_SETUID));
	EXPECT(caps[1].permitted & 1U << (LX_CAP_BPF - 32));
	caps[1].permitted = caps[1].effective = 0;
	EXPECT(set(caps) == 0 && get(caps) == 0 && caps[1].permitted == 0);
	return 0;
}

static int bounding(void)
{
	CapUserData caps[2];

	EXPECT(Prctl(LX_PR_CAPBSET_READ, 64, 0, 0, 0) == -LX_EINVAL);
	EXPECT(Prctl(LX_PR_CAPBSET_READ, LX_CAP_SYS_TIME, 0, 0, 0) == 1);
	EXPECT(Prctl(LX_PR_CAPBSET_DROP, LX_CAP_SYS_TIME, 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_CAPBSET_READ, LX_CAP_SYS_TIME, 0, 0, 0) == 0);
	EXPECT(get(caps) == 0 && caps[0].permitted == ~0U);
	EXPECT(run_program(self, "credentials-all-but-time", LX_NULL) == 70 << 8);
	caps[0].effective &= ~(1U << LX_CAP_SETPCAP);
	EXPECT(set(caps) == 0 && Prctl(LX_PR_CAPBSET_DROP, LX_CAP_CHOWN, 0, 0, 0) == -LX_EPERM);
	return 0;
}

static int without_keepcaps(void)
{
	CapUserData caps[2];

	EXPECT(Prctl(LX_PR_GET_KEEPCAPS, 0, 0, 0, 0) == 0);
	EXPECT(Setresuid(1000, 1000, 1000) == 0 && get(caps) == 0);
	EXPECT(caps[0].permitted == 0 && caps[0].effective == 0 && caps[1].permitted == 0);
	return 0;
}

static int ambient(void)
{
	CapUserData caps[2];

	EXPECT(Prctl(LX_PR_SET_KEEPCAPS, 2, 0, 0, 0) == -LX_EINVAL);
	EXPECT(Prctl(LX_PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 && Prctl(LX_PR_GET_KEEPCAPS, 0, 0, 0, 0) == 1);
	EXPECT(Setresuid(1000, 1000, 1000) == 0 && get(caps) == 0);
	EXPECT(caps[0].permitted == ~0U && caps[0].effective == 0);
	EXPECT(Prctl(LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_RAISE, LX_CAP_NET_RAW, 0, 0) == -LX_EPERM);
	caps[0].inheritable = 1U << LX_CAP_NET_RAW;
	EXPECT(set(caps) == 0);
	EXPECT(Prctl(LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_IS_SET, LX_CAP_NET_RAW, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_RAISE, LX_CAP_NET_RAW, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_IS_SET, LX_CAP_NET_RAW, 0, 0) == 1);
	EXPECT(run_program(self, "credentials-raw-alone", LX_NULL) == 70 << 8);
	EXPECT(Prctl(LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0);
	EXPECT(run_program(self, "credentials-raw-alone", LX_NULL) == 71 << 8);
	return 0;
}

static int securebits(void)
{
	CapUserData caps[2];

	EXPECT(Prctl(LX_PR_GET_SECUREBITS, 0, 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_SET_SECUREBITS, LX_SECBIT_NO_SETUID_FIXUP | LX_SECBIT_NO_SETUID_FIXUP_LOCKED, 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_SET_SECUREBITS, 0, 0, 0, 0) == -LX_EPERM);
	EXPECT(Setresuid(1000, 1000, 0) == 0 && get(caps) == 0 && caps[0].effective == ~0U);
	EXPECT(Setresuid(0, 0, 0) == 0);
	EXPECT(run_program(self, "credentials-root-without", LX_NULL) == 71 << 8);
	EXPECT(Prctl(LX_PR_SET_SECUREBITS,
		     LX_SECBIT_NO_SETUID_FIXUP | LX_SECBIT_NO_SETUID_FIXUP_LOCKED | LX_SECBIT_NOROOT, 0, 0, 0) == 0);
	EXPECT(run_program(self, "credentials-root-without", LX_NULL) == 70 << 8);
	return 0;
}

static int no_new_privs(void)
{
	static const char path[] = "/tmp/set-user-id";
	int from = Openat(LX_AT_FDCWD, self, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	int to = Openat(LX_AT_FDCWD, path, LX_O_WRONLY | LX_O_CREAT | LX_O_TRUNC | LX_O_CLOEXEC, 0700);

	EXPECT(from >= 0 && to >= 0);
	while (Sendfile(to, from, LX_NULL, 1 << 30) > 0)
		;
	EXPECT(Fchown(to, 4000, 4000) == 0 && Fchmod(to, 04755) == 0 && Close(to) == 0 && Close(from) == 0);
	EXPECT(Setresuid(1000, 1000, 1000) == 0);
	EXPECT(run_program(path, "credentials-4000", LX_NULL) == 70 << 8);
	EXPECT(Prctl(LX_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 1, 0, 0) == -LX_EINVAL);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && Prctl(LX_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) == -LX_EINVAL);
	EXPECT(run_program(path, "credentials-1000", LX_NULL) == 70 << 8);
	return 0;
}

static int dumpable(void)
{
	int fd;

	EXPECT(SetDumpable(1) == 0 && SetDumpable(2) == -LX_EINVAL && SetDumpable(3) == -LX_EINVAL);
	EXPECT(GetDumpable() == 1);
	EXPECT(Setresuid(1000, 1000, 1000) == 0 && GetDumpable() != 1);
	EXPECT(Openat(LX_AT_FDCWD, "/proc/self/mem", LX_O_RDONLY | LX_O_CLOEXEC, 0) == -LX_EACCES);
	EXPECT(SetDumpable(1) == 0 && GetDumpable() == 1);
	fd = Openat(LX_AT_FDCWD, "/proc/self/mem", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	EXPECT(fd >= 0 && Close(fd) == 0);
	EXPECT(SetDumpable(0) == 0 && GetDumpable() == 0);
	EXPECT(Openat(LX_AT_FDCWD, "/proc/self/mem", LX_O_RDONLY | LX_O_CLOEXEC, 0) == -LX_EACCES);
	return 0;
}

/* The file system's ids follow the effective ones, and can be others, which then decide. */
static int file_ids(void)
{
	static const unsigned int group = 77;
	Stat_t file;
	int fd;

	EXPECT(SetfsuidThread(~0U) == 0 && SetfsgidThread(~0U) == 0);
	EXPECT(SetfsgidThread(55) == 0 && SetfsgidThread(~0U) == 55 && SetfsuidThread(44) == 0);
	EXPECT(SetfsuidThread(~0U) == 44);
	fd = Openat(LX_AT_FDCWD, "/tmp/owned", LX_O_WRONLY | LX_O_CREAT | LX_O_EXCL | LX_O_CLOEXEC, 0600);
	EXPECT(fd >= 0 && Close(fd) == 0);
	EXPECT(Stat("/tmp/owned", &file) == 0 && file.uid == 44 && file.gid == 55);
	EXPECT(Unlink("/tmp/owned") == 0);
	EXPECT(Seteuid(0) == 0 && SetfsuidThread(~0U) == 0);
	EXPECT(Setgroups(1, &group) == 0 && Setegid(66) == 0 && SetfsgidThread(~0U) == 66);
	return 0;
}

void credentials(const char *program)
{
	self = program;
	check_child("capabilities are dropped and raised, and lost", drop_and_raise);
	check_child("the bounding set limits a program", bounding);
	check_child("a new user id takes the capabilities", without_keepcaps);
	check_child("kept and ambient capabilities reach a program", ambient);
	check_child("securebits: root without capabilities, ids that change none, locks", securebits);
	check_child("no_new_privs: a set-user-ID program gets nothing", no_new_privs);
	Unlink("/tmp/set-user-id");
	check_child("the dumpable flag guards /proc/self/mem", dumpable);
	check_child("the ids of files", file_ids);
}
