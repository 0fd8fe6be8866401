/*
 * Worlds where a limit is reached when the helper runs: descriptors, a user's processes, a cgroup's, its memory. What comes is
 * the kernel's error for that, or, where the helper needs no more of it, what comes without the limit. For memory the kernel
 * may kill whoever wants more: nothing else is to end a helper.
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
	int kills; /* the kernel may end the scenario */
} Limit;

enum { CONTROL = 100 }; /* the descriptor of a cgroup's limit */

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

/* Controller: what limits, by the name of its hierarchy in version 1, and of its file in both. */
typedef struct Controller {
	const char *name;
	const char *files[2];
	const char *most[2]; /* what the file has where there is no limit */
	char cgroup[128];
	int version; /* 0: the first */
} Controller;

static Controller pids = { "pids", { "pids.max", "pids.max" }, { "max", "max" }, "", 0 };
static Controller memory = { "memory", { "memory.limit_in_bytes", "memory.max" }, { "-1", "max" }, "", 0 };

static int put(const char *directory, const char *name, const char *text)
{
	char path[192];
	int fd, bad;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	bad = write(fd, text, strlen(text)) != (ssize_t)strlen(text);
	close(fd);
	return bad;
}

static const char *make_cgroup(Controller *c)
{
	char path[192];

	for (c->version = 0; c->version < 2; c->version++) {
		if (c->version == 0)
			snprintf(c->cgroup, sizeof(c->cgroup), "/sys/fs/cgroup/%s/barecall-%d", c->name, Getpid());
		else
			snprintf(c->cgroup, sizeof(c->cgroup), "/sys/fs/cgroup/barecall-%d", Getpid());
		snprintf(path, sizeof(path), "%s/%s", c->cgroup, c->files[c->version]);
		if ((mkdir(c->cgroup, 0755) == 0 || errno == EEXIST) && access(path, W_OK) == 0)
			return NULL;
		rmdir(c->cgroup);
	}
	return "no cgroup with this limit can be made here";
}

static void control(const char *text)
{
	if (pwrite(CONTROL, text, strlen(text), 0) != (ssize_t)strlen(text))
		abort();
}

static void join_cgroup(const Controller *c)
{
	char path[192];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", c->cgroup, c->files[c->version]);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (dup3(fd, CONTROL, O_CLOEXEC) != CONTROL)
		abort();
	close(fd);
	/* Whoever was killed has left it as it was. */
	control(c->most[c->version]);
	if (put(c->cgroup, "cgroup.procs", "0"))
		abort();
}

static void join_pids(void)
{
	join_cgroup(&pids);
}

static void close_pids(void)
{
	control("0");
}

static void open_pids(void)
{
	control(pids.most[pids.version]);
}

static void join_memory(void)
{
	join_cgroup(&memory);
}

/* The number in a file of the memory's cgroup, behind a word where one is given. */
static long number_in(const char *name, const char *word)
{
	char path[192], text[256] = "";
	const char *found;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", memory.cgroup, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	found = read(fd, text, sizeof(text) - 1) > 0 ? strstr(text, word) : NULL;
	close(fd);
	return found ? atol(found + strlen(word)) : -1;
}

static long memory_used(void)
{
	return memory.version ? number_in("memory.current", "") : number_in("memory.usage_in_bytes", "");
}

/* How often somebody wanted more than there may be. */
static long memory_wanted(void)
{
	return memory.version ? number_in("memory.events", "\nmax ") : number_in("memory.failcnt", "");
}

/*
 * As much as is used is the limit. Each processor has taken some pages more than that, which are given back when the limit
 * would be lower; in version 2 that would also end the scenario.
 */
static void close_memory(void)
{
	char text[32];

	if (memory.version == 0) {
		snprintf(text, sizeof(text), "%ld", memory_used() / 2);
		(void)!pwrite(CONTROL, text, strlen(text), 0); /* EBUSY */
	}
	snprintf(text, sizeof(text), "%ld", memory_used());
	control(text);
}

static void open_memory(void)
{
	control(memory.most[memory.version]);
}

static const Limit worlds[] = {
	{ "RLIMIT_NOFILE reached", { NULL, NULL, no_files, files_again }, { LX_EMFILE, LX_EINVAL, LX_EBADF }, 0, 0 },
	{ "RLIMIT_NPROC reached, another user", { become_user, NULL, no_processes, processes_again }, { LX_EAGAIN, 0, 0 }, 1, 0 },
	{ "pids.max reached", { join_pids, NULL, close_pids, open_pids }, { LX_EAGAIN, 0, 0 }, 0, 0 },
	{ "memory.max reached", { join_memory, NULL, close_memory, open_memory }, { LX_ENOMEM, 0, 0 }, 0, 1 },
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

	if (limit->kills && !out->hung && !out->done && WIFSIGNALED(out->status) && WTERMSIG(out->status) == SIGKILL)
		return NULL;
	if (wrong)
		return wrong;
	if (out->result == fine->result && same_effect(fine))
		return NULL;
	if (strncmp(s->name, "Getpagesize", 11) == 0 && out->result == 0)
		return NULL; /* there is no telling */
	for (i = 0; i < 3 && limit->errors[i]; i++)
		if (out->result == -limit->errors[i]) {
			met += !limit->kills;
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
		long wanted_before = limit->kills ? memory_wanted() : 0;

		world = &limit->world;
		inject(s, &none, NULL);
		met += limit->kills && memory_wanted() > wanted_before;
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
	const char *no_pids, *no_memory, *why;
	int table;

	if (chown(".", 1234, 1234))
		abort();
	no_pids = make_cgroup(&pids);
	no_memory = make_cgroup(&memory);
	for (limit = worlds; limit < worlds + sizeof(worlds) / sizeof(worlds[0]); limit++) {
		why = limit->world.before == join_pids ? no_pids : limit->world.before == join_memory ? no_memory : NULL;
		if (why) {
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
	rmdir(pids.cgroup);
	rmdir(memory.cgroup);
}
