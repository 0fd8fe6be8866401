/*
 * Runs programs of random calls, each once by barecall's wrappers and once by glibc's syscall(), and compares them.
 *
 *   torture [-s SEED] [-p PROGRAMS] [-t SECONDS] [-n CALLS] [-f DIFFERENCES] [-v]
 *
 * Programs have the numbers from SEED on. One that differs is run again, as are two through syscall(): what these do not
 * agree in is the kernel's own, and "unsteady". What stays is shortened, and told; after DIFFERENCES
 * of them it ends. -v tells of each wrapper whether it ever succeeded. The status is 1 when there was one.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "torture.h"

enum { BARE, LIBC };
enum { MADE = 1, ENTERED, WATCHED }; /* shared->ready: how far a sandbox is */
enum { HELD, UNWANTED, ENDED }; /* shared->leases */

#define IDLE 20 /* milliseconds asleep in one call, then it gets SIGWAKE */
#define HUNG 100 /* times of that in one call, then the program ends there */
#define ENDLESS 60000 /* milliseconds in one call, awake */

#define PRINTED "abcdefghijklmnopqrstuvwxyz0123456789./"

struct shared *shared;
unsigned char *arena, *playground;

/* What came of a program, run one way. */
struct run {
	int at; /* the call that it ended in, or their number */
	int status; /* how it ended before its end */
	char *left;
	struct outcome outcomes[CALLS_MOST];
};

static int calls_each = 400;
static unsigned char *reached, *succeeded, *unsteady;
static long unalike;

static void handler(int sig)
{
	(void)sig;
}

static uint64_t digest(void)
{
	const uint64_t *words = (const uint64_t *)(const void *)arena;
	uint64_t h[4] = { 1, 2, 3, 4 };

	for (size_t i = 0; i < ARENA_SIZE / 8; i += 4)
		for (size_t k = 0; k < 4; k++)
			h[k] = (h[k] ^ words[i + k]) * 0x9e3779b97f4a7c15 + (h[k] >> 29);
	return h[0] ^ h[1] * 3 ^ h[2] * 5 ^ h[3] * 7;
}

/* A child of the call that has just been made ends at once; the parent goes on when it has. */
static void forked(long pid)
{
	siginfo_t info;

	if (pid == 0)
		syscall(SYS_exit_group, 7);
	if (pid > 0)
		while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) && errno == EINTR)
			;
}

static void make_calls(uint64_t seed, int way)
{
	for (int i = 0; i < calls_each; i++) {
		const struct call *call = choose(seed, i);
		struct outcome *outcome = &shared->outcomes[i];
		long v[ARGUMENTS], result;

		if (shared->skipped[i])
			continue;
		shared->at = i;
		arguments(call, seed, i, v);
		errno = 0;
		result = way == BARE ? call->bare(v) : call->libc(v);
		if (call->differs & FORKS)
			forked(result);
		outcome->result = call->differs & VALUE && ((unsigned long)result < -4095UL || result == -EINTR) ? 0 : result;
		if (call->differs & MEMORY)
			memset(arena, 0, ARENA_SIZE);
		else
			outcome->memory = digest();
	}
	shared->at = calls_each;
}

static int sleep_on(int *word, int value, long milliseconds)
{
	struct timespec t = { milliseconds / 1000, milliseconds % 1000 * 1000000 };

	return (int)syscall(SYS_futex, word, FUTEX_WAIT, value, &t, NULL, 0);
}

static void tell(int *word, int value)
{
	__atomic_store_n(word, value, __ATOMIC_SEQ_CST);
	syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static int get(int *word)
{
	return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

/* In the sandbox: ends it when its judge does not come this far. */
static void await_judge(int step)
{
	for (int i = 0; get(&shared->ready) != step; i++) {
		if (i > 1000)
			_exit(3);
		sleep_on(&shared->ready, step - 1, 10);
	}
}

static void inside(uint64_t seed, int way)
{
	struct sigaction wake = { .sa_handler = handler };

	await_judge(MADE);
	if (sandbox_enter())
		_exit(2);
	tell(&shared->ready, ENTERED);
	await_judge(WATCHED);
	sandbox_descriptors();
	sigaction(SIGWAKE, &wake, NULL);
	make_calls(seed, way);
	tell(&shared->done, 1);
	for (int i = 0; get(&shared->leases) == HELD && i < 60; i++)
		sleep_on(&shared->leases, HELD, 1000);
	for (int fd = 0; fd < 1024; fd++)
		fcntl(fd, F_SETLEASE, F_UNLCK);
	tell(&shared->leases, ENDED);
	for (int i = 0; i < 60; i++) /* until it is killed */
		sleep_on(&shared->leases, ENDED, 1000);
	_exit(0);
}

/* Has the sandbox give its leases of files back: who opens one would wait for 45 seconds. */
void end_leases(void)
{
	tell(&shared->leases, UNWANTED);
	for (int i = 0; get(&shared->leases) != ENDED && i < 1000; i++)
		sleep_on(&shared->leases, UNWANTED, 10);
}

/* How the kernel says that a process is: R, S, D, Z, or 0. */
static int state_of(int pid)
{
	char path[64], text[300] = "", *p;
	int fd;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	p = n > 0 ? strrchr(text, ')') : NULL;
	return p ? p[2] : 0;
}

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits for the program's end, and helps it out of calls that wait. Returns whether its process is still there. */
static int watch(int pid, struct run *run)
{
	int at = -1, asleep = 0;
	long since = now(), woken = since;

	for (;;) {
		if (waitpid(pid, &run->status, WNOHANG) == pid)
			return 0;
		if (get(&shared->done))
			return 1;
		sleep_on(&shared->done, 0, 5);
		if (get(&shared->at) != at) {
			at = get(&shared->at);
			since = woken = now();
			asleep = 0;
		} else if (asleep > HUNG || now() - since > ENDLESS) {
			kill(pid, SIGKILL);
			waitpid(pid, &run->status, 0);
			return 0;
		} else if (now() - woken > IDLE && state_of(pid) == 'S') {
			kill(pid, SIGWAKE);
			woken = now();
			asleep++;
		}
	}
}

/* Runs a program one way, in a fresh sandbox. Returns why there is none, or NULL. */
static const char *execute(uint64_t seed, int way, const unsigned char *skipped, struct run *run)
{
	char path[64];
	int pid, root = -1, there;

	memset(shared, 0, sizeof(*shared));
	memcpy(shared->skipped, skipped, CALLS_MOST);
	memset(run, 0, sizeof(*run));
	pid = (int)syscall(SYS_clone, sandbox_flags, 0, 0, 0, 0);
	if (pid < 0)
		return strerror(errno);
	if (pid == 0)
		inside(seed, way);
	if (sandbox_ids(pid)) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		return shared->why;
	}
	tell(&shared->ready, MADE);
	for (int i = 0; get(&shared->ready) != ENTERED; i++) {
		if (i > 2000 || waitpid(pid, &run->status, WNOHANG) == pid)
			return *shared->why ? shared->why : "the sandbox ended";
		sleep_on(&shared->ready, MADE, 10);
	}
	snprintf(path, sizeof(path), "/proc/%d/root", pid);
	root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	tell(&shared->ready, WATCHED);
	there = watch(pid, run);
	run->at = shared->at;
	memcpy(run->outcomes, shared->outcomes, sizeof(run->outcomes));
	run->left = effects(there ? pid : 0, root);
	close(root);
	if (there) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	return NULL;
}

/* The first place where two runs differ: a call, calls_each + line of what is left, or -1. */
static int differ(const struct run *a, const struct run *b, const unsigned char *skipped)
{
	const char *x = a->left, *y = b->left;

	for (int i = 0; i < calls_each; i++) {
		if ((a->at <= i || b->at <= i) && (a->at != b->at || a->status != b->status))
			return i;
		if (!skipped[i] && memcmp(&a->outcomes[i], &b->outcomes[i], sizeof(struct outcome)))
			return i;
	}
	for (int line = 0; *x || *y; line++) {
		size_t n = strcspn(x, "\n"), m = strcspn(y, "\n");

		if (n != m || memcmp(x, y, n))
			return calls_each + line;
		x += n + (x[n] != 0);
		y += m + (y[m] != 0);
	}
	return -1;
}

static void show(const char *name, long value)
{
	unsigned long offset = (unsigned long)value - (unsigned long)arena;

	if (offset < ARENA_SIZE) {
		printf("%sarena+%#lx", name, offset);
		if (arena[offset] >= '.' && arena[offset] < 0x7f)
			printf(" \"%.*s\"", (int)strspn((char *)arena + offset, PRINTED),
			       (char *)arena + offset);
	} else {
		printf(value > -4096 && value < 65536 ? "%s%ld" : "%s%#lx", name, value);
	}
}

static void show_call(uint64_t seed, int i, const struct run *bare, const struct run *libc)
{
	const struct call *call = choose(seed, i);
	long v[ARGUMENTS];

	memset(arena, 0, ARENA_SIZE);
	arguments(call, seed, i, v);
	printf("#   %d: %s(", i, call->name);
	for (int k = 0; k < ARGUMENTS && call->kinds[k] != END; k++)
		show(k ? ", " : "", v[k]);
	show(") = ", bare->outcomes[i].result);
	if (memcmp(&bare->outcomes[i], &libc->outcomes[i], sizeof(struct outcome))) {
		show(", and ", libc->outcomes[i].result);
		if (bare->outcomes[i].result == libc->outcomes[i].result)
			printf(", other memory");
	}
	printf("\n");
}

static void show_end(const struct run *a, const struct run *b)
{
	if (a->at != b->at || a->status != b->status)
		printf("#   ended in call %d with status %#x, and in %d with %#x\n", a->at, (unsigned)a->status, b->at,
		       (unsigned)b->status);
}

static void show_line(const char *who, const char *text, int line)
{
	while (line-- > 0 && *text)
		text += strcspn(text, "\n") + (text[strcspn(text, "\n")] != 0);
	printf("#   %s: %.*s\n", who, (int)strcspn(text, "\n"), text);
}

/* Says what is not the same in two runs that are made the same way. */
static void tell_of_unsteady(uint64_t seed, int at, const struct run *a, const struct run *b)
{
	const struct call *call = at < calls_each ? choose(seed, at) : NULL;

	if (call)
		unsteady[call - calls] = 1;
	printf("# unsteady: seed %" PRIu64 ", call %d: %s\n", seed, at, call ? call->name : "what is left");
	if (call) {
		show_call(seed, at, a, b);
	} else {
		show_line("once", a->left, at - calls_each);
		show_line("then", b->left, at - calls_each);
	}
	show_end(a, b);
	fflush(stdout);
}

/*
 * The first place where the program, run by wrappers, is not what it is through syscall(), and where that is always the
 * same; or -1. The runs of it are left for the caller to look at.
 */
static int difference(uint64_t seed, const unsigned char *skipped, struct run *bare, struct run *libc, int tell_unsteady)
{
	static struct run again;
	int at, other, steady = 1;

	free(bare->left);
	free(libc->left);
	if (execute(seed, BARE, skipped, bare) || execute(seed, LIBC, skipped, libc))
		return -1;
	at = differ(bare, libc, skipped);
	if (at < 0)
		return -1;
	for (int way = BARE; way <= LIBC && steady; way++) {
		struct run *before = way == BARE ? bare : libc;

		for (int times = 0; times < 2 && steady; times++) {
			if (execute(seed, way, skipped, &again))
				return -1;
			other = differ(before, &again, skipped);
			steady = other < 0 || other > at;
			if (!steady && tell_unsteady)
				tell_of_unsteady(seed, other, before, &again);
			free(again.left);
		}
	}
	return steady ? at : -1; /* what follows may be a consequence */
}

/* Leaves out what is not needed for the difference, and tells the rest. */
static void report(uint64_t seed, int at, struct run *bare, struct run *libc)
{
	unsigned char skipped[CALLS_MOST] = { 0 }, tried[CALLS_MOST];
	const char *name = at < calls_each ? choose(seed, at)->name : "what is left";
	int last = at < calls_each ? at : calls_each - 1;
	int end = at < calls_each ? last : last + 1; /* of those that can be left out */
	long until = now() + 60 * 1000;

	memset(skipped + last + 1, 1, (size_t)(CALLS_MOST - last - 1));
	for (int length = last / 2 + 1; length > 0; length = length > 1 ? length / 2 : 0) {
		for (int from = 0; from < end && now() < until; from += length) {
			int found;

			memcpy(tried, skipped, sizeof(tried));
			for (int i = from; i < from + length && i < end; i++)
				tried[i] = 1;
			if (memcmp(tried, skipped, sizeof(tried)) == 0)
				continue;
			found = difference(seed, tried, bare, libc, 0);
			if (found == at || (at >= calls_each && found >= calls_each))
				memcpy(skipped, tried, sizeof(skipped));
		}
	}
	at = difference(seed, skipped, bare, libc, 0);
	printf("not ok - torture: seed %" PRIu64 ": %s\n", seed, name);
	for (int i = 0; i <= last; i++)
		if (!skipped[i])
			show_call(seed, i, bare, libc);
	if (at >= calls_each) {
		show_line("is left by the wrappers", bare->left, at - calls_each);
		show_line("is left by syscall()   ", libc->left, at - calls_each);
	}
	show_end(bare, libc);
	fflush(stdout);
}

/* The program with this number; adds to the number of calls. Returns 1 where it differs, -1 where it could not be run. */
static int program(uint64_t seed, long *made)
{
	static struct run bare, libc;
	static const unsigned char all[CALLS_MOST];
	const char *why;
	int at;

	free(bare.left);
	free(libc.left);
	bare.left = libc.left = NULL;
	if ((why = execute(seed, BARE, all, &bare)) || (why = execute(seed, LIBC, all, &libc))) {
		printf("ok - torture # SKIP no sandbox: %s\n", why);
		return -1;
	}
	for (int i = 0; i < bare.at; i++) {
		const struct call *call = choose(seed, i);

		reached[call - calls] = 1;
		succeeded[call - calls] |= (unsigned long)bare.outcomes[i].result < -4095UL;
	}
	*made += bare.at + libc.at;
	if (differ(&bare, &libc, all) < 0)
		return 0;
	at = difference(seed, all, &bare, &libc, 1);
	if (at < 0) {
		unalike++;
		return 0;
	}
	report(seed, at, &bare, &libc);
	return 1;
}

static int count(const unsigned char *set)
{
	int n = 0;

	for (int i = 0; i < call_count; i++)
		n += set[i];
	return n;
}

int main(int argc, char **argv)
{
	uint64_t seed = 1, first;
	long programs = 0, seconds = 0, made = 0, start = now(), done = 0;
	int option, bad = 0, differences = 0, enough = 10, verbose = 0;

	while ((option = getopt(argc, argv, "s:p:t:n:f:v")) > 0) {
		switch (option) {
		case 's':
			seed = strtoull(optarg, NULL, 0);
			break;
		case 'p':
			programs = strtol(optarg, NULL, 0);
			break;
		case 't':
			seconds = strtol(optarg, NULL, 0);
			break;
		case 'n':
			calls_each = (int)strtol(optarg, NULL, 0);
			break;
		case 'f':
			enough = (int)strtol(optarg, NULL, 0);
			break;
		case 'v':
			verbose = 1;
			break;
		default:
			return 2;
		}
	}
	if (calls_each < 1 || calls_each > CALLS_MOST)
		return 2;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	arena = mmap(NULL, ARENA_SIZE + 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	playground = mmap(NULL, PLAYGROUND_SIZE + 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	reached = calloc((size_t)call_count, 3);
	if (shared == MAP_FAILED || arena == MAP_FAILED || playground == MAP_FAILED || !reached)
		return 2;
	succeeded = reached + call_count;
	unsteady = succeeded + call_count;
	mprotect(arena + ARENA_SIZE, 65536, PROT_NONE);
	munmap(playground + PLAYGROUND_SIZE, 65536);
	for (first = seed; (!programs || done < programs) && (!seconds || now() - start < seconds * 1000); seed++, done++) {
		bad = program(seed, &made);
		if (bad < 0)
			return 0;
		differences += bad;
		if (differences >= enough)
			break;
	}
	printf("# seeds %" PRIu64 " to %" PRIu64 ": %ld programs, %ld of them unsteady; %ld calls of %d of %d wrappers, %d with success\n",
	       first, seed - 1, done, unalike, made, count(reached), call_count, count(succeeded));
	if (!differences)
		printf("ok - torture: %ld programs\n", done);
	for (int i = 0; verbose && i < call_count; i++)
		printf("# %s: %s%s\n", calls[i].name, !reached[i] ? "not called" : succeeded[i] ? "success" : "errors alone",
		       unsteady[i] ? ", unsteady" : "");
	return differences != 0;
}
