/* VdsoGetrandom: that its bytes look random, in every length, thread, handler and child; and that most cost no system call. */
#include "unit.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/time.h>

#include <barecall/vdso.h>

#if defined(__x86_64__)
#define NAME "__vdso_getrandom"
#elif defined(__aarch64__)
#define NAME "__kernel_getrandom"
#else
#define NAME "__vdso_getrandom"
#endif

enum { BLOCKS = 65536, THREADS = 8, EACH = 4000 };

typedef struct Block {
	unsigned long half[2];
} Block;

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(Block));
}

/* All blocks are different: of 128 bits two that are equal do not come about by chance. */
static int are_different(Block *blocks, size_t n)
{
	qsort(blocks, n, sizeof(Block), compare);
	for (size_t i = 1; i < n; i++)
		if (compare(&blocks[i - 1], &blocks[i]) == 0)
			return 0;
	return 1;
}

static int fill(Block *blocks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (VdsoGetrandom(&blocks[i], sizeof(Block), 0) != sizeof(Block))
			return 0;
	return 1;
}

static void test_every_length(void **state)
{
	static unsigned char bytes[3][20000];
	int unwritten = 0;

	(void)state;
	for (unsigned long length = 0; length <= 20000 - 16; length += length < 600 ? 1 : 977) {
		unsigned char *at = bytes[0] + length % 8;
		unsigned long i;

		/* What no call writes is as it was. That three write the same byte, that was there, has a chance of 2^-24. */
		memset(bytes, 0x5a, sizeof(bytes));
		for (int k = 0; k < 3; k++)
			assert_int_equal(VdsoGetrandom(at + (unsigned long)k * sizeof(bytes[0]), length, 0), length);
		assert_int_equal(at[length], 0x5a);
		assert_true(length % 8 == 0 || at[-1] == 0x5a);
		for (i = 0; i < length; i++)
			unwritten += at[i] == 0x5a && at[sizeof(bytes[0]) + i] == 0x5a && at[2 * sizeof(bytes[0]) + i] == 0x5a;
	}
	assert_true(unwritten <= 3);
}

static void test_bytes_are_spread(void **state)
{
	static Block blocks[BLOCKS];
	static long seen[256];
	const unsigned char *bytes = (const unsigned char *)blocks;
	long ones = 0, all = (long)sizeof(blocks) * 8;
	double squares = 0, expected = (double)sizeof(blocks) / 256;

	(void)state;
	assert_true(fill(blocks, BLOCKS));
	for (size_t i = 0; i < sizeof(blocks); i++) {
		seen[bytes[i]]++;
		ones += __builtin_popcount(bytes[i]);
	}
	/* Eight standard deviations, sqrt(all) / 2 each. */
	assert_true((ones - all / 2) * (ones - all / 2) < 16 * all);
	for (int i = 0; i < 256; i++)
		squares += ((double)seen[i] - expected) * ((double)seen[i] - expected) / expected;
	/* Chi-squared of 255 degrees: 255, and 22.6 is a standard deviation. */
	assert_true(squares > 255 - 8 * 22.6 && squares < 255 + 8 * 22.6);
	assert_true(are_different(blocks, BLOCKS));
}

static void *fill_in_a_thread(void *blocks)
{
	return fill(blocks, EACH) ? blocks : NULL;
}

static void test_threads_get_different_bytes(void **state)
{
	static Block blocks[THREADS][EACH];
	pthread_t threads[THREADS];
	void *result;

	(void)state;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, fill_in_a_thread, blocks[i]), 0);
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], &result), 0);
		assert_ptr_equal(result, blocks[i]);
	}
	assert_true(are_different(blocks[0], THREADS * EACH));
}

/* A handler that calls it again, whatever was interrupted; 0: it has got none. */
static Block handled[100000];
static volatile size_t handled_count;

static void handle(int sig)
{
	(void)sig;
	if (handled_count < sizeof(handled) / sizeof(*handled) && VdsoGetrandom(&handled[handled_count], sizeof(Block), 0) == sizeof(Block))
		handled_count++;
}

static void test_a_handler_calls_it_again(void **state)
{
	struct itimerval often = { { 0, 100 }, { 0, 100 } }, never = { { 0, 0 }, { 0, 0 } };
	struct sigaction act;
	size_t n = 0;

	(void)state;
	memset(&act, 0, sizeof(act));
	act.sa_handler = handle;
	act.sa_flags = SA_RESTART;
	assert_int_equal(sigaction(SIGALRM, &act, NULL), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
	/* Till there were enough, or, on a slow machine, for some time. */
	for (int i = 0; i < 2000000 && handled_count < 2000 && n < 50000; i++) {
		Block blocks[64];

		assert_true(fill(blocks, 64));
		handled[50000 + n++] = blocks[0];
	}
	setitimer(ITIMER_REAL, &never, NULL);
	assert_true(handled_count > 0 && handled_count < 50000);
	memmove(handled + handled_count, handled + 50000, n * sizeof(Block));
	assert_true(are_different(handled, handled_count + n));
}

/* Parent and children go on from the same state, which the kernel must have wiped in each child. */
static void test_children_get_other_bytes(void **state)
{
	enum { CHILDREN = 20 };
	Block *blocks = mmap(NULL, (2 * CHILDREN + 2) * sizeof(Block), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	(void)state;
	assert_true(blocks != MAP_FAILED);
	assert_true(fill(blocks, 1));
	for (int i = 1; i <= CHILDREN; i++) {
		int status;
		pid_t pid = fork();

		if (pid == 0)
			_exit(!fill(blocks + 2 * i, 2));
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
	assert_true(fill(blocks + 1, 1));
	assert_true(are_different(blocks, 2 * CHILDREN + 2));
	munmap(blocks, (2 * CHILDREN + 2) * sizeof(Block));
}

/* Fills with getrandom(2) forbidden, but when a key is taken. */
static int fill_without_calls(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getrandom, 0, 3),
		/* A key of 32 bytes it takes by the call: args[1] of seccomp_data, the lower half. */
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 24),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 32, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(*filter), filter };
	Block block;

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	EXPECT(Getrandom(&block, sizeof(block), 0) == -LX_EPERM);
	for (int i = 0; i < 1000; i++)
		EXPECT(VdsoGetrandom(&block, sizeof(block), 0) == sizeof(block));
	return 0;
}

static void test_it_makes_no_system_call(void **state)
{
	Block block;

	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	if (!VdsoSym(NAME, NULL))
		SKIP("this kernel's vDSO has no such function");
	assert_int_equal(VdsoGetrandom(&block, sizeof(block), 0), sizeof(block));
	assert_int_equal(in_child(fill_without_calls), 0);
}

static int run_short_of_memory(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOMEM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(*filter), filter };
	Block blocks[3];

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	EXPECT(fill(blocks, 3) && are_different(blocks, 3));
	return 0;
}

/* To be the first: no other has mapped the states yet. */
static void test_without_memory_for_states(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(run_short_of_memory), 0);
}

/* Where nothing tells of a vDSO each call is getrandom(2): refused for 24 bytes, and only then. */
static int run_without_a_vdso(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 5, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getrandom, 0, 2),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 24),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 24, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(*filter), filter };
	char bytes[24];
	Block blocks[64];

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	EXPECT(fill(blocks, 64) && are_different(blocks, 64));
	EXPECT(VdsoGetrandom(bytes, sizeof(bytes), 0) == -LX_EPERM);
	EXPECT(fill(blocks, 64) && are_different(blocks, 64));
	return 0;
}

/* Before any that finds one. */
static void test_without_a_vdso(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(run_without_a_vdso), 0);
}

static void test_errors_are_those_of_the_call(void **state)
{
	char bytes[16];

	(void)state;
	assert_int_equal(VdsoGetrandom(bytes, 16, 0x4000), Getrandom(bytes, 16, 0x4000));
	assert_int_equal(VdsoGetrandom(bytes, 16, 0x4000), -LX_EINVAL);
	assert_int_equal(VdsoGetrandom(bytes, 16, LX_GRND_NONBLOCK), 16);
}

UNIT_TESTS(unit_test(test_without_memory_for_states), unit_test(test_without_a_vdso), unit_test(test_errors_are_those_of_the_call), unit_test(test_every_length),
	   unit_test(test_bytes_are_spread), unit_test(test_threads_get_different_bytes), unit_test(test_a_handler_calls_it_again),
	   unit_test(test_children_get_other_bytes), unit_test(test_it_makes_no_system_call));
