/*
 * Signals: what they do, masks, waiting for them and sending them. Sigset_t is in types.h, Siginfo in types/siginfo.h,
 * Stack_t in types/signal.h, Sigaction_t and Ucontext in arch/<arch>/signal.h.
 *
 * LX_SIGRTMIN is the kernel's, 32: a libc keeps the first two or three real-time signals to itself. The size of a
 * signal set, which the kernel wants to hear, the wrappers pass: 8.
 */
#ifndef LX_SIGNAL_H
#define LX_SIGNAL_H

#include "base.h"
#include "types/signal.h"
#include "uapi/process.h"
#include "uapi/ptrace.h"
#include "uapi/signal.h"
#include "uapi/wait.h"

/* Sighandler_t: a function that gets the signal's number. signal(2). */
typedef void (*Sighandler_t)(int sig);

/* Handlers for Signal and Sigaction_t: what the signal does by default; nothing. */
#define LX_SIG_DFL ((void (*)(int))0)
#define LX_SIG_IGN ((void (*)(int))1)

/* SignalfdSiginfo: one signal read from a Signalfd descriptor. struct signalfd_siginfo. */
typedef struct SignalfdSiginfo {
	unsigned int signo;
	int err;
	int code;
	unsigned int pid;
	unsigned int uid;
	int fd;
	unsigned int tid;
	unsigned int band;
	unsigned int overrun;
	unsigned int trapno;
	int status;
	int integer; /* Sigval's members */
	unsigned long ptr;
	unsigned long utime;
	unsigned long stime;
	unsigned long addr;
	unsigned short addr_lsb;
	unsigned short pad2;
	int syscall;
	unsigned long call_addr;
	unsigned int arch;
	unsigned char pad[28];
} SignalfdSiginfo;

/* SiginfoLayout results: the member of Siginfo's u that holds. The kernel's enum siginfo_layout. */
enum {
	LX_SIL_KILL, /* kill */
	LX_SIL_TIMER, /* timer */
	LX_SIL_POLL, /* poll */
	LX_SIL_FAULT, /* fault, of which addr alone */
	LX_SIL_FAULT_MCEERR, /* fault, of which addr and lsb: the memory that broke has 1 << lsb bytes */
	LX_SIL_FAULT_BNDERR, /* fault, of which addr, lower and upper */
	LX_SIL_FAULT_PKUERR, /* pkey */
	LX_SIL_FAULT_PERF_EVENT, /* perf */
	LX_SIL_CHLD, /* chld */
	LX_SIL_RT, /* rt */
	LX_SIL_SYS /* sys */
};

/*
 * SiginfoLayout tells which member of a Siginfo's u its signo and code make meaningful: LX_SIL_*. Every pair has one;
 * of a code that Linux 7.2 does not have it is the one that the signal's other codes have. It is what the kernel filled
 * in, or the sender of a code below 0 meant to, who may have put anything there. Two codes mean two things: a USB
 * driver's LX_SI_ASYNCIO has in u.fault.addr what the program gave it, and a tracer without LX_PTRACE_O_TRACESYSGOOD
 * sees a system call as signo SIGTRAP, code SIGTRAP, with u.kill. No system call. Linked from libbarecall.a.
 * sigaction(2).
 */
int SiginfoLayout(int signo, int code) LX_SYMBOL("lx_SiginfoLayout");

#ifdef LX_RESTORER
/* Where handlers return to. Not to be called. */
void LX_RESTORER(void) LX_SYMBOL("lx_sigreturn") __attribute__((__visibility__("hidden")));
#endif

#ifdef LX_LINK_NAMES
#include "extern/signal.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Sigaction sets what signum does, unless act is NULL; oldact, unless NULL, receives what it did. act->u.handler is a
 * function, LX_SIG_DFL or LX_SIG_IGN; with LX_SA_SIGINFO act->u.action is the function. act->mask is blocked while the
 * handler runs, and so is signum without LX_SA_NODEFER. Holds for all threads. -EINVAL: no such signal, or SIGKILL or
 * SIGSTOP. On x86_64 the kernel has no code that handlers return to, so that the wrapper passes a copy of act which
 * names lx_sigreturn of libbarecall.a; oldact shows it as restorer. To copy act is to read it: there a pointer to what is
 * not there ends the program. Issues rt_sigaction. sigaction(2).
 */
LX_API int Sigaction(int signum, const Sigaction_t *act, Sigaction_t *oldact)
{
#ifdef LX_RESTORER
	Sigaction_t copy;

	if (act != LX_NULL) {
		copy = *act;
		copy.flags |= LX_SA_RESTORER;
		copy.restorer = LX_RESTORER;
		act = &copy;
	}
#endif
	return (int)lx_trap4(LX_SYS_rt_sigaction, signum, LX_PTR(act), LX_PTR(oldact), sizeof(Sigset_t));
}

/*
 * Signal makes handler what signum does in the whole process: a function, LX_SIG_DFL or LX_SIG_IGN. oldhandler, unless
 * NULL, receives what it did, which may be a function that Sigaction set with LX_SA_SIGINFO. The handler stays (it is
 * not reset), signum is blocked while it runs, and calls that it interrupts go on where they can (LX_SA_RESTART).
 * Ignoring SIGCHLD also leaves no zombies to wait for. Returns 0. -EINVAL: no such signal, or SIGKILL or SIGSTOP.
 * Issues rt_sigaction. signal(2).
 */
LX_API int Signal(int signum, Sighandler_t handler, Sighandler_t *oldhandler)
{
	Sigaction_t act, oldact;
	unsigned int i;
	int result;

	for (i = 0; i < sizeof(act); i++) {
		((unsigned char *)&act)[i] = 0;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of memset */
	}
	act.u.handler = handler;
	act.flags = LX_SA_RESTART;
	result = Sigaction(signum, &act, &oldact);
	if (result == 0 && oldhandler != LX_NULL)
		*oldhandler = oldact.u.handler;
	return result;
}

/*
 * PthreadSigmask changes which signals the calling thread holds back, unless set is NULL; oldset, unless NULL,
 * receives those it did. how: LX_SIG_BLOCK adds set, LX_SIG_UNBLOCK takes it away, LX_SIG_SETMASK is set. SIGKILL and
 * SIGSTOP are never held back. Issues rt_sigprocmask. sigprocmask(2).
 */
LX_API int PthreadSigmask(int how, const Sigset_t *set, Sigset_t *oldset)
{
	return (int)lx_trap4(LX_SYS_rt_sigprocmask, how, LX_PTR(set), LX_PTR(oldset), sizeof(Sigset_t));
}

/* Sigpending stores the signals that were sent to the thread or its process and are held back. sigpending(2). */
LX_API int Sigpending(Sigset_t *set)
{
	return (int)lx_trap2(LX_SYS_rt_sigpending, LX_PTR(set), sizeof(Sigset_t));
}

/*
 * Sigsuspend waits with mask as the signal mask until a handler has run, then puts the old mask back. Always returns
 * an error, -EINTR. sigsuspend(2).
 */
LX_API int Sigsuspend(const Sigset_t *mask)
{
	return (int)lx_trap2(LX_SYS_rt_sigsuspend, LX_PTR(mask), sizeof(Sigset_t));
}

/*
 * Sigtimedwait takes a signal of set, which should be blocked, waiting for one for the time timeout (NULL: without
 * end). info, unless NULL, receives its cause. Returns the signal. -EAGAIN: none came in time; -EINTR: a handler for
 * another signal ran. sigtimedwait(2).
 */
LX_API int Sigtimedwait(const Sigset_t *set, Siginfo *info, const Timespec *timeout)
{
	return (int)lx_trap4(LX_SYS_rt_sigtimedwait, LX_PTR(set), LX_PTR(info), LX_PTR(timeout), sizeof(Sigset_t));
}

/*
 * RtSigqueueinfo sends sig to the process tgid with *info, of which info->code must be negative and not LX_SI_TKILL
 * unless the process is the caller. sigqueue(3) is this with code LX_SI_QUEUE and u.rt. -EAGAIN: too many are queued
 * (LX_RLIMIT_SIGPENDING). rt_sigqueueinfo(2).
 */
LX_API int RtSigqueueinfo(int tgid, int sig, const Siginfo *info)
{
	return (int)lx_trap3(LX_SYS_rt_sigqueueinfo, tgid, sig, LX_PTR(info));
}

/* RtTgsigqueueinfo is RtSigqueueinfo for the thread tid of the process. Since Linux 2.6.31. rt_tgsigqueueinfo(2). */
LX_API int RtTgsigqueueinfo(int tgid, int tid, int sig, const Siginfo *info)
{
	return (int)lx_trap4(LX_SYS_rt_tgsigqueueinfo, tgid, tid, sig, LX_PTR(info));
}

/*
 * Sigaltstack sets the stack, unless ss is NULL, on which the calling thread runs handlers with LX_SA_ONSTACK;
 * old_ss, unless NULL, receives what it was. -ENOMEM: smaller than the kernel wants, LX_MINSIGSTKSZ or the auxiliary
 * vector's AT_MINSIGSTKSZ, whichever is more: vector registers are saved there. -EPERM: the thread is running on it.
 * sigaltstack(2).
 */
LX_API int Sigaltstack(const Stack_t *ss, Stack_t *old_ss)
{
	return (int)lx_trap2(LX_SYS_sigaltstack, LX_PTR(ss), LX_PTR(old_ss));
}

/*
 * Signalfd makes a descriptor, fd being -1, from which the blocked signals of mask are read as SignalfdSiginfo; or
 * gives such a descriptor another mask. flags: LX_SFD_*. Returns the descriptor. Since Linux 2.6.27. Issues signalfd4,
 * not SYS_signalfd. signalfd(2).
 */
LX_API int Signalfd(int fd, const Sigset_t *mask, int flags)
{
	return (int)lx_trap4(LX_SYS_signalfd4, fd, LX_PTR(mask), sizeof(Sigset_t), flags);
}

/*
 * Kill sends sig to the process pid, to the caller's process group (0), to all it may but itself and pid 1 of its pid
 * namespace (-1), or to the group -pid (< -1). sig 0 only tests. -ESRCH: no such process; -EPERM: none of them may be
 * signalled. kill(2).
 */
LX_API int Kill(int pid, int sig)
{
	return (int)lx_trap2(LX_SYS_kill, pid, sig);
}

/* Tkill sends sig to a thread, or to another that has got its id since: Tgkill is safer. tkill(2). */
LX_API int Tkill(int tid, int sig)
{
	return (int)lx_trap2(LX_SYS_tkill, tid, sig);
}

/* Tgkill sends sig to the thread tid of the process tgid. -ESRCH: there is none, or not in it. tgkill(2). */
LX_API int Tgkill(int tgid, int tid, int sig)
{
	return (int)lx_trap3(LX_SYS_tgkill, tgid, tid, sig);
}

/*
 * PidfdSendSignal sends sig to the process behind a pidfd. info is NULL, for what Kill would send, or as in
 * RtSigqueueinfo. flags: 0, or since Linux 6.9 LX_PIDFD_SIGNAL_*, whether to a thread, its process or its process
 * group. -ESRCH: it has ended. Since Linux 5.1. pidfd_send_signal(2).
 */
LX_API int PidfdSendSignal(int pidfd, int sig, const Siginfo *info, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_pidfd_send_signal, pidfd, sig, LX_PTR(info), flags);
}

/*
 * StopProcess stops the process pid, or those that Kill would signal, until they are continued; their parents see it
 * with LX_WUNTRACED. Returns 0 before they have stopped. Sends SIGSTOP, which nothing can hold back. kill(2).
 */
LX_API int StopProcess(int pid)
{
	return (int)lx_trap2(LX_SYS_kill, pid, LX_SIGSTOP);
}

/*
 * ContinueProcess lets a stopped process go on; its parent sees it with LX_WCONTINUED. A process that has not stopped
 * only gets SIGCONT, and does nothing unless it has a handler. Returns 0. kill(2).
 */
LX_API int ContinueProcess(int pid)
{
	return (int)lx_trap2(LX_SYS_kill, pid, LX_SIGCONT);
}

/*
 * Pause waits until a handler has run. Always returns an error, -EINTR. Issues ppoll, not SYS_pause. Since Linux
 * 2.6.16. pause(2).
 */
LX_API int Pause(void)
{
	return (int)lx_trap5(LX_SYS_ppoll, 0, 0, 0, 0, 0);
}

/* SigEmptySet makes a set empty. */
LX_API void SigEmptySet(Sigset_t *set)
{
	set->val = 0;
}

/* SigFillSet puts every signal, 1 to 64, in a set. */
LX_API void SigFillSet(Sigset_t *set)
{
	set->val = ~0UL;
}

/* SigAddSet adds a signal to a set. Returns 0, or -EINVAL when there is no such signal. */
LX_API int SigAddSet(Sigset_t *set, int sig)
{
	if (sig < 1 || sig > LX_SIGRTMAX)
		return -LX_EINVAL;
	set->val |= 1UL << (sig - 1);
	return 0;
}

/* SigDelSet takes a signal out of a set. Returns 0, or -EINVAL when there is no such signal. */
LX_API int SigDelSet(Sigset_t *set, int sig)
{
	if (sig < 1 || sig > LX_SIGRTMAX)
		return -LX_EINVAL;
	set->val &= ~(1UL << (sig - 1));
	return 0;
}

/* SigIsMember returns 1 when a signal is in a set, 0 when not, -EINVAL when there is no such signal. */
LX_API int SigIsMember(const Sigset_t *set, int sig)
{
	if (sig < 1 || sig > LX_SIGRTMAX)
		return -LX_EINVAL;
	return (int)(set->val >> (sig - 1) & 1);
}

#endif /* BARECALL_EXTERN */
#endif
