/* bytes of an image: 64; loops: 18 */
#include "vdso-image.h"

/* How many symbols there are, by either table. */
int main(void)
{
	Image image;
	unsigned long n;

	any_image(&image);
	n = count_by_hash(&image);
	HOLDS(n == 0 || n <= image.size / sizeof(Symbol));
	count_by_gnu_hash(&image);
	return 0;
}
