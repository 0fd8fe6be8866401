/*
 * Worlds whose /proc is not what a helper may hope for: not mounted, read-only, hiding, of another PID namespace; and those that
 * root has made so by /proc/sys, in a machine of its own. It is so while the helper runs; the test looks at the /proc that it
 * knows.
 */
#include "hostile.h"

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>

typedef struct Proc {
	const char *name;
	int (*cover)(void); /* covers /proc, as root; 0 or -1 */
	int user; /* the scenario is another user's */
	const char *sysctl; /* or what is written where instead, and what was there */
	const char *value;
	const char *usual;
} Proc;

/* Expected: what a helper comes to that cannot do without, as its header has it. */
typedef struct Expected {
	const char *world; /* what its name begins with */
	const char *scenario; /* what its name begins with */
	long result;
	int step;
	const char *reason;
} Expected;

static const Proc *proc;
static int commands[2], answers[2]; /* pipes to who covers and uncovers */

/* ---- The worlds */

static int not_mounted(void)
{
	return mount("none", "/proc", "tmpfs", MS_RDONLY, "mode=555");
}

static int read_only(void)
{
	return mount("/proc", "/proc", NULL, MS_BIND, NULL) || mount(NULL, "/proc", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL);
}

static int hiding(void)
{
	return mount("proc", "/proc", "proc", 0, "hidepid=2");
}

static int subset(void)
{
	return mount("proc", "/proc", "proc", 0, "subset=pid");
}

static int outer(void)
{
	return mount("outer", "/proc", NULL, MS_BIND, NULL);
}

/* A namespace below, whose process is not the caller. */
static int inner(void)
{
	int pid, status;

	if (unshare(CLONE_NEWPID))
		return -1;
	pid = fork();
	if (pid == 0)
		_exit(mount("proc", "/proc", "proc", 0, NULL) != 0);
	return waitpid(pid, &status, 0) != pid || status != 0;
}

static const Proc worlds[] = {
	{ "/proc not mounted", not_mounted, 0, NULL, NULL, NULL },
	{ "/proc read-only", read_only, 0, NULL, NULL, NULL },
	{ "/proc with subset=pid", subset, 0, NULL, NULL, NULL },
	{ "/proc with hidepid=2", hiding, 0, NULL, NULL, NULL },
	{ "/proc with hidepid=2, another user", hiding, 1, NULL, NULL, NULL },
	{ "/proc not mounted, another user", not_mounted, 1, NULL, NULL, NULL },
	{ "/proc of an outer PID namespace", outer, 0, NULL, NULL, NULL },
	{ "/proc of an inner PID namespace", inner, 0, NULL, NULL, NULL },
};

#define YAMA "/proc/sys/kernel/yama/ptrace_scope"
static const Proc sysctl_worlds[] = {
	{ "user.max_user_namespaces=0", NULL, 0, "/proc/sys/user/max_user_namespaces", "0", "1000" },
	{ "user.max_user_namespaces=0, another user", NULL, 1, "/proc/sys/user/max_user_namespaces", "0", "1000" },
	{ "kernel.io_uring_disabled=2", NULL, 0, "/proc/sys/kernel/io_uring_disabled", "2", "0" },
	{ "kernel.yama.ptrace_scope=1, another user", NULL, 1, YAMA, "1", "0" },
	{ "kernel.yama.ptrace_scope=2", NULL, 0, YAMA, "2", "0" },
	{ "kernel.yama.ptrace_scope=2, another user", NULL, 1, YAMA, "2", "0" },
};

static const Expected expected[] = {
	{ "/proc not mounted", "ForkExec unshare user", -LX_ENOENT, LX_SPAWN_UID_MAP, "nothing to write ids to" },
	{ "/proc not mounted", "ForkExec clone user", -LX_ENOENT, LX_SPAWN_UID_MAP, "nothing to write ids to" },
	{ "/proc not mounted", "ForkExec unshare", 0, 0, "the program cannot see its namespaces" },
	{ "/proc not mounted", "ForkExec everything", 0, 0, "the program cannot see its namespaces" },
	{ "/proc not mounted", "AllThreads Setuid, alone", 0, -1, "one thread needs no list" },
	{ "/proc not mounted", "AllThreads", -LX_ENOENT, -1, "the list of threads: allthreads.h" },
	{ "/proc not mounted", "Getpagesize, without PR_GET_AUXV", 0, -1, "0: no telling" },
	{ "/proc read-only", "ForkExec unshare user", -LX_EROFS, LX_SPAWN_UID_MAP, "ids cannot be written" },
	{ "/proc read-only", "ForkExec clone user", -LX_EROFS, LX_SPAWN_UID_MAP, "ids cannot be written" },
	{ "/proc of an outer", "ForkExec clone user", -LX_ENOENT, LX_SPAWN_UID_MAP, "it has another process of that number" },
	{ "/proc of an outer", "AllThreads Setuid, alone", 0, -1, "one thread needs no list" },
	{ "/proc of an outer", "AllThreads", -LX_ENOENT, -1, "it has other numbers for the threads: allthreads.h" },
	{ "/proc of an inner", "ForkExec unshare user", -LX_ENOENT, LX_SPAWN_UID_MAP, "the caller is not in it" },
	{ "/proc of an inner", "ForkExec clone user", -LX_ENOENT, LX_SPAWN_UID_MAP, "the caller is not in it" },
	{ "/proc of an inner", "ForkExec unshare", 0, 0, "the program cannot see its namespaces" },
	{ "/proc of an inner", "ForkExec everything", 0, 0, "the program cannot see its namespaces" },
	{ "/proc of an inner", "AllThreads Setuid, alone", 0, -1, "one thread needs no list" },
	{ "/proc of an inner", "AllThreads", -LX_ENOENT, -1, "the caller is not in it" },
	{ "/proc of an inner", "Getpagesize, without PR_GET_AUXV", 0, -1, "0: no telling" },
	{ "user.max_user", "ForkExec unshare user", -LX_ENOSPC, LX_SPAWN_UNSHARE, "as unshare(2) has it" },
	{ "user.max_user", "ForkExec clone user", -LX_ENOSPC, LX_SPAWN_CLONE, "as clone(2) has it" },
	{ "kernel.yama.ptrace_scope=2, another", "ForkExec traced", -LX_EPERM, LX_SPAWN_PTRACE, "needs CAP_SYS_PTRACE" },
	{ NULL, NULL, 0, 0, NULL },
};

/* ---- Who covers /proc: a process that keeps the right to when the scenario has given up its own */

static int write_sysctl(const char *text)
{
	int fd = open(proc->sysctl, O_WRONLY | O_CLOEXEC);
	int good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return good ? 0 : -1;
}

static void serve(void)
{
	char command;

	while (read(commands[0], &command, 1) == 1) {
		char answer = (char)(proc->sysctl ? write_sysctl(command == 'c' ? proc->value : proc->usual) != 0 :
				     command == 'c' ? proc->cover() != 0 : umount2("/proc", MNT_DETACH) != 0);

		if (write(answers[1], &answer, 1) != 1)
			break;
	}
	_exit(0);
}

static void before(void)
{
	int pid, i;

	if (unshare(CLONE_NEWNS) || pipe2(commands, O_CLOEXEC) || pipe2(answers, O_CLOEXEC))
		abort();
	pid = fork();
	if (pid == 0) {
		if (fork() == 0) {
			close(commands[1]);
			serve();
		}
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	/* Away from the numbers that scenarios know. */
	for (i = 0; i < 2; i++) {
		int *fds = i ? answers : commands;

		dup3(fds[0], 100 + 2 * i, O_CLOEXEC);
		dup3(fds[1], 101 + 2 * i, O_CLOEXEC);
		close(fds[0]);
		close(fds[1]);
	}
	close(100);
	close(103);
	commands[1] = 101;
	answers[0] = 102;
	if (proc && proc->user && (setgroups(0, NULL) || setgid(1234) || setuid(1234) || prctl(PR_SET_DUMPABLE, 1)))
		abort();
}

static void ask(char command)
{
	char answer = 1;

	if (write(commands[1], &command, 1) != 1 || read(answers[0], &answer, 1) != 1 || answer != 0) {
		printf("# /proc is not as wanted\n");
		abort();
	}
}

static void enter(void)
{
	/* What the helper forks has the number of a process that the /proc of the outer namespace has, where that can be had. */
	if (proc->cover == outer && bystander > 0) {
		FILE *last = fopen("/proc/sys/kernel/ns_last_pid", "we");

		if (last) {
			fprintf(last, "%d", bystander - 1);
			fclose(last);
		}
	}
	ask('c');
}

static void leave(void)
{
	ask('u');
}

/* ---- */

static const char *wrong_with(const Scenario *s, const Outcome *fine)
{
	const char *wrong = what_is_wrong(out);
	const Expected *e;

	if (wrong)
		return wrong;
	for (e = expected; e->reason; e++)
		if (strncmp(proc->name, e->world, strlen(e->world)) == 0 && strncmp(s->name, e->scenario, strlen(e->scenario)) == 0)
			return out->result == e->result && out->error.step == e->step ? NULL : "not what is expected here";
	if (out->result == fine->result && strcmp(out->effect, fine->effect) == 0)
		return NULL;
	return "another result than without this";
}

static void one(const Scenario *s)
{
	static const World same = { before, NULL, NULL, NULL }, covered = { before, NULL, enter, leave };
	Fault none = { 0, 0, NO_FAULT, 0, 0, 0, 0, { 0 } };
	static Outcome fine;
	const char *wrong;

	if (proc->user && (s->flags & NEEDS_ROOT))
		return;
	world = &same;
	if (works(proc->name, s, &fine, NULL)) {
		world = &covered;
		inject(s, &none, NULL);
		wrong = wrong_with(s, &fine);
		if (wrong)
			show(wrong, s->name);
		result(proc->name, s, 1, wrong != NULL);
	}
	world = NULL;
}

static void all(const Proc *of, unsigned long n, int count, char **words)
{
	const Scenario *s;
	int table;

	if (chown(".", 1234, 1234))
		abort();
	for (proc = of; proc < of + n; proc++) {
		if (proc->sysctl && access(proc->sysctl, W_OK)) {
			printf("ok - %s # SKIP this kernel does not have it\n", proc->name);
			continue;
		}
		for (table = 0; table < table_count; table++)
			for (s = tables[table]; s->name; s++)
				if (wanted(s->name, count, words))
					one(s);
	}
}

void procs(int count, char **words)
{
	all(worlds, sizeof(worlds) / sizeof(worlds[0]), count, words);
}

void sysctls(int count, char **words)
{
	all(sysctl_worlds, sizeof(sysctl_worlds) / sizeof(sysctl_worlds[0]), count, words);
}
