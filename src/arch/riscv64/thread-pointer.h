/*
 * Static TLS of variant I: the thread's block begins at the thread pointer (tp) itself.
 */

/* What is taken off the offsets that __tls_get_addr is given. */
enum { DTP_BIAS = 0x800 };

/* lx_tls_distance returns where the block begins, counted from the thread pointer. */
static __inline__ long lx_tls_distance(const Segment *tls)
{
	return (long)(tls->vaddr & (tls->align - 1));
}

/* lx_thread_pointer returns the thread pointer of a thread whose TLS is to lie in memory of tls_size bytes (tls.h). */
static __inline__ char *lx_thread_pointer(char *memory, const Segment *tls)
{
	return (char *)(((unsigned long)memory + tls->align + TLS_RESERVED) & -tls->align & -16UL);
}

static __inline__ void lx_set_thread_pointer(char *thread_pointer)
{
	__asm__ __volatile__("mv tp, %0" : : "r"(thread_pointer) : "memory");
}

static __inline__ char *lx_get_thread_pointer(void)
{
	char *thread_pointer;

	__asm__ __volatile__("mv %0, tp" : "=r"(thread_pointer));
	return thread_pointer;
}

/* lx_copy_canary has nothing to do: the canary is a variable of all threads. */
static __inline__ void lx_copy_canary(char *thread_pointer)
{
	(void)thread_pointer;
}
