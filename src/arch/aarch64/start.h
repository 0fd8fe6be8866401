/*
 * What src/linux/start.c must know of aarch64: the relocations, numbered as in elf.h, and how linkers lay out a program.
 */
enum { R_RELATIVE = 1027, IRELATIVE = 1032 };

/* lx_relocated returns what a relocation stores: all that is left in a static PIE are pointers to what lies in it. */
static __inline__ unsigned long lx_relocated(const Rela *rela, const Image *image)
{
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
 * lx_relro_end returns where what is never written again ends. GNU ld takes it that 24 bytes of a .got.plt end it, and
 * where a program that is no PIE has none, .data or .bss begins there: if anything lies in these bytes the last page is in
 * doubt.
 */
static __inline__ unsigned long lx_relro_end(const Header *program, const Segment *relro)
{
	unsigned long left = program->phnum, end = relro->vaddr + relro->memsz;
	const Segment *segment = lx_segments(program);

	for (; left != 0; left--, segment++)
		if (segment->type == PT_LOAD && segment->vaddr < end && segment->vaddr + segment->memsz > end - 24 &&
		    program->type == ET_EXEC)
			return end - 24;
	return end;
}

static __inline__ unsigned long lx_page_size(const unsigned long *stack)
{
	return lx_auxv_value(stack, LX_AT_PAGESZ);
}
