/*
 * The tracker of mappings (barecall/mapper.h): a hash table with linear probing, a quarter of it free at least. A
 * mapping is found from its address on, before the first free place. There are no tombstones: what stands behind a
 * mapping that is forgotten moves up, so forgetting one and remembering one in its stead never needs more room.
 */
#include <barecall/errno.h>
#include <barecall/futex.h>
#include <barecall/mapper.h>
#include <barecall/mm.h>

#define FIRST_BITS 8 /* a page of 4096 bytes */
#define SPINS 100

enum { FREE, HELD, CONTENDED };

/*
 * A thread that finds the lock held looks at it for a while, then says that it waits and sleeps. It takes the lock as
 * CONTENDED, since others may sleep too; so whoever leaves wakes one.
 */
static void lock(Mapper *m)
{
	unsigned int state = FREE;
	int spins;

	for (spins = 0; spins < SPINS; spins++) {
		state = FREE;
		if (__atomic_compare_exchange_n(&m->lock, &state, HELD, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return;
		if (state == CONTENDED)
			break;
	}
	while (__atomic_exchange_n(&m->lock, CONTENDED, __ATOMIC_ACQUIRE) != FREE)
		Futex(&m->lock, LX_FUTEX_WAIT_PRIVATE, CONTENDED, LX_NULL, LX_NULL, 0);
}

static void unlock(Mapper *m)
{
	if (__atomic_exchange_n(&m->lock, FREE, __ATOMIC_RELEASE) == CONTENDED)
		Futex(&m->lock, LX_FUTEX_WAKE_PRIVATE, 1, LX_NULL, LX_NULL, 0);
}

/* places returns how many places a table has. */
static unsigned long places(unsigned int bits)
{
	return bits ? 1UL << bits : 0;
}

/* home returns the place where the search for addr begins. Pages begin 4096 bytes apart at least. */
static unsigned long home(unsigned long addr, unsigned int bits)
{
	return (addr >> 12) * 0x9e3779b97f4a7c15UL >> (64 - bits);
}

/* place returns where addr stands in a table that has a free place, or the free place where it would. */
static MapperEntry *place(MapperEntry *table, unsigned int bits, unsigned long addr)
{
	unsigned long i = home(addr, bits);

	while (table[i].length && table[i].addr != addr)
		i = (i + 1) & (places(bits) - 1);
	return &table[i];
}

/* find returns the mapping that begins at addr and is length bytes long, or NULL. */
static MapperEntry *find(const Mapper *m, const void *addr, unsigned long length)
{
	MapperEntry *entry;

	if (!m->count || !length)
		return LX_NULL;
	entry = place(m->table, m->bits, (unsigned long)addr);
	return entry->length == length ? entry : LX_NULL;
}

/* reserve makes room for one mapping more; on failure nothing has changed. Returns 0 or -errno. */
static int reserve(Mapper *m)
{
	unsigned int bits = m->bits ? m->bits + 1 : FIRST_BITS;
	MapperEntry *table;
	unsigned long i;

	if (m->count < places(m->bits) / 4 * 3)
		return 0;
	table = (MapperEntry *)Mmap(LX_NULL, places(bits) * sizeof(*table), LX_PROT_READ | LX_PROT_WRITE,
				    LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	if (IsErrPtr(table))
		return (int)(long)table;
	for (i = 0; i < places(m->bits); i++)
		if (m->table[i].length)
			*place(table, bits, m->table[i].addr) = m->table[i];
	if (m->bits)
		Munmap(m->table, places(m->bits) * sizeof(*table));
	m->table = table;
	m->bits = bits;
	return 0;
}

/*
 * remember puts a mapping into the room that there is. One that stands there with the same address is gone: it was
 * unmapped behind m's back, or the kernel would not have given its address away.
 */
static void remember(Mapper *m, void *addr, unsigned long length)
{
	MapperEntry *entry = place(m->table, m->bits, (unsigned long)addr);

	if (!entry->length)
		m->count++;
	entry->addr = (unsigned long)addr;
	entry->length = length;
}

/* forget frees a place, and fills it with a mapping behind it whose search passes it, and so on. */
static void forget(Mapper *m, MapperEntry *entry)
{
	unsigned long mask = places(m->bits) - 1;
	unsigned long hole = (unsigned long)(entry - m->table);
	unsigned long i = hole;

	for (;;) {
		i = (i + 1) & mask;
		if (!m->table[i].length)
			break;
		if (((i - home(m->table[i].addr, m->bits)) & mask) >= ((i - hole) & mask)) {
			m->table[hole] = m->table[i];
			hole = i;
		}
	}
	m->table[hole].length = 0;
	m->count--;
}

void *MapperMmap(Mapper *m, void *addr, unsigned long length, int prot, int flags, int fd, long offset)
{
	void *at;
	int error;

	if (flags & LX_MAP_FIXED)
		return (void *)-LX_EINVAL;
	at = Mmap(addr, length, prot, flags, fd, offset);
	if (IsErrPtr(at))
		return at;
	if (flags & LX_MAP_FIXED_NOREPLACE && at != addr) {
		Munmap(at, length);
		return (void *)-LX_EEXIST;
	}
	/* Nobody knows of the new mapping yet, so that it can be unmapped where it cannot be remembered. */
	lock(m);
	error = reserve(m);
	if (!error)
		remember(m, at, length);
	unlock(m);
	if (!error)
		return at;
	Munmap(at, length);
	return (void *)(long)error;
}

int MapperMunmap(Mapper *m, void *addr, unsigned long length)
{
	MapperEntry *entry;
	int result = -LX_EINVAL;

	lock(m);
	entry = find(m, addr, length);
	if (entry) {
		/* With the lock held: the kernel may at once give the address to another thread's MapperMmap. */
		result = Munmap(addr, length);
		if (!result)
			forget(m, entry);
	}
	unlock(m);
	return result;
}

void *MapperMremap(Mapper *m, void *old_address, unsigned long old_size, unsigned long new_size, int flags,
		   void *new_address)
{
	void *at = (void *)-LX_EINVAL;
	int error = 0;

	lock(m);
	if (!(flags & LX_MREMAP_FIXED) && find(m, old_address, old_size)) {
		if (flags & LX_MREMAP_DONTUNMAP)
			error = reserve(m);
		at = error ? (void *)(long)error : Mremap(old_address, old_size, new_size, flags, new_address);
		if (!IsErrPtr(at)) {
			if (!(flags & LX_MREMAP_DONTUNMAP))
				forget(m, find(m, old_address, old_size));
			remember(m, at, new_size);
		}
	}
	unlock(m);
	return at;
}

unsigned long MapperCount(Mapper *m)
{
	unsigned long count;

	lock(m);
	count = m->count;
	unlock(m);
	return count;
}

int MapperUnmapAll(Mapper *m)
{
	unsigned long i = 0;
	int error, first = 0;

	lock(m);
	while (i < places(m->bits)) {
		if (!m->table[i].length) {
			i++;
			continue;
		}
		error = Munmap((void *)m->table[i].addr, m->table[i].length);
		if (!error) {
			forget(m, &m->table[i]); /* and another may stand there now */
			continue;
		}
		if (!first)
			first = error;
		i++;
	}
	if (m->bits && !m->count) {
		Munmap(m->table, places(m->bits) * sizeof(*m->table));
		m->table = (MapperEntry *)LX_NULL;
		m->bits = 0;
	}
	unlock(m);
	return first;
}
