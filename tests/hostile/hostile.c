/*
 * tests/hostile/hostile PROGRAM KIND [SCENARIO ...]: the scenarios of tests/faults, or those whose names begin so, in all worlds of
 * a kind. Prints TAP, a line a scenario; each begins with the world's name.
 */
#include "hostile.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

const char *program;
const Scenario *const tables[] = { spawn_scenarios, thread_scenarios, ptrace_scenarios, file_scenarios, socket_scenarios,
				   small_scenarios };
const int table_count = sizeof(tables) / sizeof(tables[0]);

static int failures;

int wanted(const char *name, int count, char **words)
{
	int i;

	for (i = 0; i < count; i++)
		if (strncmp(name, words[i], strlen(words[i])) == 0)
			return 1;
	return count == 0;
}

void show(const char *wrong, const char *where)
{
	char text[1024];
	ssize_t n;

	printf("# %s: %s; result %ld, step %d, errno %d; %s; status %x\n", where, wrong, out->result, out->error.step,
	       out->error.err, out->effect, (unsigned int)out->status);
	lseek(notes, 0, SEEK_SET);
	while ((n = read(notes, text, sizeof(text))) > 0)
		printf("%.*s", (int)n, text);
}

void result(const char *kind, const Scenario *s, int runs, int findings)
{
	printf("%s - %s: %s: %d runs\n", findings ? "not ok" : "ok", kind, s->name, runs);
	failures += findings != 0;
}

int works(const char *kind, const Scenario *s, Outcome *fine, short trace[TASKS][CALLS])
{
	Fault none = { 0, 0, NO_FAULT, 0, 0, 0, 0, { 0 } };

	if ((s->flags & NEEDS_ROOT) && !unit_is_root()) {
		printf("ok - %s: %s # SKIP needs root and its rights\n", kind, s->name);
		return 0;
	}
	inject(s, &none, trace);
	*fine = *out;
	if (fine->done && !IsErr(fine->result) && fine->same && fine->childless)
		return 1;
	show("it does not work as it is", s->name);
	result(kind, s, 1, 1);
	return 0;
}

const char *what_is_wrong(const Outcome *o)
{
	return o->hung	       ? "it has no end" :
	       !o->done	       ? "the caller has ended in the middle" :
	       !o->same	       ? "something of the caller is another than before" :
	       !o->childless   ? "a child is left" :
	       o->signals != 0 ? "the caller's handler was run" :
	       IsErr(o->result) && o->error.step >= 0 && (o->error.err != -o->result || o->error.step == LX_SPAWN_DONE) ?
				 "result and SpawnError do not agree" :
				 NULL;
}

int bystander;

/* Has a process that waits in a user namespace, whose ids nobody has written. Its number is that of this namespace. */
static void have_bystander(void)
{
	int ends[2];
	char byte;

	if (pipe2(ends, O_CLOEXEC))
		return;
	bystander = fork();
	if (bystander == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		unshare(CLONE_NEWUSER);
		close(ends[1]);
		for (;;)
			pause();
	}
	close(ends[1]);
	(void)!read(ends[0], &byte, 1); /* until it is there */
	close(ends[0]);
}

/*
 * Goes on as process 1 of a PID namespace, with its /proc. Nothing is run outside of one: a helper that takes an error for a
 * pid, and signals it, has -1 signal everybody.
 */
static const char *shut_in(void)
{
	int pid, status = 0;

	have_bystander();
	if (unshare(CLONE_NEWPID | CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return "no PID namespace can be made here";
	pid = fork();
	if (pid < 0)
		return "no PID namespace can be made here";
	if (pid > 0) {
		waitpid(pid, &status, 0);
		kill(bystander, SIGKILL);
		_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* procs.c has a world with the /proc of before. */
	if ((mkdir("outer", 0755) && errno != EEXIST) || mount("/proc", "outer", NULL, MS_BIND, NULL))
		return "/proc cannot be mounted elsewhere here";
	return mount("proc", "/proc", "proc", 0, NULL) ? "no /proc can be mounted here" : NULL;
}

int main(int argc, char **argv)
{
	static const struct rlimit no_core, few_files = { 4096, 4096 }; /* some helpers look at each in turn */
	static const struct {
		const char *name;
		void (*run)(int count, char **words);
	} kinds[] = { { "filters", filters }, { "procs", procs }, { "limits", limits }, { "sysctls", sysctls } };
	const char *why;
	size_t i;

	if (argc < 3)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	setrlimit(RLIMIT_CORE, &no_core);
	setrlimit(RLIMIT_NOFILE, &few_files);
	program = argv[1];
	why = shut_in();
	why = why ? why : can_inject();
	if (why) {
		printf("ok - %s # SKIP %s\n", argv[2], why);
		return 0;
	}
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, argv[2]) == 0)
			kinds[i].run(argc - 3, argv + 3);
	return failures != 0;
}
