/*
 * Pulses per second, /dev/ppsN.
 */
#ifndef LX_DEV_PPS_H
#define LX_DEV_PPS_H

#include "../ioctl.h"
#include "../uapi/dev/pps.h"

/* PPSKTime: seconds and nanoseconds. struct pps_ktime. */
typedef struct PPSKTime {
	long sec;
	int nsec;
	unsigned int flags; /* LX_PPS_TIME_INVALID */
} PPSKTime;

/* PPSKParams: how a source is used. struct pps_kparams. */
typedef struct PPSKParams {
	int api_version; /* LX_PPS_API_VERS_1 */
	int mode; /* LX_PPS_* */
	PPSKTime assert_off_tu;
	PPSKTime clear_off_tu;
} PPSKParams;

/* PPSKInfo: the last edges. struct pps_kinfo. */
typedef struct PPSKInfo {
	unsigned int assert_sequence; /* how many */
	unsigned int clear_sequence;
	PPSKTime assert_tu; /* when */
	PPSKTime clear_tu;
	int current_mode;
} PPSKInfo;

/* PPSFData: them, and how long the next one is waited for. struct pps_fdata. */
typedef struct PPSFData {
	PPSKInfo info;
	PPSKTime timeout; /* with LX_PPS_TIME_INVALID: for ever */
} PPSFData;

#ifdef LX_LINK_NAMES
#include "../extern/dev/pps.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlPPSGetParams tells how a source is used. Some of these numbers are of a pointer's size, whatever they carry.
 * LX_PPS_GETPARAMS.
 */
LX_API int IoctlPPSGetParams(int fd, PPSKParams *params)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PPS_GETPARAMS, LX_PTR(params));
}

/* IoctlPPSSetParams sets it. Needs CAP_SYS_TIME. LX_PPS_SETPARAMS. */
LX_API int IoctlPPSSetParams(int fd, const PPSKParams *params)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PPS_SETPARAMS, LX_PTR(params));
}

/* IoctlPPSGetCap tells what it can do, LX_PPS_*. LX_PPS_GETCAP. */
LX_API int IoctlPPSGetCap(int fd, int *capabilities)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PPS_GETCAP, LX_PTR(capabilities));
}

/* IoctlPPSFetch waits for the next edge. -ETIMEDOUT: none came. LX_PPS_FETCH. */
LX_API int IoctlPPSFetch(int fd, PPSFData *data)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PPS_FETCH, LX_PTR(data));
}

#endif /* BARECALL_EXTERN */
#endif
