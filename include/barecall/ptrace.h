/*
 * Tracing other processes: attach, stop and let go on, registers, memory, system calls.
 *
 * A tracee is one thread, and its tracer is one thread: the one that has attached to it. The tracee must be in a stop
 * that Wait4 has reported (with LX___WALL, which reports threads too), except for PtraceTraceme, PtraceAttach,
 * PtraceSeize and PtraceInterrupt. -ESRCH, from every function here, says that it is not, or is not the caller's;
 * SIGKILL can end a stop at any time, so this is never a surprise.
 */
#ifndef LX_PTRACE_H
#define LX_PTRACE_H

#include "base.h"
#include "types/filter.h"
#include "types/siginfo.h"
#include "uapi/process.h"
#include "uapi/ptrace.h"
#include "uapi/wait.h"

/* Registers are different everywhere; base.h has refused every other architecture. */
#if defined(__x86_64__)
#include "arch/x86_64/ptrace.h"
#elif defined(__aarch64__)
#include "arch/aarch64/ptrace.h"
#else
#include "arch/riscv64/ptrace.h"
#endif

/*
 * PtraceSyscallInfo: the system call at which a tracee has stopped. op tells which member of u. struct
 * ptrace_syscall_info.
 */
typedef struct PtraceSyscallInfo {
	unsigned char op; /* LX_PTRACE_SYSCALL_INFO_* */
	unsigned char reserved; /* zero */
	unsigned short flags; /* zero */
	unsigned int arch; /* LX_AUDIT_ARCH_*: not LX_AUDIT_ARCH_NATIVE for 32-bit calls, whose numbers are others */
	unsigned long instruction_pointer;
	unsigned long stack_pointer;
	union {
		struct {
			unsigned long nr;
			unsigned long args[6];
		} entry;
		struct {
			long rval; /* a value, or -errno */
			unsigned char is_error;
		} exit;
		struct {
			unsigned long nr;
			unsigned long args[6];
			unsigned int ret_data; /* the low 16 bits of what the filter returned */
			unsigned int reserved2;
		} seccomp;
	} u;
} PtraceSyscallInfo;

/*
 * PtracePeekSiginfoArgs: which of a tracee's pending signals PtracePeekSiginfo is to copy. struct
 * ptrace_peeksiginfo_args.
 */
typedef struct PtracePeekSiginfoArgs {
	unsigned long off; /* the first, counted from 0 */
	unsigned int flags; /* LX_PTRACE_PEEKSIGINFO_SHARED: those of the whole process, not of the thread */
	int nr; /* how many at most */
} PtracePeekSiginfoArgs;

/* SeccompMetadata: a seccomp filter of a tracee. struct seccomp_metadata. */
typedef struct SeccompMetadata {
	unsigned long filter_off; /* given by the caller: which, 0 for the oldest */
	unsigned long flags; /* SECCOMP_FILTER_FLAG_*; of these the kernel tells LOG alone */
} SeccompMetadata;

/* PtraceRseqConfiguration: what a tracee has registered with Rseq. struct ptrace_rseq_configuration. */
typedef struct PtraceRseqConfiguration {
	unsigned long rseq_abi_pointer; /* 0: nothing */
	unsigned int rseq_abi_size;
	unsigned int signature;
	unsigned int flags;
	unsigned int pad;
} PtraceRseqConfiguration;

/*
 * PtraceSudConfig: a tracee's syscall user dispatch, as PR_SET_SYSCALL_USER_DISPATCH sets it. struct ptrace_sud_config.
 */
typedef struct PtraceSudConfig {
	unsigned long mode; /* LX_PR_SYS_DISPATCH_* */
	unsigned long selector; /* the address of the byte that lets calls through or not; 0: none does */
	unsigned long offset; /* the address from which on calls of len bytes of code are always let through */
	unsigned long len;
} PtraceSudConfig;

/*
 * PtraceGetRegs stores a tracee's general registers in regs. Returns 0. -EIO: the tracee is a 32-bit program; it has
 * other registers, and regs holds nothing. Linked from libbarecall.a. Issues ptrace with LX_PTRACE_GETREGSET.
 */
int PtraceGetRegs(int pid, PtraceRegs *regs) LX_SYMBOL("lx_PtraceGetRegs");

/*
 * PtraceSetRegs gives a tracee these general registers; all of them, so get them first. Returns 0. -EIO: the tracee is
 * a 32-bit program, and nothing has changed. -EINVAL, and -EIO on x86_64: a register has a value that it cannot have,
 * such as another privilege level; those before it may have changed. Linked from libbarecall.a. Issues ptrace with
 * LX_PTRACE_GETREGSET, to know the tracee's kind, and LX_PTRACE_SETREGSET.
 */
int PtraceSetRegs(int pid, const PtraceRegs *regs) LX_SYMBOL("lx_PtraceSetRegs");

/* PtraceGetFPRegs is PtraceGetRegs for the floating-point registers. Linked from libbarecall.a. */
int PtraceGetFPRegs(int pid, PtraceFPRegs *regs) LX_SYMBOL("lx_PtraceGetFPRegs");

/* PtraceSetFPRegs is PtraceSetRegs for the floating-point registers. Linked from libbarecall.a. */
int PtraceSetFPRegs(int pid, const PtraceFPRegs *regs) LX_SYMBOL("lx_PtraceSetFPRegs");

/*
 * PtraceSetSyscall replaces the number of the system call that a tracee is about to make, while it is stopped at its
 * beginning. -1: it makes none, and the result is what PtraceRegsSetResult sets at its end. Returns 0, or an error of
 * PtraceSetRegs. Works on kernels that lack PtraceSetSyscallInfo. Linked from libbarecall.a.
 */
int PtraceSetSyscall(int pid, int nr) LX_SYMBOL("lx_PtraceSetSyscall");

/* PtracePeekText is PtracePeekData: on Linux code and data are in one memory. Linked from libbarecall.a. */
long PtracePeekText(int pid, unsigned long addr, void *out, unsigned long len) LX_SYMBOL("lx_PtracePeekText");

/*
 * PtracePokeText is PtracePokeData for code, such as breakpoints: when it returns the instruction caches know of it. It
 * does not use process_vm_writev, which does not see to that. Linked from libbarecall.a.
 */
long PtracePokeText(int pid, unsigned long addr, const void *data, unsigned long len) LX_SYMBOL("lx_PtracePokeText");

/* What PtracePeekData and PtracePokeData, below, do with all but a word. Linked from libbarecall.a. */
long lx_ptrace_peek(int pid, unsigned long addr, void *out, unsigned long len) LX_SYMBOL("lx_ptrace_peek");
long lx_ptrace_poke(int pid, unsigned long addr, const void *data, unsigned long len) LX_SYMBOL("lx_ptrace_poke");

/*
 * PtracePeekUser copies len bytes at offset addr of a tracee's struct user, any len and alignment, as PtracePeekData
 * does. x86_64 keeps the general registers there, as PtraceRegs, and from 848 on the debug registers 0 to 7. -EIO: addr
 * is beyond it; on aarch64 and riscv64, which have none, always. Linked from libbarecall.a.
 */
long PtracePeekUser(int pid, unsigned long addr, void *out, unsigned long len) LX_SYMBOL("lx_PtracePeekUser");

/* PtracePokeUser is PtracePeekUser in the other direction. -EINVAL: no such value. Linked from libbarecall.a. */
long PtracePokeUser(int pid, unsigned long addr, const void *data, unsigned long len) LX_SYMBOL("lx_PtracePokeUser");

/* Both are inline, since a call out of line costs a third of a word's time, and the archive's where LX_PTRACE_API is empty. */
#if defined(BARECALL_EXTERN) || defined(LX_PTRACE_API)
long PtracePeekData(int pid, unsigned long addr, void *out, unsigned long len) LX_SYMBOL("lx_PtracePeekData");
long PtracePokeData(int pid, unsigned long addr, const void *data, unsigned long len) LX_SYMBOL("lx_PtracePokeData");
#else
#define LX_PTRACE_API LX_TRAP
#endif

#ifdef LX_LINK_NAMES
#include "extern/ptrace.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * PtraceTraceme makes the caller a tracee of its parent; it goes on running. From then on each signal to it but
 * SIGKILL, and the SIGTRAP after a successful Exec, stops it. Returns 0. -EPERM: it is traced already. ptrace(2).
 */
LX_API int PtraceTraceme(void)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_TRACEME, 0, 0, 0);
}

/*
 * PtraceAttach makes the thread pid a tracee of the caller and sends it SIGSTOP, on whose account it soon stops: wait
 * for it. PtraceSeize is the better way. Returns 0. -EPERM: it is traced already, is init's (before Linux 2.6.26) or
 * the caller's own thread, or the caller lacks the right, which Yama may restrict to descendants; -ESRCH. ptrace(2).
 */
LX_API int PtraceAttach(int pid)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_ATTACH, pid, 0, 0);
}

/*
 * PtraceSeize makes the thread pid a tracee of the caller with options LX_PTRACE_O_*, and does not stop it; that is
 * what PtraceInterrupt is for. Only tracees that were seized tell group stops from signals, by LX_PTRACE_EVENT_STOP.
 * Returns 0. -EPERM as for PtraceAttach; -EIO: an option that the kernel does not know. Since Linux 3.4. ptrace(2).
 */
LX_API int PtraceSeize(int pid, unsigned long options)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SEIZE, pid, 0, LX_PTR(options));
}

/*
 * PtraceInterrupt stops a tracee, running or in a system call, with LX_PTRACE_EVENT_STOP: wait for it. Returns 0. -EIO:
 * it was attached by other means than PtraceSeize. Since Linux 3.4. ptrace(2).
 */
LX_API int PtraceInterrupt(int pid)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_INTERRUPT, pid, 0, 0);
}

/*
 * PtraceListen leaves a tracee in its stop of LX_PTRACE_EVENT_STOP, a group stop mostly, and reports when SIGCONT or
 * PtraceInterrupt comes; until then it fails all that needs a stop. Returns 0. -EIO: it is in another stop, or was not
 * seized. Since Linux 3.4. ptrace(2).
 */
LX_API int PtraceListen(int pid)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_LISTEN, pid, 0, 0);
}

/*
 * PtraceCont lets a tracee go on until the next signal or event. sig is delivered to it, 0: none. It means something
 * only after a stop that a signal has caused: pass that signal on, or the tracee never gets it. Returns 0. -EIO: no
 * such signal. ptrace(2).
 */
LX_API int PtraceCont(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_CONT, pid, 0, sig);
}

/*
 * PtraceSyscall is PtraceCont that also stops the tracee when a system call begins or ends; with the option
 * LX_PTRACE_O_TRACESYSGOOD WaitStatusIsSyscallStop knows these stops. ptrace(2).
 */
LX_API int PtraceSyscall(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SYSCALL, pid, 0, sig);
}

/*
 * PtraceSingleStep is PtraceCont for one instruction; SIGTRAP stops the tracee after it. -EIO: the processor cannot,
 * which is so on every riscv64: put a breakpoint (ebreak) on each instruction that can come next instead. ptrace(2).
 */
LX_API int PtraceSingleStep(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SINGLESTEP, pid, 0, sig);
}

/* PtraceDetach sets a tracee free, as PtraceCont would let it go on. ptrace(2). */
LX_API int PtraceDetach(int pid, int sig)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_DETACH, pid, 0, sig);
}

/*
 * PtraceSetOptions sets which events stop a tracee, and its children made from then on (LX_PTRACE_O_*); they replace
 * those it had. With LX_PTRACE_O_EXITKILL (Linux 3.8) it dies with its tracer. Returns 0. -EINVAL: an unknown option.
 * ptrace(2).
 */
LX_API int PtraceSetOptions(int pid, unsigned long options)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SETOPTIONS, pid, 0, LX_PTR(options));
}

/*
 * PtraceGetEventMsg stores what belongs to the event of this stop in msg: the new pid after LX_PTRACE_EVENT_FORK,
 * VFORK, VFORK_DONE and CLONE; the old thread id after EXEC; the wait status at EXIT; the low 16 bits of what the
 * filter returned at SECCOMP; LX_PTRACE_EVENTMSG_* at a system call since Linux 5.3. Returns 0. ptrace(2).
 */
LX_API int PtraceGetEventMsg(int pid, unsigned long *msg)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GETEVENTMSG, pid, 0, LX_PTR(msg));
}

/*
 * PtraceGetSiginfo stores why a tracee has stopped in info. Returns 0. -EINVAL: it is a group stop, which has no signal,
 * of a tracee that PtraceAttach or PtraceTraceme made one. In a group stop of one that PtraceSeize made, it succeeds:
 * its status has LX_PTRACE_EVENT_STOP in the bits above 16, and info->code is the status without its low 8 bits.
 * ptrace(2).
 */
LX_API int PtraceGetSiginfo(int pid, Siginfo *info)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GETSIGINFO, pid, 0, LX_PTR(info));
}

/* PtraceSetSiginfo replaces what goes with the signal that has stopped a tracee, before it is delivered. ptrace(2). */
LX_API int PtraceSetSiginfo(int pid, const Siginfo *info)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SETSIGINFO, pid, 0, LX_PTR(info));
}

/*
 * PtracePeekSiginfo copies some of a tracee's pending signals to info, an array of args->nr, and leaves them pending.
 * Returns how many, 0 when there are no more. Since Linux 3.10. ptrace(2).
 */
LX_API long PtracePeekSiginfo(int pid, const PtracePeekSiginfoArgs *args, Siginfo *info)
{
	return lx_trap4(LX_SYS_ptrace, LX_PTRACE_PEEKSIGINFO, pid, LX_PTR(args), LX_PTR(info));
}

/* PtraceGetSigmask stores which signals a tracee has blocked in mask. Returns 0. Since Linux 3.11. ptrace(2). */
LX_API int PtraceGetSigmask(int pid, Sigset_t *mask)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GETSIGMASK, pid, sizeof(Sigset_t), LX_PTR(mask));
}

/*
 * PtraceSetSigmask sets which signals a tracee has blocked; SIGKILL and SIGSTOP never are. Returns 0. Since Linux 3.11.
 * ptrace(2).
 */
LX_API int PtraceSetSigmask(int pid, const Sigset_t *mask)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SETSIGMASK, pid, sizeof(Sigset_t), LX_PTR(mask));
}

/*
 * PtraceGetRegSet stores a set of a tracee's registers (type: LX_NT_*) in what iov describes, as much as fits, and
 * writes the number of bytes to iov->len. LX_NT_PRSTATUS is PtraceRegs, LX_NT_PRFPREG PtraceFPRegs, of a tracee that is
 * no 32-bit program; vectors are in LX_NT_X86_XSTATE, LX_NT_ARM_SVE, LX_NT_RISCV_VECTOR. Returns 0. -EINVAL: there is
 * no such set, or len is not a multiple of its unit, 8 for most; -ENODEV: the processor lacks it; -ENODATA: the tracee
 * has not used it. Since Linux 2.6.34. ptrace(2).
 */
LX_API int PtraceGetRegSet(int pid, unsigned int type, Iovec *iov)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GETREGSET, pid, type, LX_PTR(iov));
}

/*
 * PtraceSetRegSet is PtraceGetRegSet in the other direction; what lies beyond iov->len keeps its value for most sets.
 * Since Linux 2.6.34. ptrace(2).
 */
LX_API int PtraceSetRegSet(int pid, unsigned int type, Iovec *iov)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SETREGSET, pid, type, LX_PTR(iov));
}

/*
 * PtraceGetSyscallInfo stores the system call at which a tracee has stopped in info; op is LX_PTRACE_SYSCALL_INFO_NONE
 * at another stop, and u then means nothing. Right on every architecture and for 32-bit tracees too. Returns how many
 * bytes the kernel had, which may be more or fewer than info's. -EIO: before Linux 5.3. ptrace(2).
 */
LX_API long PtraceGetSyscallInfo(int pid, PtraceSyscallInfo *info)
{
	return lx_trap4(LX_SYS_ptrace, LX_PTRACE_GET_SYSCALL_INFO, pid, sizeof(PtraceSyscallInfo), LX_PTR(info));
}

/*
 * PtraceSetSyscallInfo changes number and arguments of the system call that begins, or the result of the one that ends.
 * info is what PtraceGetSyscallInfo gave, with changes in u alone; an error is set by is_error and a negative rval.
 * Returns 0. -EINVAL: op is not that of this stop, or what must be zero is not. -EIO: before Linux 6.16. ptrace(2).
 */
LX_API int PtraceSetSyscallInfo(int pid, const PtraceSyscallInfo *info)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SET_SYSCALL_INFO, pid, sizeof(PtraceSyscallInfo), LX_PTR(info));
}

/*
 * PtraceSeccompGetFilter copies a tracee's seccomp filter number index, 0 for the oldest, to filter (NULL: nothing is
 * copied). Returns its number of instructions. -EINVAL: there are no filters; -ENOENT: there are fewer; -EACCES: the
 * caller lacks CAP_SYS_ADMIN or is itself under seccomp; -EMEDIUMTYPE: it has no classic form. Since Linux 4.4.
 * ptrace(2).
 */
LX_API long PtraceSeccompGetFilter(int pid, unsigned long index, SockFilter *filter)
{
	return lx_trap4(LX_SYS_ptrace, LX_PTRACE_SECCOMP_GET_FILTER, pid, LX_PTR(index), LX_PTR(filter));
}

/*
 * PtraceSeccompGetMetadata stores the flags of the filter number metadata->filter_off. Returns how many bytes were
 * stored. Errors are PtraceSeccompGetFilter's. Since Linux 4.16. ptrace(2).
 */
LX_API long PtraceSeccompGetMetadata(int pid, SeccompMetadata *metadata)
{
	return lx_trap4(LX_SYS_ptrace, LX_PTRACE_SECCOMP_GET_METADATA, pid, sizeof(SeccompMetadata),
			LX_PTR(metadata));
}

/*
 * PtraceGetRseqConfiguration stores what a tracee has registered with Rseq. Returns how many bytes. Since Linux 5.13.
 * ptrace(2).
 */
LX_API long PtraceGetRseqConfiguration(int pid, PtraceRseqConfiguration *configuration)
{
	return lx_trap4(LX_SYS_ptrace, LX_PTRACE_GET_RSEQ_CONFIGURATION, pid, sizeof(PtraceRseqConfiguration),
			LX_PTR(configuration));
}

/*
 * PtraceGetSyscallUserDispatchConfig stores a tracee's syscall user dispatch in config. Returns 0. -EINVAL: the
 * architecture has none. Since Linux 6.4. ptrace(2).
 */
LX_API int PtraceGetSyscallUserDispatchConfig(int pid, PtraceSudConfig *config)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_GET_SYSCALL_USER_DISPATCH_CONFIG, pid, sizeof(PtraceSudConfig),
			     LX_PTR(config));
}

/* PtraceSetSyscallUserDispatchConfig sets a tracee's syscall user dispatch. Returns 0. Since Linux 6.4. ptrace(2). */
LX_API int PtraceSetSyscallUserDispatchConfig(int pid, const PtraceSudConfig *config)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_SET_SYSCALL_USER_DISPATCH_CONFIG, pid, sizeof(PtraceSudConfig),
			     LX_PTR(config));
}

/*
 * PtracePeekWord stores the 8 bytes at addr in a tracee, of any alignment, in word. Returns 0, unlike a libc's ptrace:
 * a word of -1 is a word. -EIO: not all of them are mapped. ptrace(2).
 */
LX_API int PtracePeekWord(int pid, unsigned long addr, unsigned long *word)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_PEEKDATA, pid, LX_PTR(addr), LX_PTR(word));
}

/* PtracePokeWord writes word to the 8 bytes at addr in a tracee, as PtracePokeText does. Returns 0. ptrace(2). */
LX_API int PtracePokeWord(int pid, unsigned long addr, unsigned long word)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_POKEDATA, pid, LX_PTR(addr), LX_PTR(word));
}

/*
 * PtracePeekData copies len bytes from addr in a tracee to out, readable there or not; any len and alignment. Returns
 * how many were copied: fewer than len when what follows is not mapped. -EIO: addr itself is not mapped. Two words at
 * most cost a call for each that they lie in; longer reads use process_vm_readv as far as that goes, then /proc/PID/mem
 * if /proc is there and of the caller's PID namespace, then words: slow, but always allowed. Where these would not
 * answer as ptrace does they are not asked: a process that is no stopped tracee of the caller's is -ESRCH. A len that is
 * the constant 8 makes the one call where it stands. Linked from libbarecall.a. process_vm_readv(2).
 */
LX_PTRACE_API long PtracePeekData(int pid, unsigned long addr, void *out, unsigned long len)
{
	/* The kernel takes any alignment, but all 8 bytes or none: what fails is done again for its own answer. */
	if (__builtin_constant_p(len) && len == sizeof(long) && PtracePeekWord(pid, addr, (unsigned long *)out) == 0)
		return sizeof(long);
	return lx_ptrace_peek(pid, addr, out, len);
}

/*
 * PtracePokeData is PtracePeekData in the other direction: it copies len bytes to addr in a tracee, writable there or
 * not. A private mapping gets pages of its own; the file behind it does not change. Returns how many bytes were copied.
 * -EIO: none, since addr is not mapped, or is a shared mapping that must not be written. A word of which only a part is
 * written is read and written back whole, which other threads of the tracee may notice. For data: what is written here
 * need not be seen by instruction fetch. Linked from libbarecall.a.
 */
LX_PTRACE_API long PtracePokeData(int pid, unsigned long addr, const void *data, unsigned long len)
{
	if (__builtin_constant_p(len) && len == sizeof(long)) {
		unsigned long word;

		__builtin_memcpy(&word, data, sizeof word);
		if (PtracePokeWord(pid, addr, word) == 0)
			return sizeof(long);
	}
	return lx_ptrace_poke(pid, addr, data, len);
}

/* PtracePeekUserWord is PtracePeekUser for one aligned word. Returns 0. ptrace(2). */
LX_API int PtracePeekUserWord(int pid, unsigned long addr, unsigned long *word)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_PEEKUSR, pid, LX_PTR(addr), LX_PTR(word));
}

/* PtracePokeUserWord is PtracePokeUser for one aligned word. Returns 0. ptrace(2). */
LX_API int PtracePokeUserWord(int pid, unsigned long addr, unsigned long word)
{
	return (int)lx_trap4(LX_SYS_ptrace, LX_PTRACE_POKEUSR, pid, LX_PTR(addr), LX_PTR(word));
}

/* PtraceRegsPC returns the address of the next instruction. No system call. */
LX_API unsigned long PtraceRegsPC(const PtraceRegs *regs)
{
	return regs->LX_REGS_PC;
}

/*
 * PtraceRegsSetPC sets the address of the next instruction. A tracee that a signal has stopped in a system call goes
 * back by that call's length to restart it, unless PtraceRegsSetSyscall(regs, -1) or another result prevents that.
 * No system call.
 */
LX_API void PtraceRegsSetPC(PtraceRegs *regs, unsigned long pc)
{
	regs->LX_REGS_PC = pc;
}

/* PtraceRegsSP returns the stack pointer. No system call. */
LX_API unsigned long PtraceRegsSP(const PtraceRegs *regs)
{
	return regs->LX_REGS_SP;
}

/* PtraceRegsSetSP sets the stack pointer. No system call. */
LX_API void PtraceRegsSetSP(PtraceRegs *regs, unsigned long sp)
{
	regs->LX_REGS_SP = sp;
}

/*
 * PtraceRegsSyscall returns the number of the system call at which a tracee has stopped. At other stops it means
 * little: -1 or the last one on x86_64, any value elsewhere. No system call.
 */
LX_API long PtraceRegsSyscall(const PtraceRegs *regs)
{
	return (long)regs->LX_REGS_SYSCALL;
}

/*
 * PtraceRegsSetSyscall sets the register that holds a system call's number. To change the call that a tracee is about
 * to make take PtraceSetSyscall: on aarch64 this register comes too late for it. No system call.
 */
LX_API void PtraceRegsSetSyscall(PtraceRegs *regs, long nr)
{
	regs->LX_REGS_SYSCALL = (unsigned long)nr;
}

/* PtraceRegsResult returns the result of the system call that has ended: a value, or -errno. No system call. */
LX_API long PtraceRegsResult(const PtraceRegs *regs)
{
	return (long)regs->LX_REGS_RESULT;
}

/* PtraceRegsSetResult sets the result of the system call that has ended. No system call. */
LX_API void PtraceRegsSetResult(PtraceRegs *regs, long result)
{
	regs->LX_REGS_RESULT = (unsigned long)result;
}

/*
 * PtraceRegsArg returns the argument i, 0 to 5, of a system call that begins; 0 for another i. On riscv64 argument 0 is
 * lost to registers since Linux 6.11, and at the end of a call it is the result there and on aarch64:
 * PtraceGetSyscallInfo tells it. No system call.
 */
LX_API unsigned long PtraceRegsArg(const PtraceRegs *regs, int i)
{
	switch (i) {
	case 0:
		return regs->LX_REGS_ARG0;
	case 1:
		return regs->LX_REGS_ARG1;
	case 2:
		return regs->LX_REGS_ARG2;
	case 3:
		return regs->LX_REGS_ARG3;
	case 4:
		return regs->LX_REGS_ARG4;
	case 5:
		return regs->LX_REGS_ARG5;
	default:
		return 0;
	}
}

/* PtraceRegsSetArg sets the argument i, 0 to 5, of a system call; another i sets nothing. No system call. */
LX_API void PtraceRegsSetArg(PtraceRegs *regs, int i, unsigned long value)
{
	switch (i) {
	case 0:
		regs->LX_REGS_ARG0 = value;
		break;
	case 1:
		regs->LX_REGS_ARG1 = value;
		break;
	case 2:
		regs->LX_REGS_ARG2 = value;
		break;
	case 3:
		regs->LX_REGS_ARG3 = value;
		break;
	case 4:
		regs->LX_REGS_ARG4 = value;
		break;
	case 5:
		regs->LX_REGS_ARG5 = value;
		break;
	default:
		break;
	}
}

#endif /* BARECALL_EXTERN */
#endif
