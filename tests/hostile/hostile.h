/*
 * The scenarios of tests/faults in worlds that forbid, hide or lack something all the time, not only once.
 */
#ifndef HOSTILE_H
#define HOSTILE_H

#include "faults.h"

extern const Scenario *const tables[];
extern const int table_count;

/* A kind of world: runs the scenarios whose names begin so in it, printing TAP. */
void filters(int count, char **words);
void procs(int count, char **words);
void limits(int count, char **words);
void sysctls(int count, char **words); /* changes the machine */

/* The number that a process has in the PID namespace of before. */
extern int bystander;

/* wanted tells whether a name begins with one of the words; with no word all do. */
int wanted(const char *name, int count, char **words);

/* works runs a scenario as it is, into fine; 0, having said so, where it does not work or cannot be run here. */
int works(const char *kind, const Scenario *s, Outcome *fine, short trace[TASKS][CALLS]);

/* show tells what a run came to that is wrong. */
void show(const char *wrong, const char *where);

/* result prints a scenario's line, of so many runs. */
void result(const char *kind, const Scenario *s, int runs, int findings);

/* what_is_wrong judges a run of a world without end, call or loss, for all worlds; NULL: nothing. */
const char *what_is_wrong(const Outcome *o);

#endif
