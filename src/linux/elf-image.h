/*
 * What start.c, tls.c and vdso-image.c read of ELF images, the constants as in elf.h. The types may alias any other, since
 * all that is known of an image is its bytes.
 */
#ifndef LX_ELF_IMAGE_H
#define LX_ELF_IMAGE_H

#define MAY_ALIAS __attribute__((__may_alias__))

/* Types of segments. */
enum { PT_LOAD = 1, PT_DYNAMIC = 2, PT_INTERP = 3, PT_TLS = 7, PT_GNU_RELRO = 0x6474e552 };

/* Sections of symbols. */
enum { SHN_UNDEF, SHN_ABS = 0xfff1 };

/* Types in the dynamic section. */
enum { DT_NULL, DT_PLTRELSZ = 2, DT_HASH = 4, DT_STRTAB = 5, DT_SYMTAB = 6, DT_RELA = 7, DT_RELASZ = 8, DT_STRSZ = 10 };
enum { DT_JMPREL = 23 };
enum { DT_RELRSZ = 35, DT_RELR = 36, DT_GNU_HASH = 0x6ffffef5, DT_VERSYM = 0x6ffffff0, DT_VERDEF = 0x6ffffffc };

/* Elf64_Ehdr. */
typedef struct MAY_ALIAS Header {
	unsigned char ident[16];
	unsigned short type;
	unsigned short machine;
	unsigned int version;
	unsigned long entry;
	unsigned long phoff;
	unsigned long shoff;
	unsigned int flags;
	unsigned short ehsize;
	unsigned short phentsize;
	unsigned short phnum;
	unsigned short shentsize;
	unsigned short shnum;
	unsigned short shstrndx;
} Header;

/* Elf64_Phdr. */
typedef struct MAY_ALIAS Segment {
	unsigned int type;
	unsigned int flags;
	unsigned long offset;
	unsigned long vaddr;
	unsigned long paddr;
	unsigned long filesz;
	unsigned long memsz;
	unsigned long align;
} Segment;

/* Elf64_Sym. */
typedef struct MAY_ALIAS Symbol {
	unsigned int name;
	unsigned char info;
	unsigned char other;
	unsigned short section;
	unsigned long value;
	unsigned long size;
} Symbol;

/* Elf64_Rela. */
typedef struct Rela {
	unsigned long offset;
	unsigned int type;
	unsigned int symbol;
	unsigned long addend;
} Rela;

/* lx_segments returns the headers of a program's segments, of which there are header->phnum. */
static __inline__ const Segment *lx_segments(const Header *header)
{
	return (const Segment *)(const void *)((const char *)header + header->phoff);
}

/* lx_base returns where a program with this header was loaded, less where it was linked to be; load is the first such segment. */
static __inline__ unsigned long lx_base(const Header *header, const Segment *load)
{
	return (unsigned long)header - (load->vaddr - load->offset);
}

#endif
