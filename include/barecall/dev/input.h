/*
 * Input devices: /dev/input/eventN. A read gives InputEvents, whole ones; a write sends them (lights, force feedback).
 * LX_EVIOCGNAME and its like take a length: the request returns how many bytes came.
 */
#ifndef LX_DEV_INPUT_H
#define LX_DEV_INPUT_H

#include "../ioctl.h"
#include "../uapi/time.h"
#include "../uapi/dev/input.h"

/* Requests with a size or a number of their own, for IoctlPtr; the bitmaps are of bits by LX_KEY_*, LX_ABS_* and others. */
#define LX_EVIOCGNAME(len)	LX_IOC(LX__IOC_READ, 'E', 0x06, (len)) /* its name */
#define LX_EVIOCGPHYS(len)	LX_IOC(LX__IOC_READ, 'E', 0x07, (len)) /* where it is plugged in */
#define LX_EVIOCGUNIQ(len)	LX_IOC(LX__IOC_READ, 'E', 0x08, (len)) /* its own serial number */
#define LX_EVIOCGPROP(len)	LX_IOC(LX__IOC_READ, 'E', 0x09, (len)) /* bitmap of LX_INPUT_PROP_* */
#define LX_EVIOCGMTSLOTS(len)	LX_IOC(LX__IOC_READ, 'E', 0x0a, (len)) /* an int code, then each slot's value */
#define LX_EVIOCGKEY(len)	LX_IOC(LX__IOC_READ, 'E', 0x18, (len)) /* bitmap of keys that are down */
#define LX_EVIOCGLED(len)	LX_IOC(LX__IOC_READ, 'E', 0x19, (len)) /* bitmap of lights that are on */
#define LX_EVIOCGSND(len)	LX_IOC(LX__IOC_READ, 'E', 0x1a, (len)) /* bitmap of sounds that are on */
#define LX_EVIOCGSW(len)	LX_IOC(LX__IOC_READ, 'E', 0x1b, (len)) /* bitmap of switches that are on */
#define LX_EVIOCGBIT(ev, len)	LX_IOC(LX__IOC_READ, 'E', 0x20 + (ev), (len)) /* bitmap of codes of LX_EV_*; 0: of LX_EV_* */
#define LX_EVIOCGABS(abs)	LX_IOR('E', 0x40 + (abs), InputAbsinfo) /* an axis LX_ABS_* */
#define LX_EVIOCSABS(abs)	LX_IOW('E', 0xc0 + (abs), InputAbsinfo)

/* InputEvent: one event; those up to LX_EV_SYN, LX_SYN_REPORT belong together. struct input_event. */
typedef struct InputEvent {
	Timeval time; /* of the clock of IoctlInputSetClock */
	unsigned short type; /* LX_EV_* */
	unsigned short code; /* LX_KEY_*, LX_REL_*, ... */
	int value; /* a key: 0 up, 1 down, 2 repeated */
} InputEvent;

/* InputId: a device. struct input_id. */
typedef struct InputId {
	unsigned short bustype; /* LX_BUS_* */
	unsigned short vendor;
	unsigned short product;
	unsigned short version;
} InputId;

/* InputAbsinfo: an axis. struct input_absinfo. */
typedef struct InputAbsinfo {
	int value;
	int minimum;
	int maximum;
	int fuzz; /* changes up to this are noise */
	int flat; /* values up to this are the middle */
	int resolution; /* units per millimetre, or per radian */
} InputAbsinfo;

/* InputKeymapEntry: what a scan code is. struct input_keymap_entry. */
typedef struct InputKeymapEntry {
	unsigned char flags; /* LX_INPUT_KEYMAP_BY_INDEX */
	unsigned char len; /* bytes of scancode */
	unsigned short index;
	unsigned int keycode;
	unsigned char scancode[32];
} InputKeymapEntry;

/* InputMask: which codes of a type this descriptor is told of. struct input_mask. */
typedef struct InputMask {
	unsigned int type;
	unsigned int codes_size; /* bytes */
	void *codes_ptr;
} InputMask;

/* FFReplay: how long, and how late, in milliseconds. struct ff_replay. */
typedef struct FFReplay {
	unsigned short length;
	unsigned short delay;
} FFReplay;

/* FFTrigger: a button that starts an effect, and milliseconds until it may again. struct ff_trigger. */
typedef struct FFTrigger {
	unsigned short button;
	unsigned short interval;
} FFTrigger;

/* FFEnvelope: how an effect begins and ends; milliseconds, and levels up to 0x7fff. struct ff_envelope. */
typedef struct FFEnvelope {
	unsigned short attack_length;
	unsigned short attack_level;
	unsigned short fade_length;
	unsigned short fade_level;
} FFEnvelope;

/* FFConstantEffect: a force. struct ff_constant_effect. */
typedef struct FFConstantEffect {
	short level;
	FFEnvelope envelope;
} FFConstantEffect;

/* FFRampEffect: a force that changes. struct ff_ramp_effect. */
typedef struct FFRampEffect {
	short start_level;
	short end_level;
	FFEnvelope envelope;
} FFRampEffect;

/* FFConditionEffect: a force by position or speed, of one axis. struct ff_condition_effect. */
typedef struct FFConditionEffect {
	unsigned short right_saturation;
	unsigned short left_saturation;
	short right_coeff;
	short left_coeff;
	unsigned short deadband;
	short center;
} FFConditionEffect;

/* FFPeriodicEffect: a wave. struct ff_periodic_effect. */
typedef struct FFPeriodicEffect {
	unsigned short waveform; /* LX_FF_SQUARE, ... */
	unsigned short period; /* milliseconds */
	short magnitude;
	short offset;
	unsigned short phase;
	FFEnvelope envelope;
	unsigned int custom_len;
	short *custom_data;
} FFPeriodicEffect;

/* FFRumbleEffect: two motors. struct ff_rumble_effect. */
typedef struct FFRumbleEffect {
	unsigned short strong_magnitude;
	unsigned short weak_magnitude;
} FFRumbleEffect;

/* FFEffect: a force feedback effect. struct ff_effect. */
typedef struct FFEffect {
	unsigned short type; /* LX_FF_RUMBLE, ... */
	short id; /* -1: a new one; out: its number */
	unsigned short direction; /* 0 down, 0x4000 left, 0x8000 up */
	FFTrigger trigger;
	FFReplay replay;
	union {
		FFConstantEffect constant;
		FFRampEffect ramp;
		FFPeriodicEffect periodic;
		FFConditionEffect condition[2];
		FFRumbleEffect rumble;
	} u;
} FFEffect;

#ifdef LX_LINK_NAMES
#include "../extern/dev/input.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlInputGetId tells what a device is. LX_EVIOCGID. */
LX_API int IoctlInputGetId(int fd, InputId *id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCGID, LX_PTR(id));
}

/* IoctlInputGetAbs tells of an axis, LX_ABS_*. -EINVAL: the device has none. LX_EVIOCGABS. */
LX_API int IoctlInputGetAbs(int fd, unsigned int axis, InputAbsinfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCGABS(axis), LX_PTR(value));
}

/* IoctlInputSetAbs changes what is known of it. LX_EVIOCSABS. */
LX_API int IoctlInputSetAbs(int fd, unsigned int axis, const InputAbsinfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCSABS(axis), LX_PTR(value));
}

/*
 * IoctlInputGrab has this descriptor alone get a device's events, the console not either; on 0 ends that. -EBUSY:
 * another has it. LX_EVIOCGRAB.
 */
LX_API int IoctlInputGrab(int fd, int on)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCGRAB, on);
}

/*
 * IoctlInputRevoke ends what this descriptor may, also for whoever shares it: reads give -ENODEV. LX_EVIOCREVOKE. Since
 * Linux 3.12.
 */
LX_API int IoctlInputRevoke(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCREVOKE, 0);
}

/*
 * IoctlInputSetClock sets the clock of the events: LX_CLOCK_REALTIME, LX_CLOCK_MONOTONIC or LX_CLOCK_BOOTTIME.
 * LX_EVIOCSCLOCKID.
 */
LX_API int IoctlInputSetClock(int fd, int clock)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCSCLOCKID, LX_PTR(&clock));
}

/* IoctlInputGetRepeat gives how a held key repeats: delay and period in milliseconds. LX_EVIOCGREP. */
LX_API int IoctlInputGetRepeat(int fd, unsigned int repeat[2])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCGREP, LX_PTR(repeat));
}

/* IoctlInputSetRepeat sets it. LX_EVIOCSREP. */
LX_API int IoctlInputSetRepeat(int fd, const unsigned int repeat[2])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCSREP, LX_PTR(repeat));
}

/* IoctlInputGetKeycode tells what a scan code is. LX_EVIOCGKEYCODE_V2. */
LX_API int IoctlInputGetKeycode(int fd, InputKeymapEntry *entry)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCGKEYCODE_V2, LX_PTR(entry));
}

/* IoctlInputSetKeycode sets it. LX_EVIOCSKEYCODE_V2. */
LX_API int IoctlInputSetKeycode(int fd, const InputKeymapEntry *entry)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCSKEYCODE_V2, LX_PTR(entry));
}

/* IoctlInputSetMask has this descriptor told of some codes of a type only. LX_EVIOCSMASK. Since Linux 4.4. */
LX_API int IoctlInputSetMask(int fd, const InputMask *mask)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCSMASK, LX_PTR(mask));
}

/*
 * IoctlInputAddEffect hands an effect to the device; an LX_EV_FF event written plays it. -ENOSPC: it has no room.
 * LX_EVIOCSFF.
 */
LX_API int IoctlInputAddEffect(int fd, FFEffect *effect)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCSFF, LX_PTR(effect));
}

/* IoctlInputRemoveEffect removes it. LX_EVIOCRMFF. */
LX_API int IoctlInputRemoveEffect(int fd, int id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_EVIOCRMFF, id);
}

#endif /* BARECALL_EXTERN */
#endif
