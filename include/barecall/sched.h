/*
 * Scheduling: processors, policies, priorities.
 *
 * A pid given here is a thread's id, 0 the calling thread: only Getpriority, Setpriority and the Ioprio calls can
 * reach more than one thread.
 */
#ifndef LX_SCHED_H
#define LX_SCHED_H

#include "base.h"
#include "uapi/process.h"
#include "uapi/sched.h"

/* CPUSet: processors 0 to 1023, processor n in bit n % 64 of word n / 64. For more, an array of them does. */
typedef struct CPUSet {
	unsigned long bits[16];
} CPUSet;

/* SchedParam: 1 (low) to 99 for LX_SCHED_FIFO and LX_SCHED_RR, else 0. struct sched_param. */
typedef struct SchedParam {
	int priority;
} SchedParam;

/* SchedAttr: a thread's scheduling; times in nanoseconds. struct sched_attr. */
typedef struct SchedAttr {
	unsigned int size; /* sizeof(SchedAttr) */
	unsigned int policy;
	unsigned long flags;
	int nice; /* for LX_SCHED_NORMAL and LX_SCHED_BATCH */
	unsigned int priority; /* for LX_SCHED_FIFO and LX_SCHED_RR */
	unsigned long runtime; /* these three for LX_SCHED_DEADLINE; runtime is also the slice of others. Since Linux 6.12 */
	unsigned long deadline;
	unsigned long period;
	unsigned int util_min; /* utilisation hints, 0 to 1024. Since Linux 5.3 */
	unsigned int util_max;
} SchedAttr;

#ifdef LX_LINK_NAMES
#include "extern/sched.h"
#endif
#ifndef BARECALL_EXTERN

/* SchedYield lets other threads of the same priority run first. sched_yield(2). */
LX_API int SchedYield(void)
{
	return (int)lx_trap0(LX_SYS_sched_yield);
}

/*
 * SchedGetaffinity stores the processors a thread may run on in the cpusetsize bytes at mask. The kernel fills as many
 * bytes as it has processors for, and the wrapper zeroes the others. Returns how many bytes the kernel filled.
 * -EINVAL: cpusetsize is no multiple of 8 or too small for this machine. sched_getaffinity(2).
 */
LX_API long SchedGetaffinity(int pid, unsigned long cpusetsize, CPUSet *mask)
{
	long filled = lx_trap3(LX_SYS_sched_getaffinity, pid, LX_PTR(cpusetsize), LX_PTR(mask));
	unsigned long *word = (unsigned long *)(void *)mask;
	unsigned long i;

	if (filled < 0)
		return filled;
	for (i = (unsigned long)filled / sizeof(*word); i < cpusetsize / sizeof(*word); i++) {
		word[i] = 0;
		__asm__ __volatile__(""); /* keeps the loop from becoming a call of memset */
	}
	return filled;
}

/*
 * SchedSetaffinity says which processors a thread may run on: the cpusetsize bytes at mask. -EINVAL: none of them is
 * there and allowed. A thread made later inherits it. sched_setaffinity(2).
 */
LX_API int SchedSetaffinity(int pid, unsigned long cpusetsize, const CPUSet *mask)
{
	return (int)lx_trap3(LX_SYS_sched_setaffinity, pid, LX_PTR(cpusetsize), LX_PTR(mask));
}

/* SchedGetparam stores a thread's real-time priority. sched_getparam(2). */
LX_API int SchedGetparam(int pid, SchedParam *param)
{
	return (int)lx_trap2(LX_SYS_sched_getparam, pid, LX_PTR(param));
}

/* SchedSetparam sets a thread's real-time priority; its policy stays. sched_setparam(2). */
LX_API int SchedSetparam(int pid, const SchedParam *param)
{
	return (int)lx_trap2(LX_SYS_sched_setparam, pid, LX_PTR(param));
}

/* SchedGetscheduler returns a thread's policy: LX_SCHED_*, LX_SCHED_RESET_ON_FORK. sched_getscheduler(2). */
LX_API int SchedGetscheduler(int pid)
{
	return (int)lx_trap1(LX_SYS_sched_getscheduler, pid);
}

/*
 * SchedSetscheduler sets a thread's policy, LX_SCHED_* with LX_SCHED_RESET_ON_FORK if wanted, and real-time priority.
 * -EPERM: a real-time policy without CAP_SYS_NICE or LX_RLIMIT_RTPRIO. sched_setscheduler(2).
 */
LX_API int SchedSetscheduler(int pid, int policy, const SchedParam *param)
{
	return (int)lx_trap3(LX_SYS_sched_setscheduler, pid, policy, LX_PTR(param));
}

/* SchedGetPriorityMax returns the highest priority of a policy. sched_get_priority_max(2). */
LX_API int SchedGetPriorityMax(int policy)
{
	return (int)lx_trap1(LX_SYS_sched_get_priority_max, policy);
}

/* SchedGetPriorityMin returns the lowest priority of a policy. sched_get_priority_min(2). */
LX_API int SchedGetPriorityMin(int policy)
{
	return (int)lx_trap1(LX_SYS_sched_get_priority_min, policy);
}

/* SchedRrGetInterval stores the time slice of a thread, zero for LX_SCHED_FIFO. sched_rr_get_interval(2). */
LX_API int SchedRrGetInterval(int pid, Timespec *tp)
{
	return (int)lx_trap2(LX_SYS_sched_rr_get_interval, pid, LX_PTR(tp));
}

/*
 * SchedGetAttr stores a thread's scheduling in the size bytes at attr; attr->size comes back as what the kernel
 * filled. flags: 0, or on newer kernels LX_SCHED_GETATTR_FLAG_DL_DYNAMIC. Since Linux 3.14. sched_getattr(2).
 */
LX_API int SchedGetAttr(int pid, SchedAttr *attr, unsigned int size, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_sched_getattr, pid, LX_PTR(attr), size, flags);
}

/*
 * SchedSetAttr sets a thread's scheduling; attr->size must be set. flags must be 0. -E2BIG: attr sets what this kernel
 * does not know, and attr->size has become the size it knows; -EPERM; -EBUSY: the processors' time is used up by
 * LX_SCHED_DEADLINE. Since Linux 3.14. sched_setattr(2).
 */
LX_API int SchedSetAttr(int pid, SchedAttr *attr, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_sched_setattr, pid, LX_PTR(attr), flags);
}

/*
 * Getcpu stores the processor and the memory node the caller runs on; each may be NULL. Both may be outdated at once.
 * Since Linux 2.6.19, on x86_64 3.1. getcpu(2).
 */
LX_API int Getcpu(unsigned int *cpu, unsigned int *node)
{
	return (int)lx_trap3(LX_SYS_getcpu, LX_PTR(cpu), LX_PTR(node), 0);
}

/*
 * Getpriority stores in nice the nice value, -20 (favoured) to 19, of a process, process group or user: which is
 * LX_PRIO_PROCESS (one thread, in fact), LX_PRIO_PGRP or LX_PRIO_USER, who 0 the caller's. Of several the lowest.
 * Returns 0 or -errno: the kernel's own result, 20 - nice, is taken apart so that it cannot be misread. nice is written here:
 * a pointer to what is not there ends the program. -ESRCH: none.
 * getpriority(2).
 */
LX_API int Getpriority(int which, int who, int *nice)
{
	int result = (int)lx_trap2(LX_SYS_getpriority, which, who);

	if (result < 0)
		return result;
	*nice = 20 - result;
	return 0;
}

/*
 * Setpriority sets the nice value, brought into -20 to 19, of those that which and who name as in Getpriority.
 * -EACCES: lower than LX_RLIMIT_NICE allows, without CAP_SYS_NICE. setpriority(2).
 */
LX_API int Setpriority(int which, int who, int prio)
{
	return (int)lx_trap3(LX_SYS_setpriority, which, who, prio);
}

/*
 * IoprioGet returns the I/O priority of a thread, process group or user (which: LX_IOPRIO_WHO_*; who 0: the caller's);
 * of several the highest. The class is in the bits above LX_IOPRIO_CLASS_SHIFT, its level below. Since Linux 2.6.13.
 * ioprio_get(2).
 */
LX_API int IoprioGet(int which, int who)
{
	return (int)lx_trap2(LX_SYS_ioprio_get, which, who);
}

/*
 * IoprioSet sets the I/O priority, LX_IOPRIO_CLASS_* << LX_IOPRIO_CLASS_SHIFT | level, 0 the highest level, of those
 * that which and who name as in IoprioGet. Since Linux 2.6.13. ioprio_set(2).
 */
LX_API int IoprioSet(int which, int who, int ioprio)
{
	return (int)lx_trap3(LX_SYS_ioprio_set, which, who, ioprio);
}

/* CPUSetZero empties a set. */
LX_API void CPUSetZero(CPUSet *set)
{
	int i;

	for (i = 0; i < 16; i++) {
		set->bits[i] = 0;
		__asm__ __volatile__(""); /* keeps the loop from becoming a call of memset */
	}
}

/* CPUSetSet adds a processor to a set; one beyond it is ignored. */
LX_API void CPUSetSet(CPUSet *set, unsigned int cpu)
{
	if (cpu < 1024)
		set->bits[cpu / 64] |= 1UL << cpu % 64;
}

/* CPUSetClear takes a processor out of a set. */
LX_API void CPUSetClear(CPUSet *set, unsigned int cpu)
{
	if (cpu < 1024)
		set->bits[cpu / 64] &= ~(1UL << cpu % 64);
}

/* CPUSetIsSet tells whether a processor is in a set. */
LX_API int CPUSetIsSet(const CPUSet *set, unsigned int cpu)
{
	return cpu < 1024 && (set->bits[cpu / 64] >> cpu % 64 & 1) != 0;
}

/* CPUSetCount returns how many processors are in a set. */
LX_API int CPUSetCount(const CPUSet *set)
{
	int i, count = 0;

	for (i = 0; i < 16; i++) {
		unsigned long word = set->bits[i];

		for (; word != 0; word &= word - 1) {
			count++;
			__asm__ __volatile__(""); /* keeps the loop from becoming a call of libgcc's bit counter */
		}
	}
	return count;
}

#endif /* BARECALL_EXTERN */
#endif
