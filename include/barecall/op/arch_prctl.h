/*
 * ArchPrctl's operations, one function each, on x86_64 alone: a use on another architecture does not compile. process.h
 * has the raw call.
 */
#ifndef LX_OP_ARCH_PRCTL_H
#define LX_OP_ARCH_PRCTL_H

#include "../base.h"
#include "../process.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/arch_prctl.h"
#endif
#ifndef BARECALL_EXTERN

#ifdef LX_SYS_arch_prctl
/*
 * ArchSetFS sets the base of fs, the thread pointer of every ABI there is: what a libc keeps there is gone. Returns 0.
 * -EPERM: addr is not in user space. arch_prctl(2).
 */
LX_API int ArchSetFS(unsigned long addr)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SET_FS, LX_PTR(addr));
}

/* ArchGetFS stores the base of fs. Returns 0. arch_prctl(2). */
LX_API int ArchGetFS(unsigned long *addr)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_FS, LX_PTR(addr));
}

/* ArchSetGS sets the base of gs, which no ABI uses. Returns 0. -EPERM: addr is not in user space. arch_prctl(2). */
LX_API int ArchSetGS(unsigned long addr)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SET_GS, LX_PTR(addr));
}

/* ArchGetGS stores the base of gs. Returns 0. arch_prctl(2). */
LX_API int ArchGetGS(unsigned long *addr)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_GS, LX_PTR(addr));
}

/* ArchGetCPUID returns 1 when the thread may execute CPUID, or 0. Since Linux 4.12. arch_prctl(2). */
LX_API int ArchGetCPUID(void)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_CPUID, 0);
}

/*
 * ArchSetCPUID lets the thread execute CPUID, 1, or has that raise SIGSEGV, 0. Returns 0. -ENODEV: the processor
 * cannot. Since Linux 4.12. arch_prctl(2).
 */
LX_API int ArchSetCPUID(int on)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SET_CPUID, on);
}

/*
 * ArchGetXcompSupp stores which parts of the extended state processor and kernel have, a bit each. Returns 0. Since
 * Linux 5.16. arch_prctl(2).
 */
LX_API int ArchGetXcompSupp(unsigned long *features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_XCOMP_SUPP, LX_PTR(features));
}

/* ArchGetXcompPerm stores which of them the process may use. Returns 0. Since Linux 5.16. arch_prctl(2). */
LX_API int ArchGetXcompPerm(unsigned long *features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_XCOMP_PERM, LX_PTR(features));
}

/*
 * ArchReqXcompPerm asks for one that is not for everybody: LX_ARCH_XCOMP_TILEDATA, AMX's tiles. Signal stacks must be
 * large enough from then on. Returns 0. -EOPNOTSUPP: the machine has it not; -ENOSPC: a thread's signal stack is too
 * small. Since Linux 5.16. arch_prctl(2).
 */
LX_API int ArchReqXcompPerm(unsigned long feature)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_REQ_XCOMP_PERM, LX_PTR(feature));
}

/*
 * ArchGetXcompGuestPerm is ArchGetXcompPerm for the virtual machines of the process. Since Linux 5.17. arch_prctl(2).
 */
LX_API int ArchGetXcompGuestPerm(unsigned long *features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_XCOMP_GUEST_PERM, LX_PTR(features));
}

/*
 * ArchReqXcompGuestPerm is ArchReqXcompPerm for the virtual machines of the process, before the first has a processor.
 * Since Linux 5.17. arch_prctl(2).
 */
LX_API int ArchReqXcompGuestPerm(unsigned long feature)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_REQ_XCOMP_GUEST_PERM, LX_PTR(feature));
}

/*
 * ArchMapVdsoX32 maps the vDSO of the x32 ABI at or behind addr, for who restores a process. Returns its size in bytes.
 * -EEXIST: there is one; -EINVAL: built without CONFIG_CHECKPOINT_RESTORE. Since Linux 4.8. arch_prctl(2).
 */
LX_API long ArchMapVdsoX32(unsigned long addr)
{
	return lx_trap2(LX_SYS_arch_prctl, LX_ARCH_MAP_VDSO_X32, LX_PTR(addr));
}

/*
 * ArchMapVdso32 maps the vDSO of 32-bit programs at or behind addr, for who restores a process. Returns its size in
 * bytes. -EEXIST: there is one; -EINVAL: built without CONFIG_CHECKPOINT_RESTORE. Since Linux 4.8. arch_prctl(2).
 */
LX_API long ArchMapVdso32(unsigned long addr)
{
	return lx_trap2(LX_SYS_arch_prctl, LX_ARCH_MAP_VDSO_32, LX_PTR(addr));
}

/*
 * ArchMapVdso64 maps the vDSO of 64-bit programs at or behind addr, for who restores a process. Returns its size in
 * bytes. -EEXIST: there is one; -EINVAL: built without CONFIG_CHECKPOINT_RESTORE. Since Linux 4.8. arch_prctl(2).
 */
LX_API long ArchMapVdso64(unsigned long addr)
{
	return lx_trap2(LX_SYS_arch_prctl, LX_ARCH_MAP_VDSO_64, LX_PTR(addr));
}

/*
 * ArchGetUntagMask stores what to AND an address with so that no tag is left. Returns 0. Since Linux 6.4.
 * arch_prctl(2).
 */
LX_API int ArchGetUntagMask(unsigned long *mask)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_UNTAG_MASK, LX_PTR(mask));
}

/*
 * ArchEnableTaggedAddr lets the process have bits, 1 to 6, of tag in its addresses (LAM). Only before it has threads.
 * Returns 0. -ENODEV: the processor cannot; -EBUSY: it has them. Since Linux 6.4. arch_prctl(2).
 */
LX_API int ArchEnableTaggedAddr(unsigned long bits)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_ENABLE_TAGGED_ADDR, LX_PTR(bits));
}

/*
 * ArchGetMaxTagBits stores how many bits of tag ArchEnableTaggedAddr gives, 0 or 6. Returns 0. Since Linux 6.4.
 * arch_prctl(2).
 */
LX_API int ArchGetMaxTagBits(unsigned long *bits)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_GET_MAX_TAG_BITS, LX_PTR(bits));
}

/*
 * ArchForceTaggedSVA lets tagged addresses and devices that share the process's memory go together. Returns 0. Since
 * Linux 6.4. arch_prctl(2).
 */
LX_API int ArchForceTaggedSVA(void)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_FORCE_TAGGED_SVA, 0);
}

/*
 * ArchShstkEnable gives the thread a shadow stack, LX_ARCH_SHSTK_SHSTK, or lets it write there, LX_ARCH_SHSTK_WRSS. The
 * function that turned it on must not return. Returns 0. -EOPNOTSUPP: the processor has none; -EPERM: locked. Since
 * Linux 6.6. arch_prctl(2).
 */
LX_API int ArchShstkEnable(unsigned long features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SHSTK_ENABLE, LX_PTR(features));
}

/* ArchShstkDisable undoes ArchShstkEnable. Returns 0. -EPERM: locked. Since Linux 6.6. arch_prctl(2). */
LX_API int ArchShstkDisable(unsigned long features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SHSTK_DISABLE, LX_PTR(features));
}

/* ArchShstkLock keeps these as they are. Returns 0. Since Linux 6.6. arch_prctl(2). */
LX_API int ArchShstkLock(unsigned long features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SHSTK_LOCK, LX_PTR(features));
}

/*
 * ArchShstkUnlock undoes ArchShstkLock, for a tracer that restores a process: only a traced process is let, by an
 * injected call. Returns 0. -EINVAL: by the process itself. Since Linux 6.6. arch_prctl(2).
 */
LX_API int ArchShstkUnlock(unsigned long features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SHSTK_UNLOCK, LX_PTR(features));
}

/* ArchShstkStatus stores the LX_ARCH_SHSTK_* that are on. Returns 0. Since Linux 6.6. arch_prctl(2). */
LX_API int ArchShstkStatus(unsigned long *features)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, LX_ARCH_SHSTK_STATUS, LX_PTR(features));
}
#endif

#endif /* BARECALL_EXTERN */

#ifndef LX_SYS_arch_prctl
int ArchSetFS(unsigned long addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetFS(unsigned long *addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchSetGS(unsigned long addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetGS(unsigned long *addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetCPUID(void) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchSetCPUID(int on) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetXcompSupp(unsigned long *features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetXcompPerm(unsigned long *features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchReqXcompPerm(unsigned long feature) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetXcompGuestPerm(unsigned long *features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchReqXcompGuestPerm(unsigned long feature) LX_UNAVAILABLE("only x86_64 has arch_prctl");
long ArchMapVdsoX32(unsigned long addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
long ArchMapVdso32(unsigned long addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
long ArchMapVdso64(unsigned long addr) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetUntagMask(unsigned long *mask) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchEnableTaggedAddr(unsigned long bits) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchGetMaxTagBits(unsigned long *bits) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchForceTaggedSVA(void) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchShstkEnable(unsigned long features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchShstkDisable(unsigned long features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchShstkLock(unsigned long features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchShstkUnlock(unsigned long features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
int ArchShstkStatus(unsigned long *features) LX_UNAVAILABLE("only x86_64 has arch_prctl");
#endif
#endif
