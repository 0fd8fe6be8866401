/*
 * The records of a performance event (barecall/op/perf.h). An input is two bytes that choose the ring's size and the room
 * for copies, the counters, offset and size as the mapping has them, and the ring's bytes. What is given lies in the ring,
 * or is the bytes of the ring put one behind the other.
 */
#include "fuzz.h"
#include "../seam/recorder.h"
#include "../../src/linux/perfring.c"

/* Nothing reaches a kernel. */
long seam_trap(long nr, int count, long a, long b, long c, long d, long e, long f)
{
	CHECK(nr < 0 && count < 0 && !(a | b | c | d | e | f));
	return -LX_ENOSYS;
}

int Getpagesize(void)
{
	return 4096;
}

/* Whether the record is what the ring has from here on. */
MODEL static void is_at(const PerfRing *ring, unsigned long at, const PerfEventHeader *record, const void *buf)
{
	const unsigned char *bytes = (const unsigned char *)record;
	unsigned long i;

	for (i = 0; i < record->size; i++)
		CHECK(bytes[i] == ring->data[(at + i) % ring->size]);
	CHECK((const void *)record == buf || bytes == ring->data + at % ring->size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned long bytes = 8UL << (take_byte(&in) & 7), room = take_byte(&in) & 0xf8;
	unsigned long len = sizeof(PerfEventMmapPage) + bytes, before;
	PerfEventMmapPage *page = calloc(1, len);
	unsigned char *buf = malloc(room + !room);
	const PerfEventHeader *record;
	unsigned int steps = 0;
	PerfRing ring;
	int result;

	CHECK(page && buf);
	page->data_tail = take_word(&in);
	page->data_head = page->data_tail + take_word(&in);
	page->data_offset = sizeof(*page) + take_word(&in);
	page->data_size = bytes + take_word(&in);
	take(&in, page + 1, bytes);
	result = PerfRingInit(&ring, page, len);
	CHECK(result == 0 || result == -LX_EINVAL);
	if (result < 0) {
		CHECK(!ring.page && PerfRingNext(&ring, buf, room, &record) == -LX_EINVAL && !record);
		CHECK(page->data_tail % 8 || page->data_offset != sizeof(*page) || page->data_size != bytes);
	} else {
		CHECK(ring.data >= (unsigned char *)(page + 1) && ring.data + ring.size <= (unsigned char *)page + len);
		do {
			before = ring.next;
			result = PerfRingNext(&ring, buf, room, &record);
			CHECK(page->data_tail == before);
			CHECK((result == 1) == (record != NULL));
			if (record) {
				CHECK(ring.next - before == record->size && record->size >= 8 && record->size % 8 == 0);
				is_at(&ring, before, record, buf);
			} else {
				CHECK(ring.next == before);
				CHECK(result != 0 || before == page->data_head);
			}
			CHECK(steps++ <= bytes / 8);
		} while (result == 1);
		CHECK(result == 0 || result == -LX_EBADMSG || result == -LX_EMSGSIZE);
		CHECK(result != -LX_EMSGSIZE || room < ring.size);
	}
	free(buf);
	free(page);
	return 0;
}
