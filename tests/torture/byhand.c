/* What those wrappers are the same as that do more than their row in tests/seam says, through syscall(). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <linux/spi/spidev.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long result(long r)
{
	return r == -1 ? -errno : r;
}

#define CALL(...) result(syscall(__VA_ARGS__))

long by_Poll(const long *v)
{
	long t[2] = { (int)v[2] / 1000, (int)v[2] % 1000 * 1000000L };

	return CALL(SYS_ppoll, v[0], v[1], (int)v[2] < 0 ? NULL : t, NULL, 0L);
}

long by_Select(const long *v)
{
	long *tv = (long *)v[4], t[2], r;

	if (!tv)
		return CALL(SYS_pselect6, v[0], v[1], v[2], v[3], NULL, NULL);
	t[0] = tv[0] + tv[1] / 1000000;
	t[1] = tv[1] % 1000000 * 1000;
	r = CALL(SYS_pselect6, v[0], v[1], v[2], v[3], t, NULL);
	if (t[0] >= 0 && t[1] >= 0) {
		tv[0] = t[0];
		tv[1] = t[1] / 1000;
	}
	return r;
}

long by_EpollCreate(const long *v)
{
	return (int)v[0] <= 0 ? -EINVAL : CALL(SYS_epoll_create1, 0L);
}

long by_Dup2(const long *v)
{
	long r;

	if ((int)v[0] != (int)v[1])
		return CALL(SYS_dup3, v[0], v[1], 0L);
	r = CALL(SYS_fcntl, v[0], (long)F_GETFD, 0L);
	return r < 0 ? r : (int)v[1];
}

static long number_of(long fd, long request)
{
	int number = 0;
	long r = CALL(SYS_ioctl, fd, request, &number);

	return r < 0 ? r : number;
}

long by_Tcgetpgrp(const long *v)
{
	return number_of(v[0], TIOCGPGRP);
}

long by_Tcgetsid(const long *v)
{
	return number_of(v[0], TIOCGSID);
}

long by_Mount(const long *v)
{
	return CALL(SYS_mount, v[0], v[1], v[2], v[3], v[4] && *(char *)v[4] ? v[4] : 0L);
}

static long set_times(long fd, long path, const long *times, long flags)
{
	long t[4];

	if (times) {
		if (times[1] < 0 || times[1] > 999999 || times[3] < 0 || times[3] > 999999)
			return -EINVAL;
		for (int i = 0; i < 4; i++)
			t[i] = i % 2 ? times[i] * 1000 : times[i];
	}
	return CALL(SYS_utimensat, fd, path, times ? t : NULL, flags);
}

long by_Utimes(const long *v)
{
	return set_times(AT_FDCWD, v[0], (long *)v[1], 0);
}

long by_Lutimes(const long *v)
{
	return set_times(AT_FDCWD, v[0], (long *)v[1], AT_SYMLINK_NOFOLLOW);
}

long by_Futimes(const long *v)
{
	return set_times(v[0], 0, (long *)v[1], 0);
}

long by_Futimesat(const long *v)
{
	return set_times(v[0], v[1], (long *)v[2], 0);
}

long by_Utime(const long *v)
{
	const long *times = (long *)v[1];
	long t[4] = { times ? times[0] : 0, 0, times ? times[1] : 0, 0 };

	return CALL(SYS_utimensat, (long)AT_FDCWD, v[0], times ? t : NULL, 0L);
}

long by_Getcwd(const long *v)
{
	long r = CALL(SYS_getcwd, v[0], v[1]);

	return r > 0 && *(char *)v[0] != '/' ? -ENOENT : r;
}

long by_SchedGetaffinity(const long *v)
{
	long r = CALL(SYS_sched_getaffinity, v[0], v[1], v[2]);

	if (r >= 0)
		memset((char *)v[2] + r, 0, (size_t)(v[1] - r));
	return r;
}

long by_Getpriority(const long *v)
{
	long r = CALL(SYS_getpriority, v[0], v[1]);

	if (r < 0)
		return r;
	*(int *)v[2] = 20 - (int)r;
	return 0;
}

/* The kernel's struct sigaction. */
struct action {
	long handler;
	unsigned long flags;
#ifdef __x86_64__
	void (*restorer)(void);
#endif
	long mask;
};

#ifdef __x86_64__
void lx_sigreturn(void);

static void restore(struct action *act)
{
	act->flags |= 0x04000000;
	act->restorer = lx_sigreturn;
}
#else
static void restore(struct action *act)
{
	(void)act;
}
#endif

long by_Sigaction(const long *v)
{
	struct action act;

	if (v[1]) {
		memcpy(&act, (void *)v[1], sizeof(act));
		restore(&act);
	}
	return CALL(SYS_rt_sigaction, v[0], v[1] ? &act : NULL, v[2], 8L);
}

long by_Signal(const long *v)
{
	struct action act = { .handler = v[1], .flags = SA_RESTART }, old;
	long r;

	restore(&act);
	r = CALL(SYS_rt_sigaction, v[0], &act, &old, 8L);
	if (r == 0 && v[2])
		*(long *)v[2] = old.handler;
	return r;
}

static long many(const long *v, long size)
{
	long whole = (unsigned)v[4] * size;

	return CALL(SYS_setsockopt, v[0], v[1], v[2], v[3], whole <= 0x7fffffff ? whole : -1L);
}

long by_SetsockoptCanRawFilter(const long *v)
{
	return many(v, 8);
}

long by_SetsockoptTCPRepairOpt(const long *v)
{
	return many(v, 8);
}

long by_SetsockoptString(const long *v)
{
	return CALL(SYS_setsockopt, v[0], v[1], v[2], v[3], strlen((char *)v[3]));
}

long by_BindToDevice(const long *v)
{
	return CALL(SYS_setsockopt, v[0], (long)SOL_SOCKET, (long)SO_BINDTODEVICE, v[1], strlen((char *)v[1]));
}

long by_Time(const long *v)
{
	struct timespec t;
	long r = CALL(SYS_clock_gettime, (long)CLOCK_REALTIME_COARSE, &t);

	if (r < 0)
		return r;
	if (v[0])
		*(long *)v[0] = t.tv_sec;
	return t.tv_sec;
}

long by_IoctlInputGetAbs(const long *v)
{
	return CALL(SYS_ioctl, v[0], EVIOCGABS((unsigned)v[1]), v[2]);
}

long by_IoctlInputSetAbs(const long *v)
{
	return CALL(SYS_ioctl, v[0], EVIOCSABS((unsigned)v[1]), v[2]);
}

long by_IoctlSpiTransfer(const long *v)
{
	return CALL(SYS_ioctl, v[0], SPI_IOC_MESSAGE(1), v[1]);
}

/* SO_ATTACH_FILTER takes a struct sock_fprog. */
long by_AttachLsf(const long *v)
{
	struct {
		unsigned short len;
		long filter;
	} program = { (unsigned short)v[2], v[1] };

	return CALL(SYS_setsockopt, v[0], (long)SOL_SOCKET, (long)SO_ATTACH_FILTER, &program, sizeof(program));
}
