/*
 * File systems that a program serves, through /dev/fuse: a read gives a request, FuseInHeader and what its opcode says; a
 * write of FuseOutHeader and the rest answers it.
 */
#ifndef LX_DEV_FUSE_H
#define LX_DEV_FUSE_H

#include "../ioctl.h"
#include "../uapi/dev/fuse.h"

/* FuseInHeader: a request. struct fuse_in_header. */
typedef struct FuseInHeader {
	unsigned int len; /* bytes, this too */
	unsigned int opcode; /* LX_FUSE_* */
	unsigned long unique; /* for the answer */
	unsigned long nodeid; /* LX_FUSE_ROOT_ID: the root */
	unsigned int uid;
	unsigned int gid;
	unsigned int pid;
	unsigned short total_extlen; /* in 8 bytes */
	unsigned short padding;
} FuseInHeader;

/* FuseOutHeader: an answer. struct fuse_out_header. */
typedef struct FuseOutHeader {
	unsigned int len; /* bytes, this too */
	int error; /* 0, or -errno */
	unsigned long unique;
} FuseOutHeader;

/* FuseInitIn: the first request, LX_FUSE_INIT. struct fuse_init_in. */
typedef struct FuseInitIn {
	unsigned int version_major;
	unsigned int version_minor;
	unsigned int max_readahead; /* bytes */
	unsigned int flags; /* LX_FUSE_ASYNC_READ and others */
	unsigned int flags2; /* those from bit 32 on */
	unsigned int unused[11];
} FuseInitIn;

/* FuseInitOut: its answer. struct fuse_init_out. */
typedef struct FuseInitOut {
	unsigned int version_major; /* LX_FUSE_KERNEL_VERSION */
	unsigned int version_minor;
	unsigned int max_readahead;
	unsigned int flags;
	unsigned short max_background;
	unsigned short congestion_threshold;
	unsigned int max_write; /* bytes */
	unsigned int time_gran; /* nanoseconds */
	unsigned short max_pages;
	unsigned short map_alignment;
	unsigned int flags2;
	unsigned int max_stack_depth;
	unsigned short request_timeout; /* seconds */
	unsigned short unused[11];
} FuseInitOut;

/* FuseBackingMap: a file that the kernel reads and writes in place of the program. struct fuse_backing_map. */
typedef struct FuseBackingMap {
	int fd;
	unsigned int flags;
	unsigned long padding;
} FuseBackingMap;

#ifdef LX_LINK_NAMES
#include "../extern/dev/fuse.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlFuseClone makes fd, of /dev/fuse, one more descriptor of the file system that other serves.
 * LX_FUSE_DEV_IOC_CLONE. Since Linux 4.2.
 */
LX_API int IoctlFuseClone(int fd, unsigned int other)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FUSE_DEV_IOC_CLONE, LX_PTR(&other));
}

/* IoctlFuseBackingOpen makes a file known, and returns its number. LX_FUSE_DEV_IOC_BACKING_OPEN. Since Linux 6.9. */
LX_API int IoctlFuseBackingOpen(int fd, const FuseBackingMap *map)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FUSE_DEV_IOC_BACKING_OPEN, LX_PTR(map));
}

/* IoctlFuseBackingClose forgets it. LX_FUSE_DEV_IOC_BACKING_CLOSE. Since Linux 6.9. */
LX_API int IoctlFuseBackingClose(int fd, unsigned int id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FUSE_DEV_IOC_BACKING_CLOSE, LX_PTR(&id));
}

#endif /* BARECALL_EXTERN */
#endif
