/*
 * Terminals beyond ioctl.h: pseudo-terminals, serial ports, line disciplines.
 *
 * The owner and mode of a pseudo-terminal's path are those that /dev/pts is mounted with, so that nothing need be
 * granted: there is no grantpt.
 */
#ifndef LX_DEV_TTY_H
#define LX_DEV_TTY_H

#include "../file.h"
#include "../ioctl.h"
#include "../uapi/dev/tty.h"

/* SerialStruct: a serial port. struct serial_struct. */
typedef struct SerialStruct {
	int type; /* LX_PORT_* */
	int line;
	unsigned int port;
	int irq;
	int flags; /* LX_ASYNC_* */
	int xmit_fifo_size; /* bytes */
	int custom_divisor; /* with LX_ASYNC_SPD_CUST: baud_base / this is the speed */
	int baud_base;
	unsigned short close_delay; /* hundredths of a second that a close waits before the next open */
	char io_type;
	char reserved;
	int hub6;
	unsigned short closing_wait; /* hundredths of a second that a close waits for output, or LX_ASYNC_CLOSING_WAIT_* */
	unsigned short closing_wait2;
	unsigned char *iomem_base;
	unsigned short iomem_reg_shift;
	unsigned int port_high;
	unsigned long iomap_base;
} SerialStruct;

/* SerialIcounter: how often modem lines changed, what was received and sent, and errors. struct serial_icounter_struct. */
typedef struct SerialIcounter {
	int cts;
	int dsr;
	int rng;
	int dcd;
	int rx;
	int tx;
	int frame;
	int overrun;
	int parity;
	int brk;
	int buf_overrun;
	int reserved[9];
} SerialIcounter;

/* SerialRS485: a port on an RS-485 bus. struct serial_rs485. */
typedef struct SerialRS485 {
	unsigned int flags; /* LX_SER_RS485_* */
	unsigned int delay_rts_before_send; /* milliseconds */
	unsigned int delay_rts_after_send;
	unsigned char addr_recv; /* with LX_SER_RS485_ADDR_RECV */
	unsigned char addr_dest; /* with LX_SER_RS485_ADDR_DEST */
	unsigned char padding0[2];
	unsigned int padding1[4];
} SerialRS485;

/* SerialISO7816: a port with a smart card. struct serial_iso7816. */
typedef struct SerialISO7816 {
	unsigned int flags; /* LX_SER_ISO7816_* */
	unsigned int tg; /* guard time, in units of the card's bit */
	unsigned int sc_fi;
	unsigned int sc_di;
	unsigned int clk;
	unsigned int reserved[5];
} SerialISO7816;

/*
 * Openpty opens a new pseudo-terminal: *master is what a terminal emulator holds, *slave its program's terminal, which
 * does not become the caller's controlling terminal. Both are close-on-exec. t and size, each possibly LX_NULL, are its
 * modes and size. Returns 0. -ENOENT: no /dev/ptmx. -ENOSPC: the system, or this mount of /dev/pts, has its all. The
 * slave is opened through the master, so that /dev/pts need not be where the caller sees it; before Linux 4.13, and
 * under filters, by its path. Linked from libbarecall.a. openpty(3).
 */
int Openpty(int *master, int *slave, const Termios *t, const Winsize *size) LX_SYMBOL("lx_Openpty");

/*
 * Ptsname writes the path of a master's slave, /dev/pts/ and a number, and returns its length. -ENOTTY: fd is no master.
 * -ERANGE: it and its 0 are longer than size. Another mount of devpts than that at /dev/pts has other files of these
 * names: IoctlPtsPeer is right there, too. Linked from libbarecall.a. ptsname_r(3).
 */
int Ptsname(int fd, char *buf, unsigned long size) LX_SYMBOL("lx_Ptsname");

/*
 * LoginTty makes fd the controlling terminal of a new session and its descriptors 0, 1 and 2, and closes fd if it is none
 * of these. Returns 0. -EPERM: the caller leads a process group: fork first. Linked from libbarecall.a. login_tty(3).
 */
int LoginTty(int fd) LX_SYMBOL("lx_LoginTty");

/* TermiosMakeRaw changes modes to those that pass bytes on as they are: no lines, echo, signals. As cfmakeraw(3). */
LX_TRAP void TermiosMakeRaw(Termios *t)
{
	t->iflag &= ~(unsigned int)(LX_IGNBRK | LX_BRKINT | LX_PARMRK | LX_ISTRIP | LX_INLCR | LX_IGNCR | LX_ICRNL | LX_IXON);
	t->oflag &= ~(unsigned int)LX_OPOST;
	t->lflag &= ~(unsigned int)(LX_ECHO | LX_ECHONL | LX_ICANON | LX_ISIG | LX_IEXTEN);
	t->cflag &= ~(unsigned int)(LX_CSIZE | LX_PARENB);
	t->cflag |= LX_CS8;
	t->cc[LX_VMIN] = 1;
	t->cc[LX_VTIME] = 0;
}

#ifdef LX_LINK_NAMES
#include "../extern/dev/tty.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Openpt opens a new pseudo-terminal's master; flags: LX_O_RDWR with LX_O_NOCTTY, LX_O_CLOEXEC, LX_O_NONBLOCK. Its slave
 * is locked until Unlockpt. Issues openat of /dev/ptmx. posix_openpt(3).
 */
LX_API int Openpt(int flags)
{
	return (int)lx_trap4(LX_SYS_openat, LX_AT_FDCWD, LX_PTR("/dev/ptmx"), flags, 0);
}

/* Unlockpt lets a master's slave be opened. Returns 0. -ENOTTY: fd is no master. unlockpt(3). */
LX_API int Unlockpt(int fd)
{
	int lock = 0;

	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSPTLCK, LX_PTR(&lock));
}

/*
 * IoctlPtsPeer opens a master's slave without a path; flags as of Openpt. Returns a descriptor. -EIO: it is locked.
 * Issues ioctl with LX_TIOCGPTPEER. Since Linux 4.13. TIOCGPTPEER(2const).
 */
LX_API int IoctlPtsPeer(int fd, int flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGPTPEER, flags);
}

/*
 * IoctlSetCtty makes fd the controlling terminal of the caller, which leads a session without one; force, for root alone,
 * takes it from another session. Returns 0. -EPERM: it is another's, or the caller leads no session. TIOCSCTTY(2const).
 */
LX_API int IoctlSetCtty(int fd, int force)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSCTTY, force);
}

/* IoctlSendBreak sends a break for a quarter to half a second. -ENOTTY: fd is no terminal. tcsendbreak(3). */
LX_API int IoctlSendBreak(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TCSBRK, 0);
}

/* IoctlDrain waits until all output is out. -EINTR: a signal came first. tcdrain(3). */
LX_API int IoctlDrain(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TCSBRK, 1);
}

/* IoctlFlush drops what was not yet read or sent; queue: LX_TCIFLUSH, LX_TCOFLUSH, LX_TCIOFLUSH. tcflush(3). */
LX_API int IoctlFlush(int fd, int queue)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TCFLSH, queue);
}

/* IoctlFlow stops or resumes output (LX_TCOOFF, LX_TCOON), or asks the other side to (LX_TCIOFF, LX_TCION). tcflow(3). */
LX_API int IoctlFlow(int fd, int action)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TCXONC, action);
}

/* IoctlGetModem gives the modem lines, LX_TIOCM_*. -ENOTTY, -EINVAL: fd has none. TIOCMGET(2const). */
LX_API int IoctlGetModem(int fd, int *lines)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCMGET, LX_PTR(lines));
}

/*
 * IoctlSetModem changes modem lines, LX_TIOCM_DTR and LX_TIOCM_RTS mostly. request: LX_TIOCMSET all, LX_TIOCMBIS raises
 * these, LX_TIOCMBIC lowers them. TIOCMSET(2const).
 */
LX_API int IoctlSetModem(int fd, unsigned int request, int lines)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(&lines));
}

/* IoctlWaitModem waits until one of these modem lines changes. -EINTR: a signal came first. TIOCMIWAIT(2const). */
LX_API int IoctlWaitModem(int fd, int lines)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCMIWAIT, lines);
}

/* IoctlGetLineDiscipline gives a terminal's line discipline, LX_N_*. TIOCGETD(2const). */
LX_API int IoctlGetLineDiscipline(int fd, int *discipline)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGETD, LX_PTR(discipline));
}

/* IoctlSetLineDiscipline changes it. -EINVAL: no such one, also where its module cannot be loaded. TIOCSETD(2const). */
LX_API int IoctlSetLineDiscipline(int fd, int discipline)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSETD, LX_PTR(&discipline));
}

/* IoctlGetSerial gives a serial port's settings. -ENOTTY: fd is no serial port. TIOCGSERIAL. */
LX_API int IoctlGetSerial(int fd, SerialStruct *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGSERIAL, LX_PTR(value));
}

/* IoctlSetSerial changes them; most need CAP_SYS_ADMIN. TIOCSSERIAL. */
LX_API int IoctlSetSerial(int fd, const SerialStruct *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSSERIAL, LX_PTR(value));
}

/* IoctlGetSerialIcounter gives a serial port's counters. -ENOTTY: fd is no serial port. TIOCGICOUNT. */
LX_API int IoctlGetSerialIcounter(int fd, SerialIcounter *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGICOUNT, LX_PTR(value));
}

/* IoctlGetRS485 tells how a port is used on an RS-485 bus. -ENOTTY: it is not made for one. TIOCGRS485. */
LX_API int IoctlGetRS485(int fd, SerialRS485 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGRS485, LX_PTR(value));
}

/* IoctlSetRS485 sets it, and gives back what the driver made of it. TIOCSRS485. */
LX_API int IoctlSetRS485(int fd, SerialRS485 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSRS485, LX_PTR(value));
}

/* IoctlGetISO7816 tells how a port is used with a smart card. -ENOTTY: it is not made for one. Since Linux 4.20. */
LX_API int IoctlGetISO7816(int fd, SerialISO7816 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCGISO7816, LX_PTR(value));
}

/* IoctlSetISO7816 sets it, and gives back what the driver made of it. Since Linux 4.20. */
LX_API int IoctlSetISO7816(int fd, SerialISO7816 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TIOCSISO7816, LX_PTR(value));
}

#endif /* BARECALL_EXTERN */
#endif
