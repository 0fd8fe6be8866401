/*
 * What src/linux/start.c must know of riscv64: the relocations, numbered as in elf.h, and how linkers lay out a program.
 */
enum { R_64 = 2, R_RELATIVE = 3, R_JUMP_SLOT = 5, R_TLS_DTPMOD64 = 7, R_TLS_DTPREL64 = 9, R_TLS_TPREL64 = 11, IRELATIVE = 58 };

static __inline__ unsigned long origin(const Symbol *symbol, const Image *image);

/* lx_relocated returns what a relocation stores: all that linkers leave in a program that no dynamic linker loads. */
static __inline__ unsigned long lx_relocated(const Rela *rela, const Image *image)
{
	unsigned long from = image->program.base, value = rela->addend;

	if (rela->type != R_RELATIVE) {
		const Symbol *symbol = (const Symbol *)(from + image->values[DT_SYMTAB]) + rela->symbol;

		value += symbol->value;
		if (rela->type == R_TLS_TPREL64)
			from = (unsigned long)image->program.tls_distance;
		else if (rela->type == R_TLS_DTPREL64)
			from = 0UL - DTP_BIAS;
		else if (rela->type == R_TLS_DTPMOD64)
			return 1;
		else if (rela->type != R_64 && rela->type != R_JUMP_SLOT)
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

	__asm__(".weak __rela_iplt_start\n\t.hidden __rela_iplt_start\n\tlla %0, __rela_iplt_start" : "=r"(rela));
	return rela;
}

static __inline__ const Rela *lx_iplt_end(void)
{
	const Rela *rela;

	__asm__(".weak __rela_iplt_end\n\t.hidden __rela_iplt_end\n\tlla %0, __rela_iplt_end" : "=r"(rela));
	return rela;
}

/* lx_resolve calls the resolver of an indirect function. A resolver takes AT_HWCAP and a function
 * that asks riscv_hwprobe(2), in whose place NULL is allowed. */
static __inline__ unsigned long lx_resolve(unsigned long resolver, const unsigned long *stack)
{
	typedef unsigned long Resolver(unsigned long hwcap, const void *hwprobe, const void *reserved);

	return ((Resolver *)resolver)(lx_auxv_value(stack, LX_AT_HWCAP), 0, 0);
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
