/*
 * What src/linux/start.c must know of x86_64: the relocations, numbered as in elf.h, and how linkers lay out a program.
 */
enum { R_64 = 1, R_GLOB_DAT = 6, R_JUMP_SLOT = 7, R_RELATIVE = 8, R_TPOFF64 = 18, IRELATIVE = 37 };

static __inline__ unsigned long origin(const Symbol *symbol, const Image *image);

/* lx_relocated returns what a relocation stores: all that linkers leave in a program that no dynamic linker loads. */
static __inline__ unsigned long lx_relocated(const Rela *rela, const Image *image)
{
	unsigned long from = image->program.base, value = rela->addend;

	if (rela->type != R_RELATIVE) {
		const Symbol *symbol = (const Symbol *)(from + image->values[DT_SYMTAB]) + rela->symbol;

		value += symbol->value;
		if (rela->type == R_TPOFF64)
			from = (unsigned long)image->program.tls_distance;
		else if (rela->type != R_64 && rela->type != R_GLOB_DAT && rela->type != R_JUMP_SLOT)
			__builtin_trap();
		else
			from = origin(symbol, image);
	}
	return from + value;
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
static __inline__ unsigned long lx_relro_end(unsigned long end)
{
	return end;
}

static __inline__ unsigned long lx_page_size(const unsigned long *stack)
{
	(void)stack;
	return 4096;
}
