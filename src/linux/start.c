/*
 * What happens between _start and main. This runs before relocation, TLS and the stack canary are there, so it must
 * need none of them: no jump table, nothing from the GOT, no memcpy. The Makefile's flags for it tell the compiler.
 *
 * What a program has is told by its own headers (program.c).
 */
#include "startup.h"
#include "tls.h"
#include <barecall/uapi/mm.h>

#define LX_NOINLINE __attribute__((__noinline__))

/* OPAQUE keeps the compiler from reasoning about a variable: that two arrays cannot have one address, for one. */
#define OPAQUE(variable) __asm__ __volatile__("" : "+r"(variable) : : "memory")

typedef int Main(int argc, char **argv, char **envp);
typedef void Function(int argc, char **argv, char **envp);
typedef void Destructor(void);

extern LX_HIDDEN Main program_main LX_SYMBOL("main");

/* The linker's: the bounds of the arrays of constructors and destructors. */
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
	Program program;
	unsigned long relocations; /* not 0: it has some */
	unsigned long values[TYPES]; /* of the dynamic section, by type: of what is not there the sizes are 0 */
} Image;

/* What the architecture knows: IRELATIVE, lx_relocated, lx_iplt, lx_iplt_end, lx_resolve, lx_relro_end, lx_page_size. */
#include "start.h"

/* unpack adds the base to pointers: an even word is the address of one, an odd one a bit map of the 63 after the last. */
static __inline__ void unpack(unsigned long base, const unsigned long *relr, unsigned long size)
{
	const unsigned long *end = (const unsigned long *)((unsigned long)relr + size);
	unsigned long *where = 0;

	while (relr != end) {
		unsigned long entry = *relr++;
		unsigned long *pointer = where;

		if (entry & 1) {
			for (where += 63; (entry >>= 1) != 0; pointer++)
				if (entry & 1)
					*pointer += base;
		} else {
			where = (unsigned long *)(base + entry);
			*where++ += base;
		}
	}
}

/* origin returns what a symbol's value is counted from: an undefined one is weak, and an absolute one does not move. */
static __inline__ unsigned long origin(const Symbol *symbol, const Image *image)
{
	return symbol->section != SHN_UNDEF && symbol->section != SHN_ABS ? image->program.base : 0;
}

/*
 * relocate moves a program to where it was loaded, if stack is 0. With stack it does the relocations of indirect functions,
 * which call code of the program, and so come when all else that such code may need is there.
 */
static LX_NOINLINE void relocate(const Image *image, const unsigned long *stack)
{
	unsigned long size = image->values[DT_RELASZ];
	const Rela *rela = (const Rela *)(image->program.base + image->values[DT_RELA]);
	int second;

	for (second = 0; second < 2; second++) {
		for (; size != 0; size -= sizeof *rela, rela++) {
			unsigned long *where = (unsigned long *)(image->program.base + rela->offset);

			if (rela->type == IRELATIVE) {
				if (stack != 0)
					*where = lx_resolve(image->program.base + rela->addend, stack);
			} else if (stack == 0 && rela->type != 0) {
				*where = lx_relocated(rela, image);
			}
		}
		size = image->values[DT_PLTRELSZ];
		rela = (const Rela *)(image->program.base + image->values[DT_JMPREL]);
	}
}

/* by_type puts the values of pairs where their types say. */
static __inline__ void by_type(unsigned long values[TYPES], const Pair *pairs)
{
	for (; pairs->type != DT_NULL; pairs++)
		if (pairs->type < TYPES)
			values[pairs->type] = pairs->value;
}

/* read_dynamic reads the dynamic section, and unpacks the packed table of relocations. */
static __inline__ void read_dynamic(Image *image, const Pair *dynamic)
{
	unsigned long base = image->program.base;

	image->values[DT_RELASZ] = image->values[DT_RELRSZ] = 0;
	by_type(image->values, dynamic);
	unpack(base, (const unsigned long *)(base + image->values[DT_RELR]), image->values[DT_RELRSZ]);
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
static __inline__ __attribute__((__always_inline__)) void call_all(Function *const *function, Function *const *end,
								   unsigned long *stack)
{
	OPAQUE(function);
	while (function != end)
		(*function++)((int)*stack, (char **)(stack + 1), (char **)(stack + *stack + 2));
}

/* What tells TlsSize (tls.c) that this is linked. */
extern LX_HIDDEN const char started LX_SYMBOL("lx_started");
const char started = 1;

/* prepare does all that code of the program needs before any of it runs: relocations, and TLS. */
static __inline__ void prepare(Image *image)
{
	const Program *program = &image->program;

	image->values[DT_RELA] = (unsigned long)lx_iplt();
	image->values[DT_RELASZ] = (unsigned long)lx_iplt_end() - image->values[DT_RELA];
	image->values[DT_PLTRELSZ] = 0;
	if (program->segment[PT_DYNAMIC] != 0)
		read_dynamic(image, (const Pair *)(program->base + program->segment[PT_DYNAMIC]->vaddr));
	image->relocations = image->values[DT_RELASZ] | image->values[DT_PLTRELSZ];
	if (image->relocations)
		relocate(image, 0);
	if (program->tls_size != 0) {
		char *memory = (char *)lx_trap6(LX_SYS_mmap, 0, program->tls_size, LX_PROT_READ | LX_PROT_WRITE,
						LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);

		if (IsErrPtr(memory))
			__builtin_trap();
		lx_set_thread_pointer(lx_place_tls(memory, program));
	}
}

/* lx_start_main is called by _start alone, with the initial stack. */
LX_HIDDEN __attribute__((__noreturn__, __used__)) void lx_start_main(unsigned long *stack);

void lx_start_main(unsigned long *stack)
{
	Destructor *const *destructor = fini_array_end;
	Image image;
	const Program *program = &image.program;
	int status;

	lx_read_program(&image.program);
	/* A dynamic linker has done what is left out where there is one. */
	if (program->segment[PT_INTERP] == 0)
		prepare(&image);
	lx_start_auxv(stack);
	lx_start_canary(stack);
	if (program->segment[PT_INTERP] == 0) {
		if (image.relocations)
			relocate(&image, stack);
		if (program->segment[RELRO] != 0)
			seal(program->base, program->segment[RELRO], stack);
		call_all(preinit_array, preinit_array_end, stack);
	}
	call_all(init_array, init_array_end, stack);
	status = program_main((int)*stack, (char **)(stack + 1), (char **)(stack + *stack + 2));
	OPAQUE(destructor);
	while (destructor != fini_array)
		(*--destructor)();
	lx_trap1(LX_SYS_exit_group, status);
	__builtin_trap();
}
