/*
 * Human interface devices: raw reports (/dev/hidrawN), usages (/dev/usb/hiddevN), devices that a program makes (/dev/uhid).
 * The requests with a length return how many bytes came or went.
 */
#ifndef LX_DEV_HID_H
#define LX_DEV_HID_H

#include "../ioctl.h"
#include "../uapi/dev/hid.h"

/* Requests of /dev/hidrawN with a size of their own, for IoctlPtr; a report begins with its number, 0 where it has none. */
#define LX_HIDIOCGRAWNAME(len)	LX_IOC(LX__IOC_READ, 'H', 0x04, (len))
#define LX_HIDIOCGRAWPHYS(len)	LX_IOC(LX__IOC_READ, 'H', 0x05, (len))
#define LX_HIDIOCSFEATURE(len)	LX_IOC(LX__IOC_WRITE | LX__IOC_READ, 'H', 0x06, (len))
#define LX_HIDIOCGFEATURE(len)	LX_IOC(LX__IOC_WRITE | LX__IOC_READ, 'H', 0x07, (len))
#define LX_HIDIOCGRAWUNIQ(len)	LX_IOC(LX__IOC_READ, 'H', 0x08, (len))
#define LX_HIDIOCSINPUT(len)	LX_IOC(LX__IOC_WRITE | LX__IOC_READ, 'H', 0x09, (len))
#define LX_HIDIOCGINPUT(len)	LX_IOC(LX__IOC_WRITE | LX__IOC_READ, 'H', 0x0a, (len))
#define LX_HIDIOCSOUTPUT(len)	LX_IOC(LX__IOC_WRITE | LX__IOC_READ, 'H', 0x0b, (len))
#define LX_HIDIOCGOUTPUT(len)	LX_IOC(LX__IOC_WRITE | LX__IOC_READ, 'H', 0x0c, (len))

/* HIDRawReportDescriptor: what a device's reports are. struct hidraw_report_descriptor. */
typedef struct HIDRawReportDescriptor {
	unsigned int size; /* in: bytes that are wanted, of IoctlHIDGetDescSize */
	unsigned char value[4096];
} HIDRawReportDescriptor;

/* HIDRawDevInfo: a device. struct hidraw_devinfo. */
typedef struct HIDRawDevInfo {
	unsigned int bustype; /* LX_BUS_* of dev/input.h */
	short vendor;
	short product;
} HIDRawDevInfo;

#ifdef LX_LINK_NAMES
#include "../extern/dev/hid.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlHIDGetDescSize gives the bytes of the report descriptor. LX_HIDIOCGRDESCSIZE. */
LX_API int IoctlHIDGetDescSize(int fd, int *size)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_HIDIOCGRDESCSIZE, LX_PTR(size));
}

/* IoctlHIDGetDesc gives it. LX_HIDIOCGRDESC. */
LX_API int IoctlHIDGetDesc(int fd, HIDRawReportDescriptor *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_HIDIOCGRDESC, LX_PTR(value));
}

/* IoctlHIDGetRawInfo tells what a device is. LX_HIDIOCGRAWINFO. */
LX_API int IoctlHIDGetRawInfo(int fd, HIDRawDevInfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_HIDIOCGRAWINFO, LX_PTR(value));
}

/* IoctlHIDRevoke ends what this descriptor may. LX_HIDIOCREVOKE. Since Linux 6.12. */
LX_API int IoctlHIDRevoke(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_HIDIOCREVOKE, 0);
}

#endif /* BARECALL_EXTERN */
#endif
