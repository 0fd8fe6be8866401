/* The sizes that analyser-trap.h has to write down are those of the types. */
#include <barecall.h>
#include <barecall/dev/block.h>
#include <barecall/dev/fb.h>
#include <barecall/dev/loop.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/pps.h>
#include <barecall/dev/procmap.h>
#include <barecall/dev/tty.h>
#include <barecall/dev/usb.h>
#include <barecall/dev/vt.h>

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
SAME(LX_SIZEOF_PAGE_REGION, PageRegion);
SAME(LX_SIZEOF_POLLFD, PollFd);
SAME(LX_SIZEOF_RLIMIT, Rlimit);
SAME(LX_SIZEOF_SECCOMP_NOTIF_SIZES, SeccompNotifSizes);
SAME(LX_SIZEOF_SHMID_DS, ShmidDs);
SAME(LX_SIZEOF_STATFS, Statfs_t);
SAME(LX_SIZEOF_STATX, Statx_t);
SAME(LX_SIZEOF_SYSINFO, Sysinfo_t);
SAME(LX_SIZEOF_TERMIOS, Termios);
SAME(LX_SIZEOF_TIMEX, Timex);
SAME(LX_SIZEOF_TMS, Tms);
SAME(LX_SIZEOF_UTSNAME, Utsname);
SAME(LX_SIZEOF_WINSIZE, Winsize);
SAME(LX_SIZEOF_FB_FIX, FbFixScreeninfo);
SAME(LX_SIZEOF_FB_VAR, FbVarScreeninfo);
SAME(LX_SIZEOF_HD_GEOMETRY, HDGeometry);
SAME(LX_SIZEOF_IFREQ, Ifreq);
SAME(LX_SIZEOF_KBENTRY, Kbentry);
SAME(LX_SIZEOF_KBSENTRY, Kbsentry);
SAME(LX_SIZEOF_LOOP_INFO64, LoopInfo64);
SAME(LX_SIZEOF_PPS_FDATA, PPSFData);
SAME(LX_SIZEOF_PPS_KPARAMS, PPSKParams);
SAME(LX_SIZEOF_SERIAL, SerialStruct);
SAME(LX_SIZEOF_SERIAL_ICOUNTER, SerialIcounter);
SAME(LX_SIZEOF_SERIAL_RS485, SerialRS485);
SAME(LX_SIZEOF_USB_GETDRIVER, UsbGetDriver);
SAME(LX_SIZEOF_VLAN, VlanIoctlArgs);
SAME(LX_SIZEOF_VT_EVENT, VtEvent);
SAME(LX_SIZEOF_VT_MODE, VtMode);
SAME(LX_SIZEOF_VT_MODE, KbdRepeat);
SAME(LX_SIZEOF_VT_STAT, VtStat);

/* And the places of what lx_ioctl_gives_behind reads. */
#define AT(word, type, member) _Static_assert((word) * sizeof(long) == __builtin_offsetof(type, member), #member)

AT(1, Ifconf, req);
AT(10, ProcmapQuery, vma_name_size);
AT(11, ProcmapQuery, vma_name_addr);
AT(12, ProcmapQuery, build_id_addr);
AT(5, PmScanArg, vec);
_Static_assert(LX_PROCMAP_QUERY == 0xc0686611 && LX_PAGEMAP_SCAN == 0xc0606610, "requests of procmap.h");
