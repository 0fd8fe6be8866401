/*
 * IoUringRegister's operations, one function each, beside the raw call in aio.h: IoUringRegisterFiles is
 * IORING_REGISTER_FILES. fd is the ring.
 *
 * All of them: -EBADF, -EOPNOTSUPP: fd is no ring; -EINVAL: also of a kernel that lacks it; -EBUSY: there is one
 * already; -EACCES: a restriction forbids it; -EBADFD: of restrictions, once the ring is enabled.
 */
#ifndef LX_OP_IO_URING_REGISTER_H
#define LX_OP_IO_URING_REGISTER_H

#include "../base.h"
#include "../aio.h"
#include "../uapi/process.h"
#include "../uapi/time.h"

/*
 * IoUringQueryHdr: one question of IoUringRegisterQuery; size bytes of answer go to query_data, an address, as far as
 * the kernel has them. struct io_uring_query_hdr.
 */
typedef struct IoUringQueryHdr {
	unsigned long next_entry; /* the address of the next one, or 0 */
	unsigned long query_data;
	unsigned int query_op; /* LX_IO_URING_QUERY_* */
	unsigned int size; /* of the buffer; written: of the answer */
	int result; /* written: 0 or -errno of this question */
	unsigned int reserved[3];
} IoUringQueryHdr;

/* IoUringQueryOpcode: the answer to LX_IO_URING_QUERY_OPCODES. struct io_uring_query_opcode. */
typedef struct IoUringQueryOpcode {
	unsigned int nr_request_opcodes;
	unsigned int nr_register_opcodes;
	unsigned long feature_flags; /* LX_IORING_FEAT_* that there are, as the rest */
	unsigned long ring_setup_flags;
	unsigned long enter_flags;
	unsigned long sqe_flags;
	unsigned int nr_query_opcodes;
	unsigned int pad;
} IoUringQueryOpcode;

/*
 * IoUringBpf: a filter of requests for IoUringRegisterBpfFilter, filter.filter_len classic instructions at
 * filter.filter_ptr. struct io_uring_bpf.
 */
typedef struct IoUringBpf {
	unsigned short cmd_type; /* LX_IO_URING_BPF_CMD_FILTER */
	unsigned short cmd_flags;
	unsigned int reserved;
	struct {
		unsigned int opcode; /* the operation that it is for */
		unsigned int flags; /* LX_IO_URING_BPF_FILTER_* */
		unsigned int filter_len;
		unsigned char pdu_size; /* bytes of that operation's own part */
		unsigned char reserved[3];
		unsigned long filter_ptr;
		unsigned long reserved2[5];
	} filter;
} IoUringBpf;

/* IoUringZcrxAreaReg: memory that packets are received into. struct io_uring_zcrx_area_reg. */
typedef struct IoUringZcrxAreaReg {
	unsigned long addr;
	unsigned long len;
	unsigned long rq_area_token; /* written: what offsets of it have in their upper bits */
	unsigned int flags; /* LX_IORING_ZCRX_AREA_DMABUF */
	unsigned int dmabuf_fd;
	unsigned long reserved2[2];
} IoUringZcrxAreaReg;

/* IoUringZcrxIfqReg: a network device's queue for IoUringRegisterZcrxIfq. struct io_uring_zcrx_ifq_reg. */
typedef struct IoUringZcrxIfqReg {
	unsigned int if_idx; /* the device's index */
	unsigned int if_rxq; /* its queue */
	unsigned int rq_entries; /* of the ring that gives memory back, a power of two */
	unsigned int flags; /* LX_ZCRX_REG_* */
	unsigned long area_ptr; /* an IoUringZcrxAreaReg's address */
	unsigned long region_ptr; /* an IoUringRegionDesc's */
	struct {
		unsigned int head;
		unsigned int tail;
		unsigned int rqes;
		unsigned int reserved2;
		unsigned long reserved[2];
	} offsets; /* written: where the ring's parts are in its region */
	unsigned int zcrx_id; /* written */
	unsigned int rx_buf_len; /* bytes of a buffer, 0: a page */
	unsigned long event_desc; /* a struct zcrx_event_desc's address, or 0 */
	unsigned long reserved[2];
} IoUringZcrxIfqReg;

/* IoUringZcrxCtrl: what IoUringRegisterZcrxCtrl asks of such a queue. struct zcrx_ctrl. */
typedef struct IoUringZcrxCtrl {
	unsigned int zcrx_id;
	unsigned int op; /* LX_ZCRX_CTRL_*, on which u depends */
	unsigned long reserved[2];
	union {
		unsigned int zcrx_fd; /* written: a descriptor of the queue, to import it elsewhere */
		unsigned int event_type; /* LX_ZCRX_EVENT_* */
		unsigned long reserved[6];
	} u;
} IoUringZcrxCtrl;

#ifdef LX_LINK_NAMES
#include "../extern/op/io_uring_register.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoUringRegisterBuffers keeps buffers mapped for LX_IORING_OP_READ_FIXED and its kin. Returns 0. -ENOMEM:
 * LX_RLIMIT_MEMLOCK. Since Linux 5.1. io_uring_register(2).
 */
LX_API int IoUringRegisterBuffers(int fd, const Iovec *iov, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_BUFFERS, LX_PTR(iov), nr);
}

/*
 * IoUringUnregisterBuffers gives them back. Returns 0. -ENXIO: there are none. Since Linux 5.1. io_uring_register(2).
 */
LX_API int IoUringUnregisterBuffers(int fd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_BUFFERS, 0, 0);
}

/*
 * IoUringRegisterFiles keeps descriptors, -1 being room for one, which requests with LX_IOSQE_FIXED_FILE name by index.
 * Returns 0. -EMFILE: above LX_RLIMIT_NOFILE. Since Linux 5.1. io_uring_register(2).
 */
LX_API int IoUringRegisterFiles(int fd, const int *fds, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_FILES, LX_PTR(fds), nr);
}

/* IoUringUnregisterFiles gives them back. Returns 0. -ENXIO: there are none. Since Linux 5.1. io_uring_register(2). */
LX_API int IoUringUnregisterFiles(int fd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_FILES, 0, 0);
}

/*
 * IoUringRegisterEventfd has each completion written to an eventfd. Returns 0. Since Linux 5.2. io_uring_register(2).
 */
LX_API int IoUringRegisterEventfd(int fd, const int *eventfd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_EVENTFD, LX_PTR(eventfd), 1);
}

/*
 * IoUringRegisterEventfdAsync is IoUringRegisterEventfd for completions that come later than the call alone. Returns 0.
 * Since Linux 5.6. io_uring_register(2).
 */
LX_API int IoUringRegisterEventfdAsync(int fd, const int *eventfd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_EVENTFD_ASYNC, LX_PTR(eventfd), 1);
}

/* IoUringUnregisterEventfd undoes either. Returns 0. -ENXIO: there is none. Since Linux 5.2. io_uring_register(2). */
LX_API int IoUringUnregisterEventfd(int fd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_EVENTFD, 0, 0);
}

/*
 * IoUringRegisterFilesUpdate replaces nr of the descriptors from update->offset on; -1 takes one out,
 * LX_IORING_REGISTER_FILES_SKIP leaves it. Returns how many. Since Linux 5.5. io_uring_register(2).
 */
LX_API int IoUringRegisterFilesUpdate(int fd, const IoUringRsrcUpdate *update, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_FILES_UPDATE, LX_PTR(update), nr);
}

/*
 * IoUringRegisterProbe tells which operations the kernel has, in up to nr, 256 at most, IoUringProbeOp that follow
 * probe, all zero before. Returns 0. Since Linux 5.6. io_uring_register(2).
 */
LX_API int IoUringRegisterProbe(int fd, IoUringProbe *probe, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_PROBE, LX_PTR(probe), nr);
}

/*
 * IoUringRegisterPersonality keeps the caller's credentials. Returns a number for requests that are to be made with
 * them. Since Linux 5.6. io_uring_register(2).
 */
LX_API int IoUringRegisterPersonality(int fd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_PERSONALITY, 0, 0);
}

/* IoUringUnregisterPersonality gives them back. Returns 0. -EINVAL: no such. Since Linux 5.6. io_uring_register(2). */
LX_API int IoUringUnregisterPersonality(int fd, unsigned int id)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_PERSONALITY, 0, id);
}

/*
 * IoUringRegisterRestrictions allows a ring that is not enabled yet nothing but these, for good. Returns 0. Since Linux
 * 5.10. io_uring_register(2).
 */
LX_API int IoUringRegisterRestrictions(int fd, const IoUringRestriction *restrictions, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_RESTRICTIONS, LX_PTR(restrictions), nr);
}

/*
 * IoUringRegisterEnableRings enables a ring that LX_IORING_SETUP_R_DISABLED made. Returns 0. -EBADFD: it is. Since
 * Linux 5.10. io_uring_register(2).
 */
LX_API int IoUringRegisterEnableRings(int fd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_ENABLE_RINGS, 0, 0);
}

/*
 * IoUringRegisterFiles2 is IoUringRegisterFiles with a tag for each, which is told when it is no longer in use. Returns
 * 0. Since Linux 5.13. io_uring_register(2).
 */
LX_API int IoUringRegisterFiles2(int fd, const IoUringRsrcRegister *arg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_FILES2, LX_PTR(arg),
			     sizeof(IoUringRsrcRegister));
}

/*
 * IoUringRegisterFilesUpdate2 is IoUringRegisterFilesUpdate with tags. Returns how many. Since Linux 5.13.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterFilesUpdate2(int fd, const IoUringRsrcUpdate2 *update)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_FILES_UPDATE2, LX_PTR(update),
			     sizeof(IoUringRsrcUpdate2));
}

/* IoUringRegisterBuffers2 is IoUringRegisterBuffers with tags. Returns 0. Since Linux 5.13. io_uring_register(2). */
LX_API int IoUringRegisterBuffers2(int fd, const IoUringRsrcRegister *arg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_BUFFERS2, LX_PTR(arg),
			     sizeof(IoUringRsrcRegister));
}

/*
 * IoUringRegisterBuffersUpdate replaces buffers, with tags. Returns how many. Since Linux 5.13. io_uring_register(2).
 */
LX_API int IoUringRegisterBuffersUpdate(int fd, const IoUringRsrcUpdate2 *update)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_BUFFERS_UPDATE, LX_PTR(update),
			     sizeof(IoUringRsrcUpdate2));
}

/*
 * IoUringRegisterIoWqAff sets on which processors the ring's workers run: a mask of size bytes. Returns 0. Since Linux
 * 5.14. io_uring_register(2).
 */
LX_API int IoUringRegisterIoWqAff(int fd, const void *mask, unsigned int size)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_IOWQ_AFF, LX_PTR(mask), size);
}

/* IoUringUnregisterIoWqAff lets them run anywhere. Returns 0. Since Linux 5.14. io_uring_register(2). */
LX_API int IoUringUnregisterIoWqAff(int fd)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_IOWQ_AFF, 0, 0);
}

/*
 * IoUringRegisterIoWqMaxWorkers sets how many workers there may be, bounded and unbounded, 0 leaving it, and stores
 * what it was. Returns 0. Since Linux 5.15. io_uring_register(2).
 */
LX_API int IoUringRegisterIoWqMaxWorkers(int fd, unsigned int max[2])
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_IOWQ_MAX_WORKERS, LX_PTR(max), 2);
}

/*
 * IoUringRegisterRingFDs keeps rings' descriptors, in data, by an index for LX_IORING_ENTER_REGISTERED_RING, offset, or
 * -1 for any, which is stored. Returns how many. Since Linux 5.18. io_uring_register(2).
 */
LX_API int IoUringRegisterRingFDs(int fd, IoUringRsrcUpdate *update, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_RING_FDS, LX_PTR(update), nr);
}

/*
 * IoUringUnregisterRingFDs gives them back, by their offset. Returns how many. Since Linux 5.18. io_uring_register(2).
 */
LX_API int IoUringUnregisterRingFDs(int fd, const IoUringRsrcUpdate *update, unsigned int nr)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_RING_FDS, LX_PTR(update), nr);
}

/*
 * IoUringRegisterPBufRing gives the kernel a ring of buffers to choose from. Returns 0. -EEXIST. Since Linux 5.19.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterPBufRing(int fd, IoUringBufReg *reg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_PBUF_RING, LX_PTR(reg), 1);
}

/* IoUringUnregisterPBufRing takes it back, by its bgid. Returns 0. -ENOENT. Since Linux 5.19. io_uring_register(2). */
LX_API int IoUringUnregisterPBufRing(int fd, const IoUringBufReg *reg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_PBUF_RING, LX_PTR(reg), 1);
}

/*
 * IoUringRegisterSyncCancel cancels requests and waits until they are gone. Returns 0, or with
 * LX_IORING_ASYNC_CANCEL_ALL how many. -ENOENT: none; -ETIME. Since Linux 6.0. io_uring_register(2).
 */
LX_API int IoUringRegisterSyncCancel(int fd, const IoUringSyncCancelReg *reg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_SYNC_CANCEL, LX_PTR(reg), 1);
}

/*
 * IoUringRegisterFileAllocRange sets among which indices LX_IORING_FILE_INDEX_ALLOC chooses. Returns 0. Since Linux
 * 6.0. io_uring_register(2).
 */
LX_API int IoUringRegisterFileAllocRange(int fd, const IoUringFileIndexRange *range)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_FILE_ALLOC_RANGE, LX_PTR(range), 0);
}

/*
 * IoUringRegisterPBufStatus stores how far the kernel has come in a ring of buffers. Returns 0. -ENOENT. Since Linux
 * 6.8. io_uring_register(2).
 */
LX_API int IoUringRegisterPBufStatus(int fd, IoUringBufStatus *status)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_PBUF_STATUS, LX_PTR(status), 1);
}

/*
 * IoUringRegisterNapi turns busy polling of the ring's sockets on, and stores what it was. Returns 0. Since Linux 6.9.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterNapi(int fd, IoUringNapi *napi)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_NAPI, LX_PTR(napi), 1);
}

/* IoUringUnregisterNapi turns it off, and stores what it was. Returns 0. Since Linux 6.9. io_uring_register(2). */
LX_API int IoUringUnregisterNapi(int fd, IoUringNapi *napi)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_UNREGISTER_NAPI, LX_PTR(napi), 1);
}

/*
 * IoUringRegisterClock sets the clock of waits: LX_CLOCK_MONOTONIC or LX_CLOCK_BOOTTIME. Returns 0. Since Linux 6.12.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterClock(int fd, const IoUringClockRegister *clock)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_CLOCK, LX_PTR(clock), 0);
}

/*
 * IoUringRegisterCloneBuffers takes over buffers that another ring has registered. Returns 0. Since Linux 6.12.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterCloneBuffers(int fd, const IoUringCloneBuffers *arg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_CLONE_BUFFERS, LX_PTR(arg), 1);
}

/*
 * IoUringRegisterSendMsgRing sends a message, LX_IORING_OP_MSG_RING, to a ring without having one. Returns 0. Since
 * Linux 6.13. io_uring_register(2).
 */
LX_API int IoUringRegisterSendMsgRing(const IoUringSqe *sqe)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, -1, LX_IORING_REGISTER_SEND_MSG_RING, LX_PTR(sqe), 1);
}

/*
 * IoUringRegisterZcrxIfq has a network device write what it receives into memory of the program. Returns 0. -EPERM:
 * without CAP_NET_ADMIN. Since Linux 6.15. io_uring_register(2).
 */
LX_API int IoUringRegisterZcrxIfq(int fd, IoUringZcrxIfqReg *reg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_ZCRX_IFQ, LX_PTR(reg), 1);
}

/*
 * IoUringRegisterResizeRings gives a ring of LX_IORING_SETUP_DEFER_TASKRUN other sizes; it is mapped anew afterwards.
 * Returns 0. -EOVERFLOW: what is in it would not fit. Since Linux 6.13. io_uring_register(2).
 */
LX_API int IoUringRegisterResizeRings(int fd, IoUringParams *params)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_RESIZE_RINGS, LX_PTR(params), 1);
}

/*
 * IoUringRegisterMemRegion gives a ring memory for what waits are told. Returns 0. Since Linux 6.13.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterMemRegion(int fd, IoUringMemRegionReg *reg)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_MEM_REGION, LX_PTR(reg), 1);
}

/*
 * IoUringRegisterQuery answers what the kernel can do, a chain of questions, without a ring. Returns 0; each question
 * has a result of its own. Since Linux 6.18. io_uring_register(2).
 */
LX_API int IoUringRegisterQuery(IoUringQueryHdr *query)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, -1, LX_IORING_REGISTER_QUERY, LX_PTR(query), 0);
}

/*
 * IoUringRegisterZcrxCtrl asks something of a queue of IoUringRegisterZcrxIfq. Returns 0. Since Linux 7.0.
 * io_uring_register(2).
 */
LX_API int IoUringRegisterZcrxCtrl(int fd, IoUringZcrxCtrl *ctrl)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_ZCRX_CTRL, LX_PTR(ctrl), 0);
}

/*
 * IoUringRegisterBpfFilter has a filter decide on a kind of request, for good. Returns 0. -EACCES: neither
 * CAP_SYS_ADMIN nor no_new_privs. Since Linux 7.0. io_uring_register(2).
 */
LX_API int IoUringRegisterBpfFilter(int fd, const IoUringBpf *filter)
{
	return (int)lx_trap4(LX_SYS_io_uring_register, fd, LX_IORING_REGISTER_BPF_FILTER, LX_PTR(filter), 1);
}

#endif /* BARECALL_EXTERN */
#endif
