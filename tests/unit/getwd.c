/* The current directory as a string: path.h. */
#include "unit.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <barecall/path.h>

static char buffer[4096], theirs[4096];

static void test_getwd_errors(void **state)
{
	unsigned long size, need;

	(void)state;
	assert_non_null(getcwd(theirs, sizeof(theirs)));
	need = strlen(theirs) + 1;
	memset(buffer, 'x', sizeof(buffer));
	for (size = 0; size < need; size++)
		assert_int_equal(Getwd(buffer, size), -ERANGE);
	assert_int_equal(buffer[0], 'x');
	assert_int_equal(Getwd((char *)8, 4096), -EFAULT);
	assert_int_equal(Getwd(NULL, 4096), -EFAULT);
	assert_int_equal(Getwd(buffer, need), need - 1);
	assert_string_equal(buffer, theirs);
	assert_int_equal(buffer[need], 'x');
}

static void test_getwd_gives_the_directory(void **state)
{
	long length = Getwd(buffer, sizeof(buffer));

	(void)state;
	assert_non_null(getcwd(theirs, sizeof(theirs)));
	assert_int_equal(length, strlen(theirs));
	assert_string_equal(buffer, theirs);
	assert_int_equal(mkdir("below", 0700), 0);
	assert_int_equal(chdir("below"), 0);
	assert_int_equal(Getwd(buffer, sizeof(buffer)), length + 6);
	assert_string_equal(buffer + length, "/below");
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(Getwd(buffer, sizeof(buffer)), 1);
	assert_string_equal(buffer, "/");
	assert_int_equal(chdir(theirs), 0);
	assert_int_equal(rmdir("below"), 0);
}

static int removed(void)
{
	EXPECT(mkdir("gone", 0700) == 0 && chdir("gone") == 0 && rmdir("../gone") == 0);
	EXPECT(Getwd(buffer, sizeof(buffer)) == -ENOENT);
	if (!unit_under_qemu()) /* which looks at the address first */
		EXPECT(Getwd(NULL, 100) == -ENOENT);
	return 0;
}

static void test_a_removed_directory(void **state)
{
	(void)state;
	assert_int_equal(in_child(removed), 0);
}

static int unreachable(void)
{
	EXPECT(mkdir("jail", 0700) == 0 && chroot("jail") == 0);
	/* The kernel gives a path that begins with "(unreachable)". */
	EXPECT(RawSyscall(LX_SYS_getcwd, (long)buffer, sizeof(buffer), 0) > 0 && buffer[0] == '(');
	EXPECT(Getwd(buffer, sizeof(buffer)) == -ENOENT);
	EXPECT(buffer[0] == 0);
	EXPECT(chdir("/") == 0 && Getwd(buffer, sizeof(buffer)) == 1);
	return 0;
}

static void test_an_unreachable_directory(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(unreachable), 0);
	rmdir("jail");
}

UNIT_TESTS(unit_test(test_getwd_errors), unit_test(test_getwd_gives_the_directory),
	   unit_test(test_a_removed_directory), unit_test(test_an_unreachable_directory));
