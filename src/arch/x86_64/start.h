/*
 * What src/linux/start.c must know of x86_64: the relocations, numbered as in elf.h, and how linkers lay out a program.
 */
enum { R_JUMP_SLOT = 7, R_RELATIVE = 8, R_TPOFF64 = 18, IRELATIVE = 37 };

/*
 * lx_relocated returns what a relocation stores. Beside pointers to what lies in the program, GNU ld leaves two kinds in
 * a static PIE: with --export-dynamic the distances of thread-local variables from the thread pointer, and a slot for
 * __tls_get_addr, which nobody calls any more.
 */
static __inline__ unsigned long lx_relocated(const Rela *rela, const Image *image)
{
	const Symbol *symbol = (const Symbol *)(image->base + image->values[DT_SYMTAB]) + rela->symbol;

	if (rela->type == R_TPOFF64)
		return symbol->value + rela->addend + (unsigned long)image->tls;
	if (rela->type == R_JUMP_SLOT && symbol->section == SHN_UNDEF)
		return 0;
	if (rela->type != R_RELATIVE)
		__builtin_trap();
	return image->base + rela->addend;
}

/*
 * lx_iplt and lx_iplt_end return the bounds of the relocations of indirect functions in a program that is no PIE. Linkers
 * that make none may lack the symbols, and a weak one the compiler would look up in a GOT.
 */
static __inline__ const Rela *lx_iplt(void)
{
	const Rela *rela;

	__asm__(".weak __rela_iplt_start\n\t.hidden __rela_iplt_start\n\tmov __rela_iplt_start@GOTPCREL(%%rip), %0" : "=r"(rela));
	return rela;
}

static __inline__ const Rela *lx_iplt_end(void)
{
	const Rela *rela;

	__asm__(".weak __rela_iplt_end\n\t.hidden __rela_iplt_end\n\tmov __rela_iplt_end@GOTPCREL(%%rip), %0" : "=r"(rela));
	return rela;
}

/* lx_resolve calls the resolver of an indirect function. A resolver takes nothing. */
static __inline__ unsigned long lx_resolve(unsigned long resolver, const unsigned long *stack)
{
	(void)stack;
	return ((unsigned long (*)(void))resolver)();
}

/* lx_relro_end returns where what is never written again ends. */
static __inline__ unsigned long lx_relro_end(const Header *program, const Segment *relro)
{
	(void)program;
	return relro->vaddr + relro->memsz;
}

static __inline__ unsigned long lx_page_size(const unsigned long *stack)
{
	(void)stack;
	return 4096;
}
