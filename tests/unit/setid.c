/* The process-wide Setuid and its kin for one who may not, and in a process of one thread: allthreads.h. */
#include "unit.h"

#include <grp.h>
#include <pthread.h>

#define KEEP ((unsigned int)-1)

static int uids_are(unsigned int r, unsigned int e, unsigned int s)
{
	unsigned int ruid = 77, euid = 77, suid = 77;

	return Getresuid(&ruid, &euid, &suid) == 0 && ruid == r && euid == e && suid == s;
}

static int gids_are(unsigned int r, unsigned int e, unsigned int s)
{
	unsigned int rgid = 77, egid = 77, sgid = 77;

	return Getresgid(&rgid, &egid, &sgid) == 0 && rgid == r && egid == e && sgid == s;
}

/* What a user may not have is refused by each, and nothing has changed. */
static int refused(void)
{
	static const unsigned int group = 9;

	EXPECT(setgroups(0, NULL) == 0 && setresgid(1, 2, 3) == 0 && setresuid(11, 12, 13) == 0);
	EXPECT(Setuid(14) == -EPERM && Setgid(4) == -EPERM);
	EXPECT(Seteuid(14) == -EPERM && Setegid(4) == -EPERM);
	EXPECT(Setreuid(14, KEEP) == -EPERM && Setreuid(KEEP, 14) == -EPERM);
	EXPECT(Setregid(4, KEEP) == -EPERM && Setregid(KEEP, 4) == -EPERM);
	EXPECT(Setresuid(14, KEEP, KEEP) == -EPERM && Setresuid(KEEP, 14, KEEP) == -EPERM &&
	       Setresuid(KEEP, KEEP, 14) == -EPERM);
	EXPECT(Setresgid(4, KEEP, KEEP) == -EPERM && Setresgid(KEEP, 4, KEEP) == -EPERM &&
	       Setresgid(KEEP, KEEP, 4) == -EPERM);
	EXPECT(Setgroups(1, &group) == -EPERM && Setgroups(0, LX_NULL) == -EPERM);
	EXPECT(Setfsuid(14) == 12 && Setfsuid(KEEP) == 12 && Setfsgid(4) == 2 && Setfsgid(KEEP) == 2);
	EXPECT(uids_are(11, 12, 13) && gids_are(1, 2, 3) && Getgroups(0, LX_NULL) == 0);
	return 0;
}

/* What a user may have, among the three that there are. */
static int allowed(void)
{
	EXPECT(setgroups(0, NULL) == 0 && setresgid(1, 2, 3) == 0 && setresuid(11, 12, 13) == 0);
	EXPECT(Setfsuid(13) == 12 && Setfsuid(KEEP) == 13 && Setfsgid(1) == 2 && Setfsgid(KEEP) == 1);
	EXPECT(uids_are(11, 12, 13) && gids_are(1, 2, 3));
	EXPECT(Setegid(3) == 0 && gids_are(1, 3, 3) && Setegid(1) == 0 && gids_are(1, 1, 3));
	EXPECT(Seteuid(13) == 0 && uids_are(11, 13, 13) && Seteuid(11) == 0 && uids_are(11, 11, 13));
	EXPECT(Setreuid(KEEP, 13) == 0 && uids_are(11, 13, 13) && Setregid(KEEP, 3) == 0 && gids_are(1, 3, 3));
	EXPECT(Setresuid(13, 11, 11) == 0 && uids_are(13, 11, 11) && Setresgid(3, 1, 1) == 0 && gids_are(3, 1, 1));
	EXPECT(Setuid(13) == 0 && uids_are(13, 13, 11) && Setgid(3) == 0 && gids_are(3, 3, 1));
	return 0;
}

static void *wait_for_it(void *fd)
{
	char byte;

	if (read(*(int *)fd, &byte, 1) != 0)
		_exit(99);
	return NULL;
}

static int (*again)(void);

/* The same where there is another thread. */
static int with_a_thread(void)
{
	int fds[2], result;
	pthread_t thread;

	EXPECT(pipe(fds) == 0 && pthread_create(&thread, NULL, wait_for_it, &fds[0]) == 0);
	result = again();
	EXPECT(close(fds[1]) == 0 && pthread_join(thread, NULL) == 0);
	return result;
}

static void test_what_is_not_allowed_changes_nothing(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(refused), 0);
	again = refused;
	assert_int_equal(in_child(with_a_thread), 0);
}

static void test_a_user_changes_among_his_ids(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(allowed), 0);
	again = allowed;
	assert_int_equal(in_child(with_a_thread), 0);
}

UNIT_TESTS(unit_test(test_what_is_not_allowed_changes_nothing), unit_test(test_a_user_changes_among_his_ids));
