/* The sizes that analyser-trap.h has to write down are those of the types. */
#include <barecall.h>

#define SAME(size, type) _Static_assert((size) == sizeof(type), #type)

SAME(LX_SIZEOF_CACHESTAT, Cachestat_t);
SAME(LX_SIZEOF_FLOCK, Flock_t);
SAME(LX_SIZEOF_IO_EVENT, IoEvent);
SAME(LX_SIZEOF_IO_URING_PARAMS, IoUringParams);
SAME(LX_SIZEOF_ITIMERVAL, Itimerval);
SAME(LX_SIZEOF_KEYCTL_PKEY_QUERY, KeyctlPkeyQuery);
SAME(LX_SIZEOF_MMSGHDR, Mmsghdr);
SAME(LX_SIZEOF_MQ_ATTR, MqAttr);
SAME(LX_SIZEOF_MSQID_DS, MsqidDs);
SAME(LX_SIZEOF_POLLFD, PollFd);
SAME(LX_SIZEOF_RLIMIT, Rlimit);
SAME(LX_SIZEOF_SHMID_DS, ShmidDs);
SAME(LX_SIZEOF_STATFS, Statfs_t);
SAME(LX_SIZEOF_STATX, Statx_t);
SAME(LX_SIZEOF_SYSINFO, Sysinfo_t);
SAME(LX_SIZEOF_TERMIOS, Termios);
SAME(LX_SIZEOF_TIMEX, Timex);
SAME(LX_SIZEOF_TMS, Tms);
SAME(LX_SIZEOF_UTSNAME, Utsname);
SAME(LX_SIZEOF_WINSIZE, Winsize);
