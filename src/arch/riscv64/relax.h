/*
 * lx_relax stands in a loop that waits for another processor. pause, of the extension Zihintpause; a fence that does nothing to processors without it.
 */
static __inline__ void lx_relax(void)
{
	__asm__ __volatile__(".insn i 0x0f, 0, x0, x0, 0x10" : : : "memory");
}
