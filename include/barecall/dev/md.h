/*
 * RAID arrays of Linux itself, /dev/mdN. One without marks on its disks, which is gone with the machine, is made so:
 *
 *	IoctlMdSetArrayInfo(md, &array); (not_persistent 1, raid_disks, level, chunk_size)
 *	IoctlMdAddNewDisk(md, &disk); (for each: number and raid_disk from 0 on, state LX_MD_DISK_ACTIVE and LX_MD_DISK_SYNC)
 *	IoctlMdRun(md);
 *
 * /dev/mdN is there when its name was written to /sys/module/md_mod/parameters/new_array. All of it needs CAP_SYS_ADMIN, and
 * the levels may be modules. -ENODEV: there is no array yet. md(4).
 */
#ifndef LX_DEV_MD_H
#define LX_DEV_MD_H

#include "../ioctl.h"
#include "../uapi/dev/md.h"

/* MdVersion: of the driver. struct mdu_version_s. */
typedef struct MdVersion {
	int major;
	int minor;
	int patchlevel;
} MdVersion;

/* MdArrayInfo: an array. struct mdu_array_info_s. */
typedef struct MdArrayInfo {
	int major_version; /* of the marks on disks: 0, or 1, which has more than these structures tell */
	int minor_version;
	int patch_version;
	unsigned int ctime; /* seconds of the epoch */
	int level; /* 0, 1, 4, 5, 6, 10; LX_LEVEL_LINEAR */
	int size; /* of each disk in KiB; 0 with level 0, -1: more than fits */
	int nr_disks;
	int raid_disks; /* that it is made of */
	int md_minor;
	int not_persistent; /* 1: no marks on disks */
	unsigned int utime; /* seconds of the epoch, the marks were written */
	int state; /* bits, their numbers LX_MD_SB_* */
	int active_disks;
	int working_disks;
	int failed_disks;
	int spare_disks;
	int layout; /* the level's */
	int chunk_size; /* bytes that lie together on a disk */
} MdArrayInfo;

/* MdDiskInfo: a disk of an array. struct mdu_disk_info_s. */
typedef struct MdDiskInfo {
	int number; /* in the array */
	int major; /* of the block device */
	int minor;
	int raid_disk; /* which part it has; -1: it is spare */
	int state; /* 1 << LX_MD_DISK_ACTIVE | 1 << LX_MD_DISK_SYNC, ... */
} MdDiskInfo;

#ifdef LX_LINK_NAMES
#include "../extern/dev/md.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlMdVersion tells the version of the driver, for which there need be no array. LX_RAID_VERSION. */
LX_API int IoctlMdVersion(int fd, MdVersion *version)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RAID_VERSION, LX_PTR(version));
}

/* IoctlMdGetArrayInfo tells of an array. LX_GET_ARRAY_INFO. */
LX_API int IoctlMdGetArrayInfo(int fd, MdArrayInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GET_ARRAY_INFO, LX_PTR(info));
}

/* IoctlMdGetDiskInfo tells of the disk of info->number. One that is not there has no device, 0:0. LX_GET_DISK_INFO. */
LX_API int IoctlMdGetDiskInfo(int fd, MdDiskInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GET_DISK_INFO, LX_PTR(info));
}

/*
 * IoctlMdSetArrayInfo begins an array, or changes the size, raid_disks or layout of one that runs. raid_disks 0: it is one
 * whose marks, of the version that is told, are on the disks that will be added. -EBUSY: it has disks already.
 * LX_SET_ARRAY_INFO.
 */
LX_API int IoctlMdSetArrayInfo(int fd, const MdArrayInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SET_ARRAY_INFO, LX_PTR(info));
}

/*
 * IoctlMdAddNewDisk gives an array a disk that is not used otherwise. -EBUSY: it is; -ENXIO: there is no such device;
 * -EOVERFLOW: more disks than marks of version 0 can have. LX_ADD_NEW_DISK.
 */
LX_API int IoctlMdAddNewDisk(int fd, const MdDiskInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_ADD_NEW_DISK, LX_PTR(info));
}

/*
 * IoctlMdHotRemoveDisk takes a disk that failed or is spare, of this device number as Mkdev makes it, out of an array.
 * -EBUSY: it is in use. LX_HOT_REMOVE_DISK.
 */
LX_API int IoctlMdHotRemoveDisk(int fd, unsigned int device)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_HOT_REMOVE_DISK, (long)device);
}

/* IoctlMdSetDiskFaulty counts a disk of this device number as failed. LX_SET_DISK_FAULTY. */
LX_API int IoctlMdSetDiskFaulty(int fd, unsigned int device)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SET_DISK_FAULTY, (long)device);
}

/* IoctlMdRun starts an array. -EINVAL: its level is unknown, or it lacks disks; the kernel's log has why. LX_RUN_ARRAY. */
LX_API int IoctlMdRun(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RUN_ARRAY, 0);
}

/* IoctlMdStop ends an array and lets its disks go. -EBUSY: something has it open beside fd. LX_STOP_ARRAY. */
LX_API int IoctlMdStop(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_STOP_ARRAY, 0);
}

#endif /* BARECALL_EXTERN */
#endif
