/*
 * Names and what the file system knows of a file: links, directories, owners, modes, times.
 *
 * A function whose name ends in "at" takes a relative pathname from the directory dirfd; LX_AT_FDCWD is the current
 * one. Any of these calls can fail with -ENOENT, -ENOTDIR, -EACCES, -ELOOP or -ENAMETOOLONG because of a path.
 */
#ifndef LX_PATH_H
#define LX_PATH_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/path.h"

/* StatxTimestamp: a time of Statx_t. struct statx_timestamp. */
typedef struct StatxTimestamp {
	long sec;
	unsigned int nsec;
	int pad;
} StatxTimestamp;

/* Statx_t: what Statx tells of a file. Only what mask names is filled in. struct statx. */
typedef struct Statx_t {
	unsigned int mask; /* LX_STATX_* */
	unsigned int blksize;
	unsigned long attributes; /* LX_STATX_ATTR_*, of which attributes_mask tells what the file system knows */
	unsigned int nlink;
	unsigned int uid;
	unsigned int gid;
	unsigned short mode;
	unsigned short pad;
	unsigned long ino;
	unsigned long size;
	unsigned long blocks; /* of 512 bytes */
	unsigned long attributes_mask;
	StatxTimestamp atime;
	StatxTimestamp btime; /* birth */
	StatxTimestamp ctime;
	StatxTimestamp mtime;
	unsigned int rdev_major;
	unsigned int rdev_minor;
	unsigned int dev_major;
	unsigned int dev_minor;
	unsigned long mnt_id;
	unsigned int dio_mem_align; /* for LX_O_DIRECT, in bytes, as dio_offset_align; 0: there is none here */
	unsigned int dio_offset_align;
	unsigned long subvol;
	unsigned int atomic_write_unit_min; /* bytes that one write with LX_RWF_ATOMIC may have; 0: none */
	unsigned int atomic_write_unit_max;
	unsigned int atomic_write_segments_max; /* buffers of one such write */
	unsigned int dio_read_offset_align; /* bytes, for reading; 0: as dio_offset_align */
	unsigned int atomic_write_unit_max_opt; /* bytes up to which such a write is fast; 0: not told */
	unsigned int unused;
	unsigned long unused2[8];
} Statx_t;

/* Statfs_t: a file system's kind, size and free space. struct statfs. */
typedef struct Statfs_t {
	long type; /* LX_*_MAGIC */
	long bsize;
	unsigned long blocks; /* this and the next two count pieces of frsize bytes, or of bsize where frsize is 0 */
	unsigned long bfree;
	unsigned long bavail; /* what is left to users without privilege */
	unsigned long files;
	unsigned long ffree;
	int fsid[2];
	long namelen;
	long frsize;
	long flags; /* LX_ST_* */
	long unused[4];
} Statfs_t;

/* Utimbuf: access and modification time in seconds. struct utimbuf. */
typedef struct Utimbuf {
	long actime;
	long modtime;
} Utimbuf;

/*
 * FileHandle: the head of a file's name for OpenByHandleAt, which outlives renaming and rebooting. bytes is the size of
 * what follows it: the room there is for NameToHandleAt, LX_MAX_HANDLE_SZ at most, then what it took.
 * struct file_handle.
 */
typedef struct FileHandle {
	unsigned int bytes;
	int type;
} FileHandle;

/* FileAttr: what FileGetattr tells and FileSetattr sets. struct file_attr. */
typedef struct FileAttr {
	unsigned long xflags; /* LX_FS_XFLAG_* */
	unsigned int extsize;
	unsigned int nextents;
	unsigned int projid;
	unsigned int cowextsize;
} FileAttr;

/*
 * Getwd writes the current directory's absolute path to buf, of size bytes, and returns its length, the NUL that ends
 * it not counted. -ENOENT: the directory is removed, or it is not below the root any more; what the kernel then
 * writes, "(unreachable)" and a path, could be taken for a relative path, and becomes the empty string. -ERANGE: size
 * is too small (LX_PATH_MAX, 4096, never is). Other errors leave buf alone. Issues getcwd. getcwd(2).
 */
long Getwd(char *buf, unsigned long size) LX_SYMBOL("lx_Getwd");

/*
 * FaccessatEmulated is Faccessat on every kernel. Without flags it issues faccessat; else faccessat2, and where that
 * answers -ENOSYS (before Linux 5.8), or -EPERM to any question at all (a container's filter), it finds the answer
 * itself. flags: LX_AT_EACCESS, LX_AT_SYMLINK_NOFOLLOW, LX_AT_EMPTY_PATH, all honoured. Where faccessat can give that
 * answer it is asked: the ids and capabilities in question are those that it goes by, and the file is no symbolic link
 * that is not to be followed. Else the answer comes from the file's mode, its owner and group, the caller's ids at file
 * systems (LX_AT_EACCESS; else the real ones), groups and capabilities, a read-only or noexec mount, and, where a path
 * names it, an immutable file. Not seen are access control lists and security modules; the path is searched with the
 * ids at file systems. In a user namespace that does not map every id, capabilities do not count over a file of user or
 * group 65534, which is what unmapped ones look like, and a caller who is 65534 counts as the owner of such files. The
 * answer can be out of date
 * at once. faccessat(2).
 */
int FaccessatEmulated(int dirfd, const char *pathname, int mode, int flags) LX_SYMBOL("lx_FaccessatEmulated");

#ifdef LX_LINK_NAMES
#include "extern/path.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Access checks whether the real (not effective) user may use pathname: mode is LX_F_OK (is it there) or LX_R_OK,
 * LX_W_OK, LX_X_OK together. -EACCES: no; -EROFS: not to be written. The answer can be out of date at once: better try
 * what is wanted. Issues faccessat, not SYS_access. Since Linux 2.6.16. access(2).
 */
LX_API int Access(const char *pathname, int mode)
{
	return (int)lx_trap3(LX_SYS_faccessat, LX_AT_FDCWD, LX_PTR(pathname), mode);
}

/*
 * Faccessat is Access with a dirfd and flags: LX_AT_EACCESS (the effective user), LX_AT_SYMLINK_NOFOLLOW,
 * LX_AT_EMPTY_PATH. With flags it issues faccessat2, since the call of its own name takes none: -ENOSYS before Linux
 * 5.8, where FaccessatEmulated remains. Since Linux 2.6.16. faccessat(2).
 */
LX_API int Faccessat(int dirfd, const char *pathname, int mode, int flags)
{
	if (flags == 0)
		return (int)lx_trap3(LX_SYS_faccessat, dirfd, LX_PTR(pathname), mode);
	return (int)lx_trap4(LX_SYS_faccessat2, dirfd, LX_PTR(pathname), mode, flags);
}

/* Faccessat2 is Faccessat under the kernel's name. Since Linux 5.8. faccessat2(2). */
LX_API int Faccessat2(int dirfd, const char *pathname, int mode, int flags)
{
	return (int)lx_trap4(LX_SYS_faccessat2, dirfd, LX_PTR(pathname), mode, flags);
}

/* Chdir makes path the current directory of the process. chdir(2). */
LX_API int Chdir(const char *path)
{
	return (int)lx_trap1(LX_SYS_chdir, LX_PTR(path));
}

/* Fchdir makes the directory fd the current one of the process. fchdir(2). */
LX_API int Fchdir(int fd)
{
	return (int)lx_trap1(LX_SYS_fchdir, fd);
}

/*
 * Chroot makes path what "/" means to the process. It does not change the current directory, and whoever has
 * CAP_SYS_CHROOT gets out of it again: Chdir first, and use PivotRoot where it is to confine. chroot(2).
 */
LX_API int Chroot(const char *path)
{
	return (int)lx_trap1(LX_SYS_chroot, LX_PTR(path));
}

/*
 * Getcwd writes the current directory's absolute path to buf and returns its length, the NUL counted. -ERANGE: it needs
 * more than size bytes; -ENOENT: the directory is removed, or not below the root any more (the kernel then writes a
 * path that begins with "(unreachable)"). getcwd(2).
 */
LX_API long Getcwd(char *buf, unsigned long size)
{
	long length = lx_trap2(LX_SYS_getcwd, LX_PTR(buf), LX_PTR(size));

	return length > 0 && buf[0] != '/' ? -LX_ENOENT : length;
}

/*
 * Chmod sets a file's permissions, following a symbolic link. Issues fchmodat, not SYS_chmod. Since Linux 2.6.16.
 * chmod(2).
 */
LX_API int Chmod(const char *pathname, unsigned int mode)
{
	return (int)lx_trap3(LX_SYS_fchmodat, LX_AT_FDCWD, LX_PTR(pathname), mode);
}

/* Fchmod sets an open file's permissions. fchmod(2). */
LX_API int Fchmod(int fd, unsigned int mode)
{
	return (int)lx_trap2(LX_SYS_fchmod, fd, mode);
}

/*
 * Fchmodat is Chmod with a dirfd and flags: LX_AT_SYMLINK_NOFOLLOW (-EOPNOTSUPP for a symbolic link on most file
 * systems), LX_AT_EMPTY_PATH. With flags it issues fchmodat2, since the call of its own name takes none: -ENOSYS before
 * Linux 6.6, where Go has -EOPNOTSUPP or -EINVAL. Since Linux 2.6.16. fchmodat(2).
 */
LX_API int Fchmodat(int dirfd, const char *pathname, unsigned int mode, int flags)
{
	if (flags == 0)
		return (int)lx_trap3(LX_SYS_fchmodat, dirfd, LX_PTR(pathname), mode);
	return (int)lx_trap4(LX_SYS_fchmodat2, dirfd, LX_PTR(pathname), mode, flags);
}

/*
 * Chown sets a file's owner and group, following a symbolic link; ~0U leaves one as it is. Set-user-ID and
 * set-group-ID bits and capabilities of the file are lost. -EPERM: without CAP_CHOWN only an own file's group can be
 * set, to one of the caller's. Issues fchownat, not SYS_chown. Since Linux 2.6.16. chown(2).
 */
LX_API int Chown(const char *pathname, unsigned int owner, unsigned int group)
{
	return (int)lx_trap5(LX_SYS_fchownat, LX_AT_FDCWD, LX_PTR(pathname), owner, group, 0);
}

/*
 * Lchown is Chown that does not follow a symbolic link. Issues fchownat, not SYS_lchown. Since Linux 2.6.16.
 * lchown(2).
 */
LX_API int Lchown(const char *pathname, unsigned int owner, unsigned int group)
{
	return (int)lx_trap5(LX_SYS_fchownat, LX_AT_FDCWD, LX_PTR(pathname), owner, group, LX_AT_SYMLINK_NOFOLLOW);
}

/* Fchown is Chown of an open file. fchown(2). */
LX_API int Fchown(int fd, unsigned int owner, unsigned int group)
{
	return (int)lx_trap3(LX_SYS_fchown, fd, owner, group);
}

/*
 * Fchownat is Chown with a dirfd and flags: LX_AT_SYMLINK_NOFOLLOW, LX_AT_EMPTY_PATH. Since Linux 2.6.16. fchownat(2).
 */
LX_API int Fchownat(int dirfd, const char *pathname, unsigned int owner, unsigned int group, int flags)
{
	return (int)lx_trap5(LX_SYS_fchownat, dirfd, LX_PTR(pathname), owner, group, flags);
}

/*
 * Link gives the file oldpath, or the symbolic link itself, the further name newpath. -EEXIST: that is taken; -EXDEV:
 * on another file system; -EPERM: a directory, or another's file under protected_hardlinks. Issues linkat, not
 * SYS_link. Since Linux 2.6.16. link(2).
 */
LX_API int Link(const char *oldpath, const char *newpath)
{
	return (int)lx_trap5(LX_SYS_linkat, LX_AT_FDCWD, LX_PTR(oldpath), LX_AT_FDCWD, LX_PTR(newpath), 0);
}

/*
 * Linkat is Link with directories and flags: LX_AT_SYMLINK_FOLLOW, LX_AT_EMPTY_PATH (names what the descriptor olddirfd
 * is, a file made with LX_O_TMPFILE for instance; -ENOENT without CAP_DAC_READ_SEARCH, which since Linux 6.10 is needed
 * for descriptors of others only). Since Linux 2.6.16. linkat(2).
 */
LX_API int Linkat(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, int flags)
{
	return (int)lx_trap5(LX_SYS_linkat, olddirfd, LX_PTR(oldpath), newdirfd, LX_PTR(newpath), flags);
}

/*
 * Symlink makes linkpath a symbolic link to target, which need not exist. Issues symlinkat, not SYS_symlink. Since
 * Linux 2.6.16. symlink(2).
 */
LX_API int Symlink(const char *target, const char *linkpath)
{
	return (int)lx_trap3(LX_SYS_symlinkat, LX_PTR(target), LX_AT_FDCWD, LX_PTR(linkpath));
}

/* Symlinkat is Symlink with a directory for linkpath. Since Linux 2.6.16. symlinkat(2). */
LX_API int Symlinkat(const char *target, int newdirfd, const char *linkpath)
{
	return (int)lx_trap3(LX_SYS_symlinkat, LX_PTR(target), newdirfd, LX_PTR(linkpath));
}

/*
 * Readlink writes where a symbolic link points to buf, without a NUL, and returns how many bytes. What does not fit is
 * cut off without a word: a result of bufsiz may be part of more. -EINVAL: not a symbolic link, or bufsiz is 0. Issues
 * readlinkat, not SYS_readlink. Since Linux 2.6.16. readlink(2).
 */
LX_API int Readlink(const char *pathname, char *buf, int bufsiz)
{
	return (int)lx_trap4(LX_SYS_readlinkat, LX_AT_FDCWD, LX_PTR(pathname), LX_PTR(buf), bufsiz);
}

/*
 * Readlinkat is Readlink with a dirfd; an empty pathname is the symbolic link that dirfd is, opened with LX_O_PATH.
 * Since Linux 2.6.16. readlinkat(2).
 */
LX_API int Readlinkat(int dirfd, const char *pathname, char *buf, int bufsiz)
{
	return (int)lx_trap4(LX_SYS_readlinkat, dirfd, LX_PTR(pathname), LX_PTR(buf), bufsiz);
}

/*
 * Unlink removes a name that is not a directory's; the file goes with its last name and last descriptor. -EISDIR: it
 * is a directory. Issues unlinkat, not SYS_unlink. Since Linux 2.6.16. unlink(2).
 */
LX_API int Unlink(const char *pathname)
{
	return (int)lx_trap3(LX_SYS_unlinkat, LX_AT_FDCWD, LX_PTR(pathname), 0);
}

/* Unlinkat is Unlink, or Rmdir with LX_AT_REMOVEDIR in flags, with a dirfd. Since Linux 2.6.16. unlinkat(2). */
LX_API int Unlinkat(int dirfd, const char *pathname, int flags)
{
	return (int)lx_trap3(LX_SYS_unlinkat, dirfd, LX_PTR(pathname), flags);
}

/*
 * Rmdir removes an empty directory. -ENOTEMPTY; -EBUSY: in use, as a mount point is. Issues unlinkat, not SYS_rmdir.
 * Since Linux 2.6.16. rmdir(2).
 */
LX_API int Rmdir(const char *pathname)
{
	return (int)lx_trap3(LX_SYS_unlinkat, LX_AT_FDCWD, LX_PTR(pathname), LX_AT_REMOVEDIR);
}

/*
 * Mkdir makes a directory with the permissions mode less the umask. -EEXIST: the name is taken. Issues mkdirat, not
 * SYS_mkdir. Since Linux 2.6.16. mkdir(2).
 */
LX_API int Mkdir(const char *pathname, unsigned int mode)
{
	return (int)lx_trap3(LX_SYS_mkdirat, LX_AT_FDCWD, LX_PTR(pathname), mode);
}

/* Mkdirat is Mkdir with a dirfd. Since Linux 2.6.16. mkdirat(2). */
LX_API int Mkdirat(int dirfd, const char *pathname, unsigned int mode)
{
	return (int)lx_trap3(LX_SYS_mkdirat, dirfd, LX_PTR(pathname), mode);
}

/*
 * Mknod makes a device, FIFO, socket or file: mode is LX_S_IFCHR, LX_S_IFBLK, LX_S_IFIFO, LX_S_IFSOCK or LX_S_IFREG
 * and the permissions, less the umask; dev is a device's number, from Mkdev, of which the kernel takes 32 bits.
 * -EPERM: a device without CAP_MKNOD, or not on this file system. Issues mknodat, not SYS_mknod. Since Linux 2.6.16.
 * mknod(2).
 */
LX_API int Mknod(const char *pathname, unsigned int mode, unsigned long dev)
{
	return (int)lx_trap4(LX_SYS_mknodat, LX_AT_FDCWD, LX_PTR(pathname), mode, LX_PTR(dev));
}

/* Mknodat is Mknod with a dirfd. Since Linux 2.6.16. mknodat(2). */
LX_API int Mknodat(int dirfd, const char *pathname, unsigned int mode, unsigned long dev)
{
	return (int)lx_trap4(LX_SYS_mknodat, dirfd, LX_PTR(pathname), mode, LX_PTR(dev));
}

/* Mkfifo makes a FIFO with the permissions mode less the umask. Issues mknodat. Since Linux 2.6.16. mkfifo(3). */
LX_API int Mkfifo(const char *pathname, unsigned int mode)
{
	return (int)lx_trap4(LX_SYS_mknodat, LX_AT_FDCWD, LX_PTR(pathname), mode | LX_S_IFIFO, 0);
}

/* Mkfifoat is Mkfifo with a dirfd. Issues mknodat. Since Linux 2.6.16. mkfifoat(3). */
LX_API int Mkfifoat(int dirfd, const char *pathname, unsigned int mode)
{
	return (int)lx_trap4(LX_SYS_mknodat, dirfd, LX_PTR(pathname), mode | LX_S_IFIFO, 0);
}

/*
 * Rename moves oldpath to newpath, replacing what newpath was in one step. -EXDEV: on another file system or mount;
 * -EISDIR, -ENOTDIR, -ENOTEMPTY: newpath is a directory, is none, or is not empty. Issues renameat2, not SYS_rename.
 * Since Linux 3.15. rename(2).
 */
LX_API int Rename(const char *oldpath, const char *newpath)
{
	return (int)lx_trap5(LX_SYS_renameat2, LX_AT_FDCWD, LX_PTR(oldpath), LX_AT_FDCWD, LX_PTR(newpath), 0);
}

/* Renameat is Rename with directories. Issues renameat2, not SYS_renameat. Since Linux 3.15. renameat(2). */
LX_API int Renameat(int olddirfd, const char *oldpath, int newdirfd, const char *newpath)
{
	return (int)lx_trap5(LX_SYS_renameat2, olddirfd, LX_PTR(oldpath), newdirfd, LX_PTR(newpath), 0);
}

/*
 * Renameat2 is Renameat with flags: LX_RENAME_NOREPLACE (-EEXIST where newpath is taken), LX_RENAME_EXCHANGE,
 * LX_RENAME_WHITEOUT. -EINVAL: not on this file system. Since Linux 3.15. renameat2(2).
 */
LX_API int Renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags)
{
	return (int)lx_trap5(LX_SYS_renameat2, olddirfd, LX_PTR(oldpath), newdirfd, LX_PTR(newpath), flags);
}

/* Stat tells of the file that pathname leads to. Issues newfstatat, not SYS_stat. Since Linux 2.6.16. stat(2). */
LX_API int Stat(const char *pathname, Stat_t *statbuf)
{
	return (int)lx_trap4(LX_SYS_newfstatat, LX_AT_FDCWD, LX_PTR(pathname), LX_PTR(statbuf), 0);
}

/*
 * Lstat is Stat that tells of a symbolic link itself. Issues newfstatat, not SYS_lstat. Since Linux 2.6.16. lstat(2).
 */
LX_API int Lstat(const char *pathname, Stat_t *statbuf)
{
	return (int)lx_trap4(LX_SYS_newfstatat, LX_AT_FDCWD, LX_PTR(pathname), LX_PTR(statbuf), LX_AT_SYMLINK_NOFOLLOW);
}

/* Fstat tells of the file that fd is. fstat(2). */
LX_API int Fstat(int fd, Stat_t *statbuf)
{
	return (int)lx_trap2(LX_SYS_fstat, fd, LX_PTR(statbuf));
}

/*
 * Fstatat is Stat with a dirfd and flags: LX_AT_SYMLINK_NOFOLLOW, LX_AT_EMPTY_PATH (an empty pathname is dirfd itself),
 * LX_AT_NO_AUTOMOUNT. Issues newfstatat. Since Linux 2.6.16. fstatat(2).
 */
LX_API int Fstatat(int dirfd, const char *pathname, Stat_t *statbuf, int flags)
{
	return (int)lx_trap4(LX_SYS_newfstatat, dirfd, LX_PTR(pathname), LX_PTR(statbuf), flags);
}

/*
 * Statx is Fstatat that can tell more: mask asks (LX_STATX_*), and statxbuf->mask says what the file system answered.
 * flags: also LX_AT_STATX_FORCE_SYNC and LX_AT_STATX_DONT_SYNC. Since Linux 4.11. statx(2).
 */
LX_API int Statx(int dirfd, const char *pathname, int flags, unsigned int mask, Statx_t *statxbuf)
{
	return (int)lx_trap5(LX_SYS_statx, dirfd, LX_PTR(pathname), flags, mask, LX_PTR(statxbuf));
}

/* Statfs tells of the file system that path is on. statfs(2). */
LX_API int Statfs(const char *path, Statfs_t *buf)
{
	return (int)lx_trap2(LX_SYS_statfs, LX_PTR(path), LX_PTR(buf));
}

/* Fstatfs tells of the file system that fd is on. fstatfs(2). */
LX_API int Fstatfs(int fd, Statfs_t *buf)
{
	return (int)lx_trap2(LX_SYS_fstatfs, fd, LX_PTR(buf));
}

/*
 * UtimesNanoAt sets a file's access and modification times, in this order; NULL, or LX_UTIME_NOW as a nsec, is the
 * current time, LX_UTIME_OMIT as a nsec changes nothing. Seconds before 1970 are negative, nsec is not. flags:
 * LX_AT_SYMLINK_NOFOLLOW, LX_AT_EMPTY_PATH (since Linux 5.8: an empty pathname is dirfd itself). A NULL pathname is
 * dirfd itself too, and takes no flags. -EPERM: times of choice, and not the owner. Issues utimensat. Since Linux
 * 2.6.22. utimensat(2).
 */
LX_API int UtimesNanoAt(int dirfd, const char *pathname, const Timespec times[2], int flags)
{
	return (int)lx_trap4(LX_SYS_utimensat, dirfd, LX_PTR(pathname), LX_PTR(times), flags);
}

/* UtimesNano is UtimesNanoAt without dirfd and flags. Issues utimensat. Since Linux 2.6.22. utimensat(2). */
LX_API int UtimesNano(const char *pathname, const Timespec times[2])
{
	return (int)lx_trap4(LX_SYS_utimensat, LX_AT_FDCWD, LX_PTR(pathname), LX_PTR(times), 0);
}

/* lx_utimens issues utimensat with microseconds: 0 to 999999 or -EINVAL, as the kernel's utimes has it. */
LX_TRAP int lx_utimens(int dirfd, const char *pathname, const Timeval times[2], int flags)
{
	Timespec ts[2];

	if (!times)
		return (int)lx_trap4(LX_SYS_utimensat, dirfd, LX_PTR(pathname), 0, flags);
	if (times[0].usec < 0 || times[0].usec > 999999 || times[1].usec < 0 || times[1].usec > 999999)
		return -LX_EINVAL;
	ts[0].sec = times[0].sec;
	ts[0].nsec = times[0].usec * 1000;
	ts[1].sec = times[1].sec;
	ts[1].nsec = times[1].usec * 1000;
	return (int)lx_trap4(LX_SYS_utimensat, dirfd, LX_PTR(pathname), LX_PTR(ts), flags);
}

/*
 * Utimes sets a file's access and modification times, in this order, to microseconds; NULL is the current time.
 * -EINVAL: a usec that is not 0 to 999999. The times are read here, by Lutimes, Futimes, Futimesat and Utime too: a
 * pointer to what is not there ends the program. Issues utimensat, not SYS_utimes. Since Linux 2.6.22. utimes(2).
 */
LX_API int Utimes(const char *filename, const Timeval times[2])
{
	return lx_utimens(LX_AT_FDCWD, filename, times, 0);
}

/* Lutimes is Utimes that does not follow a symbolic link. Issues utimensat. Since Linux 2.6.22. lutimes(3). */
LX_API int Lutimes(const char *filename, const Timeval tv[2])
{
	return lx_utimens(LX_AT_FDCWD, filename, tv, LX_AT_SYMLINK_NOFOLLOW);
}

/* Futimes is Utimes of an open file. Issues utimensat. Since Linux 2.6.22. futimes(3). */
LX_API int Futimes(int fd, const Timeval tv[2])
{
	return lx_utimens(fd, (const char *)LX_NULL, tv, 0);
}

/*
 * Futimesat is Utimes with a dirfd; a NULL pathname is dirfd itself. Issues utimensat, not SYS_futimesat. Since Linux
 * 2.6.22. futimesat(2).
 */
LX_API int Futimesat(int dirfd, const char *pathname, const Timeval times[2])
{
	return lx_utimens(dirfd, pathname, times, 0);
}

/* Utime is Utimes in whole seconds. Issues utimensat, not SYS_utime. Since Linux 2.6.22. utime(2). */
LX_API int Utime(const char *filename, const Utimbuf *times)
{
	Timespec ts[2];

	if (times) {
		ts[0].sec = times->actime;
		ts[0].nsec = 0;
		ts[1].sec = times->modtime;
		ts[1].nsec = 0;
	}
	return (int)lx_trap4(LX_SYS_utimensat, LX_AT_FDCWD, LX_PTR(filename), times ? LX_PTR(ts) : 0, 0);
}

/*
 * Umask sets which permissions a new file of this process does not get, and returns what was set before. It cannot
 * fail. umask(2).
 */
LX_API int Umask(unsigned int mask)
{
	return (int)lx_trap1(LX_SYS_umask, mask);
}

/*
 * NameToHandleAt writes to handle, and to handle->bytes bytes behind it, a name for OpenByHandleAt, and to mount_id, an
 * int, the number that the file's mount has in /proc/self/mountinfo; with LX_AT_HANDLE_MNT_ID_UNIQUE (Linux 6.12)
 * mount_id is an unsigned long and as Statmount knows it. flags: also LX_AT_SYMLINK_FOLLOW, LX_AT_EMPTY_PATH,
 * LX_AT_HANDLE_FID, LX_AT_HANDLE_CONNECTABLE. -EOVERFLOW: handle->bytes now says what it takes; -EOPNOTSUPP: not on
 * this file system. Since Linux 2.6.39. name_to_handle_at(2).
 */
LX_API int NameToHandleAt(int dirfd, const char *pathname, FileHandle *handle, void *mount_id, int flags)
{
	return (int)lx_trap5(LX_SYS_name_to_handle_at, dirfd, LX_PTR(pathname), LX_PTR(handle), LX_PTR(mount_id),
			     flags);
}

/*
 * OpenByHandleAt opens the file that handle names, on the file system that mount_fd is on; flags as Open's. -ESTALE: it
 * is gone; -EPERM: without CAP_DAC_READ_SEARCH. Since Linux 2.6.39. open_by_handle_at(2).
 */
LX_API int OpenByHandleAt(int mount_fd, const FileHandle *handle, int flags)
{
	return (int)lx_trap3(LX_SYS_open_by_handle_at, mount_fd, LX_PTR(handle), flags);
}

/*
 * FileGetattr tells a file's flags, extent size hints and project. at_flags: LX_AT_SYMLINK_NOFOLLOW, LX_AT_EMPTY_PATH.
 * -EOPNOTSUPP: not on this file system. Since Linux 6.17. No man page: fs/file_attr.c.
 */
LX_API int FileGetattr(int dirfd, const char *pathname, FileAttr *ufattr, unsigned int at_flags)
{
	return (int)lx_trap5(LX_SYS_file_getattr, dirfd, LX_PTR(pathname), LX_PTR(ufattr), sizeof(FileAttr), at_flags);
}

/* FileSetattr sets what FileGetattr tells, except nextents. Since Linux 6.17. No man page: fs/file_attr.c. */
LX_API int FileSetattr(int dirfd, const char *pathname, const FileAttr *ufattr, unsigned int at_flags)
{
	return (int)lx_trap5(LX_SYS_file_setattr, dirfd, LX_PTR(pathname), LX_PTR(ufattr), sizeof(FileAttr), at_flags);
}

/*
 * Mkdev returns the device number that major_number and minor_number make: what Mknod takes and Stat_t tells. The
 * kernel's own are below 4096 and 1048576; what is above has its place in the upper half. No system call. makedev(3).
 */
LX_API unsigned long Mkdev(unsigned int major_number, unsigned int minor_number)
{
	unsigned long high = major_number;
	unsigned long low = minor_number;

	return (high & 0xfffff000UL) << 32 | (low & 0xffffff00UL) << 12 | (high & 0xfffUL) << 8 | (low & 0xffUL);
}

/* Major returns the major number of a device. No system call. major(3). */
LX_API unsigned int Major(unsigned long dev)
{
	return (unsigned int)((dev >> 32 & 0xfffff000UL) | (dev >> 8 & 0xfffUL));
}

/* Minor returns the minor number of a device. No system call. minor(3). */
LX_API unsigned int Minor(unsigned long dev)
{
	return (unsigned int)((dev >> 12 & 0xffffff00UL) | (dev & 0xffUL));
}

/* ModeIsReg tells whether a mode of Stat_t or Statx_t is a regular file's. No system call. inode(7). */
LX_API int ModeIsReg(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFREG;
}

/* ModeIsDir tells whether a mode is a directory's. No system call. inode(7). */
LX_API int ModeIsDir(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFDIR;
}

/* ModeIsLnk tells whether a mode is a symbolic link's. No system call. inode(7). */
LX_API int ModeIsLnk(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFLNK;
}

/* ModeIsChr tells whether a mode is a character device's. No system call. inode(7). */
LX_API int ModeIsChr(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFCHR;
}

/* ModeIsBlk tells whether a mode is a block device's. No system call. inode(7). */
LX_API int ModeIsBlk(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFBLK;
}

/* ModeIsFifo tells whether a mode is a pipe's or FIFO's. No system call. inode(7). */
LX_API int ModeIsFifo(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFIFO;
}

/* ModeIsSock tells whether a mode is a socket's. No system call. inode(7). */
LX_API int ModeIsSock(unsigned int mode)
{
	return (mode & LX_S_IFMT) == LX_S_IFSOCK;
}

#endif /* BARECALL_EXTERN */
#endif
