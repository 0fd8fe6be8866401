/*
 * The tracker of mappings (barecall/mapper.h), by sequences of operations against a model. The kernel is one whose
 * mappings have one page each; it gives addresses that the input chooses, so that they collide in the table, and fails
 * when the input says so. The table itself is memory from malloc.
 */
#include "kernel.h"
#include "../../src/linux/mapper.c"

/* Pages by their home in the first table: of each home there are DEEP, one behind the other. */
enum { HOMES = 256, DEEP = 4, PAGES = HOMES * DEEP, TABLES = 8 };

static unsigned long address[PAGES];

static unsigned short mapped[PAGES]; /* what the kernel has mapped: lengths */
static unsigned short remembered[PAGES]; /* what the mapper is to remember: lengths as they were asked for */
static unsigned long remembered_count;
static unsigned char sealed[PAGES]; /* what cannot be unmapped */
static unsigned int steps; /* that were made */

static struct {
	void *memory;
	unsigned long size;
} tables[TABLES];

/* What the next call of the caller's own gets: the page that a mapping comes to lie on, or an error. */
static struct {
	int pending;
	int page;
	int error;
	int table_error;
} next;

MODEL static int page_of(const void *addr)
{
	unsigned int i = (unsigned int)home((unsigned long)addr, FIRST_BITS) * DEEP, end = i + DEEP;

	for (; i < end; i++)
		if (address[i] == (unsigned long)addr)
			return (int)i;
	return -1;
}

/* free_page gives the first page that is free from this one on, not far away, or -1. */
MODEL static int free_page(unsigned int page)
{
	unsigned int i;

	for (i = 0; i < 64; i++)
		if (!mapped[(page + i) % PAGES])
			return (int)((page + i) % PAGES);
	return -1;
}

static long map(unsigned long length, int flags)
{
	void *memory;
	int i;

	if (next.pending) {
		next.pending = 0;
		if (!length)
			return -LX_EINVAL;
		if (next.error || next.page < 0)
			return next.error ? -next.error : -LX_ENOMEM;
		mapped[next.page] = (unsigned short)length;
		return (long)address[next.page];
	}
	CHECK(flags == (LX_MAP_PRIVATE | LX_MAP_ANONYMOUS) && length >= 4096 && !(length & (length - 1)));
	for (i = 0; i < TABLES && tables[i].memory; i++)
		;
	if (next.table_error || i == TABLES)
		return -LX_ENOMEM;
	memory = calloc(1, length);
	CHECK(memory);
	tables[i].memory = memory;
	tables[i].size = length;
	return (long)memory;
}

MODEL static long unmap(void *addr, unsigned long length)
{
	int i = page_of(addr);

	if (i >= 0) {
		CHECK(length);
		if (sealed[i] || next.error)
			return next.error ? -next.error : -LX_EPERM;
		mapped[i] = 0;
		return 0;
	}
	for (i = 0; i < TABLES && tables[i].memory != addr; i++)
		;
	CHECK(i < TABLES && tables[i].size == length);
	free(addr);
	tables[i].memory = NULL;
	return 0;
}

static long remap(void *addr, unsigned long new_size, int flags)
{
	int i = page_of(addr);

	CHECK(i >= 0 && !(flags & LX_MREMAP_FIXED));
	if (next.error || !new_size)
		return next.error ? -next.error : -LX_EINVAL;
	if (!mapped[i])
		return -LX_EFAULT;
	if (!(flags & LX_MREMAP_MAYMOVE)) {
		mapped[i] = (unsigned short)new_size;
		return (long)addr;
	}
	if (next.page < 0)
		return -LX_ENOMEM;
	if (!(flags & LX_MREMAP_DONTUNMAP))
		mapped[i] = 0;
	mapped[next.page] = (unsigned short)new_size;
	return (long)address[next.page];
}

static long kernel(long nr, const long *a)
{
	switch (nr) {
	case LX_SYS_mmap:
		return map((unsigned long)a[1], (int)a[3]);
	case LX_SYS_munmap:
		return unmap((void *)a[0], (unsigned long)a[1]);
	case LX_SYS_mremap:
		return remap((void *)a[0], (unsigned long)a[2], (int)a[3]);
	default:
		CHECK(nr == LX_SYS_mmap); /* a futex would sleep: there is one thread */
		return -LX_ENOSYS;
	}
}

static void remember_that(int page, unsigned long length)
{
	remembered_count += !remembered[page];
	remembered[page] = (unsigned short)length;
}

static void forget_that(int page)
{
	remembered_count -= remembered[page] != 0;
	remembered[page] = 0;
}

static unsigned long take_length(Input *in)
{
	static const unsigned short lengths[8] = { 4096, 1, 4095, 4096, 0, 100, 4096, 2048 };

	return lengths[take_byte(in) % 8];
}

static unsigned int take_page(Input *in)
{
	unsigned int home_of_it = take_byte(in);

	return home_of_it * DEEP + take_byte(in) % DEEP;
}

static void do_mmap(Mapper *m, unsigned int page, unsigned long length, int flags, int error)
{
	unsigned long before = remembered_count, room = places(m->bits) / 4 * 3;
	int at = free_page(page);
	void *result;

	next.pending = !(flags & LX_MAP_FIXED);
	next.page = at;
	next.error = error;
	result = MapperMmap(m, (void *)address[page], length, 0, flags, -1, 0);
	CHECK(!next.pending);
	next.error = 0;
	if (flags & LX_MAP_FIXED) {
		CHECK(result == (void *)-LX_EINVAL);
	} else if (!length) {
		CHECK(result == (void *)-LX_EINVAL);
	} else if (error || at < 0) {
		CHECK(result == (void *)(error ? -(long)error : -LX_ENOMEM));
	} else if (flags & LX_MAP_FIXED_NOREPLACE && at != (int)page) {
		CHECK(result == (void *)-LX_EEXIST && !mapped[at]);
	} else if (IsErrPtr(result)) {
		CHECK(result == (void *)-LX_ENOMEM && next.table_error && !mapped[at] && before == room);
	} else {
		CHECK(result == (void *)address[at]);
		remember_that(at, length);
	}
}

static void do_munmap(Mapper *m, unsigned int page, unsigned long length, unsigned long inside, int error)
{
	char *addr = (char *)address[page] + inside;
	int at = page_of(addr);
	int good = length && at >= 0 && remembered[at] == length;
	int result;

	next.error = error;
	result = MapperMunmap(m, addr, length);
	next.error = 0;
	CHECK(result == (!good ? -LX_EINVAL : -error));
	if (!result)
		forget_that(at);
}

static void do_mremap(Mapper *m, unsigned int page, unsigned long old_size, unsigned long new_size, int flags, int to,
		      int error)
{
	int good = old_size && remembered[page] == old_size && !(flags & LX_MREMAP_FIXED);
	unsigned long room = places(m->bits) / 4 * 3;
	int was_mapped = mapped[page];
	void *result;

	next.page = free_page((unsigned int)to);
	next.error = error;
	result = MapperMremap(m, (void *)address[page], old_size, new_size, flags, LX_NULL);
	next.error = 0;
	if (!good) {
		CHECK(result == (void *)-LX_EINVAL && mapped[page] == was_mapped);
	} else if (IsErrPtr(result)) {
		CHECK(error || !new_size || !was_mapped || next.page < 0 || (next.table_error && remembered_count == room));
		CHECK(mapped[page] == was_mapped);
	} else {
		int at = flags & LX_MREMAP_MAYMOVE ? next.page : (int)page;

		CHECK(!error && result == (void *)address[at]);
		if (!(flags & LX_MREMAP_DONTUNMAP))
			forget_that((int)page);
		remember_that(at, new_size);
	}
}

/* do_unmap_all unmaps what is not sealed: every so-manieth page is, or none. */
MODEL static void do_unmap_all(Mapper *m, unsigned int every)
{
	unsigned long left = 0;
	int i, result;

	for (i = 0; i < PAGES; i++) {
		sealed[i] = every && (unsigned int)i % every == 0;
		if (remembered[i] && sealed[i])
			left++;
		else
			forget_that(i);
	}
	result = MapperUnmapAll(m);
	CHECK(result == (left ? -LX_EPERM : 0) && remembered_count == left);
	for (i = 0; i < PAGES; i++)
		sealed[i] = 0;
	CHECK(left || (!m->table && !m->bits));
}

/* same checks that m remembers what it is to, and nothing else. */
MODEL static void same(Mapper *m)
{
	unsigned long count = 0, i;
	int page;

	CHECK(MapperCount(m) == remembered_count && m->lock == 0);
	for (i = 0; i < places(m->bits); i++) {
		if (!m->table[i].length)
			continue;
		page = page_of((void *)m->table[i].addr);
		CHECK(page >= 0 && remembered[page] == m->table[i].length);
		CHECK(find(m, (void *)m->table[i].addr, m->table[i].length) == &m->table[i]);
		count++;
	}
	CHECK(count == remembered_count && count <= places(m->bits) / 4 * 3);
}

/* Some pages of each home, once. */
MODEL static void find_addresses(void)
{
	unsigned int deep[HOMES] = { 0 }, found = 0;
	unsigned long page;

	for (page = 0x10000; found < PAGES; page++) {
		unsigned long h = home(page << 12, FIRST_BITS);

		if (deep[h] < DEEP) {
			address[h * DEEP + deep[h]++] = page << 12;
			found++;
		}
	}
}

static void operation(Mapper *m, Input *in)
{
	static const int mmap_flags[8] = { 0, 0, 0, 0, 0, 0, LX_MAP_FIXED_NOREPLACE, LX_MAP_FIXED };
	static const int mremap_flags[8] = { LX_MREMAP_MAYMOVE, LX_MREMAP_MAYMOVE, LX_MREMAP_MAYMOVE, 0,
		LX_MREMAP_MAYMOVE | LX_MREMAP_DONTUNMAP, LX_MREMAP_MAYMOVE | LX_MREMAP_DONTUNMAP,
		LX_MREMAP_MAYMOVE | LX_MREMAP_FIXED, LX_MREMAP_DONTUNMAP | LX_MREMAP_MAYMOVE };
	unsigned int op = take_byte(in), page = take_page(in), n, i;
	int error = op >= 0xf0 ? LX_EPERM : 0;
	unsigned long length;

	switch (op % 8) {
	case 0:
		length = take_length(in);
		do_mmap(m, page, length, mmap_flags[take_byte(in) % 8], error);
		break;
	case 1:
		do_munmap(m, page, remembered[page], 0, error);
		break;
	case 2:
		length = take_length(in);
		do_munmap(m, page, length, take_byte(in) % 2 * 4096, error);
		break;
	case 3:
		length = take_length(in);
		n = take_byte(in);
		do_mremap(m, page, n & 64 ? 3000 : remembered[page], length, mremap_flags[n % 8], (int)take_page(in), error);
		break;
	case 4:
		mapped[page] = 0; /* behind its back */
		break;
	case 5:
		do_unmap_all(m, op & 0x40 ? page % 16 : 0);
		break;
	case 6:
		n = take_byte(in);
		i = take_byte(in) % 64;
		for (steps += n; n; n--)
			do_mmap(m, page = (page + i) % PAGES, 4096, 0, 0);
		break;
	default:
		next.table_error = op & 0x40;
		same(m);
		break;
	}
	CHECK(MapperCount(m) == remembered_count && m->lock == 0);
}

MODEL int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	Mapper m;
	int i;

	if (!address[0])
		find_addresses();
	memset(mapped, 0, sizeof(mapped));
	memset(remembered, 0, sizeof(remembered));
	memset(&next, 0, sizeof(next));
	memset(&m, 0, sizeof(m));
	remembered_count = 0;
	for (steps = 0; in.left && steps < 600; steps++)
		operation(&m, &in);
	same(&m);
	for (i = 0; i < PAGES; i++)
		CHECK(!remembered[i] || find(&m, (void *)address[i], remembered[i]));
	do_unmap_all(&m, 0);
	same(&m);
	for (i = 0; i < TABLES; i++)
		CHECK(!tables[i].memory);
	return 0;
}
