/* epoll, and what it watches: timers, signals and processes as descriptors. */
#include "check.h"
#include "topics.h"

static int epoll;

static int watch(int fd, unsigned long data)
{
	EpollEvent event;

	event.events = LX_EPOLLIN;
	event.data.u64 = data;
	return EpollCtl(epoll, LX_EPOLL_CTL_ADD, fd, &event);
}

/* The data of what is ready within 10 s, or 0. */
static unsigned long ready(void)
{
	EpollEvent events[2];

	if (EpollWait(epoll, events, 2, 10000) != 1 || events[0].events != LX_EPOLLIN)
		return 0;
	return events[0].data.u64;
}

static void timers(void)
{
	ItimerSpec late = {{0, 0}, {3600, 0}}, soon = {{0, 0}, {0, 20000000}};
	unsigned long times = 0;
	int fd = TimerfdCreate(LX_CLOCK_MONOTONIC, LX_TFD_CLOEXEC | LX_TFD_NONBLOCK);

	check("TimerfdCreate", fd >= 0);
	check_equal("EpollCtl adds it", watch(fd, 0x1122334455667788), 0);
	check_equal("TimerfdSettime", TimerfdSettime(fd, 0, &late, LX_NULL), 0);
	check_equal("Read before it expires", Read(fd, &times, sizeof(times)), -LX_EAGAIN);
	check_equal("TimerfdSettime to a time that is near", TimerfdSettime(fd, 0, &soon, LX_NULL), 0);
	check("EpollWait returns its data", ready() == 0x1122334455667788);
	check("Read after it has expired", Read(fd, &times, sizeof(times)) == 8 && times == 1);
	Close(fd);
}

static void signal_descriptors(void)
{
	Sigset_t usr2 = {1UL << (LX_SIGUSR2 - 1)};
	SignalfdSiginfo info;
	int fd;

	PthreadSigmask(LX_SIG_BLOCK, &usr2, LX_NULL);
	fd = Signalfd(-1, &usr2, LX_SFD_CLOEXEC | LX_SFD_NONBLOCK);
	check("Signalfd", fd >= 0);
	watch(fd, 2);
	Kill(Getpid(), LX_SIGUSR2);
	check_equal("EpollWait tells of the signal", (long)ready(), 2);
	check_equal("Read", Read(fd, &info, sizeof(info)), sizeof(info));
	check("it tells which, and the sender", info.signo == LX_SIGUSR2 && info.pid == (unsigned int)Getpid());
	Close(fd);
	PthreadSigmask(LX_SIG_UNBLOCK, &usr2, LX_NULL);
}

static int sleep_long(void)
{
	sleep_ms(9000);
	return 0;
}

static void process_descriptors(void)
{
	Siginfo info;
	int pid = start_child(sleep_long);
	int fd = PidfdOpen(pid, 0);

	check("PidfdOpen", fd >= 0);
	watch(fd, 3);
	check_equal("PidfdSendSignal", PidfdSendSignal(fd, LX_SIGKILL, LX_NULL, 0), 0);
	check_equal("EpollWait tells of the end", (long)ready(), 3);
	check("Waitid tells how", Waitid(LX_P_PIDFD, fd, &info, LX_WEXITED, LX_NULL) == 0 && info.u.chld.pid == pid &&
					  info.code == LX_CLD_KILLED && info.u.chld.status == LX_SIGKILL);
	Close(fd);
}

static void counters(void)
{
	unsigned long value = 5;
	int fd = Eventfd(2, LX_EFD_CLOEXEC | LX_EFD_NONBLOCK);

	check("Eventfd", fd >= 0);
	check_equal("Write adds", Write(fd, &value, sizeof(value)), 8);
	check("Read takes the sum", Read(fd, &value, sizeof(value)) == 8 && value == 7);
	check_equal("and leaves nothing", Read(fd, &value, sizeof(value)), -LX_EAGAIN);
	Close(fd);
}

void events(void)
{
	epoll = EpollCreate1(LX_EPOLL_CLOEXEC);
	check("EpollCreate1", epoll >= 0);
	timers();
	signal_descriptors();
	process_descriptors();
	counters();
	Close(epoll);
}
