/*
 * What src/linux/start.c must know of aarch64: relocations, and static TLS of variant I. The thread's block follows
 * the 16 bytes of the thread control block at the thread pointer (tpidr_el0).
 */
enum { R_AARCH64_RELATIVE = 1027 };

/* lx_relocated returns what a relocation stores: all that is left in a static PIE are pointers to what lies in it. */
static __inline__ unsigned long lx_relocated(const Rela *rela, unsigned long base, const Symbol *symbols)
{
	(void)symbols;
	if (rela->type != R_AARCH64_RELATIVE)
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
	return (char *)(tp + 16 + ((vaddr - 16) & (align - 1)));
}

static __inline__ void lx_set_thread_pointer(char *thread_pointer)
{
	__asm__ __volatile__("msr tpidr_el0, %0" : : "r"(thread_pointer) : "memory");
}
