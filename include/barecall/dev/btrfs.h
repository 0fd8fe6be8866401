/*
 * Btrfs: subvolumes, devices, trees. fd is any file or directory of the file system, where nothing else is said.
 */
#ifndef LX_DEV_BTRFS_H
#define LX_DEV_BTRFS_H

#include "../ioctl.h"
#include "../uapi/dev/btrfs.h"

/* BtrfsVolArgs: a name, and a descriptor for what asks for one. struct btrfs_ioctl_vol_args. */
typedef struct BtrfsVolArgs {
	long fd;
	char name[4088];
} BtrfsVolArgs;

/* BtrfsVolArgsV2: the same with flags. struct btrfs_ioctl_vol_args_v2. */
typedef struct BtrfsVolArgsV2 {
	long fd; /* of a snapshot: what it is of */
	unsigned long transid;
	unsigned long flags; /* LX_BTRFS_SUBVOL_RDONLY, LX_BTRFS_SUBVOL_SPEC_BY_ID, ... */
	unsigned long size;
	void *qgroup_inherit;
	unsigned long unused[2];
	union {
		char name[4040];
		unsigned long devid;
		unsigned long subvolid;
	} u;
} BtrfsVolArgsV2;

/* BtrfsTimespec: seconds and nanoseconds. struct btrfs_ioctl_timespec. */
typedef struct BtrfsTimespec {
	unsigned long sec;
	unsigned int nsec;
} BtrfsTimespec;

/* BtrfsGetSubvolInfoArgs: a subvolume. struct btrfs_ioctl_get_subvol_info_args. */
typedef struct BtrfsGetSubvolInfoArgs {
	unsigned long treeid;
	char name[256];
	unsigned long parent_id;
	unsigned long dirid;
	unsigned long generation;
	unsigned long flags; /* LX_BTRFS_ROOT_SUBVOL_RDONLY */
	unsigned char uuid[16];
	unsigned char parent_uuid[16]; /* of what it is a snapshot of */
	unsigned char received_uuid[16];
	unsigned long ctransid;
	unsigned long otransid;
	unsigned long stransid;
	unsigned long rtransid;
	BtrfsTimespec ctime;
	BtrfsTimespec otime;
	BtrfsTimespec stime;
	BtrfsTimespec rtime;
	unsigned long reserved[8];
} BtrfsGetSubvolInfoArgs;

/* BtrfsFsInfoArgs: the file system. struct btrfs_ioctl_fs_info_args. */
typedef struct BtrfsFsInfoArgs {
	unsigned long max_id;
	unsigned long num_devices;
	unsigned char fsid[16];
	unsigned int nodesize; /* bytes */
	unsigned int sectorsize;
	unsigned int clone_alignment;
	unsigned short csum_type; /* with LX_BTRFS_FS_INFO_FLAG_CSUM_INFO in flags */
	unsigned short csum_size;
	unsigned long flags; /* in and out: LX_BTRFS_FS_INFO_FLAG_* */
	unsigned long generation;
	unsigned char metadata_uuid[16];
	unsigned char reserved[944];
} BtrfsFsInfoArgs;

/* BtrfsDevInfoArgs: one of its devices. struct btrfs_ioctl_dev_info_args. */
typedef struct BtrfsDevInfoArgs {
	unsigned long devid; /* in, or 0 and the uuid */
	unsigned char uuid[16];
	unsigned long bytes_used;
	unsigned long total_bytes;
	unsigned char fsid[16];
	unsigned long unused[377];
	unsigned char path[1024];
} BtrfsDevInfoArgs;

/* BtrfsInoLookupArgs: where an inode is: its path within its tree. struct btrfs_ioctl_ino_lookup_args. */
typedef struct BtrfsInoLookupArgs {
	unsigned long treeid; /* in and out; 0: that of fd */
	unsigned long objectid; /* in: the inode */
	char name[4080];
} BtrfsInoLookupArgs;

#ifdef LX_LINK_NAMES
#include "../extern/dev/btrfs.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlBtrfsSubvolCreate makes subvolume args->u.name in the directory fd. LX_BTRFS_IOC_SUBVOL_CREATE_V2. */
LX_API int IoctlBtrfsSubvolCreate(int fd, const BtrfsVolArgsV2 *args)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_SUBVOL_CREATE_V2, LX_PTR(args));
}

/* IoctlBtrfsSnapCreate makes a snapshot there of the subvolume args->fd. LX_BTRFS_IOC_SNAP_CREATE_V2. */
LX_API int IoctlBtrfsSnapCreate(int fd, const BtrfsVolArgsV2 *args)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_SNAP_CREATE_V2, LX_PTR(args));
}

/*
 * IoctlBtrfsSnapDestroy removes a subvolume or snapshot, by its name in the directory fd, or with
 * LX_BTRFS_SUBVOL_SPEC_BY_ID by number. -ENOTEMPTY: others are in it. LX_BTRFS_IOC_SNAP_DESTROY_V2. Since Linux 5.7.
 */
LX_API int IoctlBtrfsSnapDestroy(int fd, const BtrfsVolArgsV2 *args)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_SNAP_DESTROY_V2, LX_PTR(args));
}

/*
 * IoctlBtrfsSubvolGetFlags gives the flags of the subvolume whose directory fd is, LX_BTRFS_SUBVOL_RDONLY. -EINVAL: it
 * is none.
 */
LX_API int IoctlBtrfsSubvolGetFlags(int fd, unsigned long *flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_SUBVOL_GETFLAGS, LX_PTR(flags));
}

/* IoctlBtrfsSubvolSetFlags sets them. */
LX_API int IoctlBtrfsSubvolSetFlags(int fd, unsigned long flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_SUBVOL_SETFLAGS, LX_PTR(&flags));
}

/* IoctlBtrfsGetSubvolInfo tells of the subvolume in which fd is. Since Linux 4.18. */
LX_API int IoctlBtrfsGetSubvolInfo(int fd, BtrfsGetSubvolInfoArgs *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_GET_SUBVOL_INFO, LX_PTR(info));
}

/* IoctlBtrfsDefaultSubvol makes the subvolume of this number what is mounted when none is told. Needs CAP_SYS_ADMIN. */
LX_API int IoctlBtrfsDefaultSubvol(int fd, unsigned long id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_DEFAULT_SUBVOL, LX_PTR(&id));
}

/* IoctlBtrfsFsInfo tells of the file system. */
LX_API int IoctlBtrfsFsInfo(int fd, BtrfsFsInfoArgs *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_FS_INFO, LX_PTR(info));
}

/* IoctlBtrfsDevInfo tells of one of its devices. -ENODEV: none of this number. */
LX_API int IoctlBtrfsDevInfo(int fd, BtrfsDevInfoArgs *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_DEV_INFO, LX_PTR(info));
}

/* IoctlBtrfsInoLookup gives an inode's path. Needs CAP_SYS_ADMIN. */
LX_API int IoctlBtrfsInoLookup(int fd, BtrfsInoLookupArgs *args)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_INO_LOOKUP, LX_PTR(args));
}

/* IoctlBtrfsScanDev makes a device known. fd: /dev/btrfs-control; args->name: the device's path. */
LX_API int IoctlBtrfsScanDev(int fd, const BtrfsVolArgs *args)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_SCAN_DEV, LX_PTR(args));
}

/* IoctlBtrfsStartSync begins a commit and gives its number; IoctlBtrfsWaitSync waits for it. */
LX_API int IoctlBtrfsStartSync(int fd, unsigned long *transid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_START_SYNC, LX_PTR(transid));
}

/* IoctlBtrfsWaitSync waits for a commit; transid 0: the one under way. */
LX_API int IoctlBtrfsWaitSync(int fd, unsigned long transid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BTRFS_IOC_WAIT_SYNC, LX_PTR(&transid));
}

#endif /* BARECALL_EXTERN */
#endif
