/* bytes of an image: 40; loops: 42 */
#include "vdso-image.h"

/* The walk over versions and their names ends, and stays in the image. */
int main(void)
{
	Image image;
	int version;

	any_image(&image);
	version = version_index(&image, "V");
	HOLDS(version >= -1 && version <= VERSION_INDEX);
	return 0;
}
