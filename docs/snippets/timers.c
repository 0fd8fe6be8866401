/* timers: one that is a descriptor, one that sends a signal, and the two of old. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	ItimerSpec once = { { 0, 0 }, { 0, 1000000 } }, left;
	Itimerval off = { { 0, 0 }, { 0, 0 } }, old;
	Timespec moment = { 10, 0 };
	Sigevent event = { 0 };
	unsigned long expired = 0;
	Siginfo info;
	Sigset_t set;
	int fd, timer;

	fd = TimerfdCreate(LX_CLOCK_MONOTONIC, LX_TFD_CLOEXEC);
	Print(1, "timerfd: %pe\n", ErrPtr(TimerfdSettime(fd, 0, &once, LX_NULL)));
	Print(1, "read: %ld, ", Read(fd, &expired, sizeof(expired))); /* waits for it */
	Print(1, "expired: %lu\n", expired);
	Print(1, "left: %pe, ", ErrPtr(TimerfdGettime(fd, &left)));
	Print(1, "%ld\n", left.value.nsec);

	SigEmptySet(&set);
	SigAddSet(&set, LX_SIGUSR1);
	PthreadSigmask(LX_SIG_BLOCK, &set, LX_NULL);
	event.notify = LX_SIGEV_SIGNAL;
	event.signo = LX_SIGUSR1;
	event.value.integer = 5;
	Print(1, "create: %pe\n", ErrPtr(TimerCreate(LX_CLOCK_MONOTONIC, &event, &timer)));
	Print(1, "settime: %pe\n", ErrPtr(TimerSettime(timer, 0, &once, LX_NULL)));
	if (Sigtimedwait(&set, &info, &moment) == LX_SIGUSR1)
		Print(1, "a timer's: %d, with %d\n", info.code == LX_SI_TIMER, info.u.timer.value.integer);
	Print(1, "overrun: %d\n", TimerGetoverrun(timer));
	Print(1, "gettime: %pe\n", ErrPtr(TimerGettime(timer, &left)));
	Print(1, "delete: %pe\n", ErrPtr(TimerDelete(timer)));

	Print(1, "alarm: %ld\n", Alarm(1000)); /* seconds that were left of the one before */
	Print(1, "taken back: %pe, ", ErrPtr(Setitimer(LX_ITIMER_REAL, &off, &old)));
	Print(1, "%d\n", old.value.sec > 900 && Getitimer(LX_ITIMER_REAL, &old) == 0 && old.value.sec == 0);
	return 0;
}

/*
 * Output:
 * timerfd: 0
 * read: 8, expired: 1
 * left: 0, 0
 * create: 0
 * settime: 0
 * a timer's: 1, with 5
 * overrun: 0
 * gettime: 0
 * delete: 0
 * alarm: 0
 * taken back: 0, 1
 */
