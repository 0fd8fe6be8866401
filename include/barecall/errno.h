/*
 * Errors and signals by name, and what kind of error a result is. The functions that know text are linked from
 * libbarecall.a; a program carries only the text that it asks for (names of errors, messages, names of signals).
 */
#ifndef LX_ERRNO_H
#define LX_ERRNO_H

#include "base.h"

/* ErrnoClass: what ErrnoIs asks for. */
typedef enum ErrnoClass {
	ErrPermission = 1, /* EACCES, EPERM */
	ErrExist = 2, /* EEXIST, ENOTEMPTY */
	ErrNotExist = 3, /* ENOENT */
	ErrUnsupported = 4 /* ENOSYS, EOPNOTSUPP, which is ENOTSUP */
} ErrnoClass;

/*
 * ErrnoName returns the name of an error: "ENOENT" for LX_ENOENT, and as well for -LX_ENOENT, a wrapper's result as it
 * came. Where two names share a number it is the kernel's first: "EAGAIN", "EDEADLK", "EOPNOTSUPP". NULL: no error of
 * Linux has this number; 0 is none. Knows the kernel's own errors too, up to 531, which only a tracer should see.
 * strerrorname_np(3).
 */
const char *ErrnoName(int errnum) LX_SYMBOL("lx_ErrnoName");

/*
 * ErrnoMessage tells in a few English words what an error means: "No such file or directory". Takes what ErrnoName
 * takes, and returns NULL where that does. strerror(3).
 */
const char *ErrnoMessage(int errnum) LX_SYMBOL("lx_ErrnoMessage");

/*
 * ErrnoByName returns the number of the error with this name, "ENOENT" or an alias like "EWOULDBLOCK" or "ENOTSUP":
 * positive, as in LX_ENOENT. -EINVAL: there is none; names are in upper case.
 */
int ErrnoByName(const char *name) LX_SYMBOL("lx_ErrnoByName");

/*
 * SignalName returns the name of a signal: "SIGCHLD"; "SIGRTMIN", "SIGRTMIN+1" to "SIGRTMIN+31", "SIGRTMAX" for 32 to
 * 64. The kernel's SIGRTMIN is 32; a libc's is 34 or 35, since it keeps the first ones. NULL: not a signal.
 */
const char *SignalName(int sig) LX_SYMBOL("lx_SignalName");

/*
 * SignalByName returns the number of the signal with this name, with or without "SIG": "SIGTERM", "TERM", an alias
 * like "SIGPOLL", "RTMIN+2", "RTMAX-30". -EINVAL: there is none; names are in upper case.
 */
int SignalByName(const char *name) LX_SYMBOL("lx_SignalByName");

#ifdef LX_LINK_NAMES
#include "extern/errno.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * ErrnoIs tells whether a wrapper's result, as it came, is an error of a class: 1 or 0. Like the next two it takes
 * negative numbers only, since a value is no error of any kind: 2 is a descriptor, and not LX_ENOENT. As Go's
 * Errno.Is. No system call.
 */
LX_API int ErrnoIs(long result, ErrnoClass target)
{
	switch (target) {
	case ErrPermission:
		return result == -LX_EACCES || result == -LX_EPERM;
	case ErrExist:
		return result == -LX_EEXIST || result == -LX_ENOTEMPTY;
	case ErrNotExist:
		return result == -LX_ENOENT;
	case ErrUnsupported:
		return result == -LX_ENOSYS || result == -LX_EOPNOTSUPP;
	}
	return 0;
}

/*
 * ErrnoTimeout tells whether a result is the error that time ran out: EAGAIN, which is EWOULDBLOCK, or ETIMEDOUT: 1 or
 * 0. No system call.
 */
LX_API int ErrnoTimeout(long result)
{
	return result == -LX_EAGAIN || result == -LX_ETIMEDOUT;
}

/*
 * ErrnoTemporary tells whether a result is an error that may not come again when the same call is made later: EINTR,
 * EMFILE, ENFILE and those of ErrnoTimeout. 1 or 0. No system call.
 */
LX_API int ErrnoTemporary(long result)
{
	return result == -LX_EINTR || result == -LX_EMFILE || result == -LX_ENFILE || result == -LX_EAGAIN ||
	       result == -LX_ETIMEDOUT;
}

#endif /* BARECALL_EXTERN */
#endif
