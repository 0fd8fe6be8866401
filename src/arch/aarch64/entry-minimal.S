/*
 * lx_start: the entry of programs that need none of what _start prepares (-Wl,-e,lx_start): it calls main with
 * argc, argv and envp, and exits with what main returns.
 */
#include <barecall/arch/aarch64/sysnum.h>
#include "function.h"

	.section .text.lx_start, "ax", %progbits
	.globl lx_start
	.type lx_start, %function
lx_start:
	.cfi_startproc
	.cfi_undefined x30
	mov x29, 0
	mov x30, 0
	mov x0, sp
	/* Getauxval's own; in programs that do not call it the linker makes this a nop. */
	.weak lx_start_auxv
	.hidden lx_start_auxv
	bl lx_start_auxv
	ldr w0, [sp]
	add x1, sp, 8
	add x2, x1, x0, lsl 3
	add x2, x2, 8
	bl main
	mov w8, LX_SYS_exit_group
	svc 0
	.cfi_endproc
	.size lx_start, . - lx_start

#include "note.h"
