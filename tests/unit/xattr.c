/* Extended attributes. */
#include "unit.h"

#include <fcntl.h>
#include <sys/xattr.h>

/* The names "user.NAME" and, for root, "trusted.NAME", whichever the file system here knows; NULL: none. */
static const char *named(const char *name)
{
	static char result[64];
	static const char *const classes[] = { "user.", "trusted." };
	unsigned int i;

	for (i = 0; i < 2; i++) {
		snprintf(result, sizeof(result), "%s%s", classes[i], "probe");
		if (setxattr("file", result, "", 0, 0) == 0) {
			removexattr("file", result);
			snprintf(result, sizeof(result), "%s%s", classes[i], name);
			return result;
		}
	}
	return NULL;
}

static int make_file(void)
{
	int fd = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	return fd;
}

#define NEED_NAME(variable, name)                                                  \
	const char *variable = named(name);                                        \
	do {                                                                       \
		if (!variable)                                                     \
			SKIP("the file system here has no extended attributes");   \
	} while (0)

static void test_set_and_get(void **state)
{
	char buf[16];
	int fd = make_file();
	NEED_NAME(name, "one");

	(void)state;
	assert_int_equal(Setxattr("none", name, "v", 1, 0), -LX_ENOENT);
	assert_int_equal(Fsetxattr(-1, name, "v", 1, 0), -LX_EBADF);
	assert_int_equal(Setxattr("file", name, "v", 1, 1 << 30), -LX_EINVAL);
	assert_int_equal(Setxattr("file", name, "v", LX_XATTR_SIZE_MAX + 1, 0), -LX_E2BIG);
	assert_int_equal(Setxattr("file", name, "v", 1, LX_XATTR_REPLACE), -LX_ENODATA);
	assert_int_equal(Getxattr("file", name, buf, sizeof(buf)), -LX_ENODATA);
	assert_int_equal(Setxattr("file", name, "value", 5, LX_XATTR_CREATE), 0);
	assert_int_equal(Setxattr("file", name, "value", 5, LX_XATTR_CREATE), -LX_EEXIST);
	assert_int_equal(Getxattr("file", name, buf, 4), -LX_ERANGE);
	assert_int_equal(Getxattr("file", name, NULL, 0), 5);
	assert_int_equal(Getxattr("file", name, buf, sizeof(buf)), 5);
	assert_memory_equal(buf, "value", 5);
	assert_int_equal(Fsetxattr(fd, name, "other", 3, LX_XATTR_REPLACE), 0);
	assert_int_equal(Fgetxattr(-1, name, buf, sizeof(buf)), -LX_EBADF);
	assert_int_equal(Fgetxattr(fd, name, buf, sizeof(buf)), 3);
	assert_memory_equal(buf, "oth", 3);
	assert_int_equal(Lsetxattr("file", name, "", 0, 0), 0);
	assert_int_equal(Lgetxattr("file", name, buf, sizeof(buf)), 0);
	close(fd);
}

static void test_list_and_remove(void **state)
{
	char list[256];
	char libc[256];
	int fd = make_file();
	long n;
	NEED_NAME(name, "two");

	(void)state;
	assert_int_equal(setxattr("file", name, "v", 1, 0), 0);
	assert_int_equal(Listxattr("none", list, sizeof(list)), -LX_ENOENT);
	assert_int_equal(Listxattr("file", list, 1), -LX_ERANGE);
	n = Listxattr("file", list, sizeof(list));
	assert_true(n > 0);
	assert_int_equal(n, listxattr("file", libc, sizeof(libc)));
	assert_memory_equal(list, libc, (size_t)n);
	assert_int_equal(Listxattr("file", NULL, 0), n);
	assert_int_equal(Llistxattr("file", list, sizeof(list)), n);
	assert_int_equal(Flistxattr(-1, list, sizeof(list)), -LX_EBADF);
	assert_int_equal(Flistxattr(fd, list, sizeof(list)), n);
	assert_memory_equal(list, libc, (size_t)n);
	assert_int_equal(Removexattr("none", name), -LX_ENOENT);
	assert_int_equal(Fremovexattr(-1, name), -LX_EBADF);
	assert_int_equal(Removexattr("file", name), 0);
	assert_int_equal(Removexattr("file", name), -LX_ENODATA);
	assert_int_equal(getxattr("file", name, NULL, 0), -1);
	assert_int_equal(setxattr("file", name, "v", 1, 0), 0);
	assert_int_equal(Fremovexattr(fd, name), 0);
	assert_int_equal(Lremovexattr("file", name), -LX_ENODATA);
	close(fd);
}

static void test_symbolic_links_are_followed_or_not(void **state)
{
	char buf[8];
	int fd = make_file();

	(void)state;
	close(fd);
	assert_int_equal(symlink("file", "link"), 0);
	if (setxattr("file", "trusted.both", "file", 4, 0) != 0)
		SKIP("no trusted attributes here");
	assert_int_equal(Getxattr("link", "trusted.both", buf, sizeof(buf)), 4);
	assert_int_equal(Lgetxattr("link", "trusted.both", buf, sizeof(buf)), -LX_ENODATA);
	assert_int_equal(Lsetxattr("link", "trusted.both", "l", 1, 0), 0);
	assert_int_equal(Getxattr("file", "trusted.both", buf, sizeof(buf)), 4);
	assert_int_equal(Lgetxattr("link", "trusted.both", buf, sizeof(buf)), 1);
	assert_true(Llistxattr("link", NULL, 0) > 0);
	assert_int_equal(Lremovexattr("link", "trusted.both"), 0);
	assert_int_equal(Getxattr("link", "trusted.both", buf, sizeof(buf)), 4);
	assert_int_equal(Removexattr("link", "trusted.both"), 0);
	assert_int_equal(Getxattr("file", "trusted.both", buf, sizeof(buf)), -LX_ENODATA);
}

static void test_calls_with_a_directory(void **state)
{
	char value[8] = "at";
	char list[256];
	XattrArgs args;
	int fd = make_file();
	int dir = open(".", O_RDONLY | O_DIRECTORY);
	int result;
	NEED_NAME(name, "at");

	(void)state;
	args.value = (unsigned long)value;
	args.size = 2;
	args.flags = LX_XATTR_CREATE;
	result = Setxattrat(dir, "file", 0, name, &args);
	if (result == -LX_ENOSYS)
		SKIP("no setxattrat here, new in Linux 6.13");
	assert_int_equal(result, 0);
	assert_int_equal(Setxattrat(dir, "file", 0, name, &args), -LX_EEXIST);
	assert_int_equal(Setxattrat(dir, "none", 0, name, &args), -LX_ENOENT);
	assert_int_equal(Setxattrat(dir, "file", 1U << 30, name, &args), -LX_EINVAL);
	args.flags = 0;
	memset(value, 0, sizeof(value));
	args.size = sizeof(value);
	assert_int_equal(Getxattrat(-1, "file", 0, name, &args), -LX_EBADF);
	assert_int_equal(Getxattrat(dir, "file", 0, name, &args), 2);
	assert_string_equal(value, "at");
	assert_int_equal(Getxattrat(fd, "", LX_AT_EMPTY_PATH, name, &args), 2);
	assert_int_equal(Listxattrat(dir, "none", 0, list, sizeof(list)), -LX_ENOENT);
	assert_int_equal(Listxattrat(dir, "file", 0, list, sizeof(list)), listxattr("file", NULL, 0));
	assert_int_equal(Removexattrat(dir, "file", 1U << 30, name), -LX_EINVAL);
	assert_int_equal(Removexattrat(dir, "file", 0, name), 0);
	assert_int_equal(Removexattrat(dir, "file", 0, name), -LX_ENODATA);
	close(dir);
	close(fd);
}

UNIT_TESTS(unit_test(test_set_and_get), unit_test(test_list_and_remove),
	   unit_test(test_symbolic_links_are_followed_or_not), unit_test(test_calls_with_a_directory));
