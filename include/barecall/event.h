/*
 * Waiting for events: poll, select, epoll, eventfd, timerfd, inotify, fanotify.
 */
#ifndef LX_EVENT_H
#define LX_EVENT_H

#include "base.h"
#include "types/epoll.h"
#include "uapi/event.h"
#include "uapi/time.h"

/* PollFd: a descriptor, the events asked for and the events that came. struct pollfd. */
typedef struct PollFd {
	int fd;
	short events;
	short revents;
} PollFd;

/* FdSet: descriptors 0 to 1023 for Select and Pselect. __kernel_fd_set. */
typedef struct FdSet {
	unsigned long bits[16];
} FdSet;

/*
 * InotifyEvent: the head of each event read from inotify; len bytes of name follow it. InotifyNext of dev/notify.h walks
 * them. struct inotify_event.
 */
typedef struct InotifyEvent {
	int wd;
	unsigned int mask;
	unsigned int cookie;
	unsigned int len;
} InotifyEvent;

/* SigsetArg: how pselect6 and io_pgetevents take a signal mask. struct sigset_argpack (fs/select.c). */
typedef struct SigsetArg {
	const Sigset_t *set;
	unsigned long size;
} SigsetArg;

/* EpollParams: busy polling of an epoll descriptor's network sockets, for LX_EPIOCSPARAMS. struct epoll_params. */
typedef struct EpollParams {
	unsigned int busy_poll_usecs;
	unsigned short busy_poll_budget; /* packets in one attempt */
	unsigned char prefer_busy_poll;
	unsigned char pad; /* zero */
} EpollParams;

/*
 * FanotifyEventMetadata: the head of each event read from a fanotify descriptor. The next one is event_len bytes on;
 * between metadata_len and event_len stand the records that FanotifyInit asked for. FanotifyNext and FanotifyRecordNext of
 * dev/notify.h walk both. struct fanotify_event_metadata.
 */
typedef struct FanotifyEventMetadata {
	unsigned int event_len;
	unsigned char vers; /* LX_FANOTIFY_METADATA_VERSION, or these headers do not fit the kernel */
	unsigned char reserved;
	unsigned short metadata_len;
	unsigned long mask;
	int fd; /* open, and the reader's to close, or LX_FAN_NOFD */
	int pid;
} FanotifyEventMetadata;

/* FanotifyEventInfoHeader: the head of each record after a FanotifyEventMetadata. struct fanotify_event_info_header. */
typedef struct FanotifyEventInfoHeader {
	unsigned char info_type;
	unsigned char pad;
	unsigned short len; /* of the whole record */
} FanotifyEventInfoHeader;

/*
 * FanotifyEventInfoFid: the object of an event; its file handle follows, and for the types with NAME, after that, the
 * name. struct fanotify_event_info_fid.
 */
typedef struct FanotifyEventInfoFid {
	FanotifyEventInfoHeader hdr;
	int fsid[2];
} FanotifyEventInfoFid;

/* FanotifyEventInfoPidfd: a pidfd of the process that caused the event. struct fanotify_event_info_pidfd. */
typedef struct FanotifyEventInfoPidfd {
	FanotifyEventInfoHeader hdr;
	int pidfd; /* or LX_FAN_NOPIDFD: it is gone, or LX_FAN_EPIDFD */
} FanotifyEventInfoPidfd;

/* FanotifyEventInfoError: what LX_FAN_FS_ERROR reports. struct fanotify_event_info_error. */
typedef struct FanotifyEventInfoError {
	FanotifyEventInfoHeader hdr;
	int error; /* an errno value */
	unsigned int error_count; /* errors since the last report */
} FanotifyEventInfoError;

/* FanotifyEventInfoRange: the bytes that an LX_FAN_PRE_ACCESS event is about. struct fanotify_event_info_range. */
typedef struct FanotifyEventInfoRange {
	FanotifyEventInfoHeader hdr;
	unsigned int pad;
	unsigned long offset;
	unsigned long count;
} FanotifyEventInfoRange;

/* FanotifyEventInfoMnt: the mount that LX_FAN_MNT_ATTACH or DETACH reports. struct fanotify_event_info_mnt. */
typedef struct FanotifyEventInfoMnt {
	FanotifyEventInfoHeader hdr;
	unsigned long mnt_id;
} FanotifyEventInfoMnt;

/* FanotifyResponse: what a listener writes to answer a permission event. struct fanotify_response. */
typedef struct FanotifyResponse {
	int fd; /* the event's */
	/* LX_FAN_ALLOW, or LX_FAN_DENY, to which a class PRE_CONTENT group may add an errno << LX_FAN_ERRNO_SHIFT */
	unsigned int response;
} FanotifyResponse;

/* FanotifyResponseInfoHeader: the head of what follows an LX_FAN_INFO answer. struct fanotify_response_info_header. */
typedef struct FanotifyResponseInfoHeader {
	unsigned char type; /* LX_FAN_RESPONSE_INFO_* */
	unsigned char pad;
	unsigned short len; /* of the whole record */
} FanotifyResponseInfoHeader;

/* FanotifyResponseInfoAuditRule: the rule behind a response, for audit. struct fanotify_response_info_audit_rule. */
typedef struct FanotifyResponseInfoAuditRule {
	FanotifyResponseInfoHeader hdr;
	unsigned int rule_number;
	unsigned int subj_trust; /* whether who asks is trusted: 0 no, 1 yes, 2 unknown */
	unsigned int obj_trust; /* whether the file is */
} FanotifyResponseInfoAuditRule;

#ifdef LX_LINK_NAMES
#include "extern/event.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Poll waits until one of nfds descriptors is ready, for at most timeout milliseconds (negative: without end). Returns
 * how many have revents set, 0 after the timeout. -EINTR: a handler ran; it is never restarted. Issues ppoll, not
 * SYS_poll. Since Linux 2.6.16. poll(2).
 */
LX_API int Poll(PollFd *fds, unsigned int nfds, int timeout)
{
	Timespec ts;

	ts.sec = timeout / 1000;
	ts.nsec = timeout % 1000 * 1000000L;
	return (int)lx_trap5(LX_SYS_ppoll, LX_PTR(fds), nfds, timeout < 0 ? 0 : LX_PTR(&ts), 0, 0);
}

/*
 * Ppoll is Poll with a timeout in nanoseconds (NULL: without end) and a signal mask that holds during the wait
 * (NULL: unchanged). The kernel writes the time that was left back to timeout. Since Linux 2.6.16. ppoll(2).
 */
LX_API int Ppoll(PollFd *fds, unsigned int nfds, Timespec *timeout, const Sigset_t *sigmask)
{
	return (int)lx_trap5(LX_SYS_ppoll, LX_PTR(fds), nfds, LX_PTR(timeout), LX_PTR(sigmask), sizeof(Sigset_t));
}

/*
 * Pselect waits until a descriptor below nfds is ready to read, write or has an exceptional condition; the sets
 * (each may be NULL) are replaced by those that are. nfds is at most 1024: beyond, the kernel reads and writes past the
 * sets. It writes the time that was left back to timeout (NULL: without end). sigmask holds during the wait (NULL:
 * unchanged). Returns how many bits are set, 0 after the timeout. -EINTR: a handler ran; it is never restarted. Since
 * Linux 2.6.16. pselect(2).
 */
LX_API int Pselect(int nfds, FdSet *readfds, FdSet *writefds, FdSet *exceptfds, Timespec *timeout,
		   const Sigset_t *sigmask)
{
	SigsetArg arg;

	arg.set = sigmask;
	arg.size = sizeof(Sigset_t);
	return (int)lx_trap6(LX_SYS_pselect6, nfds, LX_PTR(readfds), LX_PTR(writefds), LX_PTR(exceptfds),
			     LX_PTR(timeout), LX_PTR(&arg));
}

/*
 * Select is Pselect without a signal mask and with a timeout in microseconds, which may have more than 999999 of them;
 * the time that was left is written back to it, rounded down. -EINVAL: nfds or the timeout is negative; that is then
 * left as it was. The timeout is read and written here: a pointer to what is not there ends the program. Issues
 * pselect6, not SYS_select. Since Linux 2.6.16. select(2).
 */
LX_API int Select(int nfds, FdSet *readfds, FdSet *writefds, FdSet *exceptfds, Timeval *timeout)
{
	Timespec ts;
	int ready;

	if (!timeout)
		return (int)lx_trap6(LX_SYS_pselect6, nfds, LX_PTR(readfds), LX_PTR(writefds), LX_PTR(exceptfds), 0,
				     0);
	ts.sec = (long)((unsigned long)timeout->sec + (unsigned long)(timeout->usec / 1000000));
	ts.nsec = timeout->usec % 1000000 * 1000;
	ready = (int)lx_trap6(LX_SYS_pselect6, nfds, LX_PTR(readfds), LX_PTR(writefds), LX_PTR(exceptfds), LX_PTR(&ts),
			      0);
	if (ts.sec >= 0 && ts.nsec >= 0) {
		timeout->sec = ts.sec;
		timeout->usec = ts.nsec / 1000;
	}
	return ready;
}

/* FdSetZero empties a set. No system call. */
LX_API void FdSetZero(FdSet *set)
{
	unsigned int i;

	for (i = 0; i < 16; i++) {
		set->bits[i] = 0;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of memset */
	}
}

/* FdSetSet adds fd to a set; one that does not fit, below 0 or above 1023, changes nothing. No system call. */
LX_API void FdSetSet(FdSet *set, int fd)
{
	if ((unsigned int)fd < 1024)
		set->bits[fd / 64] |= 1UL << fd % 64;
}

/* FdSetClear takes fd out of a set. No system call. */
LX_API void FdSetClear(FdSet *set, int fd)
{
	if ((unsigned int)fd < 1024)
		set->bits[fd / 64] &= ~(1UL << fd % 64);
}

/* FdSetIsSet tells whether fd is in a set: 1 or 0. No system call. */
LX_API int FdSetIsSet(const FdSet *set, int fd)
{
	return (unsigned int)fd < 1024 && (set->bits[fd / 64] >> fd % 64 & 1);
}

/*
 * EpollCreate makes an epoll descriptor, without close-on-exec. size means nothing, but -EINVAL: it is not above 0.
 * Issues epoll_create1, not SYS_epoll_create. Since Linux 2.6.27. epoll_create(2).
 */
LX_API int EpollCreate(int size)
{
	return (int)lx_trap1(LX_SYS_epoll_create1, size > 0 ? 0 : -1);
}

/*
 * EpollCreate1 makes an epoll descriptor, which holds the descriptors that EpollWait is to watch.
 * flags: LX_EPOLL_CLOEXEC. Returns the descriptor. Since Linux 2.6.27. epoll_create1(2).
 */
LX_API int EpollCreate1(int flags)
{
	return (int)lx_trap1(LX_SYS_epoll_create1, flags);
}

/*
 * EpollCtl adds fd to those that epfd watches, changes what it is watched for or takes it out (op: LX_EPOLL_CTL_*;
 * event may be NULL for LX_EPOLL_CTL_DEL). An open file stays watched until its last descriptor is closed.
 * Returns 0. -EEXIST, -ENOENT: fd is, or is not, watched already. -EPERM: its kind of file cannot be. epoll_ctl(2).
 */
LX_API int EpollCtl(int epfd, int op, int fd, const EpollEvent *event)
{
	return (int)lx_trap4(LX_SYS_epoll_ctl, epfd, op, fd, LX_PTR(event));
}

/*
 * EpollWait waits until a watched descriptor is ready, for at most timeout milliseconds (-1: without end), and writes
 * up to maxevents events. Returns how many, 0 after the timeout. -EINTR: a handler ran; it is never restarted. Issues
 * epoll_pwait, not SYS_epoll_wait. Since Linux 2.6.19, on x86_64 2.6.22. epoll_wait(2).
 */
LX_API int EpollWait(int epfd, EpollEvent *events, int maxevents, int timeout)
{
	return (int)lx_trap6(LX_SYS_epoll_pwait, epfd, LX_PTR(events), maxevents, timeout, 0, 0);
}

/*
 * EpollPwait is EpollWait with a signal mask that holds during the wait (NULL: unchanged). Since Linux 2.6.19,
 * on x86_64 2.6.22. epoll_pwait(2).
 */
LX_API int EpollPwait(int epfd, EpollEvent *events, int maxevents, int timeout, const Sigset_t *sigmask)
{
	return (int)lx_trap6(LX_SYS_epoll_pwait, epfd, LX_PTR(events), maxevents, timeout, LX_PTR(sigmask),
			     sizeof(Sigset_t));
}

/*
 * EpollPwait2 is EpollPwait with a timeout in nanoseconds (NULL: without end), which is not written back.
 * Since Linux 5.11. epoll_pwait2(2).
 */
LX_API int EpollPwait2(int epfd, EpollEvent *events, int maxevents, const Timespec *timeout, const Sigset_t *sigmask)
{
	return (int)lx_trap6(LX_SYS_epoll_pwait2, epfd, LX_PTR(events), maxevents, LX_PTR(timeout), LX_PTR(sigmask),
			     sizeof(Sigset_t));
}

/*
 * Eventfd makes a descriptor that holds a 64-bit counter: Write adds to it, Read takes it. flags: LX_EFD_*. Returns
 * the descriptor. Since Linux 2.6.27. Issues eventfd2, not SYS_eventfd. eventfd(2).
 */
LX_API int Eventfd(unsigned int initval, int flags)
{
	return (int)lx_trap2(LX_SYS_eventfd2, initval, flags);
}

/*
 * TimerfdCreate makes a descriptor that becomes readable when its timer expires; Read then gives how often, in 8 bytes.
 * clockid: LX_CLOCK_REALTIME, MONOTONIC, BOOTTIME or one of the ALARM clocks. flags: LX_TFD_CLOEXEC, LX_TFD_NONBLOCK
 * (Linux 2.6.27). Returns the descriptor. Since Linux 2.6.25. timerfd_create(2).
 */
LX_API int TimerfdCreate(int clockid, int flags)
{
	return (int)lx_trap2(LX_SYS_timerfd_create, clockid, flags);
}

/*
 * TimerfdSettime starts a timer, or stops it when new_value's value is zero. The value is relative unless flags has
 * LX_TFD_TIMER_ABSTIME; with LX_TFD_TIMER_CANCEL_ON_SET (Linux 3.0) too, a Read after the clock was set fails with
 * -ECANCELED. old_value (NULL: not wanted) takes what TimerfdGettime would have given. Returns 0. Since Linux 2.6.25.
 * timerfd_settime(2).
 */
LX_API int TimerfdSettime(int fd, int flags, const ItimerSpec *new_value, ItimerSpec *old_value)
{
	return (int)lx_trap4(LX_SYS_timerfd_settime, fd, flags, LX_PTR(new_value), LX_PTR(old_value));
}

/*
 * TimerfdGettime gives the time until a timer next expires (zero: it is stopped), relative always, and its interval.
 * Returns 0. Since Linux 2.6.25. timerfd_gettime(2).
 */
LX_API int TimerfdGettime(int fd, ItimerSpec *curr_value)
{
	return (int)lx_trap2(LX_SYS_timerfd_gettime, fd, LX_PTR(curr_value));
}

/*
 * InotifyInit is InotifyInit1 without flags. Issues inotify_init1, not SYS_inotify_init. Since Linux 2.6.27.
 * inotify_init(2).
 */
LX_API int InotifyInit(void)
{
	return (int)lx_trap1(LX_SYS_inotify_init1, 0);
}

/*
 * InotifyInit1 makes a descriptor from which changes of watched files are read, as InotifyEvents. flags:
 * LX_IN_CLOEXEC, LX_IN_NONBLOCK. -EMFILE: the user has max_user_instances of them. Since Linux 2.6.27.
 * inotify_init1(2).
 */
LX_API int InotifyInit1(int flags)
{
	return (int)lx_trap1(LX_SYS_inotify_init1, flags);
}

/*
 * InotifyAddWatch watches a file, or a directory and what is directly in it. A second watch of one file replaces the
 * first's mask, unless mask has LX_IN_MASK_ADD. Returns the watch's number, from 1. -ENOSPC: the user has
 * max_user_watches of them. Since Linux 2.6.13. inotify_add_watch(2).
 */
LX_API int InotifyAddWatch(int fd, const char *pathname, unsigned int mask)
{
	return (int)lx_trap3(LX_SYS_inotify_add_watch, fd, LX_PTR(pathname), mask);
}

/* InotifyRmWatch ends a watch; LX_IN_IGNORED is its last event. Returns 0. Since Linux 2.6.13. inotify_rm_watch(2). */
LX_API int InotifyRmWatch(int fd, int wd)
{
	return (int)lx_trap2(LX_SYS_inotify_rm_watch, fd, wd);
}

/*
 * FanotifyInit makes a descriptor from which accesses to whole mounts or file systems are read, as
 * FanotifyEventMetadata. flags: LX_FAN_*, of which LX_FAN_CLASS_CONTENT may also forbid them; event_f_flags: the
 * LX_O_* of the descriptors that come with events. Returns the descriptor. -EPERM: without CAP_SYS_ADMIN only
 * LX_FAN_REPORT_FID groups (Linux 5.13). Since Linux 2.6.37. fanotify_init(2).
 */
LX_API int FanotifyInit(unsigned int flags, unsigned int event_f_flags)
{
	return (int)lx_trap2(LX_SYS_fanotify_init, flags, event_f_flags);
}

/*
 * FanotifyMark adds what events are wanted of a file, mount or file system, or takes them away (flags: LX_FAN_MARK_*;
 * mask: LX_FAN_*). pathname is relative to dirfd; NULL: dirfd itself. Returns 0. Since Linux 2.6.37. fanotify_mark(2).
 */
LX_API int FanotifyMark(int fanotify_fd, unsigned int flags, unsigned long mask, int dirfd, const char *pathname)
{
	return (int)lx_trap5(LX_SYS_fanotify_mark, fanotify_fd, flags, LX_PTR(mask), dirfd, LX_PTR(pathname));
}

#endif /* BARECALL_EXTERN */
#endif
