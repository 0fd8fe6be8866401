/* perf.h: performance events. */
#include "unit.h"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <barecall/perf.h>

/* sets_bit tells whether the kernel's bit-field is that bit of ours. */
#define SETS_BIT(field, value, bit)                                                       \
	do {                                                                              \
		struct perf_event_attr theirs;                                            \
		PerfEventAttr ours;                                                       \
                                                                                          \
		memset(&theirs, 0, sizeof(theirs));                                       \
		memset(&ours, 0, sizeof(ours));                                           \
		theirs.field = value;                                                     \
		ours.bits = bit;                                                          \
		assert_memory_equal(&theirs, &ours, sizeof(theirs) < sizeof(ours) ? sizeof(theirs) : sizeof(ours)); \
	} while (0)

static void test_bits_are_the_kernel_s_bit_fields(void **state)
{
	(void)state;
	SETS_BIT(disabled, 1, LX_PERF_BIT_DISABLED);
	SETS_BIT(inherit, 1, LX_PERF_BIT_INHERIT);
	SETS_BIT(pinned, 1, LX_PERF_BIT_PINNED);
	SETS_BIT(exclusive, 1, LX_PERF_BIT_EXCLUSIVE);
	SETS_BIT(exclude_user, 1, LX_PERF_BIT_EXCLUDE_USER);
	SETS_BIT(exclude_kernel, 1, LX_PERF_BIT_EXCLUDE_KERNEL);
	SETS_BIT(exclude_hv, 1, LX_PERF_BIT_EXCLUDE_HV);
	SETS_BIT(exclude_idle, 1, LX_PERF_BIT_EXCLUDE_IDLE);
	SETS_BIT(mmap, 1, LX_PERF_BIT_MMAP);
	SETS_BIT(comm, 1, LX_PERF_BIT_COMM);
	SETS_BIT(freq, 1, LX_PERF_BIT_FREQ);
	SETS_BIT(inherit_stat, 1, LX_PERF_BIT_INHERIT_STAT);
	SETS_BIT(enable_on_exec, 1, LX_PERF_BIT_ENABLE_ON_EXEC);
	SETS_BIT(task, 1, LX_PERF_BIT_TASK);
	SETS_BIT(watermark, 1, LX_PERF_BIT_WATERMARK);
	SETS_BIT(precise_ip, 3, LX_PERF_BIT_PRECISE_IP * 3);
	SETS_BIT(mmap_data, 1, LX_PERF_BIT_MMAP_DATA);
	SETS_BIT(sample_id_all, 1, LX_PERF_BIT_SAMPLE_ID_ALL);
	SETS_BIT(exclude_host, 1, LX_PERF_BIT_EXCLUDE_HOST);
	SETS_BIT(exclude_guest, 1, LX_PERF_BIT_EXCLUDE_GUEST);
	SETS_BIT(exclude_callchain_kernel, 1, LX_PERF_BIT_EXCLUDE_CALLCHAIN_KERNEL);
	SETS_BIT(exclude_callchain_user, 1, LX_PERF_BIT_EXCLUDE_CALLCHAIN_USER);
	SETS_BIT(mmap2, 1, LX_PERF_BIT_MMAP2);
	SETS_BIT(comm_exec, 1, LX_PERF_BIT_COMM_EXEC);
	SETS_BIT(use_clockid, 1, LX_PERF_BIT_USE_CLOCKID);
	SETS_BIT(context_switch, 1, LX_PERF_BIT_CONTEXT_SWITCH);
	SETS_BIT(write_backward, 1, LX_PERF_BIT_WRITE_BACKWARD);
	SETS_BIT(namespaces, 1, LX_PERF_BIT_NAMESPACES);
	SETS_BIT(ksymbol, 1, LX_PERF_BIT_KSYMBOL);
	SETS_BIT(bpf_event, 1, LX_PERF_BIT_BPF_EVENT);
	SETS_BIT(aux_output, 1, LX_PERF_BIT_AUX_OUTPUT);
	SETS_BIT(cgroup, 1, LX_PERF_BIT_CGROUP);
	SETS_BIT(text_poke, 1, LX_PERF_BIT_TEXT_POKE);
	SETS_BIT(build_id, 1, LX_PERF_BIT_BUILD_ID);
	SETS_BIT(inherit_thread, 1, LX_PERF_BIT_INHERIT_THREAD);
	SETS_BIT(remove_on_exec, 1, LX_PERF_BIT_REMOVE_ON_EXEC);
	SETS_BIT(sigtrap, 1, LX_PERF_BIT_SIGTRAP);
	assert_true(LX_PERF_BIT_DEFER_CALLCHAIN == LX_PERF_BIT_SIGTRAP << 1); /* newer than this libc's headers */
	assert_true(LX_PERF_BIT_DEFER_OUTPUT == LX_PERF_BIT_SIGTRAP << 2);
}

static void test_capabilities_are_the_kernel_s_bit_fields(void **state)
{
	struct perf_event_mmap_page *page = calloc(1, sizeof(*page));

	(void)state;
	assert_non_null(page);
	page->cap_bit0_is_deprecated = 1;
	assert_true(page->capabilities == LX_PERF_CAP_BIT0_IS_DEPRECATED);
	page->cap_user_rdpmc = 1;
	page->cap_user_time = 1;
	page->cap_user_time_zero = 1;
	page->cap_user_time_short = 1;
	assert_true(page->capabilities == (LX_PERF_CAP_BIT0_IS_DEPRECATED | LX_PERF_CAP_USER_RDPMC |
					   LX_PERF_CAP_USER_TIME | LX_PERF_CAP_USER_TIME_ZERO |
					   LX_PERF_CAP_USER_TIME_SHORT));
	free(page);
}

static void test_perf_event_open_counts_page_faults(void **state)
{
	unsigned long value[3];
	PerfEventAttr attr;
	volatile char *pages;
	long size = sysconf(_SC_PAGESIZE), i;
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no perf_event_open");
	memset(&attr, 0, sizeof(attr));
	attr.type = LX_PERF_TYPE_SOFTWARE;
	attr.size = 1;
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	if (fd == -ENOSYS)
		SKIP("a kernel without performance events");
	assert_int_equal(fd, -E2BIG);
	attr.size = sizeof(attr);
	attr.config = LX_PERF_COUNT_SW_PAGE_FAULTS;
	attr.read_format = LX_PERF_FORMAT_TOTAL_TIME_ENABLED | LX_PERF_FORMAT_TOTAL_TIME_RUNNING;
	attr.bits = LX_PERF_BIT_DISABLED | LX_PERF_BIT_EXCLUDE_KERNEL;
	assert_int_equal(PerfEventOpen(&attr, -1, -1, -1, 0), -EINVAL);
	assert_int_equal(PerfEventOpen(&attr, 0, -1, -1, 1UL << 40), -EINVAL);
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	if (fd == -E2BIG) {
		attr.size = LX_PERF_ATTR_SIZE_VER7; /* a kernel before Linux 6.3 */
		fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	}
	if (fd == -EACCES)
		SKIP("sysctl perf_event_paranoid forbids it");
	assert_true(fd >= 0);
	pages = (volatile char *)mmap(NULL, 16 * (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true((const volatile void *)pages != MAP_FAILED);
	assert_int_equal(ioctl(fd, LX_PERF_EVENT_IOC_ENABLE, 0), 0);
	for (i = 0; i < 16; i++)
		pages[i * size] = 1;
	assert_int_equal(ioctl(fd, LX_PERF_EVENT_IOC_DISABLE, 0), 0);
	assert_int_equal(read(fd, value, sizeof(value)), sizeof(value));
	assert_true(value[0] >= 1 && value[1] > 0 && value[2] > 0);
	close(fd);
}

static void test_perf_event_open_maps_records(void **state)
{
	const PerfEventHeader *record;
	const PerfEventMmapPage *page;
	PerfEventAttr attr;
	unsigned long size = (unsigned long)sysconf(_SC_PAGESIZE);
	char *map, *other;
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no perf_event_open");
	memset(&attr, 0, sizeof(attr));
	attr.type = LX_PERF_TYPE_SOFTWARE;
	attr.size = LX_PERF_ATTR_SIZE_VER7;
	attr.config = LX_PERF_COUNT_SW_DUMMY;
	attr.bits = LX_PERF_BIT_MMAP | LX_PERF_BIT_MMAP_DATA;
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	if (fd == -ENOSYS || fd == -EACCES)
		SKIP("no performance events, or sysctl perf_event_paranoid forbids them");
	assert_true(fd >= 0);
	map = (char *)mmap(NULL, 9 * size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true((void *)map != MAP_FAILED);
	page = (const PerfEventMmapPage *)(const void *)map;
	other = (char *)mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true((void *)other != MAP_FAILED);
	assert_true(page->data_offset == size && page->data_size == 8 * size && page->data_tail == 0);
	assert_true(page->data_head >= sizeof(PerfEventHeader));
	record = (const PerfEventHeader *)(const void *)(map + page->data_offset);
	assert_true(record->type == LX_PERF_RECORD_MMAP && record->size >= 40 && record->size <= page->data_head);
	munmap(other, size);
	munmap(map, 9 * size);
	close(fd);
}

UNIT_TESTS(unit_test(test_bits_are_the_kernel_s_bit_fields),
	   unit_test(test_capabilities_are_the_kernel_s_bit_fields),
	   unit_test(test_perf_event_open_counts_page_faults), unit_test(test_perf_event_open_maps_records));
