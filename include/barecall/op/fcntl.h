/*
 * Fcntl's commands, one function each: FcntlGetfl is F_GETFL. file.h has the raw calls, FcntlGetOwn and FcntlSetOwn.
 */
#ifndef LX_OP_FCNTL_H
#define LX_OP_FCNTL_H

#include "../base.h"
#include "../file.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/fcntl.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * FcntlDupfd gives fd another number too, the lowest free one from least on. Returns it; it is not close-on-exec.
 * -EMFILE, -EINVAL: least is beyond the limit. fcntl(2).
 */
LX_API int FcntlDupfd(int fd, int least)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_DUPFD, least);
}

/* FcntlDupfdCloexec is FcntlDupfd whose result is close-on-exec. Since Linux 2.6.24. fcntl(2). */
LX_API int FcntlDupfdCloexec(int fd, int least)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_DUPFD_CLOEXEC, least);
}

/* FcntlDupfdQuery tells whether two descriptors are one open file, as Dup makes: 1 or 0. Since Linux 6.10. fcntl(2). */
LX_API int FcntlDupfdQuery(int fd, int other)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_DUPFD_QUERY, other);
}

/*
 * FcntlCreatedQuery tells whether the open with LX_O_CREAT that made this open file made the file: 1 or 0. Since Linux
 * 6.12. fcntl(2).
 */
LX_API int FcntlCreatedQuery(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_CREATED_QUERY, 0);
}

/* FcntlGetfd returns LX_FD_CLOEXEC or 0. fcntl(2). */
LX_API int FcntlGetfd(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETFD, 0);
}

/* FcntlSetfd makes the descriptor close-on-exec, LX_FD_CLOEXEC, or not, 0. Returns 0. fcntl(2). */
LX_API int FcntlSetfd(int fd, int flags)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETFD, flags);
}

/* FcntlGetfl returns the open file's LX_O_* flags, access mode and status; & LX_O_ACCMODE is the mode. fcntl(2). */
LX_API int FcntlGetfl(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETFL, 0);
}

/*
 * FcntlSetfl sets the open file's LX_O_APPEND, LX_O_ASYNC, LX_O_DIRECT, LX_O_NOATIME and LX_O_NONBLOCK; other flags are
 * ignored. All that share the open file see it. Returns 0. -EPERM: it is append-only, or LX_O_NOATIME on another's
 * file. fcntl(2).
 */
LX_API int FcntlSetfl(int fd, int flags)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETFL, flags);
}

/*
 * FcntlGetlk overwrites lock with the first one that is in its way, or sets its type to LX_F_UNLCK. These locks are the
 * process's, and closing any descriptor of the file drops them all. Returns 0. fcntl(2).
 */
LX_API int FcntlGetlk(int fd, Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETLK, LX_PTR(lock));
}

/*
 * FcntlSetlk takes a lock on a range of bytes, or drops it, LX_F_UNLCK. Returns 0. -EAGAIN or -EACCES: another holds
 * one. fcntl(2).
 */
LX_API int FcntlSetlk(int fd, const Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETLK, LX_PTR(lock));
}

/* FcntlSetlkw is FcntlSetlk that waits. -EINTR: a handler ran; -EDEADLK: it would never end. fcntl(2). */
LX_API int FcntlSetlkw(int fd, const Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETLKW, LX_PTR(lock));
}

/*
 * FcntlOFDGetlk overwrites lock with the first one that is in its way, or sets its type to LX_F_UNLCK. These locks are
 * the open file's: all who share it have them, and they go when it is closed; lock->pid must be 0. Returns 0. Since
 * Linux 3.15. fcntl(2).
 */
LX_API int FcntlOFDGetlk(int fd, Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_OFD_GETLK, LX_PTR(lock));
}

/*
 * FcntlOFDSetlk takes a lock on a range of bytes, or drops it, LX_F_UNLCK. Returns 0. -EAGAIN or -EACCES: another holds
 * one. Since Linux 3.15. fcntl(2).
 */
LX_API int FcntlOFDSetlk(int fd, const Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_OFD_SETLK, LX_PTR(lock));
}

/*
 * FcntlOFDSetlkw is FcntlOFDSetlk that waits. -EINTR: a handler ran; nobody looks for deadlocks. Since Linux 3.15.
 * fcntl(2).
 */
LX_API int FcntlOFDSetlkw(int fd, const Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_OFD_SETLKW, LX_PTR(lock));
}

/*
 * FcntlSetown sets who gets the file's SIGIO and SIGURG: a process, or a group by its negative number. FcntlSetOwn can
 * tell a thread. Returns 0. -ESRCH: there is none such. fcntl(2).
 */
LX_API int FcntlSetown(int fd, int pid)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETOWN, pid);
}

/*
 * FcntlSetsig sets the signal that is sent when the file is ready; 0: SIGIO, which tells nothing, whereas others tell
 * the descriptor. Returns 0. fcntl(2).
 */
LX_API int FcntlSetsig(int fd, int sig)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETSIG, sig);
}

/* FcntlGetsig returns what FcntlSetsig set. fcntl(2). */
LX_API int FcntlGetsig(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETSIG, 0);
}

/*
 * FcntlGetownerUids stores the real and the effective user id of who called FcntlSetOwn. Returns 0. -EINVAL: built
 * without CONFIG_CHECKPOINT_RESTORE. Since Linux 3.6. fcntl(2).
 */
LX_API int FcntlGetownerUids(int fd, unsigned int uids[2])
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETOWNER_UIDS, LX_PTR(uids));
}

/*
 * FcntlSetlease asks to be told, by SIGIO, when another opens the file, LX_F_WRLCK, or opens it for writing,
 * LX_F_RDLCK; that one waits for up to /proc/sys/fs/lease-break-time seconds. LX_F_UNLCK: no longer. Returns 0.
 * -EAGAIN: others have it open; -EACCES: another's file, without CAP_LEASE. fcntl(2).
 */
LX_API int FcntlSetlease(int fd, int type)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETLEASE, type);
}

/*
 * FcntlGetlease returns LX_F_RDLCK, LX_F_WRLCK or LX_F_UNLCK; while another waits, what is left after it has had its
 * way. fcntl(2).
 */
LX_API int FcntlGetlease(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETLEASE, 0);
}

/*
 * FcntlNotify asks to be told, by SIGIO, once or with LX_DN_MULTISHOT each time, of changes in a directory: LX_DN_*; 0:
 * no longer. InotifyAddWatch tells more. Returns 0. -ENOTDIR. fcntl(2).
 */
LX_API int FcntlNotify(int fd, unsigned int events)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_NOTIFY, events);
}

/*
 * FcntlSetpipeSz makes a pipe hold at least size bytes. Returns how many it holds. -EBUSY: it holds more already;
 * -EPERM: above /proc/sys/fs/pipe-max-size, without CAP_SYS_RESOURCE. Since Linux 2.6.35. fcntl(2).
 */
LX_API int FcntlSetpipeSz(int fd, int size)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETPIPE_SZ, size);
}

/* FcntlGetpipeSz returns how many bytes a pipe can hold. -EBADF: fd is no pipe. Since Linux 2.6.35. fcntl(2). */
LX_API int FcntlGetpipeSz(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETPIPE_SZ, 0);
}

/*
 * FcntlAddSeals forbids for good changes to a file of MemfdCreate: LX_F_SEAL_*. Returns 0. -EPERM: LX_F_SEAL_SEAL is
 * set, or fd is not open for writing; -EBUSY: LX_F_SEAL_WRITE, and it is mapped for writing. -EINVAL: no such file.
 * Since Linux 3.17. fcntl(2).
 */
LX_API int FcntlAddSeals(int fd, unsigned int seals)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_ADD_SEALS, seals);
}

/* FcntlGetSeals returns the LX_F_SEAL_* of a file. -EINVAL: it can have none. Since Linux 3.17. fcntl(2). */
LX_API int FcntlGetSeals(int fd)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GET_SEALS, 0);
}

/*
 * FcntlGetRwHint stores how long what is written to the file is expected to live: LX_RWH_WRITE_LIFE_NOT_SET and so on.
 * Returns 0. Since Linux 4.13. fcntl(2).
 */
LX_API int FcntlGetRwHint(int fd, unsigned long *hint)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GET_RW_HINT, LX_PTR(hint));
}

/*
 * FcntlSetRwHint tells how long what is written to the file will live: LX_RWH_WRITE_LIFE_*. Returns 0. Since Linux
 * 4.13. fcntl(2).
 */
LX_API int FcntlSetRwHint(int fd, const unsigned long *hint)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SET_RW_HINT, LX_PTR(hint));
}

/*
 * FcntlGetFileRwHint stores how long what is written to the open file is expected to live: LX_RWH_WRITE_LIFE_NOT_SET
 * and so on. Returns 0. Since Linux 4.13. fcntl(2).
 */
LX_API int FcntlGetFileRwHint(int fd, unsigned long *hint)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GET_FILE_RW_HINT, LX_PTR(hint));
}

/*
 * FcntlSetFileRwHint tells how long what is written to the open file will live: LX_RWH_WRITE_LIFE_*. Returns 0.
 * -EINVAL: this kernel has the hint of files alone. Since Linux 4.13. fcntl(2).
 */
LX_API int FcntlSetFileRwHint(int fd, const unsigned long *hint)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SET_FILE_RW_HINT, LX_PTR(hint));
}

/*
 * FcntlGetdeleg stores in deleg->type which delegation the open file holds: LX_F_RDLCK, LX_F_WRLCK or LX_F_UNLCK.
 * Returns 0. Since Linux 6.19. fcntl(2).
 */
LX_API int FcntlGetdeleg(int fd, Delegation *deleg)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETDELEG, LX_PTR(deleg));
}

/*
 * FcntlSetdeleg is FcntlSetlease that a directory can have, too, LX_F_RDLCK there: to be told of changes of its
 * entries. Returns 0. Since Linux 6.19. fcntl(2).
 */
LX_API int FcntlSetdeleg(int fd, const Delegation *deleg)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETDELEG, LX_PTR(deleg));
}

#endif /* BARECALL_EXTERN */
#endif
