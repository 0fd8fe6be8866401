/* op/perf.h: the ring of a performance event's records. */
#include "unit.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <barecall/op/perf.h>

/* An event that counts nothing and records each name that this thread gets. */
static int names(void)
{
	PerfEventAttr attr;

	memset(&attr, 0, sizeof(attr));
	attr.type = LX_PERF_TYPE_SOFTWARE;
	attr.size = sizeof(attr);
	attr.config = LX_PERF_COUNT_SW_DUMMY;
	attr.bits = LX_PERF_BIT_COMM | LX_PERF_BIT_EXCLUDE_KERNEL;
	return PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
}

/* A record of LX_PERF_RECORD_COMM, padded with zeroes. */
typedef struct Named {
	PerfEventHeader header;
	int pid, tid;
	char comm[16];
} Named;

/* Names of 3 and of 11 bytes: records of 24 and of 32 bytes, so that one comes to lie over the end. */
static const char *name(int i)
{
	static char text[16];

	snprintf(text, sizeof(text), i % 3 ? "%03d" : "%03d-longer", i % 1000);
	return text;
}

static void test_records_in_their_order(void **state)
{
	const PerfEventHeader *record;
	unsigned long buf[4], more[5], page = (unsigned long)sysconf(_SC_PAGESIZE);
	const Named *named;
	unsigned char vec;
	void *mapping;
	PerfRing ring;
	int fd, i, copied = 0, left;

	(void)state;
	SKIP_UNDER_QEMU("no perf_event_open");
	fd = names();
	if (fd < 0)
		SKIP("no performance events here, or they are forbidden");
	assert_int_equal(PerfRingMap(&ring, fd, page), 0);
	assert_true(ring.size == page);
	assert_int_equal(PerfRingNext(&ring, NULL, 0, &record), 0);
	assert_null(record);
	for (i = 0; i < 5000; i++) {
		assert_int_equal(prctl(PR_SET_NAME, name(i)), 0);
		if (i % 7 == 0)
			continue; /* two or more are waiting */
		for (left = i % 7 == 1 ? 2 : 1; left > 0; left--) {
			int result = PerfRingNext(&ring, NULL, 0, &record);

			if (result == -EMSGSIZE) {
				assert_null(record);
				assert_int_equal(PerfRingNext(&ring, buf, 16, &record), -EMSGSIZE);
				assert_int_equal(PerfRingNext(&ring, (char *)buf + 4, 28, &record), -EMSGSIZE);
				assert_int_equal(PerfRingNext(&ring, (char *)more + 1, 32, &record), -EMSGSIZE);
				result = PerfRingNext(&ring, buf, sizeof(buf), &record);
				assert_true((const void *)record == buf);
				copied++;
			}
			assert_int_equal(result, 1);
			named = (const Named *)(const void *)record;
			assert_int_equal(named->header.type, LX_PERF_RECORD_COMM);
			assert_int_equal(named->pid, getpid());
			assert_string_equal(named->comm, name(i - left + 1));
			assert_int_equal(named->header.size, 16 + (strlen(named->comm) + 8) / 8 * 8);
		}
	}
	assert_true(copied > 5);
	assert_int_equal(PerfRingNext(&ring, NULL, 0, &record), 0);
	mapping = ring.page;
	assert_int_equal(PerfRingUnmap(&ring), 0);
	assert_true(mincore(mapping, 2 * page, &vec) == -1);
	assert_int_equal(PerfRingUnmap(&ring), -EINVAL);
	assert_int_equal(PerfRingNext(&ring, NULL, 0, &record), -EINVAL);
	close(fd);
}

static void test_a_full_ring_tells_what_it_lost(void **state)
{
	unsigned long buf[8], page = (unsigned long)sysconf(_SC_PAGESIZE), i, n, many = page / 8, lost;
	const PerfEventHeader *record;
	PerfRing ring;
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no perf_event_open");
	fd = names();
	if (fd < 0)
		SKIP("no performance events here, or they are forbidden");
	assert_int_equal(PerfRingMap(&ring, fd, 2 * page), 0);
	for (i = 0; i < many; i++)
		assert_int_equal(prctl(PR_SET_NAME, name((int)i)), 0);
	for (n = 0; PerfRingNext(&ring, buf, sizeof(buf), &record) == 1; n++)
		assert_string_equal(((const Named *)(const void *)record)->comm, name((int)n));
	assert_true(n > 2 * page / 32 && n < many);
	assert_int_equal(prctl(PR_SET_NAME, "last"), 0);
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), 1);
	assert_int_equal(record->type, LX_PERF_RECORD_LOST);
	memcpy(&lost, (const char *)record + 16, sizeof(lost)); /* behind an id */
	assert_int_equal(lost, many - n);
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), 1);
	assert_string_equal(((const Named *)(const void *)record)->comm, "last");
	assert_int_equal(PerfRingUnmap(&ring), 0);
	close(fd);
}

static void test_what_is_no_ring(void **state)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
	unsigned char vec;
	void *at;
	PerfRing ring;
	int fd;

	(void)state;
	memset(&ring, 0x55, sizeof(ring));
	assert_int_equal(PerfRingMap(&ring, -1, 0), -EINVAL);
	assert_null(ring.page);
	assert_int_equal(PerfRingMap(&ring, -1, page / 2), -EINVAL);
	assert_int_equal(PerfRingMap(&ring, -1, 3 * page), -EINVAL);
	assert_int_equal(PerfRingMap(&ring, -1, ~0UL), -EINVAL);
	assert_true(PerfRingMap(&ring, -1, 1UL << 63) < 0);
	assert_int_equal(PerfRingMap(&ring, -1, page), -EBADF);
	assert_int_equal(PerfRingUnmap(&ring), -EINVAL);
	/* A file of zeroes can be mapped, but is no ring, and is not left mapped. */
	fd = memfd_create("zeroes", 0);
	assert_int_equal(ftruncate(fd, (long)(2 * page)), 0);
	at = mmap(NULL, 2 * page, PROT_READ, MAP_SHARED, fd, 0);
	munmap(at, 2 * page);
	assert_int_equal(PerfRingMap(&ring, fd, page), -EINVAL);
	assert_true(mincore(at, page, &vec) == -1);
	assert_int_equal(PerfRingUnmap(&ring), -EINVAL);
	close(fd);
}

/* A ring of 64 bytes, in memory that only this test writes. */
static struct {
	PerfEventMmapPage page;
	unsigned long data[8];
} made;

static void put(unsigned long at, unsigned int type, unsigned short size)
{
	PerfEventHeader header = { type, 0, size };

	memcpy((char *)made.data + (at & 63), &header, sizeof(header));
	made.page.data_head = at + size;
}

static void make_ring(PerfRing *ring, unsigned long tail)
{
	memset(&made, 0, sizeof(made));
	made.page.data_offset = sizeof(made.page);
	made.page.data_size = sizeof(made.data);
	made.page.data_head = tail;
	made.page.data_tail = tail;
	assert_int_equal(PerfRingInit(ring, &made, sizeof(made)), 0);
}

static void test_foreign_rings(void **state)
{
	const PerfEventHeader *record;
	unsigned long buf[8];
	PerfRing ring;

	(void)state;
	/* The counters pass their own end, and what is given is given back when the next is asked for. */
	make_ring(&ring, -24UL);
	put(-24UL, 1, 16);
	put(-8UL, 2, 24);
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), 1);
	assert_true(record->type == 1 && (const void *)record == &made.data[5]);
	assert_true(made.page.data_tail == -24UL);
	made.data[0] = 0x1111;
	made.data[1] = 0x2222;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), 1);
	assert_true(record->type == 2 && (const void *)record == buf && buf[1] == 0x1111 && buf[2] == 0x2222);
	assert_true(made.page.data_tail == -8UL);
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), 0);
	assert_true(made.page.data_tail == 16);

	/* Records that cannot be. */
	make_ring(&ring, 0);
	put(0, 1, 0);
	made.page.data_head = 8;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EBADMSG);
	assert_null(record);
	put(0, 1, 12);
	made.page.data_head = 16;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EBADMSG);
	put(0, 1, 24);
	made.page.data_head = 16;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EBADMSG);
	put(0, 1, 8);
	made.page.data_head = 72;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EBADMSG);
	made.page.data_head = 1UL << 32;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EBADMSG);
	made.page.data_head = 4;
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EBADMSG);
	put(0, 1, 64);
	assert_int_equal(PerfRingNext(&ring, NULL, 0, &record), 1);
	assert_true((const void *)record == made.data);
	put(64, 5, 8); /* nothing but a head */
	assert_int_equal(PerfRingNext(&ring, NULL, 0, &record), 1);
	assert_true(record->type == 5 && ring.next == 72);

	/* Mappings that are none. */
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made.page) - 1), -EINVAL);
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made) - 1), -EINVAL);
	made.page.data_size = 48;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_size = 4;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_size = 0;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_size = 32;
	made.page.data_offset = sizeof(made.page) - 8;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_offset = sizeof(made.page) + 4;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_offset = ~0UL;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_offset = sizeof(made.page);
	made.page.data_tail = 4;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	assert_int_equal(PerfRingNext(&ring, buf, sizeof(buf), &record), -EINVAL);
	made.page.data_tail = 1;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), -EINVAL);
	made.page.data_tail = 8;
	assert_int_equal(PerfRingInit(&ring, &made, sizeof(made)), 0);
	assert_true(ring.next == 8);
}

UNIT_TESTS(unit_test(test_records_in_their_order), unit_test(test_a_full_ring_tells_what_it_lost),
	   unit_test(test_what_is_no_ring), unit_test(test_foreign_rings));
