/*
 * Loop devices: a file as a disk.
 *
 * IoctlLoopGetFree of /dev/loop-control gives a free number, IoctlLoopConfigure of that /dev/loopN its file. Between the
 * two somebody else may take the device: -EBUSY, and the next free one is to be asked for. Image files hold partitions,
 * too: LX_LO_FLAGS_PARTSCAN makes devices loopNpM of them.
 */
#ifndef LX_DEV_LOOP_H
#define LX_DEV_LOOP_H

#include "../ioctl.h"
#include "../uapi/dev/loop.h"

/* LoopInfo64: what a loop device shows of its file. struct loop_info64. */
typedef struct LoopInfo64 {
	unsigned long device; /* out: where the file lies, and its inode */
	unsigned long inode;
	unsigned long rdevice;
	unsigned long offset; /* bytes of the file that the disk leaves out at its beginning */
	unsigned long sizelimit; /* bytes; 0: all of the file */
	unsigned int number; /* out */
	unsigned int encrypt_type; /* 0: since Linux 5.16 there is no other */
	unsigned int encrypt_key_size;
	unsigned int flags; /* LX_LO_FLAGS_* */
	unsigned char file_name[64]; /* for the reader alone: the kernel does not look at it */
	unsigned char crypt_name[64];
	unsigned char encrypt_key[32];
	unsigned long init[2];
} LoopInfo64;

/* LoopConfig: a loop device as IoctlLoopConfigure makes it. struct loop_config. */
typedef struct LoopConfig {
	unsigned int fd; /* the file, open for writing unless the disk is to be read-only */
	unsigned int block_size; /* bytes; 0: 512, or more with LX_LO_FLAGS_DIRECT_IO */
	LoopInfo64 info;
	unsigned long reserved[8];
} LoopConfig;

#ifdef LX_LINK_NAMES
#include "../extern/dev/loop.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlLoopGetFree returns the number of a free loop device, made if need be. ctl: /dev/loop-control. loop(4). */
LX_API int IoctlLoopGetFree(int ctl)
{
	return (int)lx_trap3(LX_SYS_ioctl, ctl, LX_LOOP_CTL_GET_FREE, 0);
}

/* IoctlLoopAdd makes loop device number, and returns it; -1: a free one. -EEXIST: it is there. loop(4). */
LX_API int IoctlLoopAdd(int ctl, int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, ctl, LX_LOOP_CTL_ADD, number);
}

/* IoctlLoopRemove removes loop device number. -EBUSY: it has a file, or is open. loop(4). */
LX_API int IoctlLoopRemove(int ctl, int number)
{
	return (int)lx_trap3(LX_SYS_ioctl, ctl, LX_LOOP_CTL_REMOVE, number);
}

/*
 * IoctlLoopConfigure gives a loop device its file and settings at once. Returns 0. -EBUSY: it has one. -EBADF: so is
 * config->fd. -EINVAL: before Linux 5.8 there is no such request: IoctlLoopSetFd and IoctlLoopSetStatus64 do the same in
 * two, with the disk whole in between. Since Linux 5.8. loop(4).
 */
LX_API int IoctlLoopConfigure(int fd, const LoopConfig *config)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_CONFIGURE, LX_PTR(config));
}

/* IoctlLoopSetFd gives a loop device its file. -EBUSY: it has one. loop(4). */
LX_API int IoctlLoopSetFd(int fd, int file)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_SET_FD, file);
}

/* IoctlLoopClrFd takes it away, at once or, where somebody has the device open, at the last close. -ENXIO: it has none. */
LX_API int IoctlLoopClrFd(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_CLR_FD, 0);
}

/* IoctlLoopChangeFd exchanges the file of a read-only loop device for another of the same size. loop(4). */
LX_API int IoctlLoopChangeFd(int fd, int file)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_CHANGE_FD, file);
}

/* IoctlLoopGetStatus64 tells what a loop device shows. -ENXIO: it has no file. loop(4). */
LX_API int IoctlLoopGetStatus64(int fd, LoopInfo64 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_GET_STATUS64, LX_PTR(value));
}

/*
 * IoctlLoopSetStatus64 changes it; of the flags those in LX_LOOP_SET_STATUS_SETTABLE_FLAGS and
 * LX_LOOP_SET_STATUS_CLEARABLE_FLAGS alone. -EAGAIN: pages of the disk are in use, once more. loop(4).
 */
LX_API int IoctlLoopSetStatus64(int fd, const LoopInfo64 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_SET_STATUS64, LX_PTR(value));
}

/* IoctlLoopSetCapacity lets the disk become as long as its file is now. loop(4). */
LX_API int IoctlLoopSetCapacity(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_SET_CAPACITY, 0);
}

/* IoctlLoopSetDirectIO has the file read and written without the page cache, or not. -EINVAL: it cannot be. Since 4.10. */
LX_API int IoctlLoopSetDirectIO(int fd, int on)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_SET_DIRECT_IO, on);
}

/* IoctlLoopSetBlockSize sets the disk's block size, in bytes: a power of two from 512 to a page. Since Linux 4.14. */
LX_API int IoctlLoopSetBlockSize(int fd, int size)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_LOOP_SET_BLOCK_SIZE, size);
}

#endif /* BARECALL_EXTERN */
#endif
