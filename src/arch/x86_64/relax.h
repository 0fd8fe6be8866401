/*
 * lx_relax stands in a loop that waits for another processor. A pause lets the other hyperthread run, and leaves the loop without a misprediction.
 */
static __inline__ void lx_relax(void)
{
	__asm__ __volatile__("pause" : : : "memory");
}
