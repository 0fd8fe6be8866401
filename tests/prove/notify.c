/* bytes of events: 64; loops: 66 */
#include "prove.h"
#include "../../src/linux/notify.c"

/* A step from anywhere in a buffer of events, or in the records of one, stays within it and moves on, or changes nothing. */
int main(void)
{
	unsigned long len = up_to(BOUND), offset = nondet_long(), before = offset, end;
	const char *buf = any_bytes(BOUND), *name, *from;
	int which = nondet_int(), result;
	FanotifyRecord record;
	FanotifyEvent event;
	InotifyEvent watched;

	ASSUME(((unsigned long)buf & 7) == 0);
	if (which == 0) {
		result = InotifyNext(buf, len, &offset, &watched, &name);
		if (result == 1) {
			HOLDS(offset == before + sizeof(watched) + watched.len);
			HOLDS(watched.len == 0 ? name == LX_NULL : name == buf + before + sizeof(watched));
		}
	} else if (which == 1) {
		result = FanotifyNext(buf, len, &offset, &event);
		if (result == 1) {
			from = (const char *)event.records;
			HOLDS(offset == before + event.metadata.event_len);
			HOLDS(from >= buf + before + sizeof(event.metadata) && from + event.records_len == buf + offset);
		}
	} else {
		event.records = buf;
		event.records_len = len;
		result = FanotifyRecordNext(&event, &offset, &record);
		if (result == 1) {
			HOLDS(record.data == buf + before && offset == before + record.len && record.len >= 4);
			end = before + sizeof(FanotifyEventInfoFid) + sizeof(FileHandle);
			if (record.handle) {
				HOLDS((const char *)record.handle + sizeof(FileHandle) == buf + end);
				HOLDS(record.handle->bytes <= offset - end);
			}
			if (record.name)
				HOLDS(record.name == buf + end + record.handle->bytes && record.name < buf + offset);
		}
	}
	HOLDS(result == 1 || result == 0 || result == -LX_EBADMSG);
	HOLDS(result == 1 ? offset > before && offset <= len : offset == before);
	HOLDS((result == 0) == (before == len));
	return 0;
}
