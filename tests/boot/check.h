/*
 * TAP on the console for programs that have nothing but barecall.h.
 *
 * A program calls begin, checks, and returns end() from main. `1..N` comes last, so that a missing line shows. Every
 * line carries the program's name, since several programs write to one console.
 */
#ifndef CHECK_H
#define CHECK_H

#include <barecall.h>

void begin(int argc, char **argv);

/* The plan, and what main is to return: 0 when every check passed. */
int end(void);

/* One result. A value that is not as wanted is shown. */
void check(const char *name, int condition);
void check_equal(const char *name, long got, long want);

/* A result that says why there could be none: what this kernel lacks. */
void skip(const char *name, const char *why);

/* Whether this Linux is major.minor or newer: what it must have, and what it cannot. What it has, it is asked. */
int linux_is(int major, int minor);

/* Whether the processor has more registers than those that every one has: XSAVE, SVE, V. Where not, skip for NO_VECTORS. */
int has_vectors(void);
#define NO_VECTORS "this processor has no vectors" /* as tests/boot/run knows it: only of tests/boot/processors one may say so */

/*
 * Whether what came with Linux major.minor can be checked: `there` is what the kernel answered when it was asked. Where it
 * is not, it is skipped on an older Linux, and is a failure on any other.
 */
int since(int major, int minor, const char *name, int there);

/* Runs function in a child, which has 30 s. It returns 0, or with EXPECT the line that was not content. */
void check_child(const char *name, int (*function)(void));

#define EXPECT(condition)                \
	do {                             \
		if (!(condition))        \
			return __LINE__; \
	} while (0)

/* Waits for this child and returns its wait status, or -errno. */
int wait_for(int pid);

/* Starts a child in function, which returns the child's exit status; the child is ended after 10 s. */
int start_child(int (*function)(void));

/* Sleeps for some milliseconds, whatever signals come. */
void sleep_ms(long ms);

/* Executes program with the words as its arguments, waits for it, and returns its wait status. */
int run_program(const char *program, const char *word1, const char *word2);

/* What Sigaction takes: this handler, these flags, and nothing in the mask. */
Sigaction_t handling(void (*handler)(int), unsigned long flags);
Sigaction_t handling_info(void (*action)(int, Siginfo *, void *), unsigned long flags);

int same_text(const char *a, const char *b);

/* The file's beginning, or -errno; text ends in a zero byte. */
long read_text(const char *path, char *text, unsigned long size);

/* Writes text into a file that is there, at once; 1 when all of it was taken. */
int write_text(const char *path, const char *text);

/* The text after `key` at the beginning of a line, or NULL. */
const char *find_line(const char *text, const char *key);

#endif
