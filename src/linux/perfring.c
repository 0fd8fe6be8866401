/*
 * The records of a performance event (barecall/op/perf.h). What the mapping says is the kernel's word, but whoever has the
 * mapping can write there: nothing is read outside the ring, whatever it says.
 */
#include <barecall/auxv.h>
#include <barecall/mm.h>
#include <barecall/op/perf.h>

#include "copy.h"

/* Records begin at a multiple of 8, and have a multiple of 8 bytes: a PerfEventHeader never runs over the ring's end. */
#define UNIT sizeof(PerfEventHeader)

int PerfRingInit(PerfRing *ring, void *mapping, unsigned long len)
{
	PerfEventMmapPage *page = mapping;
	unsigned long offset, size;

	ring->page = LX_NULL;
	if (len < sizeof(*page))
		return -LX_EINVAL;
	offset = page->data_offset;
	size = page->data_size;
	if (offset < sizeof(*page) || offset > len || size > len - offset)
		return -LX_EINVAL;
	if (size < UNIT || (size & (size - 1)) != 0 || ((offset | page->data_tail) & (UNIT - 1)) != 0)
		return -LX_EINVAL;
	ring->page = page;
	ring->data = (const unsigned char *)mapping + offset;
	ring->size = size;
	ring->next = page->data_tail;
	return 0;
}

int PerfRingMap(PerfRing *ring, int fd, unsigned long size)
{
	unsigned long page = (unsigned long)Getpagesize();
	void *mapping;
	int result;

	ring->page = LX_NULL;
	if (page == 0)
		return -LX_EOPNOTSUPP;
	if (size < page || size > ~0UL - page || (size & (size - 1)) != 0)
		return -LX_EINVAL;
	mapping = Mmap(LX_NULL, page + size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_SHARED, fd, 0);
	if (IsErrPtr(mapping))
		return (int)(long)mapping;
	result = PerfRingInit(ring, mapping, page + size);
	if (result < 0)
		Munmap(mapping, page + size);
	return result;
}

int PerfRingUnmap(PerfRing *ring)
{
	PerfEventMmapPage *page = ring->page;

	if (!page)
		return -LX_EINVAL;
	ring->page = LX_NULL;
	return Munmap(page, (unsigned long)(ring->data - (const unsigned char *)page) + ring->size);
}

int PerfRingNext(PerfRing *ring, void *buf, unsigned long len, const PerfEventHeader **record)
{
	unsigned long left, at, behind;
	const unsigned char *from;
	unsigned short size;

	*record = LX_NULL;
	if (!ring->page)
		return -LX_EINVAL;
	/* The kernel may write over what was given last: from here on nobody reads that. */
	__atomic_store_n(&ring->page->data_tail, ring->next, __ATOMIC_RELEASE);
	left = __atomic_load_n(&ring->page->data_head, __ATOMIC_ACQUIRE) - ring->next;
	if (left == 0)
		return 0;
	at = ring->next & (ring->size - 1);
	from = ring->data + at;
	size = ((const PerfEventHeader *)(const void *)from)->size;
	if (left > ring->size || size < UNIT || size > left || (size & (UNIT - 1)) != 0)
		return -LX_EBADMSG;
	behind = ring->size - at;
	if (size > behind) {
		if (size > len || ((unsigned long)buf & (UNIT - 1)) != 0)
			return -LX_EMSGSIZE;
		lx_copy(buf, from, behind);
		lx_copy((unsigned char *)buf + behind, ring->data, size - behind);
		from = buf;
	}
	ring->next += size;
	*record = (const PerfEventHeader *)(const void *)from;
	return 1;
}
