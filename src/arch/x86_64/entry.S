/*
 * _start: where the kernel enters a program. rsp points to argc, argv, NULL, envp, NULL, auxv; rdx is undefined.
 * All the work is lx_start_main's in src/linux/start.c.
 */
#include "function.h"

	.section .text._start, "ax", @progbits
	.globl _start
	.type _start, @function
_start:
	.cfi_startproc
	.cfi_undefined rip
	endbr64
	xor %ebp, %ebp
	mov %rsp, %rdi
	and $-16, %rsp
	.hidden lx_start_main
	call lx_start_main
	.cfi_endproc

	/* Getauxval's and the stack protector's own take the place of these where they are linked. */
	HOOK lx_start_auxv
	HOOK lx_start_canary
	ret
	.size _start, . - _start

#include "note.h"
