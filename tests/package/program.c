/*
 * What each kind of package builds, with a libc and without: prints its line, and returns 42.
 */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	return Print(1, "%s %pe\n", "packaged", ErrPtr(-LX_ENOENT)) == 16 ? 42 : 1;
}
