/* What changes all threads: allthreads.h, cred.h. */
#include "faults.h"

#include <pthread.h>

enum {
	SETUID,
	SETGID,
	SETREUID,
	SETREGID,
	SETRESUID,
	SETRESGID,
	SETEUID,
	SETEGID,
	SETGROUPS,
	SETFSUID,
	SETFSGID,
	CALL6,
	FIRST = 64, /* no call of this kind was made before */
	ALONE = 128 /* there is one thread */
};

static void *sleep_on(void *unused)
{
	for (;;)
		pause();
	return unused;
}

static void setup(int variant)
{
	int i;

	for (i = 0; i < 3 && !(variant & ALONE); i++) {
		pthread_t thread;
		pthread_attr_t small;

		pthread_attr_init(&small);
		pthread_attr_setstacksize(&small, 65536);
		pthread_create(&thread, &small, sleep_on, NULL);
	}
	if (!(variant & FIRST))
		AllThreadsSyscall(LX_SYS_getpid, 0, 0, 0);
}

static long run(int variant)
{
	static const unsigned int groups[] = { 11, 12, 13 };

	switch (variant & ~(FIRST | ALONE)) {
	case SETUID:
		return Setuid(1234);
	case SETGID:
		return Setgid(1234);
	case SETREUID:
		return Setreuid(1234, 1235);
	case SETREGID:
		return Setregid(1234, 1235);
	case SETRESUID:
		return Setresuid(1234, 1235, 1236);
	case SETRESGID:
		return Setresgid(1234, 1235, 1236);
	case SETEUID:
		return Seteuid(1234);
	case SETEGID:
		return Setegid(1234);
	case SETGROUPS:
		return Setgroups(3, groups);
	case SETFSUID:
		return Setfsuid(1234);
	case SETFSGID:
		return Setfsgid(1234);
	default:
		return AllThreadsSyscall6(LX_SYS_setresgid, 5, 6, 7, 0, 0, 0);
	}
}

/* Whether a thread has signals blocked, as one that is held has. */
static int is_held(void)
{
	static char text[4096];
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;
	int held = 0;

	while ((entry = readdir(tasks)) != NULL) {
		char path[320];

		snprintf(path, sizeof(path), "/proc/self/task/%s/status", entry->d_name);
		read_text(path, text, sizeof(text));
		held |= entry->d_name[0] != '.' && !strstr(text, "SigBlk:\t0000000000000000");
	}
	closedir(tasks);
	return held;
}

/* Tells the ids of each thread. */
static void after(int variant, long result)
{
	static char text[4096];
	DIR *tasks;
	struct dirent *entry;
	int tries;

	(void)variant;
	if (result < 0) {
		for (tries = 0; tries < 2000 && is_held(); tries++)
			usleep(1000);
		if (tries == 2000)
			told("threads are held\n");
		return;
	}
	tasks = opendir("/proc/self/task");
	while ((entry = readdir(tasks)) != NULL) {
		char path[320];
		char *line, *end;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "/proc/self/task/%s/status", entry->d_name);
		read_text(path, text, sizeof(text));
		line = strstr(text, "Uid:");
		end = line ? strstr(line, "FDSize") : NULL;
		if (end)
			*end = 0;
		told("%s", line ? line : "?");
		line = end ? strstr(end + 1, "Groups:") : NULL;
		told("%.*s\n", line ? (int)strcspn(line, "\n") : 1, line ? line : "?");
	}
	closedir(tasks);
}

enum { FLAGS = NEEDS_ROOT | CHANGES | KEEPS_HANDLER };
#define NO_RANDOM { LX_SYS_getrandom, LX_EAGAIN }

const Scenario thread_scenarios[] = {
	{ "AllThreads Setuid", setup, run, after, SETUID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setuid, first", setup, run, after, SETUID | FIRST, FLAGS | KEEPS_MEMORY, { { 0, 0 } } },
	{ "AllThreads Setuid, first, without randomness", setup, run, after, SETUID | FIRST, FLAGS | KEEPS_MEMORY, { NO_RANDOM } },
	{ "AllThreads Setuid, alone", setup, run, after, SETUID | ALONE, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setgid", setup, run, after, SETGID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setreuid", setup, run, after, SETREUID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setregid", setup, run, after, SETREGID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setresuid", setup, run, after, SETRESUID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setresgid", setup, run, after, SETRESGID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Seteuid", setup, run, after, SETEUID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setegid", setup, run, after, SETEGID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setgroups", setup, run, after, SETGROUPS, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setfsuid", setup, run, after, SETFSUID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Setfsgid", setup, run, after, SETFSGID, FLAGS, { { 0, 0 } } },
	{ "AllThreads Syscall6", setup, run, after, CALL6, FLAGS, { { 0, 0 } } },
	{ NULL, NULL, NULL, NULL, 0, 0, { { 0, 0 } } }
};
