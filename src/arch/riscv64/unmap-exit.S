/*
 * lx_unmap_exit (src/linux/thread-detach.c) for riscv64: lx_unmap_exit(a0 memory, a1 size)
 * The stack that this is called on is gone after the first call; nothing is read from it or written to it.
 */
#include <barecall/arch/riscv64/sysnum.h>
#include "function.h"

FUNCTION lx_unmap_exit
	li a7, LX_SYS_munmap
	ecall
	li a0, 0
	li a7, LX_SYS_exit
	ecall
	ebreak
END lx_unmap_exit

	/* RobustThreadInit's own takes the place of this one in programs that call it. */
	.section .text.lx_thread_robust, "ax", %progbits
	HOOK lx_thread_robust
	ret
	.size lx_thread_robust, . - lx_thread_robust

#include "note.h"
