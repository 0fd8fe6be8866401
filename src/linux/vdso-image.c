/*
 * VdsoLookup, the parser of vDSO images.
 *
 * Every offset that an image holds is followed by at(), which knows the image's end, and every walk has steps that are
 * bounded by it. What an image need not have counts as 0: hash tables, of which one has to tell how many symbols there
 * are, and tables of versions. There are some twenty symbols, so that they are looked at one after the other.
 */
#include <barecall/vdso.h>

#include "elf-image.h"
#include "vdso-image.h"

#define FIRST_PAGE 4096UL

/* An image of another architecture, as an emulator may show it, is none: each has its number, EM_* in elf.h. */
#if defined(__x86_64__)
enum { MACHINE = 62 };
#elif defined(__aarch64__)
enum { MACHINE = 183 };
#elif defined(__riscv)
enum { MACHINE = 243 };
#endif

/* As in elf.h. */
enum { CLASS = 4, DATA = 5, ELFCLASS64 = 2, ELFDATA2LSB = 1 };
enum { STT_NOTYPE = 0, STT_FUNC = 2, STB_GLOBAL = 1, STB_WEAK = 2, SHN_LORESERVE = 0xff00 };
enum { VER_FLG_BASE = 1, VERSION_INDEX = 0x7fff };

typedef unsigned short MAY_ALIAS Half;
typedef unsigned int MAY_ALIAS Word;

/* Elf64_Dyn. */
typedef struct MAY_ALIAS Dynamic {
	unsigned long tag;
	unsigned long value;
} Dynamic;

/* Elf64_Verdef; at aux from its beginning stands the name, as an offset in the strings. */
typedef struct MAY_ALIAS Version {
	unsigned short version;
	unsigned short flags;
	unsigned short ndx;
	unsigned short cnt;
	unsigned int hash;
	unsigned int aux;
	unsigned int next; /* from its beginning; 0: the last */
} Version;

/* Image: the bytes, and where in them tables are: offsets from the beginning, 0 for one that is missing. */
typedef struct Image {
	const char *bytes;
	unsigned long size;
	unsigned long base; /* the address that the first byte was linked for */
	unsigned long strings;
	unsigned long strings_end;
	unsigned long symbols;
	unsigned long hash;
	unsigned long gnu_hash;
	unsigned long symbol_versions;
	unsigned long versions;
} Image;

/* at returns what lies at an offset, or NULL when not all of it is in the image, or not aligned. */
static const void *at(const Image *image, unsigned long offset, unsigned long length, unsigned long align)
{
	if (offset > image->size || length > image->size - offset || (offset & (align - 1)) != 0)
		return LX_NULL;
	return image->bytes + offset;
}

/* header returns the header of an image for this architecture, or NULL. */
static const Header *header(const Image *image)
{
	const Header *h = (const Header *)at(image, 0, sizeof(Header), 8);

	if (!h || ((unsigned long)h & 7) != 0)
		return LX_NULL;
	if (h->ident[0] != 0x7f || h->ident[1] != 'E' || h->ident[2] != 'L' || h->ident[3] != 'F')
		return LX_NULL;
	if (h->ident[CLASS] != ELFCLASS64 || h->ident[DATA] != ELFDATA2LSB || h->machine != MACHINE)
		return LX_NULL;
	return h->phentsize == sizeof(Segment) ? h : LX_NULL;
}

/* segment returns a segment by its number, or NULL from the first on that is not there. */
static const Segment *segment(const Image *image, const Header *h, unsigned int i)
{
	if (i >= h->phnum)
		return LX_NULL;
	return (const Segment *)at(image, h->phoff + i * sizeof(Segment), sizeof(Segment), 8);
}

/* dynamic_value returns the value of an entry of the dynamic section, 0 for one that is missing. */
static unsigned long dynamic_value(const Image *image, const Segment *dynamic, unsigned long tag)
{
	unsigned long i;

	for (i = 0; i < dynamic->filesz / sizeof(Dynamic); i++) {
		unsigned long offset = dynamic->offset + i * sizeof(Dynamic);
		const Dynamic *entry = (const Dynamic *)at(image, offset, sizeof(Dynamic), 8);

		if (!entry || entry->tag == DT_NULL)
			break;
		if (entry->tag == tag)
			return entry->value;
	}
	return 0;
}

/* table returns where a table is, which its entry tells as an address. */
static unsigned long table(const Image *image, const Segment *dynamic, unsigned long tag)
{
	unsigned long address = dynamic_value(image, dynamic, tag);

	return address ? address - image->base : 0;
}

/* find_tables notes where the tables are, and returns whether there can be symbols with names. */
static int find_tables(Image *image, const Segment *dynamic)
{
	unsigned long strings_size = dynamic_value(image, dynamic, DT_STRSZ);

	image->strings = table(image, dynamic, DT_STRTAB);
	image->symbols = table(image, dynamic, DT_SYMTAB);
	if (!image->symbols || !image->strings || image->strings > image->size)
		return 0;
	image->strings_end = image->size;
	if (strings_size && strings_size < image->size - image->strings)
		image->strings_end = image->strings + strings_size;
	image->hash = table(image, dynamic, DT_HASH);
	image->gnu_hash = table(image, dynamic, DT_GNU_HASH);
	image->symbol_versions = table(image, dynamic, DT_VERSYM);
	image->versions = table(image, dynamic, DT_VERDEF);
	return 1;
}

/* is_text tells whether a string of the image is text. */
static int is_text(const Image *image, unsigned int string, const char *text)
{
	unsigned long i;

	for (i = image->strings + string; i < image->strings_end && image->bytes[i] == *text; i++)
		if (*text++ == 0)
			return 1;
	return 0;
}

/* count_by_hash returns the number of symbols as DT_HASH tells it, 0 without one that can be true. */
static unsigned long count_by_hash(const Image *image)
{
	const Word *hash = (const Word *)at(image, image->hash, 2 * sizeof(Word), sizeof(Word));

	if (!image->hash || !hash || !at(image, image->symbols, hash[1] * sizeof(Symbol), 8))
		return 0;
	return hash[1];
}

/*
 * count_by_gnu_hash returns the number of symbols as DT_GNU_HASH tells it: they are sorted by bucket, so that the chain
 * which begins last, with the highest number in a bucket, ends with the last symbol, whose hash is odd. 0 without.
 */
static unsigned long count_by_gnu_hash(const Image *image)
{
	const Word *head = (const Word *)at(image, image->gnu_hash, 4 * sizeof(Word), sizeof(Word));
	const Word *bucket;
	const Word *hash;
	unsigned long buckets, first, last = 0, offset, i;

	if (!image->gnu_hash || !head)
		return 0;
	buckets = head[0];
	first = head[1];
	offset = image->gnu_hash + 4 * sizeof(Word) + head[2] * sizeof(unsigned long);
	bucket = (const Word *)at(image, offset, buckets * sizeof(Word), sizeof(Word));
	if (!bucket)
		return 0;
	for (i = 0; i < buckets; i++)
		if (bucket[i] > last)
			last = bucket[i];
	if (last < first)
		return 0;
	offset += buckets * sizeof(Word);
	for (;; last++) {
		hash = (const Word *)at(image, offset + (last - first) * sizeof(Word), sizeof(Word), sizeof(Word));
		if (!hash)
			return 0;
		if (*hash & 1)
			return last + 1;
	}
}

/*
 * version_index returns the number by which symbols refer to a version, -1 where the image has none of that name. It is
 * looked for once, not for each symbol: both tables may be as long as the image.
 */
static int version_index(const Image *image, const char *version)
{
	unsigned long offset = image->versions;

	for (;;) {
		const Version *v = (const Version *)at(image, offset, sizeof(Version), sizeof(Word));
		const Word *name;

		if (!v)
			return -1;
		name = (const Word *)at(image, offset + v->aux, sizeof(Word), sizeof(Word));
		if ((v->flags & VER_FLG_BASE) == 0 && name && is_text(image, *name, version))
			return v->ndx & VERSION_INDEX;
		if (v->next == 0)
			return -1;
		offset += v->next;
	}
}

/* has_version tells whether a symbol has the version of this number. */
static int has_version(const Image *image, unsigned long symbol, int version)
{
	unsigned long offset = image->symbol_versions + symbol * sizeof(Half);
	const Half *index = (const Half *)at(image, offset, sizeof(Half), sizeof(Half));

	return index && (*index & VERSION_INDEX) == version;
}

/* is_function tells whether a symbol is one that the image defines for others to call. */
static int is_function(const Symbol *symbol)
{
	unsigned int type = symbol->info & 15;
	unsigned int binding = symbol->info >> 4;

	return (type == STT_FUNC || type == STT_NOTYPE) && (binding == STB_GLOBAL || binding == STB_WEAK) &&
	       symbol->section != SHN_UNDEF && symbol->section < SHN_LORESERVE;
}

const void *VdsoLookup(const void *image, unsigned long size, const char *name, const char *version)
{
	Image all;
	const Header *h;
	const Segment *load = LX_NULL;
	const Segment *dynamic = LX_NULL;
	const Segment *s;
	unsigned long count, i;
	unsigned int number;
	int any, wanted = 0;

	all.bytes = (const char *)image;
	all.size = image ? size : 0;
	h = header(&all);
	if (!h || !name)
		return LX_NULL;
	for (number = 0; (s = segment(&all, h, number)) != LX_NULL; number++) {
		if (s->type == PT_LOAD && !load)
			load = s;
		if (s->type == PT_DYNAMIC)
			dynamic = s;
	}
	if (!load || !dynamic)
		return LX_NULL;
	all.base = load->vaddr - load->offset;
	if (!find_tables(&all, dynamic))
		return LX_NULL;
	/* Where the image has no versions a symbol has any. */
	any = !version || !all.symbol_versions || !all.versions;
	if (!any)
		wanted = version_index(&all, version);
	count = count_by_hash(&all);
	if (count == 0)
		count = count_by_gnu_hash(&all);
	for (i = 0; i < count; i++) {
		const Symbol *symbol = (const Symbol *)at(&all, all.symbols + i * sizeof(Symbol), sizeof(Symbol), 8);
		unsigned long offset;

		if (!symbol)
			break;
		offset = symbol->value - all.base;
		if (is_function(symbol) && offset != 0 && offset < size && is_text(&all, symbol->name, name) &&
		    (any || has_version(&all, i, wanted)))
			return all.bytes + offset;
	}
	return LX_NULL;
}

unsigned long lx_vdso_size(const void *image)
{
	Image page;
	const Header *h;
	const Segment *s;
	unsigned long size = 0;
	unsigned int i;

	page.bytes = (const char *)image;
	page.size = FIRST_PAGE;
	h = header(&page);
	for (i = 0; h && (s = segment(&page, h, i)) != LX_NULL; i++)
		if (s->type == PT_LOAD && s->offset + s->memsz > size)
			size = s->offset + s->memsz;
	return size;
}
