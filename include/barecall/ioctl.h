/*
 * Ioctl: requests of terminals, consoles, block devices, and of all else that has its own.
 */
#ifndef LX_IOCTL_H
#define LX_IOCTL_H

#include "base.h"
#include "uapi/ioctl.h"
#include "uapi/signal.h"

/*
 * LX_IO, LX_IOR, LX_IOW and LX_IOWR spell the number of a request that no header has: its driver's letter (type), its
 * number there (nr), and, where it takes a structure, the structure's type (argtype), which the kernel fills (LX_IOR),
 * reads (LX_IOW) or both (LX_IOWR). As the kernel's _IO and its like they are constants, unsigned int and unsigned long.
 * LX_IOC is what they stand on, with dir LX__IOC_* and a size in bytes below 16384. Old requests have no such numbers.
 */
#define LX_IOC(dir, type, nr, size) (((dir) << 30) | ((type) << 8) | ((nr) << 0) | ((size) << 16))
#define LX_IO(type, nr)			LX_IOC(LX__IOC_NONE, (type), (nr), 0)
#define LX_IOR(type, nr, argtype)	LX_IOC(LX__IOC_READ, (type), (nr), sizeof(argtype))
#define LX_IOW(type, nr, argtype)	LX_IOC(LX__IOC_WRITE, (type), (nr), sizeof(argtype))
#define LX_IOWR(type, nr, argtype)	LX_IOC(LX__IOC_READ | LX__IOC_WRITE, (type), (nr), sizeof(argtype))

/* LX_IOC_DIR, LX_IOC_TYPE, LX_IOC_NR and LX_IOC_SIZE take the number of a request apart. */
#define LX_IOC_DIR(request)		(((request) >> 30) & 3)
#define LX_IOC_TYPE(request)		(((request) >> 8) & 0xff)
#define LX_IOC_NR(request)		(((request) >> 0) & 0xff)
#define LX_IOC_SIZE(request)		(((request) >> 16) & 0x3fff)

/* Termios: a terminal's modes. The kernel's own, 36 bytes; a libc's is longer. struct termios. */
typedef struct Termios {
	unsigned int iflag;
	unsigned int oflag;
	unsigned int cflag;
	unsigned int lflag;
	unsigned char line;
	unsigned char cc[19]; /* by LX_V* */
} Termios;

/* Termios2: Termios and, with LX_BOTHER in cflag, speeds of any value. struct termios2. */
typedef struct Termios2 {
	unsigned int iflag;
	unsigned int oflag;
	unsigned int cflag;
	unsigned int lflag;
	unsigned char line;
	unsigned char cc[19];
	unsigned int ispeed;
	unsigned int ospeed;
} Termios2;

/* Winsize: a terminal's size. struct winsize. */
typedef struct Winsize {
	unsigned short row;
	unsigned short col;
	unsigned short xpixel;
	unsigned short ypixel;
} Winsize;

/* VtMode: who switches a virtual terminal, and by which signals it is asked. struct vt_mode. */
typedef struct VtMode {
	unsigned char mode; /* LX_VT_AUTO or LX_VT_PROCESS */
	unsigned char waitv;
	short relsig;
	short acqsig;
	short frsig;
} VtMode;

/* VtStat: the virtual terminal in front, and bit n for each that is open. struct vt_stat. */
typedef struct VtStat {
	unsigned short active;
	unsigned short sig;
	unsigned short state;
} VtStat;

/*
 * FileCloneRange: bytes of src_fd that a file is to share; src_length 0: up to the end. LX_FICLONERANGE.
 * struct file_clone_range.
 */
typedef struct FileCloneRange {
	long src_fd;
	unsigned long src_offset;
	unsigned long src_length;
	unsigned long dest_offset;
} FileCloneRange;

/* FstrimRange: where a file system tells its device what is free; LX_FITRIM. struct fstrim_range. */
typedef struct FstrimRange {
	unsigned long start;
	unsigned long len; /* out: how much that was */
	unsigned long minlen; /* shorter runs are left out */
} FstrimRange;

#ifdef LX_LINK_NAMES
#include "extern/ioctl.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Ioctl sends a request to the driver or file system behind fd, with a number as its argument. Returns what that
 * returns, mostly 0. -ENOTTY: fd has no such request. A request is 32 bits, though libcs declare an unsigned long.
 * ioctl(2).
 */
LX_API int Ioctl(int fd, unsigned int request, unsigned long arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(arg));
}

/* IoctlPtr is Ioctl with a pointer as the argument: most requests take one, also those that take one int. ioctl(2). */
LX_API int IoctlPtr(int fd, unsigned int request, void *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(arg));
}

/* IoctlGetInt sends a request that writes an int: LX_FIONREAD, LX_TIOCGPTN, LX_BLKSSZGET. Returns 0. ioctl(2). */
LX_API int IoctlGetInt(int fd, unsigned int request, int *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/* IoctlSetInt sends a request that takes an int itself: LX_TIOCSCTTY, LX_KDSETMODE, LX_VT_ACTIVATE. ioctl(2). */
LX_API int IoctlSetInt(int fd, unsigned int request, int value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, value);
}

/* IoctlSetPointerInt sends a request that takes a pointer to an int: LX_FIONBIO, LX_TIOCSPTLCK. ioctl(2). */
LX_API int IoctlSetPointerInt(int fd, unsigned int request, int value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(&value));
}

/* IoctlGetTermios gives a terminal's modes. request: LX_TCGETS. Returns 0. -ENOTTY: fd is no terminal. ioctl_tty(2). */
LX_API int IoctlGetTermios(int fd, unsigned int request, Termios *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/*
 * IoctlSetTermios sets a terminal's modes. request: LX_TCSETS at once, LX_TCSETSW when all output is out, LX_TCSETSF
 * also dropping unread input. Returns 0 also when the terminal took only a part: read it back. ioctl_tty(2).
 */
LX_API int IoctlSetTermios(int fd, unsigned int request, const Termios *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/* IoctlGetTermios2 is IoctlGetTermios with speeds. request: LX_TCGETS2. Since Linux 2.6.20. ioctl_tty(2). */
LX_API int IoctlGetTermios2(int fd, unsigned int request, Termios2 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/* IoctlSetTermios2 is IoctlSetTermios with speeds. request: LX_TCSETS2 to LX_TCSETSF2. ioctl_tty(2). */
LX_API int IoctlSetTermios2(int fd, unsigned int request, const Termios2 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/* IoctlGetWinsize gives a terminal's size. request: LX_TIOCGWINSZ. Returns 0. ioctl_tty(2). */
LX_API int IoctlGetWinsize(int fd, unsigned int request, Winsize *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/* IoctlSetWinsize sets a terminal's size; a change sends SIGWINCH. request: LX_TIOCSWINSZ. Returns 0. ioctl_tty(2). */
LX_API int IoctlSetWinsize(int fd, unsigned int request, const Winsize *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/*
 * Tcgetpgrp returns a terminal's foreground process group; 0 for one outside this PID namespace. -ENOTTY: it is not the
 * caller's controlling terminal. Issues ioctl with LX_TIOCGPGRP. tcgetpgrp(3).
 */
LX_API int Tcgetpgrp(int fd)
{
	int pgrp = 0;
	int ret = (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGPGRP, LX_PTR(&pgrp));

	return ret < 0 ? ret : pgrp;
}

/*
 * Tcsetpgrp makes a process group of the caller's session its terminal's foreground. Returns 0. A caller in the
 * background that does not block or ignore SIGTTOU gets that instead, and if it handles it -EINTR, or without end the
 * signal again when the handler has LX_SA_RESTART. -EIO: its group is an orphan. -EPERM: the group is not of the
 * session. Issues ioctl with LX_TIOCSPGRP. tcsetpgrp(3).
 */
LX_API int Tcsetpgrp(int fd, int pgrp)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSPGRP, LX_PTR(&pgrp));
}

/* Tcgetsid returns the session whose controlling terminal fd is. Issues ioctl with LX_TIOCGSID. tcgetsid(3). */
LX_API int Tcgetsid(int fd)
{
	int sid = 0;
	int ret = (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGSID, LX_PTR(&sid));

	return ret < 0 ? ret : sid;
}

#endif /* BARECALL_EXTERN */
#endif
