/*
 * What happens between _start and main. This runs before relocation, TLS and the stack canary are there, so it must
 * need none of them: no jump table, nothing from the GOT, no memcpy. The Makefile's flags for it tell the compiler.
 */
#include "elf-image.h"
#include "startup.h"
#include <barecall/uapi/mm.h>

#define LX_HIDDEN __attribute__((__visibility__("hidden")))
#define LX_NOINLINE __attribute__((__noinline__))

/* OPAQUE keeps the compiler from reasoning about a variable: that two arrays cannot have one address, for one. */
#define OPAQUE(variable) __asm__ __volatile__("" : "+r"(variable) : : "memory")

/* Elf64_Rela. */
typedef struct Rela {
	unsigned long offset;
	unsigned int type;
	unsigned int symbol;
	unsigned long addend;
} Rela;

/* What the architecture knows: lx_relocated, lx_place_tls, lx_set_thread_pointer. */
#include "start.h"

/* More than any type that matters in the dynamic section or the auxiliary vector. */
enum { TYPES = 37 };

typedef int Main(int argc, char **argv, char **envp);
typedef void Function(int argc, char **argv, char **envp);
typedef void Destructor(void);

extern LX_HIDDEN Main program_main LX_SYMBOL("main");

/* The linker's bounds of the arrays of constructors and destructors. */
extern LX_HIDDEN Function *const preinit_array[] LX_SYMBOL("__preinit_array_start");
extern LX_HIDDEN Function *const preinit_array_end[] LX_SYMBOL("__preinit_array_end");
extern LX_HIDDEN Function *const init_array[] LX_SYMBOL("__init_array_start");
extern LX_HIDDEN Function *const init_array_end[] LX_SYMBOL("__init_array_end");
extern LX_HIDDEN Destructor *const fini_array[] LX_SYMBOL("__fini_array_start");
extern LX_HIDDEN Destructor *const fini_array_end[] LX_SYMBOL("__fini_array_end");

/* by_type makes values[type] of pairs; a type that is not there has 0. */
static LX_NOINLINE void by_type(unsigned long values[TYPES], const Pair *pairs)
{
	long i;

	for (i = TYPES; --i >= 0;) {
		values[i] = 0;
		OPAQUE(i);
	}
	for (; pairs->type != 0; pairs++)
		if (pairs->type < TYPES)
			values[pairs->type] = pairs->value;
}

/* relocate adds the address at which a static PIE was loaded to its pointers, and traps on what only a libc can do. */
static void relocate(unsigned long values[TYPES], const Pair *dynamic, unsigned long base)
{
	const Rela *rela;
	const unsigned long *relr;
	unsigned long *where = 0;
	unsigned long size;

	by_type(values, dynamic);
	if (values[DT_JMPREL] != 0)
		__builtin_trap();
	rela = (const Rela *)(base + values[DT_RELA]);
	for (size = values[DT_RELASZ]; size != 0; size -= sizeof *rela, rela++)
		if (rela->type != 0)
			*(unsigned long *)(base + rela->offset) =
				lx_relocated(rela, base, (const Symbol *)(base + values[DT_SYMTAB]));
	/* Packed: an even word is the address of one pointer, an odd one a bit map of the 63 after the last. */
	relr = (const unsigned long *)(base + values[DT_RELR]);
	for (size = values[DT_RELRSZ]; size != 0; size -= sizeof *relr) {
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

/* call_all runs functions in order. */
static LX_NOINLINE void call_all(Function *const *function, Function *const *end, unsigned long *stack)
{
	OPAQUE(end);
	for (; function != end; function++)
		(*function)((int)*stack, (char **)(stack + 1), (char **)(stack + *stack + 2));
}

/*
 * lx_start_main is called by _start alone, with the initial stack and the address of the dynamic section, which means
 * something only where a segment tells of one. Where a dynamic linker has loaded the program (AT_BASE) it has also
 * relocated it and set up TLS.
 */
LX_HIDDEN __attribute__((__noreturn__, __used__)) void lx_start_main(unsigned long *stack, const Pair *dynamic);

void lx_start_main(unsigned long *stack, const Pair *dynamic)
{
	const Pair *auxv = lx_auxv(stack);
	const Segment *segment;
	const Segment *tls = 0;
	const Segment *relro = 0;
	Destructor *const *destructor = fini_array_end;
	unsigned long values[TYPES];
	unsigned long base = 0;
	unsigned long left;
	unsigned long page;
	unsigned long loader;
	int status;

	by_type(values, auxv);
	page = -values[LX_AT_PAGESZ];
	loader = values[LX_AT_BASE];
	segment = (const Segment *)values[LX_AT_PHDR];
	left = loader == 0 && segment != 0 ? values[LX_AT_PHNUM] : 0;
	for (; left != 0; left--, segment++) {
		if (segment->type == PT_TLS)
			tls = segment;
		if (segment->type == PT_GNU_RELRO)
			relro = segment;
		if (segment->type == PT_DYNAMIC) {
			base = (unsigned long)dynamic - segment->vaddr;
			relocate(values, dynamic, base);
		}
	}
	/* Only a static-PIE's: in others GNU ld of aarch64 lets this segment reach into data that is written. */
	if (relro != 0 && base != 0) {
		unsigned long start = (base + relro->vaddr) & page;
		unsigned long end = (base + relro->vaddr + relro->memsz) & page;

		/* -ENOMEM is usual: linkers count padding up to the largest page size, which is not mapped. */
		lx_trap3(LX_SYS_mprotect, (long)start, (long)(end - start), LX_PROT_READ);
	}
	if (tls != 0) {
		const char *image = (const char *)(base + tls->vaddr);
		char *memory = __builtin_alloca(tls->memsz + 2 * tls->align + 64);
		char *thread_pointer;

		memory = lx_place_tls(memory, tls->vaddr, tls->memsz, tls->align, &thread_pointer);
		for (left = tls->memsz; left-- != 0;) {
			memory[left] = left < tls->filesz ? image[left] : 0;
			OPAQUE(left);
		}
		lx_set_thread_pointer(thread_pointer);
	}
	lx_start_auxv(stack);
	lx_start_canary(auxv);
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
