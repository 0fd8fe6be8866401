/*
 * Seccomp's operations, and the requests of its listeners, one function each. security.h has the raw call and the
 * types.
 */
#ifndef LX_OP_SECCOMP_H
#define LX_OP_SECCOMP_H

#include "../base.h"
#include "../ioctl.h"
#include "../security.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/seccomp.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * SeccompSetModeStrict kills the thread at any call from now on but Read, Write, ExitThread and the return from
 * handlers. Returns 0. Since Linux 3.17. seccomp(2).
 */
LX_API int SeccompSetModeStrict(void)
{
	return (int)lx_trap3(LX_SYS_seccomp, LX_SECCOMP_SET_MODE_STRICT, 0, 0);
}

/*
 * SeccompSetModeFilter has a filter of SeccompData decide on each call from now on, for good, and on those of what the
 * thread makes. flags: LX_SECCOMP_FILTER_FLAG_*. Returns 0, with LX_SECCOMP_FILTER_FLAG_NEW_LISTENER a descriptor,
 * close-on-exec, and with LX_SECCOMP_FILTER_FLAG_TSYNC above 0 a thread that could not take it. -EACCES: neither
 * CAP_SYS_ADMIN nor PrctlSetNoNewPrivs. Since Linux 3.17. seccomp(2).
 */
LX_API int SeccompSetModeFilter(unsigned int flags, const SockFprog *filter)
{
	return (int)lx_trap3(LX_SYS_seccomp, LX_SECCOMP_SET_MODE_FILTER, flags, LX_PTR(filter));
}

/*
 * SeccompGetActionAvail tells whether the kernel knows what *action, an LX_SECCOMP_RET_*, asks of it. Returns 0.
 * -EOPNOTSUPP: no. Since Linux 4.14. seccomp(2).
 */
LX_API int SeccompGetActionAvail(const unsigned int *action)
{
	return (int)lx_trap3(LX_SYS_seccomp, LX_SECCOMP_GET_ACTION_AVAIL, 0, LX_PTR(action));
}

/*
 * SeccompGetNotifSizes stores the sizes of this kernel's SeccompNotif and its kin: room for at least these is needed.
 * Returns 0. Since Linux 5.0. seccomp(2).
 */
LX_API int SeccompGetNotifSizes(SeccompNotifSizes *sizes)
{
	return (int)lx_trap3(LX_SYS_seccomp, LX_SECCOMP_GET_NOTIF_SIZES, 0, LX_PTR(sizes));
}

/*
 * SeccompIoctlNotifRecv waits for a call that the filter hands to its listener, and stores it; all of notif is zero
 * before. Returns 0. -ENOENT: the caller was killed or interrupted; -EINTR. Since Linux 5.0. seccomp_unotify(2).
 */
LX_API int SeccompIoctlNotifRecv(int fd, SeccompNotif *notif)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SECCOMP_IOCTL_NOTIF_RECV, LX_PTR(notif));
}

/*
 * SeccompIoctlNotifSend answers one. Returns 0. -ENOENT: nobody waits for that any more; -EINPROGRESS: it was answered.
 * Since Linux 5.0. seccomp_unotify(2).
 */
LX_API int SeccompIoctlNotifSend(int fd, const SeccompNotifResp *resp)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SECCOMP_IOCTL_NOTIF_SEND, LX_PTR(resp));
}

/*
 * SeccompIoctlNotifIDValid tells whether the caller still waits: ask after its /proc or memory was opened by its pid,
 * which may be another's by then. Returns 0. -ENOENT: no. Since Linux 5.0. seccomp_unotify(2).
 */
LX_API int SeccompIoctlNotifIDValid(int fd, const unsigned long *id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SECCOMP_IOCTL_NOTIF_ID_VALID, LX_PTR(id));
}

/*
 * SeccompIoctlNotifAddfd gives the caller a descriptor. Returns its number there, and with LX_SECCOMP_ADDFD_FLAG_SEND
 * (Linux 5.14) the call returns that. -ENOENT: nobody waits; -EMFILE: it has too many. Since Linux 5.9.
 * seccomp_unotify(2).
 */
LX_API int SeccompIoctlNotifAddfd(int fd, const SeccompNotifAddfd *addfd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SECCOMP_IOCTL_NOTIF_ADDFD, LX_PTR(addfd));
}

/*
 * SeccompIoctlNotifSetFlags sets how a listener is woken: LX_SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP has it and the caller
 * take turns on one processor. Returns 0. Since Linux 6.6. seccomp_unotify(2).
 */
LX_API int SeccompIoctlNotifSetFlags(int fd, unsigned long flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SECCOMP_IOCTL_NOTIF_SET_FLAGS, LX_PTR(flags));
}

#endif /* BARECALL_EXTERN */
#endif
