/*
 * Asynchronous input and output: io_uring, and the older io_submit.
 */
#ifndef LX_AIO_H
#define LX_AIO_H

#include "base.h"
#include "uapi/aio.h"
#include "uapi/file.h"

/* Iocb: a request for IoSubmit. struct iocb. */
typedef struct Iocb {
	unsigned long data; /* comes back in IoEvent */
	unsigned int key; /* the kernel's */
	int rw_flags; /* LX_RWF_* */
	unsigned short lio_opcode; /* LX_IOCB_CMD_* */
	short reqprio;
	unsigned int fildes;
	unsigned long buf; /* a buffer's address; an Iovec's with PREADV and PWRITEV; events with POLL */
	unsigned long nbytes; /* of the buffer, or how many Iovec */
	long offset;
	unsigned long reserved2;
	unsigned int flags; /* LX_IOCB_FLAG_* */
	unsigned int resfd; /* an eventfd to be told at, with LX_IOCB_FLAG_RESFD */
} Iocb;

/* IoEvent: how a request ended. struct io_event. */
typedef struct IoEvent {
	unsigned long data; /* the Iocb's */
	unsigned long obj; /* the Iocb's address */
	long res; /* as the plain call's result: a count or -errno */
	long res2;
} IoEvent;

/* AioSigset: how io_pgetevents takes a signal mask. struct __aio_sigset (fs/aio.c). */
typedef struct AioSigset {
	const Sigset_t *sigmask;
	unsigned long sigsetsize;
} AioSigset;

/*
 * IoUringSqe: a request for a ring, 64 bytes; what an operation does not use is zero. Which members of the unions hold
 * depends on opcode. struct io_uring_sqe.
 */
typedef struct IoUringSqe {
	unsigned char opcode; /* LX_IORING_OP_* */
	unsigned char flags; /* LX_IOSQE_* */
	unsigned short ioprio; /* or the flags of accept, send and recv operations */
	int fd;
	union {
		unsigned long off;
		unsigned long addr2;
		struct {
			unsigned int cmd_op;
			unsigned int pad;
		} cmd;
	} where;
	union {
		unsigned long addr; /* of a buffer, Iovec, path... */
		unsigned long splice_off_in;
		struct {
			unsigned int level;
			unsigned int optname;
		} opt;
	} data;
	unsigned int len; /* of the buffer, or how many Iovec */
	union {
		unsigned int rw_flags;
		unsigned int fsync_flags;
		unsigned short poll_events;
		unsigned int poll32_events;
		unsigned int sync_range_flags;
		unsigned int msg_flags;
		unsigned int timeout_flags;
		unsigned int accept_flags;
		unsigned int cancel_flags;
		unsigned int open_flags;
		unsigned int statx_flags;
		unsigned int fadvise_advice;
		unsigned int splice_flags;
		unsigned int rename_flags;
		unsigned int unlink_flags;
		unsigned int hardlink_flags;
		unsigned int xattr_flags;
		unsigned int msg_ring_flags;
		unsigned int uring_cmd_flags;
		unsigned int waitid_flags;
		unsigned int futex_flags;
		unsigned int install_fd_flags;
		unsigned int nop_flags;
		unsigned int pipe_flags;
	} op;
	unsigned long user_data; /* comes back in IoUringCqe */
	union {
		unsigned short index; /* of a registered buffer */
		unsigned short group; /* to select a buffer from */
	} buf;
	unsigned short personality;
	union {
		int splice_fd_in;
		unsigned int file_index;
		unsigned int zcrx_ifq_idx;
		unsigned int optlen;
		unsigned short addr_len;
		unsigned char write_stream;
	} target;
	union {
		unsigned long addr3;
		struct {
			unsigned long ptr;
			unsigned long type_mask; /* LX_IORING_RW_ATTR_FLAG_* */
		} attr;
		unsigned long optval;
		unsigned char cmd[16]; /* 80 bytes with LX_IORING_SETUP_SQE128 */
	} extra;
} IoUringSqe;

/* IoUringCqe: how a request ended; 16 more bytes follow with LX_IORING_SETUP_CQE32. struct io_uring_cqe. */
typedef struct IoUringCqe {
	unsigned long user_data; /* the IoUringSqe's */
	int res; /* as the plain call's result: a count, a descriptor or -errno */
	unsigned int flags; /* LX_IORING_CQE_F_* */
} IoUringCqe;

/*
 * IoSqringOffsets: where in the mapping at LX_IORING_OFF_SQ_RING the submission queue's parts are. struct
 * io_sqring_offsets.
 */
typedef struct IoSqringOffsets {
	unsigned int head;
	unsigned int tail;
	unsigned int ring_mask;
	unsigned int ring_entries;
	unsigned int flags; /* LX_IORING_SQ_* are there */
	unsigned int dropped;
	unsigned int array;
	unsigned int reserved1;
	unsigned long user_addr; /* with LX_IORING_SETUP_NO_MMAP, of the IoUringSqe */
} IoSqringOffsets;

/*
 * IoCqringOffsets: where in the mapping at LX_IORING_OFF_CQ_RING the completion queue's parts are. struct
 * io_cqring_offsets.
 */
typedef struct IoCqringOffsets {
	unsigned int head;
	unsigned int tail;
	unsigned int ring_mask;
	unsigned int ring_entries;
	unsigned int overflow;
	unsigned int cqes;
	unsigned int flags; /* LX_IORING_CQ_* are there */
	unsigned int reserved1;
	unsigned long user_addr; /* with LX_IORING_SETUP_NO_MMAP, of the rings */
} IoCqringOffsets;

/* IoUringParams: what a ring shall be, and what it is. struct io_uring_params. */
typedef struct IoUringParams {
	unsigned int sq_entries;
	unsigned int cq_entries;
	unsigned int flags; /* LX_IORING_SETUP_* */
	unsigned int sq_thread_cpu;
	unsigned int sq_thread_idle; /* milliseconds */
	unsigned int features; /* LX_IORING_FEAT_* */
	unsigned int wq_fd;
	unsigned int reserved[3];
	IoSqringOffsets sq_off;
	IoCqringOffsets cq_off;
} IoUringParams;

/* IoUringGeteventsArg: for IoUringEnter2 with LX_IORING_ENTER_EXT_ARG. struct io_uring_getevents_arg. */
typedef struct IoUringGeteventsArg {
	unsigned long sigmask; /* a Sigset_t's address, or 0 */
	unsigned int sigmask_sz; /* 8 */
	unsigned int min_wait_usec;
	unsigned long ts; /* a Timespec's address: how long to wait, or 0 */
} IoUringGeteventsArg;

/* IoUringRegWait: the same in a registered region, with LX_IORING_ENTER_EXT_ARG_REG. struct io_uring_reg_wait. */
typedef struct IoUringRegWait {
	Timespec ts;
	unsigned int min_wait_usec;
	unsigned int flags; /* LX_IORING_REG_WAIT_TS: ts holds */
	unsigned long sigmask;
	unsigned int sigmask_sz;
	unsigned int pad[3];
	unsigned long pad2[2];
} IoUringRegWait;

/* IoUringAttrPi: protection information of a read or write. struct io_uring_attr_pi. */
typedef struct IoUringAttrPi {
	unsigned short flags;
	unsigned short app_tag;
	unsigned int len;
	unsigned long addr;
	unsigned long seed;
	unsigned long reserved;
} IoUringAttrPi;

/* IoUringRegionDesc: memory for a ring to use. struct io_uring_region_desc. */
typedef struct IoUringRegionDesc {
	unsigned long user_addr;
	unsigned long size;
	unsigned int flags; /* LX_IORING_MEM_REGION_TYPE_USER */
	unsigned int id;
	unsigned long mmap_offset;
	unsigned long reserved[4];
} IoUringRegionDesc;

/* IoUringMemRegionReg: for LX_IORING_REGISTER_MEM_REGION. struct io_uring_mem_region_reg. */
typedef struct IoUringMemRegionReg {
	unsigned long region_uptr; /* an IoUringRegionDesc's address */
	unsigned long flags; /* LX_IORING_MEM_REGION_REG_WAIT_ARG */
	unsigned long reserved[2];
} IoUringMemRegionReg;

/* IoUringRsrcRegister: for LX_IORING_REGISTER_FILES2 and BUFFERS2. struct io_uring_rsrc_register. */
typedef struct IoUringRsrcRegister {
	unsigned int nr;
	unsigned int flags; /* LX_IORING_RSRC_REGISTER_SPARSE */
	unsigned long reserved2;
	unsigned long data; /* an array's address */
	unsigned long tags;
} IoUringRsrcRegister;

/*
 * IoUringRsrcUpdate: for LX_IORING_REGISTER_FILES_UPDATE and LX_IORING_REGISTER_RING_FDS. struct
 * io_uring_rsrc_update.
 */
typedef struct IoUringRsrcUpdate {
	unsigned int offset;
	unsigned int reserved;
	unsigned long data;
} IoUringRsrcUpdate;

/* IoUringRsrcUpdate2: for LX_IORING_REGISTER_FILES_UPDATE2 and BUFFERS_UPDATE. struct io_uring_rsrc_update2. */
typedef struct IoUringRsrcUpdate2 {
	unsigned int offset;
	unsigned int reserved;
	unsigned long data;
	unsigned long tags;
	unsigned int nr;
	unsigned int reserved2;
} IoUringRsrcUpdate2;

/* IoUringProbeOp: whether the kernel has an operation. struct io_uring_probe_op. */
typedef struct IoUringProbeOp {
	unsigned char op;
	unsigned char reserved;
	unsigned short flags; /* LX_IO_URING_OP_SUPPORTED */
	unsigned int reserved2;
} IoUringProbeOp;

/* IoUringProbe: for LX_IORING_REGISTER_PROBE; room for IoUringProbeOps follows it. struct io_uring_probe. */
typedef struct IoUringProbe {
	unsigned char last_op;
	unsigned char ops_len;
	unsigned short reserved;
	unsigned int reserved2[3];
} IoUringProbe;

/* IoUringRestriction: for LX_IORING_REGISTER_RESTRICTIONS. struct io_uring_restriction. */
typedef struct IoUringRestriction {
	unsigned short opcode; /* LX_IORING_RESTRICTION_* */
	union {
		unsigned char register_op;
		unsigned char sqe_op;
		unsigned char sqe_flags;
	} u;
	unsigned char reserved;
	unsigned int reserved2[3];
} IoUringRestriction;

/* IoUringClockRegister: for LX_IORING_REGISTER_CLOCK. struct io_uring_clock_register. */
typedef struct IoUringClockRegister {
	unsigned int clockid;
	unsigned int reserved[3];
} IoUringClockRegister;

/* IoUringCloneBuffers: for LX_IORING_REGISTER_CLONE_BUFFERS. struct io_uring_clone_buffers. */
typedef struct IoUringCloneBuffers {
	unsigned int src_fd;
	unsigned int flags; /* LX_IORING_REGISTER_SRC_REGISTERED, LX_IORING_REGISTER_DST_REPLACE */
	unsigned int src_off;
	unsigned int dst_off;
	unsigned int nr;
	unsigned int pad[3];
} IoUringCloneBuffers;

/*
 * IoUringBuf: one buffer of a ring of them, an array that LX_IORING_REGISTER_PBUF_RING announces; the reserved of the
 * first is the ring's tail. struct io_uring_buf.
 */
typedef struct IoUringBuf {
	unsigned long addr;
	unsigned int len;
	unsigned short bid;
	unsigned short reserved;
} IoUringBuf;

/* IoUringBufReg: for LX_IORING_REGISTER_PBUF_RING and UNREGISTER. struct io_uring_buf_reg. */
typedef struct IoUringBufReg {
	unsigned long ring_addr;
	unsigned int ring_entries; /* a power of two */
	unsigned short bgid;
	unsigned short flags; /* LX_IOU_PBUF_RING_* */
	unsigned int min_left;
	unsigned int reserved[5];
} IoUringBufReg;

/* IoUringBufStatus: for LX_IORING_REGISTER_PBUF_STATUS. struct io_uring_buf_status. */
typedef struct IoUringBufStatus {
	unsigned int buf_group;
	unsigned int head; /* the kernel's */
	unsigned int reserved[8];
} IoUringBufStatus;

/* IoUringNapi: busy polling of a ring's sockets, for LX_IORING_REGISTER_NAPI. struct io_uring_napi. */
typedef struct IoUringNapi {
	unsigned int busy_poll_to; /* microseconds */
	unsigned char prefer_busy_poll;
	unsigned char opcode; /* LX_IO_URING_NAPI_* */
	unsigned char pad[2];
	unsigned int op_param; /* LX_IO_URING_NAPI_TRACKING_*, or an id */
	unsigned int reserved;
} IoUringNapi;

/* IoUringSyncCancelReg: for LX_IORING_REGISTER_SYNC_CANCEL. struct io_uring_sync_cancel_reg. */
typedef struct IoUringSyncCancelReg {
	unsigned long addr; /* the request's user_data */
	int fd;
	unsigned int flags; /* LX_IORING_ASYNC_CANCEL_* */
	Timespec timeout; /* both -1: without end */
	unsigned char opcode;
	unsigned char pad[7];
	unsigned long pad2[3];
} IoUringSyncCancelReg;

/* IoUringFileIndexRange: for LX_IORING_REGISTER_FILE_ALLOC_RANGE. struct io_uring_file_index_range. */
typedef struct IoUringFileIndexRange {
	unsigned int off;
	unsigned int len;
	unsigned long reserved;
} IoUringFileIndexRange;

/* IoUringRecvmsgOut: the head of what a multishot recvmsg puts into a buffer. struct io_uring_recvmsg_out. */
typedef struct IoUringRecvmsgOut {
	unsigned int namelen;
	unsigned int controllen;
	unsigned int payloadlen;
	unsigned int flags;
} IoUringRecvmsgOut;

#ifdef LX_LINK_NAMES
#include "extern/aio.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoUringSetup makes a ring for entries requests (a power of two, or rounded up to one), as p asks, and says in p where
 * its parts are; they are then mapped with Mmap at LX_IORING_OFF_*. Returns its descriptor, close-on-exec. -EPERM: the
 * system forbids it (sysctl io_uring_disabled). Since Linux 5.1. io_uring_setup(2).
 */
LX_API int IoUringSetup(unsigned int entries, IoUringParams *p)
{
	return (int)lx_trap2(LX_SYS_io_uring_setup, entries, LX_PTR(p));
}

/*
 * IoUringEnter submits to_submit requests and, with LX_IORING_ENTER_GETEVENTS in flags, waits until min_complete have
 * completed, with the signal mask sig during the wait (NULL: unchanged). Returns how many were submitted. -EINTR: a
 * handler ran before anything was. -EBUSY, -EAGAIN: completions are to be taken first. Since Linux 5.1.
 * io_uring_enter(2).
 */
LX_API int IoUringEnter(int fd, unsigned int to_submit, unsigned int min_complete, unsigned int flags,
			const Sigset_t *sig)
{
	return (int)lx_trap6(LX_SYS_io_uring_enter, fd, to_submit, min_complete, flags, LX_PTR(sig), sizeof(Sigset_t));
}

/*
 * IoUringEnter2 is IoUringEnter with sz bytes of argument: an IoUringGeteventsArg with LX_IORING_ENTER_EXT_ARG in flags
 * (Linux 5.11), or, as a number, the offset of an IoUringRegWait with LX_IORING_ENTER_EXT_ARG_REG (Linux 6.13).
 * -ETIME: the time is over. Since Linux 5.11. io_uring_enter2(2).
 */
LX_API int IoUringEnter2(int fd, unsigned int to_submit, unsigned int min_complete, unsigned int flags,
			 const void *arg, unsigned long sz)
{
	return (int)lx_trap6(LX_SYS_io_uring_enter, fd, to_submit, min_complete, flags, LX_PTR(arg), LX_PTR(sz));
}

/*
 * IoUringRegister gives a ring buffers, descriptors and other things to keep, or asks what it can do. opcode:
 * LX_IORING_REGISTER_*, on which depend arg, nr_args and the result. fd: the ring, or -1 for some. Since Linux 5.1.
 * io_uring_register(2).
 */
LX_API int IoUringRegister(int fd, unsigned int opcode, void *arg, unsigned int nr_args)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, opcode, LX_PTR(arg), nr_args);
}

/*
 * IoSetup makes a context for at least nr_events requests at a time; ctx_idp must hold 0, and takes its number. Returns
 * 0. -EAGAIN: more than the system allows. io_setup(2).
 */
LX_API int IoSetup(unsigned int nr_events, unsigned long *ctx_idp)
{
	return (int)lx_trap2(LX_SYS_io_setup, nr_events, LX_PTR(ctx_idp));
}

/* IoDestroy ends a context; it waits for the requests that cannot be cancelled. Returns 0. io_destroy(2). */
LX_API int IoDestroy(unsigned long ctx_id)
{
	return (int)lx_trap1(LX_SYS_io_destroy, LX_PTR(ctx_id));
}

/*
 * IoSubmit starts nr requests. Returns how many were; the first that could not be is an error only when it is first of
 * all. Reads and writes of ordinary files without LX_O_DIRECT are done before it returns. io_submit(2).
 */
LX_API int IoSubmit(unsigned long ctx_id, long nr, Iocb *const *iocbpp)
{
	return (int)lx_trap3(LX_SYS_io_submit, LX_PTR(ctx_id), nr, LX_PTR(iocbpp));
}

/*
 * IoCancel tries to cancel a request, as few but polls can be. Returns -EINPROGRESS when it will be, and its event
 * comes as any other; -EINVAL: it cannot be, or there is none such. result is not written. io_cancel(2).
 */
LX_API int IoCancel(unsigned long ctx_id, const Iocb *iocb, IoEvent *result)
{
	return (int)lx_trap3(LX_SYS_io_cancel, LX_PTR(ctx_id), LX_PTR(iocb), LX_PTR(result));
}

/*
 * IoGetevents takes what completed, nr events at most, and waits for min_nr of them, for timeout at most (NULL: without
 * end), which is not written back. Returns how many it took. -EINTR: a handler ran and there were none.
 * io_getevents(2).
 */
LX_API int IoGetevents(unsigned long ctx_id, long min_nr, long nr, IoEvent *events, const Timespec *timeout)
{
	return (int)lx_trap5(LX_SYS_io_getevents, LX_PTR(ctx_id), min_nr, nr, LX_PTR(events), LX_PTR(timeout));
}

/*
 * IoPgetevents is IoGetevents with a signal mask that holds during the wait (NULL: unchanged). Since Linux 4.18. No man
 * page: fs/aio.c.
 */
LX_API int IoPgetevents(unsigned long ctx_id, long min_nr, long nr, IoEvent *events, const Timespec *timeout,
			const Sigset_t *sigmask)
{
	AioSigset arg;

	arg.sigmask = sigmask;
	arg.sigsetsize = sizeof(Sigset_t);
	return (int)lx_trap6(LX_SYS_io_pgetevents, LX_PTR(ctx_id), min_nr, nr, LX_PTR(events), LX_PTR(timeout),
			     LX_PTR(&arg));
}

#endif /* BARECALL_EXTERN */
#endif
