/*
 * Processes and threads: making and ending them, their identity, limits, usage and namespaces; pidfds.
 * Waiting for them is in wait.h, signalling them in signal.h, who they are in cred.h.
 */
#ifndef LX_PROCESS_H
#define LX_PROCESS_H

#include "base.h"
#include "types/siginfo.h"
#include "uapi/file.h"
#include "uapi/process.h"

/* CloneArgs: what Clone3 makes; pointers and descriptors as numbers, zero where unused. struct clone_args. */
typedef struct CloneArgs {
	unsigned long flags;
	unsigned long pidfd; /* with LX_CLONE_PIDFD: int *, receives a pidfd */
	unsigned long child_tid;
	unsigned long parent_tid;
	unsigned long exit_signal; /* sent to the parent at the child's end; here, not in flags */
	unsigned long stack; /* the lowest address, where Clone takes the highest */
	unsigned long stack_size;
	unsigned long tls;
	unsigned long set_tid; /* const int *: the pids to have, innermost namespace first. Since Linux 5.5 */
	unsigned long set_tid_size;
	unsigned long cgroup; /* with LX_CLONE_INTO_CGROUP: a cgroup directory's descriptor. Since Linux 5.7 */
} CloneArgs;

/*
 * NsIDReq: which namespaces Listns is asked for. size is sizeof(NsIDReq); ns_id is the last one already listed, or 0;
 * ns_type is LX_CLONE_NEW* together, or 0 for all; user_ns_id is 0, or the user namespace that owns them,
 * LX_LISTNS_CURRENT_USER being the caller's. struct ns_id_req.
 */
typedef struct NsIDReq {
	unsigned int size;
	unsigned int spare;
	unsigned long ns_id;
	unsigned int ns_type;
	unsigned int spare2;
	unsigned long user_ns_id;
} NsIDReq;

/* Rlimit: the limit in force and the highest that it can be raised to; LX_RLIM_INFINITY is none. struct rlimit64. */
typedef struct Rlimit {
	unsigned long cur;
	unsigned long max;
} Rlimit;

/*
 * PidfdInfo: what the ioctl LX_PIDFD_GET_INFO tells of a pidfd's process. mask (LX_PIDFD_INFO_*) asks, and comes back
 * with what was answered. Since Linux 6.13; later kernels answer more. struct pidfd_info.
 */
typedef struct PidfdInfo {
	unsigned long mask;
	unsigned long cgroupid;
	unsigned int pid;
	unsigned int tgid;
	unsigned int ppid;
	unsigned int ruid;
	unsigned int rgid;
	unsigned int euid;
	unsigned int egid;
	unsigned int suid;
	unsigned int sgid;
	unsigned int fsuid;
	unsigned int fsgid;
	int exit_code; /* a wait status */
	unsigned int coredump_mask; /* LX_PIDFD_COREDUMP* */
	unsigned int coredump_signal; /* that the process dumped core for, with LX_PIDFD_INFO_COREDUMP_SIGNAL */
	unsigned int coredump_code; /* that signal's Siginfo.code */
	unsigned int pad;
	unsigned long supported_mask;
} PidfdInfo;

/* PrctlMmMap: the memory layout that Prctl(LX_PR_SET_MM, LX_PR_SET_MM_MAP, ...) sets. struct prctl_mm_map. */
typedef struct PrctlMmMap {
	unsigned long start_code;
	unsigned long end_code;
	unsigned long start_data;
	unsigned long end_data;
	unsigned long start_brk;
	unsigned long brk;
	unsigned long start_stack;
	unsigned long arg_start;
	unsigned long arg_end;
	unsigned long env_start;
	unsigned long env_end;
	unsigned long *auxv;
	unsigned int auxv_size;
	unsigned int exe_fd; /* (unsigned)-1: leave /proc/self/exe as it is */
} PrctlMmMap;

/* KcmpEpollSlot: the registration that Kcmp compares with LX_KCMP_EPOLL_TFD. struct kcmp_epoll_slot. */
typedef struct KcmpEpollSlot {
	unsigned int efd; /* the epoll descriptor, of the second process */
	unsigned int tfd; /* the descriptor that is registered there, by its number at that time */
	unsigned int toff; /* which one, from 0, of several registered under that number */
} KcmpEpollSlot;

/*
 * Vfork makes a child that runs in the caller's memory and on its stack while the caller waits until the child has
 * called Exec or Exit. Returns the child's pid, and 0 in the child. The child must not return from the function that
 * called Vfork, and what it writes the parent sees: it may Exec or Exit, and little else, best in a function of its
 * own that is not inlined (gcc's -Wclobbered then has nothing to warn of). Signal handlers would run in it too.
 * Machine code, linked from libbarecall.a: a C function could not return twice. Issues clone with LX_CLONE_VM
 * and LX_CLONE_VFORK, not SYS_vfork. qemu-user makes it an ordinary fork. vfork(2).
 */
int Vfork(void) LX_SYMBOL("lx_Vfork") __attribute__((__returns_twice__));

/*
 * CloneCall makes a child process or thread that calls fn(arg) on a stack of its own and ends, alone, with fn's result
 * as its status. flags: LX_CLONE_* and, in the low byte, the signal for the parent at the end (17, SIGCHLD, for a
 * process; 0 for a thread). stack_top is the end of the stack's memory; the stack begins there, rounded down to 16.
 * parent_tid, child_tid and tls are used as flags say (LX_CLONE_PARENT_SETTID, LX_CLONE_CHILD_SETTID or
 * LX_CLONE_CHILD_CLEARTID, LX_CLONE_SETTLS; parent_tid also takes LX_CLONE_PIDFD's descriptor).
 * Returns the child's tid, or -errno; -EINVAL also when stack_top is NULL. The stack may be freed when the kernel has
 * cleared *child_tid, or the process was waited for. In the child backtraces end at fn.
 * Without LX_CLONE_SETTLS a child that shares memory shares the caller's thread pointer: every _Thread_local variable,
 * and where the stack protector's canary lies, is the same one for both, and nothing tells so. A program that has any
 * must give each thread a block of its own: TlsInit (thread.h) makes one, and ThreadStart whole threads.
 * Machine code, linked from libbarecall.a. A libc does not know of threads made so. clone(2).
 */
long CloneCall(unsigned long flags, void *stack_top, int (*fn)(void *), void *arg, int *parent_tid, int *child_tid,
	       unsigned long tls) LX_SYMBOL("lx_CloneCall");

/*
 * CloneCall3 is CloneCall by clone3(2), with all that CloneArgs has: ids to have (set_tid), a cgroup, a pidfd. args is of
 * size bytes, as for Clone3. The child calls fn(arg) at the end of its stack, rounded down to 16, or, where stack is 0,
 * on a copy of the caller's, and ends, alone, with fn's result. Returns the child's tid, or -errno; -EINVAL also: no
 * stack with LX_CLONE_VM, unless the caller waits (LX_CLONE_VFORK), or size is below 64. What CloneCall says of
 * thread-locals holds: thread.h has TlsInit. Machine code, linked from libbarecall.a. Since Linux 5.3; -ENOSYS and, in
 * containers, -EPERM without. clone3(2).
 */
long CloneCall3(const CloneArgs *args, unsigned long size, int (*fn)(void *), void *arg) LX_SYMBOL("lx_CloneCall3");

#ifdef LX_LINK_NAMES
#include "extern/process.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Fork makes a copy of the calling process with one thread, the caller. Returns the child's pid, and 0 in the child.
 * -EAGAIN: a limit on processes is reached. In a program with a libc no atfork handler runs, its locks stay as they
 * were and its idea of the thread's id is the parent's: the child should Exec or Exit soon. Issues clone, not
 * SYS_fork. fork(2).
 */
LX_API int Fork(void)
{
	return (int)lx_trap5(LX_SYS_clone, 17 /* SIGCHLD */, 0, 0, 0, 0);
}

/*
 * Clone makes a child process that goes on where Clone returns, as Fork does. flags: LX_CLONE_* and, in the low byte,
 * the signal for the parent at the child's end. stack must be NULL and flags without LX_CLONE_VM, because no C
 * function can return on another stack than it was called on: CloneCall is for those. The other arguments are used as
 * flags say, and are in the same order on every architecture. Returns the child's pid, and 0 in the child. clone(2).
 */
LX_API int Clone(unsigned long flags, void *stack, int *parent_tid, int *child_tid, unsigned long tls)
{
	return (int)lx_trap5(LX_SYS_clone, LX_PTR(flags), LX_PTR(stack), LX_PTR(parent_tid),
			     LX_CLONE_ARG4(LX_PTR(child_tid), LX_PTR(tls)),
			     LX_CLONE_ARG5(LX_PTR(child_tid), LX_PTR(tls)));
}

/*
 * Clone3 is Clone with its arguments in a structure of size bytes, and more of them. What Clone says of stacks holds:
 * stack must be zero and flags without LX_CLONE_VM. Returns the child's pid, and 0 in the child. -E2BIG: args sets
 * what this kernel does not know. Since Linux 5.3; -ENOSYS and, in containers, -EPERM without. clone3(2).
 */
LX_API int Clone3(const CloneArgs *args, unsigned long size)
{
	return (int)lx_trap2(LX_SYS_clone3, LX_PTR(args), LX_PTR(size));
}

/*
 * Exec replaces the calling process by the program pathname. argv and envp end with a NULL. Does not return when it
 * succeeds. -ENOENT: no such file, or its interpreter is missing; -ENOEXEC: no format the kernel knows (a script
 * without #!); -EACCES: not executable. PATH is not searched. Issues execve. execve(2).
 */
LX_API int Exec(const char *pathname, char *const argv[], char *const envp[])
{
	return (int)lx_trap3(LX_SYS_execve, LX_PTR(pathname), LX_PTR(argv), LX_PTR(envp));
}

/*
 * Execveat is Exec of pathname relative to the directory dirfd, or with LX_AT_EMPTY_PATH and "" of the file dirfd
 * itself. A script cannot be run from a close-on-exec descriptor: -ENOENT. Since Linux 3.19. execveat(2).
 */
LX_API int Execveat(int dirfd, const char *pathname, char *const argv[], char *const envp[], int flags)
{
	return (int)lx_trap5(LX_SYS_execveat, dirfd, LX_PTR(pathname), LX_PTR(argv), LX_PTR(envp), flags);
}

/*
 * Exit ends the process, all its threads: the parent sees the low 8 bits of status. Nothing is flushed and no exit
 * handler runs. Issues exit_group. _exit(2).
 */
LX_API LX_NORETURN void Exit(int status)
{
	lx_trap1(LX_SYS_exit_group, status);
	__builtin_trap();
}

/* ExitThread ends the calling thread alone; the last one ends the process, with its status. Issues exit. exit(2). */
LX_API LX_NORETURN void ExitThread(int status)
{
	lx_trap1(LX_SYS_exit, status);
	__builtin_trap();
}

/* Getpid returns the process id; in a pid namespace, the one seen there. Never fails. getpid(2). */
LX_API int Getpid(void)
{
	return (int)lx_trap0(LX_SYS_getpid);
}

/* Getppid returns the parent's process id, 0 when it is outside the pid namespace. Never fails. getppid(2). */
LX_API int Getppid(void)
{
	return (int)lx_trap0(LX_SYS_getppid);
}

/* Gettid returns the thread id; in the first thread it equals Getpid's. Never fails. gettid(2). */
LX_API int Gettid(void)
{
	return (int)lx_trap0(LX_SYS_gettid);
}

/* Getpgid returns the process group of a process, 0 being the caller. -ESRCH: no such process. getpgid(2). */
LX_API int Getpgid(int pid)
{
	return (int)lx_trap1(LX_SYS_getpgid, pid);
}

/* Getpgrp returns the caller's process group. Never fails. Issues getpgid, not SYS_getpgrp. getpgrp(2). */
LX_API int Getpgrp(void)
{
	return (int)lx_trap1(LX_SYS_getpgid, 0);
}

/*
 * Setpgid moves the process pid (0: the caller) to the process group pgid (0: one of its own number). A shell calls
 * it in parent and child, so that neither must wait. -EACCES: the child has called Exec; -EPERM: other session, or
 * session leader. setpgid(2).
 */
LX_API int Setpgid(int pid, int pgid)
{
	return (int)lx_trap2(LX_SYS_setpgid, pid, pgid);
}

/* Getsid returns the session of a process, 0 being the caller. -ESRCH: no such process. getsid(2). */
LX_API int Getsid(int pid)
{
	return (int)lx_trap1(LX_SYS_getsid, pid);
}

/*
 * Setsid makes the caller the leader of a new session and process group without a controlling terminal. Returns the
 * session's id. -EPERM: the caller leads a process group; fork first. setsid(2).
 */
LX_API int Setsid(void)
{
	return (int)lx_trap0(LX_SYS_setsid);
}

/*
 * Prctl does what option (LX_PR_*) says, to the calling thread or its process. Arguments that the option does not use
 * must be 0, newer options check. Returns 0 or what the option gives; -EINVAL: an option this kernel lacks. prctl(2).
 */
LX_API long Prctl(int option, unsigned long arg2, unsigned long arg3, unsigned long arg4, unsigned long arg5)
{
	return lx_trap5(LX_SYS_prctl, option, LX_PTR(arg2), LX_PTR(arg3), LX_PTR(arg4), LX_PTR(arg5));
}

/*
 * SetDumpable tells whether the process may leave a core dump: 1 or 0. With 0 processes of the same user may not trace
 * it either, and its files in /proc belong to root. Exec and a change of the effective ids set it anew. Returns 0.
 * -EINVAL: any other number, 2 among them, which only the kernel sets. Issues prctl. PR_SET_DUMPABLE(2const).
 */
LX_API int SetDumpable(int dumpable)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_SET_DUMPABLE, dumpable, 0, 0, 0);
}

/* GetDumpable returns what SetDumpable set: 1 or 0; or 2, as 0, and the core dump is root's. Issues prctl. */
LX_API int GetDumpable(void)
{
	return (int)lx_trap5(LX_SYS_prctl, LX_PR_GET_DUMPABLE, 0, 0, 0, 0);
}

#ifdef LX_SYS_arch_prctl
/*
 * ArchPrctl does what option (LX_ARCH_*) says; x86_64 only. LX_ARCH_SET_FS and LX_ARCH_SET_GS set the segment base to
 * addr (a libc's thread pointer is fs), LX_ARCH_GET_FS and LX_ARCH_GET_GS store it at addr. arch_prctl(2).
 */
LX_API int ArchPrctl(int option, unsigned long addr)
{
	return (int)lx_trap2(LX_SYS_arch_prctl, option, LX_PTR(addr));
}
#endif

/*
 * Unshare gives the calling thread its own copy of what it shared. flags: LX_CLONE_NEW* for namespaces, LX_CLONE_FS,
 * LX_CLONE_FILES, LX_CLONE_SYSVSEM. After LX_CLONE_NEWPID the caller stays where it is and its next child is pid 1 of
 * the new namespace. LX_CLONE_FILES parts a thread's descriptors from the other threads'. -EINVAL: a new user
 * namespace in a process with several threads. Since Linux 2.6.16. unshare(2).
 */
LX_API int Unshare(unsigned long flags)
{
	return (int)lx_trap1(LX_SYS_unshare, LX_PTR(flags));
}

/*
 * Setns moves the calling thread to the namespace behind fd: a /proc/PID/ns file, nstype being 0 or the LX_CLONE_NEW*
 * that it must be; or, since Linux 5.8, a pidfd, nstype being one or several. A pid namespace takes only the children
 * to come. Since Linux 3.0. setns(2).
 */
LX_API int Setns(int fd, int nstype)
{
	return (int)lx_trap2(LX_SYS_setns, fd, nstype);
}

/*
 * Listns writes the ids of up to nr_ns_ids namespaces that req describes to ns_ids and returns how many. flags must be
 * 0. -ENOENT: there is none behind req->ns_id. Since Linux 6.19. No man page: kernel/nstree.c.
 */
LX_API long Listns(const NsIDReq *req, unsigned long *ns_ids, unsigned long nr_ns_ids, unsigned int flags)
{
	return lx_trap4(LX_SYS_listns, LX_PTR(req), LX_PTR(ns_ids), LX_PTR(nr_ns_ids), flags);
}

/*
 * Personality sets the execution domain: LX_PER_LINUX and flags such as LX_ADDR_NO_RANDOMIZE, most of which hold from
 * the next Exec. 0xffffffff only asks. Returns what it was before, 0 to 0xffffffff: an int would make errors of the
 * highest of these. -EINVAL: aarch64, LX_PER_LINUX32 where no processor runs 32-bit programs. personality(2).
 */
LX_API long Personality(unsigned int persona)
{
	return lx_trap1(LX_SYS_personality, persona);
}

/*
 * PidfdOpen makes a close-on-exec descriptor for the process pid; it becomes readable when the process has ended.
 * flags: LX_PIDFD_NONBLOCK (since Linux 5.10), LX_PIDFD_THREAD to have a thread (6.9). -ESRCH: no such process.
 * Returns the descriptor. Since Linux 5.3. pidfd_open(2).
 */
LX_API int PidfdOpen(int pid, unsigned int flags)
{
	return (int)lx_trap2(LX_SYS_pidfd_open, pid, flags);
}

/*
 * PidfdGetfd duplicates the descriptor targetfd of the process behind pidfd into the caller, close-on-exec; the
 * caller needs to be allowed to trace it. flags must be 0. Returns the new descriptor. Since Linux 5.6.
 * pidfd_getfd(2).
 */
LX_API int PidfdGetfd(int pidfd, int targetfd, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_pidfd_getfd, pidfd, targetfd, flags);
}

/*
 * Prlimit gets and sets a limit (LX_RLIMIT_*) of a process, 0 being the caller: old_limit, unless NULL, receives what
 * it was, new_limit, unless NULL, is what it becomes. A limit holds for all threads. -EPERM: the hard limit would
 * rise. Since Linux 2.6.36. Issues prlimit64. prlimit(2).
 */
LX_API int Prlimit(int pid, unsigned int resource, const Rlimit *new_limit, Rlimit *old_limit)
{
	return (int)lx_trap4(LX_SYS_prlimit64, pid, resource, LX_PTR(new_limit), LX_PTR(old_limit));
}

/*
 * Getrlimit gets a limit (LX_RLIMIT_*) of the calling process. Issues prlimit64, not SYS_getrlimit. Since Linux
 * 2.6.36. getrlimit(2).
 */
LX_API int Getrlimit(unsigned int resource, Rlimit *rlim)
{
	return (int)lx_trap4(LX_SYS_prlimit64, 0, resource, 0, LX_PTR(rlim));
}

/*
 * Setrlimit sets a limit (LX_RLIMIT_*) of the calling process, all its threads. Issues prlimit64, not SYS_setrlimit.
 * Since Linux 2.6.36. setrlimit(2).
 */
LX_API int Setrlimit(unsigned int resource, const Rlimit *rlim)
{
	return (int)lx_trap4(LX_SYS_prlimit64, 0, resource, LX_PTR(rlim), 0);
}

/*
 * Getrusage tells the resources used by who: LX_RUSAGE_SELF, LX_RUSAGE_THREAD, or LX_RUSAGE_CHILDREN, those that were
 * waited for. getrusage(2).
 */
LX_API int Getrusage(int who, Rusage *usage)
{
	return (int)lx_trap2(LX_SYS_getrusage, who, LX_PTR(usage));
}

/*
 * Kcmp tells whether two processes share a kernel object. type: LX_KCMP_*; idx1 and idx2 are descriptors for
 * LX_KCMP_FILE, idx2 a KcmpEpollSlot * for LX_KCMP_EPOLL_TFD. Returns 0 when it is the same, 1 or 2 as an order for
 * sorting, 3 when it is another without order. -ENOSYS: not built into this kernel. Since Linux 3.5. kcmp(2).
 */
LX_API int Kcmp(int pid1, int pid2, int type, unsigned long idx1, unsigned long idx2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, type, LX_PTR(idx1), LX_PTR(idx2));
}

/*
 * Acct appends a record to the file filename for each process that ends; NULL turns it off. -EPERM: without
 * CAP_SYS_PACCT; -ENOSYS: not built into this kernel. acct(2).
 */
LX_API int Acct(const char *filename)
{
	return (int)lx_trap1(LX_SYS_acct, LX_PTR(filename));
}

/*
 * SetTidAddress names the word that the kernel clears, and whose futex it wakes, when the calling thread ends (NULL:
 * none). Returns the thread's id; never fails. set_tid_address(2).
 */
LX_API int SetTidAddress(int *tidptr)
{
	return (int)lx_trap1(LX_SYS_set_tid_address, LX_PTR(tidptr));
}

#endif /* BARECALL_EXTERN */

#ifndef LX_SYS_arch_prctl
int ArchPrctl(int option, unsigned long addr)
	LX_UNAVAILABLE("only x86_64 has arch_prctl: a program writes its thread pointer itself, and Prctl does the rest");
#endif
#endif
