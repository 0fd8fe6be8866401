/*
 * Static TLS of variant II: the thread's block ends at the thread pointer (fs), where the thread control block begins: its
 * own address and, at 0x28, the stack canary.
 */

/* lx_tls_distance returns where the block begins, counted from the thread pointer. */
static __inline__ long lx_tls_distance(const Segment *tls)
{
	return -(long)(tls->memsz + (-(tls->vaddr + tls->memsz) & (tls->align - 1)));
}

/* lx_thread_pointer returns the thread pointer of a thread whose TLS is to lie in memory of tls_size bytes (tls.h). */
static __inline__ char *lx_thread_pointer(char *memory, const Segment *tls)
{
	unsigned long tp = ((unsigned long)memory + tls->memsz + 2 * tls->align + TLS_RESERVED) & -tls->align & -16UL;

	*(unsigned long *)tp = tp;
	return (char *)tp;
}

static __inline__ void lx_set_thread_pointer(char *thread_pointer)
{
	if (lx_trap2(LX_SYS_arch_prctl, 0x1002 /* ARCH_SET_FS */, LX_PTR(thread_pointer)) != 0)
		__builtin_trap();
}

static __inline__ char *lx_get_thread_pointer(void)
{
	char *thread_pointer;

	__asm__ __volatile__("mov %%fs:0, %0" : "=r"(thread_pointer));
	return thread_pointer;
}

/* lx_copy_canary gives a thread the canary of the calling one. */
static __inline__ void lx_copy_canary(char *thread_pointer)
{
	unsigned long canary;

	__asm__ __volatile__("mov %%fs:0x28, %0" : "=r"(canary));
	*(unsigned long *)(void *)(thread_pointer + 0x28) = canary;
}
