/*
 * What a task, a process or a cgroup has used: messages of the family "TASKSTATS" of genetlink.h.
 * LX_TASKSTATS_CMD_GET asks with one of LX_TASKSTATS_CMD_ATTR_*: PID and TGID, of four bytes, are answered by a nested
 * LX_TASKSTATS_TYPE_AGGR_PID or _AGGR_TGID with the number and LX_TASKSTATS_TYPE_STATS, a Taskstats. REGISTER_CPUMASK, a
 * string as "0-3", has the socket receive the same of each task that ends on these processors, DEREGISTER_CPUMASK no more;
 * both only in the first user and pid namespace. LX_CGROUPSTATS_CMD_GET asks for a Cgroupstats with the descriptor of a
 * cgroup's directory (version 1). Needs CAP_NET_ADMIN.
 */
#ifndef LX_DEV_TASKSTATS_H
#define LX_DEV_TASKSTATS_H

#include "genetlink.h"
#include "../types.h"
#include "../uapi/dev/taskstats.h"

/*
 * Taskstats: counts are since the start, *_delay_total and *_max and *_min nanoseconds that were waited, 0 unless sysctl
 * kernel.task_delayacct is 1. An older kernel's is shorter: version tells, and what comes later is to be made zero. Of a
 * process (TGID) only the delays and the counts of switches are told. struct taskstats.
 */
typedef struct Taskstats {
	unsigned short version; /* LX_TASKSTATS_VERSION of the kernel */
	unsigned int ac_exitcode; /* as wait's status */
	unsigned char ac_flag; /* of acct.h: AFORK 1, ASU 2, ACORE 8, AXSIG 16; AGROUP 32: the last of its process */
	unsigned char ac_nice;
	unsigned long cpu_count; /* the scheduler's queue */
	unsigned long cpu_delay_total;
	unsigned long blkio_count; /* synchronous reads and writes of disks */
	unsigned long blkio_delay_total;
	unsigned long swapin_count; /* pages from swap */
	unsigned long swapin_delay_total;
	unsigned long cpu_run_real_total; /* nanoseconds on a processor, less what a hypervisor took */
	unsigned long cpu_run_virtual_total; /* with that */
	char ac_comm[32]; /* its name */
	unsigned char ac_sched; /* the policy, as SchedGetscheduler tells it */
	unsigned char pad[7];
	unsigned int ac_uid;
	unsigned int ac_gid;
	unsigned int ac_pid;
	unsigned int ac_ppid;
	unsigned int ac_btime; /* when it began, seconds since 1970 */
	unsigned long ac_etime; /* since then, microseconds, as ac_utime and ac_stime */
	unsigned long ac_utime; /* of a processor in the program */
	unsigned long ac_stime; /* in the kernel */
	unsigned long ac_minflt; /* page faults without reading a disk */
	unsigned long ac_majflt; /* and with that */
	unsigned long coremem; /* resident memory times the processor's time, MiB and microseconds */
	unsigned long virtmem; /* mapped memory times that */
	unsigned long hiwater_rss; /* the most resident memory, KiB */
	unsigned long hiwater_vm; /* the most mapped memory, KiB */
	unsigned long read_char; /* bytes that calls have read */
	unsigned long write_char; /* bytes that calls have written */
	unsigned long read_syscalls;
	unsigned long write_syscalls;
	unsigned long read_bytes; /* from disks */
	unsigned long write_bytes; /* to disks, or to be */
	unsigned long cancelled_write_bytes; /* of these, what was thrown away first */
	unsigned long nvcsw; /* times that it gave up the processor */
	unsigned long nivcsw; /* times that it had to */
	unsigned long ac_utimescaled; /* by the processor's frequency */
	unsigned long ac_stimescaled;
	unsigned long cpu_scaled_run_real_total;
	unsigned long freepages_count; /* reclaiming memory */
	unsigned long freepages_delay_total;
	unsigned long thrashing_count; /* pages that were just thrown out. Since version 9 */
	unsigned long thrashing_delay_total;
	unsigned long ac_btime64; /* ac_btime beyond 2106. Since version 10 */
	unsigned long compact_count; /* compacting memory. Since version 11 */
	unsigned long compact_delay_total;
	unsigned int ac_tgid; /* the process. Since version 12, as the next three */
	unsigned long ac_tgetime; /* since the process began, microseconds */
	unsigned long ac_exe_dev; /* the device and inode of what it executes */
	unsigned long ac_exe_inode;
	unsigned long wpcopy_count; /* copying pages on write. Since version 13 */
	unsigned long wpcopy_delay_total;
	unsigned long irq_count; /* interrupts. Since version 14 */
	unsigned long irq_delay_total;
	unsigned long cpu_delay_max; /* the longest and shortest of the above. Since version 16 */
	unsigned long cpu_delay_min;
	unsigned long blkio_delay_max;
	unsigned long blkio_delay_min;
	unsigned long swapin_delay_max;
	unsigned long swapin_delay_min;
	unsigned long freepages_delay_max;
	unsigned long freepages_delay_min;
	unsigned long thrashing_delay_max;
	unsigned long thrashing_delay_min;
	unsigned long compact_delay_max;
	unsigned long compact_delay_min;
	unsigned long wpcopy_delay_max;
	unsigned long wpcopy_delay_min;
	unsigned long irq_delay_max;
	unsigned long irq_delay_min;
	Timespec cpu_delay_max_ts; /* when the longest ended, since 1970. Since version 17 */
	Timespec blkio_delay_max_ts;
	Timespec swapin_delay_max_ts;
	Timespec freepages_delay_max_ts;
	Timespec thrashing_delay_max_ts;
	Timespec compact_delay_max_ts;
	Timespec wpcopy_delay_max_ts;
	Timespec irq_delay_max_ts;
} Taskstats;

/* Cgroupstats: how many of a cgroup's tasks are what. struct cgroupstats. */
typedef struct Cgroupstats {
	unsigned long nr_sleeping;
	unsigned long nr_running;
	unsigned long nr_stopped;
	unsigned long nr_uninterruptible;
	unsigned long nr_io_wait;
} Cgroupstats;

#endif
