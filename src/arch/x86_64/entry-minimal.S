/*
 * lx_start: the entry of programs that need none of what _start prepares (-Wl,-e,lx_start): it calls main with
 * argc, argv and envp, and exits with what main returns. rsp is a multiple of 16 here, says the kernel's ABI.
 */
#include <barecall/arch/x86_64/sysnum.h>
#include "function.h"

	.section .text.lx_start, "ax", @progbits
	.globl lx_start
	.type lx_start, @function
lx_start:
	.cfi_startproc
	.cfi_undefined rip
	xor %ebp, %ebp
	mov %rsp, %rdi
	call lx_start_auxv
	mov (%rsp), %edi
	lea 8(%rsp), %rsi
	lea 16(%rsp, %rdi, 8), %rdx
	call main
	mov %eax, %edi
	mov $LX_SYS_exit_group, %eax
	syscall
	.cfi_endproc

	/* Getauxval's own takes the place of this one in programs that call it. */
	HOOK lx_start_auxv
	ret
	.size lx_start, . - lx_start

#include "note.h"
