/*
 * What qemu-user 7.2 cannot do, for which other tests skip. A newer one that can is told of here, as the reason of a
 * skip: those tests may then run under it.
 */
#include "unit.h"

#define CALL(name)                                          \
	{                                                   \
		#name, LX_SYS_##name                        \
	}

/* With arguments of which a kernel makes an error at once. */
static const struct {
	const char *name;
	long nr;
} unknown[] = {
	CALL(ptrace), CALL(seccomp), CALL(io_setup), CALL(io_pgetevents), CALL(io_uring_setup),
	CALL(io_uring_enter), CALL(bpf), CALL(userfaultfd), CALL(pkey_alloc), CALL(rseq), CALL(open_tree),
	CALL(move_mount), CALL(fsopen), CALL(fsmount), CALL(mount_setattr), CALL(memfd_secret), CALL(futex_waitv),
	CALL(mbind), CALL(landlock_create_ruleset), CALL(process_madvise), CALL(process_mrelease),
	CALL(perf_event_open), CALL(add_key), CALL(process_vm_readv), CALL(process_vm_writev), CALL(mq_notify),
	CALL(fanotify_init), CALL(init_module), CALL(remap_file_pages), CALL(migrate_pages), CALL(kexec_load),
	CALL(get_robust_list), CALL(quotactl),
};

/* Told as the reason of a skip; empty: nothing has changed. */
static char news[1024];

static void tell(const char *what)
{
	size_t length = strlen(news);

	snprintf(news + length, sizeof(news) - length, "%s%s", length ? ", " : "", what);
}

#define SKIP_OF_NEWS(what)                                                      \
	do {                                                                    \
		if (news[0]) {                                                  \
			printf("#because qemu-user now " what " %s\n", news);   \
			skip();                                                 \
		}                                                               \
	} while (0)

static void test_calls_that_it_does_not_know(void **state)
{
	unsigned int i;

	(void)state;
	if (!unit_under_qemu())
		SKIP("of qemu-user");
	news[0] = 0;
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		if (RawSyscall6(unknown[i].nr, -1, -1, -1, -1, -1, -1) != -ENOSYS)
			tell(unknown[i].name);
	SKIP_OF_NEWS("knows");
}

static void test_flags_of_clone_that_it_refuses(void **state)
{
	static const struct {
		const char *name;
		unsigned long flags;
	} refused[] = {
		{ "CLONE_NEWUTS", LX_CLONE_NEWUTS },
		{ "CLONE_NEWPID", LX_CLONE_NEWPID },
		{ "CLONE_FILES", LX_CLONE_FILES },
		{ "CLONE_PARENT", LX_CLONE_PARENT },
		{ "SIGUSR1 at the end", LX_SIGUSR1 },
	};
	unsigned int i;

	(void)state;
	if (!unit_under_qemu())
		SKIP("of qemu-user");
	news[0] = 0;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		unsigned long signal = refused[i].flags & 0xff ? 0 : LX_SIGCHLD;
		int fd = -1, pid = Clone(refused[i].flags | signal, LX_NULL, &fd, LX_NULL, 0);

		if (pid == 0)
			_exit(0);
		if (pid > 0)
			Wait4(pid, LX_NULL, LX___WALL, LX_NULL);
		if (pid != -EINVAL)
			tell(refused[i].name);
	}
	SKIP_OF_NEWS("takes");
}

UNIT_TESTS(unit_test(test_calls_that_it_does_not_know), unit_test(test_flags_of_clone_that_it_refuses));
