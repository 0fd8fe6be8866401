/*
 * Threads in a program without a libc, each with a stack, thread-locals and a stack protector's canary of its own.
 * Linked from libbarecall.a. Not part of barecall.h. lock.h has what they wait for each other with.
 *
 * They are for programs that barecall's _start began. In all others, a libc's, a dynamic linker's, lx_start's, which
 * have thread-locals that this knows nothing of, or none, ThreadStart, TlsSize and TlsInit return -EOPNOTSUPP.
 *
 * A Thread is the thread's own memory: its address is known until ThreadJoin has returned 0, or ThreadDetach, and may
 * belong to another thread after that. The memory of the thread joined last is kept for the next ThreadStart, where it is
 * of the usual size, with the usual guard: 384 KiB at most, as far as they were used, which count as any that is mapped.
 * They hold what the thread left on its stack. ThreadTrim gives them back; all else is given back to the kernel at once.
 *
 * In a handler of signals: ThreadSelf, ThreadTid, ThreadAtExit, ThreadExit (where the code that was interrupted can do
 * without its end), ThreadRseq, RseqCpu and RseqGetcpu, in any thread; ThreadStart, ThreadDetach, ThreadJoin and ThreadTrim
 * too, which take no lock. TlsSize and TlsInit as well. In the child of a Fork there is the thread that forked, alone, and
 * ThreadSelf knows it; the others have not ended there, and to join one waits for ever, or to the deadline. It may start
 * threads. When it ends, by ThreadExit or by returning, the child ends with status 0.
 *
 * The process ends when main returns, by Exit, or with its last thread: main may end by ThreadExit, and the others go
 * on. The destructors run only when main returns.
 *
 * C++'s thread_local objects are destroyed at the end of a thread of ThreadStart's and, in main's, when main returns, before
 * the static ones: libbarecall_rt.a has what that needs. In a thread that was made by CloneCall they are not.
 */
#ifndef LX_THREAD_H
#define LX_THREAD_H

#include "base.h"
#include "futex.h"
#include "process.h"
#include "sched.h"
#include "signal.h"
#include "uapi/time.h"

/* Thread: one that ThreadStart made. */
typedef struct Thread Thread;

/* In ThreadAttr.flags. */
enum {
	LX_THREAD_DETACHED = 1, /* as by ThreadDetach, before it begins */
	LX_THREAD_NO_GUARD = 2 /* to write below the stack is not to be noticed */
};

/* ThreadAttr: how a thread is to be; all zero is as usual. What it points to is used until ThreadStart returns. */
typedef struct ThreadAttr {
	unsigned long stack_size; /* bytes; 0: 256 KiB */
	unsigned long guard_size; /* bytes below the stack that end the program by SIGSEGV. 0: 64 KiB, of which it is a multiple */
	/*
	 * NULL, or memory of stack_size bytes, for stack, thread-locals and 256 bytes more; without a guard. It is the
	 * caller's again when the thread was joined: such a thread cannot be detached.
	 */
	void *stack;
	const char *name; /* for /proc and debuggers: its first 15 bytes. Else the caller's name */
	const CPUSet *affinity; /* the processors it may run on, as for SchedSetaffinity. Else the caller's */
	unsigned long affinity_size; /* bytes of affinity */
	SchedAttr *sched; /* its scheduling, as for SchedSetAttr. Else the caller's */
	const Sigset_t *sigmask; /* the signals it holds back, but for 33, AllThreadsSyscall's. Else the caller's */
	unsigned int rseq_sig; /* not 0: ThreadRseq is registered, with this before abort addresses */
	unsigned int flags; /* LX_THREAD_* */
} ThreadAttr;

/* ThreadExitCall: memory for a ThreadAtExit, of the caller. */
typedef struct ThreadExitCall {
	struct ThreadExitCall *next;
	void (*function)(void *argument);
	void *argument;
} ThreadExitCall;

/* Private: ThreadStart without and with attr. */
int lx_thread_start(Thread **thread, void *(*function)(void *), void *argument) LX_SYMBOL("lx_thread_start");
int lx_thread_start_attr(Thread **thread, const ThreadAttr *attr, void *(*function)(void *), void *argument)
	LX_SYMBOL("lx_thread_start_attr");

/*
 * ThreadStart makes a thread that calls function(argument) and ends with its result; attr may be NULL. *thread, unless
 * thread is NULL, is set when it returns, which may be after the thread has begun, or ended. Who detaches it at once
 * gives NULL. It begins as a copy of the calling thread as to signal mask, affinity, name, scheduling and credentials,
 * and with _Thread_local variables at their initial values.
 * Returns 0, or an error with nothing left behind. -EAGAIN: a limit on threads (LX_RLIMIT_NPROC, pids.max);
 * -ENOMEM: no memory, or too many mappings; -EINVAL: unknown flags, the caller's memory is detached or leaves less than
 * 4 KiB for the stack, no processor of affinity is there; -EPERM: scheduling that needs more rights; -EFAULT: a bad
 * pointer in attr; others of SchedSetAttr. Without rseq(2) in the kernel there is no ThreadRseq, and no error.
 * All signals but 33 are blocked in the caller meanwhile, where attr has a sigmask. pthread_create(3).
 */
int ThreadStart(Thread **thread, const ThreadAttr *attr, void *(*function)(void *), void *argument)
	LX_SYMBOL("lx_ThreadStart");

/*
 * ThreadJoin waits until the thread has ended, sets *result, unless result is NULL, to its result, and gives its memory
 * back, or keeps it for the next thread: how the kernel was told to treat its stack (Mprotect, Madvise, Mlock) must have
 * been taken back by then. What the thread did is seen. Signal handlers run meanwhile. Returns 0. -EDEADLK: it is the
 * caller; -EINVAL: it is detached, or another thread joins it. Two that join each other wait for ever. pthread_join(3).
 */
int ThreadJoin(Thread *thread, void **result) LX_SYMBOL("lx_ThreadJoin");

/*
 * ThreadJoinUntil is ThreadJoin that waits no longer than to deadline, an absolute time of clock, LX_CLOCK_MONOTONIC or
 * LX_CLOCK_REALTIME; NULL is without end. -ETIMEDOUT: the thread is as before, and can be joined again; -EINVAL also:
 * another clock, or nsec not in 0..999999999.
 */
int ThreadJoinUntil(Thread *thread, void **result, int clock, const Timespec *deadline) LX_SYMBOL("lx_ThreadJoinUntil");

/* ThreadTrim gives the kernel the memory back that the thread joined last has left for the next, if there is any. */
void ThreadTrim(void) LX_SYMBOL("lx_ThreadTrim");

/*
 * ThreadDetach lets a thread give its memory back itself, at its end; if it has ended already that is done now. Its
 * address is good for nothing then. Returns 0. -EINVAL: it is detached, or is being joined, or on the caller's memory.
 * Its memory is gone a moment before it ends: what the kernel was told to lie in its stack or thread-locals (Rseq,
 * SetRobustList, SetTidAddress) must have been taken back by then; ThreadRseq and a RobustThread (lock.h) are.
 * It holds all signals back in that moment: AllThreadsSyscall and Setuid may, on a busy machine, return -EAGAIN for it.
 * pthread_detach(3).
 */
int ThreadDetach(Thread *thread) LX_SYMBOL("lx_ThreadDetach");

/*
 * ThreadExit ends the calling thread with a result, as if its function had returned it; in any other thread than
 * ThreadStart's it is ExitThread(0). pthread_exit(3).
 */
LX_NORETURN void ThreadExit(void *result) LX_SYMBOL("lx_ThreadExit");

/* ThreadSelf returns the calling thread, or NULL: it is main's, or one that ThreadStart has not made. */
Thread *ThreadSelf(void) LX_SYMBOL("lx_ThreadSelf");

/* ThreadTid returns a thread's id, which Gettid returns there, or 0: it has ended. */
int ThreadTid(const Thread *thread) LX_SYMBOL("lx_ThreadTid");

/*
 * ThreadAtExit lets the calling thread call function(argument) at its end; of several the last is called first. Functions
 * that they add are called too. call must stay until then: a _Thread_local variable, for instance. Returns 0. -ESRCH:
 * this thread is not ThreadStart's (main has destructors).
 */
int ThreadAtExit(ThreadExitCall *call, void (*function)(void *argument), void *argument) LX_SYMBOL("lx_ThreadAtExit");

/*
 * ThreadRseq returns what the calling thread shares with the kernel by rseq(2), of 32 bytes; or NULL: it has not asked
 * for it (ThreadAttr.rseq_sig), or the kernel has none. Others cannot register there: -EINVAL.
 */
Rseq_t *ThreadRseq(void) LX_SYMBOL("lx_ThreadRseq");

/*
 * RseqCpu returns the processor that the caller runs on, without a system call where it has a ThreadRseq: else by
 * Getcpu. May be outdated at once. Never fails.
 */
int RseqCpu(void) LX_SYMBOL("lx_RseqCpu");

/* RseqGetcpu is Getcpu by ThreadRseq, which tells nodes since Linux 6.3. cpu and node may be NULL. Returns 0. */
int RseqGetcpu(unsigned int *cpu, unsigned int *node) LX_SYMBOL("lx_RseqGetcpu");

/*
 * TlsSize returns how many bytes TlsInit needs for a thread: those of the program's thread-locals, their alignment and
 * what compilers keep beside them; 0: there are none. For who makes threads with CloneCall or CloneCall3.
 * -EOPNOTSUPP: said above.
 */
long TlsSize(void) LX_SYMBOL("lx_TlsSize");

/*
 * TlsInit makes a thread's thread-locals, at their initial values, and its canary in the TlsSize bytes at memory, at any
 * address and with anything in them. Returns the thread pointer: CloneCall's tls, or CloneArgs.tls, with
 * LX_CLONE_SETTLS; NULL where there are no thread-locals. memory must stay until the thread has ended. ThreadSelf is NULL
 * in such a thread. An error pointer, -EOPNOTSUPP: said above.
 */
void *TlsInit(void *memory) LX_SYMBOL("lx_TlsInit");

#ifndef BARECALL_EXTERN

/* Where functions are not inlined this makes none, and that of the archive is called: it compiles the same text. */
#ifndef LX_THREAD_API
#define LX_THREAD_API extern __inline__ __attribute__((__gnu_inline__))
#endif

/* Inlined so that a program that gives no attr links nothing for it. */
LX_THREAD_API int ThreadStart(Thread **thread, const ThreadAttr *attr, void *(*function)(void *), void *argument)
{
	return attr ? lx_thread_start_attr(thread, attr, function, argument) : lx_thread_start(thread, function, argument);
}

#endif /* BARECALL_EXTERN */
#endif
