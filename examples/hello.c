/*
 * hello: the smallest useful program. Build it as the Makefile does, with -nostdlib and libbarecall.a.
 */
#include <barecall.h>

int main(void)
{
	static const char text[] = "Hello from barecall\n";

	return Write(1, text, sizeof(text) - 1) == sizeof(text) - 1 ? 0 : 1;
}
