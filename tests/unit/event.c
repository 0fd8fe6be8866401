/* event.h: poll, select, epoll, eventfd, timerfd, inotify, fanotify. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include <barecall/event.h>

/* qemu-user drops flags that it does not know, and writes no rest back after -EINTR. */
#define REAL_KERNEL (!unit_under_qemu())

static volatile sig_atomic_t caught;

static void handler(int signo)
{
	caught = signo;
}

static void catch(int signo)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = handler;
	assert_int_equal(sigaction(signo, &sa, NULL), 0);
	caught = 0;
}

/* Blocks SIGUSR1 and raises it, so that only a mask without it lets it through. */
static void hold_usr1(void)
{
	sigset_t set;

	catch(SIGUSR1);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	assert_int_equal(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	assert_int_equal(kill(getpid(), SIGUSR1), 0);
	assert_int_equal(caught, 0);
}

static void release_usr1(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	assert_int_equal(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
}

/* Again and again, until alarm(0): the first signal may come before what it is to interrupt. */
static void alarm_every(long usec)
{
	struct itimerval timer = { { 0, usec }, { 0, usec } };

	catch(SIGALRM);
	assert_int_equal(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

static long now_usec(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static void make_pipe(int fds[2], int full)
{
	assert_int_equal(pipe(fds), 0);
	if (full)
		assert_int_equal(write(fds[1], "x", 1), 1);
}

static void close_pipe(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

static void test_poll(void **state)
{
	PollFd p[2];
	int fds[2];
	long start;

	(void)state;
	assert_int_equal(Poll((PollFd *)8, 1, 0), -LX_EFAULT);
	make_pipe(fds, 0);
	p[0].fd = fds[0];
	p[0].events = LX_POLLIN;
	p[1].fd = 1000;
	p[1].events = LX_POLLIN;
	assert_int_equal(Poll(p, 1, 0), 0);
	start = now_usec();
	assert_int_equal(Poll(p, 1, 1030), 0);
	assert_true(now_usec() - start >= 1030000);
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(Poll(p, 2, -1), 2);
	assert_int_equal(p[0].revents, LX_POLLIN);
	assert_int_equal(p[1].revents, LX_POLLNVAL);
	alarm_every(30000);
	assert_int_equal(Poll(NULL, 0, -1), -LX_EINTR);
	alarm(0);
	assert_int_equal(caught, SIGALRM);
	close_pipe(fds);
}

static void test_ppoll_writes_the_rest_back(void **state)
{
	Timespec five = { 5, 0 }, bad = { 0, 1000000000 };
	PollFd p;
	int fds[2];

	(void)state;
	assert_int_equal(Ppoll(NULL, 0, &bad, NULL), -LX_EINVAL);
	make_pipe(fds, 1);
	p.fd = fds[0];
	p.events = LX_POLLIN;
	assert_int_equal(Ppoll(&p, 1, &five, NULL), 1);
	assert_int_equal(five.sec, 4);
	assert_true(five.nsec > 0);
	assert_int_equal(Ppoll(&p, 1, NULL, NULL), 1);
	close_pipe(fds);
}

static void test_ppoll_mask(void **state)
{
	Timespec five = { 5, 0 };
	Sigset_t none = { 0 };

	(void)state;
	hold_usr1();
	assert_int_equal(Ppoll(NULL, 0, &five, &none), -LX_EINTR);
	assert_int_equal(caught, SIGUSR1);
	assert_true(five.sec >= 1 && (five.sec < 5 || !REAL_KERNEL));
	release_usr1();
}

static void test_pselect(void **state)
{
	Timespec five = { 5, 0 }, bad = { 0, -1 };
	FdSet in, out;
	int fds[2];

	(void)state;
	assert_int_equal(Pselect(0, NULL, NULL, NULL, &bad, NULL), -LX_EINVAL);
	make_pipe(fds, 1);
	FdSetZero(&in);
	FdSetZero(&out);
	FdSetSet(&in, fds[0]);
	FdSetSet(&in, fds[1]);
	FdSetSet(&out, fds[1]);
	assert_int_equal(Pselect(fds[1] + 1, &in, &out, NULL, &five, NULL), 2);
	assert_true(FdSetIsSet(&in, fds[0]) && !FdSetIsSet(&in, fds[1]) && FdSetIsSet(&out, fds[1]));
	assert_int_equal(five.sec, 4);
	close_pipe(fds);
	assert_int_equal(Pselect(fds[1] + 1, &in, NULL, NULL, &five, NULL), -LX_EBADF);
}

static void test_pselect_mask(void **state)
{
	Timespec five = { 5, 0 };
	Sigset_t none = { 0 };

	(void)state;
	hold_usr1();
	assert_int_equal(Pselect(0, NULL, NULL, NULL, &five, &none), -LX_EINTR);
	assert_int_equal(caught, SIGUSR1);
	assert_true(five.sec >= 1 && (five.sec < 5 || !REAL_KERNEL));
	release_usr1();
}

static void test_select(void **state)
{
	Timeval tv = { 0, 100000 }, negative = { 0, -1 }, over = { 0x7fffffffffffffff, 1000005 };
	FdSet in;
	int fds[2];
	long start = now_usec();

	(void)state;
	assert_int_equal(Select(0, NULL, NULL, NULL, &negative), -LX_EINVAL);
	assert_true(negative.sec == 0 && negative.usec == -1);
	assert_int_equal(Select(0, NULL, NULL, NULL, &over), -LX_EINVAL);
	assert_true(over.sec == 0x7fffffffffffffff && over.usec == 1000005);
	assert_int_equal(Select(-1, NULL, NULL, NULL, &tv), -LX_EINVAL);
	tv.usec = 100000;
	assert_int_equal(Select(0, NULL, NULL, NULL, &tv), 0);
	assert_true(now_usec() - start >= 100000);
	assert_true(tv.sec == 0 && tv.usec == 0);
	make_pipe(fds, 1);
	FdSetZero(&in);
	FdSetSet(&in, fds[0]);
	tv.sec = 3;
	tv.usec = 2500000;
	assert_int_equal(Select(fds[0] + 1, &in, NULL, NULL, &tv), 1);
	assert_true(FdSetIsSet(&in, fds[0]));
	assert_int_equal(tv.sec, 5);
	assert_true(tv.usec > 0 && tv.usec < 500000);
	close_pipe(fds);
	assert_int_equal(Select(fds[0] + 1, &in, NULL, NULL, &tv), -LX_EBADF);
}

static void test_select_without_a_timeout_waits(void **state)
{
	long start = now_usec();

	(void)state;
	alarm_every(50000);
	assert_int_equal(Select(0, NULL, NULL, NULL, NULL), -LX_EINTR);
	alarm(0);
	assert_true(now_usec() - start >= 50000);
}

static void test_fd_sets_stay_in_bounds(void **state)
{
	FdSet sets[3];
	int i;

	(void)state;
	memset(sets, 0xff, sizeof(sets));
	FdSetZero(&sets[1]);
	for (i = 0; i < 1024; i++) {
		assert_false(FdSetIsSet(&sets[1], i));
		FdSetSet(&sets[1], i);
		assert_true(FdSetIsSet(&sets[1], i));
		FdSetClear(&sets[1], i);
		assert_false(FdSetIsSet(&sets[1], i));
	}
	assert_false(FdSetIsSet(&sets[1], -1) || FdSetIsSet(&sets[1], 1024) || FdSetIsSet(&sets[1], -2147483647 - 1));
	FdSetClear(&sets[1], -1);
	FdSetClear(&sets[1], 1024);
	for (i = 0; i < 16; i++)
		assert_true(sets[0].bits[i] == ~0UL && sets[1].bits[i] == 0 && sets[2].bits[i] == ~0UL);
	memset(sets, 0, sizeof(sets));
	FdSetSet(&sets[1], -1);
	FdSetSet(&sets[1], 1024);
	FdSetSet(&sets[1], 2147483647);
	for (i = 0; i < 16; i++)
		assert_true(sets[0].bits[i] == 0 && sets[1].bits[i] == 0 && sets[2].bits[i] == 0);
}

static void test_epoll_create(void **state)
{
	int fd;

	(void)state;
	assert_int_equal(EpollCreate(0), -LX_EINVAL);
	assert_int_equal(EpollCreate(-1), -LX_EINVAL);
	fd = EpollCreate(1);
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD), 0);
	close(fd);
	if (REAL_KERNEL)
		assert_int_equal(EpollCreate1(LX_EPOLL_CLOEXEC | 1 << 30), -LX_EINVAL);
	fd = EpollCreate1(LX_EPOLL_CLOEXEC);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	close(fd);
}

static void test_epoll_ctl(void **state)
{
	EpollEvent event;
	int fds[2], ep = EpollCreate1(0), file = open("f", O_CREAT | O_RDWR, 0600);

	(void)state;
	make_pipe(fds, 0);
	event.events = LX_EPOLLIN;
	event.data.u64 = 0;
	assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_ADD, 1000, &event), -LX_EBADF);
	assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_ADD, file, &event), -LX_EPERM);
	assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_MOD, fds[0], &event), -LX_ENOENT);
	assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_ADD, fds[0], &event), 0);
	assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_ADD, fds[0], &event), -LX_EEXIST);
	assert_int_equal(EpollCtl(ep, 99, fds[0], &event), -LX_EINVAL);
	assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_DEL, fds[0], NULL), 0);
	close_pipe(fds);
	close(file);
	close(ep);
}

static void test_epoll_carries_data_of_three_events(void **state)
{
	static const unsigned long data[3] = { 0x1122334455667788, 0xffeeddccbbaa9988, 0x0123456789abcdef };
	EpollEvent events[4];
	int fds[3][2], i, j, ep = EpollCreate1(0), seen = 0;

	(void)state;
	for (i = 0; i < 3; i++) {
		make_pipe(fds[i], 1);
		events[0].events = LX_EPOLLIN | LX_EPOLLPRI;
		events[0].data.u64 = data[i];
		assert_int_equal(EpollCtl(ep, LX_EPOLL_CTL_ADD, fds[i][0], &events[0]), 0);
	}
	memset(events, 0xa5, sizeof(events));
	assert_int_equal(EpollWait(ep, events, 4, -1), 3);
	for (i = 0; i < 3; i++) {
		assert_int_equal(events[i].events, LX_EPOLLIN);
		for (j = 0; j < 3; j++)
			if (events[i].data.u64 == data[j])
				seen |= 1 << j;
	}
	assert_int_equal(seen, 7);
	assert_int_equal(events[3].events, 0xa5a5a5a5);
	assert_int_equal(EpollWait(ep, events, 2, 0), 2);
	for (i = 0; i < 3; i++)
		close_pipe(fds[i]);
	close(ep);
}

static void test_epoll_wait(void **state)
{
	EpollEvent event;
	int ep = EpollCreate1(0);
	long start = now_usec();

	(void)state;
	assert_int_equal(EpollWait(ep, &event, 0, 0), -LX_EINVAL);
	assert_int_equal(EpollWait(-1, &event, 1, 0), -LX_EBADF);
	assert_int_equal(EpollWait(ep, &event, 1, 30), 0);
	assert_true(now_usec() - start >= 30000);
	alarm_every(30000);
	assert_int_equal(EpollWait(ep, &event, 1, -1), -LX_EINTR);
	alarm(0);
	close(ep);
}

static void test_epoll_pwait_mask(void **state)
{
	Sigset_t none = { 0 };
	EpollEvent event;
	int ep = EpollCreate1(0);

	(void)state;
	hold_usr1();
	assert_int_equal(EpollPwait(ep, &event, 1, 20, NULL), 0);
	assert_int_equal(caught, 0);
	assert_int_equal(EpollPwait(ep, &event, 1, 5000, &none), -LX_EINTR);
	assert_int_equal(caught, SIGUSR1);
	release_usr1();
	close(ep);
}

static void test_epoll_pwait2(void **state)
{
	static const Timespec short_time = { 0, 20000000 }, bad = { 0, -1 };
	Sigset_t none = { 0 };
	EpollEvent event;
	int ep = EpollCreate1(0);
	long start;

	(void)state;
	SKIP_WITHOUT(epoll_pwait2);
	assert_int_equal(EpollPwait2(ep, &event, 1, &bad, NULL), -LX_EINVAL);
	start = now_usec();
	assert_int_equal(EpollPwait2(ep, &event, 1, &short_time, NULL), 0);
	assert_int_equal(EpollPwait2(ep, &event, 1, &short_time, NULL), 0);
	assert_true(now_usec() - start >= 40000);
	hold_usr1();
	assert_int_equal(EpollPwait2(ep, &event, 1, NULL, &none), -LX_EINTR);
	assert_int_equal(caught, SIGUSR1);
	release_usr1();
	close(ep);
}

static void test_eventfd(void **state)
{
	uint64_t value = 0;
	int fd;

	(void)state;
	assert_int_equal(Eventfd(0, 1 << 30), -LX_EINVAL);
	fd = Eventfd(0xfffffff0, LX_EFD_CLOEXEC | LX_EFD_NONBLOCK);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, &value, 8), 8);
	assert_int_equal(value, 0xfffffff0);
	assert_int_equal(read(fd, &value, 8), -1);
	close(fd);
	fd = Eventfd(3, LX_EFD_SEMAPHORE);
	assert_int_equal(read(fd, &value, 8), 8);
	assert_int_equal(value, 1);
	close(fd);
}

static void test_timerfd(void **state)
{
	ItimerSpec spec = { { 0, 20000000 }, { 0, 30000000 } }, old = { { 9, 9 }, { 9, 9 } }, bad = { { 0, 0 }, { 0, -1 } };
	Timespec at;
	uint64_t value = 0;
	long start = now_usec();
	int fd;

	(void)state;
	assert_int_equal(TimerfdCreate(99, 0), -LX_EINVAL);
	if (REAL_KERNEL)
		assert_int_equal(TimerfdCreate(CLOCK_MONOTONIC, 1 << 30), -LX_EINVAL);
	fd = TimerfdCreate(CLOCK_MONOTONIC, LX_TFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(TimerfdSettime(fd, 0, &bad, NULL), -LX_EINVAL);
	assert_int_equal(TimerfdGettime(-1, &old), -LX_EBADF);
	assert_int_equal(TimerfdSettime(fd, 0, &spec, &old), 0);
	assert_true(old.value.sec == 0 && old.value.nsec == 0 && old.interval.sec == 0 && old.interval.nsec == 0);
	assert_int_equal(TimerfdGettime(fd, &old), 0);
	assert_true(old.interval.nsec == 20000000 && old.value.nsec > 0 && old.value.nsec <= 30000000);
	assert_int_equal(read(fd, &value, 8), 8);
	assert_true(value >= 1 && now_usec() - start >= 30000);

	spec.value.sec = spec.value.nsec = 0;
	assert_int_equal(TimerfdSettime(fd, 0, &spec, &old), 0);
	assert_int_equal(old.interval.nsec, 20000000);
	assert_int_equal(TimerfdGettime(fd, &old), 0);
	assert_true(old.value.sec == 0 && old.value.nsec == 0);

	at.sec = 0;
	at.nsec = 1; /* long past */
	spec.interval.nsec = 0;
	spec.value = at;
	assert_int_equal(TimerfdSettime(fd, LX_TFD_TIMER_ABSTIME, &spec, NULL), 0);
	assert_int_equal(read(fd, &value, 8), 8);
	assert_int_equal(value, 1);
	close(fd);
}

static void test_inotify(void **state)
{
	union {
		InotifyEvent event;
		char bytes[512];
	} u;
	int fd = InotifyInit(), wd, file;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD), 0);
	close(fd);
	if (REAL_KERNEL)
		assert_int_equal(InotifyInit1(1 << 30), -LX_EINVAL);
	fd = InotifyInit1(LX_IN_CLOEXEC | LX_IN_NONBLOCK);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(InotifyAddWatch(fd, "missing", LX_IN_CREATE), -LX_ENOENT);
	assert_int_equal(InotifyAddWatch(fd, ".", 0), -LX_EINVAL);
	assert_int_equal(InotifyRmWatch(fd, 77), -LX_EINVAL);
	wd = InotifyAddWatch(fd, ".", LX_IN_CREATE);
	assert_true(wd > 0);
	file = open("born", O_CREAT | O_RDWR, 0600);
	close(file);
	memset(&u, 0, sizeof(u));
	assert_true(read(fd, u.bytes, sizeof(u.bytes)) >= (ssize_t)sizeof(InotifyEvent));
	assert_true(u.event.wd == wd && u.event.mask == LX_IN_CREATE && u.event.len > 4);
	assert_string_equal(u.bytes + sizeof(InotifyEvent), "born");
	assert_int_equal(InotifyRmWatch(fd, wd), 0);
	assert_int_equal(read(fd, u.bytes, sizeof(u.bytes)), sizeof(InotifyEvent));
	assert_true(u.event.wd == wd && u.event.mask == LX_IN_IGNORED);
	close(fd);
}

static void test_fanotify(void **state)
{
	union {
		FanotifyEventMetadata event;
		char bytes[4096];
	} u;
	int fd, file;

	(void)state;
	SKIP_UNDER_QEMU("no fanotify_init");
	SKIP_UNLESS_ROOT();
	assert_int_equal(FanotifyInit(1U << 31, 0), -LX_EINVAL);
	fd = FanotifyInit(LX_FAN_CLASS_NOTIF | LX_FAN_CLOEXEC | LX_FAN_NONBLOCK, O_RDONLY);
	if (fd == -LX_EPERM || fd == -LX_ENOSYS)
		SKIP("fanotify is not to be had here");
	assert_true(fd >= 0);
	file = open("watched", O_CREAT | O_RDWR, 0600);
	close(file);
	assert_int_equal(FanotifyMark(fd, LX_FAN_MARK_ADD, LX_FAN_OPEN, LX_FAN_NOFD, "missing"), -LX_EBADF);
	assert_int_equal(FanotifyMark(fd, LX_FAN_MARK_ADD, LX_FAN_OPEN, AT_FDCWD, "missing"), -LX_ENOENT);
	assert_int_equal(FanotifyMark(fd, LX_FAN_MARK_ADD, LX_FAN_OPEN, AT_FDCWD, "watched"), 0);
	file = open("watched", O_RDONLY);
	assert_true(read(fd, u.bytes, sizeof(u.bytes)) >= (ssize_t)sizeof(u.event));
	assert_int_equal(u.event.vers, LX_FANOTIFY_METADATA_VERSION);
	assert_int_equal(u.event.metadata_len, sizeof(u.event));
	assert_true(u.event.mask == LX_FAN_OPEN && u.event.pid == getpid() && u.event.fd >= 0);
	close(u.event.fd);
	close(file);
	close(fd);
}

UNIT_TESTS(unit_test(test_poll), unit_test(test_ppoll_writes_the_rest_back), unit_test(test_ppoll_mask),
	   unit_test(test_pselect), unit_test(test_pselect_mask), unit_test(test_select),
	   unit_test(test_select_without_a_timeout_waits), unit_test(test_fd_sets_stay_in_bounds),
	   unit_test(test_epoll_create), unit_test(test_epoll_ctl), unit_test(test_epoll_carries_data_of_three_events),
	   unit_test(test_epoll_wait), unit_test(test_epoll_pwait_mask), unit_test(test_epoll_pwait2),
	   unit_test(test_eventfd), unit_test(test_timerfd), unit_test(test_inotify), unit_test(test_fanotify));
