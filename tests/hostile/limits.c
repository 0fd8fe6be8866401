/*
 * Worlds where a limit is reached when the helper runs: descriptors, a user's processes, a cgroup's. What comes is the kernel's
 * error for that, or, where the helper needs no more of it, what comes without the limit.
 */
#include "hostile.h"

#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Limit: a world. */
typedef struct Limit {
	const char *name;
	World world;
	int errors[3];
	int user; /* the scenario is another user's */
} Limit;

enum { CONTROL = 100 }; /* the descriptor of pids.max */

static struct rlimit before;
static int met; /* how many helpers have had its error */

static void become_user(void)
{
	if (setgroups(0, NULL) || setgid(1234) || setuid(1234) || prctl(PR_SET_DUMPABLE, 1))
		abort();
}

/* The current number of descriptors is as many as there may be. */
static void no_files(void)
{
	struct rlimit none;

	getrlimit(RLIMIT_NOFILE, &before);
	none.rlim_cur = 0;
	none.rlim_max = before.rlim_max;
	setrlimit(RLIMIT_NOFILE, &none);
}

static void files_again(void)
{
	setrlimit(RLIMIT_NOFILE, &before);
}

static void no_processes(void)
{
	struct rlimit none;

	getrlimit(RLIMIT_NPROC, &before);
	none.rlim_cur = 0;
	none.rlim_max = before.rlim_max;
	setrlimit(RLIMIT_NPROC, &none);
}

static void processes_again(void)
{
	setrlimit(RLIMIT_NPROC, &before);
}

/* ---- A cgroup, of either version */

static char cgroup[128];

static int put(const char *name, const char *text)
{
	char path[192];
	int fd, bad;

	snprintf(path, sizeof(path), "%s/%s", cgroup, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	bad = write(fd, text, strlen(text)) != (ssize_t)strlen(text);
	close(fd);
	return bad;
}

static const char *make_cgroup(void)
{
	static const char *const places[] = { "/sys/fs/cgroup/pids", "/sys/fs/cgroup" };
	char path[192];
	size_t i;

	for (i = 0; i < 2; i++) {
		snprintf(cgroup, sizeof(cgroup), "%s/barecall-%d", places[i], Getpid());
		snprintf(path, sizeof(path), "%s/pids.max", cgroup);
		if ((mkdir(cgroup, 0755) == 0 || errno == EEXIST) && access(path, W_OK) == 0)
			return NULL;
		rmdir(cgroup);
	}
	return "no cgroup with pids.max can be made here";
}

static void join_cgroup(void)
{
	char path[192];
	int fd;

	snprintf(path, sizeof(path), "%s/pids.max", cgroup);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (put("cgroup.procs", "0") || dup3(fd, CONTROL, O_CLOEXEC) != CONTROL)
		abort();
	close(fd);
}

static void control(const char *text)
{
	if (pwrite(CONTROL, text, strlen(text), 0) != (ssize_t)strlen(text))
		abort();
}

static void close_cgroup(void)
{
	control("0");
}

static void open_cgroup(void)
{
	control("max");
}

static const Limit worlds[] = {
	{ "RLIMIT_NOFILE reached", { NULL, NULL, no_files, files_again }, { LX_EMFILE, LX_EINVAL, LX_EBADF }, 0 },
	{ "RLIMIT_NPROC reached, another user", { become_user, NULL, no_processes, processes_again }, { LX_EAGAIN, 0, 0 }, 1 },
	{ "pids.max reached", { join_cgroup, NULL, close_cgroup, open_cgroup }, { LX_EAGAIN, 0, 0 }, 0 },
};

/* The same effect, but that the program sees a limit. */
static int same_effect(const Outcome *fine)
{
	const char *a = strstr(out->effect, " files "), *b = strstr(fine->effect, " files ");

	if (!a || !b)
		return strcmp(out->effect, fine->effect) == 0;
	return a - out->effect == b - fine->effect && strncmp(out->effect, fine->effect, (size_t)(a - out->effect)) == 0 &&
	       strcmp(a + 7 + strcspn(a + 7, " "), b + 7 + strcspn(b + 7, " ")) == 0;
}

static const char *wrong_with(const Limit *limit, const Scenario *s, const Outcome *fine)
{
	const char *wrong = what_is_wrong(out);
	int i;

	if (wrong)
		return wrong;
	if (out->result == fine->result && same_effect(fine))
		return NULL;
	if (strncmp(s->name, "Getpagesize", 11) == 0 && out->result == 0)
		return NULL; /* there is no telling */
	for (i = 0; i < 3 && limit->errors[i]; i++)
		if (out->result == -limit->errors[i]) {
			met++;
			return out->used && !(s->flags & TELLS_ERRORS) ? "an error, and something was done" : NULL;
		}
	return "neither the limit's error nor what comes without it";
}

static void one(const Limit *limit, const Scenario *s)
{
	World same = { limit->world.before, NULL, NULL, NULL };
	Fault none = { 0, 0, NO_FAULT, 0, 0, 0, 0, { 0 } };
	static Outcome fine;
	const char *wrong;

	if (limit->user && (s->flags & NEEDS_ROOT))
		return;
	world = &same;
	if (works(limit->name, s, &fine, NULL)) {
		world = &limit->world;
		inject(s, &none, NULL);
		wrong = wrong_with(limit, s, &fine);
		if (wrong)
			show(wrong, s->name);
		result(limit->name, s, 1, wrong != NULL);
	}
	world = NULL;
}

void limits(int count, char **words)
{
	const Limit *limit;
	const Scenario *s;
	const char *why;
	int table;

	if (chown(".", 1234, 1234))
		abort();
	why = make_cgroup();
	for (limit = worlds; limit < worlds + sizeof(worlds) / sizeof(worlds[0]); limit++) {
		if (why && limit->world.before == join_cgroup) {
			printf("ok - %s # SKIP %s\n", limit->name, why);
			continue;
		}
		met = 0;
		for (table = 0; table < table_count; table++)
			for (s = tables[table]; s->name; s++)
				if (wanted(s->name, count, words))
					one(limit, s);
		if (count == 0)
			printf("%s - %s: it is reached: %d helpers met it\n", met > 10 ? "ok" : "not ok", limit->name, met);
	}
	rmdir(cgroup);
}
