/*
 * Runs the generated cases and judges each by what its trap received. One line of output for each case:
 * `<name> ok`, or `<name> ` and what was wrong.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "seam.h"

enum { BUFFERS = 8, BUFFER_SIZE = 4096, SIZE = BUFFERS * BUFFER_SIZE, WORDS = 16 };

enum kind { VALUE, MEMORY, WRITTEN, COPY, ANY };

struct argument {
	enum kind kind;
	long value;
	int count;
	struct seam_word words[WORDS];
	const void *original;
	unsigned long size;
};

static unsigned char (*buffers)[BUFFER_SIZE];
static unsigned char before[SIZE];
static struct argument arguments[6];
static long expected_nr;
static int expected_count, never_returns, may_write;
static long result;
static int traps;
static char problem[300];
static sigjmp_buf leave;

/* Keeps the first thing that was wrong. */
static void wrong(const char *format, ...)
{
	va_list list;

	if (problem[0] != '\0')
		return;
	va_start(list, format);
	vsnprintf(problem, sizeof(problem), format, list);
	va_end(list);
}

void seam_fill(void *parameter, unsigned long size, int index)
{
	unsigned char value[8] = { 0xc3, 0xb2, 0xa1, 0x91, 0x00, 0x17, 0x5a, 0x00 };
	unsigned long i;

	value[0] = (unsigned char)(value[0] + 8 * index);
	value[4] = (unsigned char)(value[4] + index);
	if (size == 2)
		value[1] = 0xb2;
	for (i = 0; i < size; i++)
		((unsigned char *)parameter)[i] = value[i % 8];
}

void *seam_buffer(int index)
{
	return buffers[index];
}

void seam_expect(long nr, int count, int never, int writes)
{
	expected_nr = nr;
	expected_count = count;
	never_returns = never;
	may_write = writes;
}

void seam_value(int index, long value)
{
	arguments[index].kind = VALUE;
	arguments[index].value = value;
}

static void words(int index, enum kind kind, int count, const struct seam_word *list)
{
	int i;

	arguments[index].kind = kind;
	arguments[index].count = count;
	for (i = 0; i < count && i < WORDS; i++)
		arguments[index].words[i] = list[i];
}

void seam_memory(int index, int count, const struct seam_word *list)
{
	words(index, MEMORY, count, list);
}

void seam_written(int index, int count, const struct seam_word *list)
{
	words(index, WRITTEN, count, list);
}

void seam_copy(int index, const void *original, unsigned long size)
{
	arguments[index].kind = COPY;
	arguments[index].original = original;
	arguments[index].size = size;
}

void seam_any(int index)
{
	arguments[index].kind = ANY;
}

/* Whether an argument points into the caller's memory, or nowhere. */
static int foreign(long value)
{
	return (unsigned long)value < 4096 ||
	       ((unsigned long)value - (unsigned long)buffers < SIZE);
}

static void check_argument(int index, long value)
{
	struct argument *a = &arguments[index];
	unsigned char *memory = (unsigned char *)value;
	int i;

	if (a->kind == ANY)
		return;
	if (a->kind == VALUE) {
		if (value != a->value)
			wrong("argument %d is %#lx, not %#lx", index + 1, value, a->value);
		return;
	}
	if (foreign(value)) {
		wrong("argument %d is %#lx, not a pointer to memory of the wrapper's own", index + 1, value);
		return;
	}
	if (a->kind == COPY) {
		if (memcmp(memory, a->original, a->size) != 0)
			wrong("argument %d points to no copy of the %lu bytes", index + 1, a->size);
		return;
	}
	for (i = 0; i < a->count; memory += a->words[i++].size) {
		unsigned long size = (unsigned long)a->words[i].size;
		long wanted = a->words[i].value, found = 0;

		if (a->kind == WRITTEN) {
			memcpy(memory, &wanted, size);
			continue;
		}
		memcpy(&found, memory, size);
		if (memcmp(&found, &wanted, size) != 0)
			wrong("argument %d points to %#lx as word %d, not %#lx", index + 1, found, i + 1, wanted);
	}
}

long seam_trap(long nr, int count, long a, long b, long c, long d, long e, long f)
{
	long values[6] = { a, b, c, d, e, f };
	int i;

	if (expected_nr == SEAM_NO_TRAP)
		wrong("makes a system call, number %ld", nr);
	else if (nr != expected_nr)
		wrong("number is %ld, not %ld", nr, expected_nr);
	else if (count != expected_count)
		wrong("passes %d arguments, the kernel takes %d", count, expected_count);
	if (++traps > 1 && never_returns)
		siglongjmp(leave, 1);
	if (traps > 1)
		wrong("makes more than one system call");
	for (i = 0; i < count && problem[0] == '\0'; i++)
		check_argument(i, values[i]);
	if (problem[0] != '\0')
		siglongjmp(leave, 1);
	return result;
}

void seam_start(long programmed)
{
	result = programmed;
	traps = 0;
	memcpy(before, buffers, SIZE);
}

void seam_end(long got, long wanted)
{
	if (expected_nr != SEAM_NO_TRAP && traps == 0)
		wrong("makes no system call");
	if (never_returns)
		wrong("returns");
	if (got != wanted)
		wrong("the kernel's %#lx comes back as %#lx, not %#lx", result, got, wanted);
	if (!may_write && memcmp(before, buffers, SIZE) != 0)
		wrong("writes to its caller's memory");
}

void seam_require(int holds, const char *condition)
{
	if (!holds)
		wrong("after the kernel's %#lx this does not hold: %s", result, condition);
}

static void crashed(int number)
{
	/* __builtin_trap is as good an end as a loop, for a call that does not return. */
	if (!(never_returns && traps == 1 && (number == SIGILL || number == SIGTRAP)))
		wrong("dies of signal %d", number);
	siglongjmp(leave, 1);
}

int main(void)
{
	int i, j, signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGALRM };

	/* Where an address that is cut to 32 bits is another one, with its sign or without. */
	buffers = mmap((void *)0x12f4500000, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if ((unsigned long)buffers >> 32 == 0 || buffers == MAP_FAILED) {
		fputs("no memory above 4 GiB\n", stderr);
		return 1;
	}
	for (i = 0; i < (int)(sizeof(signals) / sizeof(signals[0])); i++)
		signal(signals[i], crashed);
	for (i = 0; i < seam_case_count; i++) {
		for (j = 0; j < BUFFERS; j++)
			memset(buffers[j], 0x21 + 0x10 * j, BUFFER_SIZE);
		problem[0] = '\0';
		traps = 0;
		alarm(10);
		if (sigsetjmp(leave, 1) == 0)
			seam_cases[i].run();
		printf("%s %s\n", seam_cases[i].name, problem[0] == '\0' ? "ok" : problem);
	}
	return 0;
}
