/* What the tests of spawn.h share. */
#ifndef SPAWNING_H
#define SPAWNING_H

#include "unit.h"

#include <dirent.h>
#include <fcntl.h>

#include <barecall/spawn.h>

static char *const true_argv[] = { (char *)"true", LX_NULL };

/* Attributes with nothing set, to be used once; sys is in effect. */
static ProcAttr attr;
static SysProcAttr sys;

static inline void plain(void)
{
	memset(&attr, 0, sizeof(attr));
	memset(&sys, 0, sizeof(sys));
	attr.sys = &sys;
}

static inline int wait_for(int pid)
{
	int status = -1;

	return waitpid(pid, &status, 0) == pid ? status : -1;
}

static inline int childless(void)
{
	return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

/* Starts `sh -c script` with attr; its exit status, or -errno. */
static inline int shell(const char *script)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)(uintptr_t)script, LX_NULL };
	int pid = ForkExec("/bin/sh", argv, &attr, LX_NULL), status;

	if (pid < 0)
		return pid;
	status = wait_for(pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* Starts a program and reads what it writes to descriptor 1. Returns the pid it had, or -errno. */
static inline int output_of(char *const argv[], char *text, size_t size)
{
	int pipefd[2], files[3] = { 0, -1, 2 }, pid;
	size_t n = 0;
	ssize_t got;

	assert_int_equal(pipe2(pipefd, O_CLOEXEC), 0);
	files[1] = pipefd[1];
	attr.files = files;
	attr.nfiles = 3;
	pid = ForkExec(argv[0], argv, &attr, LX_NULL);
	close(pipefd[1]);
	while (n < size - 1 && (got = read(pipefd[0], text + n, size - 1 - n)) > 0)
		n += (size_t)got;
	text[n] = 0;
	close(pipefd[0]);
	if (pid > 0)
		assert_int_equal(wait_for(pid), 0);
	attr.files = LX_NULL;
	attr.nfiles = 0;
	return pid;
}

/* The number after key in /proc/self/status of a program started with attr. */
static inline unsigned long status_field(const char *key, int base)
{
	static char *const argv[] = { (char *)"/bin/cat", (char *)"/proc/self/status", LX_NULL };
	char text[8192];
	const char *line;
	int pid = output_of(argv, text, sizeof(text));

	if (pid < 0)
		fail_msg("spawn: %d", pid);
	line = strstr(text, key);
	if (!line)
		fail_msg("no %s in %s", key, text);
	return strtoul(line + strlen(key), NULL, base);
}

static inline int open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

/* Fails to start a program, in this way, and leaves nothing behind. */
static inline int fails_with(const char *path, int step, int err, unsigned int index)
{
	SpawnError error = { -1, -1, 99 };
	int before = open_descriptors(), pidfd = 77, result, alone, after;

	result = StartProcess(path, true_argv, &attr, &pidfd, &error);
	alone = childless();
	after = open_descriptors();
	if (after < before && unit_under_qemu())
		after = before; /* a thread of the emulator had one for a moment */
	if (result == -err && error.step == step && error.err == err && error.index == index && pidfd == -1 && alone &&
	    after == before)
		return 1;
	printf("# %d; %s, errno %d, index %u; pidfd %d; want %s, errno %d, index %u; %s, descriptors %d, now %d\n", result,
	       SpawnStepName(error.step) ? SpawnStepName(error.step) : "?", error.err, error.index, pidfd,
	       SpawnStepName(step), err, index, alone ? "no child" : "a child is left", before, after);
	return 0;
}

#endif
