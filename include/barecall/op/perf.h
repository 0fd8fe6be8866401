/*
 * What is asked of an open performance event, one function each: PerfEventIocReset is PERF_EVENT_IOC_RESET. perf.h has
 * the types and PerfEventOpen.
 *
 * With LX_PERF_IOC_FLAG_GROUP in flags it is asked of all in the event's group.
 *
 * PerfRing reads the records that an event makes, and is linked from libbarecall.a:
 *
 *	PerfRingMap(&ring, fd, 1 << 16);
 *	while (Poll(&pfd, 1, -1) > 0)
 *		while (PerfRingNext(&ring, buf, sizeof(buf), &record) > 0)
 *			if (record->type == LX_PERF_RECORD_COMM)
 */
#ifndef LX_OP_PERF_H
#define LX_OP_PERF_H

#include "../base.h"
#include "../ioctl.h"
#include "../perf.h"
#include "../uapi/event.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/perf.h"
#endif
#ifndef BARECALL_EXTERN

/* PerfEventIocEnable begins, or goes on, to count. Returns 0. perf_event_open(2). */
LX_API int PerfEventIocEnable(int fd, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_ENABLE, flags);
}

/* PerfEventIocDisable stops counting; Read still tells. Returns 0. perf_event_open(2). */
LX_API int PerfEventIocDisable(int fd, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_DISABLE, flags);
}

/*
 * PerfEventIocRefresh enables an event that records for so many more overflows, 0 being without end, after which poll
 * tells LX_POLLHUP. Returns 0. -EINVAL: it is inherited, or does not record. perf_event_open(2).
 */
LX_API int PerfEventIocRefresh(int fd, int count)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_REFRESH, count);
}

/* PerfEventIocReset makes the count 0, not the times. Returns 0. perf_event_open(2). */
LX_API int PerfEventIocReset(int fd, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_RESET, flags);
}

/*
 * PerfEventIocPeriod sets after how many events, or with LX_PERF_BIT_FREQ how often a second, a record is made. Returns
 * 0. -EINVAL: the event only counts. perf_event_open(2).
 */
LX_API int PerfEventIocPeriod(int fd, unsigned long period)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_PERIOD, LX_PTR(&period));
}

/*
 * PerfEventIocSetOutput has an event's records go to another's ring, or with -1 nowhere. Returns 0. -EINVAL: they are
 * on different processors. perf_event_open(2).
 */
LX_API int PerfEventIocSetOutput(int fd, int other)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_SET_OUTPUT, other);
}

/*
 * PerfEventIocSetFilter sets a tracepoint's filter, or the addresses that a processor's trace is of. Returns 0.
 * perf_event_open(2).
 */
LX_API int PerfEventIocSetFilter(int fd, const char *filter)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_SET_FILTER, LX_PTR(filter));
}

/*
 * PerfEventIocID stores the event's id, which records and LX_PERF_FORMAT_ID tell. Returns 0. Since Linux 3.12.
 * perf_event_open(2).
 */
LX_API int PerfEventIocID(int fd, unsigned long *id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_ID, LX_PTR(id));
}

/*
 * PerfEventIocSetBpf has a program run at the event. Returns 0. -EEXIST: there is one. Since Linux 4.1.
 * perf_event_open(2).
 */
LX_API int PerfEventIocSetBpf(int fd, int prog_fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_SET_BPF, prog_fd);
}

/*
 * PerfEventIocPauseOutput stops, with 1, or goes on, with 0, to write records into the ring, so that one which is
 * overwritten can be read. Returns 0. Since Linux 4.7. perf_event_open(2).
 */
LX_API int PerfEventIocPauseOutput(int fd, unsigned int pause)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_PAUSE_OUTPUT, pause);
}

/*
 * PerfEventIocQueryBpf stores the ids of the programs that run at the tracepoint; room for query->ids_len follows
 * query. Returns 0. -ENOSPC: there are more, query->prog_cnt. Since Linux 4.16. perf_event_open(2).
 */
LX_API int PerfEventIocQueryBpf(int fd, PerfEventQueryBpf *query)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_QUERY_BPF, LX_PTR(query));
}

/*
 * PerfEventIocModifyAttributes changes what an event is of: the address, length and kind of a breakpoint. Returns 0.
 * -EOPNOTSUPP: another kind of event. Since Linux 4.17. perf_event_open(2).
 */
LX_API int PerfEventIocModifyAttributes(int fd, const PerfEventAttr *attr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PERF_EVENT_IOC_MODIFY_ATTRIBUTES, LX_PTR(attr));
}

#endif /* BARECALL_EXTERN */

/*
 * PerfRing: the records of an event, or of several by PerfEventIocSetOutput, in memory that the kernel writes and one
 * thread reads. The fields are the functions'.
 */
typedef struct PerfRing {
	PerfEventMmapPage *page; /* the mapping; NULL: there is none */
	const unsigned char *data; /* the ring in it */
	unsigned long size; /* of the ring, in bytes */
	unsigned long next; /* the record that comes next, as data_tail counts */
} PerfRing;

/*
 * PerfRingMap maps a ring of size bytes: a page's times 1, 2, 4, ... Returns 0. -EINVAL: another size, or the event is one
 * of a child that inherits; -EPERM: more memory than /proc/sys/kernel/perf_event_mlock_kb and the limit of locked memory
 * allow; -EOPNOTSUPP: Getpagesize cannot tell; else mmap's errors. On an error ring is no ring, and nothing is left mapped.
 * A full ring takes no more records, and then one of LX_PERF_RECORD_LOST tells how many. perf_event_open(2).
 */
int PerfRingMap(PerfRing *ring, int fd, unsigned long size) LX_SYMBOL("lx_PerfRingMap");

/*
 * PerfRingInit makes a ring of memory that is an event's already: len bytes at mapping, which can be read and written.
 * It goes on where data_tail is. Not for events of LX_PERF_BIT_WRITE_BACKWARD. Returns 0. -EINVAL: it is none, or of a
 * kernel before Linux 4.1, which does not say where the ring is. No system call.
 */
int PerfRingInit(PerfRing *ring, void *mapping, unsigned long len) LX_SYMBOL("lx_PerfRingInit");

/* PerfRingUnmap unmaps a ring; what it gave is gone. Returns 0. -EINVAL: it is none. */
int PerfRingUnmap(PerfRing *ring) LX_SYMBOL("lx_PerfRingUnmap");

/*
 * PerfRingNext gives the next record, record->size bytes, and lets the kernel write over the one that it gave before.
 * One that lies over the end of the ring is copied to buf, which has len bytes, at a multiple of 8: 65528 are always
 * enough. Returns 1; 0 and NULL: there is none yet, wait with Poll. -EMSGSIZE: buf is too small or not at such an address,
 * and the record is given to who asks again; -EBADMSG: what is in the ring is no record, and nothing more can be read
 * of it; -EINVAL: it is no ring. No system call.
 */
int PerfRingNext(PerfRing *ring, void *buf, unsigned long len, const PerfEventHeader **record) LX_SYMBOL("lx_PerfRingNext");

#endif
