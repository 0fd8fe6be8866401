/*
 * The trap for who watches memory. A compiler is told that a call may write anywhere; analysers and MemorySanitizer do
 * not see that, and would take what the kernel wrote for never written. base.h chooses this header under clang's, where
 * no BARECALL_TRAP is set. gcc does not say that it analyses, so gcc -fanalyzer needs a word:
 *
 *	-fanalyzer -DBARECALL_TRAP='<barecall/analyser-trap.h>'
 *
 * With it gcc is shown each argument once more, before the trap, at the cost of a move in some calls: its analyser does
 * not follow a value into a register of a given name. All other builds never see this header.
 *
 * Under the analyser a call is a function that it knows nothing of, and so expects to write what its arguments point
 * to. Under MemorySanitizer (-fsanitize=memory) it is the architecture's trap, after which the sanitizer is told what
 * the kernel wrote, by the call, its result and its arguments: of ioctl what the request's number says, of prctl,
 * ptrace, keyctl, seccomp and System V's calls the operations named below. Not known are what bpf, io_uring, quotactl and
 * sysfs write, what comes later (futexes, clone's tids, what a handler of a signal is given), the vDSO's clocks, and files
 * with a BARECALL_TRAP of their own, as runtime-trap.h is: __msan_unpoison is for those.
 */
#ifndef LX_BASE_H
#include "base.h"

#elif !defined(LX_TRAP_H)

#if defined(__clang_analyzer__)
#define LX_TRAP_H

long lx_trap0(long nr);
long lx_trap1(long nr, long a);
long lx_trap2(long nr, long a, long b);
long lx_trap3(long nr, long a, long b, long c);
long lx_trap4(long nr, long a, long b, long c, long d);
long lx_trap5(long nr, long a, long b, long c, long d, long e);
long lx_trap6(long nr, long a, long b, long c, long d, long e, long f);

#else

#include "types.h"
#include "types/epoll.h"
#include "types/filter.h"
#include "types/ipc.h"
#include "types/signal.h"
#include "types/socket.h"
#include "uapi/errno.h"
#include "uapi/file.h"
#include "uapi/ioctl.h"
#include "uapi/ipc.h"
#include "uapi/net.h"
#include "uapi/process.h"
#include "uapi/ptrace.h"
#include "uapi/security.h"

#define lx_trap0 lx_bare_trap0
#define lx_trap1 lx_bare_trap1
#define lx_trap2 lx_bare_trap2
#define lx_trap3 lx_bare_trap3
#define lx_trap4 lx_bare_trap4
#define lx_trap5 lx_bare_trap5
#define lx_trap6 lx_bare_trap6
/* This header stands in for the architecture's trap.h and is made of it; arch.h has refused all others. */
#if defined(__x86_64__)
#include "arch/x86_64/trap.h"
#elif defined(__aarch64__)
#include "arch/aarch64/trap.h"
#else
#include "arch/riscv64/trap.h"
#endif
#undef lx_trap0
#undef lx_trap1
#undef lx_trap2
#undef lx_trap3
#undef lx_trap4
#undef lx_trap5
#undef lx_trap6

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define LX_MEMORY_SANITIZER
#endif
#endif

/* lx_before runs before a call; what it returns is handed to lx_told, which runs after it. */
#if !defined(LX_MEMORY_SANITIZER)

LX_TRAP unsigned long lx_before(long nr, long a, long b, long c, long d, long e, long f)
{
	(void)nr;
	__asm__ __volatile__("" : : "g"(a), "g"(b), "g"(c), "g"(d), "g"(e), "g"(f) : "memory");
	return 0;
}

LX_TRAP void lx_told(long nr, unsigned long room, long result, long a, long b, long c, long d, long e, long f)
{
	(void)nr, (void)room, (void)result, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
}

#else

#ifdef __cplusplus
extern "C"
#endif
void __msan_unpoison(const volatile void *address, unsigned long size);

/* Sizes of structures whose headers come later than this one; equal on all architectures. */
enum {
	LX_SIZEOF_CACHESTAT = 40,
	LX_SIZEOF_FB_FIX = 80,
	LX_SIZEOF_FB_VAR = 160,
	LX_SIZEOF_FLOCK = 32,
	LX_SIZEOF_HD_GEOMETRY = 16,
	LX_SIZEOF_IFREQ = 40,
	LX_SIZEOF_IO_EVENT = 32,
	LX_SIZEOF_IO_URING_PARAMS = 120,
	LX_SIZEOF_ITIMERVAL = 32,
	LX_SIZEOF_KBENTRY = 4,
	LX_SIZEOF_KBSENTRY = 513,
	LX_SIZEOF_KEYCTL_PKEY_QUERY = 56,
	LX_SIZEOF_LOOP_INFO64 = 232,
	LX_SIZEOF_MMSGHDR = 64,
	LX_SIZEOF_MQ_ATTR = 64,
	LX_SIZEOF_MSQID_DS = 120,
	LX_SIZEOF_PAGE_REGION = 24,
	LX_SIZEOF_POLLFD = 8,
	LX_SIZEOF_PPS_FDATA = 64,
	LX_SIZEOF_PPS_KPARAMS = 40,
	LX_SIZEOF_RLIMIT = 16,
	LX_SIZEOF_SECCOMP_NOTIF_SIZES = 6,
	LX_SIZEOF_SERIAL = 72,
	LX_SIZEOF_SERIAL_ICOUNTER = 80,
	LX_SIZEOF_SERIAL_RS485 = 32,
	LX_SIZEOF_SHMID_DS = 112,
	LX_SIZEOF_STATFS = 120,
	LX_SIZEOF_STATX = 256,
	LX_SIZEOF_SYSINFO = 112,
	LX_SIZEOF_TERMIOS = 36,
	LX_SIZEOF_TIMEX = 208,
	LX_SIZEOF_TMS = 32,
	LX_SIZEOF_USB_GETDRIVER = 260,
	LX_SIZEOF_UTSNAME = 390,
	LX_SIZEOF_VLAN = 56,
	LX_SIZEOF_VT_EVENT = 28,
	LX_SIZEOF_VT_MODE = 8,
	LX_SIZEOF_VT_STAT = 6,
	LX_SIZEOF_WINSIZE = 8
};

/* lx_wrote tells of size bytes at address; of none where the caller gave no address. */
LX_TRAP void lx_wrote(long address, unsigned long size)
{
	if (address && size)
		__msan_unpoison((const volatile void *)address, size);
}

/* lx_least is the smaller of two lengths: the room that the caller gave, and what the kernel had. */
LX_TRAP unsigned long lx_least(unsigned long a, unsigned long b)
{
	return a < b ? a : b;
}

/* lx_wrote_pieces tells of the first size bytes of count pieces. */
LX_TRAP void lx_wrote_pieces(const Iovec *pieces, unsigned long count, unsigned long size)
{
	unsigned long i;

	for (i = 0; i < count && size > 0; i++) {
		unsigned long part = lx_least(pieces[i].len, size);

		lx_wrote((long)pieces[i].base, part);
		size -= part;
	}
}

/*
 * lx_ioctl_gives returns how many bytes a request writes where its argument points; lx_ioctl_gives_behind knows the rest.
 * The numbers of dev/ stand here as such, or every program that is watched would read their lists.
 */
LX_TRAP unsigned long lx_ioctl_gives(unsigned int request)
{
	switch (request) {
	case LX_TCGETS:
		return LX_SIZEOF_TERMIOS;
	case LX_TIOCGWINSZ:
		return LX_SIZEOF_WINSIZE;
	case LX_TIOCGPGRP:
	case LX_TIOCGSID:
	case LX_TIOCOUTQ:
	case LX_TIOCMGET:
	case LX_TIOCGETD:
	case LX_TIOCGSOFTCAR:
	case LX_FIONREAD:
	case LX_FIGETBSZ:
	case LX_FIBMAP:
	case LX_FS_IOC_GETFLAGS: /* and the next: their numbers say long */
	case 0x80087601: /* LX_FS_IOC_GETVERSION */
	case LX_BLKROGET:
	case LX_BLKSSZGET:
	case LX_BLKPBSZGET:
	case LX_BLKIOMIN:
	case LX_BLKIOOPT:
	case LX_BLKALIGNOFF:
	case LX_BLKDISCARDZEROES:
	case 0xb704: /* LX_NS_GET_OWNER_UID */
	case LX_VT_OPENQRY:
	case LX_KDGETMODE:
	case LX_KDGKBMODE:
	case LX_KDGKBMETA:
	case 0x800870a3: /* LX_PPS_GETCAP */
		return sizeof(int);
	case LX_BLKROTATIONAL:
	case LX_BLKSECTGET:
		return sizeof(short);
	case LX_BLKGETSIZE:
	case LX_BLKRAGET:
	case LX_BLKFRAGET:
	case 0x705: /* LX_I2C_FUNCS */
	case 0x4008550c: /* LX_USBDEVFS_REAPURB */
	case 0x4008550d: /* LX_USBDEVFS_REAPURBNDELAY */
		return sizeof(long);
	case LX_KDGETLED:
	case LX_KDGKBLED:
	case LX_KDGKBTYPE:
		return 1;
	case 0x5305: /* LX_CDROMREADTOCHDR */
		return 2;
	case 0x4b52: /* LX_KDKBDREP */
	case LX_VT_GETMODE:
		return LX_SIZEOF_VT_MODE; /* KbdRepeat, too, is 8 bytes */
	case LX_SIOCGIFNAME:
	case LX_SIOCGIFFLAGS:
	case LX_SIOCGIFADDR:
	case LX_SIOCGIFDSTADDR:
	case LX_SIOCGIFBRDADDR:
	case LX_SIOCGIFNETMASK:
	case LX_SIOCGIFMETRIC:
	case LX_SIOCGIFMTU:
	case LX_SIOCGIFHWADDR:
	case LX_SIOCGIFINDEX:
	case LX_SIOCGIFTXQLEN:
	case 0x8947: /* LX_SIOCGMIIPHY */
	case 0x8948: /* LX_SIOCGMIIREG */
	case 0x400454ca: /* LX_TUNSETIFF */
	case 0x800454d2: /* LX_TUNGETIFF */
		return LX_SIZEOF_IFREQ;
	case 0x8982: /* LX_SIOCGIFVLAN */
		return LX_SIZEOF_VLAN;
	case 0x4c05: /* LX_LOOP_GET_STATUS64 */
		return LX_SIZEOF_LOOP_INFO64;
	case 0x301: /* LX_HDIO_GETGEO */
		return LX_SIZEOF_HD_GEOMETRY;
	case LX_TIOCGSERIAL:
		return LX_SIZEOF_SERIAL;
	case LX_TIOCGICOUNT:
		return LX_SIZEOF_SERIAL_ICOUNTER;
	case LX_TIOCGRS485:
	case LX_TIOCSRS485:
		return LX_SIZEOF_SERIAL_RS485;
	case LX_VT_GETSTATE:
		return LX_SIZEOF_VT_STAT;
	case 0x560e: /* LX_VT_WAITEVENT */
		return LX_SIZEOF_VT_EVENT;
	case 0x4b46: /* LX_KDGKBENT */
		return LX_SIZEOF_KBENTRY;
	case 0x4b48: /* LX_KDGKBSENT */
		return LX_SIZEOF_KBSENTRY;
	case 0x4600: /* LX_FBIOGET_VSCREENINFO */
	case 0x4601: /* LX_FBIOPUT_VSCREENINFO */
	case 0x4606: /* LX_FBIOPAN_DISPLAY */
		return LX_SIZEOF_FB_VAR;
	case 0x4602: /* LX_FBIOGET_FSCREENINFO */
		return LX_SIZEOF_FB_FIX;
	case 0x41045508: /* LX_USBDEVFS_GETDRIVER */
		return LX_SIZEOF_USB_GETDRIVER;
	case 0x800870a1: /* LX_PPS_GETPARAMS; their numbers have a pointer's size */
		return LX_SIZEOF_PPS_KPARAMS;
	case 0xc00870a4: /* LX_PPS_FETCH */
		return LX_SIZEOF_PPS_FDATA;
	default: /* _IOR and _IOWR put the size into the number. */
		return request >> 31 ? request >> 16 & 0x3fff : 0;
	}
}

/* lx_ioctl_gives_behind tells of what a request wrote where a pointer in its argument points: of these alone it is known. */
LX_TRAP void lx_ioctl_gives_behind(unsigned int request, long result, long argument)
{
	const long *word = (const long *)argument;

	if (request == LX_SIOCGIFCONF) { /* Ifconf */
		lx_wrote(word[1], (unsigned long)*(const unsigned int *)argument);
	} else if (request == 0xc0686611) { /* LX_PROCMAP_QUERY: two lengths, two addresses */
		lx_wrote(word[11], ((const unsigned int *)argument)[20]);
		lx_wrote(word[12], ((const unsigned int *)argument)[21]);
	} else if (request == 0xc0606610) { /* LX_PAGEMAP_SCAN: as many PageRegions */
		lx_wrote(word[5], (unsigned long)result * LX_SIZEOF_PAGE_REGION);
	}
}

/* lx_wrote_message tells of what recvmsg wrote: the header's own lengths were the room, and are now what is there. */
LX_TRAP void lx_wrote_message(const Msghdr *message, unsigned long room, unsigned long size)
{
	lx_wrote((long)&message->namelen, sizeof(message->namelen));
	lx_wrote((long)&message->controllen, sizeof(message->controllen));
	lx_wrote((long)&message->flags, sizeof(message->flags));
	lx_wrote((long)message->name, lx_least(room, (unsigned long)message->namelen));
	lx_wrote((long)message->control, message->controllen);
	lx_wrote_pieces((const Iovec *)message->iov, message->iovlen, size);
}

/* lx_before returns the room for an address or an option that the caller gave, which the kernel is about to overwrite. */
LX_TRAP unsigned long lx_before(long nr, long a, long b, long c, long d, long e, long f)
{
	switch (nr) {
	case LX_SYS_accept:
	case LX_SYS_accept4:
	case LX_SYS_getsockname:
	case LX_SYS_getpeername:
		return c ? *(unsigned int *)c : 0;
	case LX_SYS_getsockopt:
		return e ? *(unsigned int *)e : 0;
	case LX_SYS_recvfrom:
		return f ? *(unsigned int *)f : 0;
	case LX_SYS_recvmsg:
		return (unsigned long)((const Msghdr *)b)->namelen;
	case LX_SYS_recvmmsg:
		return sizeof(RawSockaddrAny);
	default:
		(void)a, (void)d;
		return 0;
	}
}

/* lx_told tells the sanitizer what a call that returned wrote. */
LX_TRAP void lx_told(long nr, unsigned long room, long result, long a, long b, long c, long d, long e, long f)
{
	unsigned long n = (unsigned long)result;
	long i;

	/* The one thing written beside an error: what is left of the time when a signal ends a sleep. */
	if (result == -LX_EINTR && nr == LX_SYS_nanosleep)
		lx_wrote(b, sizeof(Timespec));
	if (result == -LX_EINTR && nr == LX_SYS_clock_nanosleep)
		lx_wrote(d, sizeof(Timespec));
	if (n >= -4095UL)
		return;
	switch (nr) {
	case LX_SYS_read:
	case LX_SYS_pread64:
	case LX_SYS_getdents64:
	case LX_SYS_syslog:
		lx_wrote(b, n);
		break;
	case LX_SYS_getrandom:
	case LX_SYS_getcwd:
		lx_wrote(a, n);
		break;
	case LX_SYS_readlinkat:
		lx_wrote(c, n);
		break;
	case LX_SYS_getxattr:
	case LX_SYS_lgetxattr:
	case LX_SYS_fgetxattr:
		lx_wrote(c, d ? n : 0);
		break;
	case LX_SYS_listxattr:
	case LX_SYS_llistxattr:
	case LX_SYS_flistxattr:
		lx_wrote(b, c ? n : 0);
		break;
	case LX_SYS_readv:
	case LX_SYS_preadv:
	case LX_SYS_preadv2:
	case LX_SYS_process_vm_readv:
		lx_wrote_pieces((const Iovec *)b, (unsigned long)c, n);
		break;
	case LX_SYS_recvfrom:
		lx_wrote(f, 4);
		lx_wrote(e, e && f ? lx_least(room, *(unsigned int *)f) : 0);
		lx_wrote(b, lx_least((unsigned long)c, n));
		break;
	case LX_SYS_recvmsg:
		lx_wrote_message((const Msghdr *)b, room, n);
		break;
	case LX_SYS_recvmmsg:
		for (i = 0; i < result; i++) {
			char *message = (char *)b + i * LX_SIZEOF_MMSGHDR;

			lx_wrote((long)(message + sizeof(Msghdr)), 4);
			lx_wrote_message((const Msghdr *)message, room, *(unsigned int *)(message + sizeof(Msghdr)));
		}
		break;
	case LX_SYS_accept:
	case LX_SYS_accept4:
	case LX_SYS_getsockname:
	case LX_SYS_getpeername:
		lx_wrote(c, 4);
		lx_wrote(b, b && c ? lx_least(room, *(unsigned int *)c) : 0);
		break;
	case LX_SYS_getsockopt:
		lx_wrote(e, 4);
		lx_wrote(d, lx_least(room, *(unsigned int *)e));
		break;
	case LX_SYS_socketpair:
		lx_wrote(d, 2 * sizeof(int));
		break;
	case LX_SYS_pipe2:
		lx_wrote(a, 2 * sizeof(int));
		break;
	case LX_SYS_fstat:
		lx_wrote(b, sizeof(Stat_t));
		break;
	case LX_SYS_newfstatat:
		lx_wrote(c, sizeof(Stat_t));
		break;
	case LX_SYS_statx:
		lx_wrote(e, LX_SIZEOF_STATX);
		break;
	case LX_SYS_statfs:
	case LX_SYS_fstatfs:
		lx_wrote(b, LX_SIZEOF_STATFS);
		break;
	case LX_SYS_cachestat:
		lx_wrote(c, LX_SIZEOF_CACHESTAT);
		break;
	case LX_SYS_uname:
		lx_wrote(a, LX_SIZEOF_UTSNAME);
		break;
	case LX_SYS_sysinfo:
		lx_wrote(a, LX_SIZEOF_SYSINFO);
		break;
	case LX_SYS_times:
		lx_wrote(a, LX_SIZEOF_TMS);
		break;
	case LX_SYS_getrusage:
		lx_wrote(b, sizeof(Rusage));
		break;
	case LX_SYS_wait4:
		lx_wrote(b, n ? sizeof(int) : 0);
		lx_wrote(d, n ? sizeof(Rusage) : 0);
		break;
	case LX_SYS_waitid:
		/* signo, errno and code; then, past the union's alignment, pid, uid and status. */
		lx_wrote(c, 12);
		lx_wrote(c ? c + 16 : 0, 12);
		lx_wrote(e, sizeof(Rusage));
		break;
	case LX_SYS_clock_gettime:
	case LX_SYS_clock_getres:
	case LX_SYS_sched_rr_get_interval:
		lx_wrote(b, sizeof(Timespec));
		break;
	case LX_SYS_gettimeofday:
		lx_wrote(a, sizeof(Timeval));
		lx_wrote(b, sizeof(Timezone));
		break;
	case LX_SYS_adjtimex:
		lx_wrote(a, LX_SIZEOF_TIMEX);
		break;
	case LX_SYS_clock_adjtime:
		lx_wrote(b, LX_SIZEOF_TIMEX);
		break;
	case LX_SYS_getitimer:
		lx_wrote(b, LX_SIZEOF_ITIMERVAL);
		break;
	case LX_SYS_setitimer:
		lx_wrote(c, LX_SIZEOF_ITIMERVAL);
		break;
	case LX_SYS_timer_create:
		lx_wrote(c, sizeof(int));
		break;
	case LX_SYS_timer_gettime:
	case LX_SYS_timerfd_gettime:
		lx_wrote(b, sizeof(ItimerSpec));
		break;
	case LX_SYS_timer_settime:
	case LX_SYS_timerfd_settime:
		lx_wrote(d, sizeof(ItimerSpec));
		break;
	case LX_SYS_epoll_pwait:
	case LX_SYS_epoll_pwait2:
		lx_wrote(b, n * sizeof(EpollEvent));
		break;
	case LX_SYS_ppoll:
		for (i = 0; i < b; i++)
			lx_wrote(a + i * LX_SIZEOF_POLLFD + 6, 2);
		break;
	case LX_SYS_rt_sigprocmask:
		lx_wrote(c, (unsigned long)d);
		break;
	case LX_SYS_rt_sigpending:
		lx_wrote(a, (unsigned long)b);
		break;
	case LX_SYS_rt_sigaction:
		lx_wrote(c, sizeof(Sigaction_t));
		break;
	case LX_SYS_rt_sigtimedwait:
		lx_wrote(b, sizeof(Siginfo));
		break;
	case LX_SYS_sigaltstack:
		lx_wrote(b, sizeof(Stack_t));
		break;
	case LX_SYS_getresuid:
	case LX_SYS_getresgid:
		lx_wrote(a, 4);
		lx_wrote(b, 4);
		lx_wrote(c, 4);
		break;
	case LX_SYS_getgroups:
		lx_wrote(b, a ? n * 4 : 0);
		break;
	case LX_SYS_capget:
		lx_wrote(b, 24);
		break;
	case LX_SYS_prlimit64:
		lx_wrote(d, LX_SIZEOF_RLIMIT);
		break;
	case LX_SYS_sched_getaffinity:
		lx_wrote(c, n);
		break;
	case LX_SYS_sched_getparam:
		lx_wrote(b, sizeof(int));
		break;
	case LX_SYS_sched_getattr:
		lx_wrote(b, lx_least((unsigned long)c, b ? *(unsigned int *)b : 0));
		break;
	case LX_SYS_getcpu:
		lx_wrote(a, 4);
		lx_wrote(b, 4);
		break;
	case LX_SYS_get_robust_list:
		lx_wrote(b, 8);
		lx_wrote(c, 8);
		break;
	case LX_SYS_fcntl:
		if (b == LX_F_GETLK || b == LX_F_OFD_GETLK)
			lx_wrote(c, LX_SIZEOF_FLOCK);
		else if (b == LX_F_GETOWN_EX || b == LX_F_GET_RW_HINT || b == LX_F_GET_FILE_RW_HINT)
			lx_wrote(c, 8);
		break;
	case LX_SYS_ioctl:
		lx_wrote(c, lx_ioctl_gives((unsigned int)b));
		lx_ioctl_gives_behind((unsigned int)b, result, c);
		break;
	case LX_SYS_prctl:
		if (a == LX_PR_GET_PDEATHSIG || a == LX_PR_GET_CHILD_SUBREAPER)
			lx_wrote(b, sizeof(int));
		else if (a == LX_PR_GET_NAME)
			lx_wrote(b, 16);
		else if (a == LX_PR_GET_TSC)
			lx_wrote(b, sizeof(int));
		else if (a == LX_PR_GET_TID_ADDRESS || a == LX_PR_GET_SHADOW_STACK_STATUS)
			lx_wrote(b, sizeof(long));
		else if (a == LX_PR_GET_CFI)
			lx_wrote(c, sizeof(long));
		else if (a == LX_PR_SCHED_CORE && b == LX_PR_SCHED_CORE_GET)
			lx_wrote(e, sizeof(long));
		else if (a == LX_PR_SET_MM && b == LX_PR_SET_MM_MAP_SIZE)
			lx_wrote(c, sizeof(int));
		else if (a == LX_PR_GET_AUXV)
			lx_wrote(b, lx_least((unsigned long)c, n));
		break;
	case LX_SYS_seccomp:
		lx_wrote(c, a == LX_SECCOMP_GET_NOTIF_SIZES ? LX_SIZEOF_SECCOMP_NOTIF_SIZES : 0);
		break;
#ifdef LX_SYS_modify_ldt
	case LX_SYS_modify_ldt:
		/* 0, but for a table that was read; its errors are unsigned ints in a long. */
		lx_wrote(b, (int)result > 0 ? n : 0);
		break;
#endif
#ifdef LX_SYS_arch_prctl
	case LX_SYS_arch_prctl:
		if (a == LX_ARCH_GET_FS || a == LX_ARCH_GET_GS || a == LX_ARCH_GET_XCOMP_SUPP || a == LX_ARCH_GET_XCOMP_PERM ||
		    a == LX_ARCH_GET_XCOMP_GUEST_PERM || a == LX_ARCH_GET_UNTAG_MASK || a == LX_ARCH_GET_MAX_TAG_BITS ||
		    a == LX_ARCH_SHSTK_STATUS)
			lx_wrote(b, sizeof(long));
		break;
#endif
	case LX_SYS_ptrace:
		if (a == LX_PTRACE_PEEKTEXT || a == LX_PTRACE_PEEKDATA || a == LX_PTRACE_PEEKUSR ||
		    a == LX_PTRACE_GETEVENTMSG)
			lx_wrote(d, sizeof(long));
		else if (a == LX_PTRACE_GETSIGINFO)
			lx_wrote(d, sizeof(Siginfo));
		else if (a == LX_PTRACE_PEEKSIGINFO)
			lx_wrote(d, n * sizeof(Siginfo));
		else if (a == LX_PTRACE_GETREGSET)
			lx_wrote_pieces((const Iovec *)d, 1, ((const Iovec *)d)->len);
		else if (a == LX_PTRACE_GETSIGMASK)
			lx_wrote(d, (unsigned long)c);
		else if (a == LX_PTRACE_GET_SYSCALL_INFO || a == LX_PTRACE_SECCOMP_GET_METADATA ||
			 a == LX_PTRACE_GET_RSEQ_CONFIGURATION)
			lx_wrote(d, lx_least((unsigned long)c, n));
		else if (a == LX_PTRACE_SECCOMP_GET_FILTER)
			lx_wrote(d, n * sizeof(SockFilter));
		break;
	case LX_SYS_mmap:
		/* New memory is zero, or a file's, whatever was at the address before. */
		lx_wrote(result, (unsigned long)b);
		break;
	case LX_SYS_mincore:
		lx_wrote(c, ((unsigned long)b + 4095) / 4096);
		break;
	case LX_SYS_get_mempolicy:
		lx_wrote(a, sizeof(int));
		lx_wrote(b, (unsigned long)c / 8);
		break;
	case LX_SYS_listmount:
	case LX_SYS_listns:
		lx_wrote(b, n * sizeof(long));
		break;
	case LX_SYS_statmount:
		lx_wrote(b, 4);
		lx_wrote(b, lx_least((unsigned long)c, *(unsigned int *)b));
		break;
	case LX_SYS_file_getattr:
		lx_wrote(c, (unsigned long)d);
		break;
	case LX_SYS_listxattrat:
		lx_wrote(d, e ? n : 0);
		break;
	case LX_SYS_getxattrat:
		/* The value's address and room are the first two members of what e points to. */
		lx_wrote(*(long *)e, ((unsigned int *)e)[2] ? n : 0);
		break;
	case LX_SYS_lsm_get_self_attr:
		lx_wrote(c, 4);
		lx_wrote(b, *(unsigned int *)c);
		break;
	case LX_SYS_lsm_list_modules:
		lx_wrote(b, 4);
		lx_wrote(a, *(unsigned int *)b);
		break;
	case LX_SYS_keyctl:
		if (a == LX_KEYCTL_READ || a == LX_KEYCTL_DESCRIBE || a == LX_KEYCTL_GET_SECURITY)
			lx_wrote(c, lx_least((unsigned long)d, n));
		else if (a == LX_KEYCTL_DH_COMPUTE)
			lx_wrote(c, lx_least((unsigned long)d, n));
		else if (a == LX_KEYCTL_CAPABILITIES)
			lx_wrote(b, (unsigned long)c);
		else if (a == LX_KEYCTL_PKEY_QUERY)
			lx_wrote(e, LX_SIZEOF_KEYCTL_PKEY_QUERY);
		else if (a == LX_KEYCTL_PKEY_ENCRYPT || a == LX_KEYCTL_PKEY_DECRYPT || a == LX_KEYCTL_PKEY_SIGN)
			lx_wrote(e, n);
		break;
	case LX_SYS_shmctl:
		if (b == LX_IPC_STAT || b == LX_SHM_STAT || b == LX_SHM_STAT_ANY)
			lx_wrote(c, LX_SIZEOF_SHMID_DS);
		break;
	case LX_SYS_msgctl:
		if (b == LX_IPC_STAT || b == LX_MSG_STAT || b == LX_MSG_STAT_ANY)
			lx_wrote(c, LX_SIZEOF_MSQID_DS);
		break;
	case LX_SYS_semctl:
		if (c == LX_IPC_STAT || c == LX_SEM_STAT || c == LX_SEM_STAT_ANY)
			lx_wrote(d, sizeof(SemidDs));
		break;
	case LX_SYS_sendmmsg:
		for (i = 0; i < result; i++)
			lx_wrote(b + i * LX_SIZEOF_MMSGHDR + (long)sizeof(Msghdr), 4);
		break;
	case LX_SYS_name_to_handle_at:
		lx_wrote(c, 8);
		lx_wrote(c + 8, c ? *(unsigned int *)c : 0);
		lx_wrote(d, sizeof(int));
		break;
	case LX_SYS_mq_timedreceive:
		lx_wrote(b, n);
		lx_wrote(d, 4);
		break;
	case LX_SYS_mq_getsetattr:
		lx_wrote(c, LX_SIZEOF_MQ_ATTR);
		break;
	case LX_SYS_msgrcv:
		lx_wrote(b, sizeof(long) + n);
		break;
	case LX_SYS_io_setup:
		lx_wrote(b, 8);
		break;
	case LX_SYS_io_getevents:
	case LX_SYS_io_pgetevents:
		lx_wrote(d, n * LX_SIZEOF_IO_EVENT);
		break;
	case LX_SYS_io_uring_setup:
		lx_wrote(b, LX_SIZEOF_IO_URING_PARAMS);
		break;
	case LX_SYS_move_pages:
		lx_wrote(e, (unsigned long)b * sizeof(int));
		break;
	default:
		break;
	}
}

#endif

LX_TRAP long lx_trap6(long nr, long a, long b, long c, long d, long e, long f)
{
	unsigned long room = lx_before(nr, a, b, c, d, e, f);
	long result = lx_bare_trap6(nr, a, b, c, d, e, f);

	lx_told(nr, room, result, a, b, c, d, e, f);
	return result;
}

LX_TRAP long lx_trap5(long nr, long a, long b, long c, long d, long e)
{
	unsigned long room = lx_before(nr, a, b, c, d, e, 0);
	long result = lx_bare_trap5(nr, a, b, c, d, e);

	lx_told(nr, room, result, a, b, c, d, e, 0);
	return result;
}

LX_TRAP long lx_trap4(long nr, long a, long b, long c, long d)
{
	unsigned long room = lx_before(nr, a, b, c, d, 0, 0);
	long result = lx_bare_trap4(nr, a, b, c, d);

	lx_told(nr, room, result, a, b, c, d, 0, 0);
	return result;
}

LX_TRAP long lx_trap3(long nr, long a, long b, long c)
{
	unsigned long room = lx_before(nr, a, b, c, 0, 0, 0);
	long result = lx_bare_trap3(nr, a, b, c);

	lx_told(nr, room, result, a, b, c, 0, 0, 0);
	return result;
}

LX_TRAP long lx_trap2(long nr, long a, long b)
{
	unsigned long room = lx_before(nr, a, b, 0, 0, 0, 0);
	long result = lx_bare_trap2(nr, a, b);

	lx_told(nr, room, result, a, b, 0, 0, 0, 0);
	return result;
}

LX_TRAP long lx_trap1(long nr, long a)
{
	unsigned long room = lx_before(nr, a, 0, 0, 0, 0, 0);
	long result = lx_bare_trap1(nr, a);

	lx_told(nr, room, result, a, 0, 0, 0, 0, 0);
	return result;
}

LX_TRAP long lx_trap0(long nr)
{
	return lx_bare_trap0(nr);
}

#endif
#endif
