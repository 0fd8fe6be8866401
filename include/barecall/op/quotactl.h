/*
 * Quotactl's commands, one function each, beside the raw calls in mount.h: QuotaOn is Q_QUOTAON; those of XFS, and of
 * others that keep their quotas as it does, have an X. special is the file system's device; type: LX_USRQUOTA,
 * LX_GRPQUOTA, LX_PRJQUOTA; id: the user's, group's or project's number. With QuotactlFd and QuotaCmd the same is asked
 * by a descriptor.
 *
 * All of them: -ENOENT: no such device; -ENODEV, -ENOTBLK: it is not mounted, or no block device; -ESRCH: quotas of
 * this type are off; -ENOSYS: the kernel, or the file system, has none; -EPERM: without CAP_SYS_ADMIN, but for one's
 * own. quotactl(2).
 */
#ifndef LX_OP_QUOTACTL_H
#define LX_OP_QUOTACTL_H

#include "../base.h"
#include "../mount.h"
#include "../uapi/dev/fs.h"

/*
 * DiskQuota: limits and usage as XFS counts them, in blocks of 512 bytes. fieldmask: which members QuotaXSetQlim is to
 * set. struct fs_disk_quota.
 */
typedef struct DiskQuota {
	signed char version; /* LX_FS_DQUOT_VERSION */
	signed char flags; /* LX_FS_USER_QUOTA, LX_FS_GROUP_QUOTA, LX_FS_PROJ_QUOTA */
	unsigned short fieldmask; /* LX_FS_DQ_* */
	unsigned int id;
	unsigned long blk_hardlimit;
	unsigned long blk_softlimit;
	unsigned long ino_hardlimit;
	unsigned long ino_softlimit;
	unsigned long bcount; /* blocks in use */
	unsigned long icount; /* inodes in use */
	int itimer; /* when the soft limit becomes hard, in seconds since 1970, the low 32 bits; 0: it is not exceeded */
	int btimer;
	unsigned short iwarns; /* warnings so far */
	unsigned short bwarns;
	signed char itimer_hi; /* the bits above, with LX_FS_DQ_BIGTIME */
	signed char btimer_hi;
	signed char rtbtimer_hi;
	signed char pad2;
	unsigned long rtb_hardlimit; /* the same of the real-time device */
	unsigned long rtb_softlimit;
	unsigned long rtbcount;
	int rtbtimer;
	unsigned short rtbwarns;
	short pad3;
	char pad4[8];
} DiskQuota;

/* QuotaFile: the file that holds quotas. struct fs_qfilestat. */
typedef struct QuotaFile {
	unsigned long ino;
	unsigned long nblks; /* of 512 bytes */
	unsigned int nextents;
} QuotaFile;

/* QuotaStat: which quotas are on, for QuotaXGetQstat. struct fs_quota_stat. */
typedef struct QuotaStat {
	signed char version;
	unsigned short flags; /* LX_FS_QUOTA_* */
	signed char pad;
	QuotaFile uquota;
	QuotaFile gquota; /* groups', or projects' where the two share a file */
	unsigned int incoredqs; /* quotas that are in memory */
	int btimelimit; /* seconds from a soft limit to its being hard */
	int itimelimit;
	int rtbtimelimit;
	unsigned short bwarnlimit;
	unsigned short iwarnlimit;
} QuotaStat;

/* QuotaFileV: a QuotaFile of QuotaStatV. struct fs_qfilestatv. */
typedef struct QuotaFileV {
	unsigned long ino;
	unsigned long nblks;
	unsigned int nextents;
	unsigned int pad;
} QuotaFileV;

/* QuotaStatV: QuotaStat with the file of projects, for QuotaXGetQstatV. struct fs_quota_statv. */
typedef struct QuotaStatV {
	signed char version; /* LX_FS_QSTATV_VERSION1, set before the call */
	unsigned char pad1;
	unsigned short flags; /* LX_FS_QUOTA_* */
	unsigned int incoredqs;
	QuotaFileV uquota;
	QuotaFileV gquota;
	QuotaFileV pquota;
	int btimelimit;
	int itimelimit;
	int rtbtimelimit;
	unsigned short bwarnlimit;
	unsigned short iwarnlimit;
	unsigned short rtbwarnlimit;
	unsigned short pad3;
	unsigned int pad4;
	unsigned long pad2[7];
} QuotaStatV;

#ifdef LX_LINK_NAMES
#include "../extern/op/quotactl.h"
#endif
#ifndef BARECALL_EXTERN

/* QuotaSync writes the quotas of a file system, or with special NULL of all, to disk. Returns 0. quotactl(2). */
LX_API int QuotaSync(const char *special, unsigned int type)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_SYNC, type), LX_PTR(special), 0, 0);
}

/*
 * QuotaOn turns quotas on, which the file path keeps in a format, LX_QFMT_VFS_V0 or LX_QFMT_VFS_V1; of file systems
 * that hide it, path is nothing. Returns 0. -EBUSY: they are on; -EINVAL: no such format. quotactl(2).
 */
LX_API int QuotaOn(const char *special, unsigned int type, unsigned int format, const char *path)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_QUOTAON, type), LX_PTR(special), format, LX_PTR(path));
}

/* QuotaOff turns quotas off. Returns 0. quotactl(2). */
LX_API int QuotaOff(const char *special, unsigned int type)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_QUOTAOFF, type), LX_PTR(special), 0, 0);
}

/* QuotaGetFmt stores the format of quotas that are on, LX_QFMT_*. Returns 0. quotactl(2). */
LX_API int QuotaGetFmt(const char *special, unsigned int type, unsigned int *format)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_GETFMT, type), LX_PTR(special), 0, LX_PTR(format));
}

/* QuotaGetInfo stores the grace periods. Returns 0. quotactl(2). */
LX_API int QuotaGetInfo(const char *special, unsigned int type, Dqinfo *info)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_GETINFO, type), LX_PTR(special), 0, LX_PTR(info));
}

/* QuotaSetInfo sets those that info->valid names. Returns 0. quotactl(2). */
LX_API int QuotaSetInfo(const char *special, unsigned int type, const Dqinfo *info)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_SETINFO, type), LX_PTR(special), 0, LX_PTR(info));
}

/* QuotaGet stores limits and usage. Returns 0. quotactl(2). */
LX_API int QuotaGet(const char *special, unsigned int type, unsigned int id, Dqblk *quota)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_GETQUOTA, type), LX_PTR(special), id, LX_PTR(quota));
}

/* QuotaSet sets what quota->valid names. Returns 0. -ERANGE: above what the format holds. quotactl(2). */
LX_API int QuotaSet(const char *special, unsigned int type, unsigned int id, const Dqblk *quota)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_SETQUOTA, type), LX_PTR(special), id, LX_PTR(quota));
}

/*
 * QuotaGetNext is QuotaGet for the lowest number from id on that has a quota. -ENOENT: there is none. Since Linux 4.6.
 * quotactl(2).
 */
LX_API int QuotaGetNext(const char *special, unsigned int type, unsigned int id, NextDqblk *quota)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_GETNEXTQUOTA, type), LX_PTR(special), id, LX_PTR(quota));
}

/*
 * QuotaXOn turns on, of *flags, LX_FS_QUOTA_UDQ_ENFD and its kin; accounting is turned on by mounting. Returns 0.
 * quotactl(2).
 */
LX_API int QuotaXOn(const char *special, unsigned int type, const unsigned int *flags)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XQUOTAON, type), LX_PTR(special), 0, LX_PTR(flags));
}

/* QuotaXOff turns off the LX_FS_QUOTA_* in *flags. Returns 0. quotactl(2). */
LX_API int QuotaXOff(const char *special, unsigned int type, const unsigned int *flags)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XQUOTAOFF, type), LX_PTR(special), 0, LX_PTR(flags));
}

/* QuotaXGet stores limits and usage. Returns 0. -ENOENT: there are none. quotactl(2). */
LX_API int QuotaXGet(const char *special, unsigned int type, unsigned int id, DiskQuota *quota)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XGETQUOTA, type), LX_PTR(special), id, LX_PTR(quota));
}

/* QuotaXSetQlim sets what quota->fieldmask names. Returns 0. quotactl(2). */
LX_API int QuotaXSetQlim(const char *special, unsigned int type, unsigned int id, const DiskQuota *quota)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XSETQLIM, type), LX_PTR(special), id, LX_PTR(quota));
}

/*
 * QuotaXGetNext is QuotaXGet for the lowest number from id on that has a quota. -ENOENT: there is none. Since Linux
 * 4.6. quotactl(2).
 */
LX_API int QuotaXGetNext(const char *special, unsigned int type, unsigned int id, DiskQuota *quota)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XGETNEXTQUOTA, type), LX_PTR(special), id, LX_PTR(quota));
}

/* QuotaXGetQstat stores which quotas are on. Returns 0. quotactl(2). */
LX_API int QuotaXGetQstat(const char *special, unsigned int type, QuotaStat *stat)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XGETQSTAT, type), LX_PTR(special), 0, LX_PTR(stat));
}

/*
 * QuotaXGetQstatV stores the same of all three types. Returns 0. -EINVAL: the kernel knows no such version. Since Linux
 * 3.12. quotactl(2).
 */
LX_API int QuotaXGetQstatV(const char *special, unsigned int type, QuotaStatV *stat)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XGETQSTATV, type), LX_PTR(special), 0, LX_PTR(stat));
}

/* QuotaXRm frees the disk space of quotas that are off: LX_FS_USER_QUOTA and its kin. Returns 0. quotactl(2). */
LX_API int QuotaXRm(const char *special, unsigned int type, const unsigned int *flags)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XQUOTARM, type), LX_PTR(special), 0, LX_PTR(flags));
}

/* QuotaXSync does nothing since Linux 3.4, whose kernel keeps quotas up to date. Returns 0. quotactl(2). */
LX_API int QuotaXSync(const char *special, unsigned int type)
{
	return (int)lx_trap4(LX_SYS_quotactl, QuotaCmd(LX_Q_XQUOTASYNC, type), LX_PTR(special), 0, 0);
}

#endif /* BARECALL_EXTERN */
#endif
