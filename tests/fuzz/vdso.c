/*
 * Images of a vDSO (barecall/vdso.h): the first bytes choose what is looked up in the rest, which may be any bytes.
 */
#include "kernel.h"
#include "../../src/linux/vdso-image.c"
#include <elf.h>

static const char *const names[8] = { "__vdso_clock_gettime", "__vdso_getcpu", "__vdso_gettimeofday", "__vdso_time",
	"clock_gettime", "f", "", "LINUX_2.6" };
static const char *const versions[4] = { "LINUX_2.6", NULL, "LINUX_2.6.39", "" };

static long kernel(long nr, const long *a)
{
	(void)a;
	CHECK(nr < 0);
	return -LX_ENOSYS;
}

/* bias is how far from the image's beginning it was linked to be. The headers are known to be in the image. */
static unsigned long bias(const unsigned char *image)
{
	Elf64_Ehdr header;
	Elf64_Phdr segment;

	memcpy(&header, image, sizeof(header));
	do {
		memcpy(&segment, image + header.e_phoff, sizeof(segment));
		header.e_phoff += sizeof(segment);
	} while (segment.p_type != PT_LOAD);
	return segment.p_vaddr - segment.p_offset;
}

/*
 * has_symbol looks through the whole image for what may have been found: a symbol for others to call, with this address
 * and a name that stands somewhere.
 */
MODEL static int has_symbol(const unsigned char *image, size_t size, size_t offset, const char *name)
{
	size_t length = strlen(name) + 1, at, text;
	Elf64_Sym symbol;
	int type, binding;

	for (at = 0; at + sizeof(symbol) <= size; at += 8) {
		memcpy(&symbol, image + at, sizeof(symbol));
		type = ELF64_ST_TYPE(symbol.st_info);
		binding = ELF64_ST_BIND(symbol.st_info);
		if (symbol.st_shndx == SHN_UNDEF || symbol.st_shndx >= SHN_LORESERVE ||
		    (type != STT_FUNC && type != STT_NOTYPE) || (binding != STB_GLOBAL && binding != STB_WEAK) ||
		    symbol.st_value - bias(image) != offset)
			continue;
		for (text = symbol.st_name; text + length <= size; text++)
			if (!memcmp(image + text, name, length))
				return 1;
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int first = take_byte(&in);
	const char *name = names[first & 7], *version = versions[first >> 3 & 3];
	unsigned char *image = exact(in.at, in.left), *page;
	char *own = exact_string(in.at, in.left < 40 ? in.left : 40);
	const unsigned char *found;
	size_t len = in.left;

	found = VdsoLookup(image, len, name, version);
	if (found) {
		CHECK(found > image && found < image + len && len >= sizeof(Elf64_Ehdr));
		CHECK(!memcmp(image, "\177ELF", 4) && image[EI_CLASS] == ELFCLASS64);
		if (first & 128)
			CHECK(has_symbol(image, len, (size_t)(found - image), name));
		/* What has this version is found without one too, if not the same. */
		CHECK(VdsoLookup(image, len, name, NULL));
	}
	/* Nothing is there twice as the image is cut off, but may be. */
	if (first & 64 && len) {
		unsigned char *half = exact(image, len / 2);

		found = VdsoLookup(half, len / 2, name, version);
		CHECK(!found || (found > half && found < half + len / 2));
		free(half);
	}
	CHECK(!VdsoLookup(NULL, len, name, version) && !VdsoLookup(image, 0, name, version));
	VdsoLookup(image, len, own, own);
	free(image);
	free(own);
	/* A program trusts the kernel to map a page at least. */
	page = calloc(1, FIRST_PAGE);
	CHECK(page);
	memcpy(page, in.at, len < FIRST_PAGE ? len : FIRST_PAGE);
	lx_vdso_size(page);
	free(page);
	return 0;
}
