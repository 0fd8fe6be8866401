/*
 * Input devices that a program makes, through /dev/uinput: the bits of what it has (IoctlUinputSetBit), its axes, its name,
 * then IoctlUinputCreate; from then on written InputEvents are its events. It goes with the descriptor.
 */
#ifndef LX_DEV_UINPUT_H
#define LX_DEV_UINPUT_H

#include "input.h"
#include "../uapi/dev/uinput.h"

/* LX_UI_GET_SYSNAME(len) gives the device's name below /sys/devices/virtual/input, for IoctlPtr. */
#define LX_UI_GET_SYSNAME(len)	LX_IOC(LX__IOC_READ, 'U', 44, (len))

/* UinputSetup: a device. struct uinput_setup. */
typedef struct UinputSetup {
	InputId id;
	char name[80];
	unsigned int ff_effects_max; /* effects that it has room for */
} UinputSetup;

/* UinputAbsSetup: one of its axes. struct uinput_abs_setup. */
typedef struct UinputAbsSetup {
	unsigned short code; /* LX_ABS_* */
	InputAbsinfo absinfo;
} UinputAbsSetup;

/* UinputFFUpload: an effect that somebody hands to the device. struct uinput_ff_upload. */
typedef struct UinputFFUpload {
	unsigned int request_id; /* in: the value of the event LX_EV_UINPUT, LX_UI_FF_UPLOAD */
	int retval; /* for IoctlUinputEndFFUpload */
	FFEffect effect;
	FFEffect old;
} UinputFFUpload;

/* UinputFFErase: an effect removed. struct uinput_ff_erase. */
typedef struct UinputFFErase {
	unsigned int request_id;
	int retval;
	unsigned int effect_id;
} UinputFFErase;

#ifdef LX_LINK_NAMES
#include "../extern/dev/uinput.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlUinputSetBit tells of one thing that the device has. request: LX_UI_SET_EVBIT (LX_EV_*), LX_UI_SET_KEYBIT
 * (LX_KEY_*), LX_UI_SET_RELBIT, LX_UI_SET_ABSBIT, LX_UI_SET_MSCBIT, LX_UI_SET_LEDBIT, LX_UI_SET_SNDBIT,
 * LX_UI_SET_FFBIT, LX_UI_SET_SWBIT, LX_UI_SET_PROPBIT.
 */
LX_API int IoctlUinputSetBit(int fd, unsigned int request, int bit)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, bit);
}

/* IoctlUinputSetup names it. LX_UI_DEV_SETUP. Since Linux 4.5. */
LX_API int IoctlUinputSetup(int fd, const UinputSetup *setup)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_DEV_SETUP, LX_PTR(setup));
}

/* IoctlUinputAbsSetup tells of an axis. LX_UI_ABS_SETUP. Since Linux 4.5. */
LX_API int IoctlUinputAbsSetup(int fd, const UinputAbsSetup *setup)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_ABS_SETUP, LX_PTR(setup));
}

/* IoctlUinputCreate makes it. -EINVAL: it has no name, or is there. LX_UI_DEV_CREATE. */
LX_API int IoctlUinputCreate(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_DEV_CREATE, 0);
}

/* IoctlUinputDestroy removes it. LX_UI_DEV_DESTROY. */
LX_API int IoctlUinputDestroy(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_DEV_DESTROY, 0);
}

/* IoctlUinputBeginFFUpload gives the effect of an upload. LX_UI_BEGIN_FF_UPLOAD. */
LX_API int IoctlUinputBeginFFUpload(int fd, UinputFFUpload *upload)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_BEGIN_FF_UPLOAD, LX_PTR(upload));
}

/* IoctlUinputEndFFUpload answers it. LX_UI_END_FF_UPLOAD. */
LX_API int IoctlUinputEndFFUpload(int fd, const UinputFFUpload *upload)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_END_FF_UPLOAD, LX_PTR(upload));
}

/* IoctlUinputBeginFFErase tells which effect goes. LX_UI_BEGIN_FF_ERASE. */
LX_API int IoctlUinputBeginFFErase(int fd, UinputFFErase *erase)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_BEGIN_FF_ERASE, LX_PTR(erase));
}

/* IoctlUinputEndFFErase answers that. LX_UI_END_FF_ERASE. */
LX_API int IoctlUinputEndFFErase(int fd, const UinputFFErase *erase)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UI_END_FF_ERASE, LX_PTR(erase));
}

#endif /* BARECALL_EXTERN */
#endif
