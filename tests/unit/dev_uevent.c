/* dev/uevent.h: events of devices, read from messages and from files of sysfs. */
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#include <barecall/dev/uevent.h>

#define EVENT                                                                                            \
	"add@/devices/x\0ACTION=add\0DEVPATH=/devices/x\0SUBSYSTEM=block\0MAJOR=259\0MINOR=4294967295\0" \
	"DEVNAME=sub/x1\0DEVTYPE=disk\0DEVMODE=0666\0MODALIAS=a:b\0EMPTY=\0SEQNUM=18446744073709551615"

/* Memory of len bytes with an inaccessible page behind it. */
static char *at_the_edge(const void *data, unsigned long len)
{
	static char *pages;
	unsigned long size = 65536;

	if (!pages) {
		pages = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_true(pages != MAP_FAILED);
		assert_int_equal(mprotect(pages + size, size, PROT_NONE), 0);
	}
	memcpy(pages + size - len, data, len);
	return pages + size - len;
}

static void test_event(void **state)
{
	Uevent event;

	(void)state;
	assert_int_equal(UeventParse(at_the_edge(EVENT, sizeof(EVENT)), sizeof(EVENT), &event), 0);
	assert_string_equal(event.action, "add");
	assert_string_equal(event.devpath, "/devices/x");
	assert_string_equal(event.subsystem, "block");
	assert_string_equal(event.devname, "sub/x1");
	assert_string_equal(event.devtype, "disk");
	assert_string_equal(event.modalias, "a:b");
	assert_int_equal(event.has_node, 1);
	assert_int_equal(event.major, 259);
	assert_int_equal(event.minor, 4294967295U);
	assert_int_equal(event.devmode, 0666);
	assert_true(event.seqnum == ~0UL);
	assert_string_equal(UeventGet(&event, "EMPTY"), "");
	assert_null(UeventGet(&event, "DEV"));
	assert_null(UeventGet(&event, "add@/devices/x"));
	assert_string_equal(UeventGet(&event, "ACTION"), "add");
}

static void test_every_length_but_the_whole_strings_is_malformed(void **state)
{
	static const Uevent zeroes;
	unsigned long len, head = sizeof("add@/devices/x\0ACTION=add\0DEVPATH=/devices/x");
	Uevent event;

	(void)state;
	for (len = 0; len < sizeof(EVENT); len++) {
		int whole = len >= head && EVENT[len - 1] == 0;

		assert_int_equal(UeventParse(at_the_edge(EVENT, len), len, &event), whole ? 0 : -LX_EBADMSG);
		if (!whole)
			assert_memory_equal(&event, &zeroes, sizeof(event));
	}
	assert_int_equal(UeventParse(EVENT, (unsigned long)-LX_EAGAIN, &event), -LX_EBADMSG);
	assert_int_equal(UeventParseFile(NULL, (unsigned long)-LX_EAGAIN, &event), -LX_EBADMSG);
}

static void test_what_is_no_event(void **state)
{
#define WITH(strings) "add@/d\0ACTION=add\0DEVPATH=/d\0" strings
	static const struct {
		const char *text;
		unsigned long len;
	} wrong[] = {
#define ONE(text) { text, sizeof(text) }
		ONE("libudev\0ACTION=add\0DEVPATH=/d"), ONE("@/d\0ACTION=add\0DEVPATH=/d"), ONE("add@/d\0ACTION=add"),
		ONE("add@/d\0DEVPATH=/d"), ONE("add@/d"), ONE(""), ONE(WITH("MAJOR=")), ONE(WITH("MAJOR=x")),
		ONE(WITH("MINOR=-1")), ONE(WITH("MINOR=1 ")), ONE(WITH("MAJOR=4294967296")),
		ONE(WITH("MAJOR=99999999999999999999999")), ONE(WITH("DEVMODE=8")), ONE(WITH("DEVMODE=10000")),
		ONE(WITH("SEQNUM=18446744073709551616")), ONE(WITH("SEQNUM=18446744073709551620")), ONE(WITH("SEQNUM=:")),
	};
	unsigned int i;
	Uevent event;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(UeventParse(at_the_edge(wrong[i].text, wrong[i].len), wrong[i].len, &event), -LX_EBADMSG);
	assert_int_equal(UeventParse(WITH("MAJOR=1\0MINOR=2"), sizeof(WITH("MAJOR=1\0MINOR=2")), &event), 0);
	assert_int_equal(event.has_node, 0); /* without a name there is none */
	assert_null(event.devname);
	assert_int_equal(event.devmode, 0);
}

static void test_file(void **state)
{
	char text[] = "MAJOR=1\nMINOR=3\nDEVNAME=null\nDEVMODE=0666\n", empty[1];
	Uevent event;

	(void)state;
	assert_int_equal(UeventParseFile(at_the_edge(text, sizeof(text) - 2), sizeof(text) - 2, &event), -LX_EBADMSG);
	assert_int_equal(UeventParseFile(text, sizeof(text) - 1, &event), 0);
	assert_true(event.has_node && event.major == 1 && event.minor == 3 && event.devmode == 0666);
	assert_string_equal(event.devname, "null");
	assert_null(event.action);
	assert_null(UeventGet(&event, "DEVPATH"));
	assert_int_equal(UeventParseFile(empty, 0, &event), 0);
	assert_int_equal(event.has_node, 0);
	assert_null(UeventGet(&event, "MAJOR"));
}

/* What the kernel tells of the devices that there are, beside what sysfs tells of their numbers otherwise. */
static void test_files_of_this_machine(void **state)
{
	char path[600], text[4096], numbers[64], wanted[64];
	DIR *directory = opendir("/sys/class/mem");
	struct dirent *entry;
	int fd, count = 0;
	Uevent event;
	long len;

	(void)state;
	if (!directory)
		SKIP("no /sys/class/mem");
	while ((entry = readdir(directory)) != NULL) {
		snprintf(path, sizeof(path), "/sys/class/mem/%s/dev", entry->d_name);
		fd = open(path, O_RDONLY);
		if (fd < 0)
			continue;
		len = read(fd, wanted, sizeof(wanted) - 1);
		close(fd);
		assert_true(len > 1);
		wanted[len - 1] = 0;
		snprintf(path, sizeof(path), "/sys/class/mem/%s/uevent", entry->d_name);
		fd = open(path, O_RDONLY);
		assert_true(fd >= 0);
		len = read(fd, text, sizeof(text));
		close(fd);
		assert_int_equal(UeventParseFile(text, (unsigned long)len, &event), 0);
		assert_int_equal(event.has_node, 1);
		snprintf(numbers, sizeof(numbers), "%u:%u", event.major, event.minor);
		assert_string_equal(numbers, wanted);
		assert_string_equal(event.devname, entry->d_name);
		count++;
	}
	closedir(directory);
	if (!count)
		SKIP("no devices in /sys/class/mem");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_event),
		cmocka_unit_test(test_every_length_but_the_whole_strings_is_malformed),
		cmocka_unit_test(test_what_is_no_event),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_files_of_this_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
