/*
 * What is right after a fault: its error, reported, with nothing changed; or the same as without the fault; or what
 * `allowed` says, with the reason.
 */
#include "faults.h"

/* The step of a child's call that only one step makes; 0: others make it, too. */
static int step_of(const Fault *fault)
{
	switch (fault->nr) {
	case LX_SYS_clone:
	case LX_SYS_clone3:
		return LX_SPAWN_CLONE;
	case LX_SYS_pipe2:
	case LX_SYS_mmap:
	case LX_SYS_mprotect:
		return LX_SPAWN_PREPARE;
	case LX_SYS_setsid:
		return LX_SPAWN_SETSID;
	case LX_SYS_setpgid:
		return LX_SPAWN_SETPGID;
	case LX_SYS_dup3:
		return LX_SPAWN_FILES;
	case LX_SYS_close_range:
		return LX_SPAWN_CLOSE_OTHERS;
	case LX_SYS_unshare:
		return LX_SPAWN_UNSHARE;
	case LX_SYS_mount:
		return LX_SPAWN_PRIVATE;
	case LX_SYS_prlimit64:
		return fault->args[2] ? LX_SPAWN_LIMITS : 0;
	case LX_SYS_chroot:
		return LX_SPAWN_CHROOT;
	case LX_SYS_setgroups:
		return LX_SPAWN_SETGROUPS;
	case LX_SYS_setgid:
		return LX_SPAWN_SETGID;
	case LX_SYS_setuid:
		return LX_SPAWN_SETUID;
	case LX_SYS_capget:
	case LX_SYS_capset:
		return LX_SPAWN_CAPABILITIES;
	case LX_SYS_chdir:
		return LX_SPAWN_CHDIR;
	case LX_SYS_ptrace:
		return LX_SPAWN_PTRACE;
	case LX_SYS_execve:
	case LX_SYS_execveat:
		return LX_SPAWN_EXEC;
	case LX_SYS_prctl:
		return fault->args[0] == LX_PR_SET_KEEPCAPS	   ? LX_SPAWN_KEEPCAPS :
		       fault->args[0] == LX_PR_CAP_AMBIENT	   ? LX_SPAWN_AMBIENT :
		       fault->args[0] == LX_PR_SET_PDEATHSIG	   ? LX_SPAWN_PDEATHSIG :
		       fault->args[0] == LX_PR_SET_NO_NEW_PRIVS ? LX_SPAWN_NO_NEW_PRIVS :
								     0;
	case LX_SYS_ioctl:
		return fault->args[1] == LX_TIOCSPGRP ? LX_SPAWN_FOREGROUND :
		       fault->args[1] == LX_TIOCSCTTY ? LX_SPAWN_SETCTTY :
		       fault->args[1] == LX_TIOCNOTTY ? LX_SPAWN_NOCTTY :
							  0;
	default:
		return 0;
	}
}

static int is_allowed(const Scenario *s, const Fault *fault, const Outcome *o)
{
	const Allowed *a;

	for (a = allowed; a->scenario; a++)
		if (strncmp(s->name, a->scenario, strlen(a->scenario)) == 0 && a->nr == fault->nr && a->how == (int)fault->how &&
		    (!a->error || a->error == fault->error) && (a->result == ANY_RESULT || a->result == o->result) &&
		    (!a->effect || strcmp(a->effect, o->effect) == 0))
			return 1;
	return 0;
}

static int is_killed(const Outcome *o)
{
	return WIFSIGNALED(o->status) && WTERMSIG(o->status) == SIGKILL;
}

const char *judge(const Scenario *s, const Fault *fault, const Outcome *fine, const Outcome *o)
{
	char killed[32];
	int step;

	if (o->hung)
		return "it has no end";
	if (fault->how == KILL && !fault->other)
		return is_killed(o) ? NULL : "the caller has outlived SIGKILL";
	if (!o->done) {
		/* A thread's call that fails after the caller's has succeeded: the process is ended, and nothing else. */
		if (fault->how == FAIL && fault->task > 0 && !fault->other && is_killed(o))
			return NULL;
		return "the caller has ended in the middle";
	}
	if (!o->same)
		return "something of the caller is another than before";
	if (!o->childless)
		return "a child is left";
	if (IsErr(o->result) && o->error.step >= 0 && (o->error.err != -o->result || o->error.step == LX_SPAWN_DONE))
		return "result and SpawnError do not agree";
	/* Another thread than the caller's may have it later. */
	if (fault->how == SIGNAL && !fault->other && o->signals != 1 && !(fault->task > 0 && o->signals == 0))
		return "the caller's handler did not have its signal once";
	if (fault->other && o->signals != 0)
		return "a child has run the caller's handler";
	if (fault->other && (fault->how == SIGNAL || fault->how == KILL)) {
		/* It is found by waiting for the child; or the program has it. */
		snprintf(killed, sizeof(killed), "status %x\n", fault->how == KILL ? SIGKILL : SIGUSR1);
		if (!IsErr(o->result) && strstr(o->effect, killed))
			return NULL;
	}
	step = o->error.step >= 0 && fault->how == FAIL ? step_of(fault) : 0;
	if (fault->how == FAIL && o->result == -fault->error)
		return step && step != o->error.step ? "the error of another step" : o->used && !(s->flags & TELLS_ERRORS) ?
			       "an error, and something was done" : NULL;
	if (o->result == fine->result && strcmp(o->effect, fine->effect) == 0)
		return NULL;
	if (is_allowed(s, fault, o))
		return NULL;
	return IsErr(o->result) ? "another error" : "another result than without the fault";
}
