/*
 * What src/linux/start.c must know of aarch64: the relocations, numbered as in elf.h, and how linkers lay out a program.
 */
enum { R_ABS64 = 257, R_GLOB_DAT = 1025, R_JUMP_SLOT = 1026, R_RELATIVE = 1027, R_TLS_TPREL64 = 1030, IRELATIVE = 1032 };

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
		else if (rela->type != R_ABS64 && rela->type != R_GLOB_DAT && rela->type != R_JUMP_SLOT)
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

	__asm__(".weak __rela_iplt_start\n\t.hidden __rela_iplt_start\n\tadrp %0, __rela_iplt_start\n\tadd %0, %0, :lo12:__rela_iplt_start" : "=r"(rela));
	return rela;
}

static __inline__ const Rela *lx_iplt_end(void)
{
	const Rela *rela;

	__asm__(".weak __rela_iplt_end\n\t.hidden __rela_iplt_end\n\tadrp %0, __rela_iplt_end\n\tadd %0, %0, :lo12:__rela_iplt_end" : "=r"(rela));
	return rela;
}

/* lx_resolve calls the resolver of an indirect function. A resolver takes AT_HWCAP, with a bit that says that
 * there is more, and more. */
static __inline__ unsigned long lx_resolve(unsigned long resolver, const unsigned long *stack)
{
	struct {
		unsigned long size, hwcap, hwcap2;
	} more;

	more.size = sizeof more;
	more.hwcap = lx_auxv_value(stack, LX_AT_HWCAP);
	more.hwcap2 = lx_auxv_value(stack, LX_AT_HWCAP2);
	return ((unsigned long (*)(unsigned long, const void *))resolver)(more.hwcap | 1UL << 62, &more);
}

/*
 * The distance to where .data begins, which GNU ld alone tells, and only where it is asked; a weak symbol of others is 0. It is
 * a word, since mold refuses to reach that 0 from the code of a PIE.
 */
__asm__(".pushsection .rodata.lx_data_distance, \"a\"\n\t.balign 4\n\t.weak __data_start\n\t.hidden __data_start\n"
	"lx_data_distance:\n\t.word __data_start - .\n\t.popsection");
extern LX_HIDDEN const int lx_data_distance;

/*
 * lx_relro_end returns where what is never written again ends. GNU ld takes it that 24 bytes of a .got.plt are its last, and
 * where a program that is no PIE has none, .data begins there: then the last page stays writable.
 */
static __inline__ unsigned long lx_relro_end(unsigned long end)
{
	unsigned long data = (unsigned long)&lx_data_distance + (unsigned long)lx_data_distance;

	return end - data <= 24 ? data : end;
}

static __inline__ unsigned long lx_page_size(const unsigned long *stack)
{
	return lx_auxv_value(stack, LX_AT_PAGESZ);
}
