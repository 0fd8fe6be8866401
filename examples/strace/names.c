/*
 * Numbers that have names. Where one flag contains another, it comes first.
 */
#include "trace.h"

#define N(name) { (unsigned long)LX_##name, #name }
#define END { 0, LX_NULL }

const struct name access_names[] = { N(F_OK), N(R_OK), N(W_OK), N(X_OK), END };
const struct name access_flag_names[] = { N(AT_SYMLINK_NOFOLLOW), N(AT_EACCESS), N(AT_EMPTY_PATH), END };
const struct name at_names[] = {
	N(AT_SYMLINK_NOFOLLOW), N(AT_SYMLINK_FOLLOW), N(AT_NO_AUTOMOUNT), N(AT_EMPTY_PATH), END,
};
const struct name link_names[] = { N(AT_SYMLINK_FOLLOW), N(AT_EMPTY_PATH), END };
const struct name unlink_names[] = { N(AT_REMOVEDIR), END };
const struct name fd_names[] = { N(FD_CLOEXEC), END };
const struct name whence_names[] = { N(SEEK_SET), N(SEEK_CUR), N(SEEK_END), N(SEEK_DATA), N(SEEK_HOLE), END };

const struct name open_names[] = {
	N(O_CREAT), N(O_EXCL), N(O_NOCTTY), N(O_TRUNC), N(O_APPEND), N(O_NONBLOCK), N(O_SYNC), N(O_DSYNC),
	N(O_DIRECT), N(O_LARGEFILE), N(O_NOFOLLOW), N(O_NOATIME), N(O_CLOEXEC), N(O_PATH), N(O_TMPFILE),
	N(O_DIRECTORY), { LX_O_ASYNC, "FASYNC" }, END,
};

const struct name fcntl_names[] = {
	N(F_DUPFD), N(F_GETFD), N(F_SETFD), N(F_GETFL), N(F_SETFL), N(F_GETLK), N(F_SETLK), N(F_SETLKW),
	N(F_SETOWN), N(F_GETOWN), N(F_SETSIG), N(F_GETSIG), N(F_SETOWN_EX), N(F_GETOWN_EX), N(F_OFD_GETLK),
	N(F_OFD_SETLK), N(F_OFD_SETLKW), N(F_SETLEASE), N(F_GETLEASE), N(F_DUPFD_CLOEXEC), N(F_NOTIFY),
	N(F_SETPIPE_SZ), N(F_GETPIPE_SZ), N(F_ADD_SEALS), N(F_GET_SEALS), END,
};

const struct name request_names[] = {
	N(TCGETS), N(TCSETS), N(TCSETSW), N(TCSETSF), N(TIOCSCTTY), N(TIOCGPGRP), N(TIOCSPGRP), N(TIOCGWINSZ),
	N(TIOCSWINSZ), N(FIONREAD), N(FIONBIO), N(TIOCNOTTY), END,
};

const struct name protection_names[] = { N(PROT_NONE), N(PROT_READ), N(PROT_WRITE), N(PROT_EXEC), END };

const struct name map_names[] = {
	N(MAP_SHARED_VALIDATE), N(MAP_SHARED), N(MAP_PRIVATE), N(MAP_DROPPABLE), N(MAP_FIXED), N(MAP_ANONYMOUS),
	N(MAP_NORESERVE), N(MAP_POPULATE), N(MAP_NONBLOCK), N(MAP_GROWSDOWN), N(MAP_DENYWRITE), N(MAP_EXECUTABLE),
	N(MAP_LOCKED), N(MAP_STACK), N(MAP_HUGETLB), N(MAP_SYNC), N(MAP_FIXED_NOREPLACE), END,
};

const struct name remap_names[] = { N(MREMAP_MAYMOVE), N(MREMAP_FIXED), N(MREMAP_DONTUNMAP), END };

const struct name advice_names[] = {
	N(MADV_NORMAL), N(MADV_RANDOM), N(MADV_SEQUENTIAL), N(MADV_WILLNEED), N(MADV_DONTNEED), N(MADV_FREE),
	N(MADV_REMOVE), N(MADV_DONTFORK), N(MADV_DOFORK), N(MADV_HUGEPAGE), N(MADV_NOHUGEPAGE), N(MADV_DONTDUMP),
	N(MADV_DODUMP), N(MADV_GUARD_INSTALL), N(MADV_GUARD_REMOVE), END,
};

const struct name clone_names[] = {
	N(CLONE_VM), N(CLONE_FS), N(CLONE_FILES), N(CLONE_SIGHAND), N(CLONE_PIDFD), N(CLONE_PTRACE),
	N(CLONE_VFORK), N(CLONE_PARENT), N(CLONE_THREAD), N(CLONE_NEWNS), N(CLONE_SYSVSEM), N(CLONE_SETTLS),
	N(CLONE_PARENT_SETTID), N(CLONE_CHILD_CLEARTID), N(CLONE_DETACHED), N(CLONE_UNTRACED),
	N(CLONE_CHILD_SETTID), N(CLONE_NEWCGROUP), N(CLONE_NEWUTS), N(CLONE_NEWIPC), N(CLONE_NEWUSER),
	N(CLONE_NEWPID), N(CLONE_NEWNET), N(CLONE_IO), N(CLONE_CLEAR_SIGHAND), N(CLONE_INTO_CGROUP), END,
};

/* Only x86_64 has the call. */
#ifdef LX_ARCH_SET_FS
const struct name arch_prctl_names[] = { N(ARCH_SET_GS), N(ARCH_SET_FS), N(ARCH_GET_FS), N(ARCH_GET_GS), END };
#else
const struct name arch_prctl_names[] = { END };
#endif

const struct name prctl_names[] = {
	N(PR_SET_PDEATHSIG), N(PR_GET_PDEATHSIG), N(PR_GET_DUMPABLE), N(PR_SET_DUMPABLE), N(PR_GET_KEEPCAPS),
	N(PR_SET_KEEPCAPS), N(PR_SET_NAME), N(PR_GET_NAME), N(PR_GET_SECCOMP), N(PR_SET_SECCOMP),
	N(PR_CAPBSET_READ), N(PR_CAPBSET_DROP), N(PR_SET_TIMERSLACK), N(PR_GET_TIMERSLACK), N(PR_SET_MM),
	N(PR_SET_CHILD_SUBREAPER), N(PR_GET_CHILD_SUBREAPER), N(PR_SET_NO_NEW_PRIVS), N(PR_GET_NO_NEW_PRIVS),
	N(PR_SET_VMA), END,
};

const struct name ptrace_names[] = {
	N(PTRACE_TRACEME), N(PTRACE_PEEKTEXT), N(PTRACE_PEEKDATA), N(PTRACE_POKETEXT), N(PTRACE_POKEDATA),
	N(PTRACE_CONT), N(PTRACE_KILL), N(PTRACE_SINGLESTEP), N(PTRACE_ATTACH), N(PTRACE_DETACH),
	N(PTRACE_SYSCALL), N(PTRACE_SETOPTIONS), N(PTRACE_GETEVENTMSG), N(PTRACE_GETSIGINFO), N(PTRACE_GETREGSET),
	N(PTRACE_SETREGSET), N(PTRACE_SEIZE), N(PTRACE_INTERRUPT), N(PTRACE_LISTEN), N(PTRACE_GET_SYSCALL_INFO),
	END,
};

const struct name wait_names[] = {
	N(WNOHANG), { LX_WUNTRACED, "WSTOPPED" }, N(WEXITED), N(WCONTINUED), N(WNOWAIT), N(__WNOTHREAD), N(__WALL),
	N(__WCLONE), END,
};
const struct name wait_idtype_names[] = { N(P_ALL), N(P_PID), N(P_PGID), N(P_PIDFD), END };
const struct name usage_names[] = { N(RUSAGE_SELF), N(RUSAGE_CHILDREN), N(RUSAGE_THREAD), END };

const struct name resource_names[] = {
	N(RLIMIT_CPU), N(RLIMIT_FSIZE), N(RLIMIT_DATA), N(RLIMIT_STACK), N(RLIMIT_CORE), N(RLIMIT_RSS),
	N(RLIMIT_NPROC), N(RLIMIT_NOFILE), N(RLIMIT_MEMLOCK), N(RLIMIT_AS), N(RLIMIT_LOCKS), N(RLIMIT_SIGPENDING),
	N(RLIMIT_MSGQUEUE), N(RLIMIT_NICE), N(RLIMIT_RTPRIO), N(RLIMIT_RTTIME), END,
};

const struct name signal_how_names[] = { N(SIG_BLOCK), N(SIG_UNBLOCK), N(SIG_SETMASK), END };

const struct name sigaction_names[] = {
#ifdef LX_SA_RESTORER
	N(SA_RESTORER),
#endif
	N(SA_ONSTACK), N(SA_RESTART), N(SA_NODEFER), N(SA_RESETHAND), N(SA_SIGINFO), N(SA_NOCLDSTOP), N(SA_NOCLDWAIT),
	END,
};

const struct name clock_names[] = {
	N(CLOCK_REALTIME), N(CLOCK_MONOTONIC), N(CLOCK_PROCESS_CPUTIME_ID), N(CLOCK_THREAD_CPUTIME_ID),
	N(CLOCK_MONOTONIC_RAW), N(CLOCK_REALTIME_COARSE), N(CLOCK_MONOTONIC_COARSE), N(CLOCK_BOOTTIME),
	N(CLOCK_REALTIME_ALARM), N(CLOCK_BOOTTIME_ALARM), N(CLOCK_TAI), END,
};
const struct name timer_names[] = { N(TIMER_ABSTIME), END };
const struct name itimer_names[] = { N(ITIMER_REAL), N(ITIMER_VIRTUAL), N(ITIMER_PROF), END };

const struct name futex_names[] = {
	N(FUTEX_WAIT), N(FUTEX_WAKE), N(FUTEX_FD), N(FUTEX_REQUEUE), N(FUTEX_CMP_REQUEUE), N(FUTEX_WAKE_OP),
	N(FUTEX_LOCK_PI), N(FUTEX_UNLOCK_PI), N(FUTEX_TRYLOCK_PI), N(FUTEX_WAIT_BITSET), N(FUTEX_WAKE_BITSET),
	N(FUTEX_WAIT_REQUEUE_PI), N(FUTEX_CMP_REQUEUE_PI), N(FUTEX_LOCK_PI2), END,
};

const struct name family_names[] = {
	N(AF_UNSPEC), N(AF_UNIX), N(AF_INET), N(AF_INET6), N(AF_NETLINK), N(AF_PACKET), N(AF_ALG), N(AF_VSOCK),
	END,
};
const struct name socket_names[] = {
	N(SOCK_STREAM), N(SOCK_DGRAM), N(SOCK_RAW), N(SOCK_RDM), N(SOCK_SEQPACKET), END,
};
const struct name socket_flag_names[] = { N(SOCK_CLOEXEC), N(SOCK_NONBLOCK), END };

const struct name random_names[] = { N(GRND_NONBLOCK), N(GRND_RANDOM), N(GRND_INSECURE), END };
const struct name memfd_names[] = { N(MFD_CLOEXEC), N(MFD_ALLOW_SEALING), N(MFD_HUGETLB), END };
const struct name eventfd_names[] = { N(EFD_CLOEXEC), N(EFD_NONBLOCK), N(EFD_SEMAPHORE), END };
const struct name epoll_names[] = { N(EPOLL_CLOEXEC), END };
const struct name umount_names[] = { N(MNT_FORCE), N(MNT_DETACH), N(MNT_EXPIRE), N(UMOUNT_NOFOLLOW), END };
const struct name poll_names[] = {
	N(POLLIN), N(POLLPRI), N(POLLOUT), N(POLLRDNORM), N(POLLRDBAND), N(POLLWRNORM), N(POLLWRBAND), N(POLLERR),
	N(POLLHUP), N(POLLNVAL), N(POLLRDHUP), END,
};
const struct name mount_names[] = {
	N(MS_RDONLY), N(MS_NOSUID), N(MS_NODEV), N(MS_NOEXEC), N(MS_SYNCHRONOUS), N(MS_REMOUNT), N(MS_MANDLOCK),
	N(MS_DIRSYNC), N(MS_NOSYMFOLLOW), N(MS_NOATIME), N(MS_NODIRATIME), N(MS_BIND), N(MS_MOVE), N(MS_REC),
	N(MS_SILENT), N(MS_UNBINDABLE), N(MS_PRIVATE), N(MS_SLAVE), N(MS_SHARED), N(MS_RELATIME),
	N(MS_STRICTATIME), END,
};

static const struct name code_names[] = {
	N(SI_USER), N(SI_KERNEL), N(SI_QUEUE), N(SI_TIMER), N(SI_MESGQ), N(SI_ASYNCIO), N(SI_SIGIO), N(SI_TKILL),
	END,
};
static const struct name child_names[] = {
	N(CLD_EXITED), N(CLD_KILLED), N(CLD_DUMPED), N(CLD_TRAPPED), N(CLD_STOPPED), N(CLD_CONTINUED), END,
};
static const struct name segv_names[] = { N(SEGV_MAPERR), N(SEGV_ACCERR), N(SEGV_BNDERR), N(SEGV_PKUERR), END };
static const struct name bus_names[] = { N(BUS_ADRALN), N(BUS_ADRERR), N(BUS_OBJERR), END };
static const struct name ill_names[] = {
	N(ILL_ILLOPC), N(ILL_ILLOPN), N(ILL_ILLADR), N(ILL_ILLTRP), N(ILL_PRVOPC), N(ILL_PRVREG), N(ILL_COPROC),
	N(ILL_BADSTK), END,
};
static const struct name fpe_names[] = {
	N(FPE_INTDIV), N(FPE_INTOVF), N(FPE_FLTDIV), N(FPE_FLTOVF), N(FPE_FLTUND), N(FPE_FLTRES), N(FPE_FLTINV),
	N(FPE_FLTSUB), END,
};
static const struct name trap_names[] = { N(TRAP_BRKPT), N(TRAP_TRACE), N(TRAP_BRANCH), N(TRAP_HWBKPT), END };

static const struct name event_names[] = {
	N(PTRACE_EVENT_FORK), N(PTRACE_EVENT_VFORK), N(PTRACE_EVENT_CLONE), N(PTRACE_EVENT_EXEC),
	N(PTRACE_EVENT_VFORK_DONE), N(PTRACE_EVENT_EXIT), N(PTRACE_EVENT_SECCOMP), N(PTRACE_EVENT_STOP), END,
};

const char *name_of(const struct name *names, unsigned long value)
{
	for (; names->text; names++)
		if (names->value == value)
			return names->text;
	return LX_NULL;
}

static void put_unknown(unsigned long value, const char *unknown)
{
	put_hex(value);
	put(" /* ");
	put(unknown);
	put(" */");
}

void put_name(const struct name *names, unsigned long value, const char *unknown)
{
	const char *text = name_of(names, value);

	if (text)
		put(text);
	else
		put_unknown((unsigned int)value, unknown);
}

void put_flags(const struct name *names, unsigned long value, const char *unknown)
{
	const char *separator = "";

	if (!value) {
		const char *zero = name_of(names, 0);

		put(zero ? zero : "0");
		return;
	}
	for (; names->text; names++)
		if (names->value && (value & names->value) == names->value) {
			put(separator);
			put(names->text);
			separator = "|";
			value &= ~names->value;
		}
	if (value && *separator) {
		put(separator);
		put_hex(value);
	} else if (value) {
		put_unknown(value, unknown);
	}
}

void put_open_flags(unsigned long flags)
{
	static const char *const modes[] = { "O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE" };

	put(modes[flags & LX_O_ACCMODE]);
	flags &= ~(unsigned long)LX_O_ACCMODE;
	if (flags) {
		put_char('|');
		put_flags(open_names, flags, "O_???");
	}
}

/* put_short_signal writes a signal's name without SIG: RT_1 is the first but one of those that have only numbers. */
static void put_short_signal(int sig)
{
	if (sig > LX_SIGRTMIN && sig <= 64) {
		put("RT_");
		put_decimal(sig - LX_SIGRTMIN);
	} else {
		put(SignalName(sig) + 3);
	}
}

void put_signal(int sig)
{
	if (sig <= 0 || sig > 64) {
		put_decimal(sig);
		return;
	}
	put("SIG");
	put_short_signal(sig);
}

void put_sigset(unsigned long set)
{
	const char *separator = "";
	int sig, count = 0;

	for (sig = 0; sig < 64; sig++)
		count += (int)(set >> sig & 1);
	if (count >= 42) {
		put_char('~');
		set = ~set;
	}
	put_char('[');
	for (sig = 1; sig <= 64; sig++)
		if (set >> (sig - 1) & 1) {
			put(separator);
			put_short_signal(sig);
			separator = " ";
		}
	put_char(']');
}

static void put_code(int sig, int code)
{
	const struct name *names = sig == LX_SIGCHLD  ? child_names
				   : sig == LX_SIGSEGV ? segv_names
				   : sig == LX_SIGBUS  ? bus_names
				   : sig == LX_SIGILL  ? ill_names
				   : sig == LX_SIGFPE  ? fpe_names
				   : sig == LX_SIGTRAP ? trap_names
						       : code_names;
	const char *text = name_of(code_names, (unsigned long)code);

	if (text)
		put(text);
	else
		put_name(names, (unsigned long)code, "SI_???");
}

static void put_sender(int pid, unsigned int uid)
{
	put(", si_pid=");
	put_decimal(pid);
	put(", si_uid=");
	put_unsigned(uid);
}

static void put_sigval(Sigval value)
{
	put(", si_int=");
	put_decimal(value.integer);
	put(", si_ptr=");
	put_address((unsigned long)value.ptr);
}

void put_siginfo(const Siginfo *info)
{
	put("{si_signo=");
	put_signal(info->signo);
	put(", si_code=");
	put_code(info->signo, info->code);
	switch (SiginfoLayout(info->signo, info->code)) {
	case LX_SIL_KILL:
		/* The kernel says no more of an alarm, and of some faults no address. */
		if (info->code != LX_SI_KERNEL)
			put_sender(info->u.kill.pid, info->u.kill.uid);
		else if (info->signo == LX_SIGSEGV || info->signo == LX_SIGBUS)
			put(", si_addr=NULL");
		break;
	case LX_SIL_TIMER:
		put(", si_timerid=");
		put_hex((unsigned int)info->u.timer.tid);
		put(", si_overrun=");
		put_decimal(info->u.timer.overrun);
		put_sigval(info->u.timer.value);
		break;
	case LX_SIL_RT:
		put_sender(info->u.rt.pid, info->u.rt.uid);
		if (info->code != LX_SI_TKILL)
			put_sigval(info->u.rt.value);
		break;
	case LX_SIL_CHLD:
		put_sender(info->u.chld.pid, info->u.chld.uid);
		put(", si_status=");
		if (info->code == LX_CLD_EXITED)
			put_decimal(info->u.chld.status);
		else
			put_signal(info->u.chld.status);
		put(", si_utime=");
		put_decimal(info->u.chld.utime);
		put(", si_stime=");
		put_decimal(info->u.chld.stime);
		break;
	case LX_SIL_POLL:
		put(", si_band=");
		put_decimal(info->u.poll.band);
		put(", si_fd=");
		put_decimal(info->u.poll.fd);
		break;
	case LX_SIL_SYS:
		put(", si_call_addr=");
		put_address((unsigned long)info->u.sys.addr);
		put(", si_syscall=");
		put_decimal(info->u.sys.nr);
		break;
	default: /* a fault */
		put(", si_addr=");
		put_address((unsigned long)info->u.fault.addr);
		break;
	}
	put_char('}');
}

void put_wait_status(WaitStatus ws)
{
	if (WaitStatusExited(ws)) {
		put("{WIFEXITED(s) && WEXITSTATUS(s) == ");
		put_decimal(WaitStatusExitStatus(ws));
	} else if (WaitStatusContinued(ws)) {
		put("{WIFCONTINUED(s)");
	} else if (WaitStatusStopped(ws)) {
		int sig = WaitStatusStopSignal(ws);

		put("{WIFSTOPPED(s) && WSTOPSIG(s) == ");
		put_signal(sig & 0x7f);
		if (sig & 0x80)
			put(" | 0x80");
	} else {
		put("{WIFSIGNALED(s) && WTERMSIG(s) == ");
		put_signal(WaitStatusSignal(ws));
		if (WaitStatusCoreDump(ws))
			put(" && WCOREDUMP(s)");
	}
	put_char('}');
	if (ws >> 16) {
		put(" | ");
		put_name(event_names, (unsigned long)ws >> 16, "PTRACE_EVENT_???");
		put("<<16");
	}
}
