/*
 * A contestant's program. Its header stands in front (-include) and has the peer_* functions, so that all do the same:
 *
 *     peer ROW COUNT [PATH]    prints how many ticks of the processor's clock COUNT operations took
 *     peer hello               says hello
 *
 * What a contestant lacks (PEER_FUTEX, PEER_CLOCK, PEER_WALK, PEER_SPAWN are not defined) ends with exit status 2.
 */

static unsigned long ticks(void)
{
#if defined(__x86_64__)
	unsigned int low, high;

	__asm__ __volatile__("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high) : : "memory");
	return (unsigned long)high << 32 | low;
#elif defined(__aarch64__)
	unsigned long now;

	__asm__ __volatile__("isb\n\tmrs %0, cntvct_el0" : "=r"(now) : : "memory");
	return now;
#else
	unsigned long now;

	__asm__ __volatile__("rdtime %0" : "=r"(now) : : "memory");
	return now;
#endif
}

static int is(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static void say(unsigned long number)
{
	char text[24];
	char *at = text + sizeof text;

	*--at = '\n';
	do
		*--at = (char)('0' + number % 10);
	while (number /= 10);
	peer_write(1, at, (unsigned long)(text + sizeof text - at));
}

/* The row's name, and what it does once. Aligned, since where a loop lies can cost more than what is in it. */
#define ROW(name, operation)                                                      \
	if (is(row, name)) {                                                      \
		unsigned long left = count, start = ticks();                      \
		__asm__ __volatile__(".balign 64");                               \
		for (; left; left--)                                              \
			(void)(operation);                                        \
		say(ticks() - start);                                             \
		return 0;                                                         \
	}

int main(int argc, char **argv)
{
	const char *row = argc > 1 ? argv[1] : "hello";
	unsigned long count = 0;
#ifdef PEER_FUTEX
	static int word;
#endif

	if (argc == 2 || argc < 1)
		return peer_write(1, "hello world\n", 12) != 12;
	for (const char *at = argc > 2 ? argv[2] : ""; *at; at++)
		count = count * 10 + (unsigned long)(*at - '0');
	ROW("getppid", peer_getppid())
	ROW("write", peer_write(1, "", 0))
	ROW("close", peer_close(-1))
#ifdef PEER_FUTEX
	ROW("futex", peer_futex_wake(&word))
#endif
#ifdef PEER_CLOCK
	ROW("clock", peer_clock())
#endif
#ifdef PEER_WALK
	ROW("walk", peer_walk(argv[3]))
#endif
#ifdef PEER_SPAWN
	if (is(row, "spawn-large")) { /* with 512 MiB that have been written to */
		char *memory = peer_map(512UL << 20);

		for (unsigned long at = 0; at < 512UL << 20; at += 4096)
			memory[at] = 1;
		row = "spawn";
	}
	ROW("spawn", peer_spawn(argv[3]))
#endif
	return 2;
}
