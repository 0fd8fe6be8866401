/*
 * tests/faults/faults PROGRAM EVERY [SCENARIO ...]: each fault of each call of each scenario, or every
 * EVERY-th of them; prints TAP, a line a scenario with its count of faults. A scenario's name, or what it begins with.
 */
#include "faults.h"

const char *program;

static const Scenario *const tables[] = { spawn_scenarios, thread_scenarios, ptrace_scenarios, file_scenarios, socket_scenarios,
					  small_scenarios };
static unsigned long injected, missed;
static int every, failures;

enum { SHOWN = 5 };

static void describe(const char *what, const Scenario *s, const Fault *f, const Outcome *o)
{
	static const char *const how[] = { "none", "fails", "is cut short", "meets a signal", "is killed" };
	char text[1024];
	ssize_t n;

	printf("# %s: %s: call %d of task %d, %s(%#lx, %#lx), %s", s->name, what, f->call, f->task, call_name(f->nr), f->args[0],
	       f->args[1], how[f->how]);
	if (f->error)
		printf(" with %s", strerrorname_np(f->error));
	printf("; result %ld, step %d, errno %d; %s; status %x\n", o->result, o->error.step, o->error.err, o->effect, o->status);
	lseek(notes, 0, SEEK_SET);
	while ((n = read(notes, text, sizeof(text))) > 0)
		printf("%.*s", (int)n, text);
}

/* One fault; returns whether it was reached. */
static int one(const Scenario *s, Fault *fault, const Outcome *fine, int *findings)
{
	const char *wrong;

	inject(s, fault, NULL);
	if (!fault->reached) {
		missed++;
		return 0;
	}
	injected++;
	wrong = judge(s, fault, fine, out);
	if (wrong && (*findings)++ < SHOWN)
		describe(wrong, s, fault, out);
	return 1;
}

static void all_of(const Scenario *s)
{
	static short trace[TASKS][CALLS];
	static unsigned long turn;
	static Outcome fine;
	Fault fault = { 0, 0, NO_FAULT, 0, 0, 0, 0, { 0 } };
	unsigned long before = injected;
	int findings = 0, task, call, number;

	if ((s->flags & NEEDS_ROOT) && !unit_is_root()) {
		printf("ok - %s # SKIP needs root and its rights\n", s->name);
		return;
	}
	inject(s, &fault, trace);
	fine = *out;
	if (!fine.done || IsErr(fine.result) || !fine.same || !fine.childless) {
		describe("without a fault", s, &fault, &fine);
		printf("not ok - %s: it does not work without a fault\n", s->name);
		failures++;
		return;
	}
	for (task = 0; task < TASKS; task++)
		for (call = 0; trace[task][call] >= 0; call++)
			for (number = 0;; number++) {
				fault.task = task;
				fault.call = call;
				fault.nr = trace[task][call];
				if (!fault_of(trace[task][call], number, &fault))
					break;
				if (turn++ % (unsigned long)every == 0)
					one(s, &fault, &fine, &findings);
			}
	printf("%s - %s: %lu faults\n", findings ? "not ok" : "ok", s->name, injected - before);
	if (findings > SHOWN)
		printf("# and %d findings more\n", findings - SHOWN);
	failures += findings != 0;
}

static int wanted(const char *name, int count, char **words)
{
	int i;

	for (i = 0; i < count; i++)
		if (strncmp(name, words[i], strlen(words[i])) == 0)
			return 1;
	return count == 0;
}

int main(int argc, char **argv)
{
	const char *why;
	const Scenario *s;
	size_t i;

	if (argc < 3)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	program = argv[1];
	every = atoi(argv[2]);
	why = can_inject();
	if (why) {
		printf("ok - faults # SKIP %s\n", why);
		return 0;
	}
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (s = tables[i]; s->name; s++)
			if (wanted(s->name, argc - 3, argv + 3))
				all_of(s);
	printf("# %lu faults injected, %lu not reached\n", injected, missed);
	return failures != 0;
}
