/*
 * Filters that answer a call of the library with EPERM, as sandboxes do, or ENOSYS, as older kernels, gVisor and qemu-user do,
 * or kill who makes it, all the time.
 *
 * Forbidden is each call that a helper makes, then, where it made others in its place, each of those as well, and so on. What
 * is killed is the last of them; the others answer ENOSYS then.
 */
#include "hostile.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

enum { MOST = 4 }; /* calls that are forbidden at once */

/* Set: the calls that are forbidden. */
typedef struct Set {
	int count;
	short nr[MOST];
	int error; /* what they answer */
	int kill; /* the last one kills */
} Set;

/* Known: a result that is neither the call's error nor what comes without a filter, and why it is right. */
typedef struct Known {
	const char *scenario; /* what its name begins with */
	long nr; /* one that is forbidden */
	long result;
	const char *reason;
} Known;

static const Known known[] = {
	{ "Getpagesize", LX_SYS_openat, 0, "0 says that there is no telling" },
	{ "Getpagesize", LX_SYS_read, 0, "0 says that there is no telling" },
	{ "Getpagesize", LX_SYS_prctl, 0, "0 says that there is no telling" },
	{ "PerfRingMap", LX_SYS_openat, -LX_EOPNOTSUPP, "Getpagesize cannot tell" },
	{ "PerfRingMap", LX_SYS_read, -LX_EOPNOTSUPP, "Getpagesize cannot tell" },
	{ "PerfRingMap", LX_SYS_prctl, -LX_EOPNOTSUPP, "Getpagesize cannot tell" },
	{ "VdsoSym", LX_SYS_openat, 0, "without the auxiliary vector there is no vDSO to be found" },
	{ "VdsoSym", LX_SYS_read, 0, "without the auxiliary vector there is no vDSO to be found" },
	{ NULL, 0, 0, NULL },
};

/* Without these no process can end and no handler can return: nothing is to be expected. */
static const long never[] = { LX_SYS_exit, LX_SYS_exit_group, LX_SYS_rt_sigreturn };

/* Left: what stays where a call is forbidden that would take it back, and nothing else would. */
typedef struct Left {
	long nr;
	const char *what; /* which part of the snapshot: what its lines begin with; NULL: a child */
} Left;

static const Left left[] = {
	{ LX_SYS_close, "# links: " },
	{ LX_SYS_munmap, "# maps: " },
	{ LX_SYS_wait4, NULL },
	{ LX_SYS_kill, NULL },
};

static Set set;
static const Scenario *scenario;
static Outcome fine;
static int runs, findings;

/* Forbids the set to the library, in all threads, and to the vDSO; what the test itself calls passes. */
static void forbid(void)
{
	unsigned int begin = (unsigned int)(uintptr_t)library_begins, end = (unsigned int)(uintptr_t)library_ends;
	struct sock_filter code[7 + 2 * MOST + 1] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, begin, 0, 1),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, end, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	};
	unsigned short n = 7;
	SockFprog fprog = { 0, (void *)code };
	int i;

	for (i = 0; i < set.count; i++) {
		unsigned int answer = set.kill && i == set.count - 1 ? SECCOMP_RET_KILL_PROCESS :
									SECCOMP_RET_ERRNO | (unsigned int)set.error;

		code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned int)set.nr[i], 0, 1);
		code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer);
	}
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	fprog.len = n;
	if (geteuid())
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (Seccomp(LX_SECCOMP_SET_MODE_FILTER, LX_SECCOMP_FILTER_FLAG_TSYNC, &fprog))
		abort();
}

static int is_killed(int status)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

/* The children's status that the effect has, if it is SIGSYS. */
static int child_is_killed(void)
{
	const char *status = strstr(out->effect, "status ");

	return status && is_killed((int)strtol(status + 7, NULL, 16));
}

static int forbidden(long nr)
{
	int i;

	for (i = 0; i < set.count; i++)
		if (set.nr[i] == nr)
			return 1;
	return 0;
}

/* Takes from the outcome what the filter keeps the helper from taking back. */
static void take_back(void)
{
	static char text[4096];
	ssize_t n = pread(notes, text, sizeof(text) - 1, 0);
	const char *line;
	size_t i;
	int same = n > 0;

	text[n > 0 ? n : 0] = 0;
	for (line = strstr(text, "# "); line && same; line = strstr(line + 2, "\n# ") ? strstr(line + 2, "\n# ") + 1 : NULL) {
		same = 0;
		for (i = 0; i < sizeof(left) / sizeof(left[0]); i++)
			same |= left[i].what && forbidden(left[i].nr) && strncmp(line, left[i].what, strlen(left[i].what)) == 0;
	}
	out->same |= same;
	for (i = 0; i < sizeof(left) / sizeof(left[0]); i++)
		out->childless |= !left[i].what && forbidden(left[i].nr);
}

static int is_known(void)
{
	const Known *k;

	for (k = known; k->reason; k++)
		if (strncmp(scenario->name, k->scenario, strlen(k->scenario)) == 0 && forbidden(k->nr) && k->result == out->result)
			return 1;
	return 0;
}

static const char *wrong_with(void)
{
	const char *wrong;
	int i;

	if (set.kill && !out->done && !out->hung)
		return is_killed(out->status) ? NULL : "the caller has ended otherwise than by SIGSYS";
	if (out->done)
		take_back();
	wrong = what_is_wrong(out);
	if (wrong)
		return wrong;
	if (out->result == fine.result && strcmp(out->effect, fine.effect) == 0)
		return NULL;
	if (set.kill && !IsErr(out->result) && child_is_killed())
		return NULL;
	/* A child that cannot tell of its failure ends itself, by SIGKILL or what else it can: spawn.h. */
	if (!IsErr(out->result) && forbidden(LX_SYS_write) &&
	    (strcmp(out->effect, "status 9\n") == 0 || strcmp(out->effect, "status 4\n") == 0))
		return NULL;
	/* One of the calls that are forbidden, and its step. */
	for (i = 0; i < set.count && out->result == -set.error; i++) {
		Fault fault = { 0, 0, FAIL, set.error, set.nr[i], 1, 0, { 0 } };

		if (!judge(scenario, &fault, &fine, out))
			return NULL;
	}
	/* A child with memory of its own cannot be kept from its program until its pipe turns out to have no end, or at all. */
	if ((forbidden(LX_SYS_close) || forbidden(LX_SYS_kill)) && out->result == -set.error && out->error.step == LX_SPAWN_PREPARE)
		return NULL;
	if (is_known())
		return NULL;
	return IsErr(out->result) ? "another error" : "another result than without a filter";
}

static int is_never(long nr)
{
	size_t i;

	for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		if (never[i] == nr)
			return 1;
	return 0;
}

static int makes(short trace[TASKS][CALLS], short nr)
{
	int task, i;

	for (task = 0; task < TASKS; task++)
		for (i = 0; trace[task][i] >= 0; i++)
			if (trace[task][i] == nr)
				return 1;
	return 0;
}

static void run(short trace[TASKS][CALLS])
{
	static const World world_of_filters = { NULL, forbid, NULL, NULL };
	Fault none = { 0, 0, NO_FAULT, 0, 0, 0, 0, { 0 } };

	world = &world_of_filters;
	inject(scenario, &none, trace);
	world = NULL;
	runs++;
}

static void one(short trace[TASKS][CALLS])
{
	char where[128];
	int i, n = 0;
	const char *wrong;

	run(trace);
	wrong = wrong_with();
	if (!wrong || findings++ >= 8)
		return;
	for (i = 0; i < set.count; i++)
		n += snprintf(where + n, sizeof(where) - (size_t)n, "%s%s", i ? ", " : "", call_name(set.nr[i]));
	show(wrong, where);
}

/* Forbids one more of the calls in trace that before, where one less was forbidden, has not. */
static void each(short trace[TASKS][CALLS], short before[TASKS][CALLS])
{
	short then[TASKS][CALLS], done[64];
	int count = 0, task, i, j;

	for (task = 0; task < TASKS; task++)
		for (i = 0; trace[task][i] >= 0; i++) {
			short nr = trace[task][i];

			if (is_never(nr))
				continue;
			for (j = 0; j < count && done[j] != nr; j++)
				;
			if (j < count || count == 64 || (before && makes(before, nr)))
				continue;
			done[count++] = nr;
			set.nr[set.count++] = nr;
			one(then);
			if (set.kill && set.count < MOST) {
				/* What would it make in its place? */
				set.kill = 0;
				run(then);
				set.kill = 1;
			}
			if (set.count < MOST)
				each(then, trace);
			set.count--;
		}
}

void filters(int count, char **words)
{
	static const struct {
		const char *name;
		int error, kill;
	} answers[] = { { "filter that answers EPERM", LX_EPERM, 0 },
			{ "filter that answers ENOSYS", LX_ENOSYS, 0 },
			{ "filter that kills", LX_ENOSYS, 1 } };
	static short trace[TASKS][CALLS];
	const Scenario *s;
	int table;
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		for (table = 0; table < table_count; table++)
			for (s = tables[table]; s->name; s++) {
				if (!wanted(s->name, count, words) || !works(answers[i].name, s, &fine, trace))
					continue;
				scenario = s;
				set.count = runs = findings = 0;
				set.error = answers[i].error;
				set.kill = answers[i].kill;
				each(trace, NULL);
				result(answers[i].name, s, runs, findings);
			}
}
