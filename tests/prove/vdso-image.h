/* Any image for the parser of vDSO images: any bytes, and any offsets in them. */
#include "prove.h"
#include "../../src/linux/vdso-image.c"

static unsigned long bytes[BOUND / 8];

static void any_image(Image *image)
{
	unsigned long i;

	for (i = 0; i < BOUND / 8; i++)
		bytes[i] = nondet_long();
	image->bytes = (const char *)bytes;
	image->size = up_to(BOUND);
	image->base = nondet_long();
	image->strings = up_to(image->size);
	image->strings_end = up_to(image->size);
	image->symbols = nondet_long();
	image->hash = nondet_long();
	image->gnu_hash = nondet_long();
	image->symbol_versions = nondet_long();
	image->versions = nondet_long();
}
