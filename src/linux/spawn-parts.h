/*
 * What the parts of ForkExec share: spawn.c is the caller's, spawn-child.c what the child does until it is its program,
 * spawn-ids.c writes a user namespace's ids, for either.
 */
#ifndef LX_SPAWN_PARTS_H
#define LX_SPAWN_PARTS_H

#include <barecall/spawn.h>

#include <barecall/base.h>
#include <barecall/cred.h>
#include <barecall/process.h>
#include <barecall/types.h>

#define SIGNAL_BIT(sig) (1UL << ((sig)-1))

/* Spawn: one ForkExec. The child writes to it, and to the stack that ends where it begins. */
typedef struct Spawn {
	const char *argv0;
	char *const *argv;
	const ProcAttr *attr;
	const SysProcAttr *sys;
	char *no_env[1];
	char *stack; /* the child's, its lowest address */
	volatile int started; /* the child has run in this very memory */
	int own_pid; /* a traced child's, as it knows it */
	volatile unsigned long held; /* signals that the program is to have once it is there */
	int reset_signals; /* the kernel has not put the handlers back to default */
	int join_cgroup; /* nor the child into its cgroup */
	int error_fd; /* the pipe's ends, -1 without one; the child moves its own */
	int read_fd;
	int sync_fd[2]; /* a byte from it: the mappings are written */
	int exec_fd;
	int pidfd;
	int *fd; /* copy of files */
	char *text; /* of the mappings */
	Sigset_t mask;
	SpawnError error;
	CloneArgs clone;
	CapUserHeader caps;
	CapUserData cap[2];
} Spawn;

/*
 * failed tells whether a step has failed, and keeps its error: the step last, by which the caller knows that there is
 * one. A child in the caller's memory can be killed between any two instructions once it has its mask, and has not failed then.
 */
static __inline__ int failed(SpawnError *error, int step, unsigned int index, long result)
{
	if (!IsErr(result))
		return 0;
	error->err = (int)-result;
	error->index = index;
	__asm__("" ::: "memory");
	error->step = step;
	return 1;
}

/* lx_spawn_child is what the child runs; its result is the exit status, of a child that has failed. */
int lx_spawn_child(void *spawn) __attribute__((__visibility__("hidden")));

/* lx_spawn_map_ids writes the ids of pid's new user namespace, of the caller's own with 0. Returns -1, and the error. */
int lx_spawn_map_ids(Spawn *a, int pid, SpawnError *error) __attribute__((__visibility__("hidden")));

#endif
