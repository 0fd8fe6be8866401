/*
 * lx_start: the entry of programs that need none of what _start prepares (-Wl,-e,lx_start): it calls main with
 * argc, argv and envp, and exits with what main returns.
 */
#include <barecall/arch/riscv64/sysnum.h>
#include "function.h"

	.section .text.lx_start, "ax", @progbits
	.globl lx_start
	.type lx_start, @function
lx_start:
	.cfi_startproc
	.cfi_undefined ra
	/* The linker would shorten this to `mv gp, gp`. */
	.option push
	.option norelax
	lla gp, __global_pointer$
	.option pop
	li s0, 0
	mv a0, sp
	call lx_start_auxv
	lw a0, 0(sp)
	addi a1, sp, 8
	slli a2, a0, 3
	add a2, a2, a1
	addi a2, a2, 8
	call main
	li a7, LX_SYS_exit_group
	ecall
	.cfi_endproc

	/* Getauxval's own takes the place of this one in programs that call it. */
	HOOK lx_start_auxv
	ret
	.size lx_start, . - lx_start

#include "note.h"
