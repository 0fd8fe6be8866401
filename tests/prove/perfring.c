/* bytes of a ring: 64; loops: 66 */
#include "prove.h"
#include "../../src/linux/perfring.c"

/* What a mapping of any size says becomes no ring, or one that lies within it. */
static void begin(void)
{
	unsigned long len = up_to(sizeof(PerfEventMmapPage) + BOUND);
	PerfEventMmapPage *page = any_bytes(len);
	PerfRing ring;

	if (PerfRingInit(&ring, page, len) < 0) {
		HOLDS(ring.page == LX_NULL);
		return;
	}
	HOLDS(ring.page == page && ring.data >= (unsigned char *)page + sizeof(*page));
	HOLDS(ring.size >= 8 && ring.size <= BOUND);
	HOLDS(ring.data + ring.size <= (unsigned char *)page + len);
	HOLDS((ring.next & 7) == 0);
}

/* A step from anywhere in a ring: what is given has the bytes that it says, and that much nearer is the end. */
static void step(void)
{
	unsigned long size = 8UL << up_to(3), room = up_to(BOUND), before, head;
	PerfEventMmapPage *page = any_bytes(sizeof(*page) + size);
	unsigned char *buf = any_bytes(room);
	const PerfEventHeader *record;
	PerfRing ring;
	int result;

	ring.page = page;
	ring.data = (unsigned char *)(page + 1);
	ring.size = size;
	ring.next = before = nondet_long() & ~7UL;
	head = page->data_head;
	result = PerfRingNext(&ring, buf, room, &record);
	HOLDS(page->data_tail == before);
	if (result == 1) {
		HOLDS(record->size >= 8 && ring.next == before + record->size);
		HOLDS(head - ring.next < head - before && head - before <= size);
		HOLDS((const unsigned char *)record == buf ? record->size <= room :
		      (const unsigned char *)record + record->size <= ring.data + size);
	} else {
		HOLDS(record == LX_NULL && ring.next == before);
		HOLDS(result == 0 || result == -LX_EBADMSG || result == -LX_EMSGSIZE);
	}
}

int main(void)
{
	begin();
	step();
	return 0;
}
