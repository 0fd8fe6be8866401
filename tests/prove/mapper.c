/* mappings in a table of four places, of 16 pages: 3; loops: 6 */
#include "prove.h"
#include "../../src/linux/mapper.c"

long kernel(long nr, long a, long b, long c, long d, long e, long f)
{
	(void)nr, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
	return (long)nondet_long();
}

enum { BITS = 2, PLACES = 4 };

/* Each mapping is found from its home on, before a free place; and count is how many there are. */
static int is_sound(const Mapper *m)
{
	unsigned long i, count = 0;

	for (i = 0; i < PLACES; i++) {
		if (!m->table[i].length)
			continue;
		count++;
		if (place(m->table, BITS, m->table[i].addr) != &m->table[i])
			return 0;
	}
	return count == m->count;
}

/* From any sound table: what is remembered or forgotten is so, all others are as before, and the table is sound. */
int main(void)
{
	MapperEntry table[PLACES];
	Mapper m;
	unsigned long addr = nondet_long(), other = nondet_long(), i, length = nondet_long();
	MapperEntry *there;
	unsigned long was;

	m.table = table;
	m.bits = BITS;
	m.count = up_to(BOUND);
	for (i = 0; i < PLACES; i++)
		ASSUME(table[i].addr >> 12 < 16);
	ASSUME(addr >> 12 < 16 && other >> 12 < 16);
	ASSUME(is_sound(&m));
	there = place(table, BITS, other);
	was = there->length;
	ASSUME(addr != other);
	if (nondet_int()) {
		ASSUME(length && m.count < BOUND);
		remember(&m, (void *)addr, length);
		HOLDS(place(table, BITS, addr)->addr == addr && place(table, BITS, addr)->length == length);
	} else {
		there = place(table, BITS, addr);
		ASSUME(there->length);
		forget(&m, there);
		HOLDS(!place(table, BITS, addr)->length);
	}
	HOLDS(place(table, BITS, other)->length == was);
	HOLDS(is_sound(&m));
	return 0;
}
