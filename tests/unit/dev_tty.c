/* dev/tty.h: a pseudo-terminal's two ends, its name, and a session that logs in on it. */
#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>

#include <barecall/dev/tty.h>

static void test_what_is_no_terminal(void **state)
{
	char buf[40];
	int fds[2], value = 77;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(Ptsname(fds[0], buf, sizeof(buf)), -LX_ENOTTY);
	assert_int_equal(Unlockpt(fds[0]), -LX_ENOTTY);
	assert_int_equal(IoctlSendBreak(fds[0]), -LX_ENOTTY);
	assert_int_equal(IoctlDrain(fds[0]), -LX_ENOTTY);
	assert_int_equal(IoctlFlush(fds[0], LX_TCIOFLUSH), -LX_ENOTTY);
	assert_int_equal(IoctlFlow(fds[0], LX_TCOON), -LX_ENOTTY);
	assert_int_equal(IoctlGetLineDiscipline(-1, &value), -LX_EBADF);
	assert_int_equal(Ptsname(-1, buf, sizeof(buf)), -LX_EBADF);
	close(fds[0]);
	close(fds[1]);
}

static void test_openpty(void **state)
{
	Winsize size = { 25, 81, 0, 0 }, got;
	Termios t;
	struct stat a, b;
	char name[40], buf[8];
	int master, slave, length, ret = Openpty(&master, &slave, LX_NULL, &size);

	(void)state;
	if (ret < 0)
		SKIP("no pseudo-terminals here");
	assert_int_equal(ret, 0);
	assert_int_equal(isatty(slave), 1);
	assert_int_equal(fcntl(master, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(slave, F_GETFD), FD_CLOEXEC);
	assert_int_equal(IoctlGetWinsize(slave, LX_TIOCGWINSZ, &got), 0);
	assert_memory_equal(&got, &size, sizeof(size));

	length = Ptsname(master, name, sizeof(name));
	assert_true(length > 9);
	assert_int_equal(strlen(name), length);
	assert_int_equal(Ptsname(master, name, (unsigned long)length), -LX_ERANGE);
	assert_int_equal(Ptsname(master, name, (unsigned long)length + 1), length);
	if (stat(name, &a) == 0) {
		assert_int_equal(fstat(slave, &b), 0);
		assert_int_equal(a.st_rdev, b.st_rdev);
	}

	assert_int_equal(IoctlGetTermios(slave, LX_TCGETS, &t), 0);
	TermiosMakeRaw(&t);
	assert_int_equal(IoctlSetTermios(slave, LX_TCSETS, &t), 0);
	assert_int_equal(write(slave, "a\n", 2), 2);
	assert_int_equal(read(master, buf, 8), 2); /* no \r came with it */
	assert_int_equal(write(master, "\3", 1), 1);
	assert_int_equal(read(slave, buf, 8), 1); /* no signal, no line */
	assert_int_equal(buf[0], 3);
	close(slave);
	close(master);

	assert_int_equal(Openpty(&master, &slave, &t, LX_NULL), 0);
	memset(&t, 0, sizeof(t));
	assert_int_equal(IoctlGetTermios(slave, LX_TCGETS, &t), 0);
	assert_false(t.lflag & (LX_ICANON | LX_ECHO));
	close(slave);
	close(master);
}

static void test_a_lock_keeps_the_slave_shut(void **state)
{
	int master = Openpt(LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC), slave;

	(void)state;
	if (master < 0)
		SKIP("no pseudo-terminals here");
	slave = IoctlPtsPeer(master, LX_O_RDWR | LX_O_NOCTTY);
	if (!unit_under_qemu())
		assert_int_equal(slave, -LX_EIO);
	assert_int_equal(Unlockpt(master), 0);
	slave = IoctlPtsPeer(master, LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC);
	if (slave == -LX_ENOTTY || slave == -LX_ENOSYS)
		SKIP("no TIOCGPTPEER here");
	assert_true(slave >= 0);
	assert_int_equal(isatty(slave), 1);
	close(slave);
	close(master);
}

static void test_queues_and_disciplines(void **state)
{
	int master, slave, value = -1, n;

	(void)state;
	if (Openpty(&master, &slave, LX_NULL, LX_NULL) < 0)
		SKIP("no pseudo-terminals here");
	assert_int_equal(write(master, "abc\n", 4), 4);
	for (n = 0; n < 1000 && (IoctlGetInt(slave, LX_FIONREAD, &value), value != 4); n++)
		poll(NULL, 0, 10); /* the bytes travel by a kernel thread */
	assert_int_equal(value, 4);
	assert_int_equal(IoctlFlush(slave, LX_TCIFLUSH), 0);
	assert_int_equal(IoctlGetInt(slave, LX_FIONREAD, &value), 0);
	assert_int_equal(value, 0);
	assert_int_equal(IoctlFlush(slave, 77), -LX_EINVAL);
	if (!unit_under_qemu()) {
		assert_int_equal(IoctlDrain(slave), 0);
		assert_int_equal(IoctlFlow(slave, LX_TCOOFF), 0);
		assert_int_equal(IoctlFlow(slave, LX_TCOON), 0);
		assert_int_equal(IoctlSendBreak(slave), 0);
		value = -1;
		assert_int_equal(IoctlGetLineDiscipline(slave, &value), 0);
		assert_int_equal(value, LX_N_TTY);
		assert_int_equal(IoctlSetLineDiscipline(slave, LX_N_TTY), 0);
		assert_int_equal(IoctlSetLineDiscipline(slave, 1000), -LX_EINVAL);
	}
	close(slave);
	close(master);
}

static int log_in(void)
{
	int master, slave, i;

	EXPECT(Openpty(&master, &slave, LX_NULL, LX_NULL) == 0);
	EXPECT(LoginTty(slave) == 0);
	for (i = 0; i < 3; i++)
		EXPECT(isatty(i) && fcntl(i, F_GETFD) == 0);
	EXPECT(fcntl(slave, F_GETFD) == -1);
	EXPECT(getsid(0) == getpid());
	EXPECT(Tcgetpgrp(0) == getpid());
	EXPECT(open("/dev/tty", O_RDWR | O_NOCTTY) >= 0);
	EXPECT(LoginTty(0) == -LX_EPERM); /* it leads a group by now */
	signal(SIGHUP, SIG_IGN);
	return 0;
}

static void test_login_tty(void **state)
{
	int master, slave;

	(void)state;
	if (Openpty(&master, &slave, LX_NULL, LX_NULL) < 0)
		SKIP("no pseudo-terminals here");
	close(slave);
	close(master);
	assert_int_equal(in_child(log_in), 0);
}

UNIT_TESTS(unit_test(test_what_is_no_terminal), unit_test(test_openpty), unit_test(test_a_lock_keeps_the_slave_shut),
	   unit_test(test_queues_and_disciplines), unit_test(test_login_tty));
