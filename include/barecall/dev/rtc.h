/*
 * Real-time clocks: /dev/rtc0 and its like. Most keep UTC, some machines' local time; RTCTimeSeconds and
 * RTCTimeFromSeconds make seconds since 1970 of what they show, as Settimeofday wants.
 */
#ifndef LX_DEV_RTC_H
#define LX_DEV_RTC_H

#include "../ioctl.h"
#include "../uapi/dev/rtc.h"

/* RTCTime: a date and a time of day. struct rtc_time. */
typedef struct RTCTime {
	int sec;
	int min;
	int hour;
	int mday; /* from 1 on */
	int mon; /* from 0 on */
	int year; /* since 1900 */
	int wday; /* not used */
	int yday; /* not used */
	int isdst; /* not used */
} RTCTime;

/* RTCWkAlrm: an alarm that can wake the machine. struct rtc_wkalrm. */
typedef struct RTCWkAlrm {
	unsigned char enabled;
	unsigned char pending;
	RTCTime time;
} RTCWkAlrm;

/* RTCPLLInfo: how a clock is corrected. struct rtc_pll_info. */
typedef struct RTCPLLInfo {
	int ctrl;
	int value;
	int max;
	int min;
	int posmult;
	int negmult;
	long clock;
} RTCPLLInfo;

/* RTCParam: a property of a clock. struct rtc_param. */
typedef struct RTCParam {
	unsigned long param; /* LX_RTC_PARAM_* */
	union {
		unsigned long uvalue;
		long svalue;
		unsigned long ptr;
	} u;
	unsigned int index;
	unsigned int pad;
} RTCParam;

/*
 * RTCTimeSeconds returns the seconds since 1970-01-01 00:00:00 of a date, taken as UTC. Fields out of their range count on
 * as in mktime(3). Linked from libbarecall.a.
 */
long RTCTimeSeconds(const RTCTime *t) LX_SYMBOL("lx_RTCTimeSeconds");

/* RTCTimeFromSeconds makes a date of seconds since 1970, in UTC, wday and yday too. Linked from libbarecall.a. gmtime(3). */
void RTCTimeFromSeconds(RTCTime *t, long seconds) LX_SYMBOL("lx_RTCTimeFromSeconds");

#ifdef LX_LINK_NAMES
#include "../extern/dev/rtc.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlGetRTCTime gives the time. -EINVAL: the clock does not know it. LX_RTC_RD_TIME. rtc(4). */
LX_API int IoctlGetRTCTime(int fd, RTCTime *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_RD_TIME, LX_PTR(value));
}

/* IoctlSetRTCTime sets it. Needs CAP_SYS_TIME. LX_RTC_SET_TIME. rtc(4). */
LX_API int IoctlSetRTCTime(int fd, const RTCTime *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_SET_TIME, LX_PTR(value));
}

/* IoctlGetRTCWkAlrm gives the alarm. -EINVAL: the clock has none. LX_RTC_WKALM_RD. rtc(4). */
LX_API int IoctlGetRTCWkAlrm(int fd, RTCWkAlrm *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_WKALM_RD, LX_PTR(value));
}

/* IoctlSetRTCWkAlrm sets it; with enabled a read of fd ends then, and the machine wakes. LX_RTC_WKALM_SET. rtc(4). */
LX_API int IoctlSetRTCWkAlrm(int fd, const RTCWkAlrm *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_WKALM_SET, LX_PTR(value));
}

/*
 * IoctlRTCInterrupt turns interrupts on or off, which a read of fd waits for. request: LX_RTC_AIE_ON, LX_RTC_AIE_OFF
 * (alarm), LX_RTC_UIE_ON, LX_RTC_UIE_OFF (each second), LX_RTC_PIE_ON, LX_RTC_PIE_OFF (periodic). rtc(4).
 */
LX_API int IoctlRTCInterrupt(int fd, unsigned int request)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, 0);
}

/* IoctlGetRTCPLLInfo tells how the clock is corrected. -ENOTTY, -EINVAL: it is not. LX_RTC_PLL_GET. */
LX_API int IoctlGetRTCPLLInfo(int fd, RTCPLLInfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_PLL_GET, LX_PTR(value));
}

/* IoctlGetRTCParam gives a property. -EINVAL: the clock has none such. Since Linux 5.16. */
LX_API int IoctlGetRTCParam(int fd, RTCParam *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_PARAM_GET, LX_PTR(value));
}

/* IoctlSetRTCParam sets it. Since Linux 5.16. */
LX_API int IoctlSetRTCParam(int fd, const RTCParam *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_PARAM_SET, LX_PTR(value));
}

/*
 * IoctlGetRTCVoltageLow tells whether the battery failed, LX_RTC_VL_*. -ENOTTY, -EINVAL: the clock cannot tell.
 * LX_RTC_VL_READ.
 */
LX_API int IoctlGetRTCVoltageLow(int fd, unsigned int *flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RTC_VL_READ, LX_PTR(flags));
}

#endif /* BARECALL_EXTERN */
#endif
