/*
 * Device-mapper: disks made of parts of disks. Every request goes to /dev/mapper/control, with memory in one piece: a DmIoctl,
 * and behind it, from data_start on, tables (DmTargetSpec, each with its parameters) or names. Before each request all of the
 * DmIoctl is set anew, as DmIoctlInit does: the kernel writes to it.
 *
 * A device is made in three steps: LX_DM_DEV_CREATE, LX_DM_TABLE_LOAD, and LX_DM_DEV_SUSPEND without LX_DM_SUSPEND_FLAG,
 * which makes the table live.
 */
#ifndef LX_DEV_DM_H
#define LX_DEV_DM_H

#include "../ioctl.h"
#include "../uapi/dev/dm.h"

/* DmIoctl: the head of every request. struct dm_ioctl. */
typedef struct DmIoctl {
	unsigned int version[3]; /* 4, 0, 0; out: the kernel's */
	unsigned int data_size; /* bytes of the piece of memory, this head too */
	unsigned int data_start; /* where the data begin in it */
	unsigned int target_count; /* lines of a table */
	int open_count;
	unsigned int flags; /* LX_DM_*_FLAG */
	unsigned int event_nr;
	unsigned int padding;
	unsigned long dev; /* device number; 0: by name or uuid */
	char name[128];
	char uuid[129];
	char data[7];
} DmIoctl;

/* DmTargetSpec: one line of a table; its parameters, a string, are behind it. struct dm_target_spec. */
typedef struct DmTargetSpec {
	unsigned long sector_start; /* where it begins in the device, in 512 bytes */
	unsigned long length; /* in 512 bytes */
	int status;
	unsigned int next; /* where the next line begins: bytes from this one (load) or from the first (status) on; a multiple of 8 */
	char target_type[16]; /* linear, crypt, verity, ... */
} DmTargetSpec;

/* DmTargetDeps: the devices under one, their numbers behind it. struct dm_target_deps. */
typedef struct DmTargetDeps {
	unsigned int count __attribute__((__aligned__(8)));
	unsigned int padding;
} DmTargetDeps;

/* DmTargetMsg: a message to the line of a table at sector, a string behind it. struct dm_target_msg. */
typedef struct DmTargetMsg {
	unsigned long sector;
} DmTargetMsg;

/*
 * DmIoctlInit makes size bytes at dm a request about the device of this name, or about none (LX_NULL). Returns 0. -EINVAL:
 * the name is longer than 127 bytes, or size smaller than a DmIoctl. Linked from libbarecall.a.
 */
int DmIoctlInit(DmIoctl *dm, unsigned long size, const char *name) LX_SYMBOL("lx_DmIoctlInit");

/*
 * DmAddTarget adds a line to the table of a request that DmIoctlInit made; its fields as in DmTargetSpec. Returns 0.
 * -ENOBUFS: the memory is too small for it. -EINVAL: the type is longer than 15 bytes. Linked from libbarecall.a.
 */
int DmAddTarget(DmIoctl *dm, unsigned long sector_start, unsigned long length, const char *type, const char *parameters)
	LX_SYMBOL("lx_DmAddTarget");

#ifdef LX_LINK_NAMES
#include "../extern/dev/dm.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlDm makes a request: LX_DM_DEV_CREATE and the others. fd: /dev/mapper/control. -ENXIO: no such device. -EBUSY: it
 * is in use, or the name is. With LX_DM_BUFFER_FULL_FLAG in flags afterwards, data_size was too little. Needs
 * CAP_SYS_ADMIN.
 */
LX_API int IoctlDm(int fd, unsigned int request, DmIoctl *dm)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(dm));
}

#endif /* BARECALL_EXTERN */
#endif
