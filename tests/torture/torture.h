/*
 * The torture tier: the same random calls, once through barecall's wrappers and once through glibc's syscall(), each in a
 * sandbox of its own; results, memory and what is left of the sandbox must be the same.
 */
#ifndef TORTURE_H
#define TORTURE_H

#include <stddef.h>
#include <stdint.h>

#define ARGUMENTS 8
#define CALLS_MOST 1000
#define SIGWAKE 64 /* what ends a wait; no random argument is this signal */
#define ARENA_SIZE 65536
#define SLOT_SIZE 4096
#define PLAYGROUND_SIZE 65536

/* What a parameter is, which says what values it gets: values.c. TOUCHED: the wrapper itself reads or writes there,
   and is not asked to when it is NULL, unless it must be THERE. */
enum {
	END, WORD, FLAGS, SIZE, SHORT_SIZE, OFFSET, FD, DIRECTORY, ID, PROCESS, SIGNAL, MODE, ADDRESS, CLOCK, MILLISECONDS,
	HANDLER, BYTES, STRUCTURE, PATH, TEXT, ATTRIBUTE, TIMESPEC, TIMEVAL, TIMER, SIGSET, ACTION, LIMIT, SOCKADDR, LENGTH, VECTOR, MESSAGE,
	OPTION_LEVEL, OPTION_NAME, FAMILY, SOCKET_TYPE, CODE, PROCESSORS, PAGES, SOCKET, EPOLL,
	TIMERFD, INOTIFY, PIDFD, FANOTIFY, CONTEXT,
	THERE = 64,
	TOUCHED = 128
};

/* What of a call is not the same twice. */
enum { VALUE = 1, MEMORY = 2, FORKS = 4 };

/* A wrapper, and what it is to be the same as; arguments are the bits that the caller means, whatever their type. */
struct call {
	const char *name;
	long (*bare)(const long *v);
	long (*libc)(const long *v);
	unsigned char kinds[ARGUMENTS];
	int differs;
};

extern const struct call calls[];
extern const int call_count;

/* What came of one call. */
struct outcome {
	long result;
	uint64_t memory;
};

/* What a sandbox and its judge share. */
struct shared {
	int at; /* the call that it makes */
	int done;
	int ready;
	int leases;
	char why[128]; /* it could not be made */
	unsigned char skipped[CALLS_MOST];
	struct outcome outcomes[CALLS_MOST];
};

extern struct shared *shared;
extern unsigned char *arena, *playground;

/* values.c: the call number i of a program, its arguments and what they point to, all of it given by seed. */
const struct call *choose(uint64_t seed, int i);
void arguments(const struct call *call, uint64_t seed, int i, long *v);
uint64_t random_from(uint64_t *state);

/* sandbox.c: what the first process of new namespaces does; sandbox_flags for clone(2). */
extern const unsigned long sandbox_flags;
int sandbox_ids(int pid);
int sandbox_enter(void);
void sandbox_descriptors(void);

/* torture.c: what effects.c asks for before it opens the sandbox's files. */
void end_leases(void);

/* effects.c: all that is left of a sandbox whose first process is pid, as text. root is its file system. */
char *effects(int pid, int root);

#endif
