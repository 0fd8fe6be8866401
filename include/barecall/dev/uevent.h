/*
 * Events of devices, as udev and mdev hear of them: a device came, went, or changed. The kernel sends each to the sockets
 * of LX_NETLINK_KOBJECT_UEVENT in group 1, and /sys/.../uevent tells of a device that is there already.
 *
 *	NetlinkOpen(&nl, LX_NETLINK_KOBJECT_UEVENT, buf, sizeof(buf));
 *	NetlinkJoin(&nl, LX_UEVENT_GROUP_KERNEL);
 *	len = NetlinkReceiveDatagram(&nl);
 *	UeventParse(buf, len, &event);
 *
 * A word ("add") written to such a file has the kernel send the event again. Linked from libbarecall.a.
 */
#ifndef LX_DEV_UEVENT_H
#define LX_DEV_UEVENT_H

#include "../base.h"
#include "../netlink.h"

/* The groups of LX_NETLINK_KOBJECT_UEVENT: what the kernel sends, and what a udev sends on, which UeventParse knows not. */
#define LX_UEVENT_GROUP_KERNEL	1
#define LX_UEVENT_GROUP_UDEV	2

/* Uevent: an event, or what a file of sysfs tells. The strings are in the buffer, and NULL is: not told. */
typedef struct Uevent {
	const char *action; /* "add", "remove", "change", "move", "online", "offline", "bind", "unbind" */
	const char *devpath; /* below /sys, "/devices/..." */
	const char *subsystem; /* "block", "net", ... */
	const char *devname; /* of the node, below /dev, and may have a '/' */
	const char *devtype; /* "disk", "partition", ... */
	const char *modalias; /* for modprobe */
	int has_node; /* 1: major and minor were told, and devname */
	unsigned int major;
	unsigned int minor;
	unsigned int devmode; /* permissions that the driver wants for the node; 0: it says nothing, which is 0600 */
	unsigned long seqnum; /* of the event; 0: of none */
	const char *strings; /* all KEY=value, each with a NUL, for UeventGet */
	unsigned long len; /* of strings */
} Uevent;

/*
 * UeventParse reads an event of len bytes, which a result of NetlinkReceiveDatagram may be: an error counts as malformed.
 * Returns 0. -EBADMSG: it is not ACTION@DEVPATH and strings that each end in NUL, or a number in it is none; event is
 * zeroes then. A udev's own messages are malformed, too. No system call.
 */
int UeventParse(const void *buf, unsigned long len, Uevent *event) LX_SYMBOL("lx_UeventParse");

/*
 * UeventParseFile reads what was read of a file /sys/.../uevent, lines of KEY=value, of which none may be there. It makes
 * NULs of their ends in buf. Returns and errors as UeventParse; a line without an end is malformed, being cut off.
 * action, devpath, subsystem and seqnum are not in such a file, the subsystem is what the link beside it leads to.
 */
int UeventParseFile(void *buf, unsigned long len, Uevent *event) LX_SYMBOL("lx_UeventParseFile");

/* UeventGet returns the value of a key, in the buffer; NULL: there is no such key. Of several the last one counts. */
const char *UeventGet(const Uevent *event, const char *key) LX_SYMBOL("lx_UeventGet");

#endif
