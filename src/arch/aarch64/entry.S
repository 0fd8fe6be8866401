/*
 * _start: where the kernel enters a program. sp points to argc, argv, NULL, envp, NULL, auxv; no other register is
 * defined. All the work is lx_start_main's in src/linux/start.c.
 */
#include "function.h"

	.section .text._start, "ax", %progbits
	.globl _start
	.type _start, %function
_start:
	.cfi_startproc
	.cfi_undefined x30
	hint 34				/* bti c */
	mov x29, 0
	mov x30, 0
	mov x0, sp
	.hidden lx_start_main
	b lx_start_main
	.cfi_endproc

	/* Getauxval's and the stack protector's own take the place of these where they are linked. */
	HOOK lx_start_auxv
	HOOK lx_start_canary
	ret
	.size _start, . - _start

#include "note.h"
