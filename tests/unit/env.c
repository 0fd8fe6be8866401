/* Environments: env.h. */
#include "unit.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <barecall/env.h>

extern char **environ;

static char *const some[] = { "HOME=/root", "PATHS=1", "PATH=/bin", "EMPTY=", "PAIR=a=b",
			      "PATH=/other", "WORD", "=odd", NULL };

static void test_lookup(void **state)
{
	static char *const nothing[] = { NULL };

	(void)state;
	assert_null(EnvLookup(some, ""));
	assert_null(EnvLookup(some, "="));
	assert_null(EnvLookup(some, "=odd"));
	assert_null(EnvLookup(some, "PAIR=a")); /* the name is PAIR */
	assert_null(EnvLookup(some, "PATH="));
	assert_null(EnvLookup(some, "PAT"));
	assert_null(EnvLookup(some, "PATHSS"));
	assert_null(EnvLookup(some, "WORD"));
	assert_null(EnvLookup(some, "path"));
	assert_null(EnvLookup(nothing, "PATH"));
	assert_string_equal(EnvLookup(some, "HOME"), "/root");
	assert_string_equal(EnvLookup(some, "PATHS"), "1");
	assert_string_equal(EnvLookup(some, "PATH"), "/bin");
	assert_string_equal(EnvLookup(some, "EMPTY"), "");
	assert_string_equal(EnvLookup(some, "PAIR"), "a=b");
	assert_ptr_equal(EnvLookup(some, "PAIR"), some[4] + 5); /* where it stands */
}

/* Whether an environment is these variables, in this order. */
static void same(char *const *env, char *const *expected)
{
	int i;

	for (i = 0; expected[i]; i++) {
		assert_non_null(env[i]);
		assert_string_equal(env[i], expected[i]);
	}
	assert_null(env[i]);
}

static void test_names_are_checked(void **state)
{
	EnvVars env = { NULL, 0, 0, 0 };
	static char *const one[] = { "A=1", NULL };

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(Setenv(&env, "", "x"), -EINVAL);
		assert_int_equal(Setenv(&env, "A=B", "x"), -EINVAL);
		assert_int_equal(Setenv(&env, "=", "x"), -EINVAL);
		assert_int_equal(Setenv(&env, "A=", "x"), -EINVAL);
		assert_int_equal(Unsetenv(&env, ""), -EINVAL);
		assert_int_equal(Unsetenv(&env, "A=1"), -EINVAL);
		assert_null(Getenv(&env, ""));
		assert_null(Getenv(&env, "A=1"));
		same(Environ(&env), one + !i);
		assert_int_equal(Setenv(&env, "A", "1"), 0);
	}
	Clearenv(&env);
}

static void test_variables(void **state)
{
	static char *const first[] = { "A=1", "B=2", "AB=", NULL };
	static char *const replaced[] = { "A=one = more", "B=2", "AB=", NULL };
	static char *const removed[] = { "A=one = more", "AB=", NULL };
	static char *const again[] = { "A=one = more", "AB=", "B=3", NULL };
	EnvVars env = { NULL, 0, 0, 0 };

	(void)state;
	assert_null(Getenv(&env, "A"));
	assert_int_equal(Unsetenv(&env, "A"), 0);
	assert_null(Environ(&env)[0]);
	assert_int_equal(Setenv(&env, "A", "1"), 0);
	assert_int_equal(Setenv(&env, "B", "2"), 0);
	assert_int_equal(Setenv(&env, "AB", ""), 0);
	same(Environ(&env), first);
	assert_string_equal(Getenv(&env, "A"), "1");
	assert_string_equal(Getenv(&env, "AB"), "");
	assert_int_equal(Setenv(&env, "A", "one = more"), 0);
	same(Environ(&env), replaced);
	assert_int_equal(Unsetenv(&env, "B"), 0);
	assert_int_equal(Unsetenv(&env, "B"), 0);
	same(Environ(&env), removed);
	assert_null(Getenv(&env, "B"));
	assert_int_equal(Setenv(&env, "B", "3"), 0);
	same(Environ(&env), again);
	Clearenv(&env);
	assert_null(Environ(&env)[0]);
	assert_null(Getenv(&env, "A"));
	assert_int_equal(Setenv(&env, "A", "1"), 0);
	assert_string_equal(Getenv(&env, "A"), "1");
	Clearenv(&env);
}

static void test_copy(void **state)
{
	static char *const given[] = { "A=1", "B=2", "A=3", "WORD", "=odd", "WORD", "=again", "AB=4", "B", NULL };
	static char *const kept[] = { "A=1", "B=2", "WORD", "=odd", "WORD", "AB=4", "B", NULL };
	static char *const uncovered[] = { "B=2", "WORD", "=odd", "WORD", "AB=4", "B", NULL };
	EnvVars env = { NULL, 0, 0, 0 };

	(void)state;
	assert_int_equal(Copyenv(&env, given), 0);
	same(Environ(&env), kept);
	assert_true(Environ(&env)[0] != given[0]);
	assert_int_equal(Unsetenv(&env, "A"), 0);
	assert_null(Getenv(&env, "A"));
	same(Environ(&env), uncovered);
	assert_int_equal(Copyenv(&env, Environ(&env)), 0);
	same(Environ(&env), uncovered);
	assert_int_equal(Copyenv(&env, some + 8), 0);
	assert_null(Environ(&env)[0]);
	assert_int_equal(Setenv(&env, "A", "1"), 0);
	assert_int_equal(Copyenv(&env, environ), 0);
	same(Environ(&env), environ);
	Clearenv(&env);
}

/* Changes, thousands of them, beside libc's, which keeps the same order. */
static void test_agrees_with_libc(void **state)
{
	static char value[3000];
	char **saved = environ, name[8];
	EnvVars env = { NULL, 0, 0, 0 };
	unsigned int random = 1;

	(void)state;
	memset(value, 'v', sizeof(value));
	clearenv();
	for (int i = 0; i < 4000; i++) {
		unsigned int length;

		random = random * 1103515245 + 12345;
		snprintf(name, sizeof(name), "N%u", (random >> 8) % 60);
		length = (random >> 16) % sizeof(value);
		if ((random >> 4) % 4 == 0) {
			assert_int_equal(unsetenv(name), 0);
			assert_int_equal(Unsetenv(&env, name), 0);
		} else {
			value[length] = '\0';
			value[length / 2] = (char)('a' + i % 26);
			assert_int_equal(setenv(name, value, 1), 0);
			assert_int_equal(Setenv(&env, name, value), 0);
			value[length] = 'v';
		}
		if (i % 16 == 0)
			same(Environ(&env), environ);
	}
	same(Environ(&env), environ);
	assert_true(env.count > 30 && env.size <= 1 << 20); /* holes are filled: 60 values of 3000 bytes at most */
	Clearenv(&env);
	clearenv();
	environ = saved;
}

static void test_many(void **state)
{
	EnvVars env = { NULL, 0, 0, 0 };
	char name[16], value[16];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		snprintf(name, sizeof(name), "N%d", i);
		snprintf(value, sizeof(value), "%d", i * 7);
		assert_int_equal(Setenv(&env, name, value), 0);
		assert_null(Environ(&env)[i + 1]);
	}
	for (int i = 0; i < 3000; i++) {
		snprintf(name, sizeof(name), "N%d", i);
		snprintf(value, sizeof(value), "%d", i * 7);
		assert_string_equal(Getenv(&env, name), value);
	}
	Clearenv(&env);
}

static void test_value_of_its_own(void **state)
{
	EnvVars env = { NULL, 0, 0, 0 };
	char long_value[600], name[8];
	char **first;

	(void)state;
	memset(long_value, 'x', sizeof(long_value));
	long_value[599] = '\0';
	assert_int_equal(Setenv(&env, "A", long_value), 0);
	first = env.vars;
	for (int i = 0; i < 100; i++) { /* it moves in the meantime */
		snprintf(name, sizeof(name), "N%d", i);
		assert_int_equal(Setenv(&env, name, Getenv(&env, "A")), 0);
		assert_string_equal(Getenv(&env, name), long_value);
		assert_int_equal(Setenv(&env, "A", Getenv(&env, name)), 0);
		assert_string_equal(Getenv(&env, "A"), long_value);
	}
	assert_true(env.vars != first);
	Clearenv(&env);
}

static void test_memory_is_given_back(void **state)
{
	EnvVars env = { NULL, 0, 0, 0 };
	static char value[100000];
	void *small, *large;

	(void)state;
	SKIP_UNDER_QEMU("it uses freed memory for its own");
	memset(value, 'v', sizeof(value) - 1);
	assert_int_equal(Setenv(&env, "A", "1"), 0);
	small = env.vars;
	assert_int_equal(Madvise(small, 4096, LX_MADV_NORMAL), 0);
	assert_int_equal(Setenv(&env, "B", value), 0);
	assert_int_equal(Madvise(small, 4096, LX_MADV_NORMAL), -ENOMEM);
	large = env.vars;
	assert_int_equal(Copyenv(&env, some), 0);
	assert_int_equal(Madvise(large, 100000, LX_MADV_NORMAL), -ENOMEM);
	small = env.vars;
	Clearenv(&env);
	assert_int_equal(Madvise(small, 4096, LX_MADV_NORMAL), -ENOMEM);
	Clearenv(&env); /* of nothing */
}

static int without_memory(void)
{
	static const struct rlimit none = { 0, 0 };
	static char value[5000];
	EnvVars env = { NULL, 0, 0, 0 }, empty = { NULL, 0, 0, 0 };
	char *const *before;

	memset(value, 'v', sizeof(value) - 1);
	EXPECT(Setenv(&env, "A", "1") == 0);
	before = Environ(&env);
	EXPECT(setrlimit(RLIMIT_AS, &none) == 0);
	EXPECT(Setenv(&env, "B", value) == -ENOMEM);
	EXPECT(Setenv(&env, "A", value) == -ENOMEM);
	EXPECT(Copyenv(&env, some) == -ENOMEM);
	EXPECT(Environ(&env) == before && strcmp(before[0], "A=1") == 0 && !before[1]);
	EXPECT(Setenv(&empty, "A", "1") == -ENOMEM);
	EXPECT(Copyenv(&empty, some) == -ENOMEM);
	EXPECT(!Environ(&empty)[0] && !Getenv(&empty, "A"));
	EXPECT(Setenv(&env, "B", "2") == 0); /* there is room for this */
	EXPECT(strcmp(Getenv(&env, "B"), "2") == 0);
	return 0;
}

static void test_no_memory(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no limit on memory");
	assert_int_equal(in_child(without_memory), 0);
}

static void test_exec(void **state)
{
	static char *const argv[] = { "env", NULL };
	EnvVars env = { NULL, 0, 0, 0 };
	char text[64] = "";
	size_t got = 0;
	ssize_t n;
	int fds[2], pid;

	(void)state;
	if (access("/usr/bin/env", X_OK) != 0)
		SKIP("no /usr/bin/env");
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(Setenv(&env, "A", "1"), 0);
	assert_int_equal(Setenv(&env, "B", "2"), 0);
	assert_int_equal(Unsetenv(&env, "A"), 0);
	assert_int_equal(Setenv(&env, "C", "x=y"), 0);
	pid = fork();
	if (pid == 0) {
		unit_deadline(10);
		dup2(fds[1], 1);
		close(fds[0]);
		Exec("/usr/bin/env", argv, Environ(&env));
		_exit(99);
	}
	close(fds[1]);
	while ((n = read(fds[0], text + got, sizeof(text) - 1 - got)) > 0)
		got += (size_t)n;
	close(fds[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_string_equal(text, "B=2\nC=x=y\n");
	Clearenv(&env);
}

static void test_program_of_a_libc(void **state)
{
	char **argv = NULL;

	(void)state;
	assert_int_equal(ProgramArgs(&argv), -EOPNOTSUPP);
	assert_null(argv);
	assert_null(ProgramEnv());
}

/* An empty value at the end of what may be read: nothing behind it is looked at. */
static void test_an_empty_value_at_the_end(void **state)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *empty = pages + page - 1;
	EnvVars env = { NULL, 0, 0, 0 };

	(void)state;
	assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
	assert_int_equal(Setenv(&env, "A", empty), 0);
	assert_string_equal(Getenv(&env, "A"), "");
	Clearenv(&env);
	munmap(pages, 2 * page);
}

UNIT_TESTS(unit_test(test_an_empty_value_at_the_end), unit_test(test_lookup), unit_test(test_names_are_checked), unit_test(test_variables), unit_test(test_copy),
	   unit_test(test_agrees_with_libc), unit_test(test_many), unit_test(test_value_of_its_own),
	   unit_test(test_memory_is_given_back), unit_test(test_no_memory), unit_test(test_exec),
	   unit_test(test_program_of_a_libc));
