/* ioctl.h: requests of pipes, and of a pseudo-terminal with a session on it. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>

#include <barecall/ioctl.h>

static int open_master(void)
{
	return open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

/* The other end of a master, which is unlocked for it; no controlling terminal comes of it. */
static int open_slave(int master)
{
	char name[40];
	int number = -1;

	assert_int_equal(IoctlSetPointerInt(master, LX_TIOCSPTLCK, 0), 0);
	assert_int_equal(IoctlGetInt(master, LX_TIOCGPTN, &number), 0);
	assert_true(number >= 0);
	snprintf(name, sizeof(name), "/dev/pts/%d", number);
	return open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

#define OPEN_PTY(master, slave)                                       \
	do {                                                          \
		(master) = open_master();                             \
		if ((master) < 0)                                     \
			SKIP("no pseudo-terminals here");             \
		(slave) = open_slave(master);                         \
		if ((slave) < 0)                                      \
			SKIP("no /dev/pts here");                     \
	} while (0)

static void test_pipe_requests(void **state)
{
	int fds[2], n = 77;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(Ioctl(-1, LX_FIONREAD, 0), -LX_EBADF);
	if (!unit_under_qemu()) { /* which has -ENOSYS for what it does not know */
		assert_int_equal(Ioctl(fds[0], 0x12345678, 0), -LX_ENOTTY);
		assert_int_equal(Ioctl(fds[0], 0xfffffff0, 0), -LX_ENOTTY);
	}
	assert_int_equal(IoctlGetInt(fds[0], LX_FIONREAD, (int *)8), -LX_EFAULT);
	assert_int_equal(write(fds[1], "abc", 3), 3);
	assert_int_equal(IoctlGetInt(fds[0], LX_FIONREAD, &n), 0);
	assert_int_equal(n, 3);
	assert_int_equal(IoctlSetPointerInt(fds[0], LX_FIONBIO, 1), 0);
	assert_true(fcntl(fds[0], F_GETFL) & O_NONBLOCK);
	n = 0;
	assert_int_equal(IoctlPtr(fds[0], LX_FIONBIO, &n), 0);
	assert_false(fcntl(fds[0], F_GETFL) & O_NONBLOCK);
	assert_int_equal(Ioctl(fds[0], LX_FIOCLEX, 0), 0);
	assert_int_equal(fcntl(fds[0], F_GETFD), FD_CLOEXEC);
	close(fds[0]);
	close(fds[1]);
}

static void test_what_is_no_terminal(void **state)
{
	Termios t;
	Winsize w;
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(IoctlGetTermios(fds[0], LX_TCGETS, &t), -LX_ENOTTY);
	assert_int_equal(IoctlSetTermios(fds[0], LX_TCSETS, &t), -LX_ENOTTY);
	assert_int_equal(IoctlGetWinsize(fds[0], LX_TIOCGWINSZ, &w), -LX_ENOTTY);
	assert_int_equal(IoctlSetWinsize(fds[0], LX_TIOCSWINSZ, &w), -LX_ENOTTY);
	assert_int_equal(Tcgetpgrp(fds[0]), -LX_ENOTTY);
	assert_int_equal(Tcsetpgrp(fds[0], getpid()), -LX_ENOTTY);
	assert_int_equal(Tcgetsid(fds[0]), -LX_ENOTTY);
	assert_int_equal(Tcgetpgrp(1000), -LX_EBADF);
	close(fds[0]);
	close(fds[1]);
}

static void test_termios(void **state)
{
	struct {
		Termios t;
		unsigned char guard[32];
	} got;
	struct termios libc;
	char buf[8];
	int master, slave, i;

	(void)state;
	OPEN_PTY(master, slave);
	memset(&got, 0x55, sizeof(got));
	assert_int_equal(IoctlGetTermios(slave, LX_TCGETS, &got.t), 0);
	for (i = 0; i < 32; i++)
		assert_int_equal(got.guard[i], 0x55);
	assert_int_equal(tcgetattr(slave, &libc), 0);
	assert_int_equal(got.t.iflag, libc.c_iflag);
	assert_int_equal(got.t.oflag, libc.c_oflag);
	assert_int_equal(got.t.lflag, libc.c_lflag);
	assert_int_equal(got.t.cflag & LX_CSIZE, LX_CS8);
	assert_int_equal(got.t.cc[LX_VEOF], libc.c_cc[VEOF]);
	assert_int_equal(got.t.cc[LX_VINTR], 3);
	assert_true(got.t.lflag & LX_ICANON);

	assert_int_equal(write(slave, "a\n", 2), 2);
	assert_int_equal(read(master, buf, 8), 3); /* \n goes out as \r\n */
	got.t.oflag &= ~(unsigned int)LX_OPOST;
	got.t.lflag &= ~(unsigned int)(LX_ICANON | LX_ECHO);
	got.t.cc[LX_VMIN] = 1;
	assert_int_equal(IoctlSetTermios(slave, LX_TCSETSF, &got.t), 0);
	assert_int_equal(write(slave, "a\n", 2), 2);
	assert_int_equal(read(master, buf, 8), 2);
	assert_int_equal(write(master, "x", 1), 1);
	assert_int_equal(read(slave, buf, 8), 1); /* no newline needed */
	close(slave);
	close(master);
}

static void test_termios2(void **state)
{
	struct {
		Termios2 t;
		unsigned char guard[32];
	} got;
	int master, slave, ret, i;

	(void)state;
	OPEN_PTY(master, slave);
	memset(&got, 0x55, sizeof(got));
	ret = IoctlGetTermios2(slave, LX_TCGETS2, &got.t);
	if (unit_under_qemu() && ret == -LX_ENOSYS)
		SKIP("qemu-user: no TCGETS2");
	assert_int_equal(ret, 0);
	for (i = 0; i < 32; i++)
		assert_int_equal(got.guard[i], 0x55);
	assert_int_equal(got.t.ospeed, 38400);
	got.t.cflag = (got.t.cflag & ~(unsigned int)LX_CBAUD) | LX_BOTHER;
	got.t.ispeed = got.t.ospeed = 12345;
	assert_int_equal(IoctlSetTermios2(slave, LX_TCSETS2, &got.t), 0);
	got.t.ospeed = 0;
	assert_int_equal(IoctlGetTermios2(slave, LX_TCGETS2, &got.t), 0);
	assert_int_equal(got.t.ospeed, 12345);
	close(slave);
	close(master);
}

static void test_winsize(void **state)
{
	Winsize set = { 24, 80, 640, 480 }, got = { 9, 9, 9, 9 };
	int master, slave;

	(void)state;
	OPEN_PTY(master, slave);
	assert_int_equal(IoctlSetWinsize(master, LX_TIOCSWINSZ, &set), 0);
	assert_int_equal(IoctlGetWinsize(slave, LX_TIOCGWINSZ, &got), 0);
	assert_memory_equal(&got, &set, sizeof(set));
	close(slave);
	close(master);
}

static void test_peer_without_a_path(void **state)
{
	int master = open_master(), slave, locked = 77;

	(void)state;
	if (master < 0)
		SKIP("no pseudo-terminals here");
	assert_int_equal(IoctlSetPointerInt(master, LX_TIOCSPTLCK, 1), 0);
	if (!unit_under_qemu()) {
		assert_int_equal(IoctlGetInt(master, LX_TIOCGPTLCK, &locked), 0);
		assert_int_equal(locked, 1);
	}
	assert_int_equal(IoctlSetPointerInt(master, LX_TIOCSPTLCK, 0), 0);
	slave = Ioctl(master, LX_TIOCGPTPEER, O_RDWR | O_NOCTTY);
	assert_true(slave >= 0);
	assert_int_equal(isatty(slave), 1);
	close(slave);
	close(master);
}

/* The leader of a new session takes the terminal and puts a process group of its own, then another, in front. */
static int job_control(int slave)
{
	int child, status;

	if (Tcgetpgrp(slave) != -LX_ENOTTY)
		return 1; /* no terminal of this session yet */
	if (IoctlSetInt(slave, LX_TIOCSCTTY, 0) != 0)
		return 2;
	if (Tcgetpgrp(slave) != getpid() || (Tcgetsid(slave) != getpid() && !unit_under_qemu()))
		return 3; /* qemu-user 7.2 has no TIOCGSID */
	if (Tcsetpgrp(slave, -1) != -LX_EINVAL || Tcsetpgrp(slave, 1 << 29) != -LX_ESRCH)
		return 4;
	if (Tcsetpgrp(slave, getppid()) != -LX_EPERM)
		return 5; /* a group of another session */
	signal(SIGTTOU, SIG_IGN); /* or the change back would stop this process */
	child = fork();
	if (child == 0) {
		pause();
		_exit(0);
	}
	if (child < 0 || setpgid(child, child) != 0 || Tcsetpgrp(slave, child) != 0)
		return 6;
	if (Tcgetpgrp(slave) != child)
		return 7;
	if (Tcsetpgrp(slave, getpid()) != 0 || Tcgetpgrp(slave) != getpid())
		return 8;
	kill(child, SIGKILL);
	if (waitpid(child, &status, 0) != child)
		return 9;
	signal(SIGHUP, SIG_IGN); /* which a leader gets that gives its terminal up */
	if (Ioctl(slave, LX_TIOCNOTTY, 0) != 0 || Tcgetpgrp(slave) != -LX_ENOTTY)
		return 10;
	return 0;
}

static void test_job_control(void **state)
{
	int master, slave, status, pid;

	(void)state;
	OPEN_PTY(master, slave);
	pid = fork();
	if (pid == 0) {
		unit_deadline(10);
		_exit(setsid() < 0 ? 99 : job_control(slave));
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(slave);
	close(master);
}

UNIT_TESTS(unit_test(test_pipe_requests), unit_test(test_what_is_no_terminal), unit_test(test_termios),
	   unit_test(test_termios2), unit_test(test_winsize), unit_test(test_peer_without_a_path),
	   unit_test(test_job_control));
