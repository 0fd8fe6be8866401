/* mapper: mappings that are remembered, so that what is unmapped is what was mapped. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	static Mapper mapper; /* all zeros is an empty one */
	int prot = LX_PROT_READ | LX_PROT_WRITE, flags = LX_MAP_PRIVATE | LX_MAP_ANONYMOUS;
	char *a = MapperMmap(&mapper, LX_NULL, 100000, prot, flags, -1, 0);
	char *b = MapperMmap(&mapper, LX_NULL, 200000, prot, flags, -1, 0);

	if (IsErrPtr(a) || IsErrPtr(b))
		return 1;
	a[99999] = 'a';
	Print(1, "mappings: %lu\n", MapperCount(&mapper));
	Print(1, "another length: %pe\n", ErrPtr(MapperMunmap(&mapper, a, 99999)));
	Print(1, "a part: %pe\n", ErrPtr(MapperMunmap(&mapper, a + Getpagesize(), 4096)));
	a = MapperMremap(&mapper, a, 100000, 300000, LX_MREMAP_MAYMOVE, LX_NULL);
	if (IsErrPtr(a))
		return 1;
	Print(1, "grown: %c\n", a[99999]);
	Print(1, "as it is: %pe\n", ErrPtr(MapperMunmap(&mapper, a, 300000)));
	Print(1, "again: %pe\n", ErrPtr(MapperMunmap(&mapper, a, 300000)));
	Print(1, "left: %lu\n", MapperCount(&mapper));
	Print(1, "all: %pe\n", ErrPtr(MapperUnmapAll(&mapper)));
	Print(1, "left: %lu\n", MapperCount(&mapper));
	return 0;
}

/*
 * Output:
 * mappings: 2
 * another length: EINVAL
 * a part: EINVAL
 * grown: a
 * as it is: 0
 * again: EINVAL
 * left: 1
 * all: 0
 * left: 0
 */
