/*
 * Watchdog timers. From its opening on /dev/watchdog0 must be fed (IoctlWatchdogKeepalive, or any write) or the machine
 * restarts. A close does not stop it unless the last write was a V (LX_WDIOF_MAGICCLOSE), nor that where the driver says nowayout.
 */
#ifndef LX_DEV_WATCHDOG_H
#define LX_DEV_WATCHDOG_H

#include "../ioctl.h"
#include "../uapi/dev/watchdog.h"

/* WatchdogInfo: a watchdog. struct watchdog_info. */
typedef struct WatchdogInfo {
	unsigned int options; /* LX_WDIOF_*: what it can do */
	unsigned int firmware_version;
	unsigned char identity[32];
} WatchdogInfo;

#ifdef LX_LINK_NAMES
#include "../extern/dev/watchdog.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlGetWatchdogInfo tells what a watchdog is and can do. LX_WDIOC_GETSUPPORT. */
LX_API int IoctlGetWatchdogInfo(int fd, WatchdogInfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_GETSUPPORT, LX_PTR(value));
}

/* IoctlWatchdogKeepalive feeds it: its time begins anew. LX_WDIOC_KEEPALIVE. */
LX_API int IoctlWatchdogKeepalive(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_KEEPALIVE, 0);
}

/*
 * IoctlWatchdogSetTimeout sets how many seconds it waits; it gives back what the device made of that. -EINVAL: it
 * cannot. LX_WDIOC_SETTIMEOUT.
 */
LX_API int IoctlWatchdogSetTimeout(int fd, int *seconds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_SETTIMEOUT, LX_PTR(seconds));
}

/* IoctlWatchdogGetTimeout gives them. LX_WDIOC_GETTIMEOUT. */
LX_API int IoctlWatchdogGetTimeout(int fd, int *seconds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_GETTIMEOUT, LX_PTR(seconds));
}

/*
 * IoctlWatchdogGetTimeleft gives the seconds until it restarts the machine. -EOPNOTSUPP: it cannot tell.
 * LX_WDIOC_GETTIMELEFT.
 */
LX_API int IoctlWatchdogGetTimeleft(int fd, int *seconds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_GETTIMELEFT, LX_PTR(seconds));
}

/*
 * IoctlWatchdogSetPretimeout sets how many seconds before the restart it interrupts; gives back what it made of that.
 * -EOPNOTSUPP: it cannot.
 */
LX_API int IoctlWatchdogSetPretimeout(int fd, int *seconds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_SETPRETIMEOUT, LX_PTR(seconds));
}

/* IoctlWatchdogGetPretimeout gives them. */
LX_API int IoctlWatchdogGetPretimeout(int fd, int *seconds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_GETPRETIMEOUT, LX_PTR(seconds));
}

/*
 * IoctlWatchdogSetOptions stops (LX_WDIOS_DISABLECARD) or starts (LX_WDIOS_ENABLECARD) it. -EBUSY: the driver forbids a
 * stop. LX_WDIOC_SETOPTIONS.
 */
LX_API int IoctlWatchdogSetOptions(int fd, int options)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_SETOPTIONS, LX_PTR(&options));
}

/* IoctlWatchdogGetStatus gives its state now, LX_WDIOF_*. LX_WDIOC_GETSTATUS. */
LX_API int IoctlWatchdogGetStatus(int fd, int *flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_GETSTATUS, LX_PTR(flags));
}

/*
 * IoctlWatchdogGetBootStatus tells why the machine started: LX_WDIOF_CARDRESET when the watchdog restarted it.
 * LX_WDIOC_GETBOOTSTATUS.
 */
LX_API int IoctlWatchdogGetBootStatus(int fd, int *flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_WDIOC_GETBOOTSTATUS, LX_PTR(flags));
}

#endif /* BARECALL_EXTERN */
#endif
