/*
 * What takes longer where there is more: entries of a directory, bytes of a tracee, memory that the caller has written to and
 * descriptors that it has, when it starts a program. Each is timed at sizes far apart, by hand and by barecall, in turns; what
 * counts are the medians, of times and of the ratios in one round. The slope is what one more costs, from the smallest size to
 * the largest.
 *
 *     growth PROGRAM DIRECTORY
 */
#define _GNU_SOURCE
#include <barecall/file.h>
#include <barecall/ptrace.h>
#include <barecall/spawn.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "hand.h"

enum { ROUNDS = 31, SIZES = 3 };
#include "median.h" /* of ROUNDS values */

typedef struct Row {
	const char *name, *unit;
	unsigned long sizes[SIZES];
	int times; /* how often in a round */
	void (*prepare)(unsigned long size);
	void (*by_hand)(unsigned long size);
	void (*by_barecall)(unsigned long size);
} Row;

static const char *program, *directory;
static unsigned long buffer[1 << 17]; /* 1 MiB */
static volatile unsigned long sum;

static void must(int condition, const char *what)
{
	if (!condition) {
		perror(what);
		exit(1);
	}
}

/* ---- a directory */

static void make_entries(unsigned long size)
{
	char name[32];

	must(mkdir(directory, 0700) == 0 && chdir(directory) == 0, directory);
	for (unsigned long n = 0; n < size; n++) {
		snprintf(name, sizeof(name), "file-%lu", n);
		must(close(open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) == 0, name);
	}
}

static void remove_entries(unsigned long size)
{
	char name[32];

	for (unsigned long n = 0; n < size; n++) {
		snprintf(name, sizeof(name), "file-%lu", n);
		unlink(name);
	}
	must(chdir("/") == 0 && rmdir(directory) == 0, directory);
}

static void walk_by_hand(unsigned long size)
{
	long fd = hand6(SYS_openat, AT_FDCWD, (long)".", O_RDONLY | O_DIRECTORY, 0, 0, 0), n;

	(void)size;
	while ((n = hand3(SYS_getdents64, fd, (long)buffer, 32768)) > 0)
		for (long at = 0; at < n; at += *(unsigned short *)((char *)buffer + at + 16))
			sum += *(unsigned long *)((char *)buffer + at);
	hand1(SYS_close, fd);
}

static void walk(unsigned long size)
{
	int fd = Open(".", LX_O_RDONLY | LX_O_DIRECTORY, 0), n;

	(void)size;
	while ((n = Getdents(fd, buffer, 32768)) > 0) {
		const Dirent *entry;

		for (unsigned long at = 0; (entry = DirentNext(buffer, (unsigned long)n, &at)) != NULL;)
			sum += entry->ino;
	}
	Close(fd);
}

/* ---- a tracee, which has this process's memory at the same addresses */

static int tracee;

static void start_tracee(unsigned long size)
{
	(void)size;
	memset(buffer, 1, sizeof(buffer));
	if (tracee)
		return;
	tracee = fork();
	if (tracee == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		memset(buffer, 2, sizeof(buffer));
		for (;;)
			raise(SIGSTOP);
	}
	must(waitpid(tracee, NULL, 0) == tracee, "waitpid");
}

/* For a word the one call is the least, for anything else the other. */
static void out_by_hand(unsigned long size)
{
	struct iovec local = { buffer, size }, remote = { buffer, size };

	if (size == sizeof(long))
		hand6(SYS_ptrace, PTRACE_PEEKDATA, tracee, (long)buffer, (long)buffer, 0, 0);
	else
		hand6(SYS_process_vm_readv, tracee, (long)&local, 1, (long)&remote, 1, 0);
}

/* With a constant the compiler knows that a word will do. */
static void out(unsigned long size)
{
	PtracePeekData(tracee, (unsigned long)buffer, buffer, size == sizeof(long) ? sizeof(long) : size);
}

static void in_by_hand(unsigned long size)
{
	struct iovec local = { buffer, size }, remote = { buffer, size };

	if (size == sizeof(long))
		hand6(SYS_ptrace, PTRACE_POKEDATA, tracee, (long)buffer, (long)buffer[0], 0, 0);
	else
		hand6(SYS_process_vm_writev, tracee, (long)&local, 1, (long)&remote, 1, 0);
}

static void in(unsigned long size)
{
	PtracePokeData(tracee, (unsigned long)buffer, buffer, size == sizeof(long) ? sizeof(long) : size);
}

/* ---- starting a program */

static char *no_env[] = { NULL };
static char *args[] = { NULL, NULL };
static char *touched;
static unsigned long touched_size;

static void touch(unsigned long size)
{
	if (touched_size)
		munmap(touched, touched_size);
	touched_size = size << 20;
	if (!size)
		return;
	touched = mmap(NULL, touched_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	must(touched != MAP_FAILED, "mmap");
	madvise(touched, touched_size, MADV_NOHUGEPAGE);
	for (unsigned long at = 0; at < touched_size; at += 4096)
		touched[at] = 1;
}

static void wait_for(int pid)
{
	must(pid > 0 && waitpid(pid, NULL, 0) == pid, "start");
}

static void vfork_by_hand(unsigned long size)
{
	int pid = vfork();

	(void)size;
	if (pid == 0) {
		execve(program, args, no_env);
		_exit(127);
	}
	wait_for(pid);
}

static void fork_exec(unsigned long size)
{
	(void)size;
	wait_for(ForkExec(program, args, LX_NULL, LX_NULL));
}

static void open_descriptors(unsigned long size)
{
	struct rlimit limit;

	touch(0);
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	closefrom(3);
	for (unsigned long n = 0; n < size; n++)
		must(dup(0) >= 0, "dup");
}

static void close_by_hand(unsigned long size)
{
	int pid = vfork();

	(void)size;
	if (pid == 0) {
		hand3(SYS_close_range, 3, -1, 4); /* CLOSE_RANGE_CLOEXEC */
		execve(program, args, no_env);
		_exit(127);
	}
	wait_for(pid);
}

static void close_others(unsigned long size)
{
	static const int files[] = { 0, 1, 2 };
	static SysProcAttr sys;
	ProcAttr attr = { 0 };

	(void)size;
	sys.close_others = 1;
	attr.files = files;
	attr.nfiles = 3;
	attr.sys = &sys;
	wait_for(ForkExec(program, args, &attr, LX_NULL));
}

/* ---- */

static const Row rows[] = {
	{ "walk a directory", "entry", { 200, 2000, 20000 }, 5, make_entries, walk_by_hand, walk },
	{ "read from a tracee", "byte", { 8, 4096, 1 << 20 }, 20, start_tracee, out_by_hand, out },
	{ "write into a tracee", "byte", { 8, 4096, 1 << 20 }, 20, start_tracee, in_by_hand, in },
	{ "start a program, memory written to", "MiB", { 0, 512, 2048 }, 10, touch, vfork_by_hand, fork_exec },
	{ "start a program, descriptors to close", "descriptor", { 10, 200, 4000 }, 10, open_descriptors, close_by_hand, close_others },
};

static double turn(const Row *row, void (*what)(unsigned long size), unsigned long size)
{
	double begin = now();

	for (int i = 0; i < row->times; i++)
		what(size);
	return (now() - begin) / row->times;
}

static void measure(const Row *row)
{
	double hand[SIZES], ours[SIZES], values[3][ROUNDS];
	double more = (double)(row->sizes[SIZES - 1] - row->sizes[0]) / 1000;

	fprintf(stderr, "%s\n", row->name);
	for (int i = 0; i < SIZES; i++) {
		unsigned long size = row->sizes[i];

		row->prepare(size);
		for (int round = 0; round < ROUNDS; round++) {
			int first = rand() & 1;

			for (int j = 0; j < 2; j++)
				values[first ^ j][round] = turn(row, (first ^ j) ? row->by_barecall : row->by_hand, size);
			values[2][round] = values[1][round] / values[0][round];
		}
		hand[i] = median(values[0]);
		ours[i] = median(values[1]);
		fprintf(stderr, "%12lu %-10s %12.2f us %12.2f us %8.2f\n", size, row->unit, hand[i], ours[i], median(values[2]));
		if (row->prepare == make_entries)
			remove_entries(size);
	}
	hand[0] = (hand[SIZES - 1] - hand[0]) / more;
	ours[0] = (ours[SIZES - 1] - ours[0]) / more;
	fprintf(stderr, "%12s %-10s %12.3f ns %12.3f ns\n", "one more", row->unit, hand[0], ours[0]);
}

int main(int argc, char **argv)
{
	cpu_set_t one;

	if (argc != 3)
		return 2;
	/* Programs that are started write on descriptor 1, and this on 2. */
	must(dup2(1, 2) == 2 && dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), 1) == 1, "/dev/null");
	program = args[0] = argv[1];
	directory = argv[2];
	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	sched_setaffinity(0, sizeof(one), &one);
	for (unsigned int i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		measure(&rows[i]);
	if (tracee)
		kill(tracee, SIGKILL);
	return 0;
}
