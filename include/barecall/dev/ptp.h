/*
 * PTP hardware clocks, /dev/ptpN. LX_FD_TO_CLOCKID of a descriptor is a clock for ClockGettime and ClockAdjtime.
 */
#ifndef LX_DEV_PTP_H
#define LX_DEV_PTP_H

#include "../ioctl.h"
#include "../uapi/dev/ptp.h"

/* LX_FD_TO_CLOCKID is the clock of a descriptor of /dev/ptpN, while that is open. */
#define LX_FD_TO_CLOCKID(fd)	(~(fd) * 8 + 3)

/* PtpClockTime: seconds and nanoseconds. struct ptp_clock_time. */
typedef struct PtpClockTime {
	long sec;
	unsigned int nsec;
	unsigned int reserved;
} PtpClockTime;

/* PtpClockCaps: what a clock can do. struct ptp_clock_caps. */
typedef struct PtpClockCaps {
	int max_adj; /* parts per billion */
	int n_alarm;
	int n_ext_ts; /* channels whose edges it stamps */
	int n_per_out; /* channels whose signals it makes */
	int pps;
	int n_pins;
	int cross_timestamping; /* IoctlPtpSysOffsetPrecise */
	int adjust_phase;
	int max_phase_adj; /* nanoseconds */
	int rsv[11];
} PtpClockCaps;

/* PtpExttsRequest: edges of a channel that are to be stamped. struct ptp_extts_request. */
typedef struct PtpExttsRequest {
	unsigned int index;
	unsigned int flags; /* LX_PTP_ENABLE_FEATURE and others */
	unsigned int rsv[2];
} PtpExttsRequest;

/* PtpExttsEvent: what a read of the clock then gives. struct ptp_extts_event. */
typedef struct PtpExttsEvent {
	PtpClockTime t;
	unsigned int index;
	unsigned int flags;
	unsigned int rsv[2];
} PtpExttsEvent;

/* PtpPeroutRequest: a signal of a channel. struct ptp_perout_request. */
typedef struct PtpPeroutRequest {
	PtpClockTime start; /* when it begins; with LX_PTP_PEROUT_PHASE its phase */
	PtpClockTime period; /* 0: none */
	unsigned int index;
	unsigned int flags; /* LX_PTP_PEROUT_* */
	PtpClockTime on; /* with LX_PTP_PEROUT_DUTY_CYCLE how long it is on */
} PtpPeroutRequest;

/* PtpSysOffset: the system's clock and this one, in turn; 2 * n_samples + 1 times. struct ptp_sys_offset. */
typedef struct PtpSysOffset {
	unsigned int n_samples; /* up to LX_PTP_MAX_SAMPLES */
	unsigned int rsv[3];
	PtpClockTime ts[51];
} PtpSysOffset;

/* PtpSysOffsetExtended: the system's clock before, this one, the system's after. struct ptp_sys_offset_extended. */
typedef struct PtpSysOffsetExtended {
	unsigned int n_samples;
	int clockid; /* the system's; since Linux 6.12, before 0 */
	unsigned int rsv[2];
	PtpClockTime ts[25][3];
} PtpSysOffsetExtended;

/* PtpSysOffsetPrecise: both at the same moment. struct ptp_sys_offset_precise. */
typedef struct PtpSysOffsetPrecise {
	PtpClockTime device;
	PtpClockTime sys_realtime;
	PtpClockTime sys_monoraw;
	unsigned int rsv[4];
} PtpSysOffsetPrecise;

/* PtpPinDesc: a pin. struct ptp_pin_desc. */
typedef struct PtpPinDesc {
	char name[64];
	unsigned int index; /* in */
	unsigned int func; /* LX_PTP_PF_* */
	unsigned int chan;
	unsigned int rsv[5];
} PtpPinDesc;

#ifdef LX_LINK_NAMES
#include "../extern/dev/ptp.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlPtpClockGetcaps tells what a clock can do. LX_PTP_CLOCK_GETCAPS2. */
LX_API int IoctlPtpClockGetcaps(int fd, PtpClockCaps *caps)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_CLOCK_GETCAPS2, LX_PTR(caps));
}

/* IoctlPtpExttsRequest has edges stamped, or not. LX_PTP_EXTTS_REQUEST2. Since Linux 5.4. */
LX_API int IoctlPtpExttsRequest(int fd, const PtpExttsRequest *request)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_EXTTS_REQUEST2, LX_PTR(request));
}

/* IoctlPtpPeroutRequest has a signal made, or not. LX_PTP_PEROUT_REQUEST2. Since Linux 5.4. */
LX_API int IoctlPtpPeroutRequest(int fd, const PtpPeroutRequest *request)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_PEROUT_REQUEST2, LX_PTR(request));
}

/* IoctlPtpEnablePps has the clock give the kernel a pulse a second. LX_PTP_ENABLE_PPS2. Since Linux 5.4. */
LX_API int IoctlPtpEnablePps(int fd, int on)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_ENABLE_PPS2, on);
}

/* IoctlPtpSysOffset compares clocks. LX_PTP_SYS_OFFSET2. Since Linux 5.4. */
LX_API int IoctlPtpSysOffset(int fd, PtpSysOffset *offset)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_SYS_OFFSET2, LX_PTR(offset));
}

/*
 * IoctlPtpSysOffsetExtended does so more exactly. -EOPNOTSUPP: the clock cannot. LX_PTP_SYS_OFFSET_EXTENDED2. Since
 * Linux 5.4.
 */
LX_API int IoctlPtpSysOffsetExtended(int fd, PtpSysOffsetExtended *offset)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_SYS_OFFSET_EXTENDED2, LX_PTR(offset));
}

/*
 * IoctlPtpSysOffsetPrecise does so at one moment. -EOPNOTSUPP: the clock cannot. LX_PTP_SYS_OFFSET_PRECISE2. Since
 * Linux 5.4.
 */
LX_API int IoctlPtpSysOffsetPrecise(int fd, PtpSysOffsetPrecise *offset)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_SYS_OFFSET_PRECISE2, LX_PTR(offset));
}

/* IoctlPtpPinGetfunc tells what a pin does. LX_PTP_PIN_GETFUNC2. Since Linux 5.4. */
LX_API int IoctlPtpPinGetfunc(int fd, PtpPinDesc *pin)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_PIN_GETFUNC2, LX_PTR(pin));
}

/* IoctlPtpPinSetfunc sets it. LX_PTP_PIN_SETFUNC2. Since Linux 5.4. */
LX_API int IoctlPtpPinSetfunc(int fd, const PtpPinDesc *pin)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PTP_PIN_SETFUNC2, LX_PTR(pin));
}

#endif /* BARECALL_EXTERN */
#endif
