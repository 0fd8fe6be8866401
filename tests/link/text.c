/* Text without a libc (barecall/text.h, barecall/string.h): prints one line, and returns 42. */
#include <barecall/string.h>
#include <barecall/text.h>
#include "check.h"

/* values are read at run time, so that no compiler knows what comes of them. */
static volatile int answer = 42;

int main(void)
{
	unsigned char addr[16];
	char text[64];
	Text rest, part;
	unsigned long number = 0;
	long negative = 0;

	CHECK(Format(text, sizeof(text), "%05d|%-4s|%#lx|%c", answer, "ab", 0xfffffffffffffffful, '!') == 31);
	CHECK(strcmp(text, "00042|ab  |0xffffffffffffffff|!") == 0);
	CHECK(Format(text, 4, "%s", "seven77") == 7 && strlen(text) == 3);
	rest = TextOf("10,-0x1f,2001:db8::1");
	CHECK(Cut(&rest, ',', &part) && ParseUint(part, 10, 8, &number) == 0 && number == 10);
	CHECK(Cut(&rest, ',', &part) && ParseInt(part, 0, 64, &negative) == 0 && negative == -31);
	CHECK(Cut(&rest, ',', &part) && ParseInet6(part, addr) == 0 && addr[0] == 0x20 && addr[15] == 1);
	CHECK(!Cut(&rest, ',', &part) && FormatInet6(text, sizeof(text), addr) == 11);
	CHECK(strncmp(text, "2001:db8::2", 10) == 0 && strncmp(text, "2001:db8::2", 11) < 0);
#ifdef NAMES
	return Print(1, "%s: %pe\n", "error", ErrPtr(-LX_ENOENT)) == 14 ? answer : 1;
#else
	return Print(1, "%s: %pe\n", "error", (void *)-2L) == 10 ? answer : 1;
#endif
}
