/*
 * USB devices from a program: /dev/bus/usb/BBB/DDD. An interface is claimed (IoctlUsbClaim) before its endpoints are used.
 */
#ifndef LX_DEV_USB_H
#define LX_DEV_USB_H

#include "../ioctl.h"
#include "../uapi/dev/usb.h"

/* LX_USBDEVFS_CONNINFO_EX(len) tells where a device is, for IoctlPtr with a UsbConninfoEx; since Linux 5.3. */
#define LX_USBDEVFS_CONNINFO_EX(len)	LX_IOC(LX__IOC_READ, 'U', 32, (len))

/* UsbCtrlTransfer: a control transfer; numbers in the machine's order. struct usbdevfs_ctrltransfer. */
typedef struct UsbCtrlTransfer {
	unsigned char request_type;
	unsigned char request;
	unsigned short value;
	unsigned short index;
	unsigned short length;
	unsigned int timeout; /* milliseconds; 0: for ever */
	void *data;
} UsbCtrlTransfer;

/* UsbBulkTransfer: a bulk or interrupt transfer. struct usbdevfs_bulktransfer. */
typedef struct UsbBulkTransfer {
	unsigned int ep; /* with 0x80: in */
	unsigned int len;
	unsigned int timeout; /* milliseconds; 0: for ever */
	void *data;
} UsbBulkTransfer;

/* UsbSetInterface: one way of using an interface. struct usbdevfs_setinterface. */
typedef struct UsbSetInterface {
	unsigned int number;
	unsigned int altsetting;
} UsbSetInterface;

/* UsbGetDriver: an interface's driver. struct usbdevfs_getdriver. */
typedef struct UsbGetDriver {
	unsigned int number; /* in */
	char driver[256];
} UsbGetDriver;

/* UsbIoctl: a request to an interface's driver. struct usbdevfs_ioctl. */
typedef struct UsbIoctl {
	int ifno;
	int ioctl_code; /* LX_USBDEVFS_DISCONNECT, LX_USBDEVFS_CONNECT */
	void *data;
} UsbIoctl;

/* UsbConninfoEx: where a device is. struct usbdevfs_conninfo_ex. */
typedef struct UsbConninfoEx {
	unsigned int size; /* out: of what the kernel has */
	unsigned int busnum;
	unsigned int devnum;
	unsigned int speed; /* LX_USB_SPEED_* */
	unsigned char num_ports; /* out: ports on the way from the root hub */
	unsigned char ports[7];
} UsbConninfoEx;

/* UsbUrb: a transfer that is not waited for; packets, UsbIsoPacketDesc, are behind it. struct usbdevfs_urb. */
typedef struct UsbUrb {
	unsigned char type; /* LX_USBDEVFS_URB_TYPE_* */
	unsigned char endpoint;
	int status; /* out: 0, or -errno */
	unsigned int flags; /* LX_USBDEVFS_URB_* */
	void *buffer;
	int buffer_length;
	int actual_length; /* out */
	int start_frame;
	int number_of_packets; /* or, of bulk transfers, the stream's number */
	int error_count;
	unsigned int signr; /* a signal when it is done; 0: none */
	void *usercontext;
} UsbUrb;

/* UsbIsoPacketDesc: one packet. struct usbdevfs_iso_packet_desc. */
typedef struct UsbIsoPacketDesc {
	unsigned int length;
	unsigned int actual_length;
	unsigned int status;
} UsbIsoPacketDesc;

#ifdef LX_LINK_NAMES
#include "../extern/dev/usb.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlUsbControl makes a control transfer, and returns its bytes. -EPIPE: the device refused. -ETIMEDOUT. */
LX_API int IoctlUsbControl(int fd, UsbCtrlTransfer *transfer)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_CONTROL, LX_PTR(transfer));
}

/*
 * IoctlUsbBulk makes a bulk or interrupt transfer, and returns its bytes. -EPIPE: the endpoint is halted. -ETIMEDOUT.
 */
LX_API int IoctlUsbBulk(int fd, UsbBulkTransfer *transfer)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_BULK, LX_PTR(transfer));
}

/* IoctlUsbClaim takes an interface. -EBUSY: a driver or another program has it. */
LX_API int IoctlUsbClaim(int fd, unsigned int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_CLAIMINTERFACE, LX_PTR(&number));
}

/* IoctlUsbRelease gives it back. */
LX_API int IoctlUsbRelease(int fd, unsigned int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_RELEASEINTERFACE, LX_PTR(&number));
}

/* IoctlUsbSetInterface uses it in another way. */
LX_API int IoctlUsbSetInterface(int fd, const UsbSetInterface *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_SETINTERFACE, LX_PTR(value));
}

/* IoctlUsbSetConfiguration sets the device's configuration. -EBUSY: an interface is claimed. */
LX_API int IoctlUsbSetConfiguration(int fd, unsigned int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_SETCONFIGURATION, LX_PTR(&number));
}

/* IoctlUsbGetDriver tells an interface's driver. -ENODATA: it has none. */
LX_API int IoctlUsbGetDriver(int fd, UsbGetDriver *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_GETDRIVER, LX_PTR(value));
}

/* IoctlUsbIoctl asks an interface's driver, or takes it off or brings it back. */
LX_API int IoctlUsbIoctl(int fd, UsbIoctl *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_IOCTL, LX_PTR(value));
}

/* IoctlUsbGetCapabilities tells what the kernel can do, LX_USBDEVFS_CAP_*. Since Linux 3.6. */
LX_API int IoctlUsbGetCapabilities(int fd, unsigned int *capabilities)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_GET_CAPABILITIES, LX_PTR(capabilities));
}

/* IoctlUsbGetSpeed returns the device's speed, LX_USB_SPEED_*. Since Linux 4.13. */
LX_API int IoctlUsbGetSpeed(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_GET_SPEED, 0);
}

/* IoctlUsbReset resets the device. */
LX_API int IoctlUsbReset(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_RESET, 0);
}

/* IoctlUsbClearHalt ends that an endpoint is halted. */
LX_API int IoctlUsbClearHalt(int fd, unsigned int ep)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_CLEAR_HALT, LX_PTR(&ep));
}

/* IoctlUsbSubmitUrb begins a transfer; its UsbUrb must stay until it is reaped. */
LX_API int IoctlUsbSubmitUrb(int fd, UsbUrb *urb)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_SUBMITURB, LX_PTR(urb));
}

/* IoctlUsbDiscardUrb ends it early: it is reaped with status -ENOENT. */
LX_API int IoctlUsbDiscardUrb(int fd, UsbUrb *urb)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_DISCARDURB, LX_PTR(urb));
}

/* IoctlUsbReapUrb waits for a transfer that is done, and gives its UsbUrb. */
LX_API int IoctlUsbReapUrb(int fd, UsbUrb **urb)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_REAPURB, LX_PTR(urb));
}

/* IoctlUsbReapUrbNoDelay does not wait. -EAGAIN: none is done. */
LX_API int IoctlUsbReapUrbNoDelay(int fd, UsbUrb **urb)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_USBDEVFS_REAPURBNDELAY, LX_PTR(urb));
}

#endif /* BARECALL_EXTERN */
#endif
