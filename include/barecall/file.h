/*
 * Descriptors and the data behind them: open, read, write, seek, lock, copy, sync, directory entries.
 *
 * A transfer moves at most a little under 2 GiB, whatever count says, and moving less than count is not an error.
 */
#ifndef LX_FILE_H
#define LX_FILE_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/path.h"

/* OpenHow: how Openat2 opens. mode is 0 unless flags has LX_O_CREAT or LX_O_TMPFILE. struct open_how. */
typedef struct OpenHow {
	unsigned long flags; /* LX_O_*, LX_OPENAT2_REGULAR (only a regular file, else -EFTYPE) */
	unsigned long mode;
	unsigned long resolve; /* LX_RESOLVE_* */
} OpenHow;

/*
 * Flock_t: a lock on len bytes (0: to the end, however far that moves) from start, which counts from whence. pid is
 * who holds the lock in the way; 0 in a call with LX_F_OFD_*. struct flock.
 */
typedef struct Flock_t {
	short type; /* LX_F_RDLCK, LX_F_WRLCK, LX_F_UNLCK */
	short whence;
	long start;
	long len;
	int pid;
} Flock_t;

/* FOwnerEx: who gets a descriptor's SIGIO and SIGURG. struct f_owner_ex. */
typedef struct FOwnerEx {
	int type; /* LX_F_OWNER_TID, LX_F_OWNER_PID, LX_F_OWNER_PGRP */
	int pid;
} FOwnerEx;

/* Delegation: a lease on a directory, for LX_F_GETDELEG and LX_F_SETDELEG; flags and pad are 0. struct delegation. */
typedef struct Delegation {
	unsigned int flags;
	unsigned short type; /* LX_F_RDLCK, LX_F_WRLCK, LX_F_UNLCK */
	unsigned short pad;
} Delegation;

/*
 * Dirent: the head of each entry that Getdents gives. The name, which DirentName finds, begins inside the struct's own
 * padding; the next entry begins reclen bytes after this one. type may be LX_DT_UNKNOWN on any file system.
 * struct linux_dirent64.
 */
typedef struct Dirent {
	unsigned long ino;
	long off; /* a position for Seek, not a length */
	unsigned short reclen;
	unsigned char type; /* LX_DT_* */
} Dirent;

/* CachestatRange: the bytes that Cachestat looks at; len 0: to the end. struct cachestat_range. */
typedef struct CachestatRange {
	unsigned long off;
	unsigned long len;
} CachestatRange;

/* Cachestat_t: how many pages of a file the page cache holds, and in what state. struct cachestat. */
typedef struct Cachestat_t {
	unsigned long nr_cache;
	unsigned long nr_dirty;
	unsigned long nr_writeback;
	unsigned long nr_evicted;
	unsigned long nr_recently_evicted;
} Cachestat_t;

#ifdef LX_LINK_NAMES
#include "extern/file.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Open opens pathname and returns the lowest descriptor that is free. flags: LX_O_*. mode: the permissions, less the
 * umask, of a file that LX_O_CREAT or LX_O_TMPFILE makes, else 0. Without LX_O_CLOEXEC the descriptor outlives Exec.
 * -EINTR: a handler ran while the open waited, for a FIFO's other end for instance. Issues openat, not SYS_open. Since
 * Linux 2.6.16. open(2).
 */
LX_API int Open(const char *pathname, int flags, unsigned int mode)
{
	return (int)lx_trap4(LX_SYS_openat, LX_AT_FDCWD, LX_PTR(pathname), flags, mode);
}

/*
 * Openat is Open with a relative pathname taken from the directory dirfd; LX_AT_FDCWD is the current one.
 * Since Linux 2.6.16. openat(2).
 */
LX_API int Openat(int dirfd, const char *pathname, int flags, unsigned int mode)
{
	return (int)lx_trap4(LX_SYS_openat, dirfd, LX_PTR(pathname), flags, mode);
}

/*
 * Openat2 is Openat that can confine the path (how->resolve) and refuses flags it does not know with -EINVAL. -EXDEV
 * and -ELOOP: the path left the bounds that resolve sets; -EAGAIN: it could not be decided, try again.
 * Since Linux 5.6. openat2(2).
 */
LX_API int Openat2(int dirfd, const char *pathname, const OpenHow *how)
{
	return (int)lx_trap4(LX_SYS_openat2, dirfd, LX_PTR(pathname), LX_PTR(how), sizeof(OpenHow));
}

/*
 * Creat opens pathname for writing, emptied if it was there and made with mode if not. Issues openat, not SYS_creat.
 * Since Linux 2.6.16. creat(2).
 */
LX_API int Creat(const char *pathname, unsigned int mode)
{
	return (int)lx_trap4(LX_SYS_openat, LX_AT_FDCWD, LX_PTR(pathname), LX_O_CREAT | LX_O_WRONLY | LX_O_TRUNC, mode);
}

/*
 * Close frees the descriptor fd. It is gone after an error too, -EINTR included, unless that is -EBADF: never call
 * again, the number may by then be another thread's. -EIO, -ENOSPC, -EDQUOT tell of an earlier write. close(2).
 */
LX_API int Close(int fd)
{
	return (int)lx_trap1(LX_SYS_close, fd);
}

/*
 * CloseRange closes the descriptors first to last, both included (~0U: all that follow), or with LX_CLOSE_RANGE_CLOEXEC
 * (Linux 5.11) marks them close-on-exec. LX_CLOSE_RANGE_UNSHARE takes the table apart from other threads' before.
 * Since Linux 5.9. close_range(2).
 */
LX_API int CloseRange(unsigned int first, unsigned int last, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_close_range, first, last, flags);
}

/*
 * Read takes up to count bytes from fd into buf and returns how many; 0 is the end of the file. -EAGAIN: nothing there
 * on a non-blocking descriptor; -EINTR: a handler ran before anything was. read(2).
 */
LX_API long Read(int fd, void *buf, unsigned long count)
{
	return lx_trap3(LX_SYS_read, fd, LX_PTR(buf), LX_PTR(count));
}

/*
 * Write puts up to count bytes of buf into fd and returns how many, which can be fewer. -EPIPE: a pipe or socket whose
 * other end is closed, and SIGPIPE is sent; -EAGAIN and -EINTR as with Read. write(2).
 */
LX_API long Write(int fd, const void *buf, unsigned long count)
{
	return lx_trap3(LX_SYS_write, fd, LX_PTR(buf), LX_PTR(count));
}

/* Pread is Read from offset on, which neither uses nor moves the descriptor's own. Issues pread64. pread(2). */
LX_API long Pread(int fd, void *buf, unsigned long count, long offset)
{
	return lx_trap4(LX_SYS_pread64, fd, LX_PTR(buf), LX_PTR(count), offset);
}

/*
 * Pwrite is Write from offset on, which neither uses nor moves the descriptor's own; but a descriptor with LX_O_APPEND
 * still writes at the end. Issues pwrite64. pwrite(2).
 */
LX_API long Pwrite(int fd, const void *buf, unsigned long count, long offset)
{
	return lx_trap4(LX_SYS_pwrite64, fd, LX_PTR(buf), LX_PTR(count), offset);
}

/* Readv is Read into iovcnt buffers (LX_UIO_MAXIOV at most), each filled before the next. readv(2). */
LX_API long Readv(int fd, const Iovec *iov, int iovcnt)
{
	return lx_trap3(LX_SYS_readv, fd, LX_PTR(iov), iovcnt);
}

/* Writev is Write from iovcnt buffers (LX_UIO_MAXIOV at most), one after the other, in one piece. writev(2). */
LX_API long Writev(int fd, const Iovec *iov, int iovcnt)
{
	return lx_trap3(LX_SYS_writev, fd, LX_PTR(iov), iovcnt);
}

/* Preadv is Readv from offset on, as Pread is Read. Since Linux 2.6.30. preadv(2). */
LX_API long Preadv(int fd, const Iovec *iov, int iovcnt, long offset)
{
	return lx_trap5(LX_SYS_preadv, fd, LX_PTR(iov), iovcnt, offset, 0);
}

/* Pwritev is Writev from offset on, as Pwrite is Write. Since Linux 2.6.30. pwritev(2). */
LX_API long Pwritev(int fd, const Iovec *iov, int iovcnt, long offset)
{
	return lx_trap5(LX_SYS_pwritev, fd, LX_PTR(iov), iovcnt, offset, 0);
}

/*
 * Preadv2 is Preadv with LX_RWF_* flags; offset -1 uses and moves the descriptor's own. With LX_RWF_NOWAIT -EAGAIN
 * says that it would have waited. -EOPNOTSUPP: a flag that kernel or file does not know. Since Linux 4.6. preadv2(2).
 */
LX_API long Preadv2(int fd, const Iovec *iov, int iovcnt, long offset, int flags)
{
	return lx_trap6(LX_SYS_preadv2, fd, LX_PTR(iov), iovcnt, offset, 0, flags);
}

/* Pwritev2 is Pwritev with LX_RWF_* flags, as Preadv2 is Preadv. Since Linux 4.6. pwritev2(2). */
LX_API long Pwritev2(int fd, const Iovec *iov, int iovcnt, long offset, int flags)
{
	return lx_trap6(LX_SYS_pwritev2, fd, LX_PTR(iov), iovcnt, offset, 0, flags);
}

/*
 * Seek moves fd's offset to offset counted from whence (LX_SEEK_*) and returns where it is then. -ESPIPE: fd is a pipe,
 * a socket or a terminal; -ENXIO: no data or hole from there on. In /proc/PID/mem and /dev/mem offsets above LONG_MAX
 * are valid and come back negative; the last 4095 of them cannot be told from errors. Issues lseek. lseek(2).
 */
LX_API long Seek(int fd, long offset, int whence)
{
	return lx_trap3(LX_SYS_lseek, fd, offset, whence);
}

/* Dup returns the lowest free descriptor, made to be another name of oldfd; without close-on-exec. dup(2). */
LX_API int Dup(int oldfd)
{
	return (int)lx_trap1(LX_SYS_dup, oldfd);
}

/*
 * Dup2 makes newfd another name of oldfd, without close-on-exec, and returns newfd; what newfd was before is closed,
 * its errors unseen. If both are the same open descriptor nothing changes, close-on-exec included. -EBUSY: another
 * thread is opening newfd. Issues dup3, not SYS_dup2, or fcntl for equal descriptors. Since Linux 2.6.27. dup2(2).
 */
LX_API int Dup2(int oldfd, int newfd)
{
	if (oldfd == newfd) {
		int flags = (int)lx_trap3(LX_SYS_fcntl, oldfd, LX_F_GETFD, 0);

		return flags < 0 ? flags : newfd;
	}
	return (int)lx_trap3(LX_SYS_dup3, oldfd, newfd, 0);
}

/*
 * Dup3 is Dup2 with flags, of which there is LX_O_CLOEXEC; equal descriptors are -EINVAL.
 * Since Linux 2.6.27. dup3(2).
 */
LX_API int Dup3(int oldfd, int newfd, int flags)
{
	return (int)lx_trap3(LX_SYS_dup3, oldfd, newfd, flags);
}

/*
 * Pipe makes a pipe: what is written to pipefd[1] is read from pipefd[0]. Issues pipe2, not SYS_pipe. Since Linux
 * 2.6.27. pipe(2).
 */
LX_API int Pipe(int pipefd[2])
{
	return (int)lx_trap2(LX_SYS_pipe2, LX_PTR(pipefd), 0);
}

/*
 * Pipe2 is Pipe with flags: LX_O_CLOEXEC, LX_O_NONBLOCK, LX_O_DIRECT (each Write is a packet),
 * LX_O_NOTIFICATION_PIPE. Since Linux 2.6.27. pipe2(2).
 */
LX_API int Pipe2(int pipefd[2], int flags)
{
	return (int)lx_trap2(LX_SYS_pipe2, LX_PTR(pipefd), flags);
}

/*
 * FcntlInt issues the commands that take a number or nothing: LX_F_DUPFD, LX_F_DUPFD_CLOEXEC (the result is a new
 * descriptor, arg or above), LX_F_GETFD, LX_F_SETFD, LX_F_GETFL, LX_F_SETFL, LX_F_SETPIPE_SZ (the result is the size
 * that the pipe got), LX_F_ADD_SEALS, LX_F_SETLEASE, LX_F_NOTIFY and others. arg is 0 where none is taken. A result of
 * LX_F_GETOWN can look like an error: FcntlGetOwn tells. fcntl(2).
 */
LX_API int FcntlInt(int fd, int cmd, int arg)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, cmd, arg);
}

/*
 * FcntlFlock takes, drops or asks about a lock on a range of bytes: LX_F_SETLK, LX_F_SETLKW (waits), LX_F_GETLK (the
 * first lock in the way is written to lock, or LX_F_UNLCK as its type). These locks are the process's, and closing any
 * descriptor of the file drops them all; those of LX_F_OFD_* (Linux 3.15) are the open file's. -EAGAIN or -EACCES:
 * another holds the lock; -EDEADLK: waiting would never end; -EINTR: a handler ran. fcntl(2).
 */
LX_API int FcntlFlock(int fd, int cmd, Flock_t *lock)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, cmd, LX_PTR(lock));
}

/*
 * FcntlPtr issues the other commands that take a pointer: LX_F_GET_RW_HINT and its kin (unsigned long *),
 * LX_F_GETOWNER_UIDS (unsigned int[2]), LX_F_GETDELEG and LX_F_SETDELEG (Delegation *). fcntl(2).
 */
LX_API int FcntlPtr(int fd, int cmd, void *arg)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, cmd, LX_PTR(arg));
}

/*
 * FcntlGetOwn writes to owner who gets fd's signals; a process group's number is positive there. pid 0 is nobody.
 * Issues fcntl with LX_F_GETOWN_EX. Since Linux 2.6.32. fcntl(2).
 */
LX_API int FcntlGetOwn(int fd, FOwnerEx *owner)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_GETOWN_EX, LX_PTR(owner));
}

/*
 * FcntlSetOwn makes a thread, a process or a process group the one that gets fd's signals. -ESRCH: there is none such.
 * Issues fcntl with LX_F_SETOWN_EX. Since Linux 2.6.32. fcntl(2).
 */
LX_API int FcntlSetOwn(int fd, const FOwnerEx *owner)
{
	return (int)lx_trap3(LX_SYS_fcntl, fd, LX_F_SETOWN_EX, LX_PTR(owner));
}

/*
 * Flock locks or unlocks a whole file: LX_LOCK_SH, LX_LOCK_EX, LX_LOCK_UN, each or LX_LOCK_NB. The lock is the open
 * file's: descriptors that Dup made share it. -EWOULDBLOCK: with LX_LOCK_NB, another holds it; -EINTR: a handler ran
 * during the wait. flock(2).
 */
LX_API int Flock(int fd, int operation)
{
	return (int)lx_trap2(LX_SYS_flock, fd, operation);
}

/* Truncate cuts the file to length bytes, or extends it with zeros that take no space. truncate(2). */
LX_API int Truncate(const char *path, long length)
{
	return (int)lx_trap2(LX_SYS_truncate, LX_PTR(path), length);
}

/* Ftruncate is Truncate of a file that is open for writing. -EINVAL: it is not. ftruncate(2). */
LX_API int Ftruncate(int fd, long length)
{
	return (int)lx_trap2(LX_SYS_ftruncate, fd, length);
}

/*
 * Fallocate gives the file's len bytes from offset their space (mode 0), so that writing there cannot fail for lack of
 * it; other modes (LX_FALLOC_FL_*) punch holes, zero, collapse or insert. -EOPNOTSUPP: not on this file system;
 * -ENOSPC. Since Linux 2.6.23. fallocate(2).
 */
LX_API int Fallocate(int fd, int mode, long offset, long len)
{
	return (int)lx_trap4(LX_SYS_fallocate, fd, mode, offset, len);
}

/*
 * Fadvise tells the kernel how len bytes from offset (0: to the end) will be used: LX_POSIX_FADV_*. Issues fadvise64.
 * posix_fadvise(2).
 */
LX_API int Fadvise(int fd, long offset, long len, int advice)
{
	return (int)lx_trap4(LX_SYS_fadvise64, fd, offset, len, advice);
}

/*
 * Fsync waits until the file's data and metadata are on its device. -EIO, -ENOSPC, -EDQUOT: some are lost, and the next
 * call may not say so again. A new file's name is safe only once its directory is synced too. fsync(2).
 */
LX_API int Fsync(int fd)
{
	return (int)lx_trap1(LX_SYS_fsync, fd);
}

/* Fdatasync is Fsync less the metadata that reading the data back does not need, such as times. fdatasync(2). */
LX_API int Fdatasync(int fd)
{
	return (int)lx_trap1(LX_SYS_fdatasync, fd);
}

/* Sync writes all file systems' changes to their devices and waits. Returns 0 and never says what failed. sync(2). */
LX_API int Sync(void)
{
	return (int)lx_trap0(LX_SYS_sync);
}

/* Syncfs is Sync of the file system that fd is on. Errors are told since Linux 5.8. Since Linux 2.6.39. syncfs(2). */
LX_API int Syncfs(int fd)
{
	return (int)lx_trap1(LX_SYS_syncfs, fd);
}

/*
 * SyncFileRange starts or awaits the writing of nbytes from offset (0: to the end): LX_SYNC_FILE_RANGE_*. It writes no
 * metadata and flushes no device's cache, so data may still be lost afterwards. Since Linux 2.6.17. sync_file_range(2).
 */
LX_API int SyncFileRange(int fd, long offset, long nbytes, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_sync_file_range, fd, offset, nbytes, flags);
}

/* Readahead starts reading count bytes from offset into the page cache. Returns 0. readahead(2). */
LX_API int Readahead(int fd, long offset, unsigned long count)
{
	return (int)lx_trap3(LX_SYS_readahead, fd, offset, LX_PTR(count));
}

/*
 * Sendfile copies up to count bytes of in_fd, a file, to out_fd inside the kernel, and returns how many; 0 is the end.
 * It reads from *offset on and moves that, or with NULL uses and moves in_fd's own. -EINVAL: not with these
 * descriptors, use Read and Write; -EPIPE: nobody reads from out_fd, and SIGPIPE is sent, which nothing here forbids.
 * sendfile(2).
 */
LX_API long Sendfile(int out_fd, int in_fd, long *offset, unsigned long count)
{
	return lx_trap4(LX_SYS_sendfile, out_fd, in_fd, LX_PTR(offset), LX_PTR(count));
}

/*
 * Splice moves up to len bytes between a pipe and another descriptor, or two pipes, and returns how many; 0 is the end.
 * off_in and off_out are NULL for a pipe; elsewhere the offset to use and move, or NULL for the descriptor's own.
 * flags: LX_SPLICE_F_*. -EINVAL: neither is a pipe, or the file cannot; -EAGAIN: with LX_SPLICE_F_NONBLOCK, it would
 * wait; -EPIPE: as with Sendfile. Since Linux 2.6.17. splice(2).
 */
LX_API long Splice(int fd_in, long *off_in, int fd_out, long *off_out, unsigned long len, unsigned int flags)
{
	return lx_trap6(LX_SYS_splice, fd_in, LX_PTR(off_in), fd_out, LX_PTR(off_out), LX_PTR(len), flags);
}

/*
 * Tee copies up to len bytes from one pipe to another and leaves them in the first. Returns how many; 0: the first is
 * empty and has no writer. flags: LX_SPLICE_F_NONBLOCK. Since Linux 2.6.17. tee(2).
 */
LX_API long Tee(int fd_in, int fd_out, unsigned long len, unsigned int flags)
{
	return lx_trap4(LX_SYS_tee, fd_in, fd_out, LX_PTR(len), flags);
}

/*
 * Vmsplice puts the memory of nr_segs buffers into the pipe whose write end fd is, not copied: what changes there
 * before it is read changes in the pipe. With a read end it copies out of the pipe. flags: LX_SPLICE_F_*. Returns how
 * many bytes. Since Linux 2.6.17. vmsplice(2).
 */
LX_API long Vmsplice(int fd, const Iovec *iov, unsigned long nr_segs, unsigned int flags)
{
	return lx_trap4(LX_SYS_vmsplice, fd, LX_PTR(iov), LX_PTR(nr_segs), flags);
}

/*
 * CopyFileRange copies up to len bytes from file to file, sharing blocks where the file system can. off_in and off_out
 * are offsets to use and move, or NULL for the descriptors' own; flags is 0. Returns how many; 0 is the end, and all
 * that files which tell no size, as in /proc, give. -EXDEV and -EOPNOTSUPP: not between these file systems. Since Linux
 * 4.5. copy_file_range(2).
 */
LX_API long CopyFileRange(int fd_in, long *off_in, int fd_out, long *off_out, unsigned long len, unsigned int flags)
{
	return lx_trap6(LX_SYS_copy_file_range, fd_in, LX_PTR(off_in), fd_out, LX_PTR(off_out), LX_PTR(len), flags);
}

/*
 * Getdents fills dirp, aligned to 8 and count bytes long, with the next entries of the directory fd: a Dirent and its
 * name each, "." and ".." among them. Returns how many bytes; 0 is the end. -EINVAL: count is too small for the next
 * entry, 280 is enough for a name of LX_NAME_MAX bytes; -ENOENT: the directory is removed, which is its end. Issues
 * getdents64, not SYS_getdents. getdents(2).
 */
LX_API int Getdents(int fd, void *dirp, unsigned int count)
{
	return (int)lx_trap3(LX_SYS_getdents64, fd, LX_PTR(dirp), count);
}

/* DirentName returns the name of an entry in a buffer that Getdents filled. It ends in NUL. No system call. */
LX_API const char *DirentName(const Dirent *dirent)
{
	return (const char *)dirent + 19;
}

/* ReadDirent is Getdents under its Go name. Issues getdents64. getdents(2). */
LX_API int ReadDirent(int fd, void *buf, unsigned int count)
{
	return (int)lx_trap3(LX_SYS_getdents64, fd, LX_PTR(buf), count);
}

/*
 * DirentNext returns the entry that begins at buf + *offset and moves *offset, which begins as 0, to the next one. buf
 * is aligned to 8; len is how many bytes it holds, a result of Getdents that is an error counting as malformed.
 * Returns NULL at the end, where *offset is len, and where the entry is malformed: then *offset stays where it is,
 * below len. What it returns lies whole in the buffer, its name ends in NUL within reclen, and nothing beyond len was
 * read. "." and ".." come too, and entries whose ino is 0, which Go's ParseDirent leaves out. No system call.
 *
 *	for (offset = 0; (entry = DirentNext(buf, len, &offset)) != 0;)
 *		...
 *	if (offset != len)
 *		the buffer is malformed
 */
LX_API const Dirent *DirentNext(const void *buf, unsigned long len, unsigned long *offset)
{
	typedef unsigned short __attribute__((__may_alias__)) Half;
	typedef unsigned long __attribute__((__may_alias__)) Word;
	/* 24: ino, off, reclen and type are 19, and no name with its NUL makes less of that. limit does not change from
	   entry to entry, so that one comparison holds *offset against len, even where len is an error. */
	unsigned long limit = len - 24 < -4095UL - 24 ? len - 23 : 0;
	unsigned long left = len - *offset - 24;
	unsigned long reclen, more, last, i;
	const unsigned char *entry;

	if (left >= limit)
		return LX_NULL;
	entry = (const unsigned char *)buf + *offset;
	if ((unsigned long)entry % 8 != 0)
		return LX_NULL;
	reclen = *(const Half *)(const void *)(entry + 16);
	more = reclen - 24;
	if (more > left || more % 8 != 0)
		return LX_NULL;
	/* The kernel puts the NUL into the last eight bytes, of which the shortest entry's first three are no name. */
	last = *(const Word *)(const void *)(entry + reclen - 8);
	if (reclen == 24)
		last |= 0xffffff;
	if (((last - 0x0101010101010101UL) & ~last & 0x8080808080808080UL) == 0)
		for (i = 19; entry[i] != 0; i++)
			if (i == reclen - 1)
				return LX_NULL;
	*offset += reclen;
	return (const Dirent *)(const void *)entry;
}

/*
 * DirentNameLen returns how many bytes the name of an entry has, its NUL not counted, and never looks beyond the
 * entry's reclen. No system call.
 */
LX_API unsigned long DirentNameLen(const Dirent *dirent)
{
	const unsigned char *entry = (const unsigned char *)(const void *)dirent;
	unsigned long reclen = entry[16] | (unsigned long)entry[17] << 8;
	unsigned long i = 19;

	while (i < reclen && entry[i] != 0) {
		i++;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of strlen */
	}
	return i - 19;
}

/*
 * Cachestat counts the pages of a range of fd that the page cache holds. flags is 0. -EPERM: the caller
 * may not write the file and does not own it. Since Linux 6.5. cachestat(2).
 */
LX_API int Cachestat(int fd, const CachestatRange *cstat_range, Cachestat_t *cstat, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_cachestat, fd, LX_PTR(cstat_range), LX_PTR(cstat), flags);
}

#endif /* BARECALL_EXTERN */
#endif
