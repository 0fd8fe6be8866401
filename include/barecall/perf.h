/*
 * Performance events: what perf counts and samples.
 */
#ifndef LX_PERF_H
#define LX_PERF_H

#include "base.h"
#include "uapi/perf.h"

/* PerfEventAttr bits: the kernel's bit-fields of these names, disabled being the first. */
#define LX_PERF_BIT_DISABLED			(1UL << 0)
#define LX_PERF_BIT_INHERIT			(1UL << 1) /* children are counted too */
#define LX_PERF_BIT_PINNED			(1UL << 2)
#define LX_PERF_BIT_EXCLUSIVE			(1UL << 3)
#define LX_PERF_BIT_EXCLUDE_USER		(1UL << 4)
#define LX_PERF_BIT_EXCLUDE_KERNEL		(1UL << 5)
#define LX_PERF_BIT_EXCLUDE_HV			(1UL << 6)
#define LX_PERF_BIT_EXCLUDE_IDLE		(1UL << 7)
#define LX_PERF_BIT_MMAP			(1UL << 8)
#define LX_PERF_BIT_COMM			(1UL << 9)
#define LX_PERF_BIT_FREQ			(1UL << 10) /* sample.freq holds, not period */
#define LX_PERF_BIT_INHERIT_STAT		(1UL << 11)
#define LX_PERF_BIT_ENABLE_ON_EXEC		(1UL << 12)
#define LX_PERF_BIT_TASK			(1UL << 13)
#define LX_PERF_BIT_WATERMARK			(1UL << 14) /* wakeup.watermark holds, not events */
#define LX_PERF_BIT_PRECISE_IP			(1UL << 15) /* times 0 (any skid) to 3 (none) */
#define LX_PERF_BIT_MMAP_DATA			(1UL << 17)
#define LX_PERF_BIT_SAMPLE_ID_ALL		(1UL << 18)
#define LX_PERF_BIT_EXCLUDE_HOST		(1UL << 19)
#define LX_PERF_BIT_EXCLUDE_GUEST		(1UL << 20)
#define LX_PERF_BIT_EXCLUDE_CALLCHAIN_KERNEL	(1UL << 21)
#define LX_PERF_BIT_EXCLUDE_CALLCHAIN_USER	(1UL << 22)
#define LX_PERF_BIT_MMAP2			(1UL << 23)
#define LX_PERF_BIT_COMM_EXEC			(1UL << 24)
#define LX_PERF_BIT_USE_CLOCKID			(1UL << 25) /* clockid holds */
#define LX_PERF_BIT_CONTEXT_SWITCH		(1UL << 26)
#define LX_PERF_BIT_WRITE_BACKWARD		(1UL << 27)
#define LX_PERF_BIT_NAMESPACES			(1UL << 28)
#define LX_PERF_BIT_KSYMBOL			(1UL << 29)
#define LX_PERF_BIT_BPF_EVENT			(1UL << 30)
#define LX_PERF_BIT_AUX_OUTPUT			(1UL << 31)
#define LX_PERF_BIT_CGROUP			(1UL << 32)
#define LX_PERF_BIT_TEXT_POKE			(1UL << 33)
#define LX_PERF_BIT_BUILD_ID			(1UL << 34)
#define LX_PERF_BIT_INHERIT_THREAD		(1UL << 35)
#define LX_PERF_BIT_REMOVE_ON_EXEC		(1UL << 36)
#define LX_PERF_BIT_SIGTRAP			(1UL << 37) /* SIGTRAP, with sig_data, at each sample */
#define LX_PERF_BIT_DEFER_CALLCHAIN		(1UL << 38)
#define LX_PERF_BIT_DEFER_OUTPUT		(1UL << 39)

/* PerfEventAttr aux_action: the kernel's bit-fields aux_start_paused, aux_pause and aux_resume. */
#define LX_PERF_AUX_START_PAUSED		(1U << 0)
#define LX_PERF_AUX_PAUSE			(1U << 1)
#define LX_PERF_AUX_RESUME			(1U << 2)

/* PerfEventMmapPage capabilities: the kernel's bit-fields of these names. */
#define LX_PERF_CAP_BIT0_IS_DEPRECATED		(1UL << 1)
#define LX_PERF_CAP_USER_RDPMC			(1UL << 2) /* index and pmc_width hold */
#define LX_PERF_CAP_USER_TIME			(1UL << 3) /* time_shift, time_mult and time_offset hold */
#define LX_PERF_CAP_USER_TIME_ZERO		(1UL << 4)
#define LX_PERF_CAP_USER_TIME_SHORT		(1UL << 5) /* time_cycles and time_mask hold */

/*
 * PerfEventAttr: what an event counts, and what it records. All of it must be set; what is not wanted is zero.
 * struct perf_event_attr.
 */
typedef struct PerfEventAttr {
	unsigned int type; /* LX_PERF_TYPE_* or a number from /sys/bus/event_source/devices */
	unsigned int size; /* sizeof(PerfEventAttr) */
	unsigned long config; /* LX_PERF_COUNT_*, on which type depends */
	union {
		unsigned long period; /* a sample each so many events */
		unsigned long freq; /* with LX_PERF_BIT_FREQ, so many samples a second */
	} sample;
	unsigned long sample_type; /* LX_PERF_SAMPLE_* */
	unsigned long read_format; /* LX_PERF_FORMAT_* */
	unsigned long bits; /* LX_PERF_BIT_* */
	union {
		unsigned int events;
		unsigned int watermark;
	} wakeup;
	unsigned int bp_type; /* LX_HW_BREAKPOINT_* */
	union {
		unsigned long bp_addr;
		unsigned long kprobe_func; /* a string's address */
		unsigned long uprobe_path; /* a string's address */
		unsigned long config1;
	} ext1;
	union {
		unsigned long bp_len;
		unsigned long kprobe_addr;
		unsigned long probe_offset;
		unsigned long config2;
	} ext2;
	unsigned long branch_sample_type; /* LX_PERF_SAMPLE_BRANCH_* */
	unsigned long sample_regs_user;
	unsigned int sample_stack_user;
	int clockid;
	unsigned long sample_regs_intr;
	unsigned int aux_watermark;
	unsigned short sample_max_stack;
	unsigned short reserved2;
	unsigned int aux_sample_size;
	unsigned int aux_action; /* LX_PERF_AUX_* */
	unsigned long sig_data; /* goes to Siginfo's perf.data */
	unsigned long config3;
	unsigned long config4;
} PerfEventAttr;

/* PerfEventQueryBpf: for LX_PERF_EVENT_IOC_QUERY_BPF; room for ids_len ids follows. struct perf_event_query_bpf. */
typedef struct PerfEventQueryBpf {
	unsigned int ids_len;
	unsigned int prog_cnt;
} PerfEventQueryBpf;

/*
 * PerfEventMmapPage: the first page of an event's mapping; its ring of records is at data_offset. The reader takes
 * data_head, then a read barrier, reads, then a full barrier and sets data_tail: as PerfRingNext of op/perf.h does. struct
 * perf_event_mmap_page.
 */
typedef struct PerfEventMmapPage {
	unsigned int version; /* of this structure, 0 as compat_version, the oldest that it can be read as */
	unsigned int compat_version;
	unsigned int lock; /* odd, or changed since: read anew */
	unsigned int index; /* of the counter for rdpmc, from 1; 0: none */
	long offset; /* the count, less what rdpmc gives */
	unsigned long time_enabled; /* nanoseconds, as time_running, in which it did count */
	unsigned long time_running;
	unsigned long capabilities; /* LX_PERF_CAP_* */
	unsigned short pmc_width; /* bits of what rdpmc gives, to be sign-extended */
	unsigned short time_shift; /* cycles of the clock * time_mult >> time_shift are nanoseconds */
	unsigned int time_mult;
	unsigned long time_offset; /* to be added, for time_enabled and time_running of now */
	unsigned long time_zero; /* to be added, for the time in records */
	unsigned int size; /* bytes of this structure up to reserved */
	unsigned int reserved1;
	unsigned long time_cycles; /* of a short clock: cycles = time_cycles + (cycles - time_cycles & time_mask) */
	unsigned long time_mask;
	unsigned char reserved[928];
	unsigned long data_head; /* bytes of records written so far; to be read before the records, with a barrier */
	unsigned long data_tail; /* bytes that the program has read, which it writes here */
	unsigned long data_offset; /* of the ring in this mapping */
	unsigned long data_size; /* of the ring, in bytes */
	unsigned long aux_head; /* the same of the AUX area, whose place and size the program writes before it maps it */
	unsigned long aux_tail;
	unsigned long aux_offset;
	unsigned long aux_size;
} PerfEventMmapPage;

/* PerfEventHeader: the head of each record in the ring. struct perf_event_header. */
typedef struct PerfEventHeader {
	unsigned int type; /* LX_PERF_RECORD_* */
	unsigned short misc; /* LX_PERF_RECORD_MISC_* */
	unsigned short size; /* of the whole record */
} PerfEventHeader;

#ifdef LX_LINK_NAMES
#include "extern/perf.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * PerfEventOpen makes a descriptor that counts an event: of thread pid (0: this one) on processor cpu (-1: any), or
 * with pid -1 of all on that processor, or with LX_PERF_FLAG_PID_CGROUP of the cgroup whose directory pid is open as.
 * Those of one group_fd (-1: a new group) count at the same times. flags: LX_PERF_FLAG_*. Returns the descriptor:
 * Read gives the count, Mmap the records (PerfRingMap of op/perf.h). -EACCES: sysctl perf_event_paranoid; -ENOENT: no such
 * event; -EOPNOTSUPP: this machine cannot count it; -E2BIG: attr has something that the kernel does not know. Since Linux
 * 2.6.32. perf_event_open(2).
 */
LX_API int PerfEventOpen(const PerfEventAttr *attr, int pid, int cpu, int group_fd, unsigned long flags)
{
	return (int)lx_trap5(LX_SYS_perf_event_open, LX_PTR(attr), pid, cpu, group_fd, LX_PTR(flags));
}

#endif /* BARECALL_EXTERN */
#endif
