/*
 * What src/linux/start.c must know of riscv64: relocations, and static TLS of variant I, whose block begins at the
 * thread pointer (tp) itself.
 */
enum { R_RISCV_64 = 2, R_RISCV_RELATIVE = 3, R_RISCV_TLS_TPREL64 = 11 };

/*
 * lx_relocated returns what a relocation stores. Beside pointers to what lies in the program, linkers leave two kinds
 * in a static PIE of this architecture: addresses of global symbols, undefined ones among them, which are weak; and
 * distances of thread-local variables from the thread pointer.
 */
static __inline__ unsigned long lx_relocated(const Rela *rela, unsigned long base, const Symbol *symbols)
{
	const Symbol *symbol = symbols + rela->symbol;

	if (rela->type == R_RISCV_64)
		return (symbol->section != 0 ? base + symbol->value : 0) + rela->addend;
	if (rela->type == R_RISCV_TLS_TPREL64 && rela->symbol == 0)
		return rela->addend;
	if (rela->type != R_RISCV_RELATIVE)
		__builtin_trap();
	return base + rela->addend;
}

/* lx_place_tls finds room for TLS in size + 2 * align + 64 bytes of memory, and its thread pointer. */
static __inline__ char *lx_place_tls(char *memory, unsigned long vaddr, unsigned long size, unsigned long align,
				     char **thread_pointer)
{
	unsigned long tp = ((unsigned long)memory + align + 16) & -align & -16UL;

	(void)size;
	*thread_pointer = (char *)tp;
	return (char *)(tp + (vaddr & (align - 1)));
}

static __inline__ void lx_set_thread_pointer(char *thread_pointer)
{
	__asm__ __volatile__("mv tp, %0" : : "r"(thread_pointer) : "memory");
}
