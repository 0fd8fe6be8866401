/*
 * Events of inotify and fanotify (barecall/dev/notify.h). An input is a byte that says of which, and the bytes of a read. A
 * walk ends, tells of each byte once, and strings are in it.
 */
#include "fuzz.h"
#include "../../src/linux/notify.c"

static void records_of(const FanotifyEvent *event)
{
	const char *begin = event->records, *end = begin + event->records_len;
	unsigned long at = 0, before = 0;
	FanotifyRecord record;
	int result;

	while ((result = FanotifyRecordNext(event, &at, &record)) == 1) {
		CHECK(record.data == begin + before && at == before + record.len && record.len >= 4);
		CHECK(record.info_type == *(const unsigned char *)record.data);
		if (record.handle) {
			FileHandle handle;

			memcpy(&handle, record.handle, sizeof(handle));
			CHECK((const char *)(record.handle + 1) + handle.bytes <= begin + at);
		}
		if (record.name)
			CHECK(record.handle && record.name + strlen(record.name) < begin + at);
		before = at;
	}
	CHECK(at == before && (result == 0 ? begin + at == end : result == -LX_EBADMSG));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	int which = take_byte(&in) & 1, result;
	unsigned long len = in.left, offset = 0, before = 0;
	char *copy = malloc(len + !len);
	FanotifyEvent event;
	InotifyEvent watched;
	const char *name;

	CHECK(copy);
	memcpy(copy, in.at, len);
	do {
		before = offset;
		if (which) {
			result = FanotifyNext(copy, len, &offset, &event);
			if (result == 1) {
				CHECK(offset - before == event.metadata.event_len && event.metadata.metadata_len >= 24);
				records_of(&event);
			}
		} else {
			result = InotifyNext(copy, len, &offset, &watched, &name);
			if (result == 1) {
				CHECK(offset - before == sizeof(watched) + watched.len && !name == !watched.len);
				CHECK(!name || name + strlen(name) < copy + offset);
			}
		}
		CHECK(result == 1 ? offset > before : offset == before);
	} while (result == 1);
	CHECK(result == 0 ? offset == len : result == -LX_EBADMSG);
	free(copy);
	return 0;
}
