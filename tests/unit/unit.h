/*
 * What each unit test program stands on: cmocka, a libc, barecall.h, and reasons for what cannot run here.
 *
 *	static void test_pipe2_makes_a_pipe(void **state) { ... }
 *	UNIT_TESTS(unit_test(test_pipe2_makes_a_pipe), unit_test(...));
 *
 * A program runs alone in an empty directory of its own that is removed afterwards, as leader of a session that is
 * killed afterwards, and for three minutes at most. Under qemu-user /proc, signals and threads are not all the
 * kernel's.
 */
#ifndef UNIT_H
#define UNIT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <barecall.h>

#undef unit_test /* cmocka's own, of its retired interface */
#define unit_test(function) cmocka_unit_test(function)

/* UNIT_TESTS is main: it runs these tests and ends the program. */
#define UNIT_TESTS(...)                                                                                           \
	int main(void)                                                                                            \
	{                                                                                                         \
		const struct CMUnitTest unit_tests[] = { __VA_ARGS__ };                                           \
                                                                                                                  \
		setvbuf(stdout, NULL, _IOLBF, 0); /* nothing half-written that a forked child would write again */ \
		return cmocka_run_group_tests(unit_tests, NULL, NULL);                                            \
	}                                                                                                         \
	_Static_assert(1, "a semicolon follows")

/* SKIP ends the test as skipped; the runner shows the reason, a string, one line. */
#define SKIP(reason)                                          \
	do {                                                  \
		printf("#because %s\n", reason);              \
		skip();                                       \
	} while (0)

/* SKIP_UNDER_QEMU skips what qemu-user does not do as the kernel does. */
#define SKIP_UNDER_QEMU(reason)                               \
	do {                                                  \
		if (unit_under_qemu())                        \
			SKIP("qemu-user: " reason);           \
	} while (0)

/* SKIP_WITHOUT skips where a qemu-user does not know a call; another may. */
#define SKIP_WITHOUT(call)                                                                      \
	do {                                                                                    \
		if (unit_under_qemu() && RawSyscall6(LX_SYS_##call, -1, -1, -1, -1, -1, -1) == -LX_ENOSYS) \
			SKIP("qemu-user: no " #call);                                           \
	} while (0)

#define SKIP_UNLESS_ROOT()                                    \
	do {                                                  \
		if (!unit_is_root())                          \
			SKIP("needs root and its rights");    \
	} while (0)

/* unit_may tells whether this process has a capability, one of the first 32. */
static inline int unit_may(int capability)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData caps[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

	return Capget(&header, caps) == 0 && caps[0].effective >> capability & 1;
}

/* unit_is_root tells whether this is root with rights over machine and network, which a container's root may lack. */
static inline int unit_is_root(void)
{
	return geteuid() == 0 && unit_may(LX_CAP_SYS_ADMIN) && unit_may(LX_CAP_NET_ADMIN);
}

/* unit_under_qemu tells qemu-user by its lack of ptrace, which every kernel has (here: -ESRCH, no process 0). */
static inline int unit_under_qemu(void)
{
	int saved = errno;
	int emulated = syscall(SYS_ptrace, 0x4200L, 0L, 0L, 0L) == -1 && errno == ENOSYS;

	errno = saved;
	return emulated;
}

/* unit_timeouts_are_told is false under a qemu-user (10, 11) that gives SO_RCVTIMEO and a length of 0. */
static inline int unit_timeouts_are_told(int fd)
{
	unsigned long timeout[2];
	unsigned int length = sizeof(timeout);

	return !unit_under_qemu() ||
	       (syscall(SYS_getsockopt, fd, 1 /* SOL_SOCKET */, 20 /* SO_RCVTIMEO */, timeout, &length) == 0 && length);
}

/* unit_slowness is how many times as long as elsewhere things may take here: UNIT_SECONDS, by which slow machines say so. */
static inline unsigned int unit_slowness(void)
{
	const char *seconds = getenv("UNIT_SECONDS");

	return seconds ? (unsigned int)atoi(seconds) : 1;
}

/* unit_deadline ends this process after so many seconds. */
static inline void unit_deadline(unsigned int seconds)
{
	alarm(seconds * unit_slowness());
}

/* in_child returns what run returns in a child, which has 30 s: 0, or with EXPECT the line that was not content. */
static inline int in_child(int (*run)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		unit_deadline(30);
		_exit(run());
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static inline int unit_no_private_mounts(void)
{
	return Unshare(LX_CLONE_NEWNS) == 0 && Mount("none", "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL) == -LX_EINVAL;
}

static inline int unit_make_user_namespace(void)
{
	return Unshare(LX_CLONE_NEWUSER) == 0;
}

/* unit_user_namespaces tells whether one may be made: some systems forbid it, and Linux does in a chroot. */
static inline int unit_user_namespaces(void)
{
	return in_child(unit_make_user_namespace);
}

/* SKIP_IN_A_CHROOT skips where the root is no mount point, so that no mount can be made private. */
#define SKIP_IN_A_CHROOT()                                                                  \
	do {                                                                                \
		if (unit_is_root() && in_child(unit_no_private_mounts))                     \
			SKIP("in a chroot whose root is no mount point mounts stay shared"); \
	} while (0)

/* unit_line makes an exit status of a line: what a byte holds of it, but not 0, nor 255, which is the tests' own. */
static inline int unit_line(int line)
{
	return (line & 0xff) % 255 ? line & 0xff : 254;
}

#define EXPECT(condition)                                     \
	do {                                                  \
		if (!(condition))                             \
			return unit_line(__LINE__);           \
	} while (0)

#endif
