/* counter: how long this thread was on a processor, counted by the kernel from when it is told to until then. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	PerfEventAttr attr = { 0 };
	volatile unsigned int i;
	unsigned long count = 0, later = 0;
	int fd;

	attr.type = LX_PERF_TYPE_SOFTWARE;
	attr.size = sizeof(attr);
	attr.config = LX_PERF_COUNT_SW_TASK_CLOCK; /* nanoseconds */
	attr.bits = LX_PERF_BIT_DISABLED | LX_PERF_BIT_EXCLUDE_KERNEL | LX_PERF_BIT_EXCLUDE_HV;
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	if (fd < 0) { /* perf_event_paranoid of /proc/sys/kernel, a filter, an emulator */
		Print(1, "nothing is counted here: %pe\n", ErrPtr(fd));
		return 77;
	}
	Print(1, "read: %ld, ", Read(fd, &count, sizeof(count)));
	Print(1, "%lu\n", count);
	Print(1, "on: %pe\n", ErrPtr(Ioctl(fd, LX_PERF_EVENT_IOC_ENABLE, 0)));
	for (i = 0; i < 100000; i++)
		;
	Print(1, "off: %pe\n", ErrPtr(Ioctl(fd, LX_PERF_EVENT_IOC_DISABLE, 0)));
	Read(fd, &count, sizeof(count));
	for (i = 0; i < 100000; i++)
		;
	Read(fd, &later, sizeof(later));
	Print(1, "it counted: %d, and no more: %d\n", count > 0, count == later);
	return 0;
}

/*
 * Output:
 * read: 8, 0
 * on: 0
 * off: 0
 * it counted: 1, and no more: 1
 */
