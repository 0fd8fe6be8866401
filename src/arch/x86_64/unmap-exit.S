/*
 * lx_unmap_exit (src/linux/thread-detach.c) for x86_64: lx_unmap_exit(rdi memory, rsi size)
 * The stack that this is called on is gone after the first call; nothing is read from it or written to it.
 */
#include <barecall/arch/x86_64/sysnum.h>
#include "function.h"

FUNCTION lx_unmap_exit
	mov $LX_SYS_munmap, %eax
	syscall
	xor %edi, %edi
	mov $LX_SYS_exit, %eax
	syscall
	ud2
END lx_unmap_exit

	/* RobustThreadInit's own takes the place of this one in programs that call it. */
	.section .text.lx_thread_robust, "ax", %progbits
	HOOK lx_thread_robust
	ret
	.size lx_thread_robust, . - lx_thread_robust

#include "note.h"
