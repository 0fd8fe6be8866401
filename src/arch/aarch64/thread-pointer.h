/*
 * Static TLS of variant I: the thread's block follows the 16 bytes of the thread control block at the thread pointer
 * (tpidr_el0).
 */

/* lx_tls_distance returns where the block begins, counted from the thread pointer. */
static __inline__ long lx_tls_distance(const Segment *tls)
{
	return 16 + (long)((tls->vaddr - 16) & (tls->align - 1));
}

/* lx_thread_pointer returns the thread pointer of a thread whose TLS is to lie in memory of tls_size bytes (tls.h). */
static __inline__ char *lx_thread_pointer(char *memory, const Segment *tls)
{
	return (char *)(((unsigned long)memory + tls->align + TLS_RESERVED) & -tls->align & -16UL);
}

static __inline__ void lx_set_thread_pointer(char *thread_pointer)
{
	__asm__ __volatile__("msr tpidr_el0, %0" : : "r"(thread_pointer) : "memory");
}

static __inline__ char *lx_get_thread_pointer(void)
{
	return __builtin_thread_pointer();
}

/* lx_copy_canary has nothing to do: the canary is a variable of all threads. */
static __inline__ void lx_copy_canary(char *thread_pointer)
{
	(void)thread_pointer;
}
