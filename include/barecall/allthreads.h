/*
 * System calls in every thread of the process at once, and on them the process-wide forms of setuid(2) and its kin: to
 * the kernel, credentials belong to a thread. Linked from libbarecall.a. Nobody has to register threads: a libc's,
 * another runtime's and CloneCall's are found in /proc/self/task.
 *
 * How: each thread but the caller is interrupted by signal 33 and held in a handler. When all are held, and not before,
 * the caller makes the call; when it succeeded each other makes it too, and goes on; when all have, the caller does. So
 * no thread ever runs with what another has given up, and until all are held nothing has changed.
 *
 * Signal 33 is what glibc keeps for the same purpose. Its action is put back afterwards, and another's signals reach
 * the handler that was there; where there was none they are lost meanwhile. Interrupted calls go on (SA_RESTART), but
 * those of signal(7) that never do return -EINTR: poll, epoll_wait, sleeps and others. A signal stack is used where a
 * thread has one. Two threads may call at once. A child made by Fork meanwhile may call too, also where it has the pid
 * that its parent has in another namespace. Each process changes its own threads, also where processes share memory
 * (LX_CLONE_VM without LX_CLONE_THREAD) and call at once: since Linux 4.14, for before that they cannot be told from
 * copies.
 *
 * Under qemu-user a thread of the emulator is listed among the program's. It is told by how many threads qemu says that
 * the program has, and where it says none, before qemu 9.1, by its signal mask, and left alone. The action of signal 33
 * stays there, for qemu does not forget a signal that is pending.
 */
#ifndef LX_ALLTHREADS_H
#define LX_ALLTHREADS_H

#include "base.h"
#include "uapi/process.h"

/*
 * LibcSetids: a libc's functions under their own names, and what tells where its errno is: __errno_location in glibc
 * and musl. All must be given.
 */
typedef struct LibcSetids {
	int (*setuid)(unsigned int uid);
	int (*setgid)(unsigned int gid);
	int (*setreuid)(unsigned int ruid, unsigned int euid);
	int (*setregid)(unsigned int rgid, unsigned int egid);
	int (*setresuid)(unsigned int ruid, unsigned int euid, unsigned int suid);
	int (*setresgid)(unsigned int rgid, unsigned int egid, unsigned int sgid);
	int (*seteuid)(unsigned int euid);
	int (*setegid)(unsigned int egid);
	int (*setgroups)(unsigned long size, const unsigned int *list);
	int *(*errno_location)(void);
} LibcSetids;

/*
 * AllThreadsSyscall6 makes the system call nr (LX_SYS_*) in every thread of the process, in each exactly once, and
 * returns the caller's result. In a process of one thread it is the call itself, and one unshare(2) that changes
 * nothing and tells so. All signals but 33 are blocked in the caller meanwhile.
 * When the caller's call fails its error is returned and no other thread has made it. When a later thread's fails some
 * threads have changed and some cannot: that kills the process by SIGKILL, after a line on descriptor 2. Results that
 * differ without being errors do not. A held thread that is stopped then, by a tracer or a signal, or gets no processor
 * is waited for, as long as it takes: it makes the call before anything else.
 * Errors with nothing changed: -EAGAIN, a thread does not answer for half a second because it holds signal 33 back, is
 * stopped by a tracer, waits for a Vfork child or in uninterruptible sleep, or because no signal can be queued
 * (LX_RLIMIT_SIGPENDING); a thread that waits for a processor has ten seconds. The action of signal 33 stays then,
 * since the signal may still be pending, until a later call succeeds. -EAGAIN also: another's call has not come to its
 * end within ten seconds, as when a process that shares the memory was killed in the middle of one. -ENOENT: /proc is
 * not mounted, or is another pid namespace's, and there are several threads. Other errors of opening /proc/self/task,
 * such as -EMFILE, and -ENOMEM of mapping memory at the first call.
 * Threads of io_uring and vhost, which run no program, are left alone: requests keep the credentials they were made
 * with. Not for calls that make or end a thread, or replace the program. Since Linux 2.6.31.
 */
long AllThreadsSyscall6(long nr, long a1, long a2, long a3, long a4, long a5, long a6)
	LX_SYMBOL("lx_AllThreadsSyscall6");

/* AllThreadsSyscall is AllThreadsSyscall6 with three arguments, the others zero. */
long AllThreadsSyscall(long nr, long a1, long a2, long a3) LX_SYMBOL("lx_AllThreadsSyscall");

/*
 * SetLibcSetids hands over a libc's functions: Setuid to Setgroups call them from then on, their errno becoming the
 * result. NULL takes them back. functions must stay where it is. To be called before other threads call those. Needed
 * where the libc's own setuid and its kin are called as well, which must not happen while one of ours runs: two who
 * change all threads at a time could leave them mixed. -EINVAL: one is missing.
 */
int SetLibcSetids(const LibcSetids *functions) LX_SYMBOL("lx_SetLibcSetids");

/*
 * Setuid sets the effective user id of the process, with CAP_SETUID the real and saved ones too, for good. -EPERM: uid
 * is neither the real nor the saved id. Besides setuid(2)'s errors those of AllThreadsSyscall6, and so below: a failure
 * left unchecked keeps the old rights. setuid(2).
 */
int Setuid(unsigned int uid) LX_SYMBOL("lx_Setuid");

/*
 * Setgid sets the effective group id of the process, with CAP_SETGID the real and saved ones too. Before Setuid, not
 * after. setgid(2).
 */
int Setgid(unsigned int gid) LX_SYMBOL("lx_Setgid");

/*
 * Setreuid sets the real and effective user id of the process; (unsigned)-1 leaves one. The saved id follows the
 * effective one when ruid is set or euid becomes another than the real id was. setreuid(2).
 */
int Setreuid(unsigned int ruid, unsigned int euid) LX_SYMBOL("lx_Setreuid");

/* Setregid is Setreuid for group ids. setregid(2). */
int Setregid(unsigned int rgid, unsigned int egid) LX_SYMBOL("lx_Setregid");

/*
 * Setresuid sets the real, effective and saved user id of the process; (unsigned)-1 leaves one. Without CAP_SETUID each
 * must be one of the three there are: -EPERM. setresuid(2).
 */
int Setresuid(unsigned int ruid, unsigned int euid, unsigned int suid) LX_SYMBOL("lx_Setresuid");

/* Setresgid is Setresuid for group ids. setresgid(2). */
int Setresgid(unsigned int rgid, unsigned int egid, unsigned int sgid) LX_SYMBOL("lx_Setresgid");

/* Seteuid sets the effective user id of the process and no other: Setresuid with euid alone. seteuid(2). */
int Seteuid(unsigned int euid) LX_SYMBOL("lx_Seteuid");

/* Setegid sets the effective group id of the process and no other: Setresgid with egid alone. setegid(2). */
int Setegid(unsigned int egid) LX_SYMBOL("lx_Setegid");

/*
 * Setgroups replaces the supplementary groups of the process by the size ones in list; size 0 drops all. -EPERM:
 * without CAP_SETGID, or where a user namespace denies it. setgroups(2).
 */
int Setgroups(int size, const unsigned int *list) LX_SYMBOL("lx_Setgroups");

/*
 * Setfsuid sets the user id that the process has at file systems, which else follows the effective one: 0 to 2^32-1.
 * Returns the previous one of the calling thread whether or not it succeeded, or an error of AllThreadsSyscall6: IsErr
 * tells. Setfsuid((unsigned)-1) changes nothing and tells what it is. A thread that has other rights than the caller
 * may be refused what the caller was not, and nobody is told. Never a libc's function: those are for one thread.
 * setfsuid(2).
 */
long Setfsuid(unsigned int fsuid) LX_SYMBOL("lx_Setfsuid");

/* Setfsgid is Setfsuid for the group id, its result included. setfsgid(2). */
long Setfsgid(unsigned int fsgid) LX_SYMBOL("lx_Setfsgid");

#endif
