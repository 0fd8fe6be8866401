/*
 * Prctl's operations, one function each: PrctlSetName is PR_SET_NAME. They are of the calling thread, or of its process
 * where that is said, and -EINVAL is a kernel that lacks one, or a machine that has nothing of the kind. SetDumpable
 * and GetDumpable are in process.h.
 */
#ifndef LX_OP_PRCTL_H
#define LX_OP_PRCTL_H

#include "../base.h"
#include "../process.h"
#include "../security.h"
#include "../uapi/cred.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/prctl.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * PrctlSetPdeathsig sets the signal that this thread gets when the thread that made it ends; 0: none. Fork clears it,
 * and so does the execution of a program with other credentials. Returns 0. -EINVAL: no such signal. prctl(2).
 */
LX_API int PrctlSetPdeathsig(int sig)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_PDEATHSIG, sig, 0, 0, 0);
}

/* PrctlGetPdeathsig stores the signal that PrctlSetPdeathsig set, or 0. Returns 0. prctl(2). */
LX_API int PrctlGetPdeathsig(int *sig)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_PDEATHSIG, LX_PTR(sig), 0, 0, 0);
}

/*
 * PrctlSetKeepcaps tells whether the thread keeps its permitted capabilities when none of its user ids is 0 any more: 1
 * or 0. Exec clears it. Returns 0. -EPERM: LX_SECBIT_KEEP_CAPS_LOCKED is set. prctl(2).
 */
LX_API int PrctlSetKeepcaps(int keep)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_KEEPCAPS, keep, 0, 0, 0);
}

/* PrctlGetKeepcaps returns what PrctlSetKeepcaps set, 1 or 0. prctl(2). */
LX_API int PrctlGetKeepcaps(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_KEEPCAPS, 0, 0, 0, 0);
}

/*
 * PrctlSetTiming chooses how the process's time is counted: LX_PR_TIMING_STATISTICAL is all that Linux knows. Returns
 * 0. -EINVAL: LX_PR_TIMING_TIMESTAMP. prctl(2).
 */
LX_API int PrctlSetTiming(int timing)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_TIMING, timing, 0, 0, 0);
}

/* PrctlGetTiming returns LX_PR_TIMING_STATISTICAL. prctl(2). */
LX_API int PrctlGetTiming(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_TIMING, 0, 0, 0, 0);
}

/*
 * PrctlSetName names the thread, as /proc/thread-self/comm and ps show it: at most 15 bytes, what is longer is cut off
 * silently. Returns 0. Since Linux 2.6.9. prctl(2).
 */
LX_API int PrctlSetName(const char *name)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_NAME, LX_PTR(name), 0, 0, 0);
}

/* PrctlGetName stores the thread's name, with its NUL. Returns 0. Since Linux 2.6.11. prctl(2). */
LX_API int PrctlGetName(char name[16])
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_NAME, LX_PTR(name), 0, 0, 0);
}

/*
 * PrctlSetSeccomp restricts the thread's calls for good: LX_SECCOMP_MODE_STRICT, or LX_SECCOMP_MODE_FILTER with a
 * filter. Seccomp does the same and more. Returns 0. -EACCES: neither CAP_SYS_ADMIN nor no_new_privs. Since Linux
 * 2.6.23. prctl(2).
 */
LX_API int PrctlSetSeccomp(int mode, const SockFprog *filter)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_SECCOMP, mode, LX_PTR(filter), 0, 0);
}

/*
 * PrctlGetSeccomp returns LX_SECCOMP_MODE_DISABLED, or LX_SECCOMP_MODE_FILTER when the filters let it; in strict mode
 * it is a call that kills. The field Seccomp of /proc/self/status tells without that. Since Linux 2.6.23. prctl(2).
 */
LX_API int PrctlGetSeccomp(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_SECCOMP, 0, 0, 0, 0);
}

/*
 * PrctlCapbsetRead tells whether a capability (LX_CAP_*) is in the thread's bounding set: 1 or 0. -EINVAL: the kernel
 * knows no such capability. Since Linux 2.6.25. prctl(2).
 */
LX_API int PrctlCapbsetRead(int capability)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_CAPBSET_READ, capability, 0, 0, 0);
}

/*
 * PrctlCapbsetDrop takes a capability out of the thread's bounding set for good: no program that it executes gets it.
 * Returns 0. -EPERM: without CAP_SETPCAP. Since Linux 2.6.25. prctl(2).
 */
LX_API int PrctlCapbsetDrop(int capability)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_CAPBSET_DROP, capability, 0, 0, 0);
}

/*
 * PrctlSetTSC lets the thread read the cycle counter, LX_PR_TSC_ENABLE, or has that raise SIGSEGV, LX_PR_TSC_SIGSEGV.
 * Returns 0. x86_64 and aarch64 alone have it. Since Linux 2.6.26, on aarch64 6.12. prctl(2).
 */
LX_API int PrctlSetTSC(int mode)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_TSC, mode, 0, 0, 0);
}

/* PrctlGetTSC stores what PrctlSetTSC set. Returns 0. Since Linux 2.6.26, on aarch64 6.12. prctl(2). */
LX_API int PrctlGetTSC(int *mode)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_TSC, LX_PTR(mode), 0, 0, 0);
}

/*
 * PrctlSetSecurebits sets how the thread's user ids and capabilities depend on each other: LX_SECBIT_*, and the
 * LX_SECBIT_*_LOCKED that make that last. Returns 0. -EPERM: without CAP_SETPCAP, or locked. Since Linux 2.6.26.
 * prctl(2).
 */
LX_API int PrctlSetSecurebits(unsigned int bits)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_SECUREBITS, bits, 0, 0, 0);
}

/* PrctlGetSecurebits returns the LX_SECBIT_* that are set. Since Linux 2.6.26. prctl(2). */
LX_API int PrctlGetSecurebits(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_SECUREBITS, 0, 0, 0, 0);
}

/*
 * PrctlSetTimerslack tells how much later than asked the thread may wake, in nanoseconds, so that timers are served
 * together; 0: as when it was made, 50,000 as a rule. Threads of real-time classes have none. Returns 0. Since Linux
 * 2.6.28. prctl(2).
 */
LX_API int PrctlSetTimerslack(unsigned long nanoseconds)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_TIMERSLACK, LX_PTR(nanoseconds), 0, 0, 0);
}

/* PrctlGetTimerslack returns the thread's timer slack in nanoseconds. Since Linux 2.6.28. prctl(2). */
LX_API long PrctlGetTimerslack(void)
{
	return lx_trap5(LX_SYS_prctl, LX_PR_GET_TIMERSLACK, 0, 0, 0, 0);
}

/*
 * PrctlTaskPerfEventsDisable stops all performance counters that this thread made, not those that count it for others.
 * Returns 0. Since Linux 2.6.31. prctl(2).
 */
LX_API int PrctlTaskPerfEventsDisable(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_TASK_PERF_EVENTS_DISABLE, 0, 0, 0, 0);
}

/*
 * PrctlTaskPerfEventsEnable lets run what PrctlTaskPerfEventsDisable stopped. Returns 0. Since Linux 2.6.31. prctl(2).
 */
LX_API int PrctlTaskPerfEventsEnable(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_TASK_PERF_EVENTS_ENABLE, 0, 0, 0, 0);
}

/*
 * PrctlMceKill chooses when the thread learns that a page of it is broken: at once, LX_PR_MCE_KILL_EARLY, when it
 * touches the page, LX_PR_MCE_KILL_LATE, or as the machine is set, LX_PR_MCE_KILL_DEFAULT. Returns 0. Since Linux
 * 2.6.32. prctl(2).
 */
LX_API int PrctlMceKill(int policy)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_MCE_KILL, LX_PR_MCE_KILL_SET, policy, 0, 0);
}

/* PrctlMceKillClear goes back to what the machine is set to. Returns 0. Since Linux 2.6.32. prctl(2). */
LX_API int PrctlMceKillClear(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_MCE_KILL, LX_PR_MCE_KILL_CLEAR, 0, 0, 0);
}

/*
 * PrctlMceKillGet returns LX_PR_MCE_KILL_EARLY, LX_PR_MCE_KILL_LATE or LX_PR_MCE_KILL_DEFAULT. Since Linux 2.6.32.
 * prctl(2).
 */
LX_API int PrctlMceKillGet(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_MCE_KILL_GET, 0, 0, 0, 0);
}

/*
 * PrctlSetMm changes one of the addresses that /proc/self/stat tells of the process, LX_PR_SET_MM_START_CODE to
 * LX_PR_SET_MM_ENV_END; PrctlSetMmMap changes all at once. Returns 0. -EPERM: without CAP_SYS_RESOURCE. -EINVAL:
 * nothing is mapped there, or the limits are broken. Since Linux 3.3. prctl(2).
 */
LX_API int PrctlSetMm(int field, unsigned long addr)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MM, field, LX_PTR(addr), 0, 0);
}

/*
 * PrctlSetMmAuxv replaces what /proc/self/auxv shows: size bytes of pairs. Returns 0. -EPERM: without CAP_SYS_RESOURCE.
 * Since Linux 3.5. prctl(2).
 */
LX_API int PrctlSetMmAuxv(const unsigned long *auxv, unsigned long size)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MM, LX_PR_SET_MM_AUXV, LX_PTR(auxv), LX_PTR(size), 0);
}

/*
 * PrctlSetMmExeFile makes an open program what /proc/self/exe leads to. Returns 0. -EBUSY: the present one is still
 * mapped. -EPERM: without CAP_SYS_RESOURCE. Since Linux 3.5. prctl(2).
 */
LX_API int PrctlSetMmExeFile(int fd)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MM, LX_PR_SET_MM_EXE_FILE, fd, 0, 0);
}

/*
 * PrctlSetMmMap sets all that PrctlSetMm does, and the other two, at once. Returns 0. -EPERM: without CAP_SYS_RESOURCE
 * or, with an exe_fd, CAP_CHECKPOINT_RESTORE. Since Linux 3.18. prctl(2).
 */
LX_API int PrctlSetMmMap(const PrctlMmMap *map)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MM, LX_PR_SET_MM_MAP, LX_PTR(map), sizeof(PrctlMmMap), 0);
}

/* PrctlSetMmMapSize stores the size that the kernel's PrctlMmMap has. Returns 0. Since Linux 3.18. prctl(2). */
LX_API int PrctlSetMmMapSize(unsigned int *size)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MM, LX_PR_SET_MM_MAP_SIZE, LX_PTR(size), 0, 0);
}

/*
 * PrctlSetChildSubreaper makes the process, with 1, the new parent of descendants whose own parent ends, in place of
 * init. Fork does not pass it on; Exec keeps it. Returns 0. Since Linux 3.4. prctl(2).
 */
LX_API int PrctlSetChildSubreaper(int on)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_CHILD_SUBREAPER, on, 0, 0, 0);
}

/* PrctlGetChildSubreaper stores 1 or 0. Returns 0. Since Linux 3.4. prctl(2). */
LX_API int PrctlGetChildSubreaper(int *on)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_CHILD_SUBREAPER, LX_PTR(on), 0, 0, 0);
}

/*
 * PrctlSetNoNewPrivs sees to it, for good, that no program executed by this thread or what it makes has more rights
 * than it: set-user-ID bits and file capabilities are ignored. What an unprivileged Seccomp or LandlockRestrictSelf
 * needs. Returns 0. Since Linux 3.5. prctl(2).
 */
LX_API int PrctlSetNoNewPrivs(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* PrctlGetNoNewPrivs returns 1 or 0. Since Linux 3.5. prctl(2). */
LX_API int PrctlGetNoNewPrivs(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
}

/*
 * PrctlGetTidAddress stores the address that SetTidAddress or LX_CLONE_CHILD_CLEARTID set. Returns 0. -EINVAL: the
 * kernel was built without CONFIG_CHECKPOINT_RESTORE. Since Linux 3.5. prctl(2).
 */
LX_API int PrctlGetTidAddress(int **addr)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_TID_ADDRESS, LX_PTR(addr), 0, 0, 0);
}

/*
 * PrctlSetTHPDisable keeps the process, with 1, from transparent huge pages; flags: 0, or since Linux 6.18
 * LX_PR_THP_DISABLE_EXCEPT_ADVISED, which leaves them to what asks with Madvise. Returns 0. Since Linux 3.15. prctl(2).
 */
LX_API int PrctlSetTHPDisable(int disable, unsigned long flags)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_THP_DISABLE, disable, LX_PTR(flags), 0, 0);
}

/* PrctlGetTHPDisable returns 0, 1, or 3 with LX_PR_THP_DISABLE_EXCEPT_ADVISED. Since Linux 3.15. prctl(2). */
LX_API int PrctlGetTHPDisable(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_THP_DISABLE, 0, 0, 0, 0);
}

/*
 * PrctlCapAmbientIsSet tells whether the thread passes a capability on to programs without file capabilities: 1 or 0.
 * Since Linux 4.3. prctl(2).
 */
LX_API int PrctlCapAmbientIsSet(int capability)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_IS_SET, capability, 0, 0);
}

/*
 * PrctlCapAmbientRaise has the thread pass a capability on to programs without file capabilities. Returns 0. -EPERM: it
 * is not both permitted and inheritable, or LX_SECBIT_NO_CAP_AMBIENT_RAISE is set. Since Linux 4.3. prctl(2).
 */
LX_API int PrctlCapAmbientRaise(int capability)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_RAISE, capability, 0, 0);
}

/* PrctlCapAmbientLower undoes PrctlCapAmbientRaise for one capability. Returns 0. Since Linux 4.3. prctl(2). */
LX_API int PrctlCapAmbientLower(int capability)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_LOWER, capability, 0, 0);
}

/* PrctlCapAmbientClearAll undoes every PrctlCapAmbientRaise. Returns 0. Since Linux 4.3. prctl(2). */
LX_API int PrctlCapAmbientClearAll(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_CAP_AMBIENT, LX_PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
}

/*
 * PrctlSVESetVL sets the thread's SVE vector length in bytes, or the next lower that there is, | LX_PR_SVE_VL_INHERIT
 * to keep it over Exec, | LX_PR_SVE_SET_VL_ONEXEC to have it from there on only. The vectors' contents are lost.
 * Returns what PrctlSVEGetVL would. aarch64 alone has it. Since Linux 4.15. prctl(2).
 */
LX_API int PrctlSVESetVL(unsigned long vl)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SVE_SET_VL, LX_PTR(vl), 0, 0, 0);
}

/*
 * PrctlSVEGetVL returns the SVE vector length in bytes, & LX_PR_SVE_VL_LEN_MASK, and whether LX_PR_SVE_VL_INHERIT is
 * set. -EINVAL: the machine has no SVE. aarch64 alone has it. Since Linux 4.15. prctl(2).
 */
LX_API int PrctlSVEGetVL(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SVE_GET_VL, 0, 0, 0, 0);
}

/*
 * PrctlSMESetVL is PrctlSVESetVL for the streaming vector length, with LX_PR_SME_VL_INHERIT and
 * LX_PR_SME_SET_VL_ONEXEC. Leaves streaming mode and loses ZA. aarch64 alone has it. Since Linux 6.0. prctl(2).
 */
LX_API int PrctlSMESetVL(unsigned long vl)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SME_SET_VL, LX_PTR(vl), 0, 0, 0);
}

/*
 * PrctlSMEGetVL is PrctlSVEGetVL for the streaming vector length. -EINVAL: the machine has no SME. aarch64 alone has
 * it. Since Linux 6.0. prctl(2).
 */
LX_API int PrctlSMEGetVL(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SME_GET_VL, 0, 0, 0, 0);
}

/*
 * PrctlGetSpeculationCtrl returns LX_PR_SPEC_PRCTL, if the thread may change it, and one of LX_PR_SPEC_ENABLE,
 * LX_PR_SPEC_DISABLE, LX_PR_SPEC_FORCE_DISABLE, LX_PR_SPEC_DISABLE_NOEXEC; or 0, LX_PR_SPEC_NOT_AFFECTED. misfeature:
 * LX_PR_SPEC_STORE_BYPASS, LX_PR_SPEC_INDIRECT_BRANCH or LX_PR_SPEC_L1D_FLUSH. -ENODEV: unknown here. Since Linux 4.17.
 * prctl(2).
 */
LX_API int PrctlGetSpeculationCtrl(int misfeature)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_SPECULATION_CTRL, misfeature, 0, 0, 0);
}

/*
 * PrctlSetSpeculationCtrl allows or forbids the processor a kind of speculation for this thread: LX_PR_SPEC_ENABLE,
 * LX_PR_SPEC_DISABLE, for good LX_PR_SPEC_FORCE_DISABLE, until Exec LX_PR_SPEC_DISABLE_NOEXEC. Returns 0. -ENXIO: it is
 * not for threads to choose; -EPERM: it was forbidden for good. Since Linux 4.17. prctl(2).
 */
LX_API int PrctlSetSpeculationCtrl(int misfeature, unsigned long control)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_SPECULATION_CTRL, misfeature, LX_PTR(control), 0, 0);
}

/*
 * PrctlPACResetKeys gives the thread new random pointer authentication keys, LX_PR_PAC_*KEY, 0 being all: return
 * addresses that were signed before are no longer good. Returns 0. aarch64 alone has it. Since Linux 5.0. prctl(2).
 */
LX_API int PrctlPACResetKeys(unsigned long keys)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_PAC_RESET_KEYS, LX_PTR(keys), 0, 0, 0);
}

/*
 * PrctlPACSetEnabledKeys turns on those of the thread's keys (LX_PR_PAC_*KEY without LX_PR_PAC_APGAKEY) that enabled
 * has, and off the others of keys. Returns 0. aarch64 alone has it. Since Linux 5.13. prctl(2).
 */
LX_API int PrctlPACSetEnabledKeys(unsigned long keys, unsigned long enabled)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_PAC_SET_ENABLED_KEYS, LX_PTR(keys), LX_PTR(enabled), 0, 0);
}

/* PrctlPACGetEnabledKeys returns the LX_PR_PAC_*KEY that are on. aarch64 alone has it. Since Linux 5.13. prctl(2). */
LX_API int PrctlPACGetEnabledKeys(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_PAC_GET_ENABLED_KEYS, 0, 0, 0, 0);
}

/*
 * PrctlSetTaggedAddrCtrl lets the kernel take addresses with a tag in their upper bits, LX_PR_TAGGED_ADDR_ENABLE, and
 * says what a memory tag that does not match does: LX_PR_MTE_TCF_*, with the tags for new ones at LX_PR_MTE_TAG_SHIFT.
 * On riscv64 LX_PR_PMLEN_MASK has how many bits are a tag. Returns 0. aarch64 and riscv64 alone have it. Since Linux 5.4,
 * on riscv64 6.13. prctl(2).
 */
LX_API int PrctlSetTaggedAddrCtrl(unsigned long control)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_TAGGED_ADDR_CTRL, LX_PTR(control), 0, 0, 0);
}

/* PrctlGetTaggedAddrCtrl returns what PrctlSetTaggedAddrCtrl set. Since Linux 5.4, on riscv64 6.13. prctl(2). */
LX_API long PrctlGetTaggedAddrCtrl(void)
{
	return lx_trap5(LX_SYS_prctl, LX_PR_GET_TAGGED_ADDR_CTRL, 0, 0, 0, 0);
}

/*
 * PrctlSetIOFlusher marks the process, with 1, as one that the kernel needs to free memory, a user-space file system or
 * block device: it may use reserves, and does not wait for itself. Returns 0. -EPERM: without CAP_SYS_RESOURCE. Since
 * Linux 5.6. prctl(2).
 */
LX_API int PrctlSetIOFlusher(int on)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_IO_FLUSHER, on, 0, 0, 0);
}

/* PrctlGetIOFlusher returns 1 or 0. -EPERM: without CAP_SYS_RESOURCE. Since Linux 5.6. prctl(2). */
LX_API int PrctlGetIOFlusher(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_IO_FLUSHER, 0, 0, 0, 0);
}

/*
 * PrctlSetSyscallUserDispatch has calls from outside of the len bytes at offset raise SIGSYS while *selector, if it is
 * not NULL, is LX_SYSCALL_DISPATCH_FILTER_BLOCK. mode: LX_PR_SYS_DISPATCH_EXCLUSIVE_ON, or on newer kernels
 * LX_PR_SYS_DISPATCH_INCLUSIVE_ON, which blocks those from inside; LX_PR_SYS_DISPATCH_OFF, the rest being 0. Fork
 * clears it. Returns 0. x86_64 and riscv64 alone have it. Since Linux 5.11, on riscv64 6.4. prctl(2).
 */
LX_API int PrctlSetSyscallUserDispatch(int mode, unsigned long offset, unsigned long len, char *selector)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_SYSCALL_USER_DISPATCH, mode, LX_PTR(offset), LX_PTR(len),
			     LX_PTR(selector));
}

/*
 * PrctlSchedCoreGet stores the cookie of a thread (0: this one), which tells what may share a processor's core with it;
 * 0: anything. type is LX_PR_SCHED_CORE_SCOPE_THREAD. cookie: 8 bytes. Returns 0. -ENODEV: no core runs two threads
 * here; -EPERM: pid may not be traced by the caller; -ESRCH. Since Linux 5.14. prctl(2).
 */
LX_API int PrctlSchedCoreGet(int pid, int type, unsigned long *cookie)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SCHED_CORE, LX_PR_SCHED_CORE_GET, pid, type, LX_PTR(cookie));
}

/*
 * PrctlSchedCoreCreate gives a thread, LX_PR_SCHED_CORE_SCOPE_THREAD, its process, LX_PR_SCHED_CORE_SCOPE_THREAD_GROUP,
 * or its process group, LX_PR_SCHED_CORE_SCOPE_PROCESS_GROUP, a new cookie: no others run beside it on one core.
 * Returns 0. -ENODEV: no core runs two threads here; -EPERM: pid may not be traced by the caller; -ESRCH. Since Linux
 * 5.14. prctl(2).
 */
LX_API int PrctlSchedCoreCreate(int pid, int type)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SCHED_CORE, LX_PR_SCHED_CORE_CREATE, pid, type, 0);
}

/*
 * PrctlSchedCoreShareTo gives others this thread's cookie. Returns 0. -ENODEV: no core runs two threads here; -EPERM:
 * pid may not be traced by the caller; -ESRCH. Since Linux 5.14. prctl(2).
 */
LX_API int PrctlSchedCoreShareTo(int pid, int type)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SCHED_CORE, LX_PR_SCHED_CORE_SHARE_TO, pid, type, 0);
}

/*
 * PrctlSchedCoreShareFrom gives this thread the cookie of the thread pid. type is LX_PR_SCHED_CORE_SCOPE_THREAD.
 * Returns 0. -ENODEV: no core runs two threads here; -EPERM: pid may not be traced by the caller; -ESRCH. Since Linux
 * 5.14. prctl(2).
 */
LX_API int PrctlSchedCoreShareFrom(int pid, int type)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SCHED_CORE, LX_PR_SCHED_CORE_SHARE_FROM, pid, type, 0);
}

/*
 * PrctlSetMDWE forbids the process, for good, to map memory that is writable and executable, or to make executable what
 * was not: LX_PR_MDWE_REFUSE_EXEC_GAIN. A child has it too, unless with LX_PR_MDWE_NO_INHERIT (Linux 6.6). Returns 0.
 * -EPERM: it was set otherwise before. Since Linux 6.3. prctl(2).
 */
LX_API int PrctlSetMDWE(unsigned long flags)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MDWE, LX_PTR(flags), 0, 0, 0);
}

/* PrctlGetMDWE returns what PrctlSetMDWE set. Since Linux 6.3. prctl(2). */
LX_API int PrctlGetMDWE(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_MDWE, 0, 0, 0, 0);
}

/*
 * PrctlSetMemoryMerge lets the kernel merge, with 1, equal pages of all memory of the process with others (KSM).
 * Returns 0. -EINVAL: built without it. -EPERM: without CAP_SYS_RESOURCE. Since Linux 6.4. prctl(2).
 */
LX_API int PrctlSetMemoryMerge(int on)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_MEMORY_MERGE, on, 0, 0, 0);
}

/* PrctlGetMemoryMerge returns 1 or 0. -EPERM: without CAP_SYS_RESOURCE. Since Linux 6.4. prctl(2). */
LX_API int PrctlGetMemoryMerge(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_MEMORY_MERGE, 0, 0, 0, 0);
}

/*
 * PrctlRISCVVSetControl allows or forbids this thread and what it executes RISC-V's vectors:
 * LX_PR_RISCV_V_VSTATE_CTRL_ON, LX_PR_RISCV_V_VSTATE_CTRL_OFF or LX_PR_RISCV_V_VSTATE_CTRL_DEFAULT for now and, two
 * bits on, for programs to come, which keep it with LX_PR_RISCV_V_VSTATE_CTRL_INHERIT. Returns 0. -EPERM: they are in
 * use. riscv64 alone has it. Since Linux 6.5. prctl(2).
 */
LX_API int PrctlRISCVVSetControl(unsigned long control)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_RISCV_V_SET_CONTROL, LX_PTR(control), 0, 0, 0);
}

/*
 * PrctlRISCVVGetControl returns what PrctlRISCVVSetControl set. -EINVAL: the machine has no vectors. riscv64 alone has
 * it. Since Linux 6.5. prctl(2).
 */
LX_API int PrctlRISCVVGetControl(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_RISCV_V_GET_CONTROL, 0, 0, 0, 0);
}

/*
 * PrctlRISCVSetIcacheFlushCtx lets threads use FENCE.I themselves for code that they write, with
 * LX_PR_RISCV_CTX_SW_FENCEI_ON: the kernel does it again where they move to another processor. scope:
 * LX_PR_RISCV_SCOPE_PER_PROCESS or LX_PR_RISCV_SCOPE_PER_THREAD. Returns 0. riscv64 alone has it. Since Linux 6.10.
 * prctl(2).
 */
LX_API int PrctlRISCVSetIcacheFlushCtx(unsigned long ctx, unsigned long scope)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_RISCV_SET_ICACHE_FLUSH_CTX, LX_PTR(ctx), LX_PTR(scope), 0, 0);
}

/*
 * PrctlGetShadowStackStatus stores the LX_PR_SHADOW_STACK_* that are set. Returns 0. aarch64 and riscv64 with shadow
 * stacks; x86_64 has ArchPrctl. Since Linux 6.13. prctl(2).
 */
LX_API int PrctlGetShadowStackStatus(unsigned long *status)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_SHADOW_STACK_STATUS, LX_PTR(status), 0, 0, 0);
}

/*
 * PrctlSetShadowStackStatus turns the thread's shadow stack on, LX_PR_SHADOW_STACK_ENABLE, and allows writes and pushes
 * to it, LX_PR_SHADOW_STACK_WRITE and LX_PR_SHADOW_STACK_PUSH. The function that turned it on must not return. Returns
 * 0. -EBUSY: locked. Since Linux 6.13. prctl(2).
 */
LX_API int PrctlSetShadowStackStatus(unsigned long status)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_SHADOW_STACK_STATUS, LX_PTR(status), 0, 0, 0);
}

/*
 * PrctlLockShadowStackStatus keeps these bits of the status as they are, for good. Returns 0. Since Linux 6.13.
 * prctl(2).
 */
LX_API int PrctlLockShadowStackStatus(unsigned long bits)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_LOCK_SHADOW_STACK_STATUS, LX_PTR(bits), 0, 0, 0);
}

/*
 * PrctlTimerCreateRestoreIDs has TimerCreate make a timer of the number that it is given,
 * LX_PR_TIMER_CREATE_RESTORE_IDS_ON, or as always, LX_PR_TIMER_CREATE_RESTORE_IDS_OFF; returns 0.
 * LX_PR_TIMER_CREATE_RESTORE_IDS_GET returns which. For who restores a process. Since Linux 6.16. prctl(2).
 */
LX_API int PrctlTimerCreateRestoreIDs(int mode)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_TIMER_CREATE_RESTORE_IDS, mode, 0, 0, 0);
}

/*
 * PrctlFutexHashSetSlots sets how many buckets the process's own table of futexes has, a power of two from 2 on; 0: it
 * has none, and shares the machine's. Returns 0. Since Linux 6.16. prctl(2).
 */
LX_API int PrctlFutexHashSetSlots(unsigned int slots)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_FUTEX_HASH, LX_PR_FUTEX_HASH_SET_SLOTS, slots, 0, 0);
}

/*
 * PrctlFutexHashGetSlots returns how many buckets the process's own table of futexes has, 0 being none. Since Linux
 * 6.16. prctl(2).
 */
LX_API int PrctlFutexHashGetSlots(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_FUTEX_HASH, LX_PR_FUTEX_HASH_GET_SLOTS, 0, 0, 0);
}

/*
 * PrctlRseqSliceExtensionGet returns LX_PR_RSEQ_SLICE_EXT_ENABLE or 0. -524, the kernel's own ENOTSUPP: built without
 * it. Since Linux 7.0. prctl(2).
 */
LX_API int PrctlRseqSliceExtensionGet(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_RSEQ_SLICE_EXTENSION, LX_PR_RSEQ_SLICE_EXTENSION_GET, 0, 0, 0);
}

/*
 * PrctlRseqSliceExtensionSet lets the thread ask for longer time slices in its Rseq_t, LX_PR_RSEQ_SLICE_EXT_ENABLE, or
 * not, 0. Returns 0. -ENXIO: it has no Rseq_t; -524, the kernel's own ENOTSUPP: built without it, or turned off at boot.
 * Since Linux 7.0. prctl(2).
 */
LX_API int PrctlRseqSliceExtensionSet(unsigned long flags)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_RSEQ_SLICE_EXTENSION, LX_PR_RSEQ_SLICE_EXTENSION_SET, LX_PTR(flags), 0,
			     0);
}

/*
 * PrctlGetCFI stores how a kind of control-flow check stands: LX_PR_CFI_ENABLE or LX_PR_CFI_DISABLE, and
 * LX_PR_CFI_LOCK. which: LX_PR_CFI_BRANCH_LANDING_PADS. Returns 0. riscv64 alone has it. Since Linux 7.0. prctl(2).
 */
LX_API int PrctlGetCFI(unsigned long which, unsigned long *status)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_CFI, LX_PTR(which), LX_PTR(status), 0, 0);
}

/*
 * PrctlSetCFI turns a kind of control-flow check on, LX_PR_CFI_ENABLE, or off, LX_PR_CFI_DISABLE, for good with
 * LX_PR_CFI_LOCK. Returns 0. riscv64 alone has it. Since Linux 7.0. prctl(2).
 */
LX_API int PrctlSetCFI(unsigned long which, unsigned long control)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_CFI, LX_PTR(which), LX_PTR(control), 0, 0);
}

/*
 * PrctlSetVmaAnonName names anonymous memory, which /proc/self/maps then shows as [anon:name]: at most 79 bytes without
 * brackets, backslash, dollar and backquote; NULL: no name. Returns 0. -EBADF: a file is mapped there. -EINVAL: also of
 * a kernel built without CONFIG_ANON_VMA_NAME. Since Linux 5.17. prctl(2).
 */
LX_API int PrctlSetVmaAnonName(const void *addr, unsigned long len, const char *name)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_VMA, LX_PR_SET_VMA_ANON_NAME, LX_PTR(addr), LX_PTR(len),
			     LX_PTR(name));
}

/*
 * PrctlSetPtracer lets a process that is no ancestor, or with LX_PR_SET_PTRACER_ANY any, trace this one where Yama
 * restricts that; 0: none. Returns 0. -EINVAL: no such process, or no Yama. Since Linux 3.4. prctl(2).
 */
LX_API int PrctlSetPtracer(unsigned long pid)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_PTRACER, LX_PTR(pid), 0, 0, 0);
}

/*
 * PrctlGetAuxv stores the auxiliary vector, pairs of unsigned long, as far as size bytes go. Returns how many bytes it
 * has. Since Linux 6.4. prctl(2).
 */
LX_API long PrctlGetAuxv(void *auxv, unsigned long size)
{
	return lx_trap5(LX_SYS_prctl, LX_PR_GET_AUXV, LX_PTR(auxv), LX_PTR(size), 0, 0);
}

#endif /* BARECALL_EXTERN */

/* What other architectures alone have. */
int PrctlSetUnalign(int mode)
	LX_UNAVAILABLE("only alpha, parisc, powerpc and sh have it: no 64-bit x86, arm or RISC-V has it");
int PrctlGetUnalign(int *mode)
	LX_UNAVAILABLE("only alpha, parisc, powerpc and sh have it: no 64-bit x86, arm or RISC-V has it");
int PrctlSetFPEmu(int mode) LX_UNAVAILABLE("only ia64 had it: no 64-bit x86, arm or RISC-V has it");
int PrctlGetFPEmu(int *mode) LX_UNAVAILABLE("only ia64 had it: no 64-bit x86, arm or RISC-V has it");
int PrctlSetFPExc(unsigned int mode) LX_UNAVAILABLE("only powerpc has it: no 64-bit x86, arm or RISC-V has it");
int PrctlGetFPExc(unsigned int *mode) LX_UNAVAILABLE("only powerpc has it: no 64-bit x86, arm or RISC-V has it");
int PrctlSetEndian(int endian) LX_UNAVAILABLE("only powerpc has it: no 64-bit x86, arm or RISC-V has it");
int PrctlGetEndian(int *endian) LX_UNAVAILABLE("only powerpc has it: no 64-bit x86, arm or RISC-V has it");
int PrctlSetFPMode(unsigned int mode) LX_UNAVAILABLE("only mips has it: no 64-bit x86, arm or RISC-V has it");
int PrctlGetFPMode(void) LX_UNAVAILABLE("only mips has it: no 64-bit x86, arm or RISC-V has it");
int PrctlPPCGetDEXCR(unsigned long which) LX_UNAVAILABLE("only powerpc has it: no 64-bit x86, arm or RISC-V has it");
int PrctlPPCSetDEXCR(unsigned long which, unsigned long control)
	LX_UNAVAILABLE("only powerpc has it: no 64-bit x86, arm or RISC-V has it");
int PrctlMPXEnableManagement(void) LX_UNAVAILABLE("Linux has no MPX since 5.4, nor have processors");
int PrctlMPXDisableManagement(void) LX_UNAVAILABLE("Linux has no MPX since 5.4, nor have processors");
#endif
