/*
 * CD, DVD and Blu-ray drives, open with LX_O_NONBLOCK where there may be no disc.
 */
#ifndef LX_DEV_CDROM_H
#define LX_DEV_CDROM_H

#include "../ioctl.h"
#include "../uapi/dev/cdrom.h"
#include "../uapi/file.h"

/* CdromTochdr: the first and the last track. struct cdrom_tochdr. */
typedef struct CdromTochdr {
	unsigned char trk0;
	unsigned char trk1;
} CdromTochdr;

#ifdef LX_LINK_NAMES
#include "../extern/dev/cdrom.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlCdromEject opens the tray. -EBUSY: the disc is in use. LX_CDROMEJECT. */
LX_API int IoctlCdromEject(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROMEJECT, 0);
}

/* IoctlCdromCloseTray closes it. -ENOSYS: the drive cannot. LX_CDROMCLOSETRAY. */
LX_API int IoctlCdromCloseTray(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROMCLOSETRAY, 0);
}

/* IoctlCdromLockDoor keeps the door shut, or not. LX_CDROM_LOCKDOOR. */
LX_API int IoctlCdromLockDoor(int fd, int lock)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROM_LOCKDOOR, lock);
}

/* IoctlCdromDriveStatus returns whether there is a disc, LX_CDS_*; slot: LX_CDSL_CURRENT. LX_CDROM_DRIVE_STATUS. */
LX_API int IoctlCdromDriveStatus(int fd, int slot)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROM_DRIVE_STATUS, slot);
}

/* IoctlCdromDiscStatus returns what is on it, LX_CDS_*. LX_CDROM_DISC_STATUS. */
LX_API int IoctlCdromDiscStatus(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROM_DISC_STATUS, 0);
}

/*
 * IoctlCdromMediaChanged returns 1 where there is another disc than when this was last asked. LX_CDROM_MEDIA_CHANGED.
 */
LX_API int IoctlCdromMediaChanged(int fd, int slot)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROM_MEDIA_CHANGED, slot);
}

/* IoctlCdromGetCapability returns what the drive can do, LX_CDC_*. LX_CDROM_GET_CAPABILITY. */
LX_API int IoctlCdromGetCapability(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROM_GET_CAPABILITY, 0);
}

/* IoctlCdromReadTochdr gives the first and the last track. LX_CDROMREADTOCHDR. */
LX_API int IoctlCdromReadTochdr(int fd, CdromTochdr *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_CDROMREADTOCHDR, LX_PTR(value));
}

#endif /* BARECALL_EXTERN */
#endif
