/*
 * Types that several domains share. Types of one domain stand in its own header; layouts that
 * differ between architectures in arch/<arch>/types.h.
 */
#ifndef LX_TYPES_H
#define LX_TYPES_H

/* Timespec: seconds and nanoseconds. struct __kernel_timespec. */
typedef struct Timespec {
	long sec;
	long nsec;
} Timespec;

/* Timeval: seconds and microseconds. struct __kernel_old_timeval. */
typedef struct Timeval {
	long sec;
	long usec;
} Timeval;

/* Timezone: a relic; the kernel keeps it and hardly uses it. struct timezone. */
typedef struct Timezone {
	int minuteswest;
	int dsttime;
} Timezone;

/* ItimerSpec: a timer's interval (zero: once) and the time until it next expires. struct __kernel_itimerspec. */
typedef struct ItimerSpec {
	Timespec interval;
	Timespec value;
} ItimerSpec;

/* Iovec: one buffer of a scattered transfer. struct iovec. */
typedef struct Iovec {
	void *base;
	unsigned long len;
} Iovec;

/* Sigset_t: a set of signals 1..64, signal n in bit n - 1. The kernel's sigset_t, 8 bytes; a libc's is larger. */
typedef struct Sigset_t {
	unsigned long val;
} Sigset_t;

/* Stack_t: a stack for signal handlers; sp is its lowest address, flags LX_SS_*. struct sigaltstack. */
typedef struct Stack_t {
	void *sp;
	int flags;
	unsigned long size;
} Stack_t;

/* Rusage: resources used. struct rusage; maxrss is in KiB. */
typedef struct Rusage {
	Timeval utime;
	Timeval stime;
	long maxrss;
	long ixrss; /* Linux keeps these three 0, and nswap, msgsnd, msgrcv and nsignals */
	long idrss;
	long isrss;
	long minflt;
	long majflt;
	long nswap;
	long inblock;
	long oublock;
	long msgsnd;
	long msgrcv;
	long nsignals;
	long nvcsw;
	long nivcsw;
} Rusage;

/* Sigval: the value that travels with a queued signal. union sigval. */
typedef union Sigval {
	int integer;
	void *ptr;
} Sigval;

/* Sigevent: how a timer, or a message queue, tells that something happened. struct sigevent. */
typedef struct Sigevent {
	Sigval value; /* travels with the signal */
	int signo;
	int notify; /* LX_SIGEV_* */
	int tid; /* the thread, with LX_SIGEV_THREAD_ID */
	int unused[11];
} Sigevent;

/*
 * Siginfo: why a signal was sent, or how a child changed. struct siginfo. Which member of u holds
 * depends on signo and code: SiginfoLayout of signal.h tells.
 */
typedef struct Siginfo {
	int signo;
	int err; /* an errno value, or 0 */
	int code;
	int pad;
	union {
		char size[112];
		struct {
			int pid;
			unsigned int uid;
		} kill;
		struct {
			int tid;
			int overrun;
			Sigval value;
		} timer;
		struct {
			int pid;
			unsigned int uid;
			Sigval value;
		} rt;
		struct {
			int pid;
			unsigned int uid;
			int status; /* exit status or signal number, not a wait status */
			long utime;
			long stime;
		} chld;
		struct {
			void *addr;
			short lsb;
			void *lower;
			void *upper;
		} fault;
		struct {
			void *addr;
			long pad;
			unsigned int pkey;
		} pkey;
		struct {
			void *addr;
			unsigned long data;
			unsigned int type;
			unsigned int flags;
		} perf;
		struct {
			long band;
			int fd;
		} poll;
		struct {
			void *addr;
			int nr;
			unsigned int arch;
		} sys;
	} u;
} Siginfo;

/* EpollData: what EpollCtl stores with a descriptor and EpollWait hands back. union epoll_data. */
typedef union EpollData {
	void *ptr;
	int fd;
	unsigned int u32;
	unsigned long u64;
} EpollData;

/* SockFilter: one instruction of a classic BPF program, for sockets and seccomp. struct sock_filter. */
typedef struct SockFilter {
	unsigned short code; /* LX_BPF_* */
	unsigned char jt; /* a jump skips so many instructions when true */
	unsigned char jf; /* and so many when false */
	unsigned int k;
} SockFilter;

/* SockFprog: a classic BPF program. struct sock_fprog. */
typedef struct SockFprog {
	unsigned short len; /* instructions, at most LX_BPF_MAXINSNS */
	const SockFilter *filter;
} SockFprog;

/* RawSockaddr: an address of a family whose data are short. The types below are those to use. struct sockaddr. */
typedef struct RawSockaddr {
	unsigned short family;
	char data[14];
} RawSockaddr;

/* RawSockaddrAny: room for an address of any family. struct __kernel_sockaddr_storage. */
typedef struct RawSockaddrAny {
	unsigned short family;
	unsigned char pad[6];
	unsigned long pad2[15];
} RawSockaddrAny;

/* RawSockaddrInet4: an IPv4 address and port. struct sockaddr_in. */
typedef struct RawSockaddrInet4 {
	unsigned short family; /* LX_AF_INET */
	unsigned short port; /* network byte order */
	unsigned int addr; /* network byte order */
	unsigned char zero[8];
} RawSockaddrInet4;

/* RawSockaddrInet6: an IPv6 address and port. struct sockaddr_in6. */
typedef struct RawSockaddrInet6 {
	unsigned short family; /* LX_AF_INET6 */
	unsigned short port; /* network byte order */
	unsigned int flowinfo; /* network byte order */
	unsigned char addr[16];
	unsigned int scope_id; /* the interface of a link-local address */
} RawSockaddrInet6;

/*
 * RawSockaddrUnix: a path, with a length of 2 + its bytes, its NUL or not; an abstract name, where path[0] is 0 and
 * every byte within the length counts; or nothing, with a length of 2. A path of 108 bytes comes back without a NUL and
 * with a length of 111: look at no more than 108. struct sockaddr_un.
 */
typedef struct RawSockaddrUnix {
	unsigned short family; /* LX_AF_UNIX */
	char path[108];
} RawSockaddrUnix;

/* RawSockaddrNetlink: a netlink port (0: the kernel) and multicast groups. struct sockaddr_nl. */
typedef struct RawSockaddrNetlink {
	unsigned short family; /* LX_AF_NETLINK */
	unsigned short pad; /* zero */
	unsigned int pid;
	unsigned int groups;
} RawSockaddrNetlink;

/* RawSockaddrLinklayer: an interface and a hardware address. struct sockaddr_ll. */
typedef struct RawSockaddrLinklayer {
	unsigned short family; /* LX_AF_PACKET */
	unsigned short protocol; /* LX_ETH_P_*, network byte order */
	int ifindex;
	unsigned short hatype;
	unsigned char pkttype; /* LX_PACKET_* */
	unsigned char halen;
	unsigned char addr[8];
} RawSockaddrLinklayer;

/*
 * Msghdr: a message for Sendmsg and Recvmsg. Its lengths are the kernel's, 64 bits wide: nothing here must be zeroed
 * as POSIX's narrower ones need. struct user_msghdr.
 */
typedef struct Msghdr {
	void *name; /* address, or NULL */
	unsigned int namelen;
	Iovec *iov;
	unsigned long iovlen;
	void *control; /* Cmsghdrs, each with its data, aligned to 8; or NULL */
	unsigned long controllen;
	int flags; /* out: LX_MSG_* of what came */
} Msghdr;

/* Cmsghdr: the head of a control message; its data follow it. len is CmsgLen of their size. struct cmsghdr. */
typedef struct Cmsghdr {
	unsigned long len;
	int level;
	int type;
} Cmsghdr;

/* Ucred: who is at the other end; LX_SO_PEERCRED and LX_SCM_CREDENTIALS. struct ucred. */
typedef struct Ucred {
	int pid;
	unsigned int uid;
	unsigned int gid;
} Ucred;

/* IpcPerm: who owns a System V object and may use it. struct ipc64_perm. */
typedef struct IpcPerm {
	int key;
	unsigned int uid;
	unsigned int gid;
	unsigned int cuid; /* its creator's */
	unsigned int cgid;
	unsigned int mode;
	unsigned short seq;
	unsigned short pad2;
	unsigned long unused1;
	unsigned long unused2;
} IpcPerm;

#endif
