/*
 * Waiting for events: poll, select, epoll, eventfd, timerfd, inotify.
 */
#ifndef LX_EVENT_H
#define LX_EVENT_H

#include "base.h"
#include "uapi/event.h"

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

/* InotifyEvent: the head of each event read from an inotify descriptor; len bytes of name follow. struct inotify_event. */
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

#ifdef LX_LINK_NAMES
#include "extern/event.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Poll waits until one of nfds descriptors is ready, for at most timeout milliseconds (negative: without end).
 * Returns how many have revents set, 0 after the timeout. -EINTR: a handler ran; it is never restarted.
 * Issues ppoll. poll(2).
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
 * (each may be NULL) are replaced by those that are. The kernel writes the time that was left back to timeout
 * (NULL: without end). sigmask holds during the wait (NULL: unchanged). Returns how many bits are set, 0 after the
 * timeout. Since Linux 2.6.16. pselect(2).
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
 * Eventfd makes a descriptor that holds a 64-bit counter: Write adds to it, Read takes it. flags: LX_EFD_*.
 * Returns the descriptor. Since Linux 2.6.27. Issues eventfd2. eventfd(2).
 */
LX_API int Eventfd(unsigned int initval, int flags)
{
	return (int)lx_trap2(LX_SYS_eventfd2, initval, flags);
}

#endif /* BARECALL_EXTERN */
#endif
