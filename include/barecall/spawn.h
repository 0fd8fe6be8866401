/*
 * Starting programs: fork, exec and all that is to happen between them, in one call.
 *
 * The child begins on a stack of its own in the caller's memory, which is not copied, while the calling thread waits
 * until the child has become its program or failed (CLONE_VM and CLONE_VFORK): it costs the same however large the
 * caller is. Until then every signal is blocked in the caller's thread and in the child, in which no handler of the
 * caller runs. The child issues raw system calls, which change nothing in the caller.
 */
#ifndef LX_SPAWN_H
#define LX_SPAWN_H

#include "base.h"
#include "uapi/cred.h"
#include "uapi/process.h"

/*
 * Credential: the ids that a child takes before it becomes its program. Until then the caller is not dumpable, as
 * SetDumpable tells, lest their user reaches the memory that both share; afterwards it is what it was before, so that no
 * other thread may change that, or its own ids, meanwhile. A second such child at that time has a copy of the memory,
 * if the first takes longer than 10 ms.
 */
typedef struct Credential {
	unsigned int uid;
	unsigned int gid;
	const unsigned int *groups; /* the supplementary groups, ngroups of them; none drops all */
	unsigned int ngroups;
	int no_set_groups; /* 1: leave the supplementary groups as they are */
} Credential;

/* SysProcIDMap: size ids from container_id on in a new user namespace are those from host_id on in the caller's. */
typedef struct SysProcIDMap {
	unsigned int container_id;
	unsigned int host_id;
	unsigned int size;
} SysProcIDMap;

/* SpawnLimit: a limit (LX_RLIMIT_*) that a child sets for itself. */
typedef struct SpawnLimit {
	unsigned int resource;
	unsigned long cur;
	unsigned long max;
} SpawnLimit;

/*
 * SysProcAttr: what else a child does before it becomes its program; all zero is nothing. The order is that of
 * SpawnStep. Pointers are read, arrays may be NULL when their number is 0.
 */
typedef struct SysProcAttr {
	const char *chroot; /* the new root, unless NULL; the directory stays, so give ProcAttr a dir */
	const Credential *credential;
	int ptrace; /* 1: be traced by the calling thread; the child has stopped with SIGTRAP when it is its program */
	int setsid; /* 1: lead a new session */
	int setpgid; /* 1: go to the process group pgid, 0 being one of its own */
	int setctty; /* 1: make ctty, a descriptor of the child's, the controlling terminal; needs setsid */
	int noctty; /* 1: give up the controlling terminal, which must be descriptor 0 */
	int ctty;
	int foreground; /* 1: setpgid, and into the foreground of the terminal ctty, a descriptor of the caller's */
	int pgid;
	int pdeathsig; /* the signal to get when the thread that made the child ends; 0: none */
	unsigned long cloneflags; /* LX_CLONE_NEW*, LX_CLONE_IO, LX_CLONE_PTRACE, LX_CLONE_UNTRACED, LX_CLONE_SYSVSEM */
	unsigned long unshareflags; /* for Unshare; with LX_CLONE_NEWNS all mounts become private, too */
	const SysProcIDMap *uid_mappings; /* with LX_CLONE_NEWUSER in one of the flags */
	unsigned int nuid_mappings;
	const SysProcIDMap *gid_mappings;
	unsigned int ngid_mappings;
	int gid_mappings_enable_setgroups; /* 0: deny setgroups first, without which only the privileged may map groups */
	const unsigned int *ambient_caps; /* LX_CAP_*, which the program has although its user is not root */
	unsigned int nambient_caps;
	int use_cgroup_fd; /* 1: begin in the cgroup whose directory cgroup_fd is; before Linux 5.7 the child goes there */
	int cgroup_fd;
	int *pidfd; /* unless NULL, receives a pidfd, close-on-exec; -1 where the kernel has none (before 5.2) */

	const Sigset_t *sigmask; /* the signals that the program begins with blocked; NULL: the caller's */
	const Sigset_t *sigdefault; /* signals that are not to stay ignored; those with a handler never stay */
	const SpawnLimit *limits;
	unsigned int nlimits;
	int no_new_privs; /* 1: no program from this one on gains rights by being executed */
	int close_others; /* 1: close all descriptors that files do not name, and from 3 on, at exec. Before Linux 5.11 and
			     without /proc: those below LX_RLIMIT_NOFILE */
	int use_exec_fd; /* 1: argv0 is relative to the directory exec_fd, or "" for the file exec_fd. Since Linux 3.19 */
	int exec_fd;
} SysProcAttr;

/*
 * ProcAttr: the program's directory, environment and descriptors. files[i] becomes the program's descriptor i, in any
 * permutation, whatever its close-on-exec flag; -1 closes i, and if there are fewer than three so are the rest of 0, 1
 * and 2. files NULL leaves all as they are. Descriptors beyond are inherited unless close-on-exec.
 */
typedef struct ProcAttr {
	const char *dir; /* NULL: the caller's */
	char *const *env; /* "NAME=value", ending with NULL; NULL: an empty environment */
	const int *files;
	unsigned int nfiles;
	const SysProcAttr *sys; /* may be NULL */
} ProcAttr;

/* SpawnStep: what failed, in the order in which it is done. */
typedef enum SpawnStep {
	LX_SPAWN_DONE, /* nothing */
	LX_SPAWN_ARGUMENTS, /* -EINVAL, attributes that contradict each other; -EBADF, a descriptor that is not open */
	LX_SPAWN_PREPARE, /* memory, a pipe or signals */
	LX_SPAWN_CLONE,
	LX_SPAWN_UID_MAP, /* -EACCES: the caller has changed its ids and is not dumpable: SetDumpable(1);
			     -ENOENT: /proc is not mounted, or another PID namespace's */
	LX_SPAWN_GID_SETGROUPS, /* /proc/PID/setgroups */
	LX_SPAWN_GID_MAP,
	LX_SPAWN_KEEPCAPS,
	LX_SPAWN_SETSID,
	LX_SPAWN_SETPGID,
	LX_SPAWN_FOREGROUND,
	LX_SPAWN_FILES,
	LX_SPAWN_CLOSE_OTHERS,
	LX_SPAWN_NOCTTY,
	LX_SPAWN_SETCTTY,
	LX_SPAWN_UNSHARE, /* the uid_map and gid_map of a namespace from unshareflags come after it */
	LX_SPAWN_PRIVATE, /* the mounts, after unsharing them */
	LX_SPAWN_LIMITS,
	LX_SPAWN_CHROOT,
	LX_SPAWN_SETGROUPS,
	LX_SPAWN_SETGID,
	LX_SPAWN_SETUID,
	LX_SPAWN_CAPABILITIES, /* making the ambient ones inheritable */
	LX_SPAWN_AMBIENT,
	LX_SPAWN_CHDIR,
	LX_SPAWN_PDEATHSIG,
	LX_SPAWN_NO_NEW_PRIVS,
	LX_SPAWN_PTRACE,
	LX_SPAWN_EXEC
} SpawnStep;

/*
 * SpawnError: the step that failed, and how. step: LX_SPAWN_*; err: LX_E*, what was returned without its sign; index:
 * which file, limit or capability it was, counted from 0, where a step has several.
 */
typedef struct SpawnError {
	int step;
	int err;
	unsigned int index;
} SpawnError;

/*
 * ForkExec starts the program argv0 (PATH is not searched) with the arguments argv, which end with NULL. attr may be
 * NULL: nothing is changed, and the environment is empty. Returns the child's pid, which is to be waited for, when the
 * child has become the program; otherwise -errno, and error, unless NULL, tells the step. A child that failed is waited
 * for, so that no other can be, though its SIGCHLD is sent. Nothing fails or is done halfway unseen, but a signal that
 * ends the child before it is the program is found by waiting for it.
 *
 * The calling thread cannot be interrupted while it waits: signals to it arrive afterwards. Those to the child whose
 * default is to stop it or to dump core reach the program, once it is there; unless it may not be signalled by the
 * caller, and with a SIGCONT sent in between possibly not in that order. SIGSTOP cannot be held: a child that somebody
 * stops so before it is the program keeps its caller waiting until somebody sends SIGCONT, but where ForkExec forks,
 * since that caller is awake. A frozen cgroup and a file system that the calling thread itself serves keep it waiting,
 * too.
 *
 * With ptrace, and with LX_CLONE_NEWUSER or LX_CLONE_NEWTIME in a flag, the caller must run, or the child must have
 * memory of its own: these fork. So does qemu-user, and so do older kernels (6.1 is one) after Unshare(LX_CLONE_NEWTIME).
 * Then, with pdeathsig, and at the first time, a descriptor of ForkExec's own (a pipe, close-on-exec, from 3 on) is open
 * meanwhile: where it has to fork, a child that another thread forks in that moment and that neither executes nor ends
 * can delay it. Takes 24 KiB of the caller's stack. Linked from libbarecall.a. fork(2), execve(2), posix_spawn(3).
 */
int ForkExec(const char *argv0, char *const argv[], const ProcAttr *attr, SpawnError *error) LX_SYMBOL("lx_ForkExec");

/*
 * StartProcess is ForkExec that stores a pidfd, too, which tells the process from a later one with the same pid: -1 if
 * the kernel has none (before Linux 5.2). To be closed. Linked from libbarecall.a.
 */
int StartProcess(const char *argv0, char *const argv[], const ProcAttr *attr, int *pidfd, SpawnError *error)
	LX_SYMBOL("lx_StartProcess");

/* SpawnStepName returns the name of a step in a few words, "exec" for LX_SPAWN_EXEC; NULL: no such step. */
const char *SpawnStepName(int step) LX_SYMBOL("lx_SpawnStepName");

#endif
