/*
 * What the programs of this tier share: they have no libc, print to standard output, and tell the line of a check that
 * failed.
 */
#include <barecall/auxv.h>
#include <barecall/env.h>
#include <barecall/file.h>
#include <barecall/process.h>

/* say prints a string and a new line. */
static __inline__ void say(const char *text)
{
	unsigned long length = 0;
	char line[128];

	for (; text[length] != 0 && length < sizeof line - 1; length++)
		line[length] = text[length];
	line[length] = '\n';
	(void)Write(1, line, length + 1);
}

static __inline__ int same(const char *a, const char *b)
{
	for (; *a != 0 && *a == *b; a++)
		b++;
	return *a == *b;
}

/* fail ends the program, saying which line of which file it was that failed. */
static __inline__ void fail(const char *file, int line)
{
	char number[8];
	int i = sizeof number;

	say(file);
	number[--i] = 0;
	for (; line != 0; line /= 10)
		number[--i] = (char)('0' + line % 10);
	say(number + i);
	Exit(1);
}

#define CHECK(condition)                         \
	do {                                     \
		if (!(condition))                \
			fail(__FILE__, __LINE__); \
	} while (0)

#define IS_ALIGNED(pointer, to) ((unsigned long)(pointer) % (to) == 0)

/*
 * auxv_is_remembered tells whether Getauxval reads the vector above envp: what is changed there is not in the kernel's
 * copy, and without descriptors /proc, which qemu-user makes of the changed one, cannot be read. An environment that
 * the program ends earlier hides nothing.
 */
static __inline__ int auxv_is_remembered(char **envp)
{
	static const unsigned long none[2] = { 0, 0 };
	char **end = envp;
	unsigned long *pair;

	while (*end++ != 0)
		;
	for (pair = (unsigned long *)end; pair[0] != LX_AT_CLKTCK; pair += 2)
		CHECK(pair[0] != LX_AT_NULL);
	pair[1] = 12345;
	envp[0] = 0;
	CHECK(lx_trap4(LX_SYS_prlimit64, 0, 7 /* RLIMIT_NOFILE */, LX_PTR(none), 0) == 0);
	return Getauxval(LX_AT_CLKTCK) == 12345;
}
