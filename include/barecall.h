/*
 * barecall: the Linux system calls for C programs without a libc.
 *
 * Each call is a function under its Go name (Openat, Wait4, Mmap) that issues exactly one system call and returns what
 * the kernel returned: a value >= 0, or -errno. There is no errno, no state, no allocation. Wrappers are inline;
 * functions that loop, remember or are machine code are linked from libbarecall.a and say so.
 *
 * Constants have the kernel's names with the prefix LX_ (LX_O_CREAT); <barecall/names.h> drops it. A domain can be
 * included alone.
 *
 *   base.h     results and errors; how to configure it all      types.h    types that most of them share
 *
 *   file.h     descriptors and data: open, read, write, pipe    path.h     names and metadata: stat, link, chmod, mkdir
 *   xattr.h    extended attributes                              mount.h    file systems: mount, the mount API, swap, quota
 *   event.h    poll, select, epoll, eventfd, timerfd, inotify   ioctl.h    devices and terminals
 *   aio.h      asynchronous I/O, io_uring                       ipc.h      System V and POSIX queues, semaphores, memory
 *   net.h      sockets                                          sockaddr.h addresses of every family
 *   sockopt.h  socket options by type                           cmsg.h     control messages: descriptors, credentials
 *   netlink.h  messages about the network, made and walked
 *   process.h  fork, clone, exec, exit, ids, limits, pidfds     spawn.h    a program in a new process, without a copy
 *   wait.h     waiting for children, wait statuses              ptrace.h   tracing: registers, memory, system calls
 *   signal.h   actions, masks, sending, waiting, signalfd       cred.h     users, groups, capabilities
 *   allthreads.h  a call in all threads, process-wide Setuid    runtime.h  calls with a scheduler's hooks around them
 *   sched.h    scheduling, affinity, priorities                 futex.h    futexes, robust lists, rseq, membarrier
 *   mm.h       memory: mmap and its kin, policies               mapper.h   mappings that are remembered
 *   time.h     clocks, sleeping, timers                         vdso.h     clocks without entering the kernel
 *   auxv.h     what the kernel told the program at its start    env.h      environment and arguments
 *   security.h seccomp, landlock, security modules, keys        lsf.h      packet filters of sockets
 *   bpf.h      programs and maps in the kernel                  perf.h     performance events
 *   system.h   the machine: uname, reboot, log, modules         errno.h    errors and signals by name
 *   sysname.h  system calls by name and number
 *   raw.h      any call by number, as a link symbol             legacy.h   what only old programs, or one machine, need
 *
 * Not included here:
 *   thread.h   threads without a libc: stacks, thread-locals, ends
 *   lock.h     mutexes and other ways to wait for threads
 *   text.h     lines with numbers, numbers and addresses read   string.h   strlen and its like, without a libc
 *   op/        the operations of calls that have many, a function each: arch_prctl, bpf, fcntl, futex, io_uring_register,
 *              kcmp, keyctl, landlock, membarrier, perf, prctl, ptrace, quotactl, seccomp, statmount, sysvipc, timerfd,
 *              userfaultfd
 *   dev/       a header for the requests of each kind of device: dev/loop.h, dev/input.h, ...; and of each family of
 *              netlink messages: dev/sockdiag.h, dev/genetlink.h, dev/uevent.h, dev/connector.h, dev/nfnetlink.h,
 *              dev/nftables.h, dev/linkkind.h, dev/fibrules.h and dev/qdisc.h
 */
#ifndef BARECALL_H
#define BARECALL_H

#include "barecall/base.h"

#include "barecall/aio.h"
#include "barecall/allthreads.h"
#include "barecall/auxv.h"
#include "barecall/bpf.h"
#include "barecall/cmsg.h"
#include "barecall/cred.h"
#include "barecall/env.h"
#include "barecall/errno.h"
#include "barecall/event.h"
#include "barecall/file.h"
#include "barecall/futex.h"
#include "barecall/ioctl.h"
#include "barecall/ipc.h"
#include "barecall/legacy.h"
#include "barecall/lsf.h"
#include "barecall/mapper.h"
#include "barecall/mm.h"
#include "barecall/mount.h"
#include "barecall/net.h"
#include "barecall/netlink.h"
#include "barecall/path.h"
#include "barecall/perf.h"
#include "barecall/process.h"
#include "barecall/ptrace.h"
#include "barecall/raw.h"
#include "barecall/runtime.h"
#include "barecall/sched.h"
#include "barecall/security.h"
#include "barecall/signal.h"
#include "barecall/sockaddr.h"
#include "barecall/sockopt.h"
#include "barecall/spawn.h"
#include "barecall/sysname.h"
#include "barecall/system.h"
#include "barecall/time.h"
#include "barecall/vdso.h"
#include "barecall/wait.h"
#include "barecall/xattr.h"

#endif
