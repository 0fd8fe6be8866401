/*
 * Buffers and fences that devices share.
 */
#ifndef LX_DEV_DMABUF_H
#define LX_DEV_DMABUF_H

#include "../ioctl.h"
#include "../uapi/dev/dmabuf.h"
#include "../uapi/file.h"

/* DmaHeapAllocationData: a buffer that is asked of /dev/dma_heap/NAME. struct dma_heap_allocation_data. */
typedef struct DmaHeapAllocationData {
	unsigned long len; /* bytes */
	unsigned int fd; /* out */
	unsigned int fd_flags; /* LX_O_RDWR, LX_O_CLOEXEC */
	unsigned long heap_flags; /* 0 */
} DmaHeapAllocationData;

/* DmaBufSyncFile: a fence taken from a buffer, or put to it. struct dma_buf_export_sync_file, dma_buf_import_sync_file. */
typedef struct DmaBufSyncFile {
	unsigned int flags; /* LX_DMA_BUF_SYNC_READ, LX_DMA_BUF_SYNC_WRITE */
	int fd;
} DmaBufSyncFile;

/* SyncMergeData: two fences made one. struct sync_merge_data. */
typedef struct SyncMergeData {
	char name[32];
	int fd2; /* in: the other */
	int fence; /* out */
	unsigned int flags;
	unsigned int pad;
} SyncMergeData;

/* SyncFenceInfo: a fence. struct sync_fence_info. */
typedef struct SyncFenceInfo {
	char obj_name[32];
	char driver_name[32];
	int status; /* 0 pending, 1 signalled, or -errno */
	unsigned int flags;
	unsigned long timestamp_ns;
} SyncFenceInfo;

/* SyncFileInfo: the fences of a descriptor. struct sync_file_info. */
typedef struct SyncFileInfo {
	char name[32];
	int status; /* as a fence's */
	unsigned int flags;
	unsigned int num_fences; /* in: how many have room; out: how many there are */
	unsigned int pad;
	SyncFenceInfo *sync_fence_info;
} SyncFileInfo;

/* UdmabufCreate: a buffer of pages of a memfd, sealed against shrinking. struct udmabuf_create. */
typedef struct UdmabufCreate {
	unsigned int memfd;
	unsigned int flags; /* LX_UDMABUF_FLAGS_CLOEXEC */
	unsigned long offset; /* bytes, whole pages */
	unsigned long size;
} UdmabufCreate;

#ifdef LX_LINK_NAMES
#include "../extern/dev/dmabuf.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlDmaHeapAlloc makes a buffer; data->fd is its descriptor. LX_DMA_HEAP_IOCTL_ALLOC. Since Linux 5.6. */
LX_API int IoctlDmaHeapAlloc(int fd, DmaHeapAllocationData *data)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_DMA_HEAP_IOCTL_ALLOC, LX_PTR(data));
}

/*
 * IoctlDmaBufSync begins or ends that the processor reads or writes a mapped buffer: LX_DMA_BUF_SYNC_*. -EINTR,
 * -EAGAIN: once more. LX_DMA_BUF_IOCTL_SYNC. Since Linux 4.6.
 */
LX_API int IoctlDmaBufSync(int fd, unsigned long flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_DMA_BUF_IOCTL_SYNC, LX_PTR(&flags));
}

/* IoctlDmaBufExportSyncFile gives the fences of a buffer as a descriptor. Since Linux 6.0. */
LX_API int IoctlDmaBufExportSyncFile(int fd, DmaBufSyncFile *file)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_DMA_BUF_IOCTL_EXPORT_SYNC_FILE, LX_PTR(file));
}

/* IoctlDmaBufImportSyncFile gives a buffer a fence. Since Linux 6.0. */
LX_API int IoctlDmaBufImportSyncFile(int fd, const DmaBufSyncFile *file)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_DMA_BUF_IOCTL_IMPORT_SYNC_FILE, LX_PTR(file));
}

/* IoctlSyncMerge makes one fence of two. LX_SYNC_IOC_MERGE. */
LX_API int IoctlSyncMerge(int fd, SyncMergeData *data)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SYNC_IOC_MERGE, LX_PTR(data));
}

/* IoctlSyncFileInfo tells of fences. LX_SYNC_IOC_FILE_INFO. */
LX_API int IoctlSyncFileInfo(int fd, SyncFileInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SYNC_IOC_FILE_INFO, LX_PTR(info));
}

/*
 * IoctlUdmabufCreate makes a buffer of a memfd, and returns its descriptor. fd: /dev/udmabuf. LX_UDMABUF_CREATE. Since
 * Linux 4.20.
 */
LX_API int IoctlUdmabufCreate(int fd, const UdmabufCreate *create)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UDMABUF_CREATE, LX_PTR(create));
}

#endif /* BARECALL_EXTERN */
#endif
