/*
 * Errors and signals by name: LX_E* for -result, and text for messages. The functions are linked from libbarecall.a;
 * a program carries only the text that it asks for (names of errors, messages, names of signals).
 */
#ifndef LX_ERRNO_H
#define LX_ERRNO_H

#include "base.h"

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

#endif
