/*
 * lx_unmap_exit (src/linux/thread-detach.c) for aarch64: lx_unmap_exit(x0 memory, x1 size)
 * The stack that this is called on is gone after the first call; nothing is read from it or written to it.
 */
#include <barecall/arch/aarch64/sysnum.h>
#include "function.h"

FUNCTION lx_unmap_exit
	mov x8, #LX_SYS_munmap
	svc #0
	mov x0, #0
	mov x8, #LX_SYS_exit
	svc #0
	brk #1
END lx_unmap_exit

	/* RobustThreadInit's own takes the place of this one in programs that call it. */
	.section .text.lx_thread_robust, "ax", %progbits
	HOOK lx_thread_robust
	ret
	.size lx_thread_robust, . - lx_thread_robust

#include "note.h"
