/*
 * Faults in each system call of each helper, one a run.
 *
 * A scenario runs in a process of its own, under a seccomp filter that tells the tester (inject.c) of each call that the
 * code of libbarecall.a makes, as it is in the archive; the test's own calls, and a libc's, pass. The tester lets one of
 * them fail, be cut short, meet a signal or be the process's last, and compares what comes of it with a run without
 * a fault (judge.c).
 */
#ifndef FAULTS_H
#define FAULTS_H

#include "snapshot.h"

#include <barecall/spawn.h>

/* Calls with these numbers, which no kernel has, are for the tester; program.c has the last one, too. */
enum { MARK_READY = 5000, MARK_BEGIN, MARK_END, MARK_REPORT };

enum { TASKS = 6, CALLS = 400, LACKING = 3 };

typedef enum How { NO_FAULT, FAIL, SHORT, SIGNAL, KILL } How;

/* Fault: what is to happen at which call: those of a task are counted from 0, and so are tasks, the caller being 0. */
typedef struct Fault {
	int task;
	int call;
	How how;
	int error; /* of FAIL */
	long nr; /* the call that fails */
	int reached; /* set by a run, as the rest is: it has been done */
	int other; /* to another process than the scenario's */
	unsigned long args[6];
} Fault;

/* Outcome: what came of one run. The scenario writes it, the tester the text that programs report. */
typedef struct Outcome {
	int listener; /* the scenario's descriptor */
	int begun; /* the mark that began it was passed */
	int done; /* the scenario has come to its end */
	long result; /* of the helper: a value, or -errno */
	SpawnError error; /* if it is of spawn.h */
	int signals; /* how many SIGUSR1 the caller's handler has had */
	int same; /* nothing of the caller has changed, but what the scenario says */
	int childless;
	unsigned long used;
	char effect[4096]; /* what the helper did, where it succeeded */
	int status; /* set by the tester: the exit status of the scenario */
	int hung;
} Outcome;

/* Lacking: a call that fails in this scenario whatever the fault. error 0: none. */
typedef struct Lacking {
	long nr;
	int error;
} Lacking;

enum {
	NEEDS_ROOT = 1,
	CHANGES = 2, /* a success changes the caller, which effect tells */
	KEEPS_MEMORY = 4, /* mappings stay, for the next call */
	KEEPS_HANDLER = 8, /* the handler of signal 33 stays after a failure */
	HAS_CHILD = 16, /* which is the scenario's own until its end */
	TELLS_ERRORS = 32, /* the effect says something after an error, too */
};

#define ANY_RESULT 1L

typedef struct Scenario {
	const char *name;
	void (*setup)(int variant);
	long (*run)(int variant);
	void (*after)(int variant, long result); /* takes back what the helper gave, and tells what that was */
	int variant;
	unsigned int flags;
	Lacking lacking[LACKING];
} Scenario;

/* Allowed: a result of a fault that is neither its error nor that of no fault, and why. */
typedef struct Allowed {
	const char *scenario; /* what its name begins with */
	long nr;
	int how;
	int error; /* 0: any */
	long result;
	const char *effect; /* NULL: any */
	const char *reason;
} Allowed;

/*
 * World: what surrounds the helper in every run, but not the test. Each function is called in the scenario, and may be NULL:
 * before all else; when it is set up; right before the helper, and right after it.
 */
typedef struct World {
	void (*before)(void);
	void (*settle)(void);
	void (*enter)(void);
	void (*leave)(void);
} World;

extern const World *world; /* NULL: nothing unusual */
extern Outcome *out;
extern int notes; /* a file of what the scenario prints, the reasons of out->same */
extern const char *program; /* what ForkExec starts */

/* told adds to the effect. */
void told(const char *format, ...) __attribute__((__format__(__printf__, 1, 2)));

/* library_begins and library_ends are the first and last function around the library's code. */
void library_begins(void);
void library_ends(void);

/* inject runs a scenario with a fault; trace, unless NULL, receives the calls of each task, -1 after the last. */
void inject(const Scenario *s, Fault *fault, short trace[TASKS][CALLS]);

/* can_inject tells why faults cannot be injected here, or NULL. */
const char *can_inject(void);

/* fault_of gives the fault of this number that a call can meet; 0: there are no more. */
int fault_of(long nr, int number, Fault *fault);

/* can_fail tells whether a call with these arguments can, with this error; the caller is known to do no more wrong. */
int can_fail(long nr, const unsigned long args[6], int error);

/* judge returns what is wrong with the outcome of a fault, or NULL. fine is the one without. */
const char *judge(const Scenario *s, const Fault *fault, const Outcome *fine, const Outcome *outcome);

/* call_name returns the name of a system call, as a kernel of this architecture has it. */
const char *call_name(long nr);

/* Each file of scenarios ends in a table whose last name is NULL. */
extern const Scenario spawn_scenarios[], thread_scenarios[], ptrace_scenarios[], file_scenarios[], socket_scenarios[],
	small_scenarios[];
extern const Allowed allowed[];

#endif
