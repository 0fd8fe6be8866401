/*
 * lx_relax stands in a loop that waits for another processor. yield does nothing on most processors; isb takes about as long as a pause of x86_64.
 */
static __inline__ void lx_relax(void)
{
	__asm__ __volatile__("isb" : : : "memory");
}
