/*
 * What happens between _start and main. This runs before relocation, TLS and the stack canary are there, so it must
 * need none of them: no jump table, nothing from the GOT, no memcpy. The Makefile's flags for it tell the compiler.
 *
 * What a program has is told by its own headers, not by the auxiliary vector, which may lack them and, where the program
 * was handed to a dynamic linker (ld.so ./program), does not tell that one has been at work. To refer to __ehdr_start is
 * to demand that they are in memory: with -n or -N they are not, and the linker says so.
 */
#include "elf-image.h"
#include "startup.h"
#include <barecall/uapi/mm.h>

#define LX_HIDDEN __attribute__((__visibility__("hidden")))
#define LX_NOINLINE __attribute__((__noinline__))

/* OPAQUE keeps the compiler from reasoning about a variable: that two arrays cannot have one address, for one. */
#define OPAQUE(variable) __asm__ __volatile__("" : "+r"(variable) : : "memory")

typedef int Main(int argc, char **argv, char **envp);
typedef void Function(int argc, char **argv, char **envp);
typedef void Destructor(void);

extern LX_HIDDEN Main program_main LX_SYMBOL("main");

/* The linker's: the program's header, the bounds of the arrays of constructors and destructors. */
extern LX_HIDDEN const Header header LX_SYMBOL("__ehdr_start");
extern LX_HIDDEN Function *const preinit_array[] LX_SYMBOL("__preinit_array_start");
extern LX_HIDDEN Function *const preinit_array_end[] LX_SYMBOL("__preinit_array_end");
extern LX_HIDDEN Function *const init_array[] LX_SYMBOL("__init_array_start");
extern LX_HIDDEN Function *const init_array_end[] LX_SYMBOL("__init_array_end");
extern LX_HIDDEN Destructor *const fini_array[] LX_SYMBOL("__fini_array_start");
extern LX_HIDDEN Destructor *const fini_array_end[] LX_SYMBOL("__fini_array_end");

/* More than any type that matters in the dynamic section. */
enum { TYPES = 37 };

/* What relocations are computed from. */
typedef struct Image {
	unsigned long base; /* where it was loaded, less where it was linked to be */
	long tls; /* the distance of its TLS from the thread pointer */
	const Symbol *symbols;
	const Rela *rela[2]; /* two tables, and their sizes in bytes */
	unsigned long size[2];
} Image;

/* What the architecture knows: IRELATIVE, lx_relocated, lx_iplt, lx_iplt_end, lx_resolve, lx_relro_end, lx_page_size. */
#include "tls.h"
#include "start.h"

/* by_type makes values[type] of pairs. */
static LX_NOINLINE void by_type(unsigned long values[TYPES], const Pair *pairs)
{
	long i;

	for (i = TYPES; --i >= 0;) {
		values[i] = 0;
		OPAQUE(i);
	}
	for (; pairs->type != DT_NULL; pairs++)
		if (pairs->type < TYPES)
			values[pairs->type] = pairs->value;
}

/* unpack adds the base to pointers: an even word is the address of one, an odd one a bit map of the 63 after the last. */
static __inline__ void unpack(unsigned long base, const unsigned long *relr, unsigned long size)
{
	unsigned long *where = 0;

	for (; size != 0; size -= sizeof *relr) {
		unsigned long entry = *relr++;
		unsigned long *pointer = where;

		if ((entry & 1) == 0) {
			pointer = (unsigned long *)(base + entry);
			*pointer = *pointer + base;
			where = pointer + 1;
			continue;
		}
		for (where += 63; (entry >>= 1) != 0; pointer++)
			if (entry & 1)
				*pointer += base;
	}
}

/* moved returns the value of a relocation's symbol and addend; an undefined symbol is weak, and an absolute one does not move. */
static __inline__ unsigned long moved(const Rela *rela, const Image *image)
{
	const Symbol *symbol = image->symbols + rela->symbol;
	unsigned long value = symbol->value + rela->addend;

	return symbol->section != SHN_UNDEF && symbol->section != SHN_ABS ? image->base + value : value;
}

/*
 * relocate moves a program to where it was loaded, if stack is 0. With stack it does the relocations of indirect functions,
 * which call code of the program, and so come when all else that such code may need is there.
 */
static LX_NOINLINE void relocate(const Image *image, const unsigned long *stack)
{
	int table;

	for (table = 0; table < 2; table++) {
		const Rela *rela = image->rela[table];
		unsigned long size = image->size[table];

		for (; size != 0; size -= sizeof *rela, rela++)
			if (rela->type != 0 && (rela->type == IRELATIVE) == (stack != 0))
				*(unsigned long *)(image->base + rela->offset) =
					stack != 0 ? lx_resolve(image->base + rela->addend, stack) : lx_relocated(rela, image);
	}
}

/* read_dynamic finds the tables of relocations, and unpacks the packed one. */
static LX_NOINLINE void read_dynamic(Image *image, const Pair *dynamic)
{
	unsigned long values[TYPES];

	by_type(values, dynamic);
	image->symbols = (const Symbol *)(image->base + values[DT_SYMTAB]);
	image->rela[0] = (const Rela *)(image->base + values[DT_RELA]);
	image->size[0] = values[DT_RELASZ];
	image->rela[1] = (const Rela *)(image->base + values[DT_JMPREL]);
	image->size[1] = values[DT_PLTRELSZ];
	unpack(image->base, (const unsigned long *)(image->base + values[DT_RELR]), values[DT_RELRSZ]);
}

/* seal makes what only relocation writes read-only. */
static __inline__ void seal(unsigned long base, const Segment *relro, const unsigned long *stack)
{
	unsigned long page = -lx_page_size(stack);
	unsigned long start = (base + relro->vaddr) & page;
	unsigned long end = (lx_relro_end(base + relro->vaddr + relro->memsz)) & page;

	/* -ENOMEM is usual: linkers count padding up to the largest page size, which is not mapped. */
	if (end > start)
		lx_trap3(LX_SYS_mprotect, (long)start, (long)(end - start), LX_PROT_READ);
}

/* call_all runs functions in order. */
static LX_NOINLINE void call_all(Function *const *function, Function *const *end, unsigned long *stack)
{
	OPAQUE(end);
	for (; function != end; function++)
		(*function)((int)*stack, (char **)(stack + 1), (char **)(stack + *stack + 2));
}

/* What tells TlsSize (tls.c) that this is linked. */
extern LX_HIDDEN const char started LX_SYMBOL("lx_started");
const char started = 1;

/* lx_start_main is called by _start alone, with the initial stack. */
LX_HIDDEN __attribute__((__noreturn__, __used__)) void lx_start_main(unsigned long *stack);

void lx_start_main(unsigned long *stack)
{
	const Segment *segment = lx_segments(&header);
	const Segment *tls = 0, *relro = 0, *load = 0, *dynamic = 0, *loader = 0;
	Destructor *const *destructor = fini_array_end;
	unsigned long left;
	Image image;
	int status;

	for (left = header.phnum; left != 0; left--, segment++) {
		if (segment->type == PT_LOAD && load == 0)
			load = segment;
		if (segment->type == PT_DYNAMIC)
			dynamic = segment;
		if (segment->type == PT_INTERP)
			loader = segment;
		if (segment->type == PT_TLS)
			tls = segment;
		if (segment->type == PT_GNU_RELRO)
			relro = segment;
	}
	/* A dynamic linker has done all that these tell of. */
	if (loader != 0)
		dynamic = tls = relro = 0;
	OPAQUE(dynamic);
	image.base = lx_base(&header, load);
	image.tls = tls != 0 ? lx_tls_distance(tls) : 0;
	image.rela[0] = lx_iplt();
	image.size[0] = (unsigned long)lx_iplt_end() - (unsigned long)lx_iplt();
	image.size[1] = 0;
	if (dynamic != 0) {
		read_dynamic(&image, (const Pair *)(image.base + dynamic->vaddr));
		relocate(&image, 0);
	}
	if (tls != 0) {
		char *memory = (char *)lx_trap6(LX_SYS_mmap, 0, (long)lx_tls_room(tls), LX_PROT_READ | LX_PROT_WRITE,
						LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);

		if (IsErrPtr(memory))
			__builtin_trap();
		lx_set_thread_pointer(lx_place_tls(memory, tls, image.base, image.tls));
	}
	OPAQUE(dynamic);
	lx_start_auxv(stack);
	lx_start_canary(stack);
	relocate(&image, stack);
	if (relro != 0)
		seal(image.base, relro, stack);
	if (loader == 0)
		call_all(preinit_array, preinit_array_end, stack);
	call_all(init_array, init_array_end, stack);
	status = program_main((int)*stack, (char **)(stack + 1), (char **)(stack + *stack + 2));
	OPAQUE(destructor);
	while (destructor != fini_array)
		(*--destructor)();
	lx_trap1(LX_SYS_exit_group, status);
	__builtin_trap();
}
