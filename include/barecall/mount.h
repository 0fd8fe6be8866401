/*
 * Mounts: the old call, the new ones that work on descriptors, what is mounted where, swap and quotas.
 *
 * All of these but Statmount, Listmount, OpenTree without LX_OPEN_TREE_CLONE and some of quotactl's commands need
 * CAP_SYS_ADMIN, -EPERM without.
 *
 * The new mount API makes a file system in steps: Fsopen, Fsconfig... for each parameter, FsconfigCreate, Fsmount (or
 * OpenTree for a mount that there is), MountSetattr if need be, MoveMount to its place. What went wrong in words can be
 * Read from the descriptor that Fsopen gave.
 */
#ifndef LX_MOUNT_H
#define LX_MOUNT_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/mount.h"
#include "uapi/path.h"

/*
 * MountAttr: what MountSetattr sets and clears (LX_MOUNT_ATTR_*; to change a LX_MOUNT_ATTR_*ATIME, clear
 * LX_MOUNT_ATTR__ATIME too). propagation is one of LX_MS_SHARED, LX_MS_SLAVE, LX_MS_PRIVATE, LX_MS_UNBINDABLE, or 0 for
 * no change; userns_fd serves LX_MOUNT_ATTR_IDMAP. struct mount_attr.
 */
typedef struct MountAttr {
	unsigned long attr_set;
	unsigned long attr_clr;
	unsigned long propagation;
	unsigned long userns_fd;
} MountAttr;

/*
 * MntIDReq: which mount Statmount or Listmount is asked about. size is sizeof(MntIDReq); mnt_id is what Statx gives for
 * LX_STATX_MNT_ID_UNIQUE. param: LX_STATMOUNT_* for Statmount, the last mount already listed, or 0, for Listmount. fd:
 * 0, a mount namespace's descriptor or, with LX_STATMOUNT_BY_FD, one on the mount. mnt_ns_id: 0 is the caller's
 * namespace. struct mnt_id_req.
 */
typedef struct MntIDReq {
	unsigned int size;
	unsigned int fd;
	unsigned long mnt_id;
	unsigned long param;
	unsigned long mnt_ns_id;
} MntIDReq;

/*
 * Statmount_t: what Statmount tells, as far as mask goes. Strings follow the struct: fs_type, mnt_root, mnt_point,
 * mnt_opts, fs_subtype, sb_source, opt_array, opt_sec_array, mnt_uidmap and mnt_gidmap count from its end; the last
 * four are as many strings as the field before says. struct statmount.
 */
typedef struct Statmount_t {
	unsigned int size; /* with the strings */
	unsigned int mnt_opts;
	unsigned long mask; /* LX_STATMOUNT_* */
	unsigned int sb_dev_major;
	unsigned int sb_dev_minor;
	unsigned long sb_magic; /* LX_*_MAGIC */
	unsigned int sb_flags;  /* LX_MS_RDONLY, LX_MS_SYNCHRONOUS, LX_MS_DIRSYNC, LX_MS_LAZYTIME */
	unsigned int fs_type;
	unsigned long mnt_id;
	unsigned long mnt_parent_id;
	unsigned int mnt_id_old; /* as in /proc/self/mountinfo */
	unsigned int mnt_parent_id_old;
	unsigned long mnt_attr;        /* LX_MOUNT_ATTR_* */
	unsigned long mnt_propagation; /* LX_MS_SHARED and its kin */
	unsigned long mnt_peer_group;
	unsigned long mnt_master;
	unsigned long propagate_from;
	unsigned int mnt_root;
	unsigned int mnt_point;
	unsigned long mnt_ns_id;
	unsigned int fs_subtype;
	unsigned int sb_source;
	unsigned int opt_num;
	unsigned int opt_array;
	unsigned int opt_sec_num;
	unsigned int opt_sec_array;
	unsigned long supported_mask;
	unsigned int mnt_uidmap_num;
	unsigned int mnt_uidmap;
	unsigned int mnt_gidmap_num;
	unsigned int mnt_gidmap;
	unsigned long unused[43];
} Statmount_t;

/*
 * Dqblk: a user's, group's or project's limits and usage for LX_Q_GETQUOTA and LX_Q_SETQUOTA. Limits count blocks of
 * 1024 bytes, curspace counts bytes. struct if_dqblk.
 */
typedef struct Dqblk {
	unsigned long bhardlimit;
	unsigned long bsoftlimit;
	unsigned long curspace;
	unsigned long ihardlimit;
	unsigned long isoftlimit;
	unsigned long curinodes;
	unsigned long btime; /* when bsoftlimit becomes a hard limit, in seconds since 1970; 0: it is not exceeded */
	unsigned long itime; /* the same of isoftlimit */
	unsigned int valid; /* LX_QIF_* */
} Dqblk;

/* NextDqblk is Dqblk and whose it is, for LX_Q_GETNEXTQUOTA. struct if_nextdqblk. */
typedef struct NextDqblk {
	unsigned long bhardlimit;
	unsigned long bsoftlimit;
	unsigned long curspace;
	unsigned long ihardlimit;
	unsigned long isoftlimit;
	unsigned long curinodes;
	unsigned long btime;
	unsigned long itime;
	unsigned int valid; /* LX_QIF_* */
	unsigned int id;
} NextDqblk;

/* Dqinfo: grace periods in seconds, for LX_Q_GETINFO and LX_Q_SETINFO. struct if_dqinfo. */
typedef struct Dqinfo {
	unsigned long bgrace;
	unsigned long igrace;
	unsigned int flags; /* LX_DQF_* */
	unsigned int valid; /* LX_IIF_* */
} Dqinfo;

#ifdef LX_LINK_NAMES
#include "extern/mount.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Mount mounts source, a file system of the type filesystemtype, on target; with LX_MS_REMOUNT, LX_MS_BIND,
 * LX_MS_MOVE, or one of LX_MS_SHARED, LX_MS_PRIVATE, LX_MS_SLAVE, LX_MS_UNBINDABLE in mountflags (and LX_MS_REC for
 * what is below too) it changes a mount instead, and what it does not need is NULL. data: the file system's own
 * options; an empty string is handed on as NULL, since some file systems refuse it, so that the first byte is read here
 * and a wrong pointer ends the program. A bind mount ignores LX_MS_RDONLY and its kin: remount it with LX_MS_BIND and
 * LX_MS_REMOUNT. -EBUSY: already mounted there, or in use; -ENODEV: the kernel has no such file system; -ENOTBLK:
 * source is no block device, and one is needed; -EINVAL: no valid file system on source. mount(2).
 */
LX_API int Mount(const char *source, const char *target, const char *filesystemtype, unsigned long mountflags,
		 const void *data)
{
	if (data && *(const char *)data == 0)
		data = LX_NULL;
	return (int)lx_trap5(LX_SYS_mount, LX_PTR(source), LX_PTR(target), LX_PTR(filesystemtype), LX_PTR(mountflags),
			     LX_PTR(data));
}

/*
 * Unmount takes away the topmost mount on target. flags: LX_MNT_DETACH (out of sight now, gone with its last user),
 * LX_MNT_FORCE, LX_MNT_EXPIRE (-EAGAIN the first time), LX_UMOUNT_NOFOLLOW. -EBUSY: in use; -EINVAL: not a mount
 * point. Issues umount2. umount2(2).
 */
LX_API int Unmount(const char *target, int flags)
{
	return (int)lx_trap2(LX_SYS_umount2, LX_PTR(target), flags);
}

/*
 * PivotRoot makes new_root the root of the mount namespace and moves the old one to put_old, at or below new_root ("."
 * for both stacks it on top, to be taken away with Unmount and LX_MNT_DETACH). -EINVAL: new_root or the root is not a
 * mount point, a mount that they or put_old are on is shared, put_old is elsewhere, or, before Linux 7.0, the root is
 * the initramfs, which must be mounted over instead; -EBUSY: new_root or put_old is on the root mount. pivot_root(2).
 */
LX_API int PivotRoot(const char *new_root, const char *put_old)
{
	return (int)lx_trap2(LX_SYS_pivot_root, LX_PTR(new_root), LX_PTR(put_old));
}

/*
 * Fsopen returns a descriptor on which a file system of the type fsname is put together. flags: LX_FSOPEN_CLOEXEC.
 * -ENODEV: none such in the kernel. Since Linux 5.2. fsopen(2).
 */
LX_API int Fsopen(const char *fsname, unsigned int flags)
{
	return (int)lx_trap2(LX_SYS_fsopen, LX_PTR(fsname), flags);
}

/*
 * FsconfigSetFlag sets the parameter key, which takes no value, such as "ro". fd is Fsopen's or Fspick's. -EINVAL: the
 * file system does not know key. Issues fsconfig. Since Linux 5.2. fsconfig(2).
 */
LX_API int FsconfigSetFlag(int fd, const char *key)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_SET_FLAG, LX_PTR(key), 0, 0);
}

/*
 * FsconfigSetString sets key to a string, "source" to the device for instance. Issues fsconfig. Since Linux 5.2.
 * fsconfig(2).
 */
LX_API int FsconfigSetString(int fd, const char *key, const char *value)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_SET_STRING, LX_PTR(key), LX_PTR(value), 0);
}

/* FsconfigSetBinary sets key to size bytes of value. Issues fsconfig. Since Linux 5.2. fsconfig(2). */
LX_API int FsconfigSetBinary(int fd, const char *key, const void *value, int size)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_SET_BINARY, LX_PTR(key), LX_PTR(value), size);
}

/*
 * FsconfigSetPath sets key to the file that path, from dirfd, leads to. Issues fsconfig. Since Linux 5.2.
 * fsconfig(2).
 */
LX_API int FsconfigSetPath(int fd, const char *key, const char *path, int dirfd)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_SET_PATH, LX_PTR(key), LX_PTR(path), dirfd);
}

/*
 * FsconfigSetPathEmpty is FsconfigSetPath where an empty path is dirfd itself. Issues fsconfig. Since Linux 5.2.
 * fsconfig(2).
 */
LX_API int FsconfigSetPathEmpty(int fd, const char *key, const char *path, int dirfd)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_SET_PATH_EMPTY, LX_PTR(key), LX_PTR(path), dirfd);
}

/* FsconfigSetFd sets key to the descriptor value. Issues fsconfig. Since Linux 5.2. fsconfig(2). */
LX_API int FsconfigSetFd(int fd, const char *key, int value)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_SET_FD, LX_PTR(key), 0, value);
}

/*
 * FsconfigCreate makes the file system, or finds the one that the device already has, after which Fsmount can mount it.
 * Issues fsconfig. Since Linux 5.2. fsconfig(2).
 */
LX_API int FsconfigCreate(int fd)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_CMD_CREATE, 0, 0, 0);
}

/*
 * FsconfigCreateExcl is FsconfigCreate that never takes one that is there: -EBUSY instead. Issues fsconfig. Since Linux
 * 6.6. fsconfig(2).
 */
LX_API int FsconfigCreateExcl(int fd)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_CMD_CREATE_EXCL, 0, 0, 0);
}

/*
 * FsconfigReconfigure gives the file system that Fspick picked the parameters set since. Issues fsconfig. Since Linux
 * 5.2. fsconfig(2).
 */
LX_API int FsconfigReconfigure(int fd)
{
	return (int)lx_trap5(LX_SYS_fsconfig, fd, LX_FSCONFIG_CMD_RECONFIGURE, 0, 0, 0);
}

/*
 * Fsmount returns a descriptor of a mount of the file system that FsconfigCreate made, in no place yet: MoveMount gives
 * it one, and closing it before unmounts. flags: LX_FSMOUNT_CLOEXEC. attr_flags: LX_MOUNT_ATTR_*. Since Linux 5.2.
 * fsmount(2).
 */
LX_API int Fsmount(int fsfd, unsigned int flags, unsigned int attr_flags)
{
	return (int)lx_trap3(LX_SYS_fsmount, fsfd, flags, attr_flags);
}

/*
 * Fspick returns a descriptor like Fsopen's for the file system mounted at path, to reconfigure it. flags: LX_FSPICK_*.
 * Since Linux 5.2. fspick(2).
 */
LX_API int Fspick(int dirfd, const char *path, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_fspick, dirfd, LX_PTR(path), flags);
}

/*
 * OpenTree returns a descriptor of the mount at path, as LX_O_PATH would; with LX_OPEN_TREE_CLONE one of a copy in no
 * place (with LX_AT_RECURSIVE of all below too): a bind mount once MoveMount gives it one. flags: also
 * LX_OPEN_TREE_CLOEXEC, LX_AT_EMPTY_PATH, LX_AT_SYMLINK_NOFOLLOW, LX_AT_NO_AUTOMOUNT. Since Linux 5.2. open_tree(2).
 */
LX_API int OpenTree(int dirfd, const char *path, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_open_tree, dirfd, LX_PTR(path), flags);
}

/* OpenTreeAttr is OpenTree and MountSetattr of the result in one step. Since Linux 6.15. open_tree_attr(2). */
LX_API int OpenTreeAttr(int dirfd, const char *path, unsigned int flags, const MountAttr *attr)
{
	return (int)lx_trap5(LX_SYS_open_tree_attr, dirfd, LX_PTR(path), flags, LX_PTR(attr), sizeof(MountAttr));
}

/*
 * MoveMount moves the mount at from_path, from from_dirfd, to to_path; with LX_MOVE_MOUNT_F_EMPTY_PATH and an empty
 * from_path the one that from_dirfd is, which Fsmount or OpenTree gave. flags: LX_MOVE_MOUNT_*. Since Linux 5.2.
 * move_mount(2).
 */
LX_API int MoveMount(int from_dirfd, const char *from_path, int to_dirfd, const char *to_path, unsigned int flags)
{
	return (int)lx_trap5(LX_SYS_move_mount, from_dirfd, LX_PTR(from_path), to_dirfd, LX_PTR(to_path), flags);
}

/*
 * MountSetattr changes the attributes of the mount at path, and with LX_AT_RECURSIVE of all below, either of all or of
 * none. flags: also LX_AT_EMPTY_PATH, LX_AT_SYMLINK_NOFOLLOW, LX_AT_NO_AUTOMOUNT. -EBUSY: read-only was asked for, and
 * a file is open for writing. Since Linux 5.12. mount_setattr(2).
 */
LX_API int MountSetattr(int dirfd, const char *path, unsigned int flags, const MountAttr *attr)
{
	return (int)lx_trap5(LX_SYS_mount_setattr, dirfd, LX_PTR(path), flags, LX_PTR(attr), sizeof(MountAttr));
}

/*
 * Statmount tells of one mount: a Statmount_t and its strings go to buf, bufsize bytes long. flags: LX_STATMOUNT_BY_FD.
 * -EOVERFLOW: the strings do not fit; -ENOENT: no such mount. Since Linux 6.8. statmount(2).
 */
LX_API int Statmount(const MntIDReq *req, Statmount_t *buf, unsigned long bufsize, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_statmount, LX_PTR(req), LX_PTR(buf), LX_PTR(bufsize), flags);
}

/*
 * Listmount writes the ids of up to nr_mnt_ids mounts below req->mnt_id (LX_LSMT_ROOT: all) to mnt_ids and returns how
 * many. flags: LX_LISTMOUNT_REVERSE. Since Linux 6.8. listmount(2).
 */
LX_API long Listmount(const MntIDReq *req, unsigned long *mnt_ids, unsigned long nr_mnt_ids, unsigned int flags)
{
	return lx_trap4(LX_SYS_listmount, LX_PTR(req), LX_PTR(mnt_ids), LX_PTR(nr_mnt_ids), flags);
}

/*
 * Swapon starts swapping to the file or device path. swapflags: LX_SWAP_FLAG_PREFER with a priority in its lower 15
 * bits, LX_SWAP_FLAG_DISCARD. -EINVAL: no swap area there; -EBUSY: already in use. swapon(2).
 */
LX_API int Swapon(const char *path, int swapflags)
{
	return (int)lx_trap2(LX_SYS_swapon, LX_PTR(path), swapflags);
}

/* Swapoff takes back what is swapped to path and stops. -ENOMEM: no room for it; -EINVAL: not in use. swapoff(2). */
LX_API int Swapoff(const char *path)
{
	return (int)lx_trap1(LX_SYS_swapoff, LX_PTR(path));
}

/*
 * Quotactl issues the quota command cmd, from QuotaCmd, for the file system on the device special; id and addr are what
 * that command takes: a user's, group's or project's number or a format, and a Dqblk, NextDqblk, Dqinfo, unsigned int
 * (LX_Q_GETFMT) or path. -ESRCH: quotas are off; -ENOSYS: the kernel has none; -ENOENT: no such device. quotactl(2).
 */
LX_API int Quotactl(unsigned int cmd, const char *special, unsigned int id, void *addr)
{
	return (int)lx_trap4(LX_SYS_quotactl, cmd, LX_PTR(special), id, LX_PTR(addr));
}

/* QuotactlFd is Quotactl for the file system that fd is on. Since Linux 5.14. quotactl_fd(2). */
LX_API int QuotactlFd(int fd, unsigned int cmd, unsigned int id, void *addr)
{
	return (int)lx_trap4(LX_SYS_quotactl_fd, fd, cmd, id, LX_PTR(addr));
}

/*
 * QuotaCmd returns what Quotactl takes as cmd for a command LX_Q_* and a type LX_USRQUOTA, LX_GRPQUOTA or LX_PRJQUOTA.
 * No system call. quotactl(2).
 */
LX_API unsigned int QuotaCmd(unsigned int command, unsigned int type)
{
	return command << 8 | (type & 0xff);
}

#endif /* BARECALL_EXTERN */
#endif
