/* bytes of an event: 48; loops: 50 */
#include "prove.h"
#include "../../src/linux/uevent.c"

/* What is told of an event lies in its bytes, as a string that ends there; numbers do not run over. */
int main(void)
{
	unsigned long len = up_to(BOUND), i = 0;
	char *buf = any_bytes(len);
	Uevent event;
	int result = nondet_int() ? UeventParse(buf, len, &event) : UeventParseFile(buf, len, &event);
	const char *const told[] = { event.action, event.devpath, event.subsystem, event.devname, event.devtype, event.modalias };
	unsigned long which = up_to(5);

	HOLDS(result == 0 || result == -LX_EBADMSG);
	if (result < 0)
		HOLDS(!told[which] && !event.strings && event.len == 0 && !event.has_node);
	else if (told[which]) {
		HOLDS(told[which] >= buf && told[which] < buf + len);
		while (told[which][i])
			i++;
		HOLDS(told[which] + i < buf + len);
	}
	HOLDS(event.devmode <= 07777);
	return 0;
}
