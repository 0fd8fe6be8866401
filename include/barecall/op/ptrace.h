/*
 * Ptrace's requests that one architecture has, or that something newer replaces; ptrace.h has the others. pid is a
 * stopped tracee: -ESRCH where it is not. A use where the request is lacking does not compile.
 */
#ifndef LX_OP_PTRACE_H
#define LX_OP_PTRACE_H

#include "../base.h"
#include "../ptrace.h"
#include "../uapi/signal.h"
#include "../legacy.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/ptrace.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * PtraceKill kills a stopped tracee, and does nothing, 0, to one that runs: Kill with LX_SIGKILL does it at any time.
 * ptrace(2).
 */
LX_API int PtraceKill(int pid)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_KILL, pid, 0, 0);
}

#ifdef LX_PTRACE_SYSEMU
/*
 * PtraceSysEmu is PtraceCont until the next call of the tracee, which is not made: it stops once, before. Returns 0.
 * x86_64, and aarch64 since Linux 5.3. ptrace(2).
 */
LX_API int PtraceSysEmu(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SYSEMU, pid, 0, sig);
}
#endif

#ifdef LX_PTRACE_SYSEMU_SINGLESTEP
/* PtraceSysEmuSingleStep is PtraceSingleStep in which no call is made. Returns 0. ptrace(2). */
LX_API int PtraceSysEmuSingleStep(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SYSEMU_SINGLESTEP, pid, 0, sig);
}
#endif

#ifdef LX_PTRACE_SINGLEBLOCK
/*
 * PtraceSingleBlock is PtraceSingleStep to the next branch that is taken. Returns 0. -EIO: the processor cannot. x86_64
 * only. ptrace(2).
 */
LX_API int PtraceSingleBlock(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SINGLEBLOCK, pid, 0, sig);
}
#endif

#ifdef LX_PTRACE_GETREGS
/*
 * PtraceGetRegsX86 stores a tracee's registers; PtraceGetRegs does on every architecture. Returns 0. x86_64 only.
 * ptrace(2).
 */
LX_API int PtraceGetRegsX86(int pid, PtraceRegs *regs)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GETREGS, pid, 0, LX_PTR(regs));
}
#endif

#ifdef LX_PTRACE_SETREGS
/* PtraceSetRegsX86 sets them; PtraceSetRegs does on every architecture. Returns 0. x86_64 only. ptrace(2). */
LX_API int PtraceSetRegsX86(int pid, const PtraceRegs *regs)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SETREGS, pid, 0, LX_PTR(regs));
}
#endif

#ifdef LX_PTRACE_GETFPREGS
/*
 * PtraceGetFPRegsX86 stores a tracee's x87 and SSE registers; PtraceGetRegSet with LX_NT_PRFPREG does on every
 * architecture. Returns 0. x86_64 only. ptrace(2).
 */
LX_API int PtraceGetFPRegsX86(int pid, PtraceFPRegs *regs)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GETFPREGS, pid, 0, LX_PTR(regs));
}
#endif

#ifdef LX_PTRACE_SETFPREGS
/* PtraceSetFPRegsX86 sets them. Returns 0. x86_64 only. ptrace(2). */
LX_API int PtraceSetFPRegsX86(int pid, const PtraceFPRegs *regs)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SETFPREGS, pid, 0, LX_PTR(regs));
}
#endif

#ifdef LX_PTRACE_ARCH_PRCTL
/*
 * PtraceArchPrctl makes ArchPrctl in the tracee's place: LX_ARCH_SET_FS and its kin, and LX_ARCH_SHSTK_UNLOCK. Returns
 * 0. x86_64 only. ptrace(2).
 */
LX_API int PtraceArchPrctl(int pid, unsigned long addr, int option)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_ARCH_PRCTL, pid, LX_PTR(addr), option);
}
#endif

#ifdef LX_PTRACE_GET_THREAD_AREA
/*
 * PtraceGetThreadArea stores a thread-local segment of a 32-bit tracee, by its index, 12 to 14. Returns 0. x86_64 only.
 * ptrace(2).
 */
LX_API int PtraceGetThreadArea(int pid, unsigned long index, UserDesc *desc)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GET_THREAD_AREA, pid, LX_PTR(index), LX_PTR(desc));
}
#endif

#ifdef LX_PTRACE_SET_THREAD_AREA
/* PtraceSetThreadArea sets it. Returns 0. x86_64 only. ptrace(2). */
LX_API int PtraceSetThreadArea(int pid, unsigned long index, const UserDesc *desc)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SET_THREAD_AREA, pid, LX_PTR(index), LX_PTR(desc));
}
#endif

#ifdef LX_PTRACE_PEEKMTETAGS
/*
 * PtracePeekMTETags stores the memory tags from addr on, a byte each, in iov, whose len is set to how many. Returns 0.
 * -EIO: no memory with tags is mapped there. aarch64 only, since Linux 5.10. ptrace(2).
 */
LX_API int PtracePeekMTETags(int pid, const void *addr, Iovec *iov)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_PEEKMTETAGS, pid, LX_PTR(addr), LX_PTR(iov));
}
#endif

#ifdef LX_PTRACE_POKEMTETAGS
/* PtracePokeMTETags sets them. Returns 0. aarch64 only, since Linux 5.10. ptrace(2). */
LX_API int PtracePokeMTETags(int pid, const void *addr, Iovec *iov)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_POKEMTETAGS, pid, LX_PTR(addr), LX_PTR(iov));
}
#endif

#endif /* BARECALL_EXTERN */

#ifndef LX_PTRACE_SYSEMU
int PtraceSysEmu(int pid, int sig) LX_UNAVAILABLE("riscv64 lacks PTRACE_SYSEMU");
#endif

#ifndef LX_PTRACE_SYSEMU_SINGLESTEP
int PtraceSysEmuSingleStep(int pid, int sig) LX_UNAVAILABLE("riscv64 lacks PTRACE_SYSEMU_SINGLESTEP");
#endif

#ifndef LX_PTRACE_SINGLEBLOCK
int PtraceSingleBlock(int pid, int sig) LX_UNAVAILABLE("only x86_64 has PTRACE_SINGLEBLOCK: use PtraceGetRegSet");
#endif

#ifndef LX_PTRACE_GETREGS
int PtraceGetRegsX86(int pid, PtraceRegs *regs) LX_UNAVAILABLE("only x86_64 has PTRACE_GETREGS: use PtraceGetRegs");
#endif

#ifndef LX_PTRACE_SETREGS
int PtraceSetRegsX86(int pid, const PtraceRegs *regs)
	LX_UNAVAILABLE("only x86_64 has PTRACE_SETREGS: use PtraceSetRegs");
#endif

#ifndef LX_PTRACE_GETFPREGS
int PtraceGetFPRegsX86(int pid, PtraceFPRegs *regs)
	LX_UNAVAILABLE("only x86_64 has PTRACE_GETFPREGS: use PtraceGetRegSet");
#endif

#ifndef LX_PTRACE_SETFPREGS
int PtraceSetFPRegsX86(int pid, const PtraceFPRegs *regs)
	LX_UNAVAILABLE("only x86_64 has PTRACE_SETFPREGS: use PtraceSetRegSet");
#endif

#ifndef LX_PTRACE_ARCH_PRCTL
int PtraceArchPrctl(int pid, unsigned long addr, int option)
	LX_UNAVAILABLE("only x86_64 has PTRACE_ARCH_PRCTL: use PtraceGetRegSet");
#endif

#ifndef LX_PTRACE_GET_THREAD_AREA
int PtraceGetThreadArea(int pid, unsigned long index, void *desc)
	LX_UNAVAILABLE("only x86_64 has PTRACE_GET_THREAD_AREA: use PtraceGetRegSet");
#endif

#ifndef LX_PTRACE_SET_THREAD_AREA
int PtraceSetThreadArea(int pid, unsigned long index, const void *desc)
	LX_UNAVAILABLE("only x86_64 has PTRACE_SET_THREAD_AREA: use PtraceGetRegSet");
#endif

#ifndef LX_PTRACE_PEEKMTETAGS
int PtracePeekMTETags(int pid, const void *addr, Iovec *iov) LX_UNAVAILABLE("only aarch64 has PTRACE_PEEKMTETAGS");
#endif

#ifndef LX_PTRACE_POKEMTETAGS
int PtracePokeMTETags(int pid, const void *addr, Iovec *iov) LX_UNAVAILABLE("only aarch64 has PTRACE_POKEMTETAGS");
#endif
#endif
