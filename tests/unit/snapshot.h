/* Everything of a process that can be seen and that a helper is not to change, to be compared before and after. */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

typedef struct Snapshot {
	char status[4096]; /* but for what grows and counts */
	char limits[4096];
	char maps[32768];
	char links[4096]; /* descriptors, root, directory, namespaces */
	char stat[64]; /* group, session, terminal */
	char filter[16]; /* which memory a core dump has */
	Sigaction_t actions[64];
	long values[16];
} Snapshot;

static inline void read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t got;

	while (fd >= 0 && n < size - 1 && (got = read(fd, text + n, size - 1 - n)) > 0)
		n += (size_t)got;
	text[n] = 0;
	if (fd >= 0)
		close(fd);
}

/* Leaves out of /proc/self/status the lines that change by themselves. */
static inline void drop_lines(char *text)
{
	static const char *const kept[] = { "Name", "Umask", "Tgid", "Pid", "PPid", "TracerPid", "Uid", "Gid", "FDSize",
					    "Groups", "NStgid", "NSpid", "NSpgid", "NSsid", "Threads", "SigBlk", "SigIgn",
					    "SigCgt", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs",
					    "Seccomp", "Seccomp_filters", "VmLck", "VmPin", "CoreDumping", "THP_enabled",
					    "Cpus_allowed", "Mems_allowed", "Speculation_Store_Bypass" };
	char *from = text, *to = text;

	while (*from) {
		size_t length = strcspn(from, "\n") + 1, key = strcspn(from, ":"), i;

		for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
			if (strlen(kept[i]) == key && memcmp(kept[i], from, key) == 0)
				break;
		if (i < sizeof(kept) / sizeof(kept[0])) {
			memmove(to, from, length);
			to += length;
		}
		from += length;
	}
	*to = 0;
}

/* The stack grows, nothing else does. */
static inline void drop_stack(char *maps)
{
	char *stack = strstr(maps, "[stack]");

	while (stack && stack > maps && stack[-1] != '\n')
		*--stack = '-';
	while (stack && *stack && *stack != '\n')
		*stack++ = '-';
}

static inline void take_snapshot(Snapshot *s)
{
	static const char *const names[] = { "/proc/self/root", "/proc/self/cwd", "/proc/self/ns/user", "/proc/self/ns/mnt",
					     "/proc/self/ns/net", "/proc/self/ns/pid", "/proc/self/ns/ipc",
					     "/proc/self/ns/uts", "/proc/self/ns/pid_for_children", "/proc/self/ns/time",
					     "/proc/self/ns/time_for_children", "/proc/self/ns/cgroup" };
	char path[64], link[256], text[1024], *end;
	size_t used = 0;
	unsigned int i;
	int fd;

	memset(s, 0, sizeof(*s));
	read_text("/proc/self/status", s->status, sizeof(s->status));
	drop_lines(s->status);
	read_text("/proc/self/limits", s->limits, sizeof(s->limits));
	read_text("/proc/self/maps", s->maps, sizeof(s->maps));
	drop_stack(s->maps);
	read_text("/proc/self/coredump_filter", s->filter, sizeof(s->filter));
	read_text("/proc/self/stat", text, sizeof(text));
	end = strrchr(text, ')');
	if (end) /* state, ppid, pgrp, session, tty; the terminal's foreground group is everybody's */
		sscanf(end + 4, "%*d %63[0-9 -]", s->stat);
	if (s->stat[0])
		*(strchr(strchr(strchr(s->stat, ' ') + 1, ' ') + 1, ' ')) = 0;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ssize_t n = readlink(names[i], link, sizeof(link) - 1);

		used += (size_t)snprintf(s->links + used, sizeof(s->links) - used, "%.*s\n", n < 0 ? 0 : (int)n, link);
	}
	for (fd = 0; fd < 128; fd++) {
		ssize_t n;
		int flags = fcntl(fd, F_GETFD);

		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		n = readlink(path, link, sizeof(link) - 1);
		if (n > 0 && used < sizeof(s->links) - 300)
			used += (size_t)snprintf(s->links + used, sizeof(s->links) - used, "%d %d %.*s\n", fd, flags, (int)n,
						 link);
	}
	for (i = 0; i < 64; i++)
		Sigaction((int)i + 1, LX_NULL, &s->actions[i]);
	i = 0;
	s->values[i++] = prctl(PR_GET_DUMPABLE);
	s->values[i++] = prctl(PR_GET_KEEPCAPS);
	s->values[i++] = prctl(PR_GET_SECUREBITS);
	s->values[i++] = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
	s->values[i++] = prctl(PR_GET_TIMERSLACK);
	s->values[i++] = prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0);
	s->values[i++] = prctl(PR_GET_CHILD_SUBREAPER, &s->values[15]);
	prctl(PR_GET_PDEATHSIG, &fd);
	s->values[i++] = fd;
	s->values[i++] = syscall(LX_SYS_personality, 0xffffffffL);
	s->values[i++] = Getpriority(LX_PRIO_PROCESS, 0, (int *)&s->values[14]);
	s->values[i++] = KeyctlGetKeyringID(LX_KEY_SPEC_SESSION_KEYRING, 0);
	s->values[i++] = syscall(LX_SYS_sched_getscheduler, 0L);
}

static inline int same_text(const char *what, const char *before, const char *after)
{
	if (strcmp(before, after) == 0)
		return 1;
	while (*before && *before == *after)
		before++, after++;
	printf("# %s: %.100s / %.100s\n", what, before, after);
	return 0;
}

static inline int same_snapshot(const Snapshot *before, const Snapshot *after)
{
	unsigned int i;
	int same = same_text("status", before->status, after->status) & same_text("limits", before->limits, after->limits) &
		   same_text("maps", before->maps, after->maps) & same_text("links", before->links, after->links) &
		   same_text("stat", before->stat, after->stat) & same_text("filter", before->filter, after->filter);

	if (memcmp(before->actions, after->actions, sizeof(before->actions))) {
		printf("# the actions of signals differ\n");
		same = 0;
	}
	for (i = 0; i < sizeof(before->values) / sizeof(before->values[0]); i++)
		if (before->values[i] != after->values[i]) {
			printf("# value %u: %ld / %ld\n", i, before->values[i], after->values[i]);
			same = 0;
		}
	return same;
}

#endif
