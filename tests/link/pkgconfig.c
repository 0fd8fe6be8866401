/*
 * Built by the words of a pkg-config file alone, with a libc and without.
 */
#include <barecall.h>

static const char *text = "through pkg-config\n";

int main(void)
{
	Write(1, text, 19);
	return 42;
}
