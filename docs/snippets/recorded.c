/* recorded: what a performance event records is read from memory that the kernel writes. */
#include <barecall.h>
#include <barecall/op/perf.h>
#include <barecall/op/prctl.h>
#include <barecall/text.h>

static _Alignas(8) char buffer[64]; /* for a record over the ring's end: one of these has 32 bytes at most */

int main(void)
{
	PerfEventAttr attr = { 0 };
	const PerfEventHeader *record;
	PerfRing ring;
	int fd, result;

	attr.type = LX_PERF_TYPE_SOFTWARE;
	attr.size = sizeof(attr);
	attr.config = LX_PERF_COUNT_SW_DUMMY; /* counts nothing, and records all the same */
	attr.bits = LX_PERF_BIT_COMM | LX_PERF_BIT_EXCLUDE_KERNEL;
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	result = fd < 0 ? fd : PerfRingMap(&ring, fd, (unsigned long)Getpagesize());
	if (result < 0) {
		Print(1, "not here: %pe\n", ErrPtr(result));
		return 77;
	}
	PrctlSetName("first");
	PrctlSetName("second");
	while ((result = PerfRingNext(&ring, buffer, sizeof(buffer), &record)) > 0)
		if (record->type == LX_PERF_RECORD_COMM) /* two ids follow the head, then the name */
			Print(1, "this thread is called %s\n", (const char *)(record + 2));
	Print(1, "no more: %pe\n", ErrPtr(result));
	Print(1, "unmapped: %pe\n", ErrPtr(PerfRingUnmap(&ring)));
	return Close(fd) < 0;
}

/*
 * Output:
 * this thread is called first
 * this thread is called second
 * no more: 0
 * unmapped: 0
 */
