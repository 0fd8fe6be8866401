/* The tracker of mappings: mapper.h. */
#include "unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <barecall/mapper.h>

#define ANONYMOUS (LX_MAP_PRIVATE | LX_MAP_ANONYMOUS)
#define RW (LX_PROT_READ | LX_PROT_WRITE)

static unsigned long page;
static Mapper mapper;

static int fresh(void **state)
{
	(void)state;
	page = (unsigned long)sysconf(_SC_PAGESIZE);
	memset(&mapper, 0, sizeof(mapper));
	return 0;
}

static char *map(unsigned long pages)
{
	char *p = MapperMmap(&mapper, NULL, pages * page, RW, ANONYMOUS, -1, 0);

	assert_false(IsErrPtr(p));
	return p;
}

/* How many pages the process has, by the first number of /proc/self/statm. */
static unsigned long pages_mapped(void)
{
	char text[128] = "";
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0 && read(fd, text, sizeof(text) - 1) > 0);
	close(fd);
	return strtoul(text, NULL, 10);
}

/* Whether pages are mapped: the kernel tells without touching them. */
static int mapped(void *p, unsigned long pages)
{
	return msync(p, pages * page, MS_ASYNC) == 0;
}

static void test_mmap_errors_remember_nothing(void **state)
{
	char *p = map(1);

	(void)state;
	assert_ptr_equal(MapperMmap(&mapper, NULL, 0, RW, ANONYMOUS, -1, 0), (void *)-EINVAL);
	assert_ptr_equal(MapperMmap(&mapper, NULL, page, RW, LX_MAP_PRIVATE, -1, 0), (void *)-EBADF);
	assert_ptr_equal(MapperMmap(&mapper, p, page, RW, ANONYMOUS | LX_MAP_FIXED, -1, 0), (void *)-EINVAL);
	assert_ptr_equal(MapperMmap(&mapper, p, page, RW, ANONYMOUS | LX_MAP_FIXED_NOREPLACE, -1, 0), (void *)-EEXIST);
	assert_int_equal(MapperCount(&mapper), 1);
	p[0] = 1;
	assert_int_equal(MapperMunmap(&mapper, p, page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
	assert_ptr_equal(mapper.table, NULL);
}

static void test_mmap_at_a_fixed_address(void **state)
{
	char *p = map(1);

	(void)state;
	assert_int_equal(MapperMunmap(&mapper, p, page), 0);
	assert_ptr_equal(MapperMmap(&mapper, p, page, RW, ANONYMOUS | LX_MAP_FIXED_NOREPLACE, -1, 0), p);
	p[0] = 1;
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void test_munmap_takes_only_what_was_mapped(void **state)
{
	char *p = map(3);

	(void)state;
	assert_int_equal(MapperMunmap(&mapper, p, 2 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p, 4 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p, 0), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p, 3 * page - 1), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p + page, page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p + page, 2 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p + 1, 3 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, NULL, 3 * page), -EINVAL);
	assert_true(mapped(p, 3));
	assert_int_equal(MapperCount(&mapper), 1);
	assert_int_equal(MapperMunmap(&mapper, p, 3 * page), 0);
	assert_int_equal(MapperCount(&mapper), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void test_second_munmap_changes_nothing(void **state)
{
	char *p = map(1), *again;

	(void)state;
	assert_int_equal(MapperMunmap(&mapper, p, page), 0);
	assert_int_equal(MapperMunmap(&mapper, p, page), -EINVAL);
	/* Another's mapping in the same place is not touched. */
	again = Mmap(p, page, RW, ANONYMOUS | LX_MAP_FIXED, -1, 0);
	assert_ptr_equal(again, p);
	again[0] = 7;
	assert_int_equal(MapperMunmap(&mapper, p, page), -EINVAL);
	assert_int_equal(again[0], 7);
	assert_int_equal(Munmap(again, page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void test_length_is_remembered_as_asked(void **state)
{
	char *p = MapperMmap(&mapper, NULL, page + 5, RW, ANONYMOUS, -1, 0);

	(void)state;
	assert_false(IsErrPtr(p));
	assert_int_equal(MapperMunmap(&mapper, p, 2 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p, page + 5), 0);
	assert_false(mapped(p, 1));
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void test_mremap_errors_change_nothing(void **state)
{
	char *p = map(2);

	(void)state;
	p[page] = 9;
	assert_ptr_equal(MapperMremap(&mapper, p, page, 4 * page, LX_MREMAP_MAYMOVE, NULL), (void *)-EINVAL);
	assert_ptr_equal(MapperMremap(&mapper, p + page, page, 4 * page, LX_MREMAP_MAYMOVE, NULL), (void *)-EINVAL);
	assert_ptr_equal(MapperMremap(&mapper, p, 0, 4 * page, LX_MREMAP_MAYMOVE, NULL), (void *)-EINVAL);
	assert_true(IsErrPtr(MapperMremap(&mapper, p, 2 * page, 0, LX_MREMAP_MAYMOVE, NULL))); /* the kernel's error */
	assert_ptr_equal(MapperMremap(&mapper, p, 2 * page, 2 * page, LX_MREMAP_MAYMOVE | LX_MREMAP_FIXED,
				      p + 16 * page), (void *)-EINVAL);
	assert_int_equal(p[page], 9);
	assert_int_equal(MapperMunmap(&mapper, p, 2 * page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void test_mremap_keeps_track(void **state)
{
	char *p = map(1), *q, *wall;

	(void)state;
	p[0] = 5;
	q = MapperMremap(&mapper, p, page, 8 * page, LX_MREMAP_MAYMOVE, NULL);
	assert_false(IsErrPtr(q));
	assert_int_equal(q[0], 5);
	assert_int_equal(MapperCount(&mapper), 1);
	assert_int_equal(MapperMunmap(&mapper, q, page), -EINVAL);
	/* Smaller, in place. */
	assert_ptr_equal(MapperMremap(&mapper, q, 8 * page, 2 * page, 0, NULL), q);
	/* It cannot grow where something else stands, and must move. */
	wall = Mmap(q + 2 * page, page, RW, ANONYMOUS | LX_MAP_FIXED, -1, 0);
	assert_false(IsErrPtr(wall));
	assert_ptr_equal(MapperMremap(&mapper, q, 2 * page, 4 * page, 0, NULL), (void *)-ENOMEM);
	assert_int_equal(q[0], 5);
	p = MapperMremap(&mapper, q, 2 * page, 4 * page, LX_MREMAP_MAYMOVE, NULL);
	assert_false(IsErrPtr(p));
	assert_ptr_not_equal(p, q);
	assert_int_equal(p[0], 5);
	assert_int_equal(MapperMunmap(&mapper, q, 2 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p, 4 * page), 0);
	assert_int_equal(Munmap(wall, page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void test_mremap_dontunmap_remembers_both(void **state)
{
	char *p = map(2), *q;

	(void)state;
	SKIP_UNDER_QEMU("no MREMAP_DONTUNMAP");
	p[0] = 5;
	q = MapperMremap(&mapper, p, 2 * page, 2 * page, LX_MREMAP_MAYMOVE | LX_MREMAP_DONTUNMAP, NULL);
	assert_false(IsErrPtr(q));
	assert_int_equal(q[0], 5);
	assert_int_equal(p[0], 0);
	assert_int_equal(MapperCount(&mapper), 2);
	assert_int_equal(MapperMunmap(&mapper, p, 2 * page), 0);
	assert_int_equal(MapperMunmap(&mapper, q, 2 * page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

/* A mapping that was unmapped behind the mapper's back does not confuse it when its address comes again. */
static void test_a_stale_mapping_is_replaced(void **state)
{
	char *p = map(2);

	(void)state;
	assert_int_equal(Munmap(p, 2 * page), 0);
	assert_ptr_equal(MapperMmap(&mapper, p, page, RW, ANONYMOUS | LX_MAP_FIXED_NOREPLACE, -1, 0), p);
	assert_int_equal(MapperCount(&mapper), 1);
	assert_int_equal(MapperMunmap(&mapper, p, 2 * page), -EINVAL);
	assert_int_equal(MapperMunmap(&mapper, p, page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static unsigned int random_number(void)
{
	static unsigned long x = 88172645463325252;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (unsigned int)(x >> 16);
}

/* Thousands of mappings come and go in any order; an array knows what must be there. */
static void test_any_number_of_mappings(void **state)
{
	enum { MANY = 3000, STEPS = 20000 };
	static struct {
		char *p;
		unsigned long length;
	} known[MANY];
	unsigned long count = 0, i, step;

	(void)state;
	memset(known, 0, sizeof(known));
	for (step = 0; step < STEPS; step++) {
		i = random_number() % MANY;
		if (!known[i].p) {
			known[i].length = (1 + random_number() % 4) * page;
			known[i].p = MapperMmap(&mapper, NULL, known[i].length, LX_PROT_NONE, ANONYMOUS, -1, 0);
			assert_false(IsErrPtr(known[i].p));
			count++;
		} else if (random_number() % 8 == 0) {
			unsigned long longer = known[i].length + (1 + random_number() % 4) * page;

			known[i].p = MapperMremap(&mapper, known[i].p, known[i].length, longer, LX_MREMAP_MAYMOVE,
						  NULL);
			assert_false(IsErrPtr(known[i].p));
			known[i].length = longer;
		} else {
			assert_int_equal(MapperMunmap(&mapper, known[i].p, known[i].length + page), -EINVAL);
			assert_int_equal(MapperMunmap(&mapper, known[i].p, known[i].length), 0);
			known[i].p = NULL;
			count--;
		}
		if (step % 1000 == 0)
			assert_int_equal(MapperCount(&mapper), count);
	}
	assert_true(mapper.bits > 10);
	for (i = 0; i < MANY; i += 2)
		if (known[i].p) {
			assert_int_equal(MapperMunmap(&mapper, known[i].p, known[i].length), 0);
			assert_int_equal(MapperMunmap(&mapper, known[i].p, known[i].length), -EINVAL);
		}
	assert_int_equal(MapperUnmapAll(&mapper), 0);
	for (i = 1; i < MANY; i += 2)
		if (known[i].p) {
			assert_false(mapped(known[i].p, 1));
			assert_int_equal(MapperMunmap(&mapper, known[i].p, known[i].length), -EINVAL);
		}
	assert_int_equal(mapper.bits + mapper.count, 0);
	/* And it works again. */
	assert_int_equal(MapperMunmap(&mapper, map(1), page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

/* A table that is too small is given back when another takes its place: as many pages are mapped as one table has. */
static void test_growing_leaves_no_table(void **state)
{
	unsigned long before, i;

	(void)state;
	SKIP_UNDER_QEMU("the emulator maps, too");
	before = pages_mapped();
	for (i = 0; i < 2000; i++)
		map(1);
	assert_true(mapper.bits == 12);
	/* What was mapped, the table, and what the counting takes. */
	assert_in_range(pages_mapped() - before, 2000, 2000 + sizeof(MapperEntry) * 4096 / page + 8);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
	assert_in_range(pages_mapped(), before - 8, before + 8);
}

/* Memory that the process may still map, in pages, becomes this much. */
static int limit_to(unsigned long pages)
{
	unsigned long size = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	struct rlimit limit;

	if (!file || fscanf(file, "%lu", &size) != 1)
		return -1;
	fclose(file);
	limit.rlim_cur = limit.rlim_max = (size + pages) * page;
	return setrlimit(RLIMIT_AS, &limit);
}

static int grows_or_fails_whole(void)
{
	unsigned long count, last, room;
	char *p, *q;

	/* Up to where one more makes the table grow. */
	for (;;) {
		p = MapperMmap(&mapper, NULL, page, RW, ANONYMOUS, -1, 0);
		EXPECT(!IsErrPtr(p));
		if (mapper.count == (1UL << mapper.bits) / 4 * 3)
			break;
	}
	count = mapper.count;
	last = mapper.bits;
	room = 1UL << (last + 1 - 8); /* pages of 4096 for the next table */
	EXPECT(limit_to(room - 1) == 0);
	if (room > 1) {
		EXPECT(MapperMmap(&mapper, NULL, page, RW, ANONYMOUS, -1, 0) == (void *)-ENOMEM);
		EXPECT(mapper.count == count && mapper.bits == last);
		/* What it could not remember is not mapped either: the memory is there again. */
		q = Mmap(NULL, page, RW, ANONYMOUS, -1, 0);
		EXPECT(!IsErrPtr(q) && Munmap(q, page) == 0);
	}
	EXPECT(MapperMremap(&mapper, p, page, page, LX_MREMAP_MAYMOVE | LX_MREMAP_DONTUNMAP, NULL) == (void *)-ENOMEM);
	p[0] = 3;
	/* What needs no room goes on. */
	q = MapperMremap(&mapper, p, page, page, LX_MREMAP_MAYMOVE, NULL);
	EXPECT(!IsErrPtr(q) && q[0] == 3);
	EXPECT(MapperMunmap(&mapper, q, page) == 0);
	EXPECT(MapperCount(&mapper) == count - 1);
	q = MapperMmap(&mapper, NULL, page, RW, ANONYMOUS, -1, 0);
	EXPECT(!IsErrPtr(q) && MapperCount(&mapper) == count);
	EXPECT(MapperUnmapAll(&mapper) == 0 && mapper.count == 0);
	return 0;
}

static void test_failure_to_grow_leaves_all_as_it_was(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("RLIMIT_AS is the emulator's");
	if (page != 4096)
		SKIP("written for pages of 4096 bytes");
	assert_int_equal(in_child(grows_or_fails_whole), 0);
}

static int sealed_stays(void)
{
	char *a = MapperMmap(&mapper, NULL, page, RW, ANONYMOUS, -1, 0);
	char *b = MapperMmap(&mapper, NULL, 16 * page, RW, LX_MAP_SHARED | LX_MAP_ANONYMOUS, -1, 0);

	EXPECT(!IsErrPtr(a) && !IsErrPtr(b));
	if (RawSyscall(LX_SYS_mseal, (long)b, (long)page, 0) != 0)
		return 255;
	EXPECT(MapperMunmap(&mapper, b, 16 * page) == -EPERM);
	EXPECT(MapperCount(&mapper) == 2 && mapped(b, 16));
	EXPECT(MapperUnmapAll(&mapper) == -EPERM);
	EXPECT(MapperCount(&mapper) == 1 && mapper.table && !mapped(a, 1) && mapped(b, 16));
	return 0;
}

static void test_what_cannot_be_unmapped_is_still_remembered(void **state)
{
	int result = in_child(sealed_stays);

	(void)state;
	if (result == 255)
		SKIP("no mseal");
	assert_int_equal(result, 0);
}

enum { THREADS = 8 };

static void *churn(void *argument)
{
	unsigned long rounds = unit_under_qemu() ? 300 : 5000, i, slot, x = (unsigned long)(long)argument + 1;
	struct {
		unsigned char *p;
		unsigned long length;
	} mine[32] = { { NULL, 0 } };

	for (i = 0; i < rounds; i++) {
		x = x * 6364136223846793005 + 1442695040888963407;
		slot = x >> 40 & 31;
		if (!mine[slot].p) {
			mine[slot].length = (1 + (x >> 50 & 1)) * page;
			mine[slot].p = MapperMmap(&mapper, NULL, mine[slot].length, RW, ANONYMOUS, -1, 0);
			if (IsErrPtr(mine[slot].p))
				return "mmap failed";
			mine[slot].p[0] = (unsigned char)(long)argument;
		} else if (mine[slot].p[0] != (unsigned char)(long)argument) {
			return "another's memory";
		} else if (x >> 60 & 1) {
			mine[slot].p = MapperMremap(&mapper, mine[slot].p, mine[slot].length, mine[slot].length + page,
						    LX_MREMAP_MAYMOVE, NULL);
			if (IsErrPtr(mine[slot].p))
				return "mremap failed";
			mine[slot].length += page;
		} else {
			if (MapperMunmap(&mapper, mine[slot].p, mine[slot].length) != 0)
				return "munmap failed";
			mine[slot].p = NULL;
		}
	}
	for (slot = 0; slot < 32; slot++)
		if (mine[slot].p && MapperMunmap(&mapper, mine[slot].p, mine[slot].length) != 0)
			return "the last munmap failed";
	return NULL;
}

static void test_threads_share_a_mapper(void **state)
{
	pthread_t threads[THREADS];
	void *why;
	long i;

	(void)state;
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, churn, (void *)i), 0);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], &why), 0);
		if (why)
			fail_msg("thread %ld: %s", i, (const char *)why);
	}
	assert_int_equal(MapperCount(&mapper), 0);
	assert_int_equal(mapper.lock, 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static char *contested;
static int winners;

static void *unmap_contested(void *argument)
{
	(void)argument;
	if (MapperMunmap(&mapper, contested, page) == 0)
		__atomic_fetch_add(&winners, 1, __ATOMIC_RELAXED);
	return NULL;
}

static void test_one_thread_alone_unmaps(void **state)
{
	pthread_t threads[THREADS];
	int round, i;

	(void)state;
	for (round = 0; round < 20; round++) {
		contested = map(1);
		winners = 0;
		for (i = 0; i < THREADS; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, unmap_contested, NULL), 0);
		for (i = 0; i < THREADS; i++)
			assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(winners, 1);
	}
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

static void *wait_for_the_lock(void *argument)
{
	(void)argument;
	return (void *)MapperCount(&mapper);
}

/* Whoever finds the lock held sleeps instead of spinning on, and is woken. */
static void test_a_waiting_thread_sleeps(void **state)
{
	pthread_t thread;
	struct timespec before, after;
	clockid_t clock;
	unsigned int state_of_lock;
	void *count;
	char *p = map(1);
	int i;

	(void)state;
	__atomic_store_n(&mapper.lock, 1, __ATOMIC_RELEASE);
	assert_int_equal(pthread_create(&thread, NULL, wait_for_the_lock, NULL), 0);
	for (i = 0; i < 5000 && __atomic_load_n(&mapper.lock, __ATOMIC_ACQUIRE) != 2; i++)
		usleep(1000);
	assert_int_equal(__atomic_load_n(&mapper.lock, __ATOMIC_ACQUIRE), 2);
	if (!unit_under_qemu()) { /* whose clock of another thread is not to be had */
		assert_int_equal(pthread_getcpuclockid(thread, &clock), 0);
		usleep(20000);
		assert_int_equal(clock_gettime(clock, &before), 0);
		usleep(100000);
		assert_int_equal(clock_gettime(clock, &after), 0);
		assert_true((after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec < 10000000);
	}
	state_of_lock = __atomic_exchange_n(&mapper.lock, 0, __ATOMIC_RELEASE);
	assert_int_equal(state_of_lock, 2);
	Futex(&mapper.lock, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0);
	assert_int_equal(pthread_join(thread, &count), 0);
	assert_int_equal((long)count, 1);
	assert_int_equal(mapper.lock, 0);
	assert_int_equal(MapperMunmap(&mapper, p, page), 0);
	assert_int_equal(MapperUnmapAll(&mapper), 0);
}

#define fresh_test(function) cmocka_unit_test_setup(function, fresh)

UNIT_TESTS(fresh_test(test_mmap_errors_remember_nothing), fresh_test(test_mmap_at_a_fixed_address),
	   fresh_test(test_munmap_takes_only_what_was_mapped), fresh_test(test_second_munmap_changes_nothing),
	   fresh_test(test_length_is_remembered_as_asked), fresh_test(test_mremap_errors_change_nothing),
	   fresh_test(test_mremap_keeps_track), fresh_test(test_mremap_dontunmap_remembers_both),
	   fresh_test(test_a_stale_mapping_is_replaced), fresh_test(test_any_number_of_mappings),
	   fresh_test(test_failure_to_grow_leaves_all_as_it_was),
	   fresh_test(test_what_cannot_be_unmapped_is_still_remembered), fresh_test(test_threads_share_a_mapper),
	   fresh_test(test_growing_leaves_no_table),
	   fresh_test(test_one_thread_alone_unmaps), fresh_test(test_a_waiting_thread_sleeps));
