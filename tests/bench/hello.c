/* The smallest program that does something, by barecall. */
#include <barecall/file.h>

int main(void)
{
	return Write(1, "hello world\n", 12) != 12;
}
