/*
 * Virtual terminals, the console's keyboard and fonts: /dev/tty0 is the one in front, /dev/ttyN each. ioctl.h has VtMode and
 * VtStat.
 */
#ifndef LX_DEV_VT_H
#define LX_DEV_VT_H

#include "../ioctl.h"
#include "../uapi/dev/vt.h"

/* VtSetactivate: a virtual terminal that comes to the front with a mode. struct vt_setactivate. */
typedef struct VtSetactivate {
	unsigned int console;
	VtMode mode;
} VtSetactivate;

/* VtEvent: what happened to virtual terminals. struct vt_event. */
typedef struct VtEvent {
	unsigned int event; /* in: which are waited for; out: which came; LX_VT_EVENT_* */
	unsigned int oldev; /* the terminal left */
	unsigned int newev; /* the terminal come to */
	unsigned int pad[4];
} VtEvent;

/* VtSizes: rows and columns of all virtual terminals. struct vt_sizes. */
typedef struct VtSizes {
	unsigned short rows;
	unsigned short cols;
	unsigned short scrollsize; /* not used */
} VtSizes;

/* Kbentry: what a key does with these modifiers. struct kbentry. */
typedef struct Kbentry {
	unsigned char table; /* the modifiers: shift 1, altgr 2, ctrl 4, alt 8 */
	unsigned char index; /* the key's code, as in dev/input.h */
	unsigned short value; /* LX_K_* */
} Kbentry;

/* Kbsentry: the string of a function key. struct kbsentry. */
typedef struct Kbsentry {
	unsigned char func;
	unsigned char string[512];
} Kbsentry;

/* KbdRepeat: how a held key repeats, in milliseconds; not above 0: unchanged. struct kbd_repeat. */
typedef struct KbdRepeat {
	int delay;
	int period;
} KbdRepeat;

/* ConsoleFontOp: the console's font got or set. struct console_font_op. */
typedef struct ConsoleFontOp {
	unsigned int op; /* LX_KD_FONT_OP_* */
	unsigned int flags; /* LX_KD_FONT_FLAG_* */
	unsigned int width;
	unsigned int height;
	unsigned int charcount;
	unsigned char *data; /* each glyph 32 rows, or height with LX_KD_FONT_OP_*_TALL */
} ConsoleFontOp;

/* Unipair: a character and its place in the font. struct unipair. */
typedef struct Unipair {
	unsigned short unicode;
	unsigned short fontpos;
} Unipair;

/* Unimapdesc: the characters that a font has. struct unimapdesc. */
typedef struct Unimapdesc {
	unsigned short entry_ct;
	Unipair *entries;
} Unimapdesc;

#ifdef LX_LINK_NAMES
#include "../extern/dev/vt.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlVtOpenQuery gives the number of a free virtual terminal, -1: none. LX_VT_OPENQRY. VT_OPENQRY(2const). */
LX_API int IoctlVtOpenQuery(int fd, int *number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_OPENQRY, LX_PTR(number));
}

/*
 * IoctlVtActivate brings one to the front; IoctlVtWaitActive waits until it is. -EPERM: needs CAP_SYS_TTY_CONFIG or fd
 * to be the controlling terminal. -ENXIO: no such one. LX_VT_ACTIVATE.
 */
LX_API int IoctlVtActivate(int fd, int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_ACTIVATE, number);
}

/* IoctlVtWaitActive waits until one is in front. -EINTR: a signal came first. LX_VT_WAITACTIVE. */
LX_API int IoctlVtWaitActive(int fd, int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_WAITACTIVE, number);
}

/* IoctlVtDisallocate frees the memory of one, 0: of all that nobody uses. -EBUSY: it is in use. LX_VT_DISALLOCATE. */
LX_API int IoctlVtDisallocate(int fd, int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_DISALLOCATE, number);
}

/* IoctlVtGetState tells which is in front and which are open. LX_VT_GETSTATE. */
LX_API int IoctlVtGetState(int fd, VtStat *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_GETSTATE, LX_PTR(value));
}

/* IoctlVtGetMode tells how one is switched. LX_VT_GETMODE. */
LX_API int IoctlVtGetMode(int fd, VtMode *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_GETMODE, LX_PTR(value));
}

/*
 * IoctlVtSetMode sets it: with LX_VT_PROCESS the caller is asked by signals, and answers with IoctlVtRelDisp.
 * LX_VT_SETMODE.
 */
LX_API int IoctlVtSetMode(int fd, const VtMode *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_SETMODE, LX_PTR(value));
}

/* IoctlVtRelDisp answers: 1 let go, 0 not, LX_VT_ACKACQ taken. LX_VT_RELDISP. */
LX_API int IoctlVtRelDisp(int fd, int answer)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_RELDISP, answer);
}

/* IoctlVtWaitEvent waits for an event. Since Linux 2.6.32. */
LX_API int IoctlVtWaitEvent(int fd, VtEvent *event)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_WAITEVENT, LX_PTR(event));
}

/* IoctlVtResize sets rows and columns of all. */
LX_API int IoctlVtResize(int fd, const VtSizes *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_VT_RESIZE, LX_PTR(value));
}

/* IoctlKdSetMode makes the console show text (LX_KD_TEXT) or nothing of its own (LX_KD_GRAPHICS). LX_KDSETMODE. */
LX_API int IoctlKdSetMode(int fd, int mode)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDSETMODE, mode);
}

/* IoctlKdGetMode tells. LX_KDGETMODE. */
LX_API int IoctlKdGetMode(int fd, int *mode)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDGETMODE, LX_PTR(mode));
}

/* IoctlKdGetKeyboardMode tells what is read of keys, LX_K_*. LX_KDGKBMODE. */
LX_API int IoctlKdGetKeyboardMode(int fd, int *mode)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDGKBMODE, LX_PTR(mode));
}

/* IoctlKdSetKeyboardMode sets it; LX_K_OFF leaves keys to readers of input devices. LX_KDSKBMODE. */
LX_API int IoctlKdSetKeyboardMode(int fd, int mode)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDSKBMODE, mode);
}

/* IoctlKdGetKey tells what a key does. LX_KDGKBENT. */
LX_API int IoctlKdGetKey(int fd, Kbentry *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDGKBENT, LX_PTR(value));
}

/* IoctlKdSetKey sets it. LX_KDSKBENT. */
LX_API int IoctlKdSetKey(int fd, const Kbentry *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDSKBENT, LX_PTR(value));
}

/* IoctlKdGetString gives a function key's string. LX_KDGKBSENT. */
LX_API int IoctlKdGetString(int fd, Kbsentry *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDGKBSENT, LX_PTR(value));
}

/* IoctlKdSetString sets it. LX_KDSKBSENT. */
LX_API int IoctlKdSetString(int fd, const Kbsentry *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDSKBSENT, LX_PTR(value));
}

/* IoctlKdRepeat sets how held keys repeat, and gives what it was. LX_KDKBDREP. */
LX_API int IoctlKdRepeat(int fd, KbdRepeat *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDKBDREP, LX_PTR(value));
}

/* IoctlKdSetLeds sets the lights of the keyboard, LX_LED_*; 8 and more: as the flags are. LX_KDSETLED. */
LX_API int IoctlKdSetLeds(int fd, int leds)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDSETLED, leds);
}

/*
 * IoctlKdMakeTone beeps: the high half of tone lasts in milliseconds, the low half is 1193180 / Hz; 0: silence.
 * LX_KDMKTONE.
 */
LX_API int IoctlKdMakeTone(int fd, unsigned int tone)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDMKTONE, (long)tone);
}

/* IoctlKdFont gets or sets the font. LX_KDFONTOP. */
LX_API int IoctlKdFont(int fd, ConsoleFontOp *op)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KDFONTOP, LX_PTR(op));
}

/*
 * IoctlKdGetUnimap gives the characters of the font. -ENOMEM: more than entry_ct, which then tells how many.
 * LX_GIO_UNIMAP.
 */
LX_API int IoctlKdGetUnimap(int fd, Unimapdesc *map)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GIO_UNIMAP, LX_PTR(map));
}

/* IoctlKdSetUnimap sets them. LX_PIO_UNIMAP. */
LX_API int IoctlKdSetUnimap(int fd, const Unimapdesc *map)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PIO_UNIMAP, LX_PTR(map));
}

#endif /* BARECALL_EXTERN */
#endif
