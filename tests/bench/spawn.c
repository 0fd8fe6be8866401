/*
 * Microseconds to start a program and wait for its end, from a process with little memory and from one that has touched
 * 2 GiB. Each is a process of its own; in a round each contestant has its turn in the one and in the other, and what
 * counts are the medians, of times and of the ratios in one round.
 *
 *     spawn PROGRAM
 */
#define _GNU_SOURCE
#include <barecall/spawn.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 40, SPAWNS = 20, CONTESTANTS = 4 };
#include "median.h" /* of ROUNDS values */
#define TOUCHED (2UL << 30)

static char *program;
static char *no_env[] = {NULL};
static char **args = (char *[]){NULL, NULL};

static __attribute__((__noinline__)) pid_t by_vfork(void)
{
	pid_t pid = vfork();

	if (pid == 0) {
		execve(program, args, no_env);
		_exit(127);
	}
	return pid;
}

static pid_t by_barecall(void)
{
	return ForkExec(program, args, LX_NULL, LX_NULL);
}

static pid_t by_posix_spawn(void)
{
	pid_t pid;

	return posix_spawn(&pid, program, NULL, NULL, args, no_env) == 0 ? pid : -1;
}

static pid_t by_fork(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		execve(program, args, no_env);
		_exit(127);
	}
	return pid;
}

static const struct contestant {
	const char *name;
	pid_t (*start)(void);
	int spawns; /* a fork of 2 GiB takes long */
} contestants[CONTESTANTS] = {
	{"bare vfork", by_vfork, SPAWNS},
	{"barecall ForkExec", by_barecall, SPAWNS},
	{"libc posix_spawn", by_posix_spawn, SPAWNS},
	{"libc fork", by_fork, 1},
};

static double one_turn(const struct contestant *contestant)
{
	double begin = now();
	int i, status;

	for (i = 0; i < contestant->spawns; i++) {
		pid_t pid = contestant->start();

		if (pid <= 0 || waitpid(pid, &status, 0) != pid || status != 0)
			return -1;
	}
	return (now() - begin) / contestant->spawns;
}

/* serve is the process whose turns are measured: it gets a contestant's number and answers with the time. */
static int serve(int in, int out, size_t size)
{
	int number;

	if (size) {
		char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (memory == MAP_FAILED)
			return 1;
		madvise(memory, size, MADV_NOHUGEPAGE);
		memset(memory, 1, size);
	}
	while (read(in, &number, sizeof number) == sizeof number) {
		double time = one_turn(&contestants[number]);

		if (write(out, &time, sizeof time) != sizeof time)
			return 1;
	}
	return 0;
}

static void start_server(int fds[2], size_t size)
{
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
		exit(1);
	if (fork() == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 1); /* where the program writes to */
		close(in[1]);
		close(out[0]);
		_exit(serve(in[0], out[1], size));
	}
	close(in[0]);
	close(out[1]);
	fds[0] = out[0];
	fds[1] = in[1];
}

static double ask(const int fds[2], int number)
{
	double time;

	if (write(fds[1], &number, sizeof number) != sizeof number || read(fds[0], &time, sizeof time) != sizeof time ||
	    time < 0) {
		fprintf(stderr, "spawn: %s could not start %s\n", contestants[number].name, program);
		exit(1);
	}
	return time;
}

int main(int argc, char **argv)
{
	static double small[CONTESTANTS][ROUNDS], large[CONTESTANTS][ROUNDS];
	static double growth[CONTESTANTS][ROUNDS], to_vfork[CONTESTANTS][ROUNDS];
	int without[2], with[2];
	int round, i;

	if (argc != 2)
		return 2;
	program = argv[1];
	args[0] = program;
	start_server(without, 0);
	start_server(with, TOUCHED);
	for (i = 0; i < CONTESTANTS; i++) {
		ask(without, i);
		ask(with, i);
	}
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < CONTESTANTS; i++) {
			int k = (i + round) % CONTESTANTS;

			if (round % 2) /* who comes second finds the caches warm */
				large[k][round] = ask(with, k);
			small[k][round] = ask(without, k);
			if (round % 2 == 0)
				large[k][round] = ask(with, k);
		}
		for (i = 0; i < CONTESTANTS; i++) {
			growth[i][round] = large[i][round] / small[i][round];
			to_vfork[i][round] = small[i][round] / small[0][round];
		}
	}
	for (i = 0; i < CONTESTANTS; i++)
		printf("%-22s %8.1f us %11.1f us   %7.3f   %7.3f\n", contestants[i].name, median(small[i]),
		       median(large[i]), median(growth[i]), median(to_vfork[i]));
	return 0;
}
