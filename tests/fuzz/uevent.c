/*
 * Events of devices (barecall/dev/uevent.h): what is read of one lies within its bytes, and is what the strings say. An
 * input is a byte that says whether it is a file, and the bytes of it.
 */
#include "fuzz.h"
#include "../../src/linux/uevent.c"

/* The model: the last string that begins with key=, as the C library finds it; NULL where there is none. */
static const char *last(const char *strings, unsigned long len, const char *key)
{
	const char *found = NULL, *at;

	for (at = strings; at < strings + len; at += strlen(at) + 1)
		if (!strncmp(at, key, strlen(key)) && at[strlen(key)] == '=')
			found = at + strlen(key) + 1;
	return found;
}

static void is_number(const char *text, int base, unsigned long value)
{
	char *end;

	CHECK(!text || (strtoul(text, &end, base) == value && !*end && end != text));
	CHECK(text || value == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = { "ACTION", "DEVPATH", "SUBSYSTEM", "DEVNAME", "DEVTYPE", "MODALIAS", "MAJOR", "" };
	Input in = { data, size };
	int is_file = take_byte(&in) & 1;
	unsigned long len = in.left, i;
	char *copy = malloc(len + !len);
	Uevent event;
	int result;

	CHECK(copy);
	memcpy(copy, in.at, len);
	result = is_file ? UeventParseFile(copy, len, &event) : UeventParse(copy, len, &event);
	CHECK(result == 0 || result == -LX_EBADMSG);
	if (result < 0) {
		CHECK(!event.strings && !event.len && !event.action && !event.has_node && !event.seqnum);
		CHECK(!UeventGet(&event, "ACTION"));
	} else {
		CHECK(event.len == 0 || (event.strings >= copy && event.strings + event.len == copy + len));
		for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
			CHECK(UeventGet(&event, keys[i]) == last(event.strings, event.len, keys[i]));
		CHECK(event.devname == last(event.strings, event.len, "DEVNAME"));
		CHECK(event.subsystem == last(event.strings, event.len, "SUBSYSTEM"));
		CHECK(is_file || (event.action && event.devpath && memchr(copy, '@', strlen(copy))));
		is_number(last(event.strings, event.len, "MAJOR"), 10, event.major);
		is_number(last(event.strings, event.len, "MINOR"), 10, event.minor);
		is_number(last(event.strings, event.len, "DEVMODE"), 8, event.devmode);
		is_number(last(event.strings, event.len, "SEQNUM"), 10, event.seqnum);
		CHECK(event.devmode <= 07777);
	}
	free(copy);
	return 0;
}
