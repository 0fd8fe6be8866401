/* bytes of an image: 64; loops: 10 */
#include "vdso-image.h"

/* Header, segments and the dynamic section: what they say is followed only within the image. */
int main(void)
{
	Image image;
	Segment dynamic;

	any_image(&image);
	header(&image);
	dynamic.offset = nondet_long();
	dynamic.filesz = nondet_long();
	dynamic_value(&image, &dynamic, nondet_long());
	has_version(&image, nondet_long(), nondet_int());
	return 0;
}
