/*
 * What src/linux/start.c must know of x86_64: relocations, and static TLS of variant II. The thread's block ends at
 * the thread pointer (fs), where the thread control block begins: its own address, and at 0x28 the stack canary.
 */
enum { R_X86_64_RELATIVE = 8 };

/* lx_relocated returns what a relocation stores: all that is left in a static PIE are pointers to what lies in it. */
static __inline__ unsigned long lx_relocated(const Rela *rela, unsigned long base, const Symbol *symbols)
{
	(void)symbols;
	if (rela->type != R_X86_64_RELATIVE)
		__builtin_trap();
	return base + rela->addend;
}

/* lx_place_tls finds room for TLS in size + 2 * align + 64 bytes of memory, and its thread pointer. */
static __inline__ char *lx_place_tls(char *memory, unsigned long vaddr, unsigned long size, unsigned long align,
				     char **thread_pointer)
{
	unsigned long tp = ((unsigned long)memory + size + 2 * align + 16) & -align & -16UL;

	*thread_pointer = (char *)tp;
	*(unsigned long *)tp = tp;
	return (char *)(tp - size - (-(vaddr + size) & (align - 1)));
}

static __inline__ void lx_set_thread_pointer(char *thread_pointer)
{
	if (lx_trap2(LX_SYS_arch_prctl, 0x1002 /* ARCH_SET_FS */, LX_PTR(thread_pointer)) != 0)
		__builtin_trap();
}
