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
	unsigned long values[TYPES]; /* of the dynamic section by type; 0 of what is not there */
} Image;

/* What the architecture knows: IRELATIVE, lx_relocated, lx_resolve, lx_relro_end, lx_page_size. */
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

/*
 * relocate moves a static PIE to where it was loaded, if stack is 0. With stack it does the relocations of indirect
 * functions, which call code of the program, and so come when all else that such code may need is there.
 */
static LX_NOINLINE void relocate(const Image *image, const unsigned long *stack)
{
	const Rela *rela = (const Rela *)(image->base + image->values[DT_RELA]);
	const Rela *plt = (const Rela *)(image->base + image->values[DT_JMPREL]);
	unsigned long size = image->values[DT_RELASZ], plt_size = image->values[DT_PLTRELSZ];

	if (stack == 0)
		unpack(image->base, (const unsigned long *)(image->base + image->values[DT_RELR]), image->values[DT_RELRSZ]);
	for (;; size -= sizeof *rela, rela++) {
		unsigned long *place;

		if (size == 0) {
			size = plt_size;
			rela = plt;
			plt_size = 0;
			if (size == 0)
				break;
		}
		place = (unsigned long *)(image->base + rela->offset);
		if (rela->type == IRELATIVE) {
			if (stack != 0)
				*place = lx_resolve(image->base + rela->addend, stack);
		} else if (rela->type != 0 && stack == 0) {
			*place = lx_relocated(rela, image);
		}
	}
}

/* seal makes what only relocation writes read-only. */
static __inline__ void seal(unsigned long base, const Segment *relro, const unsigned long *stack)
{
	unsigned long page = -lx_page_size(stack);
	unsigned long start = (base + relro->vaddr) & page;
	unsigned long end = (base + lx_relro_end(&header, relro)) & page;

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

/* lx_start_main is called by _start alone, with the initial stack. */
LX_HIDDEN __attribute__((__noreturn__, __used__)) void lx_start_main(unsigned long *stack);

void lx_start_main(unsigned long *stack)
{
	const Segment *segment = lx_segments(&header);
	const Segment *tls = 0, *relro = 0, *load = 0, *dynamic = 0, *loader = 0;
	Destructor *const *destructor = fini_array_end;
	const Rela *indirect;
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
	image.base = (unsigned long)&header - load->vaddr;
	image.tls = tls != 0 ? lx_tls_distance(tls) : 0;
	if (dynamic != 0) {
		by_type(image.values, (const Pair *)(image.base + dynamic->vaddr));
		relocate(&image, 0);
	}
	if (tls != 0) {
		char *memory = (char *)lx_trap6(LX_SYS_mmap, 0, (long)lx_tls_room(tls), LX_PROT_READ | LX_PROT_WRITE,
						LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);

		lx_set_thread_pointer(lx_place_tls(memory, tls, image.base, image.tls));
	}
	lx_start_auxv(stack);
	lx_start_canary(stack);
	if (dynamic != 0)
		relocate(&image, stack);
	for (indirect = lx_iplt(); indirect != lx_iplt_end(); indirect++)
		*(unsigned long *)indirect->offset = lx_resolve(indirect->addend, stack);
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
