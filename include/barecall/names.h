/*
 * Constants under their plain names (O_CREAT for LX_O_CREAT), for programs that want them: all that barecall.h brings, or
 * one domain's with <barecall/names/file.h> and its like. A name that is a macro already stays what it is. The headers of
 * the kernel and of a C library may stand before and after these, and define their macros again.
 *
 * Two macros, defined before the first of these headers, ask for more:
 *
 * LX_NAMES_LIBC: the C library's own headers are included first, so that what they define stays as it is (in glibc
 * O_LARGEFILE is 0). Without it no header is included but barecall's.
 *
 * LX_NAMES_ENUMERATORS: also the names that another's headers have as enumerators, which a macro would break that stands
 * before them: IPPROTO_TCP, IFLA_MTU, IORING_OP_READ, BPF_MAP_CREATE and others of the kernel's; where a C library may be
 * (not with -ffreestanding) also the likes of SOCK_STREAM, MSG_PEEK, EPOLLIN, MS_RDONLY. Such a header, if there is one,
 * then has to stand before these.
 */
#ifndef LX_NAMES_H
#define LX_NAMES_H

#include "../barecall.h"

#include "names/aio.h"
#include "names/auxv.h"
#include "names/bpf.h"
#include "names/cred.h"
#include "names/errno.h"
#include "names/event.h"
#include "names/file.h"
#include "names/futex.h"
#include "names/ioctl.h"
#include "names/ipc.h"
#include "names/legacy.h"
#include "names/mm.h"
#include "names/mount.h"
#include "names/net.h"
#include "names/netlink.h"
#include "names/path.h"
#include "names/perf.h"
#include "names/process.h"
#include "names/ptrace.h"
#include "names/sched.h"
#include "names/security.h"
#include "names/signal.h"
#include "names/sockaddr.h"
#include "names/sockopt.h"
#include "names/system.h"
#include "names/time.h"
#include "names/wait.h"
#include "names/xattr.h"

#endif
