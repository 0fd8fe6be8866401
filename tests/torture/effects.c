/* What is left of a sandbox: its first process as /proc tells of it, and every file. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "torture.h"

static FILE *out;

static uint64_t digest(const unsigned char *bytes, size_t count)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < count; i++)
		h = (h ^ bytes[i]) * 0x100000001b3;
	return h;
}

/* The lines of a file of /proc that begin with one of these words, or all of them. */
static void lines(int pid, const char *name, const char *const *beginnings)
{
	char path[300], line[512];
	FILE *in;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	in = fopen(path, "re");
	if (!in)
		return;
	while (fgets(line, sizeof(line), in)) {
		int wanted = !beginnings;

		for (const char *const *b = beginnings; b && *b; b++)
			wanted |= strncmp(line, *b, strlen(*b)) == 0;
		if (wanted)
			fprintf(out, "%s: %s", name, line);
	}
	fclose(in);
}

/* The locks of a descriptor, without the numbers of process, device and file. */
static void locks(int pid, const char *name)
{
	char path[300], line[512], what[3][16], from[24], to[24];
	FILE *in;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	in = fopen(path, "re");
	while (in && fgets(line, sizeof(line), in))
		if (sscanf(line, "lock: %*s %15s %15s %15s %*s %*s %23s %23s", what[0], what[1], what[2], from, to) == 5)
			fprintf(out, "%s: lock %s %s %s %s %s\n", name, what[0], what[1], what[2], from, to);
	if (in)
		fclose(in);
}

/* What descriptors lead to, without the numbers of what has no name. */
static void descriptors(int pid)
{
	static const char *const told[] = { "pos:", "flags:", "eventfd-count:", "sigmask:", NULL };
	char path[64], name[64], target[300];

	for (int fd = 0; fd < 1024; fd++) {
		ssize_t n;

		snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
		n = readlink(path, target, sizeof(target) - 1);
		if (n < 0)
			continue;
		target[n] = 0;
		target[strcspn(target, target[0] == '/' ? "" : "[")] = 0;
		fprintf(out, "fd/%d: %s\n", fd, target);
		snprintf(name, sizeof(name), "fdinfo/%d", fd);
		lines(pid, name, told);
		locks(pid, name);
	}
}

/* Where memory is mapped and how, without the numbers of devices and files. */
static void mappings(int pid)
{
	char path[64], line[512], where[64], how[8], name[300];
	FILE *in;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	in = fopen(path, "re");
	while (in && fgets(line, sizeof(line), in)) {
		name[0] = 0;
		line[strcspn(line, "\n")] = 0;
		if (strstr(line, ":["))
			*strstr(line, ":[") = 0;
		if (sscanf(line, "%63s %7s %*s %*s %*s %299[^\n]", where, how, name) >= 2 && !strstr(name, "[stack]"))
			fprintf(out, "maps: %s %s %s\n", where, how, name);
	}
	if (in)
		fclose(in);
}

static void attributes(int fd)
{
	char names[1024], value[1024];
	ssize_t size = flistxattr(fd, names, sizeof(names));

	for (ssize_t i = 0; i < size; i += (ssize_t)strlen(names + i) + 1) {
		ssize_t n = fgetxattr(fd, names + i, value, sizeof(value));

		fprintf(out, " %s=%016llx", names + i, n < 0 ? 0ULL : (unsigned long long)digest((unsigned char *)value, (size_t)n));
	}
}

static void contents(int fd, off_t size)
{
	static unsigned char bytes[1 << 20];
	ssize_t n = size > 0 ? pread(fd, bytes, sizeof(bytes), 0) : 0;

	fprintf(out, " %016llx", (unsigned long long)digest(bytes, n > 0 ? (size_t)n : 0));
	attributes(fd);
}

static int other(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
}

static void walk(int at, const char *path, int depth)
{
	struct dirent **entries;
	int count = scandirat(at, ".", &entries, other, alphasort);

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		char target[300];
		struct stat s;
		int fd = -1;

		if (fstatat(at, name, &s, AT_SYMLINK_NOFOLLOW) == 0) {
			fprintf(out, "file %s/%s: %o %d %d %lu %ld", path, name, s.st_mode, (int)s.st_uid, (int)s.st_gid,
				S_ISDIR(s.st_mode) ? 0UL : (unsigned long)s.st_nlink, S_ISDIR(s.st_mode) ? 0L : (long)s.st_size);
			if (S_ISLNK(s.st_mode)) {
				ssize_t n = readlinkat(at, name, target, sizeof(target) - 1);

				fprintf(out, " -> %.*s", (int)n, target);
			} else if (S_ISREG(s.st_mode) || S_ISDIR(s.st_mode)) {
				fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOATIME);
				if (fd >= 0 && S_ISREG(s.st_mode))
					contents(fd, s.st_size);
			}
			fprintf(out, "\n");
			if (fd >= 0 && S_ISDIR(s.st_mode) && depth < 8 && strcmp(name, "proc") && strcmp(name, "pts")) {
				char *below;

				if (asprintf(&below, "%s/%s", path, name) < 0)
					abort();
				walk(fd, below, depth + 1);
				free(below);
			}
		}
		if (fd >= 0)
			close(fd);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

char *effects(int pid, int root)
{
	static const char *const status[] = { "Name:", "Umask:", "Uid:", "Gid:", "Groups:", "SigPnd:", "ShdPnd:", "SigBlk:", "SigIgn:",
					      "SigCgt:", "Cap", "NoNewPrivs:", "Seccomp:", "Speculation", "Cpus_allowed:",
					      "VmLck:", "THP_enabled:", "Threads:", NULL };
	char *text;
	size_t size;

	out = open_memstream(&text, &size);
	if (!out)
		abort();
	lines(pid, "status", status);
	lines(pid, "limits", NULL);
	lines(pid, "mounts", NULL);
	lines(pid, "timerslack_ns", NULL);
	lines(pid, "personality", NULL);
	lines(pid, "coredump_filter", NULL);
	descriptors(pid);
	mappings(pid);
	if (pid)
		end_leases();
	walk(root, "", 0);
	fclose(out);
	return text;
}
