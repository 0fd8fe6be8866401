/*
 * Block devices: size, partitions, discard, zones, persistent reservations. LX_BLK* that take or give an int are for
 * IoctlGetInt and IoctlSetPointerInt: LX_BLKSSZGET and LX_BLKPBSZGET block sizes, LX_BLKROGET whether it is read-only.
 */
#ifndef LX_DEV_BLOCK_H
#define LX_DEV_BLOCK_H

#include "../ioctl.h"
#include "../uapi/dev/block.h"

/* BlkpgPartition: a partition that the kernel is told of. struct blkpg_partition. */
typedef struct BlkpgPartition {
	long start; /* bytes */
	long length; /* bytes */
	int pno; /* its number, from 1 on */
	char devname[64]; /* not looked at */
	char volname[64];
} BlkpgPartition;

/* BlkpgIoctlArg: what is done to a partition; LX_BLKPG. struct blkpg_ioctl_arg. */
typedef struct BlkpgIoctlArg {
	int op; /* LX_BLKPG_* */
	int flags;
	int datalen; /* sizeof(BlkpgPartition) */
	BlkpgPartition *data;
} BlkpgIoctlArg;

/* HDGeometry: a disk's geometry, made up by now but for start. struct hd_geometry. */
typedef struct HDGeometry {
	unsigned char heads;
	unsigned char sectors;
	unsigned short cylinders;
	unsigned long start; /* of a partition on its disk, in 512 bytes */
} HDGeometry;

/* BlkZone: a zone; lengths and places in 512 bytes. struct blk_zone. */
typedef struct BlkZone {
	unsigned long start;
	unsigned long len;
	unsigned long wp; /* where the next write goes */
	unsigned char type; /* LX_BLK_ZONE_TYPE_* */
	unsigned char cond; /* LX_BLK_ZONE_COND_* */
	unsigned char non_seq;
	unsigned char reset;
	unsigned char resv[4];
	unsigned long capacity; /* with LX_BLK_ZONE_REP_CAPACITY in the report's flags */
	unsigned char reserved[24];
} BlkZone;

/* BlkZoneReport: a head, and nr_zones zones behind it, of memory in one piece. struct blk_zone_report. */
typedef struct BlkZoneReport {
	unsigned long sector; /* where to begin, in 512 bytes */
	unsigned int nr_zones; /* in: how many have room; out: how many are there */
	unsigned int flags;
} BlkZoneReport;

/* BlkZoneRange: zones one after the other, in 512 bytes. struct blk_zone_range. */
typedef struct BlkZoneRange {
	unsigned long sector;
	unsigned long nr_sectors;
} BlkZoneRange;

/* PrReservation: who may write to a disk that several machines see. struct pr_reservation. */
typedef struct PrReservation {
	unsigned long key;
	unsigned int type; /* LX_PR_WRITE_EXCLUSIVE, ... */
	unsigned int flags;
} PrReservation;

/* PrRegistration: a key of this machine at the disk, 0: none. struct pr_registration. */
typedef struct PrRegistration {
	unsigned long old_key;
	unsigned long new_key;
	unsigned int flags; /* LX_PR_FL_IGNORE_KEY: whatever the old one is */
	unsigned int pad;
} PrRegistration;

/* PrPreempt: a reservation of another key taken over. struct pr_preempt. */
typedef struct PrPreempt {
	unsigned long old_key; /* the caller's */
	unsigned long new_key; /* whose goes */
	unsigned int type;
	unsigned int flags;
} PrPreempt;

/* PrClear: all reservations and keys gone. struct pr_clear. */
typedef struct PrClear {
	unsigned long key; /* the caller's */
	unsigned int flags;
	unsigned int pad;
} PrClear;

#ifdef LX_LINK_NAMES
#include "../extern/dev/block.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlBlkGetSize64 gives a disk's size in bytes. -ENOTTY: fd is no block device. LX_BLKGETSIZE64. */
LX_API int IoctlBlkGetSize64(int fd, unsigned long *bytes)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKGETSIZE64, LX_PTR(bytes));
}

/*
 * IoctlBlkGetDiskseq gives a number that no other disk had or will have in this run of the machine, though a device's
 * name is used again. LX_BLKGETDISKSEQ. Since Linux 5.15.
 */
LX_API int IoctlBlkGetDiskseq(int fd, unsigned long *seq)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKGETDISKSEQ, LX_PTR(seq));
}

/* IoctlBlkSetReadOnly forbids, or allows, writes to a disk. -EACCES: needs CAP_SYS_ADMIN. LX_BLKROSET. */
LX_API int IoctlBlkSetReadOnly(int fd, int on)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKROSET, LX_PTR(&on));
}

/*
 * IoctlBlkReadPartitions has the kernel read the partition table anew. -EBUSY: a partition is in use: tell of each with
 * LX_BLKPG. -EINVAL: the device has no partitions. LX_BLKRRPART.
 */
LX_API int IoctlBlkReadPartitions(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKRRPART, 0);
}

/*
 * IoctlBlkpg tells the kernel of one partition: arg->op is LX_BLKPG_ADD_PARTITION, LX_BLKPG_DEL_PARTITION or
 * LX_BLKPG_RESIZE_PARTITION. Nothing is written to the disk. -EBUSY: it overlaps another, or is in use. -ENXIO: there
 * is none of this number. LX_BLKPG.
 */
LX_API int IoctlBlkpg(int fd, const BlkpgIoctlArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKPG, LX_PTR(arg));
}

/* IoctlBlkFlush writes out and forgets what is cached of a disk. Needs CAP_SYS_ADMIN. LX_BLKFLSBUF. */
LX_API int IoctlBlkFlush(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKFLSBUF, 0);
}

/*
 * IoctlBlkDiscard gives range[1] bytes from range[0] on up: what they hold afterwards is not told. Both are multiples
 * of the block size. fd is open for writing. -EOPNOTSUPP: the device cannot. LX_BLKDISCARD.
 */
LX_API int IoctlBlkDiscard(int fd, const unsigned long range[2])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKDISCARD, LX_PTR(range));
}

/* IoctlBlkSecureDiscard is IoctlBlkDiscard that leaves no copy. LX_BLKSECDISCARD. */
LX_API int IoctlBlkSecureDiscard(int fd, const unsigned long range[2])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKSECDISCARD, LX_PTR(range));
}

/* IoctlBlkZeroout makes range[1] bytes from range[0] on zeros, by the device itself where it can. LX_BLKZEROOUT. */
LX_API int IoctlBlkZeroout(int fd, const unsigned long range[2])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKZEROOUT, LX_PTR(range));
}

/*
 * IoctlBlkReportZone lists zones behind *report. -ENOTTY: the device has no zones. LX_BLKREPORTZONE. Since Linux 4.10.
 */
LX_API int IoctlBlkReportZone(int fd, BlkZoneReport *report)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_BLKREPORTZONE, LX_PTR(report));
}

/*
 * IoctlBlkZone resets, opens, closes or finishes whole zones. request: LX_BLKRESETZONE, LX_BLKOPENZONE,
 * LX_BLKCLOSEZONE, LX_BLKFINISHZONE.
 */
LX_API int IoctlBlkZone(int fd, unsigned int request, const BlkZoneRange *range)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(range));
}

/* IoctlHDGetGeo gives a disk's geometry, and where a partition begins. -ENOTTY: it has none. LX_HDIO_GETGEO. */
LX_API int IoctlHDGetGeo(int fd, HDGeometry *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_HDIO_GETGEO, LX_PTR(value));
}

/*
 * IoctlPrRegister registers, changes or removes this machine's key. -EOPNOTSUPP: the device knows no reservations.
 * Since Linux 4.4.
 */
LX_API int IoctlPrRegister(int fd, const PrRegistration *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_IOC_PR_REGISTER, LX_PTR(value));
}

/* IoctlPrReserve takes the disk for this machine, or, by its type, for all that have registered. */
LX_API int IoctlPrReserve(int fd, const PrReservation *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_IOC_PR_RESERVE, LX_PTR(value));
}

/* IoctlPrRelease gives it back. */
LX_API int IoctlPrRelease(int fd, const PrReservation *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_IOC_PR_RELEASE, LX_PTR(value));
}

/*
 * IoctlPrPreempt takes it over from another. request: LX_IOC_PR_PREEMPT, or LX_IOC_PR_PREEMPT_ABORT, which also ends
 * what the other has under way.
 */
LX_API int IoctlPrPreempt(int fd, unsigned int request, const PrPreempt *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(value));
}

/* IoctlPrClear removes all keys and reservations. */
LX_API int IoctlPrClear(int fd, const PrClear *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_IOC_PR_CLEAR, LX_PTR(value));
}

#endif /* BARECALL_EXTERN */
#endif
