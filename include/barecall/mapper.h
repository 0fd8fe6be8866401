/*
 * Mappings that are remembered, so that only what was mapped is unmapped, and exactly that. Linked from libbarecall.a;
 * these functions take a lock, and the memory that they remember in from the kernel: there is no malloc in them.
 */
#ifndef LX_MAPPER_H
#define LX_MAPPER_H

#include "base.h"
#include "uapi/mm.h"

/* MapperEntry: a place for one mapping in a Mapper's table. */
typedef struct MapperEntry {
	unsigned long addr;
	unsigned long length; /* as it was asked for; 0: the place is free */
} MapperEntry;

/*
 * Mapper: mappings that were made through it, any number of them. All zeros is an empty one, ready for use. Its fields
 * are for the functions below alone, which any number of threads may call at once. A signal handler may not, where it
 * could interrupt one of them; nor may the child of a Fork, when another thread could have been in one of them.
 */
typedef struct Mapper {
	unsigned int lock; /* a futex: 0 free, 1 held, 2 held and perhaps waited for */
	unsigned int bits; /* the table has 1 << bits places, or none */
	unsigned long count; /* of mappings */
	MapperEntry *table;
} Mapper;

/*
 * MapperMmap is Mmap, remembered by m. Returns the address; IsErrPtr tells an error. -EINVAL: flags have LX_MAP_FIXED,
 * which would replace mappings that m remembers; LX_MAP_FIXED_NOREPLACE is for a fixed address, and also where the
 * kernel knows it not (before Linux 4.17, qemu-user) an address that is taken is -EEXIST. -ENOMEM: also when m cannot
 * grow; nothing is then mapped. With LX_MAP_HUGETLB length must be a multiple of the huge page's size, or the kernel
 * will not unmap it. mmap(2).
 */
void *MapperMmap(Mapper *m, void *addr, unsigned long length, int prot, int flags, int fd, long offset)
	LX_SYMBOL("lx_MapperMmap");

/*
 * MapperMunmap unmaps a mapping that m remembers, as a whole. Returns 0. -EINVAL: none begins at addr that has this
 * length, as MapperMmap or MapperMremap last was told it: a part of one, more than one, or one that was unmapped
 * already. On every error nothing has changed. munmap(2).
 */
int MapperMunmap(Mapper *m, void *addr, unsigned long length) LX_SYMBOL("lx_MapperMunmap");

/*
 * MapperMremap is Mremap of a mapping that m remembers, as a whole; m then remembers it under its new address and size,
 * and with LX_MREMAP_DONTUNMAP the empty old one as well. Returns the address; IsErrPtr tells an error. -EINVAL: as
 * MapperMunmap's, or flags have LX_MREMAP_FIXED, which would replace other mappings. On every error nothing has
 * changed. mremap(2).
 */
void *MapperMremap(Mapper *m, void *old_address, unsigned long old_size, unsigned long new_size, int flags,
		   void *new_address) LX_SYMBOL("lx_MapperMremap");

/* MapperCount returns how many mappings m remembers. No system call but for the lock. */
unsigned long MapperCount(Mapper *m) LX_SYMBOL("lx_MapperCount");

/*
 * MapperUnmapAll unmaps all that m remembers and the table that it was remembered in, and leaves m empty and ready for
 * use. Returns 0, or the first error: what could not be unmapped, a sealed mapping say, is still remembered.
 */
int MapperUnmapAll(Mapper *m) LX_SYMBOL("lx_MapperUnmapAll");

#endif
