/*
 * Clocks, sleeping and timers.
 */
#ifndef LX_TIME_H
#define LX_TIME_H

#include "base.h"
#include "types/siginfo.h"
#include "uapi/time.h"

/* Itimerval: a timer's interval (zero: once) and the time until it next expires. struct __kernel_old_itimerval. */
typedef struct Itimerval {
	Timeval interval;
	Timeval value;
} Itimerval;

/* Tms: processor time in ticks of 1/100 s, of this process and of its children that were waited for. struct tms. */
typedef struct Tms {
	long utime;
	long stime;
	long cutime;
	long cstime;
} Tms;

/* Timex: the state of a clock's steering. struct __kernel_timex. */
typedef struct Timex {
	unsigned int modes; /* LX_ADJ_*: what to set */
	long offset; /* microseconds, or nanoseconds with LX_STA_NANO */
	long freq; /* parts per million, times 65536 */
	long maxerror; /* microseconds */
	long esterror; /* microseconds */
	int status; /* LX_STA_* */
	long constant; /* of the loop that adjusts the clock: 2 to the power of it is its time constant */
	long precision; /* microseconds */
	long tolerance; /* as freq */
	Timeval time; /* usec are nanoseconds with LX_STA_NANO */
	long tick; /* microseconds */
	/* From here to stbcnt what a pulse-per-second signal tells, 0 without one. */
	long ppsfreq; /* as freq */
	long jitter; /* as offset */
	int shift; /* the calibration interval in seconds, as a power of two */
	long stabil; /* how freq wanders, as freq */
	long jitcnt; /* pulses whose jitter was too large */
	long calcnt; /* calibration intervals */
	long errcnt; /* of these, failed */
	long stbcnt; /* of these, with too much wander */
	int tai; /* seconds that TAI is ahead of UTC */
	int unused[11];
} Timex;

#ifdef LX_LINK_NAMES
#include "extern/time.h"
#endif
#ifndef BARECALL_EXTERN

/* TimespecToNsec gives a time in nanoseconds; it wraps 292 years from zero. No system call. */
LX_API long TimespecToNsec(Timespec ts)
{
	return (long)((unsigned long)ts.sec * 1000000000UL + (unsigned long)ts.nsec);
}

/* NsecToTimespec is the inverse of TimespecToNsec; nsec is never negative: -1 is {-1, 999999999}. No system call. */
LX_API Timespec NsecToTimespec(long nsec)
{
	Timespec ts;

	ts.sec = nsec / 1000000000;
	ts.nsec = nsec % 1000000000;
	if (ts.nsec < 0) {
		ts.sec--;
		ts.nsec += 1000000000;
	}
	return ts;
}

/* TimevalToNsec gives a time in nanoseconds; it wraps 292 years from zero. No system call. */
LX_API long TimevalToNsec(Timeval tv)
{
	return (long)((unsigned long)tv.sec * 1000000000UL + (unsigned long)tv.usec * 1000UL);
}

/*
 * NsecToTimeval is the inverse of TimevalToNsec. It rounds up to whole microseconds, so that a timeout never ends too
 * early; usec is never negative. No system call.
 */
LX_API Timeval NsecToTimeval(long nsec)
{
	Timespec ts = NsecToTimespec(nsec);
	Timeval tv;

	tv.sec = ts.sec;
	tv.usec = (ts.nsec + 999) / 1000;
	if (tv.usec == 1000000) {
		tv.sec++;
		tv.usec = 0;
	}
	return tv;
}

/*
 * TimespecAdd adds two times, a moment and an interval for instance. Here and below nsec is 0 to 999999999 in what goes
 * in and in what comes out, of times before zero too. A sum that sec cannot hold becomes the last or first time that it
 * can: a deadline that is too far away never lies in the past. No system call.
 */
LX_API Timespec TimespecAdd(Timespec a, Timespec b)
{
	long low = a.sec < b.sec ? a.sec : b.sec;
	long high = a.sec < b.sec ? b.sec : a.sec;
	Timespec sum;

	sum.nsec = a.nsec + b.nsec;
	if (sum.nsec >= 1000000000 && low < 0x7fffffffffffffff) {
		sum.nsec -= 1000000000;
		low++;
	}
	if (high > 0 && low > 0x7fffffffffffffff - high) {
		sum.sec = 0x7fffffffffffffff;
		sum.nsec = 999999999;
	} else if (high < 0 && low < -0x7fffffffffffffff - 1 - high) {
		sum.sec = -0x7fffffffffffffff - 1;
		sum.nsec = 0;
	} else {
		sum.sec = low + high;
	}
	return sum;
}

/* TimespecSub takes b from a: how long after b a is. All else is as with TimespecAdd. No system call. */
LX_API Timespec TimespecSub(Timespec a, Timespec b)
{
	b.sec = ~b.sec; /* -1 - b.sec, which always fits */
	b.nsec = 1000000000 - b.nsec;
	return TimespecAdd(a, b);
}

/* TimespecCompare returns -1, 0 or 1: a is before b, the same, or after it. No system call. */
LX_API int TimespecCompare(Timespec a, Timespec b)
{
	if (a.sec != b.sec)
		return a.sec < b.sec ? -1 : 1;
	return a.nsec < b.nsec ? -1 : a.nsec > b.nsec;
}

/* TimevalToTimespec gives a time in nanoseconds. No system call. */
LX_API Timespec TimevalToTimespec(Timeval tv)
{
	Timespec ts;

	ts.sec = tv.sec;
	ts.nsec = tv.usec * 1000;
	return ts;
}

/*
 * TimespecToTimeval gives a time in microseconds, rounded up as by NsecToTimeval: the last moment of the last second
 * stays in it. No system call.
 */
LX_API Timeval TimespecToTimeval(Timespec ts)
{
	Timeval tv;

	tv.sec = ts.sec;
	tv.usec = (ts.nsec + 999) / 1000;
	if (tv.usec == 1000000) {
		tv.usec = tv.sec < 0x7fffffffffffffff ? 0 : 999999;
		tv.sec += tv.usec == 0;
	}
	return tv;
}

/* TimevalAdd is TimespecAdd of Timevals, whose usec is 0 to 999999. No system call. */
LX_API Timeval TimevalAdd(Timeval a, Timeval b)
{
	return TimespecToTimeval(TimespecAdd(TimevalToTimespec(a), TimevalToTimespec(b)));
}

/* TimevalSub is TimespecSub of Timevals. No system call. */
LX_API Timeval TimevalSub(Timeval a, Timeval b)
{
	return TimespecToTimeval(TimespecSub(TimevalToTimespec(a), TimevalToTimespec(b)));
}

/* TimevalCompare is TimespecCompare of Timevals. No system call. */
LX_API int TimevalCompare(Timeval a, Timeval b)
{
	return TimespecCompare(TimevalToTimespec(a), TimevalToTimespec(b));
}

/*
 * ClockGettime gives a clock's time. clockid: LX_CLOCK_*, or a negative number made from a pid or a descriptor.
 * Returns 0. clock_gettime(2).
 */
LX_API int ClockGettime(int clockid, Timespec *tp)
{
	return (int)lx_trap2(LX_SYS_clock_gettime, clockid, LX_PTR(tp));
}

/* ClockSettime sets a clock. Returns 0. -EPERM: without CAP_SYS_TIME. clock_settime(2). */
LX_API int ClockSettime(int clockid, const Timespec *tp)
{
	return (int)lx_trap2(LX_SYS_clock_settime, clockid, LX_PTR(tp));
}

/* ClockGetres gives a clock's resolution (res may be NULL: does the clock exist?). Returns 0. clock_getres(2). */
LX_API int ClockGetres(int clockid, Timespec *res)
{
	return (int)lx_trap2(LX_SYS_clock_getres, clockid, LX_PTR(res));
}

/*
 * ClockNanosleep sleeps for request, or with LX_TIMER_ABSTIME in flags until that time. -EINTR: a handler ran; the time
 * that was left is then in remain (NULL: not wanted), but not after an absolute sleep. -EOPNOTSUPP: this clock cannot
 * be slept on. Returns 0. clock_nanosleep(2).
 */
LX_API int ClockNanosleep(int clockid, int flags, const Timespec *request, Timespec *remain)
{
	return (int)lx_trap4(LX_SYS_clock_nanosleep, clockid, flags, LX_PTR(request), LX_PTR(remain));
}

/*
 * ClockAdjtime reads and steers a clock. Returns its state, LX_TIME_*. Since Linux 2.6.39. clock_adjtime(2).
 */
LX_API int ClockAdjtime(int clockid, Timex *buf)
{
	return (int)lx_trap2(LX_SYS_clock_adjtime, clockid, LX_PTR(buf));
}

/* Adjtimex is ClockAdjtime of LX_CLOCK_REALTIME. With modes 0 it only reads. adjtimex(2). */
LX_API int Adjtimex(Timex *buf)
{
	return (int)lx_trap1(LX_SYS_adjtimex, LX_PTR(buf));
}

/*
 * Nanosleep sleeps for req, on LX_CLOCK_MONOTONIC. -EINTR: a handler ran; the time that was left is in rem (NULL: not
 * wanted). Returns 0. nanosleep(2).
 */
LX_API int Nanosleep(const Timespec *req, Timespec *rem)
{
	return (int)lx_trap2(LX_SYS_nanosleep, LX_PTR(req), LX_PTR(rem));
}

/* Gettimeofday gives LX_CLOCK_REALTIME in microseconds. tv and tz may be NULL. Returns 0. gettimeofday(2). */
LX_API int Gettimeofday(Timeval *tv, Timezone *tz)
{
	return (int)lx_trap2(LX_SYS_gettimeofday, LX_PTR(tv), LX_PTR(tz));
}

/*
 * Settimeofday sets LX_CLOCK_REALTIME; a NULL tv or tz leaves that alone. The first tz after boot, with NULL as tv,
 * moves a clock that the kernel started from local time. Returns 0. settimeofday(2).
 */
LX_API int Settimeofday(const Timeval *tv, const Timezone *tz)
{
	return (int)lx_trap2(LX_SYS_settimeofday, LX_PTR(tv), LX_PTR(tz));
}

/*
 * Time returns the seconds since 1970, and writes them to tloc unless that is NULL. Like the kernel's own time it is
 * as coarse as LX_CLOCK_REALTIME_COARSE, up to a tick behind LX_CLOCK_REALTIME. Since Linux 2.6.32, which brought that
 * clock. tloc is written here: a pointer to what is not there ends the program. Issues clock_gettime, not SYS_time.
 * time(2).
 */
LX_API long Time(long *tloc)
{
	Timespec ts;
	long ret = lx_trap2(LX_SYS_clock_gettime, LX_CLOCK_REALTIME_COARSE, LX_PTR(&ts));

	if (IsErr(ret))
		return ret;
	if (tloc)
		*tloc = ts.sec;
	return ts.sec;
}

/*
 * Times gives processor times (buf may be NULL) and returns the ticks of 1/100 s since a point in the past, of which
 * only differences mean anything. times(2).
 */
LX_API long Times(Tms *buf)
{
	return lx_trap1(LX_SYS_times, LX_PTR(buf));
}

/* Getitimer gives one of the process's three timers, LX_ITIMER_*. Returns 0. getitimer(2). */
LX_API int Getitimer(int which, Itimerval *curr_value)
{
	return (int)lx_trap2(LX_SYS_getitimer, which, LX_PTR(curr_value));
}

/*
 * Setitimer starts a timer that sends SIGALRM, SIGVTALRM or SIGPROF, or stops it when new_value's value is zero.
 * old_value (NULL: not wanted) takes what Getitimer would have given. Returns 0. setitimer(2).
 */
LX_API int Setitimer(int which, const Itimerval *new_value, Itimerval *old_value)
{
	return (int)lx_trap3(LX_SYS_setitimer, which, LX_PTR(new_value), LX_PTR(old_value));
}

/*
 * Alarm sends SIGALRM after seconds, and replaces the alarm before it; 0 only stops that. Returns the seconds that
 * were left of it, rounded to the nearest but to 1 at least, or 0 without one. It is the timer of Setitimer's
 * LX_ITIMER_REAL. Issues setitimer, not SYS_alarm. alarm(2).
 */
LX_API long Alarm(unsigned int seconds)
{
	Itimerval timer, old;
	long ret;

	timer.interval.sec = 0;
	timer.interval.usec = 0;
	timer.value.sec = seconds;
	timer.value.usec = 0;
	ret = lx_trap3(LX_SYS_setitimer, LX_ITIMER_REAL, LX_PTR(&timer), LX_PTR(&old));
	if (IsErr(ret))
		return ret;
	if (old.value.usec >= 500000 || (old.value.sec == 0 && old.value.usec > 0))
		old.value.sec++;
	return old.value.sec;
}

/*
 * TimerCreate makes a timer that sends a signal when it expires: as sevp says, or SIGALRM when that is NULL. Its number
 * goes to timerid. A child has no timers, and neither has a program after Exec. Returns 0. timer_create(2).
 */
LX_API int TimerCreate(int clockid, const Sigevent *sevp, int *timerid)
{
	return (int)lx_trap3(LX_SYS_timer_create, clockid, LX_PTR(sevp), LX_PTR(timerid));
}

/* TimerDelete removes a timer. Returns 0. timer_delete(2). */
LX_API int TimerDelete(int timerid)
{
	return (int)lx_trap1(LX_SYS_timer_delete, timerid);
}

/*
 * TimerGettime gives the time until a timer next expires (zero: it is stopped), relative always, and its interval.
 * Returns 0. timer_gettime(2).
 */
LX_API int TimerGettime(int timerid, ItimerSpec *curr_value)
{
	return (int)lx_trap2(LX_SYS_timer_gettime, timerid, LX_PTR(curr_value));
}

/*
 * TimerSettime starts a timer, or stops it when new_value's value is zero. The value is relative unless flags has
 * LX_TIMER_ABSTIME. old_value (NULL: not wanted) takes what TimerGettime would have given. Returns 0. timer_settime(2).
 */
LX_API int TimerSettime(int timerid, int flags, const ItimerSpec *new_value, ItimerSpec *old_value)
{
	return (int)lx_trap4(LX_SYS_timer_settime, timerid, flags, LX_PTR(new_value), LX_PTR(old_value));
}

/*
 * TimerGetoverrun returns how often a timer expired beyond the once that its last signal stands for.
 * timer_getoverrun(2).
 */
LX_API int TimerGetoverrun(int timerid)
{
	return (int)lx_trap1(LX_SYS_timer_getoverrun, timerid);
}

#endif /* BARECALL_EXTERN */
#endif
